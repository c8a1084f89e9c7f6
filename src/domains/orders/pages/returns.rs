//! All returns.

use super::return_rows::Returns;
use crate::domains::orders::api::returns::load_returns;
use crate::domains::orders::model::{COUNT_CAP, ReturnCounts, ReturnFilter, ReturnKind, ReturnList, ReturnRow, ReturnStatus};
use crate::domains::orders::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::format::capped;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Page, Params};
use crate::ui::field::{Choice, Hidden, SearchBox, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::tabs::Tab;
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, ReturnList), AppError> {
    let tools = panels::load::<Returns>(params.clone()).await?;
    let list = load_returns(ReturnFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, list))
}

/// `/orders/returns`
#[component]
pub fn ReturnsPage() -> impl IntoView {
    let filter = ReturnFilter::from_params(&params());
    view! {
        <Title text=t("returns-title")/>
        <PageHeader title=t("returns-title") sub=t("returns-text") crumbs=vec![Crumb::new(t("nav-orders"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load(params()), move |(tools, (rows, counts))| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, tabs(&filter, &counts))}
            <Card flush=true class="mt-4">
                {filters(&filter, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter))}
                {table(&filter, &tools, rows)}
            </Card>
            {panels::script()}
        })}
    }
}

fn tabs(filter: &ReturnFilter, counts: &ReturnCounts) -> Vec<Tab> {
    let mut tabs = vec![Tab::new(t("returns-all"), url_with(&[("status", "")]), filter.status.is_none())];
    for status in ReturnStatus::ALL.iter().copied() {
        let count = counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
        let tab = Tab::new(t(status.key()), url_with(&[("status", status.code())]), filter.status == Some(status));
        tabs.push(tab.count(capped(count, COUNT_CAP)));
    }
    tabs
}

fn chips(filter: &ReturnFilter) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let kind = filter.kind.map(|kind| ("kind", t("returns-kind"), t(kind.key())));
    words.into_iter().chain(kind).collect()
}

fn filters(filter: &ReturnFilter, tools: &Tools) -> impl IntoView + use<> {
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.code()/> });
    let kinds = ReturnKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    view! {
        <form class="toolbar no-print" method="get" action=urls::RETURNS role="search">
            {status}
            <div class="grow"><SearchBox label=t("returns-search") id="list-q" value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="kind" label=t("returns-kind") options=kinds value=filter.kind.map(ReturnKind::code).unwrap_or_default() blank=t("returns-kind-any") bare=true autosubmit=true/>
            {panels::kept(tools)}
            <Button icon=Icon::Search>{t("search")}</Button>
        </form>
    }
}

fn table(filter: &ReturnFilter, tools: &Tools, rows: Page<ReturnRow>) -> AnyView {
    if !rows.rows.is_empty() {
        return panels::table::<Returns>(tools, rows, None);
    }
    if *filter == ReturnFilter::default() {
        return view! { <EmptyState icon=Icon::Undo title=t("returns-empty-title") text=t("returns-empty")/> }.into_any();
    }
    view! {
        <EmptyState kind=EmptyKind::Filtered title=t("returns-none-title") text=t("returns-none")>
            <LinkButton href=urls::RETURNS>{t("clear-filters")}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
