//! What is shown of somebody's second factor, their passkeys, and what an organization asks for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far somebody is with their second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorState {
    /// None.
    Off,
    /// A secret was made; a code of it is still to be shown.
    Pending(Enrolment),
    /// Asked for at each sign-in.
    On {
        /// Backup codes that were not used yet.
        codes_left: i64,
    },
}

/// What an authenticator app needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in groups of four, for typing.
    pub secret: String,
    /// The same as an `otpauth:` link, for phones.
    pub link: String,
    /// The link as a QR code: an SVG document.
    pub qr: String,
}

/// All that the page about somebody's second factor shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorPage {
    /// How far they are.
    pub state: FactorState,
    /// Codes that were just made, in the one session that made them, until it says that they are kept.
    pub new_codes: Vec<String>,
    /// Passkeys, oldest first.
    pub passkeys: Vec<PasskeyRow>,
    /// Host at which passkeys work; `None` where the server has no name.
    pub passkey_host: Option<String>,
    /// Their role needs a second factor, and they have none.
    pub is_required: bool,
}

/// A passkey in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyRow {
    /// Primary key.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A role and whether it needs a second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRequirement {
    /// Primary key.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Members with this role.
    pub members: i64,
    /// Of them, those without a second factor.
    pub without: i64,
    /// Whether it needs a second factor.
    pub is_required: bool,
}

/// Minutes without a request after which an organization may have sessions end. The last is what the program does by itself, and the
/// most that there can be.
pub const SESSION_IDLE: [i64; 8] = [15, 30, 60, 240, 480, 1440, 10_080, 20_160];

/// Minutes after signing in at which an organization may have sessions end, however much they are used. The last as above.
pub const SESSION_LONGEST: [i64; 7] = [480, 720, 1440, 10_080, 20_160, 43_200, 129_600];

/// The security policy of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityPolicy {
    /// All roles.
    pub roles: Vec<RoleRequirement>,
    /// Minutes without a request after which sessions end.
    pub idle_minutes: i64,
    /// Minutes after signing in at which they end however much they are used.
    pub longest_minutes: i64,
    /// The reader may change it.
    pub may_change: bool,
}
