//! Purchasing as it crosses the wire.

mod landed;
mod order;
mod suggested;
mod supplier;

pub use landed::*;
pub use order::*;
pub use suggested::*;
pub use supplier::*;

use crate::shared::words;

words! {
    /// Where a purchase order stands.
    PurchaseStatus {
        /// Being written; the supplier knows nothing of it.
        Draft = "DRAFT", "purchasing-status-draft";
        /// With the supplier.
        Sent = "SENT", "purchasing-status-sent";
        /// The supplier will deliver it.
        Confirmed = "CONFIRMED", "purchasing-status-confirmed";
        /// Something has come, something is outstanding.
        PartiallyReceived = "PARTIALLY_RECEIVED", "purchasing-status-partially-received";
        /// All has come.
        Received = "RECEIVED", "purchasing-status-received";
        /// The rest will not come.
        Closed = "CLOSED", "purchasing-status-closed";
        /// Nothing will come.
        Cancelled = "CANCELLED", "purchasing-status-cancelled";
    }
}

impl PurchaseStatus {
    /// Whether an order may go from here to there: the state machine of purchase orders. Everything else is refused.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use PurchaseStatus::{Cancelled, Closed, Confirmed, Draft, PartiallyReceived, Received, Sent};
        matches!(
            (self, next),
            (Draft, Sent)
                | (Sent, Confirmed)
                | (Confirmed, PartiallyReceived | Received)
                | (PartiallyReceived, Received | Closed)
                | (Draft | Sent | Confirmed, Cancelled)
        )
    }

    /// Whether goods of it may come in. Goods that come before the supplier has answered are the answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Confirmed | Self::PartiallyReceived)
    }
}

words! {
    /// What is known of a supplier's papers.
    Verification {
        /// Nobody has looked.
        Pending = "PENDING", "purchasing-verification-pending";
        /// They are in order.
        Verified = "VERIFIED", "purchasing-verification-verified";
        /// They are not: nothing is ordered from them.
        Rejected = "REJECTED", "purchasing-verification-rejected";
    }
}

words! {
    /// How a piece came.
    Condition {
        /// As it should be.
        Sellable = "SELLABLE", "purchasing-condition-sellable";
        /// Broken: it is in the warehouse, and not for sale.
        Damaged = "DAMAGED", "purchasing-condition-damaged";
    }
}

words! {
    /// What it costs to bring goods here.
    CostKind {
        /// The way here.
        Freight = "FREIGHT", "purchasing-cost-freight";
        /// Customs.
        Duty = "DUTY", "purchasing-cost-duty";
        /// Insurance on the way.
        Insurance = "INSURANCE", "purchasing-cost-insurance";
        /// Anything else: handling, bank charges.
        Other = "OTHER", "purchasing-cost-other";
    }
}

words! {
    /// What became of a supplier's proposal.
    ChangeStatus {
        /// Waits for the merchant.
        Proposed = "PROPOSED", "purchasing-change-proposed";
        /// The line is as proposed.
        Accepted = "ACCEPTED", "purchasing-change-accepted";
        /// The line stays as it was.
        Refused = "REFUSED", "purchasing-change-refused";
        /// The order has ended before anybody decided.
        Lapsed = "LAPSED", "purchasing-change-lapsed";
    }
}
