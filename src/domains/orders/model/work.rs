//! The work on an order before it leaves: calls to its buyer, how risky it is, who is told of a note.

use super::OrderStatus;
use crate::shared::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// What came of a call to the buyer.
    CallOutcome.as_str {
        /// They want it.
        Confirmed = "CONFIRMED", "orders-call-confirmed";
        /// Nobody answered.
        NoAnswer = "NO_ANSWER", "orders-call-no-answer";
        /// They want to be called at another time.
        CallBack = "CALL_BACK", "orders-call-call-back";
        /// The number is somebody else's.
        WrongNumber = "WRONG_NUMBER", "orders-call-wrong-number";
        /// They do not want it.
        Cancelled = "CANCELLED", "orders-call-cancelled";
    }
}

words! {
    /// How likely it is that a parcel will be refused, from what became of the buyer's earlier ones.
    Risk.as_str {
        /// They have always taken them.
        Low = "LOW", "orders-risk-low";
        /// They have refused one.
        Medium = "MEDIUM", "orders-risk-medium";
        /// They refuse about as often as they take, or are blocked.
        High = "HIGH", "orders-risk-high";
    }
}

impl Risk {
    /// The rule: high for who is blocked, and for who has refused two or more and at least as many as they took; medium for
    /// who has refused one; low for who has only taken; nothing is known of a new buyer.
    #[must_use]
    pub const fn of(delivered: i32, refused: i32, is_blocked: bool) -> Option<Self> {
        if is_blocked || refused >= 2 && refused >= delivered {
            Some(Self::High)
        } else if refused > 0 {
            Some(Self::Medium)
        } else if delivered > 0 {
            Some(Self::Low)
        } else {
            None
        }
    }
}

/// A call as written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallForm {
    /// The stored word of a [`CallOutcome`].
    pub outcome: String,
    /// When to call again, store time, as `datetime-local` inputs have it; may be empty.
    pub call_back_at: String,
    /// What was said; of a cancellation the reason.
    pub note: String,
}

/// Somebody who can be told of a note by their name behind an `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The person.
    pub id: Uuid,
    /// Their name.
    pub name: String,
}

/// Something that was sent about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its first line, where it has one.
    pub subject: Option<String>,
    /// To whom.
    pub recipient: String,
    /// The stored word of where it stands.
    pub status: String,
    /// When it was written, UTC.
    pub at: DateTime<Utc>,
}

impl Message {
    /// The Fluent key of where it stands.
    #[must_use]
    pub fn status_key(&self) -> &'static str {
        match self.status.as_str() {
            "SENT" => "orders-message-sent",
            "DELIVERED" => "orders-message-delivered",
            "FAILED" => "orders-message-failed",
            "SUPPRESSED" => "orders-message-suppressed",
            _ => "orders-message-pending",
        }
    }
}

impl OrderStatus {
    /// Whether what is in the order can still be changed. What is packed stays as it is; pieces of it can be cancelled.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Pending | Self::Confirmed | Self::Processing)
    }

    /// Whether the parcel is still here, so that its address can be changed and pieces cancelled.
    #[must_use]
    pub const fn is_here(self) -> bool {
        self.is_editable() || matches!(self, Self::Packed)
    }
}
