//! What the audit domain shows.

mod names;

pub use names::{ACTIONS, AREAS, RESOURCES, action_key, resource_key};

use crate::shared::params::day;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use uuid::Uuid;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Primary key.
    pub id: Uuid,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// Their address to sign in with.
    pub email: Option<String>,
    /// What was done, such as `orders.confirmed`.
    pub action: String,
    /// Kind of the record.
    pub resource: String,
    /// The record.
    pub resource_id: Option<Uuid>,
    /// What changed, one line a field: (field, old, new).
    pub changes: Vec<(String, String, String)>,
    /// From where.
    pub ip: Option<String>,
    /// What the client called itself.
    pub user_agent: Option<String>,
}

/// Whose lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person's.
    Person(Uuid),
    /// The program's own: jobs, imports by command, buyers on public pages.
    Program,
}

/// Which lines to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Kind of record.
    pub resource: Option<String>,
    /// One record.
    pub resource_id: Option<Uuid>,
    /// An action, or an area: the beginning of its actions with the dot.
    pub action: Option<String>,
    /// Whose.
    pub who: Option<Who>,
    /// First day, store time.
    pub from: Option<NaiveDate>,
    /// Last day, store time.
    pub to: Option<NaiveDate>,
    /// Address or network as typed.
    pub address: Option<String>,
}

/// Value of the choice that means the program itself.
pub const PROGRAM: &str = "program";

impl AuditFilter {
    /// Reads the parameters of an address; what cannot be read is left out, but for the address that lines came from: a mistake in
    /// it must not widen what is shown.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            resource: value("resource"),
            resource_id: value("id").and_then(|id| Uuid::parse_str(&id).ok()),
            action: value("action"),
            who: value("person").and_then(
                |who| {
                    if who == PROGRAM { Some(Who::Program) } else { Uuid::parse_str(&who).ok().map(Who::Person) }
                },
            ),
            from: value("from").and_then(|text| day(&text)),
            to: value("to").and_then(|text| day(&text)),
            address: value("address"),
        }
    }

    /// Whether it shows less than everything.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// Whether the address can be understood.
    #[must_use]
    pub fn has_readable_address(&self) -> bool {
        self.address.as_deref().is_none_or(is_address)
    }
}

/// Whether the text is an address or a network: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`.
fn is_address(text: &str) -> bool {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    length.is_none_or(|length| length.bytes().all(|byte| byte.is_ascii_digit()) && length.parse::<u8>().is_ok_and(|length| length <= most))
}

/// Somebody to choose lines by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
}
