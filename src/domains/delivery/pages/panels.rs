//! What an order's page shows of its way to the buyer.

use super::status_badge;
use crate::domains::delivery::api::{BringBackOrder, DeliverOrder, DispatchOrder, load_deliver_step, load_dispatch_step, load_of_order};
use crate::domains::delivery::model::{DeliverStep, DispatchStep, ParcelRow};
use crate::domains::delivery::urls;
use crate::domains::orders::urls as orders_urls;
use crate::server::context;
use crate::server::format::{currency_symbol, date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
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

fn row(parcel: ParcelRow, slug: &str) -> impl IntoView + use<> {
    let waybill = parcel.waybill.clone().map(|waybill| view! { <dt>{t("delivery-waybill")}</dt><dd class="mono">{waybill}</dd> });
    let courier = parcel.courier.clone().map(|courier| view! { <dt>{t("delivery-courier")}</dt><dd>{courier}</dd> });
    let cash = (!parcel.cod_amount.is_zero())
        .then(|| view! { <dt>{t("delivery-to-collect")}</dt><dd>{money(parcel.cod_amount, &parcel.currency)}</dd> });
    let delivered = parcel.delivered_at.map(|at| view! { <dt>{t("delivery-delivered-at")}</dt><dd>{date_time(at)}</dd> });
    let reason = parcel.reason.clone().map(|reason| view! { <dt>{t("delivery-reason")}</dt><dd>{reason}</dd> });
    view! {
        <li class="grid gap-2">
            <div class="flex flex-wrap items-center gap-2">
                <a class="link mono flex-1" href=orders_urls::tracking(slug, &parcel.tracking_number)>{parcel.tracking_number.clone()}</a>
                {status_badge(parcel.status)}
            </div>
            <dl class="facts">
                {courier} {waybill} {cash}
                <dt>{t("delivery-handed-over")}</dt><dd>{date_time(parcel.shipped_at.unwrap_or(parcel.created_at))}</dd>
                {delivered} {reason}
            </dl>
        </li>
    }
}

/// Hands a packed order over to a courier. Nothing for who may not.
#[component]
pub fn DispatchForm(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    if !may_fulfil() {
        return ().into_any();
    }
    page(load_dispatch_step(order_id), move |step| view! { <Dispatch order_id step/> }).into_any()
}

#[component]
fn Dispatch(order_id: Uuid, step: DispatchStep) -> impl IntoView {
    if step.couriers.is_empty() {
        let add = may(Permission::DeliveryWrite)
            .then(|| view! { <LinkButton href=urls::COURIERS icon=Icon::Plus>{t("delivery-courier-new")}</LinkButton> });
        return view! { <Card title=t("delivery-dispatch-title")><p class="mb-3">{t("delivery-no-couriers")}</p>{add}</Card> }.into_any();
    }
    let form = form_state(DispatchOrder::PATH);
    let only = if step.couriers.len() == 1 {
        step.couriers.first().map(|courier| courier.id.to_string()).unwrap_or_default()
    } else {
        String::new()
    };
    let couriers = step.couriers.into_iter().map(|courier| Choice::new(courier.id.to_string(), courier.name)).collect();
    let cash = if step.to_collect.is_zero() {
        view! { <p class="muted">{t("delivery-nothing-to-collect")}</p> }.into_any()
    } else {
        view! { <dl class="sums"><dt>{t("delivery-to-collect")}</dt><dd><strong>{money(step.to_collect, &step.currency)}</strong></dd></dl> }.into_any()
    };
    view! {
        <Card title=t("delivery-dispatch-title") id="dispatch">
            <Form action=DispatchOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                {cash}
                <SelectField name="courier_id" label=t("delivery-courier") options=couriers value=form.value_or("courier_id", &only) blank=t("delivery-choose-courier") error=form.error("courier_id") required=true/>
                <TextField name="waybill" label=t("delivery-waybill") note=t("field-optional") help=t("delivery-waybill-help") value=form.value_or("waybill", "") error=form.error("waybill") input_class="mono" maxlength=50 autocomplete="off"/>
                <TextField name="tracking_number" label=t("delivery-tracking-number") note=t("field-optional") help=t("delivery-tracking-help") value=form.value_or("tracking_number", "") error=form.error("tracking_number") input_class="mono" maxlength=8 autocomplete="off"/>
                <div><Button kind=ButtonKind::Primary icon=Icon::Delivery>{t("delivery-dispatch")}</Button></div>
            </Form>
        </Card>
    }
    .into_any()
}

/// Says that an order has arrived with what was collected, or that it came back. Nothing for who may not.
#[component]
pub fn DeliverForm(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    if !may_fulfil() {
        return ().into_any();
    }
    page(load_deliver_step(order_id), move |step| view! { <Deliver order_id step/> }).into_any()
}

#[component]
fn Deliver(order_id: Uuid, step: DeliverStep) -> impl IntoView {
    let form = form_state(DeliverOrder::PATH);
    let back = form_state(BringBackOrder::PATH);
    let is_back_refused = !back.action.is_empty();
    let symbol = currency_symbol(&step.currency, language()).to_owned();
    let expected = step.to_collect.to_string();
    let cash = (!step.to_collect.is_zero()).then(|| {
        let remitted = form.value("remitted").is_some();
        view! {
            <MoneyField name="collected" label=t("delivery-collected") currency=symbol value=form.value_or("collected", &expected) error=form.error("collected") required=true/>
            <TextField name="reason" label=t("delivery-amount-reason") note=t("field-optional") help=t("delivery-amount-reason-help") value=form.value_or("reason", "") error=form.error("reason") maxlength=500 autocomplete="off"/>
            <Checkbox name="remitted" label=t("delivery-remitted") help=t("delivery-remitted-help") checked=remitted/>
        }
    });
    let nothing = step.to_collect.is_zero().then(|| view! { <p class="muted">{t("delivery-nothing-to-collect")}</p> });
    let courier = step.courier.map(|courier| view! { <dl class="facts"><dt>{t("delivery-courier")}</dt><dd>{courier}</dd></dl> });
    view! {
        <Card title=t("delivery-deliver-title") id="deliver">
            <div class="grid gap-4">
                <Form action=DeliverOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="order_id" value=order_id.to_string()/>
                    {courier} {nothing} {cash}
                    <div><Button kind=ButtonKind::Primary icon=Icon::Check>{t("delivery-deliver")}</Button></div>
                </Form>
                <ConfirmStep label=t("delivery-bring-back") icon=Icon::Undo open=is_back_refused>
                    <Form action=BringBackOrder::PATH errors=back.summary() error_title=t("form-errors-title")>
                        <Hidden name="order_id" value=order_id.to_string()/>
                        <p>{t("delivery-bring-back-help")}</p>
                        <TextField name="return_reason" label=t("delivery-return-reason") value=back.value_or("return_reason", "") error=back.error("return_reason") required=true maxlength=500 autocomplete="off"/>
                        <div><Button kind=ButtonKind::Danger>{t("delivery-bring-back-submit")}</Button></div>
                    </Form>
                </ConfirmStep>
            </div>
        </Card>
    }
}
