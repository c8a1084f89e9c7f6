//! Orders: what happens when two people do something at the same moment, or one person does it twice.

mod addresses;
mod calls;
mod carts;
mod edits;
mod kept;

use crate::support::TestApp;
use crate::support::fixtures::{new_order, order, product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::orders::model::OrderStatus;
use smartstore::domains::orders::service::{cancel, confirm, create, detail, pack};
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

async fn status(scope: &Scope, order: Uuid) -> OrderStatus {
    detail(scope, order).await.unwrap().row.status
}

async fn available(scope: &Scope) -> i64 {
    tenant_count(scope, "select sum(available)::bigint from inventory_levels").await
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

#[tokio::test]
async fn of_fifty_orders_for_the_last_piece_exactly_one_is_confirmed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAST", 1).await;
    let mut orders = Vec::new();
    for _ in 0..50 {
        orders.push(order(&scope, &[("LAST", 1)]).await);
    }
    let buyers = orders.iter().map(|order| {
        let (scope, order) = (scope.clone(), *order);
        tokio::spawn(async move { confirm(&scope, order).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(buyers).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refused in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(conflict(refused), "inventory-error-out-of-stock");
    }
    assert_eq!(tenant_count(&scope, "select count(*) from orders where status = 'CONFIRMED'").await, 1);
    assert_eq!(available(&scope).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_order_that_cannot_be_filled_whole_reserves_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    product(&scope, "B", 5).await;
    let same_twice = order(&scope, &[("A", 3), ("A", 3)]).await;
    assert_eq!(conflict(confirm(&scope, same_twice).await), "inventory-error-out-of-stock");
    let second_missing = order(&scope, &[("A", 1), ("B", 6)]).await;
    assert_eq!(conflict(confirm(&scope, second_missing).await), "inventory-error-out-of-stock");
    assert_eq!(available(&scope).await, 10);
    assert_eq!(status(&scope, same_twice).await, OrderStatus::Pending);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_line_is_typed_in_small_letters_or_scanned() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "BTK-SAR", 5).await;
    product(&scope, "btk-sar-2", 5).await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update product_variants set barcode = '4790000000017' where sku = 'btk-sar-2'").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    let (id, _) = create(&scope, new_order(&[("btk-sar", 1), ("BTK-SAR-2", 1), ("4790000000017", 1)])).await.unwrap();
    let skus: Vec<_> = detail(&scope, id).await.unwrap().items.into_iter().map(|item| item.sku.unwrap()).collect();
    assert_eq!(skus, ["BTK-SAR", "btk-sar-2", "btk-sar-2"]);
    let unknown = create(&scope, new_order(&[("BTK-SA", 1)])).await;
    assert!(matches!(unknown, Err(Error::App(AppError::Invalid(_)))), "{unknown:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn sending_the_form_twice_makes_one_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    let new = new_order(&[("A", 1)]);
    let first = create(&scope, new.clone()).await.unwrap();
    assert_eq!(create(&scope, new).await.unwrap(), first);
    let at_once = new_order(&[("A", 2)]);
    let clicks = (0..4).map(|_| {
        let (scope, new) = (scope.clone(), at_once.clone());
        tokio::spawn(async move { create(&scope, new).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(|outcome| outcome.unwrap().unwrap()).collect();
    assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "{outcomes:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 2);
    assert_eq!(tenant_count(&scope, "select count(*) from order_items").await, 2);
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 1, "the same phone is the same customer");
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_confirm_at_once_reserve_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    let order = order(&scope, &[("A", 2)]).await;
    let clicks = (0..6).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { confirm(&scope, order).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(available(&scope).await, 3);
    app.assert_quiet().await;
}

#[tokio::test]
async fn cancelling_twice_releases_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    let order = order(&scope, &[("A", 2)]).await;
    confirm(&scope, order).await.unwrap();
    pack(&scope, order).await.unwrap();
    assert_eq!(available(&scope).await, 3);
    cancel(&scope, order, "Changed their mind").await.unwrap();
    assert_eq!(available(&scope).await, 5);
    let history = tenant_count(&scope, "select count(*) from order_status_history").await;
    assert_eq!(conflict(cancel(&scope, order, "Again").await), "orders-error-step");
    assert_eq!(available(&scope).await, 5);
    assert_eq!(tenant_count(&scope, "select count(*) from order_status_history").await, history);
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations where status = 'ACTIVE'").await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn cancelling_and_packing_at_once_leaves_one_of_the_two() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    for _ in 0..8 {
        let order = order(&scope, &[("A", 2)]).await;
        confirm(&scope, order).await.unwrap();
        let (packed, cancelled) = tokio::join!(pack(&scope, order), cancel(&scope, order, "No longer wanted"));
        let last = status(&scope, order).await;
        assert!(cancelled.is_ok() && last == OrderStatus::Cancelled, "{packed:?} {cancelled:?} {last:?}");
        assert_eq!(available(&scope).await, 5);
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_order_of_somebody_else_is_not_found() {
    let app = TestApp::start().await;
    product(&app.other_scope(), "A", 5).await;
    let theirs = order(&app.other_scope(), &[("A", 1)]).await;
    let scope = app.scope();
    for outcome in [confirm(&scope, theirs).await, pack(&scope, theirs).await, cancel(&scope, theirs, "x").await] {
        assert!(matches!(outcome, Err(Error::App(AppError::NotFound))), "{outcome:?}");
    }
    assert!(
        matches!(create(&scope, new_order(&[("A", 1)])).await, Err(Error::App(AppError::Invalid(_)))),
        "somebody else's SKU is unknown"
    );
    assert_eq!(status(&app.other_scope(), theirs).await, OrderStatus::Pending);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_phone_order_goes_from_the_form_to_the_packed_parcel() {
    let app = TestApp::start().await;
    product(&app.scope(), "A", 5).await;
    let mut staff = app.sign_in("STAFF").await;
    let form = staff.open("/orders/new").await;
    let css = "form[action='/api/orders/create_order']";
    let refused = staff.submit_form(&form, css, &[("name", "Kamala"), ("lines[0][sku]", "NOPE"), ("lines[0][quantity]", "2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert!(refused.has("input[value=Kamala]") && refused.has("input[value=NOPE]"), "the form keeps what was typed");
    assert!(refused.has("input[name=phone][aria-invalid=true]"), "the missing phone is marked");
    let typed = [("phone", "077 123 4567"), ("line1", "1 Lake Road"), ("city", "Kandy"), ("lines[0][sku]", "A")];
    let made = staff.submit_form(&refused, css, &typed).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    assert!(made.path.starts_with("/orders/") && made.visible().contains("Kamala"), "{made:?}");
    let confirmed = staff.submit_form(&made, "form[action='/api/orders/confirm_order']", &[]).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
    assert_eq!(available(&app.scope()).await, 3);
    let packed = staff.submit_form(&confirmed, "form[action='/api/orders/pack_order']", &[]).await;
    assert_eq!(packed.status, StatusCode::OK, "{packed:?}");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from orders where status = 'PACKED' and created_by is not null").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn new_orders_and_cancellations_of_one_buyer_at_once_all_succeed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    product(&scope, "B", 100).await;
    let mut confirmed = Vec::new();
    for _ in 0..12 {
        let id = order(&scope, &[("A", 1), ("B", 1)]).await;
        confirm(&scope, id).await.unwrap();
        confirmed.push(id);
    }
    // A cancellation locks the order, its stock and the buyer; a new order the buyer and then, at confirmation, its stock.
    let cancellations = confirmed.into_iter().map(|id| {
        let scope = scope.clone();
        tokio::spawn(async move { cancel(&scope, id, "Changed their mind").await.map(drop) })
    });
    let new_ones = (0..12).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move {
            let (id, _) = create(&scope, new_order(&[("B", 1), ("A", 1)])).await?;
            confirm(&scope, id).await.map(drop)
        })
    });
    for outcome in futures::future::join_all(cancellations.chain(new_ones)).await {
        outcome.unwrap().unwrap();
    }
    assert_eq!(available(&scope).await, 200 - 24);
    app.assert_quiet().await;
}
