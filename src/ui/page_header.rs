//! The head of a page.

use leptos::prelude::*;

use super::{Icon, attribute};

/// A step of the way to this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
}

impl Crumb {
    /// Words and address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Crumb { label: label.into(), href: href.into() }
    }
}

/// Where one is, what this is, how it stands, and the next step: the children are the actions at the right, the
/// primary one last.
#[component]
pub fn PageHeader(
    /// The heading of the page.
    #[prop(into)]
    title: String,
    /// How many rows, beside the title.
    #[prop(optional, into)]
    count: String,
    /// Badges beside the title.
    #[prop(optional)]
    badge: Option<AnyView>,
    /// A muted line below.
    #[prop(optional, into)]
    sub: String,
    /// The pages above this one, outermost first. On phones only the last is shown, as the way back.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// "Breadcrumbs", for screen readers; needed with `crumbs`.
    #[prop(optional, into)]
    crumbs_label: String,
    /// Actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let crumbs = (!crumbs.is_empty()).then(|| {
        let items = crumbs
            .into_iter()
            .map(|crumb| {
                view! {
                    <li>
                        <Icon name=Icon::ChevronLeft class="back" />
                        <a href=crumb.href>{crumb.label}</a>
                        <Icon name=Icon::ChevronRight class="sep" />
                    </li>
                }
            })
            .collect_view();
        view! { <nav aria-label=attribute(crumbs_label)><ol class="breadcrumbs">{items}</ol></nav> }
    });
    view! {
        <header class="page-head">
            <div class="titles">
                {crumbs} <div class="title">
                    <h1>{title}</h1>
                    {attribute(count).map(|count| view! { <span class="count">{count}</span> })} {badge}
                </div> {attribute(sub).map(|sub| view! { <p class="sub">{sub}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}
