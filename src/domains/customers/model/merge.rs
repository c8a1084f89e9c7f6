//! Two rows that are one person, and what happened to somebody.

use super::{CustomerDetail, CustomerRow};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why two customers may be one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DuplicateReason {
    /// The same number stands with both, with themselves or in an address.
    Phone,
    /// The same e-mail address stands with both.
    Email,
    /// The names are alike and they live at the same address.
    NameAndAddress,
}

impl DuplicateReason {
    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Phone => "customers-duplicate-phone",
            Self::Email => "customers-duplicate-email",
            Self::NameAndAddress => "customers-duplicate-address",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "PHONE" => Some(Self::Phone),
            "EMAIL" => Some(Self::Email),
            "ADDRESS" => Some(Self::NameAndAddress),
            _ => None,
        }
    }
}

/// Two customers that may be one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Primary key of the proposal.
    pub id: Uuid,
    /// Who has been known longer.
    pub first: CustomerRow,
    /// Who came later.
    pub second: CustomerRow,
    /// Why, and what both have.
    pub reasons: Vec<(DuplicateReason, String)>,
    /// When it was found, UTC.
    pub created_at: DateTime<Utc>,
}

/// A field of which one of two values stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeField {
    /// Its name in the form.
    pub name: String,
    /// Fluent key of its label.
    pub label: String,
    /// What the one who stays has, as people read it.
    pub own: String,
    /// What the other has.
    pub other: String,
    /// The other's value is proposed.
    pub takes_other: bool,
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePreview {
    /// Who stays.
    pub into: CustomerDetail,
    /// Who becomes part of them.
    pub from: CustomerDetail,
    /// Fields that differ.
    pub fields: Vec<MergeField>,
    /// What moves: Fluent key of its name with `$count`, and how many.
    pub moves: Vec<(String, i64)>,
}

impl MergePreview {
    /// What the preview was made from: a merge of something else is refused.
    #[must_use]
    pub fn seen(&self) -> String {
        format!("{}:{}", self.into.version, self.from.version)
    }
}

/// Which values of the other one a merge takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MergeForm {
    /// [`MergePreview::seen`].
    pub seen: String,
    /// `other` for the other's name.
    pub name: String,
    /// The same for the number.
    pub phone: String,
    /// The same for the e-mail address.
    pub email: String,
    /// The same for the language.
    pub language: String,
    /// The same for the status.
    pub status: String,
    /// The same for the birthday.
    pub birthday: String,
    /// The same for the anniversary.
    pub anniversary: String,
}

/// A merge that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRow {
    /// Primary key.
    pub id: Uuid,
    /// Who became part of this person.
    pub from_id: Uuid,
    /// Their name.
    pub from_name: String,
    /// Who did it.
    pub person: Option<String>,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// When it was taken back, UTC.
    pub undone_at: Option<DateTime<Utc>>,
}

/// What happened to somebody, or what somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Primary key of the row that says so: the order among those of one moment.
    pub id: Uuid,
    /// What kind of thing, which chooses its picture: `order`, `payment`, `delivery`, `message`, `note`, `merge`, `consent`, `customer`.
    pub kind: String,
    /// Fluent key of the sentence.
    pub key: String,
    /// Its arguments. A value that begins with `@` is a Fluent key itself.
    pub args: Vec<(String, String)>,
    /// What was written or given as a reason.
    pub text: String,
    /// Who did it; `None` for the program.
    pub person: Option<String>,
    /// Where it is shown.
    pub link: Option<String>,
}

impl Happening {
    /// Something of a kind, said by a sentence.
    #[must_use]
    pub fn new(at: DateTime<Utc>, id: Uuid, kind: &str, key: &str) -> Self {
        let (kind, key) = (kind.to_owned(), key.to_owned());
        Self { at, id, kind, key, args: Vec::new(), text: String::new(), person: None, link: None }
    }

    /// The same with an argument.
    #[must_use]
    pub fn arg(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same with what was written.
    #[must_use]
    pub fn text(mut self, text: Option<String>) -> Self {
        self.text = text.unwrap_or_default();
        self
    }

    /// The same with who did it.
    #[must_use]
    pub fn by(mut self, person: Option<String>) -> Self {
        self.person = person;
        self
    }

    /// The same with where it is shown.
    #[must_use]
    pub fn at_place(mut self, link: String) -> Self {
        self.link = Some(link);
        self
    }
}
