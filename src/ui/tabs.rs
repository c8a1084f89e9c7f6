//! Views of one list, as links.

use leptos::prelude::*;

use super::attribute;
use super::html::Html;

/// One view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many are in it, already formatted ("10,000+").
    pub count: Option<String>,
    /// Somebody should look: the count is warm.
    pub hot: bool,
    /// This is the one shown.
    pub current: bool,
}

impl Tab {
    /// Words, address, and whether it is the one shown.
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Tab { label: label.into(), href: href.into(), current, ..Tab::default() }
    }

    /// The same with a count.
    pub fn count(mut self, count: impl ToString) -> Self {
        self.count = Some(count.to_string());
        self
    }

    /// The same with a warm count.
    pub fn hot(mut self) -> Self {
        self.hot = true;
        self
    }
}

/// Views of one list or of one thing; plain links, so the address says which is shown.
#[component]
pub fn Tabs(
    /// What they switch, for screen readers.
    #[prop(into)]
    label: String,
    /// The views.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let mut html = Html::default();
    for tab in &tabs {
        html.raw("<a").attr("href", &tab.href).attr_if("aria-current", tab.current.then_some("page")).raw(">").text(&tab.label);
        if let Some(count) = &tab.count {
            html.raw(if tab.hot { "<span class=\"count count-hot\">" } else { "<span class=\"count\">" }).text(count).raw("</span>");
        }
        html.raw("</a>");
    }
    view! { <nav class="tabs" aria-label=attribute(label)>{html.into_any()}</nav> }
}
