//! The form of a person: a new one, or a changed one.

use crate::domains::customers::api::{CreateCustomer, UpdateCustomer, load_customer};
use crate::domains::customers::model::{CustomerDetail, CustomerForm, CustomerStatus};
use crate::domains::customers::{phone, urls};
use crate::server::context;
use crate::server::format::months;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::t;
use crate::server::page::{page, path_id};
use crate::shared::{Language, Permission};
use crate::ui::field::{Choice, Hidden, SelectField, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/customers/new`
#[component]
pub fn NewCustomerPage() -> impl IntoView {
    let allowed = async { context::require(Permission::CustomersWrite).map(|_| ()) };
    page(allowed, |()| {
        view! {
            <Title text=t("customers-new")/>
            <PageHeader title=t("customers-new") crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
            <Fields action=CreateCustomer::PATH person=None/>
        }
    })
}

/// `/customers/{id}/edit`
#[component]
pub fn EditCustomerPage() -> impl IntoView {
    let id = path_id("id");
    let load = async {
        context::require(Permission::CustomersWrite)?;
        load_customer(id).await
    };
    page(load, |person: CustomerDetail| {
        let crumbs = vec![Crumb::new(t("nav-customers"), urls::LIST), Crumb::new(person.name.clone(), urls::detail(person.id))];
        view! {
            <Title text=t("customers-edit")/>
            <PageHeader title=t("customers-edit") crumbs crumbs_label=t("breadcrumbs")/>
            <Fields action=UpdateCustomer::PATH person=Some(person)/>
        }
    })
}

/// Whose number or address it is, with the way there.
pub(super) fn owner_of(form: &FormState, field: &str) -> impl IntoView + use<> {
    let error = form.errors.0.iter().find(|error| error.field == field)?;
    let arg = |name: &str| error.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let id = uuid::Uuid::parse_str(&arg("id")?).ok()?;
    let name = arg("name")?;
    Some(view! { <p class="help"><a class="link" href=urls::detail(id)>{t("customers-show-owner")}" "{name}</a></p> })
}

#[component]
fn Fields(action: &'static str, person: Option<CustomerDetail>) -> impl IntoView {
    let form = form_state(action);
    let first = |of: fn(&CustomerDetail) -> String| person.as_ref().map(of).unwrap_or_default();
    let name = first(|person| person.name.clone());
    let number = first(|person| person.phone.as_deref().map(phone::display).unwrap_or_default());
    let email = first(|person| person.email.clone().unwrap_or_default());
    let language = first(|person| person.language.map(Language::code).unwrap_or_default().to_owned());
    let status = person.as_ref().map(|person| person.status).unwrap_or_default();
    let tags = first(|person| person.tags.join(", "));
    let notes = first(|person| person.notes.clone());
    let saved = person.as_ref().map(|person| CustomerForm::of(person, &number)).unwrap_or_default();
    let months = months().into_iter().zip(1..).map(|(name, month)| Choice::new(month.to_string(), name)).collect();
    let hidden = person.as_ref().map(|person| {
        view! {
            <Hidden name="id" value=person.id.to_string()/>
            <Edited from=form.edited(person.version, &saved)/>
        }
    });
    let back = person.as_ref().map_or_else(|| urls::LIST.to_owned(), |person| urls::detail(person.id));
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let statuses = CustomerStatus::ALL.into_iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    view! {
        <div class="max-w-2xl">
            <Form action guard=true errors=form.summary() error_title=t("form-errors-title")>
                {hidden}
                <Card>
                    <div class="form">
                        <TextField name="name" label=t("customers-name") value=form.value_or("name", &name) error=form.error("name") required=true maxlength=200 autocomplete="off"/>
                        <TextField name="phone" kind="tel" inputmode="tel" label=t("customers-phone") help=t("customers-phone-help") value=form.value_or("phone", &number) error=form.error("phone") autocomplete="off"/>
                        {owner_of(&form, "phone")}
                        <TextField name="email" kind="email" inputmode="email" label=t("customers-email") value=form.value_or("email", &email) error=form.error("email") autocomplete="off"/>
                        {owner_of(&form, "email")}
                        <SelectField name="language" label=t("customers-language") help=t("customers-language-help") options=languages blank=t("customers-language-unknown") value=form.value_or("language", &language) error=form.error("language")/>
                        <SelectField name="status" label=t("customers-status") help=t("customers-status-help") options=statuses value=form.value_or("status", status.code()) error=form.error("status")/>
                        <TextField name="tags" label=t("customers-tags") help=t("customers-tags-help") value=form.value_or("tags", &tags) error=form.error("tags") autocomplete="off"/>
                        <fieldset class="fields fields-2">
                            <legend class="label">{t("customers-birthday")}</legend>
                            <TextField name="birth_day" inputmode="numeric" label=t("customers-birth-day") value=form.value_or("birth_day", &saved.birth_day) error=form.error("birth_day") maxlength=2 autocomplete="off"/>
                            <SelectField name="birth_month" label=t("customers-birth-month") options=months blank=t("customers-birth-unknown") value=form.value_or("birth_month", &saved.birth_month) error=form.error("birth_month")/>
                            <TextField name="birth_year" inputmode="numeric" label=t("customers-birth-year") help=t("customers-birth-year-help") value=form.value_or("birth_year", &saved.birth_year) error=form.error("birth_year") maxlength=4 autocomplete="off"/>
                        </fieldset>
                        <TextField name="anniversary" kind="date" label=t("customers-anniversary") help=t("customers-anniversary-help") value=form.value_or("anniversary", &saved.anniversary) error=form.error("anniversary")/>
                        <TextArea name="notes" label=t("customers-notes") help=t("customers-notes-help") value=form.value_or("notes", &notes) error=form.error("notes") maxlength=5000/>
                    </div>
                </Card>
                <SaveBar>
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </SaveBar>
            </Form>
        </div>
    }
}
