//! Who sells, at which branches, and how invoices look from which day on.

use crate::domains::access::pages::panels::in_settings;
use crate::domains::access::urls as access_urls;
use crate::domains::documents::api::{AddBranch, AddLayout, UpdateBranch, load_invoice_settings};
use crate::domains::documents::model::{Branch, DateFormat, InvoiceSettings, LONGEST_BRANCH, Layout, USUAL_NUMBER};
use crate::server::context;
use crate::server::format::day;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, ConfirmStep, LinkButton, PageHeader, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/invoices`
#[component]
pub fn InvoiceSettingsPage() -> impl IntoView {
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::SettingsWrite));
    view! {
        <Title text=t("documents-settings")/>
        <PageHeader title=t("documents-settings") sub=t("documents-settings-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_invoice_settings(), move |settings| {
            let adding = may.then(|| view! { <div class="side-col stack">{add_branch()}{add_layout(&settings)}</div> });
            view! {
                <div class="detail">
                    <div class="main-col stack">
                        {seller(&settings, may)}
                        {branches(&settings.branches, may)}
                        {layouts(&settings)}
                    </div>
                    {adding}
                </div>
            }
        })}
    }
}

fn seller(settings: &InvoiceSettings, may: bool) -> impl IntoView + use<> {
    let seller = settings.seller.clone();
    let missing = seller.tin.is_empty().then(|| view! { <Alert tone=Tone::Warn title=t("documents-error-no-tin")/> });
    let tin = (!seller.tin.is_empty()).then(|| view! { <div>{t_with("documents-tin", &[("number", seller.tin.clone().into())])}</div> });
    let lines = seller.address.into_iter().chain([seller.phone]).map(|line| view! { <div>{line}</div> }).collect_view();
    let change = may.then(|| view! { <LinkButton href=access_urls::ORGANIZATION small=true>{t("edit")}</LinkButton> }).into_any();
    view! {
        <Card title=t("documents-seller") actions=change>
            <div class="stack">{missing}<div><strong>{seller.name}</strong>{tin}{lines}</div></div>
        </Card>
    }
}

fn branches(branches: &[Branch], may: bool) -> impl IntoView + use<> {
    let body = if branches.is_empty() {
        view! { <p class="card-body muted">{t_with("documents-no-branches", &[("code", Branch::only().code.into())])}</p> }.into_any()
    } else {
        let edit = may.then(|| view! { <Th hidden_label=t("edit")/> });
        let head =
            view! { <Th label=t("documents-branch-code")/><Th label=t("documents-branch-name")/><Th label=t("payments-status")/>{edit} }
                .into_any();
        let rows = branches.iter().map(|branch| line(branch, may)).collect_view();
        view! { <Table caption=t("documents-branches") head>{rows}</Table> }.into_any()
    };
    view! { <Card title=t("documents-branches") flush=true>{body}</Card> }
}

fn line(branch: &Branch, may: bool) -> impl IntoView + use<> {
    let badge = match branch {
        Branch { is_default: true, .. } => view! { <Badge tone=Tone::Ok>{t("documents-branch-default")}</Badge> }.into_any(),
        Branch { is_active: false, .. } => view! { <Badge>{t("documents-branch-closed")}</Badge> }.into_any(),
        _ => ().into_any(),
    };
    let edit = branch.id.filter(|_| may).map(|id| view! { <td class="cell-actions">{edit_branch(branch, id)}</td> });
    let address = branch.address.clone();
    view! {
        <tr>
            <th scope="row" class="cell-main mono" data-label=t("documents-branch-code")>{branch.code.clone()}</th>
            <td class="cell-sub" data-label=t("documents-branch-name")>{branch.name.clone()}<span class="cell-note prewrap">{address}</span></td>
            <td class="cell-status">{badge}</td>
            {edit}
        </tr>
    }
}

fn edit_branch(branch: &Branch, id: uuid::Uuid) -> impl IntoView + use<> {
    let form = form_state(UpdateBranch::PATH);
    let key = id.to_string();
    let mine = form.value("branch_id") == Some(key.as_str());
    let value = |field: &str, stored: &str| if mine { form.value_or(field, "") } else { stored.to_owned() };
    let error = |field: &str| if mine { form.error(field) } else { None };
    let ticked = |field: &str, stored: bool| if mine { form.value(field).is_some() } else { stored };
    let (name, address) = (value("name", &branch.name), value("address", &branch.address));
    let (name_error, address_error) = (error("name"), error("address"));
    let is_active = ticked("is_active", branch.is_active);
    let is_default = ticked("is_default", false);
    let default = (!branch.is_default).then(|| {
        view! { <Checkbox name="is_default" id=format!("default-{key}") label=t("documents-branch-default") checked=is_default/> }
    });
    view! {
        <ConfirmStep label=t("edit") kind=ButtonKind::Ghost small=true open=mine>
            <Form action=UpdateBranch::PATH>
                <Hidden name="branch_id" value=key.clone()/>
                <TextField name="name" id=format!("name-{key}") label=t("documents-branch-name") value=name error=name_error required=true maxlength=100 autocomplete="off"/>
                <TextArea name="address" id=format!("address-{key}") label=t("documents-branch-address") help=t("documents-branch-address-help") value=address error=address_error/>
                {default}
                <Checkbox name="is_active" id=format!("active-{key}") label=t("documents-branch-active") checked=is_active/>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn layouts(settings: &InvoiceSettings) -> impl IntoView + use<> {
    let head = view! {
        <Th label=t("from-day")/><Th label=t("documents-number-format")/><Th label=t("documents-date-format")/><Th label=t("documents-amounts")/>
    }
    .into_any();
    let rows = settings.layouts.iter().map(|layout| layout_row(layout, settings)).collect_view();
    view! {
        <Card title=t("documents-layouts") flush=true>
            <Table caption=t("documents-layouts") head>{rows}</Table>
        </Card>
    }
}

fn layout_row(layout: &Layout, settings: &InvoiceSettings) -> impl IntoView + use<> {
    let now = (layout.version == settings.current).then(|| view! { " " <Badge tone=Tone::Ok>{t("documents-layout-now")}</Badge> });
    let example = layout.number(settings.today, &settings.branches.first().cloned().unwrap_or_else(Branch::only).code, 1);
    let amounts = if layout.whole_rupees { "documents-whole-rupees" } else { "documents-with-cents" };
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("from-day")>{day(layout.valid_from)}{now}</th>
            <td data-label=t("documents-number-format")><span class="mono">{example}</span><span class="cell-note mono">{layout.number_format.clone()}</span></td>
            <td class="mono" data-label=t("documents-date-format")>{layout.date_format.code()}</td>
            <td data-label=t("documents-amounts")>{t(amounts)}<span class="cell-note">{layout.footer.clone()}</span></td>
        </tr>
    }
}

fn add_branch() -> impl IntoView {
    let form = form_state(AddBranch::PATH);
    view! {
        <Card title=t("documents-branch-new")>
            <Form action=AddBranch::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="code" label=t("documents-branch-code") help=t("documents-branch-code-help") value=form.value_or("code", "") error=form.error("code") required=true maxlength=u32::try_from(LONGEST_BRANCH).unwrap_or(8) input_class="mono" autocomplete="off"/>
                <TextField name="name" label=t("documents-branch-name") value=form.value_or("name", "") error=form.error("name") required=true maxlength=100 autocomplete="off"/>
                <TextArea name="address" label=t("documents-branch-address") help=t("documents-branch-address-help") value=form.value_or("address", "") error=form.error("address")/>
                <Checkbox name="is_default" label=t("documents-branch-default") checked=form.value("is_default").is_some()/>
                <div><Button kind=ButtonKind::Primary>{t("documents-branch-add")}</Button></div>
            </Form>
        </Card>
    }
}

fn add_layout(settings: &InvoiceSettings) -> impl IntoView + use<> {
    let form = form_state(AddLayout::PATH);
    let current = settings.layouts.iter().find(|layout| layout.version == settings.current);
    let formats = DateFormat::ALL.into_iter().map(|format| Choice::new(format.code(), format.write(settings.today))).collect();
    let number = current.map_or(USUAL_NUMBER, |layout| &layout.number_format).to_owned();
    let date = current.map(|layout| layout.date_format).unwrap_or_default().code();
    let is_whole =
        if form.action.is_empty() { current.is_some_and(|layout| layout.whole_rupees) } else { form.value("whole_rupees").is_some() };
    let footer = current.map(|layout| layout.footer.clone()).unwrap_or_default();
    let today = settings.today.to_string();
    let from = form.value_or("valid_from", &today);
    view! {
        <Card title=t("documents-layout-new")>
            <Form action=AddLayout::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="valid_from" kind="date" label=t("from-day") value=from error=form.error("valid_from") required=true min=today/>
                <TextField name="number_format" label=t("documents-number-format") help=t("documents-number-format-help") value=form.value_or("number_format", &number) error=form.error("number_format") required=true maxlength=60 input_class="mono" autocomplete="off"/>
                <SelectField name="date_format" label=t("documents-date-format") options=formats value=form.value_or("date_format", date) error=form.error("date_format")/>
                <Checkbox name="whole_rupees" label=t("documents-whole-rupees") help=t("documents-whole-rupees-help") checked=is_whole/>
                <TextArea name="footer" label=t("documents-footer") help=t("documents-footer-help") value=form.value_or("footer", &footer) error=form.error("footer")/>
                <div><Button kind=ButtonKind::Primary>{t("documents-layout-add")}</Button></div>
            </Form>
        </Card>
    }
}
