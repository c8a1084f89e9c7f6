//! Fields that the forms of a new order and of a changed one share.

use crate::domains::orders::model::{OrderHead, TaxMode};
use crate::server::forms::FormState;
use crate::server::i18n::{t, t_with};
use crate::ui::field::{Choice, MoneyField, SelectField, TextField};
use leptos::prelude::*;

/// Who gets an order, and where. A draft may lack all of it, so `required` only says so.
pub(super) fn address(form: &FormState, initial: &OrderHead, required: bool) -> Vec<AnyView> {
    let value = |name: &str, stored: &str| form.value_or(name, stored);
    let plain = |name: &'static str, label: &str, stored: &str, required: bool, most: u32| {
        view! { <TextField name label=t(label) value=value(name, stored) error=form.error(name) required autocomplete="off" maxlength=most/> }
            .into_any()
    };
    vec![
        view! { <TextField name="phone" kind="tel" label=t("orders-phone") value=value("phone", &initial.phone) error=form.error("phone") required autocomplete="off" inputmode="tel" help=t("orders-phone-help")/> }
            .into_any(),
        plain("name", "orders-name", &initial.name, required, 120),
        plain("line1", "orders-line1", &initial.line1, required, 200),
        plain("line2", "orders-line2", &initial.line2, false, 200),
        plain("city", "orders-city", &initial.city, required, 80),
        plain("district", "orders-district", &initial.district, false, 80),
        view! { <TextField name="postal_code" label=t("orders-postal-code") value=value("postal_code", &initial.postal_code) error=form.error("postal_code") autocomplete="off" maxlength=20 inputmode="numeric"/> }
            .into_any(),
        view! { <TextField name="email" kind="email" label=t("orders-email") value=value("email", &initial.email) error=form.error("email") autocomplete="off"/> }
            .into_any(),
    ]
}

/// Delivery charge and discount.
pub(super) fn money(form: &FormState, initial: &OrderHead, currency: &str) -> Vec<AnyView> {
    let currency = currency.to_owned();
    vec![
        view! { <MoneyField name="shipping" label=t("orders-shipping") currency=currency.clone() value=form.value_or("shipping", &initial.shipping) error=form.error("shipping")/> }
            .into_any(),
        view! { <MoneyField name="discount" label=t("orders-discount") currency help=t("orders-discount-help") value=form.value_or("discount", &initial.discount) error=form.error("discount")/> }
            .into_any(),
    ]
}

/// How the tax of a line can be meant.
pub(super) fn tax_choices() -> Vec<Choice> {
    TaxMode::ALL.iter().map(|mode| Choice::new(mode.as_str(), t(mode.key()))).collect()
}

/// A row for a product to add.
pub(super) fn line(form: &FormState, row: usize, currency: &str) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let [sku, quantity, price, discount, tax] = ["sku", "quantity", "price", "discount", "tax"].map(field);
    view! {
        <div class="order-line" role="group" aria-label=t_with("orders-line-n", &[("n", (row + 1).into())])>
            <TextField id=id("sku") label=t("orders-sku") value=form.value_or(&sku, "") error=form.error(&sku) name=sku autocomplete="off"/>
            <TextField id=id("quantity") label=t("orders-quantity") value=form.value_or(&quantity, "") error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off"/>
            <MoneyField id=id("price") label=t("orders-price-own") currency=currency.to_owned() value=form.value_or(&price, "") error=form.error(&price) name=price/>
            <MoneyField id=id("discount") label=t("orders-line-off") currency=currency.to_owned() value=form.value_or(&discount, "") error=form.error(&discount) name=discount/>
            <SelectField id=id("tax") label=t("orders-tax-mode") options=tax_choices() blank=t("orders-tax-mode-rate") value=form.value_or(&tax, "") error=form.error(&tax) name=tax/>
        </div>
    }
}
