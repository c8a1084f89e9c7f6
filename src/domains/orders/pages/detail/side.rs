//! Who gets an order, and what colleagues say about it.

use super::super::cells::RiskBadge;
use super::super::list::may;
use super::super::rows::tags;
use crate::domains::audit::urls as audit_urls;
use crate::domains::customers::{phone, urls as customer_urls};
use crate::domains::orders::api::{AddOrderNote, AddOrderTags, RemoveOrderTag};
use crate::domains::orders::model::{Colleague, OrderDetail, ShippingStatus};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::shared::Permission;
use crate::ui::field::{Hidden, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::{Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Buyer, address, tags and notes.
pub(super) fn side(order: &OrderDetail, colleagues: &[Colleague]) -> impl IntoView + use<> {
    let address = order.shipping_address.clone();
    let (id, full_name) = (order.row.id, address.full_name.clone());
    let lines = [
        address.line1.clone(),
        address.line2.clone().unwrap_or_default(),
        address.city.clone(),
        address.district.clone(),
        address.postal_code.clone(),
    ];
    let lines = lines.into_iter().filter(|line| !line.is_empty()).map(|line| view! { <div>{line}</div> }).collect_view();
    let customer = order.customer_id.map(|id| {
        let name = order.customer_name.clone().unwrap_or_default();
        view! { <div><a class="link" href=customer_urls::detail(id)>{name}</a></div> }
    });
    let record = order.customer_record.map(|(delivered, refused)| {
        let text = t_with("orders-buyer-record", &[("delivered", delivered.into()), ("refused", refused.into())]);
        let class = if refused > 0 { "tone-warn" } else { "muted" };
        view! { <div class=class>{text}</div> }
    });
    let risk = order.row.risk.map(|risk| {
        let why = if order.is_blocked { "orders-risk-why-blocked" } else { "orders-risk-why" };
        view! { <div><RiskBadge risk/>" "<span class="muted">{t(why)}</span></div> }
    });
    let phone = (!address.phone.is_empty())
        .then(|| view! { <div><a class="link" href=format!("tel:{}", address.phone)>{phone::display(&address.phone)}</a></div> });
    let email = address.email.clone().map(|email| view! { <div><a class="link" href=format!("mailto:{email}")>{email.clone()}</a></div> });
    let note = order.customer_note.clone().map(|note| view! { <Card title=t("orders-buyer-note")><p class="prewrap">{note}</p></Card> });
    let goods = (order.shipping_status != ShippingStatus::Pending).then(|| view! { <p class="muted">{t(order.shipping_status.key())}</p> });
    let log = may(Permission::AuditRead)
        .then(|| view! { <a class="link" href=audit_urls::of_record("order", order.row.id)>{t("orders-audit")}</a> });
    view! {
        <Card title=t("orders-buyer")>
            {customer}{record}{risk}{phone}{email}
            <div class="buyer-address"><h3>{t("orders-address")}</h3><strong>{full_name}</strong>{lines}{goods}</div>
        </Card>
        {note}
        {tag_card(order)}
        {note_form(id, colleagues)}
        {log}
    }
}

/// The tags of an order, each with a way to take it off, and a field for more.
fn tag_card(order: &OrderDetail) -> impl IntoView + use<> {
    let id = order.row.id.to_string();
    if !may(Permission::OrdersWrite) {
        let known = tags(&order.row.tags);
        return (!order.row.tags.is_empty()).then(|| view! { <Card title=t("orders-tags")>{known}</Card> }.into_any());
    }
    let form = form_state(AddOrderTags::PATH);
    let known = order
        .row
        .tags
        .iter()
        .map(|tag| {
            let label = t_with("orders-tag-remove", &[("tag", tag.clone().into())]);
            view! {
                <form method="post" action=RemoveOrderTag::PATH class="tag-form">
                    <Hidden name="order_id" value=id.clone()/>
                    <Hidden name="tag" value=tag.clone()/>
                    {tags(std::slice::from_ref(tag))}
                    <Button small=true icon=Icon::Close label/>
                </form>
            }
        })
        .collect_view();
    let card = view! {
        <Card title=t("orders-tags")>
            <div class="tag-list">{known}</div>
            <Form action=AddOrderTags::PATH class="inline-form">
                <Hidden name="order_id" value=id.clone()/>
                <TextField name="tags" label=t("orders-tag-add") help=t("orders-tags-help") value=form.value_or("tags", "") error=form.error("tags") maxlength=200 autocomplete="off"/>
                <Button small=true icon=Icon::Plus>{t("orders-tag-add-do")}</Button>
            </Form>
        </Card>
    };
    Some(card.into_any())
}

fn note_form(id: uuid::Uuid, colleagues: &[Colleague]) -> impl IntoView + use<> {
    let form = form_state(AddOrderNote::PATH);
    let names = colleagues.iter().take(6).map(|colleague| format!("@{}", colleague.name)).collect::<Vec<_>>().join(", ");
    let help = if names.is_empty() { String::new() } else { t_with("orders-note-mention", &[("names", names.into())]) };
    may(Permission::OrdersWrite).then(|| {
        view! {
            <Card title=t("orders-note") id="notes">
                <Form action=AddOrderNote::PATH>
                    <Hidden name="order_id" value=id.to_string()/>
                    <TextArea name="body" label=t("orders-note-label") help value=form.value_or("body", "") error=form.error("body")/>
                    <div><Button>{t("orders-note-add")}</Button></div>
                </Form>
            </Card>
        }
    })
}
