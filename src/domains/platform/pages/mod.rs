//! Pages of the platform domain.

mod organization;
mod organizations;
mod system;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn PlatformRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/settings/system") view=system::SystemPage ssr=SsrMode::Async/>
        <Route path=path!("/platform/organizations") view=organizations::OrganizationsPage ssr=SsrMode::Async/>
        <Route path=path!("/platform/organizations/:id") view=organization::OrganizationPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
