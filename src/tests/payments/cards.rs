//! Gift cards and store credit: never more is spent than there is, a refund goes back where it came from, and codes are told once.

use super::Shop;
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use smartstore::domains::orders::service::{NewOrder, create};
use smartstore::domains::payments::model::cards::{CardFilter, CardForm, CardReason, CardStatus};
use smartstore::domains::payments::service::{cards, credit, of_order};
use smartstore::domains::refunds::model::RefundForm;
use smartstore::domains::refunds::service::{of_order as refunds_of, request};
use smartstore::server::{Error, Scope};
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{AppError, FieldErrors};
use uuid::Uuid;

fn key<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(FieldErrors(errors)))) => format!("{}: {}", errors[0].field, errors[0].key),
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not refused: {other:?}"),
    }
}

fn worth(value: &str) -> CardForm {
    CardForm { value: value.to_owned(), ..CardForm::default() }
}

/// An order of so many pieces at 1,250 without delivery.
async fn order(scope: &Scope, pieces: i32) -> Uuid {
    create(scope, NewOrder { shipping: Decimal::ZERO, ..new_order(&[("A", pieces)]) }).await.unwrap().0
}

async fn left(scope: &Scope, card: Uuid) -> (CardStatus, Decimal) {
    let row = cards::view(scope, card).await.unwrap().row;
    (row.status, row.balance)
}

#[tokio::test]
async fn twenty_carts_of_eight_hundred_cannot_spend_a_card_of_a_thousand_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    let (card, code) = cards::issue(&scope, &worth("1000")).await.unwrap();
    let mut running = Vec::new();
    for _ in 0..20 {
        let (scope, code, order) = (scope.clone(), code.clone(), order(&scope, 1).await);
        running.push(tokio::spawn(async move { cards::redeem(&scope, order, &code, "800", "").await }));
    }
    let mut paid = 0;
    for task in running {
        match task.await.unwrap() {
            Ok(_) => paid += 1,
            refused => assert_eq!(key(refused), "amount: giftcards-error-left"),
        }
    }
    assert_eq!(paid, 1);
    assert_eq!(left(&scope, card).await, (CardStatus::Active, Decimal::from(200)));
    assert_eq!(tenant_count(&scope, "select count(*) from payments where method = 'GIFT_CARD'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_card_is_spent_to_its_end_and_a_refund_makes_it_good_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    let (card, code) = cards::issue(&scope, &worth("1,500.00")).await.unwrap();
    let (first, second) = (order(&scope, 1).await, order(&scope, 1).await);
    // As people type it: without dashes, in small letters.
    let typed = code.replace('-', " ").to_lowercase();
    cards::redeem(&scope, first, &typed, "", "once").await.unwrap();
    cards::redeem(&scope, first, &typed, "", "once").await.unwrap();
    assert_eq!(left(&scope, card).await, (CardStatus::Active, Decimal::from(250)));
    assert_eq!(key(cards::redeem(&scope, first, &code, "", "").await), "payments-error-nothing-due");
    assert_eq!(key(cards::redeem(&scope, second, &code, "1300", "").await), "amount: payments-error-above-due");
    cards::redeem(&scope, second, &code, "", "").await.unwrap();
    assert_eq!(left(&scope, card).await, (CardStatus::Used, Decimal::ZERO));
    assert_eq!(of_order(&scope, second).await.unwrap().due, Decimal::from(1_000));
    assert_eq!(key(cards::redeem(&scope, second, &code, "", "").await), "code: giftcards-error-used");
    assert_eq!(key(cards::redeem(&scope, second, "0000-0000-0000-0000", "", "").await), "code: giftcards-error-unknown");
    assert_eq!(key(cards::redeem(&scope, second, " ", "", "").await), "code: error-required");
    // The refund of what a card has paid goes back to it, by the worker.
    let payment = refunds_of(&scope, first).await.unwrap().payments[0].id;
    let form =
        RefundForm { amount: "400".to_owned(), destination: "METHOD".to_owned(), reason: "A scratch".to_owned(), ..RefundForm::default() };
    request(&scope, payment, &form).await.unwrap();
    app.drain().await;
    assert_eq!(left(&scope, card).await, (CardStatus::Active, Decimal::from(400)));
    assert_eq!(tenant_count(&scope, "select count(*) from refunds where status = 'COMPLETED'").await, 1);
    // A card that is over takes nothing back: the refund says so, and another way is chosen.
    app.clock.advance(TimeDelta::days(400));
    assert_eq!(left(&scope, card).await.0, CardStatus::Expired, "nobody has swept it yet");
    assert_eq!(key(cards::redeem(&scope, second, &code, "", "").await), "code: giftcards-error-expired");
    request(&scope, payment, &form).await.unwrap();
    app.drain().await;
    assert_eq!(tenant_count(&scope, "select count(*) from refunds where status = 'FAILED'").await, 1);
    assert_eq!(cards::expire(&scope).await.unwrap(), 1);
    assert_eq!(cards::expire(&scope).await.unwrap(), 0);
    let entries: Vec<CardReason> = cards::view(&scope, card).await.unwrap().entries.into_iter().map(|entry| entry.reason).collect();
    assert_eq!(entries, [CardReason::Refunded, CardReason::Spent, CardReason::Spent, CardReason::Issued]);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_card_is_issued_on_its_page_once_and_its_code_is_said_once() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/payments/gift-cards").await;
    assert!(page.visible().contains("No gift cards"), "{page:?}");
    let page = browser.open("/payments/gift-cards/new").await;
    let css = "form[action='/api/payments/issue_gift_card']";
    let typed = [("value", "0"), ("expires_on", "2001-01-01"), ("recipient_name", "Sunil"), ("recipient_email", "nobody")];
    let refused = browser.submit_form(&page, css, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("[name=recipient_name]", "value").as_deref(), Some("Sunil"));
    let typed = [("value", "5000"), ("expires_on", ""), ("recipient_email", "sunil@people.example")];
    let issued = browser.submit_form(&refused, css, &typed).await;
    let said = issued.visible();
    let code = said.split("Its code is ").nth(1).unwrap().get(..19).unwrap().to_owned();
    assert_eq!(code.matches('-').count(), 3, "{code}");
    let current = browser.current.clone();
    assert!(!browser.open(&current).await.visible().contains(&code), "it is said once");
    // The same form again is the same card.
    browser.submit_form(&refused, css, &typed).await;
    let scope = app.scope();
    assert_eq!(tenant_count(&scope, "select count(*) from gift_cards").await, 1);
    let filter = |code: &str| CardFilter { status: None, code: Some(code.to_owned()) };
    for sought in [code.as_str(), code.get(15..).unwrap()] {
        assert_eq!(cards::list(&scope, &filter(sought), PageRequest::default()).await.unwrap().rows.len(), 1, "{sought}");
    }
    assert!(cards::list(&scope, &filter("0000"), PageRequest::default()).await.unwrap().rows.is_empty());
    assert_eq!(cards::balance(&scope, &code).await.unwrap().0, Decimal::from(5_000));
    // Nobody finds the code in what is kept of it.
    let bare = code.replace('-', "");
    let mut work = scope.begin().await.unwrap();
    let kept: String = sqlx::query_scalar(
        "select (select string_agg(to_jsonb(g)::text, '') from gift_cards g) || (select string_agg(to_jsonb(a)::text, '') from audit_logs a)",
    )
    .fetch_one(work.conn())
    .await
    .unwrap();
    drop(work);
    assert!(!kept.contains(&bare) && !kept.contains(&code));
    let page = browser.open(&current).await;
    let ended = browser.submit_form(&page, "form[action='/api/payments/deactivate_gift_card']", &[]).await;
    assert!(ended.visible().contains("Deactivated"), "{ended:?}");
    assert_eq!(key(cards::balance(&scope, &code).await), "code: giftcards-error-cancelled");
    // Another merchant's code is nobody's here.
    assert!(matches!(cards::balance(&app.other_scope(), &code).await, Err(Error::App(AppError::NotFound))));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_buyer_pays_by_a_card_on_the_page_of_their_link() {
    let shop = Shop::open().await;
    let mut buyer = shop.app.stranger();
    let css = "form[action='/api/payments/pay_by_gift_card']";
    assert!(!buyer.open(&shop.page).await.has(css), "there is no card that could pay");
    let (card, code) = cards::issue(&shop.scope, &worth("1000")).await.unwrap();
    let page = buyer.open(&shop.page).await;
    let refused = buyer.submit_form(&page, css, &[("code", "ABCD-EFGH-JKMN-PQRS")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let paid = buyer.submit_form(&refused, css, &[("code", &code)]).await;
    assert!(paid.visible().contains("1,500.00"), "the rest is asked for: {paid:?}");
    assert_eq!(left(&shop.scope, card).await, (CardStatus::Used, Decimal::ZERO));
    assert_eq!(shop.count("select count(*) from orders where status = 'PENDING'").await, 1, "a part keeps no goods");
    let (_, more) = cards::issue(&shop.scope, &worth("9000")).await.unwrap();
    let page = buyer.open(&shop.page).await;
    buyer.submit_form(&page, css, &[("code", &more)]).await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(cards::balance(&shop.scope, &more).await.unwrap().0, Decimal::from(7_500));
    assert_eq!(shop.count("select count(*) from orders where status = 'CONFIRMED'").await, 1, "its goods are reserved");
    // Whoever tries codes is stopped.
    let mut stopped = false;
    for _ in 0..30 {
        let token = shop.page.rsplit('/').next().unwrap();
        let values = [("organization", "kandy-test"), ("token", token), ("code", "0000-0000-0000-0000")];
        stopped |= buyer.post_form("/api/payments/pay_by_gift_card", &values).await.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(stopped);
    shop.app.assert_quiet().await;
}

/// Gives the one customer that there is so much credit.
async fn grant(scope: &Scope, amount: i64) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update customers set store_credit_balance = store_credit_balance + $1")
        .bind(Decimal::from(amount))
        .execute(work.conn())
        .await
        .unwrap();
    sqlx::query(
        "insert into store_credit_transactions (id, customer_id, amount, reason) select gen_random_uuid(), id, $1, 'A present' from customers",
    )
    .bind(Decimal::from(amount))
    .execute(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn store_credit_is_spent_once_and_comes_back_with_a_refund() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    let mut orders = Vec::new();
    for _ in 0..20 {
        orders.push(order(&scope, 1).await);
    }
    let first = orders[0];
    assert_eq!(key(credit::pay_by_credit(&scope, first, "100", "").await), "amount: giftcards-error-credit");
    grant(&scope, 1_000).await;
    let running: Vec<_> = orders
        .into_iter()
        .map(|order| {
            let scope = scope.clone();
            tokio::spawn(async move { credit::pay_by_credit(&scope, order, "300", "key").await })
        })
        .collect();
    let mut paid = 0;
    for task in running {
        match task.await.unwrap() {
            Ok(_) => paid += 1,
            refused => assert_eq!(key(refused), "amount: giftcards-error-credit"),
        }
    }
    assert_eq!(paid, 3);
    assert_eq!(tenant_count(&scope, "select store_credit_balance::bigint from customers").await, 100);
    app.drain().await;
    let mut work = scope.begin().await.unwrap();
    let paid: Uuid = sqlx::query_scalar("select id from payments where method = 'STORE_CREDIT' order by id limit 1")
        .fetch_one(work.conn())
        .await
        .unwrap();
    drop(work);
    let form =
        RefundForm { whole: "true".to_owned(), destination: "METHOD".to_owned(), reason: "Sent back".to_owned(), ..RefundForm::default() };
    request(&scope, paid, &form).await.unwrap();
    assert_eq!(tenant_count(&scope, "select store_credit_balance::bigint from customers").await, 400);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_orders_page_offers_the_buyers_credit_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    let order = order(&scope, 2).await;
    let mut browser = app.sign_in("STAFF").await;
    let path = format!("/orders/{order}");
    assert!(!browser.open(&path).await.has("form[action='/api/payments/pay_by_credit']"));
    grant(&scope, 1_000).await;
    let page = browser.open(&path).await;
    assert_eq!(page.attribute("#credit-amount", "value").as_deref(), Some("1000.00"));
    let css = "form[action='/api/payments/redeem_gift_card']";
    let refused = browser.submit_form(&page, css, &[("code", "WRONG"), ("amount", "12")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#card-code", "value").as_deref(), Some("WRONG"));
    let page = browser.open(&path).await;
    browser.submit_form(&page, "form[action='/api/payments/pay_by_credit']", &[("amount", "600")]).await;
    assert_eq!(of_order(&scope, order).await.unwrap().due, Decimal::from(1_900));
    assert!(!app.sign_in("VIEWER").await.open(&path).await.has(css));
    app.assert_quiet().await;
}
