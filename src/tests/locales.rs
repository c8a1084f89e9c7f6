//! Texts: everything is said in three languages, and nothing is said that nobody hears.

use crate::support::source::{SourceFile, files, root};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource};
use proc_macro2::{Delimiter, TokenTree};
use smartstore::server::i18n::{DOMAINS, sources, text_with};
use smartstore::shared::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Words that are the same in every language: names of products and companies, file types, units.
const SAME_EVERYWHERE: &[&str] = &[
    "smartstore",
    "WooCommerce",
    "Shopify",
    "Shopee",
    "TikTok",
    "Shop",
    "WhatsApp",
    "Messenger",
    "Facebook",
    "Instagram",
    "PayHere",
    "WebXPay",
    "LankaQR",
    "Stripe",
    "PayPal",
    "SKU",
    "CSV",
    "JSON",
    "URL",
    "API",
    "REST",
    "COD",
    "LKR",
    "USD",
    "ID",
    "SMS",
    "QR",
    "MB",
    "kg",
    "g",
    "mm",
    "cm",
    "X",
];

/// Literals that look like keys and are something else.
const NOT_KEYS: &[&str] = &["home-count"];

/// Beginnings of keys beside the domain's name: the front page is part of orders, the files of shops part of channels.
const MORE: &[(&str, &str)] = &[("home-", "orders"), ("import-", "channels")];

/// Functions of `i18n` whose first text is a key.
const SPEAKING: &[&str] = &["t", "t_with", "t_args"];

struct Text {
    file: &'static str,
    variables: BTreeSet<String>,
    letters: String,
    references: BTreeSet<String>,
}

fn parse(language: Language) -> Vec<(&'static str, Resource<&'static str>)> {
    let parsed = sources(language).into_iter().map(|(file, text)| match fluent_syntax::parser::parse(text) {
        Ok(resource) => (file, resource),
        Err((_, errors)) => panic!("{}/{file}.ftl: {errors:?}", language.code()),
    });
    parsed.collect()
}

fn texts(language: Language) -> BTreeMap<String, Text> {
    let mut out = BTreeMap::new();
    for (file, resource) in parse(language) {
        for entry in resource.body {
            let (id, value) = match entry {
                Entry::Message(Message { id, value, .. }) => (id.name.to_owned(), value),
                Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value)),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Junk { content } => panic!("{}/{file}.ftl cannot be read: {content}", language.code()),
            };
            let mut text = Text { file, variables: BTreeSet::new(), letters: String::new(), references: BTreeSet::new() };
            if let Some(pattern) = &value {
                read_pattern(pattern, &mut text);
            }
            assert!(out.insert(id.clone(), text).is_none(), "{id} is defined twice in {}", language.code());
        }
    }
    out
}

fn read_pattern(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.letters.push_str(value),
            PatternElement::Placeable { expression } => read_expression(expression, text),
        }
        text.letters.push(' ');
    }
}

fn read_expression(expression: &Expression<&str>, text: &mut Text) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, text),
        Expression::Select { selector, variants } => {
            read_inline(selector, text);
            for variant in variants {
                read_pattern(&variant.value, text);
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => drop(text.variables.insert(id.name.to_owned())),
        InlineExpression::MessageReference { id, .. } => drop(text.references.insert(id.name.to_owned())),
        InlineExpression::TermReference { id, .. } => drop(text.references.insert(format!("-{}", id.name))),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| read_inline(argument, text))
        }
        InlineExpression::Placeable { expression } => read_expression(expression, text),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn is_key(literal: &str) -> bool {
    let prefixed = literal.split_once('-').is_some_and(|(prefix, rest)| {
        (DOMAINS.contains(&prefix) && prefix != "common" || ["error", "nav", "time", "shortcut", "home", "import"].contains(&prefix))
            && !rest.is_empty()
    });
    prefixed && literal.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') && !literal.ends_with('-')
}

/// Literals that are given to `t` and its kin.
fn spoken(tokens: &[TokenTree], out: &mut BTreeSet<String>) {
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let speaks = matches!(index.checked_sub(1).and_then(|before| tokens.get(before)), Some(TokenTree::Ident(name)) if SPEAKING.contains(&name.to_string().as_str()));
        if speaks
            && group.delimiter() == Delimiter::Parenthesis
            && let Some(TokenTree::Literal(literal)) = inner.first()
            && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
        {
            out.insert(text.value());
        }
        spoken(&inner, out);
    }
}

fn keys_of(file: &SourceFile) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> =
        file.strings().into_iter().filter(|literal| is_key(literal) && !NOT_KEYS.contains(&literal.as_str())).collect();
    spoken(&file.tokens, &mut keys);
    keys
}

#[test]
fn the_three_languages_have_the_same_texts_with_the_same_variables() {
    let english = texts(Language::En);
    let mut wrong = Vec::new();
    for language in [Language::Si, Language::Ta] {
        let other = texts(language);
        for (key, text) in &english {
            match other.get(key) {
                None => wrong.push(format!("{} has no {key}", language.code())),
                Some(translated) if translated.variables != text.variables => {
                    wrong.push(format!("{} uses {:?} in {key}, English {:?}", language.code(), translated.variables, text.variables));
                }
                Some(translated) if translated.file != text.file => {
                    wrong.push(format!("{} has {key} in {}.ftl, English in {}.ftl", language.code(), translated.file, text.file))
                }
                Some(_) => {}
            }
        }
        wrong.extend(other.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("only {} has {key}", language.code())));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_text_that_the_program_says_exists() {
    let english = texts(Language::En);
    let mut missing = Vec::new();
    for file in files() {
        missing.extend(keys_of(&file).into_iter().filter(|key| !english.contains_key(key)).map(|key| format!("{}: {key}", file.path)));
    }
    assert!(missing.is_empty(), "{} texts are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_text_is_said_somewhere() {
    let english = texts(Language::En);
    let said: BTreeSet<String> = files().iter().flat_map(SourceFile::strings).collect();
    let referred: BTreeSet<String> = english.values().flat_map(|text| text.references.clone()).collect();
    let unused: Vec<&String> = english.keys().filter(|key| !said.contains(*key) && !referred.contains(*key)).collect();
    assert!(unused.is_empty(), "{} texts are never said: {unused:#?}", unused.len());
}

#[test]
fn the_key_of_a_text_begins_with_its_domain() {
    let wrong: Vec<String> = texts(Language::En)
        .into_iter()
        .filter(|(key, text)| {
            text.file != "common"
                && !key.starts_with(&format!("{}-", text.file))
                && !MORE.iter().any(|(prefix, file)| *file == text.file && key.starts_with(prefix))
        })
        .map(|(key, text)| format!("{}.ftl: {key}", text.file))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_of_texts_is_compiled_in() {
    for language in Language::ALL {
        let mut on_disk: Vec<String> = std::fs::read_dir(root().join("locales").join(language.code()))
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        on_disk.sort();
        let mut known: Vec<&str> = DOMAINS.to_vec();
        known.sort_unstable();
        assert_eq!(on_disk, known, "{}", language.code());
    }
}

#[test]
fn sinhala_and_tamil_texts_are_written_in_their_own_script() {
    let english = texts(Language::En);
    let mut wrong = Vec::new();
    for (language, script) in [(Language::Si, '\u{0d80}'..='\u{0dff}'), (Language::Ta, '\u{0b80}'..='\u{0bff}')] {
        for (key, text) in texts(language) {
            let has_words = |letters: &str| {
                letters
                    .split(|letter: char| !letter.is_alphanumeric())
                    .any(|word| word.chars().any(char::is_alphabetic) && !SAME_EVERYWHERE.contains(&word))
            };
            let should = english.get(&key).is_some_and(|text| has_words(&text.letters));
            if should && !text.letters.chars().any(|letter| script.contains(&letter)) {
                wrong.push(format!("{} {key}: {:?}", language.code(), text.letters.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} texts are not translated:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_text_is_left_with_a_hole() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        for (key, text) in texts(language).iter().filter(|(key, _)| !key.starts_with('-')) {
            for number in [0, 1, 2, 5] {
                let args: Vec<_> = text.variables.iter().map(|name| (name.as_str(), number.into())).collect();
                let said = text_with(language, key, &args);
                if said.trim().is_empty() || said.contains(['{', '}']) || said == *key && key.contains('-') {
                    wrong.push(format!("{} {key}: {said:?}", language.code()));
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
