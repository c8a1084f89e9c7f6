//! Picking, packing, and parcels that come back.

use super::{attended, board, conflict, done, of, open_tasks, ordered, pieces, said, scan, send, shelf, undo};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::delivery::service::{create_courier, dispatch};
use smartstore::domains::inventory::model::LevelForm;
use smartstore::domains::inventory::service::{add_bins, ensure_default_warehouse, save_level};
use smartstore::domains::orders::service::{cancel, pack};
use smartstore::domains::stations::model::{ScanForm, Station, Verdict};
use smartstore::domains::stations::service;
use smartstore::server::Scope;
use uuid::Uuid;

async fn status(scope: &Scope, order: Uuid) -> (String, Option<i32>) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as("select status, weight_g from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
}

async fn hand_over(scope: &Scope, order: Uuid) {
    let form = CourierForm { kind: "RIDER".to_owned(), name: "Sunil".to_owned(), ..CourierForm::default() };
    let courier_id = create_courier(scope, &form).await.unwrap().to_string();
    dispatch(scope, order, &DispatchInput { courier_id, ..DispatchInput::default() }).await.unwrap();
}

#[tokio::test]
async fn an_order_is_packed_when_every_piece_was_scanned_and_keeps_its_weight() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["LAMP", "SOAP", "DUST"] {
        fixtures::product(&scope, sku, 10).await;
    }
    let order = ordered(&scope, &[("LAMP", 2), ("SOAP", 1)]).await;
    assert_eq!(attended(&scope, Station::Pack, order, "DUST").await, said(Verdict::Refused, "stations-error-wrong-item"));
    assert_eq!(attended(&scope, Station::Pack, order, "NO-SUCH").await, said(Verdict::Refused, "stations-error-unknown-code"));
    assert_eq!(status(&scope, order).await.0, "CONFIRMED", "a wrong piece begins nothing");
    for (code, verdict) in [("lamp", Verdict::Applied), ("LAMP", Verdict::Applied), ("LAMP", Verdict::Repeated)] {
        assert_eq!(scan(&scope, Station::Pack, order, code).await.0, verdict);
    }
    assert_eq!(status(&scope, order).await.0, "PROCESSING");
    assert_eq!(conflict(service::finish_packing(&scope, order, "500").await), "stations-error-incomplete");
    let soap = of(Station::Pack, order, "SOAP");
    send(&scope, &soap).await;
    send(&scope, &undo(&soap)).await;
    assert_eq!(done(&scope, Station::Pack, order).await, pieces(&[("LAMP", 2), ("SOAP", 0)]));
    scan(&scope, Station::Pack, order, "SOAP").await;
    assert!(service::finish_packing(&scope, order, "heavy").await.is_err());
    service::finish_packing(&scope, order, "1,250").await.unwrap();
    assert_eq!(status(&scope, order).await, ("PACKED".to_owned(), Some(1250)));
    assert!(service::finish_packing(&scope, order, "").await.is_err(), "it is packed once");
    assert_eq!(tenant_count(&scope, "select count(*) from order_status_history where new_status = 'PACKED'").await, 1);
    hand_over(&scope, order).await;
    assert_eq!(tenant_count(&scope, "select count(*) from deliveries where weight_g = 1250").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_scan_of_an_order_that_was_cancelled_meanwhile_becomes_a_task() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 10).await;
    let order = ordered(&scope, &[("LAMP", 1)]).await;
    cancel(&scope, order, "Changed their mind").await.unwrap();
    let form = of(Station::Pack, order, "LAMP");
    for _ in 0..2 {
        let known = send(&scope, &form).await;
        assert_eq!((known.verdict, known.message.0.as_str()), (Verdict::Conflict, "stations-error-pack-step"));
    }
    assert_eq!(open_tasks(&scope).await, 1, "one scan, one task");
    assert_eq!(shelf(&scope, lamp).await, (10, 0, 0, 0));
    // Whoever takes it back has decided.
    send(&scope, &undo(&form)).await;
    assert_eq!(open_tasks(&scope).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn picking_goes_through_the_bins_and_says_for_which_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let warehouse = ensure_default_warehouse(&scope).await.unwrap();
    add_bins(&scope, &warehouse.to_string(), "B-02 A-01").await.unwrap();
    for (sku, bin) in [("LAMP", "B-02"), ("SOAP", "A-01")] {
        let variant = fixtures::product(&scope, sku, 10).await;
        let mut work = scope.begin().await.unwrap();
        let id: Uuid = sqlx::query_scalar("select id from bins where code = $1").bind(bin).fetch_one(work.conn()).await.unwrap();
        drop(work);
        let form = LevelForm { reorder_level: "0".to_owned(), bin: id.to_string(), ..LevelForm::default() };
        save_level(&scope, &variant.to_string(), &warehouse.to_string(), &form).await.unwrap();
    }
    let first = ordered(&scope, &[("LAMP", 2), ("SOAP", 1)]).await;
    let second = ordered(&scope, &[("SOAP", 1)]).await;
    let lines = board(&scope, Station::Pick, warehouse).await.lines;
    let route: Vec<(Option<&str>, &str)> = lines.iter().map(|line| (line.bin.as_deref(), line.sku.as_str())).collect();
    assert_eq!(route, [(Some("B-02"), "LAMP"), (Some("A-01"), "SOAP"), (Some("A-01"), "SOAP")]);
    assert!(lines.iter().all(|line| line.order.is_some()));
    for _ in 0..2 {
        assert_eq!(scan(&scope, Station::Pick, warehouse, "SOAP").await.0, Verdict::Applied);
    }
    assert_eq!(status(&scope, first).await.0, "PROCESSING");
    assert_eq!(status(&scope, second).await.0, "PROCESSING");
    send(&scope, &ScanForm { quantity: "2".to_owned(), ..of(Station::Pick, warehouse, "LAMP") }).await;
    assert!(board(&scope, Station::Pick, warehouse).await.lines.is_empty(), "what is picked waits for the packing table");
    assert_eq!(scan(&scope, Station::Pick, warehouse, "LAMP").await, said(Verdict::Conflict, "stations-error-not-wanted"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_parcel_that_came_back_is_on_the_shelf_once_it_was_scanned_in_and_broken_pieces_are_set_aside() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 3).await;
    let order = ordered(&scope, &[("LAMP", 3)]).await;
    pack(&scope, order).await.unwrap();
    assert_eq!(scan(&scope, Station::Returns, order, "LAMP").await, said(Verdict::Conflict, "stations-error-returns-step"));
    hand_over(&scope, order).await;
    assert_eq!(shelf(&scope, lamp).await, (0, 0, 0, 0));
    scan(&scope, Station::Returns, order, "LAMP").await;
    send(&scope, &ScanForm { damaged: "true".to_owned(), ..of(Station::Returns, order, "LAMP") }).await;
    assert_eq!(shelf(&scope, lamp).await, (0, 0, 0, 0), "not sellable before somebody has finished");
    assert_eq!(conflict(service::bring_back(&scope, order, "Refused", false).await), "stations-error-missing");
    service::bring_back(&scope, order, "Refused", true).await.unwrap();
    // Two came, one of them broken; the order has a promise of three of which one piece can be kept.
    assert_eq!(shelf(&scope, lamp).await, (2, 3, 1, 2));
    assert_eq!(status(&scope, order).await.0, "PACKED");
    assert!(service::bring_back(&scope, order, "Refused", true).await.is_err(), "once");
    app.assert_quiet().await;
}
