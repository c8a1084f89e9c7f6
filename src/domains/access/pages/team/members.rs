//! Who works here.

use super::dialogs::dialog;
use super::tabs;
use crate::domains::access::api::{ResendInvitation, RevokeInvitation, load_team};
use crate::domains::access::model::{InvitationRow, MemberFilter, MemberRow, Team};
use crate::domains::access::pages::panels::role_name;
use crate::domains::access::urls;
use crate::server::AppState;
use crate::server::format::{ago, date, date_time, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::ui::field::{Hidden, SearchBox};
use crate::ui::menu::{Menu, MenuAction, MenuLink};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone, When};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/settings/users`
#[component]
pub fn MembersPage() -> impl IntoView {
    let filter = MemberFilter { query: query("q") };
    let asked = filter.query.clone();
    let open = query("dialog");
    let chosen = query("member").and_then(|id| Uuid::parse_str(&id).ok());
    view! {
        <Title text=t("nav-users")/>
        {page(load_team(filter, page_request(), chosen), move |team| {
            let action = team.may_write.then(|| view! {
                <LinkButton href=urls::users_dialog("invite", None) kind=ButtonKind::Primary icon=Icon::Plus>{t("access-invite")}</LinkButton>
            });
            let dialog = open.and_then(|open| dialog(&open, &team));
            view! {
                <PageHeader title=t("nav-users") count=number(team.count)>{action}</PageHeader>
                {tabs(urls::USERS)}
                <div class="stack">
                    <Members team=team.clone() asked=asked.unwrap_or_default()/>
                    <Invitations rows=team.invitations may_write=team.may_write/>
                </div>
                {dialog}
            }
        })}
    }
}

#[component]
fn Members(team: Team, asked: String) -> impl IntoView {
    let previous = team.members.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = team.members.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let body = if team.members.rows.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::Filtered title=t("access-nobody-title") text=t("access-nobody")>
                <LinkButton href=urls::USERS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let actions = team.may_write.then(|| view! { <Th hidden_label=t("access-actions")/> });
        let head = view! {
            <Th label=t("access-name")/><Th label=t("access-status")/><Th label=t("access-role")/><Th label=t("access-last-active")/>
            <Th label=t("access-second-factor")/>{actions}
        }
        .into_any();
        let lines = team.members.rows.into_iter().map(|row| line(row, team.may_write)).collect_view();
        view! { <Table caption=t("access-people") head>{lines}</Table> }.into_any()
    };
    view! {
        <Card flush=true>
            <form class="toolbar" method="get" action=urls::USERS role="search">
                <div class="grow"><SearchBox label=t("access-search-people") value=asked/></div>
                <div class="end"><Button>{t("search")}</Button></div>
            </form>
            {body}
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("access-people")/>
    }
}

fn line(row: MemberRow, may_write: bool) -> impl IntoView {
    let now = expect_context::<AppState>().clock.now();
    let you = row.is_self.then(|| view! { " "<Badge tone=Tone::Accent>{t("access-you")}</Badge> });
    let status = if row.is_active {
        view! { <Badge tone=Tone::Ok>{t("access-active")}</Badge> }
    } else {
        view! { <Badge tone=Tone::Neutral>{t("access-inactive")}</Badge> }
    };
    let seen = match row.last_active_at {
        Some(at) => view! { <When text=ago(at, now) exact=date_time(at) iso=at.to_rfc3339()/> }.into_any(),
        None => t("access-never").into_any(),
    };
    let factor = if row.has_second_factor { t("access-yes") } else { t("access-no") };
    let actions = may_write.then(|| {
        let menu = row.may_change.then(|| menu(&row));
        view! { <td class="cell-actions">{menu}</td> }
    });
    view! {
        <tr>
            <td class="cell-main">{row.name.clone()}{you}<span class="muted block">{row.email.clone()}</span></td>
            <td class="cell-status">{status}</td>
            <td data-label=t("access-role")>{role_name(&row.role)}</td>
            <td data-label=t("access-last-active")>{seen}</td>
            <td data-label=t("access-second-factor")>{factor}</td>
            {actions}
        </tr>
    }
}

fn menu(row: &MemberRow) -> impl IntoView + use<> {
    let member = row.user_id.to_string();
    let link = |dialog: &str| url_with(&[("dialog", dialog), ("member", &member)]);
    let change_role = link("role");
    let label = t_with("access-actions-of", &[("name", row.name.clone().into())]);
    // Oneself is not kept out or removed: one leaves.
    let others = (!row.is_self).then(|| {
        let status = if row.is_active {
            view! { <MenuLink href=link("deactivate") label=t("access-deactivate") icon=Icon::Lock/> }
        } else {
            view! { <MenuLink href=link("reactivate") label=t("access-reactivate") icon=Icon::Undo/> }
        };
        view! { {status}<MenuLink href=link("remove") label=t("access-remove") icon=Icon::Delete/> }
    });
    view! {
        <Menu icon=Icon::More kind=ButtonKind::Ghost small=true label>
            <MenuLink href=change_role label=t("access-change-role") icon=Icon::Shield/>
            {others}
        </Menu>
    }
}

/// Invitations that wait; nothing when there are none.
#[component]
fn Invitations(rows: Vec<InvitationRow>, may_write: bool) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let actions = may_write.then(|| view! { <Th hidden_label=t("access-actions")/> });
        let head = view! {
            <Th label=t("access-email")/><Th label=t("access-status")/><Th label=t("access-role")/><Th label=t("access-invited-by")/>{actions}
        }
        .into_any();
        let lines = rows.into_iter().map(|row| invitation(row, may_write)).collect_view();
        view! {
            <Card title=t("access-invitations") flush=true>
                <Table caption=t("access-invitations") head>{lines}</Table>
            </Card>
        }
    })
}

fn invitation(row: InvitationRow, may_write: bool) -> impl IntoView {
    let status = if row.is_expired {
        view! { <Badge tone=Tone::Warn>{t("access-invitation-expired")}</Badge> }.into_any()
    } else {
        let until = t_with("access-invitation-until", &[("date", date(row.expires_at).into())]);
        view! { <Badge tone=Tone::Info>{until}</Badge> }.into_any()
    };
    let actions = may_write.then(|| {
        let id = row.id.to_string();
        let again = row.may_resend.then(|| {
            let id = id.clone();
            view! { <MenuAction action=ResendInvitation::PATH label=t("access-resend") icon=Icon::Mail><Hidden name="invitation_id" value=id/></MenuAction> }
        });
        let confirm = t_with("access-revoke-confirm", &[("email", row.email.clone().into())]);
        view! {
            <td class="cell-actions">
                <Menu icon=Icon::More kind=ButtonKind::Ghost small=true label=t_with("access-actions-of", &[("name", row.email.clone().into())])>
                    {again}
                    <MenuAction action=RevokeInvitation::PATH label=t("access-revoke") icon=Icon::Close danger=true confirm><Hidden name="invitation_id" value=id/></MenuAction>
                </Menu>
            </td>
        }
    });
    view! {
        <tr>
            <td class="cell-main">{row.email.clone()}</td>
            <td class="cell-status">{status}</td>
            <td data-label=t("access-role")>{role_name(&row.role)}</td>
            <td data-label=t("access-invited-by")>{row.invited_by}</td>
            {actions}
        </tr>
    }
}
