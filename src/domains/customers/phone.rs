//! Telephone numbers: one number, one spelling.

use phonenumber::country::Id as Country;

/// Reads a number as people in Sri Lanka write it (`0771234567`, `77 123 4567`, `94771234567`, `+94 (0)77-123 4567`) or
/// with another country's code, and gives it in E.164. `None` for what is no valid number.
#[must_use]
pub fn normalise_phone(raw: &str) -> Option<String> {
    let raw = raw.trim().replace("(0)", "");
    if raw.chars().any(|c| !(c.is_ascii_digit() || c.is_whitespace() || "+-().\u{2011}\u{2013}/".contains(c))) {
        return None;
    }
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let international = if raw.starts_with('+') {
        digits
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else if digits.len() == 11 && digits.starts_with("94") {
        digits
    } else if digits.len() == 10 && digits.starts_with('0') {
        format!("94{}", &digits[1..])
    } else if digits.len() == 9 && !digits.starts_with('0') {
        format!("94{digits}")
    } else {
        return None;
    };
    // +94 077...: the zero belongs to the national form only.
    let international = match international.strip_prefix("940") {
        Some(rest) if rest.len() == 9 => format!("94{rest}"),
        _ => international,
    };
    let number = phonenumber::parse(Some(Country::LK), format!("+{international}")).ok()?;
    let plain = format!("+{international}");
    (phonenumber::is_valid(&number) && number.format().mode(phonenumber::Mode::E164).to_string() == plain).then_some(plain)
}

/// A stored number as people read it: `077 123 4567` for one of Sri Lanka, any other unchanged.
#[must_use]
pub fn display(phone: &str) -> String {
    match phone.strip_prefix("+94") {
        Some(rest) if rest.len() == 9 && rest.is_ascii() => format!("0{} {} {}", &rest[..2], &rest[2..5], &rest[5..]),
        _ => phone.to_owned(),
    }
}
