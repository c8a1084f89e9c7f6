//! How long stock will do, and how much to order.

use super::{SOLD_DAYS, Warehouse};
use crate::shared::Params;
use uuid::Uuid;

/// Days that stock will do at the speed of the last `days` days; `None` when nothing was sold. What is short does not count as
/// negative days.
#[must_use]
pub const fn days_of_cover(available: i64, sold: i64, days: i64) -> Option<i64> {
    if sold <= 0 {
        return None;
    }
    let available = if available < 0 { 0 } else { available };
    Some(available * days / sold)
}

/// What the suggestion for one level is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Can be promised; below zero when more is promised than there is.
    pub available: i64,
    /// On its way from another warehouse.
    pub coming: i64,
    /// Ordered from suppliers, and not come yet.
    pub on_order: i64,
    /// Sold in `days` days.
    pub sold: i64,
    /// Days whose sales are looked at.
    pub days: i64,
    /// Days that the order should do for.
    pub cover: i64,
    /// At or below this it is time to order.
    pub reorder_level: i64,
    /// Least units of an order; 0 for any.
    pub least: i64,
    /// Never more than so many.
    pub most: Option<i64>,
}

/// How many units to order, so that stock comes up to its bound, or else to its reorder level and what is sold in the days to cover.
/// An order is not smaller than its least, and never brings more than the bound.
#[must_use]
pub fn suggested_order(need: Need) -> i64 {
    let for_cover = if need.days > 0 { (need.sold.max(0) * need.cover + need.days - 1) / need.days } else { 0 };
    let aim = need.most.unwrap_or(need.reorder_level + for_cover);
    let there = need.available + need.coming + need.on_order;
    let missing = aim - there;
    if missing <= 0 {
        return 0;
    }
    let order = missing.max(need.least);
    need.most.map_or(order, |most| order.min(most - there))
}

/// Narrows what is to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReorderFilter {
    /// Words in any of the three scripts, SKU or barcode.
    pub query: Option<String>,
    /// One warehouse.
    pub warehouse: Option<Uuid>,
    /// Days whose sales are looked at.
    pub days: i64,
    /// Days that the order should do for.
    pub cover: i64,
    /// Only what will be gone within so many days.
    pub within: Option<i64>,
}

/// Days whose sales can be looked at.
pub const SALES_DAYS: [i64; 3] = [7, SOLD_DAYS, 90];
/// Days that an order can do for.
pub const COVER_DAYS: [i64; 4] = [14, 30, 60, 90];
/// Days within which stock may be gone.
pub const WITHIN_DAYS: [i64; 3] = [3, 7, 14];

impl ReorderFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        let days = |name: &str, known: &[i64]| params.query(name).and_then(|days| days.parse().ok()).filter(|days| known.contains(days));
        Self {
            query: params.query("q"),
            warehouse: params.query("warehouse").and_then(|id| Uuid::parse_str(&id).ok()),
            days: days("days", &SALES_DAYS).unwrap_or(SOLD_DAYS),
            cover: days("cover", &COVER_DAYS).unwrap_or(30),
            within: days("within", &WITHIN_DAYS),
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.query.is_some() || self.warehouse.is_some() || self.within.is_some()
    }
}

/// A level of which more is to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReorderRow {
    /// The level.
    pub id: Uuid,
    /// When it was made, UTC.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// What.
    pub variant_id: Uuid,
    /// The warehouse.
    pub warehouse_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Name of the warehouse.
    pub warehouse: String,
    /// What the suggestion is made from.
    pub need: Need,
}

impl ReorderRow {
    /// Days that stock will do.
    #[must_use]
    pub const fn cover(&self) -> Option<i64> {
        days_of_cover(self.need.available, self.need.sold, self.need.days)
    }

    /// Units to order.
    #[must_use]
    pub fn suggested(&self) -> i64 {
        suggested_order(self.need)
    }
}

/// What is to be ordered with the choices of its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReorderList {
    /// The levels, newest first.
    pub page: crate::shared::Page<ReorderRow>,
    /// All warehouses.
    pub warehouses: Vec<Warehouse>,
}
