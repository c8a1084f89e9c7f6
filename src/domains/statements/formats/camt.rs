//! CAMT.053 (and the like CAMT.052 and CAMT.054), of any version: names are read without their namespaces.

use super::tags::{Tag, xml};
use super::{
    Contents, DateOrder, DecimalMark, LONGEST_REFERENCE, LONGEST_TEXT, Line, MOST_LINES, MOST_SHEETS, ReadError, Sheet, currency_of,
    line_of, parse_amount, parse_day,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A day or a moment below one of several tags.
fn date_in(tag: &Tag, names: &[&str]) -> Option<NaiveDate> {
    names.iter().find_map(|name| {
        let tag = tag.at(name)?;
        let text = tag.first(&["Dt", "DtTm"]);
        parse_day(if text.is_empty() { &tag.text } else { text }, DateOrder::YearMonth)
    })
}

/// The amount of a tag with its sign; `None` where it cannot be read.
fn signed(tag: &Tag, amount: &str) -> Option<Decimal> {
    let amount = parse_amount(amount, DecimalMark::Point).filter(|amount| *amount >= Decimal::ZERO)?;
    match tag.text_at("CdtDbtInd") {
        "CRDT" => Some(amount),
        "DBIT" => Some(-amount),
        _ => None,
    }
}

fn balance(statement: &Tag, codes: &[&str]) -> Option<Decimal> {
    codes.iter().find_map(|code| {
        let found = statement.all("Bal").find(|balance| balance.text_at("Tp/CdOrPrtry/Cd") == *code)?;
        signed(found, found.text_at("Amt"))
    })
}

/// Who is on the other side of what came in, or of what went out.
fn party(details: &Tag, came_in: bool) -> (String, String) {
    let (who, account) = if came_in { ("Dbtr", "DbtrAcct") } else { ("Cdtr", "CdtrAcct") };
    let ultimate = if came_in { "UltmtDbtr" } else { "UltmtCdtr" };
    let path = |name: &str, rest: &str| details.text_at(&format!("RltdPties/{name}/{rest}")).to_owned();
    let names = [path(who, "Nm"), path(who, "Pty/Nm"), path(ultimate, "Nm"), path(ultimate, "Pty/Nm")];
    let accounts = [path(account, "Id/IBAN"), path(account, "Id/Othr/Id")];
    let first = |texts: &[String]| texts.iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    (line_of(&first(&names), LONGEST_REFERENCE), line_of(&first(&accounts), LONGEST_REFERENCE))
}

/// What is said of a payment, in free and in structured words.
fn remittance(details: &Tag) -> Vec<&str> {
    let Some(information) = details.at("RmtInf") else { return Vec::new() };
    let free = information.all("Ustrd").map(|tag| tag.text.trim());
    let structured = information.all("Strd").map(|tag| tag.text_at("CdtrRefInf/Ref"));
    let more = information.all("Strd").map(|tag| tag.text_at("AddtlRmtInf"));
    free.chain(structured).chain(more).filter(|text| !text.is_empty()).collect()
}

fn line(entry: &Tag, details: Option<&Tag>, amount: Decimal, days: (NaiveDate, Option<NaiveDate>)) -> Line {
    let empty = Tag::default();
    let details = details.unwrap_or(&empty);
    let (party, party_account) = party(details, amount > Decimal::ZERO);
    let mut words = remittance(details);
    for text in [details.text_at("AddtlTxInf"), entry.text_at("AddtlNtryInf")] {
        if !text.is_empty() && !words.contains(&text) {
            words.push(text);
        }
    }
    let currency = entry.at("Amt").and_then(|amount| amount.currency.as_deref()).and_then(currency_of);
    let reference = details.first(&["Refs/AcctSvcrRef", "Refs/TxId"]);
    let reference = if reference.is_empty() { entry.first(&["AcctSvcrRef", "NtryRef"]) } else { reference };
    let end_to_end = details.first(&["Refs/EndToEndId", "Refs/InstrId"]);
    let end_to_end = if end_to_end == "NOTPROVIDED" { "" } else { end_to_end };
    Line {
        number: entry.line,
        booked_on: days.0,
        value_on: days.1,
        amount,
        currency,
        description: line_of(&words.join(" "), LONGEST_TEXT),
        reference: line_of(reference, LONGEST_REFERENCE),
        end_to_end: line_of(end_to_end, LONGEST_REFERENCE),
        party,
        party_account,
        balance: None,
    }
}

/// The parts of a collective entry, when each says its amount and together they come to the entry's.
fn parts(entry: &Tag, whole: Decimal) -> Option<Vec<(&Tag, Decimal)>> {
    let details: Vec<&Tag> = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    if details.len() < 2 {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut found = Vec::with_capacity(details.len());
    for part in details {
        let amount = part.first(&["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"]);
        let amount = parse_amount(amount, DecimalMark::Point).filter(|amount| *amount > Decimal::ZERO)?;
        let amount = match part.text_at("CdtDbtInd") {
            "CRDT" => amount,
            "DBIT" => -amount,
            _ if whole < Decimal::ZERO => -amount,
            _ => amount,
        };
        sum = sum.checked_add(amount)?;
        found.push((part, amount));
    }
    (sum == whole).then_some(found)
}

fn entry(tag: &Tag, sheet: &mut Sheet, contents: &mut Contents) -> Result<(), ReadError> {
    // What is only announced is not on the account; newer versions put the word one level deeper.
    if matches!(tag.first(&["Sts/Cd", "Sts"]), "PDNG" | "INFO") {
        return Ok(());
    }
    let Some(amount) = signed(tag, tag.text_at("Amt")) else {
        contents.refuse(tag.line, "statements-refused-amount");
        return Ok(());
    };
    if amount.is_zero() {
        return Ok(());
    }
    let Some(booked_on) = date_in(tag, &["BookgDt", "ValDt"]) else {
        contents.refuse(tag.line, "statements-refused-date");
        return Ok(());
    };
    let days = (booked_on, date_in(tag, &["ValDt"]));
    match parts(tag, amount) {
        Some(parts) => sheet.lines.extend(parts.into_iter().map(|(details, amount)| line(tag, Some(details), amount, days))),
        None => sheet.lines.push(line(tag, tag.at("NtryDtls/TxDtls"), amount, days)),
    }
    if sheet.lines.len() > MOST_LINES { Err(ReadError::TooManyLines) } else { Ok(()) }
}

/// Reads a file.
///
/// # Errors
/// When it is not well formed, of another kind, or too long.
pub fn read(text: &str) -> Result<Contents, ReadError> {
    let root = xml(text)?;
    let mut statements = Vec::new();
    for name in ["Stmt", "Rpt", "Ntfctn"] {
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
        let account = statement.first(&["Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id"]);
        let mut sheet = Sheet {
            account: (!account.is_empty()).then(|| line_of(account, LONGEST_REFERENCE)),
            currency: currency_of(statement.text_at("Acct/Ccy")),
            opening: balance(statement, &["OPBD", "PRCD"]),
            closing: balance(statement, &["CLBD"]),
            ..Sheet::default()
        };
        for tag in statement.all("Ntry") {
            entry(tag, &mut sheet, &mut contents)?;
        }
        contents.sheets.push(sheet);
        if contents.lines() > MOST_LINES {
            return Err(ReadError::TooManyLines);
        }
    }
    Ok(contents)
}
