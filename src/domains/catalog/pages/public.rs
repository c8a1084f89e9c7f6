//! Products for buyers, without an account and in their language.

use crate::domains::catalog::api::{load_public_list, load_public_product};
use crate::domains::catalog::model::{PublicMedia, PublicProduct, PublicShop, PublicStock, PublicVariant};
use crate::domains::catalog::urls;
use crate::server::format::money_in;
use crate::server::i18n::{language, text, text_with};
use crate::server::markdown;
use crate::server::page::{chosen_language, page_request, path_param, picture};
use crate::shared::{AppError, Cursor, Language, Page};
use crate::ui::picture::{Photo, PhotoSources};
use crate::ui::{EmptyKind, EmptyState, Icon, Picture};
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Meta, Title};

/// `/s/{organization}/products`
#[component]
pub fn PublicListPage() -> impl IntoView {
    let organization = path_param("organization");
    let after = page_request().cursor;
    Suspend::new(async move {
        match load_public_list(organization, after, chosen_language()).await {
            Ok((shop, page)) => list(&shop, page).into_any(),
            Err(error) => failed(&error).into_any(),
        }
    })
}

/// `/s/{organization}/products/{slug}`
#[component]
pub fn PublicProductPage() -> impl IntoView {
    let organization = path_param("organization");
    let slug = path_param("slug");
    Suspend::new(async move {
        match load_public_product(organization, slug, chosen_language()).await {
            Ok((shop, product)) => one(&shop, &product).into_any(),
            Err(error) => failed(&error).into_any(),
        }
    })
}

fn failed(error: &AppError) -> impl IntoView + use<> {
    let language = language();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let say = |key: &str| text(language, key, None);
    let (title, words) = if *error == AppError::NotFound {
        (say("catalog-public-unknown-title"), say("catalog-public-unknown"))
    } else {
        (say("catalog-public-failed"), say("catalog-public-failed-text"))
    };
    view! {
        <Title text=title.clone()/>
        <Meta name="robots" content="noindex"/>
        <div class="public">
            <main class="public-main" id="main"><EmptyState kind=EmptyKind::Filtered whole=true title text=words/></main>
        </div>
    }
}

fn head(shop: &PublicShop) -> impl IntoView + use<> {
    let logo = shop.logo.as_deref().and_then(|key| picture(key, 256)).map(|(webp, fallback)| view! { <Picture webp fallback/> });
    let href = urls::public_list(&shop.slug);
    view! { <header class="public-head">{logo}<a class="link-plain" href=href>{shop.name.clone()}</a></header> }
}

fn price(product: &PublicProduct, language: Language) -> String {
    let from = money_in(product.price_from, &product.currency, language);
    if product.price_from == product.price_to {
        return from;
    }
    let to = money_in(product.price_to, &product.currency, language);
    text_with(language, "catalog-price-range", &[("from", from.into()), ("to", to.into())])
}

fn stock(stock: Option<PublicStock>, language: Language) -> impl IntoView {
    stock.map(|stock| view! { <span class="muted">{text(language, stock.key(), None)}</span> })
}

/// A picture or film; without words of its own it shows the product.
fn media(media: &PublicMedia, name: &str, class: &str, width: &str, eager: bool) -> AnyView {
    let alt = if media.alt.trim().is_empty() { name.to_owned() } else { media.alt.clone() };
    let (class, shown) = (class.to_owned(), width.to_owned());
    if media.is_video {
        let href = media.url.clone();
        return view! { <a class="btn" href=href target="_blank" rel="noopener noreferrer"><Icon name=Icon::Play/>{alt}</a> }.into_any();
    }
    let Some(largest) = media.sizes.last() else {
        let src = media.url.clone();
        return view! { <img class=class src=src alt loading="lazy" decoding="async" referrerpolicy="no-referrer"/> }.into_any();
    };
    let sources = PhotoSources {
        width: largest.width,
        height: largest.height,
        sizes: media.sizes.iter().map(|size| (size.width, size.webp.clone(), size.fallback.clone())).collect(),
    };
    view! { <Photo sources alt class shown eager/> }.into_any()
}

fn list(shop: &PublicShop, page: Page<PublicProduct>) -> impl IntoView + use<> {
    let language = shop.language;
    let title = text_with(language, "catalog-public-title", &[("merchant", shop.name.clone().into())]);
    let body = if page.rows.is_empty() {
        let (title, words) = (text(language, "catalog-public-none-title", None), text(language, "catalog-public-none", None));
        view! { <EmptyState kind=EmptyKind::Filtered title text=words/> }.into_any()
    } else {
        let cards = page.rows.iter().map(|product| card(shop, product)).collect_view();
        view! { <ul class="public-products">{cards}</ul> }.into_any()
    };
    let next = page.next.map(|cursor: Cursor| {
        let href = format!("{}?after={}", urls::public_list(&shop.slug), cursor.encode());
        view! { <p><a class="btn" href=href rel="next">{text(language, "catalog-public-next", None)}</a></p> }
    });
    view! {
        <Title text=title.clone()/>
        <div class="public" lang=language.code()>
            {head(shop)}
            <main class="public-main public-wide" id="main"><h1 class="public-answer">{title}</h1>{body}{next}</main>
        </div>
    }
}

fn card(shop: &PublicShop, product: &PublicProduct) -> impl IntoView + use<> {
    let href = urls::public_product(&shop.slug, &product.slug);
    // The name stands below: the picture alone would say it twice.
    let picture =
        product.media.first().map(|first| media(&PublicMedia { alt: String::new(), ..first.clone() }, "", "public-thumb", "10rem", false));
    view! {
        <li>
            <a class="public-card" href=href>
                <span class="public-frame">{picture}</span>
                <span class="public-name">{product.name.clone()}</span>
                <span>{price(product, shop.language)}</span>
                {stock(product.stock, shop.language)}
            </a>
        </li>
    }
}

fn one(shop: &PublicShop, product: &PublicProduct) -> impl IntoView + use<> {
    let language = shop.language;
    let mut pictures = product.media.iter();
    let first = pictures.next().map(|first| media(first, &product.name, "public-photo", "(width < 40rem) 100vw, 38rem", true));
    let others = pictures.map(|other| view! { <li>{media(other, &product.name, "public-thumb", "10rem", false)}</li> }).collect_view();
    let others = (product.media.len() > 1).then(|| view! { <ul class="public-products">{others}</ul> });
    let described = (!product.description.trim().is_empty()).then(|| {
        let html = markdown::html(&product.description);
        view! { <div class="prose" inner_html=html></div> }
    });
    let about = product.seo_description.clone().or_else(|| Some(markdown::words(&product.description, 160)));
    let about = about.filter(|text: &String| !text.trim().is_empty()).map(|content| view! { <Meta name="description" content/> });
    let title = product.seo_title.clone().unwrap_or_else(|| product.name.clone());
    let facts: Vec<String> = [&product.brand, &product.category].into_iter().flatten().cloned().collect();
    let facts = (!facts.is_empty()).then(|| view! { <p class="muted">{facts.join(" · ")}</p> });
    let variants = (product.variants.len() > 1).then(|| {
        let lines = product.variants.iter().map(|variant| line(product, variant, language)).collect_view();
        view! { <section><h2 class="public-name">{text(language, "catalog-public-choices", None)}</h2><ul class="public-variants">{lines}</ul></section> }
    });
    let all = urls::public_list(&shop.slug);
    view! {
        <Title text=title/>
        {about}
        <div class="public" lang=language.code()>
            {head(shop)}
            <main class="public-main" id="main">
                {first}
                <div class="grid gap-1">
                    <h1 class="public-answer">{product.name.clone()}</h1>
                    {facts}
                    <p class="public-price">{price(product, language)}</p>
                    {stock(product.stock, language)}
                </div>
                {described}
                {variants}
                {others}
                <p><a class="link" href=all>{text(language, "catalog-public-all", None)}</a></p>
            </main>
        </div>
    }
}

fn line(product: &PublicProduct, variant: &PublicVariant, language: Language) -> impl IntoView + use<> {
    let before = variant.compare_at_price.filter(|before| *before > variant.price);
    let before = before.map(|before| view! { <del class="muted">{money_in(before, &product.currency, language)}</del>" " });
    let name = if variant.name.is_empty() { product.name.clone() } else { variant.name.clone() };
    view! { <li><span>{name}</span><span>{before}{money_in(variant.price, &product.currency, language)}</span>{stock(variant.stock, language)}</li> }
}
