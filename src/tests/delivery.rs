//! Delivery: from the packed order to the door, with its cash, and back when nobody opens.

use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::delivery::model::{CourierForm, DeliverInput, DispatchInput, ParcelRow, ParcelStatus};
use smartstore::domains::delivery::service::{bring_back, create_courier, deliver, dispatch, of_order};
use smartstore::domains::orders::service::{confirm, create, pack};
use smartstore::domains::payments::model::RecordedPayment;
use smartstore::domains::payments::service::{record_payment, remit_cod};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

/// An order of 3,500 for two of the five pieces of "A", packed.
async fn packed(scope: &Scope) -> Uuid {
    product(scope, "A", 5).await;
    let mut new = new_order(&[("A", 2)]);
    new.shipping = Decimal::from(1_000);
    let order = create(scope, new).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    pack(scope, order).await.unwrap();
    order
}

async fn hand_over(scope: &Scope, order: Uuid) -> String {
    let form = CourierForm { kind: "RIDER".to_owned(), name: format!("Sunil {}", new_id()), ..CourierForm::default() };
    let courier_id = create_courier(scope, &form).await.unwrap().to_string();
    dispatch(scope, order, &DispatchInput { courier_id, ..DispatchInput::default() }).await.unwrap()
}

fn cash(collected: &str, remitted: bool) -> DeliverInput {
    DeliverInput { collected: collected.to_owned(), remitted, ..DeliverInput::default() }
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

/// (on hand, reserved).
async fn stock(scope: &Scope) -> (i64, i64) {
    let on_hand = tenant_count(scope, "select sum(on_hand)::bigint from inventory_levels").await;
    (on_hand, tenant_count(scope, "select sum(reserved)::bigint from inventory_levels").await)
}

/// (id, status, amount, captured) of the payments at the door, oldest first.
async fn at_the_door(scope: &Scope) -> Vec<(Uuid, String, Decimal, Decimal)> {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as("select id, status, amount, captured from payments where method = 'COD' order by id")
        .fetch_all(work.conn())
        .await
        .unwrap()
}

async fn only_parcel(scope: &Scope, order: Uuid) -> ParcelRow {
    let mut parcels = of_order(scope, order).await.unwrap();
    assert_eq!(parcels.len(), 1, "{parcels:?}");
    parcels.remove(0)
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

fn field_error<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (String, String) {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => (errors.0[0].field.clone(), errors.0[0].key.clone()),
        other => panic!("no field error: {other:?}"),
    }
}

#[tokio::test]
async fn cash_is_with_the_courier_until_it_is_handed_over() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    assert_eq!(stock(&scope).await, (5, 2));
    let number = hand_over(&scope, order).await;
    assert_eq!(stock(&scope).await, (3, 0), "what leaves is taken from the shelf");
    assert_eq!(state(&scope, order).await, words("OUT_FOR_DELIVERY", "DISPATCHED", "UNPAID"));
    let parcel = only_parcel(&scope, order).await;
    assert_eq!((parcel.tracking_number, parcel.status, parcel.cod_amount), (number, ParcelStatus::Dispatched, Decimal::from(3_500)));
    let expected = at_the_door(&scope).await;
    assert_eq!(expected.len(), 1);
    assert_eq!((expected[0].1.as_str(), expected[0].2, expected[0].3), ("PENDING", Decimal::from(3_500), Decimal::ZERO));
    app.assert_quiet().await;

    deliver(&scope, order, &cash("3,500.00", false)).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "UNPAID"));
    assert_eq!(only_parcel(&scope, order).await.status, ParcelStatus::Delivered);
    let with_courier = at_the_door(&scope).await;
    assert_eq!((with_courier[0].1.as_str(), with_courier[0].3), ("PROCESSING", Decimal::ZERO));
    app.assert_quiet().await;

    let payment = with_courier[0].0;
    remit_cod(&scope, payment).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    let ours = at_the_door(&scope).await;
    assert_eq!((ours.len(), ours[0].1.as_str(), ours[0].3), (1, "COMPLETED", Decimal::from(3_500)));
    assert_eq!(conflict(remit_cod(&scope, payment).await), "payments-error-not-with-courier");
    assert_eq!(stock(&scope).await, (3, 0));
    app.assert_quiet().await;
}

#[tokio::test]
async fn cash_that_is_ours_pays_the_order_at_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    hand_over(&scope, order).await;
    deliver(&scope, order, &cash("3500", true)).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    let paid = at_the_door(&scope).await;
    assert_eq!((paid.len(), paid[0].1.as_str(), paid[0].3), (1, "COMPLETED", Decimal::from(3_500)));
    app.assert_quiet().await;
}

#[tokio::test]
async fn another_amount_than_expected_needs_a_reason() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    hand_over(&scope, order).await;
    let wrong = |text: &str, key: &str| {
        let (scope, input, key) = (scope.clone(), cash(text, true), key.to_owned());
        async move { assert_eq!(field_error(deliver(&scope, order, &input).await).1, key, "{:?}", input.collected) }
    };
    wrong("3400", "delivery-error-reason-for-amount").await;
    wrong("3600", "delivery-error-reason-for-amount").await;
    wrong("0", "delivery-error-reason-for-amount").await;
    wrong("", "error-required").await;
    assert_eq!(field_error(deliver(&scope, order, &cash("much", true)).await).0, "collected");
    assert_eq!(state(&scope, order).await, words("OUT_FOR_DELIVERY", "DISPATCHED", "UNPAID"), "nothing of it happened");
    let explained = DeliverInput { reason: "One hundred off for the torn box".to_owned(), ..cash("3400", true) };
    deliver(&scope, order, &explained).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PARTIALLY_PAID"));
    let paid = at_the_door(&scope).await;
    assert_eq!((paid[0].2, paid[0].3), (Decimal::from(3_400), Decimal::from(3_400)));
    assert_eq!(tenant_count(&scope, "select count(*) from payment_events where type = 'AMOUNT_CHANGED'").await, 1, "in plain sight");
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_advance_is_not_asked_for_again_at_the_door() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    let advance = RecordedPayment {
        method: "BANK_TRANSFER".to_owned(),
        amount: "1,000".to_owned(),
        reference: "BOC 1".to_owned(),
        key: "k".to_owned(),
    };
    record_payment(&scope, order, &advance).await.unwrap();
    record_payment(&scope, order, &advance).await.unwrap();
    assert_eq!(state(&scope, order).await.2, "PARTIALLY_PAID");
    let number = hand_over(&scope, order).await;
    assert_eq!(only_parcel(&scope, order).await.cod_amount, Decimal::from(2_500));
    assert_eq!(at_the_door(&scope).await[0].2, Decimal::from(2_500));
    let page = app.sign_in("STAFF").await.open(&format!("/orders/{order}")).await;
    assert!(page.visible().contains("2,500"), "{page:?}");
    let mut buyer = app.stranger();
    buyer.accept_language = Some("en".to_owned());
    let public = buyer.open(&format!("/s/kandy-test/track/{number}")).await.visible();
    assert!(public.contains("2,500") && !public.contains("3,500"), "{public}");
    deliver(&scope, order, &cash("2500", true)).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_deliver_at_once_deliver_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    hand_over(&scope, order).await;
    let clicks = (0..4).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { deliver(&scope, order, &cash("3500", true)).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refused in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(conflict(refused), "delivery-error-not-on-the-way");
    }
    let captured = "select count(*) from payment_events where type = 'CAPTURED'";
    assert_eq!(tenant_count(&scope, captured).await, 1);
    assert_eq!(at_the_door(&scope).await.len(), 1);
    assert_eq!(tenant_count(&scope, "select count(*) from delivery_status_history where new_status = 'DELIVERED'").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from customers where delivered_count = 1 and total_spent = 3500").await, 1);
    assert_eq!(stock(&scope).await, (3, 0));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_parcel_that_comes_back_lies_packed_on_the_table_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    hand_over(&scope, order).await;
    assert_eq!(field_error(bring_back(&scope, order, " ").await).0, "return_reason");
    bring_back(&scope, order, "Nobody at home").await.unwrap();
    assert_eq!(stock(&scope).await, (5, 2), "back on the shelf, and reserved");
    assert_eq!(state(&scope, order).await.0, "PACKED");
    assert_eq!(only_parcel(&scope, order).await.status, ParcelStatus::Returned);
    assert_eq!(at_the_door(&scope).await[0].1, "FAILED");
    assert_eq!(conflict(bring_back(&scope, order, "Again").await), "delivery-error-not-on-the-way");
    app.assert_quiet().await;
    hand_over(&scope, order).await;
    assert_eq!(stock(&scope).await, (3, 0));
    deliver(&scope, order, &cash("3500", true)).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    assert_eq!(at_the_door(&scope).await.iter().filter(|payment| payment.1 == "COMPLETED").count(), 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_public_page_says_where_the_parcel_is_and_little_of_its_buyer() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = packed(&scope).await;
    let number = hand_over(&scope, order).await;
    let mut buyer = app.stranger();
    buyer.accept_language = Some("si".to_owned());
    let path = format!("/s/kandy-test/track/{number}");
    let page = buyer.open(&path).await;
    let text = page.visible();
    assert!(text.contains("මගේ පාර්සලය කොහෙද?") && text.contains("කුරියර් අත"), "{text}");
    assert!(text.contains("3,500"), "what is to be paid: {text}");
    let source = page.body.clone();
    for secret in ["Perera", "771234567", "Lake Road", order.to_string().as_str()] {
        assert!(!source.contains(secret), "{secret} is on the public page");
    }
    deliver(&scope, order, &cash("3500", true)).await.unwrap();
    let text = buyer.open(&path).await.visible();
    assert!(text.contains("ඔබගේ පාර්සලය භාර දී ඇත."), "{text}");
    for unknown in ["/s/kandy-test/track/TRKZZZZZ", "/s/nobody/track/TRKZZZZZ", format!("/s/galle-test/track/{number}").as_str()] {
        let page = buyer.get(unknown).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
    }
    app.assert_quiet().await;
}
