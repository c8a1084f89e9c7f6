//! The history of one record, for the bottom of its page.

use super::words::{action, details};
use crate::domains::audit::api::load_history;
use crate::domains::audit::model::AuditRow;
use crate::domains::audit::urls;
use crate::server::context;
use crate::server::format::date_time;
use crate::server::i18n::t;
use crate::server::page::{page, query, url_with};
use crate::shared::Permission;
use leptos::prelude::*;
use uuid::Uuid;

/// Who changed a record. Folded up it asks the database nothing: the lines come with `?history=1`.
#[component]
pub fn HistoryTab(
    /// Kind of the record, as the log has it.
    resource: &'static str,
    /// The record.
    id: Uuid,
) -> impl IntoView {
    if !context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::AuditRead)) {
        return ().into_any();
    }
    let shown = query("history").is_some();
    let body = if shown {
        page(load_history(resource, id), lines).into_any()
    } else {
        let href = format!("{}#history", url_with(&[("history", "1")]));
        view! { <p><a class="link" href=href>{t("audit-history-show")}</a></p> }.into_any()
    };
    view! {
        <details class="fold card no-print" id="history" open=shown>
            <summary>{t("audit-history")}</summary>
            {body}
            <p><a class="link" href=urls::of_record(resource, id)>{t("audit-history-all")}</a></p>
        </details>
    }
    .into_any()
}

fn lines(rows: Vec<AuditRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="muted">{t("audit-history-empty")}</p> }.into_any();
    }
    let lines = rows
        .into_iter()
        .map(|row| {
            let details = details(&row);
            view! {
                <li>
                    <strong>{action(&row.action)}</strong>
                    <span class="muted">" · "{row.person.unwrap_or_else(|| t("audit-program"))}" · "{date_time(row.at)}</span>
                    {details}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="stack">{lines}</ol> }.into_any()
}
