//! Fields that are typed into.

use leptos::prelude::*;

use super::{Wiring, frame};
use crate::ui::{attribute, classes};

/// One line of text; with `kind` also `email`, `tel`, `password`, `number`, `date`, `datetime-local`, `url`, `search`.
#[component]
pub fn TextField(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// What is in it.
    #[prop(optional, into)]
    value: String,
    /// A line below, for what is not obvious.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// It cannot stay empty.
    #[prop(optional)]
    required: bool,
    /// Muted words behind the label, such as "optional".
    #[prop(optional, into)]
    note: String,
    /// The `type` of the input.
    #[prop(default = "text".to_owned(), into)]
    kind: String,
    /// The keyboard of a phone: `numeric`, `decimal`, `tel`, `email`, `search`.
    #[prop(optional, into)]
    inputmode: String,
    /// What the browser may fill in: `name`, `tel`, `one-time-code`, `off`.
    #[prop(optional, into)]
    autocomplete: String,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: String,
    /// Words joined to the left edge, such as "Rs" or "https://".
    #[prop(optional, into)]
    prefix: String,
    /// Words joined to the right edge, such as "kg".
    #[prop(optional, into)]
    suffix: String,
    /// The longest text, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The least number or first date.
    #[prop(optional, into)]
    min: String,
    /// The greatest number or last date.
    #[prop(optional, into)]
    max: String,
    /// The step of a number.
    #[prop(optional, into)]
    step: String,
    /// The id of a `<datalist>`.
    #[prop(optional, into)]
    list: String,
    /// The language of what is typed: `si` or `ta`.
    #[prop(optional, into)]
    lang: String,
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Not in use now.
    #[prop(optional)]
    disabled: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Classes of the frame.
    #[prop(optional, into)]
    class: String,
    /// Classes of the input, such as `mono` or `input-money`.
    #[prop(optional, into)]
    input_class: String,
) -> impl IntoView {
    let wiring = Wiring::new(id, &name, &help, error.as_deref());
    let input = view! {
        <input
            class=classes(&["input", &input_class])
            type=kind
            id=wiring.id.clone()
            name=name
            value=value
            required=required
            inputmode=attribute(inputmode)
            autocomplete=attribute(autocomplete)
            placeholder=attribute(placeholder)
            maxlength=maxlength.map(|length| length.to_string())
            min=attribute(min)
            max=attribute(max)
            step=attribute(step)
            list=attribute(list)
            lang=attribute(lang)
            readonly=readonly
            disabled=disabled
            autofocus=autofocus
            aria-invalid=wiring.invalid
            aria-describedby=wiring.describedby
        />
    };
    let input = if prefix.is_empty() && suffix.is_empty() {
        input.into_any()
    } else {
        view! {
            <div class="input-group">
                {attribute(prefix).map(|text| view! { <span class="affix">{text}</span> })} {input}
                {attribute(suffix).map(|text| view! { <span class="affix">{text}</span> })}
            </div>
        }
        .into_any()
    };
    frame(wiring.id, label, note, help, error, class, input)
}

/// An amount of money: the currency joined to the left, the number at the right, the decimal keyboard of a phone.
#[component]
pub fn MoneyField(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// The sign shown before the number, such as "Rs".
    #[prop(into)]
    currency: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// The number as text.
    #[prop(optional, into)]
    value: String,
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
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Classes of the frame.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    view! {
        <TextField
            name=name
            label=label
            prefix=currency
            id=id
            value=value
            help=help
            error=error
            required=required
            note=note
            readonly=readonly
            class=class
            inputmode="decimal"
            autocomplete="off"
            input_class="input-money"
        />
    }
}

/// Several lines of text; grows with what is typed where the browser can.
#[component]
pub fn TextArea(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// What is in it.
    #[prop(optional, into)]
    value: String,
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
    /// An example.
    #[prop(optional, into)]
    placeholder: String,
    /// Lines to begin with.
    #[prop(default = 3)]
    rows: u8,
    /// The longest text, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The language of what is typed.
    #[prop(optional, into)]
    lang: String,
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Classes of the frame.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let wiring = Wiring::new(id, &name, &help, error.as_deref());
    let input = view! {
        <textarea
            class="textarea"
            id=wiring.id.clone()
            name=name
            rows=rows.to_string()
            required=required
            placeholder=attribute(placeholder)
            maxlength=maxlength.map(|length| length.to_string())
            lang=attribute(lang)
            readonly=readonly
            aria-invalid=wiring.invalid
            aria-describedby=wiring.describedby
        >
            {value}
        </textarea>
    }
    .into_any();
    frame(wiring.id, label, note, help, error, class, input)
}

/// A file to send; the form needs `multipart`.
#[component]
pub fn FileField(
    /// The form field.
    #[prop(into)]
    name: String,
    /// The words above it.
    #[prop(into)]
    label: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// A line below: kinds and the greatest size.
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
    /// Kinds, such as `image/*` or `.csv`.
    #[prop(optional, into)]
    accept: String,
    /// `environment` opens the camera of a phone.
    #[prop(optional, into)]
    capture: String,
    /// More than one file.
    #[prop(optional)]
    multiple: bool,
    /// Classes of the frame.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let wiring = Wiring::new(id, &name, &help, error.as_deref());
    let input = view! {
        <input
            class="input"
            type="file"
            id=wiring.id.clone()
            name=name
            required=required
            accept=attribute(accept)
            capture=attribute(capture)
            multiple=multiple
            aria-invalid=wiring.invalid
            aria-describedby=wiring.describedby
        />
    }
    .into_any();
    frame(wiring.id, label, note, help, error, class, input)
}
