//! Who asks, for which organization, in which language.

use super::clock::Clock;
use super::db::{Db, Work};
use super::error::Result;
use crate::shared::{AppError, Language, Permission};
use chrono_tz::Tz;
use serde_json::Value;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// The organization of a request: what every page needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Primary key.
    pub id: Uuid,
    /// Name in URLs.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// ISO 4217 code of the default currency.
    pub currency: String,
    /// Language of documents, and of messages to buyers whose language is not known.
    pub language: Language,
    /// Zone in which a day begins and ends: store time.
    pub time_zone: Tz,
    /// False while suspended or cancelled: it can be read, not changed.
    pub is_active: bool,
    /// What it pays for: `FREE`, `BASIC`, `PRO` or `ENTERPRISE`.
    pub plan: String,
    /// Its settings beside the columns, an object.
    pub settings: Arc<Value>,
    /// Areas that were switched on or off for it, an object of area to boolean; an absent area is on.
    pub features: Arc<Value>,
}

impl Organization {
    /// Whether an area is open to it.
    #[must_use]
    pub fn has_feature(&self, area: &str) -> bool {
        self.features.get(area).and_then(Value::as_bool).unwrap_or(true)
    }
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Primary key of `users`.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// Address that they sign in with.
    pub email: String,
    /// Name of their role in this organization.
    pub role: String,
    /// Primary key of the role; `None` when the program acts in their name.
    pub role_id: Option<Uuid>,
    /// Key of their picture in the file store.
    pub image_key: Option<String>,
    /// Runs the platform: may look after every organization's plan and status.
    pub is_platform_admin: bool,
    /// A second factor is asked for at sign-in.
    pub mfa_enabled: bool,
    /// They have shown that the address is theirs.
    pub email_verified: bool,
}

/// Who does something: handles, organization, person and rights. Services take it and never look elsewhere.
#[derive(Clone)]
pub struct Scope {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The organization.
    pub organization: Arc<Organization>,
    /// `None` when the program itself acts: imports by command, jobs, buyers on public pages.
    pub person: Option<Arc<Person>>,
    /// What they may do.
    pub permissions: Arc<BTreeSet<Permission>>,
    /// Address of the client, for the audit log.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, for the audit log.
    pub user_agent: Option<String>,
}

impl Scope {
    /// A scope for the program itself: every permission, no person.
    #[must_use]
    pub fn system(db: Db, clock: Clock, organization: Organization) -> Self {
        Self {
            db,
            clock,
            organization: Arc::new(organization),
            person: None,
            permissions: Arc::new(Permission::ALL.iter().copied().collect()),
            ip: None,
            user_agent: None,
        }
    }

    /// The signed-in person's id.
    #[must_use]
    pub fn user_id(&self) -> Option<Uuid> {
        self.person.as_ref().map(|person| person.id)
    }

    /// Whether this may be done.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Refuses unless this may be done.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] naming the permission.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        if self.may(permission) { Ok(()) } else { Err(AppError::Forbidden(permission.key().to_owned())) }
    }

    /// Opens a unit of work.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self) -> Result<Work> {
        Work::begin(self).await
    }
}

/// What is known about a request before anything is done.
#[derive(Clone)]
pub struct RequestContext {
    /// `None` for a stranger.
    pub scope: Option<Scope>,
    /// Language of the screen.
    pub language: Language,
    /// Path and query as asked for.
    pub path: String,
    /// A message from the request before this one: (Fluent key, arguments).
    pub flash: Option<(String, Vec<(String, String)>)>,
    /// `light` or `dark` when the person chose one.
    pub theme: Option<String>,
    /// `rail` when the person has folded the navigation.
    pub nav: Option<String>,
    /// Address of the client.
    pub ip: Option<IpAddr>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// How many organizations the person belongs to.
    pub organizations: i64,
}

/// The context of the request that is being answered; `None` outside of one (while the routes are listed at start).
#[must_use]
pub fn request() -> Option<RequestContext> {
    leptos::prelude::use_context::<RequestContext>()
}

/// The value of a cookie of the request that is being answered.
#[must_use]
pub fn cookie(name: &str) -> Option<String> {
    let parts = leptos::prelude::use_context::<axum::http::request::Parts>()?;
    super::middleware::cookie(&parts.headers, name).map(ToOwned::to_owned)
}

/// The scope of the signed-in person.
///
/// # Errors
/// [`AppError::Unauthenticated`] for a stranger.
pub fn signed_in() -> Result<Scope, AppError> {
    request().and_then(|context| context.scope).ok_or(AppError::Unauthenticated)
}

/// The first line of every entry point that reads: the scope, if the person may do this.
///
/// # Errors
/// [`AppError::Unauthenticated`] or [`AppError::Forbidden`].
pub fn require(permission: Permission) -> Result<Scope, AppError> {
    let scope = signed_in()?;
    scope.require(permission)?;
    Ok(scope)
}

/// The first line of every entry point that changes something: as [`require`], and the organization must be active.
///
/// # Errors
/// As [`require`], and a conflict for a suspended organization.
pub fn require_change(permission: Permission) -> Result<Scope, AppError> {
    let scope = require(permission)?;
    if scope.organization.is_active { Ok(scope) } else { Err(AppError::conflict("error-organization-suspended")) }
}
