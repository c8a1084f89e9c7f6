//! Customers that may be one person: found in the background, decided by people.

use crate::domains::audit;
use crate::domains::customers::model::Duplicate;
use crate::domains::customers::store::duplicates as store;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use serde_json::{Value, json};
use uuid::Uuid;

/// Proposals are counted up to here.
const COUNT_CAP: i64 = 999;
/// Proposals that a person's own page shows.
const ON_PAGE: i64 = 3;

/// A page of proposals and how many there are.
pub type Duplicates = (Page<Duplicate>, i64);

/// Open proposals, newest first, and their number up to one more than [`COUNT_CAP`].
///
/// # Errors
/// When the database refuses.
pub async fn duplicates(scope: &Scope, page: PageRequest) -> Result<Duplicates> {
    let mut work = scope.begin().await?;
    let count = store::count(work.conn(), COUNT_CAP).await?;
    Ok((store::open(work.conn(), None, page).await?, count))
}

/// Who may be the same person as somebody.
///
/// # Errors
/// When the database refuses.
pub async fn is_like(scope: &Scope, customer_id: Uuid) -> Result<Vec<Duplicate>> {
    let mut work = scope.begin().await?;
    Ok(store::open(work.conn(), Some(customer_id), PageRequest { size: ON_PAGE, ..PageRequest::default() }).await?.rows)
}

/// Looks for others like one person.
///
/// # Errors
/// When the database refuses.
pub async fn find_duplicates(scope: &Scope, customer_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let now = work.now;
    store::find(work.conn(), Some(customer_id), now).await?;
    work.commit().await
}

/// Asks for a look through everybody, in the background.
///
/// # Errors
/// When the database refuses.
pub async fn request_search(scope: &Scope) -> Result<()> {
    let mut work = scope.begin().await?;
    outbox::emit(&mut work, "customers.search_requested", scope.organization.id, json!({})).await?;
    work.commit().await
}

/// Looks through everybody; returns how many were proposed.
///
/// # Errors
/// When the database refuses.
pub async fn find_everywhere(scope: &Scope) -> Result<u64> {
    let mut work = scope.begin().await?;
    let found = find_in(&mut work).await?;
    work.commit().await?;
    Ok(found)
}

/// As [`find_everywhere`], in a transaction that goes on.
///
/// # Errors
/// When the database refuses.
pub async fn find_in(work: &mut Work) -> Result<u64> {
    let now = work.now;
    store::find(work.conn(), None, now).await
}

/// Says that two are not one person: they are not proposed again.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn dismiss(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let (first, second) = store::dismiss(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    audit::service::record(&mut work, "customers.duplicate_dismissed", "customer", first, Value::Null, json!({"other": second})).await?;
    work.commit().await
}
