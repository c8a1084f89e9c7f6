//! An order as a form that changes it has it.

use super::{OrderStatus, Source};
use crate::domains::customers::model::Address;
use crate::shared::words;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// How the tax of a line is meant, where that is not as the rate of its class says.
    TaxMode.as_str {
        /// Contained in the price.
        Included = "INCLUDED", "orders-tax-mode-included";
        /// Added to the price.
        Added = "ADDED", "orders-tax-mode-added";
    }
}

/// Everything of an order but its lines, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderHead {
    /// Receiver.
    pub name: String,
    /// Phone in any spelling.
    pub phone: String,
    /// E-mail, if any.
    pub email: String,
    /// Street and house.
    pub line1: String,
    /// More of the address.
    pub line2: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Postal code.
    pub postal_code: String,
    /// What the buyer said.
    pub note: String,
    /// Delivery charge.
    pub shipping: String,
    /// Off the whole order.
    pub discount: String,
}

impl OrderHead {
    /// As the form shows what is stored. The phone is given as people read it.
    #[must_use]
    pub fn of(address: &Address, phone: String, note: Option<&str>, shipping: Decimal, discount: Decimal) -> Self {
        Self {
            name: address.full_name.clone(),
            phone,
            email: address.email.clone().unwrap_or_default(),
            line1: address.line1.clone(),
            line2: address.line2.clone().unwrap_or_default(),
            city: address.city.clone(),
            district: address.district.clone(),
            postal_code: address.postal_code.clone(),
            note: note.unwrap_or_default().to_owned(),
            shipping: shipping.to_string(),
            discount: discount.to_string(),
        }
    }
}

/// What can be typed of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineCells {
    /// Pieces.
    pub quantity: String,
    /// Price of a piece.
    pub price: String,
    /// Off the line.
    pub discount: String,
    /// The stored word of a [`TaxMode`], or empty.
    pub tax: String,
}

/// A line as it is sent: what was typed, and what the row was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditLine {
    /// Pieces.
    pub quantity: String,
    /// Price of a piece.
    pub price: String,
    /// Off the line.
    pub discount: String,
    /// The stored word of a [`TaxMode`], or empty.
    pub tax: String,
    /// Not empty when the line is to go.
    pub remove: String,
    /// Its [`LineCells`] as they were, as JSON.
    pub base: String,
}

impl EditLine {
    /// What was typed.
    #[must_use]
    pub fn cells(&self) -> LineCells {
        LineCells { quantity: self.quantity.clone(), price: self.price.clone(), discount: self.discount.clone(), tax: self.tax.clone() }
    }
}

/// A line of an order with everything that an edit needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditableLine {
    /// Primary key.
    pub id: Uuid,
    /// The variant, if known.
    pub variant_id: Option<Uuid>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order.
    pub sku: Option<String>,
    /// Pieces, the cancelled ones included.
    pub quantity: i32,
    /// Price of a piece.
    pub unit_price: Decimal,
    /// Off the whole line, its share of the order's discount included.
    pub discount: Decimal,
    /// Its share of the order's discount.
    pub spread_discount: Decimal,
    /// Tax added.
    pub tax: Decimal,
    /// Tax contained.
    pub tax_included: Decimal,
    /// How its tax is meant.
    pub tax_mode: Option<TaxMode>,
    /// Pieces that have left.
    pub fulfilled: i32,
    /// Pieces that were cancelled.
    pub cancelled: i32,
    /// Where its stock is reserved.
    pub warehouse_id: Option<Uuid>,
}

impl EditableLine {
    /// What is off the line itself.
    #[must_use]
    pub fn own_discount(&self) -> Decimal {
        self.discount - self.spread_discount
    }

    /// What it costs.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.unit_price * Decimal::from(self.quantity) - self.discount + self.tax
    }

    /// Pieces that are still to be sent.
    #[must_use]
    pub const fn open(&self) -> i32 {
        self.quantity - self.fulfilled - self.cancelled
    }

    /// Nothing of it is wanted any more; what it cost stays as it was.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        self.cancelled == self.quantity
    }

    /// What people and the log call it.
    #[must_use]
    pub fn label(&self) -> &str {
        self.sku.as_deref().filter(|sku| !sku.is_empty()).unwrap_or(&self.name)
    }

    /// As the form shows it.
    #[must_use]
    pub fn cells(&self) -> LineCells {
        LineCells {
            quantity: self.quantity.to_string(),
            price: self.unit_price.to_string(),
            discount: self.own_discount().to_string(),
            tax: self.tax_mode.map(TaxMode::as_str).unwrap_or_default().to_owned(),
        }
    }
}

/// An order as its form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderEdit {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Where it came from.
    pub source: Source,
    /// Changes with every edit.
    pub version: i32,
    /// ISO 4217 code.
    pub currency: String,
    /// All but the lines.
    pub head: OrderHead,
    /// The lines.
    pub lines: Vec<EditableLine>,
}

/// The key of a line in a form of many. A key that begins with a digit would be read as a place in a list.
#[must_use]
pub fn line_key(id: Uuid) -> String {
    format!("l{id}")
}

/// Name of a line's input; the same is its id.
#[must_use]
pub fn line_input(id: Uuid, field: &str) -> String {
    format!("rows[{}][{field}]", line_key(id))
}

/// Money that came before the parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// How much.
    pub amount: Decimal,
    /// `CASH` or `BANK_TRANSFER`.
    pub method: &'static str,
    /// The bank's or the payer's reference; may be empty.
    pub reference: String,
}

/// Money that came before the parcel, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvanceForm {
    /// How much; empty for nothing.
    pub amount: String,
    /// How: one of [`ADVANCE_METHODS`].
    pub method: String,
    /// The bank's or the payer's reference.
    pub reference: String,
}

/// Ways in which an advance comes: stored word and Fluent key.
pub const ADVANCE_METHODS: [(&str, &str); 2] = [("BANK_TRANSFER", "orders-advance-bank"), ("CASH", "orders-advance-cash")];
