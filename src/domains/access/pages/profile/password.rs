//! The card with the password and the sessions.

use crate::domains::access::api::ChangePassword;
use crate::domains::access::urls;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::{Button, Card, LinkButton};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Password.
#[component]
pub fn PasswordCard() -> impl IntoView {
    let form = form_state(ChangePassword::PATH);
    view! {
        <Card title=t("access-password")>
            <Form action=ChangePassword::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="current_password" kind="password" label=t("access-password-current") error=form.error("current_password") autocomplete="current-password" required=true/>
                <TextField name="new_password" kind="password" label=t("access-password-new") error=form.error("new_password") help=t("access-password-help") autocomplete="new-password" required=true/>
                <div><Button>{t("access-password-change")}</Button></div>
            </Form>
        </Card>
    }
}

/// The way to the sessions.
#[component]
pub fn SessionsCard() -> impl IntoView {
    view! {
        <Card title=t("access-sessions-title")>
            <div class="form">
                <p>{t("access-sessions-sub")}</p>
                <div><LinkButton href=urls::SESSIONS>{t("access-sessions-show")}</LinkButton></div>
            </div>
        </Card>
    }
}
