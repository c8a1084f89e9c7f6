//! The audit log.

use crate::domains::audit::api::load_log;
use crate::domains::audit::model::{AuditFilter, AuditRow};
use crate::server::format::date_time;
use crate::server::i18n::t;
use crate::server::page::{page, page_request, query, url_with};
use crate::ui::Card;
use crate::ui::empty_state::EmptyState;
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// `/settings/audit`
#[component]
pub fn AuditPage() -> impl IntoView {
    let filter = AuditFilter {
        resource: query("resource"),
        resource_id: query("id").and_then(|id| Uuid::parse_str(&id).ok()),
        action: query("action"),
    };
    view! {
        <Title text=t("nav-audit")/>
        <PageHeader title=t("nav-audit")/>
        {page(load_log(filter, page_request()), |log| {
            if log.rows.is_empty() {
                return view! { <EmptyState title=t("audit-empty-title") text=t("audit-empty")/> }.into_any();
            }
            let previous = log.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
            let next = log.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
            let head = view! {
                <Th label=t("audit-when")/><Th label=t("audit-who")/><Th label=t("audit-action")/><Th label=t("audit-changes")/><Th label=t("audit-from")/>
            }
            .into_any();
            view! {
                <Card flush=true>
                    <Table caption=t("nav-audit") head>{log.rows.into_iter().map(line).collect_view()}</Table>
                    <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-audit")/>
                </Card>
            }
            .into_any()
        })}
    }
}

fn line(row: AuditRow) -> impl IntoView {
    let changes = row
        .changes
        .into_iter()
        .map(|(field, old, new)| {
            let old = (!old.is_empty()).then(|| view! { <del>{old}</del>" → " });
            view! { <div><span class="muted">{field}": "</span>{old}{new}</div> }
        })
        .collect_view();
    view! {
        <tr>
            <td class="cell-sub" data-label=t("audit-when")>{date_time(row.at)}</td>
            <td class="cell-main" data-label=t("audit-who")>{row.person.unwrap_or_else(|| t("audit-program"))}</td>
            <td class="cell-status mono" data-label=t("audit-action")>{row.action}</td>
            <td class="cell-wide" data-label=t("audit-changes")>{changes}</td>
            <td data-label=t("audit-from")>{row.ip.unwrap_or_default()}</td>
        </tr>
    }
}
