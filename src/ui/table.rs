//! Lists of rows. Rows and cells are plain `<tr>` and `<td>` with these classes: `cell-main` (with a `row-link`),
//! `cell-status`, `cell-sub`, `cell-amount`, `cell-check`, `cell-actions`, `cell-wide` (wide screens only), `num`;
//! any other cell carries `data-label`, which names it when the row becomes a card on a phone.

use leptos::prelude::*;

use super::html::Html;
use super::{Icon, attribute};

/// A table that turns into cards under 640 px. `head` holds the `Th`s, the children the `<tr>`s.
#[component]
pub fn Table(
    /// What is listed, for screen readers.
    #[prop(into)]
    caption: String,
    /// The heads, without `<tr>`.
    head: AnyView,
    /// A row of sums, with its `<tr>`.
    #[prop(optional)]
    foot: Option<AnyView>,
    /// Many columns: scrolls by itself, first column and head stay.
    #[prop(optional)]
    scroll: bool,
    /// Stays a table on phones; for two or three narrow columns.
    #[prop(optional)]
    plain: bool,
    children: Children,
) -> impl IntoView {
    let table = if plain { "table table-plain" } else { "table" };
    let label = scroll.then(|| caption.clone());
    view! {
        <div
            class=if scroll { "table-wrap table-scroll" } else { "table-wrap" }
            tabindex=scroll.then_some("0")
            role=scroll.then_some("region")
            aria-label=label
        >
            <table class=table>
                <caption class="sr-only">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
                {foot.map(|foot| view! { <tfoot>{foot}</tfoot> })}
            </table>
        </div>
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// The head of a column; with `href` it sorts.
#[component]
pub fn Th(
    /// The words. Empty only for ticks and actions; then give `hidden_label`.
    #[prop(optional, into)]
    label: String,
    /// Words for screen readers where nothing is shown.
    #[prop(optional, into)]
    hidden_label: String,
    /// The same list, sorted by this column or the other way round.
    #[prop(optional, into)]
    href: String,
    /// How the list is sorted by this column now.
    #[prop(optional_no_strip)]
    sorted: Option<SortDirection>,
    /// `num`, `cell-check`, `cell-wide`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let direction = sorted.map(|sorted| match sorted {
        SortDirection::Ascending => "ascending",
        SortDirection::Descending => "descending",
    });
    let icon = match sorted {
        Some(SortDirection::Ascending) => Icon::ArrowUp,
        Some(SortDirection::Descending) => Icon::ArrowDown,
        None => Icon::Unsorted,
    };
    let words = match attribute(href) {
        Some(href) => view! { <a href=href>{label} <Icon name=icon /></a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <th scope="col" class=attribute(class) aria-sort=direction>
            {words}
            {attribute(hidden_label).map(|label| view! { <span class="sr-only">{label}</span> })}
        </th>
    }
}

/// The tick of a row: a whole cell. The form around the table has the class `bulk-form`.
#[derive(Clone, Copy, Debug)]
pub struct RowCheck<'a> {
    /// The form field.
    pub name: &'a str,
    /// The row's id.
    pub value: &'a str,
    /// "Select order 1042".
    pub label: &'a str,
    /// The id of its form, which stands elsewhere.
    pub form: &'static str,
    /// Ticked from the beginning.
    pub checked: bool,
}

impl RowCheck<'_> {
    /// Writes the cell.
    pub fn write(self, html: &mut Html) {
        html.raw("<td class=\"cell-check\"><input class=\"checkbox\" type=\"checkbox\"");
        html.attr("name", self.name).attr("value", self.value).attr("aria-label", self.label).attr("form", self.form);
        html.raw(if self.checked { " checked></td>" } else { "></td>" });
    }
}

/// Comes from below as soon as a row of its `bulk-form` is ticked, and counts the ticks, without a script.
#[component]
pub fn BulkBar(
    /// After the count: "selected".
    #[prop(into)]
    label: String,
    /// Buttons with `name="action"`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="bulkbar">
            <span class="picked">{label}</span>
            {children()}
        </div>
    }
}
