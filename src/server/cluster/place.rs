//! Where the private PostgreSQL's binaries, data and socket are, and whom it runs as.

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// Oldest PostgreSQL that the SQL is written for.
const OLDEST: u32 = 15;
/// A unix socket's path may have 107 bytes (Linux, unix(7)); PostgreSQL adds a name of 14.
const LONGEST_SOCKET_FOLDER: usize = 88;

/// Whom PostgreSQL runs as.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemUser {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The binaries that made the data, or the newest installed ones that are new enough when there are no data yet.
pub(super) fn find_binaries(data: &Path) -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(version, path)| *version >= OLDEST && path.join("initdb").exists())
        .collect();
    found.sort();
    if let Ok(made_by) = std::fs::read_to_string(data.join("PG_VERSION")) {
        let made_by = made_by.trim();
        return match found.into_iter().find(|(version, _)| version.to_string() == made_by) {
            Some((_, path)) => Ok(path),
            None => bail!("{} was made by PostgreSQL {made_by}, which is not installed", data.display()),
        };
    }
    match found.pop() {
        Some((_, path)) => Ok(path),
        None => bail!(
            "PostgreSQL {OLDEST} or newer is not installed. Install Debian's package postgresql (script/setup does), or set DATABASE_URL."
        ),
    }
}

pub(super) fn own_uid() -> anyhow::Result<u32> {
    Ok(std::fs::metadata("/proc/self")?.uid())
}

/// Whom PostgreSQL runs as when this process is root, which it refuses to run as: the owner of the data if there are any, else
/// the user `postgres` that Debian's package makes.
pub(super) fn system_user(data: &Path) -> anyhow::Result<Option<SystemUser>> {
    if own_uid()? != 0 {
        return Ok(None);
    }
    if let Ok(found) = data.metadata()
        && found.uid() != 0
    {
        return Ok(Some(SystemUser { uid: found.uid(), gid: found.gid() }));
    }
    let passwd = std::fs::read_to_string("/etc/passwd")?;
    let line = passwd.lines().find(|line| line.starts_with("postgres:")).context("there is no user postgres to run PostgreSQL as")?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next().context("reading /etc/passwd")?.parse()?;
    let gid = fields.next().context("reading /etc/passwd")?.parse()?;
    Ok(Some(SystemUser { uid, gid }))
}

/// A folder that PostgreSQL's user can enter: the data folder, or one below /var/lib when a folder above it is closed to
/// others (a clone in root's home). A file in the data folder then says where.
pub(super) async fn choose_home(folder: &Path) -> anyhow::Result<PathBuf> {
    let pointer = folder.join("postgres.path");
    if let Ok(text) = std::fs::read_to_string(&pointer) {
        let home = PathBuf::from(text.trim());
        ensure!(home.is_dir(), "{} says that the data are in {}, which is not there", pointer.display(), home.display());
        return Ok(home);
    }
    let Some(user) = system_user(&folder.join("postgres"))? else { return Ok(folder.to_owned()) };
    let mut test = Command::new("test");
    if test.arg("-x").arg(folder).current_dir("/").uid(user.uid).gid(user.gid).status().await?.success() {
        return Ok(folder.to_owned());
    }
    let home = PathBuf::from(format!("/var/lib/smartstore/{}", crate::server::clock::new_code(10).to_lowercase()));
    tracing::info!(folder = %home.display(), "the data folder is closed to PostgreSQL's user, so its files are here");
    std::fs::create_dir_all(&home).with_context(|| format!("making {}", home.display()))?;
    for opened in home.ancestors().take(2) {
        std::fs::set_permissions(opened, std::fs::Permissions::from_mode(0o755))?;
    }
    std::fs::write(&pointer, home.as_os_str().as_bytes()).with_context(|| format!("writing {}", pointer.display()))?;
    Ok(home)
}

/// Beside the data, or in /tmp when that path is too long for a socket.
pub(super) fn socket_folder(home: &Path) -> PathBuf {
    let beside = home.join("socket");
    if beside.as_os_str().as_bytes().len() <= LONGEST_SOCKET_FOLDER {
        return beside;
    }
    let digest = Sha256::digest(home.as_os_str().as_bytes());
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    // Not TMPDIR: two processes with different ones must find the same socket.
    Path::new("/tmp").join(format!("smartstore-{name}"))
}
