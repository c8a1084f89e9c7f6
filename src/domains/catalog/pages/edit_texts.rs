//! The texts of a product: beside each other in three languages, and as a search engine shows them.

use crate::domains::catalog::model::{AttributeForm, ProductForm};
use crate::server::forms::FormState;
use crate::server::i18n::{t, t_with};
use crate::server::markdown;
use crate::shared::Language;
use crate::ui::Card;
use crate::ui::field::{TextArea, TextField};
use leptos::prelude::*;

/// So many characters of a title and of a description search engines show; they promise nothing, so longer ones are taken too.
const SHOWN: [usize; 2] = [60, 155];
/// Empty rows that wait for more attributes.
const SPARE: usize = 3;
/// Most rows that are shown.
const MOST_ROWS: usize = 60;

/// The form's name of a text in a language.
fn input(field: &str, language: Language, source: Language) -> String {
    if language == source { field.to_owned() } else { format!("{field}_{}", language.code()) }
}

/// What the form begins with.
fn initial(product: &ProductForm, field: &str, language: Language, source: Language) -> String {
    if language == source {
        return match field {
            "name" => product.name.clone(),
            "description" => product.description.clone(),
            "seo_title" => product.seo_title.clone(),
            _ => product.seo_description.clone(),
        };
    }
    let found = product.translations().into_iter().find(|(of, name, _)| *of == language && *name == field);
    found.map(|(_, _, text)| text.to_owned()).unwrap_or_default()
}

/// The language that texts are entered in, then the others.
fn languages(source: Language) -> impl Iterator<Item = Language> {
    std::iter::once(source).chain(Language::ALL.into_iter().filter(move |language| *language != source))
}

/// Name and description.
pub(super) fn texts(form: &FormState, product: &ProductForm, source: Language) -> impl IntoView + use<> {
    let columns = languages(source)
        .map(|language| {
            let value = |field: &str| form.value_or(&input(field, language, source), &initial(product, field, language, source));
            let (name, description) = (input("name", language, source), input("description", language, source));
            let (name_error, text_error) = (form.error(&name), form.error(&description));
            let help = if language == source { t("catalog-markdown-help") } else { String::new() };
            view! {
                <fieldset>
                    {legend(language, source)}
                    <TextField name=name label=t("catalog-name") lang=language.code() value=value("name") error=name_error required=language == source maxlength=200/>
                    <TextArea name=description label=t("catalog-description") lang=language.code() rows=8 help value=value("description") error=text_error/>
                </fieldset>
            }
        })
        .collect_view();
    view! { <Card title=t("catalog-texts")><div class="columns-3">{columns}</div></Card> }
}

fn legend(language: Language, source: Language) -> impl IntoView {
    let note = (language == source).then(|| view! { <span class="optional">{t("catalog-as-entered")}</span> });
    view! { <legend><span lang=language.code()>{language.own_name()}</span>" "{note}</legend> }
}

/// Title and description for search engines, with their lengths, and how the product looks there.
pub(super) fn search(form: &FormState, product: &ProductForm, source: Language, shop: &str) -> impl IntoView + use<> {
    let value =
        |field: &str, language: Language| form.value_or(&input(field, language, source), &initial(product, field, language, source));
    let columns = languages(source)
        .map(|language| {
            let (title, text) = (input("seo_title", language, source), input("seo_description", language, source));
            let (title_error, text_error) = (form.error(&title), form.error(&text));
            let (title_value, text_value) = (value("seo_title", language), value("seo_description", language));
            view! {
                <fieldset>
                    {legend(language, source)}
                    <div class="stack">
                        <TextField name=title.clone() label=t("catalog-seo-title") lang=language.code() value=title_value.clone() error=title_error maxlength=200/>
                        {length(&title, &title_value, 0)}
                    </div>
                    <div class="stack">
                        <TextArea name=text.clone() label=t("catalog-seo-description") lang=language.code() rows=3 value=text_value.clone() error=text_error maxlength=500/>
                        {length(&text, &text_value, 1)}
                    </div>
                </fieldset>
            }
        })
        .collect_view();
    let slug = form.value_or("slug", &product.slug);
    let given = |field: &str| Some(value(field, source)).filter(|text| !text.trim().is_empty());
    let title = markdown::words(&given("seo_title").or_else(|| given("name")).unwrap_or_else(|| "–".to_owned()), SHOWN[0]);
    let text = given("seo_description").or_else(|| given("description")).unwrap_or_else(|| "–".to_owned());
    let text = markdown::words(&text, SHOWN[1]);
    let shown = if slug.is_empty() { "…".to_owned() } else { slug.clone() };
    let address = shop.to_owned();
    let fields = view! {
            <div class="fields">
                <TextField name="slug" label=t("catalog-slug") help=t("catalog-slug-help") value=slug error=form.error("slug") maxlength=200 input_class="mono"/>
                <p class="help">{t("catalog-seo-help")}</p>
                <div class="columns-3">{columns}</div>
                <div>
                    <p class="label">{t("catalog-seo-preview")}</p>
                    <div class="search-preview" data-preview="">
                        <p class="address">{address}" › products › "<span data-part="slug">{shown}</span></p>
                        <p class="title" data-part="title">{title}</p>
                        <p data-part="text">{text}</p>
                    </div>
                </div>
            </div>
    };
    view! { <Card title=t("catalog-seo")>{fields}</Card> }
}

/// How long a text is, and how much of it is shown.
fn length(field: &str, text: &str, which: usize) -> impl IntoView + use<> {
    let most = SHOWN[which];
    let long = text.trim().chars().count();
    let class = if long > most { "help tone-warn" } else { "help" };
    let of = t_with("catalog-seo-of", &[("most", most.into())]);
    view! { <p class=class><span data-count=field.to_owned() data-most=most.to_string()>{long}</span>" "{of}</p> }
}

/// Names and values, with empty rows for more.
pub(super) fn attributes(form: &FormState, known: &[AttributeForm]) -> impl IntoView + use<> {
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("attributes[") && name.ends_with("[name]")).count();
    let rows = typed.max(known.len() + SPARE).min(MOST_ROWS);
    let empty = AttributeForm::default();
    let lines = (0..rows)
        .map(|row| {
            let of = known.get(row).unwrap_or(&empty);
            let (name, value) = (format!("attributes[{row}][name]"), format!("attributes[{row}][value]"));
            let (name_error, value_error) = (form.error(&name), form.error(&value));
            let (name_value, value_value) = (form.value_or(&name, &of.name), form.value_or(&value, &of.value));
            view! {
                <div class="pair" data-grow-row="" role="group" aria-label=t_with("catalog-attribute-n", &[("n", (row + 1).into())])>
                    <TextField name=name label=t("catalog-attribute-name") value=name_value error=name_error maxlength=100 autocomplete="off"/>
                    <TextField name=value label=t("catalog-attribute-value") value=value_value error=value_error maxlength=500 autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    let clash = form.error("attributes").map(|message| view! { <p class="error-text" id="attributes"><span>{message}</span></p> });
    view! {
        <Card title=t("catalog-attributes")>
            {clash}
            <p class="help">{t("catalog-attributes-help")}</p>
            <div class="mt-4">{lines}</div>
        </Card>
    }
}
