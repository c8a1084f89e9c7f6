//! Organizations as the platform's administrators see them.

use crate::shared::{Area, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// What an organization pays for.
    Plan {
        /// Nothing.
        Free = "FREE", "platform-plan-free";
        /// The small one.
        Basic = "BASIC", "platform-plan-basic";
        /// The usual one.
        Pro = "PRO", "platform-plan-pro";
        /// The large one.
        Enterprise = "ENTERPRISE", "platform-plan-enterprise";
    }
}

words! {
    /// Whether an organization may work.
    Status {
        /// It may.
        Active = "ACTIVE", "platform-status-active";
        /// It may read and export.
        Suspended = "SUSPENDED", "platform-status-suspended";
        /// Its owners may read and export.
        Cancelled = "CANCELLED", "platform-status-cancelled";
    }
}

/// An organization in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationRow {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// Name in URLs.
    pub slug: String,
    /// What it pays for.
    pub plan: Plan,
    /// Whether it may work.
    pub status: Status,
    /// People who may sign in.
    pub people: i64,
    /// Orders of the last thirty days.
    pub orders: i64,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
}

/// One organization, with its areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationDetail {
    /// What the list shows.
    pub row: OrganizationRow,
    /// Areas that are open to it.
    pub open: Vec<Area>,
}

/// Which organizations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// Part of the name or slug.
    pub search: Option<String>,
    /// What they pay for.
    pub plan: Option<Plan>,
    /// Whether they may work.
    pub status: Option<Status>,
}

impl OrganizationFilter {
    /// Whether it shows less than everything.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }
}
