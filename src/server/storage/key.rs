//! Names of files in the store. They are made of ids and words of the program; nothing that somebody typed is ever part of one.

use std::fmt;
use uuid::Uuid;

/// First part of the keys that belong to a person and not to an organization.
const USERS: &str = "users";

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An organization's.
    Organization(Uuid),
    /// A person's, in whichever organization they are.
    User(Uuid),
}

/// The name of one file: `<organization>/<kind>/<name>` or `users/<user>/<name>`, the name with one more part for a picture's
/// sizes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

fn is_id(part: &str) -> Option<Uuid> {
    Uuid::parse_str(part).ok().filter(|id| id.hyphenated().to_string() == part)
}

fn is_kind(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn is_name(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && !part.contains("..")
        && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.')
}

impl Key {
    /// A key from a URL or the database; `None` for anything that this program does not make.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let names = match parts.as_slice() {
            [USERS, user, names @ ..] if is_id(user).is_some() => names,
            [organization, kind, names @ ..] if is_id(organization).is_some() && is_kind(kind) => names,
            _ => return None,
        };
        let fine = (1..=2).contains(&names.len()) && names.iter().all(|name| is_name(name)) && text.len() <= 200;
        fine.then(|| Self(text.to_owned()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> Option<Owner> {
        let mut parts = self.0.split('/');
        match (parts.next()?, parts.next()?) {
            (USERS, user) => is_id(user).map(Owner::User),
            (organization, _) => is_id(organization).map(Owner::Organization),
        }
    }

    /// What it is for; `users` for a person's.
    #[must_use]
    pub fn kind(&self) -> &str {
        let mut parts = self.0.split('/');
        match (parts.next(), parts.next()) {
            (Some(USERS), _) => USERS,
            (_, kind) => kind.unwrap_or_default(),
        }
    }

    /// Its media type, by the ending that the program gave it.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self.0.rsplit('.').next().unwrap_or_default() {
            "webp" => "image/webp",
            "jpg" => "image/jpeg",
            "png" => "image/png",
            "pdf" => "application/pdf",
            "csv" => "text/csv; charset=utf-8",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        }
    }

    /// Whether it is the whole of a document: a file that is no picture's.
    #[must_use]
    pub fn is_document(&self) -> bool {
        self.content_type() == "application/pdf"
    }

    /// Whether a browser shows it in place; everything but a picture is a download.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.content_type().starts_with("image/")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The lengths of the longest side in which a picture is kept.
pub const SIZES: [u32; 3] = [64, 256, 1024];

/// The name of a picture, below which its sizes are: `<organization>/<kind>/<id>.<ending>`. The ending is that of its files for
/// programs that do not read WebP.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureKey(Key);

impl PictureKey {
    /// A picture of an organization. `kind` is a word of the program, such as `logo`; `fallback` is `jpg` or `png`.
    #[must_use]
    pub fn of_organization(organization_id: Uuid, kind: &str, id: Uuid, fallback: &str) -> Self {
        Self(Key(format!("{organization_id}/{kind}/{id}.{fallback}")))
    }

    /// A picture of a person.
    #[must_use]
    pub fn of_user(user_id: Uuid, id: Uuid, fallback: &str) -> Self {
        Self(Key(format!("{USERS}/{user_id}/{id}.{fallback}")))
    }

    /// A picture's name from the database.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = Key::parse(text)?;
        let is_base = text.split('/').count() == 3 && matches!(text.rsplit('.').next(), Some("jpg" | "png"));
        is_base.then_some(Self(key))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The WebP file of a size.
    #[must_use]
    pub fn webp(&self, size: u32) -> Key {
        Key(format!("{}/{size}.webp", self.0))
    }

    /// The file of a size for programs that do not read WebP.
    #[must_use]
    pub fn fallback(&self, size: u32) -> Key {
        Key(format!("{}/{size}.{}", self.0, self.0.0.rsplit('.').next().unwrap_or("jpg")))
    }

    /// All of its files.
    #[must_use]
    pub fn files(&self) -> Vec<Key> {
        SIZES.into_iter().flat_map(|size| [self.webp(size), self.fallback(size)]).collect()
    }

    /// The picture that a file belongs to, if it is a picture's.
    #[must_use]
    pub fn of_file(key: &Key) -> Option<Self> {
        Self::parse(key.as_str().rsplit_once('/')?.0)
    }
}
