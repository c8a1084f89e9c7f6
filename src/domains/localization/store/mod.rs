//! SQL of the localization domain.

mod rates;
mod texts;

pub(super) use rates::*;
pub(super) use texts::*;

use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// Who changes rates of an organization does it one after the other.
pub(super) async fn lock(conn: &mut PgConnection, organization_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", format!("localization {organization_id}")).execute(conn).await?;
    Ok(())
}
