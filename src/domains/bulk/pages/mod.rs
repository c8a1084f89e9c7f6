//! Pages of the bulk domain.

mod actions;
mod detail;
mod list;
pub mod panels;
pub mod rows;

use super::model::{ImportStatus, RowStatus};
use crate::ui::badge::Tone;
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
        <Route path=path!("/bulk") view=actions::JobsPage ssr=SsrMode::Async/>
        <Route path=path!("/bulk/new") view=actions::NewJobPage ssr=SsrMode::Async/>
        <Route path=path!("/bulk/:bulk_job") view=actions::JobPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
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
