//! Paths of the localization domain.

use uuid::Uuid;

/// Currencies and exchange rates.
pub const CURRENCIES: &str = "/settings/currencies";
/// Where a file of the European Central Bank is sent.
pub const IMPORT_ECB: &str = "/settings/currencies/ecb";
/// What lacks a translation.
pub const TRANSLATIONS: &str = "/settings/translations";

/// The texts of one record side by side; the segment is that of its kind, such as `products`.
#[must_use]
pub fn translate(segment: &str, id: Uuid) -> String {
    format!("{TRANSLATIONS}/{segment}/{id}")
}
