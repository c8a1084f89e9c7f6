//! How guessing is slowed without locking anybody out.
//!
//! Failures are counted for each pair of account and address, so that a stranger elsewhere slows themselves only; for each
//! address with a far higher bound, so that people behind one router do not slow each other; for each account from all addresses with
//! a high one too, for who has very many of them; and in a browser that the account knows, for that browser alone, so that nothing that
//! happens elsewhere slows it. An attempt is counted before the password is
//! looked at and taken back when it was right: attempts at the same moment gain nothing.

use super::sign_in::Visitor;
use super::store;
use crate::server::clock::hash_secret;
use crate::server::{Db, Error, Result, Work};
use crate::shared::AppError;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::net::IpAddr;
use uuid::Uuid;

/// Failures of one account from one address that cost nothing.
const FREE_FAILURES: i32 = 5;
/// Failures of one address that cost nothing, whatever the accounts.
pub const ADDRESS_FAILURES: i32 = 100;
/// Failures of one account that cost nothing, whatever the addresses: with the waits that follow fewer than a hundred in an hour (OWASP
/// ASVS 4.0.3, 2.2.1).
pub const ACCOUNT_FAILURES: i32 = 60;
/// Longest wait between two attempts.
const LONGEST_WAIT_SECONDS: i64 = 900;

/// How long the next attempt must wait after so many failures in a row: nothing, then 2, 4, 8 … seconds.
#[must_use]
pub fn wait_after(failures: i32) -> TimeDelta {
    let beyond = u32::try_from(failures - FREE_FAILURES).unwrap_or(0).min(12);
    if beyond == 0 { TimeDelta::zero() } else { TimeDelta::seconds(2_i64.pow(beyond).min(LONGEST_WAIT_SECONDS)) }
}

fn too_many(until: DateTime<Utc>, now: DateTime<Utc>) -> AppError {
    AppError::TooMany(u32::try_from((until - now).num_seconds() + 1).unwrap_or(1))
}

/// The account in a key: long and odd addresses are all of one length, and the table does not list who was tried.
fn account(email: &str) -> String {
    hexadecimal(&hash_secret(email), 16)
}

/// The first bytes of a hash as text.
fn hexadecimal(hash: &[u8], bytes: usize) -> String {
    hash.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// The address as far as one customer of a network has it: of IPv6 the first 64 bits.
fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => ip.segments().iter().take(4).map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":"),
        },
    }
}

/// How one key is counted.
struct Key {
    name: String,
    /// Failures that cost nothing.
    free: i32,
    /// After so long without a failure the count starts again.
    fade: TimeDelta,
}

/// Keys under which an attempt is counted: what it shares with others first, its own last.
pub(super) struct Attempt(Vec<Key>);

impl Attempt {
    /// An attempt to sign in.
    pub(super) async fn to_sign_in(db: &Db, email: &str, visitor: &Visitor) -> Result<Self> {
        let account = account(email);
        if let Some(device) = &visitor.device {
            let hash = hash_secret(device);
            if store::device_is_known(db.global(), email, &hash).await? {
                let device = hexadecimal(&hash, 8);
                return Ok(Self(vec![Key { name: format!("device:{account}:{device}"), free: FREE_FAILURES, fade: TimeDelta::hours(1) }]));
            }
        }
        let from = visitor.ip.map_or_else(|| "-".to_owned(), network);
        let address = Key { name: format!("address:{from}"), free: ADDRESS_FAILURES, fade: TimeDelta::minutes(15) };
        let from_all = Key { name: format!("account:{account}:"), free: ACCOUNT_FAILURES, fade: TimeDelta::hours(1) };
        let pair = Key { name: format!("pair:{account}:{from}"), free: FREE_FAILURES, fade: TimeDelta::hours(1) };
        Ok(Self(vec![address, from_all, pair]))
    }

    /// An attempt of somebody who is signed in to show that they know their password.
    pub(super) fn to_confirm(user_id: Uuid) -> Self {
        Self(vec![Key { name: format!("confirm:{user_id}"), free: FREE_FAILURES, fade: TimeDelta::hours(1) }])
    }

    /// Counts it as failed, before it is known. In one transaction, so that a refused attempt counts for nobody.
    pub(super) async fn begin(&self, db: &Db, now: DateTime<Utc>) -> Result<()> {
        let mut tx = db.begin().await?;
        for key in &self.0 {
            let Some(failures) = store::count_failure(&mut tx, &key.name, now, key.fade).await? else {
                let until = store::locked_until(&mut tx, &key.name).await?.unwrap_or(now);
                return Err(too_many(until, now).into());
            };
            let wait = wait_after(failures.saturating_sub(key.free).saturating_add(FREE_FAILURES));
            if !wait.is_zero() {
                store::lock_until(&mut tx, &key.name, now + wait).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// It was right: its own failures are forgotten. The address keeps those of others, else whoever has an account could guess
    /// at others' for ever.
    pub(super) async fn succeeded(&self, db: &Db) -> Result<()> {
        if let Some((own, shared)) = self.0.split_last() {
            store::forget_failures(db.global(), &own.name).await?;
            for key in shared {
                store::forget_failure(db.global(), &key.name).await?;
            }
        }
        Ok(())
    }
}

/// Forgets the failures of an account from all addresses and in all browsers: its password is new.
pub(super) async fn forget_account(work: &mut Work, email: &str) -> Result<()> {
    let account = account(email);
    for kind in ["account", "pair", "device"] {
        store::forget_account(work.conn(), &format!("{kind}:{account}:")).await?;
    }
    Ok(())
}

/// How often something may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What.
    pub endpoint: &'static str,
    /// How often in one window.
    pub requests: i32,
    /// The window in minutes.
    pub minutes: i64,
}

/// Counts a request; windows begin at the full hour or its parts.
///
/// # Errors
/// [`AppError::TooMany`] with the seconds until the next window.
pub async fn limit(db: &Db, now: DateTime<Utc>, limit: Limit, identifier: &str) -> Result<()> {
    let length = TimeDelta::minutes(limit.minutes);
    let start = now.duration_trunc(length).unwrap_or(now);
    if store::allowed(db.global(), identifier, limit.endpoint, start, limit.requests).await? {
        Ok(())
    } else {
        Err(too_many(start + length, now).into())
    }
}

/// As [`limit`], for the visitor's address.
pub(super) async fn limit_address(db: &Db, now: DateTime<Utc>, of: Limit, visitor: &Visitor) -> Result<()> {
    limit(db, now, of, &visitor.ip.map_or_else(|| "-".to_owned(), network)).await
}

/// As [`limit`] for an account; true when it may.
pub(super) async fn account_allowed(db: &Db, now: DateTime<Utc>, of: Limit, email: &str) -> Result<bool> {
    match limit(db, now, of, &account(email)).await {
        Ok(()) => Ok(true),
        Err(Error::App(AppError::TooMany(_))) => Ok(false),
        Err(error) => Err(error),
    }
}
