//! Pages of the search domain.

mod hits;
pub mod panels;
mod results;
mod suggest;

pub use suggest::routes;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn SearchRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/search") view=results::SearchPage ssr=SsrMode::Async/> }.into_inner()
}
