//! Sessions of a person, and the browsers they come from.

use super::agent::agent;
use super::sign_in::Visitor;
use super::{organization, store};
use crate::domains::access::model::SessionRow;
use crate::domains::audit;
use crate::server::clock::{Clock, hash_secret, new_id, new_secret};
use crate::server::session::{LIFETIME_DAYS, SignedIn};
use crate::server::{Db, Result, Scope, Work, outbox};
use crate::shared::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::net::IpAddr;
use uuid::Uuid;

/// Writes down that somebody has signed in, and remembers the browser; one that is new is told to the person by e-mail.
/// Returns the secret of a browser that had none yet: it becomes a cookie.
///
/// # Errors
/// When the database refuses.
pub async fn note_sign_in(db: &Db, clock: &Clock, signed_in: &SignedIn, visitor: &Visitor) -> Result<Option<String>> {
    let mut scope = Scope::system(db.clone(), clock.clone(), organization(db, signed_in.organization_id).await?);
    scope.ip = visitor.ip;
    scope.user_agent.clone_from(&visitor.user_agent);
    let user_id = signed_in.user_id;
    // A cookie that this program has not made is not kept.
    let given = visitor.device.clone().filter(|secret| secret.len() == 43);
    let made = if given.is_none() { Some(new_secret()) } else { None };
    let secret = given.or_else(|| made.clone()).unwrap_or_default();
    let mut work = Work::begin_global(&scope).await?;
    let now = work.now;
    let device = store::Device { token_hash: &hash_secret(&secret), ip: visitor.ip, user_agent: visitor.user_agent.as_deref() };
    let new_device = store::remember_device(work.conn(), user_id, new_id(), &device, now).await?;
    if let Some(device_id) = new_device {
        outbox::emit(&mut work, "access.new_device", user_id, json!({"device_id": device_id})).await?;
    }
    store::set_active(work.conn(), user_id, now).await?;
    audit::service::record_as(&mut work, Some(user_id), "access.signed_in", "user", user_id, json!(null), json!(null)).await?;
    work.commit().await?;
    Ok(made)
}

/// A browser in which somebody has signed in for the first time.
#[derive(Clone, Debug)]
pub struct NewDevice {
    /// Whose sign-in.
    pub user_id: Uuid,
    /// Address.
    pub ip: Option<IpAddr>,
    /// What it calls itself.
    pub user_agent: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A browser by id, while it is remembered.
///
/// # Errors
/// When the database refuses.
pub async fn new_device(db: &Db, id: Uuid) -> Result<Option<NewDevice>> {
    let found = store::device(db.global(), id).await?;
    Ok(found.map(|(user_id, ip, user_agent, at)| NewDevice { user_id, ip, user_agent: user_agent.unwrap_or_default(), at }))
}

/// The sessions of the signed-in person; `current` is the one that asks.
///
/// # Errors
/// For a stranger.
pub async fn sessions(scope: &Scope, current: Option<Uuid>) -> Result<Vec<SessionRow>> {
    let Some(user_id) = scope.user_id() else { return Err(AppError::Unauthenticated.into()) };
    let now = scope.clock.now();
    let rows = store::sessions_of(scope.db.global(), user_id, now, now - TimeDelta::days(LIFETIME_DAYS)).await?;
    let mut rows: Vec<SessionRow> = rows
        .into_iter()
        .map(|row| {
            let agent = agent(row.user_agent.as_deref().unwrap_or_default());
            SessionRow {
                id: row.id,
                browser: agent.browser.to_owned(),
                system: agent.system.to_owned(),
                ip: row.ip.map(|ip| ip.addr().to_string()).unwrap_or_default(),
                last_seen_at: row.last_seen_at,
                created_at: row.created_at,
                is_current: Some(row.id) == current,
            }
        })
        .collect();
    rows.sort_by_key(|row| !row.is_current);
    Ok(rows)
}

/// Ends one session of the signed-in person.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not theirs.
pub async fn end_session(scope: &Scope, id: &str) -> Result<()> {
    let (Some(user_id), Ok(id)) = (scope.user_id(), Uuid::parse_str(id)) else { return Err(AppError::NotFound.into()) };
    let mut work = Work::begin_global(scope).await?;
    if !store::end_session(work.conn(), user_id, id).await? {
        return Err(AppError::NotFound.into());
    }
    audit::service::record(&mut work, "access.session_ended", "user", user_id, json!(null), json!({"sessions": 1})).await?;
    work.commit().await
}

/// Ends all sessions of the signed-in person but the one that asks. Returns how many.
///
/// # Errors
/// For a stranger.
pub async fn end_other_sessions(scope: &Scope, current: Option<Uuid>) -> Result<u64> {
    let Some(user_id) = scope.user_id() else { return Err(AppError::Unauthenticated.into()) };
    let mut work = Work::begin_global(scope).await?;
    let ended = store::end_sessions(work.conn(), user_id, current).await?;
    if ended > 0 {
        audit::service::record(&mut work, "access.session_ended", "user", user_id, json!(null), json!({"sessions": ended})).await?;
    }
    work.commit().await?;
    Ok(ended)
}
