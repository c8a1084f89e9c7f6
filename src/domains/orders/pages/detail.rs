//! One order: the next step first, then what is in it, who gets it and what happened.

use super::cells::{FinancialBadge, StatusBadge};
use super::list::may;
use super::return_panel::OrderReturnsPanel;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::audit::urls as audit_urls;
use crate::domains::customers::{phone, urls as customer_urls};
use crate::domains::delivery::pages::panels::{DeliverForm, DispatchForm, OrderParcels};
use crate::domains::documents::pages::panels::OrderDocuments;
use crate::domains::orders::api::{
    AddOrderNote, CancelOrder, ConfirmOrder, HoldOrder, MatchOrderItem, PackOrder, ReleaseOrder, load_order,
};
use crate::domains::orders::islands::LiveReload;
use crate::domains::orders::model::{FinancialStatus, HistoryRow, OrderDetail, OrderItem, OrderStatus, ShippingStatus};
use crate::domains::orders::urls;
use crate::domains::payments::pages::panels::OrderPayments;
use crate::domains::refunds::pages::panels::OrderRefunds;
use crate::server::context;
use crate::server::format::{ago, date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::badge::Tone;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::timeline::{Timeline, TimelineItem};
use crate::ui::{Alert, Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

/// `/orders/{id}`
#[component]
pub fn OrderPage() -> impl IntoView {
    page(load_order(path_id("id")), order)
}

fn order(order: OrderDetail) -> impl IntoView {
    let number = order.row.order_number.clone();
    let id = order.row.id;
    let title = t_with("orders-title", &[("number", number.clone().into())]);
    let slug = context::request().and_then(|request| request.scope).map(|scope| scope.organization.slug.clone()).unwrap_or_default();
    let tracked = order.tracking_number.clone().unwrap_or_else(|| number.clone());
    let platform = order.row.platform_order_number.clone().map(|number| format!(" · #{number}")).unwrap_or_default();
    let sub = format!("{} · {}{platform}", date_time(order.row.ordered_at), t(order.row.source.key()));
    let badges = view! { <StatusBadge status=order.row.status/> <FinancialBadge status=order.row.financial_status/> }.into_any();
    let hold = order.row.hold_reason.clone().map(|reason| hold_notice(id, reason));
    let next = next_step(&order);
    let side = side(&order);
    let cancel_reason =
        order.cancel_reason.clone().map(|reason| view! { <Alert tone=Tone::Bad title=t("orders-cancelled-because")>{reason}</Alert> });
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge=badges sub crumbs=vec![Crumb::new(t("nav-orders"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            <a class="btn btn-ghost" href=urls::tracking(&slug, &tracked) target="_blank" rel="noopener">{t("orders-buyer-page")}</a>
        </PageHeader>
        {hold}
        {cancel_reason}
        {next}
        <div class="detail">
            <div class="main-col stack">
                {lines(&order)}
                <OrderPayments order_id=id/>
                <OrderRefunds order_id=id/>
                <OrderParcels order_id=id/>
                <OrderDocuments order_id=id status=order.row.status/>
                <OrderReturnsPanel order_id=id is_delivered=order.row.status == OrderStatus::Delivered/>
                {history(order.history)}
            </div>
            {side}
        </div>
        <HistoryTab resource="order" id/>
        <LiveReload id=id.to_string() notice=t("orders-changed-elsewhere") action=t("orders-reload")/>
    }
}

fn hold_notice(id: uuid::Uuid, reason: String) -> impl IntoView {
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

fn step_form(action: &'static str, id: uuid::Uuid, label: String, icon: Icon) -> impl IntoView {
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
        OrderStatus::Pending if write => step_form(ConfirmOrder::PATH, id, t("orders-confirm"), Icon::Check).into_any(),
        OrderStatus::Confirmed | OrderStatus::Processing if fulfil => {
            step_form(PackOrder::PATH, id, t("orders-pack"), Icon::Inventory).into_any()
        }
        OrderStatus::Packed if fulfil => view! { <DispatchForm order_id=id/> }.into_any(),
        OrderStatus::OutForDelivery if fulfil => view! { <DeliverForm order_id=id/> }.into_any(),
        _ => ().into_any(),
    };
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
    let can_hold = write && order.row.hold_reason.is_none() && can_cancel;
    let hold = can_hold.then(|| reason_step(HoldOrder::PATH, id, t("orders-hold"), t("orders-hold-reason"), false));
    let cancel = can_cancel.then(|| reason_step(CancelOrder::PATH, id, t("orders-cancel"), t("orders-cancel-reason"), true));
    view! {
        <section class="card next-step no-print" aria-label=t("orders-next")>
            <div class="card-body">
                <p class="muted">{t(hint)}</p>
                <div class="next-step-actions">{step}{hold}{cancel}</div>
            </div>
        </section>
    }
}

/// A step that asks for a reason first.
fn reason_step(action: &'static str, id: uuid::Uuid, label: String, question: String, danger: bool) -> impl IntoView {
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

fn lines(order: &OrderDetail) -> impl IntoView + use<> {
    let currency = order.row.currency.clone();
    let open = matches!(order.row.status, OrderStatus::Draft | OrderStatus::Pending);
    let head = view! {
        <Th label=t("orders-product")/><Th label=t("orders-quantity") class="num"/><Th label=t("orders-price") class="num"/>
        <Th label=t("orders-line-total") class="num"/>
    }
    .into_any();
    let rows = order.items.iter().cloned().map(|item| line(item, &currency, open)).collect_view();
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
    view! {
        <Card title=t("orders-lines") flush=true>
            <Table caption=t("orders-lines") head>{rows}</Table>
            <dl class="sums">
                {sums}
                <dt class="total">{t("orders-total")}</dt><dd class="total">{total}</dd>
                {rest}
            </dl>
        </Card>
    }
}

fn line(item: OrderItem, currency: &str, open: bool) -> impl IntoView + use<> {
    let name = match item.product_id {
        Some(product_id) => view! { <a class="link" href=format!("/products/{product_id}")>{item.name.clone()}</a> }.into_any(),
        None => view! { {item.name.clone()} }.into_any(),
    };
    let stock = item.available.filter(|_| open).map(|available| {
        let enough = available >= i64::from(item.quantity);
        let class = if enough { "tone-ok" } else { "tone-bad" };
        view! { <span class=class>" · "{t_with("orders-available", &[("count", available.into())])}</span> }
    });
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
                {unmatched}
            </th>
            <td class="num" data-label=t("orders-quantity")>{item.quantity}</td>
            <td class="num" data-label=t("orders-price")>{price}{off}</td>
            <td class="cell-amount" data-label=t("orders-line-total")>{total}{taxes}</td>
        </tr>
    }
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

fn side(order: &OrderDetail) -> impl IntoView + use<> {
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
    let phone = (!address.phone.is_empty())
        .then(|| view! { <div><a class="link" href=format!("tel:{}", address.phone)>{phone::display(&address.phone)}</a></div> });
    let email = address.email.clone().map(|email| view! { <div><a class="link" href=format!("mailto:{email}")>{email.clone()}</a></div> });
    let note = order.customer_note.clone().map(|note| view! { <Card title=t("orders-buyer-note")><p class="prewrap">{note}</p></Card> });
    let goods = (order.shipping_status != ShippingStatus::Pending).then(|| view! { <p class="muted">{t(order.shipping_status.key())}</p> });
    let log = may(Permission::AuditRead)
        .then(|| view! { <a class="link" href=audit_urls::of_record("order", order.row.id)>{t("orders-audit")}</a> });
    view! {
        <div class="side-col stack">
            <Card title=t("orders-buyer")>{customer}{record}{phone}{email}</Card>
            <Card title=t("orders-address")><strong>{full_name}</strong>{lines}{goods}</Card>
            {note}
            {note_form(id)}
            {log}
        </div>
    }
}

fn note_form(id: uuid::Uuid) -> impl IntoView {
    let form = form_state(AddOrderNote::PATH);
    may(Permission::OrdersWrite).then(|| {
        view! {
            <Card title=t("orders-note")>
                <Form action=AddOrderNote::PATH>
                    <Hidden name="order_id" value=id.to_string()/>
                    <TextArea name="body" label=t("orders-note-label") value=form.value_or("body", "") error=form.error("body")/>
                    <div><Button>{t("orders-note-add")}</Button></div>
                </Form>
            </Card>
        }
    })
}

fn history(rows: Vec<HistoryRow>) -> impl IntoView {
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let items = rows
        .into_iter()
        .map(|row| {
            let (icon, tone) = match row.field.as_str() {
                "NOTE" => (Icon::Edit, Tone::Neutral),
                "SHIPPING" => (Icon::Delivery, Tone::Info),
                "FINANCIAL" => (Icon::Payments, Tone::Ok),
                _ => (Icon::Activity, Tone::Accent),
            };
            let text = describe(&row);
            let reason = row.reason.map(|reason| view! { <div class="muted">{reason}</div> });
            let exact = date_time(row.at);
            let time = now.map_or_else(|| exact.clone(), |now| ago(row.at, now));
            let who = row.person.unwrap_or_else(|| t("audit-program"));
            view! { <TimelineItem icon tone who time exact iso=row.at.to_rfc3339()><span class="prewrap">{text}</span>{reason}</TimelineItem> }
        })
        .collect_view();
    view! { <Card title=t("orders-history")><Timeline>{items}</Timeline></Card> }
}

fn describe(row: &HistoryRow) -> String {
    let name = |text: &str| match row.field.as_str() {
        "STATUS" => OrderStatus::parse(text).map(|status| t(status.key())),
        "SHIPPING" => ShippingStatus::parse(text).map(|status| t(status.key())),
        "FINANCIAL" => FinancialStatus::parse(text).map(|status| t(status.key())),
        _ => None,
    };
    let new = name(&row.new).unwrap_or_else(|| row.new.clone());
    match row.old.as_deref().and_then(name) {
        Some(old) => format!("{old} → {new}"),
        None => new,
    }
}
