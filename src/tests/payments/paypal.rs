//! PayPal: the text that it signs, orders that are captured when they were approved, and events that PayPal itself vouches for.

use super::fake_paypal::{CAPTURE, FakePayPal, event, headers, in_dollars};
use super::{JSON, Shop, notify, sealer};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::payments::adapters::paypal::{PayPal, is_cert_url, signed_text};
use smartstore::domains::payments::ports::{Gateway, Known, RefundOrder, Refunded};
use smartstore::domains::payments::service::accounts;
use smartstore::server::outgoing::Http;
use uuid::Uuid;

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

/// Sends an event as PayPal signs it.
async fn tell(shop: &Shop, account: Uuid, body: &str) -> StatusCode {
    send(shop, account, &headers(body), body).await
}

async fn send(shop: &Shop, account: Uuid, headers: &[(&'static str, String)], body: &str) -> StatusCode {
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    notify(&shop.app, "paypal", account, JSON, &headers, body).await.status
}

#[tokio::test]
async fn what_was_approved_is_captured_once_and_counts_when_paypal_says_so() {
    let shop = Shop::open().await;
    let fake = FakePayPal::start().await;
    let account = fake.account(&shop).await;
    let page = shop.app.stranger().open(&shop.page).await;
    assert!(!page.body.contains(&account.to_string()), "PayPal takes no rupees");
    in_dollars(&shop).await;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    assert!(page.attribute("a.btn-primary", "href").is_some_and(|href| href.contains("checkoutnow")), "{page:?}");
    let payment = shop.payment().await;
    let sent = fake.stand_in.asked().into_iter().find(|asked| asked.what == "POST /v2/checkout/orders").unwrap();
    assert_eq!(sent.header("paypal-request-id"), payment.hyphenated().to_string());
    assert!(sent.body.contains(r#""value":"2500.00""#), "{}", sent.body);
    // Not approved yet: coming back changes nothing.
    buyer.open(&format!("{}?back={payment}", shop.page)).await;
    assert_eq!(shop.standing().await.0, "PENDING");
    fake.approve();
    let sent = (0..5).map(|number| {
        let body = event(&format!("WH-{}", number / 2), payment);
        let shop = &shop;
        async move { tell(shop, account, &body).await }
    });
    let back = format!("{}?back={payment}", shop.page);
    let (answers, page, _) = futures::future::join3(futures::future::join_all(sent), buyer.get(&back), shop.app.drain()).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::OK), "{answers:?}");
    assert_eq!(page.status, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert_eq!(shop.count("select count(*) from payments where gateway_transaction_id = '3C679366HH908991F'").await, 1);
    assert_eq!(shop.messages("notifications-payment-received-title").await, 1);
    // Signed for another body.
    let forged = headers(&event("WH-8", payment));
    assert_eq!(send(&shop, account, &forged, &event("WH-9", payment)).await, StatusCode::OK, "only PayPal can tell");
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from webhook_events where status = 'FAILED' and dedupe_key = 'WH-9'").await, 1);
    assert_eq!(send(&shop, account, &forged[1..], &event("WH-10", payment)).await, StatusCode::UNAUTHORIZED);
    let mut work = shop.scope.begin().await.unwrap();
    let opened = accounts::open(&mut work, &sealer(&shop.app), account).await.unwrap();
    drop(work);
    let known = Known {
        payment_id: payment,
        amount: Decimal::from(2500),
        currency: "USD".to_owned(),
        session: None,
        transaction: Some(CAPTURE.to_owned()),
        held: None,
    };
    let order = RefundOrder { payment: known, amount: Decimal::new(1050, 2), reason: "Scratch".to_owned(), key: "r-1".to_owned() };
    assert_eq!(PayPal.refund(&opened, &Http::new().unwrap(), &order).await, Ok(Refunded::Done("1JU08902781691411".to_owned())));
    let refund = fake.stand_in.asked().into_iter().next_back().unwrap();
    assert!(refund.body.contains(r#""value":"10.50""#) && refund.header("paypal-request-id") == "r-1", "{refund:?}");
    // It was not asked for here: it is in the books as soon as PayPal tells of it, however often. A dispute is told.
    let refunded = r#"{"id":"WH-20","event_type":"PAYMENT.CAPTURE.REFUNDED","sum":{"amount":1.0},"resource":{"id":"1JU08902781691411","links":[{"rel":"up","href":"https://api-m.sandbox.paypal.com/v2/payments/captures/3C679366HH908991F"}]}}"#;
    let disputed = r#"{"id":"WH-22","event_type":"CUSTOMER.DISPUTE.CREATED","sum":{"amount":1.0},"resource":{"reason":"UNAUTHORISED","disputed_transactions":[{"seller_transaction_id":"3C679366HH908991F"}]}}"#;
    for body in [refunded.to_owned(), refunded.replace("WH-20", "WH-21"), disputed.to_owned()] {
        assert_eq!(tell(&shop, account, &body).await, StatusCode::OK);
    }
    futures::future::join(shop.app.drain(), shop.app.drain()).await;
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from refunds where amount = 10.50 and status = 'COMPLETED'").await, 1);
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_REFUNDED".to_owned()));
    assert_eq!(shop.messages("notifications-disputed-title").await, 1);
}
