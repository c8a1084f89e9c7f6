//! Commands that keep an installation in order.

use super::serve::told_to_stop;
use super::{FINE, REFUSED, scope_of};
use crate::domains::access::service::{
    NewOrganization, add_user as add, create_organization, organization_by_slug, set_platform_admin, slugs,
};
use crate::domains::notifications::service::remove_old;
use crate::domains::{audit, bulk};
use crate::server::clock::Clock;
use crate::server::cluster::Cluster;
use crate::server::config::Config;
use crate::server::{Db, Error};
use crate::shared::{AppError, Language};
use anyhow::Context;

/// Days that handled events and ended webhooks are kept.
const KEEP_DAYS: i32 = 30;

/// Removes what has been kept long enough, and says how much.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
pub async fn retention(db: &Db) -> anyhow::Result<u8> {
    let now = Clock::system().now();
    let sessions = sqlx::query!("delete from sessions where expires_at <= $1", now).execute(db.global()).await?.rows_affected();
    let events = sqlx::query!("delete from outbox_events where published_at < $1::timestamptz - make_interval(days => $2)", now, KEEP_DAYS)
        .execute(db.global())
        .await?
        .rows_affected();
    let tokens = sqlx::query!("delete from user_tokens where expires_at <= $1", now).execute(db.global()).await?.rows_affected();
    let logs = audit::service::retain(db, now).await?;
    let (mut notifications, mut changes) = (0, 0);
    for slug in slugs(db).await? {
        let scope = scope_of(db, &slug).await?;
        notifications += remove_old(&scope).await?;
        changes += bulk::service::actions::remove_old(&scope).await?;
    }
    println!(
        "removed {sessions} sessions, {events} handled events, {tokens} tokens, {logs} lines of the audit log, {notifications} notifications, \
         {changes} bulk changes"
    );
    Ok(FINE)
}

/// A person to add.
pub struct NewUser {
    /// Address to sign in with.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// Role by name.
    pub role: String,
    /// Organization by slug.
    pub organization: String,
    /// Name of the organization, if it is to be made.
    pub organization_name: Option<String>,
    /// Password.
    pub password: String,
}

/// Adds a person, and the organization if it is new.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
pub async fn add_user(db: &Db, user: NewUser) -> anyhow::Result<u8> {
    if let Some(name) = &user.organization_name
        && matches!(organization_by_slug(db, &user.organization).await, Err(Error::App(AppError::NotFound)))
    {
        let new = NewOrganization { name: name.clone(), slug: user.organization.clone(), language: Language::En };
        let created = create_organization(db, &Clock::system(), new).await.context("making the organization")?;
        crate::domains::inventory::service::ensure_default_warehouse(&crate::server::Scope::system(db.clone(), Clock::system(), created))
            .await?;
    }
    let scope = scope_of(db, &user.organization).await?;
    match add(&scope, &user.email, &user.name, user.password, &user.role.to_uppercase()).await {
        Ok(_) => {
            println!("{} may now sign in to {}", user.email, user.organization);
            Ok(FINE)
        }
        Err(Error::App(AppError::Invalid(errors))) => {
            for error in errors.0 {
                eprintln!("{}: {}", error.field, crate::server::i18n::text(Language::En, &error.key, None));
            }
            Ok(REFUSED)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes somebody a platform administrator, or takes it from them.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
pub async fn platform_admin(db: &Db, email: &str, is_admin: bool) -> anyhow::Result<u8> {
    let (now, already) = if is_admin {
        ("is a platform administrator now", "is a platform administrator already")
    } else {
        ("is no platform administrator any more", "is no platform administrator")
    };
    match set_platform_admin(db, &Clock::system(), email, is_admin).await {
        Ok(changed) => {
            println!("{email} {}", if changed { now } else { already });
            Ok(FINE)
        }
        Err(Error::App(AppError::NotFound)) => {
            eprintln!("nobody signs in with {email}");
            Ok(REFUSED)
        }
        Err(error) => Err(error.into()),
    }
}

/// Prints the description of the HTTP interface.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
pub fn openapi() -> anyhow::Result<u8> {
    let plain = |summary: &str| serde_json::json!({"get": {"summary": summary, "responses": {"200": {"description": "Fine", "content": {"text/plain": {}}}}}});
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": "smartstore", "version": env!("CARGO_PKG_VERSION")},
        "paths": {
            "/healthz": plain("The process answers"),
            "/readyz": plain("The database answers and has the migrations of this program; 503 otherwise"),
            "/metrics": plain("Metrics in Prometheus' text format"),
            "/hooks/{provider}/{connection}": {"post": {
                "summary": "Takes a platform's webhook into the inbox",
                "parameters": [
                    {"name": "provider", "in": "path", "required": true, "schema": {"type": "string", "enum": ["woocommerce"]}},
                    {"name": "connection", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}
                ],
                "responses": {
                    "200": {"description": "Taken, or known already"},
                    "401": {"description": "The signature is wrong"},
                    "404": {"description": "No such connection"}
                }
            }}
        }
    });
    println!("{}", serde_json::to_string_pretty(&document)?);
    Ok(FINE)
}

/// Which private database, and how.
pub struct PrivateDatabase {
    /// Its name.
    pub name: String,
    /// Drop it first.
    pub fresh: bool,
    /// Quick instead of durable, for tests.
    pub throwaway: bool,
}

/// Runs the private PostgreSQL until interrupted.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
pub async fn database(config: &Config, database: &PrivateDatabase) -> anyhow::Result<u8> {
    let cluster = if database.throwaway { Cluster::start_throwaway(&config.data).await? } else { Cluster::start(&config.data).await? };
    if database.fresh {
        cluster.drop_database(&database.name).await?;
    }
    cluster.ensure_database(&database.name).await?;
    println!("{}", cluster.url(&database.name));
    let stopped = told_to_stop()?;
    tokio::select! {
        () = stopped => {}
        () = cluster.watch() => {}
    }
    cluster.stop().await;
    Ok(FINE)
}
