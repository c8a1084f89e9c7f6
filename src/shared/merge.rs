//! Two people edit one thing: which of the typed fields can stand beside what has changed meanwhile, and which cannot.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Fluent key of the message beside a field that somebody else has changed meanwhile.
pub const CLASH: &str = "form-clash";

/// A field that two people have changed to different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Name of the input.
    pub field: String,
    /// What was there when the form was opened.
    pub was: String,
    /// What is there now.
    pub theirs: String,
}

/// What a field says, for comparing and for showing. Browsers send the ends of lines as CR LF (WHATWG HTML, "constructing the entry
/// list"). Of rows in which nothing is typed a form has as many as it likes; the cells of a row keep their place.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace("\r\n", "\n").trim().to_owned(),
        Value::Array(cells) if cells.iter().all(Value::is_string) => {
            let line = cells.iter().map(plain).collect::<Vec<_>>().join(" | ");
            line.trim_end_matches([' ', '|']).to_owned()
        }
        Value::Array(rows) => rows.iter().map(plain).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n"),
        Value::Object(fields) => fields.values().map(plain).filter(|field| !field.is_empty()).collect::<Vec<_>>().join(": "),
        _ => String::new(),
    }
}

fn fields<F: Serialize>(form: &F) -> Option<Map<String, Value>> {
    match serde_json::to_value(form).ok()? {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// Merges field by field: `base` is the form as it was opened (JSON), `mine` as it was typed, `theirs` as the record stands
/// now. What I left alone becomes what they made of it; what both changed differently is a clash and stays mine. `None` when
/// `base` is not such a form. Fields are texts, or rows of them.
#[must_use]
pub fn merge<F: Serialize + DeserializeOwned>(base: &str, mine: &F, theirs: &F) -> Option<(F, Vec<Clash>)> {
    let base: Map<String, Value> = serde_json::from_str(base).ok()?;
    let (mut merged, theirs) = (fields(mine)?, fields(theirs)?);
    let mut clashes = Vec::new();
    for (field, value) in &mut merged {
        let (Some(was), Some(now)) = (base.get(field), theirs.get(field)) else { continue };
        let newest = now;
        let (was, now, typed) = (plain(was), plain(now), plain(value));
        if typed == now || now == was {
            continue;
        }
        if typed == was {
            *value = if newest.is_string() { Value::String(now) } else { newest.clone() };
        } else {
            clashes.push(Clash { field: field.clone(), was, theirs: now });
        }
    }
    Some((serde_json::from_value(Value::Object(merged)).ok()?, clashes))
}
