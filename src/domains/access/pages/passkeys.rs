//! Forms and lists of passkeys. Without a script the forms stay hidden: only a browser's script can talk to the device.

use crate::domains::access::api::passkeys::{BeginPasskey, BeginPasskeySignIn, RegisterPasskey, RemovePasskey, SignInWithPasskey};
use crate::domains::access::model::PasskeyRow;
use crate::server::format::{date, date_time};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::{Button, ButtonKind, Card, ConfirmStep};
use leptos::prelude::*;
use server_fn::ServerFn;

/// The script of pages with passkeys or backup codes.
#[component]
pub fn PasskeyScript() -> impl IntoView {
    view! { <script src="/js/passkey.js" defer=true nonce=leptos::nonce::use_nonce()></script> }
}

/// The button that signs in with a passkey.
#[component]
pub fn PasskeySignIn(
    /// Name at which passkeys work.
    host: String,
    /// Where the person wanted to go.
    #[prop(optional, into)]
    next: String,
) -> impl IntoView {
    view! {
        <form class="stack" method="post" action=SignInWithPasskey::PATH data-passkey="get" data-begin=BeginPasskeySignIn::PATH data-host=host hidden=true>
            <Hidden name="next" value=next/>
            <Hidden name="credential" value=""/>
            <Button icon=Icon::Key class="btn-block">{t("factor-passkey-sign-in")}</Button>
            <p class="error-text" role="alert" data-passkey-failed="" hidden=true>{t("factor-error-passkey")}</p>
        </form>
        <PasskeyScript/>
    }
}

/// The field for the password of who is signed in, where a page has several.
pub fn password_field(id: &str, form: &FormState) -> impl IntoView + use<> {
    view! {
        <TextField name="password" id=id kind="password" label=t("access-password") error=form.error("password") autocomplete="current-password" required=true/>
    }
}

/// What is wrong with a form whose only field has another id than its name.
pub fn summary_at(id: &str, form: &FormState) -> Vec<(String, String)> {
    form.summary().into_iter().map(|(_, message)| (id.to_owned(), message)).collect()
}

/// Passkeys, and the form for one more.
#[component]
pub fn PasskeyCard(
    /// Passkeys.
    rows: Vec<PasskeyRow>,
    /// Name at which they work.
    host: Option<String>,
) -> impl IntoView {
    let list = if rows.is_empty() {
        view! { <p class="muted">{t("factor-passkeys-none")}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{rows.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let form = match host {
        Some(host) => add_form(host).into_any(),
        None => view! { <p class="muted">{t("factor-error-no-name")}</p> }.into_any(),
    };
    view! {
        <Card title=t("factor-passkeys") id="passkeys">
            <div class="stack">
                <p>{t("factor-passkeys-help")}</p>
                {list}
                {form}
            </div>
        </Card>
    }
}

fn row(row: PasskeyRow) -> impl IntoView {
    let form = form_state(RemovePasskey::PATH);
    let key = row.id.to_string();
    let is_this = form.value("passkey_id") == Some(key.as_str());
    let form = if is_this { form } else { FormState::default() };
    let id = format!("remove-{key}");
    let used = match row.last_used_at {
        Some(at) => t_with("factor-passkey-used", &[("when", date_time(at).into())]),
        None => t("factor-passkey-unused"),
    };
    let added = t_with("factor-passkey-made", &[("when", date(row.created_at).into())]);
    view! {
        <li class="passkey-row">
            <div><strong>{row.name}</strong><div class="muted">{added}" · "{used}</div></div>
            <ConfirmStep label=t("factor-passkey-remove") small=true open=is_this>
                <Form action=RemovePasskey::PATH errors=summary_at(&id, &form) error_title=t("form-errors-title")>
                    <Hidden name="passkey_id" value=key/>
                    {password_field(&id, &form)}
                    <div><Button kind=ButtonKind::Danger>{t("factor-passkey-remove")}</Button></div>
                </Form>
            </ConfirmStep>
        </li>
    }
}

fn add_form(host: String) -> impl IntoView {
    let form = form_state(RegisterPasskey::PATH);
    let id = "passkey-password";
    let place = host.clone();
    let summary = form.summary().into_iter().map(|(field, message)| {
        let at = if field == "password" { id } else { "passkey-name" };
        (at.to_owned(), message)
    });
    let summary: Vec<_> = summary.collect();
    view! {
        <p class="muted no-js-only">{t("factor-passkeys-script")}</p>
        <p class="muted js-only" data-passkey-elsewhere="">{t_with("factor-passkeys-elsewhere", &[("host", place.into())])}</p>
        <div data-passkey="create" data-begin=BeginPasskey::PATH data-host=host hidden=true>
            <Form action=RegisterPasskey::PATH errors=summary error_title=t("form-errors-title")>
                <Hidden name="credential" value=""/>
                <TextField name="name" id="passkey-name" label=t("factor-passkey-name") help=t("factor-passkey-name-help") value=form.value_or("name", "") error=form.error("name") maxlength=60 required=true/>
                {password_field(id, &form)}
                <p class="error-text" role="alert" data-passkey-failed="" hidden=true>{t("factor-error-passkey")}</p>
                <div><Button>{t("factor-passkey-add")}</Button></div>
            </Form>
        </div>
    }
}
