//! Server-Sent Events in the browser: `/events` says what has changed in the organization.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, Headers, MessageEvent, RequestInit, Response, SupportedType};

/// The event by which `app.js` passes on what the server says.
const EVENT: &str = "live";

/// How long to wait for further changes before asking the server.
const SETTLE: Duration = Duration::from_millis(400);

/// Calls `action` with the text of each event (`kind id`) while the island is on the page. `app.js` holds the page's one
/// connection, which the browser makes again by itself when it is lost, and passes on what it hears. The mark on the document
/// says that somebody listens.
pub fn on_change(action: impl Fn(String) + 'static) {
    let document = document();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            action(text);
        }
    });
    if document.add_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref()).is_err() {
        return;
    }
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("data-live", ""));
    }
    let kept = send_wrapper::SendWrapper::new((document, listener));
    on_cleanup(move || {
        let (document, listener) = kept.take();
        drop(document.remove_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref()));
    });
}

/// Fetches the page again when something of this kind changes, and replaces the element with this id. Rows that somebody
/// has selected, or a field in which they are typing, are left alone until the next change.
pub fn replace_on_change(target: String, prefix: String) {
    let waiting = Rc::new(Cell::new(false));
    on_change(move |message| {
        if !(message.starts_with(prefix.as_str()) || message == "reload") || waiting.replace(true) {
            return;
        }
        let (target, waiting) = (target.clone(), waiting.clone());
        set_timeout(
            move || {
                waiting.set(false);
                leptos::task::spawn_local(async move {
                    // The list is a convenience: when it cannot be fetched it stays as it is, and the next change tries again.
                    drop(replace(&target).await);
                });
            },
            SETTLE,
        );
    });
}

async fn replace(target: &str) -> Result<(), wasm_bindgen::JsValue> {
    let window = window();
    let document = document();
    let Some(old) = document.get_element_by_id(target) else { return Ok(()) };
    let busy = document.active_element().is_some_and(|active| old.contains(Some(&active)) && active.tag_name() != "A")
        || old.query_selector("tbody :checked")?.is_some();
    if busy {
        return Ok(());
    }
    let href = window.location().href()?;
    let headers = Headers::new()?;
    headers.set(super::REFRESH, "1")?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&href, &init)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(());
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let fresh = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    if let Some(new) = fresh.get_element_by_id(target) {
        old.replace_with_with_node_1(&new)?;
    }
    Ok(())
}
