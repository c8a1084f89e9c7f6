//! The card with the language of the screen.

use crate::domains::access::api::ChooseLanguage;
use crate::domains::access::urls;
use crate::server::i18n::{language, t};
use crate::shared::Language;
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::form::Form;
use crate::ui::{Button, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Language of the screen.
#[component]
pub fn LanguageCard() -> impl IntoView {
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    view! {
        <Card title=t("language")>
            <Form action=ChooseLanguage::PATH>
                <Hidden name="next" value=urls::PROFILE/>
                <SelectField name="language" label=t("language") options=languages value=language().code()/>
                <div><Button>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}
