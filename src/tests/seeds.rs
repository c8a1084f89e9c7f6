//! Invented data: it adds up like real data, and the same again is the same.

use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use smartstore::domains::access::service::organization_by_slug;
use smartstore::seed::{LoadSize, demo, load};
use smartstore::server::{Scope, books};

const DEMO: [&str; 2] = ["kandy-crafts", "jaffna-textiles"];
const DEMO_PASSWORD: &str = "smartstore-demo";

const COUNTS: [&str; 16] = [
    "select count(*) from categories",
    "select count(*) from products",
    "select count(*) from product_variants",
    "select count(*) from customers",
    "select count(*) from orders",
    "select count(*) from order_items",
    "select count(*) from order_status_history",
    "select count(*) from inventory_movements",
    "select count(*) from inventory_reservations",
    "select count(*) from payments",
    "select count(*) from payment_events",
    "select count(*) from deliveries",
    "select count(*) from suppliers",
    "select count(*) from purchase_receipts",
    "select count(*) from payments where status = 'AUTHORIZED' and captured = 0",
    "select count(*) from (select parcel_group_id from orders where parcel_group_id is not null
       group by parcel_group_id having count(*) = 2) together",
];

/// What a shop with two warehouses has besides.
const OF_TWO_WAREHOUSES: [&str; 3] = [
    "select count(*) from warehouses where priority is not null",
    "select count(*) from (select owner_id from inventory_reservations where owner_type = 'ORDER_ITEM' and status = 'ACTIVE'
       group by owner_id having count(*) > 1) cut",
    "select count(*) from station_scans where station = 'PICK' and verdict = 'APPLIED'",
];

async fn scope_of(app: &TestApp, slug: &str) -> Scope {
    let organization = organization_by_slug(&app.db, slug).await.unwrap();
    Scope::system(app.db.clone(), app.clock.clock(), organization)
}

async fn counts(scope: &Scope) -> Vec<i64> {
    let mut counts = Vec::new();
    for sql in COUNTS {
        counts.push(tenant_count(scope, sql).await);
    }
    if tenant_count(scope, "select count(*) from warehouses").await > 1 {
        for sql in OF_TWO_WAREHOUSES {
            counts.push(tenant_count(scope, sql).await);
        }
    }
    counts
}

async fn assert_adds_up(scope: &Scope) {
    let drift = books::check(&scope.db, &scope.organization, scope.clock.now()).await.unwrap();
    assert!(drift.is_empty(), "the books of {} do not add up: {drift:#?}", scope.organization.slug);
}

#[tokio::test]
async fn the_demo_twice_is_the_demo_once() {
    let app = TestApp::start().await;
    demo(&app.db, &app.clock.clock(), app.storage()).await.unwrap();
    let mut before = Vec::new();
    for slug in DEMO {
        let scope = scope_of(&app, slug).await;
        let counts = counts(&scope).await;
        assert!(counts.iter().all(|count| *count > 0), "{slug}: {counts:?}");
        assert_adds_up(&scope).await;
        before.push(counts);
    }
    demo(&app.db, &app.clock.clock(), app.storage()).await.unwrap();
    for (slug, before) in DEMO.into_iter().zip(before) {
        let scope = scope_of(&app, slug).await;
        assert_eq!(counts(&scope).await, before, "{slug}");
        assert_adds_up(&scope).await;
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_people_of_the_demo_can_sign_in_and_look_around() {
    let app = TestApp::start().await;
    demo(&app.db, &app.clock.clock(), app.storage()).await.unwrap();
    for slug in DEMO {
        let people: Vec<(String, String)> = sqlx::query_as("select email, password_hash from users where email like $1 order by email")
            .bind(format!("%@{slug}.example"))
            .fetch_all(app.db.global())
            .await
            .unwrap();
        assert_eq!(people.len(), 7, "one of each role: {people:?}");
        assert!(people.iter().all(|(_, hash)| *hash == people[0].1), "all have the same password");
        let mut owner = app.stranger();
        let email = format!("owner@{slug}.example");
        let page = owner.post_form("/api/access/sign_in", &[("email", &email), ("password", DEMO_PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
        for path in ["/", "/orders", "/products", "/deliveries"] {
            owner.open(path).await;
        }
    }
}

async fn loaded(app: &TestApp, slug: &str, seed: u64) -> (Vec<i64>, String) {
    let size = LoadSize { organization: slug.to_owned(), orders: 300, products: 50, variants: None, customers: 60, seed };
    load(&app.db, &app.clock.clock(), &size).await.unwrap();
    let scope = scope_of(app, slug).await;
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 300);
    assert_eq!(tenant_count(&scope, "select count(*) from products").await, 50);
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 60);
    assert_adds_up(&scope).await;
    let mut work = scope.begin().await.unwrap();
    let digest: String = sqlx::query_scalar(
        "select md5(string_agg(concat_ws('|', order_number, status, financial_status, total, shipping_address), ',' order by order_number))
         from orders",
    )
    .fetch_one(work.conn())
    .await
    .unwrap();
    (counts(&scope).await, digest)
}

#[tokio::test]
async fn the_load_adds_up_and_the_same_seed_is_the_same_load() {
    let app = TestApp::start().await;
    let first = loaded(&app, "load-one", 7).await;
    let again = loaded(&app, "load-two", 7).await;
    let other = loaded(&app, "load-three", 8).await;
    assert_eq!(first, again);
    assert_ne!(first.1, other.1);
    let size = LoadSize { organization: "load-one".to_owned(), orders: 1, products: 1, variants: None, customers: 1, seed: 7 };
    assert!(load(&app.db, &app.clock.clock(), &size).await.is_err(), "what is there is not mixed with more");
    app.assert_quiet().await;
}
