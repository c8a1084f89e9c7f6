//! What labels are made of.

use crate::shared::{LabelFormat, Params};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Most labels of a file.
pub const MOST_LABELS: i64 = 2_000;
/// Most variants of a file.
pub const MOST_LABELLED: usize = 200;

/// Which labels, as the query string says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelRequest {
    /// What they are printed on.
    pub format: LabelFormat,
    /// Whether the price stands on them.
    pub with_price: bool,
    /// Places of the first sheet that are used already.
    pub skip: usize,
    /// A SKU or barcode that is added to the list.
    pub add: Option<String>,
    /// How many of each variant.
    pub counts: Vec<(Uuid, i64)>,
    /// Variants of which no number can be read; they are in `counts` with none.
    pub unreadable: Vec<Uuid>,
}

impl LabelRequest {
    /// Reads `count[variant]=number`, `format`, `price`, `skip` and `add`. What is said of a variant first counts; what cannot be read
    /// otherwise is left out.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        let mut counts: Vec<(Uuid, i64)> = Vec::new();
        let mut unreadable = Vec::new();
        let typed = params.pairs().filter_map(|(name, value)| {
            let id = name.strip_prefix("count[")?.strip_suffix(']')?;
            Some((Uuid::parse_str(id).ok()?, value))
        });
        for (id, value) in typed {
            if counts.len() == MOST_LABELLED || counts.iter().any(|(known, _)| *known == id) {
                continue;
            }
            let count = value.parse::<u32>().ok();
            if count.is_none() {
                unreadable.push(id);
            }
            counts.push((id, count.map_or(0, i64::from)));
        }
        let format = params.value("format").and_then(LabelFormat::parse).unwrap_or_default();
        Self {
            format,
            // A form says no by leaving it out; a link that says nothing yet means yes.
            with_price: params.value("format").is_none() || params.value("price").is_some(),
            skip: params.value("skip").and_then(|skip| skip.parse().ok()).filter(|skip| *skip < format.of_sheet()).unwrap_or(0),
            add: params.query("add"),
            counts,
            unreadable,
        }
    }
}

/// A variant that is labelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelRow {
    /// Which.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Barcode; without one the SKU is what the scanner reads.
    pub barcode: Option<String>,
    /// Price.
    pub price: Decimal,
    /// ISO 4217 code of the price.
    pub currency: String,
    /// How many.
    pub count: i64,
}
