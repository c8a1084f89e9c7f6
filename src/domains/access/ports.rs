//! Where later domains say what depends on an organization's settings.

use crate::server::{Result, Work};
use async_trait::async_trait;
use std::sync::OnceLock;

/// Knows whether amounts were written down in the organization's currency.
#[async_trait]
pub trait CurrencyUse: Send + Sync {
    /// Whether there is any.
    async fn is_used(&self, work: &mut Work) -> Result<bool>;
}

static CURRENCY_USE: OnceLock<&'static dyn CurrencyUse> = OnceLock::new();

/// Makes it known. The program does this once, where it puts the domains together; again is harmless.
pub fn register_currency_use(by: &'static dyn CurrencyUse) {
    let _ = CURRENCY_USE.set(by);
}

/// Whether the currency of the unit's organization is in use. Without anybody who knows, it is: a wrong no would mix currencies.
///
/// # Errors
/// When the database refuses.
pub async fn currency_is_used(work: &mut Work) -> Result<bool> {
    match CURRENCY_USE.get() {
        Some(by) => by.is_used(work).await,
        None => Ok(true),
    }
}
