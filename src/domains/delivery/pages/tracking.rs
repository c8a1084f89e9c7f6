//! Where is my parcel? For anybody who has the number.

use crate::domains::delivery::api::load_tracking;
use crate::domains::delivery::model::Tracking;
use crate::domains::orders::model::OrderStatus;
use crate::server::format::{date_time_in, money_in};
use crate::server::i18n::{language, text, text_with};
use crate::server::page::{chosen_language, path_param, picture};
use crate::shared::{AppError, Language};
use crate::ui::{Alert, EmptyKind, EmptyState, Icon, Picture, Tone};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Meta, Title};

/// `/s/{organization}/track/{number}`
#[component]
pub fn TrackingPage() -> impl IntoView {
    let organization = path_param("organization");
    let number = path_param("number");
    Suspend::new(async move {
        match load_tracking(organization, number.clone()).await {
            Ok(tracking) => {
                let language = chosen_language().or(tracking.language).unwrap_or_else(language);
                view! { <Found tracking language/> }.into_any()
            }
            Err(error) => view! { <Failed error number/> }.into_any(),
        }
    })
}

/// What the buyer gets for a number that nobody knows.
#[component]
fn Failed(error: AppError, number: String) -> impl IntoView {
    let language = language();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let (title, words) = if error == AppError::NotFound {
        let words = text_with(language, "delivery-track-unknown", &[("number", number.chars().take(40).collect::<String>().into())]);
        (text(language, "delivery-track-unknown-title", None), words)
    } else {
        (text(language, "delivery-track-failed-title", None), text(language, "delivery-track-failed", None))
    };
    view! {
        <Title text=title.clone()/>
        <Meta name="robots" content="noindex"/>
        <div class="public">
            <header class="public-head">{text(language, "delivery-track-title", None)}</header>
            <main class="public-main" id="main">
                <EmptyState kind=EmptyKind::Filtered whole=true title text=words/>
            </main>
        </div>
    }
}

const fn answer(tracking: &Tracking) -> &'static str {
    match tracking.status {
        _ if tracking.came_back => "delivery-track-came-back",
        OrderStatus::Draft | OrderStatus::Pending => "delivery-track-pending",
        OrderStatus::Confirmed | OrderStatus::Processing => "delivery-track-confirmed",
        OrderStatus::Packed => "delivery-track-packed",
        OrderStatus::OutForDelivery => "delivery-track-on-the-way",
        OrderStatus::Delivered => "delivery-track-delivered",
        OrderStatus::Cancelled => "delivery-track-cancelled",
    }
}

/// How many of the five steps are done.
const fn progress(status: OrderStatus) -> usize {
    match status {
        OrderStatus::Draft | OrderStatus::Pending | OrderStatus::Cancelled => 1,
        OrderStatus::Confirmed | OrderStatus::Processing => 2,
        OrderStatus::Packed => 3,
        OrderStatus::OutForDelivery => 4,
        OrderStatus::Delivered => 5,
    }
}

#[component]
fn Found(tracking: Tracking, language: Language) -> impl IntoView {
    let zone = tracking.time_zone.parse().unwrap_or(chrono_tz::Tz::Asia__Colombo);
    let say = move |key: &str| text(language, key, None);
    let when = move |at: DateTime<Utc>| date_time_in(at, zone, language);
    let title = text_with(language, "delivery-track-page-title", &[("number", tracking.order_number.clone().into())]);
    let answered = text_with(
        language,
        answer(&tracking),
        &[("city", tracking.city.clone().into()), ("hasCity", if tracking.city.is_empty() { "no" } else { "yes" }.into())],
    );
    let greeting = if tracking.first_name.is_empty() {
        text_with(language, "delivery-track-order", &[("number", tracking.order_number.clone().into())])
    } else {
        let args = [("number", tracking.order_number.clone().into()), ("name", tracking.first_name.clone().into())];
        text_with(language, "delivery-track-order-for", &args)
    };
    let to_pay = (!tracking.to_pay.is_zero()).then(|| {
        let amount = money_in(tracking.to_pay, &tracking.currency, language);
        view! { <Alert tone=Tone::Info icon=Icon::Cash title=text_with(language, "delivery-track-to-pay", &[("amount", amount.into())])/> }
    });
    let done = progress(tracking.status);
    let steps = [
        ("delivery-track-step-ordered", Some(tracking.ordered_at)),
        ("delivery-track-step-confirmed", tracking.confirmed_at),
        ("delivery-track-step-packed", tracking.packed_at),
        ("delivery-track-step-on-the-way", tracking.dispatched_at),
        ("delivery-track-step-delivered", tracking.delivered_at),
    ];
    let is_cancelled = tracking.status == OrderStatus::Cancelled;
    let steps = steps
        .into_iter()
        .enumerate()
        .filter(|(place, _)| !is_cancelled || *place == 0)
        .map(|(place, (key, at))| {
            let is_done = place < done;
            let current = (place + 1 == done && !is_cancelled).then_some("step");
            let at = at.filter(|_| is_done).map(|at| view! { <span class="muted block">{when(at)}</span> });
            view! { <li class=if is_done { "done" } else { "" } aria-current=current>{say(key)}{at}</li> }
        })
        .collect_view();
    let cancelled = is_cancelled.then(|| {
        let at = tracking.cancelled_at.map(|at| view! { <span class="muted block">{when(at)}</span> });
        view! { <li class="done" aria-current="step">{say("delivery-track-step-cancelled")}{at}</li> }
    });
    let parcel =
        tracking.tracking_number.clone().map(|number| view! { <dt>{say("delivery-tracking-number")}</dt><dd class="mono">{number}</dd> });
    let courier = tracking.courier.clone().map(|courier| view! { <dt>{say("delivery-courier")}</dt><dd>{courier}</dd> });
    let items = (!tracking.items.is_empty()).then(|| {
        let lines =
            tracking.items.iter().map(|item| view! { <li>{format!("{} × {}", item.quantity, item.name_in(language))}</li> }).collect_view();
        view! { <dt>{say("delivery-track-items")}</dt><dd><ul>{lines}</ul></dd> }
    });
    let city = (!tracking.city.is_empty()).then(|| view! { <dt>{say("delivery-city")}</dt><dd>{tracking.city.clone()}</dd> });
    let logo = tracking.logo.as_deref().and_then(|key| picture(key, 256)).map(|(webp, fallback)| view! { <Picture webp fallback/> });
    view! {
        <Title text=title/>
        <Meta name="robots" content="noindex"/>
        <div class="public" lang=language.code()>
            <header class="public-head">{logo}{tracking.merchant.clone()}</header>
            <main class="public-main" id="main">
                <div class="grid gap-1">
                    <h1 class="muted text-base">{say("delivery-track-question")}</h1>
                    <p class="public-answer">{answered}</p>
                    <p class="muted">{greeting}</p>
                </div>
                {to_pay}
                <ol class="steps">{steps} {cancelled}</ol>
                <dl class="facts">
                    <dt>{say("delivery-order")}</dt><dd class="mono">{tracking.order_number.clone()}</dd>
                    {parcel} {courier} {city}
                    {items}
                </dl>
            </main>
        </div>
    }
}
