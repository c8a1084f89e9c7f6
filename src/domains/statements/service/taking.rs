//! A file is taken, whole or not at all.

use super::alike::{self, Said, squeezed};
use super::files::{balances, contents_of, draft, fingerprint, number_of, refused_lines, set_profile, unread};
use crate::domains::audit;
use crate::domains::statements::formats::{Balance, Contents, Line, ReadError};
use crate::domains::statements::model::ProfileForm;
use crate::domains::statements::store::{self, Taken, lines};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::AppError;
use anyhow::Context;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// A line as the database takes it.
pub(super) struct Row {
    /// Of all that it says, and of how many such lines stand before it.
    pub hash: Vec<u8>,
    /// What it says.
    pub said: Said,
    /// Its columns.
    pub values: Value,
}

/// The lines as the database takes them. Lines that say the same are told apart by how many stand before them in the file.
pub(super) fn rows(contents: &Contents, currency: &str, now: DateTime<Utc>) -> Vec<Row> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut out = Vec::with_capacity(contents.lines());
    for sheet in &contents.sheets {
        for line in &sheet.lines {
            let Line { number, booked_on, value_on, amount, description, reference, end_to_end, party, party_account, .. } = line;
            let currency = line.currency.as_deref().or(sheet.currency.as_deref()).unwrap_or(currency);
            let texts = [description, reference, end_to_end, party, party_account].map(|text| squeezed(text)).join("|");
            let said = format!("{booked_on}|{:.2}|{currency}|{texts}", amount);
            let count = seen.entry(said.clone()).or_insert(0);
            *count += 1;
            let hash = Sha256::digest(format!("{said}|{count}").as_bytes()).to_vec();
            let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            // Lines are listed by time: the first of the file is the newest.
            let at = now - TimeDelta::microseconds(i64::try_from(out.len()).unwrap_or(0));
            let values = json!({
                "id": new_id(), "number": (*number).max(1), "hash": digits, "booked_on": booked_on, "value_on": value_on, "amount": amount,
                "currency": currency, "description": description, "reference": reference, "end_to_end": end_to_end, "party": party,
                "party_account": party_account, "created_at": at,
            });
            out.push(Row { hash, said: Said::of(line, currency), values });
        }
    }
    out
}

/// Takes a file: its lines are there, those that were there before stay as they are. Lines that a file of another format has brought are
/// left out, unless `alike` says that they are others. Returns how many are new, and how many were known.
///
/// # Errors
/// [`AppError::NotFound`]; field errors, also when balances and lines do not agree and nobody says that this is fine; a conflict when it
/// is taken already.
pub async fn take(scope: &Scope, id: Uuid, form: Option<&ProfileForm>, differs: bool, alike: bool) -> Result<(usize, usize)> {
    let mut work = scope.begin().await?;
    let mut draft = draft(&mut work, id).await?;
    set_profile(&mut work, id, &mut draft, form).await?;
    let (_, settings) = store::account(work.conn(), draft.account_id).await?.ok_or(AppError::NotFound)?;
    let (contents, table) = contents_of(&draft, number_of(&settings)).map_err(|error| match error {
        ReadError::Columns => Error::field("columns[0]", error.key()),
        error => unread(error),
    })?;
    if contents.lines() == 0 {
        return Err(Error::field("", "statements-error-no-lines"));
    }
    let balance = contents.balance();
    if balance == Balance::Differs && !differs {
        return Err(Error::field("differs", "statements-error-balance"));
    }
    let now = work.now;
    // Two files of one account that are taken at once see each other.
    store::hold_account(work.conn(), draft.account_id).await?;
    let rows = rows(&contents, &draft.currency, now);
    let seen = if alike { vec![false; rows.len()] } else { alike::seen(&mut work, draft.account_id, draft.format, &rows).await? };
    let left: Vec<&Value> = rows.iter().zip(&seen).filter(|(_, seen)| !**seen).map(|(row, _)| &row.values).collect();
    let new = lines::insert(work.conn(), id, draft.account_id, &json!(left)).await?;
    let new = usize::try_from(new).unwrap_or(usize::MAX);
    let known = rows.len().saturating_sub(new);
    let days: Vec<NaiveDate> = contents.sheets.iter().flat_map(|sheet| &sheet.lines).map(|line| line.booked_on).collect();
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let balances = balances(&contents);
    let taken = Taken {
        id,
        opening: balances.map(|balances| balances.0),
        closing: balances.map(|balances| balances.1),
        balance: balance.code(),
        first_day: days.iter().min().copied(),
        last_day: days.iter().max().copied(),
        lines: count(new),
        known: count(known),
        refused: serde_json::to_value(refused_lines(&contents.refused)).context("lines that were refused")?,
        refused_count: count(contents.refused_count),
        at: now,
    };
    store::set_taken(work.conn(), &taken).await?;
    if let Some((table, profile)) = &table {
        store::keep_profile(work.conn(), &fingerprint(table), &json!(profile)).await?;
    }
    let alike = seen.iter().filter(|seen| **seen).count();
    let values = json!({"status": "TAKEN", "lines": new, "known": known, "alike": alike, "refused": contents.refused_count, "balance": balance.code()});
    audit::service::record(&mut work, "statements.taken", "bank_statement", id, json!({"status": "DRAFT"}), values).await?;
    outbox::emit(&mut work, "statements.taken", id, json!({"lines": new})).await?;
    work.commit().await?;
    Ok((new, known))
}
