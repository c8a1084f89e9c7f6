//! Settings of the organization.

use super::picture::ACCEPT;
use crate::domains::access::api::{RemoveLogo, UpdateOrganization, UpdateRegion, UploadLogo, load_organization};
use crate::domains::access::model::{CURRENCIES, MOST_TAX_IDS, OrderNumberStyle, OrganizationPage, TaxId, WeekStart, tax_field};
use crate::domains::access::pages::panels::in_settings;
use crate::server::context;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, picture};
use crate::shared::{Language, Permission};
use crate::ui::field::{Choice, FileField, SelectField, TextField};
use crate::ui::form::{Edited, Form};
use crate::ui::page_header::PageHeader;
use crate::ui::{Button, ButtonKind, Card, Icon, Picture};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/organization`
#[component]
pub fn OrganizationSettingsPage() -> impl IntoView {
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::SettingsWrite));
    view! {
        <Title text=t("nav-organization")/>
        <PageHeader title=t("nav-organization") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_organization(), move |organization| {
            if may {
                view! {
                    <div class="stack narrow">
                        {about(organization.clone())}
                        {logo(&organization)}
                        {region(organization)}
                    </div>
                }
                .into_any()
            } else {
                facts(&organization).into_any()
            }
        })}
    }
}

/// The rows of tax ids: what was typed, else what is stored; and two empty ones.
fn tax_rows(form: &FormState, stored: &[TaxId]) -> Vec<TaxId> {
    let typed: Vec<TaxId> = (0..MOST_TAX_IDS)
        .map_while(|place| {
            let value = |name: &str| form.value(&tax_field(place, name)).map(ToOwned::to_owned);
            Some(TaxId { kind: value("kind")?, number: value("number")? })
        })
        .collect();
    // A refused form keeps its rows in their places, because the messages name them.
    let mut rows = if typed.is_empty() { stored.to_vec() } else { typed };
    let free = rows.iter().rev().take_while(|row| row.kind.is_empty() && row.number.is_empty()).count();
    rows.resize((rows.len() - free + 2).min(MOST_TAX_IDS).max(rows.len() - free), TaxId::default());
    rows
}

fn about(organization: OrganizationPage) -> impl IntoView {
    let form = form_state(UpdateOrganization::PATH);
    let made_from = form.edited(organization.version, &organization.about());
    let settings = organization.settings;
    let taxes = tax_rows(&form, &settings.tax_ids)
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let (kind, number) = (tax_field(place, "kind"), tax_field(place, "number"));
            let error = (form.error(&kind), form.error(&number));
            view! {
                <div class="fields-2">
                    <TextField name=kind label=t("access-tax-kind") value=row.kind error=error.0 maxlength=40 autocomplete="off" list="tax-kinds"/>
                    <TextField name=number label=t("access-tax-number") value=row.number error=error.1 maxlength=40 autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    view! {
        <Card title=t("access-organization-about")>
            <Form action=UpdateOrganization::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Edited from=made_from/>
                <TextField name="name" label=t("access-organization-name") help=t("access-organization-name-help") value=form.value_or("name", &organization.name) error=form.error("name") required=true maxlength=100 autocomplete="organization"/>
                <TextField name="legal_name" label=t("access-legal-name") help=t("access-legal-name-help") value=form.value_or("legal_name", &settings.legal_name) error=form.error("legal_name") maxlength=200 autocomplete="off"/>
                <TextField name="line1" label=t("access-line1") value=form.value_or("line1", &settings.address.line1) error=form.error("line1") maxlength=200 autocomplete="address-line1"/>
                <TextField name="line2" label=t("access-line2") note=t("field-optional") value=form.value_or("line2", &settings.address.line2) error=form.error("line2") maxlength=200 autocomplete="address-line2"/>
                <div class="fields-2">
                    <TextField name="city" label=t("access-city") value=form.value_or("city", &settings.address.city) error=form.error("city") maxlength=80 autocomplete="address-level2"/>
                    <TextField name="postal_code" label=t("access-postal-code") value=form.value_or("postal_code", &settings.address.postal_code) error=form.error("postal_code") maxlength=20 autocomplete="postal-code"/>
                </div>
                <TextField name="district" label=t("access-district") value=form.value_or("district", &settings.address.district) error=form.error("district") maxlength=80 autocomplete="address-level1"/>
                <div class="fields-2">
                    <TextField name="phone" kind="tel" inputmode="tel" label=t("access-phone") value=form.value_or("phone", &settings.phone) error=form.error("phone") maxlength=40 autocomplete="tel"/>
                    <TextField name="email" kind="email" inputmode="email" label=t("access-email") value=form.value_or("email", &settings.email) error=form.error("email") maxlength=200 autocomplete="email"/>
                </div>
                <fieldset class="stack">
                    <legend class="label">{t("access-tax-ids")}</legend>
                    <p class="help">{t("access-tax-ids-help")}</p>
                    {taxes}
                    <datalist id="tax-kinds"><option value="VAT"></option><option value="SVAT"></option><option value="TIN"></option></datalist>
                </fieldset>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}

fn logo(organization: &OrganizationPage) -> impl IntoView + use<> {
    let form = form_state(UploadLogo::PATH);
    let shown = organization.settings.logo.as_deref().and_then(|key| picture(key, 256));
    let remove = shown.is_some().then(|| {
        view! {
            <form method="post" action=RemoveLogo::PATH>
                <Button kind=ButtonKind::Danger icon=Icon::Delete>{t("access-logo-remove")}</Button>
            </form>
        }
    });
    let shown = match shown {
        Some((webp, fallback)) => {
            let alt = t_with("access-logo-alt", &[("name", organization.name.clone().into())]);
            view! { <Picture webp fallback alt class="logo"/> }.into_any()
        }
        None => view! { <p class="muted">{t("access-logo-none")}</p> }.into_any(),
    };
    view! {
        <Card title=t("access-logo")>
            <div class="stack">
                {shown}
                <Form action=UploadLogo::PATH multipart=true errors=form.summary() error_title=t("form-errors-title")>
                    <FileField name="logo" label=t("access-logo-file") help=t("access-logo-help") error=form.error("logo") accept=ACCEPT required=true/>
                    <div><Button icon=Icon::Upload>{t("access-logo-upload")}</Button></div>
                </Form>
                {remove}
            </div>
        </Card>
    }
}

/// Names of all time zones, our own first.
fn time_zones() -> impl Iterator<Item = &'static str> {
    let home = chrono_tz::Tz::Asia__Colombo;
    std::iter::once(home.name()).chain(chrono_tz::TZ_VARIANTS.iter().filter(move |zone| **zone != home).map(|zone| zone.name()))
}

fn region(organization: OrganizationPage) -> impl IntoView {
    let form = form_state(UpdateRegion::PATH);
    let made_from = form.edited(organization.version, &organization.region());
    let settings = organization.settings;
    let languages = Language::ALL.into_iter().map(|language| Choice::new(language.code(), language.own_name())).collect();
    let mut currencies: Vec<Choice> = CURRENCIES.iter().map(|code| Choice::new(*code, *code)).collect();
    if !CURRENCIES.contains(&organization.currency.as_str()) {
        currencies.push(Choice::new(&organization.currency, &organization.currency));
    }
    let currency_help = if organization.currency_is_free { t("access-currency-help") } else { t("access-currency-fixed") };
    let days = WeekStart::ALL.into_iter().map(|day| Choice::new(day.code(), t(day.key()))).collect();
    let lengths = OrderNumberStyle::LENGTHS
        .into_iter()
        .map(|length| Choice::new(length.to_string(), t_with("access-number-symbols", &[("count", length.into())])))
        .collect();
    let zones = time_zones().map(|name| view! { <option value=name></option> }).collect_view();
    let prefix_length = u32::try_from(OrderNumberStyle::LONGEST_PREFIX).ok();
    view! {
        <Card title=t("access-region")>
            <Form action=UpdateRegion::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Edited from=made_from/>
                <SelectField name="language" label=t("language") help=t("access-language-help") options=languages value=form.value_or("language", &organization.language) error=form.error("language")/>
                <SelectField name="currency" label=t("access-currency") help=currency_help options=currencies value=form.value_or("currency", &organization.currency) error=form.error("currency") disabled=!organization.currency_is_free/>
                <TextField name="time_zone" label=t("access-time-zone") help=t("access-time-zone-help") value=form.value_or("time_zone", &organization.time_zone) error=form.error("time_zone") required=true list="zones" autocomplete="off"/>
                <datalist id="zones">{zones}</datalist>
                <SelectField name="week_start" label=t("access-week-start") options=days value=form.value_or("week_start", settings.week_start.code()) error=form.error("week_start")/>
                <div class="fields-2">
                    <SelectField name="number_length" label=t("access-number-length") options=lengths value=form.value_or("number_length", &settings.order_number.length.to_string()) error=form.error("number_length")/>
                    <TextField name="number_prefix" label=t("access-number-prefix") note=t("field-optional") help=t("access-number-prefix-help") value=form.value_or("number_prefix", &settings.order_number.prefix) error=form.error("number_prefix") maxlength=prefix_length.unwrap_or(4) autocomplete="off" input_class="mono"/>
                </div>
                <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
            </Form>
        </Card>
    }
}

/// For who may see and not change.
fn facts(organization: &OrganizationPage) -> impl IntoView + use<> {
    let settings = &organization.settings;
    let address = &settings.address;
    let lines = [&address.line1, &address.line2, &address.city, &address.district, &address.postal_code];
    let address = lines.into_iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    let language = Language::parse(&organization.language).unwrap_or_default().own_name().to_owned();
    let taxes = settings.tax_ids.iter().map(|row| format!("{} {}", row.kind, row.number)).collect::<Vec<_>>().join(", ");
    let rows = [
        ("access-organization-name", organization.name.clone()),
        ("access-legal-name", settings.legal_name.clone()),
        ("access-address", address),
        ("access-phone", settings.phone.clone()),
        ("access-email", settings.email.clone()),
        ("access-tax-ids", taxes),
        ("language", language),
        ("access-currency", organization.currency.clone()),
        ("access-time-zone", organization.time_zone.clone()),
        ("access-week-start", t(settings.week_start.key())),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| view! { <dt>{t(key)}</dt><dd>{value}</dd> })
        .collect_view();
    let logo = settings.logo.as_deref().and_then(|key| picture(key, 256)).map(|(webp, fallback)| {
        let alt = t_with("access-logo-alt", &[("name", organization.name.clone().into())]);
        view! { <Picture webp fallback alt class="logo"/> }
    });
    view! { <div class="narrow"><Card title=t("access-organization-about")><div class="stack">{logo}<dl class="facts">{rows}</dl></div></Card></div> }
}
