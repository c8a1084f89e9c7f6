//! Scans that wait for somebody's decision.

use crate::domains::stations::api::{ResolveTask, load_tasks};
use crate::domains::stations::model::{ScanTask, TaskPage};
use crate::domains::stations::urls;
use crate::server::format::date_time;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::{page, page_request, url_with};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::Crumb;
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon, PageHeader, Pager};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/stations/tasks`
#[component]
pub fn TasksPage() -> impl IntoView {
    page(load_tasks(page_request()), |tasks| {
        let crumbs = vec![Crumb::new(t("nav-stations"), urls::INDEX)];
        view! {
            <Title text=t("stations-tasks")/>
            <PageHeader title=t("stations-tasks") sub=t("stations-tasks-text") crumbs crumbs_label=t("breadcrumbs")/>
            {list(tasks)}
        }
    })
}

fn list(tasks: TaskPage) -> AnyView {
    if tasks.rows.is_empty() {
        return view! { <Card flush=true><EmptyState icon=Icon::Done title=t("stations-tasks-none-title") text=t("stations-tasks-none")/></Card> }.into_any();
    }
    let previous = tasks.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = tasks.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let cards = tasks.rows.into_iter().map(card).collect_view();
    view! {
        <div class="stack">{cards}</div>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("stations-tasks")/>
    }
    .into_any()
}

fn card(task: ScanTask) -> impl IntoView {
    let form = form_state(ResolveTask::PATH);
    let id = task.id.to_string();
    let is_own = form.value("station_task_id") == Some(id.as_str());
    let form = if is_own { form } else { FormState::default() };
    let scan = task.scan;
    let title = t_args(&scan.message.0, &scan.message.1);
    let what = t_with("stations-task-what", &[("quantity", scan.quantity.to_string().into()), ("code", scan.code.clone().into())]);
    let place = urls::board(scan.station, scan.task_id);
    let person = task.person.unwrap_or_else(|| t("stations-program"));
    let apply =
        (!scan.is_undo).then(|| view! { <Button kind=ButtonKind::Primary name="choice" value="apply">{t("stations-task-apply")}</Button> });
    let (short, errors) = (id.clone(), form.summary());
    let code = (!scan.is_undo).then(|| {
        view! { <TextField id=format!("code-{short}") name="code" label=t("stations-task-code") help=t("stations-task-code-help") value=form.value_or("code", "") error=form.error("code") autocomplete="off" input_class="mono"/> }
    });
    let note = view! {
        <TextField id=format!("note-{id}") name="note" label=t("stations-task-note") value=form.value_or("note", "") error=form.error("note") maxlength=500 autocomplete="off"/>
    };
    view! {
        <Card title=title>
            <p>{what}" · "<a class="link" href=place>{t(scan.station.key())}</a></p>
            <p class="muted">{person}" · "{date_time(scan.scanned_at)}</p>
            <Form action=ResolveTask::PATH errors error_title=t("form-errors-title")>
                <Hidden name="station_task_id" value=id/>
                <div class="fields fields-2">
                    {code}
                    {note}
                </div>
                <div class="next-step-actions">
                    {apply}
                    <Button name="choice" value="drop">{t("stations-task-drop")}</Button>
                </div>
            </Form>
        </Card>
    }
}
