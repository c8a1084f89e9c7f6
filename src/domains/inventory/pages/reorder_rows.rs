//! The rows of what is to be ordered, on the screen and in a file.

use crate::domains::inventory::api::load_reorder;
use crate::domains::inventory::model::{ReorderFilter, ReorderRow};
use crate::domains::inventory::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::number;
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use leptos::prelude::*;
use uuid::Uuid;

/// What is to be ordered.
pub const LIST: List = List {
    area: "inventory/reorder",
    permission: Permission::InventoryRead,
    title: "inventory-to-order",
    columns: &[
        Column::new("variant", "inventory-variant"),
        Column::new("sku", "inventory-sku"),
        Column::new("warehouse", "inventory-warehouse"),
        Column::num("available", "inventory-available"),
        Column::num("reorder_level", "inventory-reorder-level"),
        Column::num("coming", "inventory-on-the-way"),
        Column::num("on_order", "inventory-on-order"),
        Column::num("sold", "inventory-sold-lately"),
        Column::num("cover", "inventory-days-left"),
        Column::num("suggested", "inventory-suggested"),
    ],
};

/// The rows.
pub struct Reorder;

impl Listed for Reorder {
    type Row = ReorderRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<ReorderRow>, AppError> {
        Ok(load_reorder(ReorderFilter::from_params(&params), page).await?.page)
    }

    fn id(row: &ReorderRow) -> Uuid {
        row.id
    }

    fn name(row: &ReorderRow) -> String {
        format!("{} {}", row.name, row.warehouse)
    }

    fn cell(row: &ReorderRow, column: &str) -> AnyView {
        match column {
            "variant" => view! { <td class="cell-main"><a class="row-link" href=urls::variant(row.variant_id)>{row.name.clone()}</a></td> }
                .into_any(),
            "sku" => view! { <td class="cell-sub mono">{row.sku.clone()}</td> }.into_any(),
            "warehouse" => view! { <td data-label=t("inventory-warehouse")>{row.warehouse.clone()}</td> }.into_any(),
            "available" => view! { <td class="num" data-label=t("inventory-available")>{number(row.need.available)}</td> }.into_any(),
            "reorder_level" => {
                view! { <td class="num" data-label=t("inventory-reorder-level")>{number(row.need.reorder_level)}</td> }.into_any()
            }
            "coming" => view! { <td class="num" data-label=t("inventory-on-the-way")>{number(row.need.coming)}</td> }.into_any(),
            "on_order" => view! { <td class="num" data-label=t("inventory-on-order")>{number(row.need.on_order)}</td> }.into_any(),
            "sold" => view! { <td class="num" data-label=t("inventory-sold-lately")>{number(row.need.sold)}</td> }.into_any(),
            "cover" => {
                view! { <td class="num" data-label=t("inventory-days-left")>{row.cover().map_or_else(|| "–".to_owned(), number)}</td> }
                    .into_any()
            }
            "suggested" => view! { <td class="cell-amount"><strong>{number(row.suggested())}</strong></td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &ReorderRow, column: &str) -> Vec<Cell> {
        match column {
            "variant" => vec![Cell::text(&row.name)],
            "sku" => vec![Cell::text(&row.sku)],
            "warehouse" => vec![Cell::text(&row.warehouse)],
            "available" => vec![Cell::Whole(row.need.available)],
            "reorder_level" => vec![Cell::Whole(row.need.reorder_level)],
            "coming" => vec![Cell::Whole(row.need.coming)],
            "on_order" => vec![Cell::Whole(row.need.on_order)],
            "sold" => vec![Cell::Whole(row.need.sold)],
            "cover" => vec![row.cover().map_or(Cell::Empty, Cell::Whole)],
            "suggested" => vec![Cell::Whole(row.suggested())],
            _ => Vec::new(),
        }
    }
}
