//! What an order's page shows of its returns, and the form that asks for one.

use super::list::may;
use super::return_rows::status_badge;
use crate::domains::orders::api::returns::{RequestReturn, load_order_returns};
use crate::domains::orders::model::{OrderReturns, ReturnKind, ReturnRow, Returnable};
use crate::domains::orders::urls;
use crate::server::format::date;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, RadioField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, Icon};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The returns of an order that is with its buyer, and the form that asks for one. Nothing where there are none and can be none.
#[component]
pub(super) fn OrderReturnsPanel(
    /// The order.
    order_id: Uuid,
    /// The buyer has the goods.
    is_delivered: bool,
) -> impl IntoView {
    page(load_order_returns(order_id), move |returns| panel(order_id, is_delivered, &returns))
}

fn panel(order_id: Uuid, is_delivered: bool, returns: &OrderReturns) -> AnyView {
    let can_ask = is_delivered && !returns.open.is_empty() && may(Permission::OrdersWrite);
    if returns.rows.is_empty() && !can_ask {
        return ().into_any();
    }
    let rows = returns.rows.iter().map(row).collect_view();
    let list = (!returns.rows.is_empty()).then(|| view! { <ul class="grid gap-3">{rows}</ul> });
    let form = can_ask.then(|| request_form(order_id, &returns.open));
    view! {
        <Card title=t("returns-title") id="returns">
            <div class="grid gap-3">{list}{form}</div>
        </Card>
    }
    .into_any()
}

fn row(row: &ReturnRow) -> impl IntoView + use<> {
    let pieces = t_with("returns-pieces-count", &[("count", row.pieces.into())]);
    view! {
        <li class="flex flex-wrap items-center gap-2">
            <span class="flex-1">
                <a class="link mono" href=urls::return_of(row.id)>{row.number.clone()}</a>" · "{t(row.kind.key())}" · "{pieces}
                <span class="cell-note">{date(row.created_at)}" · "{row.reason.clone()}</span>
            </span>
            {status_badge(row.status)}
        </li>
    }
}

fn request_form(order_id: Uuid, open: &[Returnable]) -> impl IntoView + use<> {
    let form = form_state(RequestReturn::PATH);
    let lines = open
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let field = format!("lines[{place}][quantity]");
            view! {
                <div class="receive-line" role="group" aria-label=line.name.clone()>
                    <div class="what"><span>{line.name.clone()}</span><span class="mono muted">{line.sku.clone()}</span></div>
                    <Hidden name=format!("lines[{place}][item]") value=line.order_item_id.to_string()/>
                    <TextField id=format!("return-{place}") label=t("returns-pieces") suffix=format!("/ {}", line.quantity) inputmode="numeric" value=form.value_or(&field, "") error=form.error(&field) name=field autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let kinds = ReturnKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let (open, errors) = (!form.action.is_empty(), form.summary());
    let kind = form.value_or("kind", ReturnKind::Return.code());
    let reason_error = form.error("return_reason");
    let (kind_error, reason) = (form.error("kind"), form.value_or("return_reason", ""));
    view! {
        <ConfirmStep label=t("returns-request") kind=ButtonKind::Ghost icon=Icon::Undo open>
            <Form action=RequestReturn::PATH errors error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <div class="stack">{lines}</div>
                <RadioField name="kind" label=t("returns-kind") options=kinds value=kind error=kind_error/>
                <TextField name="return_reason" label=t("returns-reason") value=reason error=reason_error required=true maxlength=500/>
                <div><Button kind=ButtonKind::Primary>{t("returns-request")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}
