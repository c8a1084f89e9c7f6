//! Customers that may be one person, and the look at a merge.

use super::detail::may;
use super::list::status_badge;
use crate::domains::customers::api::{DismissDuplicate, FindDuplicates, MergeCustomers, load_duplicates, load_merge};
use crate::domains::customers::model::{CustomerRow, Duplicate, DuplicateReason, MergeField, MergePreview};
use crate::domains::customers::{phone, urls};
use crate::server::format::{capped, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, path_id, url_with};
use crate::shared::Permission;
use crate::ui::field::{Choice, Hidden, RadioField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::{Alert, Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Proposals are counted up to here.
const COUNT_CAP: i64 = 999;

/// `/customers/duplicates`
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    page(load_duplicates(page_request()), |(found, count)| {
        let writes = may(Permission::CustomersWrite);
        let previous = found.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
        let next = found.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
        let again = writes.then(|| {
            view! { <form method="post" action=FindDuplicates::PATH><Button icon=Icon::Search>{t("customers-duplicates-search")}</Button></form> }
        });
        let body = if found.rows.is_empty() {
            view! { <Card flush=true><EmptyState icon=Icon::People title=t("customers-duplicates-none-title") text=t("customers-duplicates-none")/></Card> }
                .into_any()
        } else {
            found.rows.into_iter().map(|pair| proposal(pair, writes)).collect_view().into_any()
        };
        view! {
            <Title text=t("customers-duplicates")/>
            <PageHeader
                title=t("customers-duplicates")
                count=capped(count, COUNT_CAP)
                sub=t("customers-duplicates-intro")
                crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST)]
                crumbs_label=t("breadcrumbs")
            >
                {again}
            </PageHeader>
            <div class="stack">{body}</div>
            <Pager previous next previous_label=t("previous") next_label=t("next") label=t("customers-duplicates")/>
        }
    })
}

fn reason((reason, shared): (DuplicateReason, String)) -> impl IntoView {
    let shared = if reason == DuplicateReason::Phone { format!("0{shared}") } else { shared };
    view! { <Badge tone=Tone::Warn>{t(reason.key())}</Badge>" "<span class="muted break-all">{shared}</span>" " }
}

fn side(row: CustomerRow) -> impl IntoView {
    let contact = [row.phone.as_deref().map(phone::display), row.email.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let counts = [("orders", row.totals.total_orders), ("delivered", row.totals.delivered_count), ("refused", row.totals.refused_count)];
    let counts = counts.map(|(name, count)| (name, number(count.into()).into()));
    view! {
        <div>
            <div><a class="link" href=urls::detail(row.id)><strong>{row.name}</strong></a>" "{status_badge(row.status)}</div>
            <div class="break-all">{contact}</div>
            <div class="muted">{t_with("customers-record", &counts)}</div>
        </div>
    }
}

fn proposal(pair: Duplicate, writes: bool) -> impl IntoView {
    let (first, second) = (pair.first.id, pair.second.id);
    // Who has bought more stays.
    let (into, from) = if pair.second.totals.total_orders > pair.first.totals.total_orders { (second, first) } else { (first, second) };
    let reasons = pair.reasons.into_iter().map(reason).collect_view();
    let id = pair.id.to_string();
    let actions = writes.then(|| {
        view! {
            <div class="flex flex-wrap gap-2">
                <LinkButton href=urls::merge(into, from) kind=ButtonKind::Primary icon=Icon::People>{t("customers-merge-look")}</LinkButton>
                <form method="post" action=DismissDuplicate::PATH>
                    <Hidden name="duplicate_id" value=id/>
                    <Button>{t("customers-duplicate-dismiss")}</Button>
                </form>
            </div>
        }
    });
    view! {
        <Card>
            <div class="grid gap-3">
                <p>{reasons}</p>
                <div class="grid gap-3 sm:grid-cols-2">{side(pair.first)}{side(pair.second)}</div>
                {actions}
            </div>
        </Card>
    }
}

/// `/customers/{id}/merge/{other}`
#[component]
pub fn MergePage() -> impl IntoView {
    page(load_merge(path_id("id"), path_id("other_customer")), merge)
}

fn merge(preview: MergePreview) -> impl IntoView {
    let form = form_state(MergeCustomers::PATH);
    let (into, from) = (preview.into.clone(), preview.from.clone());
    let title = t_with("customers-merge-title", &[("other", from.name.clone().into()), ("name", into.name.clone().into())]);
    let message = form.message.clone().map(|(key, args)| {
        view! { <Alert tone=Tone::Bad live=true>{crate::server::i18n::t_args(&key, &args)}</Alert> }
    });
    let fields = preview
        .fields
        .iter()
        .map(|field| {
            let MergeField { name, label, own, other, takes_other } = field.clone();
            let empty = |value: String| if value.is_empty() { "–".to_owned() } else { value };
            let options =
                vec![Choice::new("own", empty(own)).help(into.name.clone()), Choice::new("other", empty(other)).help(from.name.clone())];
            let value = form.value_or(&name, if takes_other { "other" } else { "own" });
            view! { <RadioField name label=t(&label) options value/> }
        })
        .collect_view();
    let same = preview.fields.is_empty().then(|| view! { <p class="muted">{t("customers-merge-same")}</p> });
    let moves = preview.moves.iter().map(|(key, count)| view! { <li>{t_with(key, &[("count", (*count).into())])}</li> }).collect_view();
    let nothing = preview.moves.is_empty().then(|| view! { <p class="muted">{t("customers-merge-nothing")}</p> });
    view! {
        <Title text=title.clone()/>
        <PageHeader
            title
            sub=t("customers-merge-intro")
            crumbs=vec![Crumb::new(t("nav-customers"), urls::LIST), Crumb::new(into.name.clone(), urls::detail(into.id))]
            crumbs_label=t("breadcrumbs")
        >
            <LinkButton href=urls::merge(from.id, into.id) icon=Icon::Transfer>{t("customers-merge-swap")}</LinkButton>
        </PageHeader>
        {message}
        <Form action=MergeCustomers::PATH errors=form.summary() error_title=t("form-errors-title") class="stack narrow">
            <Hidden name="customer_id" value=into.id.to_string()/>
            <Hidden name="other_customer_id" value=from.id.to_string()/>
            <Hidden name="seen" value=preview.seen()/>
            <Card title=t("customers-merge-fields")><div class="form">{fields}{same}</div></Card>
            <Card title=t("customers-merge-moves")>
                <ul class="grid gap-1">{moves}</ul>
                {nothing}
                <p class="help">{t("customers-merge-both")}</p>
            </Card>
            <SaveBar>
                <LinkButton href=urls::detail(into.id)>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("customers-merge-do")}</Button>
            </SaveBar>
        </Form>
    }
}
