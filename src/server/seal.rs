//! Sealing of secrets that the program itself must read again: authenticated encryption (XChaCha20-Poly1305), bound to the
//! place where the secret is kept, so that one row's secret is of no use in another row.

use super::error::{Error, Result};
use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use uuid::Uuid;

/// Bytes of a key.
const KEY: usize = 32;
/// Bytes that tell which key sealed.
const KEY_ID: usize = 4;
/// Bytes of a nonce.
const NONCE: usize = 24;
/// Environment variable that holds the key as base64.
pub const KEY_VARIABLE: &str = "SMARTSTORE_KEY";
/// Environment variable with the key before it: what it sealed is still opened, until everything is sealed anew.
pub const PREVIOUS_KEY_VARIABLE: &str = "SMARTSTORE_PREVIOUS_KEY";

/// Where a secret is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Whose row.
    pub organization_id: Uuid,
    /// Table.
    pub table: &'a str,
    /// Column.
    pub column: &'a str,
    /// The row's primary key.
    pub id: Uuid,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        format!("{}:{}:{}:{}", self.organization_id, self.table, self.column, self.id).into_bytes()
    }
}

/// Seals and opens.
pub struct Sealer {
    id: [u8; KEY_ID],
    cipher: XChaCha20Poly1305,
    /// For fingerprints: made of the key, so that neither use tells anything about the other.
    mac: Hmac<Sha256>,
    root: Vec<u8>,
    /// Opens what was sealed before the key was changed.
    previous: Option<Box<Self>>,
}

impl Sealer {
    /// With a key of 32 bytes.
    ///
    /// # Errors
    /// When it has another length.
    pub fn new(key: &[u8]) -> Result<Self> {
        let cipher = XChaCha20Poly1305::new_from_slice(key)
            .map_err(|_| Error::Other(anyhow::anyhow!("a key has {KEY} bytes, this one has {}", key.len())))?;
        let mut id = [0; KEY_ID];
        for (to, from) in id.iter_mut().zip(Sha256::digest(key)) {
            *to = from;
        }
        let malformed = |_| Error::Other(anyhow::anyhow!("a key that nothing can be made of"));
        let mut derive = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).map_err(malformed)?;
        derive.update(b"fingerprints");
        let mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&derive.finalize().into_bytes()).map_err(malformed)?;
        Ok(Self { id, cipher, mac, root: key.to_vec(), previous: None })
    }

    /// With the key from the environment (`SMARTSTORE_KEY`, 32 bytes as base64), else from the file `key` in the data
    /// folder, which is made with a random key when it is absent.
    ///
    /// # Errors
    /// When the key is malformed or the file cannot be read or made.
    pub fn load(data: &Path) -> Result<Self> {
        let text = match std::env::var(KEY_VARIABLE) {
            Ok(text) if !text.trim().is_empty() => text,
            _ => key_file(&data.join("key")).map_err(Error::Other)?,
        };
        let decoded = |text: &str| STANDARD.decode(text.trim()).context("the key is not base64").map_err(Error::Other);
        let sealer = Self::new(&decoded(&text)?)?;
        match std::env::var(PREVIOUS_KEY_VARIABLE) {
            Ok(text) if !text.trim().is_empty() => Ok(sealer.after(Self::new(&decoded(&text)?)?)),
            _ => Ok(sealer),
        }
    }

    /// The same, which also opens what another key has sealed.
    #[must_use]
    pub fn after(self, previous: Self) -> Self {
        Self { previous: Some(Box::new(previous)), ..self }
    }

    /// What was sealed with the key before, sealed with this one; `None` for what is already.
    ///
    /// # Errors
    /// When neither key opens it.
    pub fn renew(&self, place: Place<'_>, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
        if sealed.starts_with(&self.id) {
            return Ok(None);
        }
        let secret = self.open(place, sealed)?;
        self.seal(place, &secret).map(Some)
    }

    /// Another key for another purpose, from which this one cannot be found.
    ///
    /// # Errors
    /// Never for a key of this length.
    pub fn derived(&self, purpose: &str) -> Result<Vec<u8>> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.root).map_err(|_| Error::Other(anyhow::anyhow!("the key cannot be derived from")))?;
        mac.update(purpose.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// Seals a secret for its place: key id, nonce, ciphertext.
    ///
    /// # Errors
    /// When the cipher refuses, which it does for absurd lengths only.
    pub fn seal(&self, place: Place<'_>, secret: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: &place.bytes() })
            .map_err(|_| Error::Other(anyhow::anyhow!("a secret could not be sealed")))?;
        Ok([self.id.as_slice(), nonce.as_slice(), sealed.as_slice()].concat())
    }

    /// What is kept of a secret that is only compared and too short for a plain hash: without the key, trying all secrets
    /// finds none. The same secret has another fingerprint in another place.
    #[must_use]
    pub fn fingerprint(&self, place: Place<'_>, secret: &[u8]) -> Vec<u8> {
        let mut mac = self.mac.clone();
        mac.update(&place.bytes());
        mac.update(&[0]);
        mac.update(secret);
        mac.finalize().into_bytes().to_vec()
    }

    /// Opens what [`Sealer::seal`] made.
    ///
    /// # Errors
    /// When it was sealed with another key or for another place, or was changed.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let open = || {
            let (id, rest) = sealed.split_at_checked(KEY_ID).context("it is too short")?;
            let (nonce, sealed) = rest.split_first_chunk::<NONCE>().context("it is too short")?;
            let known = std::iter::once(self).chain(self.previous.as_deref()).find(|sealer| sealer.id == id);
            let Some(sealer) = known else { bail!("it was sealed with another key") };
            sealer
                .cipher
                .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &place.bytes() })
                .map_err(|_| anyhow::anyhow!("it was changed or belongs to another place"))
        };
        open().with_context(|| format!("opening {}.{} of {}", place.table, place.column, place.id)).map_err(Error::Other)
    }
}

/// The text of the key file.
fn key_file(path: &Path) -> anyhow::Result<String> {
    made_once(path, || {
        let mut key = [0; KEY];
        rand::rng().fill_bytes(&mut key);
        Ok(STANDARD.encode(key))
    })
}

/// The text of a file that only its owner may read, made when it is absent. When two processes make it at once, both use the
/// one that came first.
///
/// # Errors
/// When it can be neither read nor made.
pub fn made_once(path: &Path, make: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => return Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    }
    let text = make()?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    // Written beside and linked into place, so that nobody reads half a key.
    let mut suffix = [0; 8];
    rand::rng().fill_bytes(&mut suffix);
    let beside = path.with_extension(format!("{:016x}", u64::from_le_bytes(suffix)));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)
        .with_context(|| format!("making {}", beside.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&beside, path);
    std::fs::remove_file(&beside)?;
    match linked {
        Ok(()) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(std::fs::read_to_string(path)?),
        Err(error) => Err(error).with_context(|| format!("making {}", path.display())),
    }
}
