//! What stands above the rows: tabs of pinned views, menus, chips.

use crate::domains::views::api::{ChooseColumns, ChooseDensity};
use crate::domains::views::model::{COUNT_CAP, Tools};
use crate::domains::views::urls;
use crate::server::format::capped;
use crate::server::i18n::{t, t_with};
use crate::server::page::url_with;
use crate::ui::chip::FilterChip;
use crate::ui::field::Hidden;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuLink};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;
use server_fn::ServerFn;

/// Tabs of the pinned views, to stand beside a list's own.
fn pinned(tools: &Tools) -> Vec<Tab> {
    let views = tools.views.iter().filter(|view| view.is_pinned);
    views
        .map(|view| {
            let tab = Tab::new(view.name.clone(), view.href(), tools.shows(view));
            let count = tools.counts.iter().find(|(id, _)| *id == view.id).and_then(|(_, count)| *count);
            match count {
                Some(count) => tab.count(capped(count, COUNT_CAP)),
                None => tab,
            }
        })
        .collect()
}

/// The tabs of a list: its own, then the pinned views. Nothing when there is nothing to switch to.
pub fn view_tabs(tools: &Tools, own: Vec<Tab>) -> AnyView {
    let pinned = pinned(tools);
    if own.is_empty() && pinned.is_empty() {
        return ().into_any();
    }
    let shows_pinned = pinned.iter().any(|tab| tab.current);
    let mut tabs = own;
    if tabs.is_empty() {
        tabs.push(Tab::new(t("views-everything"), urls::list(tools.list.area), tools.here() == Default::default()));
    }
    if shows_pinned {
        tabs.iter_mut().for_each(|tab| tab.current = false);
    }
    tabs.extend(pinned);
    view! { <Tabs label=t("views-tabs") tabs/> }.into_any()
}

/// The menus of a list: views, columns and height of rows, files.
pub fn tools(tools: &Tools) -> AnyView {
    view! { <div class="list-tools no-print">{views_menu(tools)}{columns_menu(tools)}{files_menu(tools)}</div> }.into_any()
}

fn views_menu(tools: &Tools) -> impl IntoView + use<> {
    let current = tools.views.iter().find(|view| tools.shows(view)).cloned();
    let links = tools
        .views
        .iter()
        .map(|view| {
            let is_current = current.as_ref().is_some_and(|current| current.id == view.id);
            let label = if view.is_own {
                view.name.clone()
            } else {
                t_with("views-by", &[("view", view.name.clone().into()), ("name", view.owner.clone().into())])
            };
            let icon = if view.is_pinned { Icon::Pin } else { Icon::Bookmark };
            view! { <MenuLink href=view.href() label icon=icon current=is_current/> }
        })
        .collect_view();
    let none = tools.views.is_empty().then(|| view! { <p class="menu-title">{t("views-none")}</p> });
    let edit = tools
        .views
        .iter()
        .filter(|view| view.is_own)
        .map(|view| {
            let href = url_with(&[("dialog", urls::EDIT), ("view", &view.id.to_string())]);
            view! { <MenuLink href label=t_with("views-edit", &[("name", view.name.clone().into())]) icon=Icon::Edit/> }
        })
        .collect_view();
    let text = current.map_or_else(|| t("views-menu"), |view| view.name);
    view! {
        <Menu text icon=Icon::Bookmark small=true start=true>
            {none}
            {links}
            <div class="menu-sep"></div>
            <MenuLink href=url_with(&[("dialog", urls::SAVE)]) label=t("views-save") icon=Icon::Plus/>
            {edit}
        </Menu>
    }
}

fn columns_menu(tools: &Tools) -> impl IntoView + use<> {
    let area = tools.list.area;
    let next = tools.here().address(&urls::list(area));
    let boxes = tools
        .list
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let checked = tools.columns.iter().any(|shown| shown.key == column.key);
            view! {
                <label class="menu-item">
                    <input class="checkbox" type="checkbox" name=format!("columns[{place}]") value=column.key checked=checked disabled=place == 0/>
                    {t(column.label)}
                </label>
            }
        })
        .collect_view();
    let (density, density_label) = if tools.is_dense { ("comfortable", t("views-comfortable")) } else { ("dense", t("views-dense")) };
    view! {
        <Menu text=t("views-columns") icon=Icon::Columns small=true start=true>
            <form method="post" action=ChooseColumns::PATH>
                <Hidden name="area" value=area/>
                <Hidden name="next" value=next.clone()/>
                {boxes}
                <div class="menu-foot">
                    <Button kind=ButtonKind::Primary small=true>{t("views-columns-apply")}</Button>
                    <Button kind=ButtonKind::Ghost small=true name="reset" value="1">{t("views-columns-reset")}</Button>
                </div>
            </form>
            <div class="menu-sep"></div>
            <form method="post" action=ChooseDensity::PATH>
                <Hidden name="area" value=area/>
                <Hidden name="next" value=next/>
                <button class="menu-item" name="density" value=density>{density_label}</button>
            </form>
        </Menu>
    }
}

fn files_menu(tools: &Tools) -> impl IntoView + use<> {
    let path = urls::list(tools.list.area);
    // The file has the columns of the screen, whatever is remembered by the time it is fetched.
    let params = tools.here().with("columns", &tools.column_keys());
    view! {
        <Menu text=t("views-export") icon=Icon::Download small=true start=true>
            <MenuLink href=params.address(&format!("{path}/export.csv")) label=t("views-export-csv") icon=Icon::Download/>
            <MenuLink href=params.address(&format!("{path}/export.xlsx")) label=t("views-export-xlsx") icon=Icon::Download/>
        </Menu>
    }
}

/// What a filter form keeps of the list: its order and its columns.
pub fn kept(tools: &Tools) -> impl IntoView + use<> {
    let keep = |name: &'static str| tools.params.query(name).map(|value| view! { <Hidden name=name value=value/> });
    view! { {keep("sort")}{keep("columns")} }
}

/// The filters that are on, each with the way to take it off: (parameter, what it is, its value in words).
pub fn chips(filters: Vec<(&'static str, String, String)>) -> AnyView {
    if filters.is_empty() {
        return ().into_any();
    }
    let gone: Vec<(&str, &str)> = filters.iter().map(|(param, _, _)| (*param, "")).collect();
    let clear = url_with(&[gone.as_slice(), &[("select", ""), ("except", "")]].concat());
    let chips = filters
        .into_iter()
        .map(|(param, name, value)| {
            let href = url_with(&[(param, ""), ("select", ""), ("except", "")]);
            view! { <FilterChip name value remove_href=href remove_label=t("views-remove-filter")/> }
        })
        .collect_view();
    view! {
        <div class="list-chips no-print">
            {chips}
            <a class="chip" href=clear>{t("clear-filters")}</a>
        </div>
    }
    .into_any()
}

/// The keys of lists: j, k, x and Enter, and what is left out of all that match.
pub fn script() -> impl IntoView {
    view! { <script defer="" src="/js/list.js"></script> }
}
