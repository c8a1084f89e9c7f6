//! What came to the demo later.

use super::{documents, editor, matrix, parcels, payments, purchases, returns, statements, stations, work};
use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::storage::Storage;

/// Each part adds only what is not there, so that an older demo gets it too.
pub(super) async fn more(scope: &Scope, storage: &Storage, shop: &Shop) -> anyhow::Result<()> {
    purchases::purchases(scope, shop).await?;
    matrix::pictures(scope, storage).await?;
    stations::scans(scope, shop).await?;
    returns::returns(scope, shop).await?;
    editor::editor(scope, storage, shop).await?;
    payments::accounts(scope, shop).await?;
    statements::statement(scope, shop).await?;
    documents::documents(scope, shop).await?;
    work::work(scope, shop).await?;
    parcels::parcels(scope, shop).await
}

/// Nobody is told of what was invented.
pub(super) async fn tell_nobody(scope: &Scope) -> anyhow::Result<()> {
    sqlx::query!(
        "update outbox_events set published_at = now() where organization_id = $1 and published_at is null",
        scope.organization.id
    )
    .execute(scope.db.global())
    .await?;
    Ok(())
}
