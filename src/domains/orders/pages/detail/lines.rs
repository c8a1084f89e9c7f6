//! What is in an order and what it costs.

use super::super::list::may;
use crate::domains::orders::api::{CancelOrderPieces, MatchOrderItem, MoveOrderItem};
use crate::domains::orders::model::{OrderDetail, OrderItem, OrderStatus, line_key};
use crate::server::format::money;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_args, t_with};
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card};
use leptos::prelude::*;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// Its lines and sums.
pub(super) fn lines(order: &OrderDetail) -> impl IntoView + use<> {
    let currency = order.row.currency.clone();
    let open = matches!(order.row.status, OrderStatus::Draft | OrderStatus::Pending);
    let head = view! {
        <Th label=t("orders-product")/><Th label=t("orders-quantity") class="num"/><Th label=t("orders-price") class="num"/>
        <Th label=t("orders-line-total") class="num"/>
    }
    .into_any();
    let warehouses: &[(Uuid, String)] = if may(Permission::OrdersFulfil) { &order.warehouses } else { &[] };
    let rows = order.items.iter().cloned().map(|item| line(item, &currency, open, warehouses)).collect_view();
    let sum = |label: String, amount: Decimal, always: bool| {
        let amount = (always || !amount.is_zero()).then(|| money(amount, &currency));
        amount.map(|amount| view! { <dt>{label}</dt><dd>{amount}</dd> })
    };
    let sums = (
        sum(t("orders-subtotal"), order.subtotal, true),
        sum(t("orders-discount"), -order.discount, false),
        sum(t("orders-shipping"), order.shipping, true),
        sum(t("orders-tax"), order.tax, false),
        sum(t("orders-adjustment"), order.adjustment, false),
    );
    let total = money(order.row.total, &currency);
    let rest = (sum(t("orders-tax-included"), order.tax_included, false), sum(t("orders-cancelled-value"), -order.cancelled_total, false));
    let pieces = pieces(order);
    view! {
        <Card title=t("orders-lines") id="items" flush=true>
            <Table caption=t("orders-lines") head>{rows}</Table>
            <dl class="sums">
                {sums}
                <dt class="total">{t("orders-total")}</dt><dd class="total">{total}</dd>
                {rest}
            </dl>
            {pieces}
        </Card>
    }
}

fn line(item: OrderItem, currency: &str, open: bool, warehouses: &[(Uuid, String)]) -> impl IntoView + use<> {
    let name = match item.product_id {
        Some(product_id) => view! { <a class="link" href=format!("/products/{product_id}")>{item.name.clone()}</a> }.into_any(),
        None => view! { {item.name.clone()} }.into_any(),
    };
    let stock = item.available.filter(|_| open).map(|available| {
        let missing = i64::from(item.quantity) - available;
        let class = match missing {
            ..=0 => "tone-ok",
            missing if missing <= item.backorder => "tone-warn",
            _ => "tone-bad",
        };
        let later = (missing > 0 && item.backorder > 0)
            .then(|| view! { " · "{t_with("orders-can-backorder", &[("count", item.backorder.into())])} });
        view! { <span class=class>" · "{t_with("orders-available", &[("count", available.into())])}{later}</span> }
    });
    let reserved = item
        .reserved
        .iter()
        .map(|at| {
            let text = t_with("orders-reserved-at", &[("count", at.quantity.into()), ("warehouse", at.warehouse.clone().into())]);
            let short = (at.short > 0)
                .then(|| view! { <span class="tone-bad">" · "{t_with("orders-reserved-short", &[("count", at.short.into())])}</span> });
            let later = (at.backordered() > 0).then(|| {
                view! { <span class="tone-warn">" · "{t_with("orders-reserved-backordered", &[("count", at.backordered().into())])}</span> }
            });
            view! { <span class="cell-note">{text}{short}{later}</span> }
        })
        .collect_view();
    let elsewhere = (warehouses.len() > 1 && !item.reserved.is_empty()).then(|| move_form(&item, warehouses));
    let gone = (item.cancelled > 0).then(
        || view! { <span class="cell-note tone-bad">{t_with("orders-line-cancelled-n", &[("count", item.cancelled.into())])}</span> },
    );
    let sent = (item.fulfilled > 0 && item.fulfilled < item.quantity)
        .then(|| view! { <span class="cell-note">{t_with("orders-line-sent-n", &[("count", item.fulfilled.into())])}</span> });
    let unmatched = item.variant_id.is_none().then(|| match_form(&item));
    let (price, total) = (money(item.unit_price, currency), money(item.total, currency));
    let off = (!item.discount.is_zero()).then(
        || view! { <span class="cell-note">{t_with("orders-line-discount", &[("amount", money(item.discount, currency).into())])}</span> },
    );
    let taxes = [("orders-line-tax", item.tax), ("orders-line-tax-included", item.tax_included)]
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(key, amount)| view! { <span class="cell-note">{t_with(key, &[("amount", money(amount, currency).into())])}</span> })
        .collect_view();
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("orders-product")>
                {name}
                <span class="cell-note"><span class="mono">{item.sku.clone().unwrap_or_default()}</span>{stock}</span>
                {reserved}
                {elsewhere}
                {unmatched}
            </th>
            <td class="num" data-label=t("orders-quantity")>{item.quantity}{gone}{sent}</td>
            <td class="num" data-label=t("orders-price")>{price}{off}</td>
            <td class="cell-amount" data-label=t("orders-line-total")>{total}{taxes}</td>
        </tr>
    }
}

/// Serves a line from another warehouse.
fn move_form(item: &OrderItem, warehouses: &[(Uuid, String)]) -> impl IntoView + use<> {
    let id = item.id.to_string();
    let state = form_state(MoveOrderItem::PATH);
    let refused = Some(state).filter(|form| form.value("order_item_id") == Some(id.as_str()));
    let open = refused.is_some();
    let options = warehouses.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let now = item.reserved.first().and_then(|at| warehouses.iter().find(|(_, name)| *name == at.warehouse)).map(|(id, _)| id.to_string());
    let value = refused.unwrap_or_default().value_or("warehouse_id", &now.unwrap_or_default());
    view! {
        <div class="no-print">
            <ConfirmStep label=t("orders-move-line") kind=ButtonKind::Ghost small=true open>
                <Form action=MoveOrderItem::PATH class="inline-form">
                    <Hidden name="order_item_id" value=id.clone()/>
                    <SelectField name="warehouse_id" id=format!("warehouse-{id}") label=t("orders-move-line-to") options value/>
                    <Button small=true>{t("orders-move-line-do")}</Button>
                </Form>
            </ConfirmStep>
        </div>
    }
}

/// Cancels a part: how many pieces of which lines, and why.
fn pieces(order: &OrderDetail) -> impl IntoView + use<> {
    let left: Vec<&OrderItem> = order.items.iter().filter(|item| item.quantity > item.fulfilled + item.cancelled).collect();
    let all: i32 = left.iter().map(|item| item.quantity - item.fulfilled - item.cancelled).sum();
    if !may(Permission::OrdersWrite) || !order.row.status.is_here() || order.row.status == OrderStatus::Draft || all < 2 {
        return None;
    }
    let form = form_state(CancelOrderPieces::PATH);
    let fields = left
        .into_iter()
        .map(|item| {
            let name = format!("pieces[{}]", line_key(item.id));
            let most = item.quantity - item.fulfilled - item.cancelled;
            let label = t_with("orders-pieces-of", &[("name", item.name.clone().into()), ("count", most.into())]);
            view! { <TextField id=name.clone() label value=form.value_or(&name, "") error=form.error(&name) name inputmode="numeric" autocomplete="off"/> }
        })
        .collect_view();
    let message = form.message.clone().map(|(key, args)| view! { <p class="error-text">{t_args(&key, &args)}</p> });
    let (id, open) = (order.row.id.to_string(), !form.action.is_empty());
    let packed = (order.row.status == OrderStatus::Packed).then(|| view! { <p class="muted">{t("orders-pieces-packed")}</p> });
    Some(view! {
        <div class="card-body no-print">
            <ConfirmStep label=t("orders-pieces") small=true open>
                <Form action=CancelOrderPieces::PATH>
                    {message}{packed}
                    <Hidden name="order_id" value=id/>
                    <div class="fields fields-2">{fields}</div>
                    <TextField name="reason" id="pieces-reason" label=t("orders-cancel-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
                    <div><Button kind=ButtonKind::Danger>{t("orders-pieces-do")}</Button></div>
                </Form>
            </ConfirmStep>
        </div>
    })
}

fn match_form(item: &OrderItem) -> impl IntoView + use<> {
    let form = form_state(MatchOrderItem::PATH);
    let id = item.id.to_string();
    let mine = form.value("order_item_id") == Some(id.as_str());
    let (value, error) = if mine { (form.value_or("sku", ""), form.error("sku")) } else { (String::new(), None) };
    let form = may(Permission::OrdersWrite).then(|| {
        view! {
            <form class="inline-form" method="post" action=MatchOrderItem::PATH>
                <Hidden name="order_item_id" value=id.clone()/>
                <TextField name="sku" id=format!("sku-{id}") label=t("orders-match-label") value error required=true/>
                <Button small=true>{t("orders-match")}</Button>
            </form>
        }
    });
    view! { <div class="above"><span class="badge badge-warn">{t("orders-unmatched")}</span>{form}</div> }
}
