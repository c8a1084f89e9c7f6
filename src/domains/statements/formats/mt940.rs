//! MT940: fields that begin with a tag between colons and go on until the next.

use super::{
    Contents, DecimalMark, LONGEST_REFERENCE, LONGEST_TEXT, Line, MOST_LINES, MOST_SHEETS, ReadError, Sheet, currency_of, line_of,
    parse_amount,
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// Longest text of one field, in bytes; what follows is left out.
const LONGEST_FIELD: usize = 4_000;
/// Characters of a full part of a structured field 86.
const FULL_PART: usize = 27;

/// A field with the line on which it begins.
struct Field {
    tag: String,
    number: u32,
    text: String,
}

/// The tag at the start of a line, and what follows it.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    let is_tag = matches!(tag.len(), 2 | 3) && tag.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    (is_tag && tag.starts_with(|c: char| c.is_ascii_digit())).then_some((tag, rest))
}

fn fields(text: &str) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    let mut is_open = false;
    for (place, line) in text.lines().enumerate() {
        // The text block of a SWIFT message may begin on the line of its head.
        let line = line.rsplit_once("{4:").map_or(line, |(_, rest)| rest).trim_end();
        if let Some((tag, rest)) = tag_of(line) {
            found.push(Field { tag: tag.to_owned(), number: u32::try_from(place + 1).unwrap_or(u32::MAX), text: rest.to_owned() });
            is_open = true;
        } else if line.starts_with("-}") || line == "-" || line.starts_with('{') {
            is_open = false;
        } else if let Some(field) = found.last_mut().filter(|field| is_open && field.text.len() + line.len() < LONGEST_FIELD) {
            field.text.push('\n');
            field.text.push_str(line);
        }
    }
    found
}

fn day(text: &str) -> Option<NaiveDate> {
    let part = |from: usize| text.get(from..from + 2).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let year: i32 = part(0)?.parse().ok()?;
    // Two digits of a year: statements of the last century are still about.
    let year = if year >= 80 { 1900 + year } else { 2000 + year };
    NaiveDate::from_ymd_opt(year, part(2)?.parse().ok()?, part(4)?.parse().ok()?)
}

/// The amount at the start of a text, with its comma, and what follows it.
fn amount(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let mark = if digits.contains(',') { DecimalMark::Comma } else { DecimalMark::Point };
    Some((parse_amount(digits, mark)?, rest))
}

/// `C031002PLN40000,00`: the sign, the currency and the amount.
fn balance(text: &str) -> Option<(Option<String>, Decimal)> {
    let (minus, rest) = match text.as_bytes().first()? {
        b'C' => (false, text.get(1..)?),
        b'D' => (true, text.get(1..)?),
        _ => return None,
    };
    let rest = rest.get(6..)?;
    let currency = rest.get(..3).and_then(currency_of);
    let (amount, _) = amount(rest.get(3..)?)?;
    Some((currency, if minus { -amount } else { amount }))
}

/// The day of booking is written without its year: it is the one next to the day of value.
fn booked(value_on: NaiveDate, month_and_day: &str) -> Option<NaiveDate> {
    let (month, day) = (month_and_day.get(..2)?.parse().ok()?, month_and_day.get(2..4)?.parse().ok()?);
    let years = [value_on.year(), value_on.year() - 1, value_on.year() + 1];
    years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).min_by_key(|date| (*date - value_on).num_days().abs())
}

/// Reads field 61; the key of what is wrong with it otherwise.
fn movement(field: &Field) -> Result<Line, &'static str> {
    let mut parts = field.text.splitn(2, '\n');
    let (first, more) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let value_on = day(first).ok_or("statements-refused-date")?;
    let rest = first.get(6..).unwrap_or_default();
    let short: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let booked_on = if short.len() == 4 { booked(value_on, &short) } else { None };
    // Some write blanks where the day of booking would be.
    let rest = rest.get(short.len()..).unwrap_or_default().trim_start();
    let signs = [("RC", true), ("RD", false), ("C", false), ("D", true)];
    let (minus, rest) =
        signs.iter().find_map(|(sign, minus)| Some((*minus, rest.strip_prefix(sign)?))).ok_or("statements-refused-amount")?;
    // The third letter of the currency may follow the sign.
    let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    let (amount, rest) = amount(rest).filter(|(amount, _)| *amount > Decimal::ZERO).ok_or("statements-refused-amount")?;
    // The kind has four characters, then come the payer's reference and, behind two slashes, the bank's.
    let references: String = rest.chars().skip(4).collect();
    let (own, bank) = references.split_once("//").unwrap_or((&references, ""));
    let own = if matches!(own.trim(), "NONREF" | "") { "" } else { own };
    Ok(Line {
        number: field.number,
        booked_on: booked_on.unwrap_or(value_on),
        value_on: Some(value_on),
        amount: if minus { -amount } else { amount },
        description: line_of(more, LONGEST_TEXT),
        reference: line_of(if bank.trim().is_empty() { own } else { bank }, LONGEST_REFERENCE),
        end_to_end: line_of(own, LONGEST_REFERENCE),
        ..Line::default()
    })
}

/// Field 86: plain, or in parts of a question mark (or another sign) and two digits: 20 to 29 and 60 to 63 what is said, 31 the
/// account, 32 and 33 the name.
fn add_details(line: &mut Line, text: &str) {
    let joined = text.trim().replace('\n', "");
    let body = joined.get(3..).filter(|_| joined.bytes().take(3).all(|byte| byte.is_ascii_digit()));
    let sign = body.and_then(|body| body.chars().next()).filter(|sign| matches!(sign, '?' | '<' | '~' | '>' | '^'));
    let (Some(body), Some(sign)) = (body, sign) else {
        let words = format!("{} {}", line.description, text);
        line.description = line_of(&words, LONGEST_TEXT);
        return;
    };
    let (mut said, mut name, mut last) = (String::new(), String::new(), 0_usize);
    for part in body.split(sign).skip(1) {
        let (Some(code), Some(value)) = (part.get(..2), part.get(2..)) else { continue };
        match code {
            "00" | "60" | "61" | "62" | "63" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "29" => {
                // A full part is broken in the middle of a word.
                if last != FULL_PART {
                    said.push(' ');
                }
                last = if code == "00" { 0 } else { value.chars().count() };
                said.push_str(value);
            }
            "31" | "38" => line.party_account = line_of(value, LONGEST_REFERENCE),
            "32" | "33" => name.push_str(value),
            _ => {}
        }
    }
    let words = format!("{} {said}", line.description);
    line.description = line_of(&words, LONGEST_TEXT);
    line.party = line_of(&name, LONGEST_REFERENCE);
}

/// Reads a file.
///
/// # Errors
/// When there is no statement in it, or too much.
pub fn read(text: &str) -> Result<Contents, ReadError> {
    let mut contents = Contents::default();
    let mut sheet: Option<Sheet> = None;
    let mut may_add = false;
    for field in fields(text) {
        match field.tag.as_str() {
            "20" => {
                contents.sheets.extend(sheet.replace(Sheet::default()));
                if contents.sheets.len() > MOST_SHEETS {
                    return Err(ReadError::TooManyLines);
                }
            }
            "25" => {
                let sheet = sheet.get_or_insert_default();
                sheet.account = Some(line_of(&field.text, LONGEST_REFERENCE)).filter(|number| !number.is_empty());
            }
            "60F" | "60M" | "62F" | "62M" => {
                let sheet = sheet.get_or_insert_default();
                let Some((currency, amount)) = balance(&field.text) else {
                    contents.refuse(field.number, "statements-refused-balance");
                    continue;
                };
                sheet.currency = sheet.currency.take().or(currency);
                if field.tag.starts_with("60") {
                    sheet.opening = sheet.opening.or(Some(amount));
                } else {
                    sheet.closing = Some(amount);
                }
            }
            "61" => {
                let sheet = sheet.get_or_insert_default();
                may_add = false;
                match movement(&field) {
                    Ok(line) => {
                        sheet.lines.push(line);
                        may_add = true;
                    }
                    Err(key) => contents.refuse(field.number, key),
                }
                if contents.lines() + sheet.lines.len() > MOST_LINES {
                    return Err(ReadError::TooManyLines);
                }
            }
            "86" => {
                if let Some(line) = sheet.as_mut().filter(|_| may_add).and_then(|sheet| sheet.lines.last_mut()) {
                    add_details(line, &field.text);
                }
            }
            _ => {}
        }
        // What is said after the closing balance is of the whole statement.
        may_add = may_add && !field.tag.starts_with("62");
    }
    contents.sheets.extend(sheet);
    if contents.sheets.is_empty() { Err(ReadError::OtherFormat) } else { Ok(contents) }
}
