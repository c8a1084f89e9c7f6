//! One order: the next step first, then what is in it, who gets it and what happened.

mod call;
mod history;
mod lines;
mod side;
mod together;

use super::cells::{FinancialBadge, RiskBadge, StatusBadge};
use super::list::may;
use super::return_panel::OrderReturnsPanel;
use super::rows::sent_text;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::delivery::pages::panels::{DeliverForm, DispatchForm, OrderParcels};
use crate::domains::documents::pages::panels::OrderDocuments;
use crate::domains::orders::api::{
    CancelOrder, ConfirmOrder, DuplicateOrder, HoldOrder, PackOrder, PlaceOrder, ReleaseOrder, load_colleagues, load_order,
};
use crate::domains::orders::islands::LiveReload;
use crate::domains::orders::model::{Colleague, FinancialStatus, Message, OrderDetail, OrderStatus, Risk};
use crate::domains::orders::urls;
use crate::domains::payments::pages::panels::OrderPayments;
use crate::domains::refunds::pages::panels::OrderRefunds;
use crate::domains::stations::pages::panels::OrderPicking;
use crate::server::context;
use crate::server::format::date_time;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::{AppError, Permission};
use crate::ui::badge::{Badge, Tone};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/orders/{id}`
#[component]
pub fn OrderPage() -> impl IntoView {
    page(load(path_id("id")), |(shown, colleagues)| order(shown, &colleagues))
}

async fn load(id: Result<Uuid, AppError>) -> Result<(OrderDetail, Vec<Colleague>), AppError> {
    let order = load_order(id).await?;
    // Whom a note can mention matters only to who may write one.
    let colleagues = if may(Permission::OrdersWrite) { load_colleagues().await? } else { Vec::new() };
    Ok((order, colleagues))
}

fn order(order: OrderDetail, colleagues: &[Colleague]) -> impl IntoView + use<> {
    let number = order.row.order_number.clone();
    let id = order.row.id;
    let title = t_with("orders-title", &[("number", number.clone().into())]);
    let slug = context::request().and_then(|request| request.scope).map(|scope| scope.organization.slug.clone()).unwrap_or_default();
    let tracked = order.tracking_number.clone().unwrap_or_else(|| number.clone());
    let platform = order.row.platform_order_number.clone().map(|number| format!(" · #{number}")).unwrap_or_default();
    let sub = format!("{} · {}{platform}", date_time(order.row.ordered_at), t(order.row.source.key()));
    let risk = order.row.risk.filter(|risk| *risk != Risk::Low).map(|risk| view! { <RiskBadge risk/> });
    let sent = order.row.parcels.is_partly_sent().then(|| view! { <Badge tone=Tone::Info>{sent_text(order.row.parcels)}</Badge> });
    let badges =
        view! { <StatusBadge status=order.row.status/> {sent} <FinancialBadge status=order.row.financial_status/> {risk} }.into_any();
    let edit = (may(Permission::OrdersWrite) && order.row.status.is_here())
        .then(|| view! { <LinkButton href=urls::edit(id) icon=Icon::Edit>{t("orders-edit")}</LinkButton> });
    let copy = may(Permission::OrdersWrite).then(|| {
        view! {
            <form method="post" action=DuplicateOrder::PATH>
                <Hidden name="order_id" value=id.to_string()/>
                <Button kind=ButtonKind::Ghost icon=Icon::Copy>{t("orders-duplicate")}</Button>
            </form>
        }
    });
    let hold = order.row.hold_reason.clone().map(|reason| hold_notice(id, reason));
    let next = next_step(&order);
    let side = side::side(&order, colleagues);
    let call = (order.row.status == OrderStatus::Pending && may(Permission::OrdersWrite)).then(|| call::call(&order));
    let is_draft = order.row.status == OrderStatus::Draft;
    let payments_link =
        (!is_draft && may(Permission::PaymentsRead)).then(|| view! { <a class="chip" href="#order-payments">{t("nav-payments")}</a> });
    let parcels_link =
        (!is_draft && may(Permission::DeliveryRead)).then(|| view! { <a class="chip" href="#order-parcels">{t("nav-deliveries")}</a> });
    let notes_link = may(Permission::OrdersWrite).then(|| view! { <a class="chip" href="#notes">{t("orders-note")}</a> });
    let messages = messages(&order.messages);
    // Nothing is paid, sent or written out of what is not an order yet.
    let about = (!is_draft).then(|| {
        view! {
            <div class="beside">
                <div class="stack" id="order-payments"><OrderPayments order_id=id/></div>
                <div id="order-parcels"><OrderParcels order_id=id/></div>
            </div>
            <OrderRefunds order_id=id/>
            <OrderDocuments order_id=id status=order.row.status/>
            <OrderReturnsPanel order_id=id is_delivered=order.row.status == OrderStatus::Delivered/>
        }
    });
    let cancel_reason =
        order.cancel_reason.clone().map(|reason| view! { <Alert tone=Tone::Bad title=t("orders-cancelled-because")>{reason}</Alert> });
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge=badges sub crumbs=vec![Crumb::new(t("nav-orders"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            {edit}{copy}
            <a class="btn btn-ghost" href=urls::tracking(&slug, &tracked) target="_blank" rel="noopener">{t("orders-buyer-page")}</a>
        </PageHeader>
        {hold}
        {cancel_reason}
        {next}
        <nav class="sections no-print" aria-label=t("orders-sections")>
            <a class="chip" href="#items">{t("orders-lines")}</a>
            {payments_link}{parcels_link}
            <a class="chip" href="#timeline">{t("orders-history")}</a>
            {notes_link}
        </nav>
        <div class="detail workbench">
            <div class="main-col stack">
                {call}
                {together::together(&order)}
                {lines::lines(&order)}
                {about}
                {messages}
            </div>
            <div class="side-col stack">
                {side}
                {history::history(order.history)}
            </div>
        </div>
        <HistoryTab resource="order" id/>
        <LiveReload id=id.to_string() notice=t("orders-changed-elsewhere") action=t("orders-reload")/>
    }
}

/// What was sent about it, newest first.
fn messages(sent: &[Message]) -> impl IntoView + use<> {
    let rows = sent
        .iter()
        .map(|message| {
            let tone = match message.status.as_str() {
                "SENT" | "DELIVERED" => Tone::Ok,
                "FAILED" => Tone::Bad,
                _ => Tone::Neutral,
            };
            let what = message.subject.clone().unwrap_or_else(|| message.recipient.clone());
            let (recipient, status) = (message.recipient.clone(), t(message.status_key()));
            let when = date_time(message.at);
            view! {
                <li class="flex flex-wrap items-center gap-2">
                    <span class="flex-1">{what}<span class="cell-note muted block">{recipient}" · "{when}</span></span>
                    <Badge tone>{status}</Badge>
                </li>
            }
        })
        .collect_view();
    (!sent.is_empty()).then(|| view! { <Card title=t("orders-messages") id="messages"><ul class="grid gap-3">{rows}</ul></Card> })
}

fn hold_notice(id: Uuid, reason: String) -> impl IntoView {
    let release = may(Permission::OrdersWrite).then(|| {
        view! {
            <form method="post" action=ReleaseOrder::PATH>
                <Hidden name="order_id" value=id.to_string()/>
                <Button small=true>{t("orders-release")}</Button>
            </form>
        }
    });
    view! { <Alert tone=Tone::Warn title=t("orders-on-hold")>{reason}" "{release}</Alert> }
}

fn step_form(action: &'static str, id: Uuid, label: String, icon: Icon) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <Hidden name="order_id" value=id.to_string()/>
            <Button kind=ButtonKind::Primary icon=icon>{label}</Button>
        </form>
    }
}

/// The one thing to do next, and the way out.
fn next_step(order: &OrderDetail) -> impl IntoView + use<> {
    let id = order.row.id;
    let write = may(Permission::OrdersWrite);
    let fulfil = may(Permission::OrdersFulfil);
    let step = match order.row.status {
        OrderStatus::Draft if write => step_form(PlaceOrder::PATH, id, t("orders-create"), Icon::Check).into_any(),
        OrderStatus::Pending if write => step_form(ConfirmOrder::PATH, id, t("orders-confirm"), Icon::Check).into_any(),
        OrderStatus::Confirmed | OrderStatus::Processing if fulfil => {
            view! { {step_form(PackOrder::PATH, id, t("orders-pack"), Icon::Inventory)} <DispatchForm order_id=id is_packed=false/> }
                .into_any()
        }
        OrderStatus::Packed if fulfil => view! { <DispatchForm order_id=id is_packed=true/> }.into_any(),
        OrderStatus::OutForDelivery if fulfil => view! { <DeliverForm order_id=id/> }.into_any(),
        _ => ().into_any(),
    };
    // What has left already may arrive before the rest leaves.
    let arriving =
        (fulfil && order.row.parcels.is_partly_sent() && order.row.status.holds_stock()).then(|| view! { <DeliverForm order_id=id/> });
    let hint = match order.row.status {
        OrderStatus::Draft => "orders-next-draft",
        OrderStatus::Pending => "orders-next-pending",
        OrderStatus::Confirmed | OrderStatus::Processing => "orders-next-confirmed",
        OrderStatus::Packed => "orders-next-packed",
        OrderStatus::OutForDelivery => "orders-next-out",
        OrderStatus::Delivered if order.row.financial_status == FinancialStatus::Paid => "orders-next-done",
        OrderStatus::Delivered => "orders-next-delivered",
        OrderStatus::Cancelled => "orders-next-cancelled",
    };
    let can_cancel = write && order.row.status != OrderStatus::OutForDelivery && order.row.status.may_become(OrderStatus::Cancelled);
    let can_hold = write && order.row.hold_reason.is_none() && can_cancel && order.row.status != OrderStatus::Draft;
    let hold = can_hold.then(|| reason_step(HoldOrder::PATH, id, t("orders-hold"), t("orders-hold-reason"), false));
    let cancel_label = if order.row.status == OrderStatus::Draft { t("orders-discard") } else { t("orders-cancel") };
    let picking = (fulfil && matches!(order.row.status, OrderStatus::Confirmed | OrderStatus::Processing))
        .then(|| view! { <OrderPicking order_id=id/> });
    let cancel = can_cancel.then(|| reason_step(CancelOrder::PATH, id, cancel_label, t("orders-cancel-reason"), true));
    view! {
        <section class="card next-step no-print" aria-label=t("orders-next")>
            <div class="card-body">
                <p class="muted">{t(hint)}</p>
                {picking}
                <div class="next-step-actions">{step}{arriving}{hold}{cancel}</div>
            </div>
        </section>
    }
}

/// A step that asks for a reason first.
fn reason_step(action: &'static str, id: Uuid, label: String, question: String, danger: bool) -> impl IntoView {
    let form = form_state(action);
    let open = !form.action.is_empty();
    let kind = if danger { ButtonKind::DangerGhost } else { ButtonKind::Ghost };
    let submit = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let field = if danger { "cancel-reason" } else { "hold-reason" };
    view! {
        <ConfirmStep label=label.clone() kind open>
            <Form action>
                <Hidden name="order_id" value=id.to_string()/>
                <TextField name="reason" id=field label=question value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
                <div><Button kind=submit>{label}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
