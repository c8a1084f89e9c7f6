//! The page where a new password is chosen with the secret of a letter.

use super::frame::{DoorPage, WornLink, secret, to_login};
use crate::domains::access::api::{ResetPassword, load_token};
use crate::domains::access::urls;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// `/reset-password/{token}`
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let token = secret();
    Suspend::new(async move {
        let Ok(email) = load_token(token.clone(), true).await else {
            let links = vec![(urls::FORGOT_PASSWORD, t("access-forgot-link")), to_login()];
            return view! { <WornLink text=t("access-link-reset") links/> }.into_any();
        };
        let form = form_state(ResetPassword::PATH);
        view! {
            <DoorPage title=t("access-reset-title") form=form.clone() links=vec![to_login()]>
                <Form action=ResetPassword::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="token" value=token/>
                    // Password managers want to know whose password it is.
                    <TextField name="email" kind="email" label=t("access-email") value=email autocomplete="username" readonly=true/>
                    <TextField name="password" kind="password" label=t("access-password-new") error=form.error("password") help=t("access-password-help") autocomplete="new-password" required=true autofocus=true/>
                    <Button kind=ButtonKind::Primary class="btn-block">{t("access-reset-button")}</Button>
                </Form>
            </DoorPage>
        }
        .into_any()
    })
}
