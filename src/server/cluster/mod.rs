//! The private PostgreSQL: made and started from the system's binaries when no `DATABASE_URL` is given.
//!
//! Every process that uses it holds a shared lock on a file. Who ends last stops the server; after `kill -9` of a process
//! the server stays and the next start finds it; after `kill -9` of the server the watcher starts it again.

mod place;

use anyhow::{Context, bail, ensure};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use place::{SystemUser, choose_home, find_binaries, own_uid, socket_folder, system_user};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::Command;

/// Owner of the application's databases; not a superuser.
const OWNER: &str = "smartstore";
/// Names the socket's file; nothing listens on it as a TCP port.
const PORT: u16 = 5432;
/// Longest that a server may take to work off its log after a crash.
const RECOVERY: Duration = Duration::from_secs(300);
/// In a URL's query a path stays readable.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.');

/// What PostgreSQL's own defaults are too small or too careful for. The file may be changed by hand afterwards.
const SETTINGS: &str = "
# smartstore
listen_addresses = ''
max_connections = 300
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
jit = off
random_page_cost = 1.1
max_wal_size = 4GB
log_min_messages = warning
";

/// A running private PostgreSQL that this process uses.
#[derive(Debug)]
pub struct Cluster {
    data: PathBuf,
    socket: PathBuf,
    binaries: PathBuf,
    user: Option<SystemUser>,
    lock: File,
    start_lock: PathBuf,
    durable: bool,
}

/// What a server says when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// It works.
    Ready,
    /// It starts, recovers or ends.
    Busy,
    /// There is none.
    Away,
}

impl Cluster {
    /// Starts the server below `folder` if it is not running, making it first if there is none.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start; the message says what to do.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        Self::open(folder, true).await
    }

    /// The same for tests: quicker, and its data are lost when the machine loses power.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub async fn start_throwaway(folder: &Path) -> anyhow::Result<Self> {
        Self::open(folder, false).await
    }

    async fn open(folder: &Path, durable: bool) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let folder = folder.canonicalize()?;
        // pg_ctl hands these paths to a shell.
        let special = folder.to_string_lossy().chars().any(|symbol| symbol.is_control() || "\"'`$\\".contains(symbol));
        ensure!(!special, "{} has a quote, $ or \\ in its path: name another data folder (SMARTSTORE_DATA)", folder.display());
        let start_lock = folder.join("start.lock");
        let gate = wait_for_lock(&start_lock).await?;
        let home = choose_home(&folder).await?;
        drop(gate);
        let data = home.join("postgres");
        let user = system_user(&data)?;
        let binaries = find_binaries(&data)?;
        let lock = open_lock(&folder.join("use.lock"))?;
        let socket = socket_folder(&home);
        let shared = lock.try_clone()?;
        tokio::task::spawn_blocking(move || shared.lock_shared()).await??;
        let cluster = Self { data, socket, binaries, user, lock, start_lock, durable };
        cluster.ensure_running().await?;
        Ok(cluster)
    }

    /// How to connect as the owner of the database of this name.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        self.as_user(OWNER, database)
    }

    /// The same as a URL, for tools that want one.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let socket = self.socket.to_string_lossy();
        format!("postgres:///{database}?host={}&port={PORT}&user={OWNER}", utf8_percent_encode(&socket, IN_QUERY))
    }

    fn as_user(&self, user: &str, database: &str) -> PgConnectOptions {
        // Port and encryption are named so that PGPORT and PGSSLMODE of the environment do not count.
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(PORT)
            .ssl_mode(PgSslMode::Disable)
            .username(user)
            .database(database)
    }

    async fn connect(&self) -> Result<PgConnection, sqlx::Error> {
        self.as_user("postgres", "postgres").application_name("smartstore cluster").connect().await
    }

    async fn ask(&self) -> Answer {
        match self.connect().await {
            Ok(connection) => {
                drop(connection.close().await);
                Answer::Ready
            }
            // 57P03, cannot_connect_now.
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("57P03") => Answer::Busy,
            // Whatever it has against this connection (there may be too many), it answers.
            Err(sqlx::Error::Database(_)) => Answer::Ready,
            Err(_) => Answer::Away,
        }
    }

    async fn ensure_running(&self) -> anyhow::Result<()> {
        if self.has_owner().await.unwrap_or(false) {
            return Ok(());
        }
        let gate = wait_for_lock(&self.start_lock).await?;
        if self.ask().await != Answer::Ready {
            self.initialise().await?;
            self.launch().await?;
        }
        if !self.has_owner().await? {
            let mut connection = self.connect().await?;
            sqlx::raw_sql("create role smartstore login createdb createrole").execute(&mut connection).await?;
            connection.close().await?;
        }
        drop(gate);
        Ok(())
    }

    async fn has_owner(&self) -> Result<bool, sqlx::Error> {
        let mut connection = self.connect().await?;
        let exists = sqlx::query_scalar!(r#"select exists (select from pg_roles where rolname = $1) as "exists!""#, OWNER)
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(exists)
    }

    async fn initialise(&self) -> anyhow::Result<()> {
        self.make_folder(&self.socket)?;
        if self.data.join("PG_VERSION").exists() {
            return Ok(());
        }
        ensure!(!self.data.exists(), "{} is not a PostgreSQL data folder, or not yours: move it away", self.data.display());
        // Made beside its place, so that a first start that is killed half-way leaves nothing that looks whole.
        let fresh = self.data.with_extension("new");
        if fresh.exists() {
            std::fs::remove_dir_all(&fresh)?;
        }
        self.make_folder(&fresh)?;
        run(self.command("initdb").args(["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D"]).arg(&fresh)).await?;
        let config = fresh.join("postgresql.conf");
        let text = std::fs::read_to_string(&config)?;
        std::fs::write(&config, text + SETTINGS)?;
        std::fs::rename(&fresh, &self.data)?;
        Ok(())
    }

    /// Makes a folder that only PostgreSQL's user can enter.
    fn make_folder(&self, folder: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let found = folder.symlink_metadata()?;
        let owner = self.user.map_or(own_uid()?, |user| user.uid);
        // The socket's folder may be in /tmp, where others could have put something of that name.
        ensure!(found.is_dir() && (found.uid() == owner || found.uid() == own_uid()?), "{} belongs to somebody else", folder.display());
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        if let Some(user) = self.user {
            chown(folder, Some(user.uid), Some(user.gid))?;
        }
        Ok(())
    }

    async fn launch(&self) -> anyhow::Result<()> {
        let log = self.data.join("server.log");
        let started = Instant::now();
        let mut failures = 0;
        loop {
            match self.ask().await {
                Answer::Ready => return Ok(()),
                Answer::Busy if started.elapsed() < RECOVERY => {}
                Answer::Busy => bail!("PostgreSQL is not ready after {} s: see {}", RECOVERY.as_secs(), log.display()),
                Answer::Away => {
                    self.forget_dead_server();
                    let mut options = format!("-k '{}' -p {PORT}", self.socket.display());
                    if !self.durable {
                        options.push_str(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
                    }
                    let mut start = self.command("pg_ctl");
                    start.args(["start", "-w", "-t", "60", "-D"]).arg(&self.data).arg("-l").arg(&log).arg("-o").arg(options);
                    if let Err(error) = run(&mut start).await {
                        failures += 1;
                        // After kill -9 of the server its children need a moment to let go of the shared memory.
                        if failures == 20 {
                            return Err(error).with_context(|| format!("PostgreSQL does not start: see {}", log.display()));
                        }
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// A server that was killed leaves its process number in two files. While another program has that number (after a restart
    /// of the machine or the container), or nobody collects the dead process, PostgreSQL takes it for a running server.
    fn forget_dead_server(&self) {
        let Ok(left) = std::fs::read_to_string(self.data.join("postmaster.pid")) else { return };
        // Its children may still be writing: PostgreSQL looks at their shared memory, and so must who removes the file. The
        // seventh line has the memory's key and id; shm in proc(5) has key, id, …, number of processes in the seventh column.
        let memory: Vec<&str> = left.lines().nth(6).unwrap_or_default().split_whitespace().collect();
        let Ok(memories) = std::fs::read_to_string("/proc/sysvipc/shm") else { return };
        let in_use = memories
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .any(|row| matches!(row[..], [key, id, _, _, _, _, processes, ..] if memory == [key, id] && processes != "0"));
        if in_use {
            return;
        }
        for file in [self.data.join("postmaster.pid"), self.socket.join(format!(".s.PGSQL.{PORT}.lock"))] {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            let Some(pid) = text.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else { continue };
            // Number, (name), state: Z is dead and not yet collected by its parent, proc(5).
            let process = std::fs::read_to_string(format!("/proc/{pid}/stat"));
            if process.is_ok_and(|text| !text.contains("(postgres) ") || text.contains("(postgres) Z")) {
                tracing::warn!(file = %file.display(), pid, "a dead server's file is in the way: removed");
                drop(std::fs::remove_file(&file));
            }
        }
    }

    /// Makes a database if it does not exist.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn ensure_database(&self, name: &str) -> anyhow::Result<()> {
        check_name(name)?;
        let mut connection = self.connect().await?;
        let exists = sqlx::query_scalar!(r#"select exists (select from pg_database where datname = $1) as "exists!""#, name)
            .fetch_one(&mut connection)
            .await?;
        if !exists {
            let create = sqlx::AssertSqlSafe(format!("create database \"{name}\" owner {OWNER}"));
            match sqlx::raw_sql(create).execute(&mut connection).await {
                Ok(_) => {}
                // 42P04 duplicate_database, 23505 unique_violation: another process was quicker.
                Err(sqlx::Error::Database(error)) if matches!(error.code().as_deref(), Some("42P04" | "23505")) => {}
                Err(error) => return Err(error.into()),
            }
        }
        connection.close().await?;
        Ok(())
    }

    /// Removes a database if it exists, whoever is connected to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn drop_database(&self, name: &str) -> anyhow::Result<()> {
        check_name(name)?;
        let mut connection = self.connect().await?;
        let statement = sqlx::AssertSqlSafe(format!("drop database if exists \"{name}\" with (force)"));
        sqlx::raw_sql(statement).execute(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }

    /// Starts the server again whenever it has gone away. Runs until it is dropped.
    pub async fn watch(&self) {
        loop {
            if let Ok(mut connection) = self.connect().await {
                // A killed server closes the connection, so this ends within a second of it.
                while connection.ping().await.is_ok() {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
            if self.ask().await == Answer::Away {
                tracing::warn!("the private PostgreSQL is gone: starting it again");
                match self.ensure_running().await {
                    Ok(()) => tracing::info!("the private PostgreSQL runs again"),
                    Err(error) => tracing::error!(error = format!("{error:#}"), "the private PostgreSQL does not start"),
                }
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Lets go of the server, and stops it if nobody else uses it.
    pub async fn stop(self) {
        // The lock is held until this returns, so a process that starts meanwhile waits and then starts the server again.
        let only_user = self.lock.unlock().is_ok() && self.lock.try_lock().is_ok();
        if only_user && let Err(error) = run(self.command("pg_ctl").args(["stop", "-w", "-m", "fast", "-D"]).arg(&self.data)).await {
            tracing::warn!(error = format!("{error:#}"), "the private PostgreSQL was not stopped");
        }
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.binaries.join(name));
        // The working folder may be closed to the other user; the root folder is open to all.
        command.current_dir("/").env_remove("PGDATA").env_remove("PGPORT").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }
}

fn check_name(name: &str) -> anyhow::Result<()> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    ensure!(plain && !name.is_empty() && name.len() < 64, "a database name has lower-case letters, digits and underscores: {name}");
    Ok(())
}

fn open_lock(path: &Path) -> anyhow::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .read(true)
        .open(path)
        .with_context(|| format!("opening {} (is the data folder another user's?)", path.display()))
}

async fn wait_for_lock(path: &Path) -> anyhow::Result<File> {
    let gate = open_lock(path)?;
    Ok(tokio::task::spawn_blocking(move || gate.lock().map(|()| gate)).await??)
}

async fn run(command: &mut Command) -> anyhow::Result<()> {
    // Not a pipe: the server would inherit it and keep it open.
    let mut log = tempfile()?;
    let status = command.stdout(log.try_clone()?).stderr(log.try_clone()?).status().await;
    let status = status.with_context(|| format!("running {command:?}"))?;
    if status.success() {
        return Ok(());
    }
    let mut text = String::new();
    log.rewind()?;
    log.read_to_string(&mut text)?;
    bail!("{:?} failed: {}", command.as_std().get_program(), text.trim())
}

fn tempfile() -> anyhow::Result<File> {
    let path = std::env::temp_dir().join(format!("smartstore-{}-{}.log", std::process::id(), super::clock::new_code(8)));
    let file = File::options().create_new(true).read(true).write(true).open(&path).with_context(|| format!("making {}", path.display()))?;
    std::fs::remove_file(&path)?;
    Ok(file)
}
