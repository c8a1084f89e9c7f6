//! Customers from files and for files: found by what they are known by, changed by what a row says, written many at once.

mod desk;
mod held;

use super::bulk::some;
use crate::domains::bulk::model::{Message, RowStatus};
use crate::domains::customers::model::{Birthday, CustomerFilter, FileAddress, FileConsent, FileCustomer, IdentifierKind};
use crate::domains::customers::store::files::{self as store, Person, Way};
use crate::server::{Result, Scope, Work};
use crate::shared::{Cursor, Language};
use desk::Desk;
use std::collections::HashMap;
use uuid::Uuid;

/// People that one piece of a file has.
const BATCH: i64 = 500;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenRow {
    /// Whether it made somebody, changed somebody, said nothing new or was refused.
    pub status: RowStatus,
    /// Why, and what else to know.
    pub messages: Vec<Message>,
    /// Whom it is about; `None` for a refused row.
    pub id: Option<Uuid>,
}

/// Takes over rows of a file, in their order and in a number of statements that does not grow with them. Somebody is found by their id,
/// else by their phone, e-mail address or what else they are known by. The same rows again change nothing.
///
/// # Errors
/// When the database refuses, as when somebody else has taken an identifier at this moment.
pub async fn take_file(work: &mut Work, rows: &[&FileCustomer]) -> Result<Vec<TakenRow>> {
    let mut desk = Desk::load(work, rows).await?;
    let taken = rows.iter().map(|row| desk.take(row)).collect();
    desk.write(work).await?;
    Ok(taken)
}

fn by_person<T>(rows: Vec<(Uuid, T)>) -> HashMap<Uuid, Vec<T>> {
    let mut all: HashMap<Uuid, Vec<T>> = HashMap::new();
    for (id, row) in rows {
        all.entry(id).or_default().push(row);
    }
    all
}

/// The next customers of a list, in its order, and the place after them; `None` at the end.
///
/// # Errors
/// When the database refuses.
pub async fn export_batch(scope: &Scope, filter: &CustomerFilter, place: Option<Cursor>) -> Result<(Vec<FileCustomer>, Option<Cursor>)> {
    let mut work = scope.begin().await?;
    let (ids, next) = some(&mut work, filter, place, BATCH).await?;
    let mut people: HashMap<Uuid, Person> = store::people(work.conn(), &ids).await?.into_iter().map(|person| (person.id, person)).collect();
    let mut identifiers = by_person(store::identifiers(work.conn(), &ids).await?);
    let mut addresses = by_person(store::addresses(work.conn(), &ids).await?);
    let mut consents = by_person(store::consents(work.conn(), &ids).await?);
    let rows = ids.iter().filter_map(|id| {
        let person = people.remove(id)?;
        let known = identifiers.remove(id).unwrap_or_default();
        let lives = addresses.remove(id).unwrap_or_default();
        Some(row(person, known, lives.iter().map(Into::into).collect(), consents.remove(id).unwrap_or_default()))
    });
    Ok((rows.collect(), next))
}

fn row(person: Person, known: Vec<Way>, addresses: Vec<FileAddress>, consents: Vec<FileConsent>) -> FileCustomer {
    let in_front = |way: &Way| match way.0 {
        IdentifierKind::Phone => person.phone.as_ref() == Some(&way.1),
        IdentifierKind::Email => person.email.as_ref() == Some(&way.1),
        _ => false,
    };
    FileCustomer {
        id: Some(person.id),
        others: known.into_iter().filter(|way| !in_front(way)).collect(),
        name: Some(person.name),
        phone: person.phone,
        email: person.email,
        language: person.locale.as_deref().and_then(Language::parse),
        status: Some(person.status),
        tags: person.tags,
        birthday: Birthday::of(person.birth_day, person.birth_month, person.birth_year),
        anniversary: person.anniversary,
        notes: Some(person.notes).filter(|notes| !notes.is_empty()),
        preferences: person.preferences,
        addresses,
        consents,
        only_fills: false,
    }
}
