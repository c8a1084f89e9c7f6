//! From which amount on a second person must approve.

use crate::domains::audit;
use crate::domains::refunds::store;
use crate::server::{Error, Result, Scope};
use crate::shared::money::parse_amount;
use rust_decimal::Decimal;
use serde_json::json;

/// The limit; `None` when no refund needs a second person.
///
/// # Errors
/// When the database refuses.
pub async fn limit(scope: &Scope) -> Result<Option<Decimal>> {
    store::approval_above(scope.begin().await?.conn()).await
}

/// Sets the limit; empty for none.
///
/// # Errors
/// A field error.
pub async fn set_limit(scope: &Scope, typed: &str) -> Result<()> {
    let limit = if typed.trim().is_empty() {
        None
    } else {
        Some(parse_amount(typed).map_err(|error| Error::field("approval_above", error.key()))?)
    };
    let mut work = scope.begin().await?;
    let before = store::approval_above(work.conn()).await?;
    if before != limit {
        let at = work.now;
        store::set_approval_above(work.conn(), limit, at).await?;
        let (old, new) = (json!({"approval_above": before}), json!({"approval_above": limit}));
        audit::service::record(&mut work, "refunds.limit_changed", "settings", scope.organization.id, old, new).await?;
    }
    work.commit().await
}
