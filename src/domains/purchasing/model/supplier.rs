//! Suppliers.

use super::Verification;
use crate::shared::{Language, Params};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a supplier is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupplierAddress {
    /// Street and house.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// Town.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// Country, in words.
    pub country: String,
}

impl SupplierAddress {
    /// Its lines without what is empty.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let town = [self.postal_code.trim(), self.city.trim()].join(" ");
        [self.line1.trim(), self.line2.trim(), town.trim(), self.country.trim()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    }
}

/// A line of the list of suppliers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierRow {
    /// Primary key.
    pub id: Uuid,
    /// Name of the business.
    pub business_name: String,
    /// Whom to talk to.
    pub contact: String,
    /// E.164, or as typed where it could not be read.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What is known of their papers.
    pub verification: Verification,
    /// Whether one still orders from them.
    pub is_active: bool,
    /// Products that name them.
    pub products: i64,
    /// Orders that are with them or still coming.
    pub open_orders: i64,
    /// When the last order was sent, UTC.
    pub last_order_at: Option<DateTime<Utc>>,
    /// Since when they are known, UTC.
    pub created_at: DateTime<Utc>,
}

/// Which suppliers to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierFilter {
    /// Name, contact, e-mail, phone or number.
    pub query: Option<String>,
    /// Only these.
    pub verification: Option<Verification>,
    /// Those that are in use, or those that are not.
    pub active: Option<bool>,
}

impl SupplierFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            query: params.query("q"),
            verification: params.query("verification").as_deref().and_then(Verification::parse),
            active: match params.value("active") {
                Some("yes") => Some(true),
                Some("no") => Some(false),
                _ => None,
            },
        }
    }
}

/// A person who signs in for a supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierUser {
    /// Primary key of the person.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// Address that they sign in with.
    pub email: String,
}

/// A supplier whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierDetail {
    /// What the list shows of it.
    pub row: SupplierRow,
    /// Number in the register of companies.
    pub registration_number: Option<String>,
    /// Number of the tax office.
    pub tax_id: Option<String>,
    /// Where they are.
    pub address: SupplierAddress,
    /// Language of letters and documents.
    pub language: Language,
    /// ISO 4217 code of the currency in which they usually sell.
    pub currency: String,
    /// What was agreed, in words.
    pub terms: String,
    /// Days after the delivery within which they are paid.
    pub payment_days: Option<i32>,
    /// Days from the order to the delivery.
    pub lead_days: Option<i32>,
    /// 1 to 5.
    pub rating: Option<i32>,
    /// When their papers were found in order, UTC.
    pub verified_at: Option<DateTime<Utc>>,
    /// For the staff.
    pub notes: String,
    /// Counts its changes.
    pub version: i32,
    /// Who signs in for them.
    pub users: Vec<SupplierUser>,
}

/// A supplier to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierChoice {
    /// Primary key.
    pub id: Uuid,
    /// Name of the business.
    pub name: String,
    /// ISO 4217 code of the currency in which they usually sell.
    pub currency: String,
    /// Days from the order to the delivery.
    pub lead_days: Option<i32>,
}

/// The form of a supplier, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupplierForm {
    /// Name of the business.
    pub business_name: String,
    /// Number in the register of companies.
    pub registration_number: String,
    /// Number of the tax office.
    pub tax_id: String,
    /// Whom to talk to.
    pub contact: String,
    /// E-mail address.
    pub email: String,
    /// Phone in any spelling.
    pub phone: String,
    /// Street and house.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// Town.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// Country, in words.
    pub country: String,
    /// `en`, `si` or `ta`.
    pub language: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What was agreed.
    pub terms: String,
    /// Days.
    pub payment_days: String,
    /// Days.
    pub lead_days: String,
    /// 1 to 5, or empty.
    pub rating: String,
    /// `true` when ticked: one orders from them.
    pub is_active: String,
    /// For the staff.
    pub notes: String,
}

impl SupplierForm {
    /// The form as it is opened for a supplier, with their number as people read it.
    #[must_use]
    pub fn of(supplier: &SupplierDetail, phone: &str) -> Self {
        let number = |value: Option<i32>| value.map(|value| value.to_string()).unwrap_or_default();
        Self {
            business_name: supplier.row.business_name.clone(),
            registration_number: supplier.registration_number.clone().unwrap_or_default(),
            tax_id: supplier.tax_id.clone().unwrap_or_default(),
            contact: supplier.row.contact.clone(),
            email: supplier.row.email.clone().unwrap_or_default(),
            phone: phone.to_owned(),
            line1: supplier.address.line1.clone(),
            line2: supplier.address.line2.clone(),
            city: supplier.address.city.clone(),
            postal_code: supplier.address.postal_code.clone(),
            country: supplier.address.country.clone(),
            language: supplier.language.code().to_owned(),
            currency: supplier.currency.clone(),
            terms: supplier.terms.clone(),
            payment_days: number(supplier.payment_days),
            lead_days: number(supplier.lead_days),
            rating: number(supplier.rating),
            is_active: if supplier.row.is_active { "true".to_owned() } else { String::new() },
            notes: supplier.notes.clone(),
        }
    }
}

/// A variant of a product that a supplier supplies, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppliedRow {
    /// The variant.
    pub id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// "Product – Variant".
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Pieces in all warehouses.
    pub on_hand: i64,
    /// Pieces that can be promised.
    pub available: i64,
    /// Pieces that this supplier still owes.
    pub on_order: i64,
    /// What a piece cost last, with its currency.
    pub last_cost: Option<(Decimal, String)>,
    /// When the variant was made, UTC.
    pub created_at: DateTime<Utc>,
}
