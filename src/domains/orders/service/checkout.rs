//! Quick checkout: one thing, a saved way to pay and a saved address. Its pieces are kept for half an hour. The provider is asked by whoever
//! calls, outside of a transaction: [`payable`] before, then [`complete`] or [`refused`]. Money that has come makes an order in any case,
//! also after the half hour; what is not there any more holds that order back.

use super::create::{Header, insert, rates_at};
use super::form::MOST_PIECES;
use super::paid::{Secured, secure_paid};
use super::{locked, price};
use crate::domains::catalog::model::TaxClass;
use crate::domains::inventory::model::OwnerName;
use crate::domains::inventory::ports::OwnerNames;
use crate::domains::inventory::service::{Owner, StockOp};
use crate::domains::orders::model::{Advance, CheckoutStatus, EditableLine, NewCheckout, OrderStatus, QuickCheckout, Source};
use crate::domains::orders::store::{self, NewSession, Sums};
use crate::domains::orders::{ports, urls};
use crate::domains::{audit, catalog, customers, inventory};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::{AppError, Permission};
use anyhow::Context;
use async_trait::async_trait;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// For how long pieces are kept.
const MINUTES: i64 = 30;
/// Checkouts that the sweeper writes down at a time.
const AT_ONCE: i64 = 200;
/// Longest name that a provider has for a payment, in characters.
const LONGEST_REFERENCE: usize = 200;

/// The line of a checkout and what it comes to. `unit_price` is the catalog's unless somebody was told another one.
async fn worth(
    work: &mut Work,
    variant_id: Uuid,
    quantity: i32,
    unit_price: Option<Decimal>,
    shipping: Decimal,
) -> Result<(EditableLine, Sums, bool)> {
    let variants = catalog::service::variants_by_id(work, &[variant_id]).await?;
    let variant = variants.get(&variant_id).ok_or(AppError::NotFound)?;
    let line = EditableLine {
        id: new_id(),
        variant_id: Some(variant_id),
        name: variant.label(),
        sku: Some(variant.sku.clone()),
        quantity,
        unit_price: unit_price.unwrap_or(variant.price),
        discount: Decimal::ZERO,
        spread_discount: Decimal::ZERO,
        tax: Decimal::ZERO,
        tax_included: Decimal::ZERO,
        tax_mode: None,
        fulfilled: 0,
        cancelled: 0,
        warehouse_id: None,
    };
    let (classes, now) = ([TaxClass::parse(&variant.tax_class)], work.now);
    let rates = rates_at(work, now).await?;
    let mut lines = [line];
    price::price(&mut lines, &classes, Decimal::ZERO, &rates);
    let sums = price::sums(&lines, shipping, Decimal::ZERO, Decimal::ZERO);
    let [line] = lines;
    Ok((line, sums, variant.is_sellable))
}

const fn release(session: &QuickCheckout) -> StockOp {
    StockOp::Release {
        warehouse_id: session.warehouse_id,
        variant_id: session.variant_id,
        owner: Owner::Checkout(session.id),
        quantity: None,
    }
}

/// Begins a checkout and keeps its pieces.
///
/// # Errors
/// [`AppError::NotFound`] for what is not there or somebody else's; field errors; a conflict when there are not enough pieces.
pub async fn begin_checkout(scope: &Scope, new: &NewCheckout) -> Result<QuickCheckout> {
    retrying(|| begin_once(scope, new)).await
}

async fn begin_once(scope: &Scope, new: &NewCheckout) -> Result<QuickCheckout> {
    let mut work = scope.begin().await?;
    if !(1..=MOST_PIECES).contains(&new.quantity) {
        return Err(Error::field("quantity", "orders-error-quantity"));
    }
    if new.shipping < Decimal::ZERO {
        return Err(Error::field("shipping", "error-amount-negative"));
    }
    customers::service::usable_method(&mut work, new.customer_id, new.payment_method_id).await?;
    let address = customers::service::address(&mut work, new.customer_id, new.shipping_address_id).await?;
    let billing = match new.billing_address_id {
        Some(id) => Some(customers::service::address(&mut work, new.customer_id, id).await?),
        None => None,
    };
    let (_, sums, is_sellable) = worth(&mut work, new.variant_id, new.quantity, None, new.shipping).await?;
    if !is_sellable || sums.total <= Decimal::ZERO {
        return Err(Error::field("variant_id", "carts-error-not-sellable"));
    }
    let written = |address: &customers::model::Address| serde_json::to_value(address).context("writing an address").map_err(Error::Other);
    let warehouse_id = inventory::service::default_warehouse(&mut work).await?;
    let (id, now, currency) = (new_id(), work.now, scope.organization.currency.clone());
    let session = NewSession {
        id,
        customer_id: new.customer_id,
        variant_id: new.variant_id,
        warehouse_id,
        quantity: new.quantity,
        payment_method_id: new.payment_method_id,
        shipping_address_id: new.shipping_address_id,
        billing_address_id: new.billing_address_id,
        shipping_address: written(&address)?,
        billing_address: billing.as_ref().map(written).transpose()?,
        subtotal: sums.subtotal,
        shipping: new.shipping,
        tax: sums.tax,
        total: sums.total,
        currency: &currency,
        expires_at: now + TimeDelta::minutes(MINUTES),
        at: now,
    };
    store::insert_checkout(work.conn(), &session).await?;
    let keep = StockOp::Reserve {
        warehouse_id,
        variant_id: new.variant_id,
        quantity: new.quantity,
        owner: Owner::Checkout(id),
        expires_at: Some(session.expires_at),
        allow_short: false,
    };
    inventory::service::apply(&mut work, &[keep]).await?;
    let values = json!({"variant": new.variant_id, "quantity": new.quantity, "total": sums.total});
    told(&mut work, "orders.checkout_started", id, json!(null), values).await?;
    let made = store::checkout(work.conn(), id, false, now).await?.ok_or(AppError::NotFound)?;
    work.commit().await?;
    Ok(made)
}

async fn told(work: &mut Work, what: &str, id: Uuid, old: serde_json::Value, new: serde_json::Value) -> Result<()> {
    audit::service::record(work, what, "quick_checkout", id, old, new).await?;
    outbox::emit(work, what, id, json!({})).await
}

/// A checkout as it stands.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn checkout(scope: &Scope, id: Uuid) -> Result<QuickCheckout> {
    let mut work = scope.begin().await?;
    let now = work.now;
    store::checkout(work.conn(), id, false, now).await?.ok_or_else(|| AppError::NotFound.into())
}

fn check_active(session: &QuickCheckout) -> Result<()> {
    match session.status {
        CheckoutStatus::Active => Ok(()),
        CheckoutStatus::Completed => Err(Error::conflict("carts-error-completed")),
        CheckoutStatus::Cancelled => Err(Error::conflict("carts-error-cancelled")),
        CheckoutStatus::Expired => Err(Error::conflict("carts-error-expired")),
    }
}

/// A checkout whose provider may be asked for the money now.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when its time is over or it has ended; a field error when its way to pay is no good any more.
pub async fn payable(scope: &Scope, id: Uuid) -> Result<QuickCheckout> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let session = store::checkout(work.conn(), id, false, now).await?.ok_or(AppError::NotFound)?;
    check_active(&session)?;
    customers::service::usable_method(&mut work, session.customer_id, session.payment_method_id).await?;
    Ok(session)
}

/// Its buyer does not want it: its pieces are free.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it has ended already.
pub async fn cancel_checkout(scope: &Scope, id: Uuid) -> Result<()> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let now = work.now;
        let session = store::checkout(work.conn(), id, true, now).await?.ok_or(AppError::NotFound)?;
        check_active(&session)?;
        store::end_checkout(work.conn(), id, CheckoutStatus::Cancelled, None, now).await?;
        inventory::service::apply(&mut work, &[release(&session)]).await?;
        let (old, new) = (json!({"status": CheckoutStatus::Active.code()}), json!({"status": CheckoutStatus::Cancelled.code()}));
        told(&mut work, "orders.checkout_cancelled", id, old, new).await?;
        work.commit().await
    })
    .await
}

/// The provider has refused: the way to pay has failed once more, the checkout goes on. Returns how often in a row.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn refused(scope: &Scope, id: Uuid) -> Result<i32> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let session = store::checkout(work.conn(), id, true, now).await?.ok_or(AppError::NotFound)?;
    let failures = customers::service::method_failed(&mut work, session.customer_id, session.payment_method_id).await?;
    work.commit().await?;
    Ok(failures)
}

/// What a checkout has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The order.
    pub order_id: Uuid,
    /// Its number.
    pub number: String,
    /// What has become of its goods; `None` where it was made before, or waits for a person for another reason.
    pub secured: Option<Secured>,
}

/// The money has come, by the provider's name of the payment: makes the order and gives it the pieces that were kept. Called twice there
/// is one order. Where the time was over or the checkout was cancelled meanwhile the order is made all the same, and held back if
/// its goods are gone.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn complete(scope: &Scope, id: Uuid, reference: &str) -> Result<Completed> {
    retrying(|| complete_once(scope, id, reference)).await
}

async fn complete_once(scope: &Scope, id: Uuid, reference: &str) -> Result<Completed> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let session = store::checkout(work.conn(), id, true, now).await?.ok_or(AppError::NotFound)?;
    if let Some(order_id) = session.order_id {
        let number = store::exists(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
        return Ok(Completed { order_id, number, secured: None });
    }
    let gateway = customers::service::gateway_of(&mut work, session.payment_method_id).await?;
    let unit_price = session.subtotal / Decimal::from(session.quantity);
    let (line, sums, _) = worth(&mut work, session.variant_id, session.quantity, Some(unit_price), session.shipping).await?;
    let order_id = new_id();
    let header = Header {
        id: order_id,
        source: Source::Website.as_str(),
        status: OrderStatus::Pending,
        customer_id: Some(session.customer_id),
        address: serde_json::to_value(&session.shipping_address).context("writing an address").map_err(Error::Other)?,
        note: None,
    };
    let number = insert(&mut work, header, sums, vec![line]).await?;
    customers::service::remember_address(&mut work, session.customer_id, &session.shipping_address).await?;
    customers::service::method_used(&mut work, session.payment_method_id).await?;
    if let Some(payments) = ports::payments() {
        let order = locked(&mut work, order_id).await?;
        let reference = reference.trim().chars().take(LONGEST_REFERENCE).collect();
        payments.take_advance(&mut work, &order, &Advance { amount: session.total, method: gateway.code(), reference }).await?;
    }
    let is_in_time = session.status == CheckoutStatus::Active;
    let status = if is_in_time { CheckoutStatus::Completed } else { session.status };
    store::end_checkout(work.conn(), id, status, Some(order_id), now).await?;
    // Under the lock of the same level the pieces go from the checkout to the order.
    inventory::service::apply(&mut work, &[release(&session)]).await?;
    let is_free = locked(&mut work, order_id).await?.hold_reason.is_none();
    let secured = if is_free { Some(secure_paid(&mut work, order_id).await?) } else { None };
    let (old, new) = (json!({"status": session.status.code()}), json!({"status": status.code(), "order": number}));
    told(&mut work, "orders.checkout_completed", id, old, new).await?;
    work.commit().await?;
    Ok(Completed { order_id, number, secured })
}

/// Writes down which checkouts are over, and lets their pieces go. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn expire_checkouts(scope: &Scope) -> Result<usize> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        let now = work.now;
        let overdue = store::overdue_checkouts(work.conn(), now, AT_ONCE).await?;
        let mut ops = Vec::new();
        for (id, warehouse_id, variant_id) in &overdue {
            let (id, warehouse_id, variant_id) = (*id, *warehouse_id, *variant_id);
            store::end_checkout(work.conn(), id, CheckoutStatus::Expired, None, now).await?;
            ops.push(StockOp::Release { warehouse_id, variant_id, owner: Owner::Checkout(id), quantity: None });
            let (old, new) = (json!({"status": CheckoutStatus::Active.code()}), json!({"status": CheckoutStatus::Expired.code()}));
            told(&mut work, "orders.checkout_expired", id, old, new).await?;
        }
        inventory::service::apply(&mut work, &ops).await?;
        if !overdue.is_empty() {
            work.commit().await?;
        }
        Ok(overdue.len())
    })
    .await
}

/// What quick checkouts say about themselves.
pub static CHECKOUTS: CheckoutNames = CheckoutNames;

/// The pieces that checkouts keep, by the name of their buyer.
pub struct CheckoutNames;

#[async_trait]
impl OwnerNames for CheckoutNames {
    fn kind(&self) -> &'static str {
        "CHECKOUT"
    }

    async fn names(&self, work: &mut Work, ids: &[Uuid]) -> Result<Vec<OwnerName>> {
        let buyers = store::buyers_of_checkouts(work.conn(), ids).await?;
        let names = buyers.into_iter().map(|(id, customer_id, name)| OwnerName {
            kind: self.kind().to_owned(),
            owner_id: id,
            name,
            path: urls::of_customer(customer_id),
            permission: Permission::OrdersRead,
        });
        Ok(names.collect())
    }
}
