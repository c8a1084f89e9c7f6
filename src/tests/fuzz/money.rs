//! What is about money: codes that people pay with, and what payment providers send.

use super::{bytes, cases, mutated, text};
use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::domains::payments::adapters::{payhere, paypal, stripe, twocheckout, webxpay};
use smartstore::domains::payments::ports::{form_fields, plain_amount};
use smartstore::shared::lankaqr::{Code, Merchant};

const SEEN: &str = "0002010102112632002816861001000000000000022202225204939953031445802LK5911ABC Grocery6003cbc62130509LOLC_IPAY85310012IPAY_INS_REF0111Q00000147556304AC66";

/// Whatever was read is written in a way that reads as the same.
fn read(text: &str) {
    if let Ok(code) = Code::decode(text) {
        assert_eq!(Code::decode(&code.encode()).as_ref(), Ok(&code));
        drop((code.account(), code.amount(), code.reference(), code.check()));
    }
}

/// With the checksum that it would need.
fn summed(text: &str) -> String {
    let signed = format!("{text}6304");
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
    format!("{signed}{:04X}", crc.checksum(signed.as_bytes()))
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_text_is_a_code_or_refused(text in text(300), fields in "(00020[12]|[0-9]{2}0[0-9]){0,3}[0-9A-Zක]{0,20}") {
        read(&text);
        read(&summed(&text));
        read(&summed(&format!("000201{fields}")));
    }

    #[test]
    fn no_change_of_a_code_makes_reading_fail(bytes in mutated(SEEN.as_bytes()[..SEEN.len() - 8].to_vec())) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        read(&text);
        read(&summed(&text));
    }

    #[test]
    fn a_code_that_was_made_says_what_it_was_made_of(
        account in "[0-9]{28}", category in "[0-9]{4}", name in "[A-Z][ -~]{0,24}", city in "[A-Z][ -~]{0,14}",
        cents in 1_i64..999_999_999_999, reference in "[A-Z0-9-]{1,25}",
    ) {
        let made = Code::of(&Merchant { account: &account, category: &category, name: &name, city: &city }).unwrap();
        let amount = Decimal::new(cents, 2);
        let charged = made.charge(amount, &reference).unwrap();
        let read = Code::decode(&charged.encode()).unwrap();
        prop_assert_eq!((read.account(), read.amount(), read.reference()), (Some(account), Some(amount), Some(reference)));
        prop_assert_eq!((read.name(), read.city(), read.category()), (name.as_str(), city.as_str(), category.as_str()));
        prop_assert_eq!(read, charged);
    }
}

/// A good notice of PayHere, and a secret that nobody guesses.
const NOTICE: &str = "merchant_id=1221149&order_id=3f1a6b7c-0000-4000-8000-000000000001&payment_id=320025&payhere_amount=5000.00&payhere_currency=LKR&status_code=2&md5sig=178CEE8A874691F9B363E77BED922EA1";
const SECRET: &str = "MzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==";

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn nothing_that_comes_in_is_believed_by_chance(body in bytes(2_000), header in text(200), now in any::<i64>()) {
        prop_assert!(payhere::read_notice("1221149", SECRET, &body).is_err());
        prop_assert!(stripe::check_signature(SECRET, &header, &body, now).is_err());
        prop_assert!(twocheckout::read_notice(SECRET, &body).is_err());
        prop_assert!(webxpay::read_response(&header, &body).is_err());
        for event in [stripe::read_event(&body), paypal::read_event(&body)].into_iter().flatten() {
            prop_assert!(event.amount.is_none() && !event.key.is_empty(), "an event is a hint");
        }
        drop(webxpay::cut(&header));
        prop_assert!(!paypal::is_cert_url(&header) || header.starts_with("https://"));
        if let Some(fields) = form_fields(&body) {
            prop_assert!(fields.len() <= body.len() + 1);
        }
    }

    #[test]
    fn no_change_of_a_notice_makes_another_of_it(body in mutated(NOTICE.as_bytes().to_vec())) {
        let good = payhere::read_notice("1221149", SECRET, NOTICE.as_bytes()).unwrap();
        if let Ok(read) = payhere::read_notice("1221149", SECRET, &body) {
            prop_assert_eq!((read.payment_id, read.amount, read.currency, read.outcome), (good.payment_id, good.amount, good.currency, good.outcome));
        }
    }

    #[test]
    fn an_amount_is_read_as_it_is_written_or_not_at_all(amount in "[0-9]{0,12}[.,]?[0-9]{0,3}") {
        if let Some(read) = plain_amount(&amount) {
            prop_assert_eq!(read.to_string(), amount.trim_start_matches('0').strip_prefix('.').map_or_else(|| amount.trim_start_matches('0').to_owned(), |cents| format!("0.{cents}")));
        }
    }
}
