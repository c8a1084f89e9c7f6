//! A purchase order on paper, in the supplier's language.

use crate::domains::purchasing::api::load_paper;
use crate::domains::purchasing::urls;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Icon, LinkButton, PaperSheet};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/purchasing/{id}/print`
#[component]
pub fn PrintPage() -> impl IntoView {
    page(load_paper(path_id("id")), |(order, paper)| {
        let title = t_with("purchasing-print-title", &[("number", order.row.number.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-purchasing"), urls::LIST), Crumb::new(order.row.number.clone(), urls::order(order.row.id))];
        view! {
            <Title text=title.clone()/>
            <div class="no-print">
                <PageHeader title crumbs crumbs_label=t("breadcrumbs")>
                    <LinkButton href=urls::order(order.row.id)>{t("purchasing-back")}</LinkButton>
                    <LinkButton href=urls::file(order.row.id) icon=Icon::Download download=true>"PDF"</LinkButton>
                </PageHeader>
                <p class="muted">{t("purchasing-print-help")}</p>
            </div>
            <PaperSheet paper/>
        }
    })
}
