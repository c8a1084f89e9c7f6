//! Many operations in one call of `stock_apply`.

use crate::support::TestApp;
use crate::support::fixtures::{product, stock_drift, tenant_count, things};
use chrono::TimeDelta;
use serde_json::{Value, json};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use uuid::Uuid;

/// Applies operations in a transaction of their own. An error is what the database says of it.
async fn apply(scope: &Scope, operations: Value) -> Result<Vec<Value>, String> {
    let mut work = scope.begin().await.unwrap();
    let now = work.now;
    let applied: Result<Value, sqlx::Error> =
        sqlx::query_scalar("select stock_apply(null, $1, $2)").bind(now).bind(operations).fetch_one(work.conn()).await;
    match applied {
        Ok(after) => {
            work.commit().await.unwrap();
            Ok(after.as_array().unwrap().clone())
        }
        Err(error) => {
            let error = error.into_database_error().unwrap();
            let detail = error.downcast_ref::<sqlx::postgres::PgDatabaseError>().detail().unwrap_or_default().to_owned();
            Err(format!("{} {detail}", error.code().unwrap_or_default()))
        }
    }
}

fn opening(warehouse: Uuid, variant: Uuid, pieces: i32) -> Value {
    json!({"op": "ADJUST", "warehouse_id": warehouse, "variant_id": variant, "quantity": pieces, "cause": "OPENING", "allow_short": true,
           "client_id": format!("opening {variant}")})
}

fn reserve(warehouse: Uuid, variant: Uuid, pieces: i32) -> Value {
    json!({"op": "RESERVE", "warehouse_id": warehouse, "variant_id": variant, "quantity": pieces, "owner_type": "ORDER_ITEM",
           "owner_id": new_id()})
}

async fn variants(scope: &Scope, count: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(product(scope, &format!("ONCE-{number}"), 0).await);
    }
    ids
}

#[tokio::test]
async fn levels_that_are_missing_are_made_and_each_operation_sees_those_before_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let warehouse = things(&scope).await.warehouse;
    let ids = variants(&scope, 6).await;
    let before = tenant_count(&scope, "select count(*) from inventory_movements").await;
    // In no order, one of them twice with the same id of its device, and one that lives from what came in just before.
    let mut operations: Vec<Value> = ids.iter().rev().map(|id| opening(warehouse, *id, 5)).collect();
    operations.push(opening(warehouse, ids[2], 5));
    operations.push(reserve(warehouse, ids[0], 4));
    operations.push(json!({"op": "ADJUST", "warehouse_id": warehouse, "variant_id": ids[0], "quantity": -1}));
    let after = apply(&scope, json!(operations)).await.unwrap();
    let told: Vec<(&str, i64, i64)> = after
        .iter()
        .map(|level| (level["status"].as_str().unwrap(), level["on_hand"].as_i64().unwrap(), level["available"].as_i64().unwrap()))
        .collect();
    assert_eq!(told[..6], [("applied", 5, 5); 6]);
    assert_eq!(told[6..], [("repeated", 5, 5), ("applied", 5, 1), ("applied", 4, 0)]);
    assert_eq!(after[0]["variant_id"], json!(ids[5]), "the answers are in the order of the questions");
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_movements").await - before, 7);
    let known = "select count(*) from inventory_movements m join inventory_levels l using (warehouse_id, variant_id)
                 where m.client_id like 'opening %' and m.on_hand_after = 5 and m.quantity_change = 5 and m.type = 'ADJUSTMENT'";
    assert_eq!(tenant_count(&scope, known).await, 6);
    assert!(apply(&scope, json!([])).await.unwrap().is_empty());
    let again = apply(&scope, json!(ids.iter().map(|id| opening(warehouse, *id, 9)).collect::<Vec<_>>())).await.unwrap();
    assert!(again.iter().all(|level| level["status"] == "repeated"), "{again:?}");
    assert!(stock_drift(&scope).await.is_empty());
}

#[tokio::test]
async fn one_that_is_refused_takes_all_back_and_is_named() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let warehouse = things(&scope).await.warehouse;
    let ids = variants(&scope, 3).await;
    let levels = tenant_count(&scope, "select count(*) from inventory_levels").await;
    let stranger = new_id();
    let mut operations: Vec<Value> = ids.iter().map(|id| opening(warehouse, *id, 5)).collect();
    operations.insert(1, opening(warehouse, stranger, 5));
    let refused = apply(&scope, json!(operations)).await.unwrap_err();
    assert!(refused.starts_with("SS002") && refused.contains("not_found") && refused.contains(&stranger.to_string()), "{refused}");
    operations[1] = json!({"op": "ADJUST", "warehouse_id": warehouse, "variant_id": ids[1], "quantity": -1});
    operations.swap(0, 1);
    let refused = apply(&scope, json!([opening(warehouse, ids[0], 5), operations[0]])).await.unwrap_err();
    assert!(refused.contains("below_zero") && refused.contains(&ids[1].to_string()), "{refused}");
    let refused = apply(&scope, json!([{"op": "ADJUST", "quantity": 1}])).await.unwrap_err();
    assert!(refused.contains("bad_operations"), "{refused}");
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_levels").await, levels);
}

#[tokio::test]
async fn what_has_run_out_on_several_levels_is_let_go_by_one_call() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let warehouse = things(&scope).await.warehouse;
    let ids = variants(&scope, 3).await;
    let mut operations: Vec<Value> = ids.iter().map(|id| opening(warehouse, *id, 5)).collect();
    for (id, minutes) in [(ids[0], 5), (ids[0], 5), (ids[1], 5), (ids[2], 60)] {
        let mut wish = reserve(warehouse, id, 2);
        wish["expires_at"] = json!(app.clock.now() + TimeDelta::minutes(minutes));
        operations.push(wish);
    }
    apply(&scope, json!(operations)).await.unwrap();
    app.clock.advance(TimeDelta::minutes(10));
    let expire = |id: &Uuid| json!({"op": "EXPIRE", "warehouse_id": warehouse, "variant_id": id});
    let after = apply(&scope, json!(ids.iter().map(expire).collect::<Vec<_>>())).await.unwrap();
    let told: Vec<(i64, i64)> =
        after.iter().map(|level| (level["quantity"].as_i64().unwrap(), level["available"].as_i64().unwrap())).collect();
    assert_eq!(told, [(4, 5), (2, 5), (0, 3)]);
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations where status = 'EXPIRED'").await, 3);

    // More may be promised than before: what is short is covered by the next call, whatever that call is about.
    let mut short = reserve(warehouse, ids[1], 8);
    short["allow_short"] = json!(true);
    apply(&scope, json!([short])).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(short)::bigint from inventory_levels").await, 3);
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update inventory_levels set backorder_limit = 2 where variant_id = $1").bind(ids[1]).execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    apply(&scope, json!([expire(&ids[1]), expire(&ids[2])])).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(short)::bigint from inventory_levels").await, 1);
    assert_eq!(tenant_count(&scope, "select sum(short)::bigint from inventory_reservations").await, 1);
    assert!(stock_drift(&scope).await.is_empty());
}
