//! The page about one's own second factor: authenticator app, backup codes, passkeys.

use super::passkeys::{PasskeyCard, PasskeyScript, password_field, summary_at};
use crate::domains::access::api::second_factor::{
    DisableSecondFactor, EnableSecondFactor, KeepBackupCodes, RenewBackupCodes, StartSecondFactor, load_factor,
};
use crate::domains::access::model::{Enrolment, FactorPage, FactorState};
use crate::domains::access::urls;
use crate::server::forms::{form_state, percent_encode};
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::ui::badge::Tone;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, ConfirmStep};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/second-factor`
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    view! {
        <Title text=t("factor-title")/>
        <PageHeader title=t("factor-title") crumbs=vec![Crumb::new(t("nav-profile"), urls::PROFILE)] crumbs_label=t("breadcrumbs")/>
        {page(load_factor(), show)}
    }
}

fn show(factor: FactorPage) -> impl IntoView {
    let FactorPage { state, new_codes, passkeys, passkey_host, is_required } = factor;
    let required = is_required.then(|| view! { <Alert tone=Tone::Warn title=t("factor-required")>{t("factor-required-help")}</Alert> });
    let codes = (!new_codes.is_empty()).then(|| new_code_card(&new_codes));
    let app = match state {
        FactorState::Off => off_card().into_any(),
        FactorState::Pending(enrolment) => pending_card(enrolment).into_any(),
        FactorState::On { codes_left } => on_card(codes_left).into_any(),
    };
    let passkeys = (!is_required).then(|| view! { <PasskeyCard rows=passkeys host=passkey_host/> });
    view! {
        <div class="stack narrow">
            {required}
            {codes}
            {app}
            {passkeys}
        </div>
        <PasskeyScript/>
    }
}

/// The way into the set-up.
fn off_card() -> impl IntoView {
    let form = form_state(StartSecondFactor::PATH);
    let id = "start-password";
    view! {
        <Card title=t("factor-app")>
            <div class="stack">
                <p>{t("factor-app-help")}</p>
                <Form action=StartSecondFactor::PATH errors=summary_at(id, &form) error_title=t("form-errors-title")>
                    {password_field(id, &form)}
                    <div><Button kind=ButtonKind::Primary>{t("factor-start")}</Button></div>
                </Form>
            </div>
        </Card>
    }
}

/// The QR code, the same for typing, and the code that proves that the app has it.
fn pending_card(enrolment: Enrolment) -> impl IntoView {
    let form = form_state(EnableSecondFactor::PATH);
    let start = form_state(StartSecondFactor::PATH);
    let id = "start-password";
    let copied = enrolment.secret.replace(' ', "");
    view! {
        <Card title=t("factor-app")>
            <div class="stack">
                <p>{t("factor-scan")}</p>
                <div class="qr-code" role="img" aria-label=t("factor-scan-label") inner_html=enrolment.qr></div>
                <p><a href=enrolment.link>{t("factor-open-app")}</a></p>
                <p>{t("factor-type")}</p>
                <p>
                    <code class="mono" id="secret">{enrolment.secret}</code>
                    " "
                    <button type="button" class="btn btn-sm js-only" data-copy=copied>{t("factor-copy")}</button>
                </p>
                <Form action=EnableSecondFactor::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <TextField name="one_time_code" label=t("factor-app-code") help=t("factor-app-code-help") error=form.error("one_time_code") inputmode="numeric" autocomplete="one-time-code" input_class="mono" maxlength=10 required=true/>
                    <div><Button kind=ButtonKind::Primary>{t("factor-enable")}</Button></div>
                </Form>
                <ConfirmStep label=t("factor-other-secret") kind=ButtonKind::Ghost small=true open=!start.action.is_empty()>
                    <Form action=StartSecondFactor::PATH errors=summary_at(id, &start) error_title=t("form-errors-title")>
                        {password_field(id, &start)}
                        <div><Button>{t("factor-other-secret")}</Button></div>
                    </Form>
                </ConfirmStep>
            </div>
        </Card>
    }
}

/// What is on, how many backup codes are left, new ones, and the way out.
fn on_card(codes_left: i64) -> impl IntoView {
    let renew = form_state(RenewBackupCodes::PATH);
    let disable = form_state(DisableSecondFactor::PATH);
    let (renew_id, disable_id) = ("renew-password", "disable-password");
    let few = (codes_left < 3).then(|| view! { <Alert tone=Tone::Warn>{t("factor-codes-few")}</Alert> });
    view! {
        <Card title=t("factor-app") actions=view! { <Badge tone=Tone::Ok>{t("factor-on")}</Badge> }.into_any()>
            <div class="stack">
                <p>{t("factor-on-help")}</p>
                <p id="codes-left">{t_with("factor-codes-left", &[("count", codes_left.into())])}</p>
                {few}
                <ConfirmStep label=t("factor-renew") kind=ButtonKind::Plain open=!renew.action.is_empty()>
                    <p>{t("factor-renew-help")}</p>
                    <Form action=RenewBackupCodes::PATH errors=summary_at(renew_id, &renew) error_title=t("form-errors-title")>
                        {password_field(renew_id, &renew)}
                        <div><Button>{t("factor-renew")}</Button></div>
                    </Form>
                </ConfirmStep>
                <ConfirmStep label=t("factor-disable") open=!disable.action.is_empty()>
                    <p>{t("factor-disable-help")}</p>
                    <Form action=DisableSecondFactor::PATH errors=summary_at(disable_id, &disable) error_title=t("form-errors-title")>
                        {password_field(disable_id, &disable)}
                        <div><Button kind=ButtonKind::Danger>{t("factor-disable")}</Button></div>
                    </Form>
                </ConfirmStep>
            </div>
        </Card>
    }
}

/// New backup codes: to print, to copy, or to save as a file that is part of the page, so that nothing is asked for twice.
fn new_code_card(codes: &[String]) -> impl IntoView + use<> {
    let all = codes.join("\n");
    let text = format!("{}\n\n{all}\n", t("factor-file-head"));
    let file = format!("data:text/plain;charset=utf-8,{}", percent_encode(&text));
    let lines = codes.iter().cloned().map(|code| view! { <li><code class="mono">{code}</code></li> }).collect_view();
    view! {
        <Card title=t("factor-codes") id="backup-codes">
            <div class="stack">
                <p>{t("factor-codes-help")}</p>
                <ol class="backup-codes">{lines}</ol>
                <div class="toolbar">
                    <a class="btn" href=file download="smartstore-backup-codes.txt">{t("factor-download")}</a>
                    <button type="button" class="btn js-only" data-copy=all>{t("factor-copy")}</button>
                    <button type="button" class="btn js-only" data-print="">{t("factor-print")}</button>
                </div>
                <form method="post" action=KeepBackupCodes::PATH><Button kind=ButtonKind::Primary>{t("factor-kept")}</Button></form>
            </div>
        </Card>
    }
}
