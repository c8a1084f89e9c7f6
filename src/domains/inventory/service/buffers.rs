//! What channels are not shown.

use super::levels::{parse_id, units};
use crate::domains::audit;
use crate::domains::inventory::model::StoreBuffers;
use crate::domains::inventory::store;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::json;
use uuid::Uuid;

/// The key that says of which store a buffer is.
const STORE_KEY: &str = "channel_buffers_organization_id_store_id_fkey";

/// What these stores are not shown, in their order.
///
/// # Errors
/// When the database refuses.
pub async fn buffers(scope: &Scope, stores: &[Uuid], language: Language) -> Result<Vec<StoreBuffers>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let mut all = Vec::new();
    for store_id in stores {
        let (buffer, count) = store::buffer_of_store(work.conn(), *store_id).await?;
        let exceptions = store::exceptions(work.conn(), *store_id, language.code(), now).await?;
        all.push(StoreBuffers { buffer, exceptions, count });
    }
    Ok(all)
}

/// What a store is to be shown of variants, in their order: what can be promised less what is kept back, never less than nothing.
///
/// # Errors
/// When the database refuses.
pub async fn published(work: &mut Work, store_id: Uuid, variants: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    let now = work.now;
    store::published(work.conn(), store_id, variants, now).await
}

/// Says how much a store is not shown of a product by its SKU or barcode, or of every product. An empty number takes an exception
/// away.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown store, field errors.
pub async fn set_buffer(scope: &Scope, store_id: &str, code: Option<&str>, typed: &str) -> Result<()> {
    let store_id = parse_id(store_id)?;
    let (code, typed) = (code.map(str::trim), typed.trim());
    let mut work = scope.begin().await?;
    let mut errors = FieldErrors::default();
    let variant_id = match code {
        None => None,
        Some(code) => {
            let found = store::variants_by_code(work.conn(), &[code.to_owned()]).await?.first().map(|(_, id)| *id);
            if found.is_none() {
                errors.add("sku", if code.is_empty() { "error-required" } else { "inventory-error-unknown-sku" });
            }
            found
        }
    };
    let buffer = if typed.is_empty() { 0 } else { units(&mut errors, "buffer", typed, 0) };
    errors.into_result()?;
    let before = store::lock_buffer(work.conn(), store_id, variant_id).await?;
    let (id, now) = (new_id(), work.now);
    let after = match variant_id {
        Some(variant_id) if typed.is_empty() => {
            before.ok_or_else(|| Error::field("buffer", "error-required"))?;
            store::remove_buffer(work.conn(), store_id, variant_id).await?;
            None
        }
        _ => {
            store::set_buffer(work.conn(), id, store_id, variant_id, buffer, now).await.map_err(|error| {
                match error.as_database_error().and_then(|error| error.constraint()) {
                    Some(STORE_KEY) => AppError::NotFound.into(),
                    _ => Error::Db(error),
                }
            })?;
            Some(buffer)
        }
    };
    if before != after {
        let (old, new) = (json!({"buffer": before}), json!({"buffer": after, "variant_id": variant_id}));
        audit::service::record(&mut work, "inventory.buffer_changed", "store", store_id, old, new).await?;
        outbox::emit(&mut work, "inventory.buffer_changed", store_id, json!({"variant_id": variant_id})).await?;
    }
    work.commit().await
}
