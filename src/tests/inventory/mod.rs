//! Inventory: adjustments, the ledger, transfers, counts, what to order, and that all of it adds up whatever happens at once.

mod adjust;
mod counts;
mod labels;
mod random;
mod reorder;
mod transfers;

use crate::support::fixtures;
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::delivery::service::{create_courier, dispatch};
use smartstore::domains::inventory::model::{StockLevel, TransferLineForm, Warehouse};
use smartstore::domains::inventory::service::{self, TransferInput};
use smartstore::domains::orders::service::{confirm, pack};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

/// The default warehouse and another one.
async fn two_warehouses(scope: &Scope) -> (Warehouse, Warehouse) {
    service::ensure_default_warehouse(scope).await.unwrap();
    service::create_warehouse(scope, "Colombo", "CMB").await.unwrap();
    let mut all = service::warehouses(scope).await.unwrap().into_iter();
    (all.next().unwrap(), all.next().unwrap())
}

/// The levels of a variant of its own product.
async fn level(scope: &Scope, variant: Uuid, warehouse: Uuid) -> StockLevel {
    let product: Uuid = {
        let mut work = scope.begin().await.unwrap();
        sqlx::query_scalar("select product_id from product_variants where id = $1").bind(variant).fetch_one(work.conn()).await.unwrap()
    };
    let levels = service::levels_of_product(scope, product).await.unwrap();
    levels.into_iter().find(|level| level.variant_id == variant && level.warehouse_id == warehouse).unwrap()
}

/// On hand, reserved and available.
async fn numbers(scope: &Scope, variant: Uuid, warehouse: Uuid) -> (i32, i32, i32) {
    let level = level(scope, variant, warehouse).await;
    (level.on_hand, level.reserved, level.available)
}

/// A draft of a transfer: lines are (SKU, units).
async fn draft(scope: &Scope, from: Uuid, to: Uuid, lines: &[(&str, i32)]) -> Uuid {
    let lines = lines.iter().map(|(sku, units)| TransferLineForm { sku: (*sku).to_owned(), quantity: units.to_string() }).collect();
    let input = TransferInput { from: from.to_string(), to: to.to_string(), notes: String::new(), lines };
    service::create_transfer(scope, &input).await.unwrap().0
}

/// The Fluent key of a conflict with its arguments.
fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, Vec<(String, String)>) {
    match outcome {
        Err(Error::App(AppError::Conflict { key, args })) => (key, args),
        other => panic!("no conflict: {other:?}"),
    }
}

/// Fields and keys of what is wrong with a form.
fn wrong<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<(String, String)> {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => errors.0.into_iter().map(|error| (error.field, error.key)).collect(),
        other => panic!("no field errors: {other:?}"),
    }
}

/// The number of an order.
async fn order_number(scope: &Scope, order: Uuid) -> String {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select order_number from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
}

/// A confirmed order of so many units.
async fn confirmed(scope: &Scope, sku: &str, units: i32) -> Uuid {
    let order = fixtures::order(scope, &[(sku, units)]).await;
    confirm(scope, order).await.unwrap();
    order
}

/// A rider of one's own.
async fn courier(scope: &Scope) -> Uuid {
    let form = CourierForm { kind: "RIDER".to_owned(), name: format!("Sunil {}", new_id()), ..CourierForm::default() };
    create_courier(scope, &form).await.unwrap()
}

/// Handing a parcel over to a rider.
fn dispatch_input(courier: Uuid) -> DispatchInput {
    DispatchInput { courier_id: courier.to_string(), ..DispatchInput::default() }
}

/// Sells units and lets the parcel leave: on hand goes down.
async fn sold(scope: &Scope, sku: &str, units: i32) {
    let order = confirmed(scope, sku, units).await;
    pack(scope, order).await.unwrap();
    dispatch(scope, order, &dispatch_input(courier(scope).await)).await.unwrap();
}
