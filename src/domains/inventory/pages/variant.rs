//! The stock of one variant: what is there, why so much of it is available, and how it came to be.

use super::may;
use crate::domains::audit::urls as audit_urls;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::inventory::api::{AdjustStock, SetReorderLevel, load_variant};
use crate::domains::inventory::model::{AdjustMode, Cause, MovementRow, Reference, ReservationRow, StockLevel, VariantStock, owner_key};
use crate::domains::inventory::urls;
use crate::domains::orders::urls as orders_urls;
use crate::server::format::{date_time, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, path_id, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/inventory/{variant_id}`
#[component]
pub fn VariantPage() -> impl IntoView {
    page(load_variant(path_id("id"), page_request()), |stock| {
        let writes = may(Permission::InventoryWrite);
        let product = may(Permission::CatalogRead).then(
            || view! { <LinkButton href=catalog_urls::product(stock.product_id) icon=Icon::Products>{t("inventory-product")}</LinkButton> },
        );
        let audit = may(Permission::AuditRead)
            .then(|| view! { <LinkButton href=audit_urls::of_record("variant", stock.variant_id) icon=Icon::Activity>{t("inventory-audit")}</LinkButton> });
        let levels = stock.levels.iter().map(|level| level_card(level, &stock.reservations)).collect_view();
        view! {
            <Title text=stock.name.clone()/>
            <PageHeader title=stock.name.clone() sub=stock.sku.clone() crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")>
                {audit}{product}
            </PageHeader>
            <div class="detail">
                <div class="main-col">
                    {levels}
                    {movements(&stock)}
                </div>
                <div class="side-col">
                    {writes.then(|| adjust(&stock))}
                    {writes.then(|| reorder(&stock))}
                </div>
            </div>
        }
    })
}

/// On hand less promised less set aside is available: the sum, and under it who was promised what.
fn level_card(level: &StockLevel, reservations: &[ReservationRow]) -> impl IntoView + use<> {
    let mine: Vec<&ReservationRow> = reservations.iter().filter(|row| row.warehouse_id == level.warehouse_id).collect();
    let level = level.clone();
    let badge = if level.short > 0 {
        short_badge(level.short).into_any()
    } else if level.available <= 0 {
        view! { <Badge tone=Tone::Bad>{t("inventory-state-out")}</Badge> }.into_any()
    } else if level.available <= level.reorder_level {
        view! { <Badge tone=Tone::Warn>{t("inventory-state-low")}</Badge> }.into_any()
    } else {
        ().into_any()
    };
    let shown: i32 = mine.iter().map(|row| row.quantity).sum();
    let more = (shown < level.reserved).then(|| {
        view! {
            <p class="muted">{t_with("inventory-more-reserved", &[("count", (level.reserved - shown).into())])}</p>
        }
    });
    let promises = (!mine.is_empty()).then(|| {
        let lines = mine.iter().map(|row| reservation_line(row)).collect_view();
        let head = view! { <Th label=t("inventory-promised-to")/><Th label=t("inventory-since")/><Th label=t("inventory-until")/><Th label=t("inventory-units") class="num"/> }.into_any();
        view! { <Table caption=t("inventory-promises") head>{lines}</Table> }
    });
    view! {
        <Card title=level.warehouse.clone() actions=badge>
            <p class="muted">{t_with("inventory-why", &[("count", level.available.into())])}</p>
            <dl class="sums">
                <dt>{t("inventory-on-hand-why")}</dt><dd>{number(i64::from(level.on_hand))}</dd>
                <dt>{t("inventory-reserved-why")}</dt><dd>{number(-i64::from(level.reserved))}</dd>
                <dt>{t("inventory-unavailable-why")}</dt><dd>{number(-i64::from(level.unavailable))}</dd>
                <dt class="total">{t("inventory-available")}</dt><dd class="total">{number(i64::from(level.available))}</dd>
            </dl>
            {promises}
            {more}
        </Card>
    }
}

fn short_badge(count: i32) -> impl IntoView {
    view! { <Badge tone=Tone::Bad>{t_with("inventory-short-of", &[("count", count.into())])}</Badge> }
}

fn reservation_line(row: &ReservationRow) -> impl IntoView + use<> {
    let owner = t(owner_key(&row.owner_kind));
    let owner = if row.owner_kind == "ORDER_ITEM" && may(Permission::OrdersRead) {
        view! { <a class="link" href=orders_urls::by_item(row.owner_id)>{owner}</a> }.into_any()
    } else {
        owner.into_any()
    };
    let short = (row.short > 0).then(|| view! { " "{short_badge(row.short)} });
    view! {
        <tr>
            <td class="cell-main">{owner}{short}</td>
            <td class="cell-sub">{date_time(row.created_at)}</td>
            <td data-label=t("inventory-until")>{row.expires_at.map(date_time).unwrap_or_else(|| "–".to_owned())}</td>
            <td class="cell-amount">{number(i64::from(row.quantity))}</td>
        </tr>
    }
}

/// A change with its sign.
fn signed(change: i32) -> String {
    if change > 0 { format!("+{}", number(i64::from(change))) } else { number(i64::from(change)) }
}

fn movements(stock: &VariantStock) -> impl IntoView + use<> {
    if stock.movements.rows.is_empty() {
        return view! { <Card title=t("inventory-movements") flush=true><EmptyState icon=Icon::Transfer title=t("inventory-movements-empty-title") text=t("inventory-movements-empty")/></Card> }.into_any();
    }
    let previous = stock.movements.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = stock.movements.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let several = stock.levels.len() > 1;
    let lines = stock.movements.rows.iter().map(|row| movement_line(row, several)).collect_view();
    let head = view! {
        <Th label=t("inventory-when")/><Th label=t("inventory-cause")/><Th label=t("inventory-reason")/><Th label=t("inventory-who") class="cell-wide"/>
        <Th label=t("inventory-change") class="num"/><Th label=t("inventory-after") class="num"/>
    }
    .into_any();
    view! {
        <Card title=t("inventory-movements") flush=true>
            <Table caption=t("inventory-movements") head>{lines}</Table>
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("inventory-movements")/>
    }
    .into_any()
}

fn movement_line(row: &MovementRow, several: bool) -> impl IntoView + use<> {
    let warehouse = several.then(|| view! { <span class="cell-note">{row.warehouse.clone()}</span> });
    let order = row.reference.as_ref().filter(|reference| reference.kind == "ORDER_ITEM" && may(Permission::OrdersRead)).map(
        |Reference { id, .. }| {
            view! { <a class="link" href=orders_urls::by_item(*id)>{t("inventory-owner-order")}</a>" " }
        },
    );
    let aside = (row.unavailable_change != 0).then(
        || view! { <span class="cell-note">{t_with("inventory-aside", &[("change", signed(row.unavailable_change).into())])}</span> },
    );
    view! {
        <tr>
            <td class="cell-sub">{date_time(row.at)}</td>
            <td class="cell-main">{t(row.cause.key())}{warehouse}</td>
            <td data-label=t("inventory-reason")>{order}{row.reason.clone().unwrap_or_default()}</td>
            <td class="cell-wide">{row.person.clone().unwrap_or_else(|| t("inventory-program"))}</td>
            <td class="cell-amount">{signed(row.change)}{aside}</td>
            <td class="num" data-label=t("inventory-after")>{number(i64::from(row.on_hand_after))}</td>
        </tr>
    }
}

fn adjust(stock: &VariantStock) -> impl IntoView + use<> {
    let form = form_state(AdjustStock::PATH);
    let warehouse = match stock.levels.as_slice() {
        [only] => view! { <Hidden name="warehouse_id" value=only.warehouse_id.to_string()/> }.into_any(),
        levels => {
            let options = levels.iter().map(|level| Choice::new(level.warehouse_id.to_string(), level.warehouse.clone())).collect();
            view! { <SelectField name="warehouse_id" label=t("inventory-warehouse") options value=form.value_or("warehouse_id", "")/> }
                .into_any()
        }
    };
    let modes = AdjustMode::ALL.into_iter().map(|mode| Choice::new(mode.code(), t(mode.key()))).collect();
    let causes =
        Cause::BY_HAND.into_iter().filter(|cause| *cause != Cause::Count).map(|cause| Choice::new(cause.code(), t(cause.key()))).collect();
    let fields = view! {
        <Hidden name="id" value=stock.variant_id.to_string()/>
        {warehouse}
        <SelectField name="mode" label=t("inventory-mode") options=modes value=form.value_or("mode", AdjustMode::Add.code()) error=form.error("mode")/>
        <TextField name="quantity" label=t("inventory-units") inputmode="numeric" value=form.value_or("quantity", "") error=form.error("quantity") required=true/>
        <SelectField name="cause" label=t("inventory-cause") options=causes blank=t("inventory-cause-usual") value=form.value_or("cause", "") error=form.error("cause")/>
        <TextField name="reason" label=t("inventory-reason") help=t("inventory-reason-help") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
    };
    view! {
        <Card title=t("inventory-adjust")>
            <Form action=AdjustStock::PATH errors=form.summary() error_title=t("form-errors-title")>
                {fields}
                <div><Button kind=ButtonKind::Primary>{t("inventory-adjust-do")}</Button></div>
            </Form>
        </Card>
    }
}

/// A form for each warehouse.
fn reorder(stock: &VariantStock) -> impl IntoView + use<> {
    let several = stock.levels.len() > 1;
    let forms = stock
        .levels
        .iter()
        .map(|level| {
            let warehouse_id = level.warehouse_id.to_string();
            // What was refused belongs to one of the forms.
            let form = Some(form_state(SetReorderLevel::PATH)).filter(|form| form.value("warehouse_id") == Some(warehouse_id.as_str())).unwrap_or_default();
            let label = if several { level.warehouse.clone() } else { t("inventory-reorder-level") };
            let fields = view! {
                <Hidden name="id" value=level.variant_id.to_string()/>
                <Hidden name="warehouse_id" value=warehouse_id.clone()/>
                <TextField name="reorder_level" id=format!("reorder-{warehouse_id}") label inputmode="numeric" value=form.value_or("reorder_level", &level.reorder_level.to_string()) error=form.error("reorder_level") required=true/>
            };
            view! {
                <Form action=SetReorderLevel::PATH>
                    {fields}
                    <div><Button>{t("save")}</Button></div>
                </Form>
            }
        })
        .collect_view();
    view! {
        <Card title=t("inventory-reorder")>
            <p class="muted">{t("inventory-reorder-help")}</p>
            {forms}
        </Card>
    }
}
