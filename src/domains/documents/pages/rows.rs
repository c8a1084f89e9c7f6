//! The rows of the list of invoices, on the screen and in a file.

use super::{state, state_badge};
use crate::domains::documents::api::load_invoices;
use crate::domains::documents::model::{InvoiceFilter, InvoiceRow};
use crate::domains::documents::urls;
use crate::domains::orders::urls as orders_urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, money};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::When;
use leptos::prelude::*;
use uuid::Uuid;

/// All invoices.
pub const LIST: List = List {
    area: "orders/invoices",
    permission: Permission::OrdersRead,
    title: "documents-invoices",
    columns: &[
        Column::new("number", "documents-number"),
        Column::new("kind", "documents-kind"),
        Column::new("buyer", "orders-buyer"),
        Column::new("order", "payments-order"),
        Column::new("state", "documents-state"),
        Column::new("branch", "documents-branch").on_demand(),
        Column::new("period", "documents-period").on_demand(),
        Column::new("issued", "documents-issued").descending("date"),
        Column::num("net", "documents-net").on_demand(),
        Column::num("tax", "orders-tax"),
        Column::num("total", "orders-total").parts(&["orders-total", "orders-currency"]),
        Column::num("credited", "documents-credited").on_demand(),
    ],
};

/// The invoices' rows.
pub struct Invoices;

impl Listed for Invoices {
    type Row = InvoiceRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<InvoiceRow>, AppError> {
        load_invoices(InvoiceFilter::from_params(&params), page).await
    }

    fn id(row: &InvoiceRow) -> Uuid {
        row.id
    }

    fn name(row: &InvoiceRow) -> String {
        row.number.clone()
    }

    fn cell(row: &InvoiceRow, column: &str) -> AnyView {
        let amount = |label: &str, amount| view! { <td class="num" data-label=t(label)>{money(amount, &row.currency)}</td> }.into_any();
        match column {
            "number" => view! {
                <th scope="row" class="cell-main" data-label=t("documents-number")>
                    <a class="row-link mono" href=urls::invoice(row.id)>{row.number.clone()}</a>
                </th>
            }
            .into_any(),
            "kind" => view! { <td class="cell-sub" data-label=t("documents-kind")>{t(row.kind.key())}</td> }.into_any(),
            "buyer" => view! { <td data-label=t("orders-buyer")>{row.buyer.clone()}</td> }.into_any(),
            "order" => {
                let number = row.order_number.clone();
                view! { <td data-label=t("payments-order")><a class="link mono" href=orders_urls::order(row.order_id)>{number}</a></td> }
                    .into_any()
            }
            "state" => view! { <td class="cell-status" data-label=t("documents-state")>{state_badge(row)}</td> }.into_any(),
            "branch" => view! { <td data-label=t("documents-branch")>{row.branch.clone()}</td> }.into_any(),
            "period" => view! { <td data-label=t("documents-period")>{row.period.clone()}</td> }.into_any(),
            "issued" => view! {
                <td data-label=t("documents-issued")>
                    <When text=date(row.issued_at) exact=date_time(row.issued_at) iso=row.issued_at.to_rfc3339()/>
                </td>
            }
            .into_any(),
            "net" => amount("documents-net", row.net),
            "tax" => amount("orders-tax", row.tax),
            "total" => view! { <td class="cell-amount" data-label=t("orders-total")>{money(row.total, &row.currency)}</td> }.into_any(),
            "credited" => amount("documents-credited", row.credited),
            _ => ().into_any(),
        }
    }

    fn values(row: &InvoiceRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.number)],
            "kind" => vec![Cell::Text(t(row.kind.key()))],
            "buyer" => vec![Cell::text(&row.buyer)],
            "order" => vec![Cell::text(&row.order_number)],
            "state" => vec![Cell::Text(t(state(row).1))],
            "branch" => vec![Cell::text(&row.branch)],
            "period" => vec![Cell::text(&row.period)],
            "issued" => vec![Cell::Time(row.issued_at)],
            "net" => vec![Cell::Amount(row.net)],
            "tax" => vec![Cell::Amount(row.tax)],
            "total" => vec![Cell::Amount(row.total), Cell::text(&row.currency)],
            "credited" => vec![Cell::Amount(row.credited)],
            _ => Vec::new(),
        }
    }
}
