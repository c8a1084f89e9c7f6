//! 2Checkout: signatures over bytes in the order in which they came, and the receipt that it wants to read.

use super::{FORM, Shop, notify};
use axum::http::StatusCode;
use smartstore::domains::payments::adapters::twocheckout::{notice_signature, receipt, sign, source};
use smartstore::domains::payments::ports::form_fields;
use smartstore::server::forms::percent_encode;

const SECRET: &str = "AABBCCDDEEFF";
const NOTICE: &str = "SALEDATE=2016-06-01+12%3A22%3A09&REFNO=1000037&REFNOEXT=&ORDERNO=13&ORDERSTATUS=COMPLETE&FIRSTNAME=%E0%B6%9A%E0%B6%B8%E0%B6%BD%E0%B7%8A&IPN_PID%5B%5D=1&IPN_PNAME%5B%5D=Software+program&IPN_TOTAL%5B%5D=0";

#[test]
fn signatures_are_those_of_2checkout() {
    let fields = form_fields(NOTICE.as_bytes()).unwrap();
    let text = source(fields.iter().map(|(_, value)| value.as_str()));
    assert_eq!(text, "192016-06-01 12:22:097100003702138COMPLETE12කමල්1116Software program10");
    let signature = "935eaf7ce2684ce67b0ac0af0c02d3b62dd7b895e56aef62f392147c9575cd1d";
    assert_eq!(sign(SECRET, &text), signature);
    assert_eq!(notice_signature(SECRET, &fields), signature);
    let mut signed = fields.clone();
    signed.push(("SIGNATURE_SHA2_256".to_owned(), signature.to_owned()));
    signed.insert(0, ("HASH".to_owned(), "x".to_owned()));
    assert_eq!(notice_signature(SECRET, &signed), signature, "signatures are not signed");
    signed.swap(1, 2);
    assert_ne!(notice_signature(SECRET, &signed), signature, "their order counts");
    let receipt_fields = form_fields(b"IPN_PID%5B%5D=1&IPN_PNAME%5B%5D=Software+program&IPN_DATE=20050303123434").unwrap();
    let text = source(["1", "Software program", "20050303123434", "20050303123434"]);
    assert_eq!(text, "1116Software program14200503031234341420050303123434");
    let answered = receipt(SECRET, &receipt_fields, "20050303123434");
    let hash = sign(SECRET, &text);
    assert!(hash.starts_with("ea6f44c3") && hash.ends_with("980176"), "{hash}");
    assert_eq!(answered, format!("<sig algo=\"sha256\" date=\"20050303123434\">{hash}</sig>"));
}

fn notice(payment: &str, status: &str, total: &str, currency: &str) -> String {
    let pairs = [
        ("REFNO", "1000037"),
        ("REFNOEXT", payment),
        ("ORDERSTATUS", status),
        ("CURRENCY", currency),
        ("IPN_PID[]", "1"),
        ("IPN_PNAME[]", "Order"),
        ("IPN_TOTALGENERAL", total),
        ("IPN_DATE", "20261126100000"),
    ];
    let body = pairs.map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).join("&");
    let signature = notice_signature(SECRET, &form_fields(body.as_bytes()).unwrap());
    format!("{body}&SIGNATURE_SHA2_256={signature}")
}

#[tokio::test]
async fn a_notice_is_receipted_and_counts_once() {
    let shop = Shop::open().await;
    let account = shop.account("TWOCHECKOUT", &[("merchant_code", "250111"), ("secret_key", SECRET), ("secret_word", "word")], "").await;
    let page = shop.start(&mut shop.app.stranger(), account).await;
    let href = page.attribute("a.btn-primary", "href").unwrap();
    let payment = shop.payment().await.hyphenated().to_string();
    assert!(
        href.starts_with("https://secure.2checkout.com/checkout/buy?merchant=250111&dynamic=1&currency=LKR") && href.contains("signature="),
        "{href}"
    );
    assert!(!href.contains("word"), "{href}");
    let pending = notice(&payment, "PAYMENT_AUTHORIZED", "2500.00", "LKR");
    let paid = notice(&payment, "COMPLETE", "2500.00", "LKR");
    for body in [&paid, &pending, &paid] {
        let answer = notify(&shop.app, "2checkout", account, FORM, &[], body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.starts_with("<sig algo=\"sha256\" date=\""), "{answer:?}");
    }
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.count("select count(*) from payment_events where type = 'CAPTURED'").await, 1);
    assert_eq!(
        notify(&shop.app, "2checkout", account, FORM, &[], &notice("another shop's", "COMPLETE", "1.00", "USD")).await.status,
        StatusCode::OK
    );
    assert_eq!(notify(&shop.app, "2checkout", account, FORM, &[], &paid.replace("2500", "25")).await.status, StatusCode::UNAUTHORIZED);
    let mut browser = shop.app.stranger();
    assert_eq!(
        browser.get(&smartstore::domains::payments::urls::hook("2checkout", account)).await.status,
        StatusCode::OK,
        "the address is tried by a GET"
    );
    shop.app.assert_quiet().await;
}
