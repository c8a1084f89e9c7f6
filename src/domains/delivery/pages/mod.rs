//! Pages of the delivery domain.

mod couriers;
mod list;
pub mod panels;
pub mod rows;
mod tracking;

use super::model::ParcelStatus;
use crate::server::i18n::t;
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn DeliveryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/deliveries") view=list::ParcelsPage ssr=SsrMode::Async/>
        <Route path=path!("/couriers") view=couriers::CouriersPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes for buyers.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/s/:organization/track/:number") view=tracking::TrackingPage ssr=SsrMode::Async/> }.into_inner()
}

/// The badge of a parcel's status.
fn status_badge(status: ParcelStatus) -> impl IntoView {
    let tone = match status {
        ParcelStatus::Pending | ParcelStatus::Processing | ParcelStatus::Cancelled => Tone::Neutral,
        ParcelStatus::Dispatched => Tone::Info,
        ParcelStatus::Delivered => Tone::Ok,
        ParcelStatus::Returned => Tone::Warn,
        ParcelStatus::Lost => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}
