//! The rows: heads that sort, ticks, cells of the chosen columns, and what can be done with ticked rows.

use super::Listed;
use crate::domains::views::model::{COUNT_CAP, Column, Tools};
use crate::domains::views::urls;
use crate::server::format::capped;
use crate::server::i18n::{t, t_with};
use crate::server::page::{params, url_with};
use crate::shared::paging::Sort;
use crate::shared::{Cursor, Page};
use crate::ui::button::ButtonKind;
use crate::ui::field::Hidden;
use crate::ui::html::Html;
use crate::ui::icon::Icon;
use crate::ui::pagination::Pager;
use crate::ui::table::{BulkBar, RowCheck, SortDirection, Table, Th};
use crate::ui::{Button, LinkButton};
use leptos::prelude::*;
use std::borrow::Borrow;

/// The id of the form that ticked rows belong to; it stands below the table, so that rows may hold forms of their own.
const FORM: &str = "ticked-rows";

/// The head of a column. Found rows stand in the order of the search, so then no head sorts.
fn column_head(column: &'static Column, tools: &Tools) -> impl IntoView + use<> {
    let label = t(column.label);
    if column.is_bare {
        return view! { <Th hidden_label=label class=column.class/> }.into_any();
    }
    let Some(first) = column.sort.filter(|_| tools.params.value("q").is_none()) else {
        return view! { <Th label class=column.class/> }.into_any();
    };
    let is_current = first.key == tools.sort.key;
    let next = Sort { key: first.key, descending: if is_current { !tools.sort.descending } else { first.descending } };
    let sorted = is_current.then_some(if tools.sort.descending { SortDirection::Descending } else { SortDirection::Ascending });
    let wanted = if next == Sort::NEWEST { String::new() } else { next.encode() };
    view! { <Th label class=column.class sorted href=url_with(&[("sort", &wanted)])/> }.into_any()
}

/// The table of a list with its pager. `actions` are further buttons for ticked rows: they submit the form `ticked-rows`,
/// whose fields `crate::shared::Selection` reads.
pub fn table<L: Listed>(tools: &Tools, page: impl Borrow<Page<L::Row>>, actions: Option<AnyView>) -> AnyView {
    let page = page.borrow();
    let all = tools.params.value("select") == Some("all");
    let except = tools.params.value("except").unwrap_or_default().to_owned();
    let shown = page.rows.iter().map(|row| L::id(row).to_string()).collect::<Vec<_>>();
    let heads = tools.columns.iter().map(|column| column_head(column, tools)).collect_view();
    let head = view! {
        <th scope="col" class="cell-check"><input class="checkbox js-only" type="checkbox" data-check-all="" checked=all aria-label=t("views-all-on-page")/></th>
        {heads}
    }
    .into_any();
    let write = L::writer();
    let mut rows = Html::default();
    for (place, (row, id)) in page.rows.iter().zip(&shown).enumerate() {
        let checked = all && !except.contains(id);
        let label = t_with("views-select-row", &[("name", L::name(row).into())]);
        rows.raw("<tr>");
        RowCheck { name: &format!("ids[{place}]"), value: id, label: &label, form: FORM, checked }.write(&mut rows);
        for column in &tools.columns {
            write(row, column.key, &mut rows);
        }
        rows.raw("</tr>");
    }
    let rows = rows.into_any();
    let more = page.next.is_some() || page.previous.is_some();
    let bar = bar(tools, all, more, shown.join(","), except, actions);
    let title = t(tools.list.title);
    view! {
        <div class="bulk-form" data-rows="" data-density=tools.is_dense.then_some("dense")>
            <Table caption=title.clone() head>{rows}</Table>
            {bar}
        </div>
        {pager(tools, page.previous, page.next, title)}
    }
    .into_any()
}

fn bar(tools: &Tools, all: bool, more: bool, shown: String, except: String, actions: Option<AnyView>) -> impl IntoView + use<> {
    let path = urls::list(tools.list.area);
    let count = tools.matching.map(|count| capped(count, COUNT_CAP)).unwrap_or_default();
    let label = if all { t_with("views-all-matching-selected", &[("count", count.into())]) } else { t("views-selected") };
    let choose = if all {
        view! { <LinkButton href=url_with(&[("select", ""), ("except", "")]) kind=ButtonKind::Ghost small=true>{t("views-select-none")}</LinkButton> }.into_any()
    } else if more {
        view! { <LinkButton href=url_with(&[("select", "all")]) kind=ButtonKind::Ghost small=true>{t("views-select-all-matching")}</LinkButton> }.into_any()
    } else {
        ().into_any()
    };
    let whole = all.then(|| view! { <Hidden name="all" value="1"/><Hidden name="shown" value=shown/><Hidden name="except" value=except/> });
    let (here, query) = (params(), tools.here().encode());
    let sheet = format!("{path}/export.xlsx");
    let place = |name: &'static str| here.query(name).map(|value| view! { <Hidden name=name value=value/> });
    view! {
        <form id=FORM method="get" action=format!("{path}/export.csv") class=if all { "bulkbar-form bulkbar-all" } else { "bulkbar-form" }>
            <Hidden name="form" value="1"/>
            <Hidden name="query" value=query/>
            {place("after")}{place("before")}
            {whole}
            <BulkBar label>
                {choose}
                <Button small=true icon=Icon::Download>"CSV"</Button>
                <Button small=true icon=Icon::Download formaction=sheet>"Excel"</Button>
                {actions}
            </BulkBar>
        </form>
    }
}

/// Previous and next. A search goes forward only: its way back is its first page.
fn pager(tools: &Tools, previous: Option<Cursor>, next: Option<Cursor>, label: String) -> impl IntoView + use<> {
    let searching = tools.params.value("q").is_some();
    let keep = |name: &'static str| tools.params.value(name).unwrap_or_default().to_owned();
    let (select, except) = (keep("select"), keep("except"));
    let to = |name: &'static str, cursor: Cursor| url_with(&[(name, &cursor.encode()), ("select", &select), ("except", &except)]);
    let first = (searching && params().value("after").is_some()).then(|| url_with(&[]));
    let previous = previous.map(|cursor| to("before", cursor)).or(first);
    let next = next.map(|cursor| to("after", cursor));
    view! { <Pager previous next previous_label=t("previous") next_label=t("next") label/> }
}

/// The page of a list that the URL asks for, in its order.
#[must_use]
pub fn page_of(tools: &Tools) -> crate::shared::paging::PageRequest {
    crate::server::page::page_request().sorted(tools.sort)
}
