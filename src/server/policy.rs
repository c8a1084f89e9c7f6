//! What the parts of a page may load and where its forms may go.

use axum::http::HeaderValue;
use leptos::nonce::use_nonce;

/// What scripts and other parts a page may load: our own, and what carries this response's nonce. Pictures of products may
/// come from the shops that they were imported from. Forms go to this server, and to the origin that is named, if one is.
#[must_use]
pub fn content_security_policy(form_origin: &str) -> Option<HeaderValue> {
    let nonce = use_nonce()?;
    HeaderValue::from_str(&format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' https: http: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'self' {form_origin}; frame-ancestors 'none'"
    ))
    .ok()
}

/// Scheme, host and port of an address; empty for what is none.
#[must_use]
pub fn origin(url: &str) -> String {
    let Ok(uri) = url.parse::<axum::http::Uri>() else { return String::new() };
    match (uri.scheme_str(), uri.authority()) {
        (Some(scheme @ ("https" | "http")), Some(authority)) => format!("{scheme}://{authority}"),
        _ => String::new(),
    }
}
