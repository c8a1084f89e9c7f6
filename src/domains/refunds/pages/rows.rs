//! The rows of the list of refunds, on the screen and in a file.

use super::{state_badge, steps};
use crate::domains::documents::urls as documents_urls;
use crate::domains::orders::urls as orders_urls;
use crate::domains::refunds::api::load_refunds;
use crate::domains::refunds::model::{RefundFilter, RefundRow};
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date_time, money};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use leptos::prelude::*;
use uuid::Uuid;

/// All refunds.
pub const LIST: List = List {
    area: "payments/refunds",
    permission: Permission::PaymentsRead,
    title: "refunds-title",
    columns: &[
        Column::new("order", "payments-order"),
        Column::new("when", "payments-when").descending("date"),
        Column::new("state", "payments-status"),
        Column::new("destination", "refunds-destination"),
        Column::new("reason", "refunds-reason").wide(),
        Column::new("requested", "refunds-requested-by"),
        Column::new("approved", "refunds-approved-by").on_demand(),
        Column::new("reference", "payments-reference").on_demand(),
        Column::new("note", "refunds-credit-note").on_demand(),
        Column::num("amount", "payments-amount").parts(&["payments-amount", "payments-currency"]),
        Column::new("actions", "payments-actions").screen_only(),
    ],
};

/// The refunds' rows.
pub struct Refunds;

impl Listed for Refunds {
    type Row = RefundRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<RefundRow>, AppError> {
        load_refunds(RefundFilter::from_params(&params), page).await
    }

    fn id(row: &RefundRow) -> Uuid {
        row.id
    }

    fn name(row: &RefundRow) -> String {
        row.order_number.clone()
    }

    fn cell(row: &RefundRow, column: &str) -> AnyView {
        match column {
            "order" => {
                let number = row.order_number.clone();
                view! { <th scope="row" class="cell-main mono"><a class="row-link" href=orders_urls::order(row.order_id)>{number}</a></th> }
                    .into_any()
            }
            "when" => view! { <td class="cell-sub">{date_time(row.created_at)}</td> }.into_any(),
            "state" => view! { <td class="cell-status">{state_badge(row.state)}</td> }.into_any(),
            "destination" => {
                let method = t(row.method.key());
                let again = row.due_again.then(|| view! { <span class="cell-note">{t("refunds-due-again")}</span> });
                view! { <td data-label=t("refunds-destination")>{t(row.destination.key())}<span class="cell-note">{method}</span>{again}</td> }
                    .into_any()
            }
            "reason" => {
                let failure = row.failure.clone().map(|failure| view! { <span class="cell-note tone-bad">{failure}</span> });
                view! { <td class="cell-wide">{row.reason.clone()}{failure}</td> }.into_any()
            }
            "requested" => {
                let name = row.requested_by.as_ref().map(|(_, name)| name.clone()).unwrap_or_else(|| t("audit-program"));
                view! { <td data-label=t("refunds-requested-by")>{name}</td> }.into_any()
            }
            "approved" => view! { <td data-label=t("refunds-approved-by")>{row.approved_by.clone().unwrap_or_default()}</td> }.into_any(),
            "reference" => view! { <td data-label=t("payments-reference")>{row.reference.clone().unwrap_or_default()}</td> }.into_any(),
            "note" => {
                let note = row
                    .credit_note
                    .clone()
                    .map(|(id, number)| view! { <a class="link mono" href=documents_urls::invoice(id)>{number}</a> });
                view! { <td data-label=t("refunds-credit-note")>{note}</td> }.into_any()
            }
            "amount" => view! { <td class="cell-amount">{money(row.amount, &row.currency)}</td> }.into_any(),
            "actions" => view! { <td class="cell-actions">{steps(row)}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &RefundRow, column: &str) -> Vec<Cell> {
        match column {
            "order" => vec![Cell::text(&row.order_number)],
            "when" => vec![Cell::Time(row.created_at)],
            "state" => vec![Cell::Text(t(row.state.key()))],
            "destination" => vec![Cell::Text(t(row.destination.key()))],
            "reason" => vec![Cell::text(&row.reason)],
            "requested" => vec![Cell::maybe(row.requested_by.as_ref().map(|(_, name)| name.clone()))],
            "approved" => vec![Cell::maybe(row.approved_by.clone())],
            "reference" => vec![Cell::maybe(row.reference.clone())],
            "note" => vec![Cell::maybe(row.credit_note.as_ref().map(|(_, number)| number.clone()))],
            "amount" => vec![Cell::Amount(row.amount), Cell::text(&row.currency)],
            _ => Vec::new(),
        }
    }
}
