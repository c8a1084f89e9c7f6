//! Rules of second factors: codes of an authenticator app (RFC 6238), and backup codes for when it is out of reach.

use super::attempts::{Limit, limit};
use super::organization;
use crate::domains::access::model::{Enrolment, FactorState};
use crate::domains::access::store;
use crate::domains::access::store::second_factor as rows;
use crate::domains::audit;
use crate::server::clock::{Clock, new_code};
use crate::server::seal::{Place, Sealer};
use crate::server::session::SignedIn;
use crate::server::{Db, Error, Result, Scope, outbox, password};
use crate::shared::AppError;
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::net::IpAddr;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

/// Backup codes that somebody gets at once.
pub const BACKUP_CODES: usize = 10;
/// Symbols of a backup code: 5 bits each.
const BACKUP_CODE_LENGTH: usize = 10;
/// Wrong codes in a row after which the password is asked for again.
pub const ASK_PASSWORD_AFTER: i32 = 10;
/// Minutes between the password and the second factor.
const HALF_SIGNED_IN_MINUTES: i64 = 5;
/// Minutes for which new backup codes are shown, unless they are put away before.
const SHOWN_MINUTES: i64 = 10;
/// Letters about codes that came again, to one person.
const REUSE_LETTERS: Limit = Limit { endpoint: "code_reused", requests: 1, minutes: 60 };
/// What authenticator apps call this program.
const ISSUER: &str = "smartstore";

fn secret_place(user_id: Uuid) -> Place<'static> {
    Place { organization_id: Uuid::nil(), table: "users", column: "mfa_secret_enc", id: user_id }
}

fn code_place(user_id: Uuid) -> Place<'static> {
    Place { organization_id: Uuid::nil(), table: "mfa_backup_codes", column: "code_hash", id: user_id }
}

fn shown_place(user_id: Uuid) -> Place<'static> {
    Place { organization_id: Uuid::nil(), table: "sessions", column: "data", id: user_id }
}

fn totp(secret: Vec<u8>, account: &str) -> Result<Totp> {
    // A colon would end the issuer in the link.
    let account = account.replace(':', "_");
    let built = Builder::new().with_secret(secret).with_issuer(Some(ISSUER)).with_account_name(account).build();
    Ok(built.map_err(|error| anyhow::anyhow!("the secret of a second factor: {error}"))?)
}

/// The step of the clock that a code belongs to, if it is the code of now or of the step before or after.
fn step_of(totp: &Totp, typed: &str, now: DateTime<Utc>) -> Option<i64> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let step = totp.check(&digits(typed)?, seconds)?;
    i64::try_from(step).ok()
}

/// As the service looks at a code: the step of the clock that it belongs to, for a secret of 20 bytes.
///
/// # Errors
/// When nothing can be made of the secret.
pub fn step_of_code(secret: &[u8], typed: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    Ok(step_of(&totp(secret.to_vec(), "")?, typed, now))
}

/// The six digits of a typed code, whatever stands between them.
fn digits(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '-').collect();
    (kept.len() == 6 && kept.bytes().all(|byte| byte.is_ascii_digit())).then_some(kept)
}

/// A typed backup code as it was made: case and hyphens do not count, and what looks alike is alike.
#[must_use]
pub fn backup_code(typed: &str) -> Option<String> {
    let code: String = typed
        .to_uppercase()
        .chars()
        .filter(|symbol| !symbol.is_whitespace() && *symbol != '-')
        .map(|symbol| match symbol {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    (code.len() == BACKUP_CODE_LENGTH && code.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(code)
}

/// New backup codes as they are shown, and what is kept of them.
fn new_codes(sealer: &Sealer, user_id: Uuid) -> (Vec<String>, Vec<Vec<u8>>) {
    (0..BACKUP_CODES)
        .map(|_| {
            let code = new_code(BACKUP_CODE_LENGTH);
            let kept = sealer.fingerprint(code_place(user_id), code.as_bytes());
            let (start, end) = code.split_at(BACKUP_CODE_LENGTH / 2);
            (format!("{start}-{end}"), kept)
        })
        .unzip()
}

fn enrolment(totp: &Totp) -> Result<Enrolment> {
    let secret = totp.secret().to_base32();
    let groups: Vec<&str> = secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let link = totp.to_url().map_err(|error| anyhow::anyhow!("the link of a second factor: {error}"))?;
    let code = QRBuilder::new(link.as_str()).build().map_err(|error| anyhow::anyhow!("the QR code of a second factor: {error:?}"))?;
    Ok(Enrolment { secret: groups.join(" "), qr: SvgBuilder::default().to_str(&code), link })
}

pub(super) fn user_of(scope: &Scope) -> Result<Uuid> {
    scope.user_id().ok_or_else(|| AppError::Unauthenticated.into())
}

async fn factor_of(db: &Db, user_id: Uuid) -> Result<rows::Factor> {
    rows::factor(db.global(), user_id).await?.ok_or_else(|| AppError::Unauthenticated.into())
}

/// Writes a change of somebody's ways to sign in to the log, and has a letter sent to them.
pub(super) async fn tell(scope: &Scope, user_id: Uuid, action: &str, resource: &str, id: Uuid, old: Value, new: Value) -> Result<()> {
    let mut work = scope.begin().await?;
    audit::service::record_as(&mut work, Some(user_id), action, resource, id, old, new).await?;
    outbox::emit(&mut work, action, id, json!({"user_id": user_id})).await?;
    work.commit().await
}

/// Checks the password of somebody who is signed in and wants to change how they sign in. A session that was left open must not
/// be enough to guess it.
///
/// # Errors
/// A field error for a wrong password, [`AppError::TooMany`] while waiting.
pub async fn check_password(scope: &Scope, typed: String) -> Result<()> {
    if typed.is_empty() {
        return Err(Error::field("password", "error-required"));
    }
    let user_id = user_of(scope)?;
    let key = format!("password:{user_id}");
    count(&scope.db, &scope.clock, &key).await?;
    let stored = factor_of(&scope.db, user_id).await?.password_hash;
    if !password::verify(typed, stored).await? {
        return Err(Error::field("password", "factor-error-password"));
    }
    store::forget_failures(scope.db.global(), &key).await
}

/// Counts an attempt, and refuses it while the ones before make it wait.
async fn count(db: &Db, clock: &Clock, key: &str) -> Result<i32> {
    let now = clock.now();
    if let Some(failures) = rows::count_attempt(db.global(), key, now).await? {
        return Ok(failures);
    }
    let until = store::locked_until(&mut *db.global().acquire().await?, key).await?;
    let seconds = until.map_or(0, |until| (until - now).num_seconds()) + 1;
    Err(AppError::TooMany(u32::try_from(seconds).unwrap_or(1)).into())
}

/// Whether a second factor is asked for when this person signs in.
///
/// # Errors
/// When the database refuses.
pub async fn is_on(db: &Db, user_id: Uuid) -> Result<bool> {
    Ok(rows::factor(db.global(), user_id).await?.is_some_and(|factor| factor.mfa_enabled))
}

/// Until when the second factor may follow a password that was right now.
#[must_use]
pub fn half_signed_in_until(clock: &Clock) -> DateTime<Utc> {
    clock.now() + TimeDelta::minutes(HALF_SIGNED_IN_MINUTES)
}

/// How far the signed-in person is with their second factor.
///
/// # Errors
/// When the stored secret cannot be opened.
pub async fn state(scope: &Scope, sealer: &Sealer) -> Result<FactorState> {
    let user_id = user_of(scope)?;
    let factor = factor_of(&scope.db, user_id).await?;
    if factor.mfa_enabled {
        return Ok(FactorState::On { codes_left: rows::codes_left(scope.db.global(), user_id).await? });
    }
    let Some(sealed) = factor.mfa_secret_enc else { return Ok(FactorState::Off) };
    let secret = sealer.open(secret_place(user_id), &sealed)?;
    Ok(FactorState::Pending(enrolment(&totp(secret, &factor.email)?)?))
}

/// Makes a secret, which counts for nothing until a code of it was shown.
///
/// # Errors
/// As [`check_password`]; a conflict when a second factor is on.
pub async fn start(scope: &Scope, sealer: &Sealer, password: String) -> Result<()> {
    check_password(scope, password).await?;
    let user_id = user_of(scope)?;
    let sealed = sealer.seal(secret_place(user_id), Secret::generate().as_bytes())?;
    if rows::keep_secret(scope.db.global(), user_id, &sealed).await? { Ok(()) } else { Err(Error::conflict("factor-error-already-on")) }
}

/// Switches the second factor on: the app has shown a code of the secret. Answers the backup codes, which nobody can see again.
///
/// # Errors
/// A field error for a wrong code; a conflict when there is no secret to confirm.
pub async fn enable(scope: &Scope, sealer: &Sealer, typed: &str) -> Result<Vec<String>> {
    if typed.trim().is_empty() {
        return Err(Error::field("one_time_code", "error-required"));
    }
    let user_id = user_of(scope)?;
    let factor = factor_of(&scope.db, user_id).await?;
    let Some(sealed) = factor.mfa_secret_enc.filter(|_| !factor.mfa_enabled) else {
        return Err(Error::conflict("factor-error-not-started"));
    };
    let totp = totp(sealer.open(secret_place(user_id), &sealed)?, &factor.email)?;
    let step = step_of(&totp, typed, scope.clock.now()).ok_or_else(|| Error::field("one_time_code", "factor-error-code"))?;
    let (codes, kept) = new_codes(sealer, user_id);
    if !rows::enable(&scope.db, user_id, &sealed, step, &kept).await? {
        return Err(Error::conflict("factor-error-not-started"));
    }
    tell(scope, user_id, "access.second_factor_enabled", "user", user_id, json!(null), json!({"second_factor": true})).await?;
    Ok(codes)
}

/// Replaces the backup codes by new ones.
///
/// # Errors
/// As [`check_password`]; a conflict when no second factor is on.
pub async fn renew_codes(scope: &Scope, sealer: &Sealer, password: String) -> Result<Vec<String>> {
    check_password(scope, password).await?;
    let user_id = user_of(scope)?;
    let (codes, kept) = new_codes(sealer, user_id);
    if !rows::replace_codes(&scope.db, user_id, &kept).await? {
        return Err(Error::conflict("factor-error-not-started"));
    }
    tell(scope, user_id, "access.backup_codes_renewed", "user", user_id, json!(null), json!({"backup_codes": BACKUP_CODES})).await?;
    Ok(codes)
}

/// Switches the second factor off and forgets its secret and codes.
///
/// # Errors
/// As [`check_password`]; a conflict when it is off.
pub async fn disable(scope: &Scope, password: String) -> Result<()> {
    check_password(scope, password).await?;
    let user_id = user_of(scope)?;
    if !rows::disable(&scope.db, user_id).await? {
        return Err(Error::conflict("factor-error-not-started"));
    }
    tell(scope, user_id, "access.second_factor_disabled", "user", user_id, json!({"second_factor": true}), json!({"second_factor": false}))
        .await
}

/// What became of a code that was typed while signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was right, and is used up.
    Passed,
    /// It was wrong or used before.
    Wrong,
    /// It was wrong once too often: the password comes first again.
    AskPassword,
}

/// Looks at a code of the app or a backup code of somebody whose password was right.
///
/// # Errors
/// A field error for an empty code, [`AppError::TooMany`] while waiting.
pub async fn attempt(db: &Db, clock: &Clock, sealer: &Sealer, half: &SignedIn, typed: &str, ip: Option<IpAddr>) -> Result<Attempt> {
    if typed.trim().is_empty() {
        return Err(Error::field("one_time_code", "error-required"));
    }
    let user_id = half.user_id;
    let key = format!("second-factor:{user_id}");
    let failures = count(db, clock, &key).await?;
    if is_right(db, clock, sealer, half, typed, ip).await? {
        store::forget_failures(db.global(), &key).await?;
        return Ok(Attempt::Passed);
    }
    tracing::info!(ip = ?ip, %user_id, "a second factor was wrong");
    Ok(if failures >= ASK_PASSWORD_AFTER { Attempt::AskPassword } else { Attempt::Wrong })
}

/// The program's own scope in the organization that somebody signs in to.
async fn half_scope(db: &Db, clock: &Clock, half: &SignedIn, ip: Option<IpAddr>) -> Result<Scope> {
    let mut scope = Scope::system(db.clone(), clock.clone(), organization(db, half.organization_id).await?);
    scope.ip = ip;
    Ok(scope)
}

/// Whether a letter about a code that came again may be sent: one an hour says it.
async fn told_of_reuse(db: &Db, clock: &Clock, user_id: Uuid) -> Result<bool> {
    match limit(db, clock.now(), REUSE_LETTERS, &user_id.to_string()).await {
        Ok(()) => Ok(true),
        Err(Error::App(AppError::TooMany(_))) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn is_right(db: &Db, clock: &Clock, sealer: &Sealer, half: &SignedIn, typed: &str, ip: Option<IpAddr>) -> Result<bool> {
    let user_id = half.user_id;
    let Some(factor) = rows::factor(db.global(), user_id).await?.filter(|factor| factor.mfa_enabled) else { return Ok(false) };
    let sealed = factor.mfa_secret_enc.context("a second factor without a secret")?;
    if digits(typed).is_some() {
        let totp = totp(sealer.open(secret_place(user_id), &sealed)?, &factor.email)?;
        let Some(step) = step_of(&totp, typed, clock.now()) else { return Ok(false) };
        if rows::take_step(db.global(), user_id, step).await? {
            return Ok(true);
        }
        // Somebody has seen it, or its owner has sent it twice: it is right and worth nothing.
        tracing::warn!(ip = ?ip, %user_id, "a code of a second factor came again");
        if told_of_reuse(db, clock, user_id).await? {
            let scope = half_scope(db, clock, half, ip).await?;
            tell(&scope, user_id, "access.code_reused", "user", user_id, json!(null), json!(null)).await?;
        }
        return Ok(false);
    }
    let Some(code) = backup_code(typed) else { return Ok(false) };
    let kept = sealer.fingerprint(code_place(user_id), code.as_bytes());
    if !rows::take_code(db.global(), user_id, &kept, clock.now()).await? {
        return Ok(false);
    }
    let scope = half_scope(db, clock, half, ip).await?;
    let left = rows::codes_left(db.global(), user_id).await?;
    tell(&scope, user_id, "access.backup_code_used", "user", user_id, json!(null), json!({"backup_codes": left})).await?;
    Ok(true)
}

/// Backup codes that were just made, as a session keeps them until they are put away: sealed, for its person, for minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownOnce {
    sealed: Vec<u8>,
    until: DateTime<Utc>,
}

/// Makes new codes ready to be shown by the page that follows.
///
/// # Errors
/// When they cannot be sealed.
pub fn show_once(scope: &Scope, sealer: &Sealer, codes: &[String]) -> Result<ShownOnce> {
    let sealed = sealer.seal(shown_place(user_of(scope)?), codes.join("\n").as_bytes())?;
    Ok(ShownOnce { sealed, until: scope.clock.now() + TimeDelta::minutes(SHOWN_MINUTES) })
}

/// The codes to show; none when their time is over or they are somebody else's.
#[must_use]
pub fn shown(scope: &Scope, sealer: &Sealer, kept: Option<ShownOnce>) -> Vec<String> {
    let opened = kept
        .filter(|kept| kept.until > scope.clock.now())
        .and_then(|kept| sealer.open(shown_place(scope.user_id()?), &kept.sealed).ok())
        .and_then(|codes| String::from_utf8(codes).ok());
    opened.map(|codes| codes.lines().map(ToOwned::to_owned).collect()).unwrap_or_default()
}
