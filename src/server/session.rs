//! Sessions in Postgres. The table keeps a hash of the id, so a copy of it opens nothing.

use super::db::Db;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};
use uuid::Uuid;

/// Name of the session value that says who is signed in.
pub const SIGNED_IN: &str = "signed_in";

/// Name of the session value that says whose password was right, while the second factor is still to come. Whoever has it is
/// not signed in.
pub const HALF_SIGNED_IN: &str = "half_signed_in";

/// Somebody whose password was right and whose second factor is still to come.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct HalfSignedIn {
    /// What they get when the second factor is right.
    pub signed_in: SignedIn,
    /// Where they wanted to go.
    pub next: String,
    /// Until when; then the password is asked for again.
    pub until: DateTime<Utc>,
}

/// Days after which a session ends.
const LIFETIME_DAYS: i64 = 14;

/// Who is signed in, and in which of their organizations.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SignedIn {
    /// Primary key of `users`.
    pub user_id: Uuid,
    /// The organization that they chose.
    pub organization_id: Uuid,
}

/// Keeps session records in the table `sessions`.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
}

fn hash(id: Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn backend(error: &sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn to_chrono(at: OffsetDateTime) -> DateTime<Utc> {
    DateTime::from_timestamp(at.unix_timestamp(), 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[async_trait]
impl SessionStore for Store {
    async fn save(&self, record: &Record) -> Result<()> {
        let user_id = record
            .data
            .get(SIGNED_IN)
            .and_then(|value| value.get("user_id"))
            .and_then(|value| value.as_str())
            .and_then(|value| Uuid::parse_str(value).ok());
        let data = serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        sqlx::query!(
            "insert into sessions (id_hash, data, user_id, expires_at, last_seen_at) values ($1, $2, $3, $4, now())
             on conflict (id_hash) do update set data = excluded.data, user_id = excluded.user_id,
               expires_at = excluded.expires_at, last_seen_at = now()",
            hash(record.id),
            data,
            user_id,
            to_chrono(record.expiry_date),
        )
        .execute(self.db.global())
        .await
        .map_err(|error| backend(&error))?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query!("select data, expires_at from sessions where id_hash = $1 and expires_at > now()", hash(*id))
            .fetch_optional(self.db.global())
            .await
            .map_err(|error| backend(&error))?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_value(row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp()).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!("delete from sessions where id_hash = $1", hash(*id))
            .execute(self.db.global())
            .await
            .map_err(|error| backend(&error))?;
        Ok(())
    }
}

/// The layer that gives each request its session. The cookie is out of reach of scripts and does not travel with
/// requests that other sites cause, other than plain links.
#[must_use]
pub fn layer(db: Db, https: bool) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store { db })
        .with_name("sid")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_expiry(Expiry::OnInactivity(time::Duration::days(LIFETIME_DAYS)))
}
