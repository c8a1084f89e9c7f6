//! How an organization buys.

use crate::domains::audit;
use crate::domains::purchasing::store;
use crate::server::{Error, Result, Scope, Work};
use rust_decimal::Decimal;
use serde_json::json;
use std::str::FromStr;

/// Percentage that may come above what was ordered, where nobody has set it.
pub const DEFAULT_OVER_PERCENT: i64 = 10;

/// Percentage that may come above what was ordered.
///
/// # Errors
/// When the database refuses.
pub async fn over_percent(work: &mut Work) -> Result<Decimal> {
    Ok(store::over_percent(work.conn()).await?.unwrap_or_else(|| Decimal::from(DEFAULT_OVER_PERCENT)))
}

/// Sets the percentage that may come above what was ordered: 0 to 100, at most three places. Returns it.
///
/// # Errors
/// A field error.
pub async fn set_over_percent(scope: &Scope, typed: &str) -> Result<Decimal> {
    let text = typed.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        return Err(Error::field("over_percent", "error-required"));
    }
    let is_number = text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let percent = Decimal::from_str(text)
        .ok()
        .filter(|percent| is_number && percent.normalize().scale() <= 3 && *percent <= Decimal::ONE_HUNDRED)
        .ok_or_else(|| Error::field("over_percent", "purchasing-error-percent"))?;
    let mut work = scope.begin().await?;
    let before = over_percent(&mut work).await?;
    if before != percent {
        let at = work.now;
        store::set_over_percent(work.conn(), percent, at).await?;
        let (old, new) = (json!({"over_receipt_percent": before}), json!({"over_receipt_percent": percent}));
        audit::service::record(&mut work, "purchasing.settings_changed", "settings", scope.organization.id, old, new).await?;
    }
    work.commit().await?;
    Ok(percent)
}
