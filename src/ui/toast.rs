//! A message after a redirect.

use leptos::prelude::*;

use super::{Icon, Tone, attribute};

/// Where toasts stand; once in the shell. Without scripts it is a line at the top of the page.
#[component]
pub fn Toasts(
    /// The toasts.
    children: Children,
) -> impl IntoView {
    view! { <div class="toasts no-print" id="toasts" role="status" aria-live="polite">{children()}</div> }
}

/// What happened, and perhaps a link to undo or see it. Good news goes by itself; bad news stays.
#[component]
pub fn Toast(
    /// What it means.
    #[prop(default = Tone::Ok)]
    tone: Tone,
    /// What happened.
    #[prop(into)]
    message: String,
    /// "Close".
    #[prop(into)]
    close_label: String,
    /// The words of a link.
    #[prop(optional, into)]
    action: String,
    /// Where the link goes.
    #[prop(optional, into)]
    action_href: String,
) -> impl IntoView {
    let action = attribute(action).map(|words| view! { " " <a class="link" href=action_href>{words}</a> });
    let stays = matches!(tone, Tone::Bad | Tone::Warn);
    view! {
        <div class="toast" data-toast=if stays { "stay" } else { "" }>
            <Icon name=tone.icon() class=format!("tone-{}", tone.suffix()) />
            <p class="body">{message} {action}</p>
            <button type="button" class="btn btn-ghost btn-sm btn-icon js-only" data-close aria-label=close_label>
                <Icon name=Icon::Close />
            </button>
        </div>
    }
}
