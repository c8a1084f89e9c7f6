//! A line whose pieces lie in two warehouses is picked in both.

use super::{board, conflict, of, said, scan, send, undo};
use crate::support::TestApp;
use crate::support::fixtures::{self, new_order};
use chrono::TimeDelta;
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::delivery::service::{create_courier, dispatch, dispatch_part};
use smartstore::domains::documents::service::picks;
use smartstore::domains::inventory::model::{AdjustForm, AdjustMode, FulfilmentRule, warehouse_key};
use smartstore::domains::inventory::service::{adjust, create_warehouse, ensure_default_warehouse, save_fulfilment, warehouses};
use smartstore::domains::orders::model::line_key;
use smartstore::domains::orders::service::{confirm, create, detail, move_line};
use smartstore::domains::stations::model::{ScanForm, Station, Verdict, still_to_pick};
use smartstore::domains::stations::service;
use smartstore::server::Scope;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The default warehouse with two pieces of A, Colombo with three, and a confirmed order of all five that is served from both.
async fn split(scope: &Scope) -> ([Uuid; 2], Uuid) {
    let main = ensure_default_warehouse(scope).await.unwrap();
    create_warehouse(scope, "Colombo", "CMB").await.unwrap();
    let other = warehouses(scope).await.unwrap().into_iter().find(|warehouse| warehouse.id != main).unwrap().id;
    let a = fixtures::product(scope, "A", 2).await;
    let three = AdjustForm {
        mode: AdjustMode::Add.code().to_owned(),
        quantity: "3".to_owned(),
        reason: "Bought".to_owned(),
        warehouse_id: other.to_string(),
        ..AdjustForm::default()
    };
    adjust(scope, &a.to_string(), &three).await.unwrap();
    let places = BTreeMap::from([(warehouse_key(main), "1".to_owned()), (warehouse_key(other), "2".to_owned())]);
    save_fulfilment(scope, FulfilmentRule { by_stock: true, split_lines: true }, &places).await.unwrap();
    let order = create(scope, new_order(&[("A", 5)])).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    ([main, other], order)
}

async fn handover(scope: &Scope) -> DispatchInput {
    let form = CourierForm { kind: "RIDER".to_owned(), name: "Sunil".to_owned(), ..CourierForm::default() };
    DispatchInput { courier_id: create_courier(scope, &form).await.unwrap().to_string(), ..DispatchInput::default() }
}

/// (pieces to pick, picked) of the lines of a warehouse.
async fn to_pick(scope: &Scope, warehouse: Uuid) -> Vec<(Option<i32>, i32)> {
    board(scope, Station::Pick, warehouse).await.lines.into_iter().map(|line| (line.expected, line.done)).collect()
}

/// Pieces that are still to be picked, warehouse by warehouse.
async fn open(scope: &Scope, order: Uuid) -> Vec<(String, i64)> {
    let places = board(scope, Station::Pack, order).await.places;
    still_to_pick(&places).into_iter().map(|place| (place.warehouse.clone(), place.open())).collect()
}

#[tokio::test]
async fn each_warehouse_picks_its_own_pieces_and_the_packing_table_knows_what_is_missing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ([main, other], order) = split(&scope).await;
    assert_eq!(to_pick(&scope, main).await, [(Some(2), 0)]);
    assert_eq!(to_pick(&scope, other).await, [(Some(3), 0)]);
    let waiting: Vec<i64> = service::choices(&scope, Station::Pick).await.unwrap().iter().map(|choice| choice.waiting).collect();
    assert_eq!(waiting, [1, 1], "the order waits in both");
    let printed: Vec<_> =
        picks(&scope, &[order]).await.unwrap().into_iter().map(|row| (row.warehouse == "Colombo", row.quantity)).collect();
    assert_eq!(printed.len(), 2);
    assert!(printed.contains(&(true, 3)) && printed.contains(&(false, 2)), "{printed:?}");
    // What was queued on a tablet that still saw all five in one warehouse: two count, and somebody decides about the third.
    for verdict in [Verdict::Applied, Verdict::Applied, Verdict::Conflict] {
        assert_eq!(scan(&scope, Station::Pick, main, "A").await.0, verdict);
    }
    assert!(to_pick(&scope, main).await.is_empty(), "nothing is left to pick here");
    assert_eq!(to_pick(&scope, other).await, [(Some(3), 0)], "picking there has marked nothing here");
    assert_eq!(open(&scope, order).await, [("Colombo".to_owned(), 3)]);
    let page = app.sign_in("WAREHOUSE").await.open(&format!("/stations/pack/{order}")).await;
    assert!(page.text("#still-to-pick").contains("Colombo: 3 pieces"), "{page:?}");
    let page = app.sign_in("STAFF").await.open(&format!("/orders/{order}")).await;
    assert!(page.text("#still-to-pick").contains("Colombo: 3 pieces"), "{page:?}");
    let all = ScanForm { quantity: "3".to_owned(), ..of(Station::Pick, other, "A") };
    assert_eq!(send(&scope, &all).await.verdict, Verdict::Applied);
    assert!(open(&scope, order).await.is_empty());
    send(&scope, &undo(&all)).await;
    assert_eq!(open(&scope, order).await, [("Colombo".to_owned(), 3)]);
    send(&scope, &ScanForm { quantity: "3".to_owned(), ..of(Station::Pick, other, "A") }).await;
    assert_eq!(scan(&scope, Station::Pick, other, "A").await, said(Verdict::Conflict, "stations-error-not-wanted"));
    assert_eq!(conflict(service::finish_packing(&scope, order, "").await), "stations-error-incomplete", "nothing was scanned at the table");
    send(&scope, &ScanForm { quantity: "5".to_owned(), ..of(Station::Pack, order, "A") }).await;
    service::finish_packing(&scope, order, "").await.unwrap();
    assert_eq!(
        fixtures::tenant_count(
            &scope,
            "select count(*) from station_scans where verdict = 'APPLIED' and action = 'SCAN' and not is_undone and settled_at is null"
        )
        .await,
        0
    );
    dispatch(&scope, order, &handover(&scope).await).await.unwrap();
    assert_eq!(fixtures::tenant_count(&scope, "select sum(on_hand)::bigint from inventory_levels").await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_line_that_is_served_from_elsewhere_is_picked_there() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ([main, other], order) = split(&scope).await;
    scan(&scope, Station::Pick, main, "A").await;
    let a = detail(&scope, order).await.unwrap().items[0].variant_id.unwrap();
    let more = AdjustForm {
        mode: AdjustMode::Add.code().to_owned(),
        quantity: "5".to_owned(),
        reason: "Bought".to_owned(),
        warehouse_id: other.to_string(),
        ..AdjustForm::default()
    };
    adjust(&scope, &a.to_string(), &more).await.unwrap();
    let item = detail(&scope, order).await.unwrap().items[0].id;
    move_line(&scope, item, other).await.unwrap();
    assert!(to_pick(&scope, main).await.is_empty());
    assert_eq!(to_pick(&scope, other).await, [(Some(5), 0)], "what was picked elsewhere does not lie here");
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_picked_and_has_left_is_not_what_is_still_to_be_picked() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ([main, other], order) = split(&scope).await;
    send(&scope, &ScanForm { quantity: "2".to_owned(), ..of(Station::Pick, main, "A") }).await;
    send(&scope, &ScanForm { quantity: "2".to_owned(), ..of(Station::Pick, other, "A") }).await;
    app.clock.advance(TimeDelta::minutes(5));
    let item = detail(&scope, order).await.unwrap().items[0].id;
    let part = BTreeMap::from([(line_key(item), "4".to_owned())]);
    dispatch_part(&scope, order, &part, &handover(&scope).await).await.unwrap();
    assert_eq!(to_pick(&scope, other).await, [(Some(1), 0)]);
    assert_eq!(open(&scope, order).await, [("Colombo".to_owned(), 1)]);
    app.clock.advance(TimeDelta::minutes(5));
    assert_eq!(scan(&scope, Station::Pick, other, "A").await.0, Verdict::Applied);
    assert!(to_pick(&scope, other).await.is_empty());
    app.assert_quiet().await;
}

#[tokio::test]
async fn who_works_without_the_pick_station_is_not_told_of_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 5).await;
    let order = super::ordered(&scope, &[("LAMP", 2)]).await;
    assert!(open(&scope, order).await.is_empty());
    let page = app.sign_in("STAFF").await.open(&format!("/orders/{order}")).await;
    assert!(!page.has("#still-to-pick"));
    let warehouse = ensure_default_warehouse(&scope).await.unwrap();
    scan(&scope, Station::Pick, warehouse, "LAMP").await;
    assert_eq!(open(&scope, order).await.iter().map(|place| place.1).collect::<Vec<_>>(), [1]);
}
