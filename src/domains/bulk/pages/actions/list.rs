//! The changes of many rows that were made before.

use super::{area_key, count, job_tone};
use crate::domains::bulk::api::{actions_of, load_jobs};
use crate::domains::bulk::model::{Job, JobList};
use crate::domains::bulk::urls;
use crate::server::context;
use crate::server::format::{ago, date_time};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, url_with};
use crate::ui::{Badge, Card, EmptyState, Icon, LinkButton, PageHeader, Pager, Table, Th, When};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/bulk`
#[component]
pub(in crate::domains::bulk::pages) fn JobsPage() -> impl IntoView {
    view! {
        <Title text=t("bulk-jobs")/>
        <PageHeader title=t("bulk-jobs") sub=t("bulk-jobs-intro")/>
        {page(load_jobs(page_request()), list)}
    }
}

fn list(jobs: JobList) -> impl IntoView {
    if jobs.rows.is_empty() {
        let lists = ["products", "orders", "customers"].into_iter().filter(|area| !actions_of(area).is_empty());
        let links = lists.map(|area| view! { <LinkButton href=urls::list_of(area, None)>{t(area_key(area))}</LinkButton> }).collect_view();
        return view! { <EmptyState icon=Icon::Edit title=t("bulk-jobs-empty-title") text=t("bulk-nothing-chosen")>{links}</EmptyState> }
            .into_any();
    }
    let previous = jobs.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = jobs.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th label=t("bulk-what")/><Th label=t("bulk-state")/><Th label=t("bulk-rows") class="num"/><Th label=t("bulk-item-changed") class="num"/>
        <Th label=t("bulk-item-refused") class="num"/><Th label=t("bulk-who")/><Th label=t("bulk-when")/>
    }
    .into_any();
    view! {
        <Card flush=true>
            <Table caption=t("bulk-jobs") head>{jobs.rows.into_iter().map(line).collect_view()}</Table>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("bulk-jobs")/>
        </Card>
    }
    .into_any()
}

fn line(job: Job) -> impl IntoView {
    let standing = job.standing();
    let progress = standing.is_under_way.then(|| {
        let text = t_with("bulk-progress", &[("done", count(standing.done).into()), ("total", count(standing.total).into())]);
        view! { " "<span class="muted">{text}</span> }
    });
    let now = context::request().and_then(|request| request.scope).map_or(job.created_at, |scope| scope.clock.now());
    let (text, exact, iso) = (ago(job.created_at, now), date_time(job.created_at), job.created_at.to_rfc3339());
    let tone = job_tone(job.status);
    view! {
        <tr>
            <td class="cell-main">
                <a class="row-link" href=urls::job(job.id)>{t(job.action.label)}</a><span class="cell-note">{t(area_key(job.action.area))}</span>
            </td>
            <td class="cell-status"><Badge tone>{t(job.status.key())}</Badge>{progress}</td>
            <td class="num" data-label=t("bulk-rows")>{count(job.tally.total)}</td>
            <td class="num" data-label=t("bulk-item-changed")>{count(job.tally.changed)}</td>
            <td class="num" data-label=t("bulk-item-refused")>{count(job.tally.refused)}</td>
            <td data-label=t("bulk-who")>{job.person.unwrap_or_else(|| t("bulk-program"))}</td>
            <td class="cell-sub" data-label=t("bulk-when")><When text exact iso/></td>
        </tr>
    }
}
