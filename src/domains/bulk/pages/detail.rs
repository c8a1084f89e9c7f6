//! One import: first a look at the file, then the bar, then what became of each row.

use super::{row_tone, status_tone};
use crate::domains::bulk::api::{CancelImport, RetryImport, SaveMapping, StartImport, load_import, load_mapping, words};
use crate::domains::bulk::islands::JobProgress;
use crate::domains::bulk::model::{
    Column, Counts, FieldChoice, ImportDetail, ImportFormat, ImportJob, ImportKind, ImportRow, ImportStatus, Inspection, Message,
    PreviewRow, RowFilter, RowStatus,
};
use crate::domains::bulk::urls;
use crate::domains::{catalog, customers, orders};
use crate::server::format::{date_time, number};
use crate::server::i18n::{language, t, t_args, t_with};
use crate::server::page::{page, path_id, query, url_with};
use crate::shared::AppError;
use crate::ui::badge::Tone;
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::form::Form;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, ConfirmStep, Crumb, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Stat, Stats,
    Tab, Table, Tabs, Th,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/imports/{id}`
#[component]
pub fn ImportPage() -> impl IntoView {
    let filter = RowFilter {
        status: query("result").as_deref().and_then(RowStatus::parse),
        after: query("after").and_then(|row| row.parse().ok()),
        before: query("before").and_then(|row| row.parse().ok()),
    };
    let is_asked = query("columns").is_some();
    page(load(path_id("id"), filter, is_asked), move |(detail, mapping)| show(detail, mapping, filter))
}

async fn load(id: Result<Uuid, AppError>, filter: RowFilter, is_asked: bool) -> Result<(ImportDetail, Option<Inspection>), AppError> {
    let detail = load_import(id.clone(), filter).await?;
    let is_asked = is_asked && is_retryable(&detail.job);
    Ok((detail, load_mapping(id, is_asked).await?))
}

/// Whether refused rows can be tried again now.
const fn is_retryable(job: &ImportJob) -> bool {
    job.counts.failed > 0 && !job.status.is_under_way() && !matches!(job.status, ImportStatus::Uploaded)
}

fn count(value: i32) -> String {
    number(i64::from(value))
}

fn show(detail: ImportDetail, mapping: Option<Inspection>, filter: RowFilter) -> impl IntoView {
    let ImportDetail { job, same_file, preview, rows, is_stale } = detail;
    let sub = format!(
        "{} · {} · {} · {}",
        t(job.kind.key()),
        t(job.format.key()),
        job.person.clone().unwrap_or_else(|| t("bulk-program")),
        date_time(job.created_at)
    );
    let badge = view! { <Badge tone=status_tone(job.status)>{t(job.status.key())}</Badge> }.into_any();
    let same = same_file.map(|other| {
        let text = t_with("bulk-same-file", &[("date", date_time(other.at).into())]);
        view! { <Alert tone=Tone::Warn>{text}" "<a href=urls::import(other.id)>{t("bulk-same-file-link")}</a></Alert> }
    });
    let error = job.error.as_ref().map(|message| {
        let text = words(language(), message);
        view! { <Alert tone=Tone::Bad title=t("bulk-file-unreadable")>{text}</Alert> }
    });
    let actions = actions(&job, is_stale);
    let under_way = job.status.is_under_way().then(|| under_way(&job, is_stale));
    let is_new = job.status == ImportStatus::Uploaded;
    let again = mapping.map(|inspection| other_mapping(&job, inspection));
    let body = match preview {
        Some(inspection) => preview_of(&job, inspection).into_any(),
        None if is_new => ().into_any(),
        None => view! { {numbers(job.counts)} {results(&job, rows, filter)} }.into_any(),
    };
    view! {
        <Title text=job.file_name.clone()/>
        <PageHeader title=job.file_name badge sub crumbs=vec![Crumb::new(t("nav-imports"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            {actions}
        </PageHeader>
        <div class="stack">
            {same}
            {error}
            {under_way}
            {again}
            {body}
        </div>
    }
}

fn actions(job: &ImportJob, is_stale: bool) -> impl IntoView + use<> {
    let stoppable = matches!(job.status, ImportStatus::Uploaded | ImportStatus::Queued | ImportStatus::Running);
    let has_rest = job.counts.done < job.counts.total;
    let resumable = has_rest && (matches!(job.status, ImportStatus::Cancelled | ImportStatus::Failed) || is_stale);
    let retryable = is_retryable(job);
    // JSON has no columns.
    let is_table = match job.kind {
        ImportKind::Products => true,
        ImportKind::Customers => job.format != ImportFormat::Woocommerce,
        ImportKind::Orders => false,
    };
    let columns = (retryable && is_table)
        .then(|| view! { <LinkButton href=url_with(&[("columns", "1")]) icon=Icon::Columns>{t("bulk-other-mapping")}</LinkButton> });
    let refused = (job.counts.failed > 0)
        .then(|| view! { <LinkButton href=urls::refused(job.id) icon=Icon::Download download=true>{t("bulk-refused-csv")}</LinkButton> });
    let stop = stoppable.then(|| {
        let is_new = job.status == ImportStatus::Uploaded;
        let (label, text) = if is_new { (t("bulk-discard"), t("bulk-discard-text")) } else { (t("bulk-stop"), t("bulk-stop-text")) };
        let id = job.id.to_string();
        view! {
            <ConfirmStep label=label.clone()>
                <p>{text}</p>
                <form method="post" action=CancelImport::PATH>
                    <Hidden name="id" value=id/>
                    <Button kind=ButtonKind::Danger>{label}</Button>
                </form>
            </ConfirmStep>
        }
    });
    let retry = retryable.then(|| {
        view! {
            <form method="post" action=RetryImport::PATH>
                <Hidden name="id" value=job.id.to_string()/>
                <Button icon=Icon::Repeat>{t("bulk-retry")}</Button>
            </form>
        }
    });
    let resume = resumable.then(|| {
        view! {
            <form method="post" action=StartImport::PATH>
                <Hidden name="id" value=job.id.to_string()/>
                <Button kind=ButtonKind::Primary icon=Icon::Play>{t("bulk-continue")}</Button>
            </form>
        }
    });
    view! {
        <LinkButton href=urls::original(job.id) icon=Icon::Download download=true>{t("bulk-original")}</LinkButton>
        {refused}
        {stop}
        {columns}
        {retry}
        {resume}
    }
}

fn under_way(job: &ImportJob, is_stale: bool) -> impl IntoView + use<> {
    let text = if job.status == ImportStatus::Queued { t("bulk-queued-text") } else { t("bulk-running-text") };
    let (id, total, done) = (job.id, job.counts.total, job.counts.done);
    view! {
        <Card title=t(job.status.key())>
            <p>{text}</p>
            <JobProgress id=id.to_string() is_import=true total done unit=t("bulk-progress-unit") label=t("bulk-progress-label")/>
            {is_stale.then(|| view! { <Alert tone=Tone::Warn>{t("bulk-stale")}</Alert> })}
            <noscript>
                <meta http-equiv="refresh" content="5"/>
                <p><a href=urls::import(id)>{t("bulk-refresh")}</a></p>
            </noscript>
        </Card>
    }
}

fn numbers(counts: Counts) -> impl IntoView {
    let of = |status: RowStatus| url_with(&[("result", status.code())]);
    view! {
        <Stats>
            <Stat name=t("bulk-rows") value=count(counts.total) href=url_with(&[("result", "")])/>
            <Stat name=t("bulk-row-created") value=count(counts.created) href=of(RowStatus::Created)/>
            <Stat name=t("bulk-row-updated") value=count(counts.updated) href=of(RowStatus::Updated)/>
            <Stat name=t("bulk-row-unchanged") value=count(counts.unchanged) href=of(RowStatus::Unchanged)/>
            <Stat name=t("bulk-row-failed") value=count(counts.failed) href=of(RowStatus::Failed)/>
        </Stats>
    }
}

// ---- before it is started

fn preview_of(job: &ImportJob, inspection: Inspection) -> impl IntoView + use<> {
    let Inspection { columns, fields, heads, rows, total, refused, notes } = inspection;
    let id = job.id.to_string();
    let good = total.saturating_sub(refused);
    let summary = t_with("bulk-preview-summary", &[("total", total.into()), ("good", good.into()), ("refused", refused.into())]);
    let tone = if refused == 0 { Tone::Ok } else { Tone::Warn };
    let notes = notes.iter().map(|note| words(language(), note)).map(|text| view! { <Alert tone=Tone::Warn>{text}</Alert> }).collect_view();
    let import = t_with("bulk-import-button", &[("count", good.into())]);
    let mapping = (!columns.is_empty()).then(|| mapping_card(columns, &fields, false));
    let has_mapping = mapping.is_some();
    view! {
        <Alert tone>{summary}</Alert>
        {notes}
        <Form action=StartImport::PATH class="stack">
            <Hidden name="id" value=id/>
            <div class="toolbar">
                <span class="grow muted">{t("bulk-preview-help")}</span>
                {has_mapping.then(|| view! { <Button formaction=SaveMapping::PATH icon=Icon::Repeat>{t("bulk-apply-mapping")}</Button> })}
                <Button kind=ButtonKind::Primary icon=Icon::Play disabled=good == 0>{import}</Button>
            </div>
            {mapping}
        </Form>
        {preview_table(&heads, rows)}
    }
}

/// The meanings of the columns once more, for the refused rows only.
fn other_mapping(job: &ImportJob, inspection: Inspection) -> impl IntoView + use<> {
    let label = t_with("bulk-retry-count", &[("count", job.counts.failed.into())]);
    let id = job.id.to_string();
    let mapping = mapping_card(inspection.columns, &inspection.fields, true);
    view! {
        <Form action=RetryImport::PATH class="stack">
            <Hidden name="id" value=id/>
            <div class="toolbar">
                <span class="grow muted">{t("bulk-other-mapping-help")}</span>
                <LinkButton href=url_with(&[("columns", "")])>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary icon=Icon::Repeat>{label}</Button>
            </div>
            {mapping}
        </Form>
    }
}

fn mapping_card(columns: Vec<Column>, fields: &[FieldChoice], open: bool) -> impl IntoView + use<> {
    let choices: Vec<Choice> = fields.iter().map(|field| Choice::new(field.code.clone(), t_args(&field.key, &field.args))).collect();
    let head = view! { <Th label=t("bulk-column")/><Th label=t("bulk-sample")/><Th label=t("bulk-meaning")/> }.into_any();
    let rows = columns
        .into_iter()
        .enumerate()
        .map(|(at, column)| {
            let sample: String = column.sample.chars().take(80).collect();
            let label = t_with("bulk-meaning-of", &[("column", column.header.as_str().into())]);
            view! {
                <tr>
                    <td class="cell-main">{column.header}</td>
                    <td class="cell-sub" data-label=t("bulk-sample")>{sample}</td>
                    <td data-label=t("bulk-meaning")>
                        <SelectField name=format!("columns[{at}]") label options=choices.clone() value=column.field blank=t("bulk-not-imported") bare=true/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="card" open=open>
            <summary class="card-head">{t("bulk-mapping-title")}</summary>
            <Table caption=t("bulk-mapping-title") head>{rows}</Table>
        </details>
    }
}

fn preview_table(heads: &[String], rows: Vec<PreviewRow>) -> impl IntoView + use<> {
    let names: Vec<String> = heads.iter().map(|key| t(key)).collect();
    let shown = rows.len();
    let head = view! {
        <Th label=t("bulk-row-number") class="num"/>
        {names.iter().map(|name| view! { <Th label=name.clone()/> }).collect_view()}
        <Th label=t("bulk-remarks")/>
    }
    .into_any();
    let lines = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .cells
                .into_iter()
                .enumerate()
                .map(|(at, cell)| {
                    let class = if at == 0 { "cell-main" } else { "" };
                    view! { <td class=class data-label=names.get(at).cloned()>{cell}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <td class="num cell-sub" data-label=t("bulk-row-number")>{count(row.number)}</td>
                    {cells}
                    <td data-label=t("bulk-remarks")>
                        {row.is_refused.then(|| view! { <Badge tone=Tone::Bad>{t("bulk-will-be-refused")}</Badge>" " })}
                        {remarks(&row.messages)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title=t_with("bulk-preview-title", &[("count", shown.into())]) flush=true>
            <Table caption=t("bulk-preview-caption") head>{lines}</Table>
        </Card>
    }
}

fn remarks(messages: &[Message]) -> impl IntoView + use<> {
    messages.iter().map(|message| view! { <div>{words(language(), message)}</div> }).collect_view()
}

// ---- afterwards

fn results(job: &ImportJob, page: crate::domains::bulk::model::RowPage, filter: RowFilter) -> impl IntoView + use<> {
    let counts = job.counts;
    let tab = |status: RowStatus, amount: i32| {
        Tab::new(t(status.key()), url_with(&[("result", status.code())]), filter.status == Some(status)).count(count(amount))
    };
    let failed = tab(RowStatus::Failed, counts.failed);
    let tabs = vec![
        Tab::new(t("bulk-all-rows"), url_with(&[("result", "")]), filter.status.is_none()).count(count(counts.total)),
        if counts.failed > 0 { failed.hot() } else { failed },
        tab(RowStatus::Created, counts.created),
        tab(RowStatus::Updated, counts.updated),
        tab(RowStatus::Unchanged, counts.unchanged),
        tab(RowStatus::Pending, counts.total - counts.done),
    ];
    let previous = page.previous.map(|row| url_with(&[("before", &row.to_string())]));
    let next = page.next.map(|row| url_with(&[("after", &row.to_string())]));
    let head = view! {
        <Th label=t("bulk-row-number") class="num"/><Th label=t("bulk-row")/><Th label=t("bulk-result")/><Th label=t("bulk-remarks")/>
    }
    .into_any();
    let body = if page.rows.is_empty() {
        if filter.status.is_some() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("bulk-no-such-rows")>
                    <LinkButton href=url_with(&[("result", "")])>{t("bulk-all-rows")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState title=t("bulk-no-rows-yet")/> }.into_any()
        }
    } else {
        view! {
            <Table caption=t("bulk-results") head>{page.rows.into_iter().map(result_line).collect_view()}</Table>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("bulk-rows")/>
        }
        .into_any()
    };
    view! { <Tabs label=t("bulk-results") tabs/> {body} }
}

fn result_line(row: ImportRow) -> impl IntoView {
    let href = row.resource.and_then(|(kind, id)| match kind.as_str() {
        "product" => Some(catalog::urls::product(id)),
        "order" => Some(orders::urls::order(id)),
        "customer" => Some(customers::urls::detail(id)),
        _ => None,
    });
    let label = match href {
        Some(href) => view! { <a href=href>{row.label}</a> }.into_any(),
        None => row.label.into_any(),
    };
    view! {
        <tr>
            <td class="num cell-sub" data-label=t("bulk-row-number")>{count(row.number)}</td>
            <td class="cell-main" data-label=t("bulk-row")>{label}</td>
            <td class="cell-status" data-label=t("bulk-result")><Badge tone=row_tone(row.status)>{t(row.status.key())}</Badge></td>
            <td data-label=t("bulk-remarks")>{remarks(&row.messages)}</td>
        </tr>
    }
}
