//! What every page does with its loader: wait for it, show what it gave, or say what went wrong with the right status.

use super::context;
use super::i18n::{t, t_args};
use super::state::AppState;
use super::storage::PictureKey;
use crate::shared::{AppError, Language};
use crate::ui::empty_state::{EmptyKind, EmptyState};
use crate::ui::picture::PhotoSources;
use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

/// Awaits a loader and shows what it gave.
pub fn page<T, V, F, S>(load: F, show: S) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
    S: FnOnce(T) -> V + Send + 'static,
{
    Suspend::new(async move {
        match load.await {
            Ok(value) => show(value).into_any(),
            Err(error) => failure(&error).into_any(),
        }
    })
}

/// The page of an error.
fn failure(error: &AppError) -> impl IntoView + use<> {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    if *error == AppError::Unauthenticated {
        leptos_axum::redirect("/login");
    }
    let (key, args) = error.message();
    let title = match error {
        AppError::NotFound => t("error-not-found-title"),
        AppError::SwitchedOff(_) => t("error-switched-off-title"),
        AppError::Forbidden(_) => t("error-forbidden-title"),
        _ => t("error-title"),
    };
    let kind = if matches!(error, AppError::NotFound | AppError::SwitchedOff(_)) { EmptyKind::Filtered } else { EmptyKind::Failed };
    view! {
        <Title text=title.clone()/>
        <EmptyState kind whole=true title text=t_args(key, &args)>
            <a class="btn btn-primary" href="/">{t("error-go-home")}</a>
        </EmptyState>
    }
}

/// Stands where a part of the frame could not be had; why is in the log. A part of the frame is no reason for a page to fail.
pub fn not_loaded(class: &'static str, error: &AppError) -> impl IntoView + use<> {
    tracing::warn!(%error, class, "a part of the frame could not be loaded");
    view! { <p class=class>{t("error-part-not-loaded")}</p> }
}

/// A parameter of the path, empty if the route has none of that name. NUL, which Postgres keeps in no text, is left out.
#[must_use]
pub fn path_param(name: &str) -> String {
    leptos_router::hooks::use_params_map().read_untracked().get(name).unwrap_or_default().replace('\0', "")
}

/// A parameter of the path that is an id.
///
/// # Errors
/// [`AppError::NotFound`] for anything else: there is no such thing.
pub fn path_id(name: &str) -> Result<uuid::Uuid, AppError> {
    uuid::Uuid::parse_str(&path_param(name)).map_err(|_| AppError::NotFound)
}

/// A parameter of the query string without NUL; `None` when it is absent or empty.
#[must_use]
pub fn query(name: &str) -> Option<String> {
    leptos_router::hooks::use_query_map()
        .read_untracked()
        .get(name)
        .map(|value| value.replace('\0', "").trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// The list's whole query string.
#[must_use]
pub fn params() -> crate::shared::Params {
    crate::shared::Params::parse(
        context::request().map(|request| request.path).unwrap_or_default().split_once('?').map_or("", |(_, query)| query),
    )
}

/// The language that the reader of a public page has said to read: signed in, by the menu, or by their browser.
#[must_use]
pub fn chosen_language() -> Option<Language> {
    let request = context::request()?;
    let parts = use_context::<Parts>();
    let by_browser = parts.is_some_and(|parts| {
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let by_menu = cookies.flat_map(|value| value.split(';')).any(|pair| pair.trim().starts_with("lang="));
        by_menu || accepted.and_then(Language::from_accept_language).is_some()
    });
    (request.scope.is_some() || by_browser).then_some(request.language)
}

/// The page of a keyset list that the URL asks for (`after`, `before`).
#[must_use]
pub fn page_request() -> crate::shared::paging::PageRequest {
    crate::shared::paging::PageRequest::from_params(query("after").as_deref(), query("before").as_deref())
}

/// The current URL with some parameters changed; an empty value takes a parameter away. Paging starts anew unless one of
/// the changes says otherwise.
#[must_use]
pub fn url_with(changes: &[(&str, &str)]) -> String {
    let full = context::request().map(|request| request.path).unwrap_or_default();
    let (path, query) = full.split_once('?').unwrap_or((&full, ""));
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (super::forms::percent_decode(name), super::forms::percent_decode(value)))
        .filter(|(name, _)| !matches!(name.as_str(), "after" | "before" | "dialog") && !changes.iter().any(|(changed, _)| changed == name))
        .collect();
    pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    if pairs.is_empty() {
        return path.to_owned();
    }
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", super::forms::percent_encode(name), super::forms::percent_encode(value)))
        .collect();
    format!("{path}?{}", query.join("&"))
}

/// A picture in all of its sizes, for whoever sees this page. `None` when the key is not a picture's.
#[must_use]
pub fn photo(key: &str, pixels: (u32, u32)) -> Option<PhotoSources> {
    let state = use_context::<AppState>()?;
    let sizes = state.storage.sizes(&PictureKey::parse(key)?, pixels, state.clock.now());
    Some(PhotoSources {
        sizes: sizes.into_iter().map(|size| (size.width, size.webp, size.fallback)).collect(),
        width: pixels.0,
        height: pixels.1,
    })
}

/// The addresses of a picture in a size, for whoever sees this page: as WebP, and for programs that do not read it. `None` when
/// the key is not a picture's.
#[must_use]
pub fn picture(key: &str, size: u32) -> Option<(String, String)> {
    let state = use_context::<AppState>()?;
    let key = PictureKey::parse(key)?;
    let now = state.clock.now();
    Some((state.storage.url(&key.webp(size), now), state.storage.url(&key.fallback(size), now)))
}
