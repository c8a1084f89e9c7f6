//! Small parts that several pages of orders show.

use crate::domains::orders::model::{FinancialStatus, OrderStatus, Risk};
use crate::server::i18n::t;
use crate::ui::badge::{Badge, Tone};
use leptos::prelude::*;

/// The tone of a status: what waits for us is amber, what is done is green.
pub(super) const fn status_tone(status: OrderStatus) -> Tone {
    match status {
        OrderStatus::Draft => Tone::Neutral,
        OrderStatus::Pending => Tone::Warn,
        OrderStatus::Confirmed | OrderStatus::Processing | OrderStatus::Packed => Tone::Accent,
        OrderStatus::OutForDelivery => Tone::Info,
        OrderStatus::Delivered => Tone::Ok,
        OrderStatus::Cancelled => Tone::Bad,
    }
}

/// Where an order stands.
#[component]
pub fn StatusBadge(status: OrderStatus) -> impl IntoView {
    view! { <Badge tone=status_tone(status)>{t(status.key())}</Badge> }
}

/// The tone of how much is paid.
pub(super) const fn financial_tone(status: FinancialStatus) -> Tone {
    match status {
        FinancialStatus::Unpaid => Tone::Neutral,
        FinancialStatus::PartiallyPaid | FinancialStatus::PartiallyRefunded => Tone::Warn,
        FinancialStatus::Paid => Tone::Ok,
        FinancialStatus::Refunded => Tone::Bad,
    }
}

/// How much is paid.
#[component]
pub fn FinancialBadge(status: FinancialStatus) -> impl IntoView {
    view! { <Badge tone=financial_tone(status)>{t(status.key())}</Badge> }
}

/// How likely the order is to come back. Low is said where there is room to say why, not in a list.
#[component]
pub fn RiskBadge(risk: Risk) -> impl IntoView {
    view! { <Badge tone=risk_tone(risk)>{t(risk.key())}</Badge> }
}

/// The tone of a risk.
pub(super) const fn risk_tone(risk: Risk) -> Tone {
    match risk {
        Risk::Low => Tone::Ok,
        Risk::Medium => Tone::Warn,
        Risk::High => Tone::Bad,
    }
}
