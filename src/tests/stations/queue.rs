//! What a device sends after it was without a network: once, twice, at the same moment, in any order.

use super::{attended, board, conflict, counting, done, of, open_tasks, pieces, purchase, said, scan, send, shelf, undo};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use chrono::TimeDelta;
use futures::future::join_all;
use smartstore::domains::inventory::service::post_count;
use smartstore::domains::stations::model::{ScanForm, Station, Verdict, sender};
use smartstore::domains::stations::service;
use smartstore::server::Error;
use smartstore::server::clock::new_id;
use smartstore::shared::AppError;
use std::sync::Arc;

#[tokio::test]
async fn the_same_scan_at_the_same_moment_counts_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["LAMP", "SOAP"] {
        fixtures::product(&scope, sku, 10).await;
    }
    let order = purchase(&scope, &[("LAMP", 10)]).await;
    let count = counting(&scope).await;
    for (station, task) in [(Station::Receive, order), (Station::Count, count)] {
        let form = Arc::new(of(station, task, "LAMP"));
        let answers = join_all((0..12).map(|_| {
            let (scope, form) = (scope.clone(), form.clone());
            tokio::spawn(async move { send(&scope, &form).await })
        }))
        .await;
        let first = answers[0].as_ref().unwrap().clone();
        assert_eq!(first.verdict, Verdict::Applied);
        assert!(answers.into_iter().all(|answer| answer.unwrap() == first), "every one gets the same verdict");
    }
    assert_eq!(done(&scope, Station::Receive, order).await, pieces(&[("LAMP", 1)]));
    assert_eq!(done(&scope, Station::Count, count).await, pieces(&[("LAMP", 1), ("SOAP", 0)]));
    assert_eq!(tenant_count(&scope, "select count(*) from station_scans").await, 2);
    app.assert_quiet().await;
}

/// Sixty scans of three products and what takes some of them back, in an order that a seed gives.
fn sixty(station: Station, task: uuid::Uuid, skus: [&str; 3], seed: u64) -> (Vec<ScanForm>, [i32; 3]) {
    let mut forms = Vec::new();
    let mut sums = [0; 3];
    for number in 0..54_usize {
        let place = number % 3;
        let pieces = i32::try_from(number % 2).unwrap() + 1;
        let form =
            ScanForm { quantity: pieces.to_string(), seconds_ago: (1200 - number * 20).to_string(), ..of(station, task, skus[place]) };
        if number % 9 == 4 {
            forms.push(undo(&form));
        } else {
            sums[place] += pieces;
        }
        forms.push(form);
    }
    assert_eq!(forms.len(), 60);
    let mut state = seed;
    for place in (1..forms.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        forms.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
    }
    (forms, sums)
}

#[tokio::test]
async fn sixty_scans_count_once_each_in_any_order_and_sent_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["A", "B", "C"] {
        fixtures::product(&scope, sku, 40).await;
    }
    let order = purchase(&scope, &[("A", 100), ("B", 100), ("C", 100)]).await;
    let count = counting(&scope).await;
    app.clock.advance(TimeDelta::minutes(30));
    for (station, task) in [(Station::Receive, order), (Station::Count, count)] {
        let (forms, sums) = sixty(station, task, ["A", "B", "C"], 7);
        // One after the other, as a device sends.
        for form in &forms {
            send(&scope, form).await;
        }
        let expected = pieces(&[("A", sums[0]), ("B", sums[1]), ("C", sums[2])]);
        assert_eq!(done(&scope, station, task).await, expected, "{station:?}");
        // And again, by two senders at once, from the other end: nothing changes.
        let again = forms.iter().rev().flat_map(|form| [form.clone(), form.clone()]);
        let answers = join_all(again.map(|form| {
            let scope = scope.clone();
            tokio::spawn(async move { drop(send(&scope, &form).await) })
        }))
        .await;
        assert!(answers.into_iter().all(|answer| answer.is_ok()));
        assert_eq!(done(&scope, station, task).await, expected, "{station:?} twice");
    }
    assert_eq!(open_tasks(&scope).await, 0);
    assert_eq!(tenant_count(&scope, "select count(*) from station_scans").await, 120);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_received_by_scans_is_booked_once_and_not_sellable_before() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 0).await;
    let order = purchase(&scope, &[("LAMP", 10)]).await;
    for _ in 0..6 {
        assert_eq!(scan(&scope, Station::Receive, order, "lamp").await, said(Verdict::Applied, "stations-said-of"));
    }
    send(&scope, &ScanForm { damaged: "true".to_owned(), ..of(Station::Receive, order, "LAMP") }).await;
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_levels where on_hand > 0").await, 0, "a scan alone books nothing");
    assert_eq!(service::finish_receipt(&scope, order, "DN-1").await.unwrap().1, 7);
    assert_eq!(shelf(&scope, lamp).await, (7, 0, 1, 0));
    assert_eq!(conflict(service::finish_receipt(&scope, order, "").await), "stations-error-nothing");
    // The rest comes later; more than was ordered only when it is meant.
    for _ in 0..3 {
        scan(&scope, Station::Receive, order, "LAMP").await;
    }
    assert_eq!(attended(&scope, Station::Receive, order, "LAMP").await, said(Verdict::Refused, "stations-error-over"));
    assert_eq!(board(&scope, Station::Receive, order).await.lines[0].done, 10);
    let meant = ScanForm { over: "true".to_owned(), ..of(Station::Receive, order, "LAMP") };
    assert_eq!(send(&scope, &meant).await.verdict, Verdict::Applied);
    // What is booked is not taken back by a scan.
    service::finish_receipt(&scope, order, "").await.unwrap();
    assert_eq!(shelf(&scope, lamp).await.0, 11);
    let late = send(&scope, &undo(&meant)).await;
    assert_eq!((late.verdict, late.message.0.as_str()), (Verdict::Conflict, "stations-error-settled"));
    assert_eq!(scan(&scope, Station::Receive, order, "LAMP").await, said(Verdict::Conflict, "stations-error-purchase-closed"));
    assert_eq!(open_tasks(&scope).await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn parallel_scans_never_count_more_than_was_ordered() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 0).await;
    let order = purchase(&scope, &[("LAMP", 10)]).await;
    let answers = join_all((0..30).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { scan(&scope, Station::Receive, order, "LAMP").await.0 })
    }))
    .await;
    let applied = answers.into_iter().filter(|answer| *answer.as_ref().unwrap() == Verdict::Applied).count();
    assert_eq!(applied, 10);
    assert_eq!(done(&scope, Station::Receive, order).await, pieces(&[("LAMP", 10)]));
    assert_eq!(open_tasks(&scope).await, 20, "each of the others is a task: nothing is lost");
}

#[tokio::test]
async fn a_count_by_scans_is_right_while_stock_is_sold_and_closes_to_late_scans() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = fixtures::product(&scope, "LAMP", 10).await;
    let count = counting(&scope).await;
    for _ in 0..9 {
        assert_eq!(scan(&scope, Station::Count, count, "LAMP").await, said(Verdict::Applied, "stations-said-done"));
    }
    // Found where nobody expected it.
    fixtures::product(&scope, "SOAP", 0).await;
    scan(&scope, Station::Count, count, "SOAP").await;
    post_count(&scope, &count.to_string(), false).await.unwrap();
    assert_eq!(shelf(&scope, lamp).await.0, 9);
    assert_eq!(scan(&scope, Station::Count, count, "LAMP").await, said(Verdict::Conflict, "stations-error-count-over"));
    assert_eq!(shelf(&scope, lamp).await.0, 9);
    app.assert_quiet().await;
}

#[tokio::test]
async fn nothing_of_somebody_else_can_be_scanned() {
    let app = TestApp::start().await;
    let (scope, other) = (app.scope(), app.other_scope());
    fixtures::product(&scope, "LAMP", 5).await;
    fixtures::product(&other, "LAMP", 5).await;
    let theirs = purchase(&other, &[("LAMP", 10)]).await;
    let count = counting(&other).await;
    for (station, task) in [
        (Station::Receive, theirs),
        (Station::Count, count),
        (Station::Pack, new_id()),
        (Station::Pick, new_id()),
        (Station::Returns, theirs),
    ] {
        for form in [of(station, task, "LAMP"), undo(&of(station, task, "LAMP"))] {
            let refused = service::scan(&scope, &form).await;
            assert!(matches!(refused, Err(Error::App(AppError::NotFound))), "{station:?}: {refused:?}");
        }
    }
    assert_eq!(tenant_count(&scope, "select count(*) from station_scans").await, 0);
    // An id that stands for another scan is refused; the same id in another organization is another scan.
    let own = purchase(&scope, &[("LAMP", 10)]).await;
    let form = of(Station::Receive, own, "LAMP");
    send(&scope, &form).await;
    let second = purchase(&scope, &[("LAMP", 10)]).await;
    assert_eq!(conflict(service::scan(&scope, &ScanForm { task: second.to_string(), ..form.clone() }).await), "stations-error-id-taken");
    send(&other, &ScanForm { task: theirs.to_string(), ..form }).await;
    assert_eq!(done(&other, Station::Receive, theirs).await, pieces(&[("LAMP", 1)]));
}

#[test]
fn a_queue_belongs_to_a_person_in_an_organization() {
    let (one, two, three) = (new_id(), new_id(), new_id());
    assert_ne!(sender(one, two), sender(one, three));
    assert_ne!(sender(one, two), sender(three, two));
}
