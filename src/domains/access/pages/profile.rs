//! The page about the signed-in person.

use super::picture::PictureCard;
use crate::domains::access::api::{ChooseLanguage, ChooseOrganization, UpdateProfile, load_organizations};
use crate::domains::access::model::OrganizationChoice;
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::server::page::page;
use crate::shared::Language;
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::PageHeader;
use crate::ui::{Badge, Button, ButtonKind, Card};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/profile`
#[component]
pub fn ProfilePage() -> impl IntoView {
    let person = context::request().and_then(|request| request.scope).and_then(|scope| scope.person);
    let name = person.map(|person| person.name.clone()).unwrap_or_default();
    let form = form_state(UpdateProfile::PATH);
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    view! {
        <Title text=t("nav-profile")/>
        <PageHeader title=t("nav-profile")/>
        <div class="stack narrow">
            <Card title=t("access-profile-card")>
                <Form action=UpdateProfile::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <TextField name="name" label=t("access-name") value=form.value_or("name", &name) error=form.error("name") autocomplete="name" required=true maxlength=100/>
                    <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
                </Form>
            </Card>
            <PictureCard/>
            <Card title=t("language")>
                <Form action=ChooseLanguage::PATH>
                    <Hidden name="next" value="/settings/profile"/>
                    <SelectField name="language" label=t("language") options=languages value=language().code()/>
                    <div><Button>{t("save")}</Button></div>
                </Form>
            </Card>
            <Card title=t("access-organizations")>
                {page(load_organizations(), |rows| rows.into_iter().map(organization).collect_view())}
            </Card>
        </div>
    }
}

fn organization(row: OrganizationChoice) -> impl IntoView {
    let action = if row.is_current {
        view! { <Badge>{t("access-current")}</Badge> }.into_any()
    } else {
        view! {
            <form method="post" action=ChooseOrganization::PATH>
                <Hidden name="organization_id" value=row.id.to_string()/>
                <Button small=true>{t("access-switch")}</Button>
            </form>
        }
        .into_any()
    };
    view! { <div class="toolbar"><span class="grow">{row.name}<span class="muted">" · "{row.role}</span></span>{action}</div> }
}
