//! What payment providers and shops send, and codes that are scanned: cut off anywhere and changed in up to a dozen places, always in the
//! same way. Nothing of it makes a parser panic, and what is read holds what it must hold.

use super::{mutated, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rsa::pkcs8::EncodePublicKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use rust_decimal::Decimal;
use smartstore::domains::channels::formats::parse_woocommerce_orders;
use smartstore::domains::payments::adapters::{payhere, paypal, stripe, twocheckout, webxpay};
use smartstore::domains::payments::ports::{Notice, field, form_fields};
use smartstore::server::forms::percent_encode;
use smartstore::shared::lankaqr::Code;

/// Changed inputs of one kind.
const CHANGED: usize = 2_000;

/// Every beginning of an input, and changed ones: the same in every run.
fn inputs(good: &[u8], changed: usize) -> Vec<Vec<u8>> {
    let mut runner = TestRunner::deterministic();
    let strategy = mutated(good.to_vec());
    let cut = (0..=good.len()).map(|end| good[..end].to_vec());
    cut.chain((0..changed).map(|_| strategy.new_tree(&mut runner).unwrap().current())).collect()
}

/// What must hold of anything that was read.
fn is_sound(notice: &Notice) {
    assert!(!notice.key.is_empty());
    assert!(notice.transaction.as_ref().is_none_or(|name| !name.is_empty()));
    assert!(notice.back.iter().all(|back| back.amount >= Decimal::ZERO || back.id.is_some()));
}

fn form_of(pairs: &[(&str, &str)]) -> Vec<u8> {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
    pairs.join("&").into_bytes()
}

const ORDER: &str = "3f1a6b7c-0000-4000-8000-000000000001";

#[test]
fn notices_of_payhere() {
    let fields = |signature: &str| {
        form_of(&[
            ("merchant_id", "1221149"),
            ("order_id", ORDER),
            ("payment_id", "320025"),
            ("payhere_amount", "5000.00"),
            ("payhere_currency", "LKR"),
            ("status_code", "3"),
            ("md5sig", signature),
            ("authorization_token", "74d7f304-7f9d-481d"),
            ("method", "VISA"),
        ])
    };
    let good = fields(&payhere::notice_signature("1221149", ORDER, "5000.00", "LKR", "3", "s"));
    is_sound(&payhere::read_notice("1221149", "s", &good).unwrap());
    let mut read = 0;
    for input in inputs(&good, CHANGED) {
        // Signed anew, so that it is its grammar alone that refuses it.
        let body = form_fields(&input).map_or(input.clone(), |fields| {
            let of = |name: &str| field(&fields, name);
            let signature = payhere::notice_signature(
                of("merchant_id"),
                of("order_id"),
                of("payhere_amount"),
                of("payhere_currency"),
                of("status_code"),
                "s",
            );
            let all: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), if name == "md5sig" { signature.as_str() } else { value.as_str() }))
                .collect();
            form_of(&all)
        });
        if let Ok(notice) = payhere::read_notice("1221149", "s", &body) {
            is_sound(&notice);
            assert!(notice.payment_id.is_some() && notice.amount.is_none_or(|amount| amount >= Decimal::ZERO));
            read += 1;
        }
        _ = payhere::read_notice("1221149", "s", &input);
    }
    assert!(read > 0, "some are read");
}

#[test]
fn notices_of_2checkout() {
    let good = form_of(&[
        ("REFNO", "1000037"),
        ("REFNOEXT", ORDER),
        ("ORDERSTATUS", "REFUND"),
        ("CURRENCY", "USD"),
        ("IPN_PID[]", "1"),
        ("IPN_PNAME[]", "කමල්"),
        ("IPN_TOTALGENERAL", "-25.00"),
        ("IPN_DATE", "20261126100000"),
    ]);
    for input in inputs(&good, CHANGED) {
        let Some(fields) = form_fields(&input) else { continue };
        let mut body = input.clone();
        body.extend_from_slice(format!("&SIGNATURE_SHA2_256={}", twocheckout::notice_signature("s", &fields)).as_bytes());
        if let Ok(Some(notice)) = twocheckout::read_notice("s", &body) {
            is_sound(&notice);
            assert!(notice.back.iter().all(|back| back.amount > Decimal::ZERO));
        }
        _ = twocheckout::read_notice("s", &input);
        assert!(twocheckout::receipt("s", &fields, "20261126100000").starts_with("<sig "));
    }
}

#[test]
fn responses_of_webxpay() {
    let good = format!("{ORDER}|T372016I24522|2016-04-20 09:57:52|00|Approved | thank you|96");
    for input in inputs(good.as_bytes(), CHANGED) {
        _ = webxpay::cut(&String::from_utf8_lossy(&input));
    }
    let key = RsaPrivateKey::new(&mut rand::rng(), 1024).unwrap();
    let pem = key.to_public_key().to_public_key_pem(rsa::pkcs8::LineEnding::LF).unwrap();
    // What is signed is at most 117 bytes long.
    for input in inputs(good.as_bytes(), 60).into_iter().rev().take(60) {
        let Ok(signature) = key.sign(Pkcs1v15Sign::new_unprefixed(), &input) else { continue };
        let body = form_of(&[("payment", &STANDARD.encode(&input)), ("signature", &STANDARD.encode(&signature))]);
        if let Ok(notice) = webxpay::read_response(&pem, &body) {
            is_sound(&notice);
        }
    }
    let body = form_of(&[("payment", &STANDARD.encode(&good)), ("signature", &STANDARD.encode([7_u8; 128]))]);
    for input in inputs(&body, 500) {
        assert!(webxpay::read_response(&pem, &input).is_err());
        assert!(webxpay::read_response(&String::from_utf8_lossy(&input), &body).is_err());
    }
}

#[test]
fn events_of_stripe() {
    let kinds = ["charge.dispute.funds_reinstated", "charge.refunded", "payment_intent.payment_failed", "checkout.session.completed"];
    for kind in kinds {
        let good = format!(
            r#"{{"id":"evt_1","object":"event","type":"{kind}","data":{{"object":{{"id":"pi_1","payment_intent":"pi_1","amount":250000,"currency":"lkr","metadata":{{"payment_id":"{ORDER}"}},"last_payment_error":{{"code":"card_declined"}}}}}}}}"#
        );
        is_sound(&stripe::read_event(good.as_bytes()).unwrap());
        for input in inputs(good.as_bytes(), CHANGED / 2) {
            if let Ok(notice) = stripe::read_event(&input) {
                is_sound(&notice);
            }
        }
    }
    let header = "t=1700000000,v1=d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430,v0=ff";
    for input in inputs(header.as_bytes(), CHANGED) {
        _ = stripe::check_signature("whsec_test_secret", &String::from_utf8_lossy(&input), b"{}", 1_700_000_000);
    }
}

#[test]
fn events_of_paypal() {
    for kind in ["PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED", "CUSTOMER.DISPUTE.CREATED", "CHECKOUT.ORDER.APPROVED"] {
        let good = format!(
            r#"{{"id":"WH-1","event_type":"{kind}","resource":{{"id":"1JU08902781691411","custom_id":"{ORDER}","amount":{{"value":"10.50","currency_code":"USD"}},"disputed_transactions":[{{"seller_transaction_id":"3C679366HH908993F"}}],"links":[{{"rel":"up","href":"https://api-m.paypal.com/v2/payments/captures/3C679366HH908993F"}}]}}}}"#
        );
        let read = paypal::read_event(good.as_bytes()).unwrap();
        is_sound(&read);
        assert!(read.ask);
        for input in inputs(good.as_bytes(), CHANGED / 2) {
            if let Ok(notice) = paypal::read_event(&input) {
                is_sound(&notice);
            }
        }
    }
    let mut runner = TestRunner::deterministic();
    for _ in 0..CHANGED {
        let url = text(120).new_tree(&mut runner).unwrap().current();
        _ = paypal::is_cert_url(&url);
    }
}

#[test]
fn orders_of_woocommerce() {
    let path = crate::support::source::root().join("end2end/fixtures/woocommerce-orders.json");
    let orders: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let good = serde_json::to_vec(&orders[..1]).unwrap();
    for input in inputs(&good, CHANGED) {
        if let Ok(orders) = parse_woocommerce_orders(&input) {
            assert!(orders.iter().filter_map(|order| order.as_ref().err()).all(|errors| !errors.errors.is_empty()));
        }
    }
}

#[test]
fn codes_that_are_scanned() {
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
    for good in [
        "00020101021226320028170560010000000000012345000152045999530314454074500.005802LK5911RAJA BATIKS6007COLOMBO62120508INV-10016304BD61",
        "0002010102112632002816861001000000000000022202225204939953031445802LK5911ABC Grocery6003cbc62130509LOLC_IPAY85310012IPAY_INS_REF0111Q00000147556304AC66",
        "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A",
    ] {
        for input in inputs(good.as_bytes(), CHANGED) {
            let text = String::from_utf8_lossy(&input).into_owned();
            // Once as it is, once under a right checksum, so that its fields are read.
            let begin: String = text.chars().take(text.chars().count().saturating_sub(4)).collect();
            let summed = format!("{begin}{:04X}", crc.checksum(begin.as_bytes()));
            for text in [text, summed] {
                let Ok(code) = Code::decode(&text) else { continue };
                drop((code.check(), code.charge(Decimal::from(100), "7"), code.account(), code.amount(), code.reference()));
                assert_eq!(Code::decode(&code.encode()), Ok(code), "what is written is read as the same");
            }
        }
    }
}
