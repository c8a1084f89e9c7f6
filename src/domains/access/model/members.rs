//! The people of an organization as its pages show them.

use super::{InvitationRow, RoleChoice};
use crate::shared::Page;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which people to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Part of a name or an address.
    pub query: Option<String>,
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Primary key of the person.
    pub user_id: Uuid,
    /// Name for people.
    pub name: String,
    /// Address that they sign in with.
    pub email: String,
    /// Their role.
    pub role_id: Uuid,
    /// Its name as stored.
    pub role: String,
    /// Whether they may sign in to this organization.
    pub is_active: bool,
    /// Whether a second factor is asked for when they sign in.
    pub has_second_factor: bool,
    /// When they were last seen.
    pub last_active_at: Option<DateTime<Utc>>,
    /// When they came.
    pub joined_at: DateTime<Utc>,
    /// The asking person themselves.
    pub is_self: bool,
    /// Whether the asking person may change them.
    pub may_change: bool,
}

/// What the page of people shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// A page of people, who came last first.
    pub members: Page<MemberRow>,
    /// How many people there are in all.
    pub count: i64,
    /// Invitations that nobody has accepted yet, newest first.
    pub invitations: Vec<InvitationRow>,
    /// Roles that the asking person may give.
    pub grantable: Vec<RoleChoice>,
    /// The person that a dialog is about.
    pub chosen: Option<MemberRow>,
    /// Whether the asking person may change anything here.
    pub may_write: bool,
}
