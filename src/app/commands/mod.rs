//! The command line: what `smartstore` can do besides serving.

mod books;
mod import;
mod maintain;
mod rotate;
mod serve;

use crate::domains::{access, audit};
use crate::server::clock::Clock;
use crate::server::cluster::Cluster;
use crate::server::config::Config;
use crate::server::storage::Storage;
use crate::server::{Db, Error, Scope, telemetry};
use crate::shared::AppError;
use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

/// The merchant admin for people who sell on every channel at once.
#[derive(Parser, Debug)]
#[command(name = "smartstore", version, about)]
pub struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the admin, with the worker inside.
    Serve {
        /// Leave the worker to another process.
        #[arg(long)]
        no_worker: bool,
        /// Apply missing migrations first.
        #[arg(long)]
        migrate: bool,
        /// Fill an empty database with the demo organizations first.
        #[arg(long)]
        demo: bool,
    },
    /// Run the worker only.
    Worker,
    /// Apply missing migrations.
    Migrate,
    /// Fill the database with invented data.
    Seed {
        /// Which data.
        #[arg(long, value_enum, default_value_t = Profile::Demo)]
        profile: Profile,
        /// Organization to fill (load profile).
        #[arg(long, default_value = "load-test")]
        organization: String,
        /// Number of orders (load profile).
        #[arg(long, default_value_t = 1_000_000)]
        orders: u32,
        /// Number of products (load profile).
        #[arg(long, default_value_t = 10_000)]
        products: u32,
        /// Variants of each product, one to three; without it there are some of each (load profile).
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3))]
        variants: Option<u32>,
        /// Number of customers (load profile).
        #[arg(long, default_value_t = 200_000)]
        customers: u32,
        /// The same number gives the same data.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Import a file.
    Import {
        /// What the file holds.
        #[arg(value_enum)]
        kind: ImportKind,
        /// The file; of places also a folder with the files of provinces, districts and cities.
        file: PathBuf,
        /// How the file is written; places are SQL inserts.
        #[arg(long, value_enum, required_if_eq_any([("kind", "products"), ("kind", "orders"), ("kind", "customers"), ("kind", "statement")]))]
        format: Option<ImportFormat>,
        /// Which bank account a statement is of, by its name; needed where there are several.
        #[arg(long)]
        account: Option<String>,
        /// Whose data it becomes.
        #[arg(long, env = "SMARTSTORE_ORGANIZATION", default_value = "kandy-crafts")]
        organization: String,
    },
    /// Check every invariant; list what does not add up.
    Books {
        /// One organization instead of all.
        #[arg(long)]
        organization: Option<String>,
    },
    /// Remove what has been kept long enough.
    Retention,
    /// Seal every kept secret with SMARTSTORE_KEY; what was sealed before is opened with SMARTSTORE_PREVIOUS_KEY.
    RotateKey,
    /// Manage people.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Print the description of the HTTP interface for other programs (OpenAPI 3.1).
    Openapi,
    /// Run the private PostgreSQL until interrupted, and print the URL of a database in it.
    Database {
        /// Name of the database.
        #[arg(long, default_value = "smartstore")]
        name: String,
        /// Drop it first if it exists.
        #[arg(long)]
        fresh: bool,
        /// Quick instead of durable, for tests.
        #[arg(long)]
        throwaway: bool,
    },
}

#[derive(Subcommand, Debug)]
enum UserCommand {
    /// Make somebody who exists a platform administrator: they look after every organization's plan, status and areas.
    PlatformAdmin {
        /// Address that they sign in with.
        email: String,
        /// Take it from them instead.
        #[arg(long)]
        revoke: bool,
    },
    /// Add a person to an organization. The password is read from SMARTSTORE_PASSWORD.
    Add {
        /// Address to sign in with.
        email: String,
        /// Name for people.
        #[arg(long)]
        name: String,
        /// Role: OWNER, ADMIN, STAFF, WAREHOUSE, INFLUENCER, WHOLESALER or VIEWER.
        #[arg(long, default_value = "STAFF")]
        role: String,
        /// Organization; it is made if `--organization-name` is given and it does not exist.
        #[arg(long)]
        organization: String,
        /// Name of a new organization.
        #[arg(long)]
        organization_name: Option<String>,
        /// The person's password.
        #[arg(long, env = "SMARTSTORE_PASSWORD", hide_env_values = true)]
        password: String,
    },
}

/// Kinds of invented data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// Two small organizations with everything in them.
    Demo,
    /// One organization with very much in it.
    Load,
}

/// What an import file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// Products and their variants.
    Products,
    /// Orders.
    Orders,
    /// A bank's statement.
    Statement,
    /// Customers.
    Customers,
    /// Provinces, districts and cities, for all organizations.
    Places,
}

/// How an import file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// WooCommerce's CSV of products, or its REST API's JSON of orders or customers.
    Woocommerce,
    /// Shopify's CSV.
    Shopify,
    /// Our own CSV.
    Smartstore,
    /// A bank's CSV; its columns are read as they were the last time, or as its header says.
    Csv,
    /// A bank's CAMT.053.
    Camt053,
    /// A bank's MT940.
    Mt940,
    /// A bank's OFX.
    Ofx,
}

/// Everything went well.
const FINE: u8 = 0;
/// Something was refused or does not add up.
const REFUSED: u8 = 1;

/// The database that this process works with, and the private server below it if there is one.
pub struct Connected {
    /// Handle.
    pub db: Db,
    /// The private PostgreSQL, unless `DATABASE_URL` names another.
    pub cluster: Option<Cluster>,
}

impl Connected {
    /// Connects as configured; starts the private PostgreSQL if no other is named.
    ///
    /// # Errors
    /// When there is no database to be had.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        if let Some(url) = &config.database_url {
            let options = PgConnectOptions::from_str(url).context("DATABASE_URL is not a PostgreSQL URL")?;
            return Ok(Self { db: Db::connect_lazy(options, config.db_connections), cluster: None });
        }
        let cluster = Cluster::start(&config.data).await?;
        cluster.ensure_database("smartstore").await?;
        Ok(Self { db: Db::connect_lazy(cluster.options("smartstore"), config.db_connections), cluster: Some(cluster) })
    }

    /// Lets go of the database.
    pub async fn close(self) {
        self.db.global().close().await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// Runs a command. Returns 0 when all is well, 1 when something was refused; clap itself ends with 2 for wrong usage.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    telemetry::start(cli.config.log_json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "no threads");
            return ExitCode::from(REFUSED);
        }
    };
    match runtime.block_on(execute(cli)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            print_error(&error);
            ExitCode::from(REFUSED)
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
fn print_error(error: &anyhow::Error) {
    eprintln!("smartstore: {error:#}");
}

async fn execute(cli: Cli) -> anyhow::Result<u8> {
    if matches!(cli.command, Command::Openapi) {
        return maintain::openapi();
    }
    if let Command::Database { name, fresh, throwaway } = cli.command {
        return maintain::database(&cli.config, &maintain::PrivateDatabase { name, fresh, throwaway }).await;
    }
    if let Command::Serve { no_worker, migrate, demo } = cli.command {
        return serve::serve(cli.config, serve::Options { worker: !no_worker, migrate, demo }).await;
    }
    let connected = Connected::open(&cli.config).await?;
    let outcome = with_database(&cli.config, &connected.db, cli.command).await;
    // A command's own changes are sealed with it: there may be no worker.
    let sealed = match &outcome {
        Ok(_) => audit::service::seal(&connected.db).await,
        Err(_) => Ok(0),
    };
    connected.close().await;
    sealed?;
    outcome
}

async fn with_database(config: &Config, db: &Db, command: Command) -> anyhow::Result<u8> {
    if !matches!(command, Command::Migrate) && !db.is_migrated().await.unwrap_or(false) {
        db.migrate().await?;
    }
    match command {
        Command::Worker => serve::worker(config, db).await,
        Command::Migrate => {
            db.migrate().await?;
            Ok(FINE)
        }
        Command::Seed { profile: Profile::Demo, .. } => {
            crate::seed::demo(db, &Clock::system(), &Storage::from_config(config)?).await?;
            Ok(FINE)
        }
        Command::Seed { profile: Profile::Load, organization, orders, products, variants, customers, seed } => {
            crate::seed::load(db, &Clock::system(), &crate::seed::LoadSize { organization, orders, products, variants, customers, seed })
                .await?;
            Ok(FINE)
        }
        Command::Import { kind: ImportKind::Places, file, .. } => import::places(db, &file).await,
        Command::Import { kind, file, format, account, organization } => {
            let scope = scope_of(db, &organization).await?;
            import::import(&scope, kind, format.context("--format says how the file is written")?, &file, account.as_deref()).await
        }
        Command::Books { organization } => books::books(db, organization.as_deref()).await,
        Command::Retention => maintain::retention(db).await,
        Command::RotateKey => rotate::rotate_key(config, db).await,
        Command::User { command: UserCommand::Add { email, name, role, organization, organization_name, password } } => {
            maintain::add_user(db, maintain::NewUser { email, name, role, organization, organization_name, password }).await
        }
        Command::User { command: UserCommand::PlatformAdmin { email, revoke } } => maintain::platform_admin(db, &email, !revoke).await,
        Command::Serve { .. } | Command::Openapi | Command::Database { .. } => Ok(FINE),
    }
}

/// The program's own scope in an organization.
async fn scope_of(db: &Db, slug: &str) -> anyhow::Result<Scope> {
    match access::service::organization_by_slug(db, slug).await {
        Ok(organization) => Ok(Scope::system(db.clone(), Clock::system(), organization)),
        Err(Error::App(AppError::NotFound)) => {
            let known = access::service::slugs(db).await?.join(", ");
            anyhow::bail!("there is no organization {slug} (there are: {known})")
        }
        Err(error) => Err(error.into()),
    }
}
