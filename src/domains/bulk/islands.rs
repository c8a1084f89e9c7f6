//! What moves on the pages of the bulk domain.

use crate::shared::money::group_thousands;
use leptos::prelude::*;

/// A bar that follows an import or a change of many rows, and opens the page anew when it has ended.
#[island]
pub fn JobProgress(
    /// The job.
    id: String,
    /// It is an import.
    is_import: bool,
    /// All rows.
    total: i32,
    /// Rows that have a result.
    done: i32,
    /// After the numbers: "rows".
    unit: String,
    /// What the bar shows, for screen readers.
    label: String,
) -> impl IntoView {
    let (count, set_count) = signal(done);
    #[cfg(feature = "hydrate")]
    follow(id, is_import, set_count);
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, is_import, set_count);
    let all = group_thousands(&total.to_string());
    view! {
        <div class="stack">
            <progress class="progress" max=total.max(1).to_string() value=move || count.get().to_string() aria-label=label></progress>
            <p aria-live="polite">{move || group_thousands(&count.get().to_string())}" / "{all}" "{unit}</p>
        </div>
    }
}

/// Asks for the numbers whenever the server says that they have changed.
#[cfg(feature = "hydrate")]
fn follow(id: String, is_import: bool, set_count: WriteSignal<i32>) {
    use super::api::{action_standing, import_standing};
    use leptos::task::spawn_local;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    let ask = {
        let id = id.clone();
        move || {
            let id = id.clone();
            spawn_local(async move {
                let standing = if is_import { import_standing(id).await } else { action_standing(id).await };
                if let Ok(standing) = standing {
                    set_count.set(standing.done);
                    if !standing.is_under_way {
                        drop(window().location().reload());
                    }
                }
            });
        }
    };
    let Ok(source) = web_sys::EventSource::new("/events") else { return };
    // What happened before the connection stood is asked for once it stands.
    let opened = Closure::<dyn Fn()>::new({
        let ask = ask.clone();
        move || ask()
    });
    let changed = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let data = event.data().as_string().unwrap_or_default();
        if data == "reload" || data.strip_prefix("bulk.progress ").is_some_and(|about| about == id) {
            ask();
        }
    });
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    drop(source.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref()));
    let held = StoredValue::new_local((source, opened, changed));
    on_cleanup(move || held.with_value(|(source, _, _)| source.close()));
}
