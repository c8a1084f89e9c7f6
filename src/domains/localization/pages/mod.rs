//! Pages of the localization domain.

mod currencies;
mod editor;
mod translations;

use crate::server::context;
use crate::shared::Permission;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn LocalizationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/settings/currencies") view=currencies::CurrenciesPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/translations") view=translations::TranslationsPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/translations/products/:id") view=editor::ProductTextsPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/translations/categories/:id") view=editor::CategoryTextsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Whether the signed-in person may do this.
fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}
