//! Paths of the statements domain.

use super::model::LineFilter;
use uuid::Uuid;

/// All statements.
pub const LIST: &str = "/payments/statements";

/// One statement: its preview before it is taken, its lines afterwards.
#[must_use]
pub fn statement(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The lines of a statement that a filter finds.
#[must_use]
pub fn lines(id: Uuid, filter: LineFilter) -> String {
    format!("{LIST}/{id}?show={}", filter.code())
}

/// One line, with a form to match it by hand.
#[must_use]
pub fn line(id: Uuid) -> String {
    format!("/payments/statement-lines/{id}")
}
