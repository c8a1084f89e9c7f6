//! The page of results, for who sends the search instead of choosing while typing.

use super::hits::{Hit, groups};
use crate::domains::search::api::{load_exact, load_search};
use crate::domains::search::model::Found;
use crate::domains::search::urls;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, query};
use crate::shared::AppError;
use crate::ui::field::SearchBox;
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::{Button, Card, EmptyKind, EmptyState};
use leptos::prelude::*;
use leptos_meta::Title;

async fn load(words: String, exact: bool) -> Result<Found, AppError> {
    if exact { load_exact(words).await } else { load_search(words).await }
}

/// `/search`
#[component]
pub fn SearchPage() -> impl IntoView {
    let words = query("q").unwrap_or_default();
    view! {
        <Title text=t("search-title")/>
        <PageHeader title=t("search-title")/>
        <form class="toolbar" method="get" action=urls::SEARCH role="search">
            <div class="grow"><SearchBox id="search-again" label=t("search-placeholder") value=words.clone()/></div>
            <Button>{t("search")}</Button>
        </form>
        {page(load(words, query("exact").is_some()), |found| shown(&found))}
    }
}

fn shown(found: &Found) -> AnyView {
    if found.query.is_empty() {
        return view! { <EmptyState icon=Icon::Search title=t("search-start-title") text=t("search-start")/> }.into_any();
    }
    if found.is_empty() {
        let title = t_with("search-none-title", &[("query", found.query.clone().into())]);
        return view! { <EmptyState kind=EmptyKind::Filtered title text=t("search-none")/> }.into_any();
    }
    let groups = groups(found)
        .into_iter()
        .map(|(title, hits)| {
            let hits = hits.into_iter().map(line).collect_view();
            view! { <Card title><ul class="hits">{hits}</ul></Card> }
        })
        .collect_view();
    view! { <div class="stack">{groups}</div> }.into_any()
}

fn line(hit: Hit) -> impl IntoView {
    view! {
        <li>
            <a class="hit" href=hit.href><Icon name=hit.icon/><span class="title">{hit.title}</span><span class="detail">{hit.detail}</span></a>
        </li>
    }
}
