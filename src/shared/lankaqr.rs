//! LANKAQR codes: the merchant-presented codes of EMVCo with the rules of the Central Bank. What a code holds that this program
//! does not know is kept, in its place, and written again untouched.

use crc::{CRC_16_IBM_3740, Crc};
use rust_decimal::Decimal;
use std::fmt::Write;

/// CRC-16/CCITT-FALSE, as EMVCo has it.
static CRC: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);
/// Length of the account with its network: network, bank, sub-acquirer, merchant and terminal.
const ACCOUNT: usize = 28;
/// Longest amount, in characters.
const LONGEST_AMOUNT: usize = 13;
/// Longest reference.
pub const LONGEST_REFERENCE: usize = 25;
/// Sri Lankan rupees as a number.
const RUPEES: &str = "144";

/// Payload format indicator.
const FORMAT: u8 = 0;
/// Whether it is for many payments or for one.
const INITIATION: u8 = 1;
/// Accounts of LankaPay.
const ACCOUNTS: [u8; 2] = [26, 27];
const CATEGORY: u8 = 52;
const CURRENCY: u8 = 53;
const AMOUNT: u8 = 54;
const COUNTRY: u8 = 58;
const NAME: u8 = 59;
const CITY: u8 = 60;
const ADDITIONAL: u8 = 62;
const CHECKSUM: u8 = 63;
/// Below [`ADDITIONAL`].
const REFERENCE: u8 = 5;

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not made of numbered fields, or one of them is there twice.
    Malformed,
    /// Its checksum is of another text.
    Checksum,
    /// It says nowhere whom to pay in the way of LANKAQR.
    NoAccount,
    /// It is not for rupees, or not for Sri Lanka.
    Elsewhere,
    /// A field of it is too long, or has other letters than a code can.
    Field,
    /// The amount is zero, below it, or too large.
    Amount,
}

/// A numbered field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its number, 0 to 99.
    pub id: u8,
    /// What it holds, at most 99 characters.
    pub value: String,
}

/// Whom to pay, for a code that is made from nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merchant<'a> {
    /// The 28 characters that the acquirer has given.
    pub account: &'a str,
    /// Merchant category, four digits.
    pub category: &'a str,
    /// Name, at most 25 characters of ASCII.
    pub name: &'a str,
    /// City, at most 15 characters of ASCII.
    pub city: &'a str,
}

/// A code, without its checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    tags: Vec<Tag>,
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Takes a text of fields apart; lengths count characters, not bytes.
fn fields(mut text: &str) -> Result<Vec<Tag>, Problem> {
    let mut tags: Vec<Tag> = Vec::new();
    while !text.is_empty() {
        let id = text.get(..2).and_then(two_digits).ok_or(Problem::Malformed)?;
        let length = text.get(2..4).and_then(two_digits).ok_or(Problem::Malformed)?;
        let rest = text.get(4..).ok_or(Problem::Malformed)?;
        let length = usize::from(length);
        let end = match rest.char_indices().nth(length) {
            Some((end, _)) => end,
            None if rest.chars().count() == length => rest.len(),
            None => return Err(Problem::Malformed),
        };
        let (value, after) = rest.split_at(end);
        if tags.iter().any(|tag| tag.id == id) {
            return Err(Problem::Malformed);
        }
        tags.push(Tag { id, value: value.to_owned() });
        text = after;
    }
    Ok(tags)
}

fn written(tags: &[Tag]) -> String {
    tags.iter().fold(String::new(), |mut text, Tag { id, value }| {
        let _ = write!(text, "{id:02}{:02}{value}", value.chars().count());
        text
    })
}

fn value(tags: &[Tag], id: u8) -> Option<&str> {
    tags.iter().find(|tag| tag.id == id).map(|tag| tag.value.as_str())
}

/// Replaces a field in its place, or puts it before the first one with a higher number.
fn set(tags: &mut Vec<Tag>, id: u8, value: String) {
    match tags.iter_mut().find(|tag| tag.id == id) {
        Some(tag) => tag.value = value,
        None => {
            let place = tags.iter().position(|tag| tag.id > id).unwrap_or(tags.len());
            tags.insert(place, Tag { id, value });
        }
    }
}

fn is_account(text: &str) -> bool {
    text.len() == ACCOUNT && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The account as it is kept: below field 00 of its own. Some codes have it bare.
fn nested(text: &str) -> Option<String> {
    let account = match fields(text) {
        Ok(inner) => value(&inner, 0).filter(|account| is_account(account)).map(|_| text.to_owned()),
        Err(_) => None,
    };
    account.or_else(|| is_account(text).then(|| format!("00{ACCOUNT}{text}")))
}

fn is_printable(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// The letters of a code's checksum over everything before them.
fn checksum(text: &str) -> String {
    format!("{:04X}", CRC.checksum(text.as_bytes()))
}

impl Code {
    /// A code for many payments.
    ///
    /// # Errors
    /// When a part is not as the specification has it.
    pub fn of(merchant: &Merchant<'_>) -> Result<Self, Problem> {
        if !is_account(merchant.account) {
            return Err(Problem::NoAccount);
        }
        let is_category = merchant.category.len() == 4 && merchant.category.bytes().all(|byte| byte.is_ascii_digit());
        if !is_category || !is_printable(merchant.name, 25) || !is_printable(merchant.city, 15) {
            return Err(Problem::Field);
        }
        let tag = |id: u8, value: &str| Tag { id, value: value.to_owned() };
        Ok(Self {
            tags: vec![
                tag(FORMAT, "01"),
                tag(INITIATION, "11"),
                Tag { id: ACCOUNTS[0], value: format!("00{ACCOUNT}{}", merchant.account) },
                tag(CATEGORY, merchant.category),
                tag(CURRENCY, RUPEES),
                tag(COUNTRY, "LK"),
                tag(NAME, merchant.name),
                tag(CITY, merchant.city),
            ],
        })
    }

    /// Reads any merchant-presented code and checks its checksum. Whether it is one of LANKAQR says [`Code::account`].
    ///
    /// # Errors
    /// When it is none, or was changed.
    pub fn decode(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let mut tags = fields(text)?;
        let last = tags.pop().filter(|tag| tag.id == CHECKSUM && tag.value.len() == 4).ok_or(Problem::Malformed)?;
        let signed = text.get(..text.len() - 4).ok_or(Problem::Malformed)?;
        if tags.first().is_none_or(|tag| tag.id != FORMAT || tag.value != "01") {
            return Err(Problem::Malformed);
        }
        if !checksum(signed).eq_ignore_ascii_case(&last.value) {
            return Err(Problem::Checksum);
        }
        for tag in tags.iter_mut().filter(|tag| ACCOUNTS.contains(&tag.id)) {
            if let Some(nested) = nested(&tag.value) {
                tag.value = nested;
            }
        }
        Ok(Self { tags })
    }

    /// As it stands in the code.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = written(&self.tags);
        text.push_str("6304");
        let sum = checksum(&text);
        text.push_str(&sum);
        text
    }

    /// All fields but the checksum, in their order.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The 28 characters by which LankaPay finds the account.
    #[must_use]
    pub fn account(&self) -> Option<String> {
        let accounts = self.tags.iter().filter(|tag| ACCOUNTS.contains(&tag.id));
        accounts.filter_map(|tag| value(&fields(&tag.value).ok()?, 0).filter(|account| is_account(account)).map(ToOwned::to_owned)).next()
    }

    /// Whom one pays.
    #[must_use]
    pub fn name(&self) -> &str {
        value(&self.tags, NAME).unwrap_or_default()
    }

    /// Where they are.
    #[must_use]
    pub fn city(&self) -> &str {
        value(&self.tags, CITY).unwrap_or_default()
    }

    /// Merchant category, four digits.
    #[must_use]
    pub fn category(&self) -> &str {
        value(&self.tags, CATEGORY).unwrap_or_default()
    }

    /// What is to be paid; `None` where the payer types it.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        value(&self.tags, AMOUNT)?.parse().ok()
    }

    /// What the payment is for.
    #[must_use]
    pub fn reference(&self) -> Option<String> {
        value(&fields(value(&self.tags, ADDITIONAL)?).ok()?, REFERENCE).map(ToOwned::to_owned)
    }

    /// Whether it is for one payment, whose amount it holds.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        value(&self.tags, INITIATION) == Some("12")
    }

    /// That people can pay with it here.
    ///
    /// # Errors
    /// When it has no account of LankaPay, or is for another currency or country.
    pub fn check(&self) -> Result<(), Problem> {
        if self.account().is_none() {
            return Err(Problem::NoAccount);
        }
        if value(&self.tags, CURRENCY) != Some(RUPEES) || value(&self.tags, COUNTRY) != Some("LK") {
            return Err(Problem::Elsewhere);
        }
        Ok(())
    }

    /// The same code for one payment: with its amount and what it is for. What else the code says stays.
    ///
    /// # Errors
    /// When the code is not one of LANKAQR, or the amount or the reference does not fit.
    pub fn charge(&self, amount: Decimal, reference: &str) -> Result<Self, Problem> {
        self.check()?;
        let mut rounded = amount.round_dp(2);
        rounded.rescale(2);
        let text = rounded.to_string();
        if rounded != amount || rounded <= Decimal::ZERO || text.len() > LONGEST_AMOUNT {
            return Err(Problem::Amount);
        }
        if !is_printable(reference, LONGEST_REFERENCE) {
            return Err(Problem::Field);
        }
        let mut additional = match value(&self.tags, ADDITIONAL) {
            Some(text) => fields(text)?,
            None => Vec::new(),
        };
        set(&mut additional, REFERENCE, reference.to_owned());
        let additional = written(&additional);
        if additional.chars().count() > 99 {
            return Err(Problem::Field);
        }
        let mut tags = self.tags.clone();
        set(&mut tags, INITIATION, "12".to_owned());
        set(&mut tags, AMOUNT, text);
        set(&mut tags, ADDITIONAL, additional);
        Ok(Self { tags })
    }
}
