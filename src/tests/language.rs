//! Languages: which one a request gets, and how the three write numbers and dates.

use chrono::{TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::server::format::{date_in, date_time_in, money_in};
use smartstore::shared::Language;

#[test]
fn tags_are_read_with_region_and_in_any_case() {
    for (tag, language) in
        [("si", Language::Si), ("si-LK", Language::Si), ("TA", Language::Ta), ("ta_LK", Language::Ta), (" en-GB", Language::En)]
    {
        assert_eq!(Language::parse(tag), Some(language), "{tag}");
    }
    for tag in ["", "fr", "sin", "e", "*"] {
        assert_eq!(Language::parse(tag), None, "{tag}");
    }
}

#[test]
fn the_heaviest_language_that_we_speak_wins() {
    for (header, language) in [
        ("ta", Some(Language::Ta)),
        ("fr, si;q=0.8, en;q=0.9", Some(Language::En)),
        ("si;q=0.9, ta;q=0.9", Some(Language::Si)),
        ("en;q=0, ta;q=0.1", Some(Language::Ta)),
        ("en;q=abc, si;q=0.2", Some(Language::Si)),
        ("fr, de", None),
        ("", None),
    ] {
        assert_eq!(Language::from_accept_language(header), language, "{header}");
    }
}

#[test]
fn each_language_writes_money_with_its_own_symbol() {
    let amount = Decimal::new(1_250_000, 2);
    assert_eq!(money_in(amount, "LKR", Language::En), "Rs\u{202f}12,500.00");
    assert_eq!(money_in(amount, "LKR", Language::Si), "රු.\u{202f}12,500.00");
    assert_eq!(money_in(amount, "LKR", Language::Ta), "ரூ.\u{202f}12,500.00");
    assert_eq!(money_in(amount, "USD", Language::Ta), "USD\u{202f}12,500.00");
}

#[test]
fn days_begin_at_midnight_of_the_store() {
    // 18:45 UTC is a quarter past midnight in Colombo.
    let at = Utc.with_ymd_and_hms(2026, 11, 20, 18, 45, 0).unwrap();
    assert_eq!(date_in(at, Tz::Asia__Colombo, Language::En), "21 Nov 2026");
    assert_eq!(date_time_in(at, Tz::Asia__Colombo, Language::En), "21 Nov 2026, 00:15");
    assert_eq!(date_in(at, Tz::UTC, Language::En), "20 Nov 2026");
    for language in [Language::Si, Language::Ta] {
        let text = date_in(at, Tz::Asia__Colombo, language);
        assert!(text.starts_with("21 ") && text.ends_with(" 2026") && !text.contains("Nov"), "{text}");
    }
}

proptest! {
    #[test]
    fn no_header_makes_choosing_a_language_panic(header in "\\PC{0,80}") {
        let _ = Language::from_accept_language(&header);
        let _ = Language::parse(&header);
    }
}
