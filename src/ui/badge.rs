//! A state in one or two words.

use leptos::prelude::*;

use super::html::Html;
use super::{Icon, classes};

/// What a mark means. The word or the icon says it too: colour is never alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A fact without a judgement.
    #[default]
    Neutral,
    /// Done, paid, delivered.
    Ok,
    /// Waits for somebody.
    Warn,
    /// Failed, refused, overdue.
    Bad,
    /// Under way.
    Info,
    /// Ours: new, chosen.
    Accent,
}

impl Tone {
    /// The last part of a class such as `badge-ok`.
    pub fn suffix(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Info => "info",
            Tone::Accent => "accent",
        }
    }

    /// The icon that says the same as the colour.
    pub fn icon(self) -> Icon {
        match self {
            Tone::Neutral => Icon::Pending,
            Tone::Ok => Icon::Done,
            Tone::Warn => Icon::Warning,
            Tone::Bad => Icon::Failed,
            Tone::Info | Tone::Accent => Icon::Info,
        }
    }
}

/// A state in one or two words: `<Badge tone=Tone::Ok>"Paid"</Badge>`.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// An icon before the word.
    #[prop(optional)]
    icon: Option<Icon>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let tone = format!("badge-{}", tone.suffix());
    view! {
        <span class=classes(&["badge", &tone, &class])>
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </span>
    }
}

/// A state in one or two words, written.
pub fn write_badge(html: &mut Html, tone: Tone, text: &str) {
    html.raw("<span class=\"badge badge-").raw(tone.suffix()).raw("\">").text(text).raw("</span>");
}
