//! The form that changes an order: its address, what it costs, its lines.

use super::fields::{self, line, tax_choices};
use crate::domains::catalog::islands::ProductPicker;
use crate::domains::orders::api::{UpdateOrder, load_order_edit};
use crate::domains::orders::model::{EditableLine, LineCells, OrderEdit, OrderStatus, line_input};
use crate::domains::orders::urls;
use crate::server::format::currency_symbol;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_args, t_with};
use crate::server::page::{page, path_id};
use crate::ui::field::{Checkbox, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Rows for products to add.
const MORE_ROWS: usize = 3;

/// `/orders/{id}/edit`
#[component]
pub fn EditOrderPage() -> impl IntoView {
    page(load_order_edit(path_id("id")), edit)
}

fn edit(order: OrderEdit) -> impl IntoView {
    let title = t_with("orders-edit-title", &[("number", order.number.clone().into())]);
    let crumbs = vec![
        Crumb::new(t("nav-orders"), urls::LIST),
        Crumb::new(t_with("orders-title", &[("number", order.number.clone().into())]), urls::order(order.id)),
    ];
    let form = form_state(UpdateOrder::PATH);
    let currency = currency_symbol(&order.currency, language()).to_owned();
    let goods = if order.status.is_editable() {
        lines(&form, &order, &currency).into_any()
    } else {
        view! { <Alert tone=Tone::Info>{t("orders-edit-packed")}</Alert> }.into_any()
    };
    let finish = (order.status == OrderStatus::Draft)
        .then(|| view! { <Button kind=ButtonKind::Primary name="action" value="place">{t("orders-create")}</Button> });
    let (save, kind) =
        if order.status == OrderStatus::Draft { (t("orders-save-draft"), ButtonKind::Plain) } else { (t("save"), ButtonKind::Primary) };
    let amounts = fields::money(&form, &order.head, &currency);
    let (note, note_error) = (form.value_or("note", &order.head.note), form.error("note"));
    let message = form.message.clone().map(|(key, args)| view! { <Alert tone=Tone::Warn live=true>{t_args(&key, &args)}</Alert> });
    let buyer = fields::address(&form, &order.head, order.status != OrderStatus::Draft);
    let made_from = form.edited(order.version, &order.head);
    let (id, back) = (order.id.to_string(), urls::order(order.id));
    view! {
        <Title text=title.clone()/>
        <PageHeader title crumbs crumbs_label=t("breadcrumbs")/>
        <Form action=UpdateOrder::PATH class="form form-wide" guard=true errors=form.summary() error_title=t("form-errors-title")>
            {message}
            <Hidden name="order_id" value=id/>
            <Edited from=made_from/>
            <Card title=t("orders-buyer")><div class="fields fields-2">{buyer}</div></Card>
            {goods}
            <Card title=t("orders-money")>
                <div class="fields fields-2">{amounts}</div>
                <TextArea class="mt-4" name="note" label=t("orders-buyer-note") value=note error=note_error/>
            </Card>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind>{save}</Button>
                {finish}
            </SaveBar>
        </Form>
    }
}

fn lines(form: &FormState, order: &OrderEdit, currency: &str) -> impl IntoView + use<> {
    let known = order.lines.iter().map(|line| row(form, line, currency)).collect_view();
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("lines[") && name.ends_with("][sku]")).count();
    let more = (0..typed.max(MORE_ROWS)).map(|row| line(form, row, currency)).collect_view();
    view! {
        <Card title=t("orders-lines")>
            <div class="stack">{known}</div>
            <h3 class="mt-4">{t("orders-add-lines")}</h3>
            <ProductPicker label=t("orders-find-product") none=t("orders-find-none") help=t("orders-find-product-help")/>
            <div class="stack" id="order-lines">{more}</div>
        </Card>
    }
}

/// What the row was made from: of cells that both have changed the person now knows what the other made of them.
fn made_from(form: &FormState, line: &EditableLine, newest: &LineCells) -> String {
    let whole = serde_json::to_value(newest).unwrap_or_default();
    let Some(sent) = form.value(&line_input(line.id, "base")) else { return whole.to_string() };
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(sent) else { return sent.to_owned() };
    if let serde_json::Value::Object(newest) = whole {
        for (field, value) in newest {
            if form.error(&line_input(line.id, &field)).is_some() {
                fields.insert(field, value);
            }
        }
    }
    serde_json::Value::Object(fields).to_string()
}

fn row(form: &FormState, line: &EditableLine, currency: &str) -> impl IntoView + use<> {
    let name = match &line.sku {
        Some(sku) => view! { {line.name.clone()}" "<span class="mono muted">{sku.clone()}</span> }.into_any(),
        None => view! { {line.name.clone()} }.into_any(),
    };
    if line.is_gone() {
        return view! { <div class="edit-line is-off"><p class="edit-line-name">{name}</p><p class="muted">{t("orders-line-cancelled")}</p></div> }
            .into_any();
    }
    let cells = line.cells();
    let at = |field: &str| line_input(line.id, field);
    let value = |field: &str, stored: &str| form.value_or(&at(field), stored);
    let error = |field: &str| form.error(&at(field));
    let [quantity, price, discount, tax, remove, base] = ["quantity", "price", "discount", "tax", "remove", "base"].map(at);
    let removed = form.value(&remove).is_some();
    view! {
        <div class="edit-line" role="group" aria-label=line.label().to_owned()>
            <p class="edit-line-name">{name}</p>
            <Hidden name=base value=made_from(form, line, &cells)/>
            <TextField id=quantity.clone() name=quantity label=t("orders-quantity") value=value("quantity", &cells.quantity) error=error("quantity") inputmode="numeric" autocomplete="off"/>
            <MoneyField id=price.clone() name=price label=t("orders-price") currency=currency.to_owned() value=value("price", &cells.price) error=error("price")/>
            <MoneyField id=discount.clone() name=discount label=t("orders-line-off") currency=currency.to_owned() value=value("discount", &cells.discount) error=error("discount")/>
            <SelectField id=tax.clone() name=tax label=t("orders-tax-mode") options=tax_choices() blank=t("orders-tax-mode-rate") value=value("tax", &cells.tax) error=error("tax")/>
            <Checkbox id=remove.clone() name=remove value="1" label=t("orders-line-remove") checked=removed/>
        </div>
    }
    .into_any()
}
