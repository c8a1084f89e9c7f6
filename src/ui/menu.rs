//! A dropdown that needs no script; scripts close it on a press outside and on Escape.

use leptos::prelude::*;

use super::{ButtonKind, Icon, attribute, classes};

/// A button that opens a list of links and actions. Without words it shows its icon alone and needs `label`.
#[component]
pub fn Menu(
    /// The words on the button.
    #[prop(optional, into)]
    text: String,
    /// What a screen reader says; the tooltip of an icon button.
    #[prop(optional, into)]
    label: String,
    /// The icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// A picture instead of the icon.
    #[prop(optional)]
    face: Option<AnyView>,
    /// How the button looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Lower.
    #[prop(optional)]
    small: bool,
    /// The list begins at the left edge of the button.
    #[prop(optional)]
    start: bool,
    /// The list opens upwards.
    #[prop(optional)]
    up: bool,
    /// `MenuLink`, `MenuAction`, `<div class="menu-sep">`, `<p class="menu-title">`.
    children: Children,
) -> impl IntoView {
    let icon_only = text.is_empty();
    let details = classes(&["menu", if start { "menu-start" } else { "" }, if up { "menu-up" } else { "" }]);
    let small = if small { "btn-sm" } else { "" };
    let summary = classes(&["btn", kind.class(), small, if icon_only { "btn-icon" } else { "" }]);
    let label = attribute(label);
    let words = attribute(text).map(|text| view! { {text} <Icon name=Icon::ChevronDown /> });
    view! {
        <details class=details name="menu">
            <summary class=summary title=label.clone().filter(|_| icon_only) aria-label=label>
                {icon.map(|name| view! { <Icon name=name /> })}
                {face}
                {words}
            </summary>
            <div class="menu-panel">{children()}</div>
        </details>
    }
}

/// A place to go to.
#[component]
pub fn MenuLink(
    /// Where.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    label: String,
    /// An icon before them.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The one that is chosen.
    #[prop(optional)]
    current: bool,
    /// The language of the words, when it is another.
    #[prop(optional, into)]
    lang: String,
    /// Opens beside this page.
    #[prop(optional)]
    new_tab: bool,
) -> impl IntoView {
    view! {
        <a
            class="menu-item"
            href=href
            lang=attribute(lang)
            aria-current=current.then_some("true")
            target=new_tab.then_some("_blank")
            rel=new_tab.then_some("noopener")
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {label}
            {current.then(|| view! { <Icon name=Icon::Check class="ms-auto" /> })}
        </a>
    }
}

/// Something to do: a small form of its own.
#[component]
pub fn MenuAction(
    /// Where it is sent.
    #[prop(into)]
    action: String,
    /// The verb.
    #[prop(into)]
    label: String,
    /// An icon before it.
    #[prop(optional)]
    icon: Option<Icon>,
    /// It destroys something.
    #[prop(optional)]
    danger: bool,
    /// Asks this question first when scripts run.
    #[prop(optional, into)]
    confirm: String,
    /// `Hidden` fields.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form action=action method="post">
            {children.map(|children| children())}
            <button
                type="submit"
                class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
                data-confirm=attribute(confirm)
            >
                {icon.map(|name| view! { <Icon name=name /> })}
                {label}
            </button>
        </form>
    }
}
