//! What the columns of a table of customers can mean, and by which heads they are known in three languages.

use crate::domains::customers::model::IdentifierKind;
use crate::shared::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a column of a table of customers means.
    CustomerField {
        /// Primary key here.
        Id = "id", "channels-customer-id";
        /// Name for people.
        Name = "name", "customers-name";
        /// The first part of it.
        FirstName = "first_name", "channels-customer-first-name";
        /// The last part of it.
        LastName = "last_name", "channels-customer-last-name";
        /// The number in front.
        Phone = "phone", "customers-phone";
        /// More numbers.
        OtherPhones = "other_phones", "channels-customer-other-phones";
        /// The e-mail address in front.
        Email = "email", "customers-email";
        /// More e-mail addresses.
        OtherEmails = "other_emails", "channels-customer-other-emails";
        /// Numbers of their WhatsApp.
        Whatsapp = "whatsapp", "customers-identifier-whatsapp";
        /// WhatsApp's own ids of them.
        WhatsappId = "whatsapp_id", "customers-identifier-whatsapp-id";
        /// Messenger's ids of them.
        Messenger = "messenger", "customers-identifier-messenger";
        /// Their names on Instagram.
        Instagram = "instagram", "customers-identifier-instagram";
        /// Their names on TikTok.
        Tiktok = "tiktok", "customers-identifier-tiktok";
        /// Their numbers in other programs.
        External = "external", "customers-identifier-external";
        /// Language in which they are addressed.
        Language = "language", "customers-language";
        /// Whether they may buy.
        Status = "status", "customers-status";
        /// Words of the staff.
        Tags = "tags", "customers-tags";
        /// When they were born.
        Birthday = "birthday", "customers-birthday";
        /// A day that they celebrate.
        Anniversary = "anniversary", "customers-anniversary";
        /// For the staff.
        Notes = "notes", "customers-notes";
        /// Who receives at the address.
        AddressName = "address_name", "customers-address-name";
        /// Whom the courier calls.
        AddressPhone = "address_phone", "channels-customer-address-phone";
        /// House and street.
        Line1 = "line1", "customers-line1";
        /// More of it.
        Line2 = "line2", "customers-line2";
        /// Town.
        City = "city", "customers-city";
        /// District.
        District = "district", "customers-district";
        /// Postal code.
        PostalCode = "postal_code", "customers-postal-code";
        /// ISO 3166-1, two letters.
        Country = "country", "channels-customer-country";
        /// Whether they agreed to offers by e-mail.
        AcceptsEmail = "accepts_email", "channels-customer-accepts-email";
        /// Whether they agreed to offers by text message.
        AcceptsSms = "accepts_sms", "channels-customer-accepts-sms";
        /// Whether they agreed to offers by WhatsApp.
        AcceptsWhatsapp = "accepts_whatsapp", "channels-customer-accepts-whatsapp";
        /// All addresses, as JSON.
        Addresses = "addresses", "channels-customer-addresses";
        /// All answers, as JSON.
        Consents = "consents", "channels-customer-consents";
        /// What else is known, as JSON.
        Preferences = "preferences", "channels-customer-preferences";
    }
}

use CustomerField as F;

impl CustomerField {
    /// The columns of our own file, in their order.
    pub const OWN: [Self; 21] = [
        F::Id,
        F::Name,
        F::Phone,
        F::OtherPhones,
        F::Email,
        F::OtherEmails,
        F::Whatsapp,
        F::WhatsappId,
        F::Messenger,
        F::Instagram,
        F::Tiktok,
        F::External,
        F::Language,
        F::Status,
        F::Tags,
        F::Birthday,
        F::Anniversary,
        F::Notes,
        F::Addresses,
        F::Consents,
        F::Preferences,
    ];

    /// What a list of identifiers is of.
    #[must_use]
    pub const fn identifiers(self) -> Option<IdentifierKind> {
        Some(match self {
            F::OtherPhones => IdentifierKind::Phone,
            F::OtherEmails => IdentifierKind::Email,
            F::Whatsapp => IdentifierKind::Whatsapp,
            F::WhatsappId => IdentifierKind::Bsuid,
            F::Messenger => IdentifierKind::Psid,
            F::Instagram => IdentifierKind::Igsid,
            F::Tiktok => IdentifierKind::Tiktok,
            F::External => IdentifierKind::External,
            _ => return None,
        })
    }
}

/// Heads that people and other programs write, as [`plain`] leaves them.
const HEADS: &[(CustomerField, &[&str])] = &[
    (
        F::Name,
        &[
            "customer",
            "customer name",
            "full name",
            "buyer",
            "නම",
            "පාරිභෝගිකයා",
            "පාරිභෝගික නම",
            "සම්පූර්ණ නම",
            "பெயர்",
            "வாடிக்கையாளர்",
            "வாடிக்கையாளர் பெயர்",
            "முழுப் பெயர்",
        ],
    ),
    (F::FirstName, &["given name", "firstname", "මුල් නම", "පළමු නම", "முதல் பெயர்"]),
    (F::LastName, &["surname", "family name", "lastname", "වාසගම", "අවසන් නම", "கடைசி பெயர்", "குடும்பப் பெயர்"]),
    (
        F::Phone,
        &[
            "telephone",
            "phone number",
            "mobile",
            "mobile number",
            "contact number",
            "tel",
            "phone no",
            "දුරකථනය",
            "දුරකථන අංකය",
            "ජංගම දුරකථනය",
            "ජංගම දුරකථන අංකය",
            "தொலைபேசி",
            "தொலைபேசி எண்",
            "கைபேசி",
            "கைபேசி எண்",
        ],
    ),
    (F::OtherPhones, &["other numbers", "phone 2", "mobile 2", "වෙනත් දුරකථන", "දෙවන දුරකථනය", "வேறு தொலைபேசிகள்", "மற்ற தொலைபேசி"]),
    (F::Email, &["e mail", "email address", "e mail address", "mail", "විද්යුත් තැපෑල", "ඊමේල්", "ඊ මේල්", "மின்னஞ்சல்", "மின்னஞ்சல் முகவரி"]),
    (F::Whatsapp, &["whatsapp number", "වට්ස්ඇප්", "වට්ස්ඇප් අංකය", "வாட்ஸ்அப்", "வாட்ஸ்அப் எண்"]),
    (F::Language, &["locale", "preferred language", "භාෂාව", "மொழி"]),
    (F::Status, &["state of the customer", "තත්ත්වය", "நிலை"]),
    (F::Tags, &["labels", "groups", "ටැග්", "ලේබල්", "குறிச்சொற்கள்"]),
    (F::Birthday, &["birth date", "date of birth", "dob", "born", "උපන් දිනය", "උපන්දිනය", "பிறந்த நாள்", "பிறந்தநாள்", "பிறந்த தேதி", "பிறந்த திகதி"]),
    (F::Anniversary, &["wedding day", "wedding anniversary", "සංවත්සරය", "විවාහ සංවත්සරය", "ஆண்டு நிறைவு", "திருமண நாள்"]),
    (F::Notes, &["note", "remark", "remarks", "comment", "comments", "සටහන", "සටහන්", "குறிப்பு", "குறிப்புகள்"]),
    (F::AddressName, &["receiver", "recipient", "ලබන්නා", "ලබන්නාගේ නම", "பெறுபவர்", "பெறுபவர் பெயர்"]),
    (F::AddressPhone, &["default address phone", "receiver phone"]),
    (F::Line1, &["address", "address 1", "address1", "street", "address line 1", "default address address1", "ලිපිනය", "வீதி", "முகவரி"]),
    (F::Line2, &["address 2", "address2", "address line 2", "default address address2", "ලිපිනය 2", "முகவரி 2"]),
    (F::City, &["town", "default address city", "නගරය", "நகரம்", "ஊர்"]),
    (F::District, &["දිස්ත්රික්කය", "மாவட்டம்"]),
    (F::PostalCode, &["postcode", "post code", "zip", "zip code", "default address zip", "තැපැල් කේතය", "அஞ்சல் குறியீடு"]),
    (F::Country, &["country code", "default address country code", "රට", "நாடு"]),
    (F::AcceptsEmail, &["accepts marketing", "accepts email marketing", "email marketing"]),
    (F::AcceptsSms, &["accepts sms marketing", "sms marketing"]),
];

/// A head as it is compared: small letters and signs of any script, everything else one blank. Joiners only say how a letter looks.
fn plain(head: &str) -> String {
    let letters = head.chars().filter(|letter| !matches!(letter, '\u{200b}'..='\u{200d}' | '\u{feff}'));
    let is_sign = |letter: char| matches!(letter, '\u{0d80}'..='\u{0dff}' | '\u{0b80}'..='\u{0bff}');
    let spaced: String =
        letters.flat_map(char::to_lowercase).map(|letter| if letter.is_alphanumeric() || is_sign(letter) { letter } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each column means, by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerMapping {
    /// One entry for each column; none for one that is not read.
    pub columns: Vec<Option<CustomerField>>,
}

impl CustomerMapping {
    /// Guesses from the heads, each meaning once.
    #[must_use]
    pub fn guess(heads: &[String]) -> Self {
        let mut columns: Vec<Option<CustomerField>> = Vec::with_capacity(heads.len());
        for head in heads {
            let name = plain(head);
            let own = CustomerField::parse(&name.replace(' ', "_"));
            let known = || HEADS.iter().find(|(_, heads)| heads.iter().any(|head| plain(head) == name)).map(|(field, _)| *field);
            columns.push(own.or_else(known).filter(|field| !columns.contains(&Some(*field))));
        }
        Self { columns }
    }

    /// What a person chose: the code of a field for each column, empty for none.
    #[must_use]
    pub fn chosen(columns: &[String]) -> Option<Self> {
        let read = |code: &String| if code.is_empty() { Some(None) } else { CustomerField::parse(code).map(Some) };
        columns.iter().map(read).collect::<Option<Vec<_>>>().map(|columns| Self { columns })
    }

    /// The first column with this meaning.
    #[must_use]
    pub fn column_of(&self, field: CustomerField) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(field))
    }

    /// Fields that more than one column claims; the first of them is read.
    #[must_use]
    pub fn duplicates(&self) -> Vec<CustomerField> {
        let count = |field| self.columns.iter().filter(|known| **known == Some(field)).count();
        CustomerField::ALL.iter().copied().filter(|field| count(*field) > 1).collect()
    }
}
