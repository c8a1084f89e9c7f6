//! Sessions in Postgres. The table keeps a hash of the id, so a copy of it opens nothing.

use super::clock::{Clock, new_id};
use super::context::{Organization, Person, Scope};
use super::cookies;
use super::db::Db;
use super::kept::Kept;
use crate::shared::{Language, Permission};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, LazyLock};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};
use uuid::Uuid;

/// Name of the session value that says who is signed in.
pub const SIGNED_IN: &str = "signed_in";
/// Name of the value that says from where somebody has signed in; kept in columns, so it is only there until it is saved.
pub const CLIENT: &str = "client";
/// Name of the value with the name of the session that may be shown; read from its column.
pub const ID: &str = "id";

/// Days without a request after which a session ends.
pub const IDLE_DAYS: i64 = 14;
/// Days after which a session ends however much it is used.
pub const LIFETIME_DAYS: i64 = 90;
/// A request writes down that the session is in use when nothing did for so many seconds.
const TOUCH_SECONDS: i64 = 60;
/// And that its person is, when nothing did for so many.
const ACTIVE_SECONDS: i64 = 300;
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

/// Who is signed in, and in which of their organizations.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SignedIn {
    /// Primary key of `users`.
    pub user_id: Uuid,
    /// The organization that they chose.
    pub organization_id: Uuid,
}

/// Where a request came from.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Client {
    /// Address.
    pub ip: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
}

/// Keeps session records in the table `sessions`.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Clock,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Store")
    }
}

fn hash(id: Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn backend(error: &sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

/// A record as it lies in the table.
struct Row {
    data: Value,
    user_id: Option<Uuid>,
    client: Option<Client>,
}

fn row_of(record: &Record) -> Result<Row> {
    let mut data = record.data.clone();
    data.remove(ID);
    let client = data.remove(CLIENT).and_then(|value| serde_json::from_value(value).ok());
    let user_id =
        data.get(SIGNED_IN).and_then(|value| value.get("user_id")).and_then(Value::as_str).and_then(|value| Uuid::parse_str(value).ok());
    let data = serde_json::to_value(&data).map_err(|error| Error::Encode(error.to_string()))?;
    Ok(Row { data, user_id, client })
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let row = row_of(record)?;
        let client = row.client.unwrap_or_default();
        let now = self.clock.now();
        loop {
            let made = sqlx::query!(
                "insert into sessions (id_hash, id, data, user_id, ip, user_agent, created_at, last_seen_at, expires_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $7, $8) on conflict (id_hash) do nothing",
                hash(record.id),
                new_id(),
                row.data,
                row.user_id,
                client.ip.map(ipnet::IpNet::from),
                client.user_agent,
                now,
                now + TimeDelta::days(IDLE_DAYS),
            )
            .execute(self.db.global())
            .await
            .map_err(|error| backend(&error))?;
            if made.rows_affected() == 1 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// Changes a session that exists. One that was ended meanwhile stays ended: a request that was still under way does not
    /// bring it back.
    async fn save(&self, record: &Record) -> Result<()> {
        let row = row_of(record)?;
        let client = row.client.unwrap_or_default();
        sqlx::query!(
            "update sessions set data = $2, user_id = $3, ip = coalesce($4, ip), user_agent = coalesce($5, user_agent) where id_hash = $1",
            hash(record.id),
            row.data,
            row.user_id,
            client.ip.map(ipnet::IpNet::from),
            client.user_agent,
        )
        .execute(self.db.global())
        .await
        .map_err(|error| backend(&error))?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.clock.now();
        let row = sqlx::query!(
            "select id, data, expires_at from sessions s
             where id_hash = $1 and expires_at > $2 and created_at > $3 and not session_is_over(s, $2)",
            hash(*id),
            now,
            now - TimeDelta::days(LIFETIME_DAYS),
        )
        .fetch_optional(self.db.global())
        .await
        .map_err(|error| backend(&error))?;
        let Some(row) = row else { return Ok(None) };
        let mut data: HashMap<String, Value> = serde_json::from_value(row.data).map_err(|error| Error::Decode(error.to_string()))?;
        data.insert(ID.to_owned(), Value::from(row.id.to_string()));
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

/// Somebody who is signed in, as a request finds them.
pub struct Opened {
    /// When their session was last in use, as far as it was written down.
    pub last_seen: DateTime<Utc>,
    /// The person, without the language of their screen.
    pub person: Person,
    /// Language of their screen, if they chose one.
    pub language: Option<Language>,
    /// The organization that their session is in.
    pub organization: Organization,
    /// What they may do there.
    pub permissions: BTreeSet<Permission>,
    /// How many organizations they belong to.
    pub organizations: i64,
}

/// Who a session belongs to, in one round trip: every request begins with it. `None` when the session is over, nobody is signed in with
/// it, or they may not enter the organization any more.
///
/// # Errors
/// When the database is away.
pub async fn open(db: &Db, clock: &Clock, id: Id) -> super::error::Result<Option<Opened>> {
    let now = clock.now();
    let row = sqlx::query!(
        r#"select last_seen_at as "last_seen_at!", user_id as "user_id!", organization_id as "organization_id!", user_name as "user_name!",
             email as "email!", user_locale, slug as "slug!", organization_name as "organization_name!", currency as "currency!",
             organization_locale as "organization_locale!", time_zone as "time_zone!", organization_status as "organization_status!",
             plan as "plan!", settings as "settings!", features as "features!", role_id, role_name as "role_name!",
             role_is_builtin as "role_is_builtin!", permissions as "permissions!", image_key, is_platform_admin as "is_platform_admin!",
             mfa_enabled as "mfa_enabled!", email_verified_at, other_organizations as "other_organizations!"
           from open_request($1, $2, $3)"#,
        hash(id),
        now,
        now - TimeDelta::days(LIFETIME_DAYS),
    )
    .fetch_optional(db.global())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let is_cancelled = row.organization_status == "CANCELLED";
    if is_cancelled && !(row.role_is_builtin && row.role_name == "OWNER") {
        return Ok(None);
    }
    Ok(Some(Opened {
        last_seen: row.last_seen_at,
        organization: Organization {
            id: row.organization_id,
            slug: row.slug,
            name: row.organization_name,
            currency: row.currency,
            language: Language::parse(&row.organization_locale).unwrap_or_default(),
            time_zone: row.time_zone.parse().unwrap_or(chrono_tz::Tz::Asia__Colombo),
            is_active: row.organization_status == "ACTIVE",
            is_cancelled,
            plan: row.plan,
            settings: Arc::new(row.settings),
            features: Arc::new(row.features),
        },
        person: Person {
            id: row.user_id,
            name: row.user_name,
            email: row.email,
            role: row.role_name,
            role_id: row.role_id,
            image_key: row.image_key,
            is_platform_admin: row.is_platform_admin,
            mfa_enabled: row.mfa_enabled,
            email_verified: row.email_verified_at.is_some(),
        },
        permissions: row.permissions.iter().filter_map(|key| Permission::from_key(key)).collect(),
        language: row.user_locale.as_deref().and_then(Language::parse),
        organizations: row.other_organizations + 1,
    }))
}

/// Whose page is asked for: (person, role, area of the list).
type Asked = (Uuid, Option<Uuid>, Option<String>);

static FRAMES: LazyLock<Kept<Asked, Value>> = LazyLock::new(Kept::default);

/// What stands around a person's page, by the function `frame_of` of the database; `area` is that of the list, if the page is one.
///
/// # Errors
/// When the database is away.
pub async fn frame(scope: &Scope, person: &Person, area: Option<&str>) -> super::error::Result<Arc<Value>> {
    let asked = (person.id, person.role_id, area.map(ToOwned::to_owned));
    let ask = async || {
        Ok(sqlx::query_scalar!(r#"select frame_of($1, $2, $3, $4) as "frame!""#, scope.organization.id, person.id, person.role_id, area)
            .fetch_one(scope.db.global())
            .await?)
    };
    FRAMES.get(scope, asked, ask).await
}

/// Writes down that a session is in use, and from where, at most once a minute; and when its person was last here, at most every
/// five minutes.
///
/// # Errors
/// When the database is away.
pub async fn touch(db: &Db, clock: &Clock, id: Id, last_seen: DateTime<Utc>, client: &Client) -> anyhow::Result<()> {
    let now = clock.now();
    if now - last_seen < TimeDelta::seconds(TOUCH_SECONDS) {
        return Ok(());
    }
    sqlx::query!(
        "with session as (
           update sessions set last_seen_at = $2, expires_at = $3, ip = $4, user_agent = $5 where id_hash = $1 and last_seen_at < $2
           returning user_id
         )
         update users u set last_active_at = $2 from session
         where u.id = session.user_id and (u.last_active_at is null or u.last_active_at <= $6)",
        hash(id),
        now,
        now + TimeDelta::days(IDLE_DAYS),
        client.ip.map(ipnet::IpNet::from),
        client.user_agent,
        now - TimeDelta::seconds(ACTIVE_SECONDS),
    )
    .execute(db.global())
    .await?;
    Ok(())
}

/// The layer that gives each request its session. The cookie is out of reach of scripts and does not travel with
/// requests that other sites cause, other than plain links. It lives as long as a session may; when it really ends is
/// decided here, not in the browser.
#[must_use]
pub fn layer(db: Db, clock: Clock, https: bool) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store { db, clock })
        .with_name(cookies::name(https, cookies::SESSION))
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_expiry(Expiry::OnInactivity(time::Duration::days(LIFETIME_DAYS)))
}
