//! Gift cards: the list, the form that issues one, one with its ledger.

use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::customers::urls as customers_urls;
use crate::domains::orders::urls as orders_urls;
use crate::domains::payments::api::cards::{DeactivateGiftCard, IssueGiftCard, load_card, load_cards};
use crate::domains::payments::model::cards::{CardEntry, CardFilter, CardRow, CardStatus, CardView};
use crate::domains::payments::urls;
use crate::server::clock::new_code;
use crate::server::context;
use crate::server::format::{currency_symbol, date, date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, page_request, params, path_id, url_with};
use crate::shared::{Cursor, Page, Permission};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, MoneyField, SearchBox, SelectField, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::Crumb;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Tone};
use chrono::TimeDelta;
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Symbols of the key that a form carries; the card's code is made of it.
const KEY: usize = 52;

fn writes() -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::PaymentsWrite))
}

fn badge(status: CardStatus) -> impl IntoView {
    let tone = match status {
        CardStatus::Active => Tone::Ok,
        CardStatus::Used => Tone::Neutral,
        CardStatus::Expired => Tone::Warn,
        CardStatus::Cancelled => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

fn crumbs(below: bool) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(t("nav-payments"), urls::LIST)];
    if below {
        crumbs.push(Crumb::new(t("giftcards-title"), urls::GIFT_CARDS));
    }
    crumbs
}

fn code_end(last4: &str) -> String {
    format!("•••• {last4}")
}

/// A card is good until the moment after its last day.
fn last_day(row: &CardRow) -> String {
    date(row.expires_at - TimeDelta::seconds(1))
}

/// `/payments/gift-cards`
#[component]
pub fn GiftCardsPage() -> impl IntoView {
    let filter = CardFilter::from_params(&params());
    let new = writes()
        .then(|| view! { <LinkButton href=urls::NEW_GIFT_CARD kind=ButtonKind::Primary icon=Icon::Plus>{t("giftcards-new")}</LinkButton> });
    view! {
        <Title text=t("giftcards-title")/>
        <PageHeader title=t("giftcards-title") sub=t("giftcards-intro") crumbs=crumbs(false) crumbs_label=t("breadcrumbs")>{new}</PageHeader>
        <Card flush=true>
            {filters(&filter)}
            {page(load_cards(filter.clone(), page_request()), move |cards| table(&filter, cards))}
        </Card>
    }
}

fn filters(filter: &CardFilter) -> impl IntoView + use<> {
    let statuses = CardStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let status = filter.status.map(CardStatus::code).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::GIFT_CARDS role="search">
            <div class="grow"><SearchBox label=t("giftcards-search") id="list-q" value=filter.code.clone().unwrap_or_default()/></div>
            <SelectField name="status" label=t("payments-status") options=statuses value=status blank=t("payments-any-status") autosubmit=true bare=true/>
            <Button icon=Icon::Search>{t("search")}</Button>
        </form>
    }
}

fn table(filter: &CardFilter, cards: Page<CardRow>) -> AnyView {
    if cards.rows.is_empty() && *filter == CardFilter::default() {
        return view! { <EmptyState icon=Icon::Payments title=t("giftcards-empty-title") text=t("giftcards-empty")/> }.into_any();
    }
    if cards.rows.is_empty() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("giftcards-none-title") text=t("giftcards-none")>
                <LinkButton href=urls::GIFT_CARDS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let head = view! {
        <Th label=t("giftcards-code")/><Th label=t("giftcards-recipient")/><Th label=t("payments-status")/><Th label=t("giftcards-until")/>
        <Th label=t("giftcards-value") class="num"/><Th label=t("giftcards-balance") class="num"/>
    }
    .into_any();
    let rows = cards.rows.iter().map(line).collect_view();
    let link = |name: &'static str, cursor: Option<Cursor>| {
        cursor.map(|cursor| url_with(&[("after", ""), ("before", ""), (name, &cursor.encode())])).unwrap_or_default()
    };
    let (next, previous) = (link("after", cards.next), link("before", cards.previous));
    view! {
        <Table caption=t("giftcards-title") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("giftcards-title")/>
    }
    .into_any()
}

fn line(row: &CardRow) -> impl IntoView + use<> {
    view! {
        <tr>
            <td class="cell-main mono"><a class="row-link" href=urls::gift_card(row.id)>{code_end(&row.last4)}</a></td>
            <td class="cell-wide">{row.recipient_name.clone()}</td>
            <td class="cell-status">{badge(row.status)}</td>
            <td class="cell-sub">{last_day(row)}</td>
            <td class="num">{money(row.initial_value, &row.currency)}</td>
            <td class="cell-amount">{money(row.balance, &row.currency)}</td>
        </tr>
    }
}

/// `/payments/gift-cards/new`
#[component]
pub fn NewGiftCardPage() -> impl IntoView {
    let allowed = async { context::require(Permission::PaymentsWrite).map(|scope| scope.organization.currency.clone()) };
    page(allowed, |currency| {
        let form = form_state(IssueGiftCard::PATH);
        let symbol = currency_symbol(&currency, language()).to_owned();
        view! {
            <Title text=t("giftcards-new")/>
            <PageHeader title=t("giftcards-new") crumbs=crumbs(true) crumbs_label=t("breadcrumbs")/>
            <Card>
                <Form action=IssueGiftCard::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="key" value=form.value_or("key", &new_code(KEY))/>
                    <MoneyField name="value" label=t("giftcards-value") currency=symbol value=form.value_or("value", "") error=form.error("value") required=true/>
                    <TextField name="expires_on" kind="date" label=t("giftcards-until") help=t("giftcards-until-help") value=form.value_or("expires_on", "") error=form.error("expires_on")/>
                    <TextField name="recipient_name" label=t("giftcards-recipient") value=form.value_or("recipient_name", "") error=form.error("recipient_name") maxlength=200 autocomplete="off"/>
                    <TextField name="recipient_email" label=t("giftcards-recipient-email") inputmode="email" value=form.value_or("recipient_email", "") error=form.error("recipient_email") maxlength=254 autocomplete="off"/>
                    <TextField name="purchaser_email" label=t("giftcards-purchaser-email") help=t("giftcards-purchaser-help") inputmode="email" value=form.value_or("purchaser_email", "") error=form.error("purchaser_email") maxlength=254 autocomplete="off"/>
                    <TextArea name="message" label=t("giftcards-message") value=form.value_or("message", "") error=form.error("message") maxlength=1000/>
                    <TextField name="sku" label="SKU" value=form.value_or("sku", "") error=form.error("sku") maxlength=100 autocomplete="off"/>
                    <TextArea name="notes" label=t("giftcards-notes") value=form.value_or("notes", "") error=form.error("notes") maxlength=2000/>
                    <div class="flex gap-2">
                        <Button kind=ButtonKind::Primary>{t("giftcards-issue")}</Button>
                        <LinkButton href=urls::GIFT_CARDS>{t("cancel")}</LinkButton>
                    </div>
                </Form>
            </Card>
        }
    })
}

/// `/payments/gift-cards/{id}`
#[component]
pub fn GiftCardPage() -> impl IntoView {
    page(load_card(path_id("id")), card)
}

fn card(view: CardView) -> impl IntoView {
    let row = view.row.clone();
    let title = t_with("giftcards-one", &[("code", code_end(&row.last4).into())]);
    let badge = badge(row.status).into_any();
    let deactivate = (writes() && row.status == CardStatus::Active).then(|| {
        view! {
            <ConfirmStep label=t("giftcards-deactivate") icon=Icon::Blocked>
                <p class="mb-3">{t("giftcards-deactivate-sure")}</p>
                <form method="post" action=DeactivateGiftCard::PATH>
                    <Hidden name="gift_card_id" value=row.id.to_string()/>
                    <Button kind=ButtonKind::Danger>{t("giftcards-deactivate")}</Button>
                </form>
            </ConfirmStep>
        }
    });
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub=date_time(row.created_at) crumbs=crumbs(true) crumbs_label=t("breadcrumbs")/>
        <div class="detail">
            <div class="main-col stack">{ledger(&view)}</div>
            <div class="side-col stack">{facts(&view)}{deactivate}</div>
        </div>
        <HistoryTab resource="gift_card" id=row.id/>
    }
}

fn ledger(view: &CardView) -> impl IntoView + use<> {
    let currency = view.row.currency.clone();
    let entry = |entry: &CardEntry| {
        let order = entry.order.clone().map(|(id, number)| view! { " · "<a class="link mono" href=orders_urls::order(id)>{number}</a> });
        let person = entry.person.clone().map(|name| format!(" · {name}"));
        view! {
            <li class="flex flex-wrap items-center gap-2">
                <span class="flex-1">
                    {t(entry.reason.key())}{order}
                    <span class="cell-note muted block">{date_time(entry.at)}{person}</span>
                </span>
                <strong>{money(entry.amount, &currency)}</strong>
            </li>
        }
    };
    let entries = view.entries.iter().map(entry).collect_view();
    view! { <Card title=t("giftcards-ledger")><ul class="grid gap-3">{entries}</ul></Card> }
}

fn facts(view: &CardView) -> impl IntoView + use<> {
    let row = &view.row;
    let fact =
        |label: String, value: Option<String>| value.map(|value| view! { <dt>{label}</dt><dd class="whitespace-pre-line">{value}</dd> });
    let customer = view.customer.clone().map(|(id, name)| {
        view! { <dt>{t("giftcards-purchaser")}</dt><dd><a class="link" href=customers_urls::detail(id)>{name}</a></dd> }
    });
    let (balance, value) = (money(row.balance, &row.currency), money(row.initial_value, &row.currency));
    let until = last_day(row);
    let more = (
        fact(t("giftcards-purchaser-email"), view.purchaser_email.clone()),
        fact(t("giftcards-recipient"), row.recipient_name.clone()),
        fact(t("giftcards-recipient-email"), view.recipient_email.clone()),
        fact(t("giftcards-message"), view.message.clone()),
        fact("SKU".to_owned(), view.sku.clone()),
        fact(t("giftcards-notes"), view.notes.clone()),
    );
    view! {
        <Card title=t("giftcards-facts")>
            <dl class="facts">
                <dt>{t("giftcards-balance")}</dt><dd><strong>{balance}</strong></dd>
                <dt>{t("giftcards-value")}</dt><dd>{value}</dd>
                <dt>{t("giftcards-until")}</dt><dd>{until}</dd>
                {customer}
                {more}
            </dl>
            <p class="muted mt-3">{t("giftcards-code-hidden")}</p>
        </Card>
    }
}
