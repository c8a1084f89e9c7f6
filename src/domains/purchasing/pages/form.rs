//! The form of a purchase order. It is a plain form; the picker above the lines fills them in for those who have JavaScript.

use super::own_currency;
use crate::domains::catalog::islands::ProductPicker;
use crate::domains::purchasing::api::{CreatePurchaseOrder, PurchaseFormPage, UpdatePurchaseOrder, load_purchase_form};
use crate::domains::purchasing::model::{PurchaseDetail, PurchaseStatus};
use crate::domains::purchasing::urls;
use crate::server::clock::new_id;
use crate::server::format::currency_symbol;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id, query};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Rows of lines that the form shows at first.
const ROWS: usize = 5;
/// Most rows that it shows.
const MOST_ROWS: usize = 200;

/// `/purchasing/new`
#[component]
pub fn NewPurchasePage() -> impl IntoView {
    view! {
        <Title text=t("purchasing-new")/>
        <PageHeader title=t("purchasing-new") crumbs=vec![Crumb::new(t("nav-purchasing"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_purchase_form(None), fields)}
    }
}

/// `/purchasing/{id}/edit`
#[component]
pub fn EditPurchasePage() -> impl IntoView {
    page(load_purchase_form(Some(path_id("id"))), |choices| {
        let order = choices.order.as_ref();
        let number = order.map(|order| order.row.number.clone()).unwrap_or_default();
        let title = t_with("purchasing-edit", &[("number", number.clone().into())]);
        let own = order.map(|order| Crumb::new(number, urls::order(order.row.id)));
        let crumbs = std::iter::once(Crumb::new(t("nav-purchasing"), urls::LIST)).chain(own).collect();
        let late = order.is_some_and(|order| order.row.status != PurchaseStatus::Draft);
        let body =
            if late { view! { <Alert tone=Tone::Warn title=t("purchasing-edit-late")/> }.into_any() } else { fields(choices).into_any() };
        view! {
            <Title text=title.clone()/>
            <PageHeader title crumbs crumbs_label=t("breadcrumbs")/>
            {body}
        }
    })
}

/// What a line of the form begins with: SKU, quantity, price.
fn initial(order: Option<&PurchaseDetail>) -> Vec<[String; 3]> {
    let lines = order.map(|order| order.items.as_slice()).unwrap_or_default();
    lines.iter().map(|item| [item.sku.clone(), item.quantity.to_string(), item.unit_cost.to_string()]).collect()
}

fn fields(choices: PurchaseFormPage) -> impl IntoView {
    let order = choices.order.as_ref();
    let action = if order.is_some() { UpdatePurchaseOrder::PATH } else { CreatePurchaseOrder::PATH };
    let form = form_state(action);
    let lines = initial(order);
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("lines[") && name.ends_with("][sku]")).count();
    let wanted = query("rows").and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let rows = typed.max(wanted).max(lines.len() + 1).clamp(1, MOST_ROWS);
    let id = order.map_or_else(
        || form.value("purchase_order_id").map_or_else(|| new_id().to_string(), ToOwned::to_owned),
        |order| order.row.id.to_string(),
    );
    let version = order.map(|order| view! { <Hidden name="version" value=form.value_or("version", &order.version.to_string())/> });
    let supplier = order.map(|order| order.row.supplier_id.to_string()).or_else(|| query("supplier")).unwrap_or_default();
    let usual = choices.suppliers.iter().find(|choice| choice.id.to_string() == supplier).map(|choice| choice.currency.clone());
    let currency = order.map(|order| order.row.currency.clone()).or(usual).unwrap_or_default();
    let mut codes = choices.currencies;
    if !currency.is_empty() && !codes.contains(&currency) {
        codes.push(currency.clone());
    }
    let suppliers = choices.suppliers.into_iter().map(|choice| Choice::new(choice.id.to_string(), choice.name)).collect();
    let default = choices.warehouses.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let warehouse = order.map_or(default, |order| order.warehouse_id.to_string());
    let warehouses = choices.warehouses.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let expected = order.and_then(|order| order.row.expected_on).map(|day| day.to_string()).unwrap_or_default();
    let amount = |of: fn(&PurchaseDetail) -> rust_decimal::Decimal| {
        order.map(of).filter(|amount| !amount.is_zero()).map(|amount| amount.to_string()).unwrap_or_default()
    };
    let (freight, duty) = (amount(|order| order.freight), amount(|order| order.duty));
    let notes = order.map(|order| order.notes.clone()).unwrap_or_default();
    let unit = currency_symbol(&own_currency(), language()).to_owned();
    let here = order.map_or_else(|| urls::NEW.to_owned(), |order| urls::edit(order.row.id));
    let more = (rows < MOST_ROWS)
        .then(|| view! { <a class="link no-js-only" href=format!("{here}?rows={}", rows + 5)>{t("purchasing-more-rows")}</a> });
    let back = order.map_or_else(|| urls::LIST.to_owned(), |order| urls::order(order.row.id));
    let empty = [String::new(), String::new(), String::new()];
    let shown = (0..rows).map(|row| line(&form, row, lines.get(row).unwrap_or(&empty))).collect_view();
    let codes = codes.into_iter().map(|code| Choice::new(code.clone(), code)).collect();
    let head = view! {
                <div class="fields fields-2">
                    <SelectField name="supplier_id" label=t("purchasing-supplier") options=suppliers blank=t("purchasing-choose-supplier") value=form.value_or("supplier_id", &supplier) error=form.error("supplier_id") required=true/>
                    <SelectField name="warehouse_id" label=t("purchasing-warehouse") options=warehouses value=form.value_or("warehouse_id", &warehouse) error=form.error("warehouse_id")/>
                    <SelectField name="currency" label=t("purchasing-currency") options=codes blank=t("purchasing-currency-supplier") value=form.value_or("currency", &currency) error=form.error("currency")/>
                    <TextField name="expected_on" kind="date" label=t("purchasing-expected") help=t("purchasing-expected-help") value=form.value_or("expected_on", &expected) error=form.error("expected_on")/>
                </div>
    };
    let money = view! {
                <div class="fields fields-2">
                    <MoneyField name="freight" label=t("purchasing-freight-expected") currency=unit.clone() value=form.value_or("freight", &freight) error=form.error("freight")/>
                    <MoneyField name="duty" label=t("purchasing-duty-expected") currency=unit value=form.value_or("duty", &duty) error=form.error("duty")/>
                </div>
                <TextArea class="mt-4" name="notes" label=t("purchasing-notes") help=t("purchasing-notes-help") value=form.value_or("notes", &notes) error=form.error("notes") maxlength=2000/>
    };
    view! {
        <Form action errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="purchase_order_id" value=id/>
            {version}
            <Card title=t("purchasing-supplier")>{head}</Card>
            <Card title=t("purchasing-lines")>
                <ProductPicker label=t("orders-find-product") none=t("orders-find-none") help=t("orders-find-product-help")/>
                <div class="stack" id="order-lines">{shown}</div>
                {more}
            </Card>
            <Card title=t("purchasing-more")>{money}</Card>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("purchasing-save-draft")}</Button>
            </SaveBar>
        </Form>
    }
}

fn line(form: &FormState, row: usize, initial: &[String; 3]) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let (sku, quantity, price) = (field("sku"), field("quantity"), field("price"));
    view! {
        <div class="order-line" role="group" aria-label=t_with("purchasing-line-n", &[("n", (row + 1).into())])>
            <TextField id=id("sku") label=t("purchasing-sku") value=form.value_or(&sku, &initial[0]) error=form.error(&sku) name=sku autocomplete="off"/>
            <TextField id=id("quantity") label=t("purchasing-quantity") value=form.value_or(&quantity, &initial[1]) error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off"/>
            <TextField id=id("price") label=t("purchasing-unit-cost") value=form.value_or(&price, &initial[2]) error=form.error(&price) name=price inputmode="decimal" autocomplete="off" input_class="input-money"/>
        </div>
    }
}
