//! Goods of orders that are paid: kept while the buyer pays, reserved again when the money comes late, or said to be gone.

use super::{FORM, Shop, link, notify};
use crate::support::fixtures::order;
use axum::http::StatusCode;
use chrono::TimeDelta;
use smartstore::domains::inventory::service::expire;
use smartstore::domains::orders::service::{cancel, confirm};
use smartstore::domains::payments::adapters::payhere::notice_signature;
use uuid::Uuid;

const VALUES: &[(&str, &str)] = &[("merchant_id", "1221149"), ("merchant_secret", "secret")];

async fn paid(shop: &Shop, account: Uuid) {
    let order = shop.payment().await.hyphenated().to_string();
    let signature = notice_signature("1221149", &order, "2500.00", "LKR", "2", "secret");
    let body = format!(
        "merchant_id=1221149&order_id={order}&payment_id=1&payhere_amount=2500.00&payhere_currency=LKR&status_code=2&md5sig={signature}"
    );
    assert_eq!(notify(&shop.app, "payhere", account, FORM, &[], &body).await.status, StatusCode::OK);
    shop.app.drain().await;
}

/// Begins a payment and lets the time run out in which its goods are kept.
async fn expired() -> (Shop, Uuid) {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2, "kept while the buyer pays");
    // The same once more, and not twice as much.
    shop.start(&mut shop.app.stranger(), account).await;
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    shop.app.clock.advance(TimeDelta::minutes(31));
    expire(&shop.scope).await.unwrap();
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 0);
    (shop, account)
}

#[tokio::test]
async fn a_late_payment_reserves_again() {
    let (shop, account) = expired().await;
    paid(&shop, account).await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    assert_eq!(shop.count("select count(*) from orders where status = 'CONFIRMED' and hold_reason is null").await, 1);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_late_payment_for_what_is_sold_is_flagged() {
    let (mut shop, account) = expired().await;
    let other = order(&shop.scope, &[("LAMP", 4)]).await;
    confirm(&shop.scope, other).await.unwrap();
    paid(&shop, account).await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from orders where hold_reason like 'Paid, but there is no stock%'").await, 1);
    assert_eq!(shop.messages("notifications-paid-no-stock-title").await, 1);
    // What is paid is not paid again, and who comes too late does not get as far as paying.
    assert!(!shop.app.stranger().open(&shop.page).await.has("form[action='/api/payments/start_payment']"));
    let third = order(&shop.scope, &[("LAMP", 2)]).await;
    shop.page = link(&shop.app, &shop.scope, third, "").await;
    let page = shop.start(&mut shop.app.stranger(), account).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.visible().contains("has been sold meanwhile"), "{page:?}");
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_kept_becomes_what_is_reserved_when_somebody_confirms() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    confirm(&shop.scope, shop.order).await.unwrap();
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    shop.app.clock.advance(TimeDelta::minutes(31));
    expire(&shop.scope).await.unwrap();
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    paid(&shop, account).await;
    assert_eq!(shop.count("select sum(reserved)::bigint from inventory_levels").await, 2);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn money_for_a_cancelled_order_is_told() {
    let shop = Shop::open().await;
    let account = shop.account("PAYHERE", VALUES, "").await;
    shop.start(&mut shop.app.stranger(), account).await;
    cancel(&shop.scope, shop.order, "Changed their mind").await.unwrap();
    paid(&shop, account).await;
    assert_eq!(shop.standing().await.0, "COMPLETED");
    assert_eq!(shop.messages("notifications-paid-cancelled-title").await, 1);
    shop.app.clock.advance(TimeDelta::minutes(31));
    expire(&shop.scope).await.unwrap();
    shop.app.assert_quiet().await;
}
