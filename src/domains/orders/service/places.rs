//! Addresses that buyers send as text.

use crate::domains::orders::model::{OrderHead, Places};
use crate::domains::orders::{formats, store};
use crate::server::{Result, Scope};

/// All places that are known.
///
/// # Errors
/// When the database refuses.
pub async fn places(scope: &Scope) -> Result<Places> {
    let mut work = scope.begin().await?;
    store::places(work.conn()).await
}

/// Reads an address out of a pasted text, in any of the three scripts.
///
/// # Errors
/// When the database refuses.
pub async fn read_address(scope: &Scope, text: &str) -> Result<OrderHead> {
    Ok(formats::read(text, &places(scope).await?))
}
