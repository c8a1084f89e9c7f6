//! One purchase order: the next step first, then what is in it, what came and what it cost, and what happened.

use super::cells::{StatusBadge, maybe_day, progress};
use super::receipts::receipts;
use super::{may, own_currency};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::orders::islands::LiveReload;
use crate::domains::purchasing::api::{
    AcceptChange, CancelPurchaseOrder, ClosePurchaseOrder, ConfirmPurchaseOrder, MailPurchaseOrder, RefuseChange, SendPurchaseOrder,
    load_purchase_order,
};
use crate::domains::purchasing::model::{Proposal, PurchaseDetail, PurchaseEvent, PurchaseItem, PurchaseStatus};
use crate::domains::purchasing::urls;
use crate::server::context;
use crate::server::format::{ago, date_time, day, money, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::timeline::{Timeline, TimelineItem};
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/purchasing/{id}`
#[component]
pub fn PurchasePage() -> impl IntoView {
    page(load_purchase_order(path_id("id")), order)
}

fn order(order: PurchaseDetail) -> impl IntoView {
    let id = order.row.id;
    let title = t_with("purchasing-title", &[("number", order.row.number.clone().into())]);
    let badge = view! { <StatusBadge status=order.row.status/> }.into_any();
    let sub = format!("{} · {}", order.row.supplier, date_time(order.row.created_at));
    let edit = (order.row.status == PurchaseStatus::Draft && may(Permission::PurchasingWrite))
        .then(|| view! { <LinkButton href=urls::edit(id) icon=Icon::Edit>{t("edit")}</LinkButton> });
    let ended = order.reason.clone().map(|reason| {
        let cancelled = order.row.status == PurchaseStatus::Cancelled;
        let title = t(if cancelled { "purchasing-cancelled-because" } else { "purchasing-closed-because" });
        view! { <Alert tone=if cancelled { Tone::Bad } else { Tone::Info } title>{reason}</Alert> }
    });
    let (next, lines, side) = (next_step(&order), lines(&order), side(&order));
    let came = receipts(&order);
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub crumbs=vec![Crumb::new(t("nav-purchasing"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            <LinkButton href=urls::print(id) icon=Icon::Print>{t("purchasing-print")}</LinkButton>
            {edit}
        </PageHeader>
        {ended}
        {next}
        <div class="detail">
            <div class="main-col stack">
                {lines}
                {came}
                {history(order.history)}
            </div>
            {side}
        </div>
        <HistoryTab resource="purchase_order" id/>
        <LiveReload id=id.to_string() notice=t("purchasing-changed-elsewhere") action=t("orders-reload")/>
    }
}

fn step_form(action: &'static str, id: Uuid, label: String, icon: Icon, kind: ButtonKind) -> AnyView {
    view! {
        <form method="post" action=action>
            <Hidden name="purchase_order_id" value=id.to_string()/>
            <Button kind icon=icon>{label}</Button>
        </form>
    }
    .into_any()
}

/// The one thing to do next, and the ways out.
fn next_step(order: &PurchaseDetail) -> impl IntoView + use<> {
    let id = order.row.id;
    let status = order.row.status;
    let (write, receive) = (may(Permission::PurchasingWrite), may(Permission::PurchasingReceive));
    let primary = ButtonKind::Primary;
    let take =
        || view! { <LinkButton href=urls::receive(id) kind=primary icon=Icon::Inventory>{t("purchasing-receive")}</LinkButton> }.into_any();
    let step = match status {
        PurchaseStatus::Draft if write => step_form(SendPurchaseOrder::PATH, id, t("purchasing-send"), Icon::Send, primary),
        PurchaseStatus::Sent if write && order.row.proposals == 0 => {
            step_form(ConfirmPurchaseOrder::PATH, id, t("purchasing-confirm"), Icon::Check, primary)
        }
        PurchaseStatus::Confirmed | PurchaseStatus::PartiallyReceived if receive => take(),
        _ => ().into_any(),
    };
    let early = (status == PurchaseStatus::Sent && receive)
        .then(|| view! { <LinkButton href=urls::receive(id) icon=Icon::Inventory>{t("purchasing-receive")}</LinkButton> });
    let again = (status.is_open() && write && order.supplier_email.is_some())
        .then(|| step_form(MailPurchaseOrder::PATH, id, t("purchasing-mail-again"), Icon::Mail, ButtonKind::Ghost));
    let hint = match status {
        PurchaseStatus::Draft => "purchasing-next-draft",
        PurchaseStatus::Sent if order.row.proposals > 0 => "purchasing-next-proposals",
        PurchaseStatus::Sent => "purchasing-next-sent",
        PurchaseStatus::Confirmed => "purchasing-next-confirmed",
        PurchaseStatus::PartiallyReceived => "purchasing-next-partially",
        PurchaseStatus::Received => "purchasing-next-received",
        PurchaseStatus::Closed => "purchasing-next-closed",
        PurchaseStatus::Cancelled => "purchasing-next-cancelled",
    };
    let cancel = (write && status.may_become(PurchaseStatus::Cancelled))
        .then(|| reason_step(CancelPurchaseOrder::PATH, id, t("purchasing-cancel"), t("purchasing-cancel-reason"), "cancel-reason"));
    let close = (write && status.may_become(PurchaseStatus::Closed))
        .then(|| reason_step(ClosePurchaseOrder::PATH, id, t("purchasing-close"), t("purchasing-close-reason"), "close-reason"));
    let letter = (status == PurchaseStatus::Draft && order.supplier_email.is_none())
        .then(|| view! { <p class="muted">{t("purchasing-no-letter")}</p> });
    view! {
        <section class="card next-step no-print" aria-label=t("orders-next")>
            <div class="card-body">
                <p class="muted">{t(hint)}</p>
                {letter}
                <div class="next-step-actions">{step}{early}{again}{close}{cancel}</div>
            </div>
        </section>
    }
}

/// A step that asks for a reason first.
fn reason_step(action: &'static str, id: Uuid, label: String, question: String, field: &'static str) -> impl IntoView {
    let form = form_state(action);
    let open = !form.action.is_empty();
    view! {
        <ConfirmStep label=label.clone() kind=ButtonKind::DangerGhost open>
            <Form action>
                <Hidden name="purchase_order_id" value=id.to_string()/>
                <TextField name="reason" id=field label=question value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
                <div><Button kind=ButtonKind::Danger>{label}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn lines(order: &PurchaseDetail) -> impl IntoView + use<> {
    let currency = order.row.currency.clone();
    let own = own_currency();
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-quantity") class="num"/><Th label=t("purchasing-unit-cost") class="num"/>
        <Th label=t("purchasing-line-total") class="num"/><Th label=t("purchasing-received") class="num"/><Th label=t("purchasing-landed-unit") class="num"/>
    }
    .into_any();
    let rows = order.items.iter().map(|item| line(order, item, &currency, &own)).collect_view();
    let total = money(order.row.total, &currency);
    let home = (currency != own).then(|| {
        let about = money(order.row.total * order.exchange_rate, &own);
        view! { <dt>{t_with("purchasing-about", &[("currency", own.clone().into()), ("rate", order.exchange_rate.normalize().to_string().into())])}</dt><dd>{about}</dd> }
    });
    let expected = [("purchasing-freight-expected", order.freight), ("purchasing-duty-expected", order.duty)]
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(key, amount)| view! { <dt>{t(key)}</dt><dd>{money(amount, &own)}</dd> })
        .collect_view();
    view! {
        <Card title=t("purchasing-lines") flush=true>
            <Table caption=t("purchasing-lines") head scroll=true>{rows}</Table>
            <dl class="sums">
                <dt class="total">{t("purchasing-total")}</dt><dd class="total">{total}</dd>
                {home}{expected}
            </dl>
        </Card>
    }
}

fn line(order: &PurchaseDetail, item: &PurchaseItem, currency: &str, own: &str) -> impl IntoView + use<> {
    let proposal = order.open_proposal(item.id).filter(|_| order.row.status.is_open()).cloned();
    let proposal = proposal.map(|proposal| proposed(proposal, item, currency));
    let confirmed = (order.row.status == PurchaseStatus::Sent && item.is_confirmed)
        .then(|| view! { <span class="tone-ok">" · "{t("purchasing-line-confirmed")}</span> });
    let late = item.expected_on.filter(|day| Some(*day) != order.row.expected_on);
    let late = late.map(|value| view! { <span class="cell-note">{t("purchasing-expected")}": "{day(value)}</span> });
    let outstanding = item.outstanding();
    let open = (order.row.status.is_open() && item.received > 0 && outstanding > 0)
        .then(|| view! { <span class="cell-note">{t_with("purchasing-outstanding", &[("count", outstanding.into())])}</span> });
    let landed = item.landed_unit_cost.map(|cost| money(cost, own)).unwrap_or_default();
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("purchasing-product")>
                <a class="link" href=catalog_urls::product(item.product_id)>{item.name.clone()}</a>
                <span class="cell-note"><span class="mono">{item.sku.clone()}</span>{confirmed}</span>
                {late}
                {proposal}
            </th>
            <td class="num" data-label=t("purchasing-quantity")>{number(item.quantity.into())}</td>
            <td class="num" data-label=t("purchasing-unit-cost")>{money(item.unit_cost, currency)}</td>
            <td class="cell-amount" data-label=t("purchasing-line-total")>{money(item.total(), currency)}</td>
            <td class="num" data-label=t("purchasing-received")>{number(item.received.into())}{open}</td>
            <td class="num" data-label=t("purchasing-landed-unit")>{landed}</td>
        </tr>
    }
}

/// What the supplier proposes for a line, and the two answers to it.
fn proposed(proposal: Proposal, item: &PurchaseItem, currency: &str) -> impl IntoView + use<> {
    let mut changes = Vec::new();
    if proposal.quantity != item.quantity {
        changes.push(format!("{}: {} → {}", t("purchasing-quantity"), item.quantity, proposal.quantity));
    }
    if proposal.unit_cost != item.unit_cost {
        changes.push(format!(
            "{}: {} → {}",
            t("purchasing-unit-cost"),
            money(item.unit_cost, currency),
            money(proposal.unit_cost, currency)
        ));
    }
    if proposal.expected_on != item.expected_on {
        changes.push(format!("{}: {}", t("purchasing-expected"), maybe_day(proposal.expected_on)));
    }
    let note = (!proposal.note.is_empty()).then(|| view! { <p class="prewrap">{proposal.note.clone()}</p> });
    let answer = |action: &'static str, label: String, kind: ButtonKind| {
        view! {
            <form method="post" action=action>
                <Hidden name="change_id" value=proposal.id.to_string()/>
                <Button kind small=true>{label}</Button>
            </form>
        }
    };
    let answers = may(Permission::PurchasingWrite).then(|| {
        view! {
            <div class="next-step-actions">
                {answer(AcceptChange::PATH, t("purchasing-accept"), ButtonKind::Primary)}
                {answer(RefuseChange::PATH, t("purchasing-refuse"), ButtonKind::Ghost)}
            </div>
        }
    });
    view! {
        <div class="above">
            <span class="badge badge-warn">{t("purchasing-change-proposed")}</span>
            <p>{changes.join(" · ")}</p>
            {note}
            {answers}
        </div>
    }
}

fn side(order: &PurchaseDetail) -> impl IntoView + use<> {
    let row = &order.row;
    let notes = order.notes.clone();
    let notes = (!notes.is_empty()).then(|| view! { <Card title=t("purchasing-notes")><p class="prewrap">{notes}</p></Card> });
    let mailed = order.mailed_at.map(|at| view! { <dt>{t("purchasing-mailed")}</dt><dd>{date_time(at)}</dd> });
    let email = order.supplier_email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <dt>{t("purchasing-email")}</dt><dd><a class="link break-all" href=href>{email}</a></dd> }
    });
    let landed: Decimal = order.receipts.iter().flat_map(|receipt| &receipt.costs).map(|cost| cost.amount).sum();
    let landed = (!landed.is_zero()).then(|| view! { <dt>{t("purchasing-landed-costs")}</dt><dd>{money(landed, &own_currency())}</dd> });
    let facts = view! {
        <dl class="facts">
            <dt>{t("purchasing-supplier")}</dt><dd><a class="link" href=urls::supplier(row.supplier_id)>{row.supplier.clone()}</a></dd>
            {email}
            <dt>{t("purchasing-warehouse")}</dt><dd>{row.warehouse.clone()}</dd>
            <dt>{t("purchasing-expected")}</dt><dd>{maybe_day(row.expected_on)}</dd>
            <dt>{t("purchasing-received")}</dt><dd>{progress(row.received, row.ordered)}</dd>
            {mailed}
            {landed}
        </dl>
    };
    view! {
        <div class="side-col stack">
            <Card title=t("purchasing-facts")>{facts}</Card>
            {notes}
        </div>
    }
}

fn history(rows: Vec<PurchaseEvent>) -> impl IntoView {
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let items = rows
        .into_iter()
        .map(|row| {
            let text = match row.old {
                Some(old) => format!("{} → {}", t(old.key()), t(row.new.key())),
                None => t(row.new.key()),
            };
            let reason = row.reason.map(|reason| view! { <div class="muted">{reason}</div> });
            let exact = date_time(row.at);
            let time = now.map_or_else(|| exact.clone(), |now| ago(row.at, now));
            let who = row.person.unwrap_or_else(|| t("audit-program"));
            view! {
                <TimelineItem icon=Icon::Activity tone=Tone::Accent who time exact iso=row.at.to_rfc3339()><span>{text}</span>{reason}</TimelineItem>
            }
        })
        .collect_view();
    view! { <Card title=t("purchasing-history")><Timeline>{items}</Timeline></Card> }
}
