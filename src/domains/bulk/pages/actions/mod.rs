//! Changes of many rows: choosing values, looking at what would happen, following it, and what became of each row.

mod detail;
mod list;
mod new;

pub(super) use detail::JobPage;
pub(super) use list::JobsPage;
pub(super) use new::NewJobPage;

use crate::domains::bulk::api::input_name;
use crate::domains::bulk::model::{ActionField, FieldKind, ItemStatus, JobStatus, Shown, Typed};
use crate::domains::{catalog, customers, orders};
use crate::server::format::{money, number};
use crate::server::forms::FormState;
use crate::server::i18n::{t, t_with};
use crate::ui::badge::Tone;
use crate::ui::field::{Choice, SelectField, TextField};
use leptos::prelude::*;
use uuid::Uuid;

fn count(value: i32) -> String {
    number(i64::from(value))
}

const fn job_tone(status: JobStatus) -> Tone {
    match status {
        JobStatus::Previewed => Tone::Warn,
        JobStatus::Previewing | JobStatus::Queued | JobStatus::Running | JobStatus::Undoing => Tone::Info,
        JobStatus::Completed => Tone::Ok,
        JobStatus::Cancelled | JobStatus::Undone => Tone::Neutral,
    }
}

const fn item_tone(status: ItemStatus) -> Tone {
    match status {
        ItemStatus::Pending | ItemStatus::Unchanged | ItemStatus::Undone => Tone::Neutral,
        ItemStatus::Ready => Tone::Info,
        ItemStatus::Changed => Tone::Ok,
        ItemStatus::Kept => Tone::Warn,
        ItemStatus::Refused => Tone::Bad,
    }
}

/// A value in words of the reader's language.
fn said(shown: &Shown) -> String {
    match shown {
        Shown::Nothing => "–".to_owned(),
        Shown::Text(text) => text.clone(),
        Shown::Key(key) => t(key),
        Shown::Amounts(least, most, currency) if least == most => money(*least, currency),
        Shown::Amounts(least, most, currency) => {
            t_with("bulk-range", &[("from", money(*least, currency).into()), ("to", money(*most, currency).into())])
        }
    }
}

/// What was typed into an action's form, each with its label.
fn values(fields: &[ActionField], typed: &Typed) -> Vec<(String, String)> {
    let value = |field: &ActionField| typed.get(&field.name).map(String::as_str).unwrap_or_default().to_owned();
    fields.iter().map(|field| (t(&field.label), said(&field.said(&value(field))).trim().to_owned())).collect()
}

/// The inputs of an action's form: what was typed and refused, else what is kept.
fn inputs(fields: Vec<ActionField>, typed: &Typed, form: &FormState) -> impl IntoView + use<> {
    let inputs = fields.into_iter().map(|field| {
        let name = input_name(&field.name);
        let value = form.value_or(&name, typed.get(&field.name).map(String::as_str).unwrap_or_default());
        let (label, error) = (t(&field.label), form.error(&name));
        let help = if field.help.is_empty() { String::new() } else { t(&field.help) };
        match field.kind {
            FieldKind::Choice(choices) => {
                let options = choices.iter().map(|(value, shown)| Choice::new(value.clone(), said(shown))).collect();
                view! { <SelectField name label options value help error/> }.into_any()
            }
            FieldKind::Text => view! { <TextField name label value help error required=field.is_required maxlength=1000/> }.into_any(),
            FieldKind::Number => {
                view! { <TextField name label value help error required=field.is_required inputmode="decimal"/> }.into_any()
            }
        }
    });
    inputs.collect_view()
}

/// Fluent key of the name of a list.
fn area_key(area: &str) -> &'static str {
    match area {
        "orders" => "nav-orders",
        "customers" => "nav-customers",
        _ => "nav-products",
    }
}

/// The page of a row of a list.
fn row_href(area: &str, id: Uuid) -> String {
    match area {
        "orders" => orders::urls::order(id),
        "customers" => customers::urls::detail(id),
        _ => catalog::urls::product(id),
    }
}
