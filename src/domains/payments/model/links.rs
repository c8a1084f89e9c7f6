//! Pages on which buyers pay.

use super::{PaymentMethod, PaymentStatus};
use crate::shared::Language;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A link as the merchant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Primary key.
    pub id: Uuid,
    /// Its address; `None` for a link from before the key was changed.
    pub url: Option<String>,
    /// A part of what is due; `None` for all of it.
    pub amount: Option<Decimal>,
    /// Until when it is good, UTC.
    pub expires_at: DateTime<Utc>,
    /// When the buyer first opened it, UTC.
    pub opened_at: Option<DateTime<Utc>>,
}

/// The payment links of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLinks {
    /// Those that are good, newest first.
    pub rows: Vec<LinkRow>,
    /// The order's number.
    pub number: String,
    /// What is still due.
    pub due: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// The buyer's telephone in E.164.
    pub phone: Option<String>,
    /// The buyer's language.
    pub language: Language,
    /// Buyers can pay by something.
    pub can_be_paid: bool,
}

/// The form that makes a link, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkForm {
    /// A part of what is due; empty for all of it.
    pub amount: String,
    /// For how many days it is good.
    pub days: String,
}

/// Where an order stands for its buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayState {
    /// It can be paid.
    Open,
    /// Nothing is due.
    Paid,
    /// Money is on its way.
    Waiting,
    /// It was cancelled.
    Cancelled,
    /// The link is not good any more.
    Expired,
}

/// A line of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayItem {
    /// Name at the time of the order.
    pub name: String,
    /// Pieces.
    pub quantity: i32,
}

/// A way to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayOption {
    /// The account.
    pub account_id: Uuid,
    /// What is paid by.
    pub method: PaymentMethod,
    /// What the merchant calls the account.
    pub name: String,
    /// No real money.
    pub is_test: bool,
    /// Bank, branch, holder and number of an account at a bank: (Fluent key, value).
    pub facts: Vec<(String, String)>,
    /// The code to scan, as SVG.
    pub qr: Option<String>,
}

/// A payment that the buyer has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayAttempt {
    /// Primary key.
    pub id: Uuid,
    /// What is paid by.
    pub method: PaymentMethod,
    /// Where it stands.
    pub status: PaymentStatus,
    /// How much.
    pub amount: Decimal,
    /// Where the buyer goes.
    pub target: Option<PayTarget>,
}

/// Where the buyer goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayTarget {
    /// A form to send there.
    Form {
        /// Its address.
        action: String,
        /// Its hidden fields.
        fields: Vec<(String, String)>,
    },
    /// A link.
    Link(String),
}

/// A slip that the buyer has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaySlip {
    /// How much it says.
    pub amount: Decimal,
    /// Where it stands.
    pub status: super::slips::SlipStatus,
    /// Why it was not taken.
    pub reason: Option<String>,
    /// When it came, UTC.
    pub created_at: DateTime<Utc>,
}

/// What the buyer sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPage {
    /// The merchant in addresses.
    pub slug: String,
    /// The secret of the address.
    pub token: String,
    /// Name of the merchant.
    pub merchant: String,
    /// Key of their logo.
    pub logo: Option<String>,
    /// The buyer's language, if known.
    pub language: Option<Language>,
    /// The merchant's zone.
    pub time_zone: String,
    /// The order's number.
    pub order_number: String,
    /// The buyer's first name.
    pub first_name: String,
    /// What was ordered.
    pub items: Vec<PayItem>,
    /// What it comes to.
    pub total: Decimal,
    /// What was paid.
    pub paid: Decimal,
    /// What is to be paid here.
    pub to_pay: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Where the order stands.
    pub state: PayState,
    /// Ways to pay.
    pub options: Vec<PayOption>,
    /// A payment that was begun and that the address names.
    pub attempt: Option<PayAttempt>,
    /// Slips that were sent, newest first.
    pub slips: Vec<PaySlip>,
    /// Gift cards of the merchant are about.
    pub takes_cards: bool,
    /// Today in the merchant's zone, for the form.
    pub today: chrono::NaiveDate,
}
