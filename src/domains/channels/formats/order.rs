//! An order as another platform tells it, in our own words and sums.

use super::Issue;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Order status, in the database's words (those an import can begin with).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OrderStatus {
    /// Not yet an order: the buyer is still at the till.
    Draft,
    /// Waits for a person, or for the money.
    Pending,
    /// Accepted, still to be packed.
    Confirmed,
    /// The buyer has it.
    Delivered,
    /// Will not be fulfilled.
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
    /// Cash on delivery.
    Cod,
    /// Transfer to the shop's bank account.
    BankTransfer,
    /// LankaQR code.
    Lankaqr,
    /// PayHere gateway.
    Payhere,
    /// WEBXPAY gateway.
    Webxpay,
    /// Stripe, any of its plugins.
    Stripe,
    /// PayPal, any of its plugins.
    Paypal,
    /// 2Checkout gateway.
    Twocheckout,
    /// Cash over the counter.
    Cash,
    /// One that is not known here.
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
    /// First and last name, else the company; empty if there is neither.
    pub full_name: String,
    /// Company; none for a private person.
    pub company: Option<String>,
    /// E.164, if valid.
    pub phone: Option<String>,
    /// As the buyer wrote it.
    pub phone_raw: Option<String>,
    /// Lower case; none if missing or plainly wrong.
    pub email: Option<String>,
    /// Street and house; empty if missing.
    pub line1: String,
    /// More of the address, if any.
    pub line2: Option<String>,
    /// Town; empty if missing.
    pub city: String,
    /// What the platform calls state: district or province, as written.
    pub district: Option<String>,
    /// As written; none if missing.
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
    /// The platform's id of the line; none if it gives none.
    pub platform_line_id: Option<String>,
    /// The platform's product; none for a line without one, as of a deleted product.
    pub product_id: Option<String>,
    /// The platform's variation; none for a simple product.
    pub variation_id: Option<String>,
    /// SKU at the time of the order; none if missing or too long for one.
    pub sku: Option<String>,
    /// Name at the time of the order, one line of plain text.
    pub name: String,
    /// Units, at least 1.
    pub quantity: i32,
    /// Price of a unit before discount, in the order's currency.
    pub unit_price: Decimal,
    /// Off the whole line, in the order's currency, never negative.
    pub discount: Decimal,
    /// Added to the price.
    pub tax: Decimal,
    /// Contained in the price.
    pub tax_included: Decimal,
    /// What the line costs, in the order's currency.
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
    /// The platform's id, unique in the shop.
    pub platform_order_id: String,
    /// The platform's number for people; the id if there is none.
    pub platform_order_number: String,
    /// Its status in our words.
    pub status: OrderStatus,
    /// The platform's own word.
    pub status_raw: String,
    /// `woocommerce:on-hold`, or a plugin's status that nobody here knows.
    pub hold_reason: Option<String>,
    /// `woocommerce:cancelled` or `woocommerce:failed`.
    pub cancel_reason: Option<String>,
    /// ISO 4217 code, upper case; all sums of the order are in it.
    pub currency: String,
    /// When it was ordered, UTC.
    pub ordered_at: DateTime<Utc>,
    /// When it was paid, UTC; none if the platform says nothing of it.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it was completed, UTC; none while it is open.
    pub completed_at: Option<DateTime<Utc>>,
    /// Who pays.
    pub billing: AddressDraft,
    /// The billing address if the platform has no other.
    pub shipping_address: AddressDraft,
    /// Who bought.
    pub customer: CustomerDraft,
    /// Lines, in the platform's order.
    pub items: Vec<OrderItemDraft>,
    /// Sum of unit price times quantity.
    pub subtotal: Decimal,
    /// Sum of the lines' discounts.
    pub discount: Decimal,
    /// Delivery, without the tax added on it.
    pub shipping: Decimal,
    /// Tax on delivery.
    pub shipping_tax: Decimal,
    /// Lines' tax and shipping tax.
    pub tax: Decimal,
    /// Tax contained in the lines' prices.
    pub tax_included: Decimal,
    /// Fees less gift cards, and rounding.
    pub adjustment: Decimal,
    /// What the buyer pays altogether.
    pub total: Decimal,
    /// Codes of the coupons used.
    pub coupon_codes: Vec<String>,
    /// None if the order names no method.
    pub payment_method: Option<PaymentMethod>,
    /// The platform's own word; empty if the order names no method.
    pub payment_method_raw: String,
    /// What the buyer read at the till; empty if missing.
    pub payment_method_title: String,
    /// The gateway's number of the payment, if any.
    pub transaction_id: Option<String>,
    /// What the buyer wrote, if anything.
    pub customer_note: Option<String>,
    /// Money given back, in the order's currency.
    pub refunds: Vec<RefundDraft>,
    /// What was understood but changed; the order is imported all the same.
    pub warnings: Vec<Issue>,
    /// The whole order as it came, fit for `jsonb`.
    pub raw: serde_json::Value,
}
