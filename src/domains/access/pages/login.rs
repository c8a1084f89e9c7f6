//! The sign-in page.

use super::frame::DoorPage;
use crate::domains::access::api::SignIn;
use crate::domains::access::urls::{self, safe_next};
use crate::server::context;
use crate::server::forms::form_state;
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
    let links = vec![(urls::FORGOT_PASSWORD, t("access-forgot-link")), (urls::SIGNUP, t("access-signup-link"))];
    view! {
        <DoorPage title=t("access-login-title") form=form.clone() links>
            <Form action=SignIn::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="next" value=form.value_or("next", &next)/>
                <TextField name="email" kind="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") autocomplete="username" required=true autofocus=true/>
                <TextField name="password" kind="password" label=t("access-password") error=form.error("password") autocomplete="current-password" required=true/>
                <Button kind=ButtonKind::Primary class="btn-block">{t("access-sign-in")}</Button>
            </Form>
        </DoorPage>
    }
}
