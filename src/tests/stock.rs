//! Stock: nothing is sold twice, whatever happens at the same moment.

use crate::support::TestApp;
use crate::support::fixtures::{self, Things, stock_drift, tenant_count, things};
use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use smartstore::domains::inventory::model::LevelForm;
use smartstore::domains::inventory::model::{Cause, StockOp};
use smartstore::domains::inventory::service::{self, save_level};
use smartstore::server::clock::new_id;
use smartstore::server::{Scope, books};
use uuid::Uuid;

/// Applies operations in a transaction of their own. An error is the SQLSTATE.
async fn apply(scope: &Scope, operations: &Value) -> Result<Value, String> {
    let mut work = scope.begin().await.unwrap();
    let now = work.now;
    let applied = sqlx::query_scalar("select stock_apply(null, $1, $2)").bind(now).bind(operations).fetch_one(work.conn()).await;
    match applied {
        Ok(result) => {
            work.commit().await.unwrap();
            Ok(result)
        }
        Err(error) => {
            Err(error.as_database_error().and_then(|error| error.code()).map_or_else(|| error.to_string(), |code| code.into_owned()))
        }
    }
}

fn operation(name: &str, warehouse: Uuid, variant: Uuid, quantity: i32) -> Value {
    json!({"op": name, "warehouse_id": warehouse, "variant_id": variant, "quantity": quantity})
}

fn reserve(things: &Things, owner: Uuid, quantity: i32) -> Value {
    owned("RESERVE", things.warehouse, things.variant, owner, quantity)
}

fn owned(name: &str, warehouse: Uuid, variant: Uuid, owner: Uuid, quantity: i32) -> Value {
    let mut operation = operation(name, warehouse, variant, quantity);
    operation["owner_type"] = json!("ORDER_ITEM");
    operation["owner_id"] = json!(owner);
    operation
}

async fn set_stock(scope: &Scope, things: &Things, on_hand: i32) {
    let adjust = operation("ADJUST", things.warehouse, things.variant, on_hand - 10);
    if on_hand != 10 {
        apply(scope, &json!([adjust])).await.unwrap();
    }
}

async fn available(scope: &Scope) -> i64 {
    tenant_count(scope, "select available::bigint from inventory_levels").await
}

#[tokio::test]
async fn of_fifty_who_want_the_last_piece_exactly_one_gets_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    set_stock(&scope, &things, 1).await;
    let buyers = (0..50).map(|_| {
        let scope = scope.clone();
        let wish = json!([reserve(&things, new_id(), 1)]);
        tokio::spawn(async move { apply(&scope, &wish).await })
    });
    let outcomes: Vec<Result<Value, String>> = futures::future::join_all(buyers).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).all(|code| code == "SS001"), "{outcomes:?}");
    assert_eq!(available(&scope).await, 0);
    assert!(stock_drift(&scope).await.is_empty());
}

#[tokio::test]
async fn two_lines_of_three_from_five_pieces_fail_as_a_whole() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    set_stock(&scope, &things, 5).await;
    let both = json!([reserve(&things, new_id(), 3), reserve(&things, new_id(), 3)]);
    assert_eq!(apply(&scope, &both).await, Err("SS001".to_owned()));
    assert_eq!(available(&scope).await, 5, "a part was reserved");
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations").await, 0);
    apply(&scope, &json!([reserve(&things, new_id(), 3), reserve(&things, new_id(), 2)])).await.unwrap();
    assert_eq!(available(&scope).await, 0);
}

#[tokio::test]
async fn a_reservation_that_has_run_out_counts_as_released() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    set_stock(&scope, &things, 1).await;
    let mut first = reserve(&things, new_id(), 1);
    first["expires_at"] = json!(app.clock.now() + TimeDelta::minutes(10));
    apply(&scope, &json!([first])).await.unwrap();
    assert_eq!(apply(&scope, &json!([reserve(&things, new_id(), 1)])).await, Err("SS001".to_owned()));
    app.clock.advance(TimeDelta::minutes(10));
    apply(&scope, &json!([reserve(&things, new_id(), 1)])).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations where status = 'EXPIRED'").await, 1);
    assert!(stock_drift(&scope).await.is_empty());
}

#[tokio::test]
async fn releasing_twice_changes_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    let owner = new_id();
    apply(&scope, &json!([reserve(&things, owner, 4)])).await.unwrap();
    let release = json!([{"op": "RELEASE", "warehouse_id": things.warehouse, "variant_id": things.variant, "owner_type": "ORDER_ITEM", "owner_id": owner}]);
    for _ in 0..3 {
        apply(&scope, &release).await.unwrap();
        assert_eq!(available(&scope).await, 10);
    }
    assert_eq!(
        apply(&scope, &json!([owned("TAKE", things.warehouse, things.variant, owner, 1)])).await,
        Err("SS002".to_owned()),
        "what is released cannot be taken"
    );
    assert!(stock_drift(&scope).await.is_empty());
}

#[tokio::test]
async fn a_repeated_movement_of_a_device_is_booked_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    let mut receive = operation("RECEIVE", things.warehouse, things.variant, 5);
    receive["client_id"] = json!("scanner-1");
    for _ in 0..3 {
        apply(&scope, &json!([receive])).await.unwrap();
    }
    assert_eq!(available(&scope).await, 15);
}

#[tokio::test]
async fn movements_add_up_after_ten_thousand_calls_at_once() {
    const WORKERS: u64 = 16;
    const EACH: usize = 625;
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    let mut variants = vec![things.variant];
    for number in 0..4 {
        variants.push(add_variant(&scope, &things, number).await);
    }
    let owners: Vec<Uuid> = (0..12).map(|_| new_id()).collect();
    let workers = (0..WORKERS).map(|seed| {
        let (scope, variants, owners, warehouse) = (scope.clone(), variants.clone(), owners.clone(), things.warehouse);
        tokio::spawn(async move {
            let mut rng = StdRng::seed_from_u64(seed);
            let mut applied = 0;
            for _ in 0..EACH {
                let operations: Vec<Value> =
                    (0..rng.random_range(1..4)).map(|_| random_operation(&mut rng, warehouse, &variants, &owners)).collect();
                match apply(&scope, &json!(operations)).await {
                    Ok(_) => applied += 1,
                    // Out of stock, or refused for another reason: nothing has happened.
                    Err(code) if code == "SS001" || code == "SS002" => {}
                    Err(other) => panic!("{other} for {operations:?}"),
                }
            }
            applied
        })
    });
    let applied: usize = futures::future::join_all(workers).await.into_iter().map(Result::unwrap).sum();
    assert!(applied > 1500, "only {applied} operations were possible");
    assert_eq!(stock_drift(&scope).await, Vec::<String>::new());
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_levels where available + backorder_limit + short < 0").await, 0);
}

/// What ends a connection in the middle of its transaction: the death of the program, of its machine, or of the network.
#[tokio::test]
async fn connections_that_die_in_the_middle_leave_clean_books() {
    const WORKERS: u64 = 12;
    const EACH: usize = 60;
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    let mut variants = vec![things.variant];
    for number in 0..3 {
        variants.push(add_variant(&scope, &things, number).await);
    }
    let owners: Vec<Uuid> = (0..12).map(|_| new_id()).collect();
    let is_over = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let killer = {
        let (db, is_over) = (app.db.clone(), is_over.clone());
        tokio::spawn(async move {
            let mut killed: i64 = 0;
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                let asked = sqlx::query_scalar(
                    "select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' limit 2) k",
                );
                // The connection that asks may be the one that dies.
                killed += asked.fetch_one(db.global()).await.unwrap_or(0);
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            killed
        })
    };
    let workers = (0..WORKERS).map(|seed| {
        let (scope, variants, owners, warehouse) = (scope.clone(), variants.clone(), owners.clone(), things.warehouse);
        tokio::spawn(async move {
            let mut rng = StdRng::seed_from_u64(1000 + seed);
            let mut applied = 0;
            for _ in 0..EACH {
                let operations: Vec<Value> =
                    (0..rng.random_range(1..4)).map(|_| random_operation(&mut rng, warehouse, &variants, &owners)).collect();
                let Ok(mut work) = scope.begin().await else { continue };
                let now = work.now;
                let done = sqlx::query("select stock_apply(null, $1, $2)").bind(now).bind(json!(operations)).execute(work.conn()).await;
                if done.is_ok() && work.commit().await.is_ok() {
                    applied += 1;
                }
            }
            applied
        })
    });
    let applied: usize = futures::future::join_all(workers).await.into_iter().map(Result::unwrap).sum();
    is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    let killed = killer.await.unwrap();
    assert!(applied > 20 && killed > 3, "{applied} calls came through, {killed} connections died");
    assert_eq!(stock_drift(&scope).await, Vec::<String>::new());
}

/// A buyer pays at the moment in which the reservation of their basket runs out, and others want the same piece: the payer gets it
/// or is told that it is gone, and it is never sold twice.
#[tokio::test]
async fn a_reservation_that_runs_out_while_its_buyer_pays_sells_the_piece_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    set_stock(&scope, &things, 1).await;
    for round in 0..12 {
        let basket = new_id();
        let mut held = reserve(&things, basket, 1);
        held["owner_type"] = json!("CHECKOUT");
        held["expires_at"] = json!(app.clock.now() + TimeDelta::minutes(10));
        apply(&scope, &json!([held])).await.unwrap();
        app.clock.advance(if round % 3 == 0 { TimeDelta::minutes(9) } else { TimeDelta::minutes(10) });
        let line = new_id();
        let pays = {
            let (scope, mut take) = (scope.clone(), operation("MOVE", things.warehouse, things.variant, 1));
            for (name, value) in [
                ("owner_type", json!("CHECKOUT")),
                ("owner_id", json!(basket)),
                ("to_owner_type", json!("ORDER_ITEM")),
                ("to_owner_id", json!(line)),
            ] {
                take[name] = value;
            }
            let again = reserve(&things, line, 1);
            tokio::spawn(async move {
                // The late payment reserves again, or is told that nothing is left.
                match apply(&scope, &json!([take])).await {
                    Err(code) if code != "SS001" => apply(&scope, &json!([again])).await.is_ok(),
                    outcome => outcome.is_ok(),
                }
            })
        };
        let others = (0..8).map(|_| {
            let (scope, owner) = (scope.clone(), new_id());
            let wish = reserve(&things, owner, 1);
            tokio::spawn(async move { apply(&scope, &json!([wish])).await.is_ok().then_some(owner) })
        });
        let (paid, others) = tokio::join!(pays, futures::future::join_all(others));
        let others: Vec<Uuid> = others.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(usize::from(paid.unwrap()) + others.len(), 1, "round {round}");
        assert_eq!(available(&scope).await, 0);
        assert!(stock_drift(&scope).await.is_empty());
        let winner = others.first().copied().unwrap_or(line);
        apply(&scope, &json!([owned("RELEASE", things.warehouse, things.variant, winner, 1)])).await.unwrap();
    }
}

async fn add_variant(scope: &Scope, things: &Things, number: i32) -> Uuid {
    let id = new_id();
    let mut work = scope.begin().await.unwrap();
    sqlx::query("insert into product_variants (id, product_id, name, sku, price) values ($1, $2, $3, $4, 10)")
        .bind(id)
        .bind(things.product)
        .bind(format!("Size {number}"))
        .bind(format!("{}-{number}", fixtures::SKU))
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    id
}

fn random_operation(rng: &mut StdRng, warehouse: Uuid, variants: &[Uuid], owners: &[Uuid]) -> Value {
    let variant = *variants.choose(rng).unwrap();
    let owner = *owners.choose(rng).unwrap();
    let quantity = rng.random_range(1..6);
    match rng.random_range(0..8) {
        0 | 1 => operation("RECEIVE", warehouse, variant, quantity * 2),
        2 | 3 => owned("RESERVE", warehouse, variant, owner, quantity),
        4 => owned("RELEASE", warehouse, variant, owner, quantity),
        5 => owned("TAKE", warehouse, variant, owner, quantity),
        6 => {
            let mut adjust = operation("ADJUST", warehouse, variant, rng.random_range(-4..5));
            adjust["allow_short"] = json!(true);
            adjust["unavailable_change"] = json!(rng.random_range(-1..2));
            adjust
        }
        _ => {
            let mut reserve = owned("RESERVE", warehouse, variant, owner, quantity);
            reserve["allow_short"] = json!(true);
            reserve
        }
    }
}

/// Adds pieces, or takes them away, as the program does.
async fn adjust(scope: &Scope, things: &Things, change: i32) {
    let op = StockOp::Adjust {
        warehouse_id: things.warehouse,
        variant_id: things.variant,
        change,
        unavailable_change: 0,
        cause: Cause::Correction,
        reason: None,
        reference: None,
        allow_short: true,
        client_id: None,
    };
    let mut work = scope.begin().await.unwrap();
    service::apply(&mut work, &[op]).await.unwrap();
    work.commit().await.unwrap();
}

/// What is watched of a level: when to order more, and nothing else.
fn order_more_at(level: &str) -> LevelForm {
    LevelForm { reorder_level: level.to_owned(), ..LevelForm::default() }
}

const LOW_EVENTS: &str = "select count(*) from outbox_events where type = 'inventory.ran_low'";
const LOW_NOTICES: &str = "select count(*) from notifications where title_key = 'notifications-stock-low-title'";

#[tokio::test]
async fn who_sees_the_stock_is_told_once_each_time_that_something_runs_low() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    app.drain().await;
    adjust(&scope, &things, -9).await;
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 0, "nobody has said when it is low");
    adjust(&scope, &things, 9).await;
    let (variant, warehouse) = (things.variant.to_string(), things.warehouse.to_string());
    save_level(&scope, &variant, &warehouse, &order_more_at("12")).await.unwrap();
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 0, "who sets the number sees that it is low");
    save_level(&scope, &variant, &warehouse, &order_more_at("4")).await.unwrap();
    adjust(&scope, &things, -5).await;
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 0, "five are more than four");
    let mut refused = scope.begin().await.unwrap();
    let op = StockOp::Reserve {
        warehouse_id: things.warehouse,
        variant_id: things.variant,
        quantity: 2,
        owner: smartstore::domains::inventory::model::Owner::OrderItem(things.item),
        expires_at: None,
        allow_short: false,
    };
    service::apply(&mut refused, std::slice::from_ref(&op)).await.unwrap();
    drop(refused);
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 0, "what was not committed is told to nobody");
    let mut work = scope.begin().await.unwrap();
    service::apply(&mut work, &[op]).await.unwrap();
    work.commit().await.unwrap();
    for _ in 0..2 {
        adjust(&scope, &things, -1).await;
    }
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 1, "once, however far it falls");
    app.drain().await;
    let told = tenant_count(&scope, LOW_NOTICES).await;
    assert_eq!(told, 5, "owner, admin, staff, warehouse and viewer see the stock");
    let page = app.sign_in("WAREHOUSE").await.open("/notifications").await;
    let line = page.texts(".notice-row").into_iter().find(|line| line.contains("Running low")).expect("the notice");
    assert!(line.contains("1 of") && line.contains("order more at 4"), "{line}");
    let influencer = app.sign_in("INFLUENCER").await.open("/notifications").await;
    assert!(!influencer.visible().contains("Running low"));
    adjust(&scope, &things, 20).await;
    adjust(&scope, &things, -20).await;
    adjust(&scope, &things, 20).await;
    app.drain().await;
    assert_eq!(tenant_count(&scope, LOW_EVENTS).await, 2, "it has fallen again");
    assert_eq!(tenant_count(&scope, LOW_NOTICES).await, told, "but was filled up before anybody was told");
    app.clock.advance(TimeDelta::seconds(1));
    adjust(&scope, &things, -20).await;
    app.drain().await;
    assert_eq!(tenant_count(&scope, LOW_NOTICES).await, 2 * told);
    assert_eq!(tenant_count(&app.other_scope(), LOW_NOTICES).await, 0);
}

#[tokio::test]
async fn a_level_that_does_not_follow_from_what_made_it_is_found() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = things(&scope).await;
    let found = async || {
        let drifts = books::check(&app.db, &app.organization, app.clock.now()).await.unwrap();
        drifts
            .into_iter()
            .filter(|drift| drift.invariant < 3)
            .map(|drift| (drift.invariant, drift.id, drift.expected, drift.found))
            .collect::<Vec<_>>()
    };
    assert_eq!(found().await, []);
    let tamper = async |sql: &'static str| {
        let mut work = scope.begin().await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("reset role; {sql}"))).execute(work.conn()).await.unwrap();
        work.commit().await.unwrap();
    };
    tamper("update inventory_levels set on_hand = 12, unavailable = 1, reserved = 3, short = 1, backorder_limit = 9").await;
    let level = Some(things.level);
    assert_eq!(
        found().await,
        [
            (1, level, "on hand 10, unavailable 0".to_owned(), "on hand 12, unavailable 1".to_owned()),
            (2, level, "reserved 0, short 0".to_owned(), "reserved 3, short 1".to_owned()),
        ]
    );
    tamper("delete from inventory_levels").await;
    assert_eq!(found().await, [(1, None, "on hand 10, unavailable 0".to_owned(), "on hand 0, unavailable 0".to_owned())]);
}
