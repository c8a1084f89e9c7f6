//! All stock.

use crate::domains::inventory::api::load_levels;
use crate::domains::inventory::model::{LevelFilter, LevelList, LevelRow, LevelState, Warehouse};
use crate::domains::inventory::urls;
use crate::server::format::number;
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// `/inventory`
#[component]
pub fn InventoryPage() -> impl IntoView {
    let filter = LevelFilter {
        query: query("q"),
        state: query("state").and_then(|code| LevelState::parse(&code)),
        warehouse: query("warehouse").and_then(|id| Uuid::parse_str(&id).ok()),
    };
    let asked = filter.clone();
    view! {
        <Title text=t("nav-inventory")/>
        <PageHeader title=t("nav-inventory")>
            <LinkButton href=urls::WAREHOUSES icon=Icon::Warehouse>{t("inventory-warehouses")}</LinkButton>
        </PageHeader>
        {page(load_levels(filter, page_request()), move |list| view! {
            <Card flush=true>
                <Tabs label=t("inventory-state") tabs=tabs(&asked)/>
                {filters(&asked, &list.warehouses)}
                {rows(&asked, list)}
            </Card>
        })}
    }
}

fn tabs(filter: &LevelFilter) -> Vec<Tab> {
    let all = Tab::new(t("inventory-state-all"), url_with(&[("state", "")]), filter.state.is_none());
    let others = LevelState::ALL
        .into_iter()
        .map(|state| Tab::new(t(state.key()), url_with(&[("state", state.code())]), filter.state == Some(state)));
    std::iter::once(all).chain(others).collect()
}

fn filters(filter: &LevelFilter, warehouses: &[Warehouse]) -> impl IntoView + use<> {
    let choices: Vec<Choice> = warehouses.iter().map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone())).collect();
    let warehouse = (choices.len() > 1).then(|| view! {
        <SelectField name="warehouse" label=t("inventory-warehouse") options=choices value=filter.warehouse.map(|id| id.to_string()).unwrap_or_default() blank=t("inventory-warehouse-any") bare=true autosubmit=true/>
    });
    let state = filter.state.map(|state| view! { <Hidden name="state" value=state.code()/> });
    let clear =
        filter.is_on().then(|| view! { <LinkButton href=urls::LIST kind=ButtonKind::Ghost icon=Icon::Close label=t("clear-filters")/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            {state}
            <div class="grow"><SearchBox label=t("inventory-search") value=filter.query.clone().unwrap_or_default()/></div>
            {warehouse}
            <Button>{t("search")}</Button>
            {clear}
        </form>
    }
}

fn rows(filter: &LevelFilter, list: LevelList) -> impl IntoView + use<> {
    if list.page.rows.is_empty() {
        return if filter.is_on() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-none")>
                    <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Inventory title=t("inventory-empty-title") text=t("inventory-empty")/> }.into_any()
        };
    }
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th hidden_label=t("inventory-picture") class="cell-wide"/><Th label=t("inventory-variant")/><Th label=t("inventory-state")/><Th label=t("inventory-sku")/>
        <Th label=t("inventory-on-hand") class="num"/><Th label=t("inventory-reserved") class="num"/><Th label=t("inventory-unavailable") class="num"/>
        <Th label=t("inventory-available") class="num"/>
    }
    .into_any();
    view! {
        <Table caption=t("nav-inventory") head>{list.page.rows.into_iter().map(line).collect_view()}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-inventory")/>
    }
    .into_any()
}

fn line(row: LevelRow) -> impl IntoView {
    let picture = row.image.map(|src| {
        view! {
            <img class="thumb" src=src alt="" width="36" height="36" loading="lazy" decoding="async" referrerpolicy="no-referrer"/>
        }
    });
    let state = if row.short > 0 {
        view! { <Badge tone=Tone::Bad>{t("inventory-state-short")}</Badge> }.into_any()
    } else if row.available <= 0 {
        view! { <Badge tone=Tone::Bad>{t("inventory-state-out")}</Badge> }.into_any()
    } else if row.is_low {
        view! { <Badge tone=Tone::Warn>{t("inventory-state-low")}</Badge> }.into_any()
    } else {
        ().into_any()
    };
    view! {
        <tr>
            <td class="cell-wide">{picture}</td>
            <td class="cell-main"><a class="row-link" href=urls::variant(row.variant_id)>{row.name}</a></td>
            <td class="cell-status">{state}</td>
            <td class="cell-sub mono">{row.sku}</td>
            <td class="num" data-label=t("inventory-on-hand")>{number(row.on_hand)}</td>
            <td class="num" data-label=t("inventory-reserved")>{number(row.reserved)}</td>
            <td class="num" data-label=t("inventory-unavailable")>{number(row.unavailable)}</td>
            <td class="num" data-label=t("inventory-available")><strong>{number(row.available)}</strong></td>
        </tr>
    }
}
