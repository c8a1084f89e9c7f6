//! The form that makes a file of products. What is in it stands in the URL, as in the list of products.

use crate::domains::bulk::model::ImportFormat;
use crate::domains::bulk::urls as bulk_urls;
use crate::domains::catalog::model::ProductFilter;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::channels::api::load_export;
use crate::domains::channels::urls;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/channels/export`
#[component]
pub fn ExportPage() -> impl IntoView {
    let crumbs = vec![Crumb::new(t("nav-products"), catalog_urls::LIST)];
    view! {
        <Title text=t("channels-export")/>
        <PageHeader title=t("channels-export") sub=t("channels-export-text") crumbs crumbs_label=t("breadcrumbs")>
            <LinkButton href=bulk_urls::LIST icon=Icon::Upload>{t("channels-export-import")}</LinkButton>
        </PageHeader>
        {page(load_export(), |_| form())}
    }
}

fn form() -> impl IntoView {
    let list = params().list().without(&["format", "sort", "columns", "density"]);
    let narrowed = ProductFilter::from_params(&list).is_on();
    let what = if narrowed {
        let back = list.address(catalog_urls::LIST);
        view! { <Alert tone=Tone::Info><a class="link" href=back>{t("channels-export-narrowed")}</a></Alert> }.into_any()
    } else {
        view! { <p class="muted">{t("channels-export-all")}</p> }.into_any()
    };
    let kept = list.pairs().map(|(name, value)| view! { <Hidden name=name.to_owned() value=value.to_owned()/> }).collect_view();
    let formats = [ImportFormat::Smartstore, ImportFormat::Shopify, ImportFormat::Woocommerce];
    let formats = formats.into_iter().map(|format| Choice::new(format.code(), t(format.key()))).collect();
    view! {
        <Card title=t("channels-export-file")>
            <form method="get" action=urls::EXPORT_CSV class="fields">
                {kept}
                {what}
                <SelectField name="format" label=t("channels-export-format") help=t("channels-export-format-help") options=formats value=ImportFormat::Smartstore.code()/>
                <div class="inline-form">
                    <Button kind=ButtonKind::Primary icon=Icon::Download>{t("channels-export-csv")}</Button>
                    <Button icon=Icon::Download formaction=urls::EXPORT_XLSX>{t("channels-export-xlsx")}</Button>
                </div>
            </form>
        </Card>
    }
}
