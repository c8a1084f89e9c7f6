//! Products for buyers: JSON for programs and a page for people at one address.

use crate::domains::catalog::model::{PublicProduct, PublicShop};
use crate::domains::catalog::{service, urls};
use crate::server::forms::RenderPage;
use crate::server::{AppState, Error, Scope};
use crate::shared::{AppError, Cursor, Language, Page, Params};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use leptos::prelude::use_context;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};

/// For how long a program may use an answer without asking again.
const CACHE: &str = "public, max-age=60";

/// Routes that answer with a page or with JSON, as is asked.
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::PUBLIC_LIST, get(answer)).route(urls::PUBLIC_LIST_JSON, get(answer)).route(urls::PUBLIC_PRODUCT, get(answer))
}

#[derive(Serialize)]
struct ListAnswer {
    shop: PublicShop,
    products: Vec<PublicProduct>,
    /// Address of what follows.
    next: Option<String>,
}

#[derive(Serialize)]
struct ProductAnswer {
    shop: PublicShop,
    product: PublicProduct,
}

/// Who asks for JSON and would not rather have a page.
fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json") && !accepted.contains("text/html")
}

async fn answer(State(state): State<AppState>, Extension(render): Extension<RenderPage>, request: Request<Body>) -> Response {
    let path = request.uri().path().to_owned();
    let plain = path.strip_suffix(".json");
    if plain.is_none() && !wants_json(request.headers()) {
        let mut page = render(request, None).await;
        page.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
        return page;
    }
    let params = Params::parse(request.uri().query().unwrap_or_default());
    match json(&state, plain.unwrap_or(&path), &params, request.headers()).await {
        Ok(body) => send(request.headers(), body),
        Err(error) => refuse(&error.into()),
    }
}

/// The answer's text. The language is that of the address or of the browser: never of a session, so that the answer may be kept.
async fn json(state: &AppState, path: &str, params: &Params, headers: &HeaderMap) -> Result<String, Error> {
    let parts: Vec<String> = path.split('/').skip(2).map(crate::server::forms::percent_decode).collect();
    let (organization, slug) = match parts.as_slice() {
        [organization, _] => (organization, None),
        [organization, _, slug] => (organization, Some(slug.replace('\0', ""))),
        _ => return Err(AppError::NotFound.into()),
    };
    let scope = service::public::shop(&state.db, &state.clock, &organization.replace('\0', "")).await?;
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = params.value("language").and_then(Language::parse).or_else(|| accepted.and_then(Language::from_accept_language));
    let language = asked.unwrap_or(scope.organization.language);
    let shop = service::public::about(&scope, language);
    let text = match slug {
        Some(slug) => {
            let product = service::public::public_product(&scope, &state.storage, &slug, language).await?;
            serde_json::to_string(&ProductAnswer { shop, product })
        }
        None => {
            let after = params.value("after").and_then(Cursor::decode);
            let page = service::public::public_list(&scope, &state.storage, after, language).await?;
            let next = page.next.map(|cursor| format!("{path}.json?language={}&after={}", language.code(), cursor.encode()));
            serde_json::to_string(&ListAnswer { shop, products: page.rows, next })
        }
    };
    text.map_err(|error| Error::Other(anyhow::Error::new(error)))
}

fn send(headers: &HeaderMap, body: String) -> Response {
    // The same program makes the same mark of the same answer; another one may make another, which costs one answer in full.
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let tag = format!("W/\"{:016x}-{:x}\"", hasher.finish(), body.len());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag || one.trim() == "*"));
    let kept = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, CACHE.to_owned()),
        (header::VARY, "Accept, Accept-Language".to_owned()),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    if is_known { (StatusCode::NOT_MODIFIED, kept).into_response() } else { (kept, body).into_response() }
}

fn refuse(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::json!({"error": status.canonical_reason().unwrap_or("Error")}).to_string();
    (status, [(header::CONTENT_TYPE, "application/json"), (header::VARY, "Accept, Accept-Language")], body).into_response()
}

async fn begin(organization: &str) -> Result<(AppState, Scope), Error> {
    let state = use_context::<AppState>().ok_or_else(|| Error::Other(anyhow::anyhow!("no state in the request")))?;
    let scope = service::public::shop(&state.db, &state.clock, organization).await?;
    Ok((state, scope))
}

/// What a merchant sells, for anybody; in the merchant's language where the reader has not chosen one.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant.
pub async fn load_public_list(
    organization: String,
    after: Option<Cursor>,
    chosen: Option<Language>,
) -> Result<(PublicShop, Page<PublicProduct>), AppError> {
    let (state, scope) = begin(&organization).await?;
    let language = chosen.unwrap_or(scope.organization.language);
    let page = service::public::public_list(&scope, &state.storage, after, language).await?;
    Ok((service::public::about(&scope, language), page))
}

/// A product, for anybody; in the merchant's language where the reader has not chosen one.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant, and what is not for sale.
pub async fn load_public_product(
    organization: String,
    slug: String,
    chosen: Option<Language>,
) -> Result<(PublicShop, PublicProduct), AppError> {
    let (state, scope) = begin(&organization).await?;
    let language = chosen.unwrap_or(scope.organization.language);
    let product = service::public::public_product(&scope, &state.storage, &slug, language).await?;
    Ok((service::public::about(&scope, language), product))
}
