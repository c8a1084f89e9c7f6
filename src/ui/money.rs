//! Amounts of money.

use leptos::prelude::*;

use super::{attribute, classes};

/// An amount with its currency muted; never broken over two lines. In a cell with `num` or `cell-amount` it stands right.
#[component]
pub fn Money(
    /// The number, formatted.
    #[prop(into)]
    amount: String,
    /// The sign or code; none when empty.
    #[prop(optional, into)]
    currency: String,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let currency = attribute(currency).map(|currency| view! { <span class="cur">{currency} "\u{202f}"</span> });
    view! { <span class=classes(&["money", &class])>{currency} {amount}</span> }
}
