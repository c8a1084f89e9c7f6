//! What the list of products is narrowed by.

use super::ProductStatus;
use crate::shared::{Params, money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the list of products can be narrowed to by stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StockFilter {
    /// Something can be promised.
    In,
    /// Nothing can be promised.
    Out,
    /// At or below the reorder level somewhere.
    Low,
}

impl StockFilter {
    /// All, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::In, Self::Low, Self::Out];

    /// The word in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Low => "low",
        }
    }

    /// Reads [`StockFilter::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::In => "catalog-stock-in",
            Self::Out => "catalog-stock-out",
            Self::Low => "catalog-stock-low",
        }
    }
}

/// Which products to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Words in any of the three scripts, SKU or barcode.
    pub query: Option<String>,
    /// One status.
    pub status: Option<ProductStatus>,
    /// A category with all below it.
    pub category: Option<Uuid>,
    /// State of stock.
    pub stock: Option<StockFilter>,
    /// A tag, as it is written.
    pub tag: Option<String>,
    /// A supplier.
    pub supplier: Option<Uuid>,
    /// A brand.
    pub brand: Option<Uuid>,
    /// A variant costs at least this, in the product's currency.
    pub price_from: Option<Decimal>,
    /// A variant costs at most this.
    pub price_to: Option<Decimal>,
}

impl ProductFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        let id = |name: &str| params.query(name).and_then(|id| Uuid::parse_str(&id).ok());
        let amount = |name: &str| params.query(name).and_then(|text| money::parse_amount(&text).ok());
        Self {
            query: params.query("q"),
            status: params.query("status").and_then(|code| ProductStatus::parse(&code)),
            category: id("category"),
            stock: params.query("stock").and_then(|code| StockFilter::parse(&code)),
            tag: params.query("tag"),
            supplier: id("supplier"),
            brand: id("brand"),
            price_from: amount("price_from"),
            price_to: amount("price_to"),
        }
    }

    /// Whether one of the filters is on that stand behind the first ones.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.tag.is_some() || self.supplier.is_some() || self.brand.is_some() || self.price_from.is_some() || self.price_to.is_some()
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }
}
