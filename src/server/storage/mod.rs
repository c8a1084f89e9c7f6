//! Where uploaded files are: a folder of the data folder, or a bucket of a service that speaks S3. Pages link to them by signed
//! addresses of this server (`/files/…`), which answers with the file or sends the browser on to the bucket.

mod key;
mod serve;

pub use key::{Key, Owner, PictureKey, SIZES};
pub use serve::serve;

use super::config::Config;
use super::error::{Error, Result};
use super::images::Picture;
use super::seal::Sealer;
use anyhow::Context;
use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use hmac::{Hmac, KeyInit, Mac};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::signer::Signer;
use object_store::{Attribute, Attributes, BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, PutOptions, RetryConfig};
use sha2::Sha256;
use std::sync::Arc;
use std::time::Duration;

/// An address is the same for half a day, so that browsers keep what they have, and is good for half a day at least.
const WINDOW_SECONDS: i64 = 12 * 60 * 60;
/// How long the bucket's own address is good for.
const HAND_OVER: Duration = Duration::from_secs(60 * 60);
/// Longest that a request to the bucket may take, repetitions included.
const PATIENCE: Duration = Duration::from_secs(20);

/// The addresses of one size of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizedUrl {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// As WebP.
    pub webp: String,
    /// As JPEG or PNG.
    pub fallback: String,
}

/// A file on its way out.
pub struct Stored {
    /// Its length.
    pub size: u64,
    /// Its content.
    pub stream: BoxStream<'static, std::result::Result<Bytes, object_store::Error>>,
}

/// A file that the store has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: Key,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// Keeps files.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    bucket: Option<Arc<AmazonS3>>,
    signing_key: Arc<[u8]>,
}

/// Plain http would show the files, and the signatures, to everybody on the way.
fn is_this_machine(endpoint: &str) -> bool {
    let Ok(uri) = endpoint.parse::<axum::http::Uri>() else { return false };
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn bucket(config: &Config, name: &str) -> anyhow::Result<AmazonS3> {
    // The HTTP client takes its cryptography from the process; a second installation changes nothing.
    drop(rustls::crypto::ring::default_provider().install_default());
    let key_id = config.s3_access_key_id.as_deref().context("SMARTSTORE_S3_ACCESS_KEY_ID is missing")?;
    let secret = config.s3_secret_access_key.as_deref().context("SMARTSTORE_S3_SECRET_ACCESS_KEY is missing")?;
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(name)
        .with_region(&config.s3_region)
        .with_access_key_id(key_id)
        .with_secret_access_key(secret)
        // Not every service that speaks S3 removes many at once.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig { backoff: BackoffConfig::default(), max_retries: 3, retry_timeout: PATIENCE });
    let mut client = ClientOptions::new().with_timeout(PATIENCE).with_connect_timeout(Duration::from_secs(5));
    if let Some(endpoint) = &config.s3_endpoint {
        let endpoint = endpoint.trim_end_matches('/');
        let http = endpoint.starts_with("http://");
        anyhow::ensure!(
            !http || is_this_machine(endpoint),
            "SMARTSTORE_S3_ENDPOINT is plain http to another machine; files and signatures would be readable on the way"
        );
        client = client.with_allow_http(http);
        builder = builder.with_endpoint(endpoint);
    }
    builder.with_client_options(client).build().context("the S3 configuration is not complete")
}

impl Storage {
    /// A store as configured. Connects to nothing yet.
    ///
    /// # Errors
    /// When the folder cannot be made, the configuration is incomplete, or there is no key to sign addresses with.
    pub fn from_config(config: &Config) -> anyhow::Result<Self> {
        let signing_key = Sealer::load(&config.data)?.derived("addresses of files")?.into();
        if let Some(name) = config.s3_bucket.as_deref().filter(|name| !name.is_empty()) {
            let bucket = Arc::new(bucket(config, name)?);
            return Ok(Self { store: bucket.clone(), bucket: Some(bucket), signing_key });
        }
        let folder = config.data.join("files");
        std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let local = LocalFileSystem::new_with_prefix(&folder)
            .with_context(|| format!("opening {}", folder.display()))?
            .with_automatic_cleanup(true);
        Ok(Self { store: Arc::new(local), bucket: None, signing_key })
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<()> {
        let mut options = PutOptions::default();
        if self.bucket.is_some() {
            options.attributes = Attributes::from_iter([
                (Attribute::ContentType, key.content_type()),
                (Attribute::ContentDisposition, disposition(key)),
                (Attribute::CacheControl, CACHE),
            ]);
        }
        self.store.put_opts(&Path::from(key.as_str()), bytes.into(), options).await.with_context(|| format!("writing the file {key}"))?;
        Ok(())
    }

    /// Writes all sizes of a picture.
    ///
    /// # Errors
    /// When the store does not take one.
    pub async fn put_picture(&self, key: &PictureKey, picture: &Picture) -> Result<()> {
        for size in &picture.sizes {
            self.put(&key.webp(size.size), size.webp.clone()).await?;
            self.put(&key.fallback(size.size), size.fallback.clone()).await?;
        }
        Ok(())
    }

    /// Opens a file; `None` when there is none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn get(&self, key: &Key) -> Result<Option<Stored>> {
        match self.store.get(&Path::from(key.as_str())).await {
            Ok(found) => Ok(Some(Stored { size: found.meta.size, stream: found.into_stream() })),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::Other(anyhow::Error::new(error).context(format!("reading the file {key}")))),
        }
    }

    /// Whether a file is there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has(&self, key: &Key) -> Result<bool> {
        match self.store.head(&Path::from(key.as_str())).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(Error::Other(anyhow::Error::new(error).context(format!("looking for the file {key}")))),
        }
    }

    /// Removes a file; one that is not there is removed already.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn delete(&self, key: &Key) -> Result<()> {
        match self.store.delete(&Path::from(key.as_str())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::Other(anyhow::Error::new(error).context(format!("removing the file {key}")))),
        }
    }

    /// Removes all sizes of a picture.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn delete_picture(&self, key: &PictureKey) -> Result<()> {
        for file in key.files() {
            self.delete(&file).await?;
        }
        Ok(())
    }

    /// Everything that is stored; names that this program does not make are left out.
    pub fn list(&self) -> BoxStream<'static, Result<Listed>> {
        self.store
            .list(None)
            .map_err(|error| Error::Other(anyhow::Error::new(error).context("listing the files")))
            .try_filter_map(|meta| async move {
                Ok(Key::parse(meta.location.as_ref()).map(|key| Listed { key, written_at: meta.last_modified }))
            })
            .boxed()
    }

    fn mac(&self, key: &Key, expires: i64) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.signing_key).ok()?;
        mac.update(format!("{key}\n{expires}").as_bytes());
        Some(mac)
    }

    /// The address of a file on this server, good for half a day at least.
    #[must_use]
    pub fn url(&self, key: &Key, now: DateTime<Utc>) -> String {
        let expires = (now.timestamp().div_euclid(WINDOW_SECONDS) + 2) * WINDOW_SECONDS;
        self.url_until(key, expires)
    }

    /// As [`Storage::url`], until a moment (seconds of the Unix epoch).
    #[must_use]
    pub fn url_until(&self, key: &Key, expires: i64) -> String {
        let signature = self.mac(key, expires).map(|mac| URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())).unwrap_or_default();
        format!("/files/{key}?expires={expires}&signature={signature}")
    }

    /// The sizes of a picture of so many pixels across and down, least first. A picture that is smaller than a size is there once.
    #[must_use]
    pub fn sizes(&self, key: &PictureKey, pixels: (u32, u32), now: DateTime<Utc>) -> Vec<SizedUrl> {
        let longest = pixels.0.max(pixels.1).max(1);
        let mut sizes: Vec<SizedUrl> = Vec::with_capacity(SIZES.len());
        for size in SIZES {
            if sizes.last().is_some_and(|last| last.width.max(last.height) >= longest) {
                break;
            }
            let scaled = |side: u32| if longest <= size { side } else { (side * size).div_ceil(longest).max(1) };
            sizes.push(SizedUrl {
                width: scaled(pixels.0),
                height: scaled(pixels.1),
                webp: self.url(&key.webp(size), now),
                fallback: self.url(&key.fallback(size), now),
            });
        }
        sizes
    }

    /// Whether an address was made by this server and is still good. The comparison takes the same time for every signature.
    fn is_good(&self, key: &Key, expires: &str, signature: &str, now: DateTime<Utc>) -> bool {
        let (Ok(expires), Ok(signature)) = (expires.parse::<i64>(), URL_SAFE_NO_PAD.decode(signature)) else { return false };
        let Some(mac) = self.mac(key, expires) else { return false };
        mac.verify_slice(&signature).is_ok() && now.timestamp() < expires
    }

    /// The bucket's own address of a file for an hour; `None` when files are in a folder of this machine.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub async fn bucket_url(&self, key: &Key) -> Result<Option<String>> {
        let Some(bucket) = &self.bucket else { return Ok(None) };
        let url = bucket
            .signed_url(axum::http::Method::GET, &Path::from(key.as_str()), HAND_OVER)
            .await
            .with_context(|| format!("signing the address of {key}"))?;
        Ok(Some(url.to_string()))
    }
}

/// A key is written once and its content never changes. Private: the address is for whoever was given it.
const CACHE: &str = "private, max-age=31536000, immutable";

/// Pictures are shown, everything else is saved. The name says nothing, because what was typed is not kept here.
fn disposition(key: &Key) -> &'static str {
    if key.is_picture() { "inline" } else { "attachment" }
}
