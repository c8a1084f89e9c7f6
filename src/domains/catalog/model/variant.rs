//! Variants as other domains see them.

use super::label;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A variant as other domains see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantRef {
    /// Primary key.
    pub id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// Name of the product, as entered.
    pub product_name: String,
    /// Name of the variant; empty for the only one of a product.
    pub variant_name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Price in the product's currency.
    pub price: Decimal,
    /// [`TaxClass::code`] of the product.
    pub tax_class: String,
    /// Active, of an active product, neither deleted.
    pub is_sellable: bool,
}

impl VariantRef {
    /// "Product – Variant".
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.product_name, &self.variant_name)
    }
}

/// What a variant costs us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantCost {
    /// The variant.
    pub variant_id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// Stock keeping unit.
    pub sku: String,
    /// Cost of a piece; `None` where nobody has said.
    pub cost: Option<Decimal>,
    /// ISO 4217 code of the product's currency.
    pub currency: String,
}

/// A variant to choose from while typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantOption {
    /// Primary key.
    pub id: Uuid,
    /// Stock keeping unit.
    pub sku: String,
    /// "Product – Variant" in the language of the screen.
    pub label: String,
    /// Price in the product's currency.
    pub price: Decimal,
    /// Units that can be promised, where somebody has filled it in.
    pub available: Option<i32>,
}
