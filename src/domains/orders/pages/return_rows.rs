//! The rows of the list of returns, on the screen and in a file.

use crate::domains::orders::api::returns::load_return_rows;
use crate::domains::orders::model::{ReturnFilter, ReturnRow, ReturnStatus};
use crate::domains::orders::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, number};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::{Badge, Tone, When};
use leptos::prelude::*;
use uuid::Uuid;

/// All returns.
pub const LIST: List = List {
    area: "orders/returns",
    permission: Permission::OrdersRead,
    title: "returns-title",
    columns: &[
        Column::new("number", "returns-number"),
        Column::new("status", "returns-status"),
        Column::new("kind", "returns-kind"),
        Column::new("order", "returns-order"),
        Column::new("buyer", "returns-buyer"),
        Column::num("pieces", "returns-pieces"),
        Column::new("reason", "returns-reason"),
        Column::new("asked", "returns-asked").descending("date"),
    ],
};

/// The returns' rows.
pub struct Returns;

/// Where a return stands.
pub(super) fn status_badge(status: ReturnStatus) -> impl IntoView {
    let tone = match status {
        ReturnStatus::Requested => Tone::Warn,
        ReturnStatus::Approved => Tone::Info,
        ReturnStatus::Received => Tone::Accent,
        ReturnStatus::Closed => Tone::Ok,
        ReturnStatus::Rejected => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

impl Listed for Returns {
    type Row = ReturnRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<ReturnRow>, AppError> {
        load_return_rows(ReturnFilter::from_params(&params), page).await
    }

    fn id(row: &ReturnRow) -> Uuid {
        row.id
    }

    fn name(row: &ReturnRow) -> String {
        row.number.clone()
    }

    fn cell(row: &ReturnRow, column: &str) -> AnyView {
        match column {
            "number" => view! {
                <th scope="row" class="cell-main" data-label=t("returns-number")>
                    <a class="row-link mono" href=urls::return_of(row.id)>{row.number.clone()}</a>
                </th>
            }
            .into_any(),
            "status" => view! { <td class="cell-status" data-label=t("returns-status")>{status_badge(row.status)}</td> }.into_any(),
            "kind" => view! { <td data-label=t("returns-kind")>{t(row.kind.key())}</td> }.into_any(),
            "order" => view! { <td class="mono" data-label=t("returns-order")>{row.order_number.clone()}</td> }.into_any(),
            "buyer" => view! { <td class="cell-sub" data-label=t("returns-buyer")>{row.buyer.clone()}</td> }.into_any(),
            "pieces" => view! { <td class="num" data-label=t("returns-pieces")>{number(row.pieces)}</td> }.into_any(),
            "reason" => view! { <td data-label=t("returns-reason")>{row.reason.clone()}</td> }.into_any(),
            "asked" => view! {
                <td data-label=t("returns-asked")>
                    <When text=date(row.created_at) exact=date_time(row.created_at) iso=row.created_at.to_rfc3339()/>
                </td>
            }
            .into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &ReturnRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.number)],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "kind" => vec![Cell::Text(t(row.kind.key()))],
            "order" => vec![Cell::text(&row.order_number)],
            "buyer" => vec![Cell::text(&row.buyer)],
            "pieces" => vec![Cell::Whole(row.pieces)],
            "reason" => vec![Cell::text(&row.reason)],
            "asked" => vec![Cell::Time(row.created_at)],
            _ => Vec::new(),
        }
    }
}
