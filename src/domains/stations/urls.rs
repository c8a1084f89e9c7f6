//! Paths of the stations.

use super::model::Station;
use uuid::Uuid;

/// All stations.
pub const INDEX: &str = "/stations";
/// Scans that wait for somebody's decision.
pub const TASKS: &str = "/stations/tasks";

/// Where the work of a station is chosen.
#[must_use]
pub fn station(station: Station) -> String {
    format!("{INDEX}/{}", station.slug())
}

/// Where the next parcel is chosen, with the label of the one that was packed.
#[must_use]
pub fn packed(order_id: Uuid) -> String {
    format!("{}?packed={order_id}", station(Station::Pack))
}

/// Where one piece of work is done.
#[must_use]
pub fn board(station: Station, task_id: Uuid) -> String {
    format!("{INDEX}/{}/{task_id}", station.slug())
}

/// As [`board`], with the verdict about a scan.
#[must_use]
pub fn scanned(station: Station, task_id: Uuid, client_id: Uuid) -> String {
    format!("{INDEX}/{}/{task_id}?last={client_id}", station.slug())
}

/// Whether a page is for a tablet: it has no frame and no islands, so it needs nothing of what islands are made of.
#[must_use]
pub fn is_for_tablets(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    path == INDEX || path.starts_with("/stations/") && path != TASKS
}
