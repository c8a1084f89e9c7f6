//! Stripe: signatures with two secrets and a clock, one session for one payment, and events that are only hints.

use super::stand_in::{Asked, StandIn};
use super::{JSON, Shop, notify, sealer};
use axum::http::{StatusCode, header};
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::Decimal;
use serde_json::json;
use sha2::Sha256;
use smartstore::domains::payments::adapters::stripe::{Stripe, TOLERANCE, check_signature, minor};
use smartstore::domains::payments::ports::{Gateway, Known, RefundOrder, Refunded, Rejected};
use smartstore::domains::payments::service::{accounts, online};
use smartstore::server::outgoing::Http;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const SECRET: &str = "whsec_test_secret";
const TIME: i64 = 1_700_000_000;
const BODY: &str = r#"{"id":"evt_1","object":"event","type":"checkout.session.completed"}"#;
const SIGNATURE: &str = "d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430";
const VALUES: &[(&str, &str)] = &[("secret_key", "sk_test_1"), ("webhook_secret", SECRET)];

fn sign(secret: &str, time: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn signatures_are_those_of_stripe() {
    assert_eq!(sign(SECRET, TIME, BODY), SIGNATURE);
    let header = format!("t={TIME},v1={SIGNATURE}");
    let check = |header: &str, now: i64| check_signature(SECRET, header, BODY.as_bytes(), now);
    assert_eq!(check(&header, TIME), Ok(()));
    assert_eq!(check(&header, TIME + TOLERANCE), Ok(()));
    assert_eq!(check(&header, TIME - TOLERANCE), Ok(()));
    assert_eq!(check(&header, TIME + TOLERANCE + 1), Err(Rejected::Time));
    assert_eq!(check(&header, TIME - TOLERANCE - 1), Err(Rejected::Time));
    let rolled = format!("t={TIME},v1={},v1={SIGNATURE},v0=ff", "0".repeat(64));
    assert_eq!(check(&rolled, TIME), Ok(()), "any of them may match while a secret is replaced");
    assert_eq!(check(&header.replace("v1=", "v0="), TIME), Err(Rejected::Signature));
    assert_eq!(check(&format!("t={},v1={SIGNATURE}", TIME + 1), TIME), Err(Rejected::Signature), "the time is signed");
    assert_eq!(check_signature(SECRET, &header, format!("{BODY}\n").as_bytes(), TIME), Err(Rejected::Signature), "byte for byte");
    assert_eq!(check_signature("", &format!("t={TIME},v1={}", sign("", TIME, BODY)), BODY.as_bytes(), TIME), Err(Rejected::Signature));
    for odd in ["", "t=", "t=x,v1=y", "v1=1", "t=1", "t=99999999999999999999,v1=0"] {
        assert!(check(odd, TIME).is_err(), "{odd}");
    }
    assert_eq!(minor(Decimal::new(250_050, 2), "LKR"), Some(250_050));
    assert_eq!(minor(Decimal::from(500), "JPY"), Some(500));
    assert_eq!(minor(Decimal::new(50_005, 2), "JPY"), None);
}

/// Stripe as far as it is used: sessions under idempotency keys, which are paid when `paid` says so, and refunds.
struct Fake {
    stand_in: StandIn,
    paid: Arc<Mutex<bool>>,
}

fn value(body: &str, name: &str) -> String {
    let name = smartstore::server::forms::percent_encode(name);
    body.split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
        .map(smartstore::server::forms::percent_decode)
        .unwrap_or_default()
}

async fn fake() -> Fake {
    let sessions: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let paid: Arc<Mutex<bool>> = Arc::default();
    let is_paid = paid.clone();
    let answers = move |asked: &Asked| {
        if asked.header("authorization") != "Bearer sk_test_1" || asked.header("stripe-version").is_empty() {
            return (401, json!({"error": {"message": "Invalid API Key"}}));
        }
        let mut sessions = sessions.lock().unwrap();
        match asked.what.as_str() {
            "POST /v1/checkout/sessions" => {
                let key = asked.header("idempotency-key").to_owned();
                assert_eq!(key, value(&asked.body, "client_reference_id"));
                let known = sessions.entry(key).or_insert_with(|| asked.body.clone());
                // The same key with other parameters is a mistake of the caller.
                if *known != asked.body {
                    return (
                        400,
                        json!({"error": {"type": "idempotency_error", "message": "Keys for idempotent requests can only be used with the same parameters"}}),
                    );
                }
                (200, json!({"id": "cs_test_1", "url": "https://checkout.stripe.com/c/pay/cs_test_1", "status": "open"}))
            }
            "GET /v1/checkout/sessions/cs_test_1" => {
                let body = sessions.values().next().unwrap().clone();
                let paid = *is_paid.lock().unwrap();
                let amount: i64 = value(&body, "line_items[0][price_data][unit_amount]").parse().unwrap();
                (
                    200,
                    json!({
                        "id": "cs_test_1", "client_reference_id": value(&body, "client_reference_id"), "amount_total": amount, "currency": "lkr",
                        "payment_intent": if paid { json!("pi_1") } else { json!(null) },
                        "status": if paid { "complete" } else { "open" }, "payment_status": if paid { "paid" } else { "unpaid" },
                    }),
                )
            }
            "POST /v1/refunds" => (200, json!({"id": format!("re_{}", asked.header("idempotency-key")), "status": "succeeded"})),
            _ => (404, json!({"error": {"message": "Unrecognized request URL"}})),
        }
    };
    Fake { stand_in: StandIn::start(answers).await, paid }
}

fn event(id: &str, kind: &str, payment: Uuid) -> String {
    json!({"id": id, "object": "event", "type": kind, "data": {"object": {"id": "cs_test_1", "client_reference_id": payment, "payment_status": "paid", "amount_total": 1}}}).to_string()
}

async fn send(shop: &Shop, account: Uuid, body: &str) -> StatusCode {
    let time = shop.app.clock.now().timestamp();
    let signature = format!("t={time},v1={}", sign(SECRET, time, body));
    notify(&shop.app, "stripe", account, JSON, &[("stripe-signature", &signature)], body).await.status
}

#[tokio::test]
async fn an_event_is_a_hint_and_the_session_says_what_was_paid() {
    let shop = Shop::open().await;
    let fake = fake().await;
    let account = shop.account("STRIPE", VALUES, &fake.stand_in.base).await;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    assert_eq!(page.attribute("a.btn-primary", "href").as_deref(), Some("https://checkout.stripe.com/c/pay/cs_test_1"), "{page:?}");
    let payment = shop.payment().await;
    let asked = fake.stand_in.asked();
    assert_eq!(value(&asked[0].body, "line_items[0][price_data][unit_amount]"), "250000");
    assert_eq!(value(&asked[0].body, "success_url"), format!("http://shop.example{}?back={payment}", shop.page));
    // Pressed again it is the same payment and the same session.
    shop.start(&mut buyer, account).await;
    assert_eq!(shop.count("select count(*) from payments").await, 1);
    // What the event says of the money is not believed.
    let body = event("evt_1", "checkout.session.completed", payment);
    assert_eq!(send(&shop, account, &body).await, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "PENDING");
    *fake.paid.lock().unwrap() = true;
    let sent = (0..5).map(|number| {
        let (shop, body) = (&shop, event(&format!("evt_{}", number / 2 + 2), "checkout.session.async_payment_succeeded", payment));
        async move { send(shop, account, &body).await }
    });
    let back = format!("{}?back={payment}", shop.page);
    let (answers, page, _) = futures::future::join3(futures::future::join_all(sent), buyer.get(&back), shop.app.drain()).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::OK), "{answers:?}");
    assert_eq!(page.status, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert_eq!(shop.messages("notifications-payment-received-title").await, 1);
    let page = buyer.get(&shop.page).await;
    assert!(page.visible().contains("it is paid") && !page.has("form[action='/api/payments/start_payment']"), "{page:?}");
    assert_eq!(
        notify(&shop.app, "stripe", account, JSON, &[("stripe-signature", "t=1,v1=0")], &body).await.status,
        StatusCode::UNAUTHORIZED
    );
    // A dispute is the one thing that is told by its event alone.
    let dispute =
        json!({"id": "evt_9", "type": "charge.dispute.funds_withdrawn", "data": {"object": {"id": "dp_1", "payment_intent": "pi_1"}}})
            .to_string();
    assert_eq!(send(&shop, account, &dispute).await, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "CHARGED_BACK");
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}

#[tokio::test]
async fn a_silence_is_not_known_until_it_is_asked_and_never_a_second_session() {
    let shop = Shop::open().await;
    let fake = fake().await;
    let account = shop.account("STRIPE", VALUES, &fake.stand_in.base).await;
    *fake.stand_in.silent.lock().unwrap() = 1;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.visible().contains("does not answer"), "{page:?}");
    assert_eq!(shop.count("select count(*) from payments where gateway_response ->> 'unknown' = 'true' and query_at is not null").await, 1);
    let page = shop.start(&mut buyer, account).await;
    assert!(page.has("a.btn-primary"), "{page:?}");
    let keys: Vec<String> = fake.stand_in.asked().iter().map(|asked| asked.header("idempotency-key").to_owned()).collect();
    assert!(keys.len() == 2 && keys[0] == keys[1], "{keys:?}");
    assert!(page.headers.get(header::CONTENT_SECURITY_POLICY).is_some());
    *fake.paid.lock().unwrap() = true;
    shop.app.clock.advance(chrono::TimeDelta::minutes(6));
    assert_eq!(online::resolve_due(&shop.scope, &sealer(&shop.app)).await.unwrap(), 1);
    assert_eq!(shop.standing().await.0, "COMPLETED");
    let mut work = shop.scope.begin().await.unwrap();
    let opened = accounts::open(&mut work, &sealer(&shop.app), account).await.unwrap();
    drop(work);
    let payment = Known {
        payment_id: shop.payment().await,
        amount: Decimal::from(2500),
        currency: "LKR".to_owned(),
        session: None,
        transaction: Some("pi_1".to_owned()),
        held: None,
    };
    let order = RefundOrder { payment, amount: Decimal::from(100), reason: "Scratch".to_owned(), key: "r-1".to_owned() };
    assert_eq!(Stripe.refund(&opened, &Http::new().unwrap(), &order).await, Ok(Refunded::Done("re_r-1".to_owned())));
    assert_eq!(value(&fake.stand_in.asked().last().unwrap().body, "amount"), "10000");
    shop.app.assert_quiet().await;
}
