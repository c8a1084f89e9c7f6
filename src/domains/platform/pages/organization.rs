//! One organization, for the platform's administrators: what it pays for, whether it may work, and which areas it has.

use super::organizations::status_badge;
use crate::domains::platform::api::{ChangeAreas, ChangePlan, ChangeStatus, load_organization};
use crate::domains::platform::model::{OrganizationDetail, Plan, Status};
use crate::domains::platform::urls;
use crate::server::format::{date, number};
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::{page, path_id};
use crate::shared::Area;
use crate::ui::field::{Checkbox, Choice, Hidden, RadioField, SelectField, TextArea};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/platform/organizations/{id}`
#[component]
pub fn OrganizationPage() -> impl IntoView {
    page(load_organization(path_id("id")), show)
}

fn show(organization: OrganizationDetail) -> impl IntoView {
    let row = organization.row.clone();
    view! {
        <Title text=row.name.clone()/>
        <PageHeader
            title=row.name.clone()
            badge=status_badge(row.status).into_any()
            sub=row.slug.clone()
            crumbs=vec![Crumb::new(t("platform-organizations"), urls::ORGANIZATIONS)]
            crumbs_label=t("breadcrumbs")
        />
        <div class="detail">
            <div class="main-col stack">
                {plan(&organization)}
                {status(&organization)}
                {areas(&organization)}
            </div>
            <div class="side-col">
                <Card title=t("platform-organization")>
                    <dl class="facts">
                        <dt>{t("platform-plan")}</dt><dd>{t(row.plan.key())}</dd>
                        <dt>{t("platform-people")}</dt><dd>{number(row.people)}</dd>
                        <dt>{t("platform-orders")}</dt><dd>{number(row.orders)}</dd>
                        <dt>{t("platform-created")}</dt><dd>{date(row.created_at)}</dd>
                    </dl>
                </Card>
            </div>
        </div>
    }
}

fn plan(organization: &OrganizationDetail) -> impl IntoView + use<> {
    let (id, stored) = (organization.row.id.to_string(), organization.row.plan.code());
    let form = form_state(ChangePlan::PATH);
    let plans = Plan::ALL.iter().map(|plan| Choice::new(plan.code(), t(plan.key()))).collect();
    view! {
        <Card title=t("platform-plan")>
            <Form action=ChangePlan::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="organization_id" value=id/>
                <SelectField name="plan" label=t("platform-plan") options=plans value=form.value_or("plan", stored) error=form.error("plan")/>
                <TextArea name="plan_reason" label=t("platform-reason") value=form.value_or("plan_reason", "") error=form.error("plan_reason") required=true rows=2 maxlength=500/>
                <div><Button kind=ButtonKind::Primary>{t("platform-change-plan")}</Button></div>
            </Form>
        </Card>
    }
}

fn status(organization: &OrganizationDetail) -> impl IntoView + use<> {
    let (id, stored) = (organization.row.id.to_string(), organization.row.status.code());
    let form = form_state(ChangeStatus::PATH);
    let help = |status: Status| match status {
        Status::Active => t("platform-status-active-help"),
        Status::Suspended => t("platform-status-suspended-help"),
        Status::Cancelled => t("platform-status-cancelled-help"),
    };
    let states = Status::ALL.iter().map(|status| Choice::new(status.code(), t(status.key())).help(help(*status))).collect();
    view! {
        <Card title=t("platform-status")>
            <Form action=ChangeStatus::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="organization_id" value=id/>
                <RadioField name="status" label=t("platform-status") options=states value=form.value_or("status", stored) error=form.error("status")/>
                <TextArea name="status_reason" label=t("platform-reason") value=form.value_or("status_reason", "") error=form.error("status_reason") required=true rows=2 maxlength=500/>
                <div><Button kind=ButtonKind::Primary>{t("platform-change-status")}</Button></div>
            </Form>
        </Card>
    }
}

fn areas(organization: &OrganizationDetail) -> impl IntoView + use<> {
    let id = organization.row.id.to_string();
    let form = form_state(ChangeAreas::PATH);
    let refused = !form.action.is_empty();
    let boxes = Area::ALL
        .iter()
        .enumerate()
        .map(|(index, area)| {
            let name = format!("areas[{index}]");
            let checked = if refused { form.value(&name).is_some() } else { organization.open.contains(area) };
            view! { <Checkbox id=format!("area-{}", area.key()) name value=area.key() label=t(area.name_key()) checked/> }
        })
        .collect_view();
    view! {
        <Card title=t("platform-areas")>
            <Form action=ChangeAreas::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="organization_id" value=id/>
                <fieldset class="grid gap-2">
                    <legend class="label">{t("platform-areas-open")}</legend>
                    <p class="help">{t("platform-areas-help")}</p>
                    {boxes}
                </fieldset>
                <TextArea name="areas_reason" label=t("platform-reason") value=form.value_or("areas_reason", "") error=form.error("areas_reason") required=true rows=2 maxlength=500/>
                <div><Button kind=ButtonKind::Primary>{t("platform-change-areas")}</Button></div>
            </Form>
        </Card>
    }
}
