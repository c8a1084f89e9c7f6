//! SQL of the bulk domain.

mod actions;
mod again;
mod imports;

pub(super) use actions::*;
pub(super) use again::*;
pub(super) use imports::*;

use crate::server::live::CHANNEL;
use crate::server::{Db, Error, Result};
use anyhow::Context;
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

fn word<T>(parsed: Option<T>, text: &str) -> Result<T> {
    parsed.with_context(|| format!("the database holds {text}")).map_err(Error::Other)
}

/// Tells open pages that the numbers have changed, once this is committed.
pub(super) async fn signal(conn: &mut PgConnection, organization_id: Uuid, id: Uuid) -> Result<()> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, format!("{organization_id} bulk.progress {id}")).fetch_one(conn).await?;
    Ok(())
}

/// Held while a run works on a job.
pub(super) type Claim = Transaction<'static, Postgres>;

/// Claims a job for a run; `None` while another has it. The claim ends with its process.
pub(super) async fn claim(db: &Db, id: Uuid) -> Result<Option<Claim>> {
    let mut claim = db.begin().await?;
    let got = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "got!""#, format!("import {id}"))
        .fetch_one(&mut *claim)
        .await?;
    Ok(got.then_some(claim))
}

/// Begins what can be taken back by itself: one group of rows.
pub(super) async fn savepoint(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("savepoint bulk_group").execute(conn).await?;
    Ok(())
}

pub(super) async fn release(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("release savepoint bulk_group").execute(conn).await?;
    Ok(())
}

pub(super) async fn roll_back(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("rollback to savepoint bulk_group").execute(conn).await?;
    Ok(())
}

/// Begins a look at what would happen: all of it is taken back by [`end_look`].
pub(super) async fn begin_look(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("savepoint bulk_look").execute(conn).await?;
    Ok(())
}

pub(super) async fn end_look(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("rollback to savepoint bulk_look").execute(conn).await?;
    Ok(())
}
