//! Phone numbers to E.164.

/// Reads a phone number as people write it and gives it in E.164, or nothing if it is not valid.
/// `default_country` (two letters) applies to numbers without a country code. Of several numbers
/// in one field the first valid one counts.
pub fn normalise_phone(raw: &str, default_country: &str) -> Option<String> {
    let country = default_country.trim().to_ascii_uppercase().parse::<phonenumber::country::Id>().ok();
    raw.split(['/', ',', ';', '\n', '|']).find_map(|part| {
        let digits = dialled(part)?;
        candidates(&digits, country).into_iter().find_map(|number| valid(&number, country))
    })
}

/// Only digits and a leading plus. Letters mean it is no number, or that an extension begins.
fn dialled(part: &str) -> Option<String> {
    let mut out = String::new();
    // "(0)" is the trunk zero that is not dialled from abroad.
    let part = part.replace("(0)", "");
    for c in part.trim().chars() {
        match c {
            '0'..='9' => out.push(c),
            '+' | '\u{FF0B}' if out.is_empty() => out.push('+'),
            // Fullwidth, Arabic-Indic, Sinhala and Tamil digits, as keyboards make them.
            '\u{FF10}'..='\u{FF19}' => push_digit(&mut out, c, 0xFF10),
            '\u{0660}'..='\u{0669}' => push_digit(&mut out, c, 0x0660),
            '\u{0DE6}'..='\u{0DEF}' => push_digit(&mut out, c, 0x0DE6),
            '\u{0BE6}'..='\u{0BEF}' => push_digit(&mut out, c, 0x0BE6),
            'x' | 'X' | 'e' | 'E' if out.len() >= 9 => break,
            // In front stands a word such as "Tel" or "දුරකථන".
            c if c.is_alphabetic() && out.is_empty() => {}
            c if c.is_ascii_alphabetic() => return None,
            // Everything else parts groups: blanks of any kind, joiners, dots, dashes, brackets.
            _ => {}
        }
    }
    (8..=16).contains(&out.len()).then_some(out)
}

fn push_digit(out: &mut String, c: char, zero: u32) {
    out.extend(char::from_digit(u32::from(c) - zero, 10));
}

/// The ways to understand the digits, likeliest first.
fn candidates(digits: &str, country: Option<phonenumber::country::Id>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(international) = digits.strip_prefix('+') {
        // "+94 077 ..." keeps a zero that does not belong there.
        out.push(digits.to_owned());
        if let Some(rest) = international.strip_prefix("940") {
            out.push(format!("+94{rest}"));
        }
        return out;
    }
    if let Some(rest) = digits.strip_prefix("00") {
        out.extend(candidates(&format!("+{rest}"), country));
    }
    out.push(digits.to_owned());
    if country.is_some_and(|c| c.as_ref() == "LK") && digits.starts_with("94") {
        out.extend(candidates(&format!("+{digits}"), country));
    }
    out
}

fn valid(number: &str, country: Option<phonenumber::country::Id>) -> Option<String> {
    let parsed = phonenumber::parse(country, number).ok()?;
    phonenumber::is_valid(&parsed).then(|| parsed.format().mode(phonenumber::Mode::E164).to_string())
}
