//! Pages of the documents domain.

mod invoice;
mod invoices;
pub mod panels;
pub mod rows;
mod settings;

use super::model::InvoiceRow;
use crate::server::i18n::t;
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn DocumentsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/orders/invoices") view=invoices::InvoicesPage ssr=SsrMode::Async/>
        <Route path=path!("/orders/invoices/:id") view=invoice::InvoicePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/invoices") view=settings::InvoiceSettingsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Where an invoice stands: tone and Fluent key.
fn state(row: &InvoiceRow) -> (Tone, &'static str) {
    if row.cancelled_at.is_some() {
        (Tone::Bad, "documents-state-cancelled")
    } else if !row.credited.is_zero() {
        (Tone::Warn, "documents-state-credited")
    } else if row.is_open() {
        (Tone::Ok, "documents-state-issued")
    } else {
        (Tone::Neutral, "documents-kind-credit-note")
    }
}

fn state_badge(row: &InvoiceRow) -> impl IntoView + use<> {
    let (tone, key) = state(row);
    view! { <Badge tone>{t(key)}</Badge> }
}
