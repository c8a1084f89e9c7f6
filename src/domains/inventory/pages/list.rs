//! All stock.

use super::rows::Levels;
use crate::domains::inventory::api::load_levels;
use crate::domains::inventory::model::{LevelFilter, LevelList, LevelState, Warehouse};
use crate::domains::inventory::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Params};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::tabs::Tab;
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, LevelList), AppError> {
    let tools = panels::load::<Levels>(params.clone()).await?;
    let list = load_levels(LevelFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, list))
}

/// `/inventory`
#[component]
pub fn InventoryPage() -> impl IntoView {
    let filter = LevelFilter::from_params(&params());
    view! {
        <Title text=t("nav-inventory")/>
        <PageHeader title=t("nav-inventory")>
            <LinkButton href=urls::REORDER icon=Icon::Purchasing>{t("inventory-to-order")}</LinkButton>
            <LinkButton href=urls::MOVEMENTS icon=Icon::Activity>{t("inventory-movements")}</LinkButton>
            <LinkButton href=urls::TRANSFERS icon=Icon::Transfer>{t("inventory-transfers")}</LinkButton>
            <LinkButton href=urls::COUNTS icon=Icon::Check>{t("inventory-counts")}</LinkButton>
            <LinkButton href=urls::BUFFERS icon=Icon::Channels>{t("inventory-buffers")}</LinkButton>
            <LinkButton href=urls::WAREHOUSES icon=Icon::Warehouse>{t("inventory-warehouses")}</LinkButton>
        </PageHeader>
        {page(load(params()), move |(tools, list)| view! {
            {panels::dialogs(&tools)}
            <Card flush=true>
                {panels::view_tabs(&tools, tabs(&filter))}
                {filters(&filter, &list.warehouses, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter, &list.warehouses))}
                {rows(&filter, &tools, list)}
            </Card>
            {panels::script()}
        })}
    }
}

/// The filters that are on, besides the state, which has tabs.
fn chips(filter: &LevelFilter, warehouses: &[Warehouse]) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let warehouse = filter.warehouse.map(|id| {
        let name =
            warehouses.iter().find(|warehouse| warehouse.id == id).map_or_else(|| "–".to_owned(), |warehouse| warehouse.name.clone());
        ("warehouse", t("inventory-warehouse"), name)
    });
    words.into_iter().chain(warehouse).collect()
}

fn tabs(filter: &LevelFilter) -> Vec<Tab> {
    let all = Tab::new(t("inventory-state-all"), url_with(&[("state", "")]), filter.state.is_none());
    let others = LevelState::ALL
        .into_iter()
        .map(|state| Tab::new(t(state.key()), url_with(&[("state", state.code())]), filter.state == Some(state)));
    std::iter::once(all).chain(others).collect()
}

fn filters(filter: &LevelFilter, warehouses: &[Warehouse], tools: &Tools) -> impl IntoView + use<> {
    let choices: Vec<Choice> = warehouses.iter().map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone())).collect();
    let warehouse = (choices.len() > 1).then(|| view! {
        <SelectField name="warehouse" label=t("inventory-warehouse") options=choices value=filter.warehouse.map(|id| id.to_string()).unwrap_or_default() blank=t("inventory-warehouse-any") bare=true autosubmit=true/>
    });
    let state = filter.state.map(|state| view! { <Hidden name="state" value=state.code()/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            {state}
            <div class="grow"><SearchBox label=t("inventory-search") value=filter.query.clone().unwrap_or_default()/></div>
            {warehouse}
            {panels::kept(tools)}
            <Button>{t("search")}</Button>
        </form>
    }
}

fn rows(filter: &LevelFilter, tools: &Tools, list: LevelList) -> AnyView {
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
    panels::table::<Levels>(tools, list.page, None)
}
