//! One person: who they are, what they bought, what they agreed to, and everything that happened.

use super::contact::{Addresses, Consents, Identifiers, dialog};
use super::list::status_badge;
use super::timeline::Happenings;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::audit::urls as audit_urls;
use crate::domains::customers::api::{AddCustomerNote, AnonymiseCustomer, CustomerView, UndoMerge, load_customer_page};
use crate::domains::customers::model::{CustomerDetail, CustomerStatus, Duplicate, MergeRow};
use crate::domains::customers::{phone, urls};
use crate::domains::orders::urls as orders_urls;
use crate::server::context;
use crate::server::format::{date, date_time, day, money, number, yearly};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_args, t_with};
use crate::server::page::{page, page_request, path_id};
use crate::shared::Permission;
use crate::ui::field::{Hidden, TextArea, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, ConfirmStep, Icon, LinkButton, Stat, Stats, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/customers/{id}`
#[component]
pub fn CustomerPage() -> impl IntoView {
    page(load_customer_page(path_id("id"), page_request().cursor), |shown| match shown {
        CustomerView::MergedInto(into) => {
            view! { <p><a class="link" href=urls::detail(into)>{t("customers-merged-into")}</a></p> }.into_any()
        }
        CustomerView::Person(shown) => {
            let (person, alike, merges, happenings) = *shown;
            let id = person.id;
            let open = dialog(&person);
            let forget = forget_form(&person);
            let methods = super::methods::of_person(id, person.anonymised_at.is_none());
            view! {
                <Head person=person.clone()/>
                {notices(&person, &alike)}
                <div class="detail">
                    <div class="main-col">
                        <Totals person=person.clone()/>
                        <Addresses person=person.clone()/>
                        <NoteForm id/>
                        <Happenings page=happenings id/>
                    </div>
                    <div class="side-col">
                        <Facts person=person.clone()/>
                        <Identifiers person=person.clone()/>
                        <Consents person/>
                        {methods}
                        <Merges merges/>
                        {forget}
                    </div>
                </div>
                <HistoryTab resource="customer" id/>
                {open}
            }
            .into_any()
        }
    })
}

/// Whether the person who looks may do this.
pub(super) fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

#[component]
fn Head(person: CustomerDetail) -> impl IntoView {
    let writes = may(Permission::CustomersWrite) && person.anonymised_at.is_none();
    let edit = writes.then(|| view! { <LinkButton href=urls::edit(person.id) icon=Icon::Edit>{t("edit")}</LinkButton> });
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
    }
}

/// What to know before doing anything with this person.
fn notices(person: &CustomerDetail, alike: &[Duplicate]) -> impl IntoView + use<> {
    let blocked = (person.status == CustomerStatus::Blocked)
        .then(|| view! { <Alert tone=Tone::Bad icon=Icon::Blocked title=t("customers-blocked-title")>{t("customers-blocked")}</Alert> });
    let forgotten = person.anonymised_at.map(|at| {
        let title = t_with("customers-forgotten", &[("day", date(at).into())]);
        view! { <Alert tone=Tone::Info title>{t("customers-forgotten-text")}</Alert> }
    });
    let id = person.id;
    let writes = may(Permission::CustomersWrite);
    let proposals = alike
        .iter()
        .map(|pair| {
            let other = if pair.first.id == id { pair.second.clone() } else { pair.first.clone() };
            let reasons = pair.reasons.iter().map(|(reason, _)| t(reason.key())).collect::<Vec<_>>().join(", ");
            let look = writes.then(|| view! { " "<a class="link" href=urls::merge(id, other.id)>{t("customers-merge-look")}</a> });
            view! { <p><a class="link" href=urls::detail(other.id)>{other.name}</a>" · "{reasons}{look}</p> }
        })
        .collect_view();
    let alike =
        (!alike.is_empty()).then(|| view! { <Alert tone=Tone::Warn icon=Icon::People title=t("customers-alike")>{proposals}</Alert> });
    view! { {blocked}{forgotten}{alike} }
}

#[component]
fn Totals(person: CustomerDetail) -> impl IntoView {
    let currency =
        context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let orders_href = if may(Permission::OrdersRead) { orders_urls::of_customer(person.id) } else { String::new() };
    let refused_tone = if person.totals.refused_count > 0 { Tone::Bad } else { Tone::Neutral };
    let refused_note = if person.totals.refused_count > 0 { t("customers-refused-note") } else { String::new() };
    let notes = (!person.notes.is_empty()).then(|| {
        view! { <Card title=t("customers-notes")><p class="whitespace-pre-line">{person.notes.clone()}</p></Card> }
    });
    view! {
        <Card flush=true>
            <Stats>
                <Stat name=t("customers-orders") value=number(person.totals.total_orders.into()) href=orders_href/>
                <Stat name=t("customers-spent") value=money(person.totals.total_spent, &currency)/>
                <Stat name=t("customers-delivered") value=number(person.totals.delivered_count.into())/>
                <Stat name=t("customers-refused") value=number(person.totals.refused_count.into()) delta=refused_note tone=refused_tone/>
            </Stats>
        </Card>
        {notes}
    }
}

#[component]
fn Facts(person: CustomerDetail) -> impl IntoView {
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
    let birthday = person.birthday.and_then(|birthday| Some((birthday.date()?, birthday.year.is_some()))).map(|(day, has_year)| {
        view! { <dt>{t("customers-birthday")}</dt><dd>{yearly(day, has_year)}</dd> }
    });
    let anniversary = person.anniversary.map(|date| view! { <dt>{t("customers-anniversary")}</dt><dd>{day(date)}</dd> });
    let preferences = person
        .preferences
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            view! { <dt>{name.clone()}</dt><dd class="break-words">{value}</dd> }
        })
        .collect_view();
    let last = person.totals.last_order_at.map(|at| view! { <dt>{t("customers-last-order")}</dt><dd>{date(at)}</dd> });
    let log = may(Permission::AuditRead)
        .then(|| view! { <a class="link" href=audit_urls::of_record("customer", person.id)>{t("customers-log")}</a> });
    view! {
        <Card title=t("customers-facts")>
            <dl class="facts">
                {call} {mail} {language} {birthday} {anniversary} {preferences} {tags} {last}
                <dt>{t("customers-since")}</dt><dd>{date(person.created_at)}</dd>
            </dl>
            {log}
        </Card>
    }
}

#[component]
fn NoteForm(id: uuid::Uuid) -> impl IntoView {
    let form = form_state(AddCustomerNote::PATH);
    may(Permission::CustomersWrite).then(|| {
        view! {
            <Card title=t("customers-note")>
                <Form action=AddCustomerNote::PATH>
                    <Hidden name="customer_id" value=id.to_string()/>
                    <TextArea name="body" label=t("customers-note-label") value=form.value_or("body", "") error=form.error("body") maxlength=2000/>
                    <div><Button>{t("customers-note-add")}</Button></div>
                </Form>
            </Card>
        }
    })
}

/// The way to forget the person, for who may.
fn forget_form(person: &CustomerDetail) -> Option<AnyView> {
    if !may(Permission::CustomersAnonymise) || person.anonymised_at.is_some() {
        return None;
    }
    let form = form_state(AnonymiseCustomer::PATH);
    let message = form.message.clone().map(|(key, args)| view! { <Alert tone=Tone::Bad live=true>{t_args(&key, &args)}</Alert> });
    let (id, open) = (person.id.to_string(), !form.action.is_empty());
    let shown = view! {
        <ConfirmStep label=t("customers-anonymise") icon=Icon::Delete open>
            <p>{t("customers-anonymise-text")}</p>
            {message}
            <Form action=AnonymiseCustomer::PATH>
                <Hidden name="customer_id" value=id/>
                <TextField name="confirm" label=t("customers-anonymise-confirm") value=form.value_or("confirm", "") error=form.error("confirm") required=true autocomplete="off"/>
                <div><Button kind=ButtonKind::Danger>{t("customers-anonymise")}</Button></div>
            </Form>
        </ConfirmStep>
    };
    Some(shown.into_any())
}

/// Who became part of this person.
#[component]
fn Merges(merges: Vec<MergeRow>) -> impl IntoView {
    let writes = may(Permission::CustomersWrite);
    (!merges.is_empty()).then(|| {
        let rows = merges
            .into_iter()
            .map(|row| {
                let who = row.person.unwrap_or_else(|| t("audit-program"));
                let state = match row.undone_at {
                    Some(at) => {
                        view! { <p class="muted">{t_with("customers-merge-undone-at", &[("day", date_time(at).into())])}</p> }.into_any()
                    }
                    None if writes => view! {
                        <form method="post" action=UndoMerge::PATH>
                            <Hidden name="merge_id" value=row.id.to_string()/>
                            <Button small=true icon=Icon::Undo confirm=t("customers-merge-undo-sure")>{t("customers-merge-undo")}</Button>
                        </form>
                    }
                    .into_any(),
                    None => ().into_any(),
                };
                view! { <li><strong>{row.from_name}</strong><p class="muted">{who}" · "{date_time(row.at)}</p>{state}</li> }
            })
            .collect_view();
        view! { <Card title=t("customers-merges")><ul class="grid gap-3">{rows}</ul></Card> }
    })
}
