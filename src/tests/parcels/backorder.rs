//! Promised before it is here, within a limit.

use super::{confirmed, conflict, handover, pieces, quiet};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use chrono::TimeDelta;
use smartstore::domains::delivery::service::{dispatch, dispatch_part};
use smartstore::domains::inventory::model::{AdjustForm, AdjustMode, LevelForm};
use smartstore::domains::inventory::service::{adjust, ensure_default_warehouse, save_level};
use smartstore::domains::orders::model::OrderDetail;
use smartstore::domains::orders::service::{confirm, create, detail, pack};
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

async fn limit(scope: &Scope, variant: Uuid, limit: &str) -> Result<Uuid, Error> {
    let warehouse = ensure_default_warehouse(scope).await.unwrap();
    let form = LevelForm { reorder_level: "0".to_owned(), backorder_limit: limit.to_owned(), ..LevelForm::default() };
    save_level(scope, &variant.to_string(), &warehouse.to_string(), &form).await
}

async fn receive(scope: &Scope, variant: Uuid, units: i32) {
    let form = AdjustForm {
        mode: AdjustMode::Add.code().to_owned(),
        quantity: units.to_string(),
        reason: "It has come".to_owned(),
        ..AdjustForm::default()
    };
    adjust(scope, &variant.to_string(), &form).await.unwrap();
}

/// (reserved, here, promised before it is here) of an order's only line.
fn line(order: &OrderDetail) -> (i32, i32, i32) {
    let at = &order.items[0].reserved[0];
    (at.quantity, at.here, at.backordered())
}

#[tokio::test]
async fn what_is_not_here_yet_is_promised_within_the_limit_and_comes_to_the_oldest() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "A", 1).await;
    let early = create(&scope, new_order(&[("A", 3)])).await.unwrap().0;
    assert_eq!(conflict(confirm(&scope, early).await), "inventory-error-out-of-stock");
    limit(&scope, variant, "4").await.unwrap();
    confirm(&scope, early).await.unwrap();
    app.clock.advance(TimeDelta::minutes(1));
    let late = confirmed(&scope, &[("A", 2)]).await;
    let too_much = create(&scope, new_order(&[("A", 1)])).await.unwrap().0;
    assert_eq!(conflict(confirm(&scope, too_much).await), "inventory-error-out-of-stock", "four are promised before they are here");
    assert_eq!(line(&detail(&scope, early).await.unwrap()), (3, 1, 2));
    assert_eq!(line(&detail(&scope, late).await.unwrap()), (2, 0, 2));
    let page = app.sign_in("STAFF").await.open(&format!("/orders/{late}")).await;
    assert!(page.visible().contains("2 not here yet"), "{page:?}");
    quiet(&app).await;

    receive(&scope, variant, 2).await;
    assert_eq!(line(&detail(&scope, early).await.unwrap()), (3, 3, 0), "the oldest first");
    assert_eq!(line(&detail(&scope, late).await.unwrap()), (2, 0, 2));
    pack(&scope, late).await.unwrap();
    let refused = dispatch(&scope, late, &handover(&scope).await).await;
    assert_eq!(conflict(refused), "orders-error-backordered", "what is here is the other's");
    pack(&scope, early).await.unwrap();
    dispatch(&scope, early, &handover(&scope).await).await.unwrap();
    quiet(&app).await;
    receive(&scope, variant, 1).await;
    let one = pieces(&scope, late, &["1"]).await;
    dispatch_part(&scope, late, &one, &handover(&scope).await).await.unwrap();
    assert_eq!(line(&detail(&scope, late).await.unwrap()), (1, 0, 1), "one was here and has left");
    quiet(&app).await;
}

#[tokio::test]
async fn a_limit_is_not_set_below_what_is_promised() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "A", 0).await;
    limit(&scope, variant, "5").await.unwrap();
    confirmed(&scope, &[("A", 3)]).await;
    for typed in ["2", "", "0"] {
        match limit(&scope, variant, typed).await {
            Err(Error::App(AppError::Invalid(errors))) => assert_eq!(errors.0[0].key, "inventory-error-backorder-limit"),
            other => panic!("{typed}: {other:?}"),
        }
    }
    limit(&scope, variant, "3").await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(backorder_limit)::bigint from inventory_levels").await, 3);
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/inventory/{variant}")).await;
    assert!(page.visible().contains("3 of at most 3 are promised before they are here"), "{page:?}");
    let form = "form[action='/api/inventory/save_level']";
    let refused = owner.submit_form(&page, form, &[("backorder_limit", "1")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    quiet(&app).await;
}

#[tokio::test]
async fn buyers_who_confirm_at_once_never_pass_the_limit() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "A", 2).await;
    limit(&scope, variant, "3").await.unwrap();
    let mut orders = Vec::new();
    for _ in 0..8 {
        orders.push(create(&scope, new_order(&[("A", 1)])).await.unwrap().0);
    }
    let clicks = orders.into_iter().map(|order| {
        let scope = scope.clone();
        tokio::spawn(async move { confirm(&scope, order).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5, "{outcomes:?}");
    assert_eq!(tenant_count(&scope, "select min(available)::bigint from inventory_levels").await, -3);
    quiet(&app).await;
}
