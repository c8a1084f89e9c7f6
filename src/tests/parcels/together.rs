//! Orders of one buyer travel in one parcel.

use super::{cash, confirmed, conflict, field_error, handover, number_of, parcels, pieces, quiet, state, ticks, words};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use rust_decimal::Decimal;
use smartstore::domains::customers::model::CustomerIdentity;
use smartstore::domains::delivery::model::DeliverInput;
use smartstore::domains::delivery::service::{bring_back, deliver, dispatch, dispatch_part};
use smartstore::domains::documents::service::{label, printed_orders};
use smartstore::domains::orders::service::{cancel, confirm, create, merge, pack, separate};
use smartstore::server::Scope;
use uuid::Uuid;

/// Two confirmed orders of one buyer, 1,600 and 2,850.
async fn two(scope: &Scope) -> [Uuid; 2] {
    product(scope, "A", 20).await;
    [confirmed(scope, &[("A", 1)]).await, confirmed(scope, &[("A", 2)]).await]
}

#[tokio::test]
async fn orders_of_one_buyer_leave_in_one_parcel_and_remain_two() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [one, other] = two(&scope).await;
    let mut staff = app.sign_in("STAFF").await;
    assert!(staff.open("/orders").await.visible().contains("One other open order of this buyer"));
    let page = staff.open(&format!("/orders/{one}")).await;
    let done = staff.submit_form(&page, "form[action='/api/orders/merge_orders']", &[]).await;
    assert_eq!(done.status.as_u16(), 200, "{done:?}");
    assert!(staff.open("/orders").await.visible().contains("In one parcel with another order"));

    pack(&scope, other).await.unwrap();
    assert_eq!(state(&scope, one).await.0, "PACKED", "they are packed together");
    let numbers = [number_of(&scope, one).await, number_of(&scope, other).await];
    let printed = printed_orders(&scope, &[other, one]).await.unwrap();
    assert_eq!(printed.len(), 1, "one parcel, one label");
    assert_eq!((printed[0].numbers.as_slice(), printed[0].collect), (numbers.as_slice(), Decimal::from(4_450)));
    let refused = dispatch_part(&scope, other, &pieces(&scope, other, &["1"]).await, &handover(&scope).await).await;
    assert_eq!(conflict(refused), "delivery-error-part-of-group");

    let tracking = dispatch(&scope, other, &handover(&scope).await).await.unwrap();
    for order in [one, other] {
        assert_eq!(state(&scope, order).await, words("OUT_FOR_DELIVERY", "DISPATCHED", "UNPAID"));
    }
    let parcel = parcels(&scope, one).await;
    assert_eq!(parcel, parcels(&scope, other).await);
    assert_eq!((parcel.len(), parcel[0].1), (1, Decimal::from(4_450)), "cash for both");
    assert_eq!(tenant_count(&scope, "select count(*) from payments where status = 'PENDING'").await, 2);
    let printed = printed_orders(&scope, &[one]).await.unwrap();
    let label = label(&scope.organization, &printed[0], None);
    assert_eq!((label.codes[0].1.as_str(), label.amount.as_str()), (tracking.as_str(), "Rs\u{202f}4,450.00"));
    assert!(label.facts.iter().any(|(_, value)| *value == numbers.join(", ")), "{label:?}");
    let mut buyer = app.stranger();
    buyer.accept_language = Some("en".to_owned());
    let public = buyer.open(&format!("/s/kandy-test/track/{tracking}")).await.visible();
    assert!(public.contains("4,450") && public.contains(&numbers[0]) && public.contains(&numbers[1]), "{public}");
    quiet(&app).await;

    deliver(&scope, one, &cash(parcel[0].0, "4450")).await.unwrap();
    for order in [one, other] {
        assert_eq!(state(&scope, order).await, words("DELIVERED", "DELIVERED", "PAID"));
    }
    quiet(&app).await;
}

#[tokio::test]
async fn too_little_cash_is_spread_and_a_parcel_that_comes_back_brings_all() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [one, other] = two(&scope).await;
    merge(&scope, one, &ticks(&[other])).await.unwrap();
    pack(&scope, one).await.unwrap();
    dispatch(&scope, one, &handover(&scope).await).await.unwrap();
    bring_back(&scope, other, "Nobody at home").await.unwrap();
    for order in [one, other] {
        assert_eq!(state(&scope, order).await, words("PACKED", "RETURNED", "UNPAID"));
    }
    assert_eq!(tenant_count(&scope, "select sum(on_hand)::bigint from inventory_levels").await, 20);
    quiet(&app).await;
    dispatch(&scope, other, &handover(&scope).await).await.unwrap();
    let short = DeliverInput { reason: "Had no more".to_owned(), ..cash(parcels(&scope, one).await[1].0, "2000") };
    deliver(&scope, other, &short).await.unwrap();
    assert_eq!(state(&scope, one).await.2, "PAID", "1,600 of it");
    assert_eq!(state(&scope, other).await.2, "PARTIALLY_PAID", "400 of it");
    quiet(&app).await;
}

#[tokio::test]
async fn orders_are_taken_apart_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [one, other] = two(&scope).await;
    let third = confirmed(&scope, &[("A", 3)]).await;
    assert_eq!(field_error(merge(&scope, one, &ticks(&[])).await), "orders-error-merge-none");
    merge(&scope, one, &ticks(&[other, third])).await.unwrap();
    separate(&scope, third).await.unwrap();
    assert_eq!(conflict(separate(&scope, third).await), "orders-error-separate");
    pack(&scope, one).await.unwrap();
    assert_eq!(state(&scope, third).await.0, "CONFIRMED", "it is packed alone");
    separate(&scope, one).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from orders where parcel_group_id is not null").await, 0, "one alone is no group");
    dispatch(&scope, other, &handover(&scope).await).await.unwrap();
    assert_eq!(state(&scope, one).await.0, "PACKED");
    // What was cancelled does not hold the other up.
    merge(&scope, one, &ticks(&[third])).await.unwrap();
    cancel(&scope, third, "Too late").await.unwrap();
    dispatch(&scope, one, &handover(&scope).await).await.unwrap();
    assert_eq!(parcels(&scope, one).await[0].1, Decimal::from(1_600));
    quiet(&app).await;
}

#[tokio::test]
async fn other_buyers_and_other_addresses_travel_alone() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [one, _] = two(&scope).await;
    let mut new = new_order(&[("A", 1)]);
    new.address.line1 = "7 Temple Street".to_owned();
    let elsewhere = create(&scope, new).await.unwrap().0;
    let mut new = new_order(&[("A", 1)]);
    new.customer = CustomerIdentity { name: "Kamala".to_owned(), phone: Some("+94777654321".to_owned()), ..CustomerIdentity::default() };
    let somebody = create(&scope, new).await.unwrap().0;
    for wrong in [elsewhere, somebody] {
        confirm(&scope, wrong).await.unwrap();
        assert_eq!(conflict(merge(&scope, one, &ticks(&[wrong])).await), "orders-error-group-changed", "it is not proposed");
    }
    assert_eq!(tenant_count(&scope, "select count(*) from orders where parcel_group_id is not null").await, 0);
    quiet(&app).await;
}

#[tokio::test]
async fn everybody_may_merge_separate_and_pack_at_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(confirmed(&scope, &[("A", 1)]).await);
    }
    let all = ticks(&orders);
    let clicks = (0..24).map(|turn| {
        let (scope, orders, all) = (scope.clone(), orders.clone(), all.clone());
        tokio::spawn(async move {
            let order = orders[turn % 4];
            match turn % 3 {
                0 => merge(&scope, order, &all).await,
                1 => separate(&scope, order).await,
                _ => pack(&scope, order).await,
            }
        })
    });
    for outcome in futures::future::join_all(clicks).await {
        let outcome = outcome.unwrap();
        assert!(outcome.is_ok() || !conflict(outcome).is_empty());
    }
    let alone =
        "select count(*) from (select from orders where parcel_group_id is not null group by parcel_group_id having count(*) = 1) g";
    assert_eq!(tenant_count(&scope, alone).await, 0, "whoever remains alone shares nothing");
    merge(&scope, orders[0], &all).await.unwrap();
    for order in &orders {
        // Those that were packed before the others came to them stay so.
        let outcome = pack(&scope, *order).await;
        assert!(outcome.is_ok() || conflict(outcome) == "orders-error-step");
    }
    let input = handover(&scope).await;
    let clicks = orders.iter().map(|order| {
        let (scope, input, order) = (scope.clone(), input.clone(), *order);
        tokio::spawn(async move { dispatch(&scope, order, &input).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "one parcel: {outcomes:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from delivery_orders").await, 4);
    assert_eq!(tenant_count(&scope, "select sum(on_hand)::bigint from inventory_levels").await, 46);
    quiet(&app).await;
}
