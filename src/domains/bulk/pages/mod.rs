//! Pages of the bulk domain, and the routes that take and give files.

mod detail;
mod files;
mod list;

pub use files::routes;

use super::model::{ImportStatus, Message, RowStatus};
use crate::server::i18n::{text, text_with};
use crate::shared::Language;
use crate::ui::badge::Tone;
use fluent_bundle::FluentArgs;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn BulkRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/imports") view=list::ImportsPage ssr=SsrMode::Async/>
        <Route path=path!("/imports/:id") view=detail::ImportPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// A message in words of a language, with the column that it is about.
#[must_use]
pub fn words(language: Language, message: &Message) -> String {
    let mut args = FluentArgs::with_capacity(message.args.len());
    for (name, value) in &message.args {
        args.set(name.as_str(), value.as_str());
    }
    let said = text(language, &message.key, Some(&args));
    match &message.column {
        Some(column) => text_with(language, "bulk-in-column", &[("column", column.as_str().into()), ("text", said.into())]),
        None => said,
    }
}

const fn status_tone(status: ImportStatus) -> Tone {
    match status {
        ImportStatus::Uploaded => Tone::Warn,
        ImportStatus::Queued | ImportStatus::Running => Tone::Info,
        ImportStatus::Completed => Tone::Ok,
        ImportStatus::Failed => Tone::Bad,
        ImportStatus::Cancelled => Tone::Neutral,
    }
}

const fn row_tone(status: RowStatus) -> Tone {
    match status {
        RowStatus::Pending | RowStatus::Unchanged => Tone::Neutral,
        RowStatus::Created => Tone::Ok,
        RowStatus::Updated => Tone::Info,
        RowStatus::Failed => Tone::Bad,
    }
}
