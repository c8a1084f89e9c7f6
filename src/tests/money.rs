//! Amounts as people type them and as they are shown.

use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::shared::money::{AmountError, grouped, parse_amount, round};
use std::str::FromStr;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

#[test]
fn amounts_are_read_as_people_type_them() {
    for (typed, amount) in [
        ("1250", "1250.00"),
        ("1250.5", "1250.50"),
        (" 1,250.50 ", "1250.50"),
        ("Rs 1 250.50", "1250.50"),
        ("Rs. 99", "99.00"),
        ("LKR 1,234,567", "1234567.00"),
        ("රු. 500", "500.00"),
        ("ரூ. 500", "500.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("7.", "7.00"),
        (".50", "0.50"),
        ("1.500", "1.50"),
        ("999,999,999,999", "999999999999.00"),
    ] {
        assert_eq!(parse_amount(typed).map(|amount| amount.to_string()), Ok(amount.to_owned()), "{typed}");
    }
}

#[test]
fn amounts_that_could_be_read_in_two_ways_are_refused() {
    for typed in ["", " ", "Rs", "abc", "1,25", "12,34,567", "1.234,50", "1e5", "1_000", "+5", "0x10", "--5", "NaN", "∞", "1.2.3", ",", "."]
    {
        assert_eq!(parse_amount(typed), Err(AmountError::NotANumber), "{typed}");
    }
    assert_eq!(parse_amount("-1"), Err(AmountError::Negative));
    assert_eq!(parse_amount("1.005"), Err(AmountError::TooPrecise));
    assert_eq!(parse_amount("1,000,000,000,000"), Err(AmountError::TooLarge));
}

#[test]
fn halves_are_rounded_away_from_zero() {
    assert_eq!(round(decimal("1.005")), decimal("1.01"));
    assert_eq!(round(decimal("2.675")), decimal("2.68"));
    assert_eq!(round(decimal("-1.005")), decimal("-1.01"));
    assert_eq!(round(decimal("3")).to_string(), "3.00");
}

#[test]
fn amounts_are_shown_with_grouped_thousands() {
    assert_eq!(grouped(decimal("1234567.5")), "1,234,567.50");
    assert_eq!(grouped(decimal("999")), "999.00");
    assert_eq!(grouped(decimal("-1500")), "\u{2212}1,500.00");
    assert_eq!(grouped(decimal("-0.001")), "0.00");
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed_again(cents in 0_i64..99_999_999_999_999) {
        let amount = Decimal::new(cents, 2);
        prop_assert_eq!(parse_amount(&grouped(amount)), Ok(amount));
    }

    #[test]
    fn no_text_makes_reading_an_amount_panic(text in "\\PC{0,40}") {
        if let Ok(amount) = parse_amount(&text) {
            prop_assert!(!amount.is_sign_negative() || amount.is_zero());
            prop_assert_eq!(amount.scale(), 2);
        }
    }

    #[test]
    fn digits_commas_and_points_never_become_another_amount(text in "[0-9]{1,4}([,.][0-9]{0,4}){0,3}") {
        if let Ok(amount) = parse_amount(&text) {
            let digits: String = text.replace(',', "");
            prop_assert_eq!(amount, decimal(digits.trim_end_matches('.')));
        }
    }
}
