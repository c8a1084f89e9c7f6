//! All suppliers.

use super::cells::none_found;
use super::may;
use super::supplier_rows::Suppliers;
use crate::domains::purchasing::api::load_suppliers;
use crate::domains::purchasing::model::{SupplierFilter, SupplierRow, Verification};
use crate::domains::purchasing::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, Page<SupplierRow>), AppError> {
    let tools = panels::load::<Suppliers>(params.clone()).await?;
    let rows = load_suppliers(SupplierFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, rows))
}

/// `/suppliers`
#[component]
pub fn SuppliersPage() -> impl IntoView {
    let filter = SupplierFilter::from_params(&params());
    view! {
        <Title text=t("nav-suppliers")/>
        <PageHeader title=t("nav-suppliers")>
            {may(Permission::PurchasingWrite).then(|| view! { <LinkButton href=urls::NEW_SUPPLIER kind=ButtonKind::Primary icon=Icon::Plus>{t("purchasing-new-supplier")}</LinkButton> })}
        </PageHeader>
        {page(load(params()), move |(tools, rows)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, Vec::new())}
            <Card flush=true>
                {filters(&filter, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter))}
                {table(&filter, &tools, rows)}
            </Card>
            {panels::script()}
        })}
    }
}

fn active(value: bool) -> String {
    t(if value { "purchasing-active" } else { "purchasing-inactive" })
}

fn chips(filter: &SupplierFilter) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let verification = filter.verification.map(|known| ("verification", t("purchasing-verification"), t(known.key())));
    let state = filter.active.map(|value| ("active", t("purchasing-status"), active(value)));
    words.into_iter().chain(verification).chain(state).collect()
}

fn filters(filter: &SupplierFilter, tools: &Tools) -> impl IntoView + use<> {
    let choices = Verification::ALL.iter().map(|known| Choice::new(known.code(), t(known.key()))).collect();
    let verification = filter.verification.map(Verification::code).unwrap_or_default();
    let states = vec![Choice::new("yes", active(true)), Choice::new("no", active(false))];
    let state = filter.active.map(|value| if value { "yes" } else { "no" }).unwrap_or_default();
    view! {
        <form class="toolbar no-print" method="get" action=urls::SUPPLIERS role="search">
            {panels::kept(tools)}
            <div class="grow"><SearchBox label=t("purchasing-supplier-search") id="list-q" value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="verification" label=t("purchasing-verification") options=choices value=verification blank=t("purchasing-any-verification") autosubmit=true bare=true/>
            <SelectField name="active" label=t("purchasing-status") options=states value=state blank=t("purchasing-any-state") autosubmit=true bare=true/>
            <Button icon=Icon::Filter>{t("filter")}</Button>
        </form>
    }
}

fn table(filter: &SupplierFilter, tools: &Tools, rows: Page<SupplierRow>) -> AnyView {
    if !rows.rows.is_empty() {
        return panels::table::<Suppliers>(tools, rows, None);
    }
    if *filter != SupplierFilter::default() {
        return none_found(urls::SUPPLIERS);
    }
    let new = may(Permission::PurchasingWrite)
        .then(|| view! { <LinkButton href=urls::NEW_SUPPLIER kind=ButtonKind::Primary>{t("purchasing-new-supplier")}</LinkButton> });
    view! { <EmptyState icon=Icon::Building title=t("purchasing-suppliers-empty-title") text=t("purchasing-suppliers-empty")>{new}</EmptyState> }
        .into_any()
}
