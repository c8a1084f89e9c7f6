//! What the pages around signing in have in common.

use crate::domains::access::urls;
use crate::server::forms::FormState;
use crate::server::i18n::{t, t_args};
use crate::server::page::path_param;
use crate::ui::badge::Tone;
use crate::ui::{Alert, Card};
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// A narrow page with a heading, what its form says that is no field's fault, a card, and links below.
#[component]
pub fn DoorPage(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The form of the page.
    #[prop(optional)]
    form: FormState,
    /// Links below the card: (address, words).
    #[prop(optional)]
    links: Vec<(&'static str, String)>,
    /// What is in the card.
    children: Children,
) -> impl IntoView {
    let alert = form.message.map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    let links = links.into_iter().map(|(href, words)| view! { <a class="link" href=href>{words}</a> }).collect_view();
    view! {
        <Title text=title.clone()/>
        <main class="auth" id="main">
            <div class="auth-box">
                <div class="auth-head">
                    <img src="/favicon.svg" alt="" width="40" height="40"/>
                    <h1>{title}</h1>
                </div>
                {alert}
                <Card>{children()}</Card>
                <p class="auth-links">{links}</p>
            </div>
        </main>
    }
}

/// The page of a letter's link that does not work any more.
#[component]
pub fn WornLink(
    /// What to do now.
    #[prop(into)]
    text: String,
    /// Links below the card: (address, words).
    links: Vec<(&'static str, String)>,
) -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! { <DoorPage title=t("access-link-title") links><p>{text}</p></DoorPage> }
}

/// The secret in the address of the page.
pub fn secret() -> String {
    path_param("token")
}

/// The link back to signing in.
pub fn to_login() -> (&'static str, String) {
    (urls::LOGIN, t("access-to-login"))
}
