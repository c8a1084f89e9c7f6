//! The rows of the list of transfers, on the screen and in a file.

use crate::domains::inventory::api::load_transfers;
use crate::domains::inventory::model::{TransferFilter, TransferRow, TransferStatus};
use crate::domains::inventory::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date_time, number};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::{Badge, Tone};
use leptos::prelude::*;
use uuid::Uuid;

/// All transfers.
pub const LIST: List = List {
    area: "inventory/transfers",
    permission: Permission::InventoryRead,
    title: "inventory-transfers",
    columns: &[
        Column::new("number", "inventory-transfer-number"),
        Column::new("status", "inventory-state"),
        Column::new("from", "inventory-transfer-from"),
        Column::new("to", "inventory-transfer-to"),
        Column::num("quantity", "inventory-units"),
        Column::num("in_transit", "inventory-on-the-way"),
        Column::num("discrepancy", "inventory-discrepancy"),
        Column::new("made", "inventory-made").descending("date"),
        Column::new("left", "inventory-left").on_demand(),
    ],
};

/// The transfers' rows.
pub struct Transfers;

/// How far a transfer is.
pub(super) fn status_badge(status: TransferStatus) -> impl IntoView {
    let tone = match status {
        TransferStatus::Draft => Tone::Neutral,
        TransferStatus::Ready => Tone::Accent,
        TransferStatus::InTransit => Tone::Info,
        TransferStatus::PartiallyReceived => Tone::Warn,
        TransferStatus::Received => Tone::Ok,
        TransferStatus::Cancelled => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

impl Listed for Transfers {
    type Row = TransferRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<TransferRow>, AppError> {
        Ok(load_transfers(TransferFilter::from_params(&params), page).await?.page)
    }

    fn id(row: &TransferRow) -> Uuid {
        row.id
    }

    fn name(row: &TransferRow) -> String {
        row.number.clone()
    }

    fn cell(row: &TransferRow, column: &str) -> AnyView {
        match column {
            "number" => view! { <td class="cell-main mono"><a class="row-link" href=urls::transfer(row.id)>{row.number.clone()}</a></td> }
                .into_any(),
            "status" => view! { <td class="cell-status">{status_badge(row.status)}</td> }.into_any(),
            "from" => view! { <td data-label=t("inventory-transfer-from")>{row.from.clone()}</td> }.into_any(),
            "to" => view! { <td data-label=t("inventory-transfer-to")>{row.to.clone()}</td> }.into_any(),
            "quantity" => view! { <td class="num" data-label=t("inventory-units")>{number(row.quantity)}</td> }.into_any(),
            "in_transit" => view! { <td class="num" data-label=t("inventory-on-the-way")>{number(row.in_transit)}</td> }.into_any(),
            "discrepancy" => view! { <td class="num" data-label=t("inventory-discrepancy")>{number(row.discrepancy)}</td> }.into_any(),
            "made" => view! { <td data-label=t("inventory-made")>{date_time(row.created_at)}</td> }.into_any(),
            "left" => view! { <td data-label=t("inventory-left")>{row.shipped_at.map(date_time).unwrap_or_default()}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &TransferRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.number)],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "from" => vec![Cell::text(&row.from)],
            "to" => vec![Cell::text(&row.to)],
            "quantity" => vec![Cell::Whole(row.quantity)],
            "in_transit" => vec![Cell::Whole(row.in_transit)],
            "discrepancy" => vec![Cell::Whole(row.discrepancy)],
            "made" => vec![Cell::Time(row.created_at)],
            "left" => vec![Cell::time(row.shipped_at)],
            _ => Vec::new(),
        }
    }
}
