//! The link that ends letters: it works without a session, so its token carries whose letters it ends, sealed by this server.

use crate::domains::notifications::model::{Kind, Settings, Unsubscribe};
use crate::domains::notifications::store;
use crate::domains::{access, audit};
use crate::server::clock::new_id;
use crate::server::seal::{Place, Sealer};
use crate::server::worker::JobContext;
use crate::server::{Error, Result, Scope};
use crate::shared::AppError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use uuid::Uuid;

/// What a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// In which organization.
    pub organization_id: Uuid,
    /// Whose letters.
    pub user_id: Uuid,
    /// Of which type; `None` is all of them.
    pub kind: Option<Kind>,
}

const PLACE: Place<'static> =
    Place { organization_id: Uuid::nil(), table: "notification_settings", column: "unsubscribe", id: Uuid::nil() };

/// Writes a token. It never ends: a letter may be opened years later.
///
/// # Errors
/// When the cipher refuses.
pub fn token(sealer: &Sealer, token: Token) -> Result<String> {
    let mut bytes = Vec::with_capacity(33);
    bytes.extend(token.organization_id.as_bytes());
    bytes.extend(token.user_id.as_bytes());
    bytes.push(token.kind.map_or(u8::MAX, |kind| u8::try_from(kind.index()).unwrap_or(u8::MAX)));
    Ok(URL_SAFE_NO_PAD.encode(sealer.seal(PLACE, &bytes)?))
}

/// Reads a token; `None` for what this server has not written.
#[must_use]
pub fn read_token(sealer: &Sealer, text: &str) -> Option<Token> {
    let sealed = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
    let bytes = sealer.open(PLACE, &sealed).ok()?;
    let (organization, rest) = bytes.split_first_chunk::<16>()?;
    let (user, rest) = rest.split_first_chunk::<16>()?;
    let kind = match rest {
        [u8::MAX] => None,
        [index] => Some(*Kind::ALL.get(usize::from(*index))?),
        _ => return None,
    };
    Some(Token { organization_id: Uuid::from_bytes(*organization), user_id: Uuid::from_bytes(*user), kind })
}

/// As [`unsubscribe`], for a request without a session; `None` when the organization does not exist any more.
///
/// # Errors
/// When the database refuses.
pub async fn unsubscribe_by_link(context: &JobContext, token: Token, ask: bool) -> Result<Option<Unsubscribe>> {
    let organization = match access::service::organization(&context.db, token.organization_id).await {
        Err(Error::App(AppError::NotFound)) => return Ok(None),
        found => found?,
    };
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    Ok(Some(unsubscribe(&scope, token, ask).await?))
}

/// Ends the letters of a token, or with `ask` only says whether they have ended. A second time changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn unsubscribe(scope: &Scope, token: Token, ask: bool) -> Result<Unsubscribe> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let mut settings = match store::settings(work.conn(), token.user_id).await? {
        Some(row) => row.settings(),
        None => Settings::default(),
    };
    let is_done = |settings: &Settings| match token.kind {
        Some(kind) => !settings.mails(kind),
        None => !settings.email,
    };
    if ask || is_done(&settings) {
        return Ok(Unsubscribe { kind: token.kind, is_done: is_done(&settings) });
    }
    settings = store::lock_settings(work.conn(), new_id(), token.user_id, now).await?.settings();
    let before = super::settings::as_json(&settings);
    match token.kind {
        Some(kind) if !settings.muted.contains(&kind) => settings.muted.push(kind),
        Some(_) => {}
        None => settings.email = false,
    }
    store::save_settings(work.conn(), token.user_id, &settings).await?;
    let after = super::settings::as_json(&settings);
    let (action, user) = ("notifications.unsubscribed", token.user_id);
    audit::service::record_as(&mut work, Some(user), action, "user", user, json!(before), json!(after)).await?;
    work.commit().await?;
    Ok(Unsubscribe { kind: token.kind, is_done: true })
}
