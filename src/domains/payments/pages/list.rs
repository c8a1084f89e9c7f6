//! All payments.

use super::status_badge;
use crate::domains::orders::urls as orders_urls;
use crate::domains::payments::api::{RemitCod, load_payments};
use crate::domains::payments::model::{PaymentFilter, PaymentMethod, PaymentRow, PaymentStatus};
use crate::domains::payments::urls;
use crate::server::context;
use crate::server::format::{date_time, money};
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/payments`
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let filter = PaymentFilter {
        status: query("status").and_then(|code| PaymentStatus::parse(&code)),
        method: query("method").and_then(|code| PaymentMethod::parse(&code)),
    };
    let may_write = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::PaymentsWrite));
    let asked = filter.clone();
    view! {
        <Title text=t("nav-payments")/>
        <PageHeader title=t("nav-payments")/>
        {page(load_payments(filter, page_request()), move |payments| {
            let is_filtered = asked != PaymentFilter::default();
            let previous = payments.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
            let next = payments.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
            let body = if payments.rows.is_empty() && is_filtered {
                view! {
                    <EmptyState kind=EmptyKind::Filtered title=t("payments-none-title") text=t("payments-none")>
                        <LinkButton href=urls::LIST>{t("payments-show-all")}</LinkButton>
                    </EmptyState>
                }
                .into_any()
            } else if payments.rows.is_empty() {
                view! { <EmptyState icon=Icon::Payments title=t("payments-empty-title") text=t("payments-empty")/> }.into_any()
            } else {
                let actions = may_write.then(|| view! { <Th hidden_label=t("payments-actions")/> });
                let head = view! {
                    <Th label=t("payments-order")/><Th label=t("payments-when")/><Th label=t("payments-method")/><Th label=t("payments-status")/>
                    <Th label=t("payments-reference")/><Th label=t("payments-amount") class="num"/><Th label=t("payments-captured") class="num"/>
                    {actions}
                }
                .into_any();
                let lines = payments.rows.into_iter().map(|row| line(row, may_write)).collect_view();
                view! { <Table caption=t("nav-payments") head>{lines}</Table> }.into_any()
            };
            view! {
                <Card flush=true>
                    <Filters filter=asked/>
                    {body}
                </Card>
                <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-payments")/>
            }
        })}
    }
}

#[component]
fn Filters(filter: PaymentFilter) -> impl IntoView {
    let statuses = PaymentStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let methods = PaymentMethod::ALL.iter().map(|method| Choice::new(method.code(), t(method.key()))).collect();
    let status = filter.status.map(PaymentStatus::code).unwrap_or_default();
    let method = filter.method.map(PaymentMethod::code).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::LIST>
            <SelectField name="status" label=t("payments-status") options=statuses value=status blank=t("payments-any-status") autosubmit=true bare=true/>
            <SelectField name="method" label=t("payments-method") options=methods value=method blank=t("payments-any-method") autosubmit=true bare=true/>
            <Button>{t("filter")}</Button>
            <div class="end"><a class="chip" href=urls::WITH_COURIERS>{t("payments-with-courier")}</a></div>
        </form>
    }
}

/// The button that writes down that a courier's cash has come; nothing for any other payment.
pub(super) fn remit_button(row: &PaymentRow, may_write: bool, back_to_order: bool) -> impl IntoView + use<> {
    (may_write && row.is_with_courier()).then(|| {
        let order_id = if back_to_order { row.order_id.to_string() } else { String::new() };
        view! {
            <form method="post" action=RemitCod::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Hidden name="order_id" value=order_id/>
                <Button small=true icon=Icon::Cash>{t("payments-cash-received")}</Button>
            </form>
        }
    })
}

fn line(row: PaymentRow, may_write: bool) -> impl IntoView {
    let action = may_write.then(|| view! { <td class="cell-actions">{remit_button(&row, may_write, false)}</td> });
    view! {
        <tr>
            <td class="cell-main mono"><a class="row-link" href=orders_urls::order(row.order_id)>{row.order_number}</a></td>
            <td class="cell-sub">{date_time(row.created_at)}</td>
            <td data-label=t("payments-method")>{t(row.method.key())}</td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td class="cell-wide">{row.reference.unwrap_or_default()}</td>
            <td class="cell-amount">{money(row.amount, &row.currency)}</td>
            <td class="num" data-label=t("payments-captured")>{money(row.captured, &row.currency)}</td>
            {action}
        </tr>
    }
}
