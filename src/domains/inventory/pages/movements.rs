//! The ledger: every change of stock, and what it belongs to.

use super::movement_rows::Movements;
use crate::domains::inventory::api::load_movements;
use crate::domains::inventory::model::{Cause, MovementFilter, MovementList};
use crate::domains::inventory::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Params};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField, TextField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, MovementList), AppError> {
    let tools = panels::load::<Movements>(params.clone()).await?;
    let list = load_movements(MovementFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, list))
}

/// `/inventory/movements`
#[component]
pub fn MovementsPage() -> impl IntoView {
    let filter = MovementFilter::from_params(&params());
    view! {
        <Title text=t("inventory-movements")/>
        <PageHeader title=t("inventory-movements") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
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

/// The filters that are on.
fn chips(filter: &MovementFilter, list: &MovementList) -> Vec<(&'static str, String, String)> {
    let warehouse = filter.warehouse.map(|id| {
        let name = list.warehouses.iter().find(|warehouse| warehouse.id == id).map_or("–", |warehouse| warehouse.name.as_str());
        ("warehouse", t("inventory-warehouse"), name.to_owned())
    });
    let all = [
        filter.query.as_ref().map(|words| ("q", t("search"), words.clone())),
        filter.variant.map(|_| ("variant", t("inventory-variant"), list.variant.clone().unwrap_or_else(|| "–".to_owned()))),
        warehouse,
        filter.cause.map(|cause| ("cause", t("inventory-cause"), t(cause.key()))),
        filter.from.map(|day| ("from", t("from-day"), day.to_string())),
        filter.to.map(|day| ("to", t("to-day"), day.to_string())),
    ];
    all.into_iter().flatten().collect()
}

fn filters(filter: &MovementFilter, list: &MovementList, tools: &Tools) -> impl IntoView + use<> {
    let choices: Vec<Choice> =
        list.warehouses.iter().map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone())).collect();
    let warehouse = (choices.len() > 1).then(|| view! {
        <SelectField name="warehouse" label=t("inventory-warehouse") options=choices value=filter.warehouse.map(|id| id.to_string()).unwrap_or_default() blank=t("inventory-warehouse-any") bare=true autosubmit=true/>
    });
    let causes = Cause::ALL.into_iter().map(|cause| Choice::new(cause.code(), t(cause.key()))).collect();
    let variant = filter.variant.map(|id| view! { <Hidden name="variant" value=id.to_string()/> });
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::MOVEMENTS role="search">
            {variant}
            <div class="grow"><SearchBox label=t("inventory-search") value=filter.query.clone().unwrap_or_default()/></div>
            {warehouse}
            <SelectField name="cause" label=t("inventory-cause") options=causes value=filter.cause.map_or("", Cause::code) blank=t("inventory-cause-any") bare=true autosubmit=true/>
            <TextField name="from" kind="date" label=t("from-day") value=day(filter.from)/>
            <TextField name="to" kind="date" label=t("to-day") value=day(filter.to)/>
            {panels::kept(tools)}
            <Button>{t("search")}</Button>
        </form>
    }
}

fn rows(filter: &MovementFilter, tools: &Tools, list: MovementList) -> AnyView {
    if !list.page.rows.is_empty() {
        return panels::table::<Movements>(tools, list.page, None);
    }
    if *filter == MovementFilter::default() {
        return view! { <EmptyState icon=Icon::Transfer title=t("inventory-movements-empty-title") text=t("inventory-movements-empty")/> }
            .into_any();
    }
    view! {
        <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-movements-none")>
            <LinkButton href=urls::MOVEMENTS>{t("clear-filters")}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
