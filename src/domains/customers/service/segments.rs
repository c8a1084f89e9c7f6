//! Segments: saved conditions, counted anew whenever somebody looks.

use super::LONGEST_TAG;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::customers::model::{
    Conditions, ConsentChannel, ConsentPurpose, CustomerFilter, CustomerStatus, LINE_CAP, SEGMENT_CAP, Segment, SegmentForm,
};
use crate::domains::customers::store::segments as store;
use crate::server::clock::new_id;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::money::parse_amount;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language, Page};
use anyhow::Context;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// Longest time, in days.
const LONGEST_TIME: i32 = 36_500;
/// What comes every year comes within so many days.
const A_YEAR: i32 = 366;

fn stored(conditions: &Conditions) -> Result<Value> {
    serde_json::to_value(conditions).context("writing conditions").map_err(Error::Other)
}

/// Conditions as they are asked: days that come every year are counted from the day in store time.
fn asked(scope: &Scope, conditions: &Conditions) -> Result<Value> {
    let mut asked = stored(conditions)?;
    if let Value::Object(fields) = &mut asked {
        fields.insert("today".to_owned(), json!(super::today(scope)));
    }
    Ok(asked)
}

/// Reads the fields of a form.
struct Reading<'a> {
    errors: &'a mut FieldErrors,
}

impl Reading<'_> {
    fn text(&mut self, field: &str, typed: &str, longest: usize) -> Option<String> {
        let typed = typed.trim();
        if typed.chars().count() > longest {
            self.errors.add(field, "error-too-long");
        }
        (!typed.is_empty()).then(|| typed.to_owned())
    }

    fn word<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = parse(typed);
        if word.is_none() && !typed.is_empty() {
            self.errors.add(field, "error-choice");
        }
        word
    }

    fn number(&mut self, field: &str, typed: &str, most: i32) -> Option<i32> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|number| (0..=most).contains(number));
        if number.is_none() {
            self.errors.add(field, "customers-error-number");
        }
        number
    }

    fn amount(&mut self, field: &str, typed: &str) -> Option<Decimal> {
        if typed.trim().is_empty() {
            return None;
        }
        match parse_amount(typed) {
            Ok(amount) => Some(amount),
            Err(error) => {
                self.errors.add(field, error.key());
                None
            }
        }
    }
}

fn read_conditions(form: &SegmentForm, errors: &mut FieldErrors) -> Conditions {
    let mut read = Reading { errors };
    let most = i32::MAX;
    let consent = read.word("consent", &form.consent, |typed| {
        let (channel, purpose) = typed.split_once(' ')?;
        Some((ConsentChannel::parse(channel)?, ConsentPurpose::parse(purpose)?))
    });
    Conditions {
        status: read.word("status", &form.status, CustomerStatus::parse),
        tag: read.text("tag", &form.tag, LONGEST_TAG),
        language: read.word("language", &form.language, Language::parse),
        district: read.text("district", &form.district, 80).map(|district| district.to_lowercase()),
        spent_from: read.amount("spent_from", &form.spent_from),
        spent_to: read.amount("spent_to", &form.spent_to),
        orders_from: read.number("orders_from", &form.orders_from, most),
        orders_to: read.number("orders_to", &form.orders_to, most),
        delivered_from: read.number("delivered_from", &form.delivered_from, most),
        refused_from: read.number("refused_from", &form.refused_from, most),
        last_within: read.number("last_within", &form.last_within, LONGEST_TIME),
        last_over: read.number("last_over", &form.last_over, LONGEST_TIME),
        birthday_within: read.number("birthday_within", &form.birthday_within, A_YEAR),
        anniversary_within: read.number("anniversary_within", &form.anniversary_within, A_YEAR),
        consent_channel: consent.map(|(channel, _)| channel),
        consent_purpose: consent.map(|(_, purpose)| purpose),
    }
}

/// A form that cannot be wrong: its name and what it says.
fn read(form: &SegmentForm) -> Result<(String, Conditions), AppError> {
    let mut errors = FieldErrors::default();
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    let conditions = read_conditions(form, &mut errors);
    if conditions == Conditions::default() && errors.0.is_empty() {
        errors.add("status", "customers-error-no-condition");
    }
    errors.into_result()?;
    Ok((name, conditions))
}

/// A page of segments, each with its members counted up to one more than [`LINE_CAP`].
///
/// # Errors
/// When the database refuses.
pub async fn segments(scope: &Scope, page: PageRequest) -> Result<Page<(Segment, i64)>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let page = store::list(work.conn(), page).await?;
    let conditions = page.rows.iter().map(|segment| asked(scope, &segment.conditions)).collect::<Result<Vec<_>>>()?;
    let counts = store::counts(work.conn(), &conditions, now, LINE_CAP).await?;
    Ok(Page { rows: page.rows.into_iter().zip(counts).collect(), next: page.next, previous: page.previous })
}

/// Ids and names of all segments, by name.
///
/// # Errors
/// When the database refuses.
pub async fn segment_names(scope: &Scope) -> Result<Vec<(Uuid, String)>> {
    let mut work = scope.begin().await?;
    store::names(work.conn()).await
}

/// One segment.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn segment(scope: &Scope, id: Uuid) -> Result<Segment> {
    let mut work = scope.begin().await?;
    store::segment(work.conn(), id, false).await?.ok_or_else(|| AppError::NotFound.into())
}

/// How many customers meet the conditions of a form that nobody has saved yet, up to one more than [`SEGMENT_CAP`].
///
/// # Errors
/// Field errors.
pub async fn count_members(scope: &Scope, form: &SegmentForm) -> Result<i64> {
    let mut errors = FieldErrors::default();
    let conditions = read_conditions(form, &mut errors);
    errors.into_result()?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let counts = store::counts(work.conn(), &[asked(scope, &conditions)?], now, SEGMENT_CAP).await?;
    Ok(counts.first().copied().unwrap_or_default())
}

/// Puts the conditions of its segment into a filter. An unknown segment has nobody in it.
///
/// # Errors
/// When the database refuses, and for an unknown segment.
pub(super) async fn resolve(work: &mut Work, filter: &CustomerFilter) -> Result<Option<Value>> {
    match filter.segment {
        None => Ok(None),
        Some(id) => {
            let segment = store::segment(work.conn(), id, false).await?.ok_or(AppError::NotFound)?;
            asked(&work.scope, &segment.conditions).map(Some)
        }
    }
}

/// Saves a new segment.
///
/// # Errors
/// Field errors; a name that another segment has.
pub async fn create_segment(scope: &Scope, form: &SegmentForm) -> Result<Uuid> {
    let (name, conditions) = read(form)?;
    let mut work = scope.begin().await?;
    let (id, now, user_id) = (new_id(), work.now, scope.user_id());
    let conditions = stored(&conditions)?;
    store::insert(work.conn(), id, &name, &conditions, user_id, now).await?;
    let facts = json!({"name": name, "conditions": conditions});
    audit::service::record(&mut work, "customers.segment_saved", "segment", id, Value::Null, facts).await?;
    work.commit().await?;
    Ok(id)
}

/// Changes a segment.
///
/// # Errors
/// [`AppError::NotFound`]; field errors, also for what somebody else has changed as well since the form was made.
pub async fn update_segment(scope: &Scope, id: Uuid, base: &str, typed: &SegmentForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let old = store::segment(work.conn(), id, true).await?.ok_or(AppError::NotFound)?;
    let shown = |field: &str, value: &str| match field {
        "status" => CustomerStatus::parse(value).map_or_else(|| value.to_owned(), |status| t(status.key())),
        _ => value.to_owned(),
    };
    let edited = Edited { resource: "segment", id, version: "", base, current: old.version };
    let form = audit::service::settle(&mut work, edited, typed, &SegmentForm::of(&old.name, &old.conditions), shown).await?;
    let (name, conditions) = read(&form)?;
    if name == old.name && conditions == old.conditions {
        return Ok(());
    }
    let (before, after) = (stored(&old.conditions)?, stored(&conditions)?);
    store::update(work.conn(), id, &name, &after).await?;
    let facts = (json!({"name": old.name, "conditions": before}), json!({"name": name, "conditions": after}));
    audit::service::record(&mut work, "customers.segment_saved", "segment", id, facts.0, facts.1).await?;
    work.commit().await
}

/// Takes a segment away; its members stay.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete_segment(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let name = store::delete(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "customers.segment_deleted", "segment", id, json!({"name": name}), Value::Null).await?;
    work.commit().await
}
