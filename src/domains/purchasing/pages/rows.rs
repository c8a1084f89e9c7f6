//! The rows of the list of purchase orders, on the screen and in a file.

use super::cells::{StatusBadge, maybe_day, progress};
use crate::domains::purchasing::api::load_purchase_rows;
use crate::domains::purchasing::model::{PurchaseFilter, PurchaseRow};
use crate::domains::purchasing::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, money};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::When;
use leptos::prelude::*;
use uuid::Uuid;

/// All purchase orders.
pub const LIST: List = List {
    area: "purchasing",
    permission: Permission::PurchasingRead,
    title: "nav-purchasing",
    columns: &[
        Column::new("number", "purchasing-number"),
        Column::new("supplier", "purchasing-supplier"),
        Column::new("status", "purchasing-status"),
        Column::new("expected", "purchasing-expected"),
        Column::num("received", "purchasing-received").parts(&["purchasing-received", "purchasing-ordered"]),
        Column::new("warehouse", "purchasing-warehouse").on_demand(),
        Column::new("written", "purchasing-written").descending("date"),
        Column::num("total", "purchasing-total").parts(&["purchasing-total", "purchasing-currency"]),
    ],
};

/// The purchase orders' rows.
pub struct Purchases;

/// Whether it should have come already.
fn is_late(row: &PurchaseRow) -> bool {
    let today = context::request()
        .and_then(|request| request.scope)
        .map(|scope| scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive());
    row.status.is_open() && row.expected_on.zip(today).is_some_and(|(expected, today)| expected < today)
}

impl Listed for Purchases {
    type Row = PurchaseRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<PurchaseRow>, AppError> {
        load_purchase_rows(PurchaseFilter::from_params(&params), page).await
    }

    fn id(row: &PurchaseRow) -> Uuid {
        row.id
    }

    fn name(row: &PurchaseRow) -> String {
        row.number.clone()
    }

    fn cell(row: &PurchaseRow, column: &str) -> AnyView {
        match column {
            "number" => view! {
                <th scope="row" class="cell-main" data-label=t("purchasing-number")>
                    <a class="row-link mono" href=urls::order(row.id)>{row.number.clone()}</a>
                </th>
            }
            .into_any(),
            "supplier" => {
                let proposals = (row.proposals > 0).then(|| {
                    view! { <span class="cell-note tone-warn">{t_with("purchasing-proposals-wait", &[("count", row.proposals.into())])}</span> }
                });
                view! { <td class="cell-sub" data-label=t("purchasing-supplier")>{row.supplier.clone()}{proposals}</td> }.into_any()
            }
            "status" => {
                view! { <td class="cell-status" data-label=t("purchasing-status")><StatusBadge status=row.status/></td> }.into_any()
            }
            "expected" => {
                let late = is_late(row).then(|| view! { <span class="cell-note tone-bad">{t("purchasing-late")}</span> });
                view! { <td data-label=t("purchasing-expected")>{maybe_day(row.expected_on)}{late}</td> }.into_any()
            }
            "received" => {
                view! { <td class="num" data-label=t("purchasing-received")>{progress(row.received, row.ordered)}</td> }.into_any()
            }
            "warehouse" => view! { <td data-label=t("purchasing-warehouse")>{row.warehouse.clone()}</td> }.into_any(),
            "written" => view! {
                <td data-label=t("purchasing-written")>
                    <When text=date(row.created_at) exact=date_time(row.created_at) iso=row.created_at.to_rfc3339()/>
                </td>
            }
            .into_any(),
            "total" => view! { <td class="cell-amount" data-label=t("purchasing-total")>{money(row.total, &row.currency)}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &PurchaseRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.number)],
            "supplier" => vec![Cell::text(&row.supplier)],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "expected" => vec![Cell::maybe(row.expected_on.map(|day| day.to_string()))],
            "received" => vec![Cell::Whole(row.received), Cell::Whole(row.ordered)],
            "warehouse" => vec![Cell::text(&row.warehouse)],
            "written" => vec![Cell::Time(row.created_at)],
            "total" => vec![Cell::Amount(row.total), Cell::text(&row.currency)],
            _ => Vec::new(),
        }
    }
}
