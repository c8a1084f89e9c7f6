//! Where formats come in: whoever can read a kind of file implements [`Importer`]. And where actions on many rows come in: [`Action`].

mod actions;

pub use actions::*;

use super::model::{ImportFormat, ImportKind, Inspection, Message, RowStatus};
use crate::server::{Result, Work};
use anyhow::Context;
use async_trait::async_trait;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use uuid::Uuid;

/// A row of a file as it is kept beside its result.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    /// Its number in the file, from 1.
    pub number: i32,
    /// What it is, for people.
    pub label: String,
    /// Its cells, one for each of [`SourceFile::headers`].
    pub cells: Vec<String>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// The row.
    pub number: i32,
    /// Its result.
    pub status: RowStatus,
    /// Why, and what else to know.
    pub messages: Vec<Message>,
    /// What it made or changed: kind of record, and its id.
    pub resource: Option<(&'static str, Uuid)>,
}

/// What all groups of a file share; found once, before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// The store that orders belong to.
    pub store_id: Option<Uuid>,
}

/// A file that was read. The same bytes under the same mapping give the same rows and groups.
#[async_trait]
pub trait SourceFile: Send + Sync {
    /// Heads of the cells of [`SourceRow`].
    fn headers(&self) -> Vec<String>;
    /// How it is understood, with the first `limit` rows.
    fn inspect(&self, limit: usize) -> Inspection;
    /// The mapping in use, as it is stored.
    fn mapping(&self) -> Value;
    /// All rows.
    fn rows(&self) -> Vec<SourceRow>;
    /// Numbers of the rows that belong together, such as a product with its variants. Every row is in one group.
    fn groups(&self) -> &[Vec<i32>];
    /// Makes what all groups need.
    async fn prepare(&self, work: &mut Work) -> Result<Setup>;
    /// Writes one group (by its place in [`SourceFile::groups`]) and says what became of each of its rows. A refusal is an
    /// error too: the caller takes the group back and marks its rows.
    async fn apply(&self, work: &mut Work, job_id: Uuid, setup: &Setup, group: usize) -> Result<Vec<RowResult>>;
    /// Writes those of some groups together that are plainly new, which takes a few statements instead of many for each, and says
    /// what became of their rows by the group's place. The others are left to [`SourceFile::apply`], and so are all of them when this
    /// is refused.
    async fn apply_together(&self, _work: &mut Work, _job_id: Uuid, _groups: &[usize]) -> Result<HashMap<usize, Vec<RowResult>>> {
        Ok(HashMap::new())
    }
}

/// Reads files.
pub trait Importer: Send + Sync {
    /// Reads a file; without a mapping the columns' meanings are guessed.
    ///
    /// # Errors
    /// What is wrong with the file as a whole.
    fn read(&self, kind: ImportKind, format: ImportFormat, mapping: Option<&Value>, bytes: &[u8]) -> Result<Arc<dyn SourceFile>, Message>;

    /// The mapping that a person chose: a field code for each column, empty where it is not imported.
    fn mapping_of(&self, kind: ImportKind, columns: &[String]) -> Option<Value>;
}

static IMPORTER: OnceLock<&'static dyn Importer> = OnceLock::new();

/// Makes the importer known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(importer: &'static dyn Importer) {
    let _ = IMPORTER.set(importer);
}

/// The importer.
///
/// # Errors
/// When the program has forgotten to register one.
pub fn importer() -> Result<&'static dyn Importer> {
    Ok(*IMPORTER.get().context("no importer is registered")?)
}
