//! The audit log.

use super::words::{action, details, record_link, resource};
use crate::domains::audit::api::load_log;
use crate::domains::audit::model::{ACTIONS, AREAS, Actor, AuditFilter, AuditRow, PROGRAM, RESOURCES, Who};
use crate::domains::audit::urls;
use crate::server::format::date_time;
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Page;
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/settings/audit`
#[component]
pub fn AuditPage() -> impl IntoView {
    let filter = AuditFilter::read(query);
    let address = url_with(&[]);
    let export = address.split_once('?').map_or_else(|| urls::EXPORT.to_owned(), |(_, chosen)| format!("{}?{chosen}", urls::EXPORT));
    view! {
        <Title text=t("nav-audit")/>
        <PageHeader title=t("nav-audit") sub=t("audit-intro")>
            <a class="btn" href=export download="">{t("audit-export")}</a>
        </PageHeader>
        {page(load_log(filter.clone(), page_request()), move |(log, people)| {
            view! {
                <Card flush=true>
                    {filters(&filter, people)}
                    {table(&filter, log)}
                </Card>
            }
        })}
    }
}

/// Actions under the areas that they belong to; an area can be chosen whole.
fn actions() -> Vec<Choice> {
    let mut choices = Vec::new();
    for (area, key) in AREAS {
        choices.push(Choice::new(*area, t(key)));
        let inside = ACTIONS.iter().filter(|(stored, _)| stored.starts_with(area));
        choices.extend(inside.map(|(stored, key)| Choice::new(*stored, format!("\u{2003}{}", t(key)))));
    }
    choices
}

fn filters(filter: &AuditFilter, people: Vec<Actor>) -> impl IntoView + use<> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut who: Vec<Choice> = people.into_iter().map(|person| Choice::new(person.id.to_string(), person.name)).collect();
    who.push(Choice::new(PROGRAM, t("audit-program")));
    let chosen = match filter.who {
        Some(Who::Person(id)) => id.to_string(),
        Some(Who::Program) => PROGRAM.to_owned(),
        None => String::new(),
    };
    let kinds = RESOURCES.iter().map(|(stored, key)| Choice::new(*stored, t(key))).collect();
    let error = (!filter.has_readable_address()).then(|| t("audit-error-address"));
    let record =
        filter.resource_id.map(|id| view! { <Hidden name="id" value=id.to_string()/><span class="badge">{t("audit-one-record")}</span> });
    let clear = filter
        .narrows()
        .then(|| view! { <LinkButton href=urls::LIST kind=ButtonKind::Ghost icon=Icon::Close>{t("clear-filters")}</LinkButton> });
    view! {
        <form class="toolbar no-print" method="get" action=urls::LIST role="search" aria-label=t("nav-audit")>
            <SelectField name="person" label=t("audit-who") options=who value=chosen blank=t("audit-anybody") bare=true autosubmit=true/>
            <SelectField name="action" label=t("audit-action") options=actions() value=filter.action.clone().unwrap_or_default() blank=t("audit-any-action") bare=true autosubmit=true/>
            <SelectField name="resource" label=t("audit-resource") options=kinds value=filter.resource.clone().unwrap_or_default() blank=t("audit-any-resource") bare=true autosubmit=true/>
            <TextField name="from" kind="date" label=t("from-day") value=day(filter.from)/>
            <TextField name="to" kind="date" label=t("to-day") value=day(filter.to)/>
            <TextField name="address" label=t("audit-address") placeholder="203.0.113.7" value=filter.address.clone().unwrap_or_default() error=error autocomplete="off"/>
            {record}
            <Button icon=Icon::Filter>{t("filter")}</Button>
            {clear}
        </form>
    }
}

fn table(filter: &AuditFilter, log: Page<AuditRow>) -> impl IntoView + use<> {
    if log.rows.is_empty() {
        return if filter.narrows() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("audit-none-title") text=t("audit-none")>
                    <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState title=t("audit-empty-title") text=t("audit-empty")/> }.into_any()
        };
    }
    let previous = log.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = log.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th label=t("audit-when")/><Th label=t("audit-who")/><Th label=t("audit-action")/><Th label=t("audit-record")/>
        <Th label=t("audit-from")/><Th label=t("audit-changes")/>
    }
    .into_any();
    view! {
        <Table caption=t("nav-audit") head>{log.rows.into_iter().map(line).collect_view()}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-audit")/>
    }
    .into_any()
}

fn line(row: AuditRow) -> impl IntoView {
    let details = details(&row);
    let record = row.resource_id.map(|id| {
        let open = record_link(&row.resource, id).map(|href| view! { <a class="link" href=href>{t("audit-open-record")}</a>" · " });
        view! { <span class="cell-note">{open}<a class="link" href=urls::of_record(&row.resource, id)>{t("audit-of-record")}</a></span> }
    });
    view! {
        <tr>
            <td class="cell-sub" data-label=t("audit-when")>{date_time(row.at)}</td>
            <td class="cell-main" data-label=t("audit-who")>{row.person.unwrap_or_else(|| t("audit-program"))}</td>
            <td class="cell-status" data-label=t("audit-action")>{action(&row.action)}</td>
            <td data-label=t("audit-record")>{resource(&row.resource)}{record}</td>
            <td data-label=t("audit-from")>{row.ip.unwrap_or_default()}</td>
            <td data-label=t("audit-changes")>{details}</td>
        </tr>
    }
}
