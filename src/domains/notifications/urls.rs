//! Paths of the notifications domain.

use super::model::Kind;

/// What there is to know.
pub const LIST: &str = "/notifications";
/// How one wants to be told.
pub const SETTINGS: &str = "/notifications/settings";
/// Where the link of a letter ends such letters.
pub const UNSUBSCRIBE: &str = "/s/unsubscribe";

/// The list with what was not read, or with one type.
#[must_use]
pub fn list(unread: bool, kind: Option<Kind>) -> String {
    let mut query = Vec::new();
    if unread {
        query.push("view=unread".to_owned());
    }
    query.extend(kind.map(|kind| format!("type={}", kind.code())));
    if query.is_empty() { LIST.to_owned() } else { format!("{LIST}?{}", query.join("&")) }
}

/// The page of a link in a letter.
#[must_use]
pub fn unsubscribe(token: &str) -> String {
    format!("{UNSUBSCRIBE}?token={token}")
}
