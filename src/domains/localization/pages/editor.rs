//! The texts of one record side by side.

use super::translations::filter_of_address;
use crate::domains::localization::api::{SaveTranslations, load_editor, with_filter};
use crate::domains::localization::model::{Editor, EditorField, TranslationFilter, input_name};
use crate::domains::localization::urls;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::t;
use crate::server::page::{page, path_id};
use crate::shared::Language;
use crate::ui::field::{Hidden, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/translations/products/{id}`
#[component]
pub fn ProductTextsPage() -> impl IntoView {
    page(load_editor("product", path_id("id")), editor)
}

/// `/settings/translations/categories/{id}`
#[component]
pub fn CategoryTextsPage() -> impl IntoView {
    page(load_editor("category", path_id("id")), editor)
}

fn editor(editor: Editor) -> impl IntoView {
    let filter = filter_of_address();
    let back = with_filter(urls::TRANSLATIONS, &filter);
    let form = form_state(SaveTranslations::PATH);
    let made_from = form.edited(0, &editor.inputs());
    let source = editor.languages.source;
    // Where to begin: the first text that lacks a translation.
    let mut waits = true;
    let fields = editor
        .fields
        .iter()
        .map(|field| {
            let begins = waits && !field.is_long && field.values.iter().any(|(_, value)| value.is_empty());
            waits &= !begins;
            side_by_side(field, source, &form, begins)
        })
        .collect_view();
    let (kind, language, show, q) = hidden(&filter);
    view! {
        <Title text=editor.title.clone()/>
        <PageHeader title=editor.title.clone() sub=t(editor.resource_key) crumbs=vec![Crumb::new(t("nav-translations"), back.clone())] crumbs_label=t("breadcrumbs")>
            <LinkButton href=editor.href.clone()>{t("localization-open-record")}</LinkButton>
        </PageHeader>
        <Form action=SaveTranslations::PATH class="form translate" errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="resource" value=editor.resource/>
            <Hidden name="id" value=editor.id.to_string()/>
            <Edited from=made_from/>
            <Hidden name="kind" value=kind/>
            <Hidden name="language" value=language/>
            <Hidden name="show" value=show/>
            <Hidden name="q" value=q/>
            {fields}
            <SaveBar>
                <p class="note js-only">{t("localization-editor-keys")}</p>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button name="then" value="list">{t("save")}</Button>
                <Button kind=ButtonKind::Primary name="then" value="next">{t("localization-save-next")}</Button>
            </SaveBar>
        </Form>
    }
}

fn hidden(filter: &TranslationFilter) -> (String, String, String, String) {
    let language = filter.language.map(Language::code).unwrap_or_default().to_owned();
    let show = if filter.all { "all".to_owned() } else { String::new() };
    (filter.kind.clone().unwrap_or_default(), language, show, filter.query.clone().unwrap_or_default())
}

/// A field as entered, and a field for each language beside it.
fn side_by_side(field: &EditorField, source: Language, form: &FormState, begins: bool) -> impl IntoView + use<> {
    let text = if field.text.trim().is_empty() {
        view! { <p class="muted">{t("localization-no-source")}</p> }.into_any()
    } else {
        view! { <p class="prewrap" lang=source.code()>{field.text.clone()}</p> }.into_any()
    };
    let mut first = begins;
    let inputs = field
        .values
        .iter()
        .map(|(language, value)| {
            let name = input_name(field.name, *language);
            let (value, error) = (form.value_or(&name, value), form.error(&name));
            let (id, label, longest) = (name.clone(), language.own_name().to_owned(), u32::try_from(field.longest).unwrap_or(u32::MAX));
            if field.is_long {
                view! { <TextArea id name label lang=language.code() rows=8 value error maxlength=longest/> }.into_any()
            } else {
                let autofocus = first && value.is_empty();
                first &= !autofocus;
                view! { <TextField id name label lang=language.code() value error maxlength=longest autofocus/> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Card title=t(field.key)>
            <div class="fields-2">
                <div>
                    <h3 class="label">{t("localization-as-entered")}" · "<span lang=source.code()>{source.own_name()}</span></h3>
                    {text}
                </div>
                <div class="fields">{inputs}</div>
            </div>
        </Card>
    }
}
