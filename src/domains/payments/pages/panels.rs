//! What an order's page shows of its payments.

use super::holds::{ask_button, hold_forms, stop_form};
use super::list::{confirm_button, remit_button};
use super::status_badge;
use crate::domains::payments::api::{RecordPayment, load_of_order};
use crate::domains::payments::model::{OrderPaymentsView, PaymentMethod, PaymentRow};
use crate::server::clock::new_code;
use crate::server::context;
use crate::server::format::{currency_symbol, date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, Icon};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The payments of an order, what is still due, and the form that writes down more. Nothing for who may not see payments.
#[component]
pub fn OrderPayments(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    if !scope.as_ref().is_some_and(|scope| scope.may(Permission::PaymentsRead)) {
        return ().into_any();
    }
    let may_write = scope.is_some_and(|scope| scope.may(Permission::PaymentsWrite));
    let payments = page(load_of_order(order_id), move |payments| view! { <Payments order_id payments may_write/> });
    let vouchers = may_write.then(|| super::vouchers::of_order(order_id));
    view! { {payments}{vouchers}{super::links::of_order(order_id, may_write)} }.into_any()
}

#[component]
fn Payments(order_id: Uuid, payments: OrderPaymentsView, may_write: bool) -> impl IntoView {
    let currency = payments.currency.clone();
    let rows = payments.rows.iter().map(|row| payment(row, may_write)).collect_view();
    let list = (!payments.rows.is_empty()).then(|| view! { <ul class="grid gap-3">{rows}</ul> });
    let none = payments.rows.is_empty().then(|| view! { <p class="muted">{t("payments-none-yet")}</p> });
    let refunded = (!payments.totals.refunded.is_zero())
        .then(|| view! { <dt>{t("payments-refunded")}</dt><dd>{money(payments.totals.refunded, &currency)}</dd> });
    let processing = (!payments.totals.processing.is_zero())
        .then(|| view! { <dt>{t("payments-processing")}</dt><dd>{money(payments.totals.processing, &currency)}</dd> });
    let form = (may_write && !payments.due.is_zero())
        .then(|| view! { <RecordForm order_id due=payments.due.to_string() currency=currency.clone()/> });
    view! {
        <Card title=t("payments-panel-title") id="payments">
            <div class="grid gap-3">
                {list} {none}
                <dl class="sums">
                    <dt>{t("payments-total")}</dt><dd>{money(payments.total, &currency)}</dd>
                    <dt>{t("payments-captured")}</dt><dd>{money(payments.totals.captured, &currency)}</dd>
                    {refunded} {processing}
                    <dt class="total">{t("payments-due")}</dt><dd class="total">{money(payments.due, &currency)}</dd>
                </dl>
                {form}
            </div>
        </Card>
    }
}

fn payment(row: &PaymentRow, may_write: bool) -> impl IntoView + use<> {
    let reference = row.reference.clone().map(|reference| format!(" · {reference}"));
    let when = date_time(row.processed_at.unwrap_or(row.created_at));
    view! {
        <li class="flex flex-wrap items-center gap-2">
            <span class="flex-1">
                <strong>{money(row.amount, &row.currency)}</strong>" · "{t(row.method.key())}
                <span class="cell-note muted block">{when}{reference}</span>
            </span>
            {status_badge(row.status)}
            {remit_button(row, may_write, true)}
            {confirm_button(row, may_write, true)}
            {ask_button(row, may_write)}
            {hold_forms(row, may_write)}
            {stop_form(row, may_write)}
        </li>
    }
}

#[component]
fn RecordForm(order_id: Uuid, due: String, currency: String) -> impl IntoView {
    let form = form_state(RecordPayment::PATH);
    let is_refused = !form.action.is_empty();
    let methods = PaymentMethod::ALL
        .iter()
        .filter(|method| method.is_recorded_by_hand())
        .map(|method| Choice::new(method.code(), t(method.key())))
        .collect();
    let symbol = currency_symbol(&currency, language()).to_owned();
    view! {
        <ConfirmStep label=t("payments-record") kind=ButtonKind::Plain icon=Icon::Plus open=is_refused>
            <Form action=RecordPayment::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <Hidden name="key" value=form.value_or("key", &new_code(16))/>
                <SelectField name="method" label=t("payments-method") options=methods value=form.value_or("method", PaymentMethod::BankTransfer.code()) error=form.error("method") required=true/>
                <MoneyField name="amount" label=t("payments-amount") currency=symbol value=form.value_or("amount", &due) error=form.error("amount") required=true/>
                <TextField name="reference" label=t("payments-reference") help=t("payments-reference-help") value=form.value_or("reference", "") error=form.error("reference") maxlength=200 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("payments-record-submit")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
