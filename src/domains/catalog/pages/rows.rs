//! The rows of the list of products, on the screen and in a file.

use super::media::thumb;
use super::status_badge;
use crate::domains::catalog::api::load_products;
use crate::domains::catalog::model::{ProductFilter, ProductRow};
use crate::domains::catalog::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, money, number};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::When;
use leptos::prelude::*;
use uuid::Uuid;

/// All products.
pub const LIST: List = List {
    area: "products",
    permission: Permission::CatalogRead,
    title: "nav-products",
    columns: &[
        Column::new("name", "catalog-name").ascending("name"),
        Column::new("picture", "catalog-picture").wide().screen_only(),
        Column::new("status", "catalog-status"),
        Column::new("sku", "catalog-sku"),
        Column::num("variants", "catalog-variants"),
        Column::num("price", "catalog-price").parts(&["catalog-price-from", "catalog-price-to", "catalog-currency"]),
        Column::num("available", "catalog-available"),
        Column::new("updated", "catalog-updated").descending("updated").on_demand(),
    ],
};

/// The products' rows.
pub struct Products;

impl Listed for Products {
    type Row = ProductRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<ProductRow>, AppError> {
        Ok(load_products(ProductFilter::from_params(&params), page).await?.page)
    }

    fn id(row: &ProductRow) -> Uuid {
        row.id
    }

    fn name(row: &ProductRow) -> String {
        row.name.clone()
    }

    fn cell(row: &ProductRow, column: &str) -> AnyView {
        match column {
            "name" => view! { <td class="cell-main"><a class="row-link" href=urls::product(row.id)>{row.name.clone()}</a></td> }.into_any(),
            "picture" => {
                let picture = row.image.as_deref().map(|image| thumb(image, &row.image_alt));
                view! { <td class="cell-wide">{picture}</td> }.into_any()
            }
            "status" => view! { <td class="cell-status">{status_badge(row.status)}</td> }.into_any(),
            "sku" => view! { <td class="cell-sub mono">{row.sku.clone()}</td> }.into_any(),
            "variants" => view! { <td class="num" data-label=t("catalog-variants")>{number(row.variants)}</td> }.into_any(),
            "price" => {
                let price = match (row.price_from, row.price_to) {
                    (Some(from), Some(to)) if from == to => money(from, &row.currency),
                    (Some(from), Some(to)) => {
                        let range = [("from", money(from, &row.currency).into()), ("to", money(to, &row.currency).into())];
                        t_with("catalog-price-range", &range)
                    }
                    _ => "–".to_owned(),
                };
                view! { <td class="cell-amount">{price}</td> }.into_any()
            }
            "available" => {
                let available = match row.available {
                    Some(available) if available <= 0 => view! { <span class="tone-bad">{number(available)}</span> }.into_any(),
                    Some(available) => number(available).into_any(),
                    None => "–".into_any(),
                };
                view! { <td class="num" data-label=t("catalog-available")>{available}</td> }.into_any()
            }
            "updated" => {
                let (text, exact, iso) = (date(row.updated_at), date_time(row.updated_at), row.updated_at.to_rfc3339());
                view! { <td data-label=t("catalog-updated")><When text exact iso/></td> }.into_any()
            }
            _ => ().into_any(),
        }
    }

    fn values(row: &ProductRow, column: &str) -> Vec<Cell> {
        let amount = |amount: Option<rust_decimal::Decimal>| amount.map_or(Cell::Empty, Cell::Amount);
        match column {
            "name" => vec![Cell::text(&row.name)],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "sku" => vec![Cell::text(&row.sku)],
            "variants" => vec![Cell::Whole(row.variants)],
            "price" => vec![amount(row.price_from), amount(row.price_to), Cell::text(&row.currency)],
            "available" => vec![row.available.map_or(Cell::Empty, Cell::Whole)],
            "updated" => vec![Cell::Time(row.updated_at)],
            _ => Vec::new(),
        }
    }
}
