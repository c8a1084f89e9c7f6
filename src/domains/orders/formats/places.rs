//! Lists of places as programs hand them on: SQL inserts into `provinces`, `districts` and `cities`, as MySQL writes them out.

use crate::domains::orders::model::{FilePlaces, PlaceRow};
use std::collections::HashMap;

/// How a statement begins that has rows.
const INSERT: &str = "insert into";
/// Longest name of a place, in characters.
const LONGEST: usize = 100;

/// Why a file of places cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// A value without an end, or something else where a value should stand.
    #[error("the values in line {0} cannot be read")]
    Malformed(usize),
    /// A row without a number, or with a name that is none.
    #[error("the place in line {0} has no number, no English name or a name that is too long")]
    Incomplete(usize),
    /// Nothing of the kind in it.
    #[error("there are no provinces, districts or cities in it")]
    Nothing,
}

/// A value of SQL, as text; `None` is NULL.
type Cell = Option<String>;

struct Sql<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Sql<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The line of a place in the text; asked only when something is wrong.
    fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    /// Over white space and remarks.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let left = rest.trim_start();
            self.at += rest.len() - left.len();
            let end = if left.starts_with("--") || left.starts_with('#') {
                left.find('\n')
            } else if left.starts_with("/*") {
                left.find("*/").map(|end| end + 2)
            } else {
                return;
            };
            self.at += end.unwrap_or(left.len());
        }
    }

    /// Over a sign if it is the next one.
    fn takes(&mut self, sign: char) -> bool {
        self.skip();
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len_utf8();
        }
        is_next
    }

    /// A word, a name in any quotes or a number.
    fn word(&mut self) -> String {
        self.skip();
        let rest = self.rest();
        if let Some(quote) = rest.chars().next().filter(|sign| matches!(sign, '`' | '"'))
            && let Some((word, _)) = rest.get(1..).unwrap_or_default().split_once(quote)
        {
            self.at += word.len() + 2;
            return word.to_owned();
        }
        let end = rest.find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '.' | '-' | '+'))).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default().to_owned()
    }

    fn value(&mut self) -> Result<Cell, PlacesError> {
        let begin = self.at;
        if !self.takes('\'') {
            let word = self.word();
            return match word.as_str() {
                "" => Err(PlacesError::Malformed(self.line(begin))),
                word if word.eq_ignore_ascii_case("null") => Ok(None),
                _ => Ok(Some(word)),
            };
        }
        let mut value = String::new();
        let mut signs = self.rest().char_indices();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' => value.extend(signs.next().map(|(_, sign)| sign)),
                '\'' => match signs.clone().next() {
                    Some((_, '\'')) => {
                        signs.next();
                        value.push('\'');
                    }
                    _ => {
                        self.at += at + 1;
                        return Ok(Some(value));
                    }
                },
                _ => value.push(sign),
            }
        }
        Err(PlacesError::Malformed(self.line(begin)))
    }

    /// `( value, ... )`
    fn row(&mut self) -> Result<Vec<Cell>, PlacesError> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.value()?);
            if self.takes(')') {
                return Ok(cells);
            }
            if !self.takes(',') {
                return Err(PlacesError::Malformed(self.line(self.at)));
            }
        }
    }
}

/// Reads the provinces, districts and cities of a text. Other statements are passed over.
///
/// # Errors
/// [`PlacesError`].
pub fn read_places(text: &str) -> Result<FilePlaces, PlacesError> {
    let mut places = FilePlaces::default();
    let mut sql = Sql { text, at: 0 };
    while let Some(found) = find_insert(sql.rest()) {
        sql.at += found + INSERT.len();
        let table = sql.word();
        if !sql.takes('(') {
            continue;
        }
        let mut heads = Vec::new();
        loop {
            heads.push(sql.word().to_lowercase());
            if !sql.takes(',') {
                break;
            }
        }
        if !sql.takes(')') || !sql.word().eq_ignore_ascii_case("values") {
            continue;
        }
        let rows = match table.as_str() {
            "provinces" => &mut places.provinces,
            "districts" => &mut places.districts,
            "cities" => &mut places.cities,
            _ => continue,
        };
        while sql.takes('(') {
            let begin = sql.at;
            let cells = sql.row()?;
            let row: HashMap<&str, String> = heads
                .iter()
                .map(String::as_str)
                .zip(cells)
                .filter_map(|(head, cell)| Some((head, tidy(&cell?))))
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            rows.extend(read_row(&row).ok_or_else(|| PlacesError::Incomplete(sql.line(begin)))?);
            if !sql.takes(',') {
                break;
            }
        }
    }
    let is_empty = places.provinces.is_empty() && places.districts.is_empty() && places.cities.is_empty();
    if is_empty { Err(PlacesError::Nothing) } else { Ok(places) }
}

/// Where the next `insert into` stands.
fn find_insert(text: &str) -> Option<usize> {
    let is_insert = |at: &usize| text.get(*at..*at + INSERT.len()).is_some_and(|words| words.eq_ignore_ascii_case(INSERT));
    text.match_indices(['i', 'I']).map(|(at, _)| at).find(is_insert)
}

/// Blanks of any kind are one, and joiners stay where they are between letters.
fn tidy(text: &str) -> String {
    text.replace('\0', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A place, and one more where a part of a town has a name of its own.
fn read_row(row: &HashMap<&str, String>) -> Option<Vec<PlaceRow>> {
    let text = |name: &str| row.get(name).cloned().unwrap_or_default();
    let number = |name: &str| row.get(name).and_then(|number| number.parse().ok());
    let id = number("id")?;
    let above = number("district_id").or_else(|| number("province_id"));
    let postcode = row.get("postcode").filter(|code| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit())).cloned();
    let names = |before: &str| ["en", "si", "ta"].map(|language| text(&format!("{before}name_{language}")));
    let whole = PlaceRow { id, above, names: names(""), postcode: postcode.clone() };
    let part = PlaceRow { id, above, names: names("sub_"), postcode };
    let is_fine = |place: &PlaceRow| place.names.iter().all(|name| name.chars().count() <= LONGEST);
    if whole.names.first().is_none_or(String::is_empty) || !is_fine(&whole) || !is_fine(&part) {
        return None;
    }
    let has_part = part.names.first().is_some_and(|name| !name.is_empty());
    Some(std::iter::once(whole).chain(has_part.then_some(part)).collect())
}
