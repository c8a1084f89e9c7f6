//! The pool, and the one function that opens a tenant's transaction.

use super::context::Scope;
use super::error::Result;
use super::kept::{Renewal, Stamps};
use chrono::{DateTime, Utc};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, Postgres, Transaction};
use std::time::Duration;
use uuid::Uuid;

/// The migrations, compiled in.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// After so long without use a connection is asked whether it is still alive before it is used again.
const IDLE: Duration = Duration::from_secs(1);

/// How the statements of a transaction are planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plans {
    /// With their values, each time: an optional filter (`$1 is null or …`) costs nothing when absent and uses its index when given.
    ByValues,
    /// Once a connection: for statements whose best plan does not depend on their values. The checks of foreign keys are statements too,
    /// one for each row and key: where many rows are written, planning them anew takes longer than all the rest.
    Once,
}

impl Plans {
    const fn setting(self) -> &'static str {
        match self {
            Self::ByValues => "force_custom_plan",
            Self::Once => "force_generic_plan",
        }
    }
}

/// Handle to the database.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
    stamps: Stamps,
}

impl Db {
    /// Connects with a pool of at most `connections`. Connections are opened when first needed.
    #[must_use]
    pub fn connect_lazy(options: PgConnectOptions, connections: u32) -> Self {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            // A connection in use is alive. Only one that nobody has used for a while is asked whether it still is: to ask each
            // time would be one more round trip for every unit of work.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(options.application_name("smartstore"));
        Self { pool, stamps: Stamps::default() }
    }

    /// The pool as the owner of the tables: for what is not a merchant's data (sessions, users, jobs). Row level security
    /// is forced on the owner too, so a tenant's rows are not visible through it.
    #[must_use]
    pub const fn global(&self) -> &PgPool {
        &self.pool
    }

    /// When each organization was last changed, see [`super::kept`].
    #[must_use]
    pub const fn stamps(&self) -> &Stamps {
        &self.stamps
    }

    /// Opens a transaction that sees one organization's rows only. Role and organization are set in the same round trip
    /// as BEGIN; both end with the transaction. Statements are planned with their values.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn tenant(&self, organization_id: Uuid) -> Result<Transaction<'static, Postgres>> {
        self.begin_as(organization_id, Plans::ByValues).await
    }

    /// Opens a transaction as the owner of the tables, see [`Db::global`].
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        self.begin_by("BEGIN".to_owned()).await
    }

    async fn begin_as(&self, organization_id: Uuid, plans: Plans) -> Result<Transaction<'static, Postgres>> {
        // A uuid prints as hexadecimal digits and hyphens only, so the statement cannot be broken out of.
        let (id, plans) = (organization_id.hyphenated(), plans.setting());
        self.begin_by(format!(
            "BEGIN; SET LOCAL ROLE smartstore_app; SET LOCAL app.organization_id = '{id}'; SET LOCAL plan_cache_mode = {plans}"
        ))
        .await
    }

    /// Opens a transaction whole or not at all. When a request is given up while its BEGIN is on the way (a browser goes to
    /// another page), sqlx gives the connection back to the pool with the transaction open, and whoever has it next works on in
    /// it, with its role. A task of its own always comes to the end: then the transaction is dropped, and that rolls it back.
    #[expect(clippy::disallowed_methods, reason = "the one place that begins")]
    async fn begin_by(&self, statement: String) -> Result<Transaction<'static, Postgres>> {
        let pool = self.pool.clone();
        let begun = tokio::spawn(async move { pool.begin_with(AssertSqlSafe(statement)).await }).await;
        Ok(begun.map_err(|error| anyhow::Error::new(error).context("beginning a transaction"))??)
    }

    /// Applies the migrations that are missing.
    ///
    /// # Errors
    /// When the database refuses one, or has one that this program does not know.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        MIGRATOR.run(&self.pool).await?;
        Ok(())
    }

    /// True when the database has exactly the migrations of this program.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn is_migrated(&self) -> Result<bool> {
        let newest: Option<i64> =
            sqlx::query_scalar!("select max(version) from _sqlx_migrations where success").fetch_one(&self.pool).await?;
        Ok(newest == MIGRATOR.iter().map(|migration| migration.version).max())
    }
}

/// Attempts at a unit of work that the database has ended to solve a deadlock.
const ATTEMPTS: u32 = 4;

/// Runs a unit of work, and runs it again when the database has chosen it to solve a deadlock (40P01) or a serialisation
/// conflict (40001): nothing of it has happened then. The unit begins and commits its own transaction.
///
/// # Errors
/// Those of the last attempt.
pub async fn retrying<T, F, Fut>(mut run: F) -> Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T>>,
{
    let mut attempt = 1;
    loop {
        match run().await {
            Err(error) if attempt < ATTEMPTS && is_transient(&error) => {
                tracing::info!(attempt, "a unit of work met a deadlock and runs again");
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

fn is_transient(error: &super::error::Error) -> bool {
    let super::error::Error::Db(sqlx::Error::Database(cause)) = error else { return false };
    matches!(cause.code().as_deref(), Some("40P01" | "40001"))
}

/// A unit of work: one transaction of one organization, with who does it and when. Audit rows and outbox events are
/// written through it, so they stand or fall with the change. Dropped without [`Work::commit`], nothing has happened.
pub struct Work {
    tx: Transaction<'static, Postgres>,
    /// Who does it, for which organization.
    pub scope: Scope,
    /// The time of the whole unit, UTC.
    pub now: DateTime<Utc>,
}

impl Work {
    /// Opens a unit of work.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin(scope: &Scope) -> Result<Self> {
        let tx = scope.db.tenant(scope.organization.id).await?;
        Ok(Self { tx, scope: scope.clone(), now: scope.clock.now() })
    }

    /// As [`Work::begin`], for reading by statements whose best plan does not depend on their values: they are planned once a
    /// connection.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin_planned_once(scope: &Scope) -> Result<Self> {
        let tx = scope.db.begin_as(scope.organization.id, Plans::Once).await?;
        Ok(Self { tx, scope: scope.clone(), now: scope.clock.now() })
    }

    /// Opens a unit of work about people, which are nobody's rows: as the owner of the tables, with the organization whose log
    /// and events tell of it. Of tenants' tables it sees and writes that organization's rows only.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn begin_global(scope: &Scope) -> Result<Self> {
        let begin = format!(
            "BEGIN; SET LOCAL app.organization_id = '{}'; SET LOCAL plan_cache_mode = force_custom_plan",
            scope.organization.id.hyphenated()
        );
        let tx = scope.db.begin_by(begin).await?;
        Ok(Self { tx, scope: scope.clone(), now: scope.clock.now() })
    }

    /// Has the statements from here on planned in another way. Going back to a savepoint goes back to how it was there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn plan(&mut self, plans: Plans) -> Result<()> {
        sqlx::query!("select set_config('plan_cache_mode', $1, true)", plans.setting()).fetch_one(self.conn()).await?;
        Ok(())
    }

    /// The connection, for a store.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Makes it so. What was kept of the organization is asked for anew from then on, see [`super::kept`].
    ///
    /// # Errors
    /// When the database cannot commit; nothing has happened then.
    pub async fn commit(self) -> Result<()> {
        let _renewal = Renewal::new(self.scope.db.stamps.clone(), self.scope.organization.id);
        Ok(self.tx.commit().await?)
    }
}
