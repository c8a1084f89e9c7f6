//! All size guides, and the table of one as a product shows it.

use super::may;
use crate::domains::catalog::api::load_size_guides;
use crate::domains::catalog::model::{LengthUnit, SizeGuide, SizeGuideRow};
use crate::domains::catalog::urls;
use crate::server::format::number;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, url_with};
use crate::shared::{Page, Permission};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{ButtonKind, Card, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// `/size-guides`
#[component]
pub fn SizeGuidesPage() -> impl IntoView {
    let writes = may(Permission::CatalogWrite);
    let new = writes.then(|| {
        view! {
            <LinkButton href=urls::NEW_SIZE_GUIDE kind=ButtonKind::Primary icon=Icon::Plus>{t("catalog-guide-new")}</LinkButton>
        }
    });
    view! {
        <Title text=t("catalog-size-guides")/>
        <PageHeader title=t("catalog-size-guides") sub=t("catalog-size-guides-intro") crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            {new}
        </PageHeader>
        {page(load_size_guides(page_request()), move |list| table(list, writes))}
    }
}

fn table(list: Page<SizeGuideRow>, writes: bool) -> impl IntoView {
    let previous = list.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let body = if list.rows.is_empty() {
        view! { <EmptyState icon=Icon::Note title=t("catalog-guides-empty-title") text=t("catalog-guides-empty")/> }.into_any()
    } else {
        let rows = list
            .rows
            .iter()
            .map(|row| {
                let name = if writes {
                    view! { <a class="row-link" href=urls::size_guide(row.id)>{row.name.clone()}</a> }.into_any()
                } else {
                    row.name.clone().into_any()
                };
                view! {
                    <tr>
                        <td class="cell-main">{name}</td>
                        <td data-label=t("catalog-sizes")>{row.sizes.join(", ")}</td>
                        <td data-label=t("catalog-unit")>{t(row.unit.key())}</td>
                        <td class="num" data-label=t("nav-products")>{number(row.products)}</td>
                        <td class="num" data-label=t("catalog-categories")>{number(row.categories)}</td>
                    </tr>
                }
            })
            .collect_view();
        let head = view! {
            <Th label=t("catalog-size-guide")/><Th label=t("catalog-sizes")/><Th label=t("catalog-unit")/>
            <Th label=t("nav-products") class="num"/><Th label=t("catalog-categories") class="num"/>
        }
        .into_any();
        view! { <Table caption=t("catalog-size-guides") head>{rows}</Table> }.into_any()
    };
    view! {
        <Card flush=true>{body}</Card>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("catalog-size-guides")/>
    }
}

/// The table of a size guide, each length in both units.
#[component]
pub(super) fn SizeGuideCard(
    /// The size guide.
    guide: SizeGuide,
) -> impl IntoView {
    let unit = guide.unit;
    let other = if unit == LengthUnit::Cm { LengthUnit::Inch } else { LengthUnit::Cm };
    let units = [("unit", t(unit.key()).into()), ("other", t(other.key()).into())];
    let note = t_with("catalog-guide-units", &units);
    let sizes = guide.measurements.sizes.iter().map(|size| view! { <Th label=size.clone() class="num"/> }).collect_view();
    let rows = guide
        .measurements
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .values
                .iter()
                .map(|value| match value.parse::<Decimal>() {
                    Ok(length) => {
                        view! { <td class="num">{value.clone()}<span class="cell-note">{unit.to(other, length).to_string()}</span></td> }
                            .into_any()
                    }
                    Err(_) => view! { <td class="num">"–"</td> }.into_any(),
                })
                .collect_view();
            view! { <tr><th scope="row" class="cell-main">{row.name.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    let head = view! { <Th label=t("catalog-measure")/>{sizes} }.into_any();
    let text = |text: String| (!text.is_empty()).then(|| view! { <p>{text}</p> });
    let (about, fit) = (text(guide.description.clone()), text(guide.fit_description.clone()));
    view! {
        <Card title=t_with("catalog-size-guide-of", &[("name", guide.name.clone().into())]) flush=true>
            <div class="card-body">{about}<p class="help">{note}</p></div>
            <Table caption=guide.name.clone() head plain=true scroll=true>{rows}</Table>
            {fit.map(|fit| view! { <div class="card-body">{fit}</div> })}
        </Card>
    }
}
