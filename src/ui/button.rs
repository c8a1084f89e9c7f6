//! Buttons do, links go; both can look like a button.

use leptos::prelude::*;

use super::{Icon, attribute, classes};

/// How much a button asks for attention. A page has one primary button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// With a border.
    #[default]
    Plain,
    /// The next step of this page.
    Primary,
    /// Destroys something; only inside a confirmation.
    Danger,
    /// Without a border until touched.
    Ghost,
    /// Opens the confirmation of something that destroys.
    DangerGhost,
}

impl ButtonKind {
    /// The class beside `btn`.
    pub fn class(self) -> &'static str {
        match self {
            ButtonKind::Plain => "",
            ButtonKind::Primary => "btn-primary",
            ButtonKind::Danger => "btn-danger",
            ButtonKind::Ghost => "btn-ghost",
            ButtonKind::DangerGhost => "btn-danger-ghost",
        }
    }
}

fn button_class(kind: ButtonKind, small: bool, icon_only: bool, class: &str) -> String {
    let small = if small { "btn-sm" } else { "" };
    let icon_only = if icon_only { "btn-icon" } else { "" };
    classes(&["btn", kind.class(), small, icon_only, class])
}

/// A button; it submits its form unless `submit=false`. Without children it shows its icon alone and needs `label`.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Lower, for rows and card heads.
    #[prop(optional)]
    small: bool,
    /// False for a button that an island listens to.
    #[prop(default = true)]
    submit: bool,
    /// The form field that this button sets when it submits.
    #[prop(optional, into)]
    name: String,
    /// The value sent with `name`.
    #[prop(optional, into)]
    value: String,
    /// The id of a form that this button is not inside of.
    #[prop(optional, into)]
    form: String,
    /// Another address than the form's.
    #[prop(optional, into)]
    formaction: String,
    /// Asks this question first when scripts run; for what can be undone. Else use `ConfirmStep`.
    #[prop(optional, into)]
    confirm: String,
    /// What a screen reader says instead of the children; the tooltip of an icon button.
    #[prop(optional, into)]
    label: String,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shown, but not to be pressed now.
    #[prop(optional)]
    disabled: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The words: a verb first.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = children.is_none();
    let label = attribute(label);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=button_class(kind, small, icon_only, &class)
            value=(!name.is_empty()).then_some(value)
            name=attribute(name)
            form=attribute(form)
            formaction=attribute(formaction)
            data-confirm=attribute(confirm)
            title=label.clone().filter(|_| icon_only)
            aria-label=label
            disabled=disabled
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children.map(|children| children())}
        </button>
    }
}

/// A link that looks like a button. Without children it shows its icon alone and needs `label`.
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Lower, for rows and card heads.
    #[prop(optional)]
    small: bool,
    /// What a screen reader says instead of the children; the tooltip of an icon link.
    #[prop(optional, into)]
    label: String,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// The file is saved, not shown.
    #[prop(optional)]
    download: bool,
    /// Opens beside this page, for PDFs and other people's sites.
    #[prop(optional)]
    new_tab: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = children.is_none();
    let label = attribute(label);
    view! {
        <a
            href=href
            class=button_class(kind, small, icon_only, &class)
            title=label.clone().filter(|_| icon_only)
            aria-label=label
            download=download.then_some("")
            target=new_tab.then_some("_blank")
            rel=new_tab.then_some("noopener")
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children.map(|children| children())}
        </a>
    }
}
