//! Fields that are chosen from.

use leptos::prelude::*;

use super::{Wiring, frame};
use crate::ui::form::FieldError;
use crate::ui::html::Html;
use crate::ui::{attribute, classes};

/// One of several values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A muted line under a radio button; unused in a select.
    pub help: String,
    /// Cannot be chosen now.
    pub disabled: bool,
}

impl Choice {
    /// A value and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice { value: value.into(), label: label.into(), ..Choice::default() }
    }

    /// The same with a line of help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// One value from a list.
#[component]
pub fn SelectField(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// The chosen value.
    #[prop(optional, into)]
    value: String,
    /// The words of an empty first choice; without it there is none.
    #[prop(optional, into)]
    blank: String,
    /// A line below.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// It cannot stay empty.
    #[prop(optional)]
    required: bool,
    /// Muted words behind the label.
    #[prop(optional, into)]
    note: String,
    /// Sends its form as soon as it changes, when scripts run; for filters. Keep a button for when they do not.
    #[prop(optional)]
    autosubmit: bool,
    /// The label is for screen readers only; for filter rows.
    #[prop(optional)]
    bare: bool,
    /// Not in use now.
    #[prop(optional)]
    disabled: bool,
    /// Classes of the frame.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let wiring = Wiring::new(id, &name, &help, error.as_deref());
    let mut html = Html::default();
    if !blank.is_empty() {
        html.raw("<option value=\"\">").text(&blank).raw("</option>");
    }
    for choice in &options {
        html.raw("<option").attr("value", &choice.value).raw(if choice.value == value { " selected" } else { "" });
        html.raw(if choice.disabled { " disabled>" } else { ">" }).text(&choice.label).raw("</option>");
    }
    let options = html.into_any();
    let input = view! {
        <select
            class="select"
            id=wiring.id.clone()
            name=name
            required=required
            disabled=disabled
            data-autosubmit=autosubmit.then_some("")
            aria-label=bare.then(|| label.clone())
            aria-invalid=wiring.invalid
            aria-describedby=wiring.describedby
        >
            {options}
        </select>
    }
    .into_any();
    if bare { input } else { frame(wiring.id, label, note, help, error, class, input) }
}

/// One value from a few, all in sight.
#[component]
pub fn RadioField(
    /// The form field; the first choice has it as its id.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// The chosen value.
    #[prop(optional, into)]
    value: String,
    /// A line below.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// One must be chosen.
    #[prop(optional)]
    required: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let wiring = Wiring::new(String::new(), &name, &help, error.as_deref());
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 { name.clone() } else { format!("{name}-{index}") };
            let checked = choice.value == value;
            let note = attribute(choice.help).map(|help| view! { <span class="help">{help}</span> });
            let label_for = id.clone();
            view! {
                <label class="choice" for=label_for>
                    <input
                        class="radio"
                        type="radio"
                        id=id
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        disabled=choice.disabled
                        required=required
                    />
                    <span class="grid">
                        <span>{choice.label}</span>
                        {note}
                    </span>
                </label>
            }
        })
        .collect_view();
    let help_id = format!("{name}-help");
    let error = error.map(|message| view! { <FieldError id=format!("{name}-error") message=message /> });
    view! {
        <fieldset class=classes(&["field", &class]) aria-describedby=wiring.describedby>
            <legend class="label">{label}</legend>
            {options}
            {error}
            {attribute(help).map(|help| view! { <p class="help" id=help_id>{help}</p> })}
        </fieldset>
    }
}

/// Yes or no; sends `value` when ticked and nothing when not.
#[component]
pub fn Checkbox(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words beside it.
    #[prop(into)]
    label: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// What is sent.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// Ticked.
    #[prop(optional)]
    checked: bool,
    /// A muted line under the words.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Not in use now.
    #[prop(optional)]
    disabled: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let wiring = Wiring::new(id, &name, &help, error.as_deref());
    let id = wiring.id;
    let label_for = id.clone();
    let help_id = format!("{id}-help");
    let error = error.map(|message| view! { <FieldError id=format!("{id}-error") message=message /> });
    view! {
        <div class=classes(&["field", &class])>
            <label class="choice" for=label_for>
                <input
                    class="checkbox"
                    type="checkbox"
                    id=id
                    name=name
                    value=value
                    checked=checked
                    disabled=disabled
                    aria-invalid=wiring.invalid
                    aria-describedby=wiring.describedby
                />
                <span class="grid">
                    <span>{label}</span>
                    {attribute(help).map(|help| view! { <span class="help" id=help_id>{help}</span> })}
                </span>
            </label>
            {error}
        </div>
    }
}
