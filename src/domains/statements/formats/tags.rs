//! Trees of tags: XML as CAMT has it, and the tag soup of OFX, whose leaves are not always closed.

use super::ReadError;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashSet;

/// Deepest nesting.
const DEEPEST: usize = 40;
/// Most tags of one file.
const MOST: usize = 600_000;
/// Longest text of one tag, in bytes.
const LONGEST: usize = 20_000;

/// A tag with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Name without its namespace.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Values of the attribute `Ccy`, the only one that statements need.
    pub currency: Option<String>,
    /// Line of the file where it begins.
    pub line: u32,
    /// Tags in it.
    pub children: Vec<Self>,
}

impl Tag {
    /// The first tag on a path such as `Refs/EndToEndId`.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |tag, name| tag.children.iter().find(|child| child.name == name))
    }

    /// The text on a path, without white space around it; empty where there is none.
    pub fn text_at(&self, path: &str) -> &str {
        self.at(path).map_or("", |tag| tag.text.trim())
    }

    /// The first text that is not empty on one of several paths.
    pub fn first(&self, paths: &[&str]) -> &str {
        paths.iter().map(|path| self.text_at(path)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// All tags of a name below this one, whatever they stand in.
    pub fn below<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                child.below(name, found);
            }
        }
    }
}

/// Counts lines up to a place, each once.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    const fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    fn to(&mut self, place: usize) -> u32 {
        while self.at < place.min(self.bytes.len()) {
            self.line = self.line.saturating_add(u32::from(self.bytes.get(self.at) == Some(&b'\n')));
            self.at += 1;
        }
        self.line
    }
}

fn add_text(open: &mut [Tag], text: &str) {
    if let Some(tag) = open.last_mut()
        && tag.text.len() + text.len() <= LONGEST
    {
        tag.text.push_str(text);
    }
}

fn close(open: &mut Vec<Tag>) {
    if let Some(tag) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(tag);
    }
}

/// The value of one of the five entities of XML.
fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// Reads XML. Entities of its own and documents from elsewhere are not taken.
///
/// # Errors
/// With the line, when it is not well formed, nests too deeply or has too many tags.
pub fn xml(text: &str) -> Result<Tag, ReadError> {
    let mut reader = Reader::from_str(text);
    let mut lines = Lines::new(text);
    let mut open = vec![Tag::default()];
    let mut count = 0_usize;
    loop {
        let line = lines.to(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
        let broken = || ReadError::Malformed(line);
        let event = reader.read_event().map_err(|_| broken())?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(broken());
                }
                let currency = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "Ccy");
                let currency = currency.map(|attribute| attribute.value.to_string());
                open.push(Tag { name: start.local_name().as_ref().to_owned(), currency, line, ..Tag::default() });
                if is_empty {
                    close(&mut open);
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                Ok(None) => add_text(&mut open, entity(&reference.xml10_content()).ok_or_else(broken)?),
                Err(_) => return Err(broken()),
            },
            Event::DocType(_) => return Err(broken()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let root = open.pop().filter(|_| open.is_empty());
    root.filter(|root| !root.children.is_empty()).ok_or_else(|| ReadError::Malformed(lines.to(text.len())))
}

/// Entities as they stand in OFX of either kind.
fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (name, value)| if text.contains(name) { text.replace(name, value) } else { text })
}

/// Reads the tags of OFX, of version 1 and 2: a tag with a text is a leaf, closed or not; what closes a tag closes all that is open in
/// it.
///
/// # Errors
/// With the line, when it nests too deeply or has too many tags.
pub fn soup(text: &str) -> Result<Tag, ReadError> {
    // What is never closed is a leaf, also an empty one.
    let closed: HashSet<String> =
        text.split("</").skip(1).filter_map(|rest| Some(rest.get(..rest.find('>')?)?.trim().to_ascii_uppercase())).collect();
    let mut lines = Lines::new(text);
    let mut open = vec![Tag::default()];
    let mut count = 0_usize;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|place| place + at) {
        let line = lines.to(start);
        let Some(end) = text.get(start..).and_then(|rest| rest.find('>')).map(|place| place + start) else {
            return Err(ReadError::Malformed(line));
        };
        let inside = text.get(start + 1..end).unwrap_or_default();
        let next = text.get(end..).and_then(|rest| rest.find('<')).map_or(text.len(), |place| place + end);
        let value = text.get(end + 1..next).unwrap_or_default().trim();
        at = end + 1;
        if inside.starts_with(['?', '!']) {
            continue;
        }
        count += 1;
        if count > MOST {
            return Err(ReadError::Malformed(line));
        }
        if let Some(name) = inside.strip_prefix('/') {
            let name = name.trim().to_ascii_uppercase();
            if let Some(place) = open.iter().rposition(|tag| tag.name == name).filter(|place| *place > 0) {
                while open.len() > place {
                    close(&mut open);
                }
            }
            continue;
        }
        let is_closed = inside.ends_with('/');
        let name = inside.trim_end_matches('/').split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        if open.len() > DEEPEST {
            return Err(ReadError::Malformed(line));
        }
        let text: String = unescaped(value).chars().take(LONGEST).collect();
        let is_leaf = !text.is_empty() || is_closed || !closed.contains(&name);
        open.push(Tag { name, text, line, ..Tag::default() });
        if is_leaf {
            close(&mut open);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().ok_or(ReadError::Malformed(1))
}
