//! Somebody whom rows of a file are about, as they are after the rows so far.

use crate::domains::bulk::model::Message;
use crate::domains::customers::model::{AddressRow, ConsentSource, FileAddress, FileConsent, FileCustomer, IdentifierKind};
use crate::domains::customers::store::files::{Person, Way};
use crate::server::clock::new_id;
use crate::shared::Language;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A person with everything that a row may add to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    /// As they were before the file; `None` for somebody new.
    pub(super) was: Option<Person>,
    /// As they are now.
    pub(super) is: Person,
    /// What they are known by from now on.
    pub(super) ways: Vec<Way>,
    /// Where they live.
    pub(super) addresses: Vec<AddressRow>,
    /// Those of them that are new or changed.
    pub(super) written: BTreeSet<Uuid>,
    /// Those of them that new orders do not take any more.
    pub(super) cleared: BTreeSet<Uuid>,
    /// The newest answers.
    pub(super) consents: Vec<FileConsent>,
    /// Answers that the file has added.
    pub(super) answered: Vec<FileConsent>,
}

/// The same but for how its lines end.
fn same_text(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other)
}

/// What says that two addresses are one.
fn place(kind: &str, address: &crate::domains::customers::model::Address) -> [String; 6] {
    let line2 = address.line2.as_deref().unwrap_or_default();
    [kind, &address.full_name, &address.line1, line2, &address.city, &address.postal_code].map(|part| part.trim().to_lowercase())
}

/// Whether an address already says all that is given.
fn is_settled(row: &AddressRow, given: &FileAddress) -> bool {
    FileAddress { is_default: row.is_default, ..given.clone() } == FileAddress::from(row) && (row.is_default || !given.is_default)
}

impl Held {
    pub(super) fn new(was: Option<Person>, is: Person) -> Self {
        let (addresses, consents, ways, answered) = Default::default();
        Self { was, is, ways, addresses, written: BTreeSet::new(), cleared: BTreeSet::new(), consents, answered }
    }

    /// Whether anything of it has to be written.
    pub(super) fn is_changed(&self) -> bool {
        self.was.as_ref() != Some(&self.is) || !self.ways.is_empty() || !self.written.is_empty() || !self.answered.is_empty()
    }

    /// Takes over what a row says. `new_ways` are those that nobody had. Returns what to say about the row.
    pub(super) fn take(&mut self, row: &FileCustomer, new_ways: Vec<Way>, now: DateTime<Utc>) -> Vec<Message> {
        let fills = row.only_fills;
        let person = &mut self.is;
        if let Some(name) = row.name.as_ref().filter(|name| !same_text(&person.name, name) && (!fills || person.name.is_empty())) {
            person.name.clone_from(name);
        }
        let first = |kind: IdentifierKind| row.others.iter().find(|way| way.0 == kind).map(|way| &way.1);
        for (own, given, other) in
            [(&mut person.phone, &row.phone, first(IdentifierKind::Phone)), (&mut person.email, &row.email, first(IdentifierKind::Email))]
        {
            match given {
                Some(given) if !fills || own.is_none() => *own = Some(given.clone()),
                None if own.is_none() => *own = other.cloned(),
                _ => {}
            }
        }
        if let Some(language) = row.language.filter(|_| !fills || person.locale.is_none()) {
            person.locale = Some(Language::code(language).to_owned());
        }
        if let Some(status) = row.status.filter(|_| !fills) {
            person.status = status;
        }
        if fills {
            let new: Vec<String> = row.tags.iter().filter(|tag| !person.tags.contains(tag)).cloned().collect();
            person.tags.extend(new);
        } else if !row.tags.is_empty() {
            person.tags.clone_from(&row.tags);
        }
        if let Some(birthday) = row.birthday.filter(|_| !fills || person.birth_day.is_none()) {
            (person.birth_day, person.birth_month, person.birth_year) = (Some(birthday.day), Some(birthday.month), birthday.year);
        }
        if let Some(day) = row.anniversary.filter(|_| !fills || person.anniversary.is_none()) {
            person.anniversary = Some(day);
        }
        if let Some(notes) = row.notes.as_ref().filter(|notes| !same_text(&person.notes, notes))
            && (!fills || person.notes.is_empty())
        {
            person.notes.clone_from(notes);
        }
        for (name, value) in &row.preferences {
            person.preferences.insert(name.clone(), value.clone());
        }
        self.ways.extend(new_ways);
        self.lives(&row.addresses, fills);
        row.consents.iter().filter_map(|answer| self.answers(answer, now)).collect()
    }

    /// Where they live: each address of the row is one of theirs, the same one if there is, and no two of them are one.
    fn lives(&mut self, given: &[FileAddress], fills: bool) {
        let given = given.iter().filter(|address| !address.address.line1.trim().is_empty()).map(|address| {
            let mut address = address.clone();
            if address.address.full_name.trim().is_empty() {
                address.address.full_name.clone_from(&self.is.name);
            }
            address
        });
        let given: Vec<FileAddress> = given.collect();
        let mut used = BTreeSet::new();
        let mut others = Vec::new();
        for given in given {
            let is_same = |row: &AddressRow| FileAddress { is_default: row.is_default, ..given.clone() } == FileAddress::from(row);
            match self.addresses.iter().position(|row| !used.contains(&row.id) && is_same(row)) {
                Some(at) => {
                    used.extend(self.addresses.get(at).map(|row| row.id));
                    if given.is_default && !fills {
                        others.push((given, Some(at)));
                    }
                }
                None => others.push((given, None)),
            }
        }
        for (given, at) in others {
            let wanted = place(given.kind.code(), &given.address);
            let alike = |row: &AddressRow| place(row.kind.code(), &row.address) == wanted;
            let at = at.or_else(|| self.addresses.iter().position(|row| (fills || !used.contains(&row.id)) && alike(row)));
            if at.is_some() && fills || at.and_then(|at| self.addresses.get(at)).is_some_and(|row| is_settled(row, &given)) {
                continue;
            }
            used.insert(self.lives_at(given, at, fills));
        }
    }

    /// Writes an address of the row, into a known one if there is; returns its id.
    fn lives_at(&mut self, given: FileAddress, known: Option<usize>, fills: bool) -> Uuid {
        let has_default = self.addresses.iter().any(|row| row.kind == given.kind && row.is_default);
        let kind = given.kind;
        let id = match known.and_then(|at| self.addresses.get_mut(at)) {
            Some(row) => {
                row.label = given.label;
                // Of its place only what is no part of it may differ.
                row.address.phone = given.address.phone;
                row.address.email = given.address.email;
                row.address.district = given.address.district;
                row.address.country = given.address.country;
                row.id
            }
            None => {
                let id = new_id();
                let row = AddressRow { id, kind, label: given.label, address: given.address, is_default: false, last_used_at: None };
                self.addresses.push(row);
                id
            }
        };
        if given.is_default && !fills || !has_default {
            for row in self.addresses.iter_mut().filter(|row| row.kind == kind) {
                if row.is_default && row.id != id {
                    self.cleared.insert(row.id);
                }
                row.is_default = row.id == id;
            }
        }
        self.written.insert(id);
        id
    }

    /// An answer of the file. What somebody has refused, a file does not allow again.
    fn answers(&mut self, given: &FileConsent, now: DateTime<Utc>) -> Option<Message> {
        let known = self.consents.iter().position(|known| known.channel == given.channel && known.purpose == given.purpose);
        let said = known.and_then(|at| self.consents.get(at));
        if said.is_some_and(|said| said.granted == given.granted) {
            return None;
        }
        if said.is_some() && given.granted {
            let message = Message::new("customers-file-consent-kept").arg("channel", format!("@{}", given.channel.key()));
            return Some(message.arg("purpose", format!("@{}", given.purpose.key())));
        }
        let at = given.at.map_or(now, |at| at.min(now));
        if said.and_then(|said| said.at).is_some_and(|newest| newest >= at) {
            return None;
        }
        let origin = given.source.filter(|source| *source != ConsentSource::Import).map(ConsentSource::code).unwrap_or_default();
        let note = [origin, given.note.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        let note = note.chars().take(500).collect();
        let answer = FileConsent { source: Some(ConsentSource::Import), at: Some(at), note, ..given.clone() };
        match known.and_then(|at| self.consents.get_mut(at)) {
            Some(said) => *said = answer.clone(),
            None => self.consents.push(answer.clone()),
        }
        self.answered.push(answer);
        None
    }
}
