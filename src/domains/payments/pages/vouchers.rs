//! Gift cards and store credit on an order's page, and gift cards on the page of a payment link.

use crate::domains::payments::api::cards::{PayByCredit, PayByGiftCard, RedeemGiftCard, load_vouchers};
use crate::domains::payments::model::cards::Vouchers;
use crate::server::clock::new_code;
use crate::server::format::{currency_symbol, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::page;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, MoneyField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, Icon};
use leptos::prelude::*;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// The two forms, for who may write payments down.
pub(super) fn of_order(order_id: Uuid) -> impl IntoView {
    page(load_vouchers(order_id), move |vouchers| forms(order_id, &vouchers))
}

fn forms(order_id: Uuid, vouchers: &Vouchers) -> AnyView {
    if vouchers.due.is_zero() {
        return ().into_any();
    }
    let credit = (vouchers.credit > Decimal::ZERO).then(|| credit_form(order_id, vouchers));
    let card = card_form(order_id, vouchers);
    view! { <Card title=t("giftcards-other-ways") id="vouchers"><div class="grid gap-3">{card}{credit}</div></Card> }.into_any()
}

fn card_form(order_id: Uuid, vouchers: &Vouchers) -> impl IntoView + use<> {
    let form = form_state(RedeemGiftCard::PATH);
    let open = !form.action.is_empty();
    let symbol = currency_symbol(&vouchers.currency, language()).to_owned();
    view! {
        <ConfirmStep label=t("giftcards-pay") kind=ButtonKind::Plain icon=Icon::Payments open>
            <Form action=RedeemGiftCard::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <Hidden name="key" value=form.value_or("key", &new_code(16))/>
                <TextField name="code" id="card-code" label=t("giftcards-code") value=form.value_or("code", "") error=form.error("code") required=true maxlength=40 autocomplete="off"/>
                <MoneyField name="amount" id="card-amount" label=t("payments-amount") help=t("giftcards-amount-help") currency=symbol value=form.value_or("amount", "") error=form.error("amount")/>
                <div><Button kind=ButtonKind::Primary>{t("giftcards-pay")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn credit_form(order_id: Uuid, vouchers: &Vouchers) -> impl IntoView + use<> {
    let form = form_state(PayByCredit::PATH);
    let open = !form.action.is_empty();
    let symbol = currency_symbol(&vouchers.currency, language()).to_owned();
    let most = vouchers.credit.min(vouchers.due).to_string();
    let label = t_with("giftcards-credit-pay", &[("amount", money(vouchers.credit, &vouchers.currency).into())]);
    view! {
        <ConfirmStep label kind=ButtonKind::Plain icon=Icon::Payments open>
            <Form action=PayByCredit::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <Hidden name="key" value=form.value_or("key", &new_code(16))/>
                <MoneyField name="amount" id="credit-amount" label=t("payments-amount") currency=symbol value=form.value_or("amount", &most) error=form.error("amount") required=true/>
                <div><Button kind=ButtonKind::Primary>{t("giftcards-credit-submit")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

/// Where a buyer types the code of a card.
pub(super) fn on_link(organization: &str, token: &str) -> impl IntoView + use<> {
    let form = form_state(PayByGiftCard::PATH);
    let (organization, token) = (organization.to_owned(), token.to_owned());
    view! {
        <Card title=t("giftcards-pay")>
            <p class="mb-3">{t("giftcards-pay-text")}</p>
            <Form action=PayByGiftCard::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="organization" value=organization/>
                <Hidden name="token" value=token/>
                <TextField name="code" id="card-code" label=t("giftcards-code") value=form.value_or("code", "") error=form.error("code") required=true maxlength=40 autocomplete="off"/>
                <div><Button icon=Icon::Payments>{t("giftcards-pay")}</Button></div>
            </Form>
        </Card>
    }
}
