//! The card with the address.

use crate::domains::access::api::{RequestEmailChange, ResendVerification};
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::ui::badge::Tone;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::{Badge, Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Address.
#[component]
pub fn EmailCard() -> impl IntoView {
    let person = context::request().and_then(|request| request.scope).and_then(|scope| scope.person);
    let (email, is_verified) = person.map_or_else(Default::default, |person| (person.email.clone(), person.email_verified));
    let form = form_state(RequestEmailChange::PATH);
    let state = if is_verified {
        view! { <Badge tone=Tone::Ok>{t("access-email-verified")}</Badge> }.into_any()
    } else {
        view! {
            <Badge tone=Tone::Warn>{t("access-email-unverified")}</Badge>
            <form method="post" action=ResendVerification::PATH><Button small=true>{t("access-email-resend")}</Button></form>
        }
        .into_any()
    };
    view! {
        <Card title=t("access-email") id="email-card">
            <div class="stack">
                <div class="toolbar"><span class="grow">{email}</span>{state}</div>
                <Form action=RequestEmailChange::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <TextField name="new_email" kind="email" label=t("access-email-new") value=form.value_or("new_email", "") error=form.error("new_email") help=t("access-email-new-help") autocomplete="email" required=true/>
                    <TextField name="email_password" kind="password" label=t("access-password-current") error=form.error("email_password") autocomplete="current-password" required=true/>
                    <div><Button>{t("access-email-change")}</Button></div>
                </Form>
            </div>
        </Card>
    }
}
