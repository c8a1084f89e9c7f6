//! The lines of the ledger, on the screen and in a file.

use super::{named, signed};
use crate::domains::inventory::api::load_movements;
use crate::domains::inventory::model::{MovementFilter, MovementRow, reference_key};
use crate::domains::inventory::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date_time, number};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use leptos::prelude::*;
use uuid::Uuid;

/// The ledger.
pub const LIST: List = List {
    area: "inventory/movements",
    permission: Permission::InventoryRead,
    title: "inventory-movements",
    columns: &[
        Column::new("when", "inventory-when").descending("date"),
        Column::new("variant", "inventory-variant").parts(&["inventory-variant", "inventory-sku"]),
        Column::new("warehouse", "inventory-warehouse"),
        Column::new("cause", "inventory-cause"),
        Column::new("record", "inventory-record"),
        Column::new("reason", "inventory-reason"),
        Column::new("who", "inventory-who").wide(),
        Column::num("change", "inventory-change").parts(&["inventory-change", "inventory-aside-change"]),
        Column::num("after", "inventory-after"),
    ],
};

/// The ledger's lines.
pub struct Movements;

/// The record behind a line.
pub(super) fn record(row: &MovementRow) -> AnyView {
    match row.reference.as_ref().and_then(|reference| reference_key(&reference.kind)) {
        Some(key) => named(t(key), row.reference_name.as_ref()),
        None => ().into_any(),
    }
}

/// How many units more or fewer are there, and set aside.
pub(super) fn change(row: &MovementRow) -> impl IntoView + use<> {
    let aside = (row.unavailable_change != 0).then(|| {
        view! { <span class="cell-note">{t_with("inventory-aside", &[("change", signed(i64::from(row.unavailable_change)).into())])}</span> }
    });
    view! { {signed(i64::from(row.change))}{aside} }
}

impl Listed for Movements {
    type Row = MovementRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<MovementRow>, AppError> {
        Ok(load_movements(MovementFilter::from_params(&params), page).await?.page)
    }

    fn id(row: &MovementRow) -> Uuid {
        row.id
    }

    fn name(row: &MovementRow) -> String {
        format!("{} {}", row.name, date_time(row.at))
    }

    fn cell(row: &MovementRow, column: &str) -> AnyView {
        match column {
            "when" => view! { <td class="cell-sub">{date_time(row.at)}</td> }.into_any(),
            "variant" => view! {
                <td class="cell-main"><a class="link" href=urls::variant(row.variant_id)>{row.name.clone()}</a><span class="cell-note mono">{row.sku.clone()}</span></td>
            }
            .into_any(),
            "warehouse" => view! { <td data-label=t("inventory-warehouse")>{row.warehouse.clone()}</td> }.into_any(),
            "cause" => view! { <td data-label=t("inventory-cause")>{t(row.cause.key())}</td> }.into_any(),
            "record" => view! { <td data-label=t("inventory-record")>{record(row)}</td> }.into_any(),
            "reason" => view! { <td data-label=t("inventory-reason")>{row.reason.clone().unwrap_or_default()}</td> }.into_any(),
            "who" => view! { <td class="cell-wide">{row.person.clone().unwrap_or_else(|| t("inventory-program"))}</td> }.into_any(),
            "change" => view! { <td class="cell-amount">{change(row)}</td> }.into_any(),
            "after" => view! { <td class="num" data-label=t("inventory-after")>{number(i64::from(row.on_hand_after))}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &MovementRow, column: &str) -> Vec<Cell> {
        match column {
            "when" => vec![Cell::Time(row.at)],
            "variant" => vec![Cell::text(&row.name), Cell::text(&row.sku)],
            "warehouse" => vec![Cell::text(&row.warehouse)],
            "cause" => vec![Cell::Text(t(row.cause.key()))],
            "record" => vec![Cell::maybe(row.reference_name.as_ref().map(|name| name.name.clone()))],
            "reason" => vec![Cell::maybe(row.reason.clone())],
            "who" => vec![Cell::Text(row.person.clone().unwrap_or_else(|| t("inventory-program")))],
            "change" => vec![Cell::Whole(i64::from(row.change)), Cell::Whole(i64::from(row.unavailable_change))],
            "after" => vec![Cell::Whole(i64::from(row.on_hand_after))],
            _ => Vec::new(),
        }
    }
}
