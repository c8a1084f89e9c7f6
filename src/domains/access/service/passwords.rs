//! What a password must be: long, and not easy to guess. No rules about kinds of characters: they make passwords that are hard
//! to type and easy to guess.

use crate::server::Result;
use crate::shared::FieldErrors;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Fewest characters (OWASP ASVS 4.0.3, 2.1.1). A few words are longer than that and easy to type on a phone.
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters. More would only cost time to hash.
pub const LONGEST_PASSWORD: usize = 128;
/// Shorter parts of a name may stand in a password by chance.
const TELLING: usize = 4;

/// Passwords that are tried first, and words that others are made of, in lower case; sorted. Out of the frequency lists of
/// zxcvbn (MIT licence), with words of Sri Lanka and of this product.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Checks a password that somebody chooses.
///
/// # Errors
/// One error on the field.
pub fn check_password(field: &str, password: &str, email: &str, organization: &str) -> Result<()> {
    let mut errors = FieldErrors::default();
    let length = password.chars().count();
    let number = |number: usize| vec![("count".to_owned(), number.to_string())];
    if length == 0 {
        errors.add(field, "error-required");
    } else if length > LONGEST_PASSWORD {
        errors.add_with(field, "access-error-password-long", number(LONGEST_PASSWORD));
    } else if is_about(password, email, organization) {
        errors.add(field, "access-error-password-about-you");
    } else if is_guessable(password) {
        errors.add(field, "access-error-password-common");
    } else if length < SHORTEST_PASSWORD {
        // Last: making one longer that is easy to guess would not mend it.
        errors.add_with(field, "access-error-password-short", number(SHORTEST_PASSWORD));
    }
    Ok(errors.into_result()?)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether it contains the person's address or the organization's name, however they are written.
fn is_about(password: &str, email: &str, organization: &str) -> bool {
    let password = letters(password);
    let local = email.split('@').next().unwrap_or_default();
    [letters(local), letters(organization)].iter().any(|name| name.chars().count() >= TELLING && password.contains(name.as_str()))
}

/// Digits and signs that stand for letters.
fn plain(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

fn is_guessable(password: &str) -> bool {
    let lower = password.to_lowercase();
    let common = |text: &str| COMMON.contains(text);
    let word = |text: &str| text.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned();
    let spelled: String = lower.chars().map(plain).collect();
    let candidates = [lower.clone(), word(&lower), spelled.clone(), word(&lower).chars().map(plain).collect(), word(&spelled)];
    let letters: Vec<char> = lower.chars().collect();
    candidates.iter().any(|text| common(text) || half(text).is_some_and(common)) || repeats(&letters) || climbs(&letters)
}

/// The half of a text that is written twice.
fn half(text: &str) -> Option<&str> {
    let (first, second) = text.split_at_checked(text.len() / 2)?;
    (first == second).then_some(first)
}

/// The same few characters again and again.
fn repeats(letters: &[char]) -> bool {
    (1..=4).any(|unit| letters.iter().zip(letters.iter().skip(unit)).all(|(one, other)| one == other))
}

/// One character after the other, as in `23456789ab` or `zyxwvutsrq`.
fn climbs(letters: &[char]) -> bool {
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let steps: HashSet<i64> = letters.windows(2).map(step).collect();
    steps.len() == 1 && steps.iter().all(|step| step.abs() <= 1)
}
