//! What a scan does at each station.

use super::scan::{Scan, variant};
use crate::domains::orders::model::{LineToShip, OrderMoney, OrderStatus};
use crate::domains::stations::model::{Message, Station, Verdict};
use crate::domains::stations::store::{self, Live};
use crate::domains::{delivery, inventory, orders};
use crate::server::{Error, Result, Work};
use crate::shared::AppError;
use std::collections::HashMap;
use uuid::Uuid;

/// What a scan has done.
pub(super) struct Taken {
    pub verdict: Verdict,
    pub message: Message,
    /// The line that it counts for, and its variant.
    pub line: Option<(Uuid, Option<Uuid>)>,
}

impl Taken {
    /// Nothing was to be done.
    pub fn nothing(key: &str, code: &str) -> Self {
        Self { verdict: Verdict::Repeated, message: message(key, &[("code", code)]), line: None }
    }

    pub fn counted(line: (Uuid, Option<Uuid>), name: &str, done: i32, expected: Option<i32>) -> Self {
        let done = done.to_string();
        let message = match expected {
            Some(expected) => message("stations-said-of", &[("name", name), ("done", &done), ("expected", &expected.to_string())]),
            None => message("stations-said-done", &[("name", name), ("done", &done)]),
        };
        Self { verdict: Verdict::Applied, message, line: Some(line) }
    }
}

pub(super) fn message(key: &str, args: &[(&str, &str)]) -> Message {
    (key.to_owned(), args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

pub(super) fn conflict(key: &str, args: &[(&str, &str)]) -> Error {
    let (key, args) = message(key, args);
    AppError::Conflict { key, args }.into()
}

pub(super) fn unknown(code: &str) -> Error {
    conflict("stations-error-unknown-code", &[("code", code)])
}

/// Pieces scanned so far, by line.
pub(super) async fn live(work: &mut Work, station: Station, lines: &[Uuid]) -> Result<HashMap<Uuid, Live>> {
    Ok(store::live(work.conn(), station, lines).await?.into_iter().map(|live| (live.line_id, live)).collect())
}

/// Does what a scan says.
///
/// # Errors
/// A conflict that says why it cannot be; [`AppError::NotFound`] when there is nothing to work on.
pub(super) async fn take(work: &mut Work, scan: &Scan) -> Result<Taken> {
    match scan.station {
        Station::Receive => super::arrivals::take(work, scan).await,
        Station::Pick => pick(work, scan).await,
        Station::Pack => pack(work, scan).await,
        Station::Count => count(work, scan).await,
        Station::Returns => bring_back(work, scan).await,
    }
}

fn wrong_step(key: &str, order: &OrderMoney) -> Error {
    let status = crate::server::i18n::t(order.status.key());
    conflict(key, &[("number", &order.order_number), ("status", &status)])
}

/// The line of an order that a code is of: by its variant, or by the SKU that a platform has given.
fn line_of<'a>(
    lines: &'a [LineToShip],
    variant_id: Option<Uuid>,
    scan: &Scan,
    open: impl Fn(&LineToShip) -> bool,
) -> Option<&'a LineToShip> {
    let is_it = |line: &&LineToShip| match (line.variant_id, variant_id) {
        (Some(own), Some(scanned)) => own == scanned,
        (Some(_), None) => false,
        (None, _) => line.sku.as_deref().is_some_and(|sku| sku.eq_ignore_ascii_case(&scan.code)),
    };
    lines.iter().filter(is_it).find(|line| open(line)).or_else(|| lines.iter().find(is_it))
}

/// Counts a piece of a line of an order, whether it goes or comes.
async fn piece(work: &mut Work, scan: &Scan, order: &OrderMoney, lines: &[LineToShip]) -> Result<Taken> {
    let variant_id = variant(work, &scan.code).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
    let live = live(work, scan.station, &ids).await?;
    let done = |line: &LineToShip| live.get(&line.order_item_id).map_or(0, |live| live.pieces);
    let Some(line) = line_of(lines, variant_id, scan, |line| done(line) < line.quantity) else {
        return Err(match variant_id {
            Some(_) => conflict("stations-error-wrong-item", &[("code", &scan.code), ("number", &order.order_number)]),
            None => unknown(&scan.code),
        });
    };
    let after = done(line) + scan.quantity;
    if after > line.quantity {
        let args = [("name", line.name.as_str()), ("expected", &line.quantity.to_string())];
        return Ok(Taken { verdict: Verdict::Repeated, message: message("stations-said-complete", &args), line: None });
    }
    Ok(Taken::counted((line.order_item_id, line.variant_id), &line.name, after, Some(line.quantity)))
}

async fn pack(work: &mut Work, scan: &Scan) -> Result<Taken> {
    let order = orders::service::lock_money(work, scan.task_id).await?;
    if !matches!(order.status, OrderStatus::Confirmed | OrderStatus::Processing) {
        return Err(wrong_step("stations-error-pack-step", &order));
    }
    let lines = orders::service::lines_to_ship(work, order.id).await?;
    let taken = piece(work, scan, &order, &lines).await?;
    if taken.verdict == Verdict::Applied {
        orders::service::begin_picking(work, &order).await?;
    }
    Ok(taken)
}

async fn pick(work: &mut Work, scan: &Scan) -> Result<Taken> {
    let place = store::warehouse(work.conn(), scan.task_id).await?.ok_or(AppError::NotFound)?;
    let variant_id = variant(work, &scan.code).await?.ok_or_else(|| unknown(&scan.code))?;
    let lines = store::pick_lines(work.conn(), scan.task_id).await?;
    let of_it = || lines.iter().filter(|line| line.variant_id == variant_id);
    let Some(line) = of_it().find(|line| line.picked < line.quantity).or_else(|| of_it().next()) else {
        return Err(conflict("stations-error-not-wanted", &[("code", &scan.code), ("place", &place)]));
    };
    if line.picked + scan.quantity > line.quantity {
        let args = [("name", line.name.as_str()), ("expected", &line.quantity.to_string())];
        return Ok(Taken { verdict: Verdict::Repeated, message: message("stations-said-complete", &args), line: None });
    }
    let order = orders::service::lock_money(work, line.order_id).await?;
    // It may have been cancelled or packed since the lines were read.
    if !matches!(order.status, OrderStatus::Confirmed | OrderStatus::Processing) {
        return Err(wrong_step("stations-error-pack-step", &order));
    }
    orders::service::begin_picking(work, &order).await?;
    Ok(Taken::counted((line.id, Some(variant_id)), &line.name, line.picked + scan.quantity, Some(line.quantity)))
}

async fn count(work: &mut Work, scan: &Scan) -> Result<Taken> {
    let head = store::count(work.conn(), scan.task_id).await?.ok_or(AppError::NotFound)?;
    if !head.is_open {
        return Err(conflict("stations-error-count-over", &[("number", &head.number)]));
    }
    variant(work, &scan.code).await?.ok_or_else(|| unknown(&scan.code))?;
    let line = inventory::service::count_more(work, scan.task_id, &scan.code, scan.quantity, scan.at).await?;
    let lines = store::count_lines(work.conn(), scan.task_id, Some(line.line_id), 1).await?;
    let name = lines.first().map_or("", |line| line.name.as_str());
    Ok(Taken::counted((line.line_id, Some(line.variant_id)), name, line.counted, None))
}

async fn bring_back(work: &mut Work, scan: &Scan) -> Result<Taken> {
    if let Some(found) = orders::service::lock_coming_back(work, scan.task_id).await? {
        return super::returned::take(work, scan, &found).await;
    }
    let order = orders::service::lock_money(work, scan.task_id).await?;
    let lines = delivery::service::lines_coming_back(work, &order).await?;
    if lines.is_empty() {
        return Err(wrong_step("stations-error-returns-step", &order));
    }
    piece(work, scan, &order, &lines).await
}

/// Takes a scan back. One that has not come yet is taken back when it comes.
pub(super) async fn take_back(work: &mut Work, scan: &Scan, target: Uuid) -> Result<Taken> {
    // What is worked on must be there, whatever the scan was.
    super::boards::exists(work, scan.station, scan.task_id).await?;
    let done = |code: &str| Taken { verdict: Verdict::Applied, message: message("stations-said-undone", &[("code", code)]), line: None };
    let Some(known) = store::scan(work.conn(), target).await? else { return Ok(done(&scan.code)) };
    if (known.station, known.task_id) != (scan.station, scan.task_id) || known.is_undo {
        return Err(Error::conflict("stations-error-id-taken"));
    }
    if known.is_settled {
        return Err(conflict("stations-error-settled", &[("code", &known.code)]));
    }
    if known.is_undone {
        return Ok(done(&known.code));
    }
    match (known.verdict, known.line_id) {
        (Verdict::Applied, Some(line_id)) => {
            if scan.station == Station::Count {
                inventory::service::count_less(work, scan.task_id, line_id, known.quantity, scan.at).await?;
            }
            store::set_undone(work.conn(), target).await?;
        }
        (Verdict::Conflict, _) => {
            if let Some(task) = store::open_task_of(work.conn(), target).await? {
                let (user_id, at) = (work.scope.user_id(), work.now);
                store::resolve_task(work.conn(), task, false, "", user_id, at).await?;
            }
            store::set_undone(work.conn(), target).await?;
        }
        _ => {}
    }
    Ok(done(&known.code))
}
