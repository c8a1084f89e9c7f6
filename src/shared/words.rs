//! Closed lists of words that the database keeps and people read in their language.

/// Makes an enum of words: each value with the word that the database, forms, addresses and the wire have for it, and the Fluent key of its name.
///
/// The word is read by `code`, or by the method that stands behind the name of the enum after a point.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($body:tt)+ }) => {
        $crate::shared::words! { $(#[$doc])* $name.code { $($body)+ } }
    };
    ($(#[$doc:meta])* $name:ident.$word:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal, $key:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$value_doc])* #[serde(rename = $code)] $value),+ }

        impl $name {
            /// All of them, in the order of a list of choices.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word in the database.
            #[must_use]
            pub const fn $word(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// The Fluent key of its name.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$value => $key),+ }
            }

            /// Reads the word, in any case.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                let word = word.trim();
                Self::ALL.iter().copied().find(|value| value.$word().eq_ignore_ascii_case(word))
            }
        }
    };
}

pub(crate) use words;
