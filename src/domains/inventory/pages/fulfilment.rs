//! From which warehouses orders are served.

use crate::domains::inventory::api::SaveFulfilment;
use crate::domains::inventory::model::{Fulfilment, warehouse_key};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::ui::field::{Checkbox, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// The rule and the places of the warehouses.
pub(super) fn form(shown: &Fulfilment) -> impl IntoView + use<> {
    let form = form_state(SaveFulfilment::PATH);
    let is_first = form.action.is_empty();
    let ticked = |name: &str, now: bool| if is_first { now } else { form.value(name).is_some() };
    let (by_stock, split) = (ticked("by_stock", shown.rule.by_stock), ticked("split_lines", shown.rule.split_lines));
    let whole = form.errors.0.iter().find(|error| error.field.is_empty()).map(|error| view! { <p class="error-text">{t(&error.key)}</p> });
    let places = shown
        .warehouses
        .iter()
        .map(|warehouse| {
            let name = format!("priority[{}]", warehouse_key(warehouse.id));
            let place = warehouse.priority.map(|place| place.to_string()).unwrap_or_default();
            let label = t_with("inventory-priority-of", &[("warehouse", warehouse.name.clone().into())]);
            view! { <TextField id=name.clone() label value=form.value_or(&name, &place) error=form.error(&name) name inputmode="numeric" autocomplete="off"/> }
        })
        .collect_view();
    view! {
        <Card title=t("inventory-fulfilment") id="fulfilment">
            <Form action=SaveFulfilment::PATH errors=form.summary() error_title=t("form-errors-title")>
                {whole}
                <p class="muted">{t("inventory-fulfilment-help")}</p>
                <Checkbox name="by_stock" label=t("inventory-by-stock") help=t("inventory-by-stock-help") checked=by_stock/>
                <Checkbox name="split_lines" label=t("inventory-split-lines") help=t("inventory-split-lines-help") checked=split/>
                {places}
                <p class="muted">{t("inventory-priority-help")}</p>
                <div><Button>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}
