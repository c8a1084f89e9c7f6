//! The same days of an account may come in files of two formats, which word a line differently, so that its hash is another one. A line is
//! here already where a file of another format has brought one of the same day, amount and currency that shares a number with it, or
//! half of its words, or says nothing at all. Each line that is here stands for one: two deposits that are alike stay two.

use super::taking::Row;
use crate::domains::statements::formats::Line;
use crate::domains::statements::model::StatementFormat;
use crate::domains::statements::store::lines;
use crate::server::{Result, Work};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Fewest letters and digits of a number by which a line is known again.
const SHORTEST_NUMBER: usize = 4;
/// Fewest letters of a word that says something.
const SHORTEST_WORD: usize = 3;

/// Letters and digits of a text, so that another export's spaces make no other line.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a line says, ready to be compared.
pub(super) struct Said {
    key: (NaiveDate, Decimal, String),
    /// Its numbers, the bank's and the payer's.
    numbers: Vec<String>,
    words: BTreeSet<String>,
    all: String,
}

impl Said {
    /// What a line of a file says, in this currency.
    pub(super) fn of(line: &Line, currency: &str) -> Self {
        let numbers = [&line.reference, &line.end_to_end].map(|text| squeezed(text));
        let is_number = |text: &String| text.chars().count() >= SHORTEST_NUMBER && text.chars().any(|c| c.is_ascii_digit());
        let texts = [&line.description, &line.reference, &line.end_to_end, &line.party];
        let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let words = words.filter(|word| word.chars().count() >= SHORTEST_WORD).map(str::to_lowercase).collect();
        Self {
            key: (line.booked_on, line.amount.normalize(), currency.to_owned()),
            numbers: numbers.into_iter().filter(is_number).collect(),
            words,
            all: texts.map(|text| squeezed(text)).join(" "),
        }
    }

    fn names(&self, other: &Self) -> bool {
        self.numbers.iter().any(|number| other.all.contains(number))
    }

    fn shares_number(&self, other: &Self) -> bool {
        self.names(other) || other.names(self)
    }

    fn shares_words(&self, other: &Self) -> bool {
        let shared = self.words.intersection(&other.words).count();
        shared > 0 && shared * 2 >= self.words.len().min(other.words.len())
    }

    fn says_nothing(&self, other: &Self) -> bool {
        self.all.trim().is_empty() || other.all.trim().is_empty()
    }
}

/// Which of some lines are among those that are known: a shared number counts before words, and each known line stands for one.
fn among(lines: &[&Said], known: &[Said]) -> Vec<bool> {
    let mut left: HashMap<&(NaiveDate, Decimal, String), Vec<&Said>> = HashMap::new();
    for one in known {
        left.entry(&one.key).or_default().push(one);
    }
    let mut found = vec![false; lines.len()];
    for is_alike in [Said::shares_number, Said::shares_words, Said::says_nothing] {
        for (line, is_found) in lines.iter().zip(&mut found).filter(|(_, is_found)| !**is_found) {
            let Some(known) = left.get_mut(&line.key) else { continue };
            if let Some(place) = known.iter().position(|one| is_alike(line, one)) {
                known.remove(place);
                *is_found = true;
            }
        }
    }
    found
}

/// Which lines of a file are here already from files of other formats. A line that is known by its hash is not among them.
///
/// # Errors
/// When the database refuses.
pub(super) async fn seen(work: &mut Work, account_id: Uuid, format: StatementFormat, rows: &[Row]) -> Result<Vec<bool>> {
    let days = rows.iter().map(|row| row.said.key.0);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Ok(Vec::new()) };
    let hashes: Vec<Vec<u8>> = rows.iter().map(|row| row.hash.clone()).collect();
    let known = lines::of_other_formats(work.conn(), account_id, format, (first, last), &hashes).await?;
    let said = |row: lines::Booked| {
        let line = Line {
            booked_on: row.booked_on,
            amount: row.amount,
            description: row.description,
            reference: row.reference,
            end_to_end: row.end_to_end,
            party: row.party,
            ..Line::default()
        };
        Said::of(&line, &row.currency)
    };
    let known: Vec<Said> = known.into_iter().map(said).collect();
    let same: BTreeSet<Vec<u8>> = lines::known(work.conn(), account_id, &hashes).await?.into_iter().collect();
    let other: Vec<usize> = (0..rows.len()).filter(|place| !same.contains(&hashes[*place])).collect();
    let said: Vec<&Said> = other.iter().map(|place| &rows[*place].said).collect();
    let mut seen = vec![false; rows.len()];
    for (place, is_seen) in other.into_iter().zip(among(&said, &known)) {
        seen[place] = is_seen;
    }
    Ok(seen)
}
