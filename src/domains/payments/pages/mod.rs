//! Pages of the payments domain.

mod list;
pub mod panels;
pub mod rows;

use super::model::PaymentStatus;
use crate::server::i18n::t;
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn PaymentsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/payments") view=list::PaymentsPage ssr=SsrMode::Async/> }.into_inner()
}

/// The badge of a payment's status.
fn status_badge(status: PaymentStatus) -> impl IntoView {
    let tone = match status {
        PaymentStatus::Pending | PaymentStatus::Refunded => Tone::Neutral,
        PaymentStatus::Processing => Tone::Warn,
        PaymentStatus::Completed => Tone::Ok,
        PaymentStatus::Failed | PaymentStatus::ChargedBack => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}
