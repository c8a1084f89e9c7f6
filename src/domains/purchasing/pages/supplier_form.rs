//! The form of a supplier, new or changed.

use crate::domains::customers::phone;
use crate::domains::purchasing::api::{CreateSupplier, UpdateSupplier, load_supplier_form};
use crate::domains::purchasing::model::{SupplierDetail, SupplierForm};
use crate::domains::purchasing::urls;
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::server::page::{page, path_id};
use crate::shared::Language;
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/suppliers/new`
#[component]
pub fn NewSupplierPage() -> impl IntoView {
    page(load_supplier_form(None), |(_, currencies)| {
        view! {
            <Title text=t("purchasing-new-supplier")/>
            <PageHeader title=t("purchasing-new-supplier") crumbs=vec![Crumb::new(t("nav-suppliers"), urls::SUPPLIERS)] crumbs_label=t("breadcrumbs")/>
            {fields(None, currencies)}
        }
    })
}

/// `/suppliers/{id}/edit`
#[component]
pub fn EditSupplierPage() -> impl IntoView {
    page(load_supplier_form(Some(path_id("id"))), |(supplier, currencies)| {
        let own = supplier.as_ref().map(|supplier| Crumb::new(supplier.row.business_name.clone(), urls::supplier(supplier.row.id)));
        let crumbs = std::iter::once(Crumb::new(t("nav-suppliers"), urls::SUPPLIERS)).chain(own).collect();
        view! {
            <Title text=t("purchasing-edit-supplier")/>
            <PageHeader title=t("purchasing-edit-supplier") crumbs crumbs_label=t("breadcrumbs")/>
            {fields(supplier, currencies)}
        }
    })
}

fn fields(supplier: Option<SupplierDetail>, currencies: Vec<String>) -> impl IntoView {
    let action = if supplier.is_some() { UpdateSupplier::PATH } else { CreateSupplier::PATH };
    let form = form_state(action);
    let number = supplier.as_ref().and_then(|supplier| supplier.row.phone.as_deref()).map(phone::display).unwrap_or_default();
    let first = match &supplier {
        Some(supplier) => SupplierForm::of(supplier, &number),
        None => SupplierForm {
            language: language().code().to_owned(),
            currency: currencies.first().cloned().unwrap_or_default(),
            is_active: "true".to_owned(),
            ..SupplierForm::default()
        },
    };
    let hidden = supplier.as_ref().map(|supplier| {
        view! {
            <Hidden name="supplier_id" value=supplier.row.id.to_string()/>
            <Edited from=form.edited(supplier.version, &first)/>
        }
    });
    let back = supplier.as_ref().map_or_else(|| urls::SUPPLIERS.to_owned(), |supplier| urls::supplier(supplier.row.id));
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let codes = currencies.into_iter().map(|code| Choice::new(code.clone(), code)).collect();
    let ratings = (1..=5).map(|stars| Choice::new(stars.to_string(), format!("{stars} / 5"))).collect();
    let value = |name: &str, initial: &str| form.value_or(name, initial);
    let error = |name: &str| form.error(name);
    let business = view! {
        <div class="form">
            <TextField name="business_name" label=t("purchasing-business-name") value=value("business_name", &first.business_name) error=error("business_name") required=true maxlength=200 autocomplete="off"/>
            <TextField name="registration_number" label=t("purchasing-registration") value=value("registration_number", &first.registration_number) error=error("registration_number") maxlength=60 autocomplete="off"/>
            <TextField name="tax_id" label=t("purchasing-tax-id") value=value("tax_id", &first.tax_id) error=error("tax_id") maxlength=60 autocomplete="off"/>
            <TextField name="line1" label=t("orders-line1") value=value("line1", &first.line1) error=error("line1") maxlength=200 autocomplete="off"/>
            <TextField name="line2" label=t("orders-line2") value=value("line2", &first.line2) error=error("line2") maxlength=200 autocomplete="off"/>
            <TextField name="city" label=t("orders-city") value=value("city", &first.city) error=error("city") maxlength=80 autocomplete="off"/>
            <TextField name="postal_code" label=t("purchasing-postal-code") value=value("postal_code", &first.postal_code) error=error("postal_code") maxlength=20 autocomplete="off"/>
            <TextField name="country" label=t("purchasing-country") value=value("country", &first.country) error=error("country") maxlength=80 autocomplete="off"/>
        </div>
    };
    let contact = view! {
        <div class="form">
            <TextField name="contact" label=t("purchasing-contact-name") value=value("contact", &first.contact) error=error("contact") maxlength=120 autocomplete="off"/>
            <TextField name="email" kind="email" inputmode="email" label=t("purchasing-email") help=t("purchasing-email-help") value=value("email", &first.email) error=error("email") autocomplete="off"/>
            <TextField name="phone" kind="tel" inputmode="tel" label=t("purchasing-phone") value=value("phone", &first.phone) error=error("phone") autocomplete="off"/>
            <SelectField name="language" label=t("purchasing-language") help=t("purchasing-language-help") options=languages value=value("language", &first.language) error=error("language")/>
        </div>
    };
    let terms = view! {
        <div class="form">
            <SelectField name="currency" label=t("purchasing-currency") options=codes value=value("currency", &first.currency) error=error("currency")/>
            <TextField name="payment_days" label=t("purchasing-payment-days") inputmode="numeric" value=value("payment_days", &first.payment_days) error=error("payment_days") autocomplete="off"/>
            <TextField name="lead_days" label=t("purchasing-lead-days") help=t("purchasing-lead-days-help") inputmode="numeric" value=value("lead_days", &first.lead_days) error=error("lead_days") autocomplete="off"/>
            <TextArea name="terms" label=t("purchasing-terms") help=t("purchasing-terms-help") value=value("terms", &first.terms) error=error("terms") maxlength=2000/>
        </div>
    };
    let staff = view! {
        <div class="form">
            <SelectField name="rating" label=t("purchasing-rating") options=ratings blank=t("purchasing-no-rating") value=value("rating", &first.rating) error=error("rating")/>
            <TextArea name="notes" label=t("purchasing-staff-notes") help=t("purchasing-staff-notes-help") value=value("notes", &first.notes) error=error("notes") maxlength=2000/>
            <Checkbox name="is_active" label=t("purchasing-active-label") checked=value("is_active", &first.is_active) == "true"/>
        </div>
    };
    view! {
        <div class="max-w-2xl">
            <Form action guard=true errors=form.summary() error_title=t("form-errors-title")>
                {hidden}
                <Card title=t("purchasing-business")>{business}</Card>
                <Card title=t("purchasing-contact")>{contact}</Card>
                <Card title=t("purchasing-terms")>{terms}</Card>
                <Card title=t("purchasing-staff-notes")>{staff}</Card>
                <SaveBar>
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </SaveBar>
            </Form>
        </div>
    }
}
