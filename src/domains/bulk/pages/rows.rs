//! The rows of the list of imports, on the screen and in a file.

use super::status_tone;
use crate::domains::bulk::api::load_imports;
use crate::domains::bulk::model::ImportJob;
use crate::domains::bulk::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{ago, date_time, number};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::{Badge, When};
use leptos::prelude::*;
use uuid::Uuid;

/// All imports.
pub const LIST: List = List {
    area: "imports",
    permission: Permission::ImportsWrite,
    title: "nav-imports",
    columns: &[
        Column::new("file", "bulk-file").parts(&["bulk-file", "bulk-kind", "bulk-format"]),
        Column::new("state", "bulk-state"),
        Column::num("rows", "bulk-rows"),
        Column::num("created", "bulk-row-created"),
        Column::num("updated", "bulk-row-updated"),
        Column::num("unchanged", "bulk-row-unchanged"),
        Column::num("failed", "bulk-row-failed"),
        Column::new("who", "bulk-who"),
        Column::new("when", "bulk-when").descending("date"),
    ],
};

/// The imports' rows.
pub struct Imports;

fn count(key: &'static str, class: &'static str, count: i32) -> AnyView {
    view! { <td class=class data-label=t(key)>{number(i64::from(count))}</td> }.into_any()
}

fn person(job: &ImportJob) -> String {
    job.person.clone().unwrap_or_else(|| t("bulk-program"))
}

impl Listed for Imports {
    type Row = ImportJob;
    const LIST: &'static List = &LIST;

    async fn load(_params: Params, page: PageRequest) -> Result<Page<ImportJob>, AppError> {
        load_imports(page).await
    }

    fn id(row: &ImportJob) -> Uuid {
        row.id
    }

    fn name(row: &ImportJob) -> String {
        row.file_name.clone()
    }

    fn cell(job: &ImportJob, column: &str) -> AnyView {
        let counts = job.counts;
        match column {
            "file" => {
                let what = format!("{} · {}", t(job.kind.key()), t(job.format.key()));
                view! {
                    <td class="cell-main"><a class="row-link" href=urls::import(job.id)>{job.file_name.clone()}</a><br/><span class="muted">{what}</span></td>
                }
                .into_any()
            }
            "state" => {
                let progress = job.status.is_under_way().then(|| {
                    let args = [("done", number(i64::from(counts.done)).into()), ("total", number(i64::from(counts.total)).into())];
                    view! { " "<span class="muted">{t_with("bulk-progress", &args)}</span> }
                });
                let (tone, state) = (status_tone(job.status), t(job.status.key()));
                view! { <td class="cell-status"><Badge tone>{state}</Badge>{progress}</td> }.into_any()
            }
            "rows" => count("bulk-rows", "num", counts.total),
            "created" => count("bulk-row-created", "num cell-wide", counts.created),
            "updated" => count("bulk-row-updated", "num cell-wide", counts.updated),
            "unchanged" => count("bulk-row-unchanged", "num cell-wide", counts.unchanged),
            "failed" => count("bulk-row-failed", "num", counts.failed),
            "who" => view! { <td data-label=t("bulk-who")>{person(job)}</td> }.into_any(),
            "when" => {
                let now = context::request_time().unwrap_or(job.created_at);
                let (text, exact, iso) = (ago(job.created_at, now), date_time(job.created_at), job.created_at.to_rfc3339());
                view! { <td class="cell-sub" data-label=t("bulk-when")><When text exact iso/></td> }.into_any()
            }
            _ => ().into_any(),
        }
    }

    fn values(job: &ImportJob, column: &str) -> Vec<Cell> {
        let counts = job.counts;
        let whole = |count: i32| vec![Cell::Whole(count.into())];
        match column {
            "file" => vec![Cell::text(&job.file_name), Cell::Text(t(job.kind.key())), Cell::Text(t(job.format.key()))],
            "state" => vec![Cell::Text(t(job.status.key()))],
            "rows" => whole(counts.total),
            "created" => whole(counts.created),
            "updated" => whole(counts.updated),
            "unchanged" => whole(counts.unchanged),
            "failed" => whole(counts.failed),
            "who" => vec![Cell::Text(person(job))],
            "when" => vec![Cell::Time(job.created_at)],
            _ => Vec::new(),
        }
    }
}
