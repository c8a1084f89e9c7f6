//! Brands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A line of the list of brands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandRow {
    /// Primary key.
    pub id: Uuid,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// Name.
    pub name: String,
    /// Products of it.
    pub products: i64,
    /// Counts its changes.
    pub version: i32,
}

/// The list of brands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrandList {
    /// The brands by name.
    pub page: crate::shared::Page<BrandRow>,
    /// The one that was asked for, wherever in the list it is.
    pub chosen: Option<BrandRow>,
    /// Names of brands to choose from.
    pub names: Vec<(Uuid, String)>,
}

/// The form of a brand, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandForm {
    /// Name.
    pub name: String,
}
