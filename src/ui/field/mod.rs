//! Labelled inputs. Every field takes `name` (its `id` is the same unless given), `label`, `value`, `help`, `error`,
//! `required`; the label, the help and the error are wired to the input for screen readers.

mod choice;
mod search;
mod text;

pub use choice::{Checkbox, Choice, RadioField, SelectField};
pub use search::SearchBox;
pub use text::{FileField, MoneyField, TextArea, TextField};

use leptos::prelude::*;

use super::form::FieldError;
use super::{attribute, classes};

/// A value that travels with the form unseen.
#[component]
pub fn Hidden(
    /// The field.
    #[prop(into)]
    name: String,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// What all fields have in common, worked out once.
struct Wiring {
    id: String,
    describedby: Option<String>,
    invalid: Option<&'static str>,
}

impl Wiring {
    fn new(id: String, name: &str, help: &str, error: Option<&str>) -> Self {
        let id = if id.is_empty() { name.to_owned() } else { id };
        let help = if help.is_empty() { String::new() } else { format!("{id}-help") };
        let wrong = if error.is_none() { String::new() } else { format!("{id}-error") };
        Wiring { describedby: attribute(classes(&[&wrong, &help])), invalid: error.map(|_| "true"), id }
    }
}

/// Label above, input, error, help below.
fn frame(id: String, label: String, note: String, help: String, error: Option<String>, class: String, input: AnyView) -> AnyView {
    let note = attribute(note).map(|note| view! { " " <span class="optional">{note}</span> });
    let help_id = format!("{id}-help");
    let error = error.map(|message| view! { <FieldError id=format!("{id}-error") message=message /> });
    let help = attribute(help).map(|help| view! { <p class="help" id=help_id>{help}</p> });
    view! {
        <div class=classes(&["field", &class])>
            <label class="label" for=id>
                {label}
                {note}
            </label>
            {input}
            {error}
            {help}
        </div>
    }
    .into_any()
}
