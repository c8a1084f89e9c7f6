//! A role of one's own: its name and what it allows.

use crate::domains::access::api::{CreateRole, UpdateRole, load_new_role, load_role};
use crate::domains::access::model::{RoleRow, Roles};
use crate::domains::access::pages::panels::role_name;
use crate::domains::access::urls;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id, query};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Hidden, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(t("access-roles"), urls::ROLES)]
}

/// `/settings/roles/new`
#[component]
pub fn NewRolePage() -> impl IntoView {
    let from = query("from").and_then(|id| Uuid::parse_str(&id).ok());
    view! {
        <Title text=t("access-role-new")/>
        <PageHeader title=t("access-role-new") crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
        {page(load_new_role(from), |(roles, from)| {
            let name = from.as_ref().map(|role| t_with("access-role-copy-of", &[("name", role_name(&role.name).into())])).unwrap_or_default();
            let permissions = from.map(|role| role.permissions).unwrap_or_default();
            view! { <RoleEditor roles id=None name permissions/> }
        })}
    }
}

/// `/settings/roles/{id}`
#[component]
pub fn EditRolePage() -> impl IntoView {
    page(load_role(path_id("id")), |(roles, role)| {
        let title = role_name(&role.name);
        let RoleRow { id, name, permissions, is_built_in, may_change, .. } = role;
        let body = if may_change {
            view! { <RoleEditor roles id=Some(id) name permissions/> }.into_any()
        } else {
            let reason = if is_built_in { t("access-error-role-built-in") } else { t("access-role-beyond") };
            view! {
                <Alert tone=Tone::Info title=reason>
                    <a href=urls::copy_role(id)>{t("access-role-copy")}</a>
                </Alert>
            }
            .into_any()
        };
        view! {
            <Title text=title.clone()/>
            <PageHeader title crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
            {body}
        }
    })
}

#[component]
fn RoleEditor(roles: Roles, id: Option<Uuid>, name: String, permissions: Vec<Permission>) -> impl IntoView {
    let action = if id.is_some() { UpdateRole::PATH } else { CreateRole::PATH };
    let form = form_state(action);
    let is_ticked = |permission: Permission| {
        if form.action.is_empty() {
            permissions.contains(&permission)
        } else {
            form.values.iter().any(|(field, value)| field.starts_with("permissions") && value == permission.key())
        }
    };
    let mut areas: Vec<(&'static str, Vec<Permission>)> = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        match areas.last_mut() {
            Some((area, list)) if *area == permission.area_key() => list.push(permission),
            _ => areas.push((permission.area_key(), vec![permission])),
        }
    }
    let areas = areas
        .into_iter()
        .map(|(area, list)| {
            let boxes = list
                .into_iter()
                .map(|permission| {
                    let may_grant = roles.grantable.contains(&permission);
                    let id = format!("permission-{}", permission.key().replace('.', "-"));
                    view! {
                        <Checkbox name="permissions[]" id value=permission.key() label=t(permission.name_key()) help=t(permission.help_key())
                            checked=may_grant && is_ticked(permission) disabled=!may_grant/>
                    }
                })
                .collect_view();
            view! { <fieldset class="field permission-group"><legend class="label">{t(area)}</legend>{boxes}</fieldset> }
        })
        .collect_view();
    let wrong = form.error("permissions").map(|message| view! { <p class="error-text">{message}</p> });
    let hidden = id.map(|id| view! { <Hidden name="role_id" value=id.to_string()/> });
    view! {
        <Form action errors=form.summary() error_title=t("form-errors-title") class="stack">
            {hidden}
            <Card>
                <TextField name="name" label=t("access-role-name") value=form.value_or("name", &name) error=form.error("name") help=t("access-role-name-help") required=true maxlength=60 autocomplete="off"/>
            </Card>
            <Card title=t("access-role-allows")>
                <p class="muted">{t("access-role-allows-help")}</p>
                <div id="permissions" class="permission-groups" tabindex="-1">{wrong}{areas}</div>
            </Card>
            <SaveBar>
                <LinkButton href=urls::ROLES>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("save")}</Button>
            </SaveBar>
        </Form>
    }
}
