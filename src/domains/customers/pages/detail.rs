//! One person.

use super::list::status_badge;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::audit::urls as audit_urls;
use crate::domains::customers::api::load_customer;
use crate::domains::customers::model::{AddressRow, CustomerDetail, Identifier};
use crate::domains::customers::{phone, urls};
use crate::domains::orders::urls as orders_urls;
use crate::server::context;
use crate::server::format::{date, money, number};
use crate::server::i18n::t;
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Badge, Card, Icon, LinkButton, Stat, Stats, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/customers/{id}`
#[component]
pub fn CustomerPage() -> impl IntoView {
    page(load_customer(path_id("id")), |person| view! { <Person person/> })
}

const fn kind_key(kind: &str) -> &'static str {
    match kind.as_bytes() {
        b"PHONE" => "customers-identifier-phone",
        b"EMAIL" => "customers-identifier-email",
        b"WHATSAPP" | b"BSUID" => "customers-identifier-whatsapp",
        b"PSID" => "customers-identifier-messenger",
        b"IGSID" => "customers-identifier-instagram",
        b"TIKTOK" => "customers-identifier-tiktok",
        _ => "customers-identifier-external",
    }
}

#[component]
fn Person(person: CustomerDetail) -> impl IntoView {
    let scope = context::request().and_then(|request| request.scope);
    let may = |permission| scope.as_ref().is_some_and(|scope| scope.may(permission));
    let currency = scope.as_ref().map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let edit =
        may(Permission::CustomersWrite).then(|| view! { <LinkButton href=urls::edit(person.id) icon=Icon::Edit>{t("edit")}</LinkButton> });
    let log = may(Permission::AuditRead)
        .then(|| view! { <a class="link" href=audit_urls::of_record("customer", person.id)>{t("customers-log")}</a> });
    let orders_href = if may(Permission::OrdersRead) { orders_urls::of_customer(person.id) } else { String::new() };
    let call = person.phone.as_deref().map(|number| {
        view! { <dt>{t("customers-phone")}</dt><dd><a class="link" href=format!("tel:{number}")>{phone::display(number)}</a></dd> }
    });
    let mail = person.email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <dt>{t("customers-email")}</dt><dd><a class="link break-all" href=href>{email}</a></dd> }
    });
    let language = person.language.map(|language| {
        view! { <dt>{t("customers-language")}</dt><dd lang=language.code()>{language.own_name()}</dd> }
    });
    let tags = (!person.tags.is_empty()).then(|| {
        let tags = person.tags.clone().into_iter().map(|tag| view! { <Badge>{tag}</Badge>" " }).collect_view();
        view! { <dt>{t("customers-tags")}</dt><dd>{tags}</dd> }
    });
    let notes = (!person.notes.is_empty()).then(|| {
        view! { <Card title=t("customers-notes")><p class="whitespace-pre-line">{person.notes.clone()}</p></Card> }
    });
    let refused_tone = if person.totals.refused_count > 0 { Tone::Bad } else { Tone::Neutral };
    let refused_note = if person.totals.refused_count > 0 { t("customers-refused-note") } else { String::new() };
    view! {
        <Title text=person.name.clone()/>
        <PageHeader
            title=person.name.clone()
            badge=status_badge(person.status).into_any()
            crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST)]
            crumbs_label=t("breadcrumbs")
        >
            {edit}
        </PageHeader>
        <div class="detail">
            <div class="main-col">
                <Card flush=true>
                    <Stats>
                        <Stat name=t("customers-orders") value=number(person.totals.total_orders.into()) href=orders_href/>
                        <Stat name=t("customers-spent") value=money(person.totals.total_spent, &currency)/>
                        <Stat name=t("customers-delivered") value=number(person.totals.delivered_count.into())/>
                        <Stat name=t("customers-refused") value=number(person.totals.refused_count.into()) delta=refused_note tone=refused_tone/>
                    </Stats>
                </Card>
                <Addresses addresses=person.addresses/>
                {notes}
            </div>
            <div class="side-col">
                <Card title=t("customers-facts")>
                    <dl class="facts">
                        {call} {mail} {language} {tags}
                        <dt>{t("customers-since")}</dt><dd>{date(person.created_at)}</dd>
                    </dl>
                    {log}
                </Card>
                <Identifiers identifiers=person.identifiers/>
            </div>
        </div>
        <HistoryTab resource="customer" id=person.id/>
    }
}

#[component]
fn Addresses(addresses: Vec<AddressRow>) -> impl IntoView {
    let body = if addresses.is_empty() {
        view! { <p class="muted">{t("customers-no-address")}</p> }.into_any()
    } else {
        addresses
            .into_iter()
            .map(|row| {
                let number = (!row.address.phone.is_empty()).then(|| format!(" · {}", phone::display(&row.address.phone)));
                let default = row.is_default.then(|| view! { " "<Badge>{t("customers-default-address")}</Badge> });
                view! {
                    <li>
                        <div><strong>{row.address.full_name.clone()}</strong>{number}{default}</div>
                        <div class="muted">{row.address.one_line()}</div>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    view! { <Card title=t("customers-addresses")><ul class="grid gap-3">{body}</ul></Card> }
}

#[component]
fn Identifiers(identifiers: Vec<Identifier>) -> impl IntoView {
    (!identifiers.is_empty()).then(|| {
        let rows = identifiers
            .into_iter()
            .map(|identifier| {
                let value = if identifier.kind == "PHONE" { phone::display(&identifier.value) } else { identifier.value };
                view! { <dt>{t(kind_key(&identifier.kind))}</dt><dd class="break-all">{value}</dd> }
            })
            .collect_view();
        view! { <Card title=t("customers-identifiers")><dl class="facts">{rows}</dl></Card> }
    })
}
