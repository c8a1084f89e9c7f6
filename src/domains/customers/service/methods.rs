//! Saved ways to pay. Their tokens are sealed like the secrets of accounts, and opened for a call to the provider alone.

use crate::domains::audit;
use crate::domains::customers::model::{Address, Happening, MethodGateway, NewMethod, SavedMethod};
use crate::domains::customers::ports::Belongings;
use crate::domains::customers::store::{self, methods as rows};
use crate::server::clock::new_id;
use crate::server::seal::{Place, Sealer};
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, Cursor, Permission};
use async_trait::async_trait;
use serde_json::{Value, json};
use uuid::Uuid;

/// Longest token, in bytes.
const LONGEST_TOKEN: usize = 2_000;

/// Where the token of a way to pay is kept.
#[must_use]
pub const fn place(organization_id: Uuid, id: Uuid) -> Place<'static> {
    Place { organization_id, table: "customer_payment_methods", column: "token_enc", id }
}

async fn finish(work: &mut Work, action: &str, customer_id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(work, action, "customer", customer_id, old, new).await?;
    outbox::emit(work, action, customer_id, json!({})).await
}

/// What of a way to pay may stand in the log.
fn facts(method: &SavedMethod) -> Value {
    json!({"kind": method.kind.code(), "gateway": method.gateway.code(), "last4": method.last4, "brand": method.brand})
}

async fn one(work: &mut Work, customer_id: Uuid, id: Uuid) -> Result<SavedMethod> {
    let known = rows::of_customer(work.conn(), customer_id).await?;
    known.into_iter().find(|method| method.id == id).ok_or_else(|| AppError::NotFound.into())
}

/// Saves a way to pay. The first one of a person is their default.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person; field errors for what no provider would send.
pub async fn save_method(scope: &Scope, sealer: &Sealer, customer_id: Uuid, token: &str, new: &NewMethod) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    super::lock(&mut work, customer_id).await?;
    if token.trim().is_empty() || token.len() > LONGEST_TOKEN {
        return Err(Error::field("token", "error-required"));
    }
    if new.last4.as_deref().is_some_and(|digits| digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Error::field("last4", "error-choice"));
    }
    if new.expiry.is_some_and(|(month, year)| !(1..=12).contains(&month) || !(2000..=2200).contains(&year)) {
        return Err(Error::field("expiry", "error-choice"));
    }
    if new.billing_country.as_deref().is_some_and(|country| country.len() != 2) {
        return Err(Error::field("billing_country", "error-choice"));
    }
    let (id, now) = (new_id(), work.now);
    let sealed = sealer.seal(place(scope.organization.id, id), token.as_bytes())?;
    rows::insert(work.conn(), id, customer_id, new, &sealed, now).await?;
    let method = one(&mut work, customer_id, id).await?;
    finish(&mut work, "customers.payment_method_added", customer_id, Value::Null, facts(&method)).await?;
    work.commit().await?;
    Ok(id)
}

/// Somebody's saved ways to pay, the default first.
///
/// # Errors
/// When the database refuses.
pub async fn methods(scope: &Scope, customer_id: Uuid) -> Result<Vec<SavedMethod>> {
    rows::of_customer(scope.begin().await?.conn(), customer_id).await
}

/// The provider's token of a way to pay, for a call to the provider.
///
/// # Errors
/// [`AppError::NotFound`], also for one that was taken away; when it was sealed with another key.
pub async fn open_token(work: &mut Work, sealer: &Sealer, id: Uuid) -> Result<String> {
    let organization_id = work.scope.organization.id;
    let sealed = rows::token(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let token = sealer.open(place(organization_id, id), &sealed)?;
    String::from_utf8(token).map_err(|_| Error::Other(anyhow::anyhow!("a token that is no text")))
}

/// Takes a way to pay away; what is kept of it says nothing any more. Another one becomes the default.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn remove_method(scope: &Scope, customer_id: Uuid, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    super::lock(&mut work, customer_id).await?;
    let method = one(&mut work, customer_id, id).await?;
    let now = work.now;
    rows::remove(work.conn(), id, now).await?;
    if method.is_default
        && let Some(next) = rows::of_customer(work.conn(), customer_id).await?.first()
    {
        rows::make_default(work.conn(), customer_id, next.id).await?;
    }
    finish(&mut work, "customers.payment_method_removed", customer_id, facts(&method), Value::Null).await?;
    work.commit().await
}

/// Makes a way to pay the one that is taken unless another is chosen.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn prefer_method(scope: &Scope, customer_id: Uuid, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    super::lock(&mut work, customer_id).await?;
    let method = one(&mut work, customer_id, id).await?;
    if method.is_default {
        return Ok(());
    }
    rows::make_default(work.conn(), customer_id, id).await?;
    let mut new = facts(&method);
    new["default"] = json!(true);
    finish(&mut work, "customers.payment_method_changed", customer_id, Value::Null, new).await?;
    work.commit().await
}

/// One of somebody's ways to pay, by which something can be paid now.
///
/// # Errors
/// [`AppError::NotFound`] for one of somebody else; a field error for one that is over or was refused too often.
pub async fn usable_method(work: &mut Work, customer_id: Uuid, id: Uuid) -> Result<SavedMethod> {
    let now = work.now;
    let method = one(work, customer_id, id).await?;
    if method.is_usable(now) { Ok(method) } else { Err(Error::field("payment_method_id", "customers-error-method")) }
}

/// Whose token a way to pay is; also of one that was taken away meanwhile.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn gateway_of(work: &mut Work, id: Uuid) -> Result<MethodGateway> {
    rows::gateway(work.conn(), id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// A payment by it was taken.
///
/// # Errors
/// When the database refuses.
pub async fn method_used(work: &mut Work, id: Uuid) -> Result<()> {
    let now = work.now;
    rows::set_used(work.conn(), id, now).await
}

/// A payment by it was refused. Returns how often in a row.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn method_failed(work: &mut Work, customer_id: Uuid, id: Uuid) -> Result<i32> {
    let failures = rows::count_failure(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let new = json!({"method": id, "failed_attempts": failures});
    finish(work, "customers.payment_method_changed", customer_id, Value::Null, new).await?;
    Ok(failures)
}

/// One of somebody's addresses.
///
/// # Errors
/// [`AppError::NotFound`], also for an address of somebody else.
pub async fn address(work: &mut Work, customer_id: Uuid, id: Uuid) -> Result<Address> {
    rows::address(work.conn(), customer_id, id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// The address that somebody's parcels go to, with the name and number that they are known by where there is none.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person.
pub async fn default_address(work: &mut Work, customer_id: Uuid) -> Result<Address> {
    if let Some(address) = rows::default_address(work.conn(), customer_id).await? {
        return Ok(address);
    }
    let person = store::detail(work.conn(), customer_id, false).await?.ok_or(AppError::NotFound)?;
    Ok(Address { full_name: person.name, phone: person.phone.unwrap_or_default(), email: person.email, ..Address::default() })
}

/// The saved ways to pay of people.
pub static METHODS_OF_CUSTOMERS: MethodsOfCustomers = MethodsOfCustomers;

/// Ways to pay move with a merge, and go when somebody is forgotten.
pub struct MethodsOfCustomers;

#[async_trait]
impl Belongings for MethodsOfCustomers {
    fn kind(&self) -> &'static str {
        "payment_methods"
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        rows::give(work.conn(), None, from, into).await
    }

    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        rows::give(work.conn(), Some(ids), from, into).await.map(drop)
    }

    async fn forget(&self, work: &mut Work, customer_id: Uuid) -> Result<()> {
        let now = work.now;
        for id in rows::ids_of_family(work.conn(), customer_id).await? {
            rows::remove(work.conn(), id, now).await?;
        }
        Ok(())
    }

    fn permission(&self) -> Permission {
        Permission::CustomersRead
    }

    async fn happenings(&self, _work: &mut Work, _customer_id: Uuid, _before: Option<Cursor>, _limit: i64) -> Result<Vec<Happening>> {
        Ok(Vec::new())
    }
}
