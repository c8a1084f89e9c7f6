//! People's pictures. They belong to the person and not to an organization, so they are the same in all of theirs.

use crate::domains::access::store;
use crate::domains::audit;
use crate::server::clock::new_id;
use crate::server::images::{self, NewFile};
use crate::server::storage::{PictureKey, Storage};
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::AppError;
use serde_json::json;
use uuid::Uuid;

/// Gives the signed-in person a picture.
///
/// # Errors
/// Field errors of `picture` for what is no picture or too large a one.
pub async fn set_picture(scope: &Scope, storage: &Storage, file: Option<NewFile>) -> Result<()> {
    let user_id = scope.user_id().ok_or(AppError::Unauthenticated)?;
    let file = file.ok_or_else(|| Error::field("picture", "error-file-missing"))?;
    let picture = images::read(file.bytes).await.map_err(|refusal| refusal.at("picture"))?;
    let key = PictureKey::of_user(user_id, new_id(), picture.fallback);
    storage.put_picture(&key, &picture).await?;
    change(scope, user_id, Some(key.as_str())).await
}

/// Takes the signed-in person's picture away.
///
/// # Errors
/// When the database refuses.
pub async fn remove_picture(scope: &Scope) -> Result<()> {
    let user_id = scope.user_id().ok_or(AppError::Unauthenticated)?;
    change(scope, user_id, None).await
}

async fn change(scope: &Scope, user_id: Uuid, key: Option<&str>) -> Result<()> {
    let old = store::uploads::set_picture(scope.db.global(), user_id, key).await?;
    if old.as_deref() == key {
        return Ok(());
    }
    let mut work = scope.begin().await?;
    audit::service::record(&mut work, "access.picture_changed", "user", user_id, json!({"picture": old}), json!({"picture": key})).await?;
    if let Some(id) = old.as_deref().and_then(id_of) {
        outbox::emit(&mut work, "access.picture_let_go", user_id, json!({"picture_id": id})).await?;
    }
    work.commit().await
}

/// The id in a picture's key.
fn id_of(key: &str) -> Option<Uuid> {
    let name = key.rsplit('/').next()?;
    Uuid::parse_str(name.split('.').next()?).ok()
}

/// Removes the files of a picture that was replaced or taken away.
///
/// # Errors
/// When the store does not answer.
pub async fn remove_old_picture(storage: &Storage, user_id: Uuid, picture_id: Uuid) -> Result<()> {
    for ending in ["jpg", "png"] {
        storage.delete_picture(&PictureKey::of_user(user_id, picture_id, ending)).await?;
    }
    Ok(())
}
