//! All invoices.

use super::rows::Invoices;
use crate::domains::documents::api::{load_invoices, load_issued_branches};
use crate::domains::documents::model::{InvoiceFilter, InvoiceKind, InvoiceRow};
use crate::domains::documents::urls;
use crate::domains::orders::urls as orders_urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Page, Params};
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, Page<InvoiceRow>, Vec<String>), AppError> {
    let tools = panels::load::<Invoices>(params.clone()).await?;
    let rows = load_invoices(InvoiceFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, rows, load_issued_branches().await?))
}

/// `/orders/invoices`
#[component]
pub fn InvoicesPage() -> impl IntoView {
    let filter = InvoiceFilter::from_params(&params());
    let crumbs = vec![Crumb::new(t("nav-orders"), orders_urls::LIST)];
    view! {
        <Title text=t("documents-invoices")/>
        <PageHeader title=t("documents-invoices") crumbs crumbs_label=t("breadcrumbs")>
            <LinkButton href=urls::SETTINGS icon=Icon::Settings>{t("nav-settings")}</LinkButton>
        </PageHeader>
        {page(load(params()), move |(tools, rows, branches)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, Vec::new())}
            <Card flush=true>
                {filters(&filter, &tools, branches)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter))}
                {table(&filter, &tools, rows)}
            </Card>
            {panels::script()}
        })}
    }
}

fn chips(filter: &InvoiceFilter) -> Vec<(&'static str, String, String)> {
    let kind = filter.kind.map(|kind| ("kind", t("documents-kind"), t(kind.key())));
    let period = filter.period.clone().map(|period| ("period", t("documents-period"), period));
    let branch = filter.branch.clone().map(|branch| ("branch", t("documents-branch"), branch));
    kind.into_iter().chain(period).chain(branch).collect()
}

fn filters(filter: &InvoiceFilter, tools: &Tools, branches: Vec<String>) -> impl IntoView + use<> {
    let kinds = InvoiceKind::ALL.into_iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let branches = branches.into_iter().map(|branch| Choice::new(branch.clone(), branch)).collect();
    let order = filter.order_id.map(|id| view! { <Hidden name="order" value=id.to_string()/> });
    view! {
        <form class="toolbar" method="get" action=urls::INVOICES>
            <SelectField name="kind" label=t("documents-kind") options=kinds value=filter.kind.map(InvoiceKind::code).unwrap_or_default() blank=t("documents-any-kind") autosubmit=true bare=true/>
            <SelectField name="branch" label=t("documents-branch") options=branches value=filter.branch.clone().unwrap_or_default() blank=t("documents-any-branch") autosubmit=true bare=true/>
            <TextField name="period" kind="month" label=t("documents-period") value=filter.period.clone().unwrap_or_default()/>
            {order}
            {panels::kept(tools)}
            <Button icon=Icon::Filter>{t("filter")}</Button>
        </form>
    }
}

fn table(filter: &InvoiceFilter, tools: &Tools, rows: Page<InvoiceRow>) -> AnyView {
    if !rows.rows.is_empty() {
        return panels::table::<Invoices>(tools, rows, None);
    }
    if *filter != InvoiceFilter::default() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("documents-none-title") text=t("documents-none")>
                <LinkButton href=urls::INVOICES>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState icon=Icon::Payments title=t("documents-empty-title") text=t("documents-empty")>
            <LinkButton href=orders_urls::LIST>{t("nav-orders")}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
