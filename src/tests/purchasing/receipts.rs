//! What comes in: parts, more than was ordered, broken pieces, and the same receipt again.

use super::{came, confirmed, field, order, sent, shelf, supplier, take};
use crate::support::TestApp;
use crate::support::fixtures::{product, stock_drift, tenant_count};
use smartstore::domains::purchasing::model::PurchaseStatus;
use smartstore::domains::purchasing::service;
use smartstore::server::Error;
use smartstore::server::clock::new_id;
use smartstore::shared::AppError;

#[tokio::test]
async fn three_and_four_of_ten_leave_three() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 2).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = confirmed(&scope, one, &[("A", "10", "100")]).await;
    take(&scope, id, &[("A", 3, 0)]).await.unwrap();
    take(&scope, id, &[("A", 4, 1)]).await.unwrap();
    let read = order(&scope, id).await;
    assert_eq!((read.row.status, read.items[0].received, read.items[0].outstanding()), (PurchaseStatus::PartiallyReceived, 7, 3));
    assert_eq!(shelf(&scope, "A").await, (9, 1), "two were there, and one that came is broken");
    take(&scope, id, &[("A", 3, 0)]).await.unwrap();
    let read = order(&scope, id).await;
    assert_eq!((read.row.status, read.receipts.len()), (PurchaseStatus::Received, 3));
    assert_eq!(
        tenant_count(
            &scope,
            "select count(*) from inventory_movements where reference_type = 'PURCHASE_RECEIPT_ITEM' and cause = 'PURCHASE'"
        )
        .await,
        4,
        "whole and broken pieces move apart"
    );
    assert!(stock_drift(&scope).await.is_empty());
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_comes_before_the_supplier_has_answered_is_the_answer() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = sent(&scope, one, &[("A", "2", "100")]).await;
    take(&scope, id, &[("A", 2, 0)]).await.unwrap();
    let read = order(&scope, id).await;
    let steps: Vec<_> = read.history.iter().rev().map(|event| event.new.code()).collect();
    assert_eq!(steps, ["DRAFT", "SENT", "CONFIRMED", "RECEIVED"]);
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn more_than_was_ordered_must_be_meant_and_stay_within_the_percentage() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = confirmed(&scope, one, &[("A", "20", "100")]).await;
    take(&scope, id, &[("A", 15, 0)]).await.unwrap();
    let read = order(&scope, id).await;
    let mut form = came(&read, &[("A", 7, 0)]);
    assert_eq!(field(service::receive(&scope, id, &form).await), "lines[0][received]: purchasing-error-over-unmeant");
    form.allow_over = "true".to_owned();
    let mut more = came(&read, &[("A", 8, 0)]);
    more.allow_over = "true".to_owned();
    match service::receive(&scope, id, &more).await {
        Err(Error::App(AppError::Invalid(errors))) => {
            assert_eq!(errors.0[0].key, "purchasing-error-over");
            assert!(errors.0[0].args.contains(&("most".to_owned(), "7".to_owned())), "{:?}", errors.0[0].args);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(shelf(&scope, "A").await, (15, 0), "nothing came of what was refused");
    service::receive(&scope, id, &form).await.unwrap();
    assert_eq!(shelf(&scope, "A").await, (22, 0));
    assert_eq!(order(&scope, id).await.row.status, PurchaseStatus::Received);

    service::set_over_percent(&scope, "0").await.unwrap();
    let id = confirmed(&scope, one, &[("A", "20", "100")]).await;
    let mut form = came(&order(&scope, id).await, &[("A", 21, 0)]);
    form.allow_over = "true".to_owned();
    assert_eq!(field(service::receive(&scope, id, &form).await), "lines[0][received]: purchasing-error-over");
    for (typed, expected) in [
        ("", "error-required"),
        ("101", "purchasing-error-percent"),
        ("-1", "purchasing-error-percent"),
        ("1.2345", "purchasing-error-percent"),
    ] {
        assert_eq!(field(service::set_over_percent(&scope, typed).await), format!("over_percent: {expected}"));
    }
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn one_receipt_that_is_sent_five_times_at_once_is_booked_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 1).await;
    product(&scope, "B", 1).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = confirmed(&scope, one, &[("A", "10", "100"), ("B", "4", "50")]).await;
    let mut form = came(&order(&scope, id).await, &[("A", 10, 0), ("B", 2, 1)]);
    form.freight = "60".to_owned();
    let sends = (0..5).map(|_| {
        let (scope, form) = (scope.clone(), form.clone());
        tokio::spawn(async move { service::receive(&scope, id, &form).await })
    });
    for outcome in futures::future::join_all(sends).await {
        outcome.unwrap().unwrap();
    }
    assert_eq!((shelf(&scope, "A").await, shelf(&scope, "B").await), ((11, 0), (3, 1)));
    assert_eq!(tenant_count(&scope, "select count(*) from purchase_receipts").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from purchase_landed_costs").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'purchasing.received'").await, 1);
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_receive_the_same_rest_do_not_take_it_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = confirmed(&scope, one, &[("A", "10", "100")]).await;
    let read = order(&scope, id).await;
    let sends = (0..4).map(|_| {
        let (scope, form) = (scope.clone(), came(&read, &[("A", 10, 0)]));
        tokio::spawn(async move { service::receive(&scope, id, &form).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(sends).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(shelf(&scope, "A").await, (10, 0));
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_receipt_of_nothing_or_of_strange_lines_is_refused() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let (id, other) = (confirmed(&scope, one, &[("A", "10", "100")]).await, confirmed(&scope, one, &[("A", "10", "100")]).await);
    let read = order(&scope, id).await;
    assert_eq!(field(service::receive(&scope, id, &came(&read, &[("A", 0, 0)])).await), "lines[0][received]: purchasing-error-nothing");
    assert_eq!(field(service::receive(&scope, id, &came(&read, &[("A", 2, 3)])).await), "lines[0][damaged]: purchasing-error-damaged");
    let strange = came(&order(&scope, other).await, &[("A", 2, 0)]);
    assert_eq!(field(service::receive(&scope, id, &strange).await), "lines[0][received]: error-choice");
    // The id of another order's receipt does not book here.
    let mut form = came(&read, &[("A", 1, 0)]);
    service::receive(&scope, id, &form).await.unwrap();
    form.lines.clone_from(&came(&order(&scope, other).await, &[("A", 1, 0)]).lines);
    assert!(matches!(service::receive(&scope, other, &form).await, Err(Error::App(AppError::NotFound))));
    assert!(matches!(service::receive(&scope, new_id(), &form).await, Err(Error::App(AppError::NotFound))));
    assert_eq!(shelf(&scope, "A").await, (1, 0));
}
