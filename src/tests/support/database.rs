//! A fresh database for each test, copied from a template that has the migrations.
//!
//! The server is the one of `DATABASE_URL` when that is set, else the private one below `SMARTSTORE_DATA` or `.data`. The
//! tests leave it running: stopping and starting it for each test would take longer than the tests.

use sha2::{Digest, Sha256};
use smartstore::server::Db;
use smartstore::server::clock::{Clock, new_code};
use smartstore::server::cluster::Cluster;
use smartstore::server::db::MIGRATOR;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};
use std::fmt::Write;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tokio::sync::OnceCell;

/// Databases older than this were left behind by a test that was killed.
const LEFT_BEHIND_SECONDS: i64 = 3 * 3600;
/// Advisory lock of who makes the template.
const TEMPLATE_LOCK: i64 = 5_301_944_470_173_337_011;
/// Connections of a test's pool.
const CONNECTIONS: u32 = 16;

enum Server {
    Private(Cluster),
    Given(Box<PgConnectOptions>),
}

impl Server {
    async fn find() -> Self {
        if let Ok(url) = std::env::var("DATABASE_URL") {
            return Self::Given(Box::new(PgConnectOptions::from_str(&url).expect("DATABASE_URL")));
        }
        let folder =
            std::env::var_os("SMARTSTORE_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".data"), PathBuf::from);
        Self::Private(Cluster::start(&folder).await.expect("the private PostgreSQL"))
    }

    fn options(&self, database: &str) -> PgConnectOptions {
        match self {
            Self::Private(cluster) => cluster.options(database),
            Self::Given(options) => options.as_ref().clone().database(database),
        }
    }
}

static SERVER: OnceCell<Server> = OnceCell::const_new();
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A database of its own; dropped with this value.
pub struct TestDatabase {
    name: String,
    admin: PgConnectOptions,
    /// How to connect as the owner of its tables.
    pub options: PgConnectOptions,
}

impl TestDatabase {
    /// A database with all migrations and no rows.
    pub async fn create() -> Self {
        let server = SERVER.get_or_init(Server::find).await;
        let template = TEMPLATE.get_or_init(|| template(server)).await;
        let admin = server.options("postgres");
        let name = format!("smartstore_test_{}_{}", Clock::system().now().timestamp(), new_code(10).to_lowercase());
        let mut connection = PgConnection::connect_with(&admin).await.expect("a connection");
        for attempt in 0.. {
            let created = run(&mut connection, &format!("create database {name} template {template}")).await;
            match created {
                Ok(()) => break,
                // 55006: somebody looks at the template at this moment.
                Err(error) if attempt < 20 && code(&error) == "55006" => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(error) => panic!("creating a database: {error}"),
            }
        }
        run(&mut connection, &format!("alter database {name} set synchronous_commit = off")).await.unwrap();
        connection.close().await.unwrap();
        let options = server.options(&name);
        Self { name, admin, options }
    }

    /// A handle with its own pool.
    pub fn connect(&self) -> Db {
        Db::connect_lazy(self.options.clone(), CONNECTIONS)
    }
}

impl Drop for TestDatabase {
    /// Also after a failed assertion. The test's runtime may be ending, so a thread of its own does it.
    fn drop(&mut self) {
        let (name, admin) = (self.name.clone(), self.admin.clone());
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect_with(&admin).await.map_err(std::io::Error::other)?;
                run(&mut connection, &format!("drop database if exists {name} with (force)")).await.map_err(std::io::Error::other)
            })
        });
        if let Ok(Err(error)) = dropping.join() {
            eprintln!("a test database was left behind: {error}");
        }
    }
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(drop)
}

fn code(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned()).unwrap_or_default()
}

async fn names(connection: &mut PgConnection, pattern: &str) -> Vec<String> {
    sqlx::query_scalar("select datname from pg_database where datname like $1")
        .bind(pattern.to_owned())
        .fetch_all(connection)
        .await
        .unwrap()
}

/// The name of the template for the migrations of this program; made by whichever process comes first.
async fn template(server: &Server) -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATOR.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&migration.checksum);
    }
    let mut hex = String::new();
    for byte in hash.finalize().iter().take(8) {
        write!(hex, "{byte:02x}").unwrap();
    }
    let name = format!("smartstore_template_{hex}");
    let mut admin = PgConnection::connect_with(&server.options("postgres")).await.expect("a connection");
    if names(&mut admin, &name).await.is_empty() {
        sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await.unwrap();
        if names(&mut admin, &name).await.is_empty() {
            make_template(server, &mut admin, &name, &hex).await;
        }
        sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut admin).await.unwrap();
    }
    sweep(&mut admin).await;
    admin.close().await.unwrap();
    name
}

async fn make_template(server: &Server, admin: &mut PgConnection, name: &str, hex: &str) {
    for old in names(admin, "smartstore\\_template\\_%").await {
        drop(run(admin, &format!("drop database if exists {old} with (force)")).await);
    }
    let unfinished = format!("smartstore_unfinished_{hex}");
    run(admin, &format!("drop database if exists {unfinished} with (force)")).await.unwrap();
    run(admin, &format!("create database {unfinished}")).await.unwrap();
    let db = Db::connect_lazy(server.options(&unfinished), 1);
    db.migrate().await.expect("the migrations");
    db.global().close().await;
    run(admin, &format!("alter database {unfinished} rename to {name}")).await.unwrap();
}

/// Drops what killed tests left behind.
async fn sweep(admin: &mut PgConnection) {
    let oldest = Clock::system().now().timestamp() - LEFT_BEHIND_SECONDS;
    for name in names(admin, "smartstore\\_test\\_%").await {
        let made = name.split('_').nth(2).and_then(|seconds| seconds.parse::<i64>().ok());
        if made.is_none_or(|made| made < oldest) {
            drop(run(admin, &format!("drop database if exists {name} with (force)")).await);
        }
    }
}

/// Where another process finds the test's database.
pub fn database_url(db: &Db) -> String {
    let options = db.global().connect_options();
    let name = options.get_database().unwrap();
    if let Ok(url) = std::env::var("DATABASE_URL") {
        let (place, rest) = url.split_once('?').map_or((url.as_str(), String::new()), |(place, rest)| (place, format!("?{rest}")));
        return format!("{}/{name}{rest}", place.rsplit_once('/').unwrap().0);
    }
    let folder = options.get_socket().map_or_else(|| options.get_host().to_owned(), |folder| folder.display().to_string());
    format!("postgres:///{name}?host={folder}&port={}&user={}", options.get_port(), options.get_username())
}
