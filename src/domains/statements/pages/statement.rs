//! One statement.

use super::lines::lines;
use super::preview::preview;
use super::{balance_badge, crumbs, refused, writes};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::statements::api::load_statement;
use crate::domains::statements::model::matching::LineView;
use crate::domains::statements::model::{LineFilter, StatementStatus, StatementView};
use crate::domains::statements::urls;
use crate::server::format::{money, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, path_id, query};
use crate::shared::Page;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::{Badge, Card, Icon, LinkButton, PageHeader, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/payments/statements/{id}`
#[component]
pub fn StatementPage() -> impl IntoView {
    let filter = query("show").and_then(|word| LineFilter::parse(&word)).unwrap_or(LineFilter::Open);
    let search = query("q").unwrap_or_default();
    let load = load_statement(path_id("id"), filter, search.clone(), page_request());
    page(load, move |(view, lines)| show(view, lines, filter, &search))
}

fn show(view: StatementView, found: Page<LineView>, filter: LineFilter, search: &str) -> impl IntoView + use<> {
    let row = &view.row;
    let title = row.file_name.clone();
    let badge = match row.status {
        StatementStatus::Draft => {
            let status = t(row.status.key());
            view! { <Badge tone=Tone::Warn>{status}</Badge> }.into_any()
        }
        StatementStatus::Taken => balance_badge(row.balance).into_any(),
    };
    let sub = format!("{} · {}", row.account, t(row.format.key()));
    let body = match &view.preview {
        Some(shown) => preview(&view, shown, writes()).into_any(),
        None => taken(&view, found, filter, search).into_any(),
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub crumbs=crumbs(true) crumbs_label=t("breadcrumbs")>
            <LinkButton href=urls::LIST icon=Icon::Upload>{t("statements-upload")}</LinkButton>
        </PageHeader>
        {body}
        <HistoryTab resource="bank_statement" id=row.id/>
    }
}

fn taken(view: &StatementView, found: Page<LineView>, filter: LineFilter, search: &str) -> impl IntoView + use<> {
    let row = &view.row;
    let args = [("decided", number(row.decided).into()), ("lines", number(row.lines).into())];
    let known = (row.known > 0).then(|| view! { <span>{t_with("statements-known", &[("count", row.known.into())])}</span> });
    let balances = view.balances.map(|(opening, closing)| {
        let args = [("opening", money(opening, &view.currency).into()), ("closing", money(closing, &view.currency).into())];
        view! { <span>{t_with("statements-balances", &args)}</span> }
    });
    let tabs: Vec<Tab> = LineFilter::ALL.iter().map(|show| Tab::new(t(show.key()), urls::lines(row.id, *show), *show == filter)).collect();
    let lines = lines(row.id, found, filter, search);
    let refused_count = usize::try_from(row.refused).unwrap_or(0);
    view! {
        <div class="stack">
            <p class="flex flex-wrap gap-3 muted"><span>{t_with("statements-decided-of", &args)}</span>{known}{balances}</p>
            {refused(&view.refused, refused_count)}
            <Tabs label=t("statements-show") tabs/>
            <Card flush=true>{lines}</Card>
        </div>
    }
}
