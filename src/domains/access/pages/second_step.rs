//! The page between the password and the admin: it asks for the second factor.

use super::passkeys::PasskeySignIn;
use crate::domains::access::api::passkeys::{SignInWithPasskey, passkey_host};
use crate::domains::access::api::second_factor::{ConfirmSecondFactor, load_second_step};
use crate::domains::access::urls;
use crate::server::forms::{form_state, refused};
use crate::server::i18n::{t, t_args};
use crate::server::page::page;
use crate::ui::badge::Tone;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::{Alert, Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/login/second-factor`
#[component]
pub fn SecondStepPage() -> impl IntoView {
    let message = refused().filter(|form| [ConfirmSecondFactor::PATH, SignInWithPasskey::PATH].contains(&form.action.as_str()));
    let alert =
        message.and_then(|form| form.message).map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    view! {
        <Title text=t("factor-step-title")/>
        <main class="auth" id="main">
            <div class="auth-box">
                <div class="auth-head">
                    <img src="/favicon.svg" alt="" width="40" height="40"/>
                    <h1>{t("factor-step-title")}</h1>
                </div>
                {alert}
                {page(load_second_step(), |step| match step {
                    Some(has_passkey) => ask(has_passkey).into_any(),
                    None => again().into_any(),
                })}
            </div>
        </main>
    }
}

fn ask(has_passkey: bool) -> impl IntoView {
    let form = form_state(ConfirmSecondFactor::PATH);
    let passkey = has_passkey.then(passkey_host).flatten().map(|host| view! { <PasskeySignIn host/> });
    view! {
        <Card>
            <div class="stack">
                <Form action=ConfirmSecondFactor::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <TextField name="one_time_code" label=t("factor-code") help=t("factor-code-help") error=form.error("one_time_code") autocomplete="one-time-code" input_class="mono" maxlength=20 required=true autofocus=true/>
                    <Button kind=ButtonKind::Primary class="btn-block">{t("factor-step-confirm")}</Button>
                </Form>
                {passkey}
            </div>
        </Card>
        <p class="muted"><a href=urls::LOGIN>{t("factor-step-other")}</a></p>
    }
}

fn again() -> impl IntoView {
    view! {
        <Card>
            <div class="stack">
                <p>{t("factor-step-over")}</p>
                <a class="btn btn-primary btn-block" href=urls::LOGIN>{t("access-sign-in")}</a>
            </div>
        </Card>
    }
}
