//! What each role allows.

use super::dialogs::{closed, refusal};
use super::tabs;
use crate::domains::access::api::{DeleteRole, load_roles};
use crate::domains::access::model::{RoleRow, Roles};
use crate::domains::access::pages::panels::role_name;
use crate::domains::access::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::form::Form;
use crate::ui::menu::{Menu, MenuLink};
use crate::ui::page_header::PageHeader;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, Dialog, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/settings/roles`
#[component]
pub fn RolesPage() -> impl IntoView {
    let chosen = query("dialog").filter(|dialog| dialog == "delete").and_then(|_| query("role")).and_then(|id| Uuid::parse_str(&id).ok());
    view! {
        <Title text=t("access-roles")/>
        {page(load_roles(), move |roles| {
            let action = roles.may_write.then(|| view! {
                <LinkButton href=urls::NEW_ROLE kind=ButtonKind::Primary icon=Icon::Plus>{t("access-role-new")}</LinkButton>
            });
            let dialog = roles.rows.iter().find(|role| Some(role.id) == chosen && role.may_change).map(|role| delete(role, &roles));
            view! {
                <PageHeader title=t("access-roles") count=number(i64::try_from(roles.rows.len()).unwrap_or_default())>{action}</PageHeader>
                {tabs(urls::ROLES)}
                <div class="stack">
                    <RoleList roles=roles.clone()/>
                    <PermissionTable rows=roles.rows/>
                </div>
                {dialog}
            }
        })}
    }
}

#[component]
fn RoleList(roles: Roles) -> impl IntoView {
    let actions = roles.may_write.then(|| view! { <Th hidden_label=t("access-actions")/> });
    let head = view! { <Th label=t("access-role")/><Th label=t("access-role-kind")/><Th label=t("access-people") class="num"/>{actions} }
        .into_any();
    let lines = roles.rows.into_iter().map(|row| line(row, roles.may_write)).collect_view();
    view! { <Card flush=true><Table caption=t("access-roles") head>{lines}</Table></Card> }
}

fn line(row: RoleRow, may_write: bool) -> impl IntoView {
    let name = role_name(&row.name);
    let kind = if row.is_built_in {
        view! { <Badge tone=Tone::Neutral>{t("access-role-built-in")}</Badge> }
    } else {
        view! { <Badge tone=Tone::Accent>{t("access-role-custom")}</Badge> }
    };
    let actions = may_write.then(|| {
        let own = row.may_change.then(|| {
            let delete = url_with(&[("dialog", "delete"), ("role", &row.id.to_string())]);
            view! {
                <MenuLink href=urls::role(row.id) label=t("edit") icon=Icon::Edit/>
                <MenuLink href=delete label=t("access-role-delete") icon=Icon::Delete/>
            }
        });
        view! {
            <td class="cell-actions">
                <Menu icon=Icon::More kind=ButtonKind::Ghost small=true label=t_with("access-actions-of", &[("name", name.clone().into())])>
                    <MenuLink href=urls::copy_role(row.id) label=t("access-role-copy") icon=Icon::Copy/>
                    {own}
                </Menu>
            </td>
        }
    });
    view! {
        <tr>
            <td class="cell-main">{name}</td>
            <td class="cell-status">{kind}</td>
            <td class="num" data-label=t("access-people")>{number(row.members)}</td>
            {actions}
        </tr>
    }
}

/// Permissions down, grouped by area; roles across.
#[component]
fn PermissionTable(rows: Vec<RoleRow>) -> impl IntoView {
    let columns = rows.iter().map(|row| view! { <Th label=role_name(&row.name) class="permission-mark"/> }).collect_view();
    let head = view! { <Th label=t("access-permission")/>{columns} }.into_any();
    let width = (rows.len() + 1).to_string();
    let mut area = "";
    let lines = Permission::ALL
        .iter()
        .map(|permission| {
            let begins = permission.area_key() != area;
            area = permission.area_key();
            let title = begins.then(|| {
                view! { <tr class="permission-area"><th scope="colgroup" colspan=width.clone()>{t(area)}</th></tr> }
            });
            let marks = rows
                .iter()
                .map(|row| {
                    if row.permissions.contains(permission) {
                        view! { <td class="permission-mark"><Icon name=Icon::Check class="tone-ok"/><span class="sr-only">{t("access-yes")}</span></td> }.into_any()
                    } else {
                        view! { <td class="permission-mark muted"><span aria-hidden="true">"–"</span><span class="sr-only">{t("access-no")}</span></td> }.into_any()
                    }
                })
                .collect_view();
            view! {
                {title}
                <tr>
                    <th scope="row">{t(permission.name_key())}<span class="muted block">{t(permission.help_key())}</span></th>
                    {marks}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title=t("access-permission-table") flush=true class="permission-table">
            <Table caption=t("access-permission-table") head scroll=true plain=true>{lines}</Table>
        </Card>
    }
}

fn delete(role: &RoleRow, roles: &Roles) -> AnyView {
    let form = form_state(DeleteRole::PATH);
    let is_used = role.members + role.invitations > 0;
    let args = [("name", role.name.clone().into()), ("count", (role.members + role.invitations).into())];
    let title = t_with("access-role-delete-title", &args);
    let words = if is_used { t_with("access-role-delete-used", &args) } else { t("access-role-delete-unused") };
    let others: Vec<Choice> = roles
        .rows
        .iter()
        .filter(|other| other.id != role.id && other.permissions.iter().all(|permission| roles.grantable.contains(permission)))
        .map(|other| Choice::new(other.id.to_string(), role_name(&other.name)))
        .collect();
    let choice = is_used.then(|| {
        view! {
            <SelectField name="replacement_id" label=t("access-role-replacement") options=others value=form.value_or("replacement_id", "") error=form.error("replacement_id") blank=t("access-choose-role") required=true/>
        }
    });
    let role_id = role.id.to_string();
    view! {
        <Dialog title close_href=closed() close_label=t("close")>
            <p>{words}</p>
            {refusal(&form)}
            <Form action=DeleteRole::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="role_id" value=role_id/>
                {choice}
                <div class="dialog-actions">
                    <LinkButton href=closed()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Danger>{t("access-role-delete")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
