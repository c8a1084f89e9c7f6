//! One stock count: its lines to fill in, what differs, and booking it.

use super::counts::{scope, status_badge};
use super::{may, signed};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::inventory::api::{CancelCount, CountOne, EnterCounts, PostCount, StartCount, load_count};
use crate::domains::inventory::model::{CountDetail, CountItem, CountStatus, CountView};
use crate::domains::inventory::urls;
use crate::server::format::{date_time, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, params, path_id, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Alert, Button, ButtonKind, Card, ConfirmStep, EmptyKind, EmptyState, Icon, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/inventory/counts/{id}`
#[component]
pub fn CountPage() -> impl IntoView {
    let view = CountView::parse(&query("view").unwrap_or_default());
    page(load_count(path_id("count"), view, page_request()), move |count| {
        let title = t_with("inventory-count-title", &[("number", count.row.number.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-inventory"), urls::LIST), Crumb::new(t("inventory-counts"), urls::COUNTS)];
        let badge = status_badge(count.row.status).into_any();
        let sub = format!("{} · {}", count.row.warehouse, scope(&count.row));
        let writes = may(Permission::InventoryWrite);
        let next = writes.then(|| next_step(&count));
        let one = (writes && count.row.status == CountStatus::Counting).then(|| one(&count));
        let id = count.row.id;
        let facts = facts(&count);
        view! {
            <Title text=title.clone()/>
            <PageHeader title badge sub crumbs crumbs_label=t("breadcrumbs")/>
            {next}
            <div class="detail">
                <div class="main-col">{lines(&count, view, writes)}</div>
                <div class="side-col">{one}{facts}</div>
            </div>
            <HistoryTab resource="count" id/>
        }
    })
}

/// The one thing to do next, and the way out.
fn next_step(count: &CountDetail) -> AnyView {
    let id = count.row.id.to_string();
    let (hint, step) = match count.row.status {
        CountStatus::Draft => {
            let start = view! {
                <form method="post" action=StartCount::PATH>
                    <Hidden name="count_id" value=id.clone()/>
                    <Button kind=ButtonKind::Primary icon=Icon::Play>{t("inventory-count-start")}</Button>
                </form>
            };
            (t("inventory-next-count-draft"), start.into_any())
        }
        CountStatus::Counting => {
            let open = count.row.lines - count.row.counted;
            let hint = t_with("inventory-next-counting", &[("count", open.into()), ("different", count.different.into())]);
            (hint, (count.row.counted > 0).then(|| post(count)).into_any())
        }
        CountStatus::Posted | CountStatus::Cancelled => return ().into_any(),
    };
    view! {
        <section class="card next-step no-print" aria-label=t("inventory-next")>
            <div class="card-body">
                <p class="muted">{hint}</p>
                <div class="next-step-actions">
                    {step}
                    <form method="post" action=CancelCount::PATH>
                        <Hidden name="count_id" value=id/>
                        <Button kind=ButtonKind::DangerGhost confirm=t("inventory-count-cancel-sure")>{t("inventory-count-cancel")}</Button>
                    </form>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn post(count: &CountDetail) -> impl IntoView + use<> {
    let form = form_state(PostCount::PATH);
    let refused = form.message.as_ref().is_some_and(|(key, _)| key == "inventory-error-reserved");
    let short = refused.then(|| {
        view! {
            <Alert tone=Tone::Warn title=t("inventory-short-instead")>{t("inventory-short-instead-text")}</Alert>
            <Checkbox name="allow_short" label=t("inventory-allow-short") value="true"/>
        }
    });
    let id = count.row.id.to_string();
    let open = count.row.lines - count.row.counted;
    let what = t_with("inventory-count-post-what", &[("counted", count.row.counted.into()), ("different", count.different.into())]);
    let rest = (open > 0).then(|| view! { <p>{t_with("inventory-count-post-rest", &[("count", open.into())])}</p> });
    view! {
        <ConfirmStep label=t("inventory-count-post") kind=ButtonKind::Primary icon=Icon::Check open=!form.action.is_empty()>
            <Form action=PostCount::PATH>
                <Hidden name="count_id" value=id/>
                <p>{what}</p>
                {rest}
                {short}
                <div><Button kind=ButtonKind::Primary>{t("inventory-count-post-do")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

/// A product that is counted by its SKU, also one that nobody expected here.
fn one(count: &CountDetail) -> impl IntoView + use<> {
    let form = form_state(CountOne::PATH);
    let id = count.row.id.to_string();
    let errors = form.summary();
    let fields = view! {
        <TextField name="sku" label=t("inventory-sku-or-barcode") value=form.value_or("sku", "") error=form.error("sku") required=true autocomplete="off" input_class="mono"/>
        <TextField name="counted" label=t("inventory-counted") inputmode="numeric" value=form.value_or("counted", "") error=form.error("counted") required=true autocomplete="off"/>
    };
    view! {
        <Card title=t("inventory-count-one")>
            <p class="muted">{t("inventory-count-one-help")}</p>
            <Form action=CountOne::PATH errors error_title=t("form-errors-title")>
                <Hidden name="count_id" value=id/>
                {fields}
                <div><Button>{t("inventory-count-one-do")}</Button></div>
            </Form>
        </Card>
    }
}

fn lines(count: &CountDetail, view: CountView, writes: bool) -> AnyView {
    if count.row.status == CountStatus::Draft {
        return view! { <Card flush=true><EmptyState icon=Icon::Check title=t("inventory-count-draft-title") text=t("inventory-count-draft-text")/></Card> }
            .into_any();
    }
    let tabs = CountView::ALL.into_iter().map(|one| Tab::new(t(one.key()), url_with(&[("view", one.code())]), view == one)).collect();
    let previous = count.items.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = count.items.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let body = if count.items.rows.is_empty() {
        view! { <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-count-none")/> }.into_any()
    } else if count.row.status == CountStatus::Counting && writes && view != CountView::Different {
        entry(count).into_any()
    } else {
        table(count).into_any()
    };
    view! {
        <Card flush=true>
            <Tabs label=t("inventory-count-lines") tabs/>
            {body}
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("inventory-count-lines")/>
    }
    .into_any()
}

/// The lines with a field each.
fn entry(count: &CountDetail) -> impl IntoView + use<> {
    let form = form_state(EnterCounts::PATH);
    let is_blind = count.row.is_blind;
    let lines = count
        .items
        .rows
        .iter()
        .enumerate()
        .map(|(row, item)| {
            let field = format!("lines[{row}][counted]");
            let known = item.counted.map(|units| units.to_string()).unwrap_or_default();
            let expected = (!is_blind).then(|| t_with("inventory-count-expected", &[("count", item.expected_at_snapshot.into())]));
            view! {
                <div class="receive-line count-line" role="group" aria-label=item.name.clone()>
                    <div class="what">
                        <span>{item.name.clone()}</span>
                        <span class="muted"><span class="mono">{item.sku.clone()}</span>{item.bin.clone().map(|bin| format!(" · {bin}"))}</span>
                    </div>
                    <Hidden name=format!("lines[{row}][item]") value=item.id.to_string()/>
                    <TextField id=format!("counted-{row}") label=t("inventory-counted") note=expected.unwrap_or_default() inputmode="numeric" value=form.value_or(&field, &known) error=form.error(&field) name=field autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let id = count.row.id.to_string();
    let here = params().encode();
    view! {
        <Form action=EnterCounts::PATH errors=form.summary() error_title=t("form-errors-title") class="stack card-body" guard=true>
            <Hidden name="count_id" value=id/>
            <Hidden name="next" value=here/>
            <p class="muted">{t("inventory-count-entry-help")}</p>
            <div class="stack">{lines}</div>
            <div><Button kind=ButtonKind::Primary>{t("inventory-count-keep")}</Button></div>
        </Form>
    }
}

/// The lines as they stand. A blind count keeps what is expected to itself until somebody looks at what differs.
fn table(count: &CountDetail) -> impl IntoView + use<> {
    let posted = count.row.status == CountStatus::Posted;
    let rows = count.items.rows.iter().map(|item| table_line(item, posted)).collect_view();
    let head = view! {
        <Th label=t("inventory-variant")/><Th label=t("inventory-count-began") class="num"/><Th label=t("inventory-count-books") class="num"/>
        <Th label=t("inventory-counted") class="num"/><Th label=t("inventory-difference") class="num"/><Th label=t("inventory-when") class="cell-wide"/>
    }
    .into_any();
    view! { <Table caption=t("inventory-count-lines") head>{rows}</Table> }
}

fn table_line(item: &CountItem, posted: bool) -> impl IntoView + use<> {
    let or_dash = |units: Option<i32>| units.map_or_else(|| "–".to_owned(), |units| number(i64::from(units)));
    let difference = if posted { item.posted_change } else { item.difference() };
    let who = item.counted_at.map(|at| match &item.person {
        Some(person) => format!("{} · {person}", date_time(at)),
        None => date_time(at),
    });
    view! {
        <tr>
            <td class="cell-main"><a class="link" href=urls::variant(item.variant_id)>{item.name.clone()}</a><span class="cell-note mono">{item.sku.clone()}</span></td>
            <td class="num" data-label=t("inventory-count-began")>{number(i64::from(item.expected_at_snapshot))}</td>
            <td class="num" data-label=t("inventory-count-books")>{or_dash(item.expected_at_count)}</td>
            <td class="num" data-label=t("inventory-counted")>{or_dash(item.counted)}</td>
            <td class="cell-amount">{difference.map_or_else(|| "–".to_owned(), |units| signed(i64::from(units)))}</td>
            <td class="cell-wide">{who}</td>
        </tr>
    }
}

fn facts(count: &CountDetail) -> impl IntoView + use<> {
    let blind = if count.row.is_blind { Some(t("inventory-count-blind")) } else { None };
    let facts = [
        (t("inventory-warehouse"), Some(count.row.warehouse.clone())),
        (t("inventory-count-what"), Some(scope(&count.row))),
        (t("inventory-count-way"), blind),
        (t("inventory-count-progress"), Some(format!("{} / {}", number(count.row.counted), number(count.row.lines)))),
        (t("inventory-who"), count.person.clone()),
        (t("inventory-count-began"), count.snapshot_at.map(date_time)),
        (t("inventory-count-booked"), count.posted_at.map(date_time)),
        (t("inventory-notes"), Some(count.notes.clone()).filter(|notes| !notes.is_empty())),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <dt>{name}</dt><dd class="prewrap">{value}</dd> }))
        .collect_view();
    view! { <Card title=t("inventory-transfer-facts")><dl class="facts">{facts}</dl></Card> }
}
