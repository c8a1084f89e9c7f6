//! Puts the domains together: the one place that names them all.

use super::root::{App, shell};
use crate::domains;
use crate::domains::bulk::ports::{Action, Registry, Rows};
use crate::domains::customers::ports::Belongings;
use crate::server::worker::Jobs;
use crate::server::{AppState, router};
use axum::Router;
use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, generate_route_list};
use std::sync::LazyLock;

/// Every page route of every domain.
#[must_use]
pub fn page_routes() -> Vec<AxumRouteListing> {
    // The listing renders the application without the document around it, which keeps the titles.
    generate_route_list(|| {
        leptos_meta::provide_meta_context();
        view! { <App/> }
    })
}

/// What can be done with many rows of which list.
static ROWS: LazyLock<Vec<&'static dyn Rows>> =
    LazyLock::new(|| vec![domains::catalog::service::ROWS, domains::orders::service::ROWS, domains::customers::service::ROWS]);
static ACTIONS: LazyLock<Vec<&'static dyn Action>> = LazyLock::new(|| {
    [domains::catalog::service::ACTIONS, domains::orders::service::ACTIONS, domains::customers::service::ACTIONS].concat()
});

/// Plugs the later domains into the places that bulk has for them.
fn register_bulk() {
    domains::bulk::ports::register(&domains::channels::importer::IMPORTER);
    domains::bulk::ports::register_actions(Registry { rows: &ROWS, actions: &ACTIONS });
}

/// Plugs stock into the catalog, and money and parcels into orders.
fn register_stock() {
    domains::orders::ports::register(&domains::payments::service::OF_ORDERS);
    domains::orders::ports::register_parcels(&domains::delivery::service::OF_ORDERS);
    domains::catalog::ports::register(domains::inventory::service::AVAILABLE);
}

/// Plugs the providers of payments into refunds, and refunds into what providers tell.
fn register_providers() {
    domains::refunds::ports::register(&domains::refunds::service::PROVIDERS);
    domains::payments::ports::register(&domains::refunds::service::OF_PAYMENTS);
    domains::refunds::ports::register(&domains::refunds::service::GIFT_CARDS);
}

/// What belongs to customers.
static BELONGINGS: LazyLock<Vec<&'static dyn Belongings>> = LazyLock::new(|| {
    vec![
        &domains::orders::service::OF_CUSTOMERS,
        &domains::payments::service::OF_CUSTOMERS,
        &domains::delivery::service::OF_CUSTOMERS,
        &domains::refunds::service::OF_CUSTOMERS,
        &domains::payments::service::credit::CARDS_OF_CUSTOMERS,
        &domains::orders::service::CARTS_OF_CUSTOMERS,
        &domains::customers::service::METHODS_OF_CUSTOMERS,
    ]
});

/// Plugs what belongs to customers into them.
fn register_belongings() {
    domains::customers::ports::register(&BELONGINGS);
}

/// Plugs the later domains into the places that earlier ones have for them. What serves requests and what works in the background need the
/// same, whether they are one process or two.
fn register() {
    register_bulk();
    register_stock();
    register_providers();
    register_belongings();
    domains::access::ports::register_currency_use(&domains::orders::service::CURRENCY_USE);
    domains::inventory::ports::register(&[
        &domains::orders::service::LINES,
        &domains::orders::service::RETURNS,
        &domains::orders::service::CHECKOUTS,
    ]);
    domains::inventory::ports::register_purchases(&domains::purchasing::service::PURCHASES);
    domains::localization::ports::register(&[&domains::catalog::service::PRODUCTS, &domains::catalog::service::CATEGORIES]);
}

/// The whole HTTP application.
pub fn router(state: AppState) -> Router {
    register();
    let options = state.leptos.clone();
    // These answer with their page themselves, or with JSON.
    let by_themselves = [domains::catalog::urls::PUBLIC_LIST, domains::catalog::urls::PUBLIC_PRODUCT];
    let pages: Vec<AxumRouteListing> = page_routes().into_iter().filter(|route| !by_themselves.contains(&route.path())).collect();
    router::build(state, move || shell(&options), &pages, plain_routes(), hooks())
}

/// Routes that answer with a file instead of a page. They are for people who are signed in.
fn plain_routes() -> Router<AppState> {
    use domains::views::pages::panels::routes;
    domains::bulk::routes()
        .merge(domains::catalog::routes())
        .merge(domains::audit::routes())
        .merge(domains::localization::routes())
        .merge(routes::<domains::orders::pages::rows::Orders>())
        .merge(routes::<domains::orders::pages::return_rows::Returns>())
        .merge(routes::<domains::catalog::pages::rows::Products>())
        .merge(routes::<domains::customers::pages::rows::Customers>())
        .merge(routes::<domains::inventory::pages::rows::Levels>())
        .merge(routes::<domains::inventory::pages::movement_rows::Movements>())
        .merge(routes::<domains::inventory::pages::transfer_rows::Transfers>())
        .merge(routes::<domains::inventory::pages::reorder_rows::Reorder>())
        .merge(routes::<domains::delivery::pages::rows::Parcels>())
        .merge(routes::<domains::payments::pages::rows::Payments>())
        .merge(routes::<domains::documents::pages::rows::Invoices>())
        .merge(routes::<domains::refunds::pages::rows::Refunds>())
        .merge(routes::<domains::bulk::pages::rows::Imports>())
        .merge(routes::<domains::purchasing::pages::rows::Purchases>())
        .merge(routes::<domains::purchasing::pages::supplier_rows::Suppliers>())
        .merge(domains::inventory::routes())
        .merge(domains::channels::routes())
        .merge(domains::documents::routes())
        .merge(domains::purchasing::routes())
        .merge(domains::search::pages::routes())
}

/// Routes that other systems call.
fn hooks() -> Router<AppState> {
    domains::platform::routes().merge(domains::notifications::routes())
}

/// What runs after a change, and on a schedule.
#[must_use]
pub fn jobs() -> Jobs {
    register();
    Jobs::default()
        .on("access.signed_up", domains::inventory::jobs::organization_signed_up)
        .on("access.verification_requested", domains::access::jobs::ask_to_confirm_email)
        .on("access.password_reset_requested", domains::access::jobs::send_reset_link)
        .on("access.password_changed", domains::access::jobs::tell_password_changed)
        .on("access.email_change_requested", domains::access::jobs::ask_to_confirm_new_email)
        .on("access.email_change_told", domains::access::jobs::tell_email_change)
        .on("access.new_device", domains::access::jobs::tell_new_device)
        .on("access.invited", domains::access::jobs::invited)
        .on("access.second_factor_enabled", domains::access::jobs::sign_in_changed)
        .on("access.second_factor_disabled", domains::access::jobs::sign_in_changed)
        .on("access.backup_codes_renewed", domains::access::jobs::sign_in_changed)
        .on("access.backup_code_used", domains::access::jobs::sign_in_changed)
        .on("access.code_reused", domains::access::jobs::sign_in_changed)
        .on("access.passkey_added", domains::access::jobs::sign_in_changed)
        .on("access.passkey_removed", domains::access::jobs::sign_in_changed)
        .on("access.picture_let_go", domains::access::jobs::picture_let_go)
        .on("access.upload_let_go", domains::access::jobs::upload_let_go)
        .on("inventory.ran_low", domains::inventory::jobs::ran_low)
        .on("notifications.created", domains::notifications::jobs::created)
        .on("notifications.message_queued", domains::notifications::jobs::message_queued)
        .on("customers.created", domains::customers::jobs::look_for_duplicates)
        .on("customers.updated", domains::customers::jobs::look_for_duplicates)
        .on("customers.merged", domains::customers::jobs::look_for_duplicates)
        .on("customers.search_requested", domains::customers::jobs::look_through)
        .on("outbox.event_died", domains::notifications::jobs::event_died)
        .on("outbox.event_died", domains::purchasing::jobs::event_died)
        .on("outbox.event_died", domains::platform::jobs::event_died)
        .on("bulk.action_requested", domains::bulk::jobs::run_action)
        .on("bulk.action_ended", domains::bulk::jobs::action_ended)
        .on("bulk.import_ended", domains::bulk::jobs::import_ended)
        .on("bulk.import_requested", domains::channels::jobs::run_import)
        .on("orders.cancelled", domains::payments::jobs::order_cancelled)
        .on("orders.cancelled", domains::orders::jobs::cancelled)
        .on("orders.return_requested", domains::orders::jobs::return_requested)
        .on("orders.created", domains::orders::jobs::created)
        .on("orders.delivered", domains::orders::jobs::buyer_known)
        .on("orders.returned", domains::orders::jobs::buyer_known)
        .on("purchasing.sent", domains::purchasing::jobs::write_letter)
        .on("purchasing.sent", domains::purchasing::jobs::tell_sent)
        .on("purchasing.mail_requested", domains::purchasing::jobs::write_letter)
        .on("purchasing.answered", domains::purchasing::jobs::tell_answered)
        .on("payments.completed", domains::payments::jobs::completed)
        .on("payments.failed", domains::payments::jobs::failed)
        .on("refunds.ready", domains::refunds::jobs::ready)
        .on("delivery.returned", domains::delivery::jobs::returned)
        .on("platform.order_received", domains::platform::jobs::order_received)
        .on("platform.webhook_received", domains::platform::jobs::take_webhook)
        .every("notifications.send_digests", TimeDelta::minutes(1), domains::notifications::jobs::send_digests)
        .every("notifications.remove_old", TimeDelta::hours(24), domains::notifications::jobs::remove_old)
        .every("payments.resolve", TimeDelta::minutes(1), domains::payments::jobs::resolve)
        .every("payments.look_again", TimeDelta::hours(24), domains::payments::jobs::look_again)
        .every("payments.expire_cards", TimeDelta::minutes(10), domains::payments::jobs::expire_cards)
        .every("orders.sweep_carts", TimeDelta::minutes(1), domains::orders::jobs::sweep_carts)
        .every("platform.check_books", TimeDelta::hours(1), domains::platform::jobs::check_books)
        .every("inventory.expire_reservations", TimeDelta::minutes(1), domains::inventory::jobs::expire_reservations)
        .every("bulk.recover", TimeDelta::minutes(1), domains::bulk::jobs::recover)
        .every("bulk.remove_old", TimeDelta::hours(24), domains::bulk::jobs::remove_old)
        .every("customers.find_duplicates", TimeDelta::hours(24), domains::customers::jobs::look_through_all)
        .every("audit.seal", TimeDelta::seconds(5), domains::audit::jobs::seal)
        .every("access.remove_expired_sessions", TimeDelta::hours(1), domains::access::jobs::remove_expired_sessions)
        .every("access.sweep_files", TimeDelta::days(1), domains::access::jobs::sweep_files)
}
