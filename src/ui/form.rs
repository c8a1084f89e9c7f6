//! A form, its errors, and the bar that saves it.

use leptos::prelude::*;

use super::{Icon, attribute, classes};

/// Makes a new key for each form of a page. The server provides it as a context; without one, forms have no key.
#[derive(Clone, Copy)]
pub struct FormKeys(pub fn() -> String);

/// Name of the field with the key: a form that is sent twice is done once.
pub const FORM_KEY: &str = "form_key";

/// A plain form that works without a script. Errors stand on top, each a link to its field. The browser's own
/// checks are off: the server's messages are in the person's language and always complete.
#[component]
pub fn Form(
    /// Where it is sent.
    #[prop(into)]
    action: String,
    /// `post`, or `get` for filters.
    #[prop(default = "post".to_owned(), into)]
    method: String,
    /// For buttons outside of it.
    #[prop(optional, into)]
    id: String,
    /// It carries files.
    #[prop(optional)]
    multipart: bool,
    /// Warns before typed text is lost by leaving the page.
    #[prop(optional)]
    guard: bool,
    /// Above the errors, such as "2 things to correct".
    #[prop(optional, into)]
    error_title: String,
    /// The id of a field (empty when the error is of the whole form) and its message.
    #[prop(optional)]
    errors: Vec<(String, String)>,
    /// `form` (the default) is one column of readable width; or your own layout.
    #[prop(default = "form".to_owned(), into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let key = (method == "post" && !multipart).then(use_context::<FormKeys>).flatten().map(|FormKeys(make)| {
        view! { <input type="hidden" name=FORM_KEY value=make()/> }
    });
    view! {
        <form
            action=action
            method=method
            id=attribute(id)
            class=class
            enctype=multipart.then_some("multipart/form-data")
            novalidate=true
            data-guard=guard.then_some("")
        >
            {key}
            <ErrorSummary title=error_title errors=errors />
            {children()}
        </form>
    }
}

/// What a form was made from, so that what two people type at the same time can be put together.
#[component]
pub fn Edited(
    /// The version of the record, and its fields as they were (`FormState::edited`).
    from: (String, String),
) -> impl IntoView {
    let (version, base) = from;
    view! {
        <input type="hidden" name="version" value=version/>
        <input type="hidden" name="base" value=base/>
    }
}

/// What must be corrected, at the top of a form; takes the focus when the page opens. Nothing when there is nothing.
#[component]
pub fn ErrorSummary(
    /// Such as "2 things to correct".
    #[prop(into)]
    title: String,
    /// The id of a field (or empty) and its message.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let items = errors
            .into_iter()
            .map(|(field, message)| {
                if field.is_empty() {
                    view! { <li>{message}</li> }.into_any()
                } else {
                    view! { <li><a href=format!("#{field}")>{message}</a></li> }.into_any()
                }
            })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
                {attribute(title).map(|title| view! { <p class="title">{title}</p> })}
                <ul>{items}</ul>
            </div>
        }
    })
}

/// The bar with the buttons of a long form; it stays in sight.
#[component]
pub fn SaveBar(
    /// A line at the left, such as who saved last.
    #[prop(optional, into)]
    note: String,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// Cancel first, the primary button last.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=classes(&["savebar", &class])>
            {attribute(note).map(|note| view! { <p class="note">{note}</p> })} {children()}
        </div>
    }
}

/// The message under a field.
#[component]
pub(super) fn FieldError(id: String, message: String) -> impl IntoView {
    view! {
        <p class="error-text" id=id>
            <Icon name=Icon::Warning />
            <span>{message}</span>
        </p>
    }
}
