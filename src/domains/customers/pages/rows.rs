//! The rows of the list of customers, on the screen and in a file.

use super::list::status_badge;
use crate::domains::customers::api::load_customers;
use crate::domains::customers::model::{CustomerFilter, CustomerRow};
use crate::domains::customers::{phone, urls};
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, money, number};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::When;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// All customers.
pub const LIST: List = List {
    area: "customers",
    permission: Permission::CustomersRead,
    title: "nav-customers",
    columns: &[
        Column::new("name", "customers-name").ascending("name"),
        Column::new("phone", "customers-phone").parts(&["customers-phone", "customers-email"]),
        Column::new("status", "customers-status"),
        Column::num("orders", "customers-orders"),
        Column::num("delivered", "customers-delivered"),
        Column::num("refused", "customers-refused"),
        Column::new("last", "customers-last-order").descending("order"),
        Column::num("spent", "customers-spent").descending("spent"),
        Column::new("since", "customers-since").descending("date").on_demand(),
    ],
};

/// The customers' rows.
pub struct Customers;

fn when(at: Option<DateTime<Utc>>, label: &'static str) -> AnyView {
    let when = at.map(|at| view! { <When text=date(at) exact=date_time(at) iso=at.to_rfc3339()/> });
    view! { <td data-label=t(label)>{when}</td> }.into_any()
}

impl Listed for Customers {
    type Row = CustomerRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<CustomerRow>, AppError> {
        Ok(load_customers(CustomerFilter::from_params(&params), page).await?.0)
    }

    fn id(row: &CustomerRow) -> Uuid {
        row.id
    }

    fn name(row: &CustomerRow) -> String {
        row.name.clone()
    }

    fn cell(row: &CustomerRow, column: &str) -> AnyView {
        match column {
            "name" => view! { <td class="cell-main"><a class="row-link" href=urls::detail(row.id)>{row.name.clone()}</a></td> }.into_any(),
            "phone" => {
                let contact = row.phone.as_deref().map(phone::display).or_else(|| row.email.clone()).unwrap_or_default();
                view! { <td class="cell-sub">{contact}</td> }.into_any()
            }
            "status" => view! { <td class="cell-status">{status_badge(row.status)}</td> }.into_any(),
            "orders" => view! { <td class="num" data-label=t("customers-orders")>{number(row.totals.total_orders.into())}</td> }.into_any(),
            "delivered" => {
                view! { <td class="num" data-label=t("customers-delivered")>{number(row.totals.delivered_count.into())}</td> }.into_any()
            }
            "refused" => {
                let class = if row.totals.refused_count > 0 { "num tone-bad" } else { "num" };
                view! { <td class=class data-label=t("customers-refused")>{number(row.totals.refused_count.into())}</td> }.into_any()
            }
            "last" => when(row.totals.last_order_at, "customers-last-order"),
            "spent" => {
                let scope = context::request().and_then(|request| request.scope);
                let currency = scope.map(|scope| scope.organization.currency.clone()).unwrap_or_default();
                view! { <td class="cell-amount">{money(row.totals.total_spent, &currency)}</td> }.into_any()
            }
            "since" => when(Some(row.created_at), "customers-since"),
            _ => ().into_any(),
        }
    }

    fn values(row: &CustomerRow, column: &str) -> Vec<Cell> {
        match column {
            "name" => vec![Cell::text(&row.name)],
            "phone" => vec![Cell::maybe(row.phone.as_deref().map(phone::display)), Cell::maybe(row.email.clone())],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "orders" => vec![Cell::Whole(row.totals.total_orders.into())],
            "delivered" => vec![Cell::Whole(row.totals.delivered_count.into())],
            "refused" => vec![Cell::Whole(row.totals.refused_count.into())],
            "last" => vec![Cell::time(row.totals.last_order_at)],
            "spent" => vec![Cell::Amount(row.totals.total_spent)],
            "since" => vec![Cell::Time(row.created_at)],
            _ => Vec::new(),
        }
    }
}
