//! The queue.

use super::rows::Orders;
use crate::domains::bulk::pages::panels as bulk_panels;
use crate::domains::documents::pages::panels::print_menu;
use crate::domains::documents::urls as documents_urls;
use crate::domains::orders::api::load_orders;
use crate::domains::orders::islands::LiveList;
use crate::domains::orders::model::{COUNT_CAP, FinancialStatus, OrderFilter, OrderRow, OrderStatus, Queue, Risk, Source, StatusCounts};
use crate::domains::orders::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::context;
use crate::server::format::capped;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::money::grouped;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::tabs::Tab;
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// Whether the signed-in person may do this.
pub(super) fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

async fn load(params: Params) -> Result<(Tools, Arc<Queue>), AppError> {
    let tools = panels::load::<Orders>(params.clone()).await?;
    let queue = load_orders(OrderFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, queue))
}

/// `/orders`
#[component]
pub fn OrderListPage() -> impl IntoView {
    let filter = OrderFilter::from_params(&params());
    view! {
        <Title text=t("nav-orders")/>
        <PageHeader title=t("nav-orders")>
            <LinkButton href=urls::CARTS>{t("carts-title")}</LinkButton>
            <LinkButton href=documents_urls::INVOICES>{t("documents-invoices")}</LinkButton>
            {may(Permission::ImportsWrite).then(|| view! { <LinkButton href="/imports" icon=Icon::Upload>{t("orders-import")}</LinkButton> })}
            {may(Permission::OrdersWrite).then(|| view! { <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("orders-new")}</LinkButton> })}
        </PageHeader>
        {page(load(params()), move |(tools, queue)| {
            let (rows, counts) = &*queue;
            let buyer = rows.rows.first().map(|row| row.name.clone());
            let tabs = tabs(&filter, counts);
            let rows = table(&filter, &tools, rows);
            view! {
                {panels::dialogs(&tools)}
                <div id="order-list">
                    {panels::view_tabs(&tools, tabs)}
                    <Card flush=true class="mt-4">
                        {filters(&filter, &tools)}
                        {panels::tools(&tools)}
                        {panels::chips(chips(&filter, buyer))}
                        {rows}
                    </Card>
                </div>
                <LiveList target="order-list".to_owned() prefix="orders.".to_owned()/>
                {panels::script()}
            }
        })}
    }
}

/// The filters that are on, besides the status, which has tabs.
fn chips(filter: &OrderFilter, buyer: Option<String>) -> Vec<(&'static str, String, String)> {
    let mut chips = Vec::new();
    if let Some(words) = &filter.search {
        chips.push(("q", t("search"), words.clone()));
    }
    if let Some(source) = filter.source {
        chips.push(("source", t("orders-source"), t(source.key())));
    }
    if let Some(status) = filter.financial_status {
        chips.push(("paid", t("orders-paid"), t(status.key())));
    }
    if filter.customer_id.is_some() {
        chips.push(("customer", t("orders-buyer"), buyer.unwrap_or_else(|| "–".to_owned())));
    }
    if let Some(day) = filter.from {
        chips.push(("from", t("from-day"), day.to_string()));
    }
    if let Some(day) = filter.to {
        chips.push(("to", t("to-day"), day.to_string()));
    }
    if let Some(least) = filter.least {
        chips.push(("least", t("orders-least"), grouped(least)));
    }
    if let Some(tag) = &filter.tag {
        chips.push(("tag", t("orders-tag"), tag.clone()));
    }
    if let Some(risk) = filter.risk {
        chips.push(("risk", t("orders-risk"), t(risk.key())));
    }
    if let Some(held) = filter.held {
        chips.push(("held", t("orders-hold-filter"), t(if held { "orders-hold-only" } else { "orders-hold-none" })));
    }
    chips
}

fn tabs(filter: &OrderFilter, counts: &StatusCounts) -> Vec<Tab> {
    let all = url_with(&[("status", ""), ("call", "")]);
    let mut tabs = vec![Tab::new(t("orders-all"), all, filter.status.is_none() && !filter.to_call)];
    for status in OrderStatus::ALL.iter().copied().filter(|status| *status != OrderStatus::Draft || counts.of(*status) > 0) {
        let count = counts.of(status);
        let here = filter.status == Some(status) && !filter.to_call;
        let tab = Tab::new(t(status.key()), url_with(&[("status", status.as_str()), ("call", "")]), here).count(capped(count, COUNT_CAP));
        tabs.push(if status == OrderStatus::Pending && count > 0 { tab.hot() } else { tab });
        if status == OrderStatus::Pending {
            let due = url_with(&[("status", ""), ("call", "due")]);
            tabs.push(Tab::new(t("orders-to-call"), due, filter.to_call).count(capped(counts.to_call, COUNT_CAP)));
        }
    }
    tabs
}

fn filters(filter: &OrderFilter, tools: &Tools) -> impl IntoView + use<> {
    let sources = Source::ALL.iter().map(|source| Choice::new(source.as_str(), t(source.key()))).collect();
    let paid = FinancialStatus::ALL.iter().map(|status| Choice::new(status.as_str(), t(status.key()))).collect();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.as_str()/> });
    let call = filter.to_call.then(|| view! { <Hidden name="call" value="due"/> });
    let tag = filter.tag.clone().map(|tag| view! { <Hidden name="tag" value=tag/> });
    let risks = Risk::ALL.iter().map(|risk| Choice::new(risk.as_str(), t(risk.key()))).collect();
    let holds = vec![Choice::new("yes", t("orders-hold-only")), Choice::new("no", t("orders-hold-none"))];
    let held = filter.held.map(|held| if held { "yes" } else { "no" }).unwrap_or_default();
    let customer = filter.customer_id.map(|id| view! { <Hidden name="customer" value=id.to_string()/> });
    view! {
        <form class="toolbar no-print" method="get" action=urls::LIST role="search">
            {status}{call}{tag}{customer}{panels::kept(tools)}
            <div class="grow"><SearchBox label=t("orders-search") id="orders-q" value=filter.search.clone().unwrap_or_default()/></div>
            <SelectField name="source" label=t("orders-source") options=sources value=filter.source.map(Source::as_str).unwrap_or_default() blank=t("orders-source-any") bare=true autosubmit=true/>
            <SelectField name="paid" label=t("orders-paid") options=paid value=filter.financial_status.map(FinancialStatus::as_str).unwrap_or_default() blank=t("orders-paid-any") bare=true autosubmit=true/>
            <SelectField name="risk" label=t("orders-risk") options=risks value=filter.risk.map(Risk::as_str).unwrap_or_default() blank=t("orders-risk-any") bare=true autosubmit=true/>
            <SelectField name="held" label=t("orders-hold-filter") options=holds value=held blank=t("orders-hold-any") bare=true autosubmit=true/>
            <TextField name="from" kind="date" label=t("from-day") value=day(filter.from)/>
            <TextField name="to" kind="date" label=t("to-day") value=day(filter.to)/>
            <TextField name="least" inputmode="decimal" label=t("orders-least") value=filter.least.map(|least| least.to_string()).unwrap_or_default()/>
            <Button icon=Icon::Filter>{t("filter")}</Button>
        </form>
    }
}

fn table(filter: &OrderFilter, tools: &Tools, rows: &Page<OrderRow>) -> AnyView {
    if rows.rows.is_empty() {
        return if filter.narrows() || filter.status.is_some() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("orders-none-found-title") text=t("orders-none-found")>
                    <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <EmptyState icon=Icon::Orders title=t("orders-empty-title") text=t("orders-empty")>
                    <LinkButton href=urls::NEW kind=ButtonKind::Primary>{t("orders-new")}</LinkButton>
                    <LinkButton href="/imports">{t("orders-import")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        };
    }
    let actions = view! { {print_menu()} {bulk_panels::actions("orders")} };
    panels::table::<Orders>(tools, rows, Some(actions.into_any()))
}
