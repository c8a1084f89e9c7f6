//! All customers.

use crate::domains::customers::api::load_customers;
use crate::domains::customers::model::{CustomerFilter, CustomerRow, CustomerStatus};
use crate::domains::customers::{phone, urls};
use crate::server::context;
use crate::server::format::{capped, money, number};
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// People are counted up to here.
const COUNT_CAP: i64 = 10_000;

/// The badge of a status; nothing for the usual one.
pub(super) fn status_badge(status: CustomerStatus) -> impl IntoView {
    let tone = match status {
        CustomerStatus::Active => return ().into_any(),
        CustomerStatus::Inactive => Tone::Neutral,
        CustomerStatus::Blocked => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }.into_any()
}

/// `/customers`
#[component]
pub fn CustomersPage() -> impl IntoView {
    let filter = CustomerFilter { query: query("q"), status: query("status").and_then(|code| CustomerStatus::parse(&code)) };
    let scope = context::request().and_then(|request| request.scope);
    let may_write = scope.as_ref().is_some_and(|scope| scope.may(Permission::CustomersWrite));
    let currency = scope.map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let asked = filter.clone();
    view! {
        <Title text=t("nav-customers")/>
        {page(load_customers(filter, page_request()), move |(customers, count)| {
            let action = may_write.then(|| view! {
                <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("customers-new")}</LinkButton>
            });
            let is_filtered = asked.query.is_some() || asked.status.is_some();
            let previous = customers.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
            let next = customers.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
            let body = if customers.rows.is_empty() && is_filtered {
                view! {
                    <EmptyState kind=EmptyKind::Filtered title=t("customers-none-title") text=t("customers-none")>
                        <LinkButton href=urls::LIST>{t("customers-show-all")}</LinkButton>
                    </EmptyState>
                }
                .into_any()
            } else if customers.rows.is_empty() {
                view! { <EmptyState icon=Icon::Customers title=t("customers-empty-title") text=t("customers-empty")/> }.into_any()
            } else {
                let head = view! {
                    <Th label=t("customers-name")/><Th label=t("customers-phone")/><Th label=t("customers-status")/>
                    <Th label=t("customers-orders") class="num"/><Th label=t("customers-delivered") class="num"/>
                    <Th label=t("customers-refused") class="num"/><Th label=t("customers-spent") class="num"/>
                }
                .into_any();
                let lines = customers.rows.into_iter().map(|row| line(row, &currency)).collect_view();
                view! { <Table caption=t("nav-customers") head>{lines}</Table> }.into_any()
            };
            view! {
                <PageHeader title=t("nav-customers") count=count.map(|count| capped(count, COUNT_CAP)).unwrap_or_default()>{action}</PageHeader>
                <Card flush=true>
                    <Filters filter=asked/>
                    {body}
                </Card>
                <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-customers")/>
            }
        })}
    }
}

#[component]
fn Filters(filter: CustomerFilter) -> impl IntoView {
    let choices = CustomerStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let status = filter.status.map(CustomerStatus::code).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            <div class="grow"><SearchBox label=t("customers-search") value=filter.query.unwrap_or_default()/></div>
            <div class="end">
                <SelectField name="status" label=t("customers-status") options=choices value=status blank=t("customers-any-status") autosubmit=true bare=true/>
                <Button>{t("search")}</Button>
            </div>
        </form>
    }
}

fn line(row: CustomerRow, currency: &str) -> impl IntoView + use<> {
    let contact = row.phone.as_deref().map(phone::display).or(row.email).unwrap_or_default();
    let refused = if row.totals.refused_count > 0 { "num tone-bad" } else { "num" };
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::detail(row.id)>{row.name}</a></td>
            <td class="cell-sub">{contact}</td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td class="num" data-label=t("customers-orders")>{number(row.totals.total_orders.into())}</td>
            <td class="num" data-label=t("customers-delivered")>{number(row.totals.delivered_count.into())}</td>
            <td class=refused data-label=t("customers-refused")>{number(row.totals.refused_count.into())}</td>
            <td class="cell-amount">{money(row.totals.total_spent, currency)}</td>
        </tr>
    }
}
