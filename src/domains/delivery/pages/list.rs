//! All parcels.

use super::rows::Parcels;
use crate::domains::delivery::api::load_parcels;
use crate::domains::delivery::model::{ParcelFilter, ParcelHead, ParcelRow, ParcelStatus};
use crate::domains::delivery::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::format::capped;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Page, Params};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::tabs::Tab;
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

/// Parcels are counted up to here.
const COUNT_CAP: i64 = 1_000;

async fn load(params: Params) -> Result<(Tools, ParcelHead, Page<ParcelRow>), AppError> {
    let tools = panels::load::<Parcels>(params.clone()).await?;
    let (head, parcels) = load_parcels(ParcelFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, head, parcels))
}

/// `/deliveries`
#[component]
pub fn ParcelsPage() -> impl IntoView {
    let filter = ParcelFilter::from_params(&params());
    view! {
        <Title text=t("nav-deliveries")/>
        <PageHeader title=t("nav-deliveries")/>
        {page(load(params()), move |(tools, head, parcels)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, tabs(&head, filter.status))}
            <Card flush=true>
                {filters(&filter, &head, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter, &head))}
                {rows(&filter, &tools, parcels)}
            </Card>
            {panels::script()}
        })}
    }
}

fn tabs(head: &ParcelHead, current: Option<ParcelStatus>) -> Vec<Tab> {
    let all = Tab::new(t("delivery-all"), url_with(&[("status", "")]), current.is_none());
    let others = head.counts.iter().map(|(status, count)| {
        let tab =
            Tab::new(t(status.key()), url_with(&[("status", status.code())]), current == Some(*status)).count(capped(*count, COUNT_CAP));
        if *status == ParcelStatus::Dispatched && *count > 0 { tab.hot() } else { tab }
    });
    std::iter::once(all).chain(others).collect()
}

/// The filters that are on, besides the status, which has tabs.
fn chips(filter: &ParcelFilter, head: &ParcelHead) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let courier = filter.courier_id.map(|id| {
        let name = head.couriers.iter().find(|courier| courier.id == id).map_or_else(|| "–".to_owned(), |courier| courier.name.clone());
        ("courier", t("delivery-courier"), name)
    });
    words.into_iter().chain(courier).collect()
}

fn filters(filter: &ParcelFilter, head: &ParcelHead, tools: &Tools) -> impl IntoView + use<> {
    let choices = head.couriers.iter().map(|courier| Choice::new(courier.id.to_string(), courier.name.clone())).collect();
    let courier = filter.courier_id.map(|id| id.to_string()).unwrap_or_default();
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.code()/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            {status}
            {panels::kept(tools)}
            <div class="grow"><SearchBox label=t("delivery-search") value=filter.query.clone().unwrap_or_default()/></div>
            <div class="end">
                <SelectField name="courier" label=t("delivery-courier") options=choices value=courier blank=t("delivery-any-courier") autosubmit=true bare=true/>
                <Button>{t("search")}</Button>
            </div>
        </form>
    }
}

fn rows(filter: &ParcelFilter, tools: &Tools, parcels: Page<ParcelRow>) -> AnyView {
    if !parcels.rows.is_empty() {
        return panels::table::<Parcels>(tools, parcels, None);
    }
    if *filter != ParcelFilter::default() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("delivery-none-title") text=t("delivery-none")>
                <LinkButton href=urls::LIST>{t("delivery-show-all")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState icon=Icon::Delivery title=t("delivery-empty-title") text=t("delivery-empty")/> }.into_any()
}
