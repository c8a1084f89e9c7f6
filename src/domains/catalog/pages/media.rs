//! The pictures of a product, and how a picture is shown wherever it comes from. `public/js/pictures.js` moves them without a reload.

use super::may;
use crate::domains::catalog::api::{AddPictures, SavePictures, load_pictures};
use crate::domains::catalog::model::{MediaPage, MediaRow, PictureCells, ProductDetail, picture_action, picture_name};
use crate::domains::catalog::urls;
use crate::server::format::number;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id, photo, picture};
use crate::shared::Permission;
use crate::ui::field::{Choice, FileField, Hidden, SelectField, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::picture::{Photo, Picture};
use crate::ui::{Badge, Button, ButtonKind, Card, ConfirmStep, EmptyState, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Kinds of files that are taken.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/gif";

/// A picture of a list, small: by its key in the file store or its address elsewhere.
pub(super) fn thumb(image: &str, alt: &str) -> AnyView {
    let alt = alt.to_owned();
    if let Some((webp, fallback)) = picture(image, 64) {
        return view! { <Picture webp fallback alt class="thumb"/> }.into_any();
    }
    let src = image.to_owned();
    view! { <img class="thumb" src=src alt width="36" height="36" loading="lazy" decoding="async" referrerpolicy="no-referrer"/> }
        .into_any()
}

/// A picture in the size in which it is shown (as in CSS).
pub(super) fn shown(media: &MediaRow, alt: &str, class: &str, width: &str) -> AnyView {
    let side = |pixels: Option<i32>| pixels.and_then(|pixels| u32::try_from(pixels).ok()).unwrap_or(1024);
    let sources = media.key.as_deref().and_then(|key| photo(key, (side(media.width), side(media.height))));
    let (alt, class, width) = (alt.to_owned(), class.to_owned(), width.to_owned());
    match (sources, media.url.clone()) {
        (Some(sources), _) => view! { <Photo sources alt class shown=width/> }.into_any(),
        (None, Some(src)) => {
            view! { <img class=class src=src alt loading="lazy" decoding="async" referrerpolicy="no-referrer"/> }.into_any()
        }
        (None, None) => ().into_any(),
    }
}

/// The pictures on the page of their product.
pub(super) fn card(product: &ProductDetail) -> AnyView {
    let writes = may(Permission::CatalogWrite);
    if product.media.is_empty() && !writes {
        return ().into_any();
    }
    let edit = writes.then(|| {
        let href = urls::pictures(product.id);
        view! { <LinkButton href small=true icon=Icon::Image>{t("catalog-pictures-edit")}</LinkButton> }
    });
    let items = product.media.iter().map(|media| link(product, media)).collect_view();
    let none = product.media.is_empty().then(|| view! { <p class="muted">{t("catalog-pictures-none-title")}</p> });
    view! {
        <Card title=t("catalog-pictures") actions=edit.into_any()><div class="flex flex-wrap gap-2">{items}</div>{none}</Card>
    }
    .into_any()
}

/// A picture that opens in full.
fn link(product: &ProductDetail, media: &MediaRow) -> AnyView {
    // A link needs words.
    let alt = if media.alt.trim().is_empty() { product.shown_name.clone() } else { media.alt.clone() };
    let full = media.key.as_deref().and_then(|key| picture(key, 1024)).map(|(_, fallback)| fallback).or_else(|| media.url.clone());
    if media.is_video {
        return view! { <a class="btn" href=full target="_blank" rel="noopener noreferrer"><Icon name=Icon::Play/>{alt}</a> }.into_any();
    }
    let of = product.variants.iter().find(|variant| Some(variant.id) == media.variant_id).map(|variant| {
        let name = if variant.name.is_empty() { variant.sku.clone() } else { variant.name.clone() };
        view! { <span class="cell-note muted">{name}</span> }
    });
    view! { <a href=full target="_blank" rel="noopener noreferrer">{shown(media, &alt, "thumb size-24", "6rem")}{of}</a> }.into_any()
}

/// `/products/{id}/pictures`
#[component]
pub fn PicturesPage() -> impl IntoView {
    page(load_pictures(path_id("id")), |product| {
        let title = t("catalog-pictures");
        let crumbs = vec![Crumb::new(t("nav-products"), urls::LIST), Crumb::new(product.name.clone(), urls::product(product.product_id))];
        view! {
            <Title text=format!("{title} · {}", product.name)/>
            <PageHeader title sub=product.name.clone() crumbs crumbs_label=t("breadcrumbs")/>
            {upload(&product)}
            {pictures(&product)}
            <script defer="" src="/js/pictures.js"></script>
        }
    })
}

fn upload(product: &MediaPage) -> impl IntoView + use<> {
    let form = form_state(AddPictures::PATH);
    let id = product.product_id.to_string();
    let help = t_with("catalog-pictures-add-help", &[("megabytes", 10.into()), ("total", 32.into())]);
    let error = form.error("pictures");
    view! {
        <Card title=t("catalog-pictures-add")>
            <Form action=AddPictures::PATH multipart=true errors=form.summary() error_title=t("form-errors-title") class="stack">
                <Hidden name="product_id" value=id/>
                <div class="fields-2">
                    <FileField name="pictures" label=t("catalog-pictures-files") help error accept=KINDS multiple=true/>
                    <FileField name="camera" label=t("catalog-pictures-camera") accept="image/*" capture="environment" class="touch-only"/>
                </div>
                <div><Button icon=Icon::Upload>{t("catalog-pictures-upload")}</Button></div>
            </Form>
        </Card>
    }
}

fn pictures(product: &MediaPage) -> AnyView {
    if product.media.is_empty() {
        return view! {
            <Card flush=true><EmptyState icon=Icon::Image title=t("catalog-pictures-none-title") text=t("catalog-pictures-none")/></Card>
        }
        .into_any();
    }
    let form = form_state(SavePictures::PATH);
    let mut media: Vec<&MediaRow> = product.media.iter().collect();
    if !form.action.is_empty() {
        // A refused form comes back in the order that it was sent in.
        media.sort_by_key(|media| form.value(&field(media, "place")).and_then(|place| place.parse().ok()).unwrap_or(usize::MAX));
    }
    let variants: Vec<Choice> = product.variants.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let last = media.len();
    let items = media.into_iter().enumerate().map(|(at, media)| item(product, &form, media, at, last, &variants)).collect_view();
    let id = product.product_id.to_string();
    let back = urls::product(product.product_id);
    let errors = form.summary();
    view! {
        <Form action=SavePictures::PATH guard=true errors error_title=t("form-errors-title") class="stack picture-form">
            <Hidden name="product_id" value=id/>
            // Enter in a text saves, and does not press the first button that moves something.
            <button type="submit" class="sr-only" tabindex="-1" aria-hidden="true"></button>
            <p class="muted">{t("catalog-pictures-order")}" "<span class="js-only">{t("catalog-pictures-drag")}</span></p>
            <ol class="picture-list" data-pictures="">{items}</ol>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("catalog-pictures-save")}</Button>
            </SaveBar>
        </Form>
    }
    .into_any()
}

fn field(media: &MediaRow, name: &str) -> String {
    picture_name(media.id, name)
}

fn item(product: &MediaPage, form: &FormState, media: &MediaRow, at: usize, last: usize, variants: &[Choice]) -> impl IntoView + use<> {
    let stored = PictureCells::from(media);
    let position = number(i64::try_from(at + 1).unwrap_or_default());
    let numbered = |key: &str| t_with(key, &[("number", position.clone().into())]);
    let title = numbered("catalog-picture-number");
    let alt_field = field(media, "alt");
    let variant_field = field(media, "variant");
    let alt = form.value_or(&alt_field, &stored.alt);
    let what = if alt.trim().is_empty() { product.name.clone() } else { alt.clone() };
    let thing = if media.is_video {
        let href = media.url.clone();
        view! { <a class="btn" href=href target="_blank" rel="noopener noreferrer"><Icon name=Icon::Play/>{what}</a> }.into_any()
    } else {
        shown(media, &what, "picture-shown", "10rem")
    };
    let choice = (!variants.is_empty()).then(|| {
        let value = form.value_or(&variant_field, &stored.variant);
        let error = form.error(&variant_field);
        view! { <SelectField name=variant_field.clone() label=t("catalog-picture-variant") options=variants.to_vec() blank=t("catalog-picture-every") value error/> }
    });
    let base = form.value_or(&field(media, "base"), &serde_json::to_string(&stored).unwrap_or_default());
    // Of fields that both have changed the person now knows what the other has made of them.
    let knows = form.error(&alt_field).is_some() || form.error(&variant_field).is_some();
    let base = if knows { serde_json::to_string(&stored).unwrap_or_default() } else { base };
    let alt_error = form.error(&alt_field);
    let (earlier, later) = (numbered("catalog-picture-earlier"), numbered("catalog-picture-later"));
    let first = t("catalog-picture-first");
    let [base_field, place_field] = ["base", "place"].map(|name| field(media, name));
    let [move_earlier, move_later, remove] = ["earlier", "later", "remove"].map(|verb| picture_action(verb, media.id));
    view! {
        <li class="card picture-item" draggable="true" aria-label=title.clone()>
            <div class="picture-frame">{thing}<span class="picture-first"><Badge tone=Tone::Ok>{first}</Badge></span></div>
            <div class="picture-fields">
                <Hidden name=base_field value=base/>
                <input type="hidden" name=place_field value=at.to_string() data-place=""/>
                <TextField name=alt_field label=t("catalog-picture-alt") help=t("catalog-picture-alt-help") value=alt error=alt_error maxlength=500/>
                {choice}
                <div class="picture-actions">
                    <Button small=true name="action" value=move_earlier label=earlier icon=Icon::ArrowUp disabled=at == 0/>
                    <Button small=true name="action" value=move_later label=later icon=Icon::ArrowDown disabled=at + 1 == last/>
                    <ConfirmStep label=t("catalog-picture-remove") small=true>
                        <p>{t("catalog-picture-remove-text")}</p>
                        <div><Button kind=ButtonKind::Danger name="action" value=remove>{t("catalog-picture-remove")}</Button></div>
                    </ConfirmStep>
                </div>
            </div>
        </li>
    }
}
