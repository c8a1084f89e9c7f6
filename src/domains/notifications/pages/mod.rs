//! Pages of the notifications domain.

mod list;
pub mod panels;
mod settings;
mod unsubscribe;

use super::model::Kind;
use crate::ui::Icon;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn NotificationsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/notifications") view=list::NotificationsPage ssr=SsrMode::Async/>
        <Route path=path!("/notifications/settings") view=settings::NotificationSettingsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes for everybody.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/s/unsubscribe") view=unsubscribe::UnsubscribePage ssr=SsrMode::Async/> }.into_inner()
}

const fn icon(kind: Kind) -> Icon {
    match kind {
        Kind::Order => Icon::Orders,
        Kind::Payment => Icon::Payments,
        Kind::Delivery => Icon::Delivery,
        Kind::System => Icon::Settings,
        Kind::Promotion => Icon::Promotions,
    }
}
