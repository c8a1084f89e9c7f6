//! What a supplier's own people see: the orders to them, and the stock that they supply.

use super::cells::{StatusBadge, maybe_day, none_found, progress, supplied_table};
use super::list::tabs;
use crate::domains::purchasing::api::{load_supply, load_supply_stock};
use crate::domains::purchasing::model::{PurchaseFilter, PurchaseRow, PurchaseStatus};
use crate::domains::purchasing::urls;
use crate::server::format::money;
use crate::server::i18n::t;
use crate::server::page::{page, page_request, params, url_with};
use crate::shared::Page;
use crate::ui::page_header::PageHeader;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::Tabs;
use crate::ui::{Card, EmptyState, Icon, Pager};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/supply`
#[component]
pub fn SupplyPage() -> impl IntoView {
    let filter = PurchaseFilter { supplier_id: None, query: None, is_late: false, ..PurchaseFilter::from_params(&params()) };
    view! {
        <Title text=t("nav-supply")/>
        {page(load_supply(filter.clone(), page_request()), move |(name, rows, counts)| {
            // A draft is none of theirs.
            let tabs = tabs(&filter, &counts).into_iter().filter(|tab| !tab.href.contains(PurchaseStatus::Draft.code())).collect();
            let body = match name {
                None => view! { <EmptyState icon=Icon::Purchasing title=t("purchasing-no-supplier-title") text=t("purchasing-no-supplier")/> }.into_any(),
                Some(_) if rows.rows.is_empty() && (filter.status.is_some() || filter.has_proposals) => none_found(urls::SUPPLY),
                Some(_) if rows.rows.is_empty() => view! { <EmptyState icon=Icon::Purchasing title=t("purchasing-supply-empty-title") text=t("purchasing-supply-empty")/> }.into_any(),
                Some(_) => table(rows),
            };
            view! {
                <PageHeader title=t("nav-supply") sub=name.unwrap_or_default()/>
                <Tabs label=t("purchasing-status") tabs/>
                <Card flush=true class="mt-4">{body}</Card>
            }
        })}
    }
}

fn table(page: Page<PurchaseRow>) -> AnyView {
    let head = view! {
        <Th label=t("purchasing-number")/><Th label=t("purchasing-status")/><Th label=t("purchasing-expected")/>
        <Th label=t("purchasing-received") class="num"/><Th label=t("purchasing-total") class="num"/>
    }
    .into_any();
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let waits = (row.proposals > 0).then(|| view! { <span class="cell-note tone-warn">{t("purchasing-change-proposed")}</span> });
            view! {
                <tr>
                    <th scope="row" class="cell-main"><a class="row-link mono" href=urls::supply(row.id)>{row.number}</a>{waits}</th>
                    <td class="cell-status"><StatusBadge status=row.status/></td>
                    <td data-label=t("purchasing-expected")>{maybe_day(row.expected_on)}</td>
                    <td class="num" data-label=t("purchasing-received")>{progress(row.received, row.ordered)}</td>
                    <td class="cell-amount">{money(row.total, &row.currency)}</td>
                </tr>
            }
        })
        .collect_view();
    let previous = page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    view! {
        <Table caption=t("nav-supply") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-supply")/>
    }
    .into_any()
}

/// `/supply/stock`
#[component]
pub fn SupplyStockPage() -> impl IntoView {
    view! {
        <Title text=t("nav-supply-stock")/>
        <PageHeader title=t("nav-supply-stock") sub=t("purchasing-supply-stock-help")/>
        {page(load_supply_stock(page_request()), |rows| view! { <Card flush=true>{supplied_table(rows, None)}</Card> })}
    }
}
