//! Pages of a keyset list.

use leptos::prelude::*;

use super::{Icon, attribute};

/// Previous and next; a missing address is a button that cannot be pressed. Nothing when there is one page and no text.
#[component]
pub fn Pager(
    /// The page before.
    #[prop(optional_no_strip, into)]
    previous: Option<String>,
    /// The page after.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
    /// "Previous".
    #[prop(into)]
    previous_label: String,
    /// "Next".
    #[prop(into)]
    next_label: String,
    /// What is shown, such as "50 of 10,000+".
    #[prop(optional, into)]
    text: String,
    /// What is paged, for screen readers.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let one_page = previous.is_none() && next.is_none();
    (!one_page || !text.is_empty()).then(|| {
        let links = (!one_page).then(|| {
            view! {
                <div class="links">
                    {step(previous, "prev", view! { <Icon name=Icon::ChevronLeft /> {previous_label} }.into_any())}
                    {step(next, "next", view! { {next_label} <Icon name=Icon::ChevronRight /> }.into_any())}
                </div>
            }
        });
        view! {
            <nav class="pager" aria-label=attribute(label)>
                <span>{text}</span>
                {links}
            </nav>
        }
    })
}

fn step(href: Option<String>, rel: &'static str, words: AnyView) -> AnyView {
    match href {
        Some(href) => view! { <a class="btn btn-sm" href=href rel=rel>{words}</a> }.into_any(),
        None => view! { <span class="btn btn-sm" aria-disabled="true">{words}</span> }.into_any(),
    }
}
