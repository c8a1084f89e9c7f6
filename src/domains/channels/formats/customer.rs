//! Tables of customers: our own, Shopify's, and any other whose columns are given a meaning.

use super::csv_text::{join_list, split_unique};
use super::phone::normalise_phone;
use super::text::{plain_line, without_nul};
use super::{CustomerField, CustomerMapping, Format, Issue, RowErrors, SourceRow, Table};
use crate::domains::customers::model::{
    Address, AddressType, Birthday, ConsentChannel, ConsentPurpose, CustomerStatus, FileAddress, FileConsent, FileCustomer, IdentifierKind,
    anniversary,
};
use crate::shared::Language;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use CustomerField as F;

/// Country of numbers that do not say theirs.
const HOME: &str = "LK";

/// A row that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerRow {
    /// Its number in the file, from 1.
    pub row: u32,
    /// Who it is about.
    pub customer: FileCustomer,
    /// What to know about it.
    pub warnings: Vec<Issue>,
}

/// Reads one row after the other.
struct Reader<'a> {
    table: &'a Table,
    mapping: &'a CustomerMapping,
    source: &'a SourceRow,
    /// What cannot be read is left out with a remark instead of being refused.
    is_lenient: bool,
    errors: Vec<Issue>,
    warnings: Vec<Issue>,
}

impl Reader<'_> {
    fn raw(&self, field: CustomerField) -> &str {
        self.mapping.column_of(field).and_then(|at| self.source.cells.get(at)).map(|cell| cell.trim()).unwrap_or_default()
    }

    fn line(&self, field: CustomerField) -> Option<String> {
        // Of our own file every sign is meant; other programs put markup and entities into names.
        let text = if self.is_lenient { plain_line(self.raw(field)) } else { without_nul(self.raw(field)) };
        Some(text).filter(|text| !text.is_empty())
    }

    /// What is wrong with a cell: a refusal, or a remark where the file comes from another program.
    fn wrong(&mut self, field: CustomerField, key: &'static str) {
        let head = self.mapping.column_of(field).and_then(|at| self.table.headers.get(at)).cloned().unwrap_or_default();
        let issue = Issue::new(key).column(head).arg("value", self.raw(field));
        if self.is_lenient { self.warnings.push(issue) } else { self.errors.push(issue) }
    }

    /// A cell that `read` understands; `None` for an empty one.
    fn read<T>(&mut self, field: CustomerField, key: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.raw(field).to_owned();
        if text.is_empty() {
            return None;
        }
        let value = read(&text);
        if value.is_none() {
            self.wrong(field, key);
        }
        value
    }

    fn json<T: DeserializeOwned>(&mut self, field: CustomerField) -> Option<T> {
        self.read(field, "import-error-json", |text| serde_json::from_str(text).ok())
    }

    fn identifiers(&mut self, field: CustomerField, kind: IdentifierKind) -> Vec<(IdentifierKind, String)> {
        let values = split_unique(self.raw(field));
        values
            .into_iter()
            .filter_map(|value| {
                let read = match kind {
                    IdentifierKind::Phone | IdentifierKind::Whatsapp => normalise_phone(&value, HOME),
                    IdentifierKind::Email => email(&value),
                    _ => Some(value),
                };
                if read.is_none() {
                    let key = if kind == IdentifierKind::Email { "import-error-email" } else { "import-warning-phone" };
                    self.wrong(field, key);
                }
                read.map(|value| (kind, value))
            })
            .collect()
    }

    fn address(&self, name: Option<&str>, phone: Option<&str>) -> Option<FileAddress> {
        let line1 = self.line(F::Line1)?;
        let country = self.raw(F::Country).to_ascii_uppercase();
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        let country = if is_code { country } else { HOME.to_owned() };
        let raw_phone = self.line(F::AddressPhone);
        let own_phone = raw_phone.map(|raw| normalise_phone(&raw, &country).unwrap_or(raw));
        let address = Address {
            full_name: self.line(F::AddressName).or_else(|| name.map(ToOwned::to_owned)).unwrap_or_default(),
            phone: own_phone.or_else(|| phone.map(ToOwned::to_owned)).unwrap_or_default(),
            email: None,
            line1,
            line2: self.line(F::Line2),
            city: self.line(F::City).unwrap_or_default(),
            district: self.line(F::District).unwrap_or_default(),
            postal_code: self.line(F::PostalCode).unwrap_or_default(),
            country,
        };
        Some(FileAddress { kind: AddressType::Shipping, label: String::new(), is_default: false, address })
    }

    /// Whether they agreed to offers. A shop's no only means that nobody has asked.
    fn agreement(&mut self, field: CustomerField, channel: ConsentChannel) -> Option<FileConsent> {
        let granted = self.read(field, "import-error-yes-no", yes_no)?;
        let purpose = ConsentPurpose::Marketing;
        (granted || !self.is_lenient).then(|| FileConsent { channel, purpose, granted, source: None, at: None, note: String::new() })
    }
}

fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "ඔව්" | "ஆம்" => Some(true),
        "no" | "false" | "0" | "n" | "නැත" | "இல்லை" => Some(false),
        _ => None,
    }
}

/// An address in small letters, if it is one.
pub(super) fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    let is_sound = !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    (is_sound && text.len() <= 254 && !text.contains(char::is_whitespace)).then_some(text)
}

/// A day as people and spreadsheets write it: `1990-02-28`, `28/02/1990`, `28.02.1990`.
fn date(text: &str) -> Option<NaiveDate> {
    let day = text.split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    (year.len() == 4).then_some(())?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn birthday(text: &str) -> Option<Birthday> {
    use chrono::Datelike;
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = rest.split_once('-')?;
        return Birthday::new(day.parse().ok()?, month.parse().ok()?, None);
    }
    if let [day, month] = text.split(['/', '.']).collect::<Vec<_>>().as_slice() {
        return Birthday::new(day.trim().parse().ok()?, month.trim().parse().ok()?, None);
    }
    let date = date(text)?;
    Birthday::new(i32::try_from(date.day()).ok()?, i32::try_from(date.month()).ok()?, Some(date.year()))
}

fn language(text: &str) -> Option<Language> {
    let word = text.to_lowercase();
    let code = word.split(['-', '_']).next().unwrap_or_default();
    let named = |language: &Language| language.own_name().to_lowercase() == word;
    let english = match word.as_str() {
        "english" => Some(Language::En),
        "sinhala" | "sinhalese" => Some(Language::Si),
        "tamil" => Some(Language::Ta),
        _ => None,
    };
    Language::parse(code).or_else(|| Language::ALL.into_iter().find(named)).or(english)
}

/// Reads all rows of a table, one result for each.
#[must_use]
pub fn parse_customers(format: Format, table: &Table, mapping: &CustomerMapping) -> Vec<Result<CustomerRow, RowErrors>> {
    let is_lenient = format != Format::Smartstore;
    table.rows.iter().map(|source| parse(table, mapping, source, is_lenient)).collect()
}

fn parse(table: &Table, mapping: &CustomerMapping, source: &SourceRow, is_lenient: bool) -> Result<CustomerRow, RowErrors> {
    let mut reader = Reader { table, mapping, source, is_lenient, errors: Vec::new(), warnings: Vec::new() };
    if source.cells.len() > table.headers.len() {
        let issue = Issue::new("import-error-surplus-cells").arg("cells", source.cells.len()).arg("columns", table.headers.len());
        reader.errors.push(issue);
    }
    let whole = reader.line(F::Name);
    let parts = [reader.line(F::FirstName), reader.line(F::LastName)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = whole.or_else(|| Some(parts).filter(|name| !name.is_empty()));
    let phone = reader.read(F::Phone, "import-warning-phone", |text| normalise_phone(text, HOME));
    let mut others = Vec::new();
    for field in CustomerField::ALL {
        if let Some(kind) = field.identifiers() {
            others.extend(reader.identifiers(*field, kind));
        }
    }
    let mut addresses: Vec<FileAddress> = reader.json(F::Addresses).unwrap_or_default();
    addresses.extend(reader.address(name.as_deref(), phone.as_deref()));
    let mut consents: Vec<FileConsent> = reader.json(F::Consents).unwrap_or_default();
    for (field, channel) in
        [(F::AcceptsEmail, ConsentChannel::Email), (F::AcceptsSms, ConsentChannel::Sms), (F::AcceptsWhatsapp, ConsentChannel::Whatsapp)]
    {
        consents.extend(reader.agreement(field, channel));
    }
    let customer = FileCustomer {
        // A number of another program is none of ours.
        id: if is_lenient { None } else { reader.read(F::Id, "import-error-id", |text| Uuid::parse_str(text).ok()) },
        phone,
        email: reader.read(F::Email, "import-error-email", email),
        others,
        language: reader.read(F::Language, "import-error-language", language),
        status: reader.read(F::Status, "import-error-status", |text| CustomerStatus::parse(&text.to_ascii_uppercase())),
        tags: split_unique(reader.raw(F::Tags)),
        birthday: reader.read(F::Birthday, "import-error-date", birthday),
        anniversary: reader.read(F::Anniversary, "import-error-date", |text| date(text).and_then(anniversary)),
        notes: Some(without_nul(reader.raw(F::Notes))).filter(|notes| !notes.is_empty()),
        preferences: reader.json::<Map<String, Value>>(F::Preferences).unwrap_or_default(),
        name,
        addresses,
        consents,
        only_fills: is_lenient,
    };
    let row = source.number;
    if reader.errors.is_empty() {
        Ok(CustomerRow { row, customer, warnings: reader.warnings })
    } else {
        Err(RowErrors { row, line: source.line, errors: reader.errors })
    }
}

/// A list of identifiers as a cell that is read back.
#[must_use]
pub fn identifier_cell(customer: &FileCustomer, kind: IdentifierKind) -> String {
    let values: Vec<&str> = customer.others.iter().filter(|way| way.0 == kind).map(|way| way.1.as_str()).collect();
    join_list(&values)
}
