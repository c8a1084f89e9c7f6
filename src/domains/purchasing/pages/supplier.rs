//! One supplier: who they are, what is ordered from them, what they supply, who signs in for them.

use super::cells::{StatusBadge, VerificationBadge, maybe_day, progress, supplied_table};
use super::may;
use crate::domains::access::urls as access_urls;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::customers::phone;
use crate::domains::purchasing::api::{
    LinkUser, UnlinkUser, VerifySupplier, load_free_users, load_purchase_rows, load_supplied, load_supplier,
};
use crate::domains::purchasing::model::{PurchaseFilter, PurchaseRow, SuppliedRow, SupplierDetail, SupplierUser, Verification};
use crate::domains::purchasing::urls;
use crate::server::format::{date, money};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, path_id, query};
use crate::shared::{AppError, Page, Permission};
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// What the chosen tab shows.
enum Shown {
    Orders(Page<PurchaseRow>),
    Products(Page<SuppliedRow>),
    History,
}

async fn load(id: Result<Uuid, AppError>, tab: Option<String>) -> Result<(SupplierDetail, Vec<SupplierUser>, Shown), AppError> {
    let request = page_request();
    let supplier = load_supplier(id).await?;
    let free = load_free_users().await?;
    let shown = match tab.as_deref() {
        Some("products") => Shown::Products(load_supplied(supplier.row.id, request).await?),
        Some("history") => Shown::History,
        _ => {
            let filter = PurchaseFilter { supplier_id: Some(supplier.row.id), ..PurchaseFilter::default() };
            Shown::Orders(load_purchase_rows(filter, request).await?)
        }
    };
    Ok((supplier, free, shown))
}

/// `/suppliers/{id}`
#[component]
pub fn SupplierPage() -> impl IntoView {
    page(load(path_id("id"), query("tab")), |(supplier, free, shown)| {
        let id = supplier.row.id;
        let name = supplier.row.business_name.clone();
        let idle = (!supplier.row.is_active).then(|| view! { " "<Badge>{t("purchasing-inactive")}</Badge> });
        let badge = view! { <VerificationBadge verification=supplier.row.verification/>{idle} }.into_any();
        let write = may(Permission::PurchasingWrite);
        let edit = write.then(|| view! { <LinkButton href=urls::edit_supplier(id) icon=Icon::Edit>{t("edit")}</LinkButton> });
        let orderable = write && supplier.row.is_active && supplier.row.verification != Verification::Rejected;
        let order = orderable.then(|| {
            view! { <LinkButton href=urls::new_for(id) kind=ButtonKind::Primary icon=Icon::Plus>{t("purchasing-new")}</LinkButton> }
        });
        let tabs = tabs(id, &shown);
        let side = side(&supplier, free);
        let body = match shown {
            Shown::Orders(rows) => orders(id, rows).into_any(),
            Shown::Products(rows) => {
                view! { <Card title=t("purchasing-supplied") flush=true>{supplied_table(rows, Some(catalog_urls::product))}</Card> }
                    .into_any()
            }
            Shown::History => view! { <HistoryTab resource="supplier" id/> }.into_any(),
        };
        view! {
            <Title text=name.clone()/>
            <PageHeader title=name badge crumbs=vec![Crumb::new(t("nav-suppliers"), urls::SUPPLIERS)] crumbs_label=t("breadcrumbs")>
                {edit}{order}
            </PageHeader>
            <Tabs label=t("purchasing-supplier") tabs/>
            <div class="detail mt-4">
                <div class="main-col stack">{body}</div>
                {side}
            </div>
        }
    })
}

fn tabs(id: Uuid, shown: &Shown) -> Vec<Tab> {
    let history = format!("{}&history=1", urls::supplier_tab(id, "history"));
    let tabs = vec![
        Tab::new(t("nav-purchasing"), urls::supplier(id), matches!(shown, Shown::Orders(_))),
        Tab::new(t("purchasing-products"), urls::supplier_tab(id, "products"), matches!(shown, Shown::Products(_))),
    ];
    let log = may(Permission::AuditRead).then(|| Tab::new(t("purchasing-history"), history, matches!(shown, Shown::History)));
    tabs.into_iter().chain(log).collect()
}

fn orders(supplier_id: Uuid, rows: Page<PurchaseRow>) -> impl IntoView {
    if rows.rows.is_empty() {
        return view! {
            <Card><EmptyState icon=Icon::Purchasing title=t("purchasing-empty-title") text=t("purchasing-supplier-no-orders")/></Card>
        }
        .into_any();
    }
    let head = view! {
        <Th label=t("purchasing-number")/><Th label=t("purchasing-status")/><Th label=t("purchasing-expected")/>
        <Th label=t("purchasing-received") class="num"/><Th label=t("purchasing-total") class="num"/>
    }
    .into_any();
    let lines = rows
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row" class="cell-main"><a class="row-link mono" href=urls::order(row.id)>{row.number}</a><span class="cell-note">{date(row.created_at)}</span></th>
                    <td class="cell-status"><StatusBadge status=row.status/></td>
                    <td data-label=t("purchasing-expected")>{maybe_day(row.expected_on)}</td>
                    <td class="num" data-label=t("purchasing-received")>{progress(row.received, row.ordered)}</td>
                    <td class="cell-amount">{money(row.total, &row.currency)}</td>
                </tr>
            }
        })
        .collect_view();
    let foot = view! { <a class="link" href=urls::of_supplier(supplier_id)>{t("purchasing-all-orders")}</a> }.into_any();
    view! { <Card title=t("nav-purchasing") flush=true foot><Table caption=t("nav-purchasing") head>{lines}</Table></Card> }.into_any()
}

fn side(supplier: &SupplierDetail, free: Vec<SupplierUser>) -> impl IntoView + use<> {
    let row = &supplier.row;
    let fact = |key: &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{t(key)}</dt><dd class="break-words">{value}</dd> })
    };
    let call = row.phone.clone().map(|number| {
        let shown = phone::display(&number);
        view! { <dt>{t("purchasing-phone")}</dt><dd><a class="link" href=format!("tel:{number}")>{shown}</a></dd> }
    });
    let mail = row.email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <dt>{t("purchasing-email")}</dt><dd><a class="link break-all" href=href>{email}</a></dd> }
    });
    let address = supplier.address.lines();
    let address = (!address.is_empty()).then(|| {
        let lines = address.into_iter().map(|line| view! { <div>{line}</div> }).collect_view();
        view! { <dt>{t("purchasing-address")}</dt><dd>{lines}</dd> }
    });
    let days = |key: &'static str, days: Option<i32>| days.map(|days| t_with(key, &[("days", days.into())]));
    let rating = supplier.rating.map(|rating| format!("{rating} / 5"));
    let card =
        |title: &'static str, text: String| (!text.is_empty()).then(|| view! { <Card title=t(title)><p class="prewrap">{text}</p></Card> });
    let (notes, terms) = (card("purchasing-staff-notes", supplier.notes.clone()), card("purchasing-terms", supplier.terms.clone()));
    let facts = (
        fact("purchasing-contact", Some(row.contact.clone())),
        fact("purchasing-registration", supplier.registration_number.clone()),
        fact("purchasing-tax-id", supplier.tax_id.clone()),
        fact("purchasing-language", Some(supplier.language.own_name().to_owned())),
        fact("purchasing-currency", Some(supplier.currency.clone())),
        fact("purchasing-payment", days("purchasing-payment-in", supplier.payment_days)),
        fact("purchasing-lead", days("purchasing-lead-in", supplier.lead_days)),
        fact("purchasing-rating", rating),
        fact("purchasing-verified-at", supplier.verified_at.map(date)),
        fact("purchasing-since", Some(date(row.created_at))),
    );
    view! {
        <div class="side-col stack">
            <Card title=t("purchasing-facts")><dl class="facts">{call}{mail}{address}{facts}</dl></Card>
            {verify(row.id, row.verification)}
            {people(supplier, free)}
            {terms}
            {notes}
        </div>
    }
}

/// What is known of their papers, and the other words for it.
fn verify(id: Uuid, now: Verification) -> impl IntoView {
    may(Permission::PurchasingWrite).then(|| {
        let others = Verification::ALL
            .iter()
            .filter(|other| **other != now)
            .map(|other| {
                let key = match other {
                    Verification::Pending => "purchasing-verify-again",
                    Verification::Verified => "purchasing-verify",
                    Verification::Rejected => "purchasing-reject",
                };
                let kind = if *other == Verification::Rejected { ButtonKind::DangerGhost } else { ButtonKind::Plain };
                view! {
                    <form method="post" action=VerifySupplier::PATH>
                        <Hidden name="supplier_id" value=id.to_string()/>
                        <Hidden name="verification" value=other.code()/>
                        <Button kind small=true>{t(key)}</Button>
                    </form>
                }
            })
            .collect_view();
        view! {
            <Card title=t("purchasing-verification")>
                <p class="muted">{t("purchasing-verification-help")}</p>
                <div class="next-step-actions">{others}</div>
            </Card>
        }
    })
}

/// Who signs in for them.
fn people(supplier: &SupplierDetail, free: Vec<SupplierUser>) -> impl IntoView + use<> {
    let id = supplier.row.id;
    let write = may(Permission::PurchasingWrite);
    let rows = supplier
        .users
        .iter()
        .cloned()
        .map(|user| {
            let remove = write.then(|| {
                view! {
                    <form method="post" action=UnlinkUser::PATH>
                        <Hidden name="supplier_id" value=id.to_string()/>
                        <Hidden name="user_id" value=user.id.to_string()/>
                        <Button kind=ButtonKind::Ghost small=true>{t("purchasing-unlink")}</Button>
                    </form>
                }
            });
            view! { <li><strong>{user.name}</strong><div class="muted break-all">{user.email}</div>{remove}</li> }
        })
        .collect_view();
    let nobody = supplier.users.is_empty().then(|| view! { <p class="muted">{t("purchasing-nobody")}</p> });
    let form = form_state(LinkUser::PATH);
    let link = (write && !free.is_empty()).then(|| {
        let choices = free.into_iter().map(|user| Choice::new(user.id.to_string(), format!("{} · {}", user.name, user.email))).collect();
        view! {
            <form class="stack" method="post" action=LinkUser::PATH>
                <Hidden name="supplier_id" value=id.to_string()/>
                <SelectField name="user_id" label=t("purchasing-link-who") options=choices value=form.value_or("user_id", "") error=form.error("user_id")/>
                <div><Button small=true>{t("purchasing-link")}</Button></div>
            </form>
        }
    });
    let invite = (write && may(Permission::UsersWrite))
        .then(|| view! { <p class="help">{t("purchasing-link-help")}" "<a class="link" href=access_urls::USERS>{t("nav-users")}</a></p> });
    view! { <Card title=t("purchasing-people")>{nobody}<ul class="stack">{rows}</ul>{link}{invite}</Card> }
}
