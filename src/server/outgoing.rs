//! Calls to services that the program knows by name: HTTPS only, no redirects, no proxy, a bounded wait and a bounded answer. What has no
//! answer may have happened, which [`Failure`] says.

use super::forms::percent_encode;
use std::sync::OnceLock;
use std::time::Duration;

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Largest answer that is read.
const LARGEST: usize = 1 << 20;

/// Makes calls.
#[derive(Clone)]
pub struct Http {
    client: reqwest::Client,
}

/// A call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// Address.
    pub url: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent; without it the call is a GET.
    pub body: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Text.
    pub body: String,
}

/// Why there is no good answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nothing has happened there.
    #[error("refused: {0}")]
    Refused(String),
    /// It may have happened there.
    #[error("unknown: {0}")]
    Unknown(String),
}

/// Whether an address is one of this machine.
#[must_use]
pub fn is_this_machine(url: &str) -> bool {
    reqwest::Url::parse(url).is_ok_and(|url| matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")))
}

/// Pairs as a form sends them.
#[must_use]
pub fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
    pairs.join("&")
}

static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();

impl Http {
    /// The client of this process.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> Result<Self, Failure> {
        if let Some(client) = CLIENT.get() {
            return Ok(Self { client: client.clone() });
        }
        // The first one stays; that there is one already is fine.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .connect_timeout(CONNECT)
            .user_agent("smartstore")
            // A connection does not outlive what it was made for, so that each runtime of a process makes its own.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| Failure::Refused(error.to_string()))?;
        Ok(Self { client: CLIENT.get_or_init(|| client).clone() })
    }

    /// Makes a call.
    ///
    /// # Errors
    /// [`Failure::Refused`] when nothing was sent, [`Failure::Unknown`] when there was no whole answer.
    pub async fn send(&self, call: Call) -> Result<Answer, Failure> {
        if !call.url.starts_with("https://") && !is_this_machine(&call.url) {
            return Err(Failure::Refused("an address without encryption".to_owned()));
        }
        let mut request = match &call.body {
            Some(body) => self.client.post(&call.url).body(body.clone()),
            None => self.client.get(&call.url),
        };
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        // Without the address, which may hold somebody's data.
        let failed = |error: reqwest::Error| {
            let was_sent = !error.is_connect() && !error.is_builder();
            let text = error.without_url().to_string();
            if was_sent { Failure::Unknown(text) } else { Failure::Refused(text) }
        };
        let mut answer = request.send().await.map_err(failed)?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Failure::Unknown("an answer without end".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        if status >= 500 {
            return Err(Failure::Unknown(format!("status {status}")));
        }
        Ok(Answer { status, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// Sends a form and reads JSON.
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn json(&self, call: Call) -> Result<(u16, serde_json::Value), Failure> {
        let answer = self.send(call).await?;
        let value = serde_json::from_str(&answer.body).map_err(|error| Failure::Unknown(format!("an answer that is no JSON: {error}")))?;
        Ok((answer.status, value))
    }
}
