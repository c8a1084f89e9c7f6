//! Pages of the stations: the way to them with the frame of the admin, the boards without.

mod board;
mod choose;
mod finish;
mod index;
pub mod panels;
mod script;
mod tasks;

use super::model::Station;
use board::BoardPage;
use choose::ChoosePage;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes with the frame of the admin.
#[component(transparent)]
pub fn StationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/stations/tasks") view=tasks::TasksPage ssr=SsrMode::Async/>
    }
    .into_inner()
}

/// Routes without a frame.
#[component(transparent)]
pub fn StationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/stations") view=index::IndexPage ssr=SsrMode::Async/>
        <Route path=path!("/stations/receive") view=|| view! { <ChoosePage station=Station::Receive/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/receive/:purchase_order") view=|| view! { <BoardPage station=Station::Receive task="purchase_order"/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/pick") view=|| view! { <ChoosePage station=Station::Pick/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/pick/:warehouse") view=|| view! { <BoardPage station=Station::Pick task="warehouse"/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/pack") view=|| view! { <ChoosePage station=Station::Pack/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/pack/:order") view=|| view! { <BoardPage station=Station::Pack task="order"/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/count") view=|| view! { <ChoosePage station=Station::Count/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/count/:count") view=|| view! { <BoardPage station=Station::Count task="count"/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/returns") view=|| view! { <ChoosePage station=Station::Returns/> } ssr=SsrMode::Async/>
        <Route path=path!("/stations/returns/:order") view=|| view! { <BoardPage station=Station::Returns task="order"/> } ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
