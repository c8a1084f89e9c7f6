//! What an order's page shows of its refunds.

use super::{may, state_badge, steps};
use crate::domains::documents::urls as documents_urls;
use crate::domains::refunds::api::{RequestRefund, load_refunds_of};
use crate::domains::refunds::model::{Destination, OrderRefunds, RefundRow, RefundableLine, RefundablePayment};
use crate::domains::refunds::urls;
use crate::server::clock::new_code;
use crate::server::format::{currency_symbol, date_time, money};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Checkbox, Choice, Hidden, MoneyField, RadioField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, Icon, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The refunds of an order and the form that asks for one. Nothing for who may not see payments, and while nothing was received.
#[component]
pub fn OrderRefunds(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    if !may(Permission::PaymentsRead) {
        return ().into_any();
    }
    page(load_refunds_of(order_id), |refunds| (!refunds.rows.is_empty() || !refunds.payments.is_empty()).then(|| panel(&refunds)))
        .into_any()
}

fn panel(refunds: &OrderRefunds) -> impl IntoView + use<> {
    let rows = refunds.rows.iter().map(row).collect_view();
    let list = (!refunds.rows.is_empty()).then(|| view! { <ul class="grid gap-4">{rows}</ul> });
    let form = (may(Permission::PaymentsWrite) && !refunds.payments.is_empty()).then(|| form(refunds));
    let all = view! { <LinkButton href=urls::LIST small=true>{t("refunds-all")}</LinkButton> }.into_any();
    view! { <Card title=t("refunds-title") id="refunds" actions=all><div class="grid gap-4">{list}{form}</div></Card> }
}

fn row(row: &RefundRow) -> impl IntoView + use<> {
    let who = row.requested_by.as_ref().map(|(_, name)| name.clone()).unwrap_or_else(|| t("audit-program"));
    let approved = row.approved_by.clone().map(|name| format!(" · {}", t_with("refunds-approved", &[("name", name.into())])));
    let reference = row.reference.clone().map(|reference| format!(" · {reference}"));
    let failure = row.failure.clone().map(|failure| view! { <span class="cell-note tone-bad block">{failure}</span> });
    let again = row.due_again.then(|| view! { <span class="cell-note block">{t("refunds-due-again")}</span> });
    let note = row.credit_note.clone().map(|(id, number)| {
        view! { <span class="cell-note block">{t("refunds-credit-note")}" "<a class="link mono" href=documents_urls::invoice(id)>{number}</a></span> }
    });
    view! {
        <li class="grid gap-2">
            <div class="flex flex-wrap items-center gap-2">
                <span class="flex-1">
                    <strong>{money(row.amount, &row.currency)}</strong>" · "{t(row.destination.key())}
                    <span class="cell-note block">{row.reason.clone()}</span>
                    <span class="cell-note muted block">{date_time(row.created_at)}" · "{who}{approved}{reference}</span>
                    {again}{failure}{note}
                </span>
                {state_badge(row.state)}
            </div>
            {steps(row)}
        </li>
    }
}

fn payment_field(payments: &[RefundablePayment], form: &FormState) -> AnyView {
    let [first, rest @ ..] = payments else { return ().into_any() };
    if rest.is_empty() {
        return view! { <Hidden name="payment_id" value=first.id.to_string()/> }.into_any();
    }
    let choices = payments
        .iter()
        .map(|payment| {
            Choice::new(payment.id.to_string(), format!("{} · {}", t(payment.method.key()), money(payment.left, &payment.currency)))
        })
        .collect();
    let value = form.value_or("payment_id", &first.id.to_string());
    view! { <SelectField name="payment_id" label=t("refunds-payment") options=choices value/> }.into_any()
}

fn line_field(line: &RefundableLine, place: usize, currency: &str, form: &FormState) -> impl IntoView + use<> {
    let (item, quantity) = (format!("lines[{place}][item]"), format!("lines[{place}][quantity]"));
    let (value, error) = (form.value_or(&quantity, ""), form.error(&quantity));
    let help = t_with("refunds-line-left", &[("left", line.left().into()), ("amount", money(line.amount(line.left()), currency).into())]);
    view! {
        <div>
            <Hidden name=item value=line.id.to_string()/>
            <TextField name=quantity label=line.name.clone() help value error inputmode="numeric" autocomplete="off"/>
        </div>
    }
}

fn form(refunds: &OrderRefunds) -> impl IntoView + use<> {
    let form = form_state(RequestRefund::PATH);
    let currency = refunds.payments.first().map(|payment| payment.currency.clone()).unwrap_or_default();
    let left = refunds.payments.iter().map(|payment| payment.left).sum();
    let lines = refunds.lines.iter().enumerate().map(|(place, line)| line_field(line, place, &currency, &form)).collect_view();
    let shipping = (!refunds.shipping.is_zero()).then(|| {
        let label = t_with("refunds-shipping", &[("amount", money(refunds.shipping, &currency).into())]);
        view! { <Checkbox name="shipping" label checked=form.value("shipping").is_some()/> }
    });
    let mut destinations = vec![Choice::new(Destination::Method.code(), t(Destination::Method.key()))];
    if refunds.has_customer {
        destinations.push(Choice::new(Destination::StoreCredit.code(), t(Destination::StoreCredit.key())));
    }
    let limit = refunds
        .approval_above
        .map(|limit| view! { <p class="muted">{t_with("refunds-limit-is", &[("limit", money(limit, &currency).into())])}</p> });
    let symbol = currency_symbol(&currency, language()).to_owned();
    let payment = payment_field(&refunds.payments, &form);
    let left = t_with("refunds-left", &[("left", money(left, &currency).into())]);
    view! {
        <ConfirmStep label=t("refunds-new") kind=ButtonKind::Plain icon=Icon::Undo open=!form.action.is_empty()>
            <Form action=RequestRefund::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="key" value=form.value_or("key", &new_code(16))/>
                <p class="muted">{left}</p>
                {limit}
                {payment}
                <Checkbox name="whole" label=t("refunds-whole") help=t("refunds-whole-help") checked=form.value("whole").is_some()/>
                <fieldset class="stack">
                    <legend class="label">{t("refunds-pieces")}</legend>
                    {lines}
                    {shipping}
                </fieldset>
                <MoneyField name="amount" id="refund-amount" label=t("payments-amount") note=t("field-optional") help=t("refunds-amount-help") currency=symbol value=form.value_or("amount", "") error=form.error("amount")/>
                <RadioField name="destination" label=t("refunds-destination") options=destinations value=form.value_or("destination", Destination::Method.code()) error=form.error("destination")/>
                <Checkbox name="due_again" label=t("refunds-due-again") help=t("refunds-due-again-help") checked=form.value("due_again").is_some()/>
                <TextField name="reason" id="refund-reason" label=t("refunds-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("refunds-request")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
