//! Passwords: argon2id with the crate's defaults, which are those of the OWASP cheat sheet (19 MiB, 2 passes).

use anyhow::Context;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// Hashes a password off the async threads. Returns the PHC string with its own salt.
///
/// # Errors
/// When hashing fails.
pub async fn hash(password: String) -> anyhow::Result<String> {
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| anyhow::anyhow!("hashing a password: {error}"))
    })
    .await
    .context("hashing a password")?
}

/// A hash that no password has: checked when the account does not exist, so that both answers take the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c21hcnRzdG9yZS1ub2JvZHk$q0Yw0mTJvF0r2t3gkZ9bX0iXv8lG6o0xk3oYt0Z8m5M";

/// Checks a password against the stored hash, or against nobody's when there is none.
///
/// # Errors
/// When the stored hash is unreadable.
pub async fn verify(password: String, stored: Option<String>) -> anyhow::Result<bool> {
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&stored).map_err(|error| anyhow::anyhow!("reading a password hash: {error}"))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await
    .context("verifying a password")?
}
