//! What an order's page shows of its way to the buyer.

use super::status_badge;
use crate::domains::delivery::api::{
    BringBackOrder, DeliverOrder, DispatchOrder, DispatchPart, load_deliver_steps, load_dispatch_step, load_of_order,
};
use crate::domains::delivery::model::{Courier, DeliverStep, DispatchStep, ParcelItem, ParcelRow, ParcelStatus, PartLine};
use crate::domains::delivery::urls;
use crate::domains::orders::model::line_key;
use crate::domains::orders::urls as orders_urls;
use crate::server::context;
use crate::server::format::{currency_symbol, date_time, money};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_args, t_with};
use crate::server::page::page;
use crate::shared::{Area, Permission};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Checkbox, Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, Icon, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// Whether orders may be handed over and taken back here.
fn may_fulfil() -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may_in(Area::Delivery, Permission::OrdersFulfil))
}

/// The parcels of an order, newest first. Nothing for who may not see parcels, and before the first one.
#[component]
pub fn OrderParcels(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    if !may(Permission::DeliveryRead) {
        return ().into_any();
    }
    page(load_of_order(order_id), |parcels| {
        (!parcels.is_empty()).then(|| {
            let slug =
                context::request().and_then(|request| request.scope).map(|scope| scope.organization.slug.clone()).unwrap_or_default();
            let rows = parcels.into_iter().map(|parcel| row(parcel, &slug)).collect_view();
            view! { <Card title=t("delivery-panel-title")><ul class="grid gap-4">{rows}</ul></Card> }
        })
    })
    .into_any()
}

/// What is in it, and of which order where it has several.
fn contents(items: &[ParcelItem], orders: usize) -> impl IntoView + use<> {
    let text = items
        .iter()
        .map(|item| match orders {
            2.. if !item.order.is_empty() => format!("{} × {} (#{})", item.quantity, item.name, item.order),
            _ => format!("{} × {}", item.quantity, item.name),
        })
        .collect::<Vec<_>>()
        .join(", ");
    (!text.is_empty()).then(|| view! { <dt>{t("delivery-contents")}</dt><dd>{text}</dd> })
}

fn row(parcel: ParcelRow, slug: &str) -> impl IntoView + use<> {
    let waybill = parcel.waybill.clone().map(|waybill| view! { <dt>{t("delivery-waybill")}</dt><dd class="mono">{waybill}</dd> });
    let courier = parcel.courier.clone().map(|courier| view! { <dt>{t("delivery-courier")}</dt><dd>{courier}</dd> });
    let cash = (!parcel.cod_amount.is_zero())
        .then(|| view! { <dt>{t("delivery-to-collect")}</dt><dd>{money(parcel.cod_amount, &parcel.currency)}</dd> });
    let delivered = parcel.delivered_at.map(|at| view! { <dt>{t("delivery-delivered-at")}</dt><dd>{date_time(at)}</dd> });
    let reason = parcel.reason.clone().map(|reason| view! { <dt>{t("delivery-reason")}</dt><dd>{reason}</dd> });
    let contents = contents(&parcel.items, parcel.orders.len());
    let orders = (parcel.orders.len() > 1).then(|| {
        let links = parcel
            .orders
            .iter()
            .map(|(id, number)| view! { <a class="link mono" href=orders_urls::order(*id)>{number.clone()}</a>" " })
            .collect_view();
        view! { <dt>{t("delivery-orders-in-it")}</dt><dd>{links}</dd> }
    });
    let papers = matches!(parcel.status, ParcelStatus::Dispatched | ParcelStatus::Delivered).then(|| {
        view! {
            <div class="flex flex-wrap gap-2">
                <LinkButton href=urls::packing_slip(parcel.id) icon=Icon::Print small=true download=true>{t("delivery-packing-slip")}</LinkButton>
                <LinkButton href=urls::label(parcel.id) icon=Icon::Print small=true download=true>{t("delivery-label")}</LinkButton>
            </div>
        }
    });
    view! {
        <li class="grid gap-2">
            <div class="flex flex-wrap items-center gap-2">
                <a class="link mono flex-1" href=orders_urls::tracking(slug, &parcel.tracking_number)>{parcel.tracking_number.clone()}</a>
                {status_badge(parcel.status)}
            </div>
            <dl class="facts">
                {orders} {contents} {courier} {waybill} {cash}
                <dt>{t("delivery-handed-over")}</dt><dd>{date_time(parcel.shipped_at.unwrap_or(parcel.created_at))}</dd>
                {delivered} {reason}
            </dl>
            {papers}
        </li>
    }
}

/// Hands a packed order over to a courier, or a part of one that is here. Nothing for who may not.
#[component]
pub fn DispatchForm(
    /// The order.
    order_id: Uuid,
    /// All of it is packed.
    is_packed: bool,
) -> impl IntoView {
    if !may_fulfil() {
        return ().into_any();
    }
    page(load_dispatch_step(order_id), move |step| {
        let part = (!step.couriers.is_empty()).then(|| part(order_id, &step));
        let whole = is_packed.then(|| view! { <Dispatch order_id step/> });
        view! { {whole}{part} }
    })
    .into_any()
}

/// Who carries it, and under which numbers.
fn handover(form: &FormState, couriers: &[Courier], prefix: &'static str) -> impl IntoView + use<> {
    let only = match couriers {
        [only] => only.id.to_string(),
        _ => String::new(),
    };
    let couriers = couriers.iter().map(|courier| Choice::new(courier.id.to_string(), courier.name.clone())).collect();
    let id = |name: &str| format!("{prefix}{name}");
    view! {
        <SelectField name="courier_id" id=id("courier_id") label=t("delivery-courier") options=couriers value=form.value_or("courier_id", &only) blank=t("delivery-choose-courier") error=form.error("courier_id") required=true/>
        <TextField name="waybill" id=id("waybill") label=t("delivery-waybill") note=t("field-optional") help=t("delivery-waybill-help") value=form.value_or("waybill", "") error=form.error("waybill") input_class="mono" maxlength=50 autocomplete="off"/>
        <TextField name="tracking_number" id=id("tracking_number") label=t("delivery-tracking-number") note=t("field-optional") help=t("delivery-tracking-help") value=form.value_or("tracking_number", "") error=form.error("tracking_number") input_class="mono" maxlength=8 autocomplete="off"/>
    }
}

#[component]
fn Dispatch(order_id: Uuid, step: DispatchStep) -> impl IntoView {
    if step.couriers.is_empty() {
        let add = may(Permission::DeliveryWrite)
            .then(|| view! { <LinkButton href=urls::COURIERS icon=Icon::Plus>{t("delivery-courier-new")}</LinkButton> });
        return view! { <Card title=t("delivery-dispatch-title")><p class="mb-3">{t("delivery-no-couriers")}</p>{add}</Card> }.into_any();
    }
    let form = form_state(DispatchOrder::PATH);
    let fields = handover(&form, &step.couriers, "");
    let others =
        (!step.others.is_empty()).then(|| view! { <p>{t_with("delivery-with-others", &[("orders", step.others.join(", ").into())])}</p> });
    let cash = if step.to_collect.is_zero() {
        view! { <p class="muted">{t("delivery-nothing-to-collect")}</p> }.into_any()
    } else {
        view! { <dl class="sums"><dt>{t("delivery-to-collect")}</dt><dd><strong>{money(step.to_collect, &step.currency)}</strong></dd></dl> }.into_any()
    };
    view! {
        <Card title=t("delivery-dispatch-title") id="dispatch">
            <Form action=DispatchOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                {others} {cash} {fields}
                <div><Button kind=ButtonKind::Primary icon=Icon::Delivery>{t("delivery-dispatch")}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

/// Sends a part: how many pieces of which lines. Nothing where there is one piece, and for orders that travel with others.
fn part(order_id: Uuid, step: &DispatchStep) -> impl IntoView + use<> {
    let all: i32 = step.lines.iter().map(|line| line.open).sum();
    if all < 2 || !step.others.is_empty() {
        return None;
    }
    let form = form_state(DispatchPart::PATH);
    let open = !form.action.is_empty();
    let message = form.message.clone().map(|(key, args)| view! { <p class="error-text">{t_args(&key, &args)}</p> });
    let pieces = step.lines.iter().map(|line| pieces_field(&form, line)).collect_view();
    let fields = handover(&form, &step.couriers, "part-");
    Some(view! {
        <ConfirmStep label=t("delivery-part") kind=ButtonKind::Ghost icon=Icon::Delivery open>
            <Form action=DispatchPart::PATH errors=form.summary() error_title=t("form-errors-title")>
                {message}
                <p class="muted">{t("delivery-part-help")}</p>
                <Hidden name="order_id" value=order_id.to_string()/>
                <div class="fields fields-2">{pieces}</div>
                {fields}
                <div><Button kind=ButtonKind::Primary icon=Icon::Delivery>{t("delivery-part-do")}</Button></div>
            </Form>
        </ConfirmStep>
    })
}

fn pieces_field(form: &FormState, line: &PartLine) -> impl IntoView + use<> {
    let name = format!("parts[{}]", line_key(line.id));
    let label = t_with("delivery-part-pieces", &[("name", line.name.clone().into()), ("count", line.open.into())]);
    let help = if line.here < line.open { t_with("delivery-part-here", &[("count", line.here.into())]) } else { String::new() };
    view! { <TextField id=name.clone() label help value=form.value_or(&name, "") error=form.error(&name) name inputmode="numeric" autocomplete="off"/> }
}

/// Says of each parcel of an order that is on its way that it has arrived with what was collected, or that it came back. Nothing for who
/// may not, and where none is.
#[component]
pub fn DeliverForm(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    if !may_fulfil() {
        return ().into_any();
    }
    page(load_deliver_steps(order_id), move |steps| {
        let several = steps.len() > 1;
        steps.into_iter().enumerate().map(|(place, step)| view! { <Deliver order_id step place several/> }).collect_view()
    })
    .into_any()
}

/// The state of a form that stands on the page once for each parcel: what was refused belongs to one of them.
fn state_of(path: &str, parcel: &str) -> FormState {
    let state = form_state(path);
    if state.value("parcel").unwrap_or_default() == parcel { state } else { FormState::default() }
}

#[component]
fn Deliver(order_id: Uuid, step: DeliverStep, place: usize, several: bool) -> impl IntoView {
    let parcel = step.parcel.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let form = state_of(DeliverOrder::PATH, &parcel);
    let back = state_of(BringBackOrder::PATH, &parcel);
    let is_back_refused = !back.action.is_empty();
    let (arrived, returned) = (parcel.clone(), parcel);
    // The first parcel has the plain names as ids.
    let id = move |name: &str| if place == 0 { name.to_owned() } else { format!("{name}-{place}") };
    let symbol = currency_symbol(&step.currency, language()).to_owned();
    let expected = step.to_collect.to_string();
    let cash = (!step.to_collect.is_zero()).then(|| {
        let remitted = form.value("remitted").is_some();
        view! {
            <MoneyField name="collected" id=id("collected") label=t("delivery-collected") currency=symbol value=form.value_or("collected", &expected) error=form.error("collected") required=true/>
            <TextField name="reason" id=id("reason") label=t("delivery-amount-reason") note=t("field-optional") help=t("delivery-amount-reason-help") value=form.value_or("reason", "") error=form.error("reason") maxlength=500 autocomplete="off"/>
            <Checkbox name="remitted" id=id("remitted") label=t("delivery-remitted") help=t("delivery-remitted-help") checked=remitted/>
        }
    });
    let nothing = step.to_collect.is_zero().then(|| view! { <p class="muted">{t("delivery-nothing-to-collect")}</p> });
    let courier = step.courier.map(|courier| view! { <dl class="facts"><dt>{t("delivery-courier")}</dt><dd>{courier}</dd></dl> });
    let number = step.parcel.map(|(_, number)| number).unwrap_or_default();
    let title = if several { t_with("delivery-deliver-title-of", &[("number", number.into())]) } else { t("delivery-deliver-title") };
    let orders = (step.orders.len() > 1)
        .then(|| view! { <p>{t("delivery-orders-in-it")}": "<span class="mono">{step.orders.join(", ")}</span></p> });
    view! {
        <Card title id=id("deliver")>
            <div class="grid gap-4">
                <Form action=DeliverOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="order_id" value=order_id.to_string()/>
                    <Hidden name="parcel" value=arrived/>
                    {orders} {courier} {nothing} {cash}
                    <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("delivery-deliver")}</Button></div>
                </Form>
                <ConfirmStep label=t("delivery-bring-back") icon=Icon::Undo open=is_back_refused>
                    <Form action=BringBackOrder::PATH errors=back.summary() error_title=t("form-errors-title")>
                        <Hidden name="order_id" value=order_id.to_string()/>
                        <Hidden name="parcel" value=returned/>
                        <p>{t("delivery-bring-back-help")}</p>
                        <TextField name="return_reason" id=id("return_reason") label=t("delivery-return-reason") value=back.value_or("return_reason", "") error=back.error("return_reason") required=true maxlength=500 autocomplete="off"/>
                        <div><Button kind=ButtonKind::Danger>{t("delivery-bring-back-submit")}</Button></div>
                    </Form>
                </ConfirmStep>
            </div>
        </Card>
    }
}
