//! Markdown, as merchants write it, as HTML that can do nothing: what is not on a short list of elements is taken out, whatever the
//! text says.

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::sync::LazyLock;

/// Elements of running text. No pictures (they stand with the product), nothing that loads, asks or runs.
const ELEMENTS: [&str; 22] = [
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "del",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h3",
    "h4",
    "h5",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];
/// Where a link may lead.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(ELEMENTS.into())
        .clean_content_tags(["script", "style", "iframe", "object", "embed", "svg", "math", "template"].into())
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Deny)
        .add_tag_attributes("a", &["href"])
        .add_tag_attributes("ol", &["start"])
        .link_rel(Some("nofollow noopener noreferrer"));
    cleaner
});

/// The page has its first heading and the card its second: those of a text stand below.
const fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: below(level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        event => event,
    })
}

/// A text as HTML for a page.
#[must_use]
pub fn html(text: &str) -> String {
    let mut raw = String::with_capacity(text.len() * 2);
    html::push_html(&mut raw, events(text));
    CLEANER.clean(&raw).to_string()
}

/// The words of a text in one line, up to so many characters: for search engines and lists.
#[must_use]
pub fn words(text: &str, longest: usize) -> String {
    let mut plain = String::new();
    for event in events(text) {
        match event {
            Event::Text(part) | Event::Code(part) => plain.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}
