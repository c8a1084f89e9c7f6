//! What is to be ordered: levels that have come down to their reorder level, how long the rest will do, and how many to order.

use super::may;
use super::reorder_rows::Reorder;
use crate::domains::inventory::api::load_reorder;
use crate::domains::inventory::model::{COVER_DAYS, ReorderFilter, ReorderList, SALES_DAYS, WITHIN_DAYS};
use crate::domains::inventory::urls;
use crate::domains::purchasing::urls as purchasing_urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, params};
use crate::shared::{AppError, Params, Permission};
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, ReorderList), AppError> {
    let tools = panels::load::<Reorder>(params.clone()).await?;
    let list = load_reorder(ReorderFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, list))
}

/// `/inventory/reorder`
#[component]
pub fn ReorderPage() -> impl IntoView {
    let filter = ReorderFilter::from_params(&params());
    let sub = t_with("inventory-to-order-text", &[("days", filter.days.into()), ("cover", filter.cover.into())]);
    view! {
        <Title text=t("inventory-to-order")/>
        <PageHeader title=t("inventory-to-order") sub crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            {may(Permission::PurchasingWrite).then(|| {
                let href = params().list().address(purchasing_urls::SUGGESTIONS);
                view! { <LinkButton href kind=ButtonKind::Primary icon=Icon::Purchasing>{t("inventory-order-these")}</LinkButton> }
            })}
        </PageHeader>
        {page(load(params()), move |(tools, list)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, Vec::new())}
            <Card flush=true>
                {filters(&filter, &list, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter, &list))}
                {rows(&filter, &tools, list)}
            </Card>
            {panels::script()}
        })}
    }
}

fn chips(filter: &ReorderFilter, list: &ReorderList) -> Vec<(&'static str, String, String)> {
    let warehouse = filter.warehouse.map(|id| {
        let name = list.warehouses.iter().find(|warehouse| warehouse.id == id).map_or("–", |warehouse| warehouse.name.as_str());
        ("warehouse", t("inventory-warehouse"), name.to_owned())
    });
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let within = filter.within.map(|days| ("within", t("inventory-gone-within"), t_with("inventory-days", &[("count", days.into())])));
    [words, warehouse, within].into_iter().flatten().collect()
}

fn days(known: &[i64], key: &str) -> Vec<Choice> {
    known.iter().map(|days| Choice::new(days.to_string(), t_with(key, &[("count", (*days).into())]))).collect()
}

fn filters(filter: &ReorderFilter, list: &ReorderList, tools: &Tools) -> impl IntoView + use<> {
    let choices: Vec<Choice> =
        list.warehouses.iter().map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone())).collect();
    let warehouse = (choices.len() > 1).then(|| view! {
        <SelectField name="warehouse" label=t("inventory-warehouse") options=choices value=filter.warehouse.map(|id| id.to_string()).unwrap_or_default() blank=t("inventory-warehouse-any") bare=true autosubmit=true/>
    });
    let within = filter.within.map(|days| days.to_string()).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::REORDER role="search">
            <div class="grow"><SearchBox label=t("inventory-search") value=filter.query.clone().unwrap_or_default()/></div>
            {warehouse}
            <SelectField name="within" label=t("inventory-gone-within") options=days(&WITHIN_DAYS, "inventory-gone-within-days") value=within blank=t("inventory-gone-any") bare=true autosubmit=true/>
            <SelectField name="days" label=t("inventory-sales-days") options=days(&SALES_DAYS, "inventory-sales-of-days") value=filter.days.to_string() bare=true autosubmit=true/>
            <SelectField name="cover" label=t("inventory-cover-days") options=days(&COVER_DAYS, "inventory-order-for-days") value=filter.cover.to_string() bare=true autosubmit=true/>
            {panels::kept(tools)}
            <Button>{t("search")}</Button>
        </form>
    }
}

fn rows(filter: &ReorderFilter, tools: &Tools, list: ReorderList) -> AnyView {
    if !list.page.rows.is_empty() {
        return panels::table::<Reorder>(tools, list.page, None);
    }
    if filter.is_on() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-none")>
                <LinkButton href=urls::REORDER>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState icon=Icon::Done title=t("inventory-to-order-empty-title") text=t("inventory-to-order-empty")/> }.into_any()
}
