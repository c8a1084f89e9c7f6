//! The sign-in page.

use super::frame::DoorPage;
use super::passkeys::PasskeySignIn;
use crate::domains::access::api::SignIn;
use crate::domains::access::api::passkeys::{SignInWithPasskey, passkey_host};
use crate::domains::access::urls::{self, safe_next};
use crate::server::context;
use crate::server::forms::{form_state, refused};
use crate::server::i18n::t;
use crate::server::page::query;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// `/login`
#[component]
pub fn LoginPage() -> impl IntoView {
    let form = form_state(SignIn::PATH);
    let next = query("next").unwrap_or_default();
    if context::request().is_some_and(|request| request.scope.is_some()) {
        leptos_axum::redirect(safe_next(&next));
    }
    let passkey = passkey_host().map(|host| view! { <PasskeySignIn host next=next.clone()/> });
    // A refused passkey is told of at the same place as a refused password.
    let shown = refused().filter(|form| form.action == SignInWithPasskey::PATH).unwrap_or_else(|| form.clone());
    let links = vec![(urls::FORGOT_PASSWORD, t("access-forgot-link")), (urls::SIGNUP, t("access-signup-link"))];
    view! {
        <DoorPage title=t("access-login-title") form=shown links>
            <Form action=SignIn::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="next" value=form.value_or("next", &next)/>
                <TextField name="email" kind="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") autocomplete="username" required=true autofocus=true/>
                <TextField name="password" kind="password" label=t("access-password") error=form.error("password") autocomplete="current-password" required=true/>
                <Button kind=ButtonKind::Primary class="btn-block">{t("access-sign-in")}</Button>
            </Form>
            {passkey}
        </DoorPage>
    }
}
