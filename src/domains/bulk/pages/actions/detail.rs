//! One change of many rows: what would happen, how far it is, and what became of each row.

use super::{area_key, count, inputs, item_tone, job_tone, row_href, said, values};
use crate::domains::bulk::api::{PreviewAgain, RunAction, StopAction, UndoAction, load_job, words};
use crate::domains::bulk::islands::JobProgress;
use crate::domains::bulk::model::{ActionField, Item, ItemFilter, ItemPage, ItemStatus, Job, JobDetail, JobStatus, Shown};
use crate::domains::bulk::urls;
use crate::server::context;
use crate::server::format::{date, date_time};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_args, t_with};
use crate::server::page::{page, path_id, query, url_with};
use crate::ui::badge::Tone;
use crate::ui::field::Hidden;
use crate::ui::form::Form;
use crate::ui::{
    Alert, Badge, Button, ButtonKind, Card, ConfirmStep, Crumb, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Tab, Table,
    Tabs, Th,
};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/bulk/{bulk_job}`
#[component]
pub(in crate::domains::bulk::pages) fn JobPage() -> impl IntoView {
    let filter = ItemFilter {
        status: query("result").as_deref().and_then(ItemStatus::parse),
        after: query("after").and_then(|row| row.parse().ok()),
        before: query("before").and_then(|row| row.parse().ok()),
    };
    page(load_job(path_id("bulk_job"), filter), move |detail| show(detail, filter))
}

fn show(detail: JobDetail, filter: ItemFilter) -> impl IntoView {
    let JobDetail { job, fields, items } = detail;
    let person = job.person.clone().unwrap_or_else(|| t("bulk-program"));
    let said = values(&fields, &job.typed).into_iter().map(|(label, value)| format!("{label}: {value}"));
    let sub = said.chain([person, date_time(job.created_at)]).collect::<Vec<_>>().join(" · ");
    let badge = view! { <Badge tone=job_tone(job.status)>{t(job.status.key())}</Badge> }.into_any();
    let title = t(job.action.label);
    let refused = [RunAction::PATH, StopAction::PATH, UndoAction::PATH, PreviewAgain::PATH]
        .into_iter()
        .find_map(|path| form_state(path).message)
        .map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    let because = job.stopped_because.as_ref().map(|message| {
        let text = words(language(), message);
        view! { <Alert tone=Tone::Bad title=t("bulk-stopped-because")>{text}</Alert> }
    });
    let buttons = buttons(&job);
    let standing = if job.status.is_under_way() { under_way(&job).into_any() } else { summary(&job).into_any() };
    let again = (job.status == JobStatus::Previewed && !fields.is_empty()).then(|| other_values(&job, fields));
    let rows = rows(&job, items, filter);
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub crumbs=vec![Crumb::new(t("bulk-jobs"), urls::JOBS)] crumbs_label=t("breadcrumbs")>
            {buttons}
        </PageHeader>
        <div class="stack">
            {refused}
            {because}
            {standing}
            {again}
            {rows}
        </div>
    }
}

fn buttons(job: &Job) -> impl IntoView + use<> {
    let id = job.id;
    let list = t(area_key(job.action.area));
    let back = urls::list_of(job.action.area, job.query.as_deref());
    let stop = match job.status {
        JobStatus::Previewed => Some(t("bulk-discard")),
        status if status.is_under_way() => Some(t("bulk-stop")),
        _ => None,
    }
    .map(|label| {
        view! {
            <form method="post" action=StopAction::PATH>
                <Hidden name="bulk_job_id" value=id.to_string()/>
                <Button>{label}</Button>
            </form>
        }
    });
    let undo = context::request_time().is_some_and(|now| job.can_be_undone(now)).then(|| {
        let text = t_with("bulk-undo-text", &[("count", job.tally.changed.into())]);
        view! {
            <ConfirmStep label=t("bulk-undo") kind=ButtonKind::Plain icon=Icon::Undo>
                <Form action=UndoAction::PATH class="stack">
                    <Hidden name="bulk_job_id" value=id.to_string()/>
                    <p>{text}</p>
                    <div><Button kind=ButtonKind::Primary icon=Icon::Undo>{t("bulk-undo")}</Button></div>
                </Form>
            </ConfirmStep>
        }
    });
    let is_left = job.tally.ready > 0 || job.tally.pending > 0;
    let go_on = (job.status == JobStatus::Cancelled && is_left).then(|| {
        view! {
            <Form action=RunAction::PATH class="">
                <Hidden name="bulk_job_id" value=id.to_string()/>
                <Button icon=Icon::Play>{t("bulk-continue")}</Button>
            </Form>
        }
    });
    view! {
        <LinkButton href=back icon=Icon::ChevronLeft>{list}</LinkButton>
        {stop}
        {undo}
        {go_on}
    }
}

fn under_way(job: &Job) -> impl IntoView + use<> {
    let text = match job.status {
        JobStatus::Previewing => t("bulk-previewing-text"),
        JobStatus::Undoing => t("bulk-undoing-text"),
        _ => t("bulk-changing-text"),
    };
    let (id, standing) = (job.id, job.standing());
    view! {
        <Card title=t(job.status.key())>
            <p>{text}</p>
            <JobProgress id=id.to_string() is_import=false total=standing.total done=standing.done unit=t("bulk-progress-unit") label=t("bulk-progress-label")/>
            <noscript>
                <meta http-equiv="refresh" content="3"/>
                <p><a href=urls::job(id)>{t("bulk-refresh")}</a></p>
            </noscript>
        </Card>
    }
}

/// What will happen, or has happened, in a sentence; before the run the button that begins it.
fn summary(job: &Job) -> impl IntoView + use<> {
    let tally = job.tally;
    let args = [
        ("total", tally.total.into()),
        ("ready", tally.ready.into()),
        ("unchanged", tally.unchanged.into()),
        ("refused", tally.refused.into()),
        ("changed", tally.changed.into()),
        ("undone", tally.undone.into()),
        ("kept", tally.kept.into()),
    ];
    let (key, is_well) = match job.status {
        JobStatus::Previewed if tally.ready == 0 => ("bulk-summary-nothing", false),
        JobStatus::Previewed => ("bulk-summary-previewed", tally.refused == 0),
        JobStatus::Undone => ("bulk-summary-undone", tally.kept == 0),
        JobStatus::Cancelled => ("bulk-summary-cancelled", false),
        _ => ("bulk-summary-completed", tally.refused == 0),
    };
    let text = t_with(key, &args);
    let run = (job.status == JobStatus::Previewed && tally.ready > 0).then(|| {
        let id = job.id.to_string();
        let label = t_with("bulk-run", &[("count", tally.ready.into())]);
        let kind = if job.action.is_grave { ButtonKind::Danger } else { ButtonKind::Primary };
        let note = if job.action.is_reversible { t("bulk-run-reversible") } else { t("bulk-run-final") };
        view! {
            <Card flush=true>
                <Form action=RunAction::PATH class="toolbar">
                    <Hidden name="bulk_job_id" value=id/>
                    <span class="grow muted">{note}</span>
                    <Button kind icon=Icon::Play>{label}</Button>
                </Form>
            </Card>
        }
    });
    let tone = if is_well { Tone::Ok } else { Tone::Warn };
    let kept = job.kept_until().map(|until| view! { <p class="muted">{t_with("bulk-kept-until", &[("date", date(until).into())])}</p> });
    view! { <Alert tone>{text}</Alert> {kept} {run} }
}

/// The form of the action once more, for another look.
fn other_values(job: &Job, fields: Vec<ActionField>) -> impl IntoView + use<> {
    let form = form_state(PreviewAgain::PATH);
    let is_open = !form.action.is_empty();
    let id = job.id.to_string();
    let inputs = inputs(fields, &job.typed, &form);
    view! {
        <details class="card" open=is_open>
            <summary class="card-head">{t("bulk-other-values")}</summary>
            <div class="card-body">
                <Form action=PreviewAgain::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="bulk_job_id" value=id/>
                    {inputs}
                    <div><Button icon=Icon::Eye>{t("bulk-look-again")}</Button></div>
                </Form>
            </div>
        </details>
    }
}

fn rows(job: &Job, items: ItemPage, filter: ItemFilter) -> impl IntoView + use<> {
    let kinds = ItemStatus::ALL.iter().copied().filter(|status| job.tally.of(*status) > 0 || filter.status == Some(*status));
    let kinds = kinds.map(|status| {
        let tab = Tab::new(t(status.key()), url_with(&[("result", status.code())]), filter.status == Some(status));
        let tab = tab.count(count(job.tally.of(status)));
        if matches!(status, ItemStatus::Refused | ItemStatus::Kept) { tab.hot() } else { tab }
    });
    let all = Tab::new(t("bulk-all-rows"), url_with(&[("result", "")]), filter.status.is_none()).count(count(job.tally.total));
    let tabs: Vec<Tab> = [all].into_iter().chain(kinds).collect();
    let previous = items.previous.map(|row| url_with(&[("before", &row.to_string())]));
    let next = items.next.map(|row| url_with(&[("after", &row.to_string())]));
    let head = view! { <Th label=t(area_key(job.action.area))/><Th label=t("bulk-change")/><Th label=t("bulk-result")/><Th label=t("bulk-remarks")/> };
    let head = head.into_any();
    let area = job.action.area;
    let body = if items.rows.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::Filtered title=t("bulk-no-such-rows")>
                <LinkButton href=url_with(&[("result", "")])>{t("bulk-all-rows")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <Table caption=t("bulk-results") head>{items.rows.into_iter().map(|item| line(area, item)).collect_view()}</Table>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("bulk-rows")/>
        }
        .into_any()
    };
    view! { <div class="min-w-0"><Tabs label=t("bulk-results") tabs/><Card flush=true class="mt-4">{body}</Card></div> }
}

fn line(area: &str, item: Item) -> impl IntoView + use<> {
    let href = row_href(area, item.target_id);
    let is_change = item.before != Shown::Nothing || item.after != Shown::Nothing;
    let change = is_change.then(|| {
        let (before, after) = (said(&item.before), said(&item.after));
        view! { <span class="muted">{before}</span>" → "{after} }
    });
    let remarks = item.messages.iter().map(|message| view! { <div>{words(language(), message)}</div> }).collect_view();
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=href>{item.label}</a></td>
            <td data-label=is_change.then(|| t("bulk-change"))>{change}</td>
            <td class="cell-status" data-label=t("bulk-result")><Badge tone=item_tone(item.status)>{t(item.status.key())}</Badge></td>
            <td class="cell-sub" data-label=t("bulk-remarks")>{remarks}</td>
        </tr>
    }
}
