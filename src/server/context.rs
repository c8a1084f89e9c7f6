//! Who asks, for which organization, in which language.

use super::clock::Clock;
use super::db::{Db, Work};
use super::error::Result;
use crate::shared::{AppError, Area, Language, Permission};
use chrono::{DateTime, Utc};
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
    /// It is not a customer of the platform any more: only its owners may read and export.
    pub is_cancelled: bool,
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

    /// Ids of the roles that must have a second factor.
    pub fn second_factor_roles(&self) -> impl Iterator<Item = &str> {
        let roles = self.settings.pointer("/security/require_second_factor").and_then(Value::as_array);
        roles.into_iter().flatten().filter_map(Value::as_str)
    }

    /// As [`Organization::has_feature`], for an area that the program knows.
    #[must_use]
    pub fn is_open(&self, area: Area) -> bool {
        self.has_feature(area.key())
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

    /// Whether this may be done: the role holds it, and its area is open to the organization.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission) && Area::of(permission).is_none_or(|area| self.organization.is_open(area))
    }

    /// As [`Scope::may`], for something of another area than its permission's.
    #[must_use]
    pub fn may_in(&self, area: Area, permission: Permission) -> bool {
        self.permissions.contains(&permission) && self.organization.is_open(area)
    }

    /// Whether the organization asks for a second factor from this person's role and they have none yet. Until they have
    /// one, they may do nothing else.
    #[must_use]
    pub fn lacks_second_factor(&self) -> bool {
        let Some(person) = self.person.as_ref().filter(|person| !person.mfa_enabled) else { return false };
        let Some(role_id) = person.role_id.map(|id| id.to_string()) else { return false };
        self.organization.second_factor_roles().any(|id| id == role_id)
    }

    /// Refuses unless this may be done.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] naming the permission, [`AppError::SwitchedOff`] naming the area.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        match Area::of(permission) {
            Some(area) => self.require_in(area, permission),
            None if self.permissions.contains(&permission) => Ok(()),
            None => Err(AppError::Forbidden(permission.key().to_owned())),
        }
    }

    /// As [`Scope::require`], for something of another area than its permission's.
    ///
    /// # Errors
    /// As [`Scope::require`].
    pub fn require_in(&self, area: Area, permission: Permission) -> Result<(), AppError> {
        if !self.permissions.contains(&permission) {
            Err(AppError::Forbidden(permission.key().to_owned()))
        } else if self.organization.is_open(area) {
            Ok(())
        } else {
            Err(AppError::SwitchedOff(area.key().to_owned()))
        }
    }

    /// Refuses unless the organization may change things.
    ///
    /// # Errors
    /// A conflict for a suspended or cancelled organization.
    pub fn require_active(&self) -> Result<(), AppError> {
        match &self.organization {
            organization if organization.is_active => Ok(()),
            organization if organization.is_cancelled => Err(AppError::conflict("error-organization-cancelled")),
            _ => Err(AppError::conflict("error-organization-suspended")),
        }
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
    /// The cookie by which the browser is known again.
    pub device: Option<String>,
    /// How many organizations the person belongs to.
    pub organizations: i64,
    /// What stands around a page, see [`frame`].
    pub frame: Arc<Value>,
}

/// A part of what stands around every page, as the function `frame_of` of the database has answered it;
/// `None` for what is no page.
#[must_use]
pub fn frame(part: &str) -> Option<Value> {
    request().and_then(|request| request.frame.get(part).cloned())
}

/// Store time of the request's organization, by itself: dates ask for it again and again.
#[derive(Clone, Copy, Debug)]
pub struct StoreTime(pub Tz);

/// When the request came, by itself for the same reason.
#[derive(Clone, Copy, Debug)]
struct RequestTime(DateTime<Utc>);

/// When the request came, by the injected clock, UTC; `None` outside of a signed-in person's request.
#[must_use]
pub fn request_time() -> Option<DateTime<Utc>> {
    leptos::prelude::use_context::<RequestTime>().map(|time| time.0)
}

impl RequestContext {
    /// Makes it known to pages and server functions, and what they ask for most often by itself too.
    pub fn provide(self) {
        leptos::prelude::provide_context(self.language);
        leptos::prelude::provide_context(StoreTime(self.scope.as_ref().map_or(Tz::Asia__Colombo, |scope| scope.organization.time_zone)));
        if let Some(scope) = &self.scope {
            leptos::prelude::provide_context(RequestTime(scope.clock.now()));
        }
        leptos::prelude::provide_context(self);
    }
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
    super::cookies::read(&parts.headers, name).map(ToOwned::to_owned)
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
    scope.require_active()?;
    Ok(scope)
}

/// As [`require`], for something of another area than its permission's.
///
/// # Errors
/// As [`require`].
pub fn require_in(area: Area, permission: Permission) -> Result<Scope, AppError> {
    let scope = signed_in()?;
    scope.require_in(area, permission)?;
    Ok(scope)
}

/// As [`require_change`], for something of another area than its permission's.
///
/// # Errors
/// As [`require_change`].
pub fn require_change_in(area: Area, permission: Permission) -> Result<Scope, AppError> {
    let scope = require_in(area, permission)?;
    scope.require_active()?;
    Ok(scope)
}

/// The first line of every entry point for the platform's administrators. For everybody else there is nothing there.
///
/// # Errors
/// [`AppError::Unauthenticated`] or [`AppError::NotFound`].
pub fn require_platform_admin() -> Result<Scope, AppError> {
    let scope = signed_in()?;
    if scope.person.as_ref().is_some_and(|person| person.is_platform_admin) { Ok(scope) } else { Err(AppError::NotFound) }
}
