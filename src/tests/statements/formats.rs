//! How banks write: our own samples of each format, and real ones of others (skipped where they are not at hand).

use super::fixture;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use smartstore::domains::statements::formats::{
    Balance, Contents, ReadError, camt, csv, decode, detect, mt940, ofx, parse_amount, parse_day,
};
use smartstore::domains::statements::model::{ColumnMeaning, DateOrder, DecimalMark, Profile, StatementFormat};
use std::path::{Path, PathBuf};

fn text(name: &str) -> String {
    decode(&fixture(name)).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn money(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Reads a table as it proposes to be read.
fn table(text: &str) -> (Profile, Contents) {
    let table = csv::table(text).unwrap();
    let profile = csv::propose(&table);
    let contents = csv::read(&table, &profile).unwrap();
    (profile, contents)
}

#[test]
fn a_table_with_debits_and_credits_is_understood_by_its_header() {
    use ColumnMeaning as M;
    let file = text("bank-statement.csv");
    assert_eq!(detect(&file), StatementFormat::Csv);
    let (profile, contents) = table(&file);
    assert_eq!(profile.columns, [M::Date, M::Description, M::Reference, M::Debit, M::Credit, M::Balance]);
    assert_eq!((profile.date_order, profile.decimal), (DateOrder::DayMonth, DecimalMark::Point));
    let lines = &contents.sheets[0].lines;
    let amounts: Vec<String> = lines.iter().map(|line| line.amount.to_string()).collect();
    assert_eq!(amounts, ["2500.00", "-25.00", "1000.00", "1000.00", "4750.50"]);
    assert_eq!((lines[0].number, lines[0].booked_on), (6, date("2026-11-02")));
    assert_eq!(lines[4].description, "SLIPS 0771234567 second line of the text");
    assert_eq!(contents.balance(), Balance::Agrees);
    assert_eq!(contents.sheets[0].opening, Some(money("100000.00")));
    // Newest first, as other banks write: the same balances.
    let mut turned: Vec<&str> = file.lines().skip(5).take(4).collect();
    turned.reverse();
    let turned = format!("Date,Particulars,Reference No,Withdrawals,Deposits,Balance\n{}\n", turned.join("\n"));
    assert_eq!(table(&turned).1.balance(), Balance::Agrees);
    let wrong = file.replace("\"103,475.00\"", "\"103,474.00\"");
    assert_eq!(table(&wrong).1.balance(), Balance::Differs);
}

#[test]
fn lines_that_cannot_be_read_are_named_by_their_number() {
    let file =
        "Date;Text;Amount\r\n1.11.2026;first;1.000,50\r\nPending;second;5,00\r\n\r\n3.11.2026;third;abc\r\n4.11.2026;fourth;-7,25\r\n";
    let (profile, contents) = table(file);
    assert_eq!(profile.decimal, DecimalMark::Comma);
    let refused: Vec<(u32, &str)> = contents.refused.iter().map(|refused| (refused.number, refused.key)).collect();
    assert_eq!(refused, [(3, "statements-refused-date"), (5, "statements-refused-amount")]);
    let amounts: Vec<Decimal> = contents.sheets[0].lines.iter().map(|line| line.amount).collect();
    assert_eq!(amounts, [money("1000.50"), money("-7.25")]);
}

#[test]
fn a_word_says_which_way_and_a_sign_can_be_turned() {
    let (_, contents) = table("Date,Label,Amount,D/C\n12/15/2018,out,33.50,D\n12/15/2018,in,1533.50,C\n12/15/2018,what,1.00,?\n");
    let amounts: Vec<Decimal> = contents.sheets[0].lines.iter().map(|line| line.amount).collect();
    assert_eq!(amounts, [money("-33.50"), money("1533.50")]);
    assert_eq!(contents.refused[0].key, "statements-refused-direction");
    let read = csv::table("Date,Details,Amount\n2013/01/17,Shop,30.00\n").unwrap();
    let profile = Profile { inverted: true, ..csv::propose(&read) };
    assert_eq!(csv::read(&read, &profile).unwrap().sheets[0].lines[0].amount, money("-30.00"));
}

#[test]
fn days_and_amounts_are_read_as_they_are_written() {
    for (text, order, day) in [
        ("31/12/2026", DateOrder::DayMonth, Some("2026-12-31")),
        ("12/31/2026", DateOrder::MonthDay, Some("2026-12-31")),
        ("12/31/2026", DateOrder::DayMonth, None),
        ("2026-12-31T10:15:00+05:30", DateOrder::DayMonth, Some("2026-12-31")),
        ("20261231", DateOrder::DayMonth, Some("2026-12-31")),
        ("20261231103000.000[-5:EST]", DateOrder::DayMonth, Some("2026-12-31")),
        ("10-Nov-9", DateOrder::DayMonth, Some("2009-11-10")),
        ("Nov 10, 2026", DateOrder::DayMonth, Some("2026-11-10")),
        ("26.12.31", DateOrder::YearMonth, Some("2026-12-31")),
        ("30/02/2026", DateOrder::DayMonth, None),
        ("", DateOrder::DayMonth, None),
    ] {
        assert_eq!(parse_day(text, order), day.map(date), "{text}");
    }
    for (text, mark, amount) in [
        ("1,234.50", DecimalMark::Point, Some("1234.50")),
        ("1.234,50", DecimalMark::Comma, Some("1234.50")),
        ("(76.00)", DecimalMark::Point, Some("-76.00")),
        ("Rs. 1 500.00-", DecimalMark::Point, Some("-1500.00")),
        ("- $21.59", DecimalMark::Point, Some("-21.59")),
        ("750.25 CR", DecimalMark::Point, Some("750.25")),
        ("750.25 DR", DecimalMark::Point, Some("-750.25")),
        (".5", DecimalMark::Point, Some("0.50")),
        ("18.15000", DecimalMark::Point, Some("18.15")),
        ("1.2.3", DecimalMark::Point, None),
        ("99999999999999999999", DecimalMark::Point, None),
        ("none", DecimalMark::Point, None),
    ] {
        assert_eq!(parse_amount(text, mark), amount.map(money), "{text}");
    }
}

#[test]
fn every_encoding_of_banks_is_read() {
    let words = "Date,Text,Amount\n2026-11-02,Müller café,5.00\n";
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16_be: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> = words.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [
        words.as_bytes().to_vec(),
        [b"\xef\xbb\xbf".as_slice(), words.as_bytes()].concat(),
        [b"\xff\xfe".as_slice(), &utf16].concat(),
        [b"\xfe\xff".as_slice(), &utf16_be].concat(),
        utf16,
        utf16_be,
        latin,
    ] {
        let text = decode(&bytes).unwrap();
        assert_eq!(table(&text).1.sheets[0].lines[0].description, "Müller café");
    }
    let xml = fixture("bank-statement.xml");
    let declared = String::from_utf8(xml).unwrap().replace("UTF-8", "ISO-8859-1").replace("thank you", "danke schön");
    let bytes: Vec<u8> = declared.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert!(camt::read(&decode(&bytes).unwrap()).unwrap().sheets[0].lines[0].description.ends_with("danke schön"));
    for (bytes, error) in [
        (b"".as_slice(), ReadError::Empty),
        (b" \n", ReadError::Empty),
        (b"PK\x03\x04....", ReadError::NotText),
        (b"%PDF-1.7", ReadError::NotText),
        (b"a\0b", ReadError::NotText),
    ] {
        assert_eq!(decode(bytes), Err(error));
    }
    assert_eq!(decode(&vec![b'x'; 6 << 20]), Err(ReadError::TooLarge));
}

#[test]
fn camt_is_read_with_the_parts_of_its_collective_entries() {
    let file = text("bank-statement.xml");
    assert_eq!(detect(&file), StatementFormat::Camt053);
    let contents = camt::read(&file).unwrap();
    let sheet = &contents.sheets[0];
    assert_eq!((sheet.account.as_deref(), sheet.currency.as_deref()), (Some("0000012345"), Some("LKR")));
    assert_eq!(contents.balance(), Balance::Agrees);
    let said: Vec<(String, &str)> = sheet.lines.iter().map(|line| (line.amount.to_string(), line.end_to_end.as_str())).collect();
    assert_eq!(
        said,
        [("2500.00".to_owned(), "00K7M"), ("2000.00".to_owned(), "A-1"), ("3000.50".to_owned(), ""), ("-275.00".to_owned(), "")]
    );
    let first = &sheet.lines[0];
    assert_eq!((first.booked_on, first.value_on), (date("2026-11-02"), Some(date("2026-11-03"))));
    assert_eq!((first.party.as_str(), first.party_account.as_str()), ("Nimal & Perera", "8100200300"));
    assert_eq!((first.description.as_str(), first.reference.as_str()), ("Order 00K7M thank you", "FT1"));
    for namespace in ["camt.053.001.02", "camt.053.001.04", "camt.053.001.10"] {
        assert_eq!(camt::read(&file.replace("camt.053.001.08", namespace)).unwrap(), contents);
    }
    let prefixed = file.replace("<", "<b:").replace("<b:/", "</b:").replace("<b:?", "<?").replace("xmlns=", "xmlns:b=");
    assert_eq!(camt::read(&prefixed).unwrap(), contents);
    assert_eq!(camt::read("<Document><Other/></Document>"), Err(ReadError::OtherFormat));
    let cut: String = file.chars().take(2_000).collect();
    assert!(matches!(camt::read(&cut), Err(ReadError::Malformed(_))));
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", file.split_once('\n').unwrap().1);
    assert!(matches!(camt::read(&bomb), Err(ReadError::Malformed(_))));
}

#[test]
fn mt940_is_read_with_both_kinds_of_field_86() {
    let file = text("bank-statement.sta");
    assert_eq!(detect(&file), StatementFormat::Mt940);
    let contents = mt940::read(&file).unwrap();
    let sheet = &contents.sheets[0];
    assert_eq!((sheet.account.as_deref(), sheet.currency.as_deref()), (Some("7010/0000012345"), Some("LKR")));
    assert_eq!(contents.balance(), Balance::Agrees, "{sheet:#?}");
    let [plain, charge, structured] = sheet.lines.as_slice() else { panic!("{sheet:#?}") };
    assert_eq!((plain.amount, plain.booked_on, plain.value_on), (money("2500.00"), date("2026-11-03"), Some(date("2026-11-02"))));
    assert_eq!((plain.end_to_end.as_str(), plain.reference.as_str()), ("00K7M", "FT2630612345"));
    assert_eq!(plain.description, "CEFT NIMAL PERERA ORDER 00K7M THANK YOU");
    assert_eq!((charge.amount, charge.description.as_str()), (money("-25.00"), ""));
    // Booked in the year after.
    assert_eq!((structured.amount, structured.booked_on), (money("10.50"), date("2027-01-02")));
    assert_eq!((structured.party.as_str(), structured.party_account.as_str()), ("KAMALA SILVA", "810020"));
    assert!(structured.description.starts_with("REVERSAL REFUND TAKEN BACK 12345678"), "{}", structured.description);
    assert_eq!(mt940::read("hello"), Err(ReadError::OtherFormat));
}

#[test]
fn ofx_is_read_in_both_versions() {
    let file = text("bank-statement.ofx");
    assert_eq!(detect(&file), StatementFormat::Ofx);
    let contents = ofx::read(&file).unwrap();
    let sheet = &contents.sheets[0];
    assert_eq!((sheet.account.as_deref(), sheet.closing), (Some("0000012345"), Some(money("102475.00"))));
    assert_eq!((sheet.lines.len(), sheet.lines[0].amount, sheet.lines[0].number), (2, money("2500.00"), 12));
    assert_eq!(sheet.lines[0].description, "NIMAL & PERERA ORDER 00K7M");
    assert_eq!((contents.refused[0].number, contents.refused[0].key), (14, "statements-refused-date"));
    let xml = r#"<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF>
      <CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><DTPOSTED>20261102</DTPOSTED><TRNAMT>-12,50</TRNAMT>
      <FITID>1</FITID><PAYEE><NAME>Shop</NAME></PAYEE><MEMO/></STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"#;
    let contents = ofx::read(xml).unwrap();
    assert_eq!((contents.sheets[0].lines[0].amount, contents.sheets[0].lines[0].party.as_str()), (money("-12.50"), "Shop"));
    assert_eq!(ofx::read("<html></html>"), Err(ReadError::OtherFormat));
}

/// Real files of banks, if they are here.
fn real(folder: &str) -> Vec<PathBuf> {
    let root = std::env::var_os("SMARTSTORE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = root.join("data/bank-statements").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not here", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some()).collect();
    files.sort();
    files
}

#[test]
fn real_files_of_banks_are_read() {
    let text = |path: &Path| decode(&std::fs::read(path).unwrap()).unwrap();
    for path in real("camt") {
        let contents = camt::read(&text(&path)).unwrap();
        // Notices of payments may have no day.
        assert!(contents.refused.iter().all(|refused| refused.key == "statements-refused-date"), "{}", path.display());
    }
    for path in ["mt940/citi", "mt940/jejik"].into_iter().flat_map(real) {
        let contents = mt940::read(&text(&path)).unwrap();
        assert!(!contents.sheets.is_empty(), "{}", path.display());
    }
    for path in real("ofx") {
        let contents = ofx::read(&text(&path));
        assert!(contents.is_ok(), "{}: {contents:?}", path.display());
    }
    for path in ["reckon", "bank2ynab", "beanhub", "oca"].into_iter().flat_map(real) {
        if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("csv")) {
            continue;
        }
        let table = csv::table(&text(&path)).unwrap();
        let profile = csv::propose(&table);
        assert_eq!(profile.columns.len(), table.width(), "{}", path.display());
        let read = csv::read(&table, &profile);
        println!("{}: {:?} {}", path.display(), profile.columns, read.map_or(0, |contents| contents.lines()));
    }
}
