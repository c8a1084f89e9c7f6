//! The tree of categories.

use super::list::category_choices;
use super::may;
use crate::domains::catalog::api::{CreateCategory, MoveCategory, load_categories};
use crate::domains::catalog::model::CategoryRow;
use crate::domains::catalog::urls;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, picture};
use crate::shared::Permission;
use crate::ui::field::{Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::menu::Menu;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, LinkButton, Picture, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Rows are indented no further than this.
const DEEPEST: usize = 4;

/// `/categories`
#[component]
pub fn CategoriesPage() -> impl IntoView {
    view! {
        <Title text=t("catalog-categories")/>
        <PageHeader title=t("catalog-categories") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_categories(), |rows| {
            let writes = may(Permission::CatalogWrite);
            let (tree, add) = (tree(&rows, writes), writes.then(|| add(&rows)));
            let help = (writes && !rows.is_empty()).then(|| view! { <p class="help js-only">{t("catalog-category-keys")}</p> });
            view! {
                <div class="detail">
                    <div class="main-col"><Card flush=true>{tree}</Card>{help}</div>
                    <div class="side-col">{add}</div>
                </div>
                {writes.then(|| view! {
                    <p class="sr-only" id="category-told" role="status"></p>
                    <script defer="" src="/js/tree.js"></script>
                })}
            }
        })}
    }
}

fn tree(rows: &[CategoryRow], writes: bool) -> impl IntoView + use<> {
    if rows.is_empty() {
        return view! { <EmptyState icon=Icon::Tag title=t("catalog-categories-empty-title") text=t("catalog-categories-empty")/> }
            .into_any();
    }
    let lines = rows.iter().map(|row| line(row, writes)).collect_view();
    if writes {
        view! { <ul class="tree" id="category-tree" data-move=MoveCategory::PATH>{lines}</ul> }.into_any()
    } else {
        view! { <ul class="tree">{lines}</ul> }.into_any()
    }
}

fn line(row: &CategoryRow, writes: bool) -> impl IntoView + use<> {
    let level = (row.depth > 0)
        .then(|| view! { <span class="sr-only">{t_with("catalog-category-level", &[("level", (row.depth + 1).into())])}" "</span> });
    let shown =
        row.image_key.as_deref().and_then(|key| picture(key, 64)).map(|(webp, fallback)| view! { <Picture webp fallback class="thumb"/> });
    let state = if row.is_active && !row.is_public {
        view! { <Badge>{t("catalog-category-hidden-above")}</Badge> }.into_any()
    } else if row.is_active {
        ().into_any()
    } else {
        view! { <Badge tone=Tone::Warn>{t("catalog-category-inactive")}</Badge> }.into_any()
    };
    let count = t_with("catalog-category-products", &[("count", row.products.into())]);
    let name = row.shown_name.clone();
    let grip = writes.then(|| view! { <span class="tree-grip js-only" aria-hidden="true"><Icon name=Icon::Grip/></span> });
    let title = if writes {
        view! { <a class="tree-name link" href=urls::category(row.id)>{level}{name}</a> }.into_any()
    } else {
        view! { <a class="tree-name link" href=urls::of_category(row.id)>{level}{name}</a> }.into_any()
    };
    let moves = writes.then(|| moves(row));
    view! {
        <li data-id=row.id.to_string() data-level=row.depth.min(DEEPEST).to_string()>
            {grip}{shown}{title}{state}
            <a class="tree-count" href=urls::of_category(row.id)>{count}</a>
            {moves}
        </li>
    }
}

/// The ways that a category can go, one step at a time.
fn moves(row: &CategoryRow) -> impl IntoView + use<> {
    let ways = [
        ("up", Icon::ArrowUp, "catalog-move-up", !row.is_first),
        ("down", Icon::ArrowDown, "catalog-move-down", !row.is_last),
        ("in", Icon::ArrowRight, "catalog-move-in", !row.is_first),
        ("out", Icon::ArrowLeft, "catalog-move-out", row.depth > 0),
        ("root", Icon::Home, "catalog-move-root", row.depth > 0),
    ];
    let buttons = ways
        .into_iter()
        .filter(|(_, _, _, can)| *can)
        .map(|(word, icon, key, _)| view! { <button type="submit" class="menu-item" name="to" value=word><Icon name=icon/>{t(key)}</button> })
        .collect_view();
    let label = t_with("catalog-move", &[("name", row.shown_name.clone().into())]);
    let id = row.id.to_string();
    let elsewhere = format!("{}#move", urls::category(row.id));
    view! {
        <Menu label icon=Icon::Transfer kind=ButtonKind::Ghost>
            <form method="post" action=MoveCategory::PATH>
                <Hidden name="category_id" value=id/>
                {buttons}
            </form>
            <a class="menu-item" href=elsewhere><Icon name=Icon::Panel/>{t("catalog-move-elsewhere")}</a>
        </Menu>
    }
}

fn add(rows: &[CategoryRow]) -> impl IntoView + use<> {
    let form = form_state(CreateCategory::PATH);
    let parents = category_choices(rows);
    view! {
        <Card title=t("catalog-category-new")>
            <Form action=CreateCategory::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="name" label=t("catalog-name") value=form.value_or("name", "") error=form.error("name") required=true maxlength=200/>
                <SelectField name="parent_id" label=t("catalog-category-parent") options=parents blank=t("catalog-category-top") value=form.value_or("parent_id", "")/>
                <div><Button kind=ButtonKind::Primary>{t("catalog-category-add")}</Button></div>
            </Form>
        </Card>
        <LinkButton href=urls::SIZE_GUIDES icon=Icon::Note>{t("catalog-size-guides")}</LinkButton>
    }
}
