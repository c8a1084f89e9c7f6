//! Texts: Fluent bundles for the three languages, compiled in. Texts exist on the server only; an island gets its own as
//! props.

use super::context;
use crate::shared::{FieldError, Language, Permission};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

macro_rules! texts {
    ($($domain:literal),+ $(,)?) => {
        /// The domains that have a file of texts in each language.
        pub const DOMAINS: &[&str] = &[$($domain),+];

        /// The files of one language: (domain, text).
        #[must_use]
        pub fn sources(language: Language) -> Vec<(&'static str, &'static str)> {
            match language {
                Language::En => vec![$(($domain, include_str!(concat!("../../locales/en/", $domain, ".ftl")))),+],
                Language::Si => vec![$(($domain, include_str!(concat!("../../locales/si/", $domain, ".ftl")))),+],
                Language::Ta => vec![$(($domain, include_str!(concat!("../../locales/ta/", $domain, ".ftl")))),+],
            }
        }
    };
}

texts!(
    "common",
    "access",
    "factor",
    "audit",
    "notifications",
    "localization",
    "catalog",
    "customers",
    "inventory",
    "orders",
    "returns",
    "carts",
    "payments",
    "giftcards",
    "delivery",
    "documents",
    "refunds",
    "statements",
    "purchasing",
    "channels",
    "bulk",
    "platform",
    "views",
    "search",
    "stations"
);

static BUNDLES: LazyLock<Vec<(Language, FluentBundle<FluentResource>)>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, build(language))).collect());

fn build(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks would show in attributes and in copied text; our three scripts all run from left to right.
    bundle.set_use_isolating(false);
    for (domain, text) in sources(language) {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(language = language.code(), domain, ?errors, "a text file has errors");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(language = language.code(), domain, ?errors, "a text is defined twice");
        }
    }
    bundle
}

/// The text of a key in a language. A missing key shows itself (and fails the locale test).
#[must_use]
pub fn text(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let Some((_, bundle)) = BUNDLES.iter().find(|(candidate, _)| *candidate == language) else { return key.to_owned() };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::warn!(key, language = language.code(), "a text is missing");
        return key.to_owned();
    };
    let mut errors = Vec::new();
    let out = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::warn!(key, language = language.code(), ?errors, "a text could not be filled in");
    }
    out
}

/// The language of the request that is being answered.
#[must_use]
pub fn language() -> Language {
    // Asked for each text: the whole context of the request is too much to copy for it.
    leptos::prelude::use_context::<Language>().or_else(|| context::request().map(|request| request.language)).unwrap_or_default()
}

/// A text in the language of the request.
#[must_use]
pub fn t(key: &str) -> String {
    text(language(), key, None)
}

/// A text with arguments in the language of the request.
#[must_use]
pub fn t_with(key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    text_with(language(), key, args)
}

/// A text with arguments in a language.
#[must_use]
pub fn text_with(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        fluent.set(*name, value.clone());
    }
    text(language, key, Some(&fluent))
}

/// A text whose arguments came as text (from an error or a flash message) in the language of the request, see [`text_args`].
#[must_use]
pub fn t_args(key: &str, args: &[(String, String)]) -> String {
    text_args(language(), key, args)
}

/// A text whose arguments came as text. Whole numbers become numbers, so that they choose plural forms. A `permission` brings its
/// name along as `permissionName`.
#[must_use]
pub fn text_args(language: Language, key: &str, args: &[(String, String)]) -> String {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        if name == "permission" {
            let known = Permission::from_key(value);
            let words = known.map_or_else(|| value.clone(), |permission| text(language, permission.name_key(), None));
            fluent.set("permissionName", words);
        }
        // A leading zero is a code, not a number.
        let is_number = value.len() < 10 && (value == "0" || !value.starts_with('0')) && value.bytes().all(|b| b.is_ascii_digit());
        match value.parse::<i64>() {
            Ok(number) if is_number => fluent.set(name.as_str(), number),
            _ => fluent.set(name.as_str(), value.as_str()),
        }
    }
    text(language, key, Some(&fluent))
}

/// The text of a form error in the language of the request.
#[must_use]
pub fn field_error(error: &FieldError) -> String {
    t_args(&error.key, &error.args)
}
