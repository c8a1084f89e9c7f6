//! The queue.

use super::cells::{FinancialBadge, StatusBadge};
use crate::domains::customers::phone;
use crate::domains::orders::api::load_orders;
use crate::domains::orders::islands::LiveList;
use crate::domains::orders::model::{COUNT_CAP, FinancialStatus, OrderFilter, OrderRow, OrderStatus, Source, StatusCounts};
use crate::domains::orders::urls;
use crate::server::context;
use crate::server::format::{ago, capped, date_time, money};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::{Page, Permission};
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::when::When;
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// What the URL asks for.
fn filter() -> OrderFilter {
    OrderFilter {
        status: query("status").as_deref().and_then(OrderStatus::parse),
        search: query("q"),
        source: query("source").as_deref().and_then(Source::parse),
        financial_status: query("paid").as_deref().and_then(FinancialStatus::parse),
        customer_id: query("customer").and_then(|id| Uuid::parse_str(&id).ok()),
        from: query("from").and_then(|day| day.parse().ok()),
        to: query("to").and_then(|day| day.parse().ok()),
    }
}

/// Whether the signed-in person may do this.
pub(super) fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// `/orders`
#[component]
pub fn OrderListPage() -> impl IntoView {
    let filter = filter();
    view! {
        <Title text=t("nav-orders")/>
        <PageHeader title=t("nav-orders")>
            {may(Permission::ImportsWrite).then(|| view! { <LinkButton href="/imports" icon=Icon::Upload>{t("orders-import")}</LinkButton> })}
            {may(Permission::OrdersWrite).then(|| view! { <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("orders-new")}</LinkButton> })}
        </PageHeader>
        {page(load_orders(filter.clone(), page_request()), move |(rows, counts)| {
            view! {
                <div id="order-list">
                    <Tabs label=t("orders-tabs") tabs=tabs(&filter, &counts)/>
                    <Card flush=true class="mt-4">
                        {filters(&filter)}
                        {table(&filter, rows)}
                    </Card>
                </div>
                <LiveList target="order-list".to_owned() prefix="orders.".to_owned()/>
            }
        })}
    }
}

fn tabs(filter: &OrderFilter, counts: &StatusCounts) -> Vec<Tab> {
    let mut tabs = vec![Tab::new(t("orders-all"), url_with(&[("status", "")]), filter.status.is_none())];
    for status in OrderStatus::ALL.iter().copied().filter(|status| *status != OrderStatus::Draft || counts.of(*status) > 0) {
        let count = counts.of(status);
        let tab = Tab::new(t(status.key()), url_with(&[("status", status.as_str())]), filter.status == Some(status))
            .count(capped(count, COUNT_CAP));
        tabs.push(if status == OrderStatus::Pending && count > 0 { tab.hot() } else { tab });
    }
    tabs
}

fn filters(filter: &OrderFilter) -> impl IntoView + use<> {
    let sources = Source::ALL.iter().map(|source| Choice::new(source.as_str(), t(source.key()))).collect();
    let paid = FinancialStatus::ALL.iter().map(|status| Choice::new(status.as_str(), t(status.key()))).collect();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let clear = filter.narrows().then(|| {
        let href = filter.status.map_or_else(|| urls::LIST.to_owned(), urls::with_status);
        view! { <LinkButton href kind=ButtonKind::Ghost icon=Icon::Close>{t("clear-filters")}</LinkButton> }
    });
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.as_str()/> });
    let customer = filter.customer_id.map(|id| view! { <Hidden name="customer" value=id.to_string()/> });
    view! {
        <form class="toolbar no-print" method="get" action=urls::LIST role="search">
            {status}{customer}
            <div class="grow"><SearchBox label=t("orders-search") id="orders-q" value=filter.search.clone().unwrap_or_default()/></div>
            <SelectField name="source" label=t("orders-source") options=sources value=filter.source.map(Source::as_str).unwrap_or_default() blank=t("orders-source-any") bare=true autosubmit=true/>
            <SelectField name="paid" label=t("orders-paid") options=paid value=filter.financial_status.map(FinancialStatus::as_str).unwrap_or_default() blank=t("orders-paid-any") bare=true autosubmit=true/>
            <TextField name="from" kind="date" label=t("from-day") value=day(filter.from)/>
            <TextField name="to" kind="date" label=t("to-day") value=day(filter.to)/>
            <Button icon=Icon::Filter>{t("filter")}</Button>
            {clear}
        </form>
    }
}

fn table(filter: &OrderFilter, rows: Page<OrderRow>) -> impl IntoView + use<> {
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
    let searching = filter.search.is_some();
    let previous = rows.previous.filter(|_| !searching).map(|cursor| url_with(&[("before", &cursor.encode())]));
    let first = (searching && query("after").is_some()).then(|| url_with(&[]));
    let next = rows.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let head = view! {
        <Th label=t("orders-number")/><Th label=t("orders-buyer")/><Th label=t("orders-status")/><Th label=t("orders-paid")/>
        <Th label=t("orders-source") class="cell-wide"/><Th label=t("orders-ordered")/><Th label=t("orders-total") class="num"/>
    }
    .into_any();
    view! {
        <Table caption=t("nav-orders") head>{rows.rows.into_iter().map(|row| line(row, now)).collect_view()}</Table>
        <Pager previous=previous.or(first) next previous_label=t("previous") next_label=t("next")/>
    }
    .into_any()
}

fn line(row: OrderRow, now: Option<chrono::DateTime<chrono::Utc>>) -> impl IntoView {
    let held = row
        .hold_reason
        .map(|reason| view! { <span class="cell-note tone-warn">{t_with("orders-held", &[("reason", reason.into())])}</span> });
    let platform = row.platform_order_number.map(|number| view! { <span class="cell-note">"#"{number}</span> });
    let phone = phone::display(&row.phone);
    let exact = date_time(row.ordered_at);
    let shown = now.map_or_else(|| exact.clone(), |now| ago(row.ordered_at, now));
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("orders-number")>
                <a class="row-link mono" href=urls::order(row.id)>{row.order_number}</a>{platform}
            </th>
            <td class="cell-sub" data-label=t("orders-buyer")>{row.name}<span class="cell-note">{phone}{(!row.city.is_empty()).then(|| format!(" · {}", row.city))}</span>{held}</td>
            <td class="cell-status" data-label=t("orders-status")><StatusBadge status=row.status/></td>
            <td data-label=t("orders-paid")><FinancialBadge status=row.financial_status/></td>
            <td class="cell-wide">{t(row.source.key())}</td>
            <td data-label=t("orders-ordered")><When text=shown exact iso=row.ordered_at.to_rfc3339()/></td>
            <td class="cell-amount" data-label=t("orders-total")>{money(row.total, &row.currency)}</td>
        </tr>
    }
}
