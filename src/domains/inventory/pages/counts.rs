//! All stock counts, and the form of a new one.

use super::may;
use crate::domains::inventory::api::{CreateCount, load_counts};
use crate::domains::inventory::model::{AbcClass, CountList, CountRow, CountScope, CountStatus};
use crate::domains::inventory::urls;
use crate::server::format::{date_time, number};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, RadioField, SelectField, TextArea};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/inventory/counts`
#[component]
pub fn CountsPage() -> impl IntoView {
    let status = query("status").and_then(|code| CountStatus::parse(&code));
    view! {
        <Title text=t("inventory-counts")/>
        <PageHeader title=t("inventory-counts") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_counts(status, page_request()), move |list| {
            let new = may(Permission::InventoryWrite).then(|| form(&list));
            view! {
                <div class="detail">
                    <div class="main-col">{table(list, status)}</div>
                    <div class="side-col">{new}</div>
                </div>
            }
        })}
    }
}

/// How far a count is.
pub(super) fn status_badge(status: CountStatus) -> impl IntoView {
    let tone = match status {
        CountStatus::Draft => Tone::Neutral,
        CountStatus::Counting => Tone::Info,
        CountStatus::Posted => Tone::Ok,
        CountStatus::Cancelled => Tone::Bad,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

/// What a count looks at, in words.
pub(super) fn scope(row: &CountRow) -> String {
    match row.scope {
        CountScope::All => t("inventory-count-all"),
        CountScope::Bin(_) => t_with("inventory-count-of-bin", &[("bin", row.bin.clone().unwrap_or_else(|| "–".to_owned()).into())]),
        CountScope::Abc(class) => t(class.key()),
    }
}

fn table(list: CountList, status: Option<CountStatus>) -> impl IntoView {
    let all = Tab::new(t("inventory-state-all"), url_with(&[("status", "")]), status.is_none());
    let others = CountStatus::ALL.into_iter().map(|one| Tab::new(t(one.key()), url_with(&[("status", one.code())]), status == Some(one)));
    let tabs = std::iter::once(all).chain(others).collect();
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let body = if list.page.rows.is_empty() && status.is_some() {
        view! {
            <EmptyState kind=EmptyKind::Filtered title=t("inventory-none-title") text=t("inventory-counts-none")>
                <LinkButton href=urls::COUNTS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else if list.page.rows.is_empty() {
        view! { <EmptyState icon=Icon::Check title=t("inventory-counts-empty-title") text=t("inventory-counts-empty")/> }.into_any()
    } else {
        let rows = list.page.rows.iter().map(line).collect_view();
        let head = view! {
            <Th label=t("inventory-transfer-number")/><Th label=t("inventory-state")/><Th label=t("inventory-warehouse")/><Th label=t("inventory-count-what")/>
            <Th label=t("inventory-count-progress") class="num"/><Th label=t("inventory-change") class="num"/><Th label=t("inventory-made")/>
        }
        .into_any();
        view! { <Table caption=t("inventory-counts") head>{rows}</Table> }.into_any()
    };
    view! {
        <Card flush=true>
            <Tabs label=t("inventory-counts") tabs/>
            {body}
        </Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("inventory-counts")/>
    }
}

fn line(row: &CountRow) -> impl IntoView + use<> {
    let blind = row.is_blind.then(|| view! { <span class="cell-note">{t("inventory-count-blind")}</span> });
    view! {
        <tr>
            <td class="cell-main mono"><a class="row-link" href=urls::count(row.id)>{row.number.clone()}</a></td>
            <td class="cell-status">{status_badge(row.status)}</td>
            <td class="cell-sub">{row.warehouse.clone()}</td>
            <td data-label=t("inventory-count-what")>{scope(row)}{blind}</td>
            <td class="num" data-label=t("inventory-count-progress")>{format!("{} / {}", number(row.counted), number(row.lines))}</td>
            <td class="num" data-label=t("inventory-change")>{super::signed(row.posted_change)}</td>
            <td data-label=t("inventory-made")>{date_time(row.created_at)}</td>
        </tr>
    }
}

fn form(list: &CountList) -> impl IntoView + use<> {
    let form = form_state(CreateCount::PATH);
    let warehouses: Vec<Choice> = list
        .warehouses
        .iter()
        .filter(|warehouse| warehouse.is_active)
        .map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone()))
        .collect();
    let default =
        list.warehouses.iter().find(|warehouse| warehouse.is_default).map(|warehouse| warehouse.id.to_string()).unwrap_or_default();
    let several = list.warehouses.len() > 1;
    let bins: Vec<Choice> = list
        .bins
        .iter()
        .map(|bin| {
            let warehouse =
                list.warehouses.iter().find(|warehouse| warehouse.id == bin.warehouse_id).map_or("", |warehouse| &warehouse.code);
            let label = if several { format!("{warehouse} · {}", bin.code) } else { bin.code.clone() };
            Choice::new(bin.id.to_string(), label)
        })
        .collect();
    let mut scopes = vec![Choice::new("ALL", t("inventory-count-all"))];
    let bin = (!bins.is_empty()).then(|| {
        scopes.push(Choice::new("BIN", t("inventory-count-bin")));
        view! { <SelectField name="bin" label=t("inventory-bin") options=bins blank="–" value=form.value_or("bin", "") error=form.error("bin")/> }
    });
    scopes.push(Choice::new("ABC", t("inventory-count-class")).help(t("inventory-count-class-help")));
    let classes = AbcClass::ALL.into_iter().map(|class| Choice::new(class.code(), t(class.key()))).collect();
    let fields = view! {
        <SelectField name="warehouse" label=t("inventory-warehouse") options=warehouses value=form.value_or("warehouse", &default) error=form.error("warehouse")/>
        <RadioField name="scope" label=t("inventory-count-what") options=scopes value=form.value_or("scope", "ALL") error=form.error("scope")/>
        {bin}
        <SelectField name="abc_class" label=t("inventory-class") options=classes blank="–" value=form.value_or("abc_class", "") error=form.error("abc_class")/>
        <Checkbox name="is_blind" label=t("inventory-count-blind") help=t("inventory-count-blind-help") checked=form.value("is_blind") == Some("true")/>
        <TextArea name="notes" label=t("inventory-notes") note=t("field-optional") value=form.value_or("notes", "") error=form.error("notes") rows=2 maxlength=1000/>
    };
    view! {
        <Card title=t("inventory-count-new")>
            <Form action=CreateCount::PATH errors=form.summary() error_title=t("form-errors-title")>
                {fields}
                <div><Button kind=ButtonKind::Primary>{t("inventory-count-create")}</Button></div>
            </Form>
        </Card>
    }
}
