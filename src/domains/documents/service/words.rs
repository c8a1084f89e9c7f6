//! Amounts in words, as they stand on invoices and cheques: English counts by thousand and million, Sinhala and Tamil by thousand,
//! lakh (100,000) and crore (10,000,000).

use crate::shared::Language;
use crate::shared::money::round;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An amount of money in words. Its sign is left out: a document says by its name which way money goes.
#[must_use]
pub fn amount_in_words(amount: Decimal, currency: &str, language: Language) -> String {
    let cents = (round(amount.abs()) * Decimal::ONE_HUNDRED).to_u64().unwrap_or_default();
    let (whole, cents) = (cents / 100, cents % 100);
    match language {
        Language::En => {
            let unit = if currency == "LKR" { "Rupees" } else { currency };
            let cents = if cents == 0 { String::new() } else { format!(" and cents {}", english(cents)) };
            format!("{unit} {}{cents} only", english(whole))
        }
        Language::Si => {
            let unit = if currency == "LKR" { "රුපියල්" } else { currency };
            // What comes last is said as "one of them", what comes before it as "and".
            let said = if cents == 0 {
                format!("{}ක්", sinhala(whole))
            } else {
                format!("{}යි ශත {}ක්", sinhala(whole), sinhala(cents))
            };
            format!("{unit} {said} පමණි")
        }
        Language::Ta => {
            let unit = if currency == "LKR" { "ரூபாய்" } else { currency };
            let cents = if cents == 0 { String::new() } else { format!(" மற்றும் சதம் {}", tamil(cents)) };
            format!("{unit} {}{cents} மட்டும்", tamil(whole))
        }
    }
}

/// An entry of a table of words.
fn word<'a>(table: &[&'a str], place: u64) -> &'a str {
    usize::try_from(place).ok().and_then(|place| table.get(place)).copied().unwrap_or_default()
}

/// Words that are not empty, with blanks between them.
fn joined(words: &[&str]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english(number: u64) -> String {
    let below_hundred = |number: u64| match number {
        0..20 => word(&ENGLISH, number).to_owned(),
        _ if number.is_multiple_of(10) => word(&ENGLISH_TENS, number / 10).to_owned(),
        _ => format!("{}-{}", word(&ENGLISH_TENS, number / 10), word(&ENGLISH, number % 10)),
    };
    if number < 100 {
        return below_hundred(number);
    }
    for (size, name) in [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")] {
        if number >= size {
            let (many, rest) = (english(number / size), number % size);
            return match rest {
                0 => format!("{many} {name}"),
                1..100 => format!("{many} {name} and {}", english(rest)),
                _ => format!("{many} {name} {}", english(rest)),
            };
        }
    }
    String::new()
}

/// As the last word of a number.
const SINHALA: [&str; 20] = [
    "බිංදුව",
    "එක",
    "දෙක",
    "තුන",
    "හතර",
    "පහ",
    "හය",
    "හත",
    "අට",
    "නවය",
    "දහය",
    "එකොළහ",
    "දොළහ",
    "දහතුන",
    "දහහතර",
    "පහළොව",
    "දහසය",
    "දහහත",
    "දහඅට",
    "දහනවය",
];
/// Before what is counted: two thousand, three hundred.
const SINHALA_BEFORE: [&str; 20] = [
    "",
    "එක්",
    "දෙ",
    "තුන්",
    "හාර",
    "පන්",
    "හය",
    "හත්",
    "අට",
    "නව",
    "දස",
    "එකොළොස්",
    "දොළොස්",
    "දහතුන්",
    "දහහතර",
    "පහළොස්",
    "දහසය",
    "දහහත්",
    "දහඅට",
    "දහනව",
];
const SINHALA_TENS: [&str; 10] = ["", "", "විස්ස", "තිහ", "හතළිහ", "පනහ", "හැට", "හැත්තෑව", "අසූව", "අනූව"];
const SINHALA_TENS_BEFORE: [&str; 10] = ["", "", "විසි", "තිස්", "හතළිස්", "පනස්", "හැට", "හැත්තෑ", "අසූ", "අනූ"];
const SINHALA_HUNDREDS: [&str; 10] = ["", "එක", "දෙ", "තුන්", "හාර", "පන්", "හය", "හත්", "අට", "නව"];

fn sinhala(number: u64) -> String {
    match number {
        0..20 => word(&SINHALA, number).to_owned(),
        20..100 if number.is_multiple_of(10) => word(&SINHALA_TENS, number / 10).to_owned(),
        20..100 => format!("{}{}", word(&SINHALA_TENS_BEFORE, number / 10), word(&SINHALA, number % 10)),
        100..1_000 => {
            // A hundred is "සියය" at the end and "සිය" before what follows.
            let hundred = word(&SINHALA_HUNDREDS, number / 100);
            if number.is_multiple_of(100) {
                format!("{hundred}සියය")
            } else {
                format!("{hundred}සිය {}", sinhala(number % 100))
            }
        }
        1_000..100_000 => {
            let many = sinhala_before(number / 1_000);
            let rest = number % 1_000;
            if rest == 0 { format!("{many}දහස") } else { format!("{many}දහස් {}", sinhala(rest)) }
        }
        100_000..10_000_000 => sinhala_large(number, 100_000, "ලක්ෂ"),
        _ => sinhala_large(number, 10_000_000, "කෝටි"),
    }
}

/// A number below a hundred before what it counts.
fn sinhala_before(number: u64) -> String {
    match number {
        0..20 => word(&SINHALA_BEFORE, number).to_owned(),
        _ => {
            // Four keeps its own form behind tens.
            let unit = if number % 10 == 4 { "හතර" } else { word(&SINHALA_BEFORE, number % 10) };
            format!("{}{unit}", word(&SINHALA_TENS_BEFORE, number / 10))
        }
    }
}

fn sinhala_large(number: u64, size: u64, name: &str) -> String {
    let (many, rest) = (number / size, number % size);
    let many = if many < 100 { sinhala_before(many) } else { format!("{} ", sinhala(many)) };
    if rest == 0 { format!("{many}{name}ය") } else { format!("{many}{name} {}", sinhala(rest)) }
}

const TAMIL: [&str; 20] = [
    "பூச்சியம்",
    "ஒன்று",
    "இரண்டு",
    "மூன்று",
    "நான்கு",
    "ஐந்து",
    "ஆறு",
    "ஏழு",
    "எட்டு",
    "ஒன்பது",
    "பத்து",
    "பதினொன்று",
    "பன்னிரண்டு",
    "பதின்மூன்று",
    "பதினான்கு",
    "பதினைந்து",
    "பதினாறு",
    "பதினேழு",
    "பதினெட்டு",
    "பத்தொன்பது",
];
const TAMIL_TENS: [&str; 10] = ["", "", "இருபது", "முப்பது", "நாற்பது", "ஐம்பது", "அறுபது", "எழுபது", "எண்பது", "தொண்ணூறு"];
/// Tens without what joins them to a unit.
const TAMIL_TENS_BEFORE: [&str; 10] = ["", "", "இருபத்", "முப்பத்", "நாற்பத்", "ஐம்பத்", "அறுபத்", "எழுபத்", "எண்பத்", "தொண்ணூற்"];
/// Units behind tens: their vowel stands on the consonant that joins them ("த" or "ற").
const TAMIL_JOINED: [&str; 10] = ["", "@ொன்று", "@ிரண்டு", "@ுமூன்று", "@ுநான்கு", "@ைந்து", "@ாறு", "@ேழு", "@ெட்டு", "@ொன்பது"];
const TAMIL_HUNDREDS: [&str; 10] = ["", "நூறு", "இருநூறு", "முந்நூறு", "நானூறு", "ஐந்நூறு", "அறுநூறு", "எழுநூறு", "எண்ணூறு", "தொள்ளாயிரம்"];

fn tamil(number: u64) -> String {
    match number {
        0..20 => word(&TAMIL, number).to_owned(),
        20..100 if number.is_multiple_of(10) => word(&TAMIL_TENS, number / 10).to_owned(),
        20..100 => {
            let joint = if number >= 90 { "ற" } else { "த" };
            format!("{}{}", word(&TAMIL_TENS_BEFORE, number / 10), word(&TAMIL_JOINED, number % 10).replace('@', joint))
        }
        100..1_000 => {
            let hundred = word(&TAMIL_HUNDREDS, number / 100);
            match number % 100 {
                0 => hundred.to_owned(),
                rest if number >= 900 => joined(&[&hundred.replace("யிரம்", "யிரத்து"), &tamil(rest)]),
                rest => joined(&[&hundred.replace("ூறு", "ூற்று"), &tamil(rest)]),
            }
        }
        1_000..100_000 => {
            let thousand = tamil_thousands(number / 1_000);
            match number % 1_000 {
                0 => format!("{thousand}ஆயிரம்").replace("@ஆயிரம்", "ாயிரம்"),
                rest => joined(&[&format!("{thousand}ஆயிரத்து").replace("@ஆயிரத்து", "ாயிரத்து"), &tamil(rest)]),
            }
        }
        100_000..10_000_000 => {
            let many = tamil_before(number / 100_000);
            match number % 100_000 {
                0 => joined(&[&many, "இலட்சம்"]),
                rest => joined(&[&many, "இலட்சத்து", &tamil(rest)]),
            }
        }
        _ => {
            let many = tamil_before(number / 10_000_000);
            match number % 10_000_000 {
                0 => joined(&[&many, "கோடி"]),
                rest => joined(&[&many, "கோடியே", &tamil(rest)]),
            }
        }
    }
}

/// What stands before "thousand"; an `@` at its end takes the vowel of that word.
fn tamil_thousands(number: u64) -> String {
    if number == 1 {
        return String::new();
    }
    let said = tamil(number);
    if let Some(stem) = said.strip_suffix("ொன்று") {
        return format!("{stem}ோர@");
    }
    said.strip_suffix('ு').map_or_else(|| format!("{said} "), |stem| format!("{stem}@"))
}

/// A number before lakh and crore: one is "ஒரு" there.
fn tamil_before(number: u64) -> String {
    if number == 1 {
        return "ஒரு".to_owned();
    }
    let said = tamil(number);
    said.strip_suffix("ொன்று").map_or(said.clone(), |stem| format!("{stem}ொரு"))
}
