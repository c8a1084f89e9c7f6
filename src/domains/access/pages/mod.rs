//! Pages of the access domain.

mod login;
mod organization;
mod picture;
mod profile;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes for strangers.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/login") view=login::LoginPage ssr=SsrMode::Async/> }.into_inner()
}

/// Routes of this domain.
#[component(transparent)]
pub fn AccessRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/settings/organization") view=organization::OrganizationSettingsPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/profile") view=profile::ProfilePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
