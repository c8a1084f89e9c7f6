//! Pages of the payments domain.

mod accounts;
mod cards;
mod holds;
mod links;
mod list;
pub mod panels;
mod pay;
pub mod rows;
mod slips;
mod vouchers;

use super::model::PaymentStatus;
use crate::server::i18n::t;
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn PaymentsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/payments") view=list::PaymentsPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/gift-cards") view=cards::GiftCardsPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/gift-cards/new") view=cards::NewGiftCardPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/gift-cards/:id") view=cards::GiftCardPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/slips") view=slips::SlipsPage ssr=SsrMode::Async/>
        <Route path=path!("/payments/slips/:id") view=slips::SlipPage ssr=SsrMode::Async/>
        <Route path=path!("/settings/payments") view=accounts::AccountsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes for buyers.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/s/:organization/pay/:token") view=pay::PayPageView ssr=SsrMode::Async/> }.into_inner()
}

/// The badge of a payment's status.
fn status_badge(status: PaymentStatus) -> impl IntoView {
    let tone = match status {
        PaymentStatus::Pending | PaymentStatus::Refunded => Tone::Neutral,
        PaymentStatus::Processing | PaymentStatus::Authorized => Tone::Warn,
        PaymentStatus::Completed => Tone::Ok,
        PaymentStatus::Failed | PaymentStatus::ChargedBack => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}
