//! Who carries.

use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::customers::phone;
use crate::domains::delivery::api::{ActivateCourier, CreateCourier, DeactivateCourier, UpdateCourier, load_couriers};
use crate::domains::delivery::model::{Courier, CourierKind};
use crate::domains::delivery::urls;
use crate::server::context;
use crate::server::format::{money, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, RadioField, TextField};
use crate::ui::form::Form;
use crate::ui::menu::{Menu, MenuAction, MenuLink};
use crate::ui::page_header::PageHeader;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/couriers`
#[component]
pub fn CouriersPage() -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    let may_write = scope.as_ref().is_some_and(|scope| scope.may(Permission::DeliveryWrite));
    let currency = scope.map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let editing = query("edit").and_then(|id| Uuid::parse_str(&id).ok());
    view! {
        <Title text=t("nav-couriers")/>
        <PageHeader title=t("nav-couriers")/>
        {page(load_couriers(), move |couriers| {
            let history = editing.map(|id| view! { <HistoryTab resource="courier" id/> });
            let edited = couriers.iter().find(|courier| Some(courier.id) == editing).cloned();
            let form = may_write.then(|| view! { <div class="side-col"><CourierForm courier=edited/></div> });
            let list = if couriers.is_empty() {
                view! { <EmptyState icon=Icon::Rider title=t("delivery-couriers-empty-title") text=t("delivery-couriers-empty")/> }.into_any()
            } else {
                let actions = may_write.then(|| view! { <Th hidden_label=t("delivery-actions")/> });
                let head = view! {
                    <Th label=t("delivery-courier-name")/><Th label=t("delivery-courier-kind")/><Th label=t("delivery-courier-phone")/>
                    <Th label=t("delivery-on-the-way") class="num"/><Th label=t("delivery-to-collect") class="num"/>{actions}
                }
                .into_any();
                let lines = couriers.into_iter().map(|courier| line(courier, &currency, may_write)).collect_view();
                view! { <Table caption=t("nav-couriers") head>{lines}</Table> }.into_any()
            };
            view! {
                <div class="detail">
                    <div class="main-col"><Card flush=true>{list}</Card></div>
                    {form}
                </div>
                {history}
            }
        })}
    }
}

fn line(courier: Courier, currency: &str, may_write: bool) -> impl IntoView + use<> {
    let badge = (!courier.is_active).then(|| view! { " "<Badge tone=Tone::Neutral>{t("delivery-courier-inactive")}</Badge> });
    let contact = courier.phone.as_deref().map(phone::display).or_else(|| courier.email.clone()).unwrap_or_default();
    let vehicle = courier.vehicle_type.clone().map(|text| format!(" · {text}"));
    let actions = may_write.then(|| {
        let (action, label, icon) = if courier.is_active {
            (DeactivateCourier::PATH, t("delivery-deactivate"), Icon::Pause)
        } else {
            (ActivateCourier::PATH, t("delivery-activate"), Icon::Play)
        };
        let confirm = if courier.is_active { t_with("delivery-deactivate-confirm", &[("name", courier.name.clone().into())]) } else { String::new() };
        let id = courier.id.to_string();
        view! {
            <td class="cell-actions">
                <Menu icon=Icon::More kind=ButtonKind::Ghost small=true label=t_with("delivery-actions-of", &[("name", courier.name.clone().into())])>
                    <MenuLink href=urls::edit_courier(courier.id) label=t("edit") icon=Icon::Edit/>
                    <MenuAction action label icon confirm><Hidden name="id" value=id/></MenuAction>
                </Menu>
            </td>
        }
    });
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::on_the_way_with(courier.id)>{courier.name.clone()}</a>{badge}</td>
            <td data-label=t("delivery-courier-kind")>{t(courier.kind.key())}{vehicle}</td>
            <td class="cell-sub">{contact}</td>
            <td class="num" data-label=t("delivery-on-the-way")>{number(courier.on_the_way)}</td>
            <td class="cell-amount">{money(courier.to_collect, currency)}</td>
            {actions}
        </tr>
    }
}

#[component]
fn CourierForm(courier: Option<Courier>) -> impl IntoView {
    let action = if courier.is_some() { UpdateCourier::PATH } else { CreateCourier::PATH };
    let form = form_state(action);
    let title = courier.as_ref().map_or_else(|| t("delivery-courier-new"), |courier| courier.name.clone());
    let kinds = CourierKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let kind = courier.as_ref().map_or(CourierKind::Rider, |courier| courier.kind);
    let name = courier.as_ref().map(|courier| courier.name.clone()).unwrap_or_default();
    let number = courier.as_ref().and_then(|courier| courier.phone.as_deref()).map(phone::display).unwrap_or_default();
    let email = courier.as_ref().and_then(|courier| courier.email.clone()).unwrap_or_default();
    let vehicle = courier.as_ref().and_then(|courier| courier.vehicle_type.clone()).unwrap_or_default();
    let submit = if courier.is_some() { t("save") } else { t("delivery-courier-add") };
    let hidden = courier.as_ref().map(|courier| view! { <Hidden name="id" value=courier.id.to_string()/> });
    let cancel = courier.is_some().then(|| view! { <LinkButton href=urls::COURIERS>{t("cancel")}</LinkButton> });
    view! {
        <Card title>
            <Form action errors=form.summary() error_title=t("form-errors-title")>
                {hidden}
                <RadioField name="kind" label=t("delivery-courier-kind") options=kinds value=form.value_or("kind", kind.code()) error=form.error("kind")/>
                <TextField name="name" label=t("delivery-courier-name") value=form.value_or("name", &name) error=form.error("name") required=true maxlength=100 autocomplete="off"/>
                <TextField name="phone" kind="tel" inputmode="tel" label=t("delivery-courier-phone") value=form.value_or("phone", &number) error=form.error("phone") autocomplete="off"/>
                <TextField name="email" kind="email" inputmode="email" label=t("delivery-courier-email") value=form.value_or("email", &email) error=form.error("email") autocomplete="off"/>
                <TextField name="vehicle_type" label=t("delivery-courier-vehicle") help=t("delivery-courier-vehicle-help") value=form.value_or("vehicle_type", &vehicle) error=form.error("vehicle_type") maxlength=100 autocomplete="off"/>
                <div class="flex gap-2">{cancel}<Button kind=ButtonKind::Primary>{submit}</Button></div>
            </Form>
        </Card>
    }
}
