//! The page with what an organization asks of its people for safety.

use crate::domains::access::api::security::{SaveSecurity, load_security};
use crate::domains::access::model::{RoleRequirement, SecurityPolicy};
use crate::domains::access::pages::panels::{in_settings, role_name};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::field::Checkbox;
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
            <PageHeader title=t("nav-security") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
            <div class="stack narrow">{second_factor_card(policy)}</div>
        })}
    }
}

fn second_factor_card(policy: SecurityPolicy) -> impl IntoView {
    let SecurityPolicy { roles, may_change } = policy;
    let form = form_state(SaveSecurity::PATH);
    let save = may_change.then(|| view! { <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div> });
    let boxes = roles.into_iter().enumerate().map(|(index, role)| role_box(index, role, may_change)).collect_view();
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

fn role_box(index: usize, role: RoleRequirement, may_change: bool) -> impl IntoView {
    let id = if index == 0 { "roles".to_owned() } else { format!("roles-{index}") };
    let people = t_with("factor-policy-people", &[("count", role.members.into())]);
    let help = if role.without > 0 {
        format!("{people} · {}", t_with("factor-policy-without", &[("count", role.without.into())]))
    } else {
        people
    };
    view! { <Checkbox name=format!("roles[{index}]") id=id label=role_name(&role.name) help value=role.id.to_string() checked=role.is_required disabled=!may_change/> }
}
