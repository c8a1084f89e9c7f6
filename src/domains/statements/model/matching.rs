//! Lines of statements, and what they are matched with.

use crate::shared::words;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a line stands.
    LineStatus {
        /// Somebody has to decide.
        Open = "OPEN", "statements-line-open";
        /// All of it is matched.
        Matched = "MATCHED", "statements-line-matched";
        /// It is nothing of ours.
        Ignored = "IGNORED", "statements-line-ignored";
    }
}

words! {
    /// What a line is matched with.
    TargetKind {
        /// An order that is still to be paid: the payment is made.
        Order = "ORDER", "statements-target-order";
        /// A payment: an expected one is received, a received one is only told apart.
        Payment = "PAYMENT", "statements-target-payment";
        /// A slip that waits: it is accepted.
        Slip = "SLIP", "statements-target-slip";
        /// A refund: one that waits is paid out.
        Refund = "REFUND", "statements-target-refund";
    }
}

/// Why a line and something else may belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// The amount is exactly what is due.
    Amount,
    /// The order's number stands in the text.
    Number,
    /// The number of the slip or payment stands in the text.
    Reference,
    /// The buyer's phone stands in the text.
    Phone,
    /// The buyer's name stands in the text.
    Name,
    /// A slip, an expected transfer or a link asks for it.
    Expected,
    /// It is of the same days.
    Days,
}

impl Reason {
    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Amount => "statements-reason-amount",
            Self::Number => "statements-reason-number",
            Self::Reference => "statements-reason-reference",
            Self::Phone => "statements-reason-phone",
            Self::Name => "statements-reason-name",
            Self::Expected => "statements-reason-expected",
            Self::Days => "statements-reason-days",
        }
    }

    /// What it counts.
    #[must_use]
    pub const fn points(self) -> u32 {
        match self {
            Self::Amount | Self::Number | Self::Reference => 40,
            Self::Phone => 30,
            Self::Name => 15,
            Self::Expected => 10,
            Self::Days => 5,
        }
    }
}

/// Something that a line may belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it is.
    pub kind: TargetKind,
    /// Its id.
    pub id: Uuid,
    /// Its order.
    pub order_id: Uuid,
    /// The order's number.
    pub order_number: String,
    /// The buyer.
    pub buyer: String,
    /// How much of the line it would take.
    pub amount: Decimal,
    /// Of a hundred.
    pub score: u32,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Proposal {
    /// The amount is exact, and something besides says whose it is.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.score == 100
    }
}

/// What a line was matched with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRow {
    /// What it is.
    pub kind: TargetKind,
    /// Its order.
    pub order_id: Uuid,
    /// The order's number.
    pub order_number: String,
    /// How much of the line.
    pub amount: Decimal,
    /// Who said so.
    pub by: Option<String>,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    /// Primary key.
    pub id: Uuid,
    /// The statement that brought it.
    pub statement_id: Uuid,
    /// Line of the file.
    pub number: i32,
    /// Day of booking.
    pub booked_on: NaiveDate,
    /// Above zero for what came in.
    pub amount: Decimal,
    /// How much of it is matched.
    pub matched: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What is said of it.
    pub description: String,
    /// The bank's number.
    pub reference: String,
    /// The payer's number.
    pub end_to_end: String,
    /// Who.
    pub party: String,
    /// Where it stands.
    pub status: LineStatus,
    /// Why it is ignored.
    pub reason: Option<String>,
    /// Somebody has said yes, and another must.
    pub first_by: Option<Uuid>,
}

impl LineRow {
    /// What is left to match.
    #[must_use]
    pub fn left(&self) -> Decimal {
        self.amount.abs() - self.matched
    }

    /// It came in.
    #[must_use]
    pub fn came_in(&self) -> bool {
        self.amount > Decimal::ZERO
    }
}

/// A line with what it may belong to, or belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// The line.
    pub row: LineRow,
    /// The likeliest first.
    pub proposals: Vec<Proposal>,
    /// What it was matched with.
    pub matches: Vec<MatchRow>,
}

impl LineView {
    /// The one proposal that is beyond doubt: full, and no other is.
    #[must_use]
    pub fn sure(&self) -> Option<&Proposal> {
        let mut full = self.proposals.iter().filter(|proposal| proposal.is_full());
        full.next().filter(|_| full.next().is_none())
    }
}

/// A line on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDetail {
    /// The line.
    pub line: LineView,
    /// What the file is called.
    pub file_name: String,
    /// The account.
    pub account: String,
    /// Above this two people match.
    pub second_over: Option<Decimal>,
    /// Orders that a search has found, with what is due on them.
    pub found: Vec<FoundOrder>,
}

/// An order that a search has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundOrder {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub order_number: String,
    /// The buyer.
    pub buyer: String,
    /// What is due.
    pub due: Decimal,
    /// ISO 4217 code.
    pub currency: String,
}

/// What has become of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It is done.
    Done,
    /// A second person has to say yes.
    Seen,
}

/// What has become of many confirmations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConfirmedMany {
    /// Matched.
    pub done: usize,
    /// One yes of two.
    pub seen: usize,
    /// Not sure any more, or not possible.
    pub left: usize,
}
