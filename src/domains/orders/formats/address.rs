//! An address as a buyer sends it by message, in English, Sinhala or Tamil: name, phone, street, city, district, postal code.

use super::atlas::{Atlas, without_area_words};
use super::words::{LABELS, Label, STREET_WORDS, plain};
use crate::domains::customers::phone::normalise_phone;
use crate::domains::orders::model::OrderHead;

/// Longest text that is read, in characters.
const LONGEST: usize = 2_000;

/// A piece of the text: what was written, and what it is called if it says so.
struct Piece {
    text: String,
    label: Option<Label>,
    line: usize,
}

/// The label at the beginning of a line, and what follows it.
fn labelled(line: &str) -> (Option<Label>, &str) {
    let Some((before, after)) = line.split_once([':', '：', '=']).or_else(|| line.split_once(" - ")).or_else(|| line.split_once("- "))
    else {
        return (None, line);
    };
    let word = plain(before);
    let label = LABELS.iter().find(|(words, _)| words.iter().any(|known| plain(known) == word)).map(|(_, label)| *label);
    if label.is_some() { (label, after) } else { (None, line) }
}

/// Digits that may be a phone number, as they stand in a line: from the first digit or plus to the last digit.
fn numbers(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut end = 0;
    for (at, letter) in line.char_indices() {
        let fits =
            letter.is_ascii_digit() || start.is_some() && matches!(letter, ' ' | '-' | '(' | ')' | '.') || letter == '+' || letter == '(';
        match start {
            None if fits => {
                start = Some(at);
                end = at + letter.len_utf8();
            }
            Some(_) if letter.is_ascii_digit() => end = at + 1,
            Some(_) if fits => {}
            Some(from) => {
                found.push((from, end));
                start = None;
            }
            None => {}
        }
    }
    found.extend(start.map(|from| (from, end)));
    found
}

/// Takes the phone numbers out of a line.
fn take_phones(line: &str, phones: &mut Vec<String>) -> String {
    let mut left = String::new();
    let mut place = 0;
    for (from, until) in numbers(line) {
        let typed = line.get(from..until).unwrap_or_default();
        let digits = typed.chars().filter(char::is_ascii_digit).count();
        let Some(phone) = (9..=15).contains(&digits).then(|| normalise_phone(typed)).flatten() else { continue };
        left.push_str(line.get(place..from).unwrap_or_default());
        left.push(' ');
        place = until;
        if !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    left.push_str(line.get(place..).unwrap_or_default());
    left
}

/// A word of five digits that is a postal code, and the text without it.
fn take_postcode(text: &str) -> (Option<String>, String) {
    let is_code = |word: &str| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    let code = text.split(|letter: char| !letter.is_alphanumeric()).find(|word| is_code(word)).map(ToOwned::to_owned);
    let left = code.as_deref().map_or_else(|| text.to_owned(), |code| text.replacen(code, "", 1));
    (code, left)
}

fn tidy(text: &str) -> String {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | '-' | ';' | ':' | '/' | '|' | '(' | ')'))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a text reads as somebody's name: letters, a few words, none of a street or a house.
fn is_name(text: &str) -> bool {
    let words = plain(text);
    let count = words.split(' ').filter(|word| !word.is_empty()).count();
    (1..=6).contains(&count)
        && !text.chars().any(|letter| letter.is_ascii_digit())
        && !words.split(' ').any(|word| STREET_WORDS.contains(&word))
}

/// Reads an address out of a text. What could not be told apart stands in the street; nothing that was written is lost but names of the
/// country and provinces.
#[must_use]
pub fn read(text: &str, names: &Atlas) -> OrderHead {
    let text: String = text.chars().take(LONGEST).collect();
    let mut head = OrderHead::default();
    let (mut phones, mut pieces) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        let (label, rest) = labelled(line);
        let rest = take_phones(rest, &mut phones);
        let split: Vec<&str> = if label == Some(Label::Name) { vec![&rest] } else { rest.split([',', ';', '|', '،']).collect() };
        for part in split {
            let part = tidy(part);
            if part.contains('@') && !part.contains(' ') {
                head.email = part.to_lowercase();
            } else if !part.is_empty() && label != Some(Label::Phone) {
                pieces.push(Piece { text: part, label, line: at });
            }
        }
    }
    head.phone = phones.first().cloned().unwrap_or_default();
    take_areas(names, &mut pieces, &mut head);
    take_name(&mut pieces, &mut head);
    let mut street: Vec<String> = pieces.into_iter().map(|piece| piece.text).collect();
    if !street.is_empty() {
        // A number of a house alone is no first line.
        let first = if street.len() > 1 && street.first().is_some_and(|first| first.chars().count() <= 8) { 2 } else { 1 };
        head.line1 = street.drain(..first.min(street.len())).collect::<Vec<_>>().join(", ");
        head.line2 = street.join(", ");
    }
    if let [_, others @ ..] = phones.as_slice()
        && !others.is_empty()
    {
        head.note = others.join(", ");
    }
    head
}

/// Takes postal code, district, province and city out of the pieces, from the end of the text.
fn take_areas(names: &Atlas, pieces: &mut Vec<Piece>, head: &mut OrderHead) {
    for piece in pieces.iter_mut().rev() {
        if head.postal_code.is_empty() {
            let (code, rest) = take_postcode(&piece.text);
            if let Some(code) = code {
                head.postal_code = code;
                piece.text = tidy(&rest);
            }
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    let last = |pieces: &[Piece], fits: &dyn Fn(&Piece) -> bool| pieces.iter().rposition(fits);
    // A district by its own word; "Kandy" alone may be the town.
    let says = |piece: &Piece| piece.label == Some(Label::District) || plain(&piece.text) != without_area_words(&piece.text);
    let mut district = None;
    if let Some(at) = last(pieces, &|piece| says(piece) && names.district(&piece.text).is_some()) {
        district = names.district(&pieces.remove(at).text);
    }
    if let Some(at) = last(pieces, &|piece| {
        piece.label == Some(Label::Province) || plain(&piece.text) != without_area_words(&piece.text) && names.is_province(&piece.text)
    }) {
        pieces.remove(at);
    }
    // Two names at the end, the second of a district: the first is the city.
    let is_area = |piece: &Piece| names.district(&piece.text).is_some();
    if district.is_none()
        && let Some(at) = last(pieces, &is_area)
        && pieces
            .get(..at)
            .is_some_and(|before| before.iter().any(|piece| piece.label != Some(Label::Name) && names.city(&piece.text, None).is_some()))
    {
        district = names.district(&pieces.remove(at).text);
    }
    let is_city =
        |piece: &Piece| piece.label == Some(Label::City) || piece.label != Some(Label::Name) && names.city(&piece.text, district).is_some();
    let mut city = None;
    if let Some(at) = last(pieces, &|piece| piece.label == Some(Label::City)).or_else(|| last(pieces, &is_city)) {
        let text = pieces.remove(at).text;
        city = names.city(&text, district);
        head.city = city.and_then(|city| city.names.first().cloned()).unwrap_or(text);
    } else if let Some((at, (found, before))) = pieces
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, piece)| Some((at, names.city_at_end(&piece.text, district).filter(|_| piece.label != Some(Label::Name))?)))
    {
        city = Some(found);
        head.city = found.names.first().cloned().unwrap_or_default();
        if let Some(piece) = pieces.get_mut(at) {
            piece.text = tidy(&before);
        }
    }
    // A postal code knows its city where the text does not name one that is known.
    if head.city.is_empty() && !head.postal_code.is_empty() {
        city = names.city_of_code(&head.postal_code);
        head.city = city.and_then(|city| city.names.first().cloned()).unwrap_or_default();
    }
    if let Some(city) = city {
        district = Some(city.district_id);
        if head.postal_code.is_empty() {
            head.postal_code = city.postcode.clone().unwrap_or_default();
        }
    }
    if let Some(name) = district.and_then(|id| names.district_name(id)) {
        name.clone_into(&mut head.district);
        if head.city.is_empty() {
            name.clone_into(&mut head.city);
        }
    }
}

/// Takes the name: what is called so, else the first line if it reads like one.
fn take_name(pieces: &mut Vec<Piece>, head: &mut OrderHead) {
    let called = pieces.iter().position(|piece| piece.label == Some(Label::Name));
    let first = pieces.first().filter(|piece| piece.label.is_none() && is_name(&piece.text)).map(|_| 0);
    // The last line of a message may be the name, under the address.
    let lines = pieces.iter().map(|piece| piece.line).max().unwrap_or_default();
    let last = pieces.last().filter(|piece| lines > 0 && piece.line == lines && piece.label.is_none() && is_name(&piece.text));
    let last = last.filter(|_| pieces.len() > 1).map(|_| pieces.len() - 1);
    if let Some(at) = called.or(first).or(last) {
        head.name = pieces.remove(at).text;
    }
}
