//! A moment.

use leptos::prelude::*;

use super::attribute;
use super::html::Html;

/// A moment in short words ("2 hours ago"), exact on hover.
#[component]
pub fn When(
    /// The short words.
    #[prop(into)]
    text: String,
    /// Date and time in full.
    #[prop(optional, into)]
    exact: String,
    /// For machines (RFC 3339).
    #[prop(optional, into)]
    iso: String,
) -> impl IntoView {
    view! { <time datetime=attribute(iso) title=attribute(exact)>{text}</time> }
}

/// A moment in short words, exact on hover, written.
pub fn write_when(html: &mut Html, text: &str, exact: &str, iso: &str) {
    html.raw("<time").attr("datetime", iso).attr("title", exact).raw(">").text(text).raw("</time>");
}
