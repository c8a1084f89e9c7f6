//! One order as the supplier's own people see it: what is asked, and the form with which they answer.

use super::cells::{StatusBadge, maybe_day};
use crate::domains::purchasing::api::{AnswerPurchaseOrder, load_supply_order};
use crate::domains::purchasing::model::{ChangeStatus, PurchaseDetail, PurchaseItem, PurchaseStatus};
use crate::domains::purchasing::urls;
use crate::server::format::{currency_symbol, day, money, number};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id};
use crate::ui::field::{Hidden, MoneyField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/supply/{id}`
#[component]
pub fn SupplyOrderPage() -> impl IntoView {
    page(load_supply_order(path_id("id")), order)
}

fn order(order: PurchaseDetail) -> impl IntoView {
    let title = t_with("purchasing-title", &[("number", order.row.number.clone().into())]);
    let badge = view! { <StatusBadge status=order.row.status/> }.into_any();
    let total = money(order.row.total, &order.row.currency);
    let notes = order.notes.clone();
    let notes = (!notes.is_empty()).then(|| view! { <Card title=t("purchasing-notes")><p class="prewrap">{notes}</p></Card> });
    let ended = order.reason.clone().map(|reason| view! { <Alert tone=Tone::Warn title=t(order.row.status.key())>{reason}</Alert> });
    let facts = view! {
        <dl class="facts">
            <dt>{t("purchasing-warehouse")}</dt><dd>{order.row.warehouse.clone()}</dd>
            <dt>{t("purchasing-expected")}</dt><dd>{maybe_day(order.row.expected_on)}</dd>
            <dt>{t("purchasing-total")}</dt><dd>{total}</dd>
        </dl>
    };
    let body = if order.row.status.is_open() { answer(&order).into_any() } else { lines(&order).into_any() };
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge crumbs=vec![Crumb::new(t("nav-supply"), urls::SUPPLY)] crumbs_label=t("breadcrumbs")>
            <LinkButton href=urls::supply_file(order.row.id) icon=Icon::Download download=true>"PDF"</LinkButton>
        </PageHeader>
        {ended}
        <div class="detail">
            <div class="main-col stack">{body}</div>
            <div class="side-col stack"><Card title=t("purchasing-facts")>{facts}</Card>{notes}</div>
        </div>
    }
}

/// An order that has ended.
fn lines(order: &PurchaseDetail) -> impl IntoView + use<> {
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-quantity") class="num"/><Th label=t("purchasing-received") class="num"/>
        <Th label=t("purchasing-unit-cost") class="num"/>
    }
    .into_any();
    let rows = order
        .items
        .iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row" class="cell-main">{item.name.clone()}<span class="cell-note mono">{item.sku.clone()}</span></th>
                    <td class="num" data-label=t("purchasing-quantity")>{number(item.quantity.into())}</td>
                    <td class="num" data-label=t("purchasing-received")>{number(item.received.into())}</td>
                    <td class="cell-amount">{money(item.unit_cost, &order.row.currency)}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Card title=t("purchasing-lines") flush=true><Table caption=t("purchasing-lines") head>{rows}</Table></Card> }
}

/// The form: as it stands it confirms every line; what is changed is a proposal.
fn answer(order: &PurchaseDetail) -> impl IntoView + use<> {
    let form = form_state(AnswerPurchaseOrder::PATH);
    let unit = currency_symbol(&order.row.currency, language()).to_owned();
    let lines = order.items.iter().enumerate().map(|(row, item)| line(&form, order, row, item, &unit)).collect_view();
    let waits = (order.row.proposals > 0)
        .then(|| view! { <Alert tone=Tone::Info title=t("purchasing-answer-waits-title")>{t("purchasing-answer-waits")}</Alert> });
    let confirmed = (order.row.status != PurchaseStatus::Sent && order.row.proposals == 0)
        .then(|| view! { <Alert tone=Tone::Ok title=t("purchasing-answer-confirmed")/> });
    let note = view! {
        <TextArea class="mt-4" name="note" label=t("purchasing-answer-note") value=form.value_or("note", "") error=form.error("note") maxlength=2000/>
    };
    let id = order.row.id.to_string();
    view! {
        {waits}
        {confirmed}
        <Form action=AnswerPurchaseOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="purchase_order_id" value=id/>
            <Card title=t("purchasing-lines")>
                <p class="muted">{t("purchasing-answer-help")}</p>
                <div class="stack mt-4">{lines}</div>
                {note}
            </Card>
            <SaveBar><Button kind=ButtonKind::Primary icon=Icon::Check>{t("purchasing-answer")}</Button></SaveBar>
        </Form>
    }
}

fn line(form: &FormState, order: &PurchaseDetail, row: usize, item: &PurchaseItem, unit: &str) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    // What they have proposed stands in the form, so that they can go on from it.
    let proposed = order.open_proposal(item.id);
    let quantity = proposed.map_or(item.quantity, |proposal| proposal.quantity).to_string();
    let price = proposed.map_or(item.unit_cost, |proposal| proposal.unit_cost).to_string();
    let expected = proposed.and_then(|proposal| proposal.expected_on).or(item.expected_on).or(order.row.expected_on);
    let expected = expected.map(|day| day.to_string()).unwrap_or_default();
    let last = order.proposals.iter().find(|proposal| proposal.item_id == item.id);
    let said = last.map(|proposal| {
        let tone = match proposal.status {
            ChangeStatus::Proposed => Tone::Warn,
            ChangeStatus::Accepted => Tone::Ok,
            ChangeStatus::Refused => Tone::Bad,
            ChangeStatus::Lapsed => Tone::Neutral,
        };
        let status = proposal.status;
        view! { <Badge tone>{t(status.key())}</Badge> }
    });
    let asked = {
        let asked_day = item.expected_on.or(order.row.expected_on).map(|value| format!(" · {}", day(value))).unwrap_or_default();
        format!("{} × {}{asked_day}", number(item.quantity.into()), money(item.unit_cost, &order.row.currency))
    };
    let came = (item.received > 0).then(|| format!(" · {}: {}", t("purchasing-received"), item.received));
    let (quantity_field, price_field, day_field) = (field("quantity"), field("price"), field("expected_on"));
    view! {
        <fieldset class="answer-line">
            <legend><strong>{item.name.clone()}</strong>" "<span class="mono muted">{item.sku.clone()}</span>" "{said}</legend>
            <p class="muted">{asked}{came}</p>
            <Hidden name=field("item") value=item.id.to_string()/>
            <div class="answer-fields">
                <TextField id=id("quantity") label=t("purchasing-quantity") value=form.value_or(&quantity_field, &quantity) error=form.error(&quantity_field) name=quantity_field inputmode="numeric" autocomplete="off"/>
                <MoneyField id=id("price") label=t("purchasing-unit-cost") currency=unit.to_owned() value=form.value_or(&price_field, &price) error=form.error(&price_field) name=price_field/>
                <TextField id=id("expected_on") kind="date" label=t("purchasing-expected") value=form.value_or(&day_field, &expected) error=form.error(&day_field) name=day_field/>
            </div>
        </fieldset>
    }
}
