//! How a person is reached, where they live, and what they agreed to.

use super::Address;
use crate::shared::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// By what somebody is recognised.
    IdentifierKind {
        /// Telephone number, E.164.
        Phone = "PHONE", "customers-identifier-phone";
        /// E-mail address in small letters.
        Email = "EMAIL", "customers-identifier-email";
        /// Number of their WhatsApp, E.164.
        Whatsapp = "WHATSAPP", "customers-identifier-whatsapp";
        /// WhatsApp's own id of somebody who hides their number.
        Bsuid = "BSUID", "customers-identifier-whatsapp-id";
        /// Messenger's id of them.
        Psid = "PSID", "customers-identifier-messenger";
        /// Instagram's id or name of them.
        Igsid = "IGSID", "customers-identifier-instagram";
        /// Their name on TikTok.
        Tiktok = "TIKTOK", "customers-identifier-tiktok";
        /// Their number in another program.
        External = "EXTERNAL", "customers-identifier-external";
    }
}

impl IdentifierKind {
    /// Those that a person types in; WhatsApp's ids come from WhatsApp.
    pub const TYPED: [Self; 7] = [Self::Phone, Self::Email, Self::Whatsapp, Self::Psid, Self::Igsid, Self::Tiktok, Self::External];

    /// Whether it is a telephone number.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Phone | Self::Whatsapp)
    }
}

/// By what a person is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// Primary key.
    pub id: Uuid,
    /// What it is.
    pub kind: IdentifierKind,
    /// The number, address or id.
    pub value: String,
}

words! {
    /// What an address is for.
    AddressType {
        /// Where parcels go.
        Shipping = "SHIPPING", "customers-address-shipping";
        /// Whom invoices name.
        Billing = "BILLING", "customers-address-billing";
    }
}

/// A stored address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressRow {
    /// Primary key.
    pub id: Uuid,
    /// What it is for.
    pub kind: AddressType,
    /// What the person calls it, such as "Office".
    pub label: String,
    /// The address.
    pub address: Address,
    /// New orders take this one of its type.
    pub is_default: bool,
    /// When an order used it last, UTC.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The form of an address, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    /// A word of [`AddressType`].
    pub kind: String,
    /// What the person calls it.
    pub label: String,
    /// Who receives it.
    pub full_name: String,
    /// In any notation.
    pub phone: String,
    /// E-mail address of the receiver.
    pub email: String,
    /// House and street.
    pub line1: String,
    /// More of it.
    pub line2: String,
    /// Town.
    pub city: String,
    /// District.
    pub district: String,
    /// Postal code.
    pub postal_code: String,
    /// `true` when new orders take this one.
    pub is_default: String,
}

impl AddressForm {
    /// The form as it is opened for an address, with its number as people read it.
    #[must_use]
    pub fn of(row: &AddressRow, phone: &str) -> Self {
        let address = row.address.clone();
        Self {
            kind: row.kind.code().to_owned(),
            label: row.label.clone(),
            full_name: address.full_name,
            phone: phone.to_owned(),
            email: address.email.unwrap_or_default(),
            line1: address.line1,
            line2: address.line2.unwrap_or_default(),
            city: address.city,
            district: address.district,
            postal_code: address.postal_code,
            is_default: if row.is_default { "true".to_owned() } else { String::new() },
        }
    }
}

words! {
    /// By what somebody may be written to or called.
    ConsentChannel {
        /// E-mail.
        Email = "EMAIL", "customers-consent-email";
        /// Text message.
        Sms = "SMS", "customers-consent-sms";
        /// WhatsApp.
        Whatsapp = "WHATSAPP", "customers-consent-whatsapp";
        /// A call.
        Call = "CALL", "customers-consent-call";
        /// Push message of a browser or a program on their phone.
        Push = "PUSH", "customers-consent-push";
    }
}

words! {
    /// What for.
    ConsentPurpose {
        /// Offers and news.
        Marketing = "MARKETING", "customers-consent-marketing";
        /// What concerns their orders.
        Service = "SERVICE", "customers-consent-service";
    }
}

words! {
    /// How they said so.
    ConsentSource {
        /// On the phone.
        Phone = "PHONE", "customers-consent-source-phone";
        /// In a chat.
        Chat = "CHAT", "customers-consent-source-chat";
        /// In a form of the website.
        Website = "WEBSITE", "customers-consent-source-website";
        /// In the shop.
        InPerson = "IN_PERSON", "customers-consent-source-in-person";
        /// On paper.
        Paper = "PAPER", "customers-consent-source-paper";
        /// A file said so.
        Import = "IMPORT", "customers-consent-source-import";
        /// By the link at the end of a letter.
        Unsubscribe = "UNSUBSCRIBE", "customers-consent-source-unsubscribe";
    }
}

impl ConsentSource {
    /// Those that a person chooses; the others are written by the program.
    pub const TYPED: [Self; 5] = [Self::Phone, Self::Chat, Self::Website, Self::InPerson, Self::Paper];
}

/// The newest answer of a person for a channel and purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRow {
    /// By what.
    pub channel: ConsentChannel,
    /// What for.
    pub purpose: ConsentPurpose,
    /// Yes or no.
    pub granted: bool,
    /// How they said so.
    pub source: ConsentSource,
    /// When they said so, UTC.
    pub at: DateTime<Utc>,
}

/// The form of an answer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    /// A word of [`ConsentChannel`].
    pub channel: String,
    /// A word of [`ConsentPurpose`].
    pub purpose: String,
    /// `yes` or `no`.
    pub answer: String,
    /// A word of [`ConsentSource`].
    pub source: String,
    /// The day on which they said so, `2026-11-26`; today when empty.
    pub day: String,
    /// What else to know.
    pub note: String,
}
