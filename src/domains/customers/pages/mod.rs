//! Pages of the customers domain.

mod detail;
mod form;
mod list;
pub mod rows;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn CustomersRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/customers") view=list::CustomersPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/new") view=form::NewCustomerPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/:id") view=detail::CustomerPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/:id/edit") view=form::EditCustomerPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
