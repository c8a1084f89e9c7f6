//! Where a list would be.

use leptos::prelude::*;

use super::{Icon, attribute, classes};

/// Why there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptyKind {
    /// Nothing yet: say what will be here and how to make the first.
    #[default]
    First,
    /// The filters leave nothing: offer to clear them.
    Filtered,
    /// It could not be loaded: say what to do.
    Failed,
}

/// Nothing here yet, nothing found, or something broke; the children are the buttons that help.
#[component]
pub fn EmptyState(
    /// What is (not) here.
    #[prop(into)]
    title: String,
    /// What to do next.
    #[prop(optional, into)]
    text: String,
    /// Why.
    #[prop(optional)]
    kind: EmptyKind,
    /// Another icon than that of the kind.
    #[prop(optional)]
    icon: Option<Icon>,
    /// It is all that the page has: its title is that of the page.
    #[prop(optional)]
    whole: bool,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (art, usual) = match kind {
        EmptyKind::First => ("", Icon::Inbox),
        EmptyKind::Filtered => ("art-neutral", Icon::Search),
        EmptyKind::Failed => ("art-bad", Icon::Warning),
    };
    let title = if whole { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    view! {
        <div class="empty" role=(kind == EmptyKind::Failed).then_some("alert")>
            <span class=classes(&["art", art])>
                <Icon name=icon.unwrap_or(usual) class="icon-lg" />
            </span>
            {title}
            {attribute(text).map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
