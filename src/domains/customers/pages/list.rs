//! All customers.

use super::rows::Customers;
use crate::domains::bulk::pages::panels as bulk_panels;
use crate::domains::channels::urls as channels_urls;
use crate::domains::customers::api::{load_customers, load_segment_names};
use crate::domains::customers::model::{CustomerFilter, CustomerRow, CustomerStatus};
use crate::domains::customers::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::context;
use crate::server::format::capped;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// People are counted up to here.
const COUNT_CAP: i64 = 10_000;

/// The badge of a status; nothing for the usual one.
pub(super) fn status_badge(status: CustomerStatus) -> impl IntoView {
    let tone = match status {
        CustomerStatus::Active => return ().into_any(),
        CustomerStatus::Inactive => Tone::Neutral,
        CustomerStatus::Blocked => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }.into_any()
}

/// Ids and names of segments.
type Segments = Vec<(Uuid, String)>;

async fn load(params: Params) -> Result<(Tools, Page<CustomerRow>, Option<i64>, Segments), AppError> {
    let tools = panels::load::<Customers>(params.clone()).await?;
    let (customers, count) = load_customers(CustomerFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, customers, count, load_segment_names().await?))
}

/// `/customers`
#[component]
pub fn CustomersPage() -> impl IntoView {
    let filter = CustomerFilter::from_params(&params());
    let export = params().list().address(channels_urls::EXPORT_CUSTOMERS);
    let may_write = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::CustomersWrite));
    view! {
        <Title text=t("nav-customers")/>
        {page(load(params()), move |(tools, customers, count, segments)| {
            let action = may_write.then(|| view! {
                <LinkButton href=urls::SEGMENTS icon=Icon::Filter>{t("customers-segments")}</LinkButton>
                <LinkButton href=urls::DUPLICATES icon=Icon::People>{t("customers-duplicates")}</LinkButton>
                <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("customers-new")}</LinkButton>
            });
            view! {
                {panels::dialogs(&tools)}
                <PageHeader title=t("nav-customers") count=count.map(|count| capped(count, COUNT_CAP)).unwrap_or_default()>
                    <LinkButton href=export.clone() icon=Icon::Download>{t("customers-export")}</LinkButton>
                    {action}
                </PageHeader>
                {panels::view_tabs(&tools, Vec::new())}
                <Card flush=true>
                    {filters(&filter, &tools, &segments)}
                    {panels::tools(&tools)}
                    {panels::chips(chips(&filter, &segments))}
                    {rows(&filter, &tools, customers)}
                </Card>
                {panels::script()}
            }
        })}
    }
}

fn chips(filter: &CustomerFilter, segments: &Segments) -> Vec<(&'static str, String, String)> {
    let words = filter.query.as_ref().map(|words| ("q", t("search"), words.clone()));
    let status = filter.status.map(|status| ("status", t("customers-status"), t(status.key())));
    let name = |id: Uuid| segments.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let segment = filter.segment.and_then(name).map(|name| ("segment", t("customers-segment"), name));
    words.into_iter().chain(status).chain(segment).collect()
}

fn filters(filter: &CustomerFilter, tools: &Tools, segments: &Segments) -> impl IntoView + use<> {
    let choices = CustomerStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let status = filter.status.map(CustomerStatus::code).unwrap_or_default();
    let chosen = filter.segment.map(|id| id.to_string()).unwrap_or_default();
    let segment = (!segments.is_empty()).then(|| {
        let options = segments.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
        view! { <SelectField name="segment" label=t("customers-segment") options value=chosen blank=t("customers-any-segment") autosubmit=true bare=true/> }
    });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            <div class="grow"><SearchBox label=t("customers-search") value=filter.query.clone().unwrap_or_default()/></div>
            {panels::kept(tools)}
            <div class="end">
                {segment}
                <SelectField name="status" label=t("customers-status") options=choices value=status blank=t("customers-any-status") autosubmit=true bare=true/>
                <Button>{t("search")}</Button>
            </div>
        </form>
    }
}

fn rows(filter: &CustomerFilter, tools: &Tools, customers: Page<CustomerRow>) -> AnyView {
    if !customers.rows.is_empty() {
        return panels::table::<Customers>(tools, customers, bulk_panels::actions("customers"));
    }
    if filter.query.is_some() || filter.status.is_some() || filter.segment.is_some() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("customers-none-title") text=t("customers-none")>
                <LinkButton href=urls::LIST>{t("customers-show-all")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState icon=Icon::Customers title=t("customers-empty-title") text=t("customers-empty")/> }.into_any()
}
