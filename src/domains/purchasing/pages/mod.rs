//! Pages of the purchasing domain.

mod cells;
mod detail;
mod form;
mod list;
mod print;
mod receipts;
mod receive;
pub mod rows;
mod suggestions;
mod supplier;
mod supplier_form;
mod supplier_list;
pub mod supplier_rows;
mod supply;
mod supply_order;

use crate::server::context;
use crate::shared::Permission;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of the merchant.
#[component(transparent)]
pub fn PurchasingRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/purchasing") view=list::PurchasesPage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/new") view=form::NewPurchasePage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/suggestions") view=suggestions::SuggestionsPage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/:id") view=detail::PurchasePage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/:id/edit") view=form::EditPurchasePage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/:id/receive") view=receive::ReceivePage ssr=SsrMode::Async/>
        <Route path=path!("/purchasing/:id/print") view=print::PrintPage ssr=SsrMode::Async/>
        <Route path=path!("/suppliers") view=supplier_list::SuppliersPage ssr=SsrMode::Async/>
        <Route path=path!("/suppliers/new") view=supplier_form::NewSupplierPage ssr=SsrMode::Async/>
        <Route path=path!("/suppliers/:id") view=supplier::SupplierPage ssr=SsrMode::Async/>
        <Route path=path!("/suppliers/:id/edit") view=supplier_form::EditSupplierPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes of a supplier's own people.
#[component(transparent)]
pub fn SupplyRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/supply") view=supply::SupplyPage ssr=SsrMode::Async/>
        <Route path=path!("/supply/stock") view=supply::SupplyStockPage ssr=SsrMode::Async/>
        <Route path=path!("/supply/:id") view=supply_order::SupplyOrderPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Whether the signed-in person may do this.
fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// The organization's own currency.
fn own_currency() -> String {
    context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()).unwrap_or_default()
}
