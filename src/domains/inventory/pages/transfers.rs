//! All transfers between warehouses.

use super::may;
use super::transfer_rows::Transfers;
use crate::domains::inventory::api::load_transfers;
use crate::domains::inventory::model::{TransferFilter, TransferList, TransferStatus};
use crate::domains::inventory::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Params, Permission};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::tabs::Tab;
use crate::ui::{Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, TransferList), AppError> {
    let tools = panels::load::<Transfers>(params.clone()).await?;
    let list = load_transfers(TransferFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, list))
}

/// `/inventory/transfers`
#[component]
pub fn TransfersPage() -> impl IntoView {
    let filter = TransferFilter::from_params(&params());
    let new = may(Permission::InventoryWrite).then(|| {
        view! { <LinkButton href=urls::NEW_TRANSFER kind=ButtonKind::Primary icon=Icon::Plus>{t("inventory-transfer-new")}</LinkButton> }
    });
    view! {
        <Title text=t("inventory-transfers")/>
        <PageHeader title=t("inventory-transfers") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            {new}
        </PageHeader>
        {page(load(params()), move |(tools, list)| view! {
            {panels::dialogs(&tools)}
            <Card flush=true>
                {panels::view_tabs(&tools, tabs(&filter))}
                {filters(&filter, &list, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter, &list))}
                {rows(&filter, &tools, list)}
            </Card>
            {panels::script()}
        })}
    }
}

fn tabs(filter: &TransferFilter) -> Vec<Tab> {
    let all = Tab::new(t("inventory-state-all"), url_with(&[("status", "")]), filter.status.is_none());
    let others = TransferStatus::ALL
        .into_iter()
        .map(|status| Tab::new(t(status.key()), url_with(&[("status", status.code())]), filter.status == Some(status)));
    std::iter::once(all).chain(others).collect()
}

/// The filters that are on, besides the status, which has tabs.
fn chips(filter: &TransferFilter, list: &TransferList) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let warehouse = filter.warehouse.map(|id| {
        let name = list.warehouses.iter().find(|warehouse| warehouse.id == id).map_or("–", |warehouse| warehouse.name.as_str());
        ("warehouse", t("inventory-warehouse"), name.to_owned())
    });
    words.into_iter().chain(warehouse).collect()
}

fn filters(filter: &TransferFilter, list: &TransferList, tools: &Tools) -> impl IntoView + use<> {
    let choices = list.warehouses.iter().map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone())).collect();
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.code()/> });
    view! {
        <form class="toolbar" method="get" action=urls::TRANSFERS role="search">
            {status}
            <div class="grow"><SearchBox label=t("inventory-transfer-search") value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="warehouse" label=t("inventory-warehouse") options=choices value=filter.warehouse.map(|id| id.to_string()).unwrap_or_default() blank=t("inventory-warehouse-any") bare=true autosubmit=true/>
            {panels::kept(tools)}
            <Button>{t("search")}</Button>
        </form>
    }
}

fn rows(filter: &TransferFilter, tools: &Tools, list: TransferList) -> AnyView {
    if !list.page.rows.is_empty() {
        return panels::table::<Transfers>(tools, list.page, None);
    }
    if *filter == TransferFilter::default() {
        return view! { <EmptyState icon=Icon::Transfer title=t("inventory-transfers-empty-title") text=t("inventory-transfers-empty")/> }
            .into_any();
    }
    view! {
        <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-transfers-none")>
            <LinkButton href=urls::TRANSFERS>{t("clear-filters")}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
