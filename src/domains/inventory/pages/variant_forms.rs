//! The forms beside the stock of a variant.

use crate::domains::inventory::api::{AdjustStock, SaveLevel};
use crate::domains::inventory::model::{AdjustMode, Cause, StockLevel, VariantStock};
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Changes the stock by hand.
pub(super) fn adjust(stock: &VariantStock) -> impl IntoView + use<> {
    let form = form_state(AdjustStock::PATH);
    let warehouse = match stock.levels.as_slice() {
        [only] => view! { <Hidden name="warehouse_id" value=only.warehouse_id.to_string()/> }.into_any(),
        levels => {
            let options = levels.iter().map(|level| Choice::new(level.warehouse_id.to_string(), level.warehouse.clone())).collect();
            view! { <SelectField name="warehouse_id" label=t("inventory-warehouse") options value=form.value_or("warehouse_id", "")/> }
                .into_any()
        }
    };
    let modes = AdjustMode::ALL.into_iter().map(|mode| Choice::new(mode.code(), t(mode.key()))).collect();
    let causes =
        Cause::BY_HAND.into_iter().filter(|cause| *cause != Cause::Count).map(|cause| Choice::new(cause.code(), t(cause.key()))).collect();
    // The other way is offered where the first one was refused.
    let is_refused = form.message.as_ref().is_some_and(|(key, _)| key == "inventory-error-reserved");
    let short = is_refused.then(|| {
        view! {
            <Alert tone=Tone::Warn title=t("inventory-short-instead")>{t("inventory-short-instead-text")}</Alert>
            <Checkbox name="allow_short" label=t("inventory-allow-short") value="true" checked=form.value("allow_short") == Some("true")/>
        }
    });
    let fields = view! {
        <Hidden name="id" value=stock.variant_id.to_string()/>
        {warehouse}
        <SelectField name="mode" label=t("inventory-mode") options=modes value=form.value_or("mode", AdjustMode::Add.code()) error=form.error("mode")/>
        <TextField name="quantity" label=t("inventory-units") inputmode="numeric" value=form.value_or("quantity", "") error=form.error("quantity") required=true/>
        <SelectField name="cause" label=t("inventory-cause") options=causes blank=t("inventory-cause-usual") value=form.value_or("cause", "") error=form.error("cause")/>
        <TextField name="reason" label=t("inventory-reason") help=t("inventory-reason-help") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
    };
    view! {
        <Card title=t("inventory-adjust")>
            <Form action=AdjustStock::PATH errors=form.summary() error_title=t("form-errors-title")>
                {fields}
                {short}
                <div><Button kind=ButtonKind::Primary>{t("inventory-adjust-do")}</Button></div>
            </Form>
        </Card>
    }
}

/// What is watched: a form for each warehouse, folded up where there are several.
pub(super) fn watched(stock: &VariantStock) -> impl IntoView + use<> {
    let several = stock.levels.len() > 1;
    let forms = stock.levels.iter().enumerate().map(|(place, level)| watched_form(level, stock, several, place == 0)).collect_view();
    view! {
        <Card title=t("inventory-reorder")>
            <p class="muted">{t("inventory-reorder-help")}</p>
            {forms}
        </Card>
    }
}

fn watched_form(level: &StockLevel, stock: &VariantStock, several: bool, is_first: bool) -> impl IntoView + use<> {
    let warehouse_id = level.warehouse_id.to_string();
    // What was refused belongs to one of the forms.
    let refused = Some(form_state(SaveLevel::PATH)).filter(|form| form.value("warehouse_id") == Some(warehouse_id.as_str()));
    let open = is_first || refused.is_some();
    let form = refused.unwrap_or_default();
    let id = |name: &str| format!("{name}-{warehouse_id}");
    let bins: Vec<Choice> = stock
        .bins
        .iter()
        .filter(|bin| bin.warehouse_id == level.warehouse_id)
        .map(|bin| Choice::new(bin.id.to_string(), bin.code.clone()))
        .collect();
    let lies = level.bin_id.map(|id| id.to_string()).unwrap_or_default();
    let bin = (!bins.is_empty()).then(|| view! {
        <SelectField name="bin" id=id("bin") label=t("inventory-bin") options=bins value=form.value_or("bin", &lies) blank=t("inventory-bin-none") error=form.error("bin")/>
    });
    let most = level.max_level.map(|most| most.to_string()).unwrap_or_default();
    let backorder = if level.backorder_limit == 0 { String::new() } else { level.backorder_limit.to_string() };
    let least = if level.reorder_quantity == 0 { String::new() } else { level.reorder_quantity.to_string() };
    let fields = view! {
        <Hidden name="id" value=level.variant_id.to_string()/>
        <Hidden name="warehouse_id" value=warehouse_id.clone()/>
        <TextField name="reorder_level" id=id("reorder") label=t("inventory-reorder-level") inputmode="numeric" value=form.value_or("reorder_level", &level.reorder_level.to_string()) error=form.error("reorder_level") required=true/>
        <TextField name="reorder_quantity" id=id("least") label=t("inventory-reorder-quantity") note=t("field-optional") inputmode="numeric" value=form.value_or("reorder_quantity", &least) error=form.error("reorder_quantity")/>
        <TextField name="max_level" id=id("most") label=t("inventory-max-level") note=t("field-optional") inputmode="numeric" value=form.value_or("max_level", &most) error=form.error("max_level")/>
        <TextField name="backorder_limit" id=id("backorder") label=t("inventory-backorder-limit") note=t("field-optional") help=t("inventory-backorder-limit-help") inputmode="numeric" value=form.value_or("backorder_limit", &backorder) error=form.error("backorder_limit")/>
        {bin}
    };
    let body = view! {
        <Form action=SaveLevel::PATH>
            {fields}
            <div><Button>{t("save")}</Button></div>
        </Form>
    };
    if several {
        view! { <details class="fold" open=open><summary>{level.warehouse.clone()}</summary>{body}</details> }.into_any()
    } else {
        body.into_any()
    }
}
