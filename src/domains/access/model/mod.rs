//! What the access domain shows.

mod organization;

pub use organization::{
    CURRENCIES, MOST_TAX_IDS, OrderNumberStyle, OrganizationPage, OrganizationSettings, PostalAddress, TaxId, WeekStart,
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
