//! The tree of categories.

use super::list::category_choices;
use super::may;
use crate::domains::catalog::api::{CreateCategory, DeleteCategory, RenameCategory, load_categories};
use crate::domains::catalog::model::CategoryRow;
use crate::domains::catalog::urls;
use crate::domains::localization::urls as localization_urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, ConfirmStep, Dialog, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/products/categories`
#[component]
pub fn CategoriesPage() -> impl IntoView {
    view! {
        <Title text=t("catalog-categories")/>
        <PageHeader title=t("catalog-categories") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_categories(), |rows| {
            let writes = may(Permission::CatalogWrite);
            let tree = tree(&rows, writes);
            view! {
                <div class="detail">
                    <div class="main-col"><Card flush=true>{tree}</Card></div>
                    <div class="side-col">{writes.then(|| add(&rows))}</div>
                </div>
                {writes.then(|| dialog(&rows))}
            }
        })}
    }
}

fn tree(rows: &[CategoryRow], writes: bool) -> impl IntoView + use<> {
    if rows.is_empty() {
        return view! { <EmptyState icon=Icon::Tag title=t("catalog-categories-empty-title") text=t("catalog-categories-empty")/> }
            .into_any();
    }
    let lines = rows
        .iter()
        .map(|row| {
            let edit = writes.then(|| view! {
                <td class="cell-actions">
                    <LinkButton href=url_with(&[("dialog", &row.id.to_string())]) kind=ButtonKind::Ghost small=true icon=Icon::Edit label=t_with("catalog-edit-category", &[("name", row.shown_name.clone().into())])/>
                </td>
            });
            view! {
                <tr>
                    <td class="cell-main"><span aria-hidden="true">{"\u{2003}".repeat(row.depth)}</span><a class="link" href=urls::of_category(row.id)>{row.shown_name.clone()}</a></td>
                    <td class="num" data-label=t("nav-products")>{number(row.products)}</td>
                    {edit}
                </tr>
            }
        })
        .collect_view();
    let actions = writes.then(|| view! { <Th hidden_label=t("edit")/> });
    let head = view! { <Th label=t("catalog-category")/><Th label=t("nav-products") class="num"/>{actions} }.into_any();
    view! { <Table caption=t("catalog-categories") head plain=true>{lines}</Table> }.into_any()
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
    }
}

/// The form of a category, where the address asks for it.
fn dialog(rows: &[CategoryRow]) -> impl IntoView + use<> {
    let id = query("dialog").and_then(|id| Uuid::parse_str(&id).ok());
    let Some(row) = rows.iter().find(|row| Some(row.id) == id) else { return ().into_any() };
    let form = form_state(RenameCategory::PATH);
    let (id, name) = (row.id.to_string(), form.value_or("name", &row.name));
    let delete = if row.products == 0 && row.children == 0 {
        let (id, name) = (id.clone(), row.name.clone());
        view! {
            <ConfirmStep label=t("catalog-category-delete") icon=Icon::Delete>
                <p>{t_with("catalog-category-delete-text", &[("name", name.into())])}</p>
                <form method="post" action=DeleteCategory::PATH>
                    <Hidden name="id" value=id/>
                    <Button kind=ButtonKind::Danger>{t("catalog-category-delete")}</Button>
                </form>
            </ConfirmStep>
        }
        .into_any()
    } else {
        view! { <p class="muted">{t("catalog-category-keep")}</p> }.into_any()
    };
    let translations = may(Permission::TranslationsWrite).then(|| {
        view! { <LinkButton href=localization_urls::translate("categories", row.id) icon=Icon::Language>{t("nav-translations")}</LinkButton> }
    });
    view! {
        <Dialog title=t_with("catalog-edit-category", &[("name", row.name.clone().into())]) close_href=urls::CATEGORIES close_label=t("close")>
            <Form action=RenameCategory::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="id" value=id/>
                <TextField name="name" id="rename" label=t("catalog-name") value=name error=form.error("name") required=true maxlength=200/>
                <div class="dialog-actions">
                    <LinkButton href=urls::CATEGORIES>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
            {translations}
            {delete}
        </Dialog>
    }
    .into_any()
}
