//! Accounts at banks and providers, and what can be done with each way of paying.

use super::PaymentMethod;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a way of paying can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// A buyer can pay by it on a payment page.
    pub on_page: bool,
    /// The provider says by itself that money has come.
    pub notice: bool,
    /// The provider can be asked what became of a payment.
    pub query: bool,
    /// Money goes back the way it came.
    pub refund: bool,
    /// A part of it too.
    pub partial_refund: bool,
    /// Money can be held on a card first and taken later.
    pub hold: bool,
    /// Currencies by ISO 4217 code; empty for every one.
    pub currencies: &'static [&'static str],
}

const NOTHING: Capabilities =
    Capabilities { on_page: false, notice: false, query: false, refund: false, partial_refund: false, hold: false, currencies: &[] };

/// How a field of an account is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line.
    Text,
    /// Several lines.
    Area,
    /// A secret: sealed, never shown again.
    Secret,
    /// An amount in the organization's currency.
    Amount,
    /// Yes, or nothing.
    Switch,
}

/// A field of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountField {
    /// Name in the form and in the database.
    pub name: &'static str,
    /// Fluent key of its label.
    pub label: &'static str,
    /// Fluent key of what stands below it; empty for nothing.
    pub help: &'static str,
    /// How it is typed.
    pub kind: FieldKind,
    /// It cannot be empty.
    pub required: bool,
}

const fn field(name: &'static str, label: &'static str) -> AccountField {
    AccountField { name, label, help: "", kind: FieldKind::Text, required: true }
}

const fn secret(name: &'static str, label: &'static str) -> AccountField {
    AccountField { kind: FieldKind::Secret, ..field(name, label) }
}

impl AccountField {
    const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    const fn of(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    /// Name of its input.
    #[must_use]
    pub fn input(&self) -> String {
        format!("values[{}]", self.name)
    }
}

/// The account only holds money when a buyer pays.
const HOLD: AccountField = field("hold", "payments-field-hold").optional().of(FieldKind::Switch).help("payments-field-hold-help");

const BANK: &[AccountField] = &[
    field("bank", "payments-field-bank"),
    field("branch", "payments-field-branch").optional(),
    field("holder", "payments-field-holder"),
    field("number", "payments-field-number"),
    field("second_over", "payments-field-second-over").optional().of(FieldKind::Amount).help("payments-field-second-over-help"),
];
const LANKAQR: &[AccountField] = &[field("code", "payments-field-code").of(FieldKind::Area).help("payments-field-code-help")];
const PAYHERE: &[AccountField] = &[
    field("merchant_id", "payments-field-merchant-id"),
    secret("merchant_secret", "payments-field-merchant-secret").help("payments-field-merchant-secret-help"),
    field("app_id", "payments-field-app-id").optional().help("payments-field-app-id-help"),
    secret("app_secret", "payments-field-app-secret").optional(),
    HOLD,
];
const WEBXPAY: &[AccountField] = &[
    field("public_key", "payments-field-public-key").of(FieldKind::Area).help("payments-field-public-key-help"),
    secret("secret_key", "payments-field-secret-key"),
];
const STRIPE: &[AccountField] = &[
    secret("secret_key", "payments-field-secret-key").help("payments-field-stripe-key-help"),
    secret("webhook_secret", "payments-field-webhook-secret").help("payments-field-stripe-webhook-help"),
    HOLD,
];
const PAYPAL: &[AccountField] = &[
    field("client_id", "payments-field-client-id"),
    secret("client_secret", "payments-field-client-secret"),
    field("webhook_id", "payments-field-webhook-id").help("payments-field-webhook-id-help"),
];
const TWOCHECKOUT: &[AccountField] = &[
    field("merchant_code", "payments-field-merchant-code"),
    secret("secret_key", "payments-field-secret-key"),
    secret("secret_word", "payments-field-secret-word"),
];

impl PaymentMethod {
    /// What it can do. Store credit and gift cards are booked by their ledgers, cash by people.
    #[must_use]
    pub const fn capabilities(self) -> Capabilities {
        match self {
            Self::Cod | Self::Cash | Self::BankGateway | Self::GiftCard | Self::StoreCredit => NOTHING,
            Self::BankTransfer => Capabilities { on_page: true, ..NOTHING },
            Self::LankaQr => Capabilities { on_page: true, currencies: &["LKR"], ..NOTHING },
            Self::PayHere => Capabilities {
                on_page: true,
                notice: true,
                query: true,
                refund: true,
                partial_refund: false,
                hold: true,
                currencies: &["LKR", "USD", "GBP", "EUR", "AUD"],
            },
            Self::WebXPay => Capabilities { on_page: true, notice: true, currencies: &["LKR", "USD"], ..NOTHING },
            Self::Stripe => {
                Capabilities { on_page: true, notice: true, query: true, refund: true, partial_refund: true, hold: true, currencies: &[] }
            }
            Self::PayPal => Capabilities {
                on_page: true,
                notice: true,
                query: true,
                refund: true,
                partial_refund: true,
                hold: false,
                currencies: &["USD", "EUR", "GBP", "AUD", "CAD", "SGD"],
            },
            Self::TwoCheckout => {
                Capabilities { on_page: true, notice: true, currencies: &["USD", "EUR", "GBP", "AUD", "INR", "LKR"], ..NOTHING }
            }
        }
    }

    /// What an account of it is made of; empty for what has none.
    #[must_use]
    pub const fn account_fields(self) -> &'static [AccountField] {
        match self {
            Self::BankTransfer => BANK,
            Self::LankaQr => LANKAQR,
            Self::PayHere => PAYHERE,
            Self::WebXPay => WEBXPAY,
            Self::Stripe => STRIPE,
            Self::PayPal => PAYPAL,
            Self::TwoCheckout => TWOCHECKOUT,
            Self::Cod | Self::Cash | Self::BankGateway | Self::GiftCard | Self::StoreCredit => &[],
        }
    }

    /// Whether a currency can be paid by it.
    #[must_use]
    pub fn takes(self, currency: &str) -> bool {
        let currencies = self.capabilities().currencies;
        currencies.is_empty() || currencies.contains(&currency)
    }

    /// The part of an address that its provider calls.
    #[must_use]
    pub const fn provider(self) -> Option<&'static str> {
        match self {
            Self::PayHere => Some("payhere"),
            Self::WebXPay => Some("webxpay"),
            Self::Stripe => Some("stripe"),
            Self::PayPal => Some("paypal"),
            Self::TwoCheckout => Some("2checkout"),
            _ => None,
        }
    }
}

/// An account, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentAccount {
    /// Primary key.
    pub id: Uuid,
    /// What is paid by.
    pub method: PaymentMethod,
    /// What the merchant calls it.
    pub name: String,
    /// Buyers can pay by it.
    pub is_active: bool,
    /// It is for trying: no real money.
    pub is_test: bool,
    /// Fields that are no secrets.
    pub values: BTreeMap<String, String>,
    /// Names of the secrets that are kept.
    pub kept: Vec<String>,
}

/// The settings of payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSettings {
    /// Accounts by method and name.
    pub accounts: Vec<PaymentAccount>,
    /// Where people reach this server.
    pub base_url: String,
}

/// An account as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountForm {
    /// What the merchant calls it.
    pub name: String,
    /// It is for trying.
    pub is_test: bool,
    /// Its fields; an empty secret leaves the kept one.
    pub values: BTreeMap<String, String>,
}
