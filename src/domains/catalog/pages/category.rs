//! One category: its form, its picture, its place.

use super::list::category_choices;
use super::may;
use crate::domains::catalog::api::{DeleteCategory, MoveCategory, RemoveCategoryImage, UpdateCategory, UploadCategoryImage, load_category};
use crate::domains::catalog::model::{CategoryDetail, CategoryForm, CategoryRow};
use crate::domains::catalog::urls;
use crate::domains::localization::urls as localization_urls;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id, picture};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, FileField, Hidden, SelectField, TextArea, TextField};
use crate::ui::form::{Edited, Form};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, ConfirmStep, Icon, LinkButton, Picture};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// Kinds of pictures that are taken.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif";

/// `/categories/{id}`
#[component]
pub fn CategoryPage() -> impl IntoView {
    page(load_category(path_id("id")), |(category, rows, guides)| {
        let title = t_with("catalog-edit-category", &[("name", category.name.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-products"), urls::LIST), Crumb::new(t("catalog-categories"), urls::CATEGORIES)];
        let translations = may(Permission::TranslationsWrite).then(|| {
            view! { <LinkButton href=localization_urls::translate("categories", category.id) icon=Icon::Language>{t("nav-translations")}</LinkButton> }
        });
        view! {
            <Title text=title.clone()/>
            <PageHeader title crumbs crumbs_label=t("breadcrumbs")>
                <LinkButton href=urls::of_category(category.id) icon=Icon::Products>{t("nav-products")}</LinkButton>
                {translations}
            </PageHeader>
            <div class="detail">
                <div class="main-col">{fields(&category, guides)}</div>
                <div class="side-col">
                    {image(&category)}
                    {place(&category, &rows)}
                    {delete(&category)}
                </div>
            </div>
        }
    })
}

fn fields(category: &CategoryDetail, guides: Vec<(Uuid, String)>) -> impl IntoView + use<> {
    let form = form_state(UpdateCategory::PATH);
    let initial = CategoryForm::from(category);
    let active = if form.action.is_empty() { category.is_active } else { form.value("is_active") == Some("true") };
    let guides = guides.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let id = category.id.to_string();
    let made_from = form.edited(category.version, &initial);
    view! {
        <Card title=t("catalog-category")>
            <Form action=UpdateCategory::PATH guard=true errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="category_id" value=id/>
                <Edited from=made_from/>
                <TextField name="name" label=t("catalog-name") value=form.value_or("name", &initial.name) error=form.error("name") required=true maxlength=200/>
                <TextField name="slug" label=t("catalog-slug") help=t("catalog-slug-help") value=form.value_or("slug", &initial.slug) error=form.error("slug") maxlength=200 input_class="mono"/>
                <TextArea name="description" label=t("catalog-description") help=t("catalog-markdown-help") rows=4 value=form.value_or("description", &initial.description) error=form.error("description")/>
                <SelectField name="size_guide_id" label=t("catalog-size-guide") help=t("catalog-size-guide-category-help") options=guides blank=t("catalog-no-size-guide") value=form.value_or("size_guide_id", &initial.size_guide_id) error=form.error("size_guide_id")/>
                <Checkbox name="is_active" label=t("catalog-category-active") help=t("catalog-category-active-help") checked=active error=form.error("is_active")/>
                <div class="dialog-actions">
                    <LinkButton href=urls::CATEGORIES>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Card>
    }
}

fn image(category: &CategoryDetail) -> impl IntoView + use<> {
    let form = form_state(UploadCategoryImage::PATH);
    let id = category.id.to_string();
    let shown = category.image_key.as_deref().and_then(|key| picture(key, 256));
    let remove = shown.is_some().then(|| {
        view! {
            <form method="post" action=RemoveCategoryImage::PATH>
                <Hidden name="category_id" value=id.clone()/>
                <Button kind=ButtonKind::DangerGhost icon=Icon::Delete>{t("catalog-picture-remove")}</Button>
            </form>
        }
    });
    let shown = shown.map(|(webp, fallback)| view! { <Picture webp fallback alt=category.name.clone() class="logo"/> });
    view! {
        <Card title=t("catalog-picture")>
            <div class="stack">
                {shown}
                <Form action=UploadCategoryImage::PATH multipart=true errors=form.summary() error_title=t("form-errors-title")>
                    <Hidden name="category_id" value=id/>
                    <FileField name="image" label=t("catalog-picture-file") help=t("catalog-picture-help") error=form.error("image") accept=ACCEPT required=true/>
                    <div><Button icon=Icon::Upload>{t("catalog-picture-upload")}</Button></div>
                </Form>
                {remove}
            </div>
        </Card>
    }
}

/// Where it is, and every other category that it can be in: not itself, and none below it.
fn place(category: &CategoryDetail, rows: &[CategoryRow]) -> impl IntoView + use<> {
    let mut inside = vec![category.id];
    for row in rows {
        if row.parent_id.is_some_and(|parent| inside.contains(&parent)) {
            inside.push(row.id);
        }
    }
    let others: Vec<CategoryRow> = rows.iter().filter(|row| !inside.contains(&row.id)).cloned().collect();
    let form = form_state(MoveCategory::PATH);
    let id = category.id.to_string();
    let parent = category.parent_id.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <Card title=t("catalog-move-place") id="move">
            <Form action=MoveCategory::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="category_id" value=id/>
                <Hidden name="to" value="into"/>
                <SelectField name="other_category_id" label=t("catalog-category-parent") help=t("catalog-move-into-help") options=category_choices(&others) blank=t("catalog-category-top") value=form.value_or("other_category_id", &parent)/>
                <div><Button icon=Icon::Transfer>{t("catalog-move-button")}</Button></div>
            </Form>
        </Card>
    }
}

fn delete(category: &CategoryDetail) -> impl IntoView + use<> {
    if category.products > 0 || category.children > 0 {
        return view! { <p class="muted">{t("catalog-category-keep")}</p> }.into_any();
    }
    let (id, name) = (category.id.to_string(), category.name.clone());
    view! {
        <ConfirmStep label=t("catalog-category-delete") icon=Icon::Delete>
            <p>{t_with("catalog-category-delete-text", &[("name", name.into())])}</p>
            <form method="post" action=DeleteCategory::PATH>
                <Hidden name="category_id" value=id/>
                <Button kind=ButtonKind::Danger>{t("catalog-category-delete")}</Button>
            </form>
        </ConfirmStep>
    }
    .into_any()
}
