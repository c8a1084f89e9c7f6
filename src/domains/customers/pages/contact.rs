//! How a person is reached, where they live, what they agreed to; and the dialogs that change it.

use super::detail::may;
use super::form::owner_of;
use crate::domains::customers::api::{AddAddress, AddIdentifier, ChangeAddress, DeleteAddress, RecordConsent, RemoveIdentifier};
use crate::domains::customers::model::{
    AddressForm, AddressRow, AddressType, ConsentChannel, ConsentPurpose, ConsentSource, CustomerDetail, IdentifierKind,
};
use crate::domains::customers::{phone, urls};
use crate::server::format::date;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::query;
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, Hidden, RadioField, SelectField, TextField};
use crate::ui::form::{Edited, Form};
use crate::ui::{Badge, Button, ButtonKind, Card, ConfirmStep, Dialog, Icon, LinkButton, Tone};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

fn writes(person: &CustomerDetail) -> bool {
    may(Permission::CustomersWrite) && person.anonymised_at.is_none()
}

fn add_link(person: &CustomerDetail, dialog: &str, label: String) -> Option<AnyView> {
    let href = format!("{}?dialog={dialog}", urls::detail(person.id));
    writes(person).then(|| view! { <LinkButton href small=true icon=Icon::Plus label/> }.into_any())
}

/// Everything that the person is known by.
#[component]
pub fn Identifiers(person: CustomerDetail) -> impl IntoView {
    let actions = add_link(&person, "identifier", t("customers-identifier-add"));
    let removes = writes(&person);
    let rows = person
        .identifiers
        .into_iter()
        .map(|known| {
            let value = if known.kind.is_number() { phone::display(&known.value) } else { known.value };
            let label = t_with("customers-identifier-remove", &[("value", value.clone().into())]);
            let remove = removes.then(|| {
                view! {
                    <form method="post" action=RemoveIdentifier::PATH>
                        <Hidden name="customer_id" value=person.id.to_string()/>
                        <Hidden name="identifier_id" value=known.id.to_string()/>
                        <Button kind=ButtonKind::Ghost small=true icon=Icon::Close confirm=label.clone() label/>
                    </form>
                }
            });
            view! {
                <li class="flex items-start justify-between gap-2">
                    <span class="grid"><span class="muted">{t(known.kind.key())}</span><span class="break-all">{value}</span></span>
                    {remove}
                </li>
            }
        })
        .collect_view();
    view! { <Card title=t("customers-identifiers") actions=actions.unwrap_or_else(|| ().into_any())><ul class="grid gap-3">{rows}</ul></Card> }
}

/// What they agreed to, channel by channel.
#[component]
pub fn Consents(person: CustomerDetail) -> impl IntoView {
    let actions = add_link(&person, "consent", t("customers-consent-record"));
    let rows = person
        .consents
        .into_iter()
        .map(|row| {
            let (tone, word) =
                if row.granted { (Tone::Ok, t("customers-consent-granted")) } else { (Tone::Bad, t("customers-consent-refused")) };
            view! {
                <li>
                    <div class="flex items-center justify-between gap-2">
                        <span>{t(row.channel.key())}" · "{t(row.purpose.key())}</span><Badge tone>{word}</Badge>
                    </div>
                    <p class="muted">{t(row.source.key())}" · "{date(row.at)}</p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t("customers-consent-none")}</p> }.into_any()
    } else {
        view! { <ul class="grid gap-3">{rows}</ul> }.into_any()
    };
    view! { <Card title=t("customers-consents") actions=actions.unwrap_or_else(|| ().into_any())>{body}</Card> }
}

/// Where they live and whom invoices name.
#[component]
pub fn Addresses(person: CustomerDetail) -> impl IntoView {
    let actions = add_link(&person, "address", t("customers-address-add"));
    let changes = writes(&person);
    let body = if person.addresses.is_empty() {
        view! { <p class="muted">{t("customers-no-address")}</p> }.into_any()
    } else {
        let rows = person.addresses.into_iter().map(|row| line(person.id, &row, changes)).collect_view();
        view! { <ul class="grid gap-3">{rows}</ul> }.into_any()
    };
    view! { <Card title=t("customers-addresses") actions=actions.unwrap_or_else(|| ().into_any())>{body}</Card> }
}

fn line(id: Uuid, row: &AddressRow, changes: bool) -> impl IntoView + use<> {
    let number = (!row.address.phone.is_empty()).then(|| format!(" · {}", phone::display(&row.address.phone)));
    let default = row.is_default.then(|| view! { " "<Badge>{t("customers-default-address")}</Badge> });
    let kind = t(row.kind.key());
    let billing = (row.kind == AddressType::Billing).then(|| view! { " "<Badge tone=Tone::Info>{kind}</Badge> });
    let label = (!row.label.is_empty()).then(|| format!("{}: ", row.label));
    let edit = changes.then(|| {
        let href = format!("{}?dialog={}", urls::detail(id), row.id);
        let label = t_with("customers-address-edit", &[("name", row.address.full_name.clone().into())]);
        view! { <LinkButton href kind=ButtonKind::Ghost small=true icon=Icon::Edit label/> }
    });
    view! {
        <li class="flex items-start justify-between gap-2">
            <div>
                <div>{label}<strong>{row.address.full_name.clone()}</strong>{number}{default}{billing}</div>
                <div class="muted">{row.address.one_line()}</div>
            </div>
            {edit}
        </li>
    }
}

/// The dialog that the address asks for, if any.
pub fn dialog(person: &CustomerDetail) -> Option<AnyView> {
    let wanted = query("dialog").filter(|_| writes(person))?;
    match wanted.as_str() {
        "identifier" => Some(identifier_dialog(person.id)),
        "consent" => Some(consent_dialog(person.id)),
        "address" => Some(address_dialog(person, None)),
        id => {
            let id = Uuid::parse_str(id).ok()?;
            person.addresses.iter().find(|row| row.id == id).map(|row| address_dialog(person, Some(row)))
        }
    }
}

fn identifier_dialog(id: Uuid) -> AnyView {
    let form = form_state(AddIdentifier::PATH);
    let kinds = IdentifierKind::TYPED.into_iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let back = urls::detail(id);
    view! {
        <Dialog title=t("customers-identifier-add") close_href=back.clone() close_label=t("close")>
            <Form action=AddIdentifier::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="customer_id" value=id.to_string()/>
                <SelectField name="kind" label=t("customers-identifier-kind") options=kinds value=form.value_or("kind", "PHONE") error=form.error("kind")/>
                <TextField name="value" label=t("customers-identifier-value") help=t("customers-identifier-help") value=form.value_or("value", "") error=form.error("value") required=true maxlength=200 autocomplete="off"/>
                {owner_of(&form, "value")}
                <div class="dialog-actions">
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn consent_dialog(id: Uuid) -> AnyView {
    let form = form_state(RecordConsent::PATH);
    let channels = ConsentChannel::ALL.iter().map(|word| Choice::new(word.code(), t(word.key()))).collect();
    let purposes = ConsentPurpose::ALL.iter().map(|word| Choice::new(word.code(), t(word.key()))).collect();
    let sources = ConsentSource::TYPED.iter().map(|word| Choice::new(word.code(), t(word.key()))).collect();
    let answers = vec![Choice::new("yes", t("customers-consent-granted")), Choice::new("no", t("customers-consent-refused"))];
    let back = urls::detail(id);
    view! {
        <Dialog title=t("customers-consent-record") close_href=back.clone() close_label=t("close")>
            <Form action=RecordConsent::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="customer_id" value=id.to_string()/>
                <SelectField name="channel" label=t("customers-consent-channel") options=channels value=form.value_or("channel", "SMS") error=form.error("channel")/>
                <SelectField name="purpose" label=t("customers-consent-purpose") options=purposes value=form.value_or("purpose", "MARKETING") error=form.error("purpose")/>
                <RadioField name="answer" label=t("customers-consent-answer") options=answers value=form.value_or("answer", "") error=form.error("answer") required=true/>
                <SelectField name="source" label=t("customers-consent-source") options=sources value=form.value_or("source", "PHONE") error=form.error("source")/>
                <TextField name="day" kind="date" label=t("customers-consent-day") help=t("customers-consent-day-help") value=form.value_or("day", "") error=form.error("day")/>
                <TextField name="note" label=t("customers-consent-note") value=form.value_or("note", "") error=form.error("note") maxlength=500/>
                <div class="dialog-actions">
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn address_dialog(person: &CustomerDetail, row: Option<&AddressRow>) -> AnyView {
    let action = if row.is_some() { ChangeAddress::PATH } else { AddAddress::PATH };
    let form = form_state(action);
    let first = match row {
        Some(row) => AddressForm::of(row, &phone::display(&row.address.phone)),
        None => AddressForm {
            kind: AddressType::Shipping.code().to_owned(),
            full_name: person.name.clone(),
            phone: person.phone.as_deref().map(phone::display).unwrap_or_default(),
            ..AddressForm::default()
        },
    };
    let title = t(if row.is_some() { "customers-address-change" } else { "customers-address-add" });
    let kinds = AddressType::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let back = urls::detail(person.id);
    let customer_id = person.id.to_string();
    let hidden = row.map(|row| {
        view! { <Hidden name="address_id" value=row.id.to_string()/><Edited from=form.edited(0, &first)/> }
    });
    let (address_owner, first_default) = (customer_id.clone(), first.is_default.clone());
    let delete = row.map(|row| {
        let (customer_id, address_id) = (address_owner, row.id.to_string());
        view! {
            <ConfirmStep label=t("customers-address-delete") icon=Icon::Delete>
                <p>{t("customers-address-delete-text")}</p>
                <form method="post" action=DeleteAddress::PATH>
                    <Hidden name="customer_id" value=customer_id/>
                    <Hidden name="address_id" value=address_id/>
                    <Button kind=ButtonKind::Danger>{t("customers-address-delete")}</Button>
                </form>
            </ConfirmStep>
        }
    });
    let typed = form.clone();
    let value = move |name: &str, initial: &str| typed.value_or(name, initial);
    let is_default = value("is_default", &first_default) == "true";
    view! {
        <Dialog title close_href=back.clone() close_label=t("close")>
            <Form action errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="customer_id" value=customer_id/>
                {hidden}
                <SelectField name="kind" label=t("customers-address-type") options=kinds value=value("kind", &first.kind) error=form.error("kind")/>
                <TextField name="full_name" label=t("customers-address-name") value=value("full_name", &first.full_name) error=form.error("full_name") required=true maxlength=120 autocomplete="off"/>
                <TextField name="phone" kind="tel" inputmode="tel" label=t("customers-phone") value=value("phone", &first.phone) error=form.error("phone") autocomplete="off"/>
                <TextField name="line1" label=t("customers-line1") value=value("line1", &first.line1) error=form.error("line1") required=true maxlength=200 autocomplete="off"/>
                <TextField name="line2" label=t("customers-line2") value=value("line2", &first.line2) error=form.error("line2") maxlength=200 autocomplete="off"/>
                <div class="fields fields-2">
                    <TextField name="city" label=t("customers-city") value=value("city", &first.city) error=form.error("city") required=true maxlength=80 autocomplete="off"/>
                    <TextField name="district" label=t("customers-district") value=value("district", &first.district) error=form.error("district") maxlength=80 autocomplete="off"/>
                    <TextField name="postal_code" label=t("customers-postal-code") value=value("postal_code", &first.postal_code) error=form.error("postal_code") maxlength=20 autocomplete="off"/>
                    <TextField name="email" kind="email" inputmode="email" label=t("customers-email") value=value("email", &first.email) error=form.error("email") autocomplete="off"/>
                </div>
                <TextField name="label" label=t("customers-address-label") value=value("label", &first.label) error=form.error("label") maxlength=60 autocomplete="off"/>
                <Checkbox name="is_default" label=t("customers-address-default") checked=is_default/>
                <div class="dialog-actions">
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
            {delete}
        </Dialog>
    }
    .into_any()
}
