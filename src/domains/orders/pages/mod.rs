//! Pages of the orders domain.

mod carts;
mod cells;
mod detail;
mod edit;
mod fields;
pub mod home;
mod list;
mod new;
mod return_detail;
mod return_panel;
pub mod return_rows;
mod returns;
pub mod rows;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn OrdersRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/orders") view=list::OrderListPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/new") view=new::NewOrderPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/carts") view=carts::CartsPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/carts/:cart") view=carts::CartPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/returns") view=returns::ReturnsPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/returns/:return") view=return_detail::ReturnPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/:id/edit") view=edit::EditOrderPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/:id") view=detail::OrderPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
