//! Filters as chips.

use leptos::prelude::*;

use super::Icon;

/// A filter that is on; the link goes to the same list without it.
#[component]
pub fn FilterChip(
    /// What is filtered, such as "Courier".
    #[prop(into)]
    name: String,
    /// The chosen value in words.
    #[prop(into)]
    value: String,
    /// The list without this filter.
    #[prop(into)]
    remove_href: String,
    /// "Remove filter", for screen readers.
    #[prop(into)]
    remove_label: String,
) -> impl IntoView {
    view! {
        <a class="chip chip-on" href=remove_href>
            <span class="sr-only">{remove_label} ": "</span>
            <span class="key">{name}</span>
            <span>{value}</span>
            <Icon name=Icon::Close />
        </a>
    }
}
