//! Server functions and loaders of the stations.

use super::model::{ResolveForm, ScanAnswer, ScanForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{Board, Choice, KnownScan, PickPlace, Station, TaskPage},
    service, urls,
};
#[cfg(feature = "ssr")]
use crate::{
    server::{
        Scope,
        context::{self, require, require_change, require_change_in, require_in, signed_in},
        forms,
        i18n::t_args,
    },
    shared::{Area, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Whoever may change something at a station; of an unknown one, whoever may change stock.
#[cfg(feature = "ssr")]
fn at_work(station: Option<Station>) -> Result<Scope, AppError> {
    match station {
        Some(Station::Returns) => require_change_in(Area::Delivery, Permission::OrdersFulfil),
        Some(station) => require_change(station.permission()),
        None => require_change(Permission::InventoryWrite),
    }
}

/// Whoever may look at a station.
#[cfg(feature = "ssr")]
fn beside(station: Station) -> Result<Scope, AppError> {
    match station {
        Station::Returns => require_in(Area::Delivery, Permission::OrdersFulfil),
        station => require(station.permission()),
    }
}

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text.trim()).map_err(|_| AppError::NotFound)
}

/// Takes a scan. A device reads the answer, a browser without scripts is led to the page that shows it.
#[server(prefix = "/api/stations", endpoint = "scan")]
pub async fn scan(#[server(flatten)] form: ScanForm) -> Result<ScanAnswer, AppError> {
    let scope = at_work(Station::parse(&form.station))?;
    let known = service::scan(&scope, &form).await?;
    let line = service::line(&scope, &known).await?;
    leptos_axum::redirect(&urls::scanned(known.station, known.task_id, known.client_id));
    let text = t_args(&known.message.0, &known.message.1);
    Ok(ScanAnswer { client_id: known.client_id, verdict: known.verdict, text, line })
}

/// Opens what a scanned number is of.
#[server(prefix = "/api/stations", endpoint = "open_work")]
pub async fn open_work(#[server(default)] station: String, #[server(default)] code: String) -> Result<(), AppError> {
    let station = Station::parse(&station);
    let scope = at_work(station)?;
    let station = station.ok_or(AppError::NotFound)?;
    let found = service::find(&scope, station, &code).await?;
    leptos_axum::redirect(&urls::board(station, found));
    Ok(())
}

/// Books what was scanned of a purchase order.
#[server(prefix = "/api/stations", endpoint = "finish_receipt")]
pub async fn finish_receipt(#[server(default)] purchase_order_id: String, #[server(default)] reference: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingReceive)?;
    let (number, pieces) = service::finish_receipt(&scope, id(&purchase_order_id)?, &reference).await?;
    forms::done(&urls::station(Station::Receive), "stations-done-received", &[("number", &number), ("count", &pieces.to_string())]);
    Ok(())
}

/// Books what was scanned of a transfer.
#[server(prefix = "/api/stations", endpoint = "finish_transfer")]
pub async fn finish_transfer(#[server(default)] transfer_id: String, #[server(default)] rest_missing: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (number, pieces) = service::finish_transfer(&scope, id(&transfer_id)?, rest_missing == "true").await?;
    forms::done(&urls::station(Station::Receive), "stations-done-received", &[("number", &number), ("count", &pieces.to_string())]);
    Ok(())
}

/// Packs an order whose pieces were scanned.
#[server(prefix = "/api/stations", endpoint = "finish_packing")]
pub async fn finish_packing(#[server(default)] order_id: String, #[server(default)] weight: String) -> Result<(), AppError> {
    let scope = require_change(Permission::OrdersFulfil)?;
    let done = service::finish_packing(&scope, id(&order_id)?, &weight).await?;
    forms::done(&urls::packed(done.order_id), "stations-done-packed", &[("number", &done.number)]);
    Ok(())
}

/// Brings an order's parcel back.
#[server(prefix = "/api/stations", endpoint = "bring_back")]
pub async fn bring_back(
    #[server(default)] order_id: String,
    #[server(default)] return_reason: String,
    #[server(default)] rest_missing: String,
) -> Result<(), AppError> {
    let scope = require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let number = service::bring_back(&scope, id(&order_id)?, &return_reason, rest_missing == "true").await?;
    forms::done(&urls::station(Station::Returns), "stations-done-returned", &[("number", &number)]);
    Ok(())
}

/// Receives what was scanned of a return.
#[server(prefix = "/api/stations", endpoint = "finish_return")]
pub async fn finish_return(#[server(default)] return_id: String, #[server(default)] rest_missing: String) -> Result<(), AppError> {
    let scope = require_change_in(Area::Delivery, Permission::OrdersFulfil)?;
    let number = service::finish_return(&scope, id(&return_id)?, rest_missing == "true").await?;
    forms::done(&urls::station(Station::Returns), "returns-done-received", &[("number", &number)]);
    Ok(())
}

/// Decides about a scan that could not be done.
#[server(prefix = "/api/stations", endpoint = "resolve_task")]
pub async fn resolve_task(#[server(default)] station_task_id: String, #[server(flatten)] form: ResolveForm) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (code, is_applied) = service::resolve(&scope, &station_task_id, &form).await?;
    forms::done(urls::TASKS, if is_applied { "stations-done-applied" } else { "stations-done-dropped" }, &[("code", &code)]);
    Ok(())
}

/// What waits at the stations.
///
/// # Errors
/// For who may work at none.
#[cfg(feature = "ssr")]
pub async fn load_overview() -> Result<service::Overview, AppError> {
    let scope = signed_in()?;
    if !Station::ALL.iter().any(|station| scope.may(station.permission())) {
        scope.require(Permission::InventoryWrite)?;
    }
    Ok(service::overview(&scope).await?)
}

/// What can be worked on at a station.
///
/// # Errors
/// Without the station's permission.
#[cfg(feature = "ssr")]
pub async fn load_choices(station: Station) -> Result<Vec<Choice>, AppError> {
    let scope = beside(station)?;
    Ok(service::choices(&scope, station).await?)
}

/// What is worked on, with the scan whose verdict the page shows.
///
/// # Errors
/// Without the station's permission; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_board(
    station: Station,
    task_id: Result<Uuid, AppError>,
    last: Option<String>,
) -> Result<(Board, Option<KnownScan>), AppError> {
    let scope = beside(station)?;
    let board = service::board(&scope, station, task_id?).await?;
    let shown = match last.and_then(|id| Uuid::parse_str(&id).ok()) {
        Some(client_id) => service::known_scan(&scope, client_id).await?.filter(|scan| scan.task_id == board.task_id),
        None => None,
    };
    Ok((board, shown))
}

/// A page of scans that wait for a decision.
///
/// # Errors
/// Without `inventory.write`.
#[cfg(feature = "ssr")]
pub async fn load_tasks(page: PageRequest) -> Result<TaskPage, AppError> {
    let scope = require(Permission::InventoryWrite)?;
    Ok(service::tasks(&scope, page).await?)
}

/// How many scans wait for a decision; nothing for who may not decide.
///
/// # Errors
/// For a stranger.
#[cfg(feature = "ssr")]
pub async fn load_task_count() -> Result<i64, AppError> {
    let scope = signed_in()?;
    if !scope.may(Permission::InventoryWrite) {
        return Ok(0);
    }
    Ok(match context::frame("tasks").as_ref().and_then(serde_json::Value::as_i64) {
        Some(known) => known,
        None => service::open_tasks(&scope).await?,
    })
}

/// From which warehouses an order is fetched, and how far that is.
///
/// # Errors
/// Without `orders.fulfil`.
#[cfg(feature = "ssr")]
pub async fn load_places(order_id: Uuid) -> Result<Vec<PickPlace>, AppError> {
    let scope = require(Permission::OrdersFulfil)?;
    Ok(service::places(&scope, order_id).await?)
}
