//! The stock of one variant: what is there, why so much of it is available, and how it came to be.

use super::movement_rows::{change, record};
use super::{may, named, variant_forms};
use crate::domains::audit::urls as audit_urls;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::inventory::api::load_variant;
use crate::domains::inventory::model::{
    MovementRow, OwnerName, Pace, ReservationRow, SOLD_DAYS, StockLevel, VariantStock, days_of_cover, owner_key,
};
use crate::domains::inventory::urls;
use crate::server::context;
use crate::server::format::{date_time, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, path_id, url_with};
use crate::shared::Permission;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Card, EmptyState, Icon, LinkButton, Tone};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_meta::Title;

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
        let levels = stock.levels.iter().map(|level| level_card(level, &stock)).collect_view();
        view! {
            <Title text=stock.name.clone()/>
            <PageHeader title=stock.name.clone() sub=stock.sku.clone() crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")>
                {audit}{product}
                <LinkButton href=urls::labels_of(&[(stock.variant_id, 1)]) icon=Icon::Print>{t("inventory-labels")}</LinkButton>
            </PageHeader>
            <div class="detail">
                <div class="main-col">
                    {levels}
                    {movements(&stock)}
                </div>
                <div class="side-col">
                    {writes.then(|| variant_forms::adjust(&stock))}
                    {writes.then(|| variant_forms::watched(&stock))}
                </div>
            </div>
        }
    })
}

/// On hand less each promise less what is set aside is available: a line for each, with the way to what it is.
fn level_card(level: &StockLevel, stock: &VariantStock) -> impl IntoView + use<> {
    let mine: Vec<&ReservationRow> = stock.reservations.iter().filter(|row| row.warehouse_id == level.warehouse_id).collect();
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
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let shown: i32 = mine.iter().map(|row| row.quantity).sum();
    let promises = mine.iter().map(|row| promise(row, &stock.owners, now)).collect_view();
    let more = (shown < level.reserved).then(|| {
        let rest = level.reserved - shown;
        view! { <dt>{t_with("inventory-more-reserved", &[("count", rest.into())])}</dt><dd>{number(-i64::from(rest))}</dd> }
    });
    let nothing = (level.reserved == 0).then(|| view! { <dt>{t("inventory-reserved-why")}</dt><dd>{number(0)}</dd> });
    let bin = stock.bins.iter().find(|bin| Some(bin.id) == level.bin_id).map(|bin| bin.code.clone());
    let bin = bin.map(|code| view! { <p class="muted">{t_with("inventory-lies-in", &[("bin", code.into())])}</p> });
    let pace = stock.pace.iter().find(|pace| pace.warehouse_id == level.warehouse_id).map(|pace| pace_line(pace, level.available));
    let backordered = (level.backordered() > 0).then(|| {
        let args = [("count", level.backordered().into()), ("limit", level.backorder_limit.into())];
        view! { <p class="tone-warn">{t_with("inventory-backordered", &args)}</p> }
    });
    let ledger = urls::movements_of(level.variant_id, level.warehouse_id);
    view! {
        <Card title=level.warehouse.clone() actions=badge>
            <p class="muted">{t_with("inventory-why", &[("count", level.available.into())])}</p>
            <dl class="sums why-available">
                <dt><a class="link" href=ledger>{t("inventory-on-hand-why")}</a></dt><dd>{number(i64::from(level.on_hand))}</dd>
                {promises}
                {more}
                {nothing}
                <dt>{t("inventory-unavailable-why")}</dt><dd>{number(-i64::from(level.unavailable))}</dd>
                <dt class="total">{t("inventory-available")}</dt><dd class="total">{number(i64::from(level.available))}</dd>
            </dl>
            {backordered}
            {pace}
            {bin}
        </Card>
    }
}

/// What was sold lately and how long the rest will do; what is on its way here.
fn pace_line(pace: &Pace, available: i32) -> impl IntoView + use<> {
    let sold = t_with("inventory-sold", &[("count", pace.sold.into()), ("days", SOLD_DAYS.into())]);
    let cover = days_of_cover(i64::from(available), pace.sold, SOLD_DAYS).map(|days| t_with("inventory-cover", &[("days", days.into())]));
    let coming = (pace.coming > 0).then(|| t_with("inventory-coming", &[("count", pace.coming.into())]));
    let ordered = (pace.on_order > 0).then(|| t_with("inventory-ordered", &[("count", pace.on_order.into())]));
    view! { <p class="muted">{[Some(sold), cover, coming, ordered].into_iter().flatten().collect::<Vec<_>>().join(" ")}</p> }
}

fn short_badge(count: i32) -> impl IntoView {
    view! { <Badge tone=Tone::Bad>{t_with("inventory-short-of", &[("count", count.into())])}</Badge> }
}

/// One promise: to whom, since when, how much longer, and what of it is not there.
fn promise(row: &ReservationRow, owners: &[OwnerName], now: Option<DateTime<Utc>>) -> impl IntoView + use<> {
    let name = owners.iter().find(|name| name.kind == row.owner_kind && name.owner_id == row.owner_id);
    let owner = named(t(owner_key(&row.owner_kind)), name);
    let since = t_with("inventory-since-when", &[("time", date_time(row.created_at).into())]);
    let until = row.expires_at.map(|at| {
        let minutes = now.map_or(0, |now| (at - now).num_minutes().max(0));
        let left = if minutes < 120 {
            t_with("inventory-expires-in", &[("minutes", minutes.into())])
        } else {
            t_with("inventory-expires-at", &[("time", date_time(at).into())])
        };
        format!(" · {left}")
    });
    let short = (row.short > 0).then(|| view! { " "{short_badge(row.short)} });
    view! {
        <dt>{owner}{short}<span class="why-note">{since}{until}</span></dt>
        <dd>{number(-i64::from(row.quantity))}</dd>
    }
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
    let all = format!("{}?variant={}", urls::MOVEMENTS, stock.variant_id);
    let filtered = view! { <LinkButton href=all small=true icon=Icon::Filter>{t("inventory-movements-filter")}</LinkButton> }.into_any();
    view! {
        <Card title=t("inventory-movements") actions=filtered flush=true>
            <Table caption=t("inventory-movements") head>{lines}</Table>
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("inventory-movements")/>
    }
    .into_any()
}

fn movement_line(row: &MovementRow, several: bool) -> impl IntoView + use<> {
    let warehouse = several.then(|| view! { <span class="cell-note">{row.warehouse.clone()}</span> });
    view! {
        <tr>
            <td class="cell-sub">{date_time(row.at)}</td>
            <td class="cell-main">{t(row.cause.key())}{warehouse}</td>
            <td data-label=t("inventory-reason")>{record(row)}" "{row.reason.clone().unwrap_or_default()}</td>
            <td class="cell-wide">{row.person.clone().unwrap_or_else(|| t("inventory-program"))}</td>
            <td class="cell-amount">{change(row)}</td>
            <td class="num" data-label=t("inventory-after")>{number(i64::from(row.on_hand_after))}</td>
        </tr>
    }
}
