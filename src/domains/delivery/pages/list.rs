//! All parcels.

use super::status_badge;
use crate::domains::delivery::api::load_parcels;
use crate::domains::delivery::model::{ParcelFilter, ParcelHead, ParcelRow, ParcelStatus};
use crate::domains::delivery::urls;
use crate::domains::orders::urls as orders_urls;
use crate::server::format::{capped, date_time, money};
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// Parcels are counted up to here.
const COUNT_CAP: i64 = 10_000;

/// `/deliveries`
#[component]
pub fn ParcelsPage() -> impl IntoView {
    let filter = ParcelFilter {
        status: query("status").and_then(|code| ParcelStatus::parse(&code)),
        courier_id: query("courier").and_then(|id| Uuid::parse_str(&id).ok()),
        query: query("q"),
    };
    let asked = filter.clone();
    view! {
        <Title text=t("nav-deliveries")/>
        <PageHeader title=t("nav-deliveries")/>
        {page(load_parcels(filter, page_request()), move |(head, parcels)| {
            let is_filtered = asked != ParcelFilter::default();
            let previous = parcels.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
            let next = parcels.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
            let body = if parcels.rows.is_empty() && is_filtered {
                view! {
                    <EmptyState kind=EmptyKind::Filtered title=t("delivery-none-title") text=t("delivery-none")>
                        <LinkButton href=urls::LIST>{t("delivery-show-all")}</LinkButton>
                    </EmptyState>
                }
                .into_any()
            } else if parcels.rows.is_empty() {
                view! { <EmptyState icon=Icon::Delivery title=t("delivery-empty-title") text=t("delivery-empty")/> }.into_any()
            } else {
                let heads = view! {
                    <Th label=t("delivery-tracking-number")/><Th label=t("delivery-order")/><Th label=t("delivery-receiver")/>
                    <Th label=t("delivery-courier")/><Th label=t("delivery-waybill") class="cell-wide"/><Th label=t("delivery-status")/>
                    <Th label=t("delivery-handed-over")/><Th label=t("delivery-to-collect") class="num"/>
                }
                .into_any();
                let lines = parcels.rows.into_iter().map(line).collect_view();
                view! { <Table caption=t("nav-deliveries") head=heads>{lines}</Table> }.into_any()
            };
            view! {
                {tabs(&head, asked.status)}
                <Card flush=true>
                    <Filters filter=asked head/>
                    {body}
                </Card>
                <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-deliveries")/>
            }
        })}
    }
}

fn tabs(head: &ParcelHead, current: Option<ParcelStatus>) -> impl IntoView + use<> {
    let all = Tab::new(t("delivery-all"), url_with(&[("status", "")]), current.is_none());
    let others = head.counts.iter().map(|(status, count)| {
        let tab =
            Tab::new(t(status.key()), url_with(&[("status", status.code())]), current == Some(*status)).count(capped(*count, COUNT_CAP));
        if *status == ParcelStatus::Dispatched && *count > 0 { tab.hot() } else { tab }
    });
    view! { <Tabs label=t("delivery-status") tabs=std::iter::once(all).chain(others).collect()/> }
}

#[component]
fn Filters(filter: ParcelFilter, head: ParcelHead) -> impl IntoView {
    let choices = head.couriers.into_iter().map(|courier| Choice::new(courier.id.to_string(), courier.name)).collect();
    let courier = filter.courier_id.map(|id| id.to_string()).unwrap_or_default();
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.code()/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            {status}
            <div class="grow"><SearchBox label=t("delivery-search") value=filter.query.unwrap_or_default()/></div>
            <div class="end">
                <SelectField name="courier" label=t("delivery-courier") options=choices value=courier blank=t("delivery-any-courier") autosubmit=true bare=true/>
                <Button>{t("search")}</Button>
            </div>
        </form>
    }
}

fn line(row: ParcelRow) -> impl IntoView {
    let number = match row.orders.first() {
        Some((order_id, _)) => {
            view! { <a class="row-link" href=orders_urls::order(*order_id)>{row.tracking_number.clone()}</a> }.into_any()
        }
        None => row.tracking_number.clone().into_any(),
    };
    let orders = row.orders.iter().map(|(_, number)| number.clone()).collect::<Vec<_>>().join(", ");
    let receiver = [row.receiver.clone(), row.city.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td class="cell-main mono">{number}</td>
            <td class="mono" data-label=t("delivery-order")>{orders}</td>
            <td class="cell-sub">{receiver}</td>
            <td data-label=t("delivery-courier")>{row.courier.unwrap_or_default()}</td>
            <td class="cell-wide mono">{row.waybill.unwrap_or_default()}</td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td data-label=t("delivery-handed-over")>{date_time(row.shipped_at.unwrap_or(row.created_at))}</td>
            <td class="cell-amount">{money(row.cod_amount, &row.currency)}</td>
        </tr>
    }
}
