//! The rows of the list of suppliers, on the screen and in a file.

use super::cells::VerificationBadge;
use crate::domains::customers::phone;
use crate::domains::purchasing::api::load_suppliers;
use crate::domains::purchasing::model::{SupplierFilter, SupplierRow};
use crate::domains::purchasing::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date, date_time, number};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::{Badge, When};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// All suppliers.
pub const LIST: List = List {
    area: "suppliers",
    permission: Permission::PurchasingRead,
    title: "nav-suppliers",
    columns: &[
        Column::new("name", "purchasing-business-name").ascending("name"),
        Column::new("contact", "purchasing-contact").parts(&["purchasing-contact", "purchasing-phone", "purchasing-email"]),
        Column::new("verification", "purchasing-verification"),
        Column::num("open", "purchasing-open-orders"),
        Column::num("products", "purchasing-products"),
        Column::new("last", "purchasing-last-order"),
        Column::new("since", "purchasing-since").descending("date").on_demand(),
    ],
};

/// The suppliers' rows.
pub struct Suppliers;

fn when(at: Option<DateTime<Utc>>, label: &'static str) -> AnyView {
    let when = at.map(|at| view! { <When text=date(at) exact=date_time(at) iso=at.to_rfc3339()/> });
    view! { <td data-label=t(label)>{when}</td> }.into_any()
}

impl Listed for Suppliers {
    type Row = SupplierRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<SupplierRow>, AppError> {
        load_suppliers(SupplierFilter::from_params(&params), page).await
    }

    fn id(row: &SupplierRow) -> Uuid {
        row.id
    }

    fn name(row: &SupplierRow) -> String {
        row.business_name.clone()
    }

    fn cell(row: &SupplierRow, column: &str) -> AnyView {
        match column {
            "name" => {
                let idle = (!row.is_active).then(|| view! { " "<Badge>{t("purchasing-inactive")}</Badge> });
                view! {
                    <th scope="row" class="cell-main">
                        <a class="row-link" href=urls::supplier(row.id)>{row.business_name.clone()}</a>{idle}
                    </th>
                }
                .into_any()
            }
            "contact" => {
                let reach = row.phone.as_deref().map(phone::display).or_else(|| row.email.clone());
                let reach = reach.map(|reach| view! { <span class="cell-note">{reach}</span> });
                view! { <td class="cell-sub">{row.contact.clone()}{reach}</td> }.into_any()
            }
            "verification" => view! { <td class="cell-status"><VerificationBadge verification=row.verification/></td> }.into_any(),
            "open" => view! { <td class="num" data-label=t("purchasing-open-orders")>{number(row.open_orders)}</td> }.into_any(),
            "products" => view! { <td class="num" data-label=t("purchasing-products")>{number(row.products)}</td> }.into_any(),
            "last" => when(row.last_order_at, "purchasing-last-order"),
            "since" => when(Some(row.created_at), "purchasing-since"),
            _ => ().into_any(),
        }
    }

    fn values(row: &SupplierRow, column: &str) -> Vec<Cell> {
        match column {
            "name" => vec![Cell::text(&row.business_name)],
            "contact" => {
                vec![Cell::text(&row.contact), Cell::maybe(row.phone.as_deref().map(phone::display)), Cell::maybe(row.email.clone())]
            }
            "verification" => vec![Cell::Text(t(row.verification.key()))],
            "open" => vec![Cell::Whole(row.open_orders)],
            "products" => vec![Cell::Whole(row.products)],
            "last" => vec![Cell::time(row.last_order_at)],
            "since" => vec![Cell::Time(row.created_at)],
            _ => Vec::new(),
        }
    }
}
