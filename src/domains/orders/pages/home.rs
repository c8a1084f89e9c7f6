//! The home page: today's numbers and what waits.

use super::list::may;
use crate::domains::orders::api::load_today;
use crate::domains::orders::model::{COUNT_CAP, OrderStatus, StatusCounts, Today};
use crate::domains::orders::urls;
use crate::server::context;
use crate::server::format::{capped, money, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::badge::Tone;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::stat::{Stat, Stats, Trend};
use crate::ui::{ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// `/`
#[component]
pub fn HomePage() -> impl IntoView {
    let name = context::request()
        .and_then(|request| request.scope)
        .and_then(|scope| scope.person)
        .map(|person| person.name.clone())
        .unwrap_or_default();
    let content = if may(Permission::OrdersRead) {
        page(load_today(), |(today, counts)| numbers(&today, &counts)).into_any()
    } else {
        view! { <p class="muted">{t("home-nothing-yet")}</p> }.into_any()
    };
    view! {
        <Title text=t("nav-home")/>
        <PageHeader title=t_with("home-title", &[("name", name.into())])>
            {may(Permission::OrdersWrite).then(|| view! { <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("orders-new")}</LinkButton> })}
        </PageHeader>
        {content}
    }
}

/// What waits, in the order of the work: a status and the sentence about it.
const WAITING: &[(OrderStatus, &str)] = &[
    (OrderStatus::Pending, "home-wait-confirm"),
    (OrderStatus::Confirmed, "home-wait-pack"),
    (OrderStatus::Packed, "home-wait-dispatch"),
    (OrderStatus::OutForDelivery, "home-wait-deliver"),
];

fn numbers(today: &Today, counts: &StatusCounts) -> impl IntoView + use<> {
    let currency =
        context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let trend = if today.placed_value >= today.placed_value_before { Trend::Up } else { Trend::Down };
    let before = t_with("home-before", &[("amount", money(today.placed_value_before, &currency).into())]);
    let waiting = WAITING
        .iter()
        .map(|(status, key)| {
            let count = counts.of(*status);
            let text = t_with(key, &[("count", count.into())]);
            let strong = if count > 0 { "home-count" } else { "home-count muted" };
            view! { <li><a class="home-wait" href=urls::with_status(*status)><span class=strong>{capped(count, COUNT_CAP)}</span><span>{text}</span></a></li> }
        })
        .collect_view();
    let unmatched = (today.unmatched > 0).then(|| view! { <li><span class="home-wait"><span class="home-count">{number(today.unmatched)}</span><span>{t_with("home-unmatched", &[("count", today.unmatched.into())])}</span></span></li> });
    let held = (today.held > 0).then(|| view! { <li><span class="home-wait"><span class="home-count">{number(today.held)}</span><span>{t_with("home-held", &[("count", today.held.into())])}</span></span></li> });
    let (placed_value, delivered_value) = (money(today.placed_value, &currency), money(today.delivered_value, &currency));
    let (placed, delivered) = (number(today.placed), number(today.delivered));
    let chart = chart(today, &currency);
    view! {
        <Stats>
            <Stat name=t("home-placed") value=placed href=urls::LIST/>
            <Stat name=t("home-placed-value") value=placed_value delta=before trend/>
            <Stat name=t("home-delivered") value=delivered href=urls::with_status(OrderStatus::Delivered)/>
            <Stat name=t("home-delivered-value") value=delivered_value tone=Tone::Ok/>
        </Stats>
        <div class="detail mt-4">
            <div class="main-col stack">{chart}</div>
            <div class="side-col stack">
                <Card title=t("home-waiting")><ul class="home-waits">{waiting}{held}{unmatched}</ul></Card>
            </div>
        </div>
    }
}

/// Height of the tallest bar, in the units of the drawing.
const TALLEST: i64 = 70;

/// Value placed a day, as bars from zero, with the table behind them.
fn chart(today: &Today, currency: &str) -> impl IntoView + use<> {
    let largest = today.days.iter().map(|(_, value, _)| *value).max().unwrap_or(Decimal::ZERO);
    let bars = today
        .days
        .iter()
        .enumerate()
        .map(|(index, (day, value, count))| {
            let height = if largest.is_zero() { 0 } else { (*value * Decimal::from(TALLEST) / largest).round().to_i64().unwrap_or(0) };
            let height = if value.is_zero() { 0 } else { height.max(1) };
            let x = index * 20 + 2;
            let label = format!("{}: {} ({count})", day.format("%-d/%-m"), money(*value, currency));
            let href = format!("{}?from={day}&to={day}", urls::LIST);
            let axis = (index % 2 == 1).then(
                || view! { <text class="chart-axis" x=x + 8 y=TALLEST + 8 text-anchor="middle">{day.format("%-d/%-m").to_string()}</text> },
            );
            let title = label.clone();
            view! {
                <a href=href aria-label=label>
                    <title>{title}</title>
                    <rect class="chart-hit" x=x y=0 width=16 height=TALLEST></rect>
                    <rect class="chart-bar" x=x y=TALLEST - height width=16 height=height rx=2></rect>
                </a>
                {axis}
            }
        })
        .collect_view();
    let rows = today.days.iter().map(|(day, value, count)| view! { <tr><th scope="row">{day.to_string()}</th><td class="num">{number(*count)}</td><td class="num">{money(*value, currency)}</td></tr> }).collect_view();
    let width = today.days.len() * 20;
    view! {
        <Card title=t("home-chart")>
            <svg class="chart" viewBox=format!("0 0 {width} {}", TALLEST + 12) role="group" aria-label=t("home-chart")>{bars}</svg>
            <details class="chart-table">
                <summary>{t("home-chart-table")}</summary>
                <table class="table table-plain">
                    <thead><tr><th scope="col">{t("home-day")}</th><th scope="col" class="num">{t("home-placed")}</th><th scope="col" class="num">{t("home-placed-value")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </Card>
    }
}
