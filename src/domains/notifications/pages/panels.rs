//! The bell of the top bar.

use super::icon;
use crate::domains::notifications::api::{OpenNotification, load_bell};
use crate::domains::notifications::model::{Bell, COUNT_CAP, NotificationRow};
use crate::domains::notifications::urls;
use crate::server::AppState;
use crate::server::format::{ago, capped};
use crate::server::i18n::{t, t_with};
use crate::server::page::not_loaded;
use crate::shared::AppError;
use crate::ui::icon::Icon;
use crate::ui::menu::MenuLink;
use leptos::prelude::*;
use server_fn::ServerFn;

/// The bell with the number of what was not read, and the newest entries. `app.js` fetches it anew when the server says that
/// something has changed; without it the bell is what it was when the page was opened.
#[component]
pub fn BellMenu() -> impl IntoView {
    Suspend::new(async move {
        match load_bell().await {
            Ok(found) => bell(found).into_any(),
            // Nobody's bell: who is between two organizations has none.
            Err(AppError::Unauthenticated) => ().into_any(),
            Err(error) => not_loaded("bell note", &error).into_any(),
        }
    })
}

fn bell(bell: Bell) -> impl IntoView {
    let label = t("notifications-bell");
    let title = label.clone();
    let count = (bell.unread > 0).then(|| {
        let said = t_with("notifications-unread-count", &[("count", bell.unread.into())]);
        view! { <span class="count count-hot" aria-hidden="true">{capped(bell.unread, COUNT_CAP)}</span><span class="sr-only">{said}</span> }
    });
    let rows = if bell.rows.is_empty() {
        view! { <p class="menu-title">{t("notifications-empty")}</p> }.into_any()
    } else {
        // One form for all of them: the button says which.
        view! { <form method="post" action=OpenNotification::PATH>{bell.rows.into_iter().map(entry).collect_view()}</form> }.into_any()
    };
    view! {
        <details class="menu bell" name="menu" id="bell">
            <summary class="btn btn-ghost btn-icon" title=title>
                <Icon name=Icon::Bell/><span class="sr-only">{label}</span>{count}
            </summary>
            <div class="menu-panel">
                {rows}
                <div class="menu-sep"></div>
                <MenuLink href=urls::LIST label=t("notifications-all-link") icon=Icon::Inbox/>
                <MenuLink href=urls::SETTINGS label=t("notifications-settings") icon=Icon::Settings/>
            </div>
        </details>
    }
}

fn entry(row: NotificationRow) -> impl IntoView {
    let now = use_context::<AppState>().map_or(row.at, |state| state.clock.now());
    let class = if row.is_read { "menu-item bell-entry" } else { "menu-item bell-entry unread" };
    let mark = (!row.is_read).then(|| view! { <span class="sr-only">{t("notifications-new")}</span> });
    view! {
        <button type="submit" class=class name="id" value=row.id.to_string()>
            <Icon name=icon(row.kind)/>
            <span class="grow"><span class="title">{row.title}</span>{mark}<span class="when">{ago(row.at, now)}</span></span>
        </button>
    }
}
