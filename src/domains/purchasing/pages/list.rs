//! All purchase orders.

use super::cells::none_found;
use super::may;
use super::rows::Purchases;
use crate::domains::purchasing::api::{SetOverReceipt, load_purchase_counts, load_purchase_rows};
use crate::domains::purchasing::model::{COUNT_CAP, PurchaseCounts, PurchaseFilter, PurchaseRow, PurchaseStatus};
use crate::domains::purchasing::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::format::capped;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, SearchBox, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::PageHeader;
use crate::ui::tabs::Tab;
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

async fn load(params: Params) -> Result<(Tools, Page<PurchaseRow>, PurchaseCounts, Decimal), AppError> {
    let tools = panels::load::<Purchases>(params.clone()).await?;
    let rows = load_purchase_rows(PurchaseFilter::from_params(&params), panels::page_of(&tools)).await?;
    let (counts, over) = load_purchase_counts().await?;
    Ok((tools, rows, counts, over))
}

/// `/purchasing`
#[component]
pub fn PurchasesPage() -> impl IntoView {
    let filter = PurchaseFilter::from_params(&params());
    view! {
        <Title text=t("nav-purchasing")/>
        <PageHeader title=t("nav-purchasing")>
            {may(Permission::PurchasingWrite).then(|| view! { <LinkButton href=urls::SUGGESTIONS icon=Icon::Inventory>{t("purchasing-suggestions")}</LinkButton> })}
            {may(Permission::PurchasingWrite).then(|| view! { <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("purchasing-new")}</LinkButton> })}
        </PageHeader>
        {page(load(params()), move |(tools, rows, counts, over)| {
            let supplier = rows.rows.first().map(|row| row.supplier.clone());
            view! {
                {panels::dialogs(&tools)}
                {panels::view_tabs(&tools, tabs(&filter, &counts))}
                <Card flush=true class="mt-4">
                    {filters(&filter, &tools)}
                    {panels::tools(&tools)}
                    {panels::chips(chips(&filter, supplier))}
                    {table(&filter, &tools, rows)}
                </Card>
                {over_receipt(over)}
                {panels::script()}
            }
        })}
    }
}

fn chips(filter: &PurchaseFilter, supplier: Option<String>) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let supplier = filter.supplier_id.map(|_| ("supplier", t("purchasing-supplier"), supplier.unwrap_or_else(|| "–".to_owned())));
    let late = filter.is_late.then(|| ("late", t("purchasing-expected"), t("purchasing-late")));
    let proposals = filter.has_proposals.then(|| ("proposals", t("purchasing-proposals"), t("purchasing-change-proposed")));
    words.into_iter().chain(supplier).chain(late).chain(proposals).collect()
}

/// The tabs of the statuses; drafts stand first, because they wait for us.
pub(super) fn tabs(filter: &PurchaseFilter, counts: &PurchaseCounts) -> Vec<Tab> {
    let mut tabs = vec![Tab::new(t("purchasing-all"), url_with(&[("status", "")]), filter.status.is_none())];
    for status in PurchaseStatus::ALL.iter().copied() {
        let count = counts.of(status);
        let tab = Tab::new(t(status.key()), url_with(&[("status", status.code())]), filter.status == Some(status));
        tabs.push(tab.count(capped(count, COUNT_CAP)));
    }
    tabs
}

fn filters(filter: &PurchaseFilter, tools: &Tools) -> impl IntoView + use<> {
    let status = filter.status.map(|status| view! { <Hidden name="status" value=status.code()/> });
    let supplier = filter.supplier_id.map(|id| view! { <Hidden name="supplier" value=id.to_string()/> });
    let late = url_with(&[("late", if filter.is_late { "" } else { "1" })]);
    let proposals = url_with(&[("proposals", if filter.has_proposals { "" } else { "1" })]);
    view! {
        <form class="toolbar no-print" method="get" action=urls::LIST role="search">
            {status}{supplier}{panels::kept(tools)}
            <div class="grow"><SearchBox label=t("purchasing-search") id="list-q" value=filter.query.clone().unwrap_or_default()/></div>
            <Button icon=Icon::Search>{t("search")}</Button>
            <div class="end">
                <a class="chip" href=late>{t("purchasing-late")}</a>
                <a class="chip" href=proposals>{t("purchasing-change-proposed")}</a>
            </div>
        </form>
    }
}

fn table(filter: &PurchaseFilter, tools: &Tools, rows: Page<PurchaseRow>) -> AnyView {
    if !rows.rows.is_empty() {
        return panels::table::<Purchases>(tools, rows, None);
    }
    if filter.narrows() || filter.status.is_some() {
        return none_found(urls::LIST);
    }
    let new = may(Permission::PurchasingWrite)
        .then(|| view! { <LinkButton href=urls::NEW kind=ButtonKind::Primary>{t("purchasing-new")}</LinkButton> });
    view! { <EmptyState icon=Icon::Purchasing title=t("purchasing-empty-title") text=t("purchasing-empty")>{new}</EmptyState> }.into_any()
}

/// How much more than was ordered is taken.
fn over_receipt(percent: Decimal) -> impl IntoView {
    let form = form_state(SetOverReceipt::PATH);
    let open = !form.action.is_empty();
    may(Permission::PurchasingWrite).then(|| {
        let value = form.value_or("over_percent", &percent.normalize().to_string());
        view! {
            <Card title=t("purchasing-settings") class="mt-4 no-print">
                <p class="muted">{crate::server::i18n::t_with("purchasing-over-now", &[("percent", percent.normalize().to_string().into())])}</p>
                <ConfirmStep label=t("edit") kind=ButtonKind::Ghost small=true open>
                    <Form action=SetOverReceipt::PATH>
                        <TextField name="over_percent" label=t("purchasing-over-percent") suffix="%" inputmode="decimal" value error=form.error("over_percent") required=true/>
                        <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
                    </Form>
                </ConfirmStep>
            </Card>
        }
    })
}
