//! Pages of the inventory domain.

mod list;
pub mod rows;
mod variant;
mod warehouses;

use crate::server::context;
use crate::shared::Permission;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn InventoryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/inventory") view=list::InventoryPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/warehouses") view=warehouses::WarehousesPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/:id") view=variant::VariantPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Whether the signed-in person may do this.
fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}
