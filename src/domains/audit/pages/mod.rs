//! Pages of the audit domain.

mod list;
pub mod panels;
mod words;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn AuditRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/settings/audit") view=list::AuditPage ssr=SsrMode::Async/> }.into_inner()
}
