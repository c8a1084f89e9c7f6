//! The inbox: what other systems send lands once, and only from those who can sign it.

use crate::support::TestApp;
use crate::support::app::HOST;
use crate::support::fixtures::{product, tenant_count};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use smartstore::domains::channels::service::import_store;
use smartstore::domains::platform::service::{NewConnection, create_connection, is_signed};
use smartstore::domains::platform::urls::woocommerce_hook;
use smartstore::server::books;
use smartstore::server::seal::{Place, Sealer};
use std::net::SocketAddr;
use std::path::Path;
use uuid::Uuid;

/// A body, its secret and the signature that WooCommerce makes of them.
const SECRET: &str = "s&c<r>et";
const BODY: &str = r#"{"id":13,"status":"processing"}"#;
const SIGNATURE: &str = "GB7imlS2LCxyHbAAbRcG/udjFPzX+fylilrjDlsIREg=";

const EVENTS: &str = "select count(*) from webhook_events";
const ORDERS: &str = "select count(*) from orders";

fn sealer(app: &TestApp) -> Sealer {
    Sealer::load(&app.config().data).unwrap()
}

async fn connection(app: &TestApp) -> NewConnection {
    let scope = app.scope();
    let mut work = scope.begin().await.unwrap();
    let store = import_store(&mut work).await.unwrap();
    work.commit().await.unwrap();
    create_connection(&scope, &sealer(app), store).await.unwrap()
}

fn sign(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The first order of the sample file, as a webhook brings it.
fn order_body() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/fixtures/woocommerce-orders.json");
    let orders: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    orders[0].to_string()
}

async fn send(app: &TestApp, endpoint: Uuid, topic: &str, kind: &str, signature: Option<&str>, body: &str) -> StatusCode {
    let mut request = Request::post(woocommerce_hook(endpoint))
        .header(header::HOST, HOST)
        .header(header::CONTENT_TYPE, kind)
        .header("x-wc-webhook-topic", topic)
        .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 40001))));
    if let Some(signature) = signature {
        request = request.header("x-wc-webhook-signature", signature);
    }
    app.stranger().send(request.body(Body::from(body.to_owned())).unwrap()).await.status
}

#[tokio::test]
async fn a_webhook_that_comes_five_times_at_once_becomes_one_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "NL-SAREE-MG", 5).await;
    product(&scope, "000417", 5).await;
    let connection = connection(&app).await;
    let body = order_body();
    let signature = sign(&connection.secret, &body);
    let sent = (0..5).map(|_| send(&app, connection.id, "order.created", "application/json", Some(&signature), &body));
    let answers = futures::future::join_all(sent).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::OK), "{answers:?}");
    assert_eq!(tenant_count(&scope, EVENTS).await, 1);
    assert_eq!(tenant_count(&scope, ORDERS).await, 0, "it is answered before it is worked on");
    futures::future::join_all((0..3).map(|_| app.drain())).await;
    assert_eq!(tenant_count(&scope, "select count(*) from orders where platform_order_id = '5001' and total = 17300.00").await, 1);
    assert_eq!(tenant_count(&scope, ORDERS).await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from webhook_events where status = 'PROCESSED'").await, 1);
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 4);
    // The same message a day later is known; as another topic it changes nothing.
    assert_eq!(send(&app, connection.id, "order.created", "application/json", Some(&signature), &body).await, StatusCode::OK);
    assert_eq!(tenant_count(&scope, EVENTS).await, 1);
    assert_eq!(send(&app, connection.id, "order.updated", "application/json", Some(&signature), &body).await, StatusCode::OK);
    app.drain().await;
    assert_eq!(tenant_count(&scope, EVENTS).await, 2);
    assert_eq!(tenant_count(&scope, ORDERS).await, 1);
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 4);
    assert_eq!(tenant_count(&app.other_scope(), ORDERS).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_forged_webhook_leaves_a_note_and_nothing_else() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let connection = connection(&app).await;
    let body = order_body();
    for signature in [Some(sign("guessed", &body)), Some(sign(&connection.secret, "another body")), Some("?".to_owned()), None] {
        let answer = send(&app, connection.id, "order.created", "application/json", signature.as_deref(), &body).await;
        assert_eq!(answer, StatusCode::UNAUTHORIZED, "{signature:?}");
    }
    app.drain().await;
    assert_eq!(tenant_count(&scope, EVENTS).await, 1, "the same forgery is noted once");
    assert_eq!(tenant_count(&scope, "select count(*) from webhook_events where status = 'REJECTED'").await, 1);
    for table in [ORDERS, "select count(*) from customers", "select count(*) from payments"] {
        assert_eq!(tenant_count(&scope, table).await, 0, "{table}");
    }
    let asked: i64 = sqlx::query_scalar("select count(*) from outbox_events where type = 'platform.webhook_received'")
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(asked, 0);
    // A forgery does not stand in the way of the real thing.
    let genuine = sign(&connection.secret, &body);
    assert_eq!(send(&app, connection.id, "order.created", "application/json", Some(&genuine), &body).await, StatusCode::OK);
    app.drain().await;
    assert_eq!(tenant_count(&scope, ORDERS).await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_ping_of_a_new_webhook_is_answered_and_not_kept() {
    let app = TestApp::start().await;
    let connection = connection(&app).await;
    let form = "application/x-www-form-urlencoded";
    assert_eq!(send(&app, connection.id, "", form, None, "webhook_id=12").await, StatusCode::OK);
    assert_eq!(tenant_count(&app.scope(), EVENTS).await, 0);
    let more = send(&app, connection.id, "", form, None, "webhook_id=12&order=1").await;
    assert_eq!(more, StatusCode::UNAUTHORIZED, "more than a ping must be signed");
    assert_eq!(send(&app, Uuid::nil(), "", form, None, "webhook_id=12").await, StatusCode::NOT_FOUND);
    app.assert_quiet().await;
}

#[test]
fn signatures_are_those_of_woocommerce() {
    assert_eq!(sign(SECRET, BODY), SIGNATURE);
    assert!(is_signed(SECRET.as_bytes(), BODY.as_bytes(), SIGNATURE));
    assert!(!is_signed(b"s&amp;c&lt;r&gt;et", BODY.as_bytes(), SIGNATURE), "the secret is taken as it is");
    assert!(!is_signed(SECRET.as_bytes(), format!("{BODY}\n").as_bytes(), SIGNATURE), "the body is signed byte for byte");
    assert!(!is_signed(b"", BODY.as_bytes(), &sign("", BODY)), "nobody signs with nothing");
}

#[tokio::test]
async fn a_secret_with_special_characters_opens_the_inbox() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let connection = connection(&app).await;
    let place = Place { organization_id: app.organization.id, table: "webhook_endpoints", column: "secret_enc", id: connection.id };
    let sealed = sealer(&app).seal(place, SECRET.as_bytes()).unwrap();
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update webhook_endpoints set secret_enc = $1 where id = $2")
        .bind(sealed)
        .bind(connection.id)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    assert_eq!(send(&app, connection.id, "product.updated", "application/json", Some(SIGNATURE), BODY).await, StatusCode::OK);
    app.drain().await;
    assert_eq!(tenant_count(&scope, "select count(*) from webhook_events where status = 'IGNORED'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_webhook_that_has_failed_waits_for_a_person_and_one_that_nobody_works_on_is_a_fault() {
    let app = TestApp::start().await;
    let connection = connection(&app).await;
    let body = "no order";
    let signature = sign(&connection.secret, body);
    assert_eq!(send(&app, connection.id, "order.created", "application/json", Some(&signature), body).await, StatusCode::OK);
    app.clock.advance(TimeDelta::minutes(11));
    let drifts = || async { books::check(&app.db, &app.organization, app.clock.now()).await.unwrap() };
    assert!(drifts().await.iter().any(|drift| drift.invariant == 17 && drift.resource == "webhook_event"), "{:?}", drifts().await);
    assert_eq!(books::waiting(&app.db, &app.organization).await.unwrap(), 0);
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), "select count(*) from webhook_events where status = 'FAILED'").await, 1);
    app.clock.advance(TimeDelta::days(30));
    assert!(!drifts().await.iter().any(|drift| drift.resource == "webhook_event"), "{:?}", drifts().await);
    assert_eq!(books::waiting(&app.db, &app.organization).await.unwrap(), 1);
    assert_eq!(books::waiting(&app.db, &app.other).await.unwrap(), 0);
}
