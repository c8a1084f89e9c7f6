//! What the payments domain shows and takes.

use crate::shared::words;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub mod accounts;
pub mod cards;
pub mod links;
pub mod slips;

words! {
    /// Where a payment stands.
    PaymentStatus {
        /// Expected.
        Pending = "PENDING", "payments-status-pending";
        /// Held on the buyer's card, to be taken later.
        Authorized = "AUTHORIZED", "payments-status-authorized";
        /// On its way: cash that the courier has, a transfer that the gateway has.
        Processing = "PROCESSING", "payments-status-processing";
        /// Received.
        Completed = "COMPLETED", "payments-status-completed";
        /// It will not come.
        Failed = "FAILED", "payments-status-failed";
        /// Given back in full.
        Refunded = "REFUNDED", "payments-status-refunded";
        /// Taken back by the buyer's bank.
        ChargedBack = "CHARGED_BACK", "payments-status-charged-back";
    }
}

words! {
    /// How somebody pays.
    PaymentMethod {
        /// Cash on delivery.
        Cod = "COD", "payments-method-cod";
        /// Transfer to the merchant's account.
        BankTransfer = "BANK_TRANSFER", "payments-method-bank-transfer";
        /// Cash into the merchant's hand.
        Cash = "CASH", "payments-method-cash";
        /// LANKAQR.
        LankaQr = "LANKAQR", "payments-method-lankaqr";
        /// PayHere.
        PayHere = "PAYHERE", "payments-method-payhere";
        /// WebXPay.
        WebXPay = "WEBXPAY", "payments-method-webxpay";
        /// Stripe.
        Stripe = "STRIPE", "payments-method-stripe";
        /// PayPal.
        PayPal = "PAYPAL", "payments-method-paypal";
        /// 2Checkout.
        TwoCheckout = "TWOCHECKOUT", "payments-method-twocheckout";
        /// A bank's own card gateway.
        BankGateway = "BANK_GATEWAY", "payments-method-bank-gateway";
        /// A gift card of the merchant.
        GiftCard = "GIFT_CARD", "payments-method-gift-card";
        /// What the merchant owes the buyer.
        StoreCredit = "STORE_CREDIT", "payments-method-store-credit";
    }
}

impl PaymentMethod {
    /// Whether a person may write down that money came this way. Cash on delivery has its own way; gift cards and store
    /// credit have ledgers.
    #[must_use]
    pub const fn is_recorded_by_hand(self) -> bool {
        !matches!(self, Self::Cod | Self::GiftCard | Self::StoreCredit)
    }
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    /// Primary key.
    pub id: Uuid,
    /// The order that it pays.
    pub order_id: Uuid,
    /// The order's number for people.
    pub order_number: String,
    /// How.
    pub method: PaymentMethod,
    /// Where it stands.
    pub status: PaymentStatus,
    /// What was promised.
    pub amount: Decimal,
    /// What was received.
    pub captured: Decimal,
    /// What was given back.
    pub refunded: Decimal,
    /// The provider was asked to take or let go what is held, and has not answered yet.
    pub is_asked: bool,
    /// It came by an account of the merchant's.
    pub has_account: bool,
    /// The provider's name of the subscription by which more of it comes, while it does.
    pub subscription: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// The payer's or the provider's reference.
    pub reference: Option<String>,
    /// When it was written down, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was received, UTC.
    pub processed_at: Option<DateTime<Utc>>,
}

impl PaymentRow {
    /// Cash that a courier has collected and not yet handed over.
    #[must_use]
    pub fn is_with_courier(&self) -> bool {
        self.method == PaymentMethod::Cod && self.status == PaymentStatus::Processing
    }
}

impl PaymentRow {
    /// Money that is held on the buyer's card.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.status == PaymentStatus::Authorized
    }

    /// Whether its provider can be asked how it stands.
    #[must_use]
    pub fn can_be_asked(&self) -> bool {
        self.has_account && self.method.capabilities().query && self.status != PaymentStatus::Failed
    }

    /// The provider says that something was paid, and its word is not enough.
    #[must_use]
    pub fn waits_for_a_look(&self) -> bool {
        self.method == PaymentMethod::WebXPay && self.status == PaymentStatus::Processing
    }
}

/// Which payments to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentFilter {
    /// Only these.
    pub status: Option<PaymentStatus>,
    /// Only these.
    pub method: Option<PaymentMethod>,
}

impl PaymentFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &crate::shared::Params) -> Self {
        Self {
            status: params.query("status").and_then(|code| PaymentStatus::parse(&code)),
            method: params.query("method").and_then(|code| PaymentMethod::parse(&code)),
        }
    }
}

/// What an order's payments come to, in its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidTotals {
    /// Received.
    pub captured: Decimal,
    /// Given back.
    pub refunded: Decimal,
    /// Part of that which is not due again, because it makes the order cheaper.
    pub conceded: Decimal,
    /// With a courier or a gateway, or held on a card.
    pub processing: Decimal,
}

impl PaidTotals {
    /// What is still to be asked of the buyer for an order worth `total`; never below zero. Money that a courier already
    /// has is not asked for again.
    #[must_use]
    pub fn due(self, total: Decimal) -> Decimal {
        (total - self.conceded - self.captured + self.refunded - self.processing).max(Decimal::ZERO)
    }
}

/// The payments of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPaymentsView {
    /// Oldest first.
    pub rows: Vec<PaymentRow>,
    /// What the order comes to without what was cancelled.
    pub total: Decimal,
    /// What the payments come to.
    pub totals: PaidTotals,
    /// What is still to be asked of the buyer.
    pub due: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}

/// The form in which money is written down, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedPayment {
    /// A word of [`PaymentMethod`].
    pub method: String,
    /// The amount.
    pub amount: String,
    /// The bank's or the payer's reference; may be empty.
    pub reference: String,
    /// Made by the form: the same key again is the same payment.
    pub key: String,
}
