//! All products.

use super::may;
use super::rows::Products;
use crate::domains::bulk::pages::panels as bulk_panels;
use crate::domains::catalog::api::load_products;
use crate::domains::catalog::model::{CategoryRow, ProductFilter, ProductList, ProductStatus, StockFilter};
use crate::domains::catalog::urls;
use crate::domains::channels::urls as channels_urls;
use crate::domains::purchasing::api::load_supplier_choices;
use crate::domains::purchasing::model::SupplierChoice;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, params};
use crate::shared::{AppError, Params, Permission};
use crate::ui::field::{Choice, SearchBox, SelectField, TextField};
use crate::ui::page_header::PageHeader;
use crate::ui::{Alert, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(params: Params) -> Result<(Tools, ProductList, Vec<SupplierChoice>), AppError> {
    let tools = panels::load::<Products>(params.clone()).await?;
    let filter = ProductFilter::from_params(&params);
    // Suppliers are for who may see them.
    let suppliers = if may(Permission::PurchasingRead) { load_supplier_choices(filter.supplier).await? } else { Vec::new() };
    let list = load_products(filter, panels::page_of(&tools)).await?;
    Ok((tools, list, suppliers))
}

/// `/products`
#[component]
pub fn ProductsPage() -> impl IntoView {
    let filter = ProductFilter::from_params(&params());
    view! {
        <Title text=t("nav-products")/>
        {page(load(params()), move |(tools, list, suppliers)| {
            let new = may(Permission::CatalogWrite).then(|| view! {
                <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("catalog-new")}</LinkButton>
            });
            view! {
                {panels::dialogs(&tools)}
                <PageHeader title=t("nav-products")>
                    <LinkButton href=urls::CATEGORIES>{t("catalog-categories")}</LinkButton>
                    <LinkButton href=urls::BRANDS>{t("catalog-brands")}</LinkButton>
                    <LinkButton href=params().list().address(channels_urls::EXPORT) icon=Icon::Download>{t("catalog-export")}</LinkButton>
                    {new}
                </PageHeader>
                {panels::view_tabs(&tools, Vec::new())}
                <Card flush=true>
                    {filters(&filter, &list, &suppliers, &tools)}
                    {panels::tools(&tools)}
                    {panels::chips(chips(&filter, &list, &suppliers))}
                    {rows(&filter, &tools, list)}
                </Card>
                {panels::script()}
            }
        })}
    }
}

fn chips(filter: &ProductFilter, list: &ProductList, suppliers: &[SupplierChoice]) -> Vec<(&'static str, String, String)> {
    let unknown = || "–".to_owned();
    let mut chips = Vec::new();
    if let Some(words) = &filter.query {
        chips.push(("q", t("search"), words.clone()));
    }
    if let Some(status) = filter.status {
        chips.push(("status", t("catalog-status"), t(status.key())));
    }
    if let Some(id) = filter.category {
        let name = list.categories.iter().find(|row| row.id == id).map_or_else(unknown, |row| row.name.clone());
        chips.push(("category", t("catalog-category"), name));
    }
    if let Some(stock) = filter.stock {
        chips.push(("stock", t("catalog-stock"), t(stock.key())));
    }
    if let Some(id) = filter.brand {
        let name = list.brands.iter().find(|(brand, _)| *brand == id).map_or_else(unknown, |(_, name)| name.clone());
        chips.push(("brand", t("catalog-brand"), name));
    }
    if let Some(id) = filter.supplier {
        let name = suppliers.iter().find(|supplier| supplier.id == id).map_or_else(unknown, |supplier| supplier.name.clone());
        chips.push(("supplier", t("catalog-supplier"), name));
    }
    if let Some(tag) = &filter.tag {
        chips.push(("tag", t("catalog-tag"), tag.clone()));
    }
    if let Some(price) = filter.price_from {
        chips.push(("price_from", t("catalog-price-from"), price.normalize().to_string()));
    }
    if let Some(price) = filter.price_to {
        chips.push(("price_to", t("catalog-price-to"), price.normalize().to_string()));
    }
    chips
}

/// The choices of a category, indented as the tree is.
pub(super) fn category_choices(categories: &[CategoryRow]) -> Vec<Choice> {
    categories.iter().map(|row| Choice::new(row.id.to_string(), format!("{}{}", "\u{2003}".repeat(row.depth), row.shown_name))).collect()
}

fn filters(filter: &ProductFilter, list: &ProductList, suppliers: &[SupplierChoice], tools: &Tools) -> impl IntoView + use<> {
    let statuses = ProductStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let stocks = StockFilter::ALL.into_iter().map(|stock| Choice::new(stock.code(), t(stock.key()))).collect();
    let stock = may(Permission::InventoryRead).then(|| view! {
        <SelectField name="stock" label=t("catalog-stock") options=stocks value=filter.stock.map(StockFilter::code).unwrap_or_default() blank=t("catalog-stock-any") bare=true autosubmit=true/>
    });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            <div class="grow"><SearchBox label=t("catalog-search") value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="status" label=t("catalog-status") options=statuses value=filter.status.map(ProductStatus::code).unwrap_or_default() blank=t("catalog-status-any") bare=true autosubmit=true/>
            <SelectField name="category" label=t("catalog-category") options=category_choices(&list.categories) value=filter.category.map(|id| id.to_string()).unwrap_or_default() blank=t("catalog-category-any") bare=true autosubmit=true/>
            {stock}
            {panels::kept(tools)}
            <Button>{t("search")}</Button>
            {more(filter, list, suppliers)}
        </form>
    }
}

/// The filters that are asked for less often.
fn more(filter: &ProductFilter, list: &ProductList, suppliers: &[SupplierChoice]) -> impl IntoView + use<> {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let price = |price: Option<rust_decimal::Decimal>| price.map(|price| price.normalize().to_string()).unwrap_or_default();
    let brands: Vec<Choice> = list.brands.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let suppliers: Vec<Choice> = suppliers.iter().map(|supplier| Choice::new(supplier.id.to_string(), supplier.name.clone())).collect();
    let brand = (!brands.is_empty()).then(|| view! {
        <SelectField name="brand" label=t("catalog-brand") options=brands value=id(filter.brand) blank=t("catalog-brand-any") bare=true autosubmit=true/>
    });
    let supplier = (!suppliers.is_empty()).then(|| view! {
        <SelectField name="supplier" label=t("catalog-supplier") options=suppliers value=id(filter.supplier) blank=t("catalog-supplier-any") bare=true autosubmit=true/>
    });
    view! {
        <details class="more-filters" open=filter.has_more()>
            <summary>{t("catalog-more-filters")}</summary>
            <div class="toolbar">
                {brand}
                {supplier}
                <TextField name="tag" label=t("catalog-tag") value=filter.tag.clone().unwrap_or_default() maxlength=100 autocomplete="off"/>
                <TextField name="price_from" label=t("catalog-price-from") inputmode="decimal" value=price(filter.price_from) maxlength=20 autocomplete="off"/>
                <TextField name="price_to" label=t("catalog-price-to") inputmode="decimal" value=price(filter.price_to) maxlength=20 autocomplete="off"/>
                <Button>{t("catalog-filter")}</Button>
            </div>
        </details>
    }
}

fn rows(filter: &ProductFilter, tools: &Tools, list: ProductList) -> AnyView {
    if list.page.rows.is_empty() {
        return if filter.is_on() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("catalog-none-title") text=t("catalog-none")>
                    <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Products title=t("catalog-empty-title") text=t("catalog-empty")/> }.into_any()
        };
    }
    if list.is_similar {
        // No bulk changes: all that match the words is nothing.
        let words = filter.query.clone().unwrap_or_default();
        return view! {
            <div class="card-body"><Alert tone=Tone::Info title=t_with("catalog-similar", &[("words", words.into())])/></div>
            {panels::table::<Products>(tools, list.page, None)}
        }
        .into_any();
    }
    panels::table::<Products>(tools, list.page, bulk_panels::actions("products"))
}
