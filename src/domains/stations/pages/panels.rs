//! What other pages show of the stations.

use crate::domains::stations::api::load_task_count;
use crate::server::format::capped;
use leptos::prelude::*;

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
