//! Grey shapes of the size of what will come, so that nothing moves when it does.

use leptos::prelude::*;

/// Lines of text to come.
#[component]
pub fn SkeletonLines(
    /// How many.
    #[prop(default = 3)]
    lines: u8,
    /// "Loading", for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let lines =
        (0..lines).map(|line| view! { <span class=if line % 3 == 2 { "skeleton w-2/3" } else { "skeleton" }></span> }).collect_view();
    view! {
        <div class="grid gap-3" role="status" aria-busy="true">
            <span class="sr-only">{label}</span>
            {lines}
        </div>
    }
}

/// Rows of a table to come; inside `<tbody>`.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    #[prop(default = 8)]
    rows: u8,
    /// How many columns.
    columns: u8,
) -> impl IntoView {
    (0..rows)
        .map(|_| {
            let cells = (0..columns).map(|_| view! { <td><span class="skeleton w-full"></span></td> }).collect_view();
            view! { <tr aria-hidden="true">{cells}</tr> }
        })
        .collect_view()
}
