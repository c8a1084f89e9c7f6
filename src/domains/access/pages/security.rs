//! The page with what an organization asks of its people for safety.

use crate::domains::access::api::security::{LimitSessions, SaveSecurity, load_security};
use crate::domains::access::model::{RoleRequirement, SESSION_IDLE, SESSION_LONGEST, SecurityPolicy};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::field::{Checkbox, Choice, SelectField};
use crate::ui::form::Form;
use crate::ui::page_header::PageHeader;
use crate::ui::{Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/security`
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <Title text=t("nav-security")/>
        {page(load_security(), |policy| view! {
            <PageHeader title=t("nav-security")/>
            <div class="stack narrow">{second_factor_card(&policy)}{sessions_card(&policy)}</div>
        })}
    }
}

fn second_factor_card(policy: &SecurityPolicy) -> impl IntoView + use<> {
    let may_change = policy.may_change;
    let form = form_state(SaveSecurity::PATH);
    let save = may_change.then(|| view! { <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div> });
    let boxes = policy.roles.iter().cloned().enumerate().map(|(index, role)| role_box(index, role, may_change)).collect_view();
    let content = view! {
        <fieldset class="field">
            <legend class="label">{t("factor-policy-roles")}</legend>
            {boxes}
        </fieldset>
        {save}
    };
    let body = if may_change {
        view! { <Form action=SaveSecurity::PATH errors=form.summary() error_title=t("form-errors-title")>{content}</Form> }.into_any()
    } else {
        content.into_any()
    };
    view! { <Card title=t("factor-policy")><div class="stack"><p>{t("factor-policy-help")}</p>{body}</div></Card> }
}

/// A length of time in the largest unit that it is whole in.
fn length(minutes: i64) -> String {
    let (key, count) = match minutes {
        minutes if minutes % 1440 == 0 => ("factor-days", minutes / 1440),
        minutes if minutes % 60 == 0 => ("factor-hours", minutes / 60),
        minutes => ("factor-minutes", minutes),
    };
    t_with(key, &[("count", count.into())])
}

fn sessions_card(policy: &SecurityPolicy) -> impl IntoView + use<> {
    let body = if policy.may_change {
        let form = form_state(LimitSessions::PATH);
        let choices =
            |minutes: &[i64]| minutes.iter().map(|minutes| Choice::new(minutes.to_string(), length(*minutes))).collect::<Vec<_>>();
        let idle = form.value_or("idle_minutes", &policy.idle_minutes.to_string());
        let longest = form.value_or("longest_minutes", &policy.longest_minutes.to_string());
        view! {
            <Form action=LimitSessions::PATH errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="idle_minutes" label=t("factor-session-idle") options=choices(&SESSION_IDLE) value=idle error=form.error("idle_minutes")/>
                <SelectField name="longest_minutes" label=t("factor-session-longest") options=choices(&SESSION_LONGEST) value=longest error=form.error("longest_minutes")/>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        }
        .into_any()
    } else {
        view! {
            <dl class="facts">
                <dt>{t("factor-session-idle")}</dt><dd>{length(policy.idle_minutes)}</dd>
                <dt>{t("factor-session-longest")}</dt><dd>{length(policy.longest_minutes)}</dd>
            </dl>
        }
        .into_any()
    };
    view! { <Card title=t("factor-sessions")><div class="stack"><p>{t("factor-sessions-help")}</p>{body}</div></Card> }
}

fn role_box(index: usize, role: RoleRequirement, may_change: bool) -> impl IntoView {
    let id = if index == 0 { "roles".to_owned() } else { format!("roles-{index}") };
    let people = t_with("factor-policy-people", &[("count", role.members.into())]);
    let help = if role.without > 0 {
        format!("{people} · {}", t_with("factor-policy-without", &[("count", role.without.into())]))
    } else {
        people
    };
    view! { <Checkbox name=format!("roles[{index}]") id=id label=role.name help value=role.id.to_string() checked=role.is_required disabled=!may_change/> }
}
