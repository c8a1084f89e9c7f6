//! What the notifications domain shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The bell counts up to this; the function `bell_of` of the database does, to one more.
pub const COUNT_CAP: i64 = 99;

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Orders that come and go.
    Order,
    /// Money.
    Payment,
    /// Parcels.
    Delivery,
    /// Work in the background.
    System,
    /// Offers.
    Promotion,
}

impl Kind {
    /// All values.
    pub const ALL: [Self; 5] = [Self::Order, Self::Payment, Self::Delivery, Self::System, Self::Promotion];

    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Order => "ORDER",
            Self::Payment => "PAYMENT",
            Self::Delivery => "DELIVERY",
            Self::System => "SYSTEM",
            Self::Promotion => "PROMOTION",
        }
    }

    /// Reads the stored form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Order => "notifications-kind-order",
            Self::Payment => "notifications-kind-payment",
            Self::Delivery => "notifications-kind-delivery",
            Self::System => "notifications-kind-system",
            Self::Promotion => "notifications-kind-promotion",
        }
    }

    /// Its place in [`Kind::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// When letters come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Digest {
    /// One each, at once.
    Instant,
    /// One an hour, if there is something.
    Hourly,
    /// One each morning, if there is something.
    #[default]
    Daily,
}

impl Digest {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Instant, Self::Hourly, Self::Daily];

    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Instant => "INSTANT",
            Self::Hourly => "HOURLY",
            Self::Daily => "DAILY",
        }
    }

    /// Reads the stored form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instant => "notifications-digest-instant",
            Self::Hourly => "notifications-digest-hourly",
            Self::Daily => "notifications-digest-daily",
        }
    }
}

/// One notification, its texts in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationRow {
    /// Primary key.
    pub id: Uuid,
    /// What it is about.
    pub kind: Kind,
    /// A few words.
    pub title: String,
    /// A sentence.
    pub text: String,
    /// Where it leads; a path of this site.
    pub link: Option<String>,
    /// Somebody has seen it.
    pub is_read: bool,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// What the bell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bell {
    /// The newest, of those that were read too.
    pub rows: Vec<NotificationRow>,
    /// How many were not read, counted up to one more than [`COUNT_CAP`].
    pub unread: i64,
}

/// Which notifications to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    /// Only what was not read.
    pub unread: bool,
    /// One type.
    pub kind: Option<Kind>,
}

/// How a person wants to be told. The bell has everything; this is about what leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// By e-mail.
    pub email: bool,
    /// By SMS.
    pub sms: bool,
    /// On their devices.
    pub push: bool,
    /// Each type, in the order of [`Kind::ALL`].
    pub kinds: [bool; 5],
    /// Types that come no more by e-mail since the link of a letter was followed.
    pub muted: Vec<Kind>,
    /// When letters come.
    pub digest: Digest,
}

impl Default for Settings {
    fn default() -> Self {
        Self { email: true, sms: false, push: true, kinds: [true; 5], muted: Vec::new(), digest: Digest::default() }
    }
}

impl Settings {
    /// Whether a type leaves at all.
    #[must_use]
    pub fn wants(&self, kind: Kind) -> bool {
        self.kinds.get(kind.index()).copied().unwrap_or_default()
    }

    /// Whether a type is told by e-mail.
    #[must_use]
    pub fn mails(&self, kind: Kind) -> bool {
        self.email && self.wants(kind) && !self.muted.contains(&kind)
    }
}

/// What an app that asks to be told runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Platform {
    /// iPhone and iPad.
    Ios,
    /// Android.
    Android,
    /// A browser, by a token instead of a subscription.
    Web,
}

impl Platform {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Ios, Self::Android, Self::Web];

    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ios => "IOS",
            Self::Android => "ANDROID",
            Self::Web => "WEB",
        }
    }

    /// Reads the stored form.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.code() == code)
    }

    /// The Fluent key of a device of this kind that has no name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ios => "notifications-device-ios",
            Self::Android => "notifications-device-android",
            Self::Web => "notifications-device-web",
        }
    }
}

/// A device that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Primary key.
    pub id: Uuid,
    /// Such as `Chrome · Android`; an app may have none.
    pub name: String,
    /// What an app runs on; `None` for a browser.
    pub platform: Option<Platform>,
    /// SHA-256 of its address in hexadecimal, by which a browser knows itself; empty for an app.
    pub fingerprint: String,
    /// False since its push service refused.
    pub is_active: bool,
    /// When it was added, UTC.
    pub created_at: DateTime<Utc>,
    /// When something last reached it, UTC.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Everything on the settings page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// How they want to be told.
    pub settings: Settings,
    /// Their devices, newest first.
    pub devices: Vec<Device>,
    /// Address of letters.
    pub email: String,
    /// The key that a browser subscribes with.
    pub public_key: String,
}

/// What the link of a letter ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsubscribe {
    /// One type; `None` is every letter of this kind.
    pub kind: Option<Kind>,
    /// It was ended before.
    pub is_done: bool,
}
