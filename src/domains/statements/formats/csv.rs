//! CSV of banks: no two write it the same way, so a profile says what the columns mean. It is proposed from the header and kept.

use super::{
    Contents, LONGEST_REFERENCE, LONGEST_TEXT, Line, MOST_LINES, ReadError, Sheet, currency_of, fits, guess_date_order, line_of,
    parse_amount, parse_day,
};
use crate::domains::statements::model::{ColumnMeaning, DateOrder, DecimalMark, Profile};
use rust_decimal::Decimal;

/// Most columns.
const MOST_COLUMNS: usize = 60;
/// Rows in which the header is looked for: some banks tell of the account first.
const HEADER_WITHIN: usize = 30;
/// Rows by which columns without a header are guessed.
const SAMPLE: usize = 30;

/// A file as rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The header; empty where the file has none.
    pub headers: Vec<String>,
    /// Line of the file and cells.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    /// How many columns the widest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).chain([self.headers.len()]).max().unwrap_or(0)
    }

    /// By which a file of the same bank is known again.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        if self.headers.is_empty() {
            return format!("#{}", self.width());
        }
        self.headers.iter().map(|header| plain(header)).collect::<Vec<_>>().join("|")
    }

    fn column(&self, place: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().take(SAMPLE).filter_map(move |(_, cells)| cells.get(place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a header means by itself.
fn meaning(header: &str) -> ColumnMeaning {
    use ColumnMeaning as M;
    let word = plain(header);
    let is = |names: &[&str]| names.contains(&word.as_str());
    let has = |names: &[&str]| names.iter().any(|name| word.contains(name));
    if is(&["currency", "ccy", "waehrung", "währung"]) {
        M::Currency
    } else if has(&["valuedate", "valuta", "datevaleur"]) {
        M::ValueDate
    } else if has(&["date", "datum", "buchungstag", "දිනය", "திகதி"]) || is(&["data", "booked", "posted", "day"]) {
        M::Date
    } else if is(&["dc", "drcr", "crdr", "debitcredit", "creditdebit", "cd", "afbij", "type"]) {
        M::Direction
    } else if has(&["balance", "saldo"]) {
        M::Balance
    } else if has(&["debit", "withdraw", "paidout", "moneyout", "outflow", "soll"]) || is(&["dr"]) {
        M::Debit
    } else if has(&["credit", "deposit", "paidin", "moneyin", "haben"]) || is(&["cr"]) {
        M::Credit
    } else if has(&["amount", "betrag", "bedrag", "umsatz", "importe"]) || is(&["value", "valor", "inflow", "sum"]) {
        M::Amount
    } else if has(&["accountnumber", "iban", "counteraccount", "partneraccount"]) || is(&["bankaccount"]) {
        M::PartyAccount
    } else if has(&["reference", "transactionid", "refno", "chequeno", "checkno", "verwendung"]) || is(&["ref", "id", "number", "utr"]) {
        M::Reference
    } else if has(&["payee", "payer", "name", "counterparty", "beneficiary", "sender"]) {
        M::Party
    } else if has(&["description", "detail", "narrat", "memo", "label", "particular", "remark", "text", "notes", "message"])
        || is(&["transaction", "merchant"])
    {
        M::Description
    } else {
        M::Skip
    }
}

/// Whether a row can be the header of a statement: it names a day and an amount.
fn is_header(cells: &[String]) -> bool {
    let all: Vec<ColumnMeaning> = cells.iter().map(|cell| meaning(cell)).collect();
    let money = [ColumnMeaning::Amount, ColumnMeaning::Debit, ColumnMeaning::Credit];
    let is_words = cells.iter().all(|cell| parse_day(cell, DateOrder::DayMonth).is_none());
    is_words && all.contains(&ColumnMeaning::Date) && all.iter().any(|meaning| money.contains(meaning))
}

/// The sign that parts the cells: the one that most rows have the same number of.
fn delimiter(text: &str) -> u8 {
    let count = |line: &str, sign: u8| {
        let mut quoted = false;
        let mut found = 0_usize;
        for byte in line.bytes() {
            if byte == b'"' {
                quoted = !quoted;
            } else if byte == sign && !quoted {
                found += 1;
            }
        }
        found
    };
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(40).collect();
    let worth = |sign: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| count(line, sign)).collect();
        let most = counts.iter().filter(|count| **count > 0).max_by_key(|count| counts.iter().filter(|other| other == count).count());
        most.map_or(0, |most| counts.iter().filter(|count| *count == most).count() * 4 + most.min(&3))
    };
    // `max_by_key` keeps the last of equals: the comma.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|sign| worth(*sign)).unwrap_or(b',')
}

/// Excel writes and obeys a first line `sep=;`.
fn hint(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end().strip_prefix("sep=")?.as_bytes() {
        [sign @ (b',' | b';' | b'\t' | b'|')] => Some((*sign, rest)),
        _ => None,
    }
}

/// Takes a file apart.
///
/// # Errors
/// When it has no cells, or too many.
pub fn table(text: &str) -> Result<Table, ReadError> {
    let (sign, body, first) = match hint(text) {
        Some((sign, rest)) => (sign, rest, 1),
        None => (delimiter(text), text, 0),
    };
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(body.as_bytes());
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let (mut seen, mut at, mut line) = (0_usize, 0_usize, first + 1_u32);
    for record in reader.records() {
        let record = record.map_err(|_| ReadError::Malformed(line))?;
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        // The reader's own count is one short after `\r\n`, and takes empty lines for a part of what follows.
        while at < body.len() && (at < start || matches!(body.as_bytes().get(at), Some(b'\r' | b'\n'))) {
            line = line.saturating_add(u32::from(body.as_bytes().get(at) == Some(&b'\n')));
            at += 1;
        }
        seen += 1;
        if record.len() > MOST_COLUMNS {
            return Err(ReadError::Malformed(line));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if seen > MOST_LINES + HEADER_WITHIN {
            return Err(ReadError::TooManyLines);
        }
        rows.push((line, record.iter().map(|cell| cell.trim_start_matches('\u{feff}').trim().to_owned()).collect()));
    }
    if rows.is_empty() {
        return Err(ReadError::Empty);
    }
    let header = rows.iter().take(HEADER_WITHIN).position(|(_, cells)| is_header(cells));
    let headers = match header {
        Some(place) => rows.drain(..=place).next_back().map(|(_, cells)| cells).unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(Table { headers, rows })
}

/// What parts the cents: whatever stands before the last two digits of most amounts.
fn guess_mark(table: &Table, columns: &[ColumnMeaning]) -> DecimalMark {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for (place, meaning) in columns.iter().enumerate() {
        if matches!(meaning, ColumnMeaning::Amount | ColumnMeaning::Debit | ColumnMeaning::Credit | ColumnMeaning::Balance) {
            for cell in table.column(place) {
                let digits = cell.trim_end_matches(|c: char| !c.is_ascii_digit());
                let tail: Option<char> = digits.chars().rev().take(3).find(|c| matches!(c, '.' | ','));
                points += usize::from(tail == Some('.'));
                commas += usize::from(tail == Some(','));
            }
        }
    }
    if commas > points { DecimalMark::Comma } else { DecimalMark::Point }
}

/// Proposes what the columns mean.
#[must_use]
pub fn propose(table: &Table) -> Profile {
    use ColumnMeaning as M;
    let width = table.width().min(MOST_COLUMNS);
    let mut columns: Vec<ColumnMeaning> =
        (0..width).map(|place| table.headers.get(place).map_or(M::Skip, |header| meaning(header))).collect();
    if table.headers.is_empty() {
        let share = |place: usize, fits: &dyn Fn(&str) -> bool| {
            let all = table.column(place).count();
            all > 0 && table.column(place).filter(|cell| fits(cell)).count() * 10 >= all * 9
        };
        let is_day = |cell: &str| DateOrder::ALL.iter().any(|order| parse_day(cell, *order).is_some());
        let is_amount = |cell: &str| {
            cell.contains(['.', ',']) && DecimalMark::ALL.iter().any(|mark| parse_amount(cell, *mark).is_some()) && !is_day(cell)
        };
        let days: Vec<usize> = (0..width).filter(|place| share(*place, &is_day)).collect();
        let amounts: Vec<usize> = (0..width).filter(|place| share(*place, &is_amount)).collect();
        for (places, meanings) in [(&days, [M::Date, M::ValueDate]), (&amounts, [M::Amount, M::Balance])] {
            for (place, meaning) in places.iter().zip(meanings) {
                columns[*place] = meaning;
            }
        }
        let longest = |place: &usize| table.column(*place).map(str::len).sum::<usize>();
        if let Some(place) = (0..width).filter(|place| columns[*place] == M::Skip).max_by_key(longest) {
            columns[place] = M::Description;
        }
    }
    // Each of these is said once; the first column counts.
    let mut seen: Vec<ColumnMeaning> = Vec::new();
    for column in &mut columns {
        if !matches!(*column, M::Skip | M::Description) && seen.contains(column) {
            *column = M::Skip;
        }
        seen.push(*column);
    }
    if (columns.contains(&M::Debit) || columns.contains(&M::Credit)) && columns.contains(&M::Amount) {
        let both = columns.contains(&M::Debit) && columns.contains(&M::Credit);
        for column in &mut columns {
            let drop = if both { *column == M::Amount } else { matches!(*column, M::Debit | M::Credit) };
            *column = if drop { M::Skip } else { *column };
        }
    }
    let date_order = columns.iter().position(|meaning| *meaning == M::Date).map(|place| guess_date_order(table.column(place)));
    let decimal = guess_mark(table, &columns);
    Profile { columns, date_order: date_order.unwrap_or(DateOrder::DayMonth), decimal, inverted: false }
}

/// Whether a word of a column says that money went out.
fn goes_out(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "" => word.trim().starts_with(['-', '+']).then(|| word.trim().starts_with('-')),
        "d" | "dr" | "debit" | "db" | "af" | "s" | "soll" | "out" | "withdrawal" | "o" => Some(true),
        "c" | "cr" | "credit" | "bij" | "h" | "haben" | "in" | "deposit" | "i" => Some(false),
        _ => None,
    }
}

/// The amount of a row with its sign; `None` for a row without one, such as a balance carried forward.
fn amount(cells: &[String], profile: &Profile) -> Result<Option<Decimal>, &'static str> {
    use ColumnMeaning as M;
    let cell = |meaning: M| profile.place(meaning).and_then(|place| cells.get(place)).map_or("", |cell| cell.trim());
    let read = |text: &str| match text {
        "" | "-" => Ok(None),
        text => parse_amount(text, profile.decimal)
            .map(|amount| Some(amount).filter(|amount| !amount.is_zero()))
            .ok_or("statements-refused-amount"),
    };
    let value = if profile.place(M::Amount).is_some() {
        let Some(value) = read(cell(M::Amount))? else { return Ok(None) };
        match (profile.place(M::Direction), goes_out(cell(M::Direction))) {
            (None, _) => value,
            (Some(_), Some(true)) => -value.abs(),
            (Some(_), Some(false)) => value.abs(),
            (Some(_), None) => return Err("statements-refused-direction"),
        }
    } else {
        match (read(cell(M::Debit))?, read(cell(M::Credit))?) {
            (None, None) => return Ok(None),
            (Some(debit), None) => -debit.abs(),
            (None, Some(credit)) => credit,
            (Some(_), Some(_)) => return Err("statements-refused-both"),
        }
    };
    Ok(Some(if profile.inverted { -value } else { value }))
}

fn row(number: u32, cells: &[String], profile: &Profile) -> Result<Option<Line>, &'static str> {
    use ColumnMeaning as M;
    let cell = |meaning: M| profile.place(meaning).and_then(|place| cells.get(place)).map_or("", |cell| cell.trim());
    let Some(amount) = amount(cells, profile)? else { return Ok(None) };
    let booked_on = parse_day(cell(M::Date), profile.date_order).ok_or("statements-refused-date")?;
    let said = profile.columns.iter().zip(cells).filter(|(meaning, cell)| **meaning == M::Description && !cell.is_empty());
    let words: Vec<&str> = said.map(|(_, cell)| cell.as_str()).collect();
    Ok(Some(Line {
        number,
        booked_on,
        value_on: parse_day(cell(M::ValueDate), profile.date_order),
        amount,
        currency: currency_of(cell(M::Currency)),
        description: line_of(&words.join(" "), LONGEST_TEXT),
        reference: line_of(cell(M::Reference), LONGEST_REFERENCE),
        end_to_end: String::new(),
        party: line_of(cell(M::Party), LONGEST_REFERENCE),
        party_account: line_of(cell(M::PartyAccount), LONGEST_REFERENCE),
        balance: parse_amount(cell(M::Balance), profile.decimal),
    }))
}

/// Where each line says what was on the account after it, the first and the last say what was there before and after: oldest first, or
/// newest first. Where they do not go on from one another, they are named as they stand, and `is_broken` says so.
fn set_balances(sheet: &mut Sheet) {
    let all: Option<Vec<(Decimal, Decimal)>> = sheet.lines.iter().map(|line| Some((line.amount, line.balance?))).collect();
    let Some(mut pairs) = all.filter(|pairs| !pairs.is_empty()) else { return };
    let goes_on = |pairs: &[(Decimal, Decimal)]| pairs.windows(2).all(|pair| pair[0].1.checked_add(pair[1].0) == Some(pair[1].1));
    sheet.is_broken = !goes_on(&pairs);
    if sheet.is_broken {
        let turned: Vec<(Decimal, Decimal)> = pairs.iter().rev().copied().collect();
        if goes_on(&turned) {
            sheet.is_broken = false;
            pairs = turned;
        }
    }
    sheet.opening = pairs.first().and_then(|(amount, balance)| balance.checked_sub(*amount)).filter(|opening| fits(*opening));
    sheet.closing = pairs.last().map(|(_, balance)| *balance);
}

/// Reads a table by a profile.
///
/// # Errors
/// When no column says when, or none how much.
pub fn read(table: &Table, profile: &Profile) -> Result<Contents, ReadError> {
    use ColumnMeaning as M;
    let has = |meaning: M| profile.place(meaning).is_some();
    if !has(M::Date) || !(has(M::Amount) || has(M::Debit) || has(M::Credit)) {
        return Err(ReadError::Columns);
    }
    let mut contents = Contents::default();
    let mut sheet = Sheet::default();
    for (number, cells) in &table.rows {
        match row(*number, cells, profile) {
            Ok(Some(line)) => sheet.lines.push(line),
            Ok(None) => {}
            Err(key) => contents.refuse(*number, key),
        }
        if sheet.lines.len() > MOST_LINES {
            return Err(ReadError::TooManyLines);
        }
    }
    set_balances(&mut sheet);
    sheet.currency = sheet.lines.first().and_then(|line| line.currency.clone());
    contents.sheets.push(sheet);
    Ok(contents)
}
