//! Stations: whatever order scans come in, and however often, each counts once; what cannot be done is a task.

mod orders;
mod places;
mod queue;
mod tasks;
mod transfers;
mod web;

use crate::support::fixtures;
use smartstore::domains::inventory::model::CountForm;
use smartstore::domains::inventory::service::{create_count, ensure_default_warehouse, start_count};
use smartstore::domains::orders::service::confirm;
use smartstore::domains::purchasing;
use smartstore::domains::purchasing::model::{PurchaseForm, PurchaseLineForm, SupplierForm};
use smartstore::domains::stations::model::{Board, KnownScan, ScanForm, Station, Verdict};
use smartstore::domains::stations::service;
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

/// A purchase order whose goods may come: lines are (SKU, pieces).
async fn purchase(scope: &Scope, lines: &[(&str, i32)]) -> Uuid {
    let form = SupplierForm {
        business_name: format!("Brass {}", new_id()),
        is_active: "true".to_owned(),
        currency: "LKR".to_owned(),
        ..SupplierForm::default()
    };
    let (supplier, _) = purchasing::service::create_supplier(scope, &form).await.unwrap();
    let line =
        |(sku, pieces): &(&str, i32)| PurchaseLineForm { sku: (*sku).to_owned(), quantity: pieces.to_string(), price: "100".to_owned() };
    let form = PurchaseForm { supplier_id: supplier.to_string(), lines: lines.iter().map(line).collect(), ..PurchaseForm::default() };
    let (id, _) = purchasing::service::create(scope, purchasing::service::parse("", &form).unwrap()).await.unwrap();
    purchasing::service::send(scope, id).await.unwrap();
    purchasing::service::confirm(scope, id).await.unwrap();
    id
}

/// A count of the whole default warehouse that is under way.
async fn counting(scope: &Scope) -> Uuid {
    let warehouse = ensure_default_warehouse(scope).await.unwrap();
    let form = CountForm { warehouse: warehouse.to_string(), scope: "ALL".to_owned(), ..CountForm::default() };
    let (id, _) = create_count(scope, &form).await.unwrap();
    start_count(scope, &id.to_string()).await.unwrap();
    id
}

/// A confirmed order: lines are (SKU, pieces).
async fn ordered(scope: &Scope, lines: &[(&str, i32)]) -> Uuid {
    let order = fixtures::order(scope, lines).await;
    confirm(scope, order).await.unwrap();
    order
}

/// A scan that a device sends, with an id of its own.
fn of(station: Station, task: Uuid, code: &str) -> ScanForm {
    ScanForm {
        client_id: new_id().to_string(),
        station: station.code().to_owned(),
        task: task.to_string(),
        action: "SCAN".to_owned(),
        code: code.to_owned(),
        ..ScanForm::default()
    }
}

/// Takes a scan back.
fn undo(scan: &ScanForm) -> ScanForm {
    ScanForm { client_id: new_id().to_string(), action: "UNDO".to_owned(), undoes: scan.client_id.clone(), ..scan.clone() }
}

async fn send(scope: &Scope, form: &ScanForm) -> KnownScan {
    service::scan(scope, form).await.unwrap()
}

async fn scan(scope: &Scope, station: Station, task: Uuid, code: &str) -> (Verdict, String) {
    let known = send(scope, &of(station, task, code)).await;
    (known.verdict, known.message.0)
}

/// As somebody who looks at the answer.
async fn attended(scope: &Scope, station: Station, task: Uuid, code: &str) -> (Verdict, String) {
    let known = send(scope, &ScanForm { attended: "true".to_owned(), ..of(station, task, code) }).await;
    (known.verdict, known.message.0)
}

fn said(verdict: Verdict, key: &str) -> (Verdict, String) {
    (verdict, key.to_owned())
}

async fn board(scope: &Scope, station: Station, task: Uuid) -> Board {
    service::board(scope, station, task).await.unwrap()
}

/// Pieces so far, by SKU.
async fn done(scope: &Scope, station: Station, task: Uuid) -> Vec<(String, i32)> {
    let mut lines: Vec<_> = board(scope, station, task).await.lines.into_iter().map(|line| (line.sku, line.done)).collect();
    lines.sort();
    lines
}

fn pieces(lines: &[(&str, i32)]) -> Vec<(String, i32)> {
    lines.iter().map(|(sku, pieces)| ((*sku).to_owned(), *pieces)).collect()
}

/// (on hand, reserved, set aside, short) of a variant everywhere.
async fn shelf(scope: &Scope, variant: Uuid) -> (i64, i64, i64, i64) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as(
        "select sum(on_hand)::bigint, sum(reserved)::bigint, sum(unavailable)::bigint, sum(short)::bigint from inventory_levels where variant_id = $1",
    )
    .bind(variant)
    .fetch_one(work.conn())
    .await
    .unwrap()
}

async fn open_tasks(scope: &Scope) -> i64 {
    service::open_tasks(scope).await.unwrap()
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}
