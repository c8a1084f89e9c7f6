//! An order as another platform tells it, in our own words and sums.

use super::Issue;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Order status, in the database's words (those an import can begin with).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OrderStatus {
    Draft,
    Pending,
    Confirmed,
    Delivered,
    Cancelled,
}

impl OrderStatus {
    /// The database's word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Pending => "PENDING",
            Self::Confirmed => "CONFIRMED",
            Self::Delivered => "DELIVERED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// Payment method, in the database's words; `Other` has no word there, the raw one is kept beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentMethod {
    Cod,
    BankTransfer,
    Lankaqr,
    Payhere,
    Webxpay,
    Stripe,
    Paypal,
    Twocheckout,
    Cash,
    Other,
}

impl PaymentMethod {
    /// The database's word, none for a method that has none.
    pub fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Cod => "COD",
            Self::BankTransfer => "BANK_TRANSFER",
            Self::Lankaqr => "LANKAQR",
            Self::Payhere => "PAYHERE",
            Self::Webxpay => "WEBXPAY",
            Self::Stripe => "STRIPE",
            Self::Paypal => "PAYPAL",
            Self::Twocheckout => "TWOCHECKOUT",
            Self::Cash => "CASH",
            Self::Other => return None,
        })
    }
}

/// Where a parcel or a bill goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AddressDraft {
    pub full_name: String,
    pub company: Option<String>,
    /// E.164, if valid.
    pub phone: Option<String>,
    /// As the buyer wrote it.
    pub phone_raw: Option<String>,
    pub email: Option<String>,
    pub line1: String,
    pub line2: Option<String>,
    pub city: String,
    /// What the platform calls state: district or province, as written.
    pub district: Option<String>,
    pub postal_code: Option<String>,
    /// Two letters.
    pub country: String,
}

/// Who bought.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CustomerDraft {
    /// Name, possibly empty.
    pub name: String,
    /// Lower case.
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The platform's customer id; guests have none.
    pub platform_customer_id: Option<String>,
}

/// A line: `total = unit_price * quantity - discount + tax`, to the cent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItemDraft {
    pub platform_line_id: Option<String>,
    pub product_id: Option<String>,
    pub variation_id: Option<String>,
    pub sku: Option<String>,
    pub name: String,
    pub quantity: i32,
    pub unit_price: Decimal,
    pub discount: Decimal,
    /// Added to the price.
    pub tax: Decimal,
    /// Contained in the price.
    pub tax_included: Decimal,
    pub total: Decimal,
    /// False for a part of a unit ("1.5 m"): such a line must not be matched to a variant, because
    /// stock moves in whole units.
    pub is_matchable: bool,
}

/// Money given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundDraft {
    /// The platform's id; none if only the order's status tells of the refund.
    pub platform_refund_id: Option<String>,
    /// Positive.
    pub amount: Decimal,
    /// The platform's reason.
    pub reason: Option<String>,
}

/// An order: `total = subtotal - discount + shipping + tax + adjustment`, to the cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderDraft {
    /// Position in the file, from 1.
    pub row: u32,
    pub platform_order_id: String,
    pub platform_order_number: String,
    pub status: OrderStatus,
    /// The platform's own word.
    pub status_raw: String,
    /// `woocommerce:on-hold`, or a plugin's status that nobody here knows.
    pub hold_reason: Option<String>,
    /// `woocommerce:cancelled` or `woocommerce:failed`.
    pub cancel_reason: Option<String>,
    pub currency: String,
    pub ordered_at: DateTime<Utc>,
    pub paid_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub billing: AddressDraft,
    /// The billing address if the platform has no other.
    pub shipping_address: AddressDraft,
    pub customer: CustomerDraft,
    pub items: Vec<OrderItemDraft>,
    /// Sum of unit price times quantity.
    pub subtotal: Decimal,
    /// Sum of the lines' discounts.
    pub discount: Decimal,
    pub shipping: Decimal,
    pub shipping_tax: Decimal,
    /// Lines' tax and shipping tax.
    pub tax: Decimal,
    pub tax_included: Decimal,
    /// Fees less gift cards, and rounding.
    pub adjustment: Decimal,
    pub total: Decimal,
    pub coupon_codes: Vec<String>,
    /// None if the order names no method.
    pub payment_method: Option<PaymentMethod>,
    pub payment_method_raw: String,
    pub payment_method_title: String,
    pub transaction_id: Option<String>,
    pub customer_note: Option<String>,
    pub refunds: Vec<RefundDraft>,
    pub warnings: Vec<Issue>,
    /// The whole order as it came, fit for `jsonb`.
    pub raw: serde_json::Value,
}
