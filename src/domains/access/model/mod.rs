//! What the access domain shows.

use chrono::{DateTime, Utc};
mod invitations;
mod members;
mod roles;

pub use invitations::{InvitationRow, InvitationState, InvitationView};
pub use members::{MemberFilter, MemberRow, Team};
pub use roles::{OWNER, RoleChoice, RoleForm, RoleRow, Roles, role_key};
mod second_factor;

pub use second_factor::{Enrolment, FactorPage, FactorState, PasskeyRow, RoleRequirement, SESSION_IDLE, SESSION_LONGEST, SecurityPolicy};
mod organization;

pub use organization::{
    CURRENCIES, MOST_TAX_IDS, OrderNumberStyle, OrganizationPage, OrganizationSettings, PostalAddress, TaxId, WeekStart, about_fields,
    region_fields, tax_field,
};

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

/// A session of the signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Name of the session; it opens nothing.
    pub id: Uuid,
    /// Browser, empty when it is not known.
    pub browser: String,
    /// System, empty when it is not known.
    pub system: String,
    /// Address of the last use.
    pub ip: String,
    /// Last use, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// Signed in.
    pub created_at: DateTime<Utc>,
    /// The one that asks.
    pub is_current: bool,
}

/// Time zones that are offered, Sri Lanka's first; any other IANA name is taken as well.
pub const TIME_ZONES: &[&str] = &[
    "Asia/Colombo",
    "Asia/Kolkata",
    "Indian/Maldives",
    "Asia/Dubai",
    "Asia/Qatar",
    "Asia/Kuwait",
    "Asia/Riyadh",
    "Asia/Dhaka",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Melbourne",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Rome",
    "Europe/Zurich",
    "Africa/Nairobi",
    "America/New_York",
    "America/Toronto",
    "America/Chicago",
    "America/Los_Angeles",
    "UTC",
];
