//! A notice that stays in the page.

use leptos::prelude::*;

use super::{Icon, Tone, attribute, classes};

/// A notice inside a page: what happened, and in its children what to do next.
#[component]
pub fn Alert(
    /// What it means; sets icon and colour.
    #[prop(optional)]
    tone: Tone,
    /// The first line, in bold.
    #[prop(optional, into)]
    title: String,
    /// Another icon than the tone's.
    #[prop(optional)]
    icon: Option<Icon>,
    /// True when it answers what the person just did: it is then read aloud.
    #[prop(optional)]
    live: bool,
    /// The text and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let kind = format!("alert-{}", tone.suffix());
    let title = attribute(title).map(|title| view! { <p class="title">{title}</p> });
    view! {
        <div class=classes(&["alert", &kind]) role=live.then_some("status")>
            <Icon name=icon.unwrap_or(tone.icon()) />
            <div class="body">{title} {children.map(|children| children())}</div>
        </div>
    }
}
