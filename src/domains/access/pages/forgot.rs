//! The page for who has forgotten their password.

use super::frame::{DoorPage, to_login};
use crate::domains::access::api::RequestPasswordReset;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::query;
use crate::ui::badge::Tone;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// `/forgot-password`
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let form = form_state(RequestPasswordReset::PATH);
    let is_sent = query("sent").is_some() && form.action.is_empty();
    let page_form = form.clone();
    let body = if is_sent {
        view! { <Alert tone=Tone::Ok live=true>{t("access-forgot-sent")}</Alert> }.into_any()
    } else {
        view! {
            <Form action=RequestPasswordReset::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="email" kind="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") help=t("access-forgot-help") autocomplete="username" required=true autofocus=true/>
                <Button kind=ButtonKind::Primary class="btn-block">{t("access-forgot-button")}</Button>
            </Form>
        }
        .into_any()
    };
    view! { <DoorPage title=t("access-forgot-title") form=page_form links=vec![to_login()]>{body}</DoorPage> }
}
