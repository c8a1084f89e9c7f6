//! What moves stock, and for whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For whom stock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// A line of an order.
    OrderItem(Uuid),
    /// A claim in a live session.
    Claim(Uuid),
    /// A quick checkout.
    Checkout(Uuid),
    /// An offer to somebody who waited.
    Waitlist(Uuid),
    /// A product of a live session.
    LiveProduct(Uuid),
    /// A transfer between warehouses.
    Transfer(Uuid),
}

impl Owner {
    /// The word in the database.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::OrderItem(_) => "ORDER_ITEM",
            Self::Claim(_) => "CLAIM",
            Self::Checkout(_) => "CHECKOUT",
            Self::Waitlist(_) => "WAITLIST",
            Self::LiveProduct(_) => "LIVE_PRODUCT",
            Self::Transfer(_) => "TRANSFER",
        }
    }

    /// Whose id it is.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::OrderItem(id)
            | Self::Claim(id)
            | Self::Checkout(id)
            | Self::Waitlist(id)
            | Self::LiveProduct(id)
            | Self::Transfer(id) => id,
        }
    }
}

/// Why stock moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cause {
    /// Bought from a supplier.
    Purchase,
    /// Sold; written by taking a reservation.
    Sale,
    /// Came back from a buyer.
    Return,
    /// Broken.
    Damage,
    /// Counted.
    Count,
    /// Put right.
    Correction,
    /// Left for another warehouse; written by taking a transfer's reservation.
    TransferOut,
    /// Came from another warehouse.
    TransferIn,
    /// Given up.
    WriteOff,
    /// What was there when the books began.
    Opening,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 10] = [
        Self::Purchase,
        Self::Sale,
        Self::Return,
        Self::Damage,
        Self::Count,
        Self::Correction,
        Self::TransferOut,
        Self::TransferIn,
        Self::WriteOff,
        Self::Opening,
    ];

    /// Those that a person may give for an adjustment by hand.
    pub const BY_HAND: [Self; 5] = [Self::Correction, Self::Count, Self::Damage, Self::WriteOff, Self::Return];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Purchase => "PURCHASE",
            Self::Sale => "SALE",
            Self::Return => "RETURN",
            Self::Damage => "DAMAGE",
            Self::Count => "COUNT",
            Self::Correction => "CORRECTION",
            Self::TransferOut => "TRANSFER_OUT",
            Self::TransferIn => "TRANSFER_IN",
            Self::WriteOff => "WRITE_OFF",
            Self::Opening => "OPENING",
        }
    }

    /// Reads [`Cause::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Purchase => "inventory-cause-purchase",
            Self::Sale => "inventory-cause-sale",
            Self::Return => "inventory-cause-return",
            Self::Damage => "inventory-cause-damage",
            Self::Count => "inventory-cause-count",
            Self::Correction => "inventory-cause-correction",
            Self::TransferOut => "inventory-cause-transfer-out",
            Self::TransferIn => "inventory-cause-transfer-in",
            Self::WriteOff => "inventory-cause-write-off",
            Self::Opening => "inventory-cause-opening",
        }
    }
}

/// The record that a movement belongs to, such as a parcel or an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Kind, such as `ORDER_ITEM` or `IMPORT`.
    pub kind: String,
    /// Its primary key.
    pub id: Uuid,
}

impl Reference {
    /// Kind and key.
    #[must_use]
    pub fn new(kind: &str, id: Uuid) -> Self {
        Self { kind: kind.to_owned(), id }
    }
}

/// One operation on stock. Quantities are units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockOp {
    /// Promises units to an owner; adds to what that owner holds already.
    Reserve {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
        /// More than zero.
        quantity: i32,
        /// For whom.
        owner: Owner,
        /// When the promise ends by itself.
        expires_at: Option<DateTime<Utc>>,
        /// Promise it even when it is not there; what is missing is written down as short. For orders that other
        /// platforms have accepted already.
        allow_short: bool,
    },
    /// Takes a promise back. Nothing happens when there is none.
    Release {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
        /// For whom.
        owner: Owner,
        /// `None` for all of it.
        quantity: Option<i32>,
    },
    /// Takes promised units out of the warehouse.
    Take {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
        /// For whom.
        owner: Owner,
        /// `None` for all of it.
        quantity: Option<i32>,
    },
    /// Puts units into the warehouse.
    Receive {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
        /// More than zero.
        quantity: i32,
        /// How many of them cannot be sold.
        unavailable: i32,
        /// Purchase, return, transfer in or opening.
        cause: Cause,
        /// What they came with.
        reference: Option<Reference>,
        /// In words.
        reason: Option<String>,
    },
    /// Puts the books right.
    Adjust {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
        /// Units more, or fewer when negative.
        change: i32,
        /// Units more that cannot be sold, or fewer when negative.
        unavailable_change: i32,
        /// Correction, count, damage, write-off, return or opening.
        cause: Cause,
        /// In words.
        reason: Option<String>,
        /// What it belongs to.
        reference: Option<Reference>,
        /// Do it even when less remains than is promised; what is missing is written down as short.
        allow_short: bool,
        /// Makes the same adjustment happen once only.
        client_id: Option<String>,
    },
    /// Lets go what has expired.
    Expire {
        /// Where.
        warehouse_id: Uuid,
        /// What.
        variant_id: Uuid,
    },
}

/// How a level stands after an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockAfter {
    /// The operation: `RESERVE`, `RELEASE`, `TAKE`, `RECEIVE`, `ADJUST`, `EXPIRE`.
    pub op: String,
    /// `applied`, or `repeated` when the same `client_id` was there before.
    pub status: String,
    /// The reservation or movement.
    pub id: Option<Uuid>,
    /// Where.
    pub warehouse_id: Uuid,
    /// What.
    pub variant_id: Uuid,
    /// Units done.
    pub quantity: i32,
    /// Units of the owner's reservation that are not there.
    pub short: i32,
    /// In the warehouse.
    pub on_hand: i32,
    /// Promised.
    pub reserved: i32,
    /// In the warehouse, but not for sale.
    pub unavailable: i32,
    /// Can be promised.
    pub available: i32,
    /// Who became short of stock by an adjustment.
    #[serde(default)]
    pub short_owners: Vec<super::ShortOwner>,
}
