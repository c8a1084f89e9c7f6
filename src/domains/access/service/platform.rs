//! Who runs the platform.

use crate::domains::access::store;
use crate::domains::audit;
use crate::server::clock::Clock;
use crate::server::{Db, Result, Scope};
use crate::shared::AppError;
use serde_json::json;

/// Makes somebody a platform administrator, or takes it from them; only the program's command calls this. It is written down in every
/// organization of theirs. Returns false when nothing was to be done.
///
/// # Errors
/// [`AppError::NotFound`] when nobody signs in with this address.
pub async fn set_platform_admin(db: &Db, clock: &Clock, email: &str, is_admin: bool) -> Result<bool> {
    let email = email.trim().to_lowercase();
    let user_id = store::user_by_email(db.global(), &email).await?.ok_or(AppError::NotFound)?;
    if !store::set_platform_admin(db.global(), user_id, is_admin).await? {
        return Ok(false);
    }
    let action = if is_admin { "access.platform_admin_granted" } else { "access.platform_admin_revoked" };
    for organization_id in store::active_memberships(db.global(), user_id).await? {
        let organization = super::organization(db, organization_id).await?;
        let mut work = Scope::system(db.clone(), clock.clone(), organization).begin().await?;
        let (old, new) = (json!({"is_platform_admin": !is_admin}), json!({"is_platform_admin": is_admin}));
        audit::service::record(&mut work, action, "user", user_id, old, new).await?;
        work.commit().await?;
    }
    Ok(true)
}
