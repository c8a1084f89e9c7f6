//! How somebody wants to be told.

use super::{digest, me};
use crate::domains::audit;
use crate::domains::notifications::model::{Device, Digest, Kind, Settings};
use crate::domains::notifications::store;
use crate::server::clock::new_id;
use crate::server::{Result, Scope};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// How far the first digest looks back.
const OVERLAP: TimeDelta = TimeDelta::minutes(15);

/// How the signed-in person wants to be told, and their devices.
///
/// # Errors
/// When the database refuses.
pub async fn settings(scope: &Scope) -> Result<(Settings, Vec<Device>)> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let settings = store::settings(work.conn(), user_id).await?.map(|row| row.settings()).unwrap_or_default();
    Ok((settings, store::devices(work.conn(), user_id).await?))
}

pub(super) fn as_json(settings: &Settings) -> Value {
    let kinds: Vec<&str> = Kind::ALL.into_iter().filter(|kind| settings.wants(*kind)).map(Kind::code).collect();
    let muted: Vec<&str> = settings.muted.iter().map(|kind| kind.code()).collect();
    json!({
        "email": settings.email, "sms": settings.sms, "push": settings.push, "types": kinds, "not_by_email": muted,
        "digest": settings.digest.code(),
    })
}

/// Keeps how the signed-in person wants to be told. SMS stays as it was: there is no gateway that could send one. Who changes
/// to letters at once gets a last digest of what has waited for one.
///
/// # Errors
/// When the database refuses.
pub async fn save(scope: &Scope, wanted: Settings) -> Result<()> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let row = store::lock_settings(work.conn(), new_id(), user_id, now).await?;
    let before = row.settings();
    let after = Settings { sms: before.sms, ..wanted };
    if before.digest != Digest::Instant && after.digest == Digest::Instant {
        digest::queue_for(&mut work, user_id, &row, now).await?;
    }
    if before.digest == Digest::Instant && after.digest != Digest::Instant {
        // What has come just now may not have its letter yet; what has one is not told twice.
        store::set_digested(work.conn(), user_id, now - OVERLAP).await?;
    }
    store::save_settings(work.conn(), user_id, &after).await?;
    let (old, new) = (as_json(&before), as_json(&after));
    if old != new {
        audit::service::record(&mut work, "notifications.settings_changed", "user", user_id, old, new).await?;
    }
    work.commit().await
}
