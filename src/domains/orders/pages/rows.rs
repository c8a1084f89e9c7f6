//! The rows of the queue, on the screen and in a file.

use super::cells::{FinancialBadge, RiskBadge, StatusBadge};
use crate::domains::customers::phone;
use crate::domains::orders::api::load_order_rows;
use crate::domains::orders::model::{OrderFilter, OrderRow, OrderStatus, Risk};
use crate::domains::orders::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{ago, date_time, money};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::when::When;
use leptos::prelude::*;
use uuid::Uuid;

/// The queue.
pub const LIST: List = List {
    area: "orders",
    permission: Permission::OrdersRead,
    title: "nav-orders",
    columns: &[
        Column::new("number", "orders-number").parts(&["orders-number", "orders-platform-number"]),
        Column::new("buyer", "orders-buyer").parts(&["orders-name", "orders-phone", "orders-city", "orders-hold-reason", "orders-tags"]),
        Column::new("status", "orders-status").parts(&["orders-status", "orders-risk", "orders-calls"]),
        Column::new("paid", "orders-paid"),
        Column::new("source", "orders-source").wide(),
        Column::new("ordered", "orders-ordered").descending("date"),
        Column::num("total", "orders-total").descending("total").parts(&["orders-total", "orders-currency"]),
    ],
};

/// The queue's rows.
pub struct Orders;

impl Listed for Orders {
    type Row = OrderRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<OrderRow>, AppError> {
        load_order_rows(OrderFilter::from_params(&params), page).await
    }

    fn id(row: &OrderRow) -> Uuid {
        row.id
    }

    fn name(row: &OrderRow) -> String {
        row.order_number.clone()
    }

    fn cell(row: &OrderRow, column: &str) -> AnyView {
        match column {
            "number" => {
                let edit = row.status.is_here().then(|| urls::edit(row.id));
                let platform = row.platform_order_number.clone().map(|number| view! { <span class="cell-note">"#"{number}</span> });
                view! {
                    <th scope="row" class="cell-main" data-label=t("orders-number")>
                        <a class="row-link mono" href=urls::order(row.id) data-edit=edit>{row.order_number.clone()}</a>{platform}
                    </th>
                }
                .into_any()
            }
            "buyer" => {
                let held = row.hold_reason.clone().map(|reason| {
                    view! { <span class="cell-note tone-warn">{t_with("orders-held", &[("reason", reason.into())])}</span> }
                });
                let tags = (!row.tags.is_empty()).then(|| view! { <span class="cell-note">{tags(&row.tags)}</span> });
                let city = (!row.city.is_empty()).then(|| format!(" · {}", row.city));
                view! {
                    <td class="cell-sub" data-label=t("orders-buyer")>
                        {row.name.clone()}<span class="cell-note">{phone::display(&row.phone)}{city}</span>{held}{tags}
                    </td>
                }
                .into_any()
            }
            "status" => {
                let risk = row.risk.filter(|risk| *risk != Risk::Low).map(|risk| view! { " "<RiskBadge risk/> });
                let call = (row.status == OrderStatus::Pending).then(|| call(row)).flatten();
                view! { <td class="cell-status" data-label=t("orders-status")><StatusBadge status=row.status/>{risk}{call}</td> }.into_any()
            }
            "paid" => view! { <td data-label=t("orders-paid")><FinancialBadge status=row.financial_status/></td> }.into_any(),
            "source" => view! { <td class="cell-wide">{t(row.source.key())}</td> }.into_any(),
            "ordered" => {
                let exact = date_time(row.ordered_at);
                let text = context::request_time().map_or_else(|| exact.clone(), |now| ago(row.ordered_at, now));
                view! { <td data-label=t("orders-ordered")><When text exact iso=row.ordered_at.to_rfc3339()/></td> }.into_any()
            }
            "total" => view! { <td class="cell-amount" data-label=t("orders-total")>{money(row.total, &row.currency)}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &OrderRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.order_number), Cell::maybe(row.platform_order_number.clone())],
            "buyer" => vec![
                Cell::text(&row.name),
                Cell::text(phone::display(&row.phone)),
                Cell::text(&row.city),
                Cell::maybe(row.hold_reason.clone()),
                Cell::Text(row.tags.join(", ")),
            ],
            "status" => vec![
                Cell::Text(t(row.status.key())),
                Cell::maybe(row.risk.map(|risk| t(risk.key()))),
                Cell::Whole(row.call_attempts.into()),
            ],
            "paid" => vec![Cell::Text(t(row.financial_status.key()))],
            "source" => vec![Cell::Text(t(row.source.key()))],
            "ordered" => vec![Cell::Time(row.ordered_at)],
            "total" => vec![Cell::Amount(row.total), Cell::text(&row.currency)],
            _ => Vec::new(),
        }
    }
}

/// How often the buyer was called, and when they want to be called again.
fn call(row: &OrderRow) -> Option<impl IntoView + use<>> {
    let attempts = (row.call_attempts > 0).then(|| t_with("orders-calls-n", &[("count", row.call_attempts.into())]))?;
    let next = row.next_call_at.map(|at| format!(" · {}", t_with("orders-call-next", &[("time", date_time(at).into())])));
    Some(view! { <span class="cell-note">{attempts}{next}</span> })
}

/// Tags, each a link to the orders that have it.
pub(super) fn tags(tags: &[String]) -> impl IntoView + use<> {
    tags.iter().map(|tag| view! { <a class="chip" href=urls::with_tag(tag)>{tag.clone()}</a>" " }).collect_view()
}
