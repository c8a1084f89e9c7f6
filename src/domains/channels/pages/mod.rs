//! Pages of the channels domain.

mod export;
mod export_customers;
mod list;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn ChannelsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/channels") view=list::ChannelsPage ssr=SsrMode::Async/>
        <Route path=path!("/channels/export/customers") view=export_customers::ExportCustomersPage ssr=SsrMode::Async/>
        <Route path=path!("/channels/export") view=export::ExportPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
