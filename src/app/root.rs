//! The document and the application inside it.

use super::layout::{AdminLayout, PublicLayout, StationLayout};
use super::settings::SettingsPage;
use crate::domains::{
    access, audit, bulk, catalog, channels, customers, delivery, documents, inventory, localization, notifications, orders, payments,
    platform, purchasing, refunds, search, statements, stations,
};
use crate::server::context;
use crate::server::i18n::{language, t};
use crate::server::policy::content_security_policy;
use crate::ui::empty_state::EmptyState;
use crate::ui::icon::Icon;
use axum::http::header;
use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, StaticSegment};

/// The HTML document.
#[must_use]
pub fn shell(options: &LeptosOptions) -> impl IntoView + use<> {
    provide_meta_context();
    if let (Some(response), Some(policy)) = (use_context::<ResponseOptions>(), content_security_policy("")) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    let theme = context::request().and_then(|request| request.theme);
    let options = options.clone();
    // Wasm is the heaviest part of a page, and tablets in a warehouse have the worst network.
    let is_for_tablets = context::request().is_some_and(|request| stations::urls::is_for_tablets(&request.path));
    let hydration = options.clone();
    let hydration = (!is_for_tablets).then(|| view! { <HydrationScripts options=hydration islands=true/> });
    view! {
        <!DOCTYPE html>
        <html lang=language().code() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f7f4"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#191816"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icons/icon-192.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <HashedStylesheet id="leptos" options/>
                <script src="/app.js" defer=""></script>
                {hydration}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The application: every route of every domain. Nothing here may need a request, because the routes are listed once at
/// start.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Title formatter=|title: String| if title.is_empty() { "smartstore".to_owned() } else { format!("{title} · smartstore") }/>
        <Router>
            <Routes fallback=|| view! { <NotFoundPage/> }>
                <ParentRoute path=StaticSegment("") view=PublicLayout ssr=SsrMode::Async>
                    <access::PublicRoutes/>
                    <access::InvitationRoutes/>
                    <catalog::PublicRoutes/>
                    <delivery::PublicRoutes/>
                    <notifications::PublicRoutes/>
                    <payments::PublicRoutes/>
                </ParentRoute>
                <ParentRoute path=StaticSegment("") view=StationLayout ssr=SsrMode::Async>
                    <stations::StationRoutes/>
                </ParentRoute>
                <ParentRoute path=StaticSegment("") view=AdminLayout ssr=SsrMode::Async>
                    <Route path=StaticSegment("") view=orders::pages::home::HomePage ssr=SsrMode::Async/>
                    <Route path=StaticSegment("settings") view=SettingsPage ssr=SsrMode::Async/>
                    <access::AccessRoutes/>
                    <access::TeamRoutes/>
                    <audit::AuditRoutes/>
                    <bulk::BulkRoutes/>
                    <catalog::CatalogRoutes/>
                    <channels::ChannelsRoutes/>
                    <customers::CustomersRoutes/>
                    <delivery::DeliveryRoutes/>
                    <documents::DocumentsRoutes/>
                    <inventory::InventoryRoutes/>
                    <localization::LocalizationRoutes/>
                    <notifications::NotificationsRoutes/>
                    <orders::OrdersRoutes/>
                    <payments::PaymentsRoutes/>
                    <platform::PlatformRoutes/>
                    <purchasing::PurchasingRoutes/>
                    <purchasing::SupplyRoutes/>
                    <refunds::RefundsRoutes/>
                    <search::SearchRoutes/>
                    <statements::StatementsRoutes/>
                    <stations::StationsRoutes/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Shown for a path that leads nowhere.
#[component]
fn NotFoundPage() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text=t("error-not-found-title")/>
        <main class="page" id="main">
            <EmptyState whole=true icon=Icon::Search title=t("error-not-found-title") text=t("error-not-found")>
                <a class="btn btn-primary" href="/">{t("error-go-home")}</a>
            </EmptyState>
        </main>
    }
}
