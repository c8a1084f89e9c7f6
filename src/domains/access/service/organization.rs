//! Settings of an organization. Each change happens under its row's lock, put together with what others have changed since the
//! person opened the page.

use super::uploads;
use crate::domains::access::model::{
    CURRENCIES, MOST_TAX_IDS, OrderNumberStyle, OrganizationPage, OrganizationSettings, PostalAddress, TaxId, WeekStart, about_fields,
    region_fields, tax_field,
};
use crate::domains::access::{ports, store};
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::server::images::NewFile;
use crate::server::storage::Storage;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Kind of the logo's files.
const LOGO: &str = "logo";

/// The first form of the page, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AboutForm {
    /// The version that the page showed.
    pub version: String,
    /// Its fields as the page showed them (JSON); empty from callers that do not merge.
    pub base: String,
    /// Name for people.
    pub name: String,
    /// Name in contracts.
    pub legal_name: String,
    /// Where letters reach it.
    pub address: PostalAddress,
    /// Where buyers call.
    pub phone: String,
    /// Where buyers write.
    pub email: String,
    /// Rows of tax ids; empty ones are left out.
    pub tax_ids: Vec<TaxId>,
}

impl AboutForm {
    fn fields(&self) -> Fields {
        let typed = OrganizationSettings {
            legal_name: self.legal_name.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            tax_ids: self.tax_ids.clone(),
            ..OrganizationSettings::default()
        };
        about_fields(&self.name, &typed)
    }
}

/// The second form of the page, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct RegionForm {
    /// The version that the page showed.
    pub version: String,
    /// Its fields as the page showed them (JSON); empty from callers that do not merge.
    pub base: String,
    /// Code of a language.
    pub language: String,
    /// Code of a currency.
    pub currency: String,
    /// Name of a time zone.
    pub time_zone: String,
    /// Code of a day.
    pub week_start: String,
    /// Random symbols of an order number.
    pub number_length: String,
    /// What stands before them.
    pub number_prefix: String,
}

impl RegionForm {
    /// A currency that cannot be changed is not sent, and stays.
    fn fields(&self) -> Fields {
        [
            ("language", &self.language),
            ("currency", &self.currency),
            ("time_zone", &self.time_zone),
            ("week_start", &self.week_start),
            ("number_length", &self.number_length),
            ("number_prefix", &self.number_prefix),
        ]
        .into_iter()
        .filter(|(field, value)| *field != "currency" || !value.trim().is_empty())
        .map(|(field, value)| (field.to_owned(), value.clone()))
        .collect()
    }
}

/// Names and values of a form.
type Fields = BTreeMap<String, String>;

/// A field without the blanks around it; absent is empty.
fn text(fields: &Fields, field: &str) -> String {
    fields.get(field).map(|value| value.trim().to_owned()).unwrap_or_default()
}

/// What the page shows.
///
/// # Errors
/// When the database refuses.
pub async fn page(scope: &Scope) -> Result<OrganizationPage> {
    let mut work = scope.begin().await?;
    let id = scope.organization.id;
    let row = store::organization::read(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let currency_is_free = !ports::currency_is_used(&mut work).await?;
    Ok(OrganizationPage {
        id,
        name: row.name,
        slug: row.slug,
        language: row.locale,
        currency: row.currency,
        currency_is_free,
        time_zone: row.time_zone,
        settings: OrganizationSettings::read(&row.settings),
        version: row.version,
    })
}

/// Locks the organization.
async fn locked(work: &mut Work) -> Result<store::organization::Row> {
    let id = work.scope.organization.id;
    Ok(store::organization::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?)
}

/// What to write of a form: what was typed, put together with what others have changed since.
async fn settled(work: &mut Work, (version, base): (&str, &str), current: i32, mine: Fields, theirs: Fields) -> Result<Fields> {
    let id = work.scope.organization.id;
    let edited = Edited { resource: "organization", id, version, base, current };
    audit::service::settle(work, edited, &mine, &theirs, |_, value| value.to_owned()).await
}

/// Two objects with what differs between them.
fn differences(old: &Value, new: &Value) -> (Value, Value) {
    let mut before = Map::new();
    let mut after = Map::new();
    for (name, value) in new.as_object().into_iter().flatten() {
        let stored = old.get(name).cloned().unwrap_or(Value::Null);
        if stored != *value {
            before.insert(name.clone(), stored);
            after.insert(name.clone(), value.clone());
        }
    }
    (Value::Object(before), Value::Object(after))
}

async fn record(work: &mut Work, action: &str, old: &Value, new: &Value) -> Result<()> {
    let id = work.scope.organization.id;
    let (before, after) = differences(old, new);
    audit::service::record(work, action, "organization", id, before, after).await?;
    outbox::emit(work, "access.organization_changed", id, json!({})).await
}

fn check_length(errors: &mut FieldErrors, field: &str, text: &str, longest: usize) {
    if text.chars().count() > longest {
        errors.add(field, "error-too-long");
    }
}

fn is_email(text: &str) -> bool {
    let (name, host) = text.rsplit_once('@').unwrap_or_default();
    !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
}

fn tax_ids(fields: &Fields, errors: &mut FieldErrors) -> Vec<TaxId> {
    let mut kept = Vec::new();
    for place in (0..).take_while(|place| fields.contains_key(&tax_field(*place, "kind"))) {
        let row = TaxId { kind: text(fields, &tax_field(place, "kind")), number: text(fields, &tax_field(place, "number")) };
        if row.kind.is_empty() && row.number.is_empty() {
            continue;
        }
        for (name, text) in [("kind", &row.kind), ("number", &row.number)] {
            let field = tax_field(place, name);
            if text.is_empty() {
                errors.add(&field, "error-required");
            }
            check_length(errors, &field, text, 40);
        }
        kept.push(row);
    }
    if kept.len() > MOST_TAX_IDS {
        errors.add(&tax_field(0, "kind"), "access-error-too-many-tax-ids");
    }
    kept
}

/// Changes what the organization says of itself. What somebody else has changed since the form was made stays, where it is not the
/// same field.
///
/// # Errors
/// Field errors, among them for fields that both have changed.
pub async fn update_about(scope: &Scope, form: &AboutForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let row = locked(&mut work).await?;
    let stored = OrganizationSettings::read(&row.settings);
    let theirs = about_fields(&row.name, &stored);
    let fields = settled(&mut work, (&form.version, &form.base), row.version, form.fields(), theirs).await?;
    let mut errors = FieldErrors::default();
    let text = |field: &str| text(&fields, field);
    let name = text("name");
    if name.is_empty() {
        errors.add("name", "error-required");
    }
    let address = PostalAddress {
        line1: text("line1"),
        line2: text("line2"),
        city: text("city"),
        district: text("district"),
        postal_code: text("postal_code"),
    };
    let email = text("email").to_lowercase();
    if !email.is_empty() && !is_email(&email) {
        errors.add("email", "error-email");
    }
    let phone = text("phone");
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_phone = phone.chars().all(|c| c.is_ascii_digit() || " +-()/".contains(c)) && (3..=15).contains(&digits);
    if !phone.is_empty() && !is_phone {
        errors.add("phone", "error-phone");
    }
    let legal_name = text("legal_name");
    for (field, text, longest) in [
        ("name", &name, 100),
        ("legal_name", &legal_name, 200),
        ("line1", &address.line1, 200),
        ("line2", &address.line2, 200),
        ("city", &address.city, 80),
        ("district", &address.district, 80),
        ("postal_code", &address.postal_code, 20),
        ("phone", &phone, 40),
        ("email", &email, 200),
    ] {
        check_length(&mut errors, field, text, longest);
    }
    let tax_ids = tax_ids(&fields, &mut errors);
    errors.into_result()?;

    let old = json!({
        "name": row.name, "legal_name": stored.legal_name, "address": stored.address, "phone": stored.phone, "email": stored.email,
        "tax_ids": stored.tax_ids,
    });
    let parts = json!({"legal_name": legal_name, "address": address, "phone": phone, "email": email, "tax_ids": tax_ids});
    let mut new = parts.clone();
    if let Some(fields) = new.as_object_mut() {
        fields.insert("name".to_owned(), json!(name));
    }
    if old == new {
        return Ok(());
    }
    store::organization::set_name(work.conn(), scope.organization.id, &name).await?;
    store::organization::set_settings(work.conn(), scope.organization.id, &parts).await?;
    record(&mut work, "access.organization_changed", &old, &new).await?;
    work.commit().await
}

/// Changes language, currency, time and numbers. What somebody else has changed since the form was made stays, where it is not the
/// same field.
///
/// # Errors
/// Field errors, among them for fields that both have changed.
pub async fn update_region(scope: &Scope, form: &RegionForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let row = locked(&mut work).await?;
    let stored = OrganizationSettings::read(&row.settings);
    let theirs = region_fields(&row.locale, &row.currency, &row.time_zone, &stored);
    let fields = settled(&mut work, (&form.version, &form.base), row.version, form.fields(), theirs).await?;
    let text = |field: &str| text(&fields, field);
    let mut errors = FieldErrors::default();
    let language = Language::parse(&text("language"));
    if language.is_none() {
        errors.add("language", "error-choice");
    }
    let time_zone = chrono_tz::Tz::from_str(&text("time_zone")).ok();
    if time_zone.is_none() {
        errors.add("time_zone", "access-error-time-zone");
    }
    let week_start = WeekStart::parse(&text("week_start"));
    if week_start.is_none() {
        errors.add("week_start", "error-choice");
    }
    let length = text("number_length").parse::<u8>().ok().filter(|length| OrderNumberStyle::LENGTHS.contains(length));
    if length.is_none() {
        errors.add("number_length", "error-choice");
    }
    let prefix = text("number_prefix").to_uppercase();
    if !OrderNumberStyle::is_prefix(&prefix) {
        errors.add("number_prefix", "access-error-number-prefix");
    }
    let currency = text("currency");
    if !currency.is_empty() && !CURRENCIES.contains(&currency.as_str()) && currency != scope.organization.currency {
        errors.add("currency", "error-choice");
    }
    errors.into_result()?;
    let (Some(language), Some(time_zone), Some(week_start), Some(length)) = (language, time_zone, week_start, length) else {
        return Err(AppError::NotFound.into());
    };

    let currency = if currency.is_empty() { row.currency.as_str() } else { currency.as_str() };
    if currency != row.currency && ports::currency_is_used(&mut work).await? {
        return Err(Error::field("currency", "access-error-currency-used"));
    }
    let style = OrderNumberStyle { length, prefix };
    let old = json!({
        "language": row.locale, "currency": row.currency, "time_zone": row.time_zone, "week_start": stored.week_start,
        "order_number": stored.order_number,
    });
    let new = json!({
        "language": language.code(), "currency": currency, "time_zone": time_zone.name(), "week_start": week_start, "order_number": style,
    });
    if old == new {
        return Ok(());
    }
    let id = scope.organization.id;
    store::organization::set_region(work.conn(), id, language.code(), currency, time_zone.name()).await?;
    store::organization::set_settings(work.conn(), id, &json!({"week_start": week_start, "order_number": style})).await?;
    record(&mut work, "access.organization_changed", &old, &new).await?;
    work.commit().await
}

/// Gives the organization a logo.
///
/// # Errors
/// Field errors of `logo` for what is no picture or too large a one.
pub async fn set_logo(scope: &Scope, storage: &Storage, file: Option<NewFile>) -> Result<()> {
    let file = file.ok_or_else(|| Error::field("logo", "error-file-missing"))?;
    let written = uploads::write_picture(scope, storage, LOGO, "logo", file).await?;
    let mut work = scope.begin().await?;
    uploads::keep(&mut work, LOGO, &written).await?;
    change_logo(&mut work, Some(written.key.as_str())).await?;
    work.commit().await
}

/// Takes the logo away.
///
/// # Errors
/// When the database refuses.
pub async fn remove_logo(scope: &Scope) -> Result<()> {
    let mut work = scope.begin().await?;
    change_logo(&mut work, None).await?;
    work.commit().await
}

async fn change_logo(work: &mut Work, key: Option<&str>) -> Result<()> {
    let id = work.scope.organization.id;
    let row = store::organization::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let old = OrganizationSettings::read(&row.settings).logo;
    if old.as_deref() == key {
        return Ok(());
    }
    store::organization::set_settings(work.conn(), id, &json!({"logo": key})).await?;
    if let Some(old) = &old {
        uploads::let_go(work, old).await?;
    }
    record(work, "access.logo_changed", &json!({"logo": old}), &json!({"logo": key})).await
}
