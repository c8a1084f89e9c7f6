//! Hold now, take later: at Stripe by manual capture, at PayHere by its authorisations.

use super::fake_stripe::{FakeStripe, account, event, send, value};
use super::stand_in::StandIn;
use super::{FORM, Shop, notify, sealer};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use smartstore::domains::orders::service::cancel;
use smartstore::domains::payments::adapters::payhere::{basic, notice_signature};
use smartstore::domains::payments::service::{holds, of_order, online};
use uuid::Uuid;

async fn books(shop: &Shop) {
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}

/// A shop whose buyer's card holds 2,500.00 at Stripe.
async fn held() -> (Shop, FakeStripe, Uuid, Uuid) {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "true").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    assert_eq!(value(&fake.stand_in.asked()[0].body, "payment_intent_data[capture_method]"), "manual");
    fake.paid("requires_capture");
    let intent = json!({"id": "pi_1", "object": "payment_intent", "metadata": {"payment_id": payment}});
    for (id, kind) in [("evt_1", "payment_intent.amount_capturable_updated"), ("evt_2", "payment_intent.processing"), ("evt_1", "x")] {
        assert_eq!(send(&shop, account, &event(id, kind, &intent)).await, StatusCode::OK);
        shop.app.drain().await;
    }
    assert_eq!(shop.standing().await, ("AUTHORIZED".to_owned(), "UNPAID".to_owned()));
    (shop, fake, account, payment)
}

#[tokio::test]
async fn a_part_of_what_is_held_is_taken_once_by_five_clicks() {
    let (shop, fake, _, payment) = held().await;
    assert_eq!(shop.messages("notifications-payment-held-title").await, 1);
    assert_eq!(shop.count("select count(*) from orders where status = 'CONFIRMED'").await, 1, "its goods are seen to");
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    let money = of_order(&shop.scope, shop.order).await.unwrap();
    assert!(money.due.is_zero() && money.totals.captured.is_zero(), "nobody is asked for it twice");
    let mut browser = shop.app.sign_in("STAFF").await;
    let path = format!("/orders/{}", shop.order);
    let page = browser.open(&path).await;
    assert!(page.visible().contains("Held"), "{page:?}");
    let form = "form[action='/api/payments/take_hold']";
    let refused = browser.submit_form(&page, form, &[("amount", "2500.01")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = format!("#hold-{payment}");
    assert_eq!(refused.attribute(&field, "value").as_deref(), Some("2500.01"), "{refused:?}");
    let sealer_of = sealer(&shop.app);
    let clicks = (0..5).map(|_| holds::take(&shop.scope, &sealer_of, payment, "1500"));
    let done = futures::future::join_all(clicks).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!(fake.state.lock().unwrap().carried_out, 1);
    let captures: Vec<_> = fake.stand_in.asked().into_iter().filter(|asked| asked.what.ends_with("/capture")).collect();
    assert!(captures.iter().all(|call| call.header("idempotency-key") == captures[0].header("idempotency-key")), "one key");
    assert_eq!(value(&captures[0].body, "amount_to_capture"), "150000");
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payments where captured = 1500 and amount = 1500 and held = 2500").await, 1);
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    // Asked again, Stripe says the same and nothing changes.
    shop.app.clock.advance(TimeDelta::minutes(2));
    online::ask(&shop.scope, &sealer(&shop.app), payment).await.unwrap();
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert!(holds::let_go(&shop.scope, &sealer(&shop.app), payment).await.is_err(), "nothing is held any more");
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_silence_is_not_known_until_it_is_asked() {
    let (shop, fake, _, payment) = held().await;
    *fake.stand_in.silent.lock().unwrap() = 1;
    let sealer = sealer(&shop.app);
    assert!(holds::take(&shop.scope, &sealer, payment, "").await.is_err());
    assert_eq!(shop.standing().await.0, "AUTHORIZED");
    assert_eq!(
        shop.count("select count(*) from payments where hold_action = 'CAPTURE' and hold_key is not null and query_at is not null").await,
        1
    );
    assert!(holds::let_go(&shop.scope, &sealer, payment).await.is_err(), "nothing else is asked meanwhile");
    shop.app.clock.advance(TimeDelta::minutes(2));
    assert_eq!(online::resolve_due(&shop.scope, &sealer).await.unwrap(), 1);
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(fake.state.lock().unwrap().carried_out, 1);
    assert_eq!(shop.count("select count(*) from payments where hold_key is null and query_at is null").await, 1);
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_cancelled_order_lets_go_by_itself_and_an_expired_hold_is_gone() {
    let (shop, fake, _, _) = held().await;
    cancel(&shop.scope, shop.order, "Changed their mind").await.unwrap();
    shop.app.drain().await;
    assert_eq!(fake.state.lock().unwrap().intent, "canceled");
    assert_eq!(shop.standing().await, ("FAILED".to_owned(), "UNPAID".to_owned()));
    books(&shop).await;
    let (shop, fake, account, payment) = held().await;
    "canceled".clone_into(&mut fake.state.lock().unwrap().intent);
    let intent = json!({"id": "pi_1", "object": "payment_intent", "metadata": {"payment_id": payment}});
    send(&shop, account, &event("evt_9", "payment_intent.canceled", &intent)).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "FAILED");
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_payment_whose_page_was_never_known_is_found_by_its_intent() {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "").await;
    *fake.stand_in.silent.lock().unwrap() = 1;
    assert_eq!(shop.start(&mut shop.app.stranger(), account).await.status, StatusCode::CONFLICT);
    let payment = shop.payment().await;
    let intent = json!({"id": "pi_1", "object": "payment_intent", "metadata": {"payment_id": payment}});
    for (number, status) in ["requires_payment_method", "requires_action", "processing", "succeeded"].into_iter().enumerate() {
        fake.paid(status);
        send(&shop, account, &event(&format!("evt_{number}"), "payment_intent.updated", &intent)).await;
        shop.app.drain().await;
        let expected = match status {
            "processing" => "PROCESSING",
            "succeeded" => "COMPLETED",
            _ => "PENDING",
        };
        assert_eq!(shop.standing().await.0, expected, "{status}");
    }
    books(&shop).await;
    shop.app.assert_quiet().await;
}

/// A notice of PayHere about what is held (3) or received (2).
fn notice(order: &str, number: &str, amount: &str, status: &str, token: &str) -> String {
    let signature = notice_signature("1221149", order, amount, "LKR", status, "s");
    format!(
        "merchant_id=1221149&order_id={order}&payment_id={number}&payhere_amount={amount}&payhere_currency=LKR&status_code={status}&md5sig={signature}&authorization_token={token}"
    )
}

#[tokio::test]
async fn payhere_holds_takes_and_lets_go_by_its_token() {
    for (take, name) in [(true, json!(88)), (true, json!(null)), (false, json!(null))] {
        let shop = Shop::open().await;
        let stand_in = StandIn::start(move |asked| match asked.what.as_str() {
            "POST /merchant/v1/oauth/token" if asked.header("authorization") == basic("app", "secret") => {
                (200, json!({"access_token": "t"}))
            }
            "POST /merchant/v1/payment/capture" if asked.body.contains("\"amount\":1800.00,\"authorization_token\":\"tok-1\"") => {
                (200, json!({"status": 1, "msg": "ok", "data": {"status_code": 2, "payment_id": name}}))
            }
            "POST /merchant/v1/payment/refund" if asked.body.contains("\"authorization_token\":\"tok-1\"") => {
                (200, json!({"status": 1, "msg": "ok", "data": null}))
            }
            _ => (200, json!({"status": -1, "msg": "no", "data": null})),
        })
        .await;
        let values = [("merchant_id", "1221149"), ("merchant_secret", "s"), ("app_id", "app"), ("app_secret", "secret"), ("hold", "true")];
        let account = shop.account("PAYHERE", &values, &stand_in.base).await;
        let page = shop.start(&mut shop.app.stranger(), account).await;
        assert!(page.has("form[action$='/pay/authorize']"), "{page:?}");
        let payment = shop.payment().await;
        let order = payment.hyphenated().to_string();
        for _ in 0..2 {
            notify(&shop.app, "payhere", account, FORM, &[], &notice(&order, "77", "2500.00", "3", "tok-1")).await;
        }
        // Somebody else's number for the same hold takes nothing over.
        notify(&shop.app, "payhere", account, FORM, &[], &notice(&order, "78", "2500.00", "-2", "")).await;
        shop.app.drain().await;
        assert_eq!(shop.standing().await.0, "AUTHORIZED");
        let mut browser = shop.app.sign_in("STAFF").await;
        let page = browser.open(&format!("/orders/{}", shop.order)).await;
        if take {
            let done = browser.submit_form(&page, "form[action='/api/payments/take_hold']", &[("amount", "1,800")]).await;
            assert_eq!(done.status, StatusCode::OK, "{done:?}");
            assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_PAID".to_owned()));
            // PayHere tells of it too, under the number that it has given it.
            notify(&shop.app, "payhere", account, FORM, &[], &notice(&order, "88", "1800.00", "2", "")).await;
            shop.app.drain().await;
            assert_eq!(shop.count("select count(*) from payments").await, 1, "it was not paid twice");
            assert_eq!(shop.count("select count(*) from payments where gateway_transaction_id = '88'").await, 1);
        } else {
            let done = browser.submit_form(&page, "form[action='/api/payments/let_go_hold']", &[]).await;
            assert_eq!(done.status, StatusCode::OK, "{done:?}");
            assert_eq!(shop.standing().await, ("FAILED".to_owned(), "UNPAID".to_owned()));
        }
        books(&shop).await;
        shop.app.assert_quiet().await;
    }
}

#[tokio::test]
async fn what_was_taken_on_stripes_pages_before_anybody_told_of_the_hold_is_right_too() {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "true").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    fake.paid("succeeded");
    fake.state.lock().unwrap().taken = 90_000;
    let intent = json!({"id": "pi_1", "object": "payment_intent", "metadata": {"payment_id": payment}});
    for id in ["evt_1", "evt_2"] {
        send(&shop, account, &event(id, "payment_intent.succeeded", &intent)).await;
        shop.app.drain().await;
    }
    online::ask(&shop.scope, &sealer(&shop.app), payment).await.unwrap();
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payments where captured = 900 and amount = 900 and held = 2500").await, 1);
    assert_eq!(shop.messages("notifications-notice-refused-title").await, 0);
    books(&shop).await;
    shop.app.assert_quiet().await;
}
