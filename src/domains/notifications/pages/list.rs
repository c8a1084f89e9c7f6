//! What there is to know.

use super::icon;
use crate::domains::notifications::api::{MarkAllRead, MarkRead, OpenNotification, load_notifications};
use crate::domains::notifications::model::{Kind, NotificationFilter, NotificationRow};
use crate::domains::notifications::urls;
use crate::server::AppState;
use crate::server::format::{ago, date_time};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Page;
use crate::ui::badge::Tone;
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::when::When;
use crate::ui::{Badge, Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/notifications`
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let filter =
        NotificationFilter { unread: query("view").as_deref() == Some("unread"), kind: query("type").as_deref().and_then(Kind::parse) };
    let tabs = vec![
        Tab::new(t("notifications-all"), urls::list(false, filter.kind), !filter.unread),
        Tab::new(t("notifications-unread"), urls::list(true, filter.kind), filter.unread),
    ];
    view! {
        <Title text=t("notifications-title")/>
        <PageHeader title=t("notifications-title")>
            <LinkButton href=urls::SETTINGS icon=Icon::Settings>{t("notifications-settings")}</LinkButton>
        </PageHeader>
        <Tabs label=t("notifications-tabs") tabs/>
        <Card flush=true class="mt-4">
            <div class="toolbar no-print">
                {filters(filter)}
                <form class="ms-auto" method="post" action=MarkAllRead::PATH><Button icon=Icon::Check>{t("notifications-mark-all")}</Button></form>
            </div>
            {page(load_notifications(filter, page_request()), move |rows| list(filter, rows))}
        </Card>
    }
}

fn filters(filter: NotificationFilter) -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let value = filter.kind.map(Kind::code).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::LIST>
            {filter.unread.then(|| view! { <Hidden name="view" value="unread"/> })}
            <SelectField name="type" label=t("notifications-kind") options=kinds value blank=t("notifications-kind-any") bare=true autosubmit=true/>
            <Button icon=Icon::Filter>{t("filter")}</Button>
        </form>
    }
}

fn list(filter: NotificationFilter, rows: Page<NotificationRow>) -> impl IntoView {
    if rows.rows.is_empty() {
        return if filter.unread || filter.kind.is_some() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("notifications-none-title") text=t("notifications-none")>
                    <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Bell title=t("notifications-empty-title") text=t("notifications-empty")/> }.into_any()
        };
    }
    let previous = rows.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = rows.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    view! {
        <ul class="notices">{rows.rows.into_iter().map(line).collect_view()}</ul>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("notifications-title")/>
    }
    .into_any()
}

fn line(row: NotificationRow) -> impl IntoView {
    let now = use_context::<AppState>().map_or(row.at, |state| state.clock.now());
    let class = if row.is_read { "notice-row" } else { "notice-row unread" };
    let id = row.id.to_string();
    let title = if row.link.is_some() {
        view! {
            <form method="post" action=OpenNotification::PATH>
                <button type="submit" class="link title" name="id" value=id.clone()>{row.title.clone()}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <span class="title">{row.title.clone()}</span> }.into_any()
    };
    let unread = (!row.is_read).then(|| {
        let label = t_with("notifications-mark-one", &[("title", row.title.clone().into())]);
        view! {
            <form method="post" action=MarkRead::PATH>
                <Hidden name="id" value=id/>
                <Button kind=ButtonKind::Ghost small=true icon=Icon::Check label=label><span class="text">{t("notifications-mark")}</span></Button>
            </form>
        }
    });
    let new = (!row.is_read).then(|| view! { <Badge tone=Tone::Accent>{t("notifications-new")}</Badge> });
    view! {
        <li class=class>
            <Icon name=icon(row.kind)/>
            <div class="grow">
                <div class="head">{title}{new}</div>
                <p>{row.text}</p>
                <p class="muted">{t(row.kind.key())}" · "<When text=ago(row.at, now) exact=date_time(row.at) iso=row.at.to_rfc3339()/></p>
            </div>
            {unread}
        </li>
    }
}
