//! Cookies. Over HTTPS those that matter are called `__Host-…`: a browser takes such a one only encrypted, for the whole site and from
//! this host itself, so that neither a neighbouring host nor somebody on the line can put another in its place.

use super::forms::percent_encode;
use super::state::AppState;
use axum::http::{HeaderMap, HeaderValue, header};
use leptos::prelude::use_context;

/// Name of the cookie with the id of the session.
pub const SESSION: &str = "sid";
/// Name of the cookie that carries a message to the next page.
pub const FLASH: &str = "flash";
/// Name of the cookie by which a browser is known again, whoever signs in there.
pub const DEVICE: &str = "device";

/// The name under which a browser keeps one of the cookies above.
#[must_use]
pub fn name(https: bool, name: &str) -> String {
    if https { format!("__Host-{name}") } else { name.to_owned() }
}

/// The header of a cookie above, out of reach of scripts. Without a value the browser forgets it.
#[must_use]
pub fn kept(https: bool, cookie: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    let seconds = if value.is_empty() { 0 } else { seconds };
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", name(https, cookie));
    HeaderValue::from_str(&text).ok()
}

/// The header of a cookie with a choice about the screen, which scripts may read. Without a value the browser forgets it.
#[must_use]
pub fn choice(https: bool, cookie: &str, value: &str) -> Option<HeaderValue> {
    let seconds = if value.is_empty() { 0 } else { 365 * 24 * 60 * 60 };
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{cookie}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}")).ok()
}

/// The header that carries a message to the next page.
#[must_use]
pub fn flash(https: bool, message: &str, args: &[(&str, &str)]) -> Option<HeaderValue> {
    let query: Vec<String> = args.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    let value = if query.is_empty() { message.to_owned() } else { format!("{message}?{}", query.join("&")) };
    kept(https, FLASH, &percent_encode(&value), 60)
}

/// Whether browsers reach the server that answers this request by HTTPS.
#[must_use]
pub fn https() -> bool {
    use_context::<AppState>().is_some_and(|state| state.config.https)
}

/// Adds a cookie to the answer to the request that is being answered.
pub fn answer(cookie: Option<HeaderValue>) {
    if let (Some(response), Some(value)) = (use_context::<leptos_axum::ResponseOptions>(), cookie) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// The value of a cookie of a request.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}
