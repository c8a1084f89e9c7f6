//! Server functions as plain form posts, without losing what was typed.
//!
//! A browser without JavaScript posts a form to a server function. When that refuses, the page that held the form is
//! rendered again, right here, with the values and the messages; when it succeeds, the browser is redirected. A form with
//! files is one too, see [`file`].

use super::context::{RequestContext, Scope, request};
use super::cookies;
use super::once::{self, Answer, Turn};
use super::state::AppState;
use super::uploads;
pub use super::uploads::{SentFile, SentFiles, file, files};
use crate::shared::merge::CLASH;
use crate::shared::{AppError, FieldErrors};
use crate::ui::form::FORM_KEY;
use axum::Extension;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::{provide_context, use_context};
use std::sync::Arc;

/// Largest body of a form without files: a product's longest text in two more languages, as it was and as it is now, each letter
/// of nine bytes.
const LARGEST_FORM: usize = 2 << 20;

/// A form that was refused: what was typed and what is wrong with it. Pages show both.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    /// Path that the form was posted to.
    pub action: String,
    /// Names and values in the order of the form.
    pub values: Vec<(String, String)>,
    /// What to mend.
    pub errors: FieldErrors,
    /// What happened, where it is not a field's fault: (Fluent key, arguments).
    pub message: Option<(String, Vec<(String, String)>)>,
}

impl FormState {
    /// The typed value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The typed value, or what the page would show at first. For a refused form an absent field is an empty one.
    #[must_use]
    pub fn value_or(&self, name: &str, initial: &str) -> String {
        if self.action.is_empty() { initial.to_owned() } else { self.value(name).unwrap_or_default().to_owned() }
    }

    /// What an edited record's form was made from: its version, and its fields as JSON. Where somebody else's change was in
    /// the way, the form now shows both, so it is made from the newest version.
    #[must_use]
    pub fn edited<F: serde::Serialize>(&self, version: i32, current: &F) -> (String, String) {
        let newest = serde_json::to_value(current).unwrap_or_default();
        let (Some(made_from), Some(base)) = (self.value("version"), self.value("base")) else {
            return (version.to_string(), newest.to_string());
        };
        let clashes: Vec<&str> = self.errors.0.iter().filter(|error| error.key == CLASH).map(|error| error.field.as_str()).collect();
        let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(base) else { return (made_from.to_owned(), base.to_owned()) };
        // Of the fields that both have changed the person now knows what the other made of them; of the rest they know nothing new.
        for field in clashes {
            if let Some(value) = newest.get(field) {
                fields.insert(field.to_owned(), value.clone());
            }
        }
        (made_from.to_owned(), serde_json::Value::Object(fields).to_string())
    }

    /// The translated message of a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.0.iter().find(|error| error.field == name).map(super::i18n::field_error)
    }

    /// (field, translated message) of all field errors, for the summary on top of the form.
    #[must_use]
    pub fn summary(&self) -> Vec<(String, String)> {
        self.errors
            .0
            .iter()
            .filter(|error| !error.field.is_empty())
            .map(|error| (error.field.clone(), super::i18n::field_error(error)))
            .collect()
    }
}

/// The state of the form with this action: what was refused, or empty.
#[must_use]
pub fn form_state(action: &str) -> FormState {
    refused().filter(|form| form.action == action).unwrap_or_default()
}

/// The form that was refused, whichever it was.
#[must_use]
pub fn refused() -> Option<FormState> {
    use_context::<FormState>()
}

/// Ends a server function that worked: the browser goes to `path`, which shows the message.
pub fn done(path: &str, message: &str, args: &[(&str, &str)]) {
    cookies::answer(cookies::flash(cookies::https(), message, args));
    leptos_axum::redirect(path);
}

/// Tells the browser to forget the message that this page shows.
pub fn forget_flash() {
    if request().is_some_and(|context| context.flash.is_some()) {
        cookies::answer(cookies::kept(cookies::https(), cookies::FLASH, "", 0));
    }
}

/// Renders a page of the application for a request; the context may hold a refused form.
pub type RenderPage = Arc<dyn Fn(Request<Body>, Option<FormState>) -> futures::future::BoxFuture<'static, Response> + Send + Sync>;

/// Paths of server functions that a stranger may call.
pub const PUBLIC_FUNCTIONS: &[&str] = &[
    "/api/access/sign_in",
    "/api/access/choose_language",
    "/api/access/sign_up",
    "/api/access/request_password_reset",
    "/api/access/reset_password",
    "/api/access/confirm_email",
    "/api/access/join_by_invitation",
    "/api/access/accept_then_sign_in",
    "/api/access/confirm_second_factor",
    "/api/access/begin_passkey_sign_in",
    "/api/access/sign_in_with_passkey",
    "/api/payments/start_payment",
    "/api/payments/send_slip",
    "/api/payments/pay_by_gift_card",
];

/// The page on which somebody sets up a second factor.
pub const SECOND_FACTOR_PAGE: &str = "/settings/second-factor";

/// Pages for somebody whose role needs a second factor that they do not have yet.
pub const PAGES_BEFORE_SECOND_FACTOR: &[&str] = &[SECOND_FACTOR_PAGE, "/settings/profile", "/settings/sessions"];

/// Paths of server functions that they may call.
const FUNCTIONS_BEFORE_SECOND_FACTOR: &[&str] = &[
    "/api/access/sign_in",
    "/api/access/sign_out",
    "/api/access/choose_language",
    "/api/access/choose_theme",
    "/api/access/choose_organization",
    "/api/access/update_profile",
    "/api/access/change_password",
    "/api/access/request_email_change",
    "/api/access/resend_verification",
    "/api/access/confirm_email",
    "/api/access/end_session",
    "/api/access/end_other_sessions",
    "/api/access/start_second_factor",
    "/api/access/enable_second_factor",
    "/api/access/keep_backup_codes",
    "/api/access/confirm_second_factor",
    "/api/access/begin_passkey_sign_in",
    "/api/access/sign_in_with_passkey",
];

fn wants_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

/// The cookie with the page that was shown again at the address of an action. Its own for each action, so that windows that
/// were refused different things do not meet.
fn page_cookie(action: &str) -> String {
    format!("at{}", action.replace('/', "."))
}

/// Longest address of a page that is remembered, in bytes: a cookie is cut at four thousand.
const LONGEST_PAGE: usize = 1_500;

/// Remembers which page is shown at the address of a refused action. Its forms name that address as where they come from, and
/// when they are refused too, this page is to be shown again.
pub fn remember_page(response: &mut Response, action: &str, page: &str) {
    let page = percent_encode(page);
    if page.len() > LONGEST_PAGE {
        return;
    }
    let cookie = format!("{}={page}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax", page_cookie(action));
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The page that held the form: path and query of the `Referer`, if that is on this site; or the page that was shown there.
fn origin_page(headers: &HeaderMap) -> Option<Uri> {
    let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    if referer.authority().is_some_and(|authority| authority.as_str() != host) {
        return None;
    }
    let shown = super::cookies::read(headers, &page_cookie(referer.path())).map(percent_decode);
    shown.and_then(|page| page.parse().ok()).or_else(|| referer.path_and_query()?.as_str().parse().ok())
}

/// `POST /api/...`: runs a server function for an island or for a plain form.
pub async fn run_function(
    State(state): State<AppState>,
    Extension(context): Extension<RequestContext>,
    Extension(render): Extension<RenderPage>,
    request: Request<Body>,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let html = wants_html(&parts.headers);
    let action = parts.uri.path().to_owned();
    let page = origin_page(&parts.headers);
    if context.scope.is_none() && !PUBLIC_FUNCTIONS.contains(&action.as_str()) {
        return if html {
            let next = page.map_or_else(|| "/".to_owned(), |uri| uri.to_string());
            Redirect::to(&format!("/login?next={}", percent_encode(&next))).into_response()
        } else {
            error_response(&AppError::Unauthenticated)
        };
    }
    let must_set_up = context.scope.as_ref().is_some_and(super::context::Scope::lacks_second_factor);
    if must_set_up && !FUNCTIONS_BEFORE_SECOND_FACTOR.contains(&action.as_str()) {
        return if html {
            Redirect::to(SECOND_FACTOR_PAGE).into_response()
        } else {
            error_response(&AppError::conflict("factor-error-required"))
        };
    }
    let is_multipart =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with("multipart/"));
    let (body, typed, files) = if is_multipart {
        match uploads::receive(&parts, body).await {
            Ok(received) => {
                // From here on it is a form like any other.
                let form = HeaderValue::from_static("application/x-www-form-urlencoded");
                parts.headers.insert(header::CONTENT_TYPE, form);
                parts.headers.remove(header::CONTENT_LENGTH);
                (Body::from(received.encoded()), received.texts, received.files)
            }
            Err(error) if html => {
                let origin = Origin { action, page, context, headers: parts.headers, extensions: parts.extensions };
                return origin.again(&render, Vec::new(), error).await;
            }
            Err(error) => return error_response(&error),
        }
    } else {
        match to_bytes(body, LARGEST_FORM).await {
            Ok(bytes) => {
                let bytes = without_nul(bytes);
                (Body::from(bytes.clone()), form_values(&bytes), SentFiles::default())
            }
            Err(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        }
    };
    // The framework would redirect a refused form to where it came from with the error in the URL. Without `text/html` it
    // answers with the error itself, which is then shown in place.
    let origin = Origin { action, page, context, headers: parts.headers.clone(), extensions: parts.extensions.clone() };
    let turn = match take_turn(&origin.context, &origin.action, &typed).await {
        Ok(turn) => turn,
        Err(error) => return error_response(&error.into()),
    };
    let ticket = match turn {
        Some((_, Turn::Again(answer))) => return repeated(&answer),
        Some((_, Turn::Busy)) => {
            let error = AppError::conflict("error-still-running");
            return if html { origin.again(&render, typed, error).await } else { error_response(&error) };
        }
        Some((scope, Turn::First(ticket))) => Some((scope, ticket)),
        None => None,
    };
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let provided = (state.clone(), origin.context.clone(), files);
    let mut response = leptos_axum::handle_server_fns_with_context(
        move || {
            provide_context(provided.0.clone());
            provided.1.clone().provide();
            provide_context(provided.2.clone());
        },
        Request::from_parts(parts, body),
    )
    .await
    .into_response();

    let failed = response.headers().contains_key("serverfnerror");
    if let Some((scope, ticket)) = &ticket {
        let answer = (!failed).then(|| answer_of(&response));
        // The work is done or refused; that its answer could not be kept is no reason to say otherwise.
        if let Err(error) = once::settle(scope, ticket, answer.as_ref()).await {
            tracing::error!(%error, "the answer to a form could not be kept");
        }
    }
    if !failed {
        if html && response.status().is_success() {
            let target = response
                .headers()
                .get(header::LOCATION)
                .cloned()
                .or_else(|| origin.page.and_then(|uri| HeaderValue::from_str(&uri.to_string()).ok()));
            let target = target.unwrap_or_else(|| HeaderValue::from_static("/"));
            *response.status_mut() = StatusCode::SEE_OTHER;
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response.headers_mut().insert(header::LOCATION, target);
        }
        return response;
    }
    let error =
        match to_bytes(response.into_body(), LARGEST_FORM).await.ok().and_then(|bytes| serde_json::from_slice::<AppError>(&bytes).ok()) {
            Some(error) => error,
            None => AppError::Internal("-".to_owned()),
        };
    if !html {
        return error_response(&error);
    }
    origin.again(&render, typed, error).await
}

/// Where a form came from.
struct Origin {
    action: String,
    page: Option<Uri>,
    context: RequestContext,
    headers: HeaderMap,
    extensions: Extensions,
}

impl Origin {
    /// The page that held the form, with what was typed and what is wrong with it.
    async fn again(self, render: &RenderPage, typed: Vec<(String, String)>, error: AppError) -> Response {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let action = self.action.clone();
        let form = refuse(self.action, typed, error);
        let mut again = Request::new(Body::empty());
        *again.method_mut() = Method::GET;
        *again.uri_mut() = self.page.unwrap_or_else(|| Uri::from_static("/"));
        *again.headers_mut() = self.headers;
        again.headers_mut().remove(header::CONTENT_TYPE);
        again.headers_mut().remove(header::CONTENT_LENGTH);
        *again.extensions_mut() = self.extensions;
        let path = again.uri().to_string();
        again.extensions_mut().insert(RequestContext { path: path.clone(), ..self.context });
        let mut response = render(again, Some(form)).await;
        remember_page(&mut response, &action, &path);
        if response.status().is_success() {
            *response.status_mut() = status;
        }
        response
    }
}

/// A turn for a form that carries a key and comes from a member.
async fn take_turn(context: &RequestContext, action: &str, typed: &[(String, String)]) -> super::Result<Option<(Scope, Turn)>> {
    let Some(scope) = &context.scope else { return Ok(None) };
    let Some((_, key)) = typed.iter().find(|(name, key)| name == FORM_KEY && !key.is_empty() && key.len() <= 64) else { return Ok(None) };
    let body: String = typed.iter().map(|(name, value)| format!("{}={}&", percent_encode(name), percent_encode(value))).collect();
    Ok(Some((scope.clone(), once::take(scope, action, key, body.as_bytes()).await?)))
}

/// What a browser needs again of the answer to a form.
fn answer_of(response: &Response) -> Answer {
    let text = |value: &HeaderValue| value.to_str().ok().map(ToOwned::to_owned);
    Answer {
        status: StatusCode::SEE_OTHER.as_u16(),
        location: response.headers().get(header::LOCATION).and_then(text),
        cookies: response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(text)
            .filter(|cookie| [false, true].iter().any(|https| cookie.starts_with(&cookies::name(*https, cookies::FLASH))))
            .collect(),
    }
}

/// The answer to a form that was done already.
fn repeated(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::SEE_OTHER);
    let mut response = (status, [(header::LOCATION, answer.location.as_deref().unwrap_or("/"))]).into_response();
    for cookie in answer.cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn refuse(action: String, values: Vec<(String, String)>, error: AppError) -> FormState {
    // Passwords and codes are typed again: they are never sent back.
    let values =
        values.into_iter().filter(|(name, _)| !name.contains("password") && name != "one_time_code" && name != "credential").collect();
    match error {
        AppError::Invalid(errors) => {
            let message = errors.0.iter().find(|error| error.field.is_empty()).map(|error| (error.key.clone(), error.args.clone()));
            FormState { action, values, errors, message }
        }
        error => {
            let (key, args) = error.message();
            FormState { action, values, errors: FieldErrors::default(), message: Some((key.to_owned(), args)) }
        }
    }
}

/// The error as an island gets it: the enum as JSON with its status.
fn error_response(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(error).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json"), (header::HeaderName::from_static("serverfnerror"), "1")], body).into_response()
}

/// Postgres keeps NUL in no text, and no keyboard types one: an encoded form goes on without it.
#[must_use]
pub fn without_nul(bytes: Bytes) -> Bytes {
    if !bytes.contains(&0) && !bytes.windows(3).any(|three| three == b"%00") {
        return bytes;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for byte in bytes.into_iter().filter(|byte| *byte != 0) {
        kept.push(byte);
        // What is left of both sides may make another one: `%%0000`.
        if kept.ends_with(b"%00") {
            kept.truncate(kept.len() - 3);
        }
    }
    kept.into()
}

/// Names and values of an encoded form, in its order.
pub(super) fn form_values(bytes: &[u8]) -> Vec<(String, String)> {
    String::from_utf8_lossy(bytes)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (percent_decode(name), percent_decode(value)))
        .collect()
}

/// Decodes `application/x-www-form-urlencoded` text (WHATWG URL standard, section 5.1).
#[must_use]
pub fn percent_decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// Encodes text for a place in a query string or cookie.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
