//! Money that somebody gives back on a provider's own pages, and what buyers' banks take: in the books once, whatever the order of the news.

use super::fake_stripe::{FakeStripe, account, event, send};
use super::stand_in::StandIn;
use super::{FORM, Shop, notify};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use smartstore::domains::documents::model::{InvoiceKind, IssueForm};
use smartstore::domains::documents::service::issue;
use smartstore::domains::payments::adapters::payhere::{basic, notice_signature};
use smartstore::domains::payments::adapters::twocheckout;
use smartstore::domains::payments::ports::form_fields;
use smartstore::domains::payments::service::online;
use smartstore::domains::refunds::model::{RefundForm, RefundState};
use smartstore::domains::refunds::service::{pay_out, request};
use smartstore::server::forms::percent_encode;
use uuid::Uuid;

/// Refunds of the organization: (amount, status), oldest first.
async fn refunds(shop: &Shop) -> Vec<(Decimal, String)> {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query_as("select amount, status from refunds order by created_at, id").fetch_all(work.conn()).await.unwrap()
}

async fn given_back(shop: &Shop) -> Decimal {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query_scalar("select sum(refund_amount) from payments").fetch_one(work.conn()).await.unwrap()
}

async fn books(shop: &Shop) {
    let books = smartstore::server::books::check(&shop.app.db, &shop.app.organization, shop.app.clock.now()).await.unwrap();
    assert!(books.is_empty(), "{books:?}");
}

fn ask(amount: &str) -> RefundForm {
    RefundForm { amount: amount.to_owned(), destination: "METHOD".to_owned(), reason: "Broken".to_owned(), ..RefundForm::default() }
}

/// A shop with an order of 2,500.00 that was paid at Stripe.
async fn paid() -> (Shop, FakeStripe, Uuid, Uuid) {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    fake.paid("succeeded");
    let body = event("evt_paid", "checkout.session.completed", &json!({"id": "cs_1", "client_reference_id": payment}));
    assert_eq!(send(&shop, account, &body).await, StatusCode::OK);
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    (shop, fake, account, payment)
}

fn charge(payment: Option<Uuid>) -> Value {
    json!({"id": "ch_1", "object": "charge", "payment_intent": "pi_1", "metadata": {"payment_id": payment}})
}

#[tokio::test]
async fn a_refund_on_the_providers_pages_is_recorded_once_and_ours_is_known_again() {
    let (shop, fake, account, payment) = paid().await;
    let invoice = IssueForm { kind: InvoiceKind::Invoice.code().to_owned(), ..IssueForm::default() };
    issue(&shop.scope, shop.order, &invoice).await.unwrap();
    fake.gives_back("re_there", 50_000, "succeeded");
    // Five events at once, in two kinds, while two workers work.
    let told = (0..5).map(|number| {
        let kind = if number % 2 == 0 { "charge.refunded" } else { "refund.updated" };
        let body = event(&format!("evt_{number}"), kind, &charge((number % 2 == 0).then_some(payment)));
        let shop = &shop;
        async move { send(shop, account, &body).await }
    });
    let (answers, _, _) = futures::future::join3(futures::future::join_all(told), shop.app.drain(), shop.app.drain()).await;
    assert!(answers.iter().all(|answer| *answer == StatusCode::OK), "{answers:?}");
    shop.app.drain().await;
    assert_eq!(refunds(&shop).await, [(Decimal::new(50_000, 2), "COMPLETED".to_owned())]);
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_REFUNDED".to_owned()));
    assert_eq!(shop.messages("refunds-seen-title").await, 1);
    assert_eq!(shop.count("select count(*) from invoices where kind = 'CREDIT_NOTE' and total = 500.00").await, 1);
    // Ours goes out, has no answer, and is known again by the news of it.
    *fake.stand_in.silent.lock().unwrap() = 1;
    let ours = request(&shop.scope, payment, &ask("1000")).await.unwrap();
    shop.app.drain().await;
    assert_eq!(refunds(&shop).await[1].1, "UNKNOWN");
    for number in 10..12 {
        send(&shop, account, &event(&format!("evt_{number}"), "charge.refunded", &charge(Some(payment)))).await;
    }
    shop.app.drain().await;
    assert_eq!(refunds(&shop).await[1], (Decimal::new(100_000, 2), "COMPLETED".to_owned()));
    assert_eq!(shop.count("select count(*) from refunds").await, 2);
    let mut work = shop.scope.begin().await.unwrap();
    let name: String =
        sqlx::query_scalar("select gateway_refund_id from refunds where id = $1").bind(ours.id).fetch_one(work.conn()).await.unwrap();
    drop(work);
    assert_eq!(name, "re_2");
    books(&shop).await;
    // The rest on their pages, one of them under way at first; then more than there was.
    fake.gives_back("re_rest", 100_000, "pending");
    send(&shop, account, &event("evt_20", "charge.refunded", &charge(Some(payment)))).await;
    shop.app.drain().await;
    assert_eq!((refunds(&shop).await[2].1.as_str(), given_back(&shop).await), ("UNKNOWN", Decimal::from(1500)));
    fake.state.lock().unwrap().refunds[2]["status"] = json!("succeeded");
    send(&shop, account, &event("evt_21", "refund.updated", &charge(None))).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("REFUNDED".to_owned(), "REFUNDED".to_owned()));
    fake.gives_back("re_more", 100, "succeeded");
    for number in 30..33 {
        send(&shop, account, &event(&format!("evt_{number}"), "charge.refunded", &charge(Some(payment)))).await;
    }
    shop.app.drain().await;
    assert_eq!((shop.count("select count(*) from refunds").await, given_back(&shop).await), (3, Decimal::from(2500)));
    assert_eq!(shop.messages("refunds-odd-title").await, 1, "never above what was received, and never silent");
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn the_news_of_a_refund_may_come_before_the_news_of_the_payment() {
    let shop = Shop::open().await;
    let fake = FakeStripe::start().await;
    let account = account(&shop, &fake, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    fake.paid("succeeded");
    fake.gives_back("re_failed", 20_000, "failed");
    fake.gives_back("re_early", 30_000, "succeeded");
    // Nobody can tell yet of what this is; the next one says so.
    send(&shop, account, &event("evt_1", "refund.created", &charge(None))).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "PENDING");
    send(&shop, account, &event("evt_2", "charge.refunded", &charge(Some(payment)))).await;
    send(&shop, account, &event("evt_3", "checkout.session.completed", &json!({"id": "cs_1", "client_reference_id": payment}))).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PARTIALLY_REFUNDED".to_owned()));
    assert_eq!(refunds(&shop).await, [(Decimal::new(30_000, 2), "COMPLETED".to_owned())]);
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    // A person can ask as well, and changes nothing by it.
    let page = shop.app.sign_in("STAFF").await.call("/api/payments/ask_provider", &[("id", &payment.to_string())]).await;
    assert!(page.status.is_success() || page.status.is_redirection(), "{page:?}");
    assert_eq!(shop.count("select count(*) from refunds").await, 1);
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_dispute_that_is_won_is_money_of_its_own_whatever_comes_first() {
    let (shop, _fake, account, _) = paid().await;
    let dispute =
        json!({"id": "dp_1", "object": "dispute", "payment_intent": "pi_1", "amount": 250_000, "currency": "lkr", "reason": "fraudulent"});
    send(&shop, account, &event("evt_d1", "charge.dispute.created", &dispute)).await;
    shop.app.drain().await;
    assert_eq!(shop.messages("notifications-disputed-title").await, 1);
    assert_eq!(shop.standing().await.0, "COMPLETED", "nothing has been taken yet");
    // The end of it is told before its middle, several times.
    for (id, kind) in
        [("evt_d3", "funds_reinstated"), ("evt_d2", "funds_withdrawn"), ("evt_d4", "funds_reinstated"), ("evt_d2", "funds_withdrawn")]
    {
        send(&shop, account, &event(id, &format!("charge.dispute.{kind}"), &dispute)).await;
        shop.app.drain().await;
    }
    assert_eq!(shop.count("select count(*) from payments where status = 'CHARGED_BACK' and refund_amount = 2500").await, 1);
    assert_eq!(shop.count("select count(*) from payments where status = 'COMPLETED' and captured = 2500").await, 1);
    assert_eq!(shop.messages("notifications-reinstated-title").await, 1);
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn payhere_is_looked_at_again_because_it_does_not_tell() {
    let shop = Shop::open().await;
    let stand_in = StandIn::start(move |asked| match asked.what.as_str() {
        "POST /merchant/v1/oauth/token" if asked.header("authorization") == basic("app", "secret") => (200, json!({"access_token": "t"})),
        what if what.starts_with("GET /merchant/v1/payment/search?order_id=") => {
            let order = what.rsplit('=').next().unwrap();
            let row = json!({"payment_id": 77, "order_id": order, "status": "REFUNDED", "currency": "LKR", "amount": 2500.0});
            (200, json!({"status": 1, "data": [row]}))
        }
        _ => (404, json!({})),
    })
    .await;
    let values = [("merchant_id", "1221149"), ("merchant_secret", "s"), ("app_id", "app"), ("app_secret", "secret")];
    let account = shop.account("PAYHERE", &values, &stand_in.base).await;
    shop.start(&mut shop.app.stranger(), account).await;
    let order = shop.payment().await.hyphenated().to_string();
    let signature = notice_signature("1221149", &order, "2500.00", "LKR", "2", "s");
    let body = format!(
        "merchant_id=1221149&order_id={order}&payment_id=77&payhere_amount=2500.00&payhere_currency=LKR&status_code=2&md5sig={signature}"
    );
    notify(&shop.app, "payhere", account, FORM, &[], &body).await;
    shop.app.drain().await;
    assert_eq!(shop.standing().await.0, "COMPLETED");
    let sealer = super::sealer(&shop.app);
    let (first, second) = tokio::join!(online::look_again(&shop.scope, &sealer), online::look_again(&shop.scope, &sealer));
    assert!(first.unwrap() + second.unwrap() > 0);
    assert_eq!(refunds(&shop).await, [(Decimal::new(250_000, 2), "COMPLETED".to_owned())]);
    assert_eq!(shop.standing().await, ("REFUNDED".to_owned(), "REFUNDED".to_owned()));
    assert_eq!(online::look_again(&shop.scope, &sealer).await.unwrap(), 0);
    assert_eq!(shop.messages("refunds-seen-title").await, 1);
    books(&shop).await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_asked_for_here_and_made_at_2checkout_is_one_refund() {
    let shop = Shop::open().await;
    let secret = "AABBCCDDEEFF";
    let account = shop.account("TWOCHECKOUT", &[("merchant_code", "250111"), ("secret_key", secret), ("secret_word", "word")], "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    let payment = shop.payment().await;
    let tell = |status: &'static str, total: &'static str, date: &'static str| {
        let pairs = [
            ("REFNO", "1000037".to_owned()),
            ("REFNOEXT", payment.hyphenated().to_string()),
            ("ORDERSTATUS", status.to_owned()),
            ("CURRENCY", "LKR".to_owned()),
            ("IPN_PID[]", "1".to_owned()),
            ("IPN_PNAME[]", "Order".to_owned()),
            ("IPN_TOTALGENERAL", total.to_owned()),
            ("IPN_DATE", date.to_owned()),
        ];
        let body =
            pairs.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect::<Vec<_>>().join("&");
        let signature = twocheckout::notice_signature(secret, &form_fields(body.as_bytes()).unwrap());
        let body = format!("{body}&SIGNATURE_SHA2_256={signature}");
        let shop = &shop;
        async move {
            assert_eq!(notify(&shop.app, "2checkout", account, FORM, &[], &body).await.status, StatusCode::OK);
            shop.app.drain().await;
        }
    };
    tell("COMPLETE", "2500.00", "20261126100000").await;
    // One waits, one has been paid out by hand: both are those of which 2Checkout tells.
    request(&shop.scope, payment, &ask("500")).await.unwrap();
    let by_hand = request(&shop.scope, payment, &ask("700")).await.unwrap();
    assert_eq!(by_hand.state, RefundState::Pending);
    pay_out(&shop.scope, by_hand.id, "On their page").await.unwrap();
    for date in ["20261127100000", "20261127110000"] {
        tell("REFUND", "-500.00", date).await;
        tell("REFUND", "-700.00", date).await;
    }
    let completed = "COMPLETED".to_owned();
    assert_eq!(refunds(&shop).await, [(Decimal::new(50_000, 2), completed.clone()), (Decimal::new(70_000, 2), completed.clone())]);
    tell("REFUND", "-1300.00", "20261128100000").await;
    assert_eq!(refunds(&shop).await.len(), 3);
    assert_eq!(shop.standing().await, ("REFUNDED".to_owned(), "REFUNDED".to_owned()));
    books(&shop).await;
    shop.app.assert_quiet().await;
}
