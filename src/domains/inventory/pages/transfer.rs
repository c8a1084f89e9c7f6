//! One transfer: how far it is, the next step, and what left and arrived.

use super::may;
use super::transfer_rows::status_badge;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::inventory::api::{CancelTransfer, ReadyTransfer, ReceiveTransfer, SendTransfer, load_transfer};
use crate::domains::inventory::model::{CancelOutcome, DiscrepancyReason, TransferDetail, TransferItem, TransferStatus};
use crate::domains::inventory::urls;
use crate::server::clock::new_id;
use crate::server::format::{date_time, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, RadioField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Button, ButtonKind, Card, ConfirmStep, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/inventory/transfers/{id}`
#[component]
pub fn TransferPage() -> impl IntoView {
    page(load_transfer(path_id("transfer")), |transfer| {
        let title = t_with("inventory-transfer-title", &[("number", transfer.number.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-inventory"), urls::LIST), Crumb::new(t("inventory-transfers"), urls::TRANSFERS)];
        let way = format!("{} → {}", transfer.from.1, transfer.to.1);
        let badge = status_badge(transfer.status).into_any();
        let cancelled = transfer.cancel_reason.clone().map(|reason| {
            let outcome = transfer.cancel_outcome.map(|outcome| format!("{}. ", t(outcome.key()))).unwrap_or_default();
            view! { <Alert tone=Tone::Bad title=t("inventory-transfer-cancelled-because")>{outcome}{reason}</Alert> }
        });
        let next = may(Permission::InventoryWrite).then(|| next_step(&transfer));
        let id = transfer.id;
        view! {
            <Title text=title.clone()/>
            <PageHeader title badge sub=way crumbs crumbs_label=t("breadcrumbs")/>
            {cancelled}
            {next}
            <div class="detail">
                <div class="main-col">
                    {lines(&transfer)}
                    {receipts(&transfer)}
                </div>
                <div class="side-col">{facts(&transfer)}</div>
            </div>
            <HistoryTab resource="transfer" id/>
        }
    })
}

/// The one thing to do next, and the way out.
fn next_step(transfer: &TransferDetail) -> AnyView {
    let id = transfer.id.to_string();
    let (hint, step) = match transfer.status {
        TransferStatus::Draft => {
            let edit = view! { <LinkButton href=format!("{}/edit", urls::transfer(transfer.id)) icon=Icon::Edit>{t("edit")}</LinkButton> };
            let ready = view! {
                <form method="post" action=ReadyTransfer::PATH>
                    <Hidden name="transfer_id" value=id/>
                    <Button kind=ButtonKind::Primary icon=Icon::Check>{t("inventory-transfer-make-ready")}</Button>
                </form>
            };
            ("inventory-next-draft", view! { <div class="next-step-actions">{ready}{edit}{cancel(transfer)}</div> }.into_any())
        }
        TransferStatus::Ready => ("inventory-next-ready", send(transfer).into_any()),
        TransferStatus::InTransit | TransferStatus::PartiallyReceived => ("inventory-next-receive", receive(transfer).into_any()),
        TransferStatus::Received | TransferStatus::Cancelled => return ().into_any(),
    };
    view! {
        <section class="card next-step no-print" aria-label=t("inventory-next")>
            <div class="card-body stack"><p class="muted">{t(hint)}</p>{step}</div>
        </section>
    }
    .into_any()
}

fn send(transfer: &TransferDetail) -> impl IntoView + use<> {
    let form = form_state(SendTransfer::PATH);
    let lines = transfer
        .items
        .iter()
        .enumerate()
        .map(|(row, item)| {
            let field = format!("lines[{row}][quantity]");
            let units = item.quantity.to_string();
            view! {
                <div class="receive-line" role="group" aria-label=item.name.clone()>
                    {product(item)}
                    <Hidden name=format!("lines[{row}][item]") value=item.id.to_string()/>
                    <TextField id=format!("send-{row}") label=t("inventory-leaves") suffix=format!("/ {units}") inputmode="numeric" value=form.value_or(&field, &units) error=form.error(&field) name=field autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let id = transfer.id.to_string();
    view! {
        <Form action=SendTransfer::PATH errors=form.summary() error_title=t("form-errors-title") class="stack">
            <Hidden name="transfer_id" value=id/>
            <div class="stack">{lines}</div>
            <div><Button kind=ButtonKind::Primary icon=Icon::Send>{t("inventory-transfer-send")}</Button></div>
        </Form>
        {cancel(transfer)}
    }
}

/// What is meant on a line: its name and SKU.
fn product(item: &TransferItem) -> impl IntoView + use<> {
    view! { <div class="what"><span>{item.name.clone()}</span><span class="mono muted">{item.sku.clone()}</span></div> }
}

fn receive(transfer: &TransferDetail) -> impl IntoView + use<> {
    let form = form_state(ReceiveTransfer::PATH);
    // The same for a form that was refused: whatever was sent before, this is one receipt.
    let key = form.value("receipt_key").filter(|key| !key.is_empty()).map_or_else(|| new_id().to_string(), ToOwned::to_owned);
    let reasons: Vec<Choice> =
        DiscrepancyReason::OF_RECEIPT.into_iter().map(|reason| Choice::new(reason.code(), t(reason.key()))).collect();
    let lines = transfer
        .items
        .iter()
        .filter(|item| item.in_transit() > 0)
        .enumerate()
        .map(|(row, item)| {
            let field = |name: &str| format!("lines[{row}][{name}]");
            let rest = item.in_transit().to_string();
            let (received, missing, reason) = (field("received"), field("discrepancy"), field("reason"));
            view! {
                <div class="receive-line" role="group" aria-label=item.name.clone()>
                    {product(item)}
                    <Hidden name=field("item") value=item.id.to_string()/>
                    <TextField id=format!("received-{row}") label=t("inventory-arrived") suffix=format!("/ {rest}") inputmode="numeric" value=form.value_or(&received, &rest) error=form.error(&received) name=received autocomplete="off"/>
                    <TextField id=format!("missing-{row}") label=t("inventory-discrepancy") inputmode="numeric" value=form.value_or(&missing, "") error=form.error(&missing) name=missing autocomplete="off"/>
                    <SelectField id=format!("reason-{row}") label=t("inventory-discrepancy-reason") options=reasons.clone() blank="–" value=form.value_or(&reason, "") error=form.error(&reason) name=reason/>
                </div>
            }
        })
        .collect_view();
    let id = transfer.id.to_string();
    view! {
        <Form action=ReceiveTransfer::PATH errors=form.summary() error_title=t("form-errors-title") class="stack">
            <Hidden name="transfer_id" value=id/>
            <Hidden name="receipt_key" value=key/>
            <div class="stack">{lines}</div>
            <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("inventory-transfer-receive")}</Button></div>
        </Form>
        {(transfer.status == TransferStatus::InTransit).then(|| cancel(transfer))}
    }
}

fn cancel(transfer: &TransferDetail) -> impl IntoView + use<> {
    let form = form_state(CancelTransfer::PATH);
    let outcome = (transfer.status == TransferStatus::InTransit).then(|| {
        let outcomes = CancelOutcome::ALL.into_iter().map(|outcome| Choice::new(outcome.code(), t(outcome.key()))).collect();
        view! { <RadioField name="outcome" label=t("inventory-cancel-outcome") options=outcomes value=form.value_or("outcome", "") error=form.error("outcome") required=true/> }
    });
    let (id, open, errors) = (transfer.id.to_string(), !form.action.is_empty(), form.summary());
    let reason = view! {
        <TextField name="reason" label=t("inventory-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
    };
    view! {
        <ConfirmStep label=t("inventory-transfer-cancel") open>
            <Form action=CancelTransfer::PATH errors error_title=t("form-errors-title")>
                <Hidden name="transfer_id" value=id/>
                {outcome}
                {reason}
                <div><Button kind=ButtonKind::Danger>{t("inventory-transfer-cancel")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn lines(transfer: &TransferDetail) -> impl IntoView + use<> {
    let rows = transfer.items.iter().map(item_line).collect_view();
    let head = view! {
        <Th label=t("inventory-variant")/><Th label=t("inventory-units") class="num"/><Th label=t("inventory-shipped") class="num"/>
        <Th label=t("inventory-arrived") class="num"/><Th label=t("inventory-on-the-way") class="num"/><Th label=t("inventory-discrepancy") class="num"/>
    }
    .into_any();
    view! { <Card title=t("inventory-transfer-lines") flush=true><Table caption=t("inventory-transfer-lines") head>{rows}</Table></Card> }
}

fn item_line(item: &TransferItem) -> impl IntoView + use<> {
    let reason = item.discrepancy_reason.map(|reason| view! { <span class="cell-note">{t(reason.key())}</span> });
    let home = (item.returned > 0)
        .then(|| view! { <span class="cell-note">{t_with("inventory-came-home", &[("count", item.returned.into())])}</span> });
    view! {
        <tr>
            <td class="cell-main"><a class="link" href=urls::variant(item.variant_id)>{item.name.clone()}</a><span class="cell-note mono">{item.sku.clone()}</span></td>
            <td class="num" data-label=t("inventory-units")>{number(i64::from(item.quantity))}</td>
            <td class="num" data-label=t("inventory-shipped")>{number(i64::from(item.shipped))}{home}</td>
            <td class="num" data-label=t("inventory-arrived")>{number(i64::from(item.received))}</td>
            <td class="num" data-label=t("inventory-on-the-way")>{number(i64::from(item.in_transit()))}</td>
            <td class="num" data-label=t("inventory-discrepancy")>{number(i64::from(item.discrepancy))}{reason}</td>
        </tr>
    }
}

fn receipts(transfer: &TransferDetail) -> AnyView {
    if transfer.receipts.is_empty() {
        return ().into_any();
    }
    let rows = transfer
        .receipts
        .iter()
        .map(|receipt| {
            view! {
                <tr>
                    <td class="cell-main">{date_time(receipt.at)}</td>
                    <td class="cell-sub">{receipt.person.clone().unwrap_or_else(|| t("inventory-program"))}</td>
                    <td class="num" data-label=t("inventory-arrived")>{number(receipt.received)}</td>
                    <td class="num" data-label=t("inventory-discrepancy")>{number(receipt.discrepancy)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <Th label=t("inventory-when")/><Th label=t("inventory-who")/><Th label=t("inventory-arrived") class="num"/><Th label=t("inventory-discrepancy") class="num"/>
    }
    .into_any();
    view! { <Card title=t("inventory-receipts") flush=true><Table caption=t("inventory-receipts") head>{rows}</Table></Card> }.into_any()
}

fn facts(transfer: &TransferDetail) -> impl IntoView + use<> {
    let facts = [
        (t("inventory-transfer-from"), Some(transfer.from.1.clone())),
        (t("inventory-transfer-to"), Some(transfer.to.1.clone())),
        (t("inventory-made"), Some(date_time(transfer.created_at))),
        (t("inventory-who"), transfer.person.clone()),
        (t("inventory-left"), transfer.shipped_at.map(date_time)),
        (t("inventory-complete"), transfer.received_at.map(date_time)),
        (t("inventory-called-off"), transfer.cancelled_at.map(date_time)),
        (t("inventory-notes"), Some(transfer.notes.clone()).filter(|notes| !notes.is_empty())),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <dt>{name}</dt><dd class="prewrap">{value}</dd> }))
        .collect_view();
    view! { <Card title=t("inventory-transfer-facts")><dl class="facts">{facts}</dl></Card> }
}
