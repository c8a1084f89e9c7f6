//! An order leaves a part after the other.

use super::{cash, confirmed, conflict, field_error, handover, parcels, pieces, quiet, state, words};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use rust_decimal::Decimal;
use smartstore::domains::delivery::service::{bring_back_parcel, deliver, dispatch, dispatch_part};
use smartstore::domains::documents::service::{label, printed_orders, printed_parcel};
use smartstore::domains::orders::service::{cancel, cancel_pieces, pack};
use smartstore::server::Scope;
use uuid::Uuid;

/// Three of "A" and two of "B": 6,250 and 350 for delivery.
async fn five_pieces(scope: &Scope) -> Uuid {
    product(scope, "A", 10).await;
    product(scope, "B", 10).await;
    confirmed(scope, &[("A", 3), ("B", 2)]).await
}

async fn stock(scope: &Scope) -> (i64, i64) {
    let on_hand = tenant_count(scope, "select sum(on_hand)::bigint from inventory_levels").await;
    (on_hand, tenant_count(scope, "select sum(reserved)::bigint from inventory_levels").await)
}

#[tokio::test]
async fn an_order_is_sent_in_two_parcels_and_paid_with_the_last() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = five_pieces(&scope).await;
    let first = dispatch_part(&scope, order, &pieces(&scope, order, &["2"]).await, &handover(&scope).await).await.unwrap();
    assert_eq!(state(&scope, order).await, words("PROCESSING", "PROCESSING", "UNPAID"), "the rest is still here");
    assert_eq!(stock(&scope).await, (18, 3), "two have left, three are reserved");
    assert_eq!(parcels(&scope, order).await[0].1, Decimal::ZERO, "nobody pays for what has not left");
    quiet(&app).await;

    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{order}")).await;
    assert!(page.visible().contains("2 of 5 sent"), "{page:?}");
    assert!(staff.open("/orders").await.visible().contains("2 of 5 sent"));
    let mut buyer = app.stranger();
    buyer.accept_language = Some("en".to_owned());
    let public = buyer.open(&format!("/s/kandy-test/track/{first}")).await.visible();
    assert!(public.contains("on its way") && public.contains("Product A") && !public.contains("Product B"), "{public}");

    let on_the_way = parcels(&scope, order).await;
    deliver(&scope, order, &cash(on_the_way[0].0, "")).await.unwrap();
    assert_eq!(state(&scope, order).await.0, "PROCESSING", "the first has arrived, the rest is here");
    pack(&scope, order).await.unwrap();
    dispatch(&scope, order, &handover(&scope).await).await.unwrap();
    assert_eq!(state(&scope, order).await, words("OUT_FOR_DELIVERY", "DISPATCHED", "UNPAID"));
    let both = parcels(&scope, order).await;
    assert_eq!(both[1].1, Decimal::from(6_600), "all that is due");
    quiet(&app).await;

    let printed = printed_parcel(&scope, both[0].0).await.unwrap();
    let shown: Vec<_> = printed[0].lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect();
    assert_eq!((shown, printed[0].collect), (vec![("A", 2)], Decimal::ZERO));
    let printed = printed_orders(&scope, &[order]).await.unwrap();
    let shown: Vec<_> = printed[0].lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect();
    assert_eq!(shown, [("A", 1), ("B", 2)], "the newest parcel");
    assert_eq!(label(&scope.organization, &printed[0], None).amount, "Rs\u{202f}6,600.00");

    deliver(&scope, order, &cash(both[1].0, "6600")).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    assert_eq!(tenant_count(&scope, "select count(*) from order_items where fulfilled = quantity").await, 2);
    quiet(&app).await;
}

#[tokio::test]
async fn what_comes_back_of_two_parcels_is_one_parcel() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = five_pieces(&scope).await;
    dispatch_part(&scope, order, &pieces(&scope, order, &["3"]).await, &handover(&scope).await).await.unwrap();
    dispatch_part(&scope, order, &pieces(&scope, order, &["0", "2"]).await, &handover(&scope).await).await.unwrap();
    assert_eq!(state(&scope, order).await.0, "OUT_FOR_DELIVERY", "nothing remains here");
    let both = parcels(&scope, order).await;
    assert_eq!((both[0].1, both[1].1), (Decimal::ZERO, Decimal::from(6_600)));
    bring_back_parcel(&scope, order, &both[0].0.to_string(), "Nobody at home").await.unwrap();
    assert_eq!(state(&scope, order).await, words("PACKED", "RETURNED", "UNPAID"));
    assert_eq!(stock(&scope).await, (18, 3), "three are back and reserved, two are on the way");
    assert_eq!(tenant_count(&scope, "select count(*) from payments where status = 'PENDING'").await, 1, "the other parcel still collects");
    quiet(&app).await;

    dispatch(&scope, order, &handover(&scope).await).await.unwrap();
    quiet(&app).await;
    let three = parcels(&scope, order).await;
    assert_eq!(three[2].1, Decimal::ZERO, "the other parcel collects it all");
    deliver(&scope, order, &cash(three[2].0, "")).await.unwrap();
    assert_eq!(state(&scope, order).await.0, "OUT_FOR_DELIVERY", "one is still on its way");
    deliver(&scope, order, &cash(three[1].0, "6600")).await.unwrap();
    assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    quiet(&app).await;
}

#[tokio::test]
async fn cancelling_after_a_part_was_sent_keeps_what_was_sent() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = five_pieces(&scope).await;
    dispatch_part(&scope, order, &pieces(&scope, order, &["3"]).await, &handover(&scope).await).await.unwrap();
    cancel(&scope, order, "The buyer wants no more").await.unwrap();
    assert_eq!(state(&scope, order).await.0, "OUT_FOR_DELIVERY", "what has left is not cancelled");
    assert_eq!(stock(&scope).await, (17, 0), "only what was here is free again");
    quiet(&app).await;
    let parcel = parcels(&scope, order).await[0].0;
    deliver(&scope, order, &cash(parcel, "")).await.unwrap();
    assert_eq!(state(&scope, order).await.0, "DELIVERED");
    quiet(&app).await;

    let other = confirmed(&scope, &[("A", 1), ("B", 1)]).await;
    dispatch_part(&scope, other, &pieces(&scope, other, &["1"]).await, &handover(&scope).await).await.unwrap();
    deliver(&scope, other, &cash(parcels(&scope, other).await[0].0, "")).await.unwrap();
    cancel_pieces(&scope, other, &pieces(&scope, other, &["0", "1"]).await, "Out of it").await.unwrap();
    assert_eq!(state(&scope, other).await.0, "DELIVERED", "all that will ever leave has arrived");
    quiet(&app).await;
}

#[tokio::test]
async fn a_part_is_what_is_there_and_not_more() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = five_pieces(&scope).await;
    let input = handover(&scope).await;
    assert_eq!(field_error(dispatch_part(&scope, order, &pieces(&scope, order, &["4"]).await, &input).await), "delivery-error-part-pieces");
    assert_eq!(
        field_error(dispatch_part(&scope, order, &pieces(&scope, order, &["-1"]).await, &input).await),
        "delivery-error-part-pieces"
    );
    assert_eq!(
        field_error(dispatch_part(&scope, order, &pieces(&scope, order, &["0", ""]).await, &input).await),
        "delivery-error-part-none"
    );
    assert_eq!(stock(&scope).await, (20, 5));
    let pending = smartstore::domains::orders::service::create(&scope, crate::support::fixtures::new_order(&[("A", 2)])).await.unwrap().0;
    let refused = dispatch_part(&scope, pending, &pieces(&scope, pending, &["1"]).await, &input).await;
    assert_eq!(conflict(refused), "delivery-error-part-late", "nobody has confirmed it");
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{order}")).await;
    let form = "form[action='/api/delivery/dispatch_part']";
    let refused = staff.submit_form(&page, form, &[]).await;
    assert_eq!(refused.status.as_u16(), 422, "{refused:?}");
    quiet(&app).await;
}

#[tokio::test]
async fn parts_that_are_sent_at_once_are_never_more_than_there_is() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = five_pieces(&scope).await;
    let (input, one) = (handover(&scope).await, pieces(&scope, order, &["1", "1"]).await);
    let clicks = (0..6).map(|_| {
        let (scope, input, one) = (scope.clone(), input.clone(), one.clone());
        tokio::spawn(async move { dispatch_part(&scope, order, &one, &input).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 2, "of B there are two: {outcomes:?}");
    assert_eq!(stock(&scope).await, (16, 1));
    assert_eq!(state(&scope, order).await.0, "PROCESSING");
    quiet(&app).await;
}
