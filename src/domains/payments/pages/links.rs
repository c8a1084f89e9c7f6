//! The payment links of an order, on its page.

use crate::domains::payments::api::links::{CreatePaymentLink, RevokePaymentLink, load_links};
use crate::domains::payments::model::links::{LinkRow, OrderLinks};
use crate::domains::payments::urls;
use crate::server::format::{currency_symbol, date, money, money_in};
use crate::server::forms::{form_state, percent_encode};
use crate::server::i18n::{language, t, t_with, text_with};
use crate::server::page::page;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, MoneyField, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The links, and the form that makes one.
pub(super) fn of_order(order_id: Uuid, may_write: bool) -> impl IntoView {
    page(load_links(order_id), move |links| card(order_id, &links, may_write))
}

fn card(order_id: Uuid, links: &OrderLinks, may_write: bool) -> AnyView {
    if links.rows.is_empty() && (links.due.is_zero() || !may_write) {
        return ().into_any();
    }
    let rows = links.rows.iter().map(|row| link(row, links, may_write)).collect_view();
    let list = (!links.rows.is_empty()).then(|| view! { <ul class="grid gap-3">{rows}</ul> });
    let none = (!links.can_be_paid).then(|| {
        view! { <Alert tone=Tone::Warn title=t("payments-link-no-account")><a href=urls::SETTINGS>{t("payments-accounts")}</a></Alert> }
    });
    let form = (may_write && links.can_be_paid && !links.due.is_zero()).then(|| link_form(order_id, links));
    view! { <Card title=t("payments-links") id="payment-links"><div class="grid gap-3">{none}{list}{form}</div></Card> }.into_any()
}

/// Opens WhatsApp with a message in the buyer's language; to the buyer where their number is known.
fn whatsapp(url: &str, row: &LinkRow, links: &OrderLinks) -> String {
    let amount = money_in(row.amount.unwrap_or(links.due), &links.currency, links.language);
    let args = [("number", links.number.clone().into()), ("amount", amount.into()), ("url", url.to_owned().into())];
    let message = text_with(links.language, "payments-link-message", &args);
    let number: String = links.phone.iter().flat_map(|phone| phone.chars().filter(char::is_ascii_digit)).collect();
    format!("https://wa.me/{number}?text={}", percent_encode(&message))
}

fn link(row: &LinkRow, links: &OrderLinks, may_write: bool) -> impl IntoView + use<> {
    let amount = money(row.amount.unwrap_or(links.due), &links.currency);
    let opened =
        row.opened_at.map_or_else(|| t("payments-link-unopened"), |at| t_with("payments-link-opened", &[("day", date(at).into())]));
    let until = t_with("payments-link-until", &[("day", date(row.expires_at).into())]);
    let revoke = may_write.then(|| {
        view! {
            <form method="post" action=RevokePaymentLink::PATH data-confirm=t("payments-link-revoke-confirm")>
                <Hidden name="link_id" value=row.id.to_string()/>
                <Button kind=ButtonKind::Ghost small=true icon=Icon::Close>{t("payments-link-revoke")}</Button>
            </form>
        }
    });
    let address = match row.url.clone() {
        Some(url) => view! { <a class="mono break-all" href=url.clone() target="_blank" rel="noopener">{url.clone()}</a> }.into_any(),
        None => view! { <span class="muted">{t("payments-link-no-address")}</span> }.into_any(),
    };
    let ways = row.url.clone().map(|url| {
        let href = whatsapp(&url, row, links);
        view! {
            <button type="button" class="btn btn-sm js-only" data-copy=url>{t("payments-copy")}</button>
            <LinkButton href small=true icon=Icon::External>{t("payments-link-whatsapp")}</LinkButton>
        }
    });
    view! {
        <li class="grid gap-2">
            <span><strong>{amount}</strong><span class="cell-note muted block">{until}" · "{opened}</span></span>
            {address}
            <span class="flex flex-wrap gap-2">{ways}{revoke}</span>
        </li>
    }
}

fn link_form(order_id: Uuid, links: &OrderLinks) -> impl IntoView + use<> {
    let form = form_state(CreatePaymentLink::PATH);
    let open = !form.action.is_empty();
    let symbol = currency_symbol(&links.currency, language()).to_owned();
    view! {
        <ConfirmStep label=t("payments-link-new") kind=ButtonKind::Plain icon=Icon::Link open>
            <Form action=CreatePaymentLink::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <MoneyField name="amount" id="link-amount" label=t("payments-link-amount") help=t("payments-link-amount-help") currency=symbol value=form.value_or("amount", "") error=form.error("amount")/>
                <TextField name="days" label=t("payments-link-days") value=form.value_or("days", "14") error=form.error("days") inputmode="numeric" maxlength=2 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary>{t("payments-link-make")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
