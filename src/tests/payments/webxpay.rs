//! WebXPay: a signature without a hash, a text with marks inside, and a person who looks before anything counts.

use super::{FORM, Shop, notify};
use axum::http::{StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::EncodePublicKey;
use rsa::{Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPrivateKey};
use smartstore::domains::payments::adapters::webxpay::{cut, read_response};
use smartstore::domains::payments::ports::{Outcome, Rejected};
use smartstore::server::forms::percent_encode;
use std::sync::LazyLock;
use uuid::Uuid;

/// A key of the length that WebXPay gives out, thrown away after the test.
static KEY: LazyLock<RsaPrivateKey> = LazyLock::new(|| RsaPrivateKey::new(&mut rand::rng(), 1024).unwrap());

fn pem() -> String {
    KEY.to_public_key().to_public_key_pem(rsa::pkcs8::LineEnding::LF).unwrap()
}

fn response(text: &str, back: &str) -> String {
    let signature = KEY.sign(Pkcs1v15Sign::new_unprefixed(), text.as_bytes()).unwrap();
    let pairs = [("payment", STANDARD.encode(text)), ("signature", STANDARD.encode(signature)), ("custom_fields", STANDARD.encode(back))];
    pairs.map(|(name, value)| format!("{name}={}", percent_encode(&value))).join("&")
}

#[test]
fn the_text_is_read_from_both_ends_and_only_in_one_way() {
    let read = |text: &str| cut(text).map(|response| response.status.map(ToOwned::to_owned));
    assert_eq!(read("12001|T372016I24522|2016-04-20 09:57:52|15|No such issuer|1"), Some(Some("15".to_owned())));
    assert_eq!(
        read("12001|T372016I24522|2016-04-20 09:57:52|1|15|No such issuer"),
        Some(Some("15".to_owned())),
        "as the guide's code has it"
    );
    assert_eq!(read("12001|T1|d|00|Approved | thank you|96"), Some(Some("00".to_owned())), "a comment with a mark");
    assert_eq!(read("12001|T1|d|15|3|1"), Some(None), "both readings are possible");
    assert_eq!(read("12001|T1|d|x|y|z"), None);
    assert_eq!(read("12001|T1|d"), None);
    assert_eq!(read(""), None);
}

#[test]
fn the_signature_is_the_text_itself() {
    let order = Uuid::from_u128(5).hyphenated().to_string();
    let text = format!("{order}|T372016I24522|2016-04-20 09:57:52|00|Approved|40");
    let good = response(&text, "");
    let read = read_response(&pem(), good.as_bytes()).unwrap();
    assert_eq!((read.outcome, read.key.as_str(), read.amount), (Outcome::Pending, "T372016I24522", None));
    let declined = response(&text.replace("|00|", "|15|"), "");
    assert_eq!(read_response(&pem(), declined.as_bytes()).unwrap().outcome, Outcome::Failed);
    let signature = good.split('&').nth(1).unwrap();
    let other = format!("payment={}&{signature}", percent_encode(&STANDARD.encode(text.replace("|00|", "|0|"))));
    assert_eq!(read_response(&pem(), other.as_bytes()), Err(Rejected::Signature));
    assert_eq!(read_response(&pem(), b"payment=x&signature=y"), Err(Rejected::Grammar));
    let elsewhere =
        RsaPrivateKey::new(&mut rand::rng(), 1024).unwrap().to_public_key().to_public_key_pem(rsa::pkcs8::LineEnding::LF).unwrap();
    assert_eq!(read_response(&elsewhere, good.as_bytes()), Err(Rejected::Signature));
}

#[tokio::test]
async fn what_webxpay_says_waits_for_a_person_and_leads_back_to_the_page() {
    let shop = Shop::open().await;
    let account = shop.account("WEBXPAY", &[("public_key", &pem()), ("secret_key", "630be963-59e2-447a-8f3b-93b3d7a3bf25")], "").await;
    let mut buyer = shop.app.stranger();
    let page = shop.start(&mut buyer, account).await;
    let payment = shop.payment().await;
    let sent = STANDARD.decode(page.attribute("[name=payment]", "value").unwrap()).unwrap();
    let text = String::from_utf8(KEY.decrypt(Pkcs1v15Encrypt, &sent).unwrap()).unwrap();
    assert_eq!(text, format!("{payment}|2500.00"));
    let back = String::from_utf8(STANDARD.decode(page.attribute("[name=custom_fields]", "value").unwrap()).unwrap()).unwrap();
    assert_eq!(back, format!("http://shop.example{}?back={payment}", shop.page));
    let body = response(&format!("{payment}|T1|2026-11-26 10:00:00|00|Approved|40"), &back);
    for _ in 0..3 {
        let answer = notify(&shop.app, "webxpay", account, FORM, &[], &body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.headers.get(header::LOCATION).unwrap().to_str().unwrap(), back);
    }
    let away =
        notify(&shop.app, "webxpay", account, FORM, &[], &response(&format!("{payment}|T2|d|15|No|40"), "https://evil.example/s/")).await;
    assert_eq!(away.status, StatusCode::OK, "nobody is led elsewhere");
    shop.app.drain().await;
    assert_eq!(shop.standing().await, ("PROCESSING".to_owned(), "UNPAID".to_owned()), "the later one came for what is on its way");
    assert_eq!(shop.messages("notifications-payment-look-title").await, 1);
    let page = buyer.open(&shop.page).await;
    assert!(page.visible().contains("on its way"), "{page:?}");
    let mut staff = shop.app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{}", shop.order)).await;
    staff.submit_form(&page, "form[action='/api/payments/confirm_payment']", &[]).await;
    assert_eq!(shop.standing().await, ("COMPLETED".to_owned(), "PAID".to_owned()));
    let again = staff.post_form("/api/payments/confirm_payment", &[("id", &payment.to_string())]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    shop.app.assert_quiet().await;
}
