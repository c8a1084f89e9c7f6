//! OFX, as SGML of version 1 and as XML of version 2.

use super::tags::{Tag, soup};
use super::{
    Contents, DateOrder, DecimalMark, LONGEST_REFERENCE, LONGEST_TEXT, Line, MOST_LINES, MOST_SHEETS, ReadError, Sheet, currency_of,
    line_of, parse_amount, parse_day,
};
use rust_decimal::Decimal;

/// The amount of a tag: with a point, or with a comma where that is what parts the cents.
fn amount(text: &str) -> Option<Decimal> {
    let comma = text.rfind(',').is_some_and(|place| text.len() - place <= 3) && !text.contains('.');
    parse_amount(text, if comma { DecimalMark::Comma } else { DecimalMark::Point })
}

fn movement(tag: &Tag) -> Result<Option<Line>, &'static str> {
    let amount = amount(tag.text_at("TRNAMT")).ok_or("statements-refused-amount")?;
    if amount.is_zero() {
        return Ok(None);
    }
    let date = |name: &str| parse_day(tag.text_at(name), DateOrder::YearMonth);
    let booked_on = date("DTPOSTED").ok_or("statements-refused-date")?;
    let party = tag.first(&["NAME", "PAYEE/NAME"]);
    let memo = tag.text_at("MEMO");
    let check = tag.first(&["CHECKNUM", "REFNUM"]);
    let words: Vec<&str> = [party, if memo == party { "" } else { memo }, check].into_iter().filter(|text| !text.is_empty()).collect();
    Ok(Some(Line {
        number: tag.line,
        booked_on,
        value_on: date("DTAVAIL"),
        amount,
        currency: currency_of(tag.text_at("CURRENCY/CURSYM")),
        description: line_of(&words.join(" "), LONGEST_TEXT),
        reference: line_of(tag.text_at("FITID"), LONGEST_REFERENCE),
        end_to_end: line_of(check, LONGEST_REFERENCE),
        party: line_of(party, LONGEST_REFERENCE),
        party_account: line_of(tag.first(&["BANKACCTTO/ACCTID", "CCACCTTO/ACCTID"]), LONGEST_REFERENCE),
        balance: None,
    }))
}

/// Reads a file. It names the balance after its lines alone, so nothing can be held against it.
///
/// # Errors
/// When there is no statement in it, or too much.
pub fn read(text: &str) -> Result<Contents, ReadError> {
    let start = text.find('<').ok_or(ReadError::OtherFormat)?;
    let before = u32::try_from(text.get(..start).unwrap_or_default().matches('\n').count()).unwrap_or(0);
    let root = soup(text.get(start..).unwrap_or_default())?;
    let mut statements = Vec::new();
    for name in ["STMTRS", "CCSTMTRS"] {
        root.below(name, &mut statements);
    }
    if statements.is_empty() {
        return Err(ReadError::OtherFormat);
    }
    if statements.len() > MOST_SHEETS {
        return Err(ReadError::TooManyLines);
    }
    let mut contents = Contents::default();
    for statement in statements {
        let account = statement.first(&["BANKACCTFROM/ACCTID", "CCACCTFROM/ACCTID"]);
        let mut sheet = Sheet {
            account: (!account.is_empty()).then(|| line_of(account, LONGEST_REFERENCE)),
            currency: currency_of(statement.text_at("CURDEF")),
            closing: amount(statement.text_at("LEDGERBAL/BALAMT")),
            ..Sheet::default()
        };
        let mut tags = Vec::new();
        statement.below("STMTTRN", &mut tags);
        for tag in tags {
            match movement(tag) {
                Ok(line) => sheet.lines.extend(line.map(|line| Line { number: line.number + before, ..line })),
                Err(key) => contents.refuse(tag.line + before, key),
            }
            if contents.lines() + sheet.lines.len() > MOST_LINES {
                return Err(ReadError::TooManyLines);
            }
        }
        contents.sheets.push(sheet);
    }
    Ok(contents)
}
