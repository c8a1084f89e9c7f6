//! All products.

use super::{may, status_badge};
use crate::domains::catalog::api::load_products;
use crate::domains::catalog::model::{CategoryRow, ProductFilter, ProductList, ProductRow, ProductStatus, StockFilter};
use crate::domains::catalog::urls;
use crate::server::format::{money, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, SearchBox, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

/// `/products`
#[component]
pub fn ProductsPage() -> impl IntoView {
    let filter = ProductFilter {
        query: query("q"),
        status: query("status").and_then(|code| ProductStatus::parse(&code)),
        category: query("category").and_then(|id| Uuid::parse_str(&id).ok()),
        stock: query("stock").and_then(|code| StockFilter::parse(&code)),
    };
    let asked = filter.clone();
    view! {
        <Title text=t("nav-products")/>
        {page(load_products(filter, page_request()), move |list| {
            let new = may(Permission::CatalogWrite).then(|| view! {
                <LinkButton href=urls::NEW kind=ButtonKind::Primary icon=Icon::Plus>{t("catalog-new")}</LinkButton>
            });
            view! {
                <PageHeader title=t("nav-products")>
                    <LinkButton href=urls::CATEGORIES>{t("catalog-categories")}</LinkButton>
                    {new}
                </PageHeader>
                <Card flush=true>
                    {filters(&asked, &list.categories)}
                    {rows(&asked, list)}
                </Card>
            }
        })}
    }
}

/// The choices of a category, indented as the tree is.
pub(super) fn category_choices(categories: &[CategoryRow]) -> Vec<Choice> {
    categories.iter().map(|row| Choice::new(row.id.to_string(), format!("{}{}", "\u{2003}".repeat(row.depth), row.shown_name))).collect()
}

fn filters(filter: &ProductFilter, categories: &[CategoryRow]) -> impl IntoView + use<> {
    let statuses = ProductStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let stocks = StockFilter::ALL.into_iter().map(|stock| Choice::new(stock.code(), t(stock.key()))).collect();
    let stock = may(Permission::InventoryRead).then(|| view! {
        <SelectField name="stock" label=t("catalog-stock") options=stocks value=filter.stock.map(StockFilter::code).unwrap_or_default() blank=t("catalog-stock-any") bare=true autosubmit=true/>
    });
    let clear =
        filter.is_on().then(|| view! { <LinkButton href=urls::LIST kind=ButtonKind::Ghost icon=Icon::Close label=t("clear-filters")/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST role="search">
            <div class="grow"><SearchBox label=t("catalog-search") value=filter.query.clone().unwrap_or_default()/></div>
            <SelectField name="status" label=t("catalog-status") options=statuses value=filter.status.map(ProductStatus::code).unwrap_or_default() blank=t("catalog-status-any") bare=true autosubmit=true/>
            <SelectField name="category" label=t("catalog-category") options=category_choices(categories) value=filter.category.map(|id| id.to_string()).unwrap_or_default() blank=t("catalog-category-any") bare=true autosubmit=true/>
            {stock}
            <Button>{t("search")}</Button>
            {clear}
        </form>
    }
}

fn rows(filter: &ProductFilter, list: ProductList) -> impl IntoView + use<> {
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
    let searching = filter.query.is_some();
    // A search goes forward only; its way back is its first page.
    let first = (searching && query("after").is_some()).then(|| url_with(&[]));
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())])).or(first);
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th hidden_label=t("catalog-picture") class="cell-wide"/><Th label=t("catalog-name")/><Th label=t("catalog-status")/><Th label=t("catalog-sku")/>
        <Th label=t("catalog-variants") class="num"/><Th label=t("catalog-price") class="num"/><Th label=t("catalog-available") class="num"/>
    }
    .into_any();
    view! {
        <Table caption=t("nav-products") head>{list.page.rows.into_iter().map(line).collect_view()}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("nav-products")/>
    }
    .into_any()
}

fn line(row: ProductRow) -> impl IntoView {
    let picture = row.image.map(|src| view! {
        <img class="thumb" src=src alt=row.image_alt width="36" height="36" loading="lazy" decoding="async" referrerpolicy="no-referrer"/>
    });
    let price = match (row.price_from, row.price_to) {
        (Some(from), Some(to)) if from == to => money(from, &row.currency),
        (Some(from), Some(to)) => {
            t_with("catalog-price-range", &[("from", money(from, &row.currency).into()), ("to", money(to, &row.currency).into())])
        }
        _ => "–".to_owned(),
    };
    let available = match row.available {
        Some(available) if available <= 0 => view! { <span class="tone-bad">{number(available)}</span> }.into_any(),
        Some(available) => number(available).into_any(),
        None => "–".into_any(),
    };
    view! {
        <tr>
            <td class="cell-wide">{picture}</td>
            <td class="cell-main"><a class="row-link" href=urls::product(row.id)>{row.name}</a></td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td class="cell-sub mono">{row.sku}</td>
            <td class="num" data-label=t("catalog-variants")>{number(row.variants)}</td>
            <td class="cell-amount">{price}</td>
            <td class="num" data-label=t("catalog-available")>{available}</td>
        </tr>
    }
}
