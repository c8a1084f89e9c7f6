//! What happened.

use leptos::prelude::*;

use super::{Icon, Tone, When, attribute};

/// What happened, newest first.
#[component]
pub fn Timeline(
    /// `TimelineItem`s.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline">{children()}</ol> }
}

/// One event: the children say what, then who, and when.
#[component]
pub fn TimelineItem(
    /// The mark.
    icon: Icon,
    /// Its tone.
    #[prop(optional)]
    tone: Tone,
    /// Who did it, and why.
    #[prop(optional, into)]
    who: String,
    /// When, in short words.
    #[prop(into)]
    time: String,
    /// When exactly, shown on hover.
    #[prop(optional, into)]
    exact: String,
    /// When, for machines (RFC 3339).
    #[prop(optional, into)]
    iso: String,
    children: Children,
) -> impl IntoView {
    let mark = match tone {
        Tone::Neutral => "mark".to_owned(),
        tone => format!("mark mark-{}", tone.suffix()),
    };
    view! {
        <li>
            <span class=mark>
                <Icon name=icon />
            </span>
            <div class="what">
                {children()} {attribute(who).map(|who| view! { <p class="who">{who}</p> })}
            </div>
            <When text=time exact=exact iso=iso />
        </li>
    }
}
