//! Counting by scans: each adds to what was counted of its product.

use super::apply::apply;
use super::counts::{keep, locked, refuse_overlap, wrong_step};
use crate::domains::catalog;
use crate::domains::inventory::model::{CountStatus, StockOp};
use crate::domains::inventory::store::{self, LockedCount};
use crate::server::{Error, Result, Work};
use crate::shared::AppError;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What a scan has counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedLine {
    /// The line of the count.
    pub line_id: Uuid,
    /// Its variant.
    pub variant_id: Uuid,
    /// Units counted so far.
    pub counted: i32,
}

async fn counting(work: &mut Work, count_id: Uuid) -> Result<LockedCount> {
    let count = locked(work, count_id).await?;
    if count.status == CountStatus::Counting { Ok(count) } else { Err(wrong_step(&count)) }
}

/// Holds a count until the end of the transaction.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn hold_count(work: &mut Work, count_id: Uuid) -> Result<()> {
    locked(work, count_id).await?;
    Ok(())
}

/// Counts units of what has this SKU or barcode in addition to those counted before, at a moment that may lie a while back. A product
/// that is not in the count gets a line: it was found where nobody expected it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown count, a field error for an unknown product, a conflict when it is not being counted.
pub async fn count_more(work: &mut Work, count_id: Uuid, code: &str, units: i32, at: DateTime<Utc>) -> Result<CountedLine> {
    let count = counting(work, count_id).await?;
    let typed = code.trim().to_owned();
    let known = catalog::service::variants_typed(work, std::slice::from_ref(&typed)).await?;
    let variant_id = known.get(&typed).ok_or_else(|| Error::field("sku", "inventory-error-unknown-sku"))?.id;
    let now = work.now;
    let mut lines = store::count_lines(work.conn(), count_id, &[], &[variant_id]).await?;
    if lines.is_empty() {
        // Makes the level where there is none, so that there is something to hold.
        apply(work, &[StockOp::Expire { warehouse_id: count.warehouse_id, variant_id }]).await?;
        refuse_overlap(work, &count, &[variant_id]).await?;
        store::insert_count_items(work.conn(), &count, &[variant_id], now).await?;
        lines = store::count_lines(work.conn(), count_id, &[], &[variant_id]).await?;
    }
    let line_id = lines.first().ok_or(AppError::NotFound)?.id;
    change(work, &count, line_id, units, at).await
}

/// Takes units of a line back that were counted too much; a line of which nothing is left is not counted.
///
/// # Errors
/// [`AppError::NotFound`], a conflict when it is not being counted.
pub async fn count_less(work: &mut Work, count_id: Uuid, line_id: Uuid, units: i32, at: DateTime<Utc>) -> Result<CountedLine> {
    let count = counting(work, count_id).await?;
    change(work, &count, line_id, -units, at).await
}

/// What was counted last is as of then: the books are looked at as they stood at the latest of the scans.
async fn change(work: &mut Work, count: &LockedCount, line_id: Uuid, units: i32, at: DateTime<Utc>) -> Result<CountedLine> {
    let lines = store::count_lines(work.conn(), count.id, &[line_id], &[]).await?;
    let line = lines.first().ok_or(AppError::NotFound)?;
    let counted = line.counted.unwrap_or(0).saturating_add(units).max(0);
    let now = work.now;
    let at = at.max(line.counted_at.unwrap_or(at)).clamp(count.snapshot_at.unwrap_or(now).min(now), now);
    let kept = Some(counted).filter(|left| *left > 0 || units > 0);
    keep(work, count, &[(line.id, kept, line.variant_id)], at).await?;
    Ok(CountedLine { line_id: line.id, variant_id: line.variant_id, counted })
}
