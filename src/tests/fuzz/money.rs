//! What is about money: codes that people pay with.

use super::{cases, mutated, text};
use proptest::prelude::*;
use rust_decimal::Decimal;
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
    fn no_change_of_a_code_makes_reading_fail(bytes in mutated(SEEN[..SEEN.len() - 8].as_bytes().to_vec())) {
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
