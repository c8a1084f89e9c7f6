//! A product as buyers may know it. No cost, no price for wholesalers, no note, no tag, no number of pieces: what is not a field here
//! cannot leak.

use super::ProductOption;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// From so many pieces on one does not say that there are few.
pub const FEW: i64 = 5;

/// How much there is, as far as buyers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicStock {
    /// Enough.
    InStock,
    /// A few pieces.
    FewLeft,
    /// Nothing.
    SoldOut,
}

impl PublicStock {
    /// What is said of so many pieces.
    #[must_use]
    pub const fn of(pieces: i64) -> Self {
        match pieces {
            ..=0 => Self::SoldOut,
            pieces if pieces < FEW => Self::FewLeft,
            _ => Self::InStock,
        }
    }

    /// The Fluent key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::InStock => "catalog-public-in",
            Self::FewLeft => "catalog-public-few",
            Self::SoldOut => "catalog-public-out",
        }
    }
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Address as WebP.
    pub webp: String,
    /// Address as JPEG, or as PNG where something shows through.
    pub fallback: String,
}

/// A picture or a film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicMedia {
    /// What it shows.
    pub alt: String,
    /// The variant that it shows, if it shows one only.
    pub variant_id: Option<Uuid>,
    /// True for a film.
    pub is_video: bool,
    /// Its address, where it stands elsewhere.
    pub url: Option<String>,
    /// Its sizes on this server, least first.
    pub sizes: Vec<PublicSize>,
}

/// A variant that is for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicVariant {
    /// Primary key.
    pub id: Uuid,
    /// Stock keeping unit.
    pub sku: String,
    /// Name; empty for the only one of a product.
    pub name: String,
    /// Values by the names of the options.
    pub options: BTreeMap<String, String>,
    /// Price.
    pub price: Decimal,
    /// Price before a reduction.
    pub compare_at_price: Option<Decimal>,
    /// How much there is; `None` where nobody keeps stock.
    pub stock: Option<PublicStock>,
}

/// A product that is for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicProduct {
    /// Primary key.
    pub id: Uuid,
    /// Name in addresses.
    pub slug: String,
    /// Name in the reader's language, where it is translated and the merchant shows that language.
    pub name: String,
    /// Description in the same language: Markdown as it was written, to be made safe by whoever shows it. Empty in lists.
    pub description: String,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// Name of its brand.
    pub brand: Option<String>,
    /// Name of its category.
    pub category: Option<String>,
    /// ISO 4217 code of its prices.
    pub currency: String,
    /// Least price of a variant.
    pub price_from: Decimal,
    /// Greatest price of a variant.
    pub price_to: Decimal,
    /// How much there is of all variants; `None` where nobody keeps stock.
    pub stock: Option<PublicStock>,
    /// What its variants differ in.
    pub options: Vec<ProductOption>,
    /// Its variants in order. Empty in lists.
    pub variants: Vec<PublicVariant>,
    /// Its pictures and films in order; in lists the first picture alone.
    pub media: Vec<PublicMedia>,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
}

/// Whose products they are, and in which language they are told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicShop {
    /// Name in addresses.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// Key of its logo in the file store.
    #[serde(skip)]
    pub logo: Option<String>,
    /// Language of names and texts.
    pub language: crate::shared::Language,
}
