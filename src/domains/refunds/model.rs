//! What the refunds domain shows and takes.

use crate::domains::payments::model::PaymentMethod;
use crate::shared::Params;
use crate::shared::money::round;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a refund stands, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefundState {
    /// A second person must say yes.
    Approval,
    /// The money is to be sent.
    Pending,
    /// The provider has not said whether it went back: somebody must look.
    Unknown,
    /// It went back.
    Completed,
    /// Nothing went back.
    Failed,
}

impl RefundState {
    /// In the order of a list of choices.
    pub const ALL: [Self; 5] = [Self::Approval, Self::Pending, Self::Unknown, Self::Completed, Self::Failed];

    /// The word in URLs; with the exception of [`RefundState::Approval`], which is a pending one, that of the database too.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approval => "APPROVAL",
            Self::Pending => "PENDING",
            Self::Unknown => "UNKNOWN",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Approval => "refunds-state-approval",
            Self::Pending => "refunds-state-pending",
            Self::Unknown => "refunds-state-unknown",
            Self::Completed => "refunds-state-completed",
            Self::Failed => "refunds-state-failed",
        }
    }

    /// Reads [`RefundState::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Nothing more will happen to it.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

/// Where the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Destination {
    /// Where it came from.
    Method,
    /// To the buyer's credit with the shop.
    StoreCredit,
}

impl Destination {
    /// In the order of a list of choices.
    pub const ALL: [Self; 2] = [Self::Method, Self::StoreCredit];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Method => "METHOD",
            Self::StoreCredit => "STORE_CREDIT",
        }
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Method => "refunds-to-method",
            Self::StoreCredit => "refunds-to-store-credit",
        }
    }

    /// Reads [`Destination::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|destination| destination.code() == code)
    }
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRow {
    /// Primary key.
    pub id: Uuid,
    /// Its order.
    pub order_id: Uuid,
    /// Its order's number.
    pub order_number: String,
    /// Of which payment.
    pub payment_id: Uuid,
    /// How that was paid.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: RefundState,
    /// Where it goes.
    pub destination: Destination,
    /// The buyer is to pay it again in another way: the order becomes no cheaper.
    pub due_again: bool,
    /// Who asked for it.
    pub requested_by: Option<(Uuid, String)>,
    /// The second person.
    pub approved_by: Option<String>,
    /// By which it was paid out.
    pub reference: Option<String>,
    /// Why nothing went back.
    pub failure: Option<String>,
    /// Its credit note: (id, number).
    pub credit_note: Option<(Uuid, String)>,
    /// When it was asked for, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was settled, UTC.
    pub settled_at: Option<DateTime<Utc>>,
}

/// A line of an order as far as it can be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundableLine {
    /// The line.
    pub id: Uuid,
    /// What it is.
    pub name: String,
    /// Pieces that were bought.
    pub quantity: i32,
    /// Pieces that went back, or are about to.
    pub refunded: i32,
    /// What all of them cost, tax included.
    pub total: Decimal,
}

impl RefundableLine {
    /// Pieces that can still be given back.
    #[must_use]
    pub const fn left(&self) -> i32 {
        self.quantity - self.refunded
    }

    /// What the next so many pieces come to. All steps together come to the line's total.
    #[must_use]
    pub fn amount(&self, pieces: i32) -> Decimal {
        let first = |count: i32| round(self.total * Decimal::from(count) / Decimal::from(self.quantity.max(1)));
        first(self.refunded + pieces) - first(self.refunded)
    }
}

/// A payment of which something can be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundablePayment {
    /// Primary key.
    pub id: Uuid,
    /// How it was paid.
    pub method: PaymentMethod,
    /// What was received.
    pub captured: Decimal,
    /// What can still be given back.
    pub left: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}

/// What an order's page shows of its refunds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRefunds {
    /// Oldest first.
    pub rows: Vec<RefundRow>,
    /// Payments of which something is left.
    pub payments: Vec<RefundablePayment>,
    /// Lines of which something is left.
    pub lines: Vec<RefundableLine>,
    /// What the delivery cost, tax included.
    pub shipping: Decimal,
    /// The buyer is known, so they can have credit.
    pub has_customer: bool,
    /// From so much on a second person must approve.
    pub approval_above: Option<Decimal>,
}

/// Pieces of a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundLineForm {
    /// The line.
    pub item: String,
    /// Pieces; empty for none.
    pub quantity: String,
}

/// The form that asks for a refund, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundForm {
    /// `true`: all that is left of the payment.
    pub whole: String,
    /// Pieces of lines.
    pub lines: Vec<RefundLineForm>,
    /// `true`: the delivery too.
    pub shipping: String,
    /// An amount; empty for what the lines come to.
    pub amount: String,
    /// A word of [`Destination`].
    pub destination: String,
    /// `true`: the buyer is to pay it again in another way.
    pub due_again: String,
    /// Why.
    pub reason: String,
    /// Made by the form: the same key again is the same refund.
    pub key: String,
}

/// Which refunds to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundFilter {
    /// Only these.
    pub state: Option<RefundState>,
    /// Only what goes there.
    pub destination: Option<Destination>,
}

impl RefundFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        Self {
            state: params.query("state").and_then(|code| RefundState::parse(&code)),
            destination: params.query("destination").and_then(|code| Destination::parse(&code)),
        }
    }
}
