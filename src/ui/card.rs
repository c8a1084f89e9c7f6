//! A titled box.

use leptos::prelude::*;

use super::{attribute, classes};

/// A section with a border. With a title it gets a head; `flush` lets a table or list reach the border.
#[component]
pub fn Card(
    /// The words in the head.
    #[prop(optional, into)]
    title: String,
    /// The id of the head, for links from elsewhere.
    #[prop(optional, into)]
    id: String,
    /// Small buttons or a badge at the right of the head.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// A line under the content.
    #[prop(optional)]
    foot: Option<AnyView>,
    /// No padding around the children.
    #[prop(optional)]
    flush: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let head = attribute(title).map(|title| {
        view! {
            <header class="card-head">
                <h2 id=attribute(id)>{title}</h2>
                {actions.map(|actions| view! { <div class="actions">{actions}</div> })}
            </header>
        }
    });
    let body = if flush { children().into_any() } else { view! { <div class="card-body">{children()}</div> }.into_any() };
    view! {
        <section class=classes(&["card", &class])>
            {head} {body} {foot.map(|foot| view! { <footer class="card-foot">{foot}</footer> })}
        </section>
    }
}
