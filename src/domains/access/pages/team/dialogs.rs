//! What is decided about somebody: each has an address of its own and works without a script.

use crate::domains::access::api::{ChangeMemberRole, DeactivateMember, InviteMember, ReactivateMember, RemoveMember};
use crate::domains::access::model::{MemberRow, RoleChoice, Team};
use crate::domains::access::pages::panels::role_name;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::url_with;
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Dialog, LinkButton, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;

/// The dialog that the address asks for, if the person may see it.
pub(super) fn dialog(name: &str, team: &Team) -> Option<AnyView> {
    if !team.may_write {
        return None;
    }
    if name == "invite" {
        return Some(invite(&team.grantable));
    }
    let member = team.chosen.as_ref().filter(|member| member.may_change)?;
    match name {
        "role" => Some(change_role(member, &team.grantable)),
        "deactivate" if member.is_active && !member.is_self => Some(decision(
            member,
            DeactivateMember::PATH,
            ("access-deactivate-title", "access-deactivate-text", "access-deactivate"),
            ButtonKind::Danger,
        )),
        "reactivate" if !member.is_active => Some(decision(
            member,
            ReactivateMember::PATH,
            ("access-reactivate-title", "access-reactivate-text", "access-reactivate"),
            ButtonKind::Primary,
        )),
        "remove" if !member.is_self => {
            Some(decision(member, RemoveMember::PATH, ("access-remove-title", "access-remove-text", "access-remove"), ButtonKind::Danger))
        }
        _ => None,
    }
}

/// The page without its dialog.
pub(super) fn closed() -> String {
    url_with(&[("dialog", ""), ("member", ""), ("role", "")])
}

/// What a refused form says that is no field's fault, inside the dialog that covers the page.
pub(super) fn refusal(form: &FormState) -> impl IntoView + use<> {
    form.message.clone().map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> })
}

pub(super) fn role_choices(roles: &[RoleChoice]) -> Vec<Choice> {
    roles.iter().map(|role| Choice::new(role.id.to_string(), role_name(&role.name))).collect()
}

fn invite(roles: &[RoleChoice]) -> AnyView {
    let form = form_state(InviteMember::PATH);
    // The least that is often given, not the most.
    let usual = roles.iter().find(|role| role.name == "STAFF").map(|role| role.id.to_string()).unwrap_or_default();
    let options = role_choices(roles);
    view! {
        <Dialog title=t("access-invite-title") close_href=closed() close_label=t("close")>
            <p class="muted">{t("access-invite-text")}</p>
            {refusal(&form)}
            <Form action=InviteMember::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="email" kind="email" inputmode="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") required=true autocomplete="off" autofocus=true/>
                <SelectField name="role_id" label=t("access-role") options value=form.value_or("role_id", &usual) error=form.error("role_id") blank=t("access-choose-role") required=true/>
                <div class="dialog-actions">
                    <LinkButton href=closed()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("access-invite-send")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn change_role(member: &MemberRow, roles: &[RoleChoice]) -> AnyView {
    let form = form_state(ChangeMemberRole::PATH);
    let options = role_choices(roles);
    let title = t_with("access-change-role-title", &[("name", member.name.clone().into())]);
    let user_id = member.user_id.to_string();
    let value = form.value_or("role_id", &member.role_id.to_string());
    view! {
        <Dialog title close_href=closed() close_label=t("close")>
            {refusal(&form)}
            <Form action=ChangeMemberRole::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="user_id" value=user_id/>
                <SelectField name="role_id" label=t("access-role") options value error=form.error("role_id") help=t("access-change-role-help") required=true/>
                <div class="dialog-actions">
                    <LinkButton href=closed()>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

/// Title, text and verb of a decision about one person.
fn decision(member: &MemberRow, action: &'static str, (title, words, verb): (&str, &str, &str), kind: ButtonKind) -> AnyView {
    let form = form_state(action);
    let args = [("name", member.name.clone().into()), ("email", member.email.clone().into())];
    let (title, words) = (t_with(title, &args), t_with(words, &args));
    let verb = t(verb);
    let user_id = member.user_id.to_string();
    view! {
        <Dialog title close_href=closed() close_label=t("close")>
            <p>{words}</p>
            {refusal(&form)}
            <Form action=action.to_owned()>
                <Hidden name="user_id" value=user_id/>
                <div class="dialog-actions">
                    <LinkButton href=closed()>{t("cancel")}</LinkButton>
                    <Button kind>{verb}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
