//! The form of a product.

use super::list::category_choices;
use super::may;
use crate::domains::catalog::api::{CreateProduct, UpdateProduct, load_form};
use crate::domains::catalog::model::{CategoryRow, ProductDetail, ProductForm, ProductStatus, TaxClass, VariantRow};
use crate::domains::catalog::urls;
use crate::domains::purchasing::api::load_supplier_choices;
use crate::domains::purchasing::model::SupplierChoice;
use crate::server::context;
use crate::server::format::currency_symbol;
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::server::page::{page, path_id};
use crate::shared::{AppError, Language, Permission};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// What the form shows: the product, and categories and suppliers to choose from.
type Choices = (Option<ProductDetail>, Vec<CategoryRow>, Vec<SupplierChoice>);

/// Suppliers are for who may see them; for others the product keeps the one that it has.
async fn load(id: Option<Result<Uuid, AppError>>) -> Result<Choices, AppError> {
    let (product, categories) = load_form(id).await?;
    let suppliers = if may(Permission::PurchasingRead) {
        load_supplier_choices(product.as_ref().and_then(|product| product.supplier_id)).await?
    } else {
        Vec::new()
    };
    Ok((product, categories, suppliers))
}

/// `/products/new`
#[component]
pub fn NewProductPage() -> impl IntoView {
    page(load(None), |(_, categories, suppliers)| {
        view! {
            <Title text=t("catalog-new")/>
            <PageHeader title=t("catalog-new") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
            {form(None, &categories, suppliers)}
        }
    })
}

/// `/products/{id}/edit`
#[component]
pub fn EditProductPage() -> impl IntoView {
    page(load(Some(path_id("id"))), |(product, categories, suppliers)| {
        let crumbs = product.as_ref().map(|product| Crumb::new(product.shown_name.clone(), urls::product(product.id)));
        let crumbs = std::iter::once(Crumb::new(t("nav-products"), urls::LIST)).chain(crumbs).collect();
        view! {
            <Title text=t("catalog-edit")/>
            <PageHeader title=t("catalog-edit") crumbs crumbs_label=t("breadcrumbs")/>
            {form(product.as_ref(), &categories, suppliers)}
        }
    })
}

fn form(product: Option<&ProductDetail>, categories: &[CategoryRow], suppliers: Vec<SupplierChoice>) -> impl IntoView + use<> {
    let action = if product.is_some() { UpdateProduct::PATH } else { CreateProduct::PATH };
    let form = form_state(action);
    let currency = product
        .map(|product| product.currency.clone())
        .or_else(|| context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()));
    let symbol = currency_symbol(currency.as_deref().unwrap_or("LKR"), language()).to_owned();
    // The prices of a product with several variants stand with each variant.
    let only: Option<&VariantRow> = product.and_then(|product| match product.variants.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    let has_prices = product.is_none() || only.is_some();
    let initial = |of: fn(&ProductDetail) -> String| product.map(of).unwrap_or_default();
    let amount = |of: fn(&VariantRow) -> Option<Decimal>| only.and_then(of).map(|value| value.to_string()).unwrap_or_default();
    let statuses = ProductStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let status = product.map_or(ProductStatus::Active, |product| product.status);
    let tax_classes = TaxClass::ALL.into_iter().map(|class| Choice::new(class.code(), t(class.key()))).collect();
    let tax_class = product.map_or_else(TaxClass::default, |product| product.tax_class);
    let identity = product.map(|product| {
        view! {
            <Hidden name="id" value=product.id.to_string()/>
            <Edited from=form.edited(product.version, &ProductForm::from(product))/>
        }
    });
    let weight = only
        .and_then(|only| only.weight_g)
        .or(product.and_then(|product| product.weight_g))
        .map(|grams| grams.to_string())
        .unwrap_or_default();
    let prices = has_prices.then(|| {
        let fields = view! {
            <div class="fields-2">
                <MoneyField name="price" label=t("catalog-price") currency=symbol.clone() value=form.value_or("price", &amount(|only| Some(only.price))) error=form.error("price") required=true/>
                <MoneyField name="compare_at_price" label=t("catalog-compare-at") help=t("catalog-compare-at-help") currency=symbol.clone() value=form.value_or("compare_at_price", &amount(|only| only.compare_at_price)) error=form.error("compare_at_price")/>
                <MoneyField name="cost_price" label=t("catalog-cost") help=t("catalog-cost-help") currency=symbol.clone() value=form.value_or("cost_price", &amount(|only| only.cost_price)) error=form.error("cost_price")/>
            </div>
        };
        view! { <Card title=t("catalog-prices")>{fields}</Card> }
    });
    let elsewhere = product.filter(|_| !has_prices).map(|product| {
        let href = urls::product(product.id);
        view! { <Alert tone=Tone::Info><a class="link" href=href>{t("catalog-prices-elsewhere")}</a></Alert> }
    });
    let barcode = has_prices.then(|| view! {
        <TextField name="barcode" label=t("catalog-barcode") value=form.value_or("barcode", only.and_then(|only| only.barcode.as_deref()).unwrap_or_default()) error=form.error("barcode") maxlength=100 input_class="mono"/>
    });
    let supplier = product.and_then(|product| product.supplier_id).map(|id| id.to_string()).unwrap_or_default();
    let supplier = if may(Permission::PurchasingRead) {
        let choices = suppliers.into_iter().map(|supplier| Choice::new(supplier.id.to_string(), supplier.name)).collect();
        view! {
            <SelectField name="supplier_id" label=t("catalog-supplier") options=choices blank=t("catalog-no-supplier")
                value=form.value_or("supplier_id", &supplier) error=form.error("supplier_id")/>
        }
        .into_any()
    } else {
        view! { <Hidden name="supplier_id" value=supplier/> }.into_any()
    };
    let back = product.map_or_else(|| urls::LIST.to_owned(), |product| urls::product(product.id));
    let general = view! {
        <div class="fields">
            <TextField name="name" label=t("catalog-name") value=form.value_or("name", &initial(|product| product.name.clone())) error=form.error("name") required=true maxlength=200/>
            <div class="fields-2">
                <TextField name="name_si" label=t("catalog-name-si") lang="si" value=form.value_or("name_si", &initial(|product| product.translation(Language::Si, "name").to_owned())) error=form.error("name_si") maxlength=200/>
                <TextField name="name_ta" label=t("catalog-name-ta") lang="ta" value=form.value_or("name_ta", &initial(|product| product.translation(Language::Ta, "name").to_owned())) error=form.error("name_ta") maxlength=200/>
            </div>
            <TextArea name="description" label=t("catalog-description") rows=6 value=form.value_or("description", &initial(|product| product.description.clone())) error=form.error("description")/>
            <div class="fields-2">
                <SelectField name="status" label=t("catalog-status") options=statuses value=form.value_or("status", status.code()) error=form.error("status")/>
                <SelectField name="category_id" label=t("catalog-category") options=category_choices(categories) blank=t("catalog-no-category")
                    value=form.value_or("category_id", &product.and_then(|product| product.category_id).map(|id| id.to_string()).unwrap_or_default()) error=form.error("category_id")/>
                <SelectField name="tax_class" label=t("catalog-tax-class") help=t("catalog-tax-class-help") options=tax_classes value=form.value_or("tax_class", tax_class.code()) error=form.error("tax_class")/>
                {supplier}
            </div>
            <TextField name="tags" label=t("catalog-tags") help=t("catalog-tags-help") value=form.value_or("tags", &initial(|product| product.tags.join(", "))) error=form.error("tags")/>
        </div>
    };
    let codes = view! {
        <div class="fields-2">
            <TextField name="sku" label=t("catalog-sku") help=if product.is_none() { t("catalog-sku-help") } else { String::new() } value=form.value_or("sku", &initial(|product| product.sku.clone())) error=form.error("sku") required=product.is_some() maxlength=100 input_class="mono"/>
            {barcode}
            <TextField name="weight_g" label=t("catalog-weight") suffix="g" inputmode="numeric" value=form.value_or("weight_g", &weight) error=form.error("weight_g")/>
        </div>
    };
    view! {
        <Form action guard=true errors=form.summary() error_title=t("form-errors-title")>
            {identity}
            <Card title=t("catalog-product")>{general}</Card>
            {prices}
            {elsewhere}
            <Card title=t("catalog-codes")>{codes}</Card>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("save")}</Button>
            </SaveBar>
        </Form>
    }
}
