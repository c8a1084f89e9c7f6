//! What search puts into the frame of every page: the box of the top bar and the palette.

use crate::domains::search::urls;
use crate::server::i18n::t;
use crate::ui::field::{Hidden, SearchBox};
use crate::ui::icon::Icon;
use leptos::prelude::*;

/// The box of the top bar. Sent by Enter, a whole number leads straight to what it is the number of.
#[component]
pub fn TopSearch() -> impl IntoView {
    view! {
        <form role="search" aria-label=t("search-placeholder") action=urls::SEARCH method="get">
            <Hidden name="exact" value="1"/>
            <SearchBox main=true id="search" label=t("search-placeholder")/>
        </form>
    }
}

/// The palette: Ctrl K, or `/`. It is only there for scripts; without them the box of the top bar does the same.
#[component]
pub fn Palette() -> impl IntoView {
    view! {
        <dialog class="dialog palette" id="palette" aria-label=t("search-title") data-suggest=urls::SUGGEST>
            <form role="search" action=urls::SEARCH method="get">
                <Hidden name="exact" value="1"/>
                <div class="search-box">
                    <Icon name=Icon::Search/>
                    <input
                        class="input"
                        id="palette-input"
                        name="q"
                        type="search"
                        role="combobox"
                        aria-expanded="false"
                        aria-controls="palette-list"
                        aria-autocomplete="list"
                        aria-label=t("search-placeholder")
                        placeholder=t("search-placeholder")
                        autocomplete="off"
                        spellcheck="false"
                    />
                </div>
            </form>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=t("search-results")></div>
            <p class="palette-status" id="palette-status" role="status"></p>
            <form method="dialog">
                <button class="btn btn-ghost btn-sm btn-icon dialog-close" aria-label=t("close")><Icon name=Icon::Close/></button>
            </form>
        </dialog>
        <script defer="" src="/js/palette.js"></script>
    }
}
