//! Devices that are told.

use super::me;
use crate::domains::audit;
use crate::domains::notifications::model::Platform;
use crate::domains::notifications::store;
use crate::server::clock::new_id;
use crate::server::push::{Pusher, Unusable};
use crate::server::{Error, Result, Scope};
use crate::shared::{AppError, FieldErrors};
use serde_json::json;
use uuid::Uuid;

/// Browsers of one person, and apps of one; the oldest goes when one more comes.
const MOST: i64 = 20;
/// Longest token of an app, in bytes: those of Google and Apple are far shorter and of no promised length.
const LONGEST_TOKEN: usize = 4096;
/// Longest name of a device, in characters.
const LONGEST_NAME: usize = 100;

/// A browser of the signed-in person wants to be told.
///
/// # Errors
/// A field error when it cannot be reached: an address that is no known push service's, or keys that are none.
pub async fn subscribe(scope: &Scope, pusher: &Pusher, endpoint: &str, p256dh: &str, auth: &str) -> Result<Uuid> {
    let user_id = me(scope)?;
    pusher.subscription(endpoint, p256dh, auth).map_err(|reason| match reason {
        Unusable::Endpoint => Error::field("endpoint", "notifications-error-endpoint"),
        Unusable::Keys => Error::field("p256dh", "notifications-error-keys"),
    })?;
    let name = device_name(scope.user_agent.as_deref().unwrap_or_default());
    let mut work = scope.begin().await?;
    let now = work.now;
    let keys = json!({"p256dh": p256dh, "auth": auth});
    let (id, is_new) = store::upsert_subscription(work.conn(), new_id(), user_id, endpoint, &keys, &name, now).await?;
    if is_new {
        store::keep_newest(work.conn(), user_id, MOST).await?;
        audit::service::record(&mut work, "notifications.device_added", "user", user_id, json!(null), json!({"device": name})).await?;
    }
    work.commit().await?;
    Ok(id)
}

/// An app of the signed-in person wants to be told. It may say so again, with another name.
///
/// # Errors
/// Field errors for an unknown kind of device, and for what is no token.
pub async fn register_app(scope: &Scope, platform: &str, token: &str, name: &str) -> Result<()> {
    let user_id = me(scope)?;
    let (token, name) = (token.trim(), name.trim());
    let mut errors = FieldErrors::default();
    let platform = Platform::parse(platform.trim());
    if platform.is_none() {
        errors.add("platform", "error-choice");
    }
    if token.is_empty() {
        errors.add("token", "error-required");
    } else if token.len() > LONGEST_TOKEN || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        errors.add("token", "notifications-error-token");
    }
    if name.chars().count() > LONGEST_NAME {
        errors.add("device_name", "error-too-long");
    }
    errors.into_result()?;
    let platform = platform.ok_or_else(|| Error::field("platform", "error-choice"))?;
    let mut work = scope.begin().await?;
    let now = work.now;
    let new = store::NewApp { id: new_id(), user_id, platform, token, device_name: name };
    if store::upsert_app(work.conn(), &new, MOST, now).await? {
        let values = json!({"device": name, "platform": platform.code()});
        audit::service::record(&mut work, "notifications.device_added", "user", user_id, json!(null), values).await?;
    }
    work.commit().await
}

/// An app of the signed-in person wants to be told no more.
///
/// # Errors
/// [`AppError::NotFound`] for a token that is not theirs.
pub async fn forget_app(scope: &Scope, token: &str) -> Result<()> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let name = store::remove_app(work.conn(), user_id, token.trim()).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "notifications.device_removed", "user", user_id, json!({"device": name}), json!(null)).await?;
    work.commit().await
}

/// Forgets a device of the signed-in person.
///
/// # Errors
/// [`AppError::NotFound`], also for somebody else's.
pub async fn remove_device(scope: &Scope, id: Uuid) -> Result<()> {
    let user_id = me(scope)?;
    let mut work = scope.begin().await?;
    let name = store::remove_device(work.conn(), user_id, id).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "notifications.device_removed", "user", user_id, json!({"device": name}), json!(null)).await?;
    work.commit().await
}

/// Browser and system in the words that people know, from what a browser calls itself.
#[must_use]
pub fn device_name(user_agent: &str) -> String {
    // The order matters: most browsers also name those that they descend from.
    const BROWSERS: &[(&str, &str)] = &[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: &[(&str, &str)] = &[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    match (find(BROWSERS), find(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Web".to_owned(),
    }
}
