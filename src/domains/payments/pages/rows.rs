//! The rows of the list of payments, on the screen and in a file.

use super::list::{confirm_button, remit_button};
use super::status_badge;
use crate::domains::orders::urls as orders_urls;
use crate::domains::payments::api::load_payments;
use crate::domains::payments::model::{PaymentFilter, PaymentRow};
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{date_time, money};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use leptos::prelude::*;
use uuid::Uuid;

/// All payments.
pub const LIST: List = List {
    area: "payments",
    permission: Permission::PaymentsRead,
    title: "nav-payments",
    columns: &[
        Column::new("order", "payments-order"),
        Column::new("when", "payments-when").descending("date"),
        Column::new("method", "payments-method"),
        Column::new("status", "payments-status"),
        Column::new("reference", "payments-reference").wide(),
        Column::num("amount", "payments-amount").parts(&["payments-amount", "payments-currency"]),
        Column::num("captured", "payments-captured"),
        Column::num("refunded", "payments-refunded").on_demand(),
        Column::new("actions", "payments-actions").screen_only(),
    ],
};

/// The payments' rows.
pub struct Payments;

impl Listed for Payments {
    type Row = PaymentRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<PaymentRow>, AppError> {
        load_payments(PaymentFilter::from_params(&params), page).await
    }

    fn id(row: &PaymentRow) -> Uuid {
        row.id
    }

    fn name(row: &PaymentRow) -> String {
        row.order_number.clone()
    }

    fn cell(row: &PaymentRow, column: &str) -> AnyView {
        match column {
            "order" => {
                let number = row.order_number.clone();
                view! { <td class="cell-main mono"><a class="row-link" href=orders_urls::order(row.order_id)>{number}</a></td> }.into_any()
            }
            "when" => view! { <td class="cell-sub">{date_time(row.created_at)}</td> }.into_any(),
            "method" => view! { <td data-label=t("payments-method")>{t(row.method.key())}</td> }.into_any(),
            "status" => view! { <td class="cell-status">{status_badge(row.status)}</td> }.into_any(),
            "reference" => view! { <td class="cell-wide">{row.reference.clone().unwrap_or_default()}</td> }.into_any(),
            "amount" => view! { <td class="cell-amount">{money(row.amount, &row.currency)}</td> }.into_any(),
            "captured" => view! { <td class="num" data-label=t("payments-captured")>{money(row.captured, &row.currency)}</td> }.into_any(),
            "refunded" => view! { <td class="num" data-label=t("payments-refunded")>{money(row.refunded, &row.currency)}</td> }.into_any(),
            "actions" => {
                let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::PaymentsWrite));
                view! { <td class="cell-actions">{remit_button(row, may, false)}{confirm_button(row, may, false)}</td> }.into_any()
            }
            _ => ().into_any(),
        }
    }

    fn values(row: &PaymentRow, column: &str) -> Vec<Cell> {
        match column {
            "order" => vec![Cell::text(&row.order_number)],
            "when" => vec![Cell::Time(row.created_at)],
            "method" => vec![Cell::Text(t(row.method.key()))],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "reference" => vec![Cell::maybe(row.reference.clone())],
            "amount" => vec![Cell::Amount(row.amount), Cell::text(&row.currency)],
            "captured" => vec![Cell::Amount(row.captured)],
            "refunded" => vec![Cell::Amount(row.refunded)],
            _ => Vec::new(),
        }
    }
}
