//! Where actions come in: whoever owns the rows of a list says what can be done with many of them.

use crate::domains::bulk::model::{ActionFacts, ActionField, LARGEST_JOB, Shown, Typed};
use crate::server::{Error, Result, Scope, Work};
use crate::shared::{Cursor, FieldErrors, Language, Params};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::OnceLock;
use uuid::Uuid;

/// A list whose rows can be chosen.
#[async_trait]
pub trait Rows: Send + Sync {
    /// Its area, such as `products`.
    fn area(&self) -> &'static str;

    /// Ids that the list finds for a query string, from a place on, and where the next part begins.
    async fn find(&self, scope: &Scope, query: &Params, place: Option<Cursor>) -> Result<(Vec<Uuid>, Option<Cursor>)>;

    /// What these rows are called. Rows that are not there are absent.
    async fn labels(&self, work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, String>>;
}

/// What an action has done to a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The row was as wanted. Whatever was written nevertheless is taken back.
    Unchanged,
    /// The row was changed.
    Changed {
        /// What was changed, before.
        before: Shown,
        /// And afterwards.
        after: Shown,
        /// What [`Action::undo`] needs; JSON null where the action cannot be taken back.
        undo: Value,
    },
}

/// Something that can be done with many rows of a list. It works in the given transaction only, writes the log and the events that a
/// single change would write, and calls the rules of its domain: the dry run is [`Action::apply`], taken back.
#[async_trait]
pub trait Action: Send + Sync {
    /// What is known about it beforehand.
    fn facts(&self) -> ActionFacts;

    /// Its form; no fields for an action without choices. Choices are in `language`.
    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        Ok(Vec::new())
    }

    /// What is wrong with a filled-in form beside what the fields themselves say, by the names of its fields.
    fn check(&self, _typed: &Typed, _errors: &mut FieldErrors) {}

    /// Changes a row. An error of the application is a refusal with its reason: the row stays as it was, the others go on.
    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect>;

    /// Takes a change back. [`changed_since`] where the row is not as the change has left it.
    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()>;
}

/// The refusal of an undo: somebody has changed the row since.
#[must_use]
pub fn changed_since() -> Error {
    Error::conflict("bulk-error-changed-since")
}

/// The refusal of an undo by an action that is never asked for one.
#[must_use]
pub fn irreversible() -> Error {
    Error::conflict("bulk-error-irreversible")
}

/// The refusal of more rows than [`LARGEST_JOB`].
#[must_use]
pub(in crate::domains::bulk) fn too_many() -> Error {
    let args = vec![("count".to_owned(), LARGEST_JOB.to_string())];
    Error::App(crate::shared::AppError::Conflict { key: "bulk-error-too-many".to_owned(), args })
}

/// What the program can do with the rows of its lists.
#[derive(Clone, Copy)]
pub struct Registry {
    /// The lists.
    pub rows: &'static [&'static dyn Rows],
    /// The actions, in the order of the menus.
    pub actions: &'static [&'static dyn Action],
}

static REGISTRY: OnceLock<Registry> = OnceLock::new();

/// Makes lists and actions known. The program does this once, where it puts the domains together; again is harmless.
pub fn register_actions(registry: Registry) {
    REGISTRY.get_or_init(|| registry);
}

/// All actions; none where nobody has registered any.
#[must_use]
pub fn actions() -> &'static [&'static dyn Action] {
    REGISTRY.get().map_or(&[], |registry| registry.actions)
}

/// An action by its name.
#[must_use]
pub fn action(key: &str) -> Option<&'static dyn Action> {
    actions().iter().copied().find(|action| action.facts().key == key)
}

/// The list of an area.
#[must_use]
pub fn rows(area: &str) -> Option<&'static dyn Rows> {
    REGISTRY.get().and_then(|registry| registry.rows.iter().copied().find(|rows| rows.area() == area))
}
