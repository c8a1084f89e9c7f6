//! What there is to work on, and how far it is.

use super::stations::live;
use super::{arrivals, returned};
use crate::domains::orders::model::{LineToShip, OrderStatus};
use crate::domains::stations::model::{Board, BoardLine, Choice, KnownScan, PickPlace, Station, TaskKind};
use crate::domains::stations::store;
use crate::domains::{delivery, inventory, orders};
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{AppError, Permission};
use std::collections::HashMap;
use uuid::Uuid;

/// Tasks are counted up to here; the function `frame_of` of the database does too.
const TASK_CAP: i64 = 100;
/// Most lines of a count on one board.
const MOST_LINES: i64 = 2_000;

/// What the page of all stations shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Stations that the person may work at, each with how many pieces of work wait.
    pub stations: Vec<(Station, usize)>,
    /// Scans that wait for a decision.
    pub tasks: i64,
}

/// What waits at the stations.
///
/// # Errors
/// When the database refuses.
pub async fn overview(scope: &Scope) -> Result<Overview> {
    let mut work = scope.begin().await?;
    let mut stations = Vec::new();
    for station in Station::ALL.iter().copied().filter(|station| scope.may(station.permission())) {
        let waiting = offered(&mut work, station).await?.into_iter().filter(|choice| choice.waiting > 0 || station == Station::Count);
        stations.push((station, waiting.count()));
    }
    Ok(Overview { stations, tasks: store::open_tasks(work.conn(), TASK_CAP).await? })
}

/// How many scans wait for a decision, up to a hundred.
///
/// # Errors
/// When the database refuses.
pub async fn open_tasks(scope: &Scope) -> Result<i64> {
    store::open_tasks(Work::begin_planned_once(scope).await?.conn(), TASK_CAP).await
}

async fn offered(work: &mut Work, station: Station) -> Result<Vec<Choice>> {
    match station {
        Station::Receive => {
            let mut choices = store::to_receive(work.conn()).await?;
            if work.scope.may(Permission::InventoryWrite) {
                choices.extend(store::to_arrive(work.conn()).await?);
            }
            Ok(choices)
        }
        Station::Pick => store::to_pick(work.conn()).await,
        Station::Pack => store::to_pack(work.conn()).await,
        Station::Count => store::to_count(work.conn()).await,
        Station::Returns => {
            let mut choices = store::to_bring_back(work.conn()).await?;
            choices.extend(store::to_take_back(work.conn()).await?);
            Ok(choices)
        }
    }
}

/// What can be worked on at a station.
///
/// # Errors
/// When the database refuses.
pub async fn choices(scope: &Scope, station: Station) -> Result<Vec<Choice>> {
    offered(&mut scope.begin().await?, station).await
}

/// What a scanned number is of. A bin that nobody counts begins to be counted. Returns the id of what is to be worked on.
///
/// # Errors
/// A field error when there is nothing of that number.
pub async fn find(scope: &Scope, station: Station, typed: &str) -> Result<Uuid> {
    let number = typed.trim().trim_start_matches('#').to_uppercase();
    if number.is_empty() {
        return Err(Error::field("code", "error-required"));
    }
    let mut work = scope.begin().await?;
    let found = match station {
        Station::Receive => match store::purchase_order_by(work.conn(), &number).await? {
            None if scope.may(Permission::InventoryWrite) => store::transfer_by(work.conn(), &number).await?,
            found => found,
        },
        Station::Pack => store::order_by(work.conn(), &number).await?,
        Station::Returns => match store::return_by(work.conn(), &number).await? {
            None => store::order_by(work.conn(), &number).await?,
            found => found,
        },
        Station::Count => store::count_by(work.conn(), &number).await?,
        Station::Pick => {
            offered(&mut work, station).await?.into_iter().find(|choice| choice.sub.to_uppercase() == number).map(|choice| choice.id)
        }
    };
    if let Some(found) = found {
        return Ok(found);
    }
    let bin = if station == Station::Count { store::bin_by(work.conn(), &number).await? } else { None };
    let (bin_id, warehouse_id) = bin.ok_or_else(|| Error::field("code", "stations-error-not-found"))?;
    drop(work);
    let form = inventory::model::CountForm {
        warehouse: warehouse_id.to_string(),
        scope: "BIN".to_owned(),
        bin: bin_id.to_string(),
        ..inventory::model::CountForm::default()
    };
    let (count_id, _) = inventory::service::create_count(scope, &form).await?;
    inventory::service::start_count(scope, &count_id.to_string()).await?;
    Ok(count_id)
}

/// Refuses what is not there.
pub(super) async fn exists(work: &mut Work, station: Station, task_id: Uuid) -> Result<()> {
    match station {
        Station::Receive => drop(arrivals::incoming(work, task_id).await?),
        Station::Returns if orders::service::lock_coming_back(work, task_id).await?.is_some() => {}
        Station::Pack | Station::Returns => drop(orders::service::lock_money(work, task_id).await?),
        Station::Count => inventory::service::hold_count(work, task_id).await?,
        Station::Pick => drop(store::warehouse(work.conn(), task_id).await?.ok_or(AppError::NotFound)?),
    }
    Ok(())
}

/// A scan that the server knows.
///
/// # Errors
/// When the database refuses.
pub async fn known_scan(scope: &Scope, client_id: Uuid) -> Result<Option<KnownScan>> {
    store::scan(scope.begin().await?.conn(), client_id).await
}

/// What is worked on at a station, as far as it is.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn board(scope: &Scope, station: Station, task_id: Uuid) -> Result<Board> {
    let mut work = scope.begin().await?;
    // No scan of it comes between the numbers and the list of those that are in them.
    store::hold(work.conn(), station, task_id).await?;
    let seen = store::seen(work.conn(), station, task_id).await?;
    let user_id = scope.user_id();
    let last = store::undoable(work.conn(), station, task_id, user_id).await?;
    let ((title, sub, is_open, lines), kind) = match station {
        Station::Receive => arrivals::shown(&mut work, task_id).await?,
        Station::Pick => (picking(&mut work, task_id).await?, TaskKind::Usual),
        Station::Pack => (parcel(&mut work, station, task_id).await?, TaskKind::Usual),
        Station::Returns => match orders::service::lock_coming_back(&mut work, task_id).await? {
            Some(found) => (returned::shown(&mut work, found).await?, TaskKind::Return),
            None => (parcel(&mut work, station, task_id).await?, TaskKind::Usual),
        },
        Station::Count => (counting(&mut work, task_id, None).await?, TaskKind::Usual),
    };
    let places = if station == Station::Pack && is_open { store::places(work.conn(), task_id).await? } else { Vec::new() };
    Ok(Board { station, task_id, kind, title, sub, is_open, lines, places, seen, last })
}

/// From which warehouses what is still here of an order is fetched, and how far that is.
///
/// # Errors
/// When the database refuses.
pub async fn places(scope: &Scope, order_id: Uuid) -> Result<Vec<PickPlace>> {
    store::places(Work::begin_planned_once(scope).await?.conn(), order_id).await
}

/// The line that a scan counts for, as it stands now.
///
/// # Errors
/// When the database refuses.
pub async fn line(scope: &Scope, scan: &KnownScan) -> Result<Option<BoardLine>> {
    let Some(line_id) = scan.line_id else { return Ok(None) };
    if scan.station == Station::Count {
        let (_, _, _, lines) = counting(&mut scope.begin().await?, scan.task_id, Some(line_id)).await?;
        return Ok(lines.into_iter().next());
    }
    Ok(board(scope, scan.station, scan.task_id).await?.lines.into_iter().find(|line| line.id == line_id))
}

/// Title, where it is from, whether it can be worked on, and its lines.
pub(super) type Shown = (String, String, bool, Vec<BoardLine>);

async fn picking(work: &mut Work, id: Uuid) -> Result<Shown> {
    let name = store::warehouse(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let lines = store::pick_lines(work.conn(), id).await?;
    let variants: Vec<Uuid> = lines.iter().map(|line| line.variant_id).collect();
    let codes = store::codes(work.conn(), &variants).await?;
    let lines = lines.into_iter().map(|line| BoardLine {
        id: line.id,
        name: line.name,
        codes: codes.get(&line.variant_id).cloned().unwrap_or_default(),
        sku: line.sku,
        bin: line.bin,
        order: Some(line.order_number),
        expected: Some(line.quantity),
        most: None,
        done: line.picked,
        damaged: 0,
    });
    Ok((name, String::new(), true, lines.collect()))
}

async fn parcel(work: &mut Work, station: Station, id: Uuid) -> Result<Shown> {
    let order = orders::service::lock_money(work, id).await?;
    let (lines, is_open) = match station {
        Station::Returns => {
            let lines = delivery::service::lines_coming_back(work, &order).await?;
            let is_open = !lines.is_empty();
            (lines, is_open)
        }
        _ => (orders::service::lines_to_ship(work, id).await?, matches!(order.status, OrderStatus::Confirmed | OrderStatus::Processing)),
    };
    let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
    let variants: Vec<Uuid> = lines.iter().filter_map(|line| line.variant_id).collect();
    let (live, codes) = (live(work, station, &ids).await?, store::codes(work.conn(), &variants).await?);
    let lines = lines.into_iter().map(|line| parcel_line(line, &live, &codes)).collect();
    let city = order.shipping_address.get("city").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    Ok((order.order_number, city, is_open, lines))
}

fn parcel_line(line: LineToShip, live: &HashMap<Uuid, store::Live>, codes: &HashMap<Uuid, Vec<String>>) -> BoardLine {
    let scanned = live.get(&line.order_item_id);
    let sku = line.sku.unwrap_or_default();
    let codes = match line.variant_id {
        Some(variant) => codes.get(&variant).cloned().unwrap_or_default(),
        None => vec![sku.to_uppercase()],
    };
    BoardLine {
        id: line.order_item_id,
        name: line.name,
        sku,
        codes,
        bin: None,
        order: None,
        expected: Some(line.quantity),
        most: None,
        done: scanned.map_or(0, |live| live.pieces),
        damaged: scanned.map_or(0, |live| live.damaged),
    }
}

async fn counting(work: &mut Work, id: Uuid, only: Option<Uuid>) -> Result<Shown> {
    let head = store::count(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let lines = store::count_lines(work.conn(), id, only, MOST_LINES).await?;
    let variants: Vec<Uuid> = lines.iter().map(|line| line.variant_id).collect();
    let codes = store::codes(work.conn(), &variants).await?;
    let lines = lines.into_iter().map(|line| BoardLine {
        id: line.id,
        name: line.name,
        codes: codes.get(&line.variant_id).cloned().unwrap_or_default(),
        sku: line.sku,
        bin: line.bin,
        order: None,
        expected: Some(line.expected).filter(|_| !head.is_blind),
        most: None,
        done: line.counted.unwrap_or(0),
        damaged: 0,
    });
    Ok((head.number, head.place, head.is_open, lines.collect()))
}
