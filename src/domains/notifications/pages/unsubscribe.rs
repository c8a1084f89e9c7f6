//! Where the link of a letter ends such letters.

use crate::domains::notifications::api::load_unsubscribe;
use crate::domains::notifications::model::Unsubscribe;
use crate::domains::notifications::urls;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// `/s/unsubscribe`: asks before it ends anything, because programs open the links of letters too.
#[component]
pub fn UnsubscribePage() -> impl IntoView {
    let token = query("token").unwrap_or_default();
    view! {
        <Title text=t("notifications-unsubscribe-title")/>
        <main class="auth" id="main">
            <div class="auth-box">
                <div class="auth-head">
                    <img src="/favicon.svg" alt="" width="40" height="40"/>
                    <h1>{t("notifications-unsubscribe-title")}</h1>
                </div>
                <Card>{page(load_unsubscribe(token.clone()), move |found| show(found, &token))}</Card>
            </div>
        </main>
    }
}

fn show(found: Option<Unsubscribe>, token: &str) -> impl IntoView + use<> {
    let Some(found) = found else {
        if !token.is_empty()
            && let Some(response) = use_context::<ResponseOptions>()
        {
            response.set_status(StatusCode::NOT_FOUND);
        }
        return view! { <p>{t("notifications-unsubscribe-unknown")}</p> }.into_any();
    };
    let what = found.kind.map_or_else(|| t("notifications-unsubscribe-everything"), |kind| t(kind.key()));
    let settings = view! { <LinkButton href=urls::SETTINGS>{t("notifications-settings")}</LinkButton> };
    if found.is_done {
        let text = t_with("notifications-unsubscribed", &[("what", what.into())]);
        return view! { <div class="stack" role="status"><p>{text}</p><div>{settings}</div></div> }.into_any();
    }
    view! {
        <div class="stack">
            <p>{t_with("notifications-unsubscribe-ask", &[("what", what.into())])}</p>
            <form method="post" action=urls::unsubscribe(token)><Button kind=ButtonKind::Primary class="btn-block">{t("notifications-unsubscribe")}</Button></form>
            <div>{settings}</div>
        </div>
    }
    .into_any()
}
