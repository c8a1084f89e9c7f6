//! Islands of the orders domain: pages that notice what others do.

use leptos::prelude::*;

/// Keeps a list of the page fresh: when something of this kind changes, the page is fetched again and the list replaced.
/// Without JavaScript the list is what it was when the page was opened.
#[island]
pub fn LiveList(
    /// Id of the element to replace.
    target: String,
    /// Beginning of the kinds of events that matter, such as `orders.`.
    prefix: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::ui::islands::live::replace_on_change(target, prefix);
    #[cfg(not(feature = "hydrate"))]
    {
        _ = (target, prefix);
    }
}

/// Tells that somebody else has changed the record of this page, and offers to load it again: what is being typed is not
/// thrown away.
#[island]
pub fn LiveReload(
    /// The record's id.
    id: String,
    /// What to say.
    notice: String,
    /// Text of the link.
    action: String,
) -> impl IntoView {
    let changed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    crate::ui::islands::live::on_change(move |message| {
        if message.ends_with(id.as_str()) {
            changed.set(true);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    {
        _ = id;
    }
    view! {
        <div role="status" class="live-notice" hidden=move || !changed.get()>
            <span>{notice}</span>" "<a class="link" href="">{action}</a>
        </div>
    }
}
