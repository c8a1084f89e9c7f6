//! Web push: a small encrypted message (RFC 8291) by way of the push service of somebody's browser, which learns who sends
//! (RFC 8292), but not what.
//!
//! The address to send to comes from a browser, so it is somebody's input: only known push services are written to, by HTTPS,
//! at public addresses, and no redirect is followed.

use super::config::Config;
use super::seal::{Place, Sealer, made_once};
use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use rand::Rng;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{StatusCode, Url, redirect};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use uuid::Uuid;

/// Push services of the browsers that there are; an entry that begins with a dot is every host below it.
const SERVICES: &[&str] = &[
    "fcm.googleapis.com",
    "android.googleapis.com",
    "jmt17.google.com",
    ".push.services.mozilla.com",
    ".notify.windows.com",
    ".push.apple.com",
];
/// Longest address of a subscription.
const LONGEST_ENDPOINT: usize = 1_000;
/// Longest text: with what encryption adds it stays below the 4096 bytes that every service takes.
const LONGEST_TEXT: usize = 3_000;
/// How long a service keeps a message for a device that is off, seconds.
const KEEP_SECONDS: u32 = 24 * 60 * 60;
/// How long a signature is good: services refuse more than a day.
const SIGNED_HOURS: i64 = 12;
/// Longest wait for a service.
const PATIENCE: Duration = Duration::from_secs(15);

/// Which addresses may be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Known push services.
    Services,
    /// Also this machine, without encryption on the way.
    Loopback,
}

/// Where a browser is reached, as it said itself. Checked by [`Subscription::parse`].
#[derive(Clone, Debug)]
pub struct Subscription {
    endpoint: Url,
    key: p256::PublicKey,
    auth: web_push_native::Auth,
}

/// Why a subscription cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Its address is no HTTPS URL of a known push service.
    Endpoint,
    /// Its keys are no keys.
    Keys,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service has taken it.
    Sent,
    /// The subscription has ended: it is to be forgotten.
    Gone,
    /// The service is busy or away: try again.
    Later(String),
    /// The service will never take it.
    Refused(String),
}

/// Sends web push messages. Key and connections are made when they are first needed.
#[derive(Clone)]
pub struct Pusher(Arc<Inner>);

struct Inner {
    reach: Reach,
    data: PathBuf,
    configured: Option<String>,
    /// Whom a push service can write to when something is wrong (RFC 8292, section 2.1).
    contact: String,
    key: OnceLock<SigningKey>,
    client: OnceLock<reqwest::Client>,
}

impl Pusher {
    /// A pusher as configured. Reads and connects to nothing yet.
    #[must_use]
    pub fn from_config(config: &Config) -> Self {
        Self::new(config, Reach::Services)
    }

    /// A pusher for tests that also writes to push services on this machine.
    #[must_use]
    pub fn for_loopback(config: &Config) -> Self {
        Self::new(config, Reach::Loopback)
    }

    fn new(config: &Config, reach: Reach) -> Self {
        let url = config.base_url();
        let address = config.mail_from.rsplit('<').next().unwrap_or_default().trim_end_matches('>');
        let contact = if url.starts_with("https://") { url } else { format!("mailto:{address}") };
        Self(Arc::new(Inner {
            reach,
            data: config.data.clone(),
            configured: config.vapid_key.clone(),
            contact,
            key: OnceLock::new(),
            client: OnceLock::new(),
        }))
    }

    /// The public half of the key, as `PushManager.subscribe` takes it.
    ///
    /// # Errors
    /// When the key is malformed, or can be neither read nor made.
    pub fn public_key(&self) -> anyhow::Result<String> {
        Ok(public_text(self.key()?))
    }

    fn key(&self) -> anyhow::Result<&SigningKey> {
        if let Some(key) = self.0.key.get() {
            return Ok(key);
        }
        let key = match self.0.configured.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => {
                let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).context("SMARTSTORE_VAPID_KEY is not base64url")?;
                SigningKey::from_slice(&bytes).context("SMARTSTORE_VAPID_KEY is no key of P-256")?
            }
            None => kept_key(&self.0.data)?,
        };
        Ok(self.0.key.get_or_init(|| key))
    }

    fn client(&self) -> anyhow::Result<&reqwest::Client> {
        if let Some(client) = self.0.client.get() {
            return Ok(client);
        }
        // The first one stays; that there is one already is fine.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .https_only(self.0.reach == Reach::Services)
            .dns_resolver(PublicOnly(self.0.reach))
            .timeout(PATIENCE)
            .user_agent("smartstore")
            .build()
            .context("making a client for push services")?;
        Ok(self.0.client.get_or_init(|| client))
    }

    /// Checks what a browser said about where it is reached: endpoint, `p256dh` and `auth` in base64url.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn subscription(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<Subscription, Unusable> {
        let url = Url::parse(endpoint).map_err(|_| Unusable::Endpoint)?;
        if endpoint.len() > LONGEST_ENDPOINT || !self.may_reach(&url) {
            return Err(Unusable::Endpoint);
        }
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| Unusable::Keys);
        let auth = decode(auth)?;
        if auth.len() != 16 {
            return Err(Unusable::Keys);
        }
        let key = p256::PublicKey::from_sec1_bytes(&decode(p256dh)?).map_err(|_| Unusable::Keys)?;
        Ok(Subscription { endpoint: url, key, auth: web_push_native::Auth::clone_from_slice(&auth) })
    }

    fn may_reach(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if self.0.reach == Reach::Loopback && is_local {
            return true;
        }
        let is_known = SERVICES.iter().any(|known| if known.starts_with('.') { host.ends_with(known) } else { host == *known });
        url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none() && is_known
    }

    /// Encrypts a text for a browser and hands it to its push service. A later message with the same topic replaces one that
    /// still waits there.
    ///
    /// # Errors
    /// When our own key cannot be had or the text is too long; what the service says is an [`Outcome`].
    pub async fn send(&self, to: &Subscription, text: &str, topic: &str, now: DateTime<Utc>) -> anyhow::Result<Outcome> {
        if text.len() > LONGEST_TEXT {
            bail!("a push message of {} bytes is too long", text.len());
        }
        let body = web_push_native::encrypt(text.as_bytes().to_vec(), &to.key, &to.auth)
            .map_err(|error| anyhow::anyhow!("a push message could not be encrypted: {error}"))?;
        let authorization = authorization(self.key()?, &to.endpoint, &self.0.contact, now)?;
        let answer = self
            .client()?
            .post(to.endpoint.clone())
            .header("ttl", KEEP_SECONDS)
            .header("urgency", "normal")
            .header("topic", topic)
            .header("content-encoding", "aes128gcm")
            .header("content-type", "application/octet-stream")
            .header("authorization", authorization)
            .body(body)
            .send()
            .await;
        Ok(match answer {
            Ok(answer) => outcome(answer.status()),
            // Without the address, which is a secret of the device.
            Err(error) => Outcome::Later(format!("{:#}", anyhow::Error::new(error.without_url()))),
        })
    }
}

fn outcome(status: StatusCode) -> Outcome {
    match status {
        status if status.is_success() => Outcome::Sent,
        StatusCode::NOT_FOUND | StatusCode::GONE => Outcome::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Outcome::Later(status.to_string()),
        status if status.is_server_error() => Outcome::Later(status.to_string()),
        status => Outcome::Refused(status.to_string()),
    }
}

fn public_text(key: &SigningKey) -> String {
    URL_SAFE_NO_PAD.encode(key.verifying_key().to_encoded_point(false))
}

/// The header that says who sends: a signed token for this push service, and the key to check it with.
fn authorization(key: &SigningKey, endpoint: &Url, contact: &str, now: DateTime<Utc>) -> anyhow::Result<String> {
    let until = now + TimeDelta::hours(SIGNED_HOURS);
    let claims = json!({"aud": endpoint.origin().ascii_serialization(), "exp": until.timestamp(), "sub": contact});
    let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
    let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signature: Signature = key.try_sign(signed.as_bytes()).context("signing for a push service")?;
    Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), public_text(key)))
}

/// Where the key is kept.
const PLACE: Place<'static> = Place { organization_id: Uuid::nil(), table: "files", column: "vapid", id: Uuid::nil() };

/// Seals the key in the data folder anew, where it was sealed with the key before. Returns how many were.
///
/// # Errors
/// When it can be neither read nor written, or no key opens it.
pub fn renew_key(data: &Path, sealer: &Sealer) -> anyhow::Result<usize> {
    let path = data.join("vapid");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error).context("reading the push key in the data folder"),
    };
    let sealed = STANDARD.decode(text.trim()).context("the push key in the data folder is not base64")?;
    let Some(renewed) = sealer.renew(PLACE, &sealed)? else { return Ok(0) };
    // Another file takes its place whole; it is made for the owner alone.
    let beside = path.with_extension("renewed");
    made_once(&beside, || Ok(STANDARD.encode(&renewed)))?;
    std::fs::rename(&beside, &path).context("writing the push key in the data folder")?;
    Ok(1)
}

/// The key in the data folder, sealed; made when it is absent.
fn kept_key(data: &Path) -> anyhow::Result<SigningKey> {
    let sealer = Sealer::load(data)?;
    let text = made_once(&data.join("vapid"), || Ok(STANDARD.encode(sealer.seal(PLACE, &new_key().to_bytes())?)))?;
    let sealed = STANDARD.decode(text.trim()).context("the push key in the data folder is not base64")?;
    SigningKey::from_slice(&sealer.open(PLACE, &sealed)?).context("the push key in the data folder is no key")
}

fn new_key() -> SigningKey {
    loop {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        // All but one in four thousand million numbers are keys.
        if let Ok(key) = SigningKey::from_slice(&bytes) {
            return key;
        }
    }
}

/// Looks names up, and answers with public addresses only: a name that leads into the network of the server leads nowhere.
struct PublicOnly(Reach);

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        let host = name.as_str().to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| is_public(address.ip()) || reach == Reach::Loopback && address.ip().is_loopback()).collect();
            if allowed.is_empty() {
                return Err(format!("{host} has no public address").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public internet: not to this machine, its network, a provider's inside, documentation,
/// or a group of receivers.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || a == 100 && (64..128).contains(&b)
        || a == 192 && b == 0 && c == 0
        || a == 192 && b == 88 && c == 99
        || a == 198 && (b == 18 || b == 19))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = address.segments();
    // Only 2000::/3 is given out; inside it: documentation, benchmarks and other special uses, 6to4, which holds any IPv4 address.
    parts[0] & 0xe000 == 0x2000
        && !(parts[0] == 0x2001 && parts[1] < 0x0200)
        && !(parts[0] == 0x2001 && parts[1] == 0x0db8)
        && parts[0] != 0x2002
        && !(parts[0] == 0x3fff && parts[1] < 0x1000)
}
