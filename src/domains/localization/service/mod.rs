//! Rules of localization.

mod import;
mod rates;
mod settings;
mod texts;

pub use import::import_ecb;
pub use rates::{convert, currency_page, rate_on, set_rate};
pub use settings::{add_currency, content_languages, currencies, remove_currency, set_languages};
pub use texts::{editor, forget, names, next_missing, put, put_first, save, translation_list};

use crate::server::Scope;
use chrono::NaiveDate;
use uuid::Uuid;

/// Today in the store.
fn today(scope: &Scope) -> NaiveDate {
    scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive()
}

/// What the audit log calls the organization's settings.
const SETTINGS: &str = "settings";

/// The record that the audit log and events name for settings.
fn own(scope: &Scope) -> Uuid {
    scope.organization.id
}
