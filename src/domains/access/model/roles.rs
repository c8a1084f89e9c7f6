//! Roles as pages show and forms send them.

use crate::shared::Permission;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name of the role whose last active member stays.
pub const OWNER: &str = "OWNER";

/// The Fluent key of a built-in role's name; `None` for a custom role, which is called as it was named.
#[must_use]
pub fn role_key(name: &str) -> Option<&'static str> {
    match name {
        OWNER => Some("access-role-owner"),
        "ADMIN" => Some("access-role-admin"),
        "STAFF" => Some("access-role-staff"),
        "WAREHOUSE" => Some("access-role-warehouse"),
        "INFLUENCER" => Some("access-role-influencer"),
        "WHOLESALER" => Some("access-role-wholesaler"),
        "VIEWER" => Some("access-role-viewer"),
        _ => None,
    }
}

/// A role that can be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChoice {
    /// Primary key.
    pub id: Uuid,
    /// Name as stored.
    pub name: String,
}

/// A role with what it allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRow {
    /// Primary key.
    pub id: Uuid,
    /// Name as stored.
    pub name: String,
    /// One of the seven that every organization has.
    pub is_built_in: bool,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// How many people have it.
    pub members: i64,
    /// How many open invitations offer it.
    pub invitations: i64,
    /// Whether the asking person may change or delete it.
    pub may_change: bool,
}

/// All roles, as the asking person sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// The built-in ones first.
    pub rows: Vec<RoleRow>,
    /// What the asking person may put into a role.
    pub grantable: Vec<Permission>,
    /// Whether they may make roles at all.
    pub may_write: bool,
}

/// A role as its form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleForm {
    /// Name.
    pub name: String,
    /// Keys of permissions.
    pub permissions: Vec<String>,
}
