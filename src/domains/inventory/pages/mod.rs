//! Pages of the inventory domain.

mod buffers;
mod count;
mod counts;
mod fulfilment;
mod labels;
mod list;
pub mod movement_rows;
mod movements;
mod reorder;
pub mod reorder_rows;
pub mod rows;
mod transfer;
mod transfer_edit;
pub mod transfer_rows;
mod transfers;
mod variant;
mod variant_forms;
mod warehouse;
mod warehouses;

use crate::domains::inventory::model::OwnerName;
use crate::server::context;
use crate::server::format::number;
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
        <Route path=path!("/inventory/warehouses/:warehouse") view=warehouse::WarehousePage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/movements") view=movements::MovementsPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/transfers") view=transfers::TransfersPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/transfers/new") view=transfer_edit::NewTransferPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/transfers/:transfer") view=transfer::TransferPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/transfers/:transfer/edit") view=transfer_edit::EditTransferPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/counts") view=counts::CountsPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/counts/:count") view=count::CountPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/reorder") view=reorder::ReorderPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/labels") view=labels::LabelsPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/buffers") view=buffers::BuffersPage ssr=SsrMode::Async/>
        <Route path=path!("/inventory/:id") view=variant::VariantPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Whether the signed-in person may do this.
fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// A change with its sign.
fn signed(change: i64) -> String {
    if change > 0 { format!("+{}", number(change)) } else { number(change) }
}

/// The name of a record, with the way to it for who may go there. `kind` is the word before it.
fn named(kind: String, name: Option<&OwnerName>) -> AnyView {
    match name {
        Some(name) if may(name.permission) => view! { <a class="link" href=name.path.clone()>{kind}" "{name.name.clone()}</a> }.into_any(),
        Some(name) => view! { {kind}" "{name.name.clone()} }.into_any(),
        None => kind.into_any(),
    }
}
