//! Files: tables of products, orders as JSON, the bank's rates, pictures, and the texts in their cells.

use super::{bytes, cases, mutated, text};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::domains::channels::formats::csv_text::{join_list, split_list, split_unique};
use smartstore::domains::channels::formats::numbers::{
    LengthUnit, MoneyError, WeightUnit, grams, millimetres, parse_decimal, parse_money, parse_whole,
};
use smartstore::domains::channels::formats::text::{decode_entities, html_to_markdown, plain_line, slug};
use smartstore::domains::channels::formats::*;
use smartstore::domains::localization::formats::ecb;
use smartstore::server::csv_out;
use smartstore::server::images::{Refusal, sniff};
use smartstore::shared::money::{AmountError, grouped, parse_amount};
use smartstore::shared::sheet::{inert, original};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(crate::support::source::root().join("end2end/fixtures").join(name)).unwrap()
}

/// Reads a file in every way in which it may be read, and checks what must hold of anything that was.
fn read_products(bytes: &[u8]) {
    let table = match read_table(bytes) {
        Ok(table) => table,
        Err(error) => {
            assert!(!error.issue().key.is_empty());
            return;
        }
    };
    assert!(table.rows.len() <= MAX_ROWS && table.headers.len() <= MAX_COLUMNS);
    for row in &table.rows {
        assert!(row.cells.len() >= table.headers.len() && row.cells.len() <= MAX_COLUMNS);
        assert!(row.cells.iter().all(|cell| !cell.contains('\0')), "PostgreSQL keeps no NUL");
    }
    let detected = detect_format(&table.headers);
    assert!(detected.is_none() || !table.headers.is_empty());
    for format in [Format::Woocommerce, Format::Shopify, Format::Smartstore] {
        let mapping = guess_mapping(format, &table.headers);
        assert_eq!(mapping.columns.len(), table.headers.len());
        assert!(mapping.duplicates().is_empty(), "a meaning is guessed once");
        let rows = parse_products(format, &table, &mapping);
        assert_eq!(rows.len(), table.rows.len(), "each row is read or refused");
        let refused = rows.iter().filter_map(|row| row.as_ref().err());
        assert!(refused.clone().all(|errors| !errors.errors.is_empty()), "a refusal has a reason");
        let good: Vec<ProductRow> = rows.into_iter().flatten().collect();
        let count = good.len();
        let whole = assemble(good);
        let kept: usize = whole.products.iter().map(|product| product.rows.len()).sum();
        assert_eq!(kept + whole.orphans.len() + whole.errors.len(), count, "no row is lost or doubled");
        assert!(whole.products.iter().all(|product| !product.variants.is_empty() && !product.sku.is_empty()));
    }
}

fn read_orders(bytes: &[u8]) {
    match parse_woocommerce_orders(bytes) {
        Ok(orders) => {
            for order in orders {
                match order {
                    Ok(order) => {
                        assert!(!order.platform_order_id.is_empty() && order.currency.len() == 3);
                        let sum = order.subtotal - order.discount + order.shipping + order.tax + order.adjustment;
                        assert_eq!(order.total, sum);
                        assert!(!order.raw.to_string().contains("\\u0000"));
                    }
                    Err(refused) => assert!(!refused.errors.is_empty()),
                }
            }
        }
        Err(error) => assert!(!error.issue().key.is_empty()),
    }
}

/// A file as the bank writes it.
fn written(days: &[(NaiveDate, Vec<(String, Decimal)>)]) -> String {
    let days: Vec<String> = days
        .iter()
        .map(|(day, rates)| {
            let rates: Vec<String> = rates.iter().map(|(code, rate)| format!("<Cube currency='{code}' rate='{rate}'/>")).collect();
            format!("<Cube time='{day}'>{}</Cube>", rates.concat())
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<gesmes:Envelope><gesmes:subject>Rates</gesmes:subject><Cube>{}</Cube></gesmes:Envelope>",
        days.concat()
    )
}

/// The file of one day.
fn a_day() -> String {
    let rates = vec![("USD".to_owned(), Decimal::new(10_845, 4)), ("INR".to_owned(), Decimal::new(911_230, 4))];
    written(&[(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(), rates)])
}

fn days() -> impl Strategy<Value = Vec<(NaiveDate, Vec<(String, Decimal)>)>> {
    let rates =
        prop::collection::btree_map("[A-Z]{3}".prop_filter("the euro has no rate", |code| code != "EUR"), 1_u64..9_999_999_999, 1..6);
    let rates = rates.prop_map(|rates| rates.into_iter().map(|(code, rate)| (code, Decimal::new(rate.try_into().unwrap(), 4))).collect());
    prop::collection::btree_map(0_u32..9_000, rates, 1..6).prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(1999, 1, 4).unwrap();
        days.into_iter().map(|(day, rates)| (first + chrono::Days::new(u64::from(day)), rates)).collect()
    })
}

/// How files begin: those that are taken, and some that are not.
const HEADS: &[&[u8]] =
    &[b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF....WEBP", b"<svg", b"<?xml", b"MZ", b"%PDF-", b"PK\x03\x04"];
/// What may stand in a cell.
const CELL: &str = "['=+@\\-\t\r\n＝,;\"ක a-z0-9]{0,8}";
/// What stands before an amount.
const SIGNS: &[&str] = &["", "Rs ", "Rs. ", "LKR ", "රු. ", "ரூ. "];
/// Cells that a spreadsheet would run, or that look as if somebody had made them inert.
const FORMULAS: [[&str; 3]; 2] = [["=1", "'=2", "''-3"], ["@a", "\tb", "＝c"]];

/// Amounts as people write them here: digits of three scripts, signs of rupees, marks between.
const NUMBERS: &str = "(Rs\\.?|LKR|රු\\.?|ரூ\\.?|₨|\\$|-|\\+)? ?[0-9௦-௯෦-෯]{0,12}([,. '][0-9௦-௯]{0,4}){0,4}(/-|/=| රු)?";

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn any_bytes_are_a_table_of_products_or_refused_with_a_reason(bytes in bytes(4_000)) {
        read_products(&bytes);
    }

    #[test]
    fn any_bytes_are_orders_or_refused_with_a_reason(bytes in bytes(4_000)) {
        read_orders(&bytes);
    }

    #[test]
    fn any_bytes_are_the_banks_rates_or_refused_with_a_line(bytes in bytes(4_000)) {
        if let Err(refused) = ecb::read(&bytes) {
            prop_assert!(refused.line >= 1 && refused.line <= bytes.len() + 1);
        }
    }

    #[test]
    fn rates_that_were_written_are_read_again(days in days()) {
        let read = ecb::read(written(&days).as_bytes()).unwrap();
        prop_assert_eq!(read.into_iter().map(|day| (day.date, day.rates)).collect::<Vec<_>>(), days);
    }

    #[test]
    fn any_bytes_are_a_picture_of_four_kinds_or_refused(head in prop::sample::select(HEADS), rest in bytes(200)) {
        let bytes = [head, rest.as_slice()].concat();
        match sniff(&bytes) {
            Ok(format) => prop_assert!(["jpg", "png", "gif", "webp"].contains(&format.extensions_str()[0])),
            Err(refusal) => prop_assert!(refusal == Refusal::Empty || !bytes.is_empty()),
        }
    }

    #[test]
    fn cells_survive_a_spreadsheet(rows in prop::collection::vec(prop::collection::vec(CELL, 3..4), 1..6)) {
        let named = rows.into_iter().map(|row| row.into_iter().map(|cell| format!("x{cell}")).collect());
        let rows: Vec<Vec<String>> = named.chain(FORMULAS.map(|row| row.map(ToOwned::to_owned).to_vec())).collect();
        let head = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let file = csv_out::file(&[&[head][..], &rows].concat()).unwrap();
        let table = read_table(&file).unwrap();
        let read: Vec<Vec<String>> = table.rows.into_iter().map(|row| row.cells).collect();
        let plain: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.replace("\r\n", "\n")).collect()).collect();
        prop_assert_eq!(read, plain);
    }

    #[test]
    fn an_inert_cell_is_no_formula_and_can_be_had_back(cell in text(40)) {
        let written = inert(&cell);
        prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{}", written);
        prop_assert_eq!(original(&written), cell.as_str());
    }

    #[test]
    fn lists_in_a_cell_survive(items in prop::collection::vec("[a-zක ,]{1,8}", 0..8)) {
        let items: Vec<String> = items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect();
        prop_assert_eq!(split_list(&join_list(&items)), items);
    }

    #[test]
    fn texts_of_other_shops_become_plain(text in text(600)) {
        drop((decode_entities(&text), split_list(&text), split_unique(&text)));
        prop_assert!(!plain_line(&text).contains('\n'));
        prop_assert!(html_to_markdown(&text).len() <= 8 * text.len() + 8, "markup does not blow up");
        let slug = slug(&text);
        prop_assert!(slug.len() <= 60 && slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{}", slug);
    }

    #[test]
    fn numbers_of_three_scripts_are_read_or_refused(text in prop_oneof![NUMBERS, text(60)]) {
        if let Some(value) = parse_decimal(&text) {
            prop_assert_eq!(parse_decimal(&value.to_string()), Some(value), "{}", text);
        }
        match parse_money(&text) {
            Ok(amount) => prop_assert!(amount >= Decimal::ZERO && amount.scale() == 2 && amount <= Decimal::from(1_000_000_000_000_i64)),
            Err(MoneyError::NotANumber) => prop_assert_eq!(parse_decimal(&text), None),
            Err(MoneyError::Negative | MoneyError::TooLarge) => {}
        }
        if let (Some(whole), Some(value)) = (parse_whole(&text), parse_decimal(&text)) {
            prop_assert_eq!(Decimal::from(whole), value);
        }
        for result in [grams(&text, WeightUnit::Kg), millimetres(&text, LengthUnit::Yd)] {
            prop_assert!(result.is_err() || result.is_ok_and(|size| size.is_none_or(|size| size > 0)));
        }
        match parse_amount(&text) {
            Ok(amount) => prop_assert!(amount >= Decimal::ZERO && amount.scale() == 2),
            Err(AmountError::NotANumber | AmountError::TooPrecise | AmountError::Negative | AmountError::TooLarge) => {}
        }
    }

    #[test]
    fn an_amount_that_is_shown_is_read_by_forms_and_by_imports_alike(cents in 0_i64..99_999_999_999_999, sign in prop::sample::select(SIGNS)) {
        let amount = Decimal::new(cents, 2);
        let shown = format!("{sign}{}", grouped(amount));
        prop_assert_eq!(parse_amount(&shown), Ok(amount));
        prop_assert_eq!(parse_money(&shown), Ok(amount));
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_change_of_a_woocommerce_table_makes_reading_fail(bytes in mutated(fixture("woocommerce-products.csv"))) {
        read_products(&bytes);
    }

    #[test]
    fn no_change_of_a_shopify_table_makes_reading_fail(bytes in mutated(fixture("shopify-products.csv"))) {
        read_products(&bytes);
    }

    #[test]
    fn no_change_of_orders_makes_reading_fail(bytes in mutated(fixture("woocommerce-orders.json"))) {
        read_orders(&bytes);
    }

    #[test]
    fn no_change_of_the_banks_file_makes_reading_fail(bytes in mutated(a_day().into_bytes())) {
        if let Ok(days) = ecb::read(&bytes) {
            prop_assert!(days.iter().all(|day| !day.rates.is_empty() && day.rates.iter().all(|(_, rate)| *rate > Decimal::ZERO)));
        }
    }
}

#[test]
fn nests_of_any_depth_are_refused_and_not_climbed_into() {
    for (open, close) in [("[", "]"), ("{\"line_items\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert!(matches!(parse_woocommerce_orders(deep.as_bytes()), Err(ReadError::NotJson { .. })));
    }
    let deep = format!("<gesmes:Envelope>{}{}</gesmes:Envelope>", "<Cube>".repeat(200_000), "</Cube>".repeat(200_000));
    assert!(ecb::read(deep.as_bytes()).is_err());
}

#[test]
fn the_banks_file_brings_no_entities_and_no_documents_along() {
    let good = a_day();
    assert!(ecb::read(good.as_bytes()).is_ok());
    let body = good.split_once('\n').unwrap().1;
    for head in [
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE x SYSTEM \"http://evil.example/x.dtd\">",
        "<?xml-stylesheet href=\"http://evil.example/\"?>",
    ] {
        assert!(ecb::read(format!("{head}\n{body}").as_bytes()).is_err(), "{head}");
    }
    assert!(ecb::read(good.replace("Rates", "&a;").as_bytes()).is_err());
    assert!(ecb::read(good.replace("USD", "&a;").as_bytes()).is_err());
    assert!(ecb::read(good.replace("2026-11-20", "-200000-01-01").as_bytes()).is_err(), "no such year is in the database");
}

/// One product of so many rows used to be compared row by row with all that came before: names and values of options, and pictures.
#[test]
fn a_product_of_very_many_rows_is_put_together_in_one_go() {
    const ROWS: usize = 40_000;
    let mut file = String::from("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n");
    for row in 0..ROWS {
        let title = if row == 0 { "Beads" } else { "" };
        file.push_str(&format!("beads,{title},Name {row},Value {row},B-{row},10,https://shop.example/{row}.jpg\n"));
    }
    let table = read_table(file.as_bytes()).unwrap();
    let mapping = guess_mapping(Format::Shopify, &table.headers);
    let rows: Vec<ProductRow> = parse_products(Format::Shopify, &table, &mapping).into_iter().map(|row| row.unwrap()).collect();
    let whole = assemble(rows);
    let product = &whole.products[0];
    assert_eq!((whole.products.len(), product.variants.len(), product.images.len()), (1, ROWS, ROWS));
}
