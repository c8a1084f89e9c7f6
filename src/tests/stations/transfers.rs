//! Goods of another warehouse come in by scans: no more than has left, each piece once, and what is broken or missing has its reason.

use super::{attended, board, conflict, of, open_tasks, said, scan, send, undo};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use futures::future::join_all;
use smartstore::domains::inventory::model::{ReceiveLine, TransferLineForm};
use smartstore::domains::inventory::service::{
    TransferInput, create_transfer, create_warehouse, ensure_default_warehouse, ready_transfer, receive, send_transfer, warehouses,
};
use smartstore::domains::stations::model::{ScanForm, Station, TaskKind, Verdict};
use smartstore::domains::stations::service::{self, choices, find};
use smartstore::server::Scope;
use uuid::Uuid;

/// A transfer that is on the road to another warehouse: its id, and that warehouse.
async fn on_the_road(scope: &Scope, lines: &[(&str, i32)]) -> (Uuid, Uuid) {
    let from = ensure_default_warehouse(scope).await.unwrap();
    if warehouses(scope).await.unwrap().len() < 2 {
        create_warehouse(scope, "Colombo", "CMB").await.unwrap();
    }
    let to = warehouses(scope).await.unwrap().into_iter().find(|warehouse| warehouse.id != from).unwrap().id;
    let lines = lines.iter().map(|(sku, units)| TransferLineForm { sku: (*sku).to_owned(), quantity: units.to_string() }).collect();
    let input = TransferInput { from: from.to_string(), to: to.to_string(), notes: String::new(), lines };
    let (id, _) = create_transfer(scope, &input).await.unwrap();
    ready_transfer(scope, &id.to_string()).await.unwrap();
    send_transfer(scope, &id.to_string(), &[]).await.unwrap();
    (id, to)
}

/// On hand of a variant in a warehouse.
async fn on_hand(scope: &Scope, variant: Uuid, warehouse: Uuid) -> i64 {
    let mut work = scope.begin().await.unwrap();
    let sum = "select coalesce(sum(on_hand), 0)::bigint from inventory_levels where variant_id = $1 and warehouse_id = $2";
    sqlx::query_scalar(sum).bind(variant).bind(warehouse).fetch_one(work.conn()).await.unwrap()
}

/// (status, received, discrepancy, receipts) of a transfer.
async fn state(scope: &Scope, transfer: Uuid) -> (String, i64, i64, i64) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as(
        "select t.status, (select sum(received) from stock_transfer_items i where i.transfer_id = t.id),
           (select sum(discrepancy) from stock_transfer_items i where i.transfer_id = t.id),
           (select count(*) from stock_transfer_receipts r where r.transfer_id = t.id)
         from stock_transfers t where t.id = $1",
    )
    .bind(transfer)
    .fetch_one(work.conn())
    .await
    .unwrap()
}

#[tokio::test]
async fn a_transfer_arrives_by_scans_and_what_is_broken_or_missing_has_its_reason() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 20).await;
    for sku in ["SOAP", "DUST"] {
        fixtures::product(&scope, sku, 5).await;
    }
    let (id, to) = on_the_road(&scope, &[("LAMP", 6), ("SOAP", 1)]).await;
    let offered = choices(&scope, Station::Receive).await.unwrap();
    assert_eq!(offered.iter().map(|choice| (choice.id, choice.waiting)).collect::<Vec<_>>(), [(id, 7)]);
    assert_eq!(find(&scope, Station::Receive, &offered[0].name.to_lowercase()).await.unwrap(), id);
    assert_eq!(conflict(service::finish_transfer(&scope, id, false).await), "stations-error-nothing");

    let five = ScanForm { quantity: "5".to_owned(), ..of(Station::Receive, id, "lamp") };
    assert_eq!(send(&scope, &five).await.verdict, Verdict::Applied);
    assert_eq!(attended(&scope, Station::Receive, id, "DUST").await, said(Verdict::Refused, "stations-error-not-ordered"));
    // No more can arrive than has left, whatever somebody ticks.
    let more = ScanForm { quantity: "2".to_owned(), over: "true".to_owned(), ..of(Station::Receive, id, "LAMP") };
    assert_eq!(send(&scope, &more).await.message.0, "stations-error-most");
    send(&scope, &undo(&more)).await;
    let broken = ScanForm { damaged: "true".to_owned(), ..of(Station::Receive, id, "LAMP") };
    send(&scope, &broken).await;
    let shown = board(&scope, Station::Receive, id).await;
    assert!(shown.kind == TaskKind::Transfer && shown.is_open);
    let line = shown.lines.iter().find(|line| line.sku == "LAMP").unwrap();
    assert_eq!((line.done, line.expected, line.damaged), (6, Some(6), 1));
    assert_eq!(on_hand(&scope, lamp, to).await, 0, "a scan alone books nothing");

    assert_eq!(service::finish_transfer(&scope, id, false).await.unwrap().1, 5);
    assert_eq!(on_hand(&scope, lamp, to).await, 5);
    assert_eq!(state(&scope, id).await, ("PARTIALLY_RECEIVED".to_owned(), 5, 1, 1));
    assert_eq!(send(&scope, &undo(&five)).await.message.0, "stations-error-settled", "what is booked is not taken back by a scan");
    // The soap does not come any more.
    service::finish_transfer(&scope, id, true).await.unwrap();
    assert_eq!(state(&scope, id).await, ("RECEIVED".to_owned(), 5, 2, 2));
    let reasons = "select count(*) from stock_transfer_items where discrepancy_reason in ('DAMAGED', 'MISSING')";
    assert_eq!(tenant_count(&scope, reasons).await, 2);
    assert_eq!(scan(&scope, Station::Receive, id, "SOAP").await, said(Verdict::Conflict, "stations-error-purchase-closed"));
    assert_eq!(conflict(service::finish_transfer(&scope, id, true).await), "stations-error-purchase-closed");
    assert_eq!(open_tasks(&scope).await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_transfer_received_by_two_at_once_stays_right() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 20).await;
    let (id, to) = on_the_road(&scope, &[("LAMP", 10)]).await;
    // Thirty scans by several tablets: ten count.
    let answers = join_all((0..30).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { attended(&scope, Station::Receive, id, "LAMP").await.0 })
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|answer| *answer.as_ref().unwrap() == Verdict::Applied).count(), 10);
    // Two finish at the tablets while somebody receives four at the transfer's own page.
    let line = board(&scope, Station::Receive, id).await.lines[0].id;
    let tablets = (0..4).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { service::finish_transfer(&scope, id, false).await.is_ok() })
    });
    let desk = {
        let scope = scope.clone();
        tokio::spawn(async move {
            let lines = [ReceiveLine { item_id: line, received: 4, discrepancy: None }];
            receive(&scope, id, "desk", &lines).await.is_ok()
        })
    };
    let finished = join_all(tablets).await.into_iter().filter(|done| *done.as_ref().unwrap()).count();
    let desk = desk.await.unwrap();
    let (status, received, discrepancy, receipts) = state(&scope, id).await;
    // Whoever was first has it: ten at a tablet, or four at the desk and the tablets are told that six are left.
    if desk {
        assert_eq!((finished, status.as_str(), received, receipts), (0, "PARTIALLY_RECEIVED", 4, 1));
    } else {
        assert_eq!((finished, status.as_str(), received, receipts), (1, "RECEIVED", 10, 1));
    }
    assert_eq!(discrepancy, 0);
    assert_eq!(on_hand(&scope, lamp, to).await, received);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_transfer_needs_the_right_to_change_stock() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 20).await;
    let (id, _) = on_the_road(&scope, &[("LAMP", 2)]).await;
    {
        let mut work = scope.begin().await.unwrap();
        sqlx::query("insert into roles (id, name, permissions) values ($1, 'Unpacker', array['purchasing.receive'])")
            .bind(smartstore::server::clock::new_id())
            .execute(work.conn())
            .await
            .unwrap();
        work.commit().await.unwrap();
    }
    let member = fixtures::Member { email: "unpacker@kandy-test.example".to_owned(), role: "Unpacker".to_owned() };
    fixtures::add_member(&scope, &member).await;
    let mut browser = app.sign_in_as(&member).await;
    let page = browser.open("/stations/receive").await;
    assert!(!page.has(&format!("a[href='/stations/receive/{id}']")));
    assert_eq!(browser.get(&format!("/stations/receive/{id}")).await.status, axum::http::StatusCode::FORBIDDEN);
    let mut keeper = app.sign_in("WAREHOUSE").await;
    let page = keeper.open(&format!("/stations/receive/{id}")).await;
    assert!(page.has("form[action='/api/stations/finish_transfer']") && !page.has("#st-over"));
    let answer = keeper.submit_form(&page, "#st-form", &[("code", "LAMP")]).await;
    let page = keeper.follow(answer).await;
    assert_eq!(page.text("#st-progress"), "1 / 2");
    let answer = keeper.submit_form(&page, "form[action='/api/stations/finish_transfer']", &[("rest_missing", "true")]).await;
    assert!(keeper.follow(answer).await.text(".toast").contains("1 received"));
    assert_eq!(state(&scope, id).await, ("RECEIVED".to_owned(), 1, 1, 2));
}
