//! The signed-in person's sessions.

use crate::domains::access::api::{EndOtherSessions, EndSession, load_sessions};
use crate::domains::access::model::SessionRow;
use crate::domains::access::urls;
use crate::server::AppState;
use crate::server::format::{ago, date_time};
use crate::server::i18n::t;
use crate::server::page::page;
use crate::ui::badge::Tone;
use crate::ui::field::Hidden;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, When};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/sessions`
#[component]
pub fn SessionsPage() -> impl IntoView {
    let now = use_context::<AppState>().map(|state| state.clock.now());
    view! {
        <Title text=t("access-sessions-title")/>
        <PageHeader title=t("access-sessions-title") sub=t("access-sessions-sub") crumbs=vec![Crumb::new(t("nav-profile"), urls::PROFILE)] crumbs_label=t("breadcrumbs")/>
        {page(load_sessions(), move |rows| {
            let others = rows.iter().any(|row| !row.is_current);
            let end = others.then(|| {
                view! {
                    <form method="post" action=EndOtherSessions::PATH>
                        <Button kind=ButtonKind::Danger>{t("access-sessions-end-others")}</Button>
                    </form>
                }
            });
            let head = view! {
                <Th label=t("access-session-device")/><Th label=t("access-session-address")/><Th label=t("access-session-last")/>
                <Th label=t("access-session-since")/><Th label=t("access-session-end-head")/>
            }
            .into_any();
            view! {
                <div class="stack">
                    <Card flush=true>
                        <Table caption=t("access-sessions-title") head>{rows.into_iter().map(|row| line(row, now)).collect_view()}</Table>
                    </Card>
                    {end}
                </div>
            }
        })}
    }
}

/// Browser and system in words.
fn device(row: &SessionRow) -> String {
    match (row.browser.as_str(), row.system.as_str()) {
        ("", "") => t("access-device-unknown"),
        ("", name) | (name, "") => name.to_owned(),
        (browser, system) => format!("{browser}, {system}"),
    }
}

fn line(row: SessionRow, now: Option<DateTime<Utc>>) -> impl IntoView {
    let device = device(&row);
    let action = if row.is_current {
        view! { <Badge tone=Tone::Ok>{t("access-session-this")}</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=EndSession::PATH>
                <Hidden name="session_id" value=row.id.to_string()/>
                <Button small=true label=format!("{}: {device}", t("access-session-end"))>{t("access-session-end")}</Button>
            </form>
        }
        .into_any()
    };
    let last = ago(row.last_seen_at, now.unwrap_or(row.last_seen_at));
    view! {
        <tr>
            <td class="cell-main" data-label=t("access-session-device")>{device}</td>
            <td data-label=t("access-session-address")>{row.ip}</td>
            <td data-label=t("access-session-last")><When text=last exact=date_time(row.last_seen_at) iso=row.last_seen_at.to_rfc3339()/></td>
            <td data-label=t("access-session-since")>{date_time(row.created_at)}</td>
            <td class="cell-status">{action}</td>
        </tr>
    }
}
