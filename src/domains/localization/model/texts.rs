//! Languages of an organization and translations of its texts.

use crate::shared::{Cursor, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The languages of an organization's texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentLanguages {
    /// In which names and descriptions are entered.
    pub source: Language,
    /// Shown to buyers; the source is one of them.
    pub shown: Vec<Language>,
}

impl ContentLanguages {
    /// Languages to translate into.
    #[must_use]
    pub fn targets(&self) -> Vec<Language> {
        self.shown.iter().copied().filter(|language| *language != self.source).collect()
    }
}

/// Which texts to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslationFilter {
    /// Kind and field, such as `product.name`; the first kind where it is none.
    pub kind: Option<String>,
    /// One language; all that are translated into where it is none.
    pub language: Option<Language>,
    /// Also what is translated.
    pub all: bool,
    /// Words in the text as entered.
    pub query: Option<String>,
}

impl TranslationFilter {
    /// The parameters of a URL that shows the same.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = Vec::new();
        if let Some(kind) = &self.kind {
            params.push(("kind", kind.clone()));
        }
        if let Some(language) = self.language {
            params.push(("in", language.code().to_owned()));
        }
        if self.all {
            params.push(("show", "all".to_owned()));
        }
        if let Some(query) = &self.query {
            params.push(("q", query.clone()));
        }
        params
    }

    /// Reads what [`TranslationFilter::params`] wrote; empty texts are absent.
    #[must_use]
    pub fn read(kind: &str, language: &str, show: &str, query: &str) -> Self {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Self { kind: given(kind), language: Language::parse(language), all: show == "all", query: given(query) }
    }
}

/// How many texts of a kind there are, and how many lack a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRow {
    /// Kind and field, such as `product.name`.
    pub code: String,
    /// Fluent key of the kind's name.
    pub resource_key: &'static str,
    /// Fluent key of the field's name.
    pub field_key: &'static str,
    /// (language, texts, texts without a translation).
    pub counts: Vec<(Language, i64, i64)>,
}

/// A text of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// The record.
    pub id: Uuid,
    /// Segment of the path of its kind.
    pub segment: &'static str,
    /// Name of the record.
    pub title: String,
    /// The text as entered, shortened.
    pub text: String,
    /// Each language that is asked for, and whether there is a translation.
    pub done: Vec<(Language, bool)>,
}

/// The page of translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationList {
    /// The organization's languages.
    pub languages: ContentLanguages,
    /// All kinds with their counts.
    pub kinds: Vec<KindRow>,
    /// What is shown, with the kind filled in.
    pub filter: TranslationFilter,
    /// The texts.
    pub page: crate::shared::Page<TextRow>,
}

/// A field of a record beside its translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorField {
    /// Name of the field, such as `name`.
    pub name: &'static str,
    /// Fluent key of its name.
    pub key: &'static str,
    /// Has paragraphs.
    pub is_long: bool,
    /// The longest translation, in characters.
    pub longest: usize,
    /// As entered.
    pub text: String,
    /// (language, translation); empty where there is none.
    pub values: Vec<(Language, String)>,
}

/// The texts of a record side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The record.
    pub id: Uuid,
    /// Its kind, such as `product`.
    pub resource: &'static str,
    /// Fluent key of the kind's name.
    pub resource_key: &'static str,
    /// Name of the record.
    pub title: String,
    /// Its own page.
    pub href: String,
    /// The organization's languages.
    pub languages: ContentLanguages,
    /// Its texts.
    pub fields: Vec<EditorField>,
}

impl Editor {
    /// Names of the inputs with the translations as they are stored.
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<String, String> {
        let of = |field: &EditorField| -> Vec<_> {
            field.values.iter().map(|(language, value)| (input_name(field.name, *language), value.clone())).collect()
        };
        self.fields.iter().flat_map(of).collect()
    }
}

/// A field that can be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As stored in `translations.field`.
    pub name: &'static str,
    /// Fluent key of its name.
    pub key: &'static str,
    /// The longest translation, in characters.
    pub longest: usize,
    /// Has paragraphs.
    pub is_long: bool,
}

/// A record with its texts as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the list; the id is the record's.
    pub cursor: Cursor,
    /// Its name.
    pub title: String,
    /// The texts in the order of the kind's fields.
    pub texts: Vec<String>,
}

/// Which records to list: those with a text in a field.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The field.
    pub field: &'a str,
    /// Codes of the languages that count.
    pub languages: &'a [String],
    /// Only those that lack a translation into one of the languages.
    pub missing: bool,
    /// Words in the record's texts.
    pub query: Option<&'a str>,
}

/// How many texts of a field lack a translation into a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The field.
    pub field: String,
    /// Code of the language.
    pub language: String,
    /// Texts as entered.
    pub total: i64,
    /// Of those, without a translation.
    pub missing: i64,
}

/// Name of the input of a translation.
#[must_use]
pub fn input_name(field: &str, language: Language) -> String {
    format!("values[{field}_{}]", language.code())
}
