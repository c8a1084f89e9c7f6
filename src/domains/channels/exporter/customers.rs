//! Customers in our own format, which loses nothing: what is read back changes nothing.

use super::words;
use crate::domains::channels::formats::csv_text::join_list;
use crate::domains::channels::formats::{CustomerField, identifier_cell};
use crate::domains::customers::model::{CustomerStatus, FileCustomer};
use crate::server::export::Cell;
use crate::shared::Language;
use serde::Serialize;

use CustomerField as F;

/// The head of the file.
#[must_use]
pub fn customer_head() -> Vec<String> {
    F::OWN.iter().map(|field| field.code().to_owned()).collect()
}

fn json<T: Serialize>(values: &T, is_empty: bool) -> Cell {
    if is_empty { Cell::Empty } else { serde_json::to_string(values).map_or(Cell::Empty, Cell::Text) }
}

/// The row of a customer under that head.
#[must_use]
pub fn customer_row(customer: &FileCustomer) -> Vec<Cell> {
    let text = |text: &Option<String>| words(text.as_deref().unwrap_or_default());
    let cell = |field: &CustomerField| match field {
        F::Id => Cell::maybe(customer.id.map(|id| id.to_string())),
        F::Name => text(&customer.name),
        F::Phone => text(&customer.phone),
        F::Email => text(&customer.email),
        F::Language => words(customer.language.map(Language::code).unwrap_or_default()),
        F::Status => words(customer.status.map(CustomerStatus::code).unwrap_or_default()),
        F::Tags => words(&join_list(&customer.tags)),
        F::Birthday => Cell::maybe(customer.birthday.map(|day| day.to_string())),
        F::Anniversary => Cell::maybe(customer.anniversary.map(|day| day.to_string())),
        // A line ends alike in every file.
        F::Notes => words(&customer.notes.as_deref().unwrap_or_default().replace("\r\n", "\n")),
        F::Addresses => json(&customer.addresses, customer.addresses.is_empty()),
        F::Consents => json(&customer.consents, customer.consents.is_empty()),
        F::Preferences => json(&customer.preferences, customer.preferences.is_empty()),
        field => field.identifiers().map_or(Cell::Empty, |kind| words(&identifier_cell(customer, kind))),
    };
    F::OWN.iter().map(cell).collect()
}
