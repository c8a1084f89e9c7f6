//! Files of banks: thousands of damaged ones, the same in every run. None makes a reader panic, grow without end, or say what cannot be kept.

use super::ODD;
use smartstore::domains::statements::formats::{
    Contents, LONGEST_REFERENCE, LONGEST_TEXT, MOST_LINES, MOST_REFUSED, MOST_SHEETS, ReadError, camt, csv, decode, detect, mt940, ofx,
    parse_amount, parse_day,
};
use smartstore::domains::statements::model::{ColumnMeaning, DateOrder, DecimalMark, Profile};

/// Damaged files of each good one.
const EACH: usize = 700;

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(crate::support::source::root().join("end2end/fixtures").join(name)).unwrap()
}

/// A good file cut off, with pieces changed, doubled or taken out.
fn damaged(good: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=chance.next(8) {
        let at = chance.next(bytes.len() + 1);
        let until = (at + chance.next(40)).min(bytes.len());
        match chance.next(6) {
            0 => bytes.truncate(at),
            1 => {
                let piece = bytes[at..until].to_vec();
                bytes.splice(at..at, piece.repeat(1 + chance.next(20)));
            }
            2 => drop(bytes.drain(at..until)),
            3 => {
                let byte = u8::try_from(chance.next(256)).unwrap();
                bytes.splice(at..until, [byte]);
            }
            _ => drop(bytes.splice(at..until, ODD[chance.next(ODD.len())].iter().copied())),
        }
        bytes.truncate(64 * 1024);
    }
    bytes
}

fn check(read: Result<Contents, ReadError>) {
    let contents = match read {
        Ok(contents) => contents,
        Err(error) => {
            assert!(error.key().starts_with("statements-error-"));
            return;
        }
    };
    assert!(contents.lines() <= MOST_LINES && contents.sheets.len() <= MOST_SHEETS + 1);
    assert!(contents.refused.len() <= MOST_REFUSED && contents.refused.len() <= contents.refused_count);
    let _state = contents.balance();
    for line in contents.sheets.iter().flat_map(|sheet| &sheet.lines) {
        assert!(!line.amount.is_zero() && line.amount.scale() <= 2 && line.number > 0, "{line:?}");
        assert!(line.description.chars().count() <= LONGEST_TEXT, "{line:?}");
        for text in [&line.reference, &line.end_to_end, &line.party, &line.party_account] {
            assert!(text.chars().count() <= LONGEST_REFERENCE && !text.contains('\0'), "{line:?}");
        }
        assert!(line.currency.as_ref().is_none_or(|currency| currency.len() == 3));
    }
}

/// Reads a file in every way in which it may be read, a table also by a profile that does not fit.
fn read_all(bytes: &[u8], chance: &mut Chance) {
    let Ok(text) = decode(bytes) else { return };
    let _format = detect(&text);
    check(camt::read(&text));
    check(mt940::read(&text));
    check(ofx::read(&text));
    let Ok(table) = csv::table(&text) else { return };
    check(csv::read(&table, &csv::propose(&table)));
    let columns = (0..chance.next(12)).map(|_| ColumnMeaning::ALL[chance.next(ColumnMeaning::ALL.len())]).collect();
    let date_order = DateOrder::ALL[chance.next(DateOrder::ALL.len())];
    let decimal = DecimalMark::ALL[chance.next(DecimalMark::ALL.len())];
    check(csv::read(&table, &Profile { columns, date_order, decimal, inverted: chance.next(2) == 0 }));
}

#[test]
fn thousands_of_damaged_statements_are_read_or_refused() {
    let mut chance = Chance(0x5eed_5eed_5eed_5eed);
    for name in ["bank-statement.csv", "bank-statement.xml", "bank-statement.sta", "bank-statement.ofx"] {
        let good = fixture(name);
        for _ in 0..EACH {
            read_all(&damaged(&good, &mut chance), &mut chance);
        }
    }
}

#[test]
fn thousands_of_heaps_of_bytes_are_read_or_refused() {
    let mut chance = Chance(0x0dd_ba11);
    for _ in 0..2_000 {
        let mut bytes = Vec::new();
        for _ in 0..chance.next(60) {
            match chance.next(3) {
                0 => bytes.extend_from_slice(ODD[chance.next(ODD.len())]),
                1 => bytes.push(u8::try_from(chance.next(256)).unwrap()),
                _ => {
                    let words: [&[u8]; 10] = [
                        b":61:",
                        b":86:",
                        b"2611021102C5,",
                        b"<Ntry>",
                        b"<STMTTRN>",
                        b"</",
                        b"Date,Amount\n",
                        b"01/02/2026",
                        b"-5.00",
                        b"?20",
                    ];
                    bytes.extend_from_slice(words[chance.next(words.len())]);
                }
            }
        }
        read_all(&bytes, &mut chance);
        let text = String::from_utf8_lossy(&bytes);
        for order in DateOrder::ALL {
            let _day = parse_day(&text, *order);
        }
        for mark in DecimalMark::ALL {
            let _amount = parse_amount(&text, *mark);
        }
    }
}

#[test]
fn what_only_grows_is_refused() {
    let mut chance = Chance(7);
    for (open, close) in [("<Ntry>", "</Ntry>"), ("<STMTTRN>", "</STMTTRN>")] {
        let deep = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
        assert!(camt::read(&deep).is_err() && ofx::read(&deep).is_err());
    }
    let entry = "<Ntry><Amt Ccy=\"LKR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>";
    let many = format!("<Document><Stmt>{}</Stmt></Document>", entry.repeat(MOST_LINES + 1));
    assert_eq!(camt::read(&many), Err(ReadError::TooManyLines));
    assert_eq!(mt940::read(&":20:X\n".repeat(100_000)), Err(ReadError::TooManyLines));
    assert_eq!(mt940::read(&":61:261102C5,NTRF\n".repeat(MOST_LINES + 1)), Err(ReadError::TooManyLines));
    assert_eq!(csv::table(&"a,b\n".repeat(MOST_LINES + 100)), Err(ReadError::TooManyLines));
    assert!(csv::table(&",".repeat(200_000)).is_err());
    for one in ["<", "</", "\"", ":61:", "{4:", "?20", "&amp;", "\u{feff}"] {
        read_all(one.repeat(100_000).as_bytes(), &mut chance);
    }
}
