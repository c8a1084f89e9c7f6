//! Goods that come back: the parcel of an order that its buyer did not take, or what a buyer returns.

use super::scan::{Scan, variant};
use super::stations::{Taken, conflict, live, message, unknown};
use crate::domains::orders;
use crate::domains::orders::model::ReturnLine;
use crate::domains::orders::service::{Came, ComingBack};
use crate::domains::stations::model::{BoardLine, Station, Verdict};
use crate::domains::stations::store;
use crate::server::db::retrying;
use crate::server::{Result, Scope, Work};
use crate::shared::AppError;
use std::collections::HashMap;
use uuid::Uuid;

/// Counts a piece of a return.
pub(super) async fn take(work: &mut Work, scan: &Scan, found: &ComingBack) -> Result<Taken> {
    if !found.is_open {
        return Err(conflict("stations-error-return-closed", &[("number", &found.number)]));
    }
    let variant_id = variant(work, &scan.code).await?;
    let ids: Vec<Uuid> = found.lines.iter().map(|line| line.id).collect();
    let live = live(work, Station::Returns, &ids).await?;
    let done = |line: &ReturnLine| live.get(&line.id).map_or(0, |live| live.pieces);
    let is_it = |line: &&ReturnLine| match (line.variant_id, variant_id) {
        (Some(own), Some(scanned)) => own == scanned,
        (Some(_), None) => false,
        (None, _) => line.sku.eq_ignore_ascii_case(&scan.code),
    };
    let of_it = || found.lines.iter().filter(is_it);
    let Some(line) = of_it().find(|line| done(line) < line.quantity).or_else(|| of_it().next()) else {
        return Err(match variant_id {
            Some(_) => conflict("stations-error-not-ordered", &[("code", &scan.code), ("number", &found.number)]),
            None => unknown(&scan.code),
        });
    };
    let after = done(line) + scan.quantity;
    if after > line.quantity {
        let args = [("name", line.name.as_str()), ("expected", &line.quantity.to_string())];
        return Ok(Taken { verdict: Verdict::Repeated, message: message("stations-said-complete", &args), line: None });
    }
    Ok(Taken::counted((line.id, line.variant_id), &line.name, after, Some(line.quantity)))
}

/// What a board shows of a return.
pub(super) async fn shown(work: &mut Work, found: ComingBack) -> Result<super::boards::Shown> {
    let ids: Vec<Uuid> = found.lines.iter().map(|line| line.id).collect();
    let variants: Vec<Uuid> = found.lines.iter().filter_map(|line| line.variant_id).collect();
    let (live, codes) = (live(work, Station::Returns, &ids).await?, store::codes(work.conn(), &variants).await?);
    let lines = found.lines.into_iter().map(|line| BoardLine {
        id: line.id,
        name: line.name,
        codes: match line.variant_id {
            Some(variant) => codes.get(&variant).cloned().unwrap_or_default(),
            None => vec![line.sku.to_uppercase()],
        },
        sku: line.sku,
        bin: None,
        order: None,
        expected: Some(line.quantity),
        most: None,
        done: live.get(&line.id).map_or(0, |live| live.pieces),
        damaged: live.get(&line.id).map_or(0, |live| live.damaged),
    });
    Ok((found.number, found.order_number, found.is_open, lines.collect()))
}

/// Receives what was scanned of a return: whole pieces are on the shelf, broken ones are set aside and become a claim, and what is
/// missing is written down where the person says that it is. Returns the return's number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when its goods cannot come, or pieces are missing.
pub async fn finish_return(scope: &Scope, return_id: Uuid, rest_is_missing: bool) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        store::hold(work.conn(), Station::Returns, return_id).await?;
        let found = orders::service::lock_coming_back(&mut work, return_id).await?.ok_or(AppError::NotFound)?;
        if !found.is_open {
            return Err(conflict("stations-error-return-closed", &[("number", &found.number)]));
        }
        let ids: Vec<Uuid> = found.lines.iter().map(|line| line.id).collect();
        let live = live(&mut work, Station::Returns, &ids).await?;
        let missing: i32 = found.lines.iter().map(|line| line.quantity - live.get(&line.id).map_or(0, |live| live.pieces)).sum();
        if missing > 0 && !rest_is_missing {
            return Err(conflict("stations-error-missing", &[("number", &found.order_number), ("count", &missing.to_string())]));
        }
        let came: HashMap<Uuid, Came> =
            live.values().map(|live| (live.line_id, Came { sellable: live.pieces - live.damaged, damaged: live.damaged })).collect();
        let number = orders::service::receive_return_in(&mut work, return_id, &came).await?;
        let now = work.now;
        store::settle(work.conn(), &[Station::Returns], &ids, now).await?;
        work.commit().await?;
        Ok(number)
    })
    .await
}
