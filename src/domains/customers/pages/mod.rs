//! Pages of the customers domain.

mod contact;
mod detail;
mod duplicates;
mod form;
mod list;
mod methods;
pub mod rows;
mod segments;
mod timeline;

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
        <Route path=path!("/customers/duplicates") view=duplicates::DuplicatesPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/segments") view=segments::SegmentsPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/segments/new") view=segments::NewSegmentPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/segments/:segment") view=segments::SegmentPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/:id/merge/:other_customer") view=duplicates::MergePage ssr=SsrMode::Async/>
        <Route path=path!("/customers/:id") view=detail::CustomerPage ssr=SsrMode::Async/>
        <Route path=path!("/customers/:id/edit") view=form::EditCustomerPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
