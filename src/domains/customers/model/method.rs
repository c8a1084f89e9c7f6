//! What somebody pays by without typing it again.

use crate::shared::words;
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// What a saved way to pay is.
    MethodType {
        /// A card.
        CreditCard = "CREDIT_CARD", "customers-method-card";
        /// A PayPal account.
        PayPal = "PAYPAL", "customers-method-paypal";
        /// Apple Pay.
        ApplePay = "APPLE_PAY", "customers-method-apple-pay";
        /// Google Pay.
        GooglePay = "GOOGLE_PAY", "customers-method-google-pay";
    }
}

words! {
    /// The provider that gave out a token.
    MethodGateway {
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
    }
}

/// After so many refused payments in a row a way to pay is not used any more.
pub const MOST_FAILURES: i32 = 5;

/// A saved way to pay as people see it: never its token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMethod {
    /// Primary key.
    pub id: Uuid,
    /// What it is.
    pub kind: MethodType,
    /// Whose token it is.
    pub gateway: MethodGateway,
    /// The last four digits of a card.
    pub last4: Option<String>,
    /// `visa`, `mastercard`, …
    pub brand: Option<String>,
    /// The month and year in which a card ends.
    pub expiry: Option<(i32, i32)>,
    /// The account of a wallet.
    pub wallet_email: Option<String>,
    /// Taken unless another one is chosen.
    pub is_default: bool,
    /// The provider has checked it.
    pub is_verified: bool,
    /// Refused payments since the last one that was taken.
    pub failed_attempts: i32,
    /// When it was used last, UTC.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl SavedMethod {
    /// Whether the card's last month has passed.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.expiry.is_some_and(|(month, year)| (year, month) < (now.year(), i32::try_from(now.month()).unwrap_or(12)))
    }

    /// Whether something can be paid by it.
    #[must_use]
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.is_verified && self.failed_attempts < MOST_FAILURES && !self.is_over(now)
    }
}

/// A way to pay that is to be saved, as its provider describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMethod {
    /// What it is.
    pub kind: MethodType,
    /// Whose token it is.
    pub gateway: MethodGateway,
    /// The last four digits of a card.
    pub last4: Option<String>,
    /// `visa`, `mastercard`, …
    pub brand: Option<String>,
    /// What stands on the card.
    pub cardholder_name: Option<String>,
    /// The month and year in which a card ends.
    pub expiry: Option<(i32, i32)>,
    /// The account of a wallet.
    pub wallet_email: Option<String>,
    /// The provider's name of a wallet.
    pub wallet_id: Option<String>,
    /// Postal code of the bill.
    pub billing_postal_code: Option<String>,
    /// Country of the bill, ISO 3166-1.
    pub billing_country: Option<String>,
    /// The provider has checked it.
    pub is_verified: bool,
}
