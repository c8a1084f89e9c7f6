//! What other pages show of the stations.

use crate::domains::stations::api::{load_places, load_task_count};
use crate::domains::stations::model::{PickPlace, still_to_pick};
use crate::server::format::capped;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::{Alert, Tone};
use leptos::prelude::*;
use uuid::Uuid;

/// Counted up to here.
const CAP: i64 = 99;

/// How many scans wait for a decision, where there are any.
#[component]
pub fn TaskCount() -> impl IntoView {
    Suspend::new(async {
        match load_task_count().await {
            Ok(0) => ().into_any(),
            Ok(count) => view! { <span class="count count-hot">{capped(count, CAP)}</span> }.into_any(),
            Err(error) => {
                // The navigation is no reason for a page to fail.
                tracing::warn!(%error, "the tasks of the stations could not be counted");
                ().into_any()
            }
        }
    })
}

/// Where pieces of an order are still to be picked, on its own page. Nothing where all is picked, or nobody picks at the station.
#[component]
pub fn OrderPicking(
    /// The order.
    order_id: Uuid,
) -> impl IntoView {
    page(load_places(order_id), |places| picking_notice(&places))
}

/// Where something is still to be picked, warehouse by warehouse.
pub(super) fn picking_notice(places: &[PickPlace]) -> impl IntoView + use<> {
    let open = still_to_pick(places);
    let text = open
        .iter()
        .map(|place| t_with("stations-to-pick-at", &[("place", place.warehouse.clone().into()), ("count", place.open().into())]))
        .collect::<Vec<_>>()
        .join(", ");
    (!open.is_empty()).then(|| view! { <div id="still-to-pick"><Alert tone=Tone::Warn title=t("stations-to-pick")>{text}</Alert></div> })
}
