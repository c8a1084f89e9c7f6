//! Paths of the access domain.

use uuid::Uuid;

/// The sign-in page.
pub const LOGIN: &str = "/login";
/// The page where a new organization begins.
pub const SIGNUP: &str = "/signup";
/// The page for who has forgotten their password.
pub const FORGOT_PASSWORD: &str = "/forgot-password";
/// The index of all settings.
pub const SETTINGS: &str = "/settings";
/// The page about the signed-in person.
pub const PROFILE: &str = "/settings/profile";
/// The page of the signed-in person's sessions.
pub const SESSIONS: &str = "/settings/sessions";

/// The page where a new password is chosen with the secret of a letter.
#[must_use]
pub fn reset_password(secret: &str) -> String {
    format!("/reset-password/{secret}")
}

/// The page where an address is confirmed with the secret of a letter.
#[must_use]
pub fn verify_email(secret: &str) -> String {
    format!("/verify-email/{secret}")
}

/// Who works here.
pub const USERS: &str = "/settings/users";
/// What each role may do.
pub const ROLES: &str = "/settings/roles";
/// The form of a new role.
pub const NEW_ROLE: &str = "/settings/roles/new";
/// The signed-in person's organizations.
pub const ORGANIZATIONS: &str = "/settings/organizations";

/// The list of people with a dialog open, for one of them where it is about somebody.
#[must_use]
pub fn users_dialog(dialog: &str, member: Option<Uuid>) -> String {
    match member {
        Some(member) => format!("{USERS}?dialog={dialog}&member={member}"),
        None => format!("{USERS}?dialog={dialog}"),
    }
}

/// The form of a role.
#[must_use]
pub fn role(id: Uuid) -> String {
    format!("{ROLES}/{id}")
}

/// The form of a new role that begins with what another one may do.
#[must_use]
pub fn copy_role(id: Uuid) -> String {
    format!("{NEW_ROLE}?from={id}")
}

/// What an invitation's letter links to.
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("/invitations/{token}")
}
/// The page that asks for the second factor while somebody signs in.
pub const SECOND_STEP: &str = "/login/second-factor";
/// The page about one's own second factor and passkeys.
pub const SECOND_FACTOR: &str = "/settings/second-factor";
/// The page with what the organization asks of its people for safety.
pub const SECURITY: &str = "/settings/security";
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
