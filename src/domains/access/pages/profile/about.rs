//! The card with the person's name.

use crate::domains::access::api::UpdateProfile;
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::ui::field::TextField;
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Name.
#[component]
pub fn AboutCard() -> impl IntoView {
    let person = context::request().and_then(|request| request.scope).and_then(|scope| scope.person);
    let name = person.map(|person| person.name.clone()).unwrap_or_default();
    let form = form_state(UpdateProfile::PATH);
    view! {
        <Card title=t("access-profile-card")>
            <Form action=UpdateProfile::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="name" label=t("access-name") value=form.value_or("name", &name) error=form.error("name") autocomplete="name" required=true maxlength=100/>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}
