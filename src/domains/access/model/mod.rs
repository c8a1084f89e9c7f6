//! What the access domain shows.

mod second_factor;

pub use second_factor::{Enrolment, FactorPage, FactorState, PasskeyRow, RoleRequirement, SecurityPolicy};

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
