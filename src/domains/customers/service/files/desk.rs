//! The rows of a file that are taken over together, and everybody whom they are about.

use super::held::Held;
use super::{TakenRow, by_person};
use crate::domains::audit;
use crate::domains::bulk::model::{Message, RowStatus};
use crate::domains::customers::model::{CustomerStatus, FileCustomer, IdentifierKind};
use crate::domains::customers::service::contact::read_identifier;
use crate::domains::customers::service::{LONGEST_NAME, LONGEST_NOTE, LONGEST_TAG, is_email};
use crate::domains::customers::store::files::{self as store, NewIdentifiers, Person, Way, WrittenAddress, WrittenConsent};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Work, outbox};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Longest line of an address, in characters.
const LONGEST_LINE: usize = 300;

/// Everybody whom some rows are about.
pub(super) struct Desk {
    now: DateTime<Utc>,
    people: HashMap<Uuid, Held>,
    /// Whose ids these are now.
    living: HashMap<Uuid, Uuid>,
    owners: HashMap<Way, Uuid>,
}

/// What a row says somebody is known by, as it is written there.
fn written(row: &FileCustomer) -> impl Iterator<Item = (IdentifierKind, &String)> {
    let phone = row.phone.iter().map(|phone| (IdentifierKind::Phone, phone));
    let email = row.email.iter().map(|email| (IdentifierKind::Email, email));
    phone.chain(email).chain(row.others.iter().map(|(kind, value)| (*kind, value)))
}

fn nobody(id: Uuid, name: &str) -> Person {
    Person {
        id,
        name: name.to_owned(),
        phone: None,
        email: None,
        locale: None,
        status: CustomerStatus::Active,
        tags: Vec::new(),
        notes: String::new(),
        birth_day: None,
        birth_month: None,
        birth_year: None,
        anniversary: None,
        preferences: Map::new(),
        is_anonymous: false,
    }
}

impl Desk {
    /// Looks for everybody whom the rows may mean, and locks them.
    pub(super) async fn load(work: &mut Work, rows: &[&FileCustomer]) -> Result<Self> {
        let mut asked: BTreeSet<(&'static str, String)> = BTreeSet::new();
        for (kind, value) in rows.iter().flat_map(|row| written(row)) {
            asked.insert((kind.code(), value.clone()));
            asked.extend(read_identifier(kind, value).ok().map(|value| (kind.code(), value)));
        }
        let (kinds, values): (Vec<String>, Vec<String>) = asked.into_iter().map(|(kind, value)| (kind.to_owned(), value)).unzip();
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.id).collect();
        let living: HashMap<Uuid, Uuid> = store::living(work.conn(), &ids).await?.into_iter().collect();
        let owners: HashMap<Way, Uuid> = store::owners(work.conn(), &kinds, &values).await?.into_iter().collect();
        let known: BTreeSet<Uuid> = living.values().chain(owners.values()).copied().collect();
        let known: Vec<Uuid> = known.into_iter().collect();
        store::lock(work.conn(), &known).await?;
        let mut addresses = by_person(store::addresses(work.conn(), &known).await?);
        let mut consents = by_person(store::consents(work.conn(), &known).await?);
        let mut people = HashMap::new();
        for person in store::people(work.conn(), &known).await? {
            let id = person.id;
            let mut held = Held::new(Some(person.clone()), person);
            held.addresses = addresses.remove(&id).unwrap_or_default();
            held.consents = consents.remove(&id).unwrap_or_default();
            people.insert(id, held);
        }
        if people.len() < known.len() {
            // Somebody became part of somebody else between the two questions.
            return Err(Error::conflict("error-changed-meanwhile"));
        }
        Ok(Self { now: work.now, people, living, owners })
    }

    /// Takes over a row. What refuses it changes nothing.
    pub(super) fn take(&mut self, row: &FileCustomer) -> TakenRow {
        match self.put(row) {
            Ok(taken) => taken,
            Err(message) => TakenRow { status: RowStatus::Failed, messages: vec![message], id: None },
        }
    }

    /// What somebody is known by, in the one spelling that it has.
    fn ways(&self, row: &FileCustomer) -> Result<Vec<Way>, Message> {
        written(row)
            .map(|(kind, value)| {
                let as_written = (kind, value.clone());
                if self.owners.contains_key(&as_written) {
                    return Ok(as_written);
                }
                read_identifier(kind, value).map(|value| (kind, value)).map_err(Message::new)
            })
            .collect()
    }

    /// Whom a row means; `None` for somebody new.
    fn find(&self, row: &FileCustomer, ways: &[Way]) -> Result<Option<Uuid>, Message> {
        let by_id = row.id.and_then(|id| self.living.get(&id));
        let person = by_id.or_else(|| ways.iter().find_map(|way| self.owners.get(way))).copied();
        for way in ways {
            if let Some(owner) = self.owners.get(way)
                && Some(*owner) != person
            {
                let name = self.people.get(owner).map(|held| held.is.name.as_str()).unwrap_or_default();
                return Err(Message::new("customers-file-taken").arg("value", &way.1).arg("name", name));
            }
        }
        if person.is_none() && ways.is_empty() && row.id.is_none() {
            return Err(Message::new("customers-file-nobody"));
        }
        if person.and_then(|id| self.people.get(&id)).is_some_and(|held| held.is.is_anonymous) {
            return Err(Message::new("customers-error-anonymised"));
        }
        Ok(person)
    }

    /// Refuses what is new and no form would take either.
    fn check(&self, row: &FileCustomer, person: Option<Uuid>) -> Result<(), Message> {
        let held = person.and_then(|id| self.people.get(&id));
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        let refuse = |text: &str| Message::new("customers-file-too-long").arg("value", text.chars().take(40).collect::<String>());
        let known = |of: fn(&Person) -> &str| held.map(|held| of(&held.is)).unwrap_or_default();
        let name = row.name.as_deref().unwrap_or_default();
        if too_long(name, LONGEST_NAME) && name != known(|person| &person.name) {
            return Err(refuse(name));
        }
        let notes = row.notes.as_deref().unwrap_or_default();
        if too_long(notes, LONGEST_NOTE) && notes != known(|person| &person.notes) {
            return Err(refuse(notes));
        }
        if let Some(tag) = row.tags.iter().find(|tag| too_long(tag, LONGEST_TAG)) {
            return Err(refuse(tag));
        }
        for address in row.addresses.iter().map(|given| &given.address) {
            let lines = [&address.full_name, &address.line1, &address.city, &address.district, &address.postal_code, &address.phone];
            let more = [&address.line2, &address.email].into_iter().flatten();
            if let Some(line) = lines.into_iter().chain(more).find(|line| too_long(line, LONGEST_LINE)) {
                return Err(refuse(line));
            }
        }
        match row.email.as_deref().filter(|email| !is_email(email)) {
            Some(_) => Err(Message::new("error-email")),
            None => Ok(()),
        }
    }

    fn put(&mut self, row: &FileCustomer) -> Result<TakenRow, Message> {
        let ways = self.ways(row)?;
        let person = self.find(row, &ways)?;
        self.check(row, person)?;
        let id = person.or(row.id).unwrap_or_else(new_id);
        let known_as = |ways: &[Way]| ways.first().map(|way| way.1.clone()).unwrap_or_default();
        let name = row.name.clone().unwrap_or_else(|| known_as(&ways));
        let new_ways: Vec<Way> = ways.into_iter().filter(|way| !self.owners.contains_key(way)).collect();
        self.owners.extend(new_ways.iter().map(|way| (way.clone(), id)));
        self.living.extend(row.id.map(|given| (given, id)));
        let now = self.now;
        let held = self.people.entry(id).or_insert_with(|| Held::new(None, nobody(id, &name)));
        let before = held.clone();
        let messages = held.take(row, new_ways, now);
        let status = match person {
            None => RowStatus::Created,
            Some(_) if *held == before => RowStatus::Unchanged,
            Some(_) => RowStatus::Updated,
        };
        Ok(TakenRow { status, messages, id: Some(id) })
    }

    /// Writes everybody who has changed, with log and events.
    pub(super) async fn write(self, work: &mut Work) -> Result<()> {
        let mut changed: Vec<&Held> = self.people.values().filter(|held| held.is_changed()).collect();
        changed.sort_by_key(|held| held.is.id);
        if changed.is_empty() {
            return Ok(());
        }
        let (new, old): (Vec<&Held>, Vec<&Held>) = changed.iter().copied().partition(|held| held.was.is_none());
        let now = work.now;
        if !new.is_empty() {
            let people: Vec<&Person> = new.iter().map(|held| &held.is).collect();
            store::insert_people(work.conn(), &json!(people), now).await?;
        }
        let people: Vec<&Person> = old.iter().map(|held| &held.is).collect();
        if !people.is_empty() {
            store::update_people(work.conn(), &json!(people)).await?;
        }
        let mut identifiers = NewIdentifiers::default();
        for (held, (kind, value)) in changed.iter().flat_map(|held| held.ways.iter().map(move |way| (held, way))) {
            identifiers.ids.push(new_id());
            identifiers.customers.push(held.is.id);
            identifiers.kinds.push(kind.code().to_owned());
            identifiers.values.push(value.clone());
        }
        if !identifiers.ids.is_empty() {
            store::insert_identifiers(work.conn(), &identifiers).await?;
        }
        write_addresses(work, &changed).await?;
        write_consents(work, &changed).await?;
        log(work, &new, &old).await
    }
}

async fn write_addresses(work: &mut Work, changed: &[&Held]) -> Result<()> {
    let cleared: Vec<Uuid> = changed.iter().flat_map(|held| &held.cleared).copied().collect();
    if !cleared.is_empty() {
        store::clear_defaults(work.conn(), &cleared).await?;
    }
    let written = changed.iter().flat_map(|held| {
        held.addresses.iter().filter(|row| held.written.contains(&row.id)).map(|row| WrittenAddress {
            customer_id: held.is.id,
            id: row.id,
            kind: row.kind,
            label: &row.label,
            is_default: row.is_default,
            address: &row.address,
        })
    });
    let written: Vec<WrittenAddress<'_>> = written.collect();
    if !written.is_empty() {
        store::write_addresses(work.conn(), &json!(written)).await?;
    }
    Ok(())
}

async fn write_consents(work: &mut Work, changed: &[&Held]) -> Result<()> {
    let (user_id, now) = (work.scope.user_id(), work.now);
    let answers = changed.iter().flat_map(|held| {
        held.answered.iter().map(|answer| WrittenConsent {
            customer_id: held.is.id,
            id: new_id(),
            channel: answer.channel,
            purpose: answer.purpose,
            granted: answer.granted,
            note: &answer.note,
            at: answer.at.unwrap_or(now),
        })
    });
    let answers: Vec<WrittenConsent<'_>> = answers.collect();
    if !answers.is_empty() {
        store::insert_consents(work.conn(), &json!(answers), user_id, now).await?;
    }
    Ok(())
}

/// What differs between two states of a person, and what came to them.
fn difference(held: &Held) -> (Value, Value) {
    let (old, new) = (json!(held.was), json!(held.is));
    let (mut before, mut after) = (Map::new(), Map::new());
    for (name, value) in new.as_object().into_iter().flatten() {
        let known = old.get(name).cloned().unwrap_or(Value::Null);
        if known != *value {
            before.insert(name.clone(), known);
            after.insert(name.clone(), value.clone());
        }
    }
    if !held.ways.is_empty() {
        let ways: Vec<Value> = held.ways.iter().map(|(kind, value)| json!({"kind": kind.code(), "value": value})).collect();
        after.insert("identifiers".to_owned(), Value::Array(ways));
    }
    if !held.written.is_empty() {
        after.insert("addresses".to_owned(), json!(held.written.len()));
    }
    if !held.answered.is_empty() {
        after.insert("consents".to_owned(), json!(held.answered));
    }
    (Value::Object(before), Value::Object(after))
}

async fn log(work: &mut Work, new: &[&Held], old: &[&Held]) -> Result<()> {
    for (people, action) in [(new, "customers.created"), (old, "customers.updated")] {
        if people.is_empty() {
            continue;
        }
        let changes = people.iter().map(|held| {
            let (before, after) = difference(held);
            (held.is.id, if held.was.is_none() { Value::Null } else { before }, after)
        });
        audit::service::record_all(work, action, "customer", changes.collect()).await?;
        let ids: Vec<Uuid> = people.iter().map(|held| held.is.id).collect();
        outbox::emit_all(work, action, &ids, json!({})).await?;
    }
    Ok(())
}
