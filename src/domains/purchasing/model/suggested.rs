//! What is to be ordered, by supplier.

use super::SupplierChoice;
use crate::domains::inventory::model::ReorderRow;
use crate::shared::Cursor;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A level of which more is to be ordered, with who supplies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedLine {
    /// The level, and why so much is suggested.
    pub need: ReorderRow,
    /// The supplier of its product; `None` when nobody supplies it.
    pub supplier_id: Option<Uuid>,
    /// Their name.
    pub supplier: String,
    /// ISO 4217 code of what they ask.
    pub currency: String,
    /// What a piece cost last, in that currency; `None` when nobody knows.
    pub unit_cost: Option<Decimal>,
}

/// What is to be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    /// The lines of this page, those of one supplier beside each other; those that nobody supplies come last.
    pub lines: Vec<SuggestedLine>,
    /// Suppliers to choose from for those.
    pub suppliers: Vec<SupplierChoice>,
    /// The way back.
    pub previous: Option<Cursor>,
    /// The way on.
    pub next: Option<Cursor>,
}

/// A suggested line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestedLineForm {
    /// Anything when it is to be ordered.
    pub take: String,
    /// What.
    pub variant_id: String,
    /// For where.
    pub warehouse_id: String,
    /// From whom.
    pub supplier_id: String,
    /// Pieces.
    pub quantity: String,
    /// Price of a piece; empty for what it cost last.
    pub price: String,
}

/// Suggested lines, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestedForm {
    /// Made by the form, so that the same orders are made once.
    pub batch: String,
    /// The lines.
    pub lines: Vec<SuggestedLineForm>,
}
