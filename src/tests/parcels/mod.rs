//! Orders and parcels that are not one to one: a part after the other, and several in one.

mod backorder;
mod parts;
mod together;
mod warehouses;

use crate::support::TestApp;
use crate::support::fixtures::new_order;
use rust_decimal::Decimal;
use smartstore::domains::delivery::model::{CourierForm, DeliverInput, DispatchInput};
use smartstore::domains::delivery::service::create_courier;
use smartstore::domains::orders::model::line_key;
use smartstore::domains::orders::service::{confirm, create};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A confirmed order: 350 for delivery, 1,250 a piece.
async fn confirmed(scope: &Scope, lines: &[(&str, i32)]) -> Uuid {
    let order = create(scope, new_order(lines)).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    order
}

/// With a new courier.
async fn handover(scope: &Scope) -> DispatchInput {
    let form = CourierForm { kind: "RIDER".to_owned(), name: format!("Sunil {}", new_id()), ..CourierForm::default() };
    let courier_id = create_courier(scope, &form).await.unwrap().to_string();
    DispatchInput { courier_id, ..DispatchInput::default() }
}

/// So many pieces of the lines of an order, in their order.
async fn pieces(scope: &Scope, order: Uuid, counts: &[&str]) -> BTreeMap<String, String> {
    let mut work = scope.begin().await.unwrap();
    let ids: Vec<Uuid> =
        sqlx::query_scalar("select id from order_items where order_id = $1 order by id").bind(order).fetch_all(work.conn()).await.unwrap();
    ids.into_iter().zip(counts).map(|(id, count)| (line_key(id), (*count).to_owned())).collect()
}

fn ticks(orders: &[Uuid]) -> BTreeMap<String, String> {
    orders.iter().map(|id| (line_key(*id), "true".to_owned())).collect()
}

fn cash(parcel: Uuid, collected: &str) -> DeliverInput {
    DeliverInput { parcel: parcel.to_string(), collected: collected.to_owned(), remitted: true, reason: String::new() }
}

/// (status, shipping, financial) of an order.
async fn state(scope: &Scope, order: Uuid) -> (String, String, String) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as("select status, shipping_status, financial_status from orders where id = $1")
        .bind(order)
        .fetch_one(work.conn())
        .await
        .unwrap()
}

fn words(status: &str, shipping: &str, financial: &str) -> (String, String, String) {
    (status.to_owned(), shipping.to_owned(), financial.to_owned())
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

fn field_error<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => errors.0[0].key.clone(),
        other => panic!("no field error: {other:?}"),
    }
}

async fn number_of(scope: &Scope, order: Uuid) -> String {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select order_number from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
}

/// (id, amount to collect) of the parcels of an order, oldest first.
async fn parcels(scope: &Scope, order: Uuid) -> Vec<(Uuid, Decimal)> {
    let mut rows = smartstore::domains::delivery::service::of_order(scope, order).await.unwrap();
    rows.reverse();
    rows.into_iter().map(|row| (row.id, row.cod_amount)).collect()
}

async fn quiet(app: &TestApp) {
    app.assert_quiet().await;
}
