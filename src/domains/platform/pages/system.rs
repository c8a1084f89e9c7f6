//! What went wrong in the background, and what a person can do about it.

use crate::domains::access::pages::panels::in_settings;
use crate::domains::bulk::api::words;
use crate::domains::platform::api::{GiveUpEvent, RetryEvent, RetryWebhook, load_system};
use crate::domains::platform::model::{InboxRow, InboxStatus, OutboxRow, SystemState};
use crate::server::AppState;
use crate::server::format::{ago, date_time, number};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::page;
use crate::ui::badge::Tone;
use crate::ui::field::Hidden;
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, PageHeader, Table, Th, When};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/system`
#[component]
pub fn SystemPage() -> impl IntoView {
    view! {
        <Title text=t("nav-system")/>
        <PageHeader title=t("nav-system") sub=t("platform-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_system(), show)}
    }
}

fn show(state: SystemState) -> impl IntoView {
    let SystemState { outbox, inbox } = state;
    if outbox.is_empty() && inbox.is_empty() {
        return view! { <EmptyState icon=Icon::Done title=t("platform-empty-title") text=t("platform-empty")/> }.into_any();
    }
    view! {
        <div class="stack">
            <Card title=t("platform-outbox") flush=true>{events(outbox)}</Card>
            <Card title=t("platform-inbox") flush=true>{webhooks(inbox)}</Card>
        </div>
    }
    .into_any()
}

fn when(at: DateTime<Utc>) -> impl IntoView {
    let now = use_context::<AppState>().map_or(at, |state| state.clock.now());
    view! { <When text=ago(at, now) exact=date_time(at) iso=at.to_rfc3339()/> }
}

fn events(rows: Vec<OutboxRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <div class="card-body"><p class="muted">{t("platform-outbox-empty")}</p></div> }.into_any();
    }
    let head = view! {
        <Th label=t("platform-event")/><Th label=t("platform-state")/><Th label=t("platform-attempts") class="num"/><Th label=t("platform-error")/>
        <Th label=t("platform-age")/><Th hidden_label=t("platform-actions")/>
    }
    .into_any();
    view! { <Table caption=t("platform-outbox") head>{rows.into_iter().map(event).collect_view()}</Table> }.into_any()
}

fn event(row: OutboxRow) -> impl IntoView {
    let (tone, state) = if row.is_dead {
        (Tone::Bad, t("platform-dead"))
    } else {
        (Tone::Warn, t_with("platform-next-attempt", &[("time", date_time(row.next_attempt_at).into())]))
    };
    let id = row.id.to_string();
    view! {
        <tr>
            <td class="cell-main mono">{row.kind}</td>
            <td class="cell-status"><Badge tone>{state}</Badge></td>
            <td class="num" data-label=t("platform-attempts")>{number(i64::from(row.attempts))}</td>
            <td data-label=t("platform-error")>{row.last_error.unwrap_or_default()}</td>
            <td class="cell-sub" data-label=t("platform-age")>{when(row.created_at)}</td>
            <td>
                <div class="toolbar">
                    <form method="post" action=RetryEvent::PATH>
                        <Hidden name="id" value=id.clone()/>
                        <Button small=true icon=Icon::Repeat>{t("platform-retry")}</Button>
                    </form>
                    <form method="post" action=GiveUpEvent::PATH>
                        <Hidden name="id" value=id/>
                        <Button small=true kind=ButtonKind::DangerGhost confirm=t("platform-give-up-confirm")>{t("platform-give-up")}</Button>
                    </form>
                </div>
            </td>
        </tr>
    }
}

fn webhooks(rows: Vec<InboxRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <div class="card-body"><p class="muted">{t("platform-inbox-empty")}</p></div> }.into_any();
    }
    let head = view! {
        <Th label=t("platform-topic")/><Th label=t("platform-store")/><Th label=t("platform-state")/><Th label=t("platform-error")/>
        <Th label=t("platform-age")/><Th hidden_label=t("platform-actions")/>
    }
    .into_any();
    view! { <Table caption=t("platform-inbox") head>{rows.into_iter().map(webhook).collect_view()}</Table> }.into_any()
}

fn webhook(row: InboxRow) -> impl IntoView {
    let tone = if row.status == InboxStatus::Rejected { Tone::Warn } else { Tone::Bad };
    // A payment provider's notice says what is wrong with it.
    let text = if row.status == InboxStatus::Rejected && row.messages.is_empty() {
        view! { <div>{t("platform-rejected-text")}</div> }.into_any()
    } else {
        row.messages.iter().map(|message| view! { <div>{words(language(), message)}</div> }).collect_view().into_any()
    };
    let retry = (row.status == InboxStatus::Failed).then(|| {
        view! {
            <form method="post" action=RetryWebhook::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Button small=true icon=Icon::Repeat>{t("platform-retry")}</Button>
            </form>
        }
    });
    let retries =
        (row.retries > 0).then(|| view! { <div class="muted">{t_with("platform-retries", &[("count", row.retries.into())])}</div> });
    view! {
        <tr>
            <td class="cell-main mono">{row.topic}</td>
            <td data-label=t("platform-store")>{row.store}</td>
            <td class="cell-status"><Badge tone>{t(row.status.key())}</Badge>{retries}</td>
            <td data-label=t("platform-error")>{text}</td>
            <td class="cell-sub" data-label=t("platform-age")>{when(row.created_at)}</td>
            <td>{retry}</td>
        </tr>
    }
}
