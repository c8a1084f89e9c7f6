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
use crate::ui::html::Html;
use crate::ui::icon::{Icon, write_icon};
use crate::ui::menu::MenuLink;
use chrono::{DateTime, Utc};
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
        let now = use_context::<AppState>().map(|state| state.clock.now());
        let mut html = Html::default();
        html.raw("<form method=\"post\"").attr("action", OpenNotification::PATH).raw(">");
        bell.rows.iter().for_each(|row| write_entry(&mut html, row, now.unwrap_or(row.at)));
        html.raw("</form>");
        html.into_any()
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

/// The bell stands on every page, so its entries are written.
fn write_entry(html: &mut Html, row: &NotificationRow, now: DateTime<Utc>) {
    html.raw("<button type=\"submit\" class=\"menu-item bell-entry").raw(if row.is_read { "" } else { " unread" });
    html.raw("\" name=\"id\"").attr("value", &row.id.to_string()).raw(">");
    write_icon(html, icon(row.kind), "");
    html.raw("<span class=\"grow\"><span class=\"title\">").text(&row.title).raw("</span>");
    if !row.is_read {
        html.raw("<span class=\"sr-only\">").text(&t("notifications-new")).raw("</span>");
    }
    html.raw("<span class=\"when\">").text(&ago(row.at, now)).raw("</span></span></button>");
}
