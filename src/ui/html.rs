//! Markup that is written, not built.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// One element written as text, for tables of thousands of cells: a view for each cell takes many times the memory and the time.
/// Texts and values are escaped here; what [`Html::raw`] gets comes from the program's own source.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Markup as it stands.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text);
        self
    }

    /// An attribute of the element that is open.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(&mut self.0, value);
        self.0.push('"');
        self
    }

    /// Markup that was written before.
    pub fn part(&mut self, part: &Self) -> &mut Self {
        self.0.push_str(&part.0);
        self
    }

    /// An attribute, where it has a value.
    pub fn attr_if(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.attr(name, value);
        }
        self
    }

    /// A part that is built after all.
    pub fn view(&mut self, view: impl IntoView) -> &mut Self {
        self.0.push_str(&view.into_view().to_html());
        self
    }

    /// The element as a view; nothing when nothing was written.
    pub fn into_any(self) -> AnyView {
        if self.0.is_empty() { ().into_any() } else { InertElement::new(self.0).into_any() }
    }
}

/// A part of pages that is the same on each of them in one language: it is built once. `language` is its code; `name` tells the part from
/// others.
pub fn once(language: &'static str, name: &'static str, build: impl FnOnce() -> AnyView) -> AnyView {
    static BUILT: Mutex<BTreeMap<(&str, &str), &str>> = Mutex::new(BTreeMap::new());
    let built = || BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let known = built().get(&(language, name)).copied();
    // It is kept for as long as the program runs.
    let markup = known.unwrap_or_else(|| {
        let markup = build().to_html().leak();
        built().insert((language, name), markup);
        markup
    });
    InertElement::new(markup).into_any()
}

/// What HTML would take for markup, in a text and in a value between double quotes.
fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        out.push_str(match special.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}
