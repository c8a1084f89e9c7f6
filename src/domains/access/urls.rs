//! Paths of the access domain.

/// The sign-in page.
pub const LOGIN: &str = "/login";
/// The page about the signed-in person.
pub const PROFILE: &str = "/settings/profile";

/// A place on this site to return to, or home when the text is anything else: an absolute URL or `//host` would lead
/// somebody who has just signed in to a stranger's site.
#[must_use]
pub fn safe_next(next: &str) -> &str {
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    if is_local && !next.starts_with("/login") && !next.starts_with("/api/") { next } else { "/" }
}
