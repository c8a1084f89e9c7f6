//! Decisions. All of them work without a script.

use leptos::prelude::*;

use super::html::Html;
use super::icon::write_icon;
use super::{ButtonKind, Icon, classes};

/// A dialog with an address of its own (`?dialog=...`): the page renders it when the address asks for it, and closing
/// it is a link back. With scripts it is opened as a true modal: focus stays inside, Escape follows the link back.
#[component]
pub fn Dialog(
    /// The decision, as a question or a verb.
    #[prop(into)]
    title: String,
    /// The same page without the dialog.
    #[prop(into)]
    close_href: String,
    /// "Close".
    #[prop(into)]
    close_label: String,
    /// For tables and previews.
    #[prop(optional)]
    wide: bool,
    /// A side task at the right edge.
    #[prop(optional)]
    drawer: bool,
    /// Text and form; end with `<div class="dialog-actions">`.
    children: Children,
) -> impl IntoView {
    let class = classes(&["dialog", if wide { "dialog-wide" } else { "" }, if drawer { "drawer" } else { "" }]);
    let back = close_href.clone();
    view! {
        <div class="dialog-layer">
            <dialog class=class open=true aria-labelledby="dialog-title" data-dialog=back>
                <h2 class="dialog-title" id="dialog-title">{title}</h2>
                {children()}
                <a class="btn btn-ghost btn-sm btn-icon dialog-close" href=close_href aria-label=close_label>
                    <Icon name=Icon::Close />
                </a>
            </dialog>
        </div>
    }
}

/// A second look before something happens: the first press opens the children, which hold the form that does it.
#[component]
pub fn ConfirmStep(
    /// The verb on the first button, such as "Cancel order".
    #[prop(into)]
    label: String,
    /// How the first button looks.
    #[prop(default = ButtonKind::DangerGhost)]
    kind: ButtonKind,
    /// An icon on the first button.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Lower.
    #[prop(optional)]
    small: bool,
    /// Open from the beginning, when the form inside came back with errors.
    #[prop(optional)]
    open: bool,
    /// What will happen, and the form.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="confirm" open=open>
            <summary class=classes(&["btn", kind.class(), if small { "btn-sm" } else { "" }])>
                {icon.map(|name| view! { <Icon name=name /> })} {label}
            </summary>
            <div class="confirm-body">{children()}</div>
        </details>
    }
}

/// The dialog that asks the question of `data-confirm`; once in the shell. Its yes carries the words of the button
/// that was pressed.
#[component]
pub fn ConfirmHost(
    /// "Cancel": the way out.
    #[prop(into)]
    cancel_label: String,
    /// "Continue": used when the pressed button has no words.
    #[prop(into)]
    ok_label: String,
) -> impl IntoView {
    view! {
        <dialog class="dialog" id="confirm-dialog" aria-labelledby="confirm-text">
            <form method="dialog">
                <p id="confirm-text"></p>
                <div class="dialog-actions">
                    <button class="btn" value="">{cancel_label}</button>
                    <button class="btn btn-primary" value="ok">{ok_label}</button>
                </div>
            </form>
        </dialog>
    }
}

/// Writes the keys that `?` shows; once in the shell. Each row: keys separated by spaces, and what they do. `go` is what follows `g`: a
/// letter and an address, such as ("o", "/orders").
pub fn write_shortcuts(html: &mut Html, title: &str, close_label: &str, rows: &[(String, String)], go: &[(String, &str)]) {
    let go = go.iter().map(|(key, href)| format!("{key} {href}")).collect::<Vec<_>>().join(",");
    html.raw("<dialog class=\"dialog\" id=\"shortcuts-dialog\" aria-labelledby=\"shortcuts-title\"");
    html.attr_if("data-go", Some(go.as_str()).filter(|go| !go.is_empty()));
    html.raw("><h2 class=\"dialog-title\" id=\"shortcuts-title\">").text(title).raw("</h2><dl class=\"facts\">");
    for (keys, what) in rows {
        html.raw("<dt>");
        for key in keys.split(' ') {
            html.raw("<kbd class=\"kbd\">").text(key).raw("</kbd> ");
        }
        html.raw("</dt><dd>").text(what).raw("</dd>");
    }
    html.raw("</dl><form method=\"dialog\"><button class=\"btn btn-ghost btn-sm btn-icon dialog-close\"").attr("aria-label", close_label);
    html.raw(">");
    write_icon(html, Icon::Close, "");
    html.raw("</button></form></dialog>");
}
