//! The sign-in page.

use super::passkeys::PasskeySignIn;
use crate::domains::access::api::SignIn;
use crate::domains::access::api::passkeys::{SignInWithPasskey, passkey_host};
use crate::domains::access::urls::safe_next;
use crate::server::context;
use crate::server::forms::{form_state, refused};
use crate::server::i18n::{t, t_args};
use crate::server::page::query;
use crate::ui::badge::Tone;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/login`
#[component]
pub fn LoginPage() -> impl IntoView {
    let form = form_state(SignIn::PATH);
    let next = query("next").unwrap_or_default();
    if context::request().is_some_and(|request| request.scope.is_some()) {
        leptos_axum::redirect(safe_next(&next));
    }
    let refused = refused().filter(|form| [SignIn::PATH, SignInWithPasskey::PATH].contains(&form.action.as_str()));
    let passkey = passkey_host().map(|host| view! { <PasskeySignIn host next=next.clone()/> });
    let alert =
        refused.and_then(|form| form.message).map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    view! {
        <Title text=t("access-login-title")/>
        <main class="auth" id="main">
            <div class="auth-box">
                <div class="auth-head">
                    <img src="/favicon.svg" alt="" width="40" height="40"/>
                    <h1>{t("access-login-title")}</h1>
                </div>
                {alert}
                <Card><Form action=SignIn::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="next" value=form.value_or("next", &next)/>
                    <TextField name="email" kind="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") autocomplete="username" required=true autofocus=true/>
                    <TextField name="password" kind="password" label=t("access-password") error=form.error("password") autocomplete="current-password" required=true/>
                    <Button kind=ButtonKind::Primary class="btn-block">{t("access-sign-in")}</Button>
                </Form>{passkey}</Card>
            </div>
        </main>
    }
}
