//! Words about people, and the way back to the settings, that other pages use.

use crate::domains::access::model::role_key;
use crate::domains::access::urls;
use crate::server::i18n::t;
use crate::ui::page_header::Crumb;

/// What a role is called on the screen: built-in ones in the language of the request, others as they were named.
#[must_use]
pub fn role_name(name: &str) -> String {
    role_key(name).map_or_else(|| name.to_owned(), t)
}

/// The way back from a page of settings to their index.
#[must_use]
pub fn in_settings() -> Vec<Crumb> {
    vec![Crumb::new(t("nav-settings"), urls::SETTINGS)]
}
