//! The results while somebody types: a piece of a page that the palette puts into its list.

use super::hits::groups;
use crate::domains::search::api::load_search;
use crate::domains::search::model::Found;
use crate::domains::search::urls;
use crate::server::AppState;
use crate::server::context::RequestContext;
use crate::server::export::within;
use crate::server::i18n::t_with;
use crate::shared::{AppError, Params};
use crate::ui::icon::Icon;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use leptos::prelude::*;

/// `GET /search/suggest?q=`
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::SUGGEST, get(suggest))
}

async fn suggest(Extension(context): Extension<RequestContext>, uri: Uri) -> Response {
    let words = Params::parse(uri.query().unwrap_or_default()).query("q").unwrap_or_default();
    match within(&context, || piece(words)).await {
        Ok(html) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

async fn piece(words: String) -> Result<String, AppError> {
    let found = load_search(words).await?;
    Ok(options(&found).to_html())
}

fn options(found: &Found) -> AnyView {
    let status = if found.query.is_empty() {
        String::new()
    } else if found.is_empty() {
        t_with("search-none-title", &[("query", found.query.clone().into())])
    } else {
        t_with("search-count", &[("count", i64::try_from(found.len()).unwrap_or_default().into())])
    };
    let mut number = 0;
    let groups = groups(found)
        .into_iter()
        .map(|(title, hits)| {
            let options = hits
                .into_iter()
                .map(|hit| {
                    number += 1;
                    view! {
                        <a class="hit" role="option" aria-selected="false" tabindex="-1" id=format!("palette-hit-{number}") href=hit.href>
                            <Icon name=hit.icon/><span class="title">{hit.title}</span><span class="detail">{hit.detail}</span>
                        </a>
                    }
                })
                .collect_view();
            let label = title.clone();
            view! { <div role="group" aria-label=label><p class="menu-title" aria-hidden="true">{title}</p>{options}</div> }
        })
        .collect_view();
    view! { <p data-status="">{status}</p>{groups} }.into_any()
}
