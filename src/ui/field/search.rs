//! The field that finds.

use leptos::prelude::*;

use crate::ui::{Icon, attribute};

/// A search field with its icon; put it into a `get` form. `/` moves to the one with `main`.
#[component]
pub fn SearchBox(
    /// What it searches, for screen readers and as the hint in the empty field.
    #[prop(into)]
    label: String,
    /// The form field.
    #[prop(default = "q".to_owned(), into)]
    name: String,
    /// Another id than the name.
    #[prop(optional, into)]
    id: String,
    /// What was searched.
    #[prop(optional, into)]
    value: String,
    /// The one of the top bar: `/` leads here.
    #[prop(optional)]
    main: bool,
    /// The id of a `<datalist>`.
    #[prop(optional, into)]
    list: String,
) -> impl IntoView {
    view! {
        <div class="search-box">
            <Icon name=Icon::Search />
            <input
                class="input"
                type="search"
                id=if id.is_empty() { name.clone() } else { id }
                name=name
                value=value
                placeholder=label.clone()
                aria-label=label
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                list=attribute(list)
                data-search=main.then_some("")
                aria-keyshortcuts=main.then_some("/")
            />
            {main.then(|| view! { <kbd class="kbd js-only" aria-hidden="true">"/"</kbd> })}
        </div>
    }
}
