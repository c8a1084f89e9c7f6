//! A page as a browser without JavaScript has it.

use axum::http::{HeaderMap, StatusCode};
use scraper::{ElementRef, Html, Selector};
use std::fmt;

/// An answer, read as HTML.
pub struct Page {
    /// Status of the answer.
    pub status: StatusCode,
    /// Headers of the answer.
    pub headers: HeaderMap,
    /// Path and query that were asked for.
    pub path: String,
    /// The body as text.
    pub body: String,
    document: Html,
}

/// A form as it would be sent.
#[derive(Debug)]
pub struct FilledForm {
    /// Where to.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// It is sent as `multipart/form-data`.
    pub multipart: bool,
    /// Names and values in the order of the page.
    pub values: Vec<(String, String)>,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("the selector {css}: {error}"))
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    /// Reads a page.
    pub fn new(status: StatusCode, headers: HeaderMap, path: String, body: String) -> Self {
        let document = Html::parse_document(&body);
        Self { status, headers, path, body, document }
    }

    /// Whether something matches.
    pub fn has(&self, css: &str) -> bool {
        self.document.select(&selector(css)).next().is_some()
    }

    /// The text of each match, white space collapsed.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.document.select(&selector(css)).map(words).collect()
    }

    /// The text of the first match; empty when nothing matches.
    pub fn text(&self, css: &str) -> String {
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// An attribute of the first match.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.document.select(&selector(css)).next().and_then(|element| element.value().attr(name)).map(ToOwned::to_owned)
    }

    /// An attribute of all matches that have it.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.document.select(&selector(css)).filter_map(|element| element.value().attr(name)).map(ToOwned::to_owned).collect()
    }

    /// All visible text.
    pub fn visible(&self) -> String {
        self.texts("body").join(" ")
    }

    /// Fills a form in as a person does: fields that are not named keep what the page gave them. A check box is ticked with
    /// its value and cleared with an empty text; naming a button presses it.
    ///
    /// # Panics
    /// When there is no such form, or a name is not in it.
    pub fn fill(&self, css: &str, typed: &[(&str, &str)]) -> FilledForm {
        let form = self.document.select(&selector(css)).next().unwrap_or_else(|| panic!("no form {css} on {}:\n{}", self.path, self.body));
        assert_eq!(form.value().name(), "form", "{css} is not a form");
        let id = form.value().attr("id");
        let controls: Vec<ElementRef<'_>> = self
            .document
            .select(&selector("input, select, textarea, button"))
            .filter(|control| match control.value().attr("form") {
                Some(owner) => Some(owner) == id,
                None => control.ancestors().any(|ancestor| ancestor == *form),
            })
            .filter(|control| control.value().attr("disabled").is_none())
            .collect();
        for (name, _) in typed {
            assert!(
                controls.iter().any(|control| control.value().attr("name") == Some(*name)),
                "the form {css} on {} has no field {name}: {:?}",
                self.path,
                controls.iter().filter_map(|control| control.value().attr("name")).collect::<Vec<_>>()
            );
        }
        let mut filled = FilledForm {
            action: form.value().attr("action").filter(|action| !action.is_empty()).unwrap_or(&self.path).to_owned(),
            method: form.value().attr("method").unwrap_or("get").to_lowercase(),
            multipart: form.value().attr("enctype") == Some("multipart/form-data"),
            values: Vec::new(),
        };
        let pressed = controls.iter().copied().filter(is_submit).find(|button| {
            let name = button.value().attr("name");
            let value = button.value().attr("value").unwrap_or_default();
            typed.iter().any(|(typed_name, typed_value)| name == Some(*typed_name) && value == *typed_value)
        });
        let pressed = pressed.or_else(|| controls.iter().copied().find(is_submit));
        if let Some(action) = pressed.and_then(|button| button.value().attr("formaction")) {
            filled.action = action.to_owned();
        }
        for control in &controls {
            let Some(name) = control.value().attr("name").filter(|name| !name.is_empty()) else { continue };
            let given: Vec<&str> = typed.iter().filter(|(typed, _)| *typed == name).map(|(_, value)| *value).collect();
            if is_submit(control) {
                if pressed == Some(*control) {
                    filled.values.push((name.to_owned(), control.value().attr("value").unwrap_or_default().to_owned()));
                }
                continue;
            }
            for value in value_of(*control, &given) {
                filled.values.push((name.to_owned(), value));
            }
        }
        filled
    }
}

fn is_submit(control: &ElementRef<'_>) -> bool {
    let kind = control.value().attr("type").unwrap_or_default().to_lowercase();
    match control.value().name() {
        "button" => kind.is_empty() || kind == "submit",
        "input" => kind == "submit" || kind == "image",
        _ => false,
    }
}

fn value_of(control: ElementRef<'_>, given: &[&str]) -> Vec<String> {
    let attribute = |name: &str| control.value().attr(name);
    match control.value().name() {
        "textarea" => vec![given.first().map_or_else(|| control.text().collect(), ToString::to_string)],
        "select" => {
            let options: Vec<ElementRef<'_>> =
                control.select(&selector("option")).filter(|option| option.value().attr("disabled").is_none()).collect();
            let value = |option: &ElementRef<'_>| option.value().attr("value").map_or_else(|| words(*option), ToOwned::to_owned);
            if let Some(wanted) = given.first() {
                assert!(
                    options.iter().any(|option| value(option) == *wanted),
                    "no option {wanted:?} in {:?}",
                    options.iter().map(value).collect::<Vec<_>>()
                );
                return given.iter().map(ToString::to_string).collect();
            }
            let chosen: Vec<String> = options.iter().filter(|option| option.value().attr("selected").is_some()).map(value).collect();
            if chosen.is_empty() && attribute("multiple").is_none() { options.first().map(value).into_iter().collect() } else { chosen }
        }
        "input" => match attribute("type").unwrap_or("text").to_lowercase().as_str() {
            "checkbox" | "radio" => {
                let own = attribute("value").unwrap_or("on");
                let ticked = if given.is_empty() { attribute("checked").is_some() } else { given.contains(&own) };
                if ticked { vec![own.to_owned()] } else { Vec::new() }
            }
            "button" | "reset" | "submit" | "image" | "file" => Vec::new(),
            _ => vec![given.first().map_or_else(|| attribute("value").unwrap_or_default().to_owned(), ToString::to_string)],
        },
        _ => Vec::new(),
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.visible();
        let start: String = text.chars().take(600).collect();
        write!(formatter, "{} {} {:?} {start}", self.status, self.path, self.headers.get("location"))
    }
}
