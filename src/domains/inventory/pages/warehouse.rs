//! One warehouse: where it is, and its bins in the order in which one walks past them.

use super::may;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::customers::phone;
use crate::domains::inventory::api::{AddBins, RemoveBin, SaveBin, SaveWarehouse, load_warehouse};
use crate::domains::inventory::model::{Bin, WarehousePage as Warehouse};
use crate::domains::inventory::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Hidden, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, ConfirmStep, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/inventory/warehouses/{id}`
#[component]
pub fn WarehousePage() -> impl IntoView {
    page(load_warehouse(path_id("warehouse")), |shown| {
        let writes = may(Permission::InventoryWrite);
        let id = shown.warehouse.id;
        let badge = if shown.warehouse.is_default {
            Some(view! { <Badge tone=Tone::Accent>{t("inventory-default")}</Badge> }.into_any())
        } else if shown.warehouse.is_active {
            None
        } else {
            Some(view! { <Badge>{t("inventory-warehouse-closed")}</Badge> }.into_any())
        };
        let badge = badge.unwrap_or_else(|| ().into_any());
        let crumbs = vec![Crumb::new(t("nav-inventory"), urls::LIST), Crumb::new(t("inventory-warehouses"), urls::WAREHOUSES)];
        let sub = t_with("inventory-warehouse-holds", &[("units", shown.on_hand.into()), ("variants", shown.variants.into())]);
        let has_places = !shown.bins.is_empty();
        let places = bins(&shown.bins, writes);
        let about = if writes { form(&shown).into_any() } else { facts(&shown).into_any() };
        let stock = format!("{}?warehouse={id}", urls::LIST);
        let ledger = format!("{}?warehouse={id}", urls::MOVEMENTS);
        view! {
            <Title text=shown.warehouse.name.clone()/>
            <PageHeader title=shown.warehouse.name.clone() badge sub=format!("{} · {sub}", shown.warehouse.code) crumbs crumbs_label=t("breadcrumbs")>
                {has_places.then(|| view! { <LinkButton href=urls::bin_labels(id) icon=Icon::Print>{t("inventory-labels-places")}</LinkButton> })}
                <LinkButton href=ledger icon=Icon::Transfer>{t("inventory-movements")}</LinkButton>
                <LinkButton href=stock icon=Icon::Inventory>{t("inventory-warehouse-stock")}</LinkButton>
            </PageHeader>
            <div class="detail">
                <div class="main-col">
                    <Card title=t("inventory-bins") flush=true>{places}</Card>
                </div>
                <div class="side-col">
                    {writes.then(|| add(&shown))}
                    {about}
                </div>
            </div>
            <HistoryTab resource="warehouse" id/>
        }
    })
}

fn facts(shown: &Warehouse) -> impl IntoView + use<> {
    let contact = &shown.contact;
    let address = &contact.address;
    let lines = [&address.line1, &address.line2, &address.city, &address.district, &address.postal_code];
    let address = lines.into_iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    let facts = [
        (t("inventory-address"), address),
        (t("inventory-contact-person"), contact.contact_person.clone()),
        (t("inventory-phone"), phone::display(&contact.phone)),
        (t("inventory-email"), contact.email.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
        .collect_view();
    view! { <Card title=t("inventory-address")><dl class="facts">{facts}</dl></Card> }
}

fn form(shown: &Warehouse) -> impl IntoView + use<> {
    let form = form_state(SaveWarehouse::PATH);
    let (contact, address) = (&shown.contact, &shown.contact.address);
    let active = form.value_or("is_active", if shown.warehouse.is_active { "true" } else { "" });
    let value = |name: &str, now: &str| form.value_or(name, now);
    let fields = view! {
                <Hidden name="warehouse_id" value=shown.warehouse.id.to_string()/>
                <TextField name="name" label=t("inventory-warehouse-name") value=value("name", &shown.warehouse.name) error=form.error("name") required=true maxlength=100/>
                <TextField name="line1" label=t("inventory-line1") value=value("line1", &address.line1) error=form.error("line1") maxlength=200/>
                <TextField name="line2" label=t("inventory-line2") value=value("line2", &address.line2) error=form.error("line2") maxlength=200/>
                <TextField name="city" label=t("inventory-city") value=value("city", &address.city) error=form.error("city") maxlength=80/>
                <TextField name="district" label=t("inventory-district") value=value("district", &address.district) error=form.error("district") maxlength=80/>
                <TextField name="postal_code" label=t("inventory-postal-code") value=value("postal_code", &address.postal_code) error=form.error("postal_code") maxlength=20/>
                <TextField name="contact_person" label=t("inventory-contact-person") value=value("contact_person", &contact.contact_person) error=form.error("contact_person") maxlength=100/>
                <TextField name="phone" kind="tel" inputmode="tel" label=t("inventory-phone") value=value("phone", &phone::display(&contact.phone)) error=form.error("phone")/>
                <TextField name="email" kind="email" label=t("inventory-email") value=value("email", &contact.email) error=form.error("email")/>
                <Checkbox name="is_active" label=t("inventory-warehouse-in-use") help=t("inventory-warehouse-in-use-help") checked=active == "true"/>
    };
    view! {
        <Card title=t("inventory-address")>
            <Form action=SaveWarehouse::PATH errors=form.summary() error_title=t("form-errors-title") guard=true>
                {fields}
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}

fn bins(bins: &[Bin], writes: bool) -> AnyView {
    if bins.is_empty() {
        return view! { <EmptyState icon=Icon::Grip title=t("inventory-bins-empty-title") text=t("inventory-bins-empty")/> }.into_any();
    }
    let lines = bins
        .iter()
        .map(|bin| {
            let actions = writes.then(|| view! { <td class="cell-actions">{change(bin)}</td> });
            view! {
                <tr>
                    <td class="cell-main mono">{bin.code.clone()}</td>
                    <td class="num" data-label=t("inventory-route-order")>{number(i64::from(bin.route_order))}</td>
                    <td class="num" data-label=t("inventory-bin-variants")>{number(bin.variants)}</td>
                    {actions}
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <Th label=t("inventory-bin")/><Th label=t("inventory-route-order") class="num"/><Th label=t("inventory-bin-variants") class="num"/>
        {writes.then(|| view! { <Th hidden_label=t("edit")/> })}
    }
    .into_any();
    view! { <Table caption=t("inventory-bins") head>{lines}</Table> }.into_any()
}

fn change(bin: &Bin) -> impl IntoView + use<> {
    let id = bin.id.to_string();
    let refused = Some(form_state(SaveBin::PATH)).filter(|form| form.value("bin_id") == Some(id.as_str()));
    let open = refused.is_some();
    let form = refused.unwrap_or_default();
    let (code, route) = (form.value_or("code", &bin.code), form.value_or("route_order", &bin.route_order.to_string()));
    let (code_id, route_id, same) = (format!("code-{id}"), format!("route-{id}"), id.clone());
    let sure = t_with("inventory-bin-remove-sure", &[("code", bin.code.clone().into())]);
    view! {
        <ConfirmStep label=t("edit") kind=ButtonKind::Ghost small=true open>
            <Form action=SaveBin::PATH>
                <Hidden name="bin_id" value=id/>
                <TextField name="code" id=code_id label=t("inventory-bin") value=code error=form.error("code") required=true maxlength=20 input_class="mono"/>
                <TextField name="route_order" id=route_id label=t("inventory-route-order") help=t("inventory-route-order-help") inputmode="numeric" value=route error=form.error("route_order") required=true/>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
            <form method="post" action=RemoveBin::PATH>
                <Hidden name="bin_id" value=same/>
                <Button small=true kind=ButtonKind::Danger confirm=sure>{t("inventory-bin-remove")}</Button>
            </form>
        </ConfirmStep>
    }
}

fn add(shown: &Warehouse) -> impl IntoView + use<> {
    let form = form_state(AddBins::PATH);
    let id = shown.warehouse.id.to_string();
    view! {
        <Card title=t("inventory-bins-add")>
            <Form action=AddBins::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="warehouse_id" value=id/>
                <TextArea name="codes" label=t("inventory-bin-codes") help=t("inventory-bin-codes-help") value=form.value_or("codes", "") error=form.error("codes") required=true rows=2/>
                <div><Button kind=ButtonKind::Primary>{t("inventory-bins-add")}</Button></div>
            </Form>
        </Card>
    }
}
