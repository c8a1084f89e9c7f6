//! The form of a product.

use super::edit_texts::{attributes, search, texts};
use super::list::category_choices;
use super::may;
use crate::domains::catalog::api::{CreateProduct, FormPage, UpdateProduct, load_form};
use crate::domains::catalog::model::{ProductForm, ProductStatus, TaxClass};
use crate::domains::catalog::urls;
use crate::domains::purchasing::api::load_supplier_choices;
use crate::domains::purchasing::model::SupplierChoice;
use crate::server::context;
use crate::server::format::currency_symbol;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t};
use crate::server::page::{page, path_id};
use crate::shared::{AppError, Permission};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// Suppliers are for who may see them; for others the product keeps the one that it has.
async fn load(id: Option<Result<Uuid, AppError>>) -> Result<(FormPage, Vec<SupplierChoice>), AppError> {
    let shown = load_form(id).await?;
    let suppliers = if may(Permission::PurchasingRead) {
        load_supplier_choices(shown.product.as_ref().and_then(|product| product.supplier_id)).await?
    } else {
        Vec::new()
    };
    Ok((shown, suppliers))
}

/// `/products/new`
#[component]
pub fn NewProductPage() -> impl IntoView {
    page(load(None), |(shown, suppliers)| {
        view! {
            <Title text=t("catalog-new")/>
            <PageHeader title=t("catalog-new") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
            {form(&shown, suppliers)}
        }
    })
}

/// `/products/{id}/edit`
#[component]
pub fn EditProductPage() -> impl IntoView {
    page(load(Some(path_id("id"))), |(shown, suppliers)| {
        let crumbs = shown.product.as_ref().map(|product| Crumb::new(product.shown_name.clone(), urls::product(product.id)));
        let crumbs = std::iter::once(Crumb::new(t("nav-products"), urls::LIST)).chain(crumbs).collect();
        view! {
            <Title text=t("catalog-edit")/>
            <PageHeader title=t("catalog-edit") crumbs crumbs_label=t("breadcrumbs")/>
            {form(&shown, suppliers)}
        }
    })
}

fn form(shown: &FormPage, suppliers: Vec<SupplierChoice>) -> impl IntoView + use<> {
    let product = shown.product.as_ref();
    let action = if product.is_some() { UpdateProduct::PATH } else { CreateProduct::PATH };
    let form = form_state(action);
    let initial = match product {
        Some(product) => ProductForm::from(product),
        None => ProductForm {
            status: ProductStatus::Active.code().to_owned(),
            tax_class: TaxClass::default().code().to_owned(),
            ..ProductForm::default()
        },
    };
    let shop = context::request()
        .and_then(|request| request.scope)
        .map(|scope| (scope.organization.name.clone(), scope.organization.currency.clone()));
    let (shop, own_currency) = shop.unwrap_or_default();
    let identity = product.map(|product| {
        view! {
            <Hidden name="id" value=product.id.to_string()/>
            <Edited from=form.edited(product.version, &initial)/>
        }
    });
    // The prices of a product with several variants stand with each variant.
    let has_prices = product.is_none_or(|product| product.variants.len() == 1);
    let currency = product.map_or(own_currency, |product| product.currency.clone());
    let prices = if has_prices {
        prices(&form, &initial, &currency).into_any()
    } else {
        let href = product.map(|product| urls::product(product.id)).unwrap_or_default();
        view! { <Alert tone=Tone::Info><a class="link" href=href>{t("catalog-prices-elsewhere")}</a></Alert> }.into_any()
    };
    let back = product.map_or_else(|| urls::LIST.to_owned(), |product| urls::product(product.id));
    let texts = texts(&form, &initial, shown.source);
    let general = general(&form, &initial, shown, suppliers);
    let codes = codes(&form, &initial, product.is_some(), has_prices);
    let attributes = attributes(&form, &initial.attributes);
    let search = search(&form, &initial, shown.source, &shop);
    view! {
        <Form action class="form form-wide" guard=true errors=form.summary() error_title=t("form-errors-title")>
            {identity}
            {texts}
            {general}
            {prices}
            {codes}
            {attributes}
            {search}
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("save")}</Button>
            </SaveBar>
        </Form>
        <script defer="" src="/js/editor.js"></script>
    }
}

/// Where the product belongs.
fn general(form: &FormState, initial: &ProductForm, shown: &FormPage, suppliers: Vec<SupplierChoice>) -> impl IntoView + use<> {
    let statuses = ProductStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let tax_classes = TaxClass::ALL.into_iter().map(|class| Choice::new(class.code(), t(class.key()))).collect();
    let guides = shown.size_guides.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let brands = shown.brands.iter().map(|(_, name)| view! { <option value=name.clone()></option> }).collect_view();
    let supplier = if may(Permission::PurchasingRead) {
        let choices = suppliers.into_iter().map(|supplier| Choice::new(supplier.id.to_string(), supplier.name)).collect();
        view! {
            <SelectField name="supplier_id" label=t("catalog-supplier") options=choices blank=t("catalog-no-supplier")
                value=form.value_or("supplier_id", &initial.supplier_id) error=form.error("supplier_id")/>
        }
        .into_any()
    } else {
        view! { <Hidden name="supplier_id" value=initial.supplier_id.clone()/> }.into_any()
    };
    let fields = view! {
            <div class="fields">
                <div class="fields-3">
                    <SelectField name="status" label=t("catalog-status") options=statuses value=form.value_or("status", &initial.status) error=form.error("status")/>
                    <SelectField name="category_id" label=t("catalog-category") options=category_choices(&shown.categories) blank=t("catalog-no-category")
                        value=form.value_or("category_id", &initial.category_id) error=form.error("category_id")/>
                    <TextField name="brand" label=t("catalog-brand") help=t("catalog-brand-help") list="brands" autocomplete="off" value=form.value_or("brand", &initial.brand) error=form.error("brand") maxlength=100/>
                    {supplier}
                    <SelectField name="tax_class" label=t("catalog-tax-class") help=t("catalog-tax-class-help") options=tax_classes value=form.value_or("tax_class", &initial.tax_class) error=form.error("tax_class")/>
                    <SelectField name="size_guide_id" label=t("catalog-size-guide") help=t("catalog-size-guide-help") options=guides blank=t("catalog-size-guide-category") value=form.value_or("size_guide_id", &initial.size_guide_id) error=form.error("size_guide_id")/>
                </div>
                <TextField name="tags" label=t("catalog-tags") help=t("catalog-tags-help") value=form.value_or("tags", &initial.tags) error=form.error("tags")/>
                <datalist id="brands">{brands}</datalist>
            </div>
    };
    view! { <Card title=t("catalog-product")>{fields}</Card> }
}

fn prices(form: &FormState, initial: &ProductForm, currency: &str) -> impl IntoView + use<> {
    let symbol = currency_symbol(currency, language()).to_owned();
    let fields = view! {
            <div class="fields-3">
                <MoneyField name="price" label=t("catalog-price") currency=symbol.clone() value=form.value_or("price", &initial.price) error=form.error("price") required=true/>
                <MoneyField name="compare_at_price" label=t("catalog-compare-at") help=t("catalog-compare-at-help") currency=symbol.clone() value=form.value_or("compare_at_price", &initial.compare_at_price) error=form.error("compare_at_price")/>
                <MoneyField name="cost_price" label=t("catalog-cost") help=t("catalog-cost-help") currency=symbol.clone() value=form.value_or("cost_price", &initial.cost_price) error=form.error("cost_price")/>
                <MoneyField name="wholesale_price" label=t("catalog-wholesale") help=t("catalog-wholesale-help") currency=symbol value=form.value_or("wholesale_price", &initial.wholesale_price) error=form.error("wholesale_price")/>
                <TextField name="minimum_wholesale_quantity" label=t("catalog-wholesale-minimum") inputmode="numeric" value=form.value_or("minimum_wholesale_quantity", &initial.minimum_wholesale_quantity) error=form.error("minimum_wholesale_quantity") maxlength=9/>
            </div>
    };
    view! { <Card title=t("catalog-prices")>{fields}</Card> }
}

/// SKU, barcode, weight and size.
fn codes(form: &FormState, initial: &ProductForm, is_known: bool, has_prices: bool) -> impl IntoView + use<> {
    let help = if is_known { String::new() } else { t("catalog-sku-help") };
    let barcode = has_prices.then(|| view! {
        <TextField name="barcode" label=t("catalog-barcode") value=form.value_or("barcode", &initial.barcode) error=form.error("barcode") maxlength=100 input_class="mono"/>
    });
    let side = |name: &'static str, key: &str, value: &str| {
        let (value, error) = (form.value_or(name, value), form.error(name));
        view! { <TextField name label=t(key) suffix="cm" inputmode="decimal" value error maxlength=12 autocomplete="off"/> }
    };
    let fields = view! {
            <div class="fields">
                <div class="fields-3">
                    <TextField name="sku" label=t("catalog-sku") help value=form.value_or("sku", &initial.sku) error=form.error("sku") required=is_known maxlength=100 input_class="mono"/>
                    {barcode}
                    <TextField name="weight_g" label=t("catalog-weight") suffix="g" inputmode="numeric" value=form.value_or("weight_g", &initial.weight_g) error=form.error("weight_g")/>
                </div>
                <div class="fields-3">
                    {side("length", "catalog-length", &initial.length)}
                    {side("width", "catalog-width", &initial.width)}
                    {side("height", "catalog-height", &initial.height)}
                </div>
            </div>
    };
    view! { <Card title=t("catalog-codes")>{fields}</Card> }
}
