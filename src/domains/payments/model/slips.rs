//! What buyers show for their transfers.

use crate::shared::words;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// Where a slip stands.
    SlipStatus {
        /// It waits for somebody to look.
        Submitted = "SUBMITTED", "payments-slip-submitted";
        /// The money is there.
        Matched = "MATCHED", "payments-slip-matched";
        /// It shows no money of ours.
        Rejected = "REJECTED", "payments-slip-rejected";
        /// It was believed, and the money was not there.
        Reversed = "REVERSED", "payments-slip-reversed";
    }
}

/// A slip in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipRow {
    /// Primary key.
    pub id: Uuid,
    /// The order that it pays.
    pub order_id: Uuid,
    /// The order's number for people.
    pub order_number: String,
    /// The account that it was paid into.
    pub account: String,
    /// Bank of the payer.
    pub bank: String,
    /// Its number on the slip.
    pub reference: String,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Day of the transfer.
    pub paid_on: NaiveDate,
    /// Where it stands.
    pub status: SlipStatus,
    /// One person has said yes already.
    pub has_one: bool,
    /// It looks like another one.
    pub is_suspect: bool,
    /// When it came, UTC.
    pub created_at: DateTime<Utc>,
}

/// Why two slips are held to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Likeness {
    /// The same file.
    File,
    /// Pictures that look the same.
    Looks,
    /// The same bank, number, amount and day.
    Facts,
}

impl Likeness {
    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::File => "payments-slip-same-file",
            Self::Looks => "payments-slip-same-looks",
            Self::Facts => "payments-slip-same-facts",
        }
    }
}

/// Another slip that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipTwin {
    /// Primary key.
    pub id: Uuid,
    /// Its order's number.
    pub order_number: String,
    /// Why.
    pub likeness: Likeness,
    /// Where it stands.
    pub status: SlipStatus,
    /// When it came, UTC.
    pub created_at: DateTime<Utc>,
}

/// A slip with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipView {
    /// As in the queue.
    pub row: SlipRow,
    /// Its picture, or its PDF.
    pub file_url: String,
    /// It can be shown in place.
    pub is_picture: bool,
    /// What the payer called the file.
    pub file_name: String,
    /// What is still due on the order.
    pub due: Decimal,
    /// Others that may be the same.
    pub twins: Vec<SlipTwin>,
    /// Why it was rejected or reversed.
    pub reason: Option<String>,
    /// Who looked, by name.
    pub reviewer: Option<String>,
    /// Who looked second, by name.
    pub second_reviewer: Option<String>,
    /// Above this two people look.
    pub second_over: Option<Decimal>,
    /// Whoever reads this has looked already, and another must.
    pub waits_for_another: bool,
}

/// A slip as the buyer has typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlipForm {
    /// The account.
    pub account_id: String,
    /// Bank of the payer.
    pub bank: String,
    /// Its number on the slip.
    pub reference: String,
    /// How much.
    pub amount: String,
    /// Day of the transfer.
    pub paid_on: String,
}
