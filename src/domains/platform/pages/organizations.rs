//! All organizations, for the platform's administrators.

use crate::domains::platform::api::load_all_organizations;
use crate::domains::platform::model::{OrganizationFilter, OrganizationRow, Plan, Status};
use crate::domains::platform::urls;
use crate::server::format::{date, number};
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Page;
use crate::ui::badge::Tone;
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/platform/organizations`
#[component]
pub fn OrganizationsPage() -> impl IntoView {
    let filter = OrganizationFilter {
        search: query("q"),
        plan: query("plan").as_deref().and_then(Plan::parse),
        status: query("status").as_deref().and_then(Status::parse),
    };
    page(load_all_organizations(filter.clone(), page_request()), move |rows| {
        view! {
            <Title text=t("platform-organizations")/>
            <PageHeader title=t("platform-organizations") sub=t("platform-organizations-intro")/>
            <Card flush=true>
                {filters(&filter)}
                {table(&filter, rows)}
            </Card>
        }
    })
}

/// How a status looks.
pub(super) fn status_badge(status: Status) -> impl IntoView {
    let tone = match status {
        Status::Active => Tone::Ok,
        Status::Suspended => Tone::Warn,
        Status::Cancelled => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

fn filters(filter: &OrganizationFilter) -> impl IntoView + use<> {
    let plans = Plan::ALL.iter().map(|plan| Choice::new(plan.code(), t(plan.key()))).collect();
    let states = Status::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let clear = filter
        .narrows()
        .then(|| view! { <LinkButton href=urls::ORGANIZATIONS kind=ButtonKind::Ghost icon=Icon::Close>{t("clear-filters")}</LinkButton> });
    view! {
        <form class="toolbar no-print" method="get" action=urls::ORGANIZATIONS role="search" aria-label=t("platform-organizations")>
            <div class="grow"><SearchBox label=t("platform-search") id="organizations-q" value=filter.search.clone().unwrap_or_default()/></div>
            <SelectField name="plan" label=t("platform-plan") options=plans value=filter.plan.map(Plan::code).unwrap_or_default() blank=t("platform-any-plan") bare=true autosubmit=true/>
            <SelectField name="status" label=t("platform-status") options=states value=filter.status.map(Status::code).unwrap_or_default() blank=t("platform-any-status") bare=true autosubmit=true/>
            <Button icon=Icon::Filter>{t("filter")}</Button>
            {clear}
        </form>
    }
}

fn table(filter: &OrganizationFilter, rows: Page<OrganizationRow>) -> impl IntoView + use<> {
    if rows.rows.is_empty() {
        let kind = if filter.narrows() { EmptyKind::Filtered } else { EmptyKind::default() };
        return view! {
            <EmptyState kind title=t("platform-organizations-none-title") text=t("platform-organizations-none")>
                <LinkButton href=urls::ORGANIZATIONS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let previous = rows.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = rows.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th label=t("platform-organization")/><Th label=t("platform-plan")/><Th label=t("platform-status")/>
        <Th label=t("platform-people") class="num"/><Th label=t("platform-orders") class="num"/><Th label=t("platform-created")/>
    }
    .into_any();
    view! {
        <Table caption=t("platform-organizations") head>{rows.rows.into_iter().map(line).collect_view()}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("platform-organizations")/>
    }
    .into_any()
}

fn line(row: OrganizationRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("platform-organization")>
                <a class="row-link" href=urls::organization(row.id)>{row.name}</a><span class="cell-note mono">{row.slug}</span>
            </th>
            <td data-label=t("platform-plan")>{t(row.plan.key())}</td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td class="num" data-label=t("platform-people")>{number(row.people)}</td>
            <td class="num" data-label=t("platform-orders")>{number(row.orders)}</td>
            <td class="cell-sub" data-label=t("platform-created")>{date(row.created_at)}</td>
        </tr>
    }
}
