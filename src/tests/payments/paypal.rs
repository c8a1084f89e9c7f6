//! PayPal: the text that it signs, orders that are captured when they were approved, and events that PayPal itself vouches for.

use super::stand_in::{Asked, StandIn};
use super::{JSON, Shop, notify, sealer};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use smartstore::domains::payments::adapters::paypal::{PayPal, is_cert_url, signed_text};
use smartstore::domains::payments::ports::{Gateway, Known, RefundOrder, Refunded};
use smartstore::domains::payments::service::accounts;
use smartstore::server::outgoing::Http;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const VALUES: &[(&str, &str)] = &[("client_id", "client"), ("client_secret", "secret"), ("webhook_id", "9XL90610J3647323C")];
const HEADERS: &[(&str, &str)] = &[
    ("paypal-transmission-id", "d938e770-8046-11e6-8103-6b62a8a99ac4"),
    ("paypal-transmission-time", "2016-09-21T22:00:46Z"),
    ("paypal-transmission-sig", "c2ln"),
    ("paypal-auth-algo", "SHA256withRSA"),
    ("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1"),
];

#[test]
fn the_signed_text_holds_the_checksum_of_the_body() {
    let text = signed_text("d938e770-8046-11e6-8103-6b62a8a99ac4", "2016-09-21T22:00:46Z", "9XL90610J3647323C", br#"{"id":"WH-1"}"#);
    assert_eq!(text, "d938e770-8046-11e6-8103-6b62a8a99ac4|2016-09-21T22:00:46Z|9XL90610J3647323C|838965618");
    assert!(is_cert_url("https://api.sandbox.paypal.com/v1/notifications/certs/C"));
    for url in [
        "http://api.paypal.com/c",
        "https://paypal.com.evil.example/c",
        "https://evilpaypal.com/c",
        "https://evil.example/?.paypal.com",
        "https://u@evil.example#.paypal.com",
        "",
    ] {
        assert!(!is_cert_url(url), "{url}");
    }
}

/// PayPal as far as it is used; the order is approved when `approved` says so, and captured once.
async fn fake(approved: Arc<Mutex<bool>>) -> StandIn {
    let order: Arc<Mutex<Value>> = Arc::default();
    StandIn::start(move |asked: &Asked| {
        if asked.what == "POST /v1/oauth2/token" {
            let fine = asked.header("authorization") == "Basic Y2xpZW50OnNlY3JldA==";
            return if fine { (200, json!({"access_token": "t"})) } else { (401, json!({})) };
        }
        if asked.header("authorization") != "Bearer t" {
            return (401, json!({"message": "Authentication failed"}));
        }
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let mut order = order.lock().unwrap();
        if *approved.lock().unwrap() && order["status"] == "PAYER_ACTION_REQUIRED" {
            order["status"] = json!("APPROVED");
        }
        match asked.what.as_str() {
            "POST /v2/checkout/orders" => {
                assert!(!asked.header("paypal-request-id").is_empty());
                *order = json!({"id": "5O190127TN364715T", "status": "PAYER_ACTION_REQUIRED", "purchase_units": body["purchase_units"],
                    "links": [{"rel": "self", "href": "x"}, {"rel": "payer-action", "href": "https://www.sandbox.paypal.com/checkoutnow?token=5O190127TN364715T"}]});
                (201, order.clone())
            }
            "GET /v2/checkout/orders/5O190127TN364715T" => (200, order.clone()),
            "POST /v2/checkout/orders/5O190127TN364715T/capture" => {
                if order["status"] != "APPROVED" {
                    return (422, json!({"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": "ORDER_ALREADY_CAPTURED"}]}));
                }
                order["status"] = json!("COMPLETED");
                order["purchase_units"][0]["payments"] = json!({"captures": [{"id": "3C679366HH908993F", "status": "COMPLETED", "amount": order["purchase_units"][0]["amount"]}]});
                (201, order.clone())
            }
            "POST /v1/notifications/verify-webhook-signature" => {
                let good = body["webhook_id"] == "9XL90610J3647323C" && body["transmission_sig"] == "c2ln" && asked.body.contains(r#""amount":1.0"#);
                (200, json!({"verification_status": if good { "SUCCESS" } else { "FAILURE" }}))
            }
            "POST /v2/payments/captures/3C679366HH908993F/refund" => {
                let refund = json!({"id": "1JU08902781691411", "status": "COMPLETED", "amount": body["amount"], "custom_id": body["custom_id"]});
                order["purchase_units"][0]["payments"]["refunds"] = json!([refund]);
                (201, refund)
            }
            _ => (404, json!({})),
        }
    })
    .await
}

async fn in_dollars(shop: &Shop) {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query("update orders set currency = 'USD'").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
}

fn event(id: &str, payment: Uuid) -> String {
    // Its bytes are passed on as they came: written anew, 1.0 would be 1.
    format!(
        r#"{{"id":"{id}","event_type":"CHECKOUT.ORDER.APPROVED","amount":1.0,"resource":{{"id":"5O190127TN364715T","purchase_units":[{{"custom_id":"{payment}"}}]}}}}"#
    )
}

#[tokio::test]
async fn what_was_approved_is_captured_once_and_counts_when_paypal_says_so() {
    let shop = Shop::open().await;
    let approved: Arc<Mutex<bool>> = Arc::default();
    let stand_in = fake(approved.clone()).await;
    let account = shop.account("PAYPAL", VALUES, &stand_in.base).await;
    let page = shop.app.stranger().open(&shop.page).await;
    assert!(!page.body.contains(&account.to_string()), "PayPal takes no rupees");
    in_dollars(&shop).await;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    assert!(page.attribute("a.btn-primary", "href").is_some_and(|href| href.contains("checkoutnow")), "{page:?}");
    let payment = shop.payment().await;
    let sent = stand_in.asked().into_iter().find(|asked| asked.what == "POST /v2/checkout/orders").unwrap();
    assert_eq!(sent.header("paypal-request-id"), payment.hyphenated().to_string());
    assert!(sent.body.contains(r#""value":"2500.00""#), "{}", sent.body);
    // Not approved yet: coming back changes nothing.
    buyer.open(&format!("{}?back={payment}", shop.page)).await;
    assert_eq!(shop.standing().await.0, "PENDING");
    *approved.lock().unwrap() = true;
    let sent = (0..5).map(|number| {
        let body = event(&format!("WH-{}", number / 2), payment);
        let shop = &shop;
        async move { notify(&shop.app, "paypal", account, JSON, HEADERS, &body).await.status }
    });
    let back = format!("{}?back={payment}", shop.page);
    let (answers, page, _) = futures::future::join3(futures::future::join_all(sent), buyer.get(&back), shop.app.drain()).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::OK), "{answers:?}");
    assert_eq!(page.status, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert_eq!(shop.count("select count(*) from payments where gateway_transaction_id = '3C679366HH908993F'").await, 1);
    assert_eq!(shop.messages("notifications-payment-received-title").await, 1);
    let forged: Vec<(&str, &str)> =
        HEADERS.iter().map(|(name, value)| (*name, if *name == "paypal-transmission-sig" { "Zm9yZ2Vk" } else { *value })).collect();
    assert_eq!(
        notify(&shop.app, "paypal", account, JSON, &forged, &event("WH-9", payment)).await.status,
        StatusCode::OK,
        "only PayPal can tell"
    );
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from webhook_events where status = 'FAILED' and dedupe_key = 'WH-9'").await, 1);
    assert_eq!(notify(&shop.app, "paypal", account, JSON, &HEADERS[1..], &event("WH-10", payment)).await.status, StatusCode::UNAUTHORIZED);
    let mut work = shop.scope.begin().await.unwrap();
    let opened = accounts::open(&mut work, &sealer(&shop.app), account).await.unwrap();
    drop(work);
    let known = Known {
        payment_id: payment,
        amount: Decimal::from(2500),
        currency: "USD".to_owned(),
        session: None,
        transaction: Some("3C679366HH908993F".to_owned()),
        held: None,
    };
    let order = RefundOrder { payment: known, amount: Decimal::new(1050, 2), reason: "Scratch".to_owned(), key: "r-1".to_owned() };
    assert_eq!(PayPal.refund(&opened, &Http::new().unwrap(), &order).await, Ok(Refunded::Done("1JU08902781691411".to_owned())));
    let refund = stand_in.asked().into_iter().next_back().unwrap();
    assert!(refund.body.contains(r#""value":"10.50""#) && refund.header("paypal-request-id") == "r-1", "{refund:?}");
    // It was not asked for here: it is in the books as soon as PayPal tells of it, however often. A dispute is told.
    let refunded = r#"{"id":"WH-20","event_type":"PAYMENT.CAPTURE.REFUNDED","sum":{"amount":1.0},"resource":{"id":"1JU08902781691411","links":[{"rel":"up","href":"https://api-m.sandbox.paypal.com/v2/payments/captures/3C679366HH908993F"}]}}"#;
    let disputed = r#"{"id":"WH-22","event_type":"CUSTOMER.DISPUTE.CREATED","sum":{"amount":1.0},"resource":{"reason":"UNAUTHORISED","disputed_transactions":[{"seller_transaction_id":"3C679366HH908993F"}]}}"#;
    for body in [refunded.to_owned(), refunded.replace("WH-20", "WH-21"), disputed.to_owned()] {
        assert_eq!(notify(&shop.app, "paypal", account, JSON, HEADERS, &body).await.status, StatusCode::OK);
    }
    futures::future::join(shop.app.drain(), shop.app.drain()).await;
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from refunds where amount = 10.50 and status = 'COMPLETED'").await, 1);
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_REFUNDED".to_owned()));
    assert_eq!(shop.messages("notifications-disputed-title").await, 1);
}
