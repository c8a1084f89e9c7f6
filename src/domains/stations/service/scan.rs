//! The one entry for scans.

use super::stations::{Taken, take, take_back};
use crate::domains::catalog;
use crate::domains::stations::model::{KnownScan, Message, ScanForm, Station, Verdict, sender};
use crate::domains::stations::store::{self, NewScan};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

/// Longest code, in characters.
const LONGEST_CODE: usize = 100;
/// Most pieces of one scan.
const MOST: i32 = 10_000;
/// How long a device is believed to have been without a network.
const LONGEST_QUEUE: TimeDelta = TimeDelta::days(14);

/// A scan that cannot be wrong in form.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    pub client_id: Uuid,
    pub station: Station,
    pub task_id: Uuid,
    pub undoes: Option<Uuid>,
    pub code: String,
    pub quantity: i32,
    pub is_damaged: bool,
    pub is_over: bool,
    pub is_attended: bool,
    pub at: DateTime<Utc>,
}

fn id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text.trim()).map_err(|_| AppError::NotFound.into())
}

fn parse(scope: &Scope, form: &ScanForm) -> Result<Scan> {
    let station = Station::parse(&form.station).ok_or(AppError::NotFound)?;
    let (task_id, client_id) = (id(&form.task)?, id(&form.client_id)?);
    if client_id.is_nil() {
        return Err(AppError::NotFound.into());
    }
    let own = scope.user_id().map(|user_id| sender(scope.organization.id, user_id));
    if !form.sender.is_empty() && own.is_some_and(|own| own != form.sender) {
        return Err(Error::conflict("stations-error-sender"));
    }
    let mut errors = FieldErrors::default();
    let undoes = match form.action.as_str() {
        "UNDO" => Some(id(&form.undoes)?),
        "" | "SCAN" => None,
        _ => {
            errors.add("action", "error-choice");
            None
        }
    };
    let code: String = form.code.trim().chars().filter(|letter| !letter.is_control()).collect();
    if code.chars().count() > LONGEST_CODE {
        errors.add("code", "error-too-long");
    } else if code.is_empty() && undoes.is_none() {
        errors.add("code", "error-required");
    }
    let quantity = match form.quantity.trim() {
        "" => 1,
        typed => typed.parse::<i32>().ok().filter(|pieces| (1..=MOST).contains(pieces)).unwrap_or_else(|| {
            errors.add("quantity", "stations-error-quantity");
            1
        }),
    };
    errors.into_result()?;
    let now = scope.clock.now();
    let ago = TimeDelta::try_seconds(form.seconds_ago.trim().parse().unwrap_or(0)).unwrap_or_default();
    Ok(Scan {
        client_id,
        station,
        task_id,
        undoes,
        code,
        quantity,
        is_damaged: form.damaged == "true",
        is_over: form.over == "true",
        is_attended: form.attended == "true",
        at: now - ago.clamp(TimeDelta::zero(), LONGEST_QUEUE),
    })
}

/// Takes a scan: the same one again, also at the same moment, changes nothing and gets the same verdict. One that cannot be done is
/// kept; where nobody stood by it becomes a task.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown station or nothing to work on, field errors, a conflict for somebody else's queue.
pub async fn scan(scope: &Scope, form: &ScanForm) -> Result<KnownScan> {
    let scan = &parse(scope, form)?;
    retrying(|| scan_once(scope, scan)).await
}

async fn scan_once(scope: &Scope, scan: &Scan) -> Result<KnownScan> {
    let mut work = scope.begin().await?;
    store::hold(work.conn(), scan.station, scan.task_id).await?;
    if let Some(known) = known(&mut work, scan).await? {
        return Ok(known);
    }
    let done = match scan.undoes {
        Some(target) => take_back(&mut work, scan, target).await,
        None if store::is_undone_already(work.conn(), scan.client_id).await? => Ok(Taken::nothing("stations-said-undone", &scan.code)),
        None => take(&mut work, scan).await,
    };
    match done {
        Ok(taken) => {
            write(&mut work, scan, taken).await?;
        }
        Err(error) => {
            let message = refusal(error)?;
            // Nothing of it has happened: what the scan was is kept by itself.
            drop(work);
            work = scope.begin().await?;
            store::hold(work.conn(), scan.station, scan.task_id).await?;
            if let Some(known) = known(&mut work, scan).await? {
                return Ok(known);
            }
            let verdict = if scan.is_attended { Verdict::Refused } else { Verdict::Conflict };
            write(&mut work, scan, Taken { verdict, message, line: None }).await?;
            if verdict == Verdict::Conflict {
                let (task, now) = (new_id(), work.now);
                store::insert_task(work.conn(), task, scan.client_id, now).await?;
                outbox::emit(&mut work, "stations.task_opened", task, json!({})).await?;
            }
        }
    }
    let known = store::scan(work.conn(), scan.client_id).await?.ok_or(AppError::NotFound)?;
    work.commit().await?;
    Ok(known)
}

/// The scan, if it came before. An id that stands for another scan is somebody's mistake.
async fn known(work: &mut Work, scan: &Scan) -> Result<Option<KnownScan>> {
    match store::scan(work.conn(), scan.client_id).await? {
        Some(known) if (known.station, known.task_id) == (scan.station, scan.task_id) => Ok(Some(known)),
        Some(_) => Err(Error::conflict("stations-error-id-taken")),
        None => Ok(None),
    }
}

/// Why something cannot be done, in words; what is our fault stays an error.
pub(super) fn refusal(error: Error) -> Result<Message> {
    match error {
        Error::App(AppError::Conflict { key, args }) => Ok((key, args)),
        Error::App(AppError::Invalid(errors)) => {
            let first = errors.0.into_iter().next().ok_or_else(|| Error::Other(anyhow::anyhow!("a form was refused without a reason")))?;
            Ok((first.key, first.args))
        }
        error => Err(error),
    }
}

async fn write(work: &mut Work, scan: &Scan, taken: Taken) -> Result<()> {
    let (user_id, at) = (work.scope.user_id(), work.now);
    let args = json!(taken.message.1);
    let new = NewScan {
        client_id: scan.client_id,
        station: scan.station,
        task_id: scan.task_id,
        undoes: scan.undoes,
        code: &scan.code,
        quantity: scan.quantity,
        is_damaged: scan.is_damaged,
        is_over: scan.is_over,
        verdict: taken.verdict,
        message_key: &taken.message.0,
        message_args: &args,
        line_id: taken.line.map(|(line, _)| line),
        variant_id: taken.line.and_then(|(_, variant)| variant),
        user_id,
        scanned_at: scan.at,
        at,
    };
    if !store::insert_scan(work.conn(), &new).await? {
        // At the same moment, at another piece of work.
        return Err(Error::conflict("stations-error-id-taken"));
    }
    outbox::emit(work, "stations.scanned", scan.task_id, json!({"station": scan.station.code()})).await
}

/// The variant with this SKU, in any case, or barcode.
pub(super) async fn variant(work: &mut Work, code: &str) -> Result<Option<Uuid>> {
    let typed = code.to_owned();
    let known = catalog::service::variants_typed(work, std::slice::from_ref(&typed)).await?;
    Ok(known.get(&typed).map(|variant| variant.id))
}
