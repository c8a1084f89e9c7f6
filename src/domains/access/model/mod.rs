//! What the access domain shows.

mod invitations;
mod members;
mod roles;

pub use invitations::{InvitationRow, InvitationState, InvitationView};
pub use members::{MemberFilter, MemberRow, Team};
pub use roles::{OWNER, RoleChoice, RoleForm, RoleRow, Roles, role_key};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An organization that a person may switch to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationChoice {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// The person's role there.
    pub role: String,
    /// The one they are in.
    pub is_current: bool,
}
