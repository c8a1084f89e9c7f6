//! What moves on the pages of the bulk domain.

use crate::shared::money::group_thousands;
use leptos::prelude::*;

/// A bar that follows an import, and opens the page anew when it has ended.
#[island]
pub fn ImportProgress(
    /// The import.
    id: String,
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
    follow(id, set_count);
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, set_count);
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
fn follow(id: String, set_count: WriteSignal<i32>) {
    use super::api::import_progress;
    use leptos::task::spawn_local;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    let ask = {
        let id = id.clone();
        move || {
            let id = id.clone();
            spawn_local(async move {
                if let Ok(progress) = import_progress(id).await {
                    set_count.set(progress.counts.done);
                    if !progress.status.is_under_way() {
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
