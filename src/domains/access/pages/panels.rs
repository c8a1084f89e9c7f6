//! Words about people that other pages use.

use crate::domains::access::model::role_key;
use crate::server::i18n::t;

/// What a role is called on the screen: built-in ones in the language of the request, others as they were named.
#[must_use]
pub fn role_name(name: &str) -> String {
    role_key(name).map_or_else(|| name.to_owned(), t)
}
