//! PayHere: its published hashes, forged and wrong notices, and five of them at once with the buyer's return.

use super::stand_in::StandIn;
use super::{FORM, Shop, notify, sealer};
use axum::http::{StatusCode, header};
use rust_decimal::Decimal;
use serde_json::json;
use smartstore::domains::payments::adapters::payhere::{PayHere, basic, checkout_hash, notice_signature, read_notice};
use smartstore::domains::payments::ports::{Gateway, Known, Outcome, RefundOrder, Refunded, Rejected};
use smartstore::domains::payments::service::{accounts, online};
use smartstore::server::forms::percent_encode;
use smartstore::server::outgoing::{Failure, Http};
use uuid::Uuid;

const MERCHANT: &str = "1221149";
const SECRET: &str = "MzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==";
const VALUES: &[(&str, &str)] = &[("merchant_id", MERCHANT), ("merchant_secret", SECRET), ("app_id", "4OVx33"), ("app_secret", "8n4VSj9")];

#[test]
fn hashes_are_those_of_payhere() {
    let hash = checkout_hash(MERCHANT, "3f1a6b7c-0000-4000-8000-00000000000a", "1000.00", "LKR", SECRET);
    assert_eq!(hash, "A8A45E32CFBA5A485F76595C9E46A484");
    let signature = notice_signature(MERCHANT, "3f1a6b7c-0000-4000-8000-000000000001", "5000.00", "LKR", "2", SECRET);
    assert_eq!(signature, "178CEE8A874691F9B363E77BED922EA1");
    assert_eq!(basic("4OVx33", "x"), "Basic NE9WeDMzOng=");
    // The texts run into each other: two notices have one signature, which is why each field is held against its grammar.
    assert_eq!(notice_signature("1", "o", "1.00", "LKR", "-2", SECRET), notice_signature("1", "o", "1.00", "LKR-", "2", SECRET));
}

/// A notice as PayHere sends it.
fn notice(order: &str, payment: &str, amount: &str, currency: &str, status: &str, secret: &str) -> String {
    let signature = notice_signature(MERCHANT, order, amount, currency, status, secret);
    let pairs = [
        ("merchant_id", MERCHANT),
        ("order_id", order),
        ("payment_id", payment),
        ("payhere_amount", amount),
        ("payhere_currency", currency),
        ("status_code", status),
        ("md5sig", &signature),
        ("method", "VISA"),
        ("status_message", "Successfully completed"),
        ("card_holder_name", "Nimal Perera"),
        ("card_no", "************1292"),
        ("card_expiry", "12/29"),
    ];
    pairs.map(|(name, value)| format!("{name}={}", percent_encode(value))).join("&")
}

#[test]
fn a_notice_that_could_be_read_in_two_ways_is_refused_before_its_signature() {
    let order = Uuid::from_u128(7).hyphenated().to_string();
    let good = notice(&order, "320025", "5000.00", "LKR", "2", SECRET);
    let read = read_notice(MERCHANT, SECRET, good.as_bytes()).unwrap();
    assert_eq!((read.outcome, read.amount), (Outcome::Received, Some(Decimal::new(500_000, 2))));
    assert!(read.key.starts_with("320025:2:"), "{}", read.key);
    assert!(!read.facts.to_string().contains("1292"), "no card is kept");
    let failed = notice(&order, "320025", "5000.00", "LKR", "-2", SECRET);
    let replayed = failed.replace("payhere_currency=LKR", "payhere_currency=LKR%2D").replace("status_code=%2D2", "status_code=2");
    assert_eq!(read_notice(MERCHANT, SECRET, replayed.as_bytes()), Err(Rejected::Grammar));
    for (from, to) in [
        ("payhere_amount=5000%2E00", "payhere_amount=5000%2E0"),
        ("payhere_amount=5000%2E00", "payhere_amount=%E0%B7%A75000%2E00"),
        ("payhere_amount=5000%2E00", "payhere_amount=%2B5000%2E00"),
        ("status_code=2", "status_code=02"),
        ("status_code=2", "status_code=7"),
        ("payhere_currency=LKR", "payhere_currency=lkr"),
        ("merchant_id=1221149", "merchant_id=1221149&merchant_id=1221149"),
        ("payment_id=320025", "payment_id=320025%0A"),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read_notice(MERCHANT, SECRET, good.replace(from, to).as_bytes()), Err(Rejected::Grammar), "{to}");
    }
    let upper = notice(&order.to_uppercase().replace('0', "A"), "320025", "5000.00", "LKR", "2", SECRET);
    assert_eq!(read_notice(MERCHANT, SECRET, upper.as_bytes()), Err(Rejected::Grammar));
    assert_eq!(read_notice("999", SECRET, good.as_bytes()), Err(Rejected::Merchant));
    assert_eq!(read_notice(MERCHANT, "another", good.as_bytes()), Err(Rejected::Signature));
    assert_eq!(read_notice(MERCHANT, "", notice(&order, "1", "1.00", "LKR", "2", "").as_bytes()), Err(Rejected::Signature));
}

/// PayHere's API with one payment of 2,500.00 that was received.
async fn api(payment: Uuid) -> StandIn {
    StandIn::start(move |asked| match asked.what.as_str() {
        "POST /merchant/v1/oauth/token" if asked.header("authorization") == basic("4OVx33", "8n4VSj9") => {
            (200, json!({"access_token": "t", "token_type": "bearer", "expires_in": 599}))
        }
        what if what.starts_with("GET /merchant/v1/payment/search") && asked.header("authorization") == "Bearer t" => {
            let is_ours = what.ends_with(&payment.hyphenated().to_string());
            let row = json!({"payment_id": 320_025_071, "order_id": payment, "status": "RECEIVED", "currency": "LKR", "amount": 2500.0,
                "date": "2026-11-26 10:00:00", "customer": {"fist_name": "Nimal"}, "payment_method": {"method": "VISA"}});
            (
                200,
                if is_ours {
                    json!({"status": 1, "msg": "", "data": [row]})
                } else {
                    json!({"status": -1, "msg": "No payments", "data": null})
                },
            )
        }
        "POST /merchant/v1/payment/refund" if asked.body.contains("320025071") => (200, json!({"status": 1, "msg": "ok", "data": 77})),
        "POST /merchant/v1/payment/refund" => (200, json!({"status": -1, "msg": "No such payment", "data": null})),
        _ => (401, json!({})),
    })
    .await
}

#[tokio::test]
async fn five_notices_and_the_buyers_return_are_one_payment_one_change_and_one_message() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "http://127.0.0.1:9").await;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    let payment = shop.payment().await;
    let order = payment.hyphenated().to_string();
    // The form is what PayHere checks: its hash over its own fields.
    assert_eq!(page.attribute("form[action$='/pay/checkout'] [name=order_id]", "value").as_deref(), Some(order.as_str()));
    let hash = checkout_hash(MERCHANT, &order, "2500.00", "LKR", SECRET);
    assert_eq!(page.attribute("[name=hash]", "value"), Some(hash));
    assert!(!page.body.contains(SECRET), "the secret stays here");
    let policy = page.headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:9;"), "{policy}");
    let stand_in = api(payment).await;
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query("update payment_accounts set settings = settings || jsonb_build_object('base_url', $1::text)")
        .bind(&stand_in.base)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    let pending = notice(&order, "320025071", "2500.00", "LKR", "0", SECRET);
    let paid = notice(&order, "320025071", "2500.00", "LKR", "2", SECRET);
    let back = format!("{}?back={payment}", shop.page);
    let notices = [&paid, &pending, &paid, &paid, &paid].map(|body| notify(&shop.app, "payhere", account, FORM, &[], body));
    let returned = async {
        let mut buyer = shop.app.stranger();
        buyer.get(&back).await
    };
    let (answers, returned, _, _) =
        futures::future::join4(futures::future::join_all(notices), returned, shop.app.drain(), shop.app.drain()).await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK), "{answers:?}");
    assert_eq!(returned.status, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payments").await, 1);
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert_eq!(shop.count("select count(*) from order_status_history where field = 'FINANCIAL'").await, 1);
    assert_eq!(shop.count("select count(*) from audit_logs where action = 'payments.completed'").await, 1);
    assert_eq!(shop.messages("notifications-payment-received-title").await, 1);
    assert_eq!(shop.count("select count(*) from webhook_events where status = 'PROCESSED'").await, 2, "each kind of notice once");
    assert_eq!(shop.count("select count(*) from webhook_events where payload like '%1292%'").await, 0, "no card is kept");
    // The order was confirmed by it, and its goods are reserved for good.
    assert_eq!(shop.count("select count(*) from orders where status = 'CONFIRMED'").await, 1);
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    assert_eq!(shop.count("select count(*) from inventory_reservations where status = 'ACTIVE' and expires_at is null").await, 1);
    // Back to pending it does not go; to what the bank takes back it does.
    let late = notice(&order, "320025072", "2500.00", "LKR", "0", SECRET);
    notify(&shop.app, "payhere", account, FORM, &[], &late).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "COMPLETED");
    let taken = notice(&order, "320025071", "2500.00", "LKR", "-3", SECRET);
    notify(&shop.app, "payhere", account, FORM, &[], &taken).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("CHARGED_BACK".to_owned(), "REFUNDED".to_owned()));
    assert_eq!(shop.messages("notifications-charged-back-title").await, 1);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn wrong_notices_change_nothing_are_written_down_and_told() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let order = shop.payment().await.hyphenated().to_string();
    let forged = notice(&order, "1", "2500.00", "LKR", "2", "guessed");
    let merchant = notice(&order, "1", "2500.00", "LKR", "2", SECRET).replace(MERCHANT, "1221150");
    for body in [&forged, &merchant, "nonsense"] {
        assert_eq!(notify(&shop.app, "payhere", account, FORM, &[], body).await.status, StatusCode::UNAUTHORIZED, "{body}");
    }
    for body in [
        notice(&order, "1", "2499.00", "LKR", "2", SECRET),
        notice(&order, "2", "2500.00", "USD", "2", SECRET),
        notice(&Uuid::from_u128(9).hyphenated().to_string(), "3", "2500.00", "LKR", "2", SECRET),
    ] {
        assert_eq!(notify(&shop.app, "payhere", account, FORM, &[], &body).await.status, StatusCode::OK, "{body}");
    }
    assert_eq!(notify(&shop.app, "stripe", account, FORM, &[], &forged).await.status, StatusCode::NOT_FOUND, "it is no account of Stripe");
    assert_eq!(notify(&shop.app, "payhere", Uuid::nil(), FORM, &[], &forged).await.status, StatusCode::NOT_FOUND);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("PENDING".to_owned(), "UNPAID".to_owned()));
    assert_eq!(shop.count("select count(*) from webhook_events where status = 'REJECTED'").await, 3);
    assert_eq!(shop.count("select count(*) from webhook_events where status = 'FAILED'").await, 3);
    assert_eq!(shop.count("select count(*) from payment_events where type = 'NOTICE'").await, 0);
    assert_eq!(shop.messages("notifications-notice-refused-title").await, 1, "once a day");
    let page = shop.app.sign_in("OWNER").await.open("/settings/system").await;
    assert!(page.visible().contains("another amount") && page.visible().contains("signature of the notice is wrong"), "{page:?}");
    // The right one still gets through.
    notify(&shop.app, "payhere", account, FORM, &[], &notice(&order, "1", "2500.00", "LKR", "2", SECRET)).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "COMPLETED");
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}

#[tokio::test]
async fn a_second_payment_of_the_same_order_is_written_down_and_told() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let order = shop.payment().await.hyphenated().to_string();
    for number in ["500", "501", "501"] {
        notify(&shop.app, "payhere", account, FORM, &[], &notice(&order, number, "2500.00", "LKR", "2", SECRET)).await;
        shop.app.drain().await;
    }
    assert_eq!(shop.count("select count(*) from payments where status = 'COMPLETED'").await, 2);
    assert_eq!(shop.messages("notifications-paid-twice-title").await, 1);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn what_became_of_a_payment_is_asked_and_money_goes_back() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    let stand_in = api(payment).await;
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query("update payment_accounts set settings = settings || jsonb_build_object('base_url', $1::text)")
        .bind(&stand_in.base)
        .execute(work.conn())
        .await
        .unwrap();
    let opened = accounts::open(&mut work, &sealer(&shop.app), account).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(online::resolve_due(&shop.scope, &sealer(&shop.app)).await.unwrap(), 0, "not yet");
    shop.app.clock.advance(chrono::TimeDelta::minutes(11));
    assert_eq!(online::resolve_due(&shop.scope, &sealer(&shop.app)).await.unwrap(), 1);
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payments where query_at is not null").await, 0);
    let known = Known {
        payment_id: payment,
        amount: Decimal::from(2500),
        currency: "LKR".to_owned(),
        session: None,
        transaction: Some("320025071".to_owned()),
        held: None,
    };
    let refund = |amount: i64, transaction: &str| RefundOrder {
        payment: Known { transaction: Some(transaction.to_owned()), ..known.clone() },
        amount: Decimal::from(amount),
        reason: "Came back".to_owned(),
        key: "r1".to_owned(),
    };
    let http = Http::new().unwrap();
    assert_eq!(PayHere.refund(&opened, &http, &refund(2500, "320025071")).await, Ok(Refunded::Done("77".to_owned())));
    assert!(matches!(PayHere.refund(&opened, &http, &refund(2500, "1")).await, Err(Failure::Refused(_))));
    assert!(matches!(PayHere.refund(&opened, &http, &refund(100, "320025071")).await, Err(Failure::Refused(_))), "whole only");
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_payment_that_nobody_ends_is_given_up_after_a_day() {
    let shop = Shop::open().await;
    let stand_in = api(Uuid::nil()).await;
    let account = shop.account("PAYHERE", VALUES, &stand_in.base).await;
    shop.start(&mut shop.app.stranger(), account).await;
    for hours in [1, 2, 20, 3] {
        shop.app.clock.advance(chrono::TimeDelta::hours(hours));
        online::resolve_due(&shop.scope, &sealer(&shop.app)).await.unwrap();
    }
    assert_eq!(shop.standing().await.0, "FAILED");
    let asked = stand_in.asked().iter().filter(|asked| asked.what.contains("payment/search")).count();
    assert_eq!(asked, 4);
    assert_eq!(online::resolve_due(&shop.scope, &sealer(&shop.app)).await.unwrap(), 0);
    shop.app.assert_quiet().await;
}

/// Lets the account's provider be played by another stand-in.
async fn at(shop: &Shop, stand_in: &StandIn) {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query("update payment_accounts set settings = settings || jsonb_build_object('base_url', $1::text)")
        .bind(&stand_in.base)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn each_instalment_is_a_payment_of_its_own_with_its_own_amount() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "http://127.0.0.1:9").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let order = shop.payment().await.hyphenated().to_string();
    let tell = |number: &'static str, amount: &'static str, status: &'static str, message: &'static str| {
        let body = notice(&order, number, amount, "LKR", status, SECRET);
        let body = format!("{body}&recurring=1&message_type={message}&subscription_id=420075&item_rec_install_paid=1");
        let shop = &shop;
        async move { assert_eq!(notify(&shop.app, "payhere", account, FORM, &[], &body).await.status, StatusCode::OK) }
    };
    // The second comes before the first and has another amount, some come several times, one fails, and it ends.
    tell("502", "1200.00", "2", "RECURRING_INSTALLMENT_SUCCESS").await;
    tell("501", "2500.00", "2", "AUTHORIZATION_SUCCESS").await;
    for _ in 0..2 {
        tell("502", "1200.00", "2", "RECURRING_INSTALLMENT_SUCCESS").await;
        tell("503", "1200.00", "2", "RECURRING_INSTALLMENT_SUCCESS").await;
        tell("504", "1200.00", "-2", "RECURRING_INSTALLMENT_FAILED").await;
    }
    futures::future::join(shop.app.drain(), shop.app.drain()).await;
    shop.app.drain().await;
    // The order's page shows it. PayHere is not there: that is said, and it goes on until PayHere says that it is over.
    let mut browser = shop.app.sign_in("STAFF").await;
    let page = browser.open(&format!("/orders/{}", shop.order)).await;
    assert!(page.visible().contains("Subscription 420075"), "{page:?}");
    let refused = browser.submit_form(&page, "form[action='/api/payments/stop_subscription']", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    let asked = std::sync::Arc::new(std::sync::Mutex::new(0));
    let stopped = asked.clone();
    let stand_in = StandIn::start(move |asked| match asked.what.as_str() {
        "POST /merchant/v1/oauth/token" => (200, json!({"access_token": "t"})),
        "POST /merchant/v1/subscription/cancel" if asked.body == r#"{"subscription_id":"420075"}"# => {
            *stopped.lock().unwrap() += 1;
            (200, json!({"status": 1, "msg": "ok", "data": null}))
        }
        _ => (404, json!({})),
    })
    .await;
    at(&shop, &stand_in).await;
    let done = browser.submit_form(&page, "form[action='/api/payments/stop_subscription']", &[]).await;
    assert!(done.status == StatusCode::OK && !done.visible().contains("Subscription 420075"), "{done:?}");
    assert_eq!(*asked.lock().unwrap(), 1);
    tell("503", "1200.00", "2", "RECURRING_COMPLETE").await;
    shop.app.drain().await;
    assert_eq!(shop.count("select count(*) from payments where status = 'COMPLETED' and captured = 2500").await, 1);
    assert_eq!(shop.count("select count(*) from payments where status = 'COMPLETED' and captured = 1200").await, 2);
    assert_eq!(shop.count("select count(*) from payments").await, 3);
    assert_eq!(shop.messages("notifications-instalment-title").await, 2);
    assert!(shop.count("select count(*) from payment_events where payload ->> 'subscription_id' = '420075'").await >= 4);
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
    shop.app.assert_quiet().await;
}
