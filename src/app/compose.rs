//! Puts the domains together: the one place that names them all.

use super::root::{App, shell};
use crate::domains;
use crate::server::worker::Jobs;
use crate::server::{AppState, router};
use axum::Router;
use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, generate_route_list};

/// Every page route of every domain.
#[must_use]
pub fn page_routes() -> Vec<AxumRouteListing> {
    // The listing renders the application without the document around it, which keeps the titles.
    generate_route_list(|| {
        leptos_meta::provide_meta_context();
        view! { <App/> }
    })
}

/// The whole HTTP application.
pub fn router(state: AppState) -> Router {
    domains::bulk::ports::register(&domains::channels::importer::IMPORTER);
    let options = state.leptos.clone();
    router::build(state, move || shell(&options), &page_routes(), plain_routes(), hooks())
}

/// Routes that answer with a file instead of a page. They are for people who are signed in.
fn plain_routes() -> Router<AppState> {
    use domains::views::pages::panels::routes;
    domains::bulk::routes()
        .merge(routes::<domains::orders::pages::rows::Orders>())
        .merge(routes::<domains::catalog::pages::rows::Products>())
        .merge(routes::<domains::customers::pages::rows::Customers>())
        .merge(routes::<domains::inventory::pages::rows::Levels>())
        .merge(routes::<domains::delivery::pages::rows::Parcels>())
        .merge(routes::<domains::payments::pages::rows::Payments>())
        .merge(routes::<domains::bulk::pages::rows::Imports>())
        .merge(domains::search::pages::routes())
}

/// Routes that other systems call.
fn hooks() -> Router<AppState> {
    domains::platform::routes()
}

/// What runs after a change, and on a schedule.
#[must_use]
pub fn jobs() -> Jobs {
    Jobs::default()
        .on("bulk.import_requested", domains::channels::jobs::run_import)
        .on("orders.cancelled", domains::payments::jobs::order_cancelled)
        .on("platform.webhook_received", domains::platform::jobs::take_webhook)
        .every("inventory.expire_reservations", TimeDelta::minutes(1), domains::inventory::jobs::expire_reservations)
        .every("access.remove_expired_sessions", TimeDelta::hours(1), domains::access::jobs::remove_expired_sessions)
}
