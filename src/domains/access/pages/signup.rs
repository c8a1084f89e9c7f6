//! The page where a new organization begins.

use super::frame::{DoorPage, to_login};
use crate::domains::access::api::SignUp;
use crate::domains::access::model::{CURRENCIES, TIME_ZONES};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::shared::Language;
use crate::ui::field::{Choice, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// `/signup`
#[component]
pub fn SignUpPage() -> impl IntoView {
    let form = form_state(SignUp::PATH);
    let plain = |codes: &[&str]| codes.iter().map(|code| Choice::new(*code, code.replace('_', " "))).collect::<Vec<_>>();
    let languages: Vec<Choice> = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let warehouse = t("access-signup-warehouse-first");
    view! {
        <DoorPage title=t("access-signup-title") form=form.clone() links=vec![to_login()]>
            <Form action=SignUp::PATH errors=form.summary() error_title=t("form-errors-title")>
                <fieldset class="form">
                    <legend class="label">{t("access-signup-organization-legend")}</legend>
                    <TextField name="organization" label=t("access-signup-organization") value=form.value_or("organization", "") error=form.error("organization") autocomplete="organization" required=true autofocus=true maxlength=100/>
                    <TextField name="slug" label=t("access-signup-slug") value=form.value_or("slug", "") error=form.error("slug") help=t("access-signup-slug-help") note=t("field-optional") autocomplete="off" maxlength=40/>
                    <SelectField name="language" label=t("language") options=languages value=form.value_or("language", language().code()) error=form.error("language")/>
                    <SelectField name="currency" label=t("access-signup-currency") options=plain(CURRENCIES) value=form.value_or("currency", "LKR") error=form.error("currency")/>
                    <SelectField name="time_zone" label=t("access-signup-time-zone") options=plain(TIME_ZONES) value=form.value_or("time_zone", "Asia/Colombo") error=form.error("time_zone")/>
                    <TextField name="warehouse" label=t("access-signup-warehouse") value=form.value_or("warehouse", &warehouse) error=form.error("warehouse") help=t("access-signup-warehouse-help") autocomplete="off" required=true maxlength=100/>
                </fieldset>
                <fieldset class="form">
                    <legend class="label">{t("access-signup-owner-legend")}</legend>
                    <TextField name="name" label=t("access-name") value=form.value_or("name", "") error=form.error("name") autocomplete="name" required=true maxlength=100/>
                    <TextField name="email" kind="email" label=t("access-email") value=form.value_or("email", "") error=form.error("email") autocomplete="username" required=true/>
                    <TextField name="password" kind="password" label=t("access-password") error=form.error("password") help=t("access-password-help") autocomplete="new-password" required=true/>
                </fieldset>
                <Button kind=ButtonKind::Primary class="btn-block">{t("access-signup-button")}</Button>
            </Form>
        </DoorPage>
    }
}
