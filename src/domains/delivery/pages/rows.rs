//! The rows of the list of parcels, on the screen and in a file.

use super::status_badge;
use crate::domains::delivery::api::load_parcels;
use crate::domains::delivery::model::{ParcelFilter, ParcelRow};
use crate::domains::orders::urls as orders_urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::Listed;
use crate::server::export::Cell;
use crate::server::format::{date_time, money};
use crate::server::i18n::t;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use leptos::prelude::*;
use uuid::Uuid;

/// All parcels.
pub const LIST: List = List {
    area: "deliveries",
    permission: Permission::DeliveryRead,
    title: "nav-deliveries",
    columns: &[
        Column::new("number", "delivery-tracking-number"),
        Column::new("order", "delivery-order"),
        Column::new("receiver", "delivery-receiver").parts(&["delivery-receiver", "delivery-city"]),
        Column::new("courier", "delivery-courier"),
        Column::new("waybill", "delivery-waybill").wide(),
        Column::new("status", "delivery-status"),
        Column::new("left", "delivery-handed-over").descending("date"),
        Column::num("collect", "delivery-to-collect").parts(&["delivery-to-collect", "delivery-currency"]),
        Column::new("arrived", "delivery-arrived").on_demand(),
        Column::new("reason", "delivery-reason").on_demand(),
    ],
};

/// The parcels' rows.
pub struct Parcels;

fn orders(row: &ParcelRow) -> String {
    row.orders.iter().map(|(_, number)| number.clone()).collect::<Vec<_>>().join(", ")
}

impl Listed for Parcels {
    type Row = ParcelRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<ParcelRow>, AppError> {
        Ok(load_parcels(ParcelFilter::from_params(&params), page).await?.1)
    }

    fn id(row: &ParcelRow) -> Uuid {
        row.id
    }

    fn name(row: &ParcelRow) -> String {
        row.tracking_number.clone()
    }

    fn cell(row: &ParcelRow, column: &str) -> AnyView {
        match column {
            "number" => {
                let number = match row.orders.first() {
                    Some((order_id, _)) => {
                        view! { <a class="row-link" href=orders_urls::order(*order_id)>{row.tracking_number.clone()}</a> }.into_any()
                    }
                    None => row.tracking_number.clone().into_any(),
                };
                view! { <td class="cell-main mono">{number}</td> }.into_any()
            }
            "order" => view! { <td class="mono" data-label=t("delivery-order")>{orders(row)}</td> }.into_any(),
            "receiver" => {
                let parts = [row.receiver.clone(), row.city.clone()];
                let receiver = parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
                view! { <td class="cell-sub">{receiver}</td> }.into_any()
            }
            "courier" => view! { <td data-label=t("delivery-courier")>{row.courier.clone().unwrap_or_default()}</td> }.into_any(),
            "waybill" => view! { <td class="cell-wide mono">{row.waybill.clone().unwrap_or_default()}</td> }.into_any(),
            "status" => view! { <td class="cell-status">{status_badge(row.status)}</td> }.into_any(),
            "left" => {
                view! { <td data-label=t("delivery-handed-over")>{date_time(row.shipped_at.unwrap_or(row.created_at))}</td> }.into_any()
            }
            "collect" => view! { <td class="cell-amount">{money(row.cod_amount, &row.currency)}</td> }.into_any(),
            "arrived" => {
                view! { <td data-label=t("delivery-arrived")>{row.delivered_at.map(date_time).unwrap_or_default()}</td> }.into_any()
            }
            "reason" => view! { <td data-label=t("delivery-reason")>{row.reason.clone().unwrap_or_default()}</td> }.into_any(),
            _ => ().into_any(),
        }
    }

    fn values(row: &ParcelRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.tracking_number)],
            "order" => vec![Cell::Text(orders(row))],
            "receiver" => vec![Cell::text(&row.receiver), Cell::text(&row.city)],
            "courier" => vec![Cell::maybe(row.courier.clone())],
            "waybill" => vec![Cell::maybe(row.waybill.clone())],
            "status" => vec![Cell::Text(t(row.status.key()))],
            "left" => vec![Cell::Time(row.shipped_at.unwrap_or(row.created_at))],
            "collect" => vec![Cell::Amount(row.cod_amount), Cell::text(&row.currency)],
            "arrived" => vec![Cell::time(row.delivered_at)],
            "reason" => vec![Cell::maybe(row.reason.clone())],
            _ => Vec::new(),
        }
    }
}
