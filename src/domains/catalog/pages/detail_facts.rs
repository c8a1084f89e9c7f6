//! What else the page of a product shows: its text, what is known of it, its size guide.

use super::may;
use super::size_guides::SizeGuideCard;
use crate::domains::catalog::model::ProductDetail;
use crate::domains::catalog::urls;
use crate::server::format::{money, number};
use crate::server::i18n::{language, t, t_with};
use crate::server::markdown;
use crate::shared::Permission;
use crate::ui::{Alert, Card, Tone};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The description in the language of the screen, where it is translated.
pub(super) fn description(product: &ProductDetail) -> impl IntoView + use<> {
    let translated = product.translation(language(), "description");
    let text = if translated.is_empty() { &product.description } else { translated };
    let html = markdown::html(text);
    view! { <div class="prose" inner_html=html></div> }
}

/// Says that buyers do not see the category.
pub(super) fn hidden_category(product: &ProductDetail) -> impl IntoView + use<> {
    (!product.category_is_public).then(|| {
        let name = product.category_path.join(" › ");
        view! { <Alert tone=Tone::Info>{t_with("catalog-category-not-public", &[("name", name.into())])}</Alert> }
    })
}

/// Brand, size, wholesale and slug, for the list of facts.
pub(super) fn more_facts(product: &ProductDetail) -> impl IntoView + use<> {
    let brand = product.brand.clone().map(|brand| view! { <dt>{t("catalog-brand")}</dt><dd>{brand}</dd> });
    let sides: Vec<String> =
        product.size_mm.iter().flatten().map(|side| Decimal::new(i64::from(*side), 1).normalize().to_string()).collect();
    let size = (!sides.is_empty()).then(|| {
        view! { <dt>{t("catalog-size")}</dt><dd>{t_with("catalog-size-cm", &[("size", sides.join(" × ").into())])}</dd> }
    });
    let wholesale = match product.variants.as_slice() {
        [only] if may(Permission::CatalogWrite) => only.wholesale_price.map(|price| {
            let from = only.minimum_wholesale_quantity.map(|pieces| {
                view! { " "<span class="muted">{t_with("catalog-wholesale-from", &[("count", number(i64::from(pieces)).into())])}</span> }
            });
            view! { <dt>{t("catalog-wholesale")}</dt><dd>{money(price, &product.currency)}{from}</dd> }
        }),
        _ => None,
    };
    let slug = product.slug.clone();
    view! { {brand}{size}{wholesale}<dt>{t("catalog-slug")}</dt><dd class="mono break-all">{slug}</dd> }
}

/// What else is known of it.
pub(super) fn attributes(product: &ProductDetail) -> impl IntoView + use<> {
    (!product.attributes.is_empty()).then(|| {
        let rows = product
            .attributes
            .iter()
            .map(|attribute| view! { <dt>{attribute.name.clone()}</dt><dd>{attribute.value.clone()}</dd> })
            .collect_view();
        view! { <Card title=t("catalog-attributes")><dl class="facts">{rows}</dl></Card> }
    })
}

/// The size guide that holds for it.
pub(super) fn own_size_guide(product: &ProductDetail) -> impl IntoView + use<> {
    product.size_guide.clone().map(|guide| {
        let edit = may(Permission::CatalogWrite)
            .then(|| view! { <a class="link" href=urls::size_guide(guide.id)>{t("catalog-size-guide-edit")}</a> });
        view! { <div class="stack"><SizeGuideCard guide/>{edit}</div> }
    })
}
