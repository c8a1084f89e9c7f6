//! One line: what it may belong to, and what a person says of it.

use super::lines::{matched, proposed};
use super::{crumbs, line_badge, writes};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::statements::api::{ConfirmLine, IgnoreLine, MatchLine, ReopenLine, load_line};
use crate::domains::statements::model::matching::{FoundOrder, LineDetail, LineRow, LineStatus};
use crate::domains::statements::urls;
use crate::server::format::{currency_symbol, day, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id, query, url_with};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, MoneyField, SearchBox, TextField};
use crate::ui::form::{ErrorSummary, Form};
use crate::ui::page_header::Crumb;
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, PageHeader, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Orders among which the form divides a line.
const PARTS: usize = 4;

/// `/payments/statement-lines/{id}`
#[component]
pub fn LinePage() -> impl IntoView {
    let search = query("q").unwrap_or_default();
    page(load_line(path_id("id"), search.clone()), move |detail| show(detail, &search))
}

fn show(detail: LineDetail, search: &str) -> impl IntoView + use<> {
    let row = detail.line.row.clone();
    let title = t_with("statements-line-title", &[("amount", money(row.amount, &row.currency).into()), ("day", day(row.booked_on).into())]);
    let crumbs = [crumbs(true), vec![Crumb::new(detail.file_name.clone(), urls::statement(row.statement_id))]].concat();
    let badge = line_badge(row.status).into_any();
    let sub = t_with("statements-line-number", &[("number", row.number.into())]);
    let writes = writes();
    let two = detail.second_over.filter(|limit| row.status == LineStatus::Open && row.amount > *limit).map(|limit| {
        let key = if row.first_by.is_some() { "statements-second" } else { "statements-two" };
        view! { <Alert tone=Tone::Info title=t_with(key, &[("limit", money(limit, &row.currency).into())])/> }
    });
    let open = row.status == LineStatus::Open;
    let proposals = open.then(|| {
        let list = detail.line.proposals.iter().map(|proposal| view! { <li>{proposed(&row, proposal, writes, None)}</li> }).collect_view();
        let none = detail.line.proposals.is_empty().then(|| view! { <p class="muted">{t("statements-no-proposal")}</p> });
        view! { <Card title=t("statements-proposals")><ul class="grid gap-3">{list}</ul>{none}</Card> }
    });
    let by_hand = (open && writes && row.came_in()).then(|| by_hand(&row, &detail.found, search));
    let matches = (!detail.line.matches.is_empty()).then(|| {
        let matched = matched(&detail.line.matches, &row.currency);
        view! { <Card title=t("statements-matched-with")>{matched}</Card> }
    });
    let errors = form_state(ConfirmLine::PATH).summary();
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub crumbs crumbs_label=t("breadcrumbs")/>
        <ErrorSummary title=t("form-errors-title") errors/>
        <div class="detail">
            <div class="main-col stack">{two}{matches}{proposals}{by_hand}</div>
            <div class="side-col stack">{facts(&detail)}{writes.then(|| decisions(&row))}</div>
        </div>
        <HistoryTab resource="bank_statement_line" id=row.id/>
    }
}

fn facts(detail: &LineDetail) -> impl IntoView + use<> {
    let row = &detail.line.row;
    let fact = |key: &str, value: String| (!value.is_empty()).then(|| view! { <dt>{t(key)}</dt><dd class="break-words">{value}</dd> });
    let left = if row.matched.is_zero() || row.left().is_zero() { String::new() } else { money(row.left(), &row.currency) };
    let facts = (
        fact("statements-amount", money(row.amount, &row.currency)),
        fact("statements-left", left),
        fact("statements-day", day(row.booked_on)),
        fact("statements-text", row.description.clone()),
        fact("statements-column-party", row.party.clone()),
        fact("statements-column-reference", row.reference.clone()),
        fact("statements-end-to-end", row.end_to_end.clone()),
        fact("statements-account", detail.account.clone()),
        fact("statements-reason", row.reason.clone().unwrap_or_default()),
    );
    view! { <Card title=t("statements-facts")><dl class="facts">{facts}</dl></Card> }
}

/// A search for orders, and the form that divides a line among some.
fn by_hand(row: &LineRow, found: &[FoundOrder], search: &str) -> impl IntoView + use<> {
    let form = form_state(MatchLine::PATH);
    let symbol = currency_symbol(&row.currency, language()).to_owned();
    let picked = query("order").unwrap_or_default();
    let parts = (0..PARTS)
        .map(|place| {
            let (number, amount) = (format!("parts[{place}][number]"), format!("parts[{place}][amount]"));
            let first = if place == 0 { picked.as_str() } else { "" };
            let label = t_with("statements-part-order", &[("number", (place + 1).into())]);
            let (number_value, number_error) = (form.value_or(&number, first), form.error(&number));
            let (amount_value, amount_error) = (form.value_or(&amount, ""), form.error(&amount));
            let amount_label = t_with("statements-part-amount", &[("number", (place + 1).into())]);
            let currency = symbol.clone();
            view! {
                <div class="grid gap-3 sm:grid-cols-2">
                    <TextField name=number label value=number_value error=number_error maxlength=10 autocomplete="off"/>
                    <MoneyField name=amount label=amount_label currency value=amount_value error=amount_error/>
                </div>
            }
        })
        .collect_view();
    let orders = found
        .iter()
        .map(|order| {
            let args = [("buyer", order.buyer.clone().into()), ("due", money(order.due, &order.currency).into())];
            let href = url_with(&[("order", &order.order_number)]);
            view! { <li><a class="link mono" href=href>{order.order_number.clone()}</a>" "{t_with("statements-found", &args)}</li> }
        })
        .collect_view();
    let none = (found.is_empty() && !search.is_empty()).then(|| view! { <p class="muted">{t("statements-found-none")}</p> });
    let (line_id, search, action) = (row.id.to_string(), search.to_owned(), urls::line(row.id));
    view! {
        <Card title=t("statements-by-hand")>
            <form class="toolbar" method="get" action=action>
                <SearchBox label=t("statements-find-order") id="find-order" value=search/>
                <Button>{t("statements-find")}</Button>
            </form>
            <ul class="grid gap-1 mb-3">{orders}</ul>
            {none}
            <Form action=MatchLine::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="line_id" value=line_id/>
                <p class="muted">{t("statements-parts-help")}</p>
                {parts}
                <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("statements-match")}</Button></div>
            </Form>
        </Card>
    }
}

fn decisions(row: &LineRow) -> AnyView {
    let id = row.id.to_string();
    let is_part = !row.matched.is_zero();
    if row.status == LineStatus::Open && !is_part {
        let form = form_state(IgnoreLine::PATH);
        let open = !form.action.is_empty();
        return view! {
            <Card title=t("statements-decide")>
                <ConfirmStep label=t("statements-ignore") kind=ButtonKind::Ghost open>
                    <Form action=IgnoreLine::PATH errors=form.summary() error_title=t("form-errors-title")>
                        <Hidden name="line_id" value=id/>
                        <TextField name="reason" label=t("statements-reason") help=t("statements-ignore-help") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500 autocomplete="off"/>
                        <div><Button kind=ButtonKind::Danger>{t("statements-ignore")}</Button></div>
                    </Form>
                </ConfirmStep>
            </Card>
        }
        .into_any();
    }
    let form = form_state(ReopenLine::PATH);
    let open = !form.action.is_empty();
    let needs_reason = row.status != LineStatus::Ignored;
    let reason = needs_reason.then(|| {
        view! {
            <p>{t("statements-undo-text")}</p>
            <TextField name="reason" label=t("statements-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500 autocomplete="off"/>
        }
    });
    view! {
        <Card title=t("statements-decide")>
            <ConfirmStep label=t("statements-undo") open>
                <Form action=ReopenLine::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="line_id" value=id/>
                    {reason}
                    <div><Button kind=ButtonKind::Danger icon=Icon::Undo>{t("statements-undo")}</Button></div>
                </Form>
            </ConfirmStep>
        </Card>
    }
    .into_any()
}
