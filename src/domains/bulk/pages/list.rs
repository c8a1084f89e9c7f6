//! The list of imports, with the form for a new one.

use super::status_tone;
use crate::domains::bulk::api::load_imports;
use crate::domains::bulk::model::{ImportFormat, ImportJob, ImportKind, ImportList};
use crate::domains::bulk::urls;
use crate::server::format::{ago, date_time, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, url_with};
use crate::server::{AppState, context};
use crate::shared::Permission;
use crate::ui::field::{Choice, FileField, SelectField};
use crate::ui::form::Form;
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, PageHeader, Pager, Table, Th, When};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/imports`
#[component]
pub fn ImportsPage() -> impl IntoView {
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::ImportsWrite));
    view! {
        <Title text=t("nav-imports")/>
        <PageHeader title=t("nav-imports") sub=t("bulk-intro")/>
        <div class="stack">
            {may.then(upload_form)}
            {page(load_imports(page_request()), list)}
        </div>
    }
}

fn upload_form() -> impl IntoView {
    let form = form_state(urls::UPLOAD);
    let kinds = ImportKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let formats = ImportFormat::ALL.iter().map(|format| Choice::new(format.code(), t(format.key()))).collect();
    view! {
        <Card title=t("bulk-upload-title")>
            <Form action=urls::UPLOAD multipart=true errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="kind" label=t("bulk-kind") options=kinds value=form.value_or("kind", ImportKind::Products.code()) error=form.error("kind")/>
                <SelectField name="format" label=t("bulk-format") options=formats value=form.value_or("format", ImportFormat::Woocommerce.code()) error=form.error("format") help=t("bulk-format-help")/>
                <FileField name="file" label=t("bulk-file") help=t("bulk-file-help") error=form.error("file") accept=".csv,.json,.txt,text/csv,application/json" required=true/>
                <div><Button kind=ButtonKind::Primary icon=Icon::Upload>{t("bulk-upload")}</Button></div>
            </Form>
        </Card>
    }
}

fn list(list: ImportList) -> impl IntoView {
    if list.rows.is_empty() {
        return view! { <EmptyState title=t("bulk-empty-title") text=t("bulk-empty")/> }.into_any();
    }
    let previous = list.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th label=t("bulk-file")/>
        <Th label=t("bulk-state")/>
        <Th label=t("bulk-rows") class="num"/>
        <Th label=t("bulk-row-created") class="num"/>
        <Th label=t("bulk-row-updated") class="num"/>
        <Th label=t("bulk-row-unchanged") class="num"/>
        <Th label=t("bulk-row-failed") class="num"/>
        <Th label=t("bulk-who")/>
        <Th label=t("bulk-when")/>
    }
    .into_any();
    view! {
        <Card flush=true>
            <Table caption=t("nav-imports") head>{list.rows.into_iter().map(line).collect_view()}</Table>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-imports")/>
        </Card>
    }
    .into_any()
}

fn line(job: ImportJob) -> impl IntoView {
    let now = use_context::<AppState>().map_or(job.created_at, |state| state.clock.now());
    let counts = job.counts;
    let what = format!("{} · {}", t(job.kind.key()), t(job.format.key()));
    let progress = job.status.is_under_way().then(|| {
        t_with("bulk-progress", &[("done", number(i64::from(counts.done)).into()), ("total", number(i64::from(counts.total)).into())])
    });
    let cell = |key: &'static str, count: i32| view! { <td class="num cell-wide" data-label=t(key)>{number(i64::from(count))}</td> };
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::import(job.id)>{job.file_name}</a><br/><span class="muted">{what}</span></td>
            <td class="cell-status">
                <Badge tone=status_tone(job.status)>{t(job.status.key())}</Badge>
                {progress.map(|text| view! { " "<span class="muted">{text}</span> })}
            </td>
            <td class="num" data-label=t("bulk-rows")>{number(i64::from(counts.total))}</td>
            {cell("bulk-row-created", counts.created)}
            {cell("bulk-row-updated", counts.updated)}
            {cell("bulk-row-unchanged", counts.unchanged)}
            <td class="num" data-label=t("bulk-row-failed")>{number(i64::from(counts.failed))}</td>
            <td data-label=t("bulk-who")>{job.person.unwrap_or_else(|| t("bulk-program"))}</td>
            <td class="cell-sub" data-label=t("bulk-when")><When text=ago(job.created_at, now) exact=date_time(job.created_at) iso=job.created_at.to_rfc3339()/></td>
        </tr>
    }
}
