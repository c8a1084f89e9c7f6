//! Paths of the access domain.

/// The sign-in page.
pub const LOGIN: &str = "/login";
/// The page about the signed-in person.
pub const PROFILE: &str = "/settings/profile";
/// The page about the organization.
pub const ORGANIZATION: &str = "/settings/organization";

/// Whether the text is a path of this site. An absolute URL or `//host` would lead to a stranger's; browsers read `\` as `/`
/// and leave tabs and line ends out, so `/\t/host` would too. Everything that a browser sends is ASCII.
fn is_local(next: &str) -> bool {
    next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && next.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A place on this site to return to after signing in, or home when the text is anything else.
#[must_use]
pub fn safe_next(next: &str) -> &str {
    if is_local(next) && !next.starts_with("/login") && !next.starts_with("/api/") { next } else { "/" }
}

/// As [`safe_next`], but the sign-in page is a place to return to as well: its language can be changed.
#[must_use]
pub fn safe_return(next: &str) -> &str {
    if is_local(next) && next.starts_with("/login") { next } else { safe_next(next) }
}
