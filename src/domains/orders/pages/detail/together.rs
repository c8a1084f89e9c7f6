//! The buyer's other open orders: which of them travel in the same parcel, and which could.

use super::super::cells::StatusBadge;
use super::super::list::may;
use crate::domains::orders::api::{MergeOrders, SeparateOrder};
use crate::domains::orders::model::{Companion, OrderDetail, line_key};
use crate::domains::orders::urls;
use crate::server::format::date;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_args};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Hidden};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::{Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// What travels with the order, and the proposal to put others to it. Nothing where the buyer has no other open order.
pub(super) fn together(order: &OrderDetail) -> impl IntoView + use<> {
    if order.companions.is_empty() {
        return None;
    }
    let id = order.row.id;
    let (with, others): (Vec<&Companion>, Vec<&Companion>) = order.companions.iter().partition(|one| one.is_together);
    let rows = with.iter().map(|one| row(one)).collect_view();
    let with = (!with.is_empty()).then(|| {
        let alone = may(Permission::OrdersFulfil).then(|| separate(id, t("orders-separate-this")));
        view! { <p>{t("orders-together")}</p><ul class="grid gap-2">{rows}</ul>{alone} }
    });
    let proposal = (!others.is_empty()).then(|| proposal(id, &others));
    Some(view! { <Card title=t("orders-together-title") id="together"><div class="grid gap-3">{with}{proposal}</div></Card> })
}

fn row(one: &Companion) -> impl IntoView + use<> {
    let out = may(Permission::OrdersFulfil).then(|| separate(one.id, t("orders-separate")));
    view! {
        <li class="flex flex-wrap items-center gap-2">
            <a class="link mono" href=urls::order(one.id)>{one.order_number.clone()}</a>
            <span class="flex-1 muted">{date(one.ordered_at)}</span>
            <StatusBadge status=one.status/>
            {out}
        </li>
    }
}

fn separate(id: Uuid, label: String) -> impl IntoView {
    view! {
        <form method="post" action=SeparateOrder::PATH>
            <Hidden name="order_id" value=id.to_string()/>
            <Button small=true icon=Icon::Close>{label}</Button>
        </form>
    }
}

fn proposal(id: Uuid, others: &[&Companion]) -> impl IntoView + use<> {
    let form = form_state(MergeOrders::PATH);
    let may_merge = may(Permission::OrdersFulfil);
    let rows = others
        .iter()
        .map(|one| {
            let name = format!("others[{}]", line_key(one.id));
            let label = format!("#{} · {} · {}", one.order_number, date(one.ordered_at), t(one.status.key()));
            // All are ticked at first: who has the proposal refused does not wish to look for it.
            let checked = form.action.is_empty() || form.value(&name).is_some();
            let tick = may_merge.then(|| view! { <Checkbox id=name.clone() name label checked/> });
            view! { <li>{tick}<a class="link" href=urls::order(one.id)>{t("orders-open-other")}" "<span class="mono">{one.order_number.clone()}</span></a></li> }
        })
        .collect_view();
    let message = form
        .message
        .clone()
        .or_else(|| form.errors.0.first().map(|error| (error.key.clone(), Vec::new())))
        .map(|(key, args)| view! { <p class="error-text">{t_args(&key, &args)}</p> });
    let button = may_merge.then(|| view! { <div><Button icon=Icon::Inventory>{t("orders-merge-do")}</Button></div> });
    view! {
        <Form action=MergeOrders::PATH>
            <p>{t("orders-merge-question")}</p>
            {message}
            <Hidden name="order_id" value=id.to_string()/>
            <ul class="grid gap-2">{rows}</ul>
            {button}
        </Form>
    }
}
