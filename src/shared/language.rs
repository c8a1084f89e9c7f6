//! The three languages of the interface.

use serde::{Deserialize, Serialize};

/// A language that the product speaks. English is the default and the fallback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// Sinhala
    Si,
    /// Tamil
    Ta,
}

impl Language {
    /// All languages, in the order in which a switcher shows them.
    pub const ALL: [Self; 3] = [Self::En, Self::Si, Self::Ta];

    /// The BCP 47 primary subtag, as stored in `users.locale` and written to `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Si => "si",
            Self::Ta => "ta",
        }
    }

    /// The language's own name for itself; never translated.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Si => "සිංහල",
            Self::Ta => "தமிழ்",
        }
    }

    /// Reads a tag such as `si`, `si-LK` or `TA`; `None` for a language that we do not speak.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// Picks the best language of an `Accept-Language` header (RFC 9110, section 12.5.4): highest weight first, ties in
    /// the order written.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(Self::parse) else { continue };
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}
