//! What a scanner reads: bars where they are wide enough to be read, else a square of dots.

use barcoders::sym::code128::Code128;
use barcoders::sym::ean8::EAN8;
use barcoders::sym::ean13::EAN13;
use fast_qr::qr::QRBuilder;

/// Thinnest bar that hand scanners read, millimetres (GS1 General Specifications, section 5.4: X-dimension of in-house symbols).
const THINNEST: f32 = 0.19;
/// Thickest that is of use.
const THICKEST: f32 = 0.5;
/// Empty modules on both sides together (GS1: 11 and 7 of EAN-13, 10 and 10 of Code 128).
const QUIET: f32 = 20.0;

/// A code as it is drawn.
#[derive(Debug, PartialEq)]
pub(super) enum Code {
    /// Dark and light modules from left to right, and how wide one is in millimetres.
    Bars(Vec<bool>, f32),
    /// Dark and light dots, row by row.
    Dots(Vec<Vec<bool>>),
    /// What no code holds.
    None,
}

/// The code of a text in so many millimetres of width.
pub(super) fn code(text: &str, width: f32) -> Code {
    if text.is_empty() {
        return Code::None;
    }
    if let Some(modules) = bars(text) {
        #[expect(clippy::cast_precision_loss, reason = "some hundred modules")]
        let each = (width / (modules.len() as f32 + QUIET)).min(THICKEST);
        if each >= THINNEST {
            return Code::Bars(modules, each);
        }
    }
    match QRBuilder::new(text).build() {
        Ok(found) => Code::Dots((0..found.size).map(|row| found[row].iter().map(|dot| dot.value()).collect()).collect()),
        Err(_) => Code::None,
    }
}

/// EAN-13 and EAN-8 where the digits are one with its check digit, else Code 128; `None` for letters that it lacks.
fn bars(text: &str) -> Option<Vec<bool>> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let modules = match text.len() {
        13 if digits && check_digit_is_right(text) => EAN13::new(&text[..12]).ok()?.encode(),
        8 if digits && check_digit_is_right(text) => EAN8::new(&text[..7]).ok()?.encode(),
        length if digits && length % 2 == 0 => Code128::new(format!("\u{0106}{text}")).ok()?.encode(),
        _ if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => Code128::new(format!("\u{0181}{text}")).ok()?.encode(),
        _ => return None,
    };
    Some(modules.into_iter().map(|module| module == 1).collect())
}

/// Whether the last digit is the check digit of the others (GS1 General Specifications, section 7.9).
fn check_digit_is_right(digits: &str) -> bool {
    let sum: u32 = digits.bytes().rev().enumerate().map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 1 { 3 } else { 1 }).sum();
    sum.is_multiple_of(10)
}
