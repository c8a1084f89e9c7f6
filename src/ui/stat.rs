//! Numbers that matter.

use leptos::prelude::*;

use super::{Icon, Tone, attribute};

/// A row of numbers with hairlines between.
#[component]
pub fn Stats(
    /// `Stat`s.
    children: Children,
) -> impl IntoView {
    view! { <div class="stats">{children()}</div> }
}

/// Where a number moves; good or bad is the tone's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

/// One number with its name; with `href` it opens its rows.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    name: String,
    /// The number, formatted.
    #[prop(into)]
    value: String,
    /// The rows behind it.
    #[prop(optional, into)]
    href: String,
    /// The change or a remark, such as "12 % more than last week".
    #[prop(optional, into)]
    delta: String,
    /// An arrow before the change.
    #[prop(optional)]
    trend: Option<Trend>,
    /// Whether the change is good.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let icon = trend.map(|trend| match trend {
        Trend::Up => Icon::TrendUp,
        Trend::Down => Icon::TrendDown,
    });
    let delta = attribute(delta).map(|delta| {
        view! {
            <span class=format!("delta tone-{}", tone.suffix())>
                {icon.map(|name| view! { <Icon name=name /> })} {delta}
            </span>
        }
    });
    let inner = view! {
        <span class="name">{name}</span>
        <span class="value">{value}</span>
        {delta}
    };
    match attribute(href) {
        Some(href) => view! { <a class="stat" href=href>{inner}</a> }.into_any(),
        None => view! { <div class="stat">{inner}</div> }.into_any(),
    }
}
