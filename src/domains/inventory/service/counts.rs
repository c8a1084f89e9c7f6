//! Stock counts. Stock is sold while they are counted: each line keeps what the books said at the moment it was counted, and posting
//! books the difference of that moment.

use super::apply::apply;
use super::levels::{parse_id, units};
use super::names::short_names;
use crate::domains::audit;
use crate::domains::inventory::model::{
    AbcClass, Cause, CountDetail, CountForm, CountLineForm, CountList, CountScope, CountStatus, CountView, Reference, StockOp,
};
use crate::domains::inventory::store::{self, LockedCount, NewCount};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Language};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// Most lines of a count: they are booked in one transaction.
const MOST_LINES: usize = 5_000;
/// Days of sales by which classes are made.
const CLASS_DAYS: i64 = 90;

/// A page of counts with the choices of the form of a new one.
///
/// # Errors
/// When the database refuses.
pub async fn counts(scope: &Scope, status: Option<CountStatus>, page: PageRequest) -> Result<CountList> {
    let mut work = scope.begin().await?;
    let page = store::counts(work.conn(), status, page).await?;
    Ok(CountList { page, warehouses: store::warehouses(work.conn()).await?, bins: store::bins(work.conn(), None).await? })
}

/// A count with a page of its lines.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn count(scope: &Scope, id: Uuid, view: CountView, language: Language, page: PageRequest) -> Result<CountDetail> {
    let mut work = scope.begin().await?;
    let head = store::count(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let items = store::count_items(work.conn(), id, view, language.code(), page).await?;
    Ok(CountDetail {
        row: head.row,
        notes: head.notes,
        snapshot_at: head.snapshot_at,
        posted_at: head.posted_at,
        person: head.person,
        different: head.different,
        items,
    })
}

pub(super) async fn locked(work: &mut Work, id: Uuid) -> Result<LockedCount> {
    Ok(store::lock_count(work.conn(), id).await?.ok_or(AppError::NotFound)?)
}

pub(super) fn wrong_step(count: &LockedCount) -> Error {
    let args = vec![("number".to_owned(), count.number.clone()), ("status".to_owned(), count.status.code().to_owned())];
    AppError::Conflict { key: "inventory-error-count-step".to_owned(), args }.into()
}

fn check_step(count: &LockedCount, next: CountStatus) -> Result<()> {
    if count.status.may_become(next) { Ok(()) } else { Err(wrong_step(count)) }
}

/// Plans a count. Returns its id and number.
///
/// # Errors
/// Field errors.
pub async fn create_count(scope: &Scope, form: &CountForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let mut errors = FieldErrors::default();
    let warehouses = store::warehouses(work.conn()).await?;
    let warehouse = warehouses.iter().find(|warehouse| warehouse.is_active && Uuid::parse_str(form.warehouse.trim()) == Ok(warehouse.id));
    if warehouse.is_none() {
        errors.add("warehouse", "error-choice");
    }
    let warehouse_id = warehouse.map_or(Uuid::nil(), |warehouse| warehouse.id);
    let what = match form.scope.as_str() {
        "ALL" => Some(CountScope::All),
        "BIN" => {
            let bins = store::bins(work.conn(), Some(warehouse_id)).await?;
            let bin = bins.iter().find(|bin| Uuid::parse_str(form.bin.trim()) == Ok(bin.id));
            if bin.is_none() {
                errors.add("bin", "inventory-error-count-bin");
            }
            bin.map(|bin| CountScope::Bin(Some(bin.id)))
        }
        "ABC" => {
            let class = AbcClass::parse(form.abc_class.trim());
            if class.is_none() {
                errors.add("abc_class", "error-choice");
            }
            class.map(CountScope::Abc)
        }
        _ => {
            errors.add("scope", "error-choice");
            None
        }
    };
    let notes = form.notes.trim();
    if notes.chars().count() > 1000 {
        errors.add("notes", "error-too-long");
    }
    errors.into_result()?;
    let what = what.ok_or_else(|| Error::field("scope", "error-choice"))?;
    let (id, now, user_id) = (new_id(), work.now, work.scope.user_id());
    let number = format!("C-{:05}", store::next_number(work.conn(), new_id(), "count").await?);
    let is_blind = form.is_blind == "true";
    let new = NewCount { id, number: &number, warehouse_id, scope: what, is_blind, notes, user_id };
    store::insert_count(work.conn(), &new, now).await?;
    let told = json!({"number": number, "warehouse_id": warehouse_id, "scope": what.code(), "blind": is_blind});
    audit::service::record(&mut work, "inventory.count_created", "count", id, Value::Null, told).await?;
    outbox::emit(&mut work, "inventory.count_created", id, json!({})).await?;
    work.commit().await?;
    Ok((id, number))
}

/// Begins to count: writes down the lines with what the books say. Returns the count's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it has begun already, there is nothing to count, too much of it, or another count under
/// way looks at the same.
pub async fn start_count(scope: &Scope, id: &str) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let count = locked(&mut work, id).await?;
    check_step(&count, CountStatus::Counting)?;
    // Two counts of one warehouse begin one after the other, so that the second sees what the first looks at.
    store::lock_warehouse(work.conn(), count.warehouse_id).await?;
    let most = i64::try_from(MOST_LINES).unwrap_or(i64::MAX);
    let variants = store::in_scope(work.conn(), &count, now - TimeDelta::days(CLASS_DAYS), most + 1).await?;
    if variants.is_empty() {
        return Err(Error::conflict("inventory-error-count-empty"));
    }
    if variants.len() > MOST_LINES {
        let args = vec![("most".to_owned(), MOST_LINES.to_string())];
        return Err(AppError::Conflict { key: "inventory-error-count-too-large".to_owned(), args }.into());
    }
    refuse_overlap(&mut work, &count, &variants).await?;
    store::insert_count_items(work.conn(), &count, &variants, now).await?;
    store::set_count_status(work.conn(), id, CountStatus::Counting, now).await?;
    let (old, new) = (json!({"status": count.status.code()}), json!({"status": CountStatus::Counting.code(), "lines": variants.len()}));
    audit::service::record(&mut work, "inventory.count_started", "count", id, old, new).await?;
    outbox::emit(&mut work, "inventory.count_started", id, json!({})).await?;
    work.commit().await?;
    Ok((id, count.number))
}

/// A variant in two counts at once would be put right twice.
pub(super) async fn refuse_overlap(work: &mut Work, count: &LockedCount, variants: &[Uuid]) -> Result<()> {
    match store::counted_elsewhere(work.conn(), count, variants).await? {
        Some(number) => {
            Err(AppError::Conflict { key: "inventory-error-count-overlap".to_owned(), args: vec![("number".to_owned(), number)] }.into())
        }
        None => Ok(()),
    }
}

/// Keeps what was counted of lines: (line, units). What is the same as before stays as it was, with its moment; an empty line is
/// taken back. Returns the count and how many lines changed.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when it is not being counted.
pub async fn enter_counts(scope: &Scope, id: &str, typed: &[CountLineForm]) -> Result<(Uuid, usize)> {
    let id = parse_id(id)?;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let count = locked(&mut work, id).await?;
        if count.status != CountStatus::Counting {
            return Err(wrong_step(&count));
        }
        let mut errors = FieldErrors::default();
        let mut wanted = Vec::new();
        for (row, line) in typed.iter().enumerate() {
            let item = Uuid::parse_str(line.item.trim()).map_err(|_| AppError::NotFound)?;
            let counted = match line.counted.trim() {
                "" => None,
                typed => Some(units(&mut errors, &format!("lines[{row}][counted]"), typed, 0)),
            };
            wanted.push((item, counted));
        }
        errors.into_result()?;
        let ids: Vec<Uuid> = wanted.iter().map(|(id, _)| *id).collect();
        let known = store::count_lines(work.conn(), id, &ids, &[]).await?;
        let mut changed = Vec::new();
        for (item, counted) in wanted {
            let line = known.iter().find(|line| line.id == item).ok_or(AppError::NotFound)?;
            if line.counted != counted {
                changed.push((item, counted, line.variant_id));
            }
        }
        let now = work.now;
        keep(&mut work, &count, &changed, now).await?;
        work.commit().await?;
        Ok((id, changed.len()))
    })
    .await
}

/// Writes down what was counted: (line, units, variant).
pub(super) async fn keep(
    work: &mut Work,
    count: &LockedCount,
    lines: &[(Uuid, Option<i32>, Uuid)],
    counted_at: DateTime<Utc>,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let variants: Vec<Uuid> = lines.iter().map(|(_, _, variant)| *variant).collect();
    store::lock_levels(work.conn(), count.warehouse_id, &variants).await?;
    let counted: Vec<(Uuid, Option<i32>)> = lines.iter().map(|(id, counted, _)| (*id, *counted)).collect();
    let user_id = work.scope.user_id();
    store::set_counted(work.conn(), count, &counted, counted_at, user_id).await?;
    let told: Vec<Value> = lines.iter().map(|(_, counted, variant)| json!({"variant_id": variant, "counted": counted})).collect();
    audit::service::record(work, "inventory.count_entered", "count", count.id, Value::Null, json!({"lines": told})).await?;
    outbox::emit(work, "inventory.count_entered", count.id, json!({})).await
}

/// Keeps what was counted of one product, by SKU or barcode, at a moment not before the count began and not in the future. A product
/// that is not in the count gets a line: it was found where nobody expected it. Returns the count and the SKU or barcode.
///
/// # Errors
/// [`AppError::NotFound`], field errors, a conflict when it is not being counted.
pub async fn count_one(scope: &Scope, id: &str, code: &str, counted: &str, counted_at: Option<DateTime<Utc>>) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let code = code.trim().to_owned();
    let mut errors = FieldErrors::default();
    let counted = units(&mut errors, "counted", counted, 0);
    let (code, errors) = (&code, &errors);
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let count = locked(&mut work, id).await?;
        if count.status != CountStatus::Counting {
            return Err(wrong_step(&count));
        }
        let mut errors = errors.clone();
        let variant_id = store::variants_by_code(work.conn(), std::slice::from_ref(code)).await?.first().map(|(_, id)| *id);
        if variant_id.is_none() {
            errors.add("sku", if code.is_empty() { "error-required" } else { "inventory-error-unknown-sku" });
        }
        errors.into_result()?;
        let variant_id = variant_id.ok_or(AppError::NotFound)?;
        let now = work.now;
        let counted_at = counted_at.unwrap_or(now).clamp(count.snapshot_at.unwrap_or(now).min(now), now);
        let mut lines = store::count_lines(work.conn(), id, &[], &[variant_id]).await?;
        if lines.is_empty() {
            // Makes the level where there is none, so that there is something to hold.
            apply(&mut work, &[StockOp::Expire { warehouse_id: count.warehouse_id, variant_id }]).await?;
            refuse_overlap(&mut work, &count, &[variant_id]).await?;
            store::insert_count_items(work.conn(), &count, &[variant_id], now).await?;
            lines = store::count_lines(work.conn(), id, &[], &[variant_id]).await?;
        }
        let line = lines.first().ok_or(AppError::NotFound)?;
        keep(&mut work, &count, &[(line.id, Some(counted), variant_id)], counted_at).await?;
        work.commit().await?;
        Ok((id, code.clone()))
    })
    .await
}

/// What posting a count has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The count.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Lines that changed the books.
    pub changed: usize,
    /// Names of those who are short of stock now.
    pub short: Vec<String>,
}

/// Books the differences of the lines that were counted; the others stay as they are. Where less would remain than is promised it is
/// refused, or, with `allow_short`, done and written down who is short.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is not being counted, nothing was counted, or stock does not allow it.
pub async fn post_count(scope: &Scope, id: &str, allow_short: bool) -> Result<Posted> {
    let id = parse_id(id)?;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let now = work.now;
        let count = locked(&mut work, id).await?;
        check_step(&count, CountStatus::Posted)?;
        let variants = store::counted_variants(work.conn(), id).await?;
        if variants.is_empty() {
            return Err(Error::conflict("inventory-error-count-nothing"));
        }
        store::lock_levels(work.conn(), count.warehouse_id, &variants).await?;
        let lines = store::lines_to_post(work.conn(), &count).await?;
        let adjust = |line: &store::LineToPost| StockOp::Adjust {
            warehouse_id: count.warehouse_id,
            variant_id: line.variant_id,
            change: line.change,
            unavailable_change: 0,
            cause: Cause::Count,
            reason: None,
            reference: Some(Reference::new("COUNT", id)),
            allow_short,
            client_id: None,
        };
        let after = apply(&mut work, &lines.iter().map(adjust).collect::<Vec<_>>()).await?;
        store::set_posted(work.conn(), &lines).await?;
        store::set_count_status(work.conn(), id, CountStatus::Posted, now).await?;
        let owners: Vec<_> = after.into_iter().flat_map(|after| after.short_owners).collect();
        let short = short_names(&mut work, &owners).await?;
        let changed = lines.iter().filter(|line| line.change != 0).count();
        let (old, new) = (
            json!({"status": count.status.code()}),
            json!({"status": CountStatus::Posted.code(), "counted": lines.len(), "changed": changed, "short": short}),
        );
        audit::service::record(&mut work, "inventory.count_posted", "count", id, old, new).await?;
        outbox::emit(&mut work, "inventory.count_posted", id, json!({})).await?;
        work.commit().await?;
        Ok(Posted { id, number: count.number, changed, short })
    })
    .await
}

/// Calls a count off; nothing is booked. Returns its number.
///
/// # Errors
/// [`AppError::NotFound`], a conflict when it is over.
pub async fn cancel_count(scope: &Scope, id: &str) -> Result<(Uuid, String)> {
    let id = parse_id(id)?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let count = locked(&mut work, id).await?;
    check_step(&count, CountStatus::Cancelled)?;
    store::set_count_status(work.conn(), id, CountStatus::Cancelled, now).await?;
    let (old, new) = (json!({"status": count.status.code()}), json!({"status": CountStatus::Cancelled.code()}));
    audit::service::record(&mut work, "inventory.count_cancelled", "count", id, old, new).await?;
    outbox::emit(&mut work, "inventory.count_cancelled", id, json!({})).await?;
    work.commit().await?;
    Ok((id, count.number))
}
