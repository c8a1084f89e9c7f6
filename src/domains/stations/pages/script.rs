//! What the device's own program needs of a page: texts, whose queue it is, and the files of the program.

use crate::domains::stations::model::{Board, Station, sender};
use crate::server::context;
use crate::server::i18n::{t, t_with};
use leptos::prelude::*;
use serde_json::{Value, json};

/// Whose queue it is; empty for nobody's.
pub(super) fn own_sender() -> String {
    let scope = context::request().and_then(|request| request.scope);
    scope.and_then(|scope| Some(sender(scope.organization.id, scope.user_id()?))).unwrap_or_default()
}

/// A text with its variables as marks, which the program on the device fills in.
fn marked(key: &'static str, names: &[&'static str]) -> String {
    let args: Vec<_> = names.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
    t_with(key, &args)
}

fn texts() -> Value {
    json!({
        "of": marked("stations-said-of", &["name", "done", "expected"]),
        "done": marked("stations-said-done", &["name", "done"]),
        "complete": marked("stations-said-complete", &["name", "expected"]),
        "undone": marked("stations-said-undone", &["code"]),
        "unknown": marked("stations-error-unknown-code", &["code"]),
        "wrong": marked("stations-said-wrong", &["code"]),
        "unchecked": marked("stations-said-unchecked", &["code"]),
        "over": marked("stations-said-over", &["name", "expected"]),
        "most": marked("stations-error-most", &["name", "most", "number"]),
        "outOf": marked("stations-out-of", &["expected"]),
        "online": t("stations-online"),
        "offline": t("stations-offline"),
        "unsent": marked("stations-unsent", &["count"]),
        "sending": t("stations-finish-later"),
        "stopped": t("stations-stopped"),
        "sender": t("stations-error-sender"),
        "notKept": t("stations-not-kept"),
        "allDone": t("stations-all-done"),
        "camera": t("stations-camera-refused"),
        "kinds": {"ok": t("stations-kind-ok"), "warn": t("stations-kind-warn"), "bad": t("stations-kind-bad")},
        "stations": Station::ALL.iter().map(|station| (station.code().to_owned(), json!(t(station.key())))).collect::<serde_json::Map<_, _>>(),
    })
}

fn board_json(board: &Board) -> Value {
    let last = board.last.as_ref().map(|scan| {
        json!({"client_id": scan.client_id, "code": scan.code, "quantity": scan.quantity, "line": scan.line_id, "damaged": scan.is_damaged})
    });
    json!({
        "station": board.station.code(), "task": board.task_id, "title": board.title, "open": board.is_open,
        "lines": board.lines, "seen": board.seen, "last": last,
    })
}

/// The data of a page for the device's program, in an attribute: a script element would need the page's nonce.
#[component]
pub(super) fn Device(
    /// What is worked on, on a board.
    #[prop(optional_no_strip)]
    board: Option<Board>,
) -> impl IntoView {
    let board = board.as_ref().map(|board| board_json(board).to_string());
    let texts = texts().to_string();
    let nonce = leptos::nonce::use_nonce();
    view! {
        <div id="station-device" hidden=true data-sender=own_sender() data-board=board data-texts=texts></div>
        <script src="/js/station-queue.js" defer=true nonce=nonce.clone()></script>
        <script src="/js/station.js" defer=true nonce=nonce></script>
    }
}
