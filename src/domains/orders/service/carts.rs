//! Carts: what buyers put together, what became of it, and how the staff makes an order of one. The live domain brings its own lines; here
//! the lines of the catalog are worked with.

use super::create::{Header, classes_of, insert, rates_at, resolve};
use super::form::{MOST_LINES, MOST_PIECES, NewLine};
use super::price;
use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::orders::model::{CartFilter, CartLine, CartOwner, CartRow, CartStatus, CartView, OrderStatus, Source};
use crate::domains::orders::store::{self, LockedCart, Whose};
use crate::domains::{audit, catalog, customers};
use crate::server::clock::{hash_secret, new_id};
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, FieldErrors, Page, Permission};
use anyhow::Context;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// After so many hours without a change a cart is abandoned.
const IDLE_HOURS: i64 = 24;
/// Carts that the sweeper writes down at a time.
const AT_ONCE: i64 = 500;

/// Carts that were touched last at this moment or before are abandoned.
fn idle(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::hours(IDLE_HOURS)
}

fn status_of(cart: &LockedCart, now: DateTime<Utc>) -> CartStatus {
    match CartStatus::parse(&cart.status) {
        Some(CartStatus::Open) if cart.touched_at <= idle(now) => CartStatus::Abandoned,
        Some(status) => status,
        None => CartStatus::Open,
    }
}

/// The owner's cart that is no order, with its owner held. One is made where there is none and `make` says so.
async fn current(work: &mut Work, owner: &CartOwner, make: bool) -> Result<Option<Uuid>> {
    let (customer_id, token) = match owner {
        CartOwner::Customer(id) => (Some(*id), None),
        CartOwner::Visitor(token) if token.is_empty() => return Err(AppError::NotFound.into()),
        CartOwner::Visitor(token) => (None, Some(hash_secret(token))),
    };
    let name = customer_id.map_or_else(|| format!("{token:?}"), |id| id.to_string());
    store::hold_owner(work.conn(), &format!("carts:{name}")).await?;
    let whose = Whose { customer_id, session_token: token.as_deref() };
    let found = store::current_cart(work.conn(), whose).await?;
    if found.is_some() || !make {
        return Ok(found);
    }
    let (id, now, currency) = (new_id(), work.now, work.scope.organization.currency.clone());
    store::insert_cart(work.conn(), id, whose, &currency, now).await?;
    Ok(Some(id))
}

/// What is in a cart, with what it costs now.
async fn lines(work: &mut Work, cart_id: Uuid) -> Result<Vec<CartLine>> {
    let items = store::cart_items(work.conn(), cart_id).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.variant_id).collect();
    let variants = catalog::service::variants_by_id(work, &ids).await?;
    let line = |item: store::CartItem| {
        let variant = variants.get(&item.variant_id)?;
        Some(CartLine {
            variant_id: variant.id,
            product_id: variant.product_id,
            name: variant.label(),
            sku: variant.sku.clone(),
            quantity: item.quantity,
            price_seen: item.unit_price_seen,
            price: variant.price,
            is_sellable: variant.is_sellable,
        })
    };
    Ok(items.into_iter().filter_map(line).collect())
}

async fn view(work: &mut Work, id: Uuid) -> Result<CartView> {
    let now = work.now;
    let row = store::cart(work.conn(), id, idle(now)).await?.ok_or(AppError::NotFound)?;
    Ok(CartView { row, lines: lines(work, id).await? })
}

/// Says how many pieces of a variant are in the owner's cart; none takes it out. A cart that was abandoned is open again.
///
/// # Errors
/// Field errors for what cannot be bought, for too many pieces and for too many things.
pub async fn set_in_cart(scope: &Scope, owner: &CartOwner, variant_id: Uuid, quantity: i32) -> Result<CartView> {
    change_cart(scope, owner, variant_id, |_| quantity).await
}

/// Puts more pieces of a variant into the owner's cart.
///
/// # Errors
/// As [`set_in_cart`].
pub async fn put_in_cart(scope: &Scope, owner: &CartOwner, variant_id: Uuid, quantity: i32) -> Result<CartView> {
    change_cart(scope, owner, variant_id, |before| before.saturating_add(quantity)).await
}

async fn change_cart(scope: &Scope, owner: &CartOwner, variant_id: Uuid, after: impl Fn(i32) -> i32 + Send) -> Result<CartView> {
    let mut work = scope.begin().await?;
    let variants = catalog::service::variants_by_id(&mut work, &[variant_id]).await?;
    let variant = variants.get(&variant_id).ok_or(AppError::NotFound)?;
    if let CartOwner::Customer(id) = owner {
        customers::service::default_address(&mut work, *id).await?;
    }
    let id = current(&mut work, owner, true).await?.ok_or(AppError::NotFound)?;
    let cart = store::lock_cart(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if cart.order_id.is_some() {
        return Err(Error::conflict("carts-error-converted"));
    }
    let items = store::cart_items(work.conn(), id).await?;
    let before = items.iter().find(|item| item.variant_id == variant_id).map_or(0, |item| item.quantity);
    let quantity = after(before);
    if !(0..=MOST_PIECES).contains(&quantity) {
        return Err(Error::field("quantity", "orders-error-quantity"));
    }
    if quantity > before && !variant.is_sellable {
        return Err(Error::field("variant_id", "carts-error-not-sellable"));
    }
    if before == 0 && quantity > 0 && items.len() >= MOST_LINES {
        return Err(Error::field("variant_id", "orders-error-too-many-lines"));
    }
    let now = work.now;
    store::set_cart_item(work.conn(), new_id(), id, variant_id, quantity, variant.price, now).await?;
    store::touch_cart(work.conn(), id, now).await?;
    outbox::emit(&mut work, "orders.cart_changed", id, json!({})).await?;
    let shown = view(&mut work, id).await?;
    work.commit().await?;
    Ok(shown)
}

/// The owner's cart that is no order, if there is one.
///
/// # Errors
/// [`AppError::NotFound`] for a visitor without a token.
pub async fn cart_of(scope: &Scope, owner: &CartOwner) -> Result<Option<CartView>> {
    let mut work = scope.begin().await?;
    match current(&mut work, owner, false).await? {
        Some(id) => view(&mut work, id).await.map(Some),
        None => Ok(None),
    }
}

/// What of a visitor's cart goes where: (variant, pieces in the customer's cart then, price seen), and (variant, pieces that stay).
type Joined = (Vec<(Uuid, i32, Decimal)>, Vec<(Uuid, i32)>);

/// Adds up lines of the same variant, as far as a cart may hold them. The price is the visitor's, who has seen it last.
fn joined(visitors: &[store::CartItem], customers: &[store::CartItem]) -> Joined {
    let mut places = MOST_LINES.saturating_sub(customers.len());
    let (mut put, mut stay) = (Vec::new(), Vec::new());
    for item in visitors {
        let before = customers.iter().find(|known| known.variant_id == item.variant_id).map(|known| known.quantity);
        let moved = match before {
            Some(before) => item.quantity.min(MOST_PIECES - before).max(0),
            None if places > 0 => item.quantity,
            None => 0,
        };
        if moved == 0 {
            continue;
        }
        if before.is_none() {
            places -= 1;
        }
        put.push((item.variant_id, before.unwrap_or(0) + moved, item.unit_price_seen));
        stay.push((item.variant_id, item.quantity - moved));
    }
    (put, stay)
}

/// A visitor turns out to be somebody: their cart becomes the person's, or what is in it comes to what the person's cart holds. What this
/// cannot hold any more stays in the visitor's. Done again it changes nothing. Returns the person's cart, if there is one then.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown person, and for a visitor without a token.
pub async fn join_cart(scope: &Scope, token: &str, customer_id: Uuid) -> Result<Option<CartView>> {
    let mut work = scope.begin().await?;
    customers::service::default_address(&mut work, customer_id).await?;
    let from = current(&mut work, &CartOwner::Visitor(token.to_owned()), false).await?;
    let into = current(&mut work, &CartOwner::Customer(customer_id), false).await?;
    let visitors = match from {
        Some(from) => store::lock_cart(work.conn(), from).await?.filter(|cart| cart.order_id.is_none()).map(|cart| (from, cart)),
        None => None,
    };
    let customers = match into {
        Some(into) => store::lock_cart(work.conn(), into).await?.filter(|cart| cart.order_id.is_none()).map(|cart| (into, cart)),
        None => None,
    };
    let now = work.now;
    let id = match (visitors, customers) {
        (None, None) => return Ok(None),
        (None, Some((id, _))) => return view(&mut work, id).await.map(Some),
        (Some((id, _)), None) => {
            store::give_visitors_cart(work.conn(), id, customer_id, now).await?;
            audit::service::record(&mut work, "orders.cart_joined", "cart", id, json!(null), json!({"customer_id": customer_id})).await?;
            id
        }
        // Prices in another currency do not add up.
        (Some((_, one)), Some((id, other))) if one.currency != other.currency => return view(&mut work, id).await.map(Some),
        (Some((from, _)), Some((id, _))) => {
            let items = (store::cart_items(work.conn(), from).await?, store::cart_items(work.conn(), id).await?);
            let (put, stay) = joined(&items.0, &items.1);
            if put.is_empty() {
                return view(&mut work, id).await.map(Some);
            }
            store::put_cart_items(work.conn(), id, &put, now).await?;
            store::leave_in_cart(work.conn(), from, &stay).await?;
            store::delete_empty_cart(work.conn(), from).await?;
            store::touch_cart(work.conn(), id, now).await?;
            let lines: Vec<serde_json::Value> =
                put.iter().map(|(variant, pieces, _)| json!({"variant_id": variant, "pieces": pieces})).collect();
            audit::service::record(&mut work, "orders.cart_joined", "cart", id, json!(null), json!({"from": from, "lines": lines})).await?;
            id
        }
    };
    outbox::emit(&mut work, "orders.cart_changed", id, json!({})).await?;
    let shown = view(&mut work, id).await?;
    work.commit().await?;
    Ok(Some(shown))
}

/// A page of carts with something in them, the one that was touched last first.
///
/// # Errors
/// When the database refuses.
pub async fn carts(scope: &Scope, filter: &CartFilter, page: PageRequest) -> Result<Page<CartRow>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    store::carts(work.conn(), filter, page, idle(now)).await
}

/// A cart with what is in it.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn cart(scope: &Scope, id: Uuid) -> Result<CartView> {
    view(&mut scope.begin().await?, id).await
}

async fn abandoned(work: &mut Work, id: Uuid) -> Result<()> {
    store::set_cart_abandoned(work.conn(), id).await?;
    let (old, new) = (json!({"status": CartStatus::Open.code()}), json!({"status": CartStatus::Abandoned.code()}));
    audit::service::record(work, "orders.cart_abandoned", "cart", id, old, new).await?;
    outbox::emit(work, "orders.cart_abandoned", id, json!({})).await
}

/// Says that nobody is at a cart any more.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for one that became an order.
pub async fn abandon_cart(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let cart = store::lock_cart(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    match CartStatus::parse(&cart.status) {
        Some(CartStatus::Converted) => return Err(Error::conflict("carts-error-converted")),
        Some(CartStatus::Abandoned) => return Ok(()),
        _ => {}
    }
    abandoned(&mut work, id).await?;
    work.commit().await
}

/// Makes a draft order of a cart, at the prices that its buyer has seen. Made twice it is the same order. Returns its id and number.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for an empty cart, and for one with something that is not for sale any more.
pub async fn convert_cart(scope: &Scope, id: Uuid) -> Result<(Uuid, String)> {
    retrying(|| convert_once(scope, id)).await
}

async fn convert_once(scope: &Scope, id: Uuid) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let cart = store::lock_cart(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if let Some(order_id) = cart.order_id {
        let number = store::exists(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
        return Ok((order_id, number));
    }
    let in_cart = lines(&mut work, id).await?;
    if in_cart.is_empty() {
        return Err(Error::conflict("carts-error-empty"));
    }
    let wanted: Vec<NewLine> = in_cart
        .iter()
        .enumerate()
        .map(|(row, line)| NewLine {
            row,
            sku: line.sku.clone(),
            quantity: line.quantity,
            price: Some(line.price_seen),
            ..NewLine::default()
        })
        .collect();
    let mut errors = FieldErrors::default();
    let (mut items, _) = resolve(&mut work, &wanted, &mut errors).await?;
    if !errors.0.is_empty() {
        return Err(Error::conflict("carts-error-not-sellable"));
    }
    let now = work.now;
    let (classes, rates) = (classes_of(&mut work, &items).await?, rates_at(&mut work, now).await?);
    price::price(&mut items, &classes, Decimal::ZERO, &rates);
    let sums = price::sums(&items, Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let address = match cart.customer_id {
        Some(customer_id) => customers::service::default_address(&mut work, customer_id).await?,
        None => customers::model::Address::default(),
    };
    let header = Header {
        id: new_id(),
        source: Source::Website.as_str(),
        status: OrderStatus::Draft,
        customer_id: cart.customer_id,
        address: serde_json::to_value(&address).context("writing an address").map_err(Error::Other)?,
        note: None,
    };
    let order_id = header.id;
    let number = insert(&mut work, header, sums, items).await?;
    store::set_cart_converted(work.conn(), id, order_id).await?;
    let old = json!({"status": status_of(&cart, now).code()});
    audit::service::record(&mut work, "orders.cart_converted", "cart", id, old, json!({"order": number})).await?;
    outbox::emit(&mut work, "orders.cart_converted", id, json!({"order_id": order_id})).await?;
    work.commit().await?;
    Ok((order_id, number))
}

/// Writes down which carts are abandoned. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn sweep_carts(scope: &Scope) -> Result<usize> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let found = store::idle_carts(work.conn(), idle(now), AT_ONCE).await?;
    for id in &found {
        abandoned(&mut work, *id).await?;
    }
    if !found.is_empty() {
        work.commit().await?;
    }
    Ok(found.len())
}

/// The carts and quick checkouts of people.
pub static CARTS_OF_CUSTOMERS: CartsOfCustomers = CartsOfCustomers;

/// Carts and quick checkouts belong to customers.
pub struct CartsOfCustomers;

#[async_trait]
impl Belongings for CartsOfCustomers {
    fn kind(&self) -> &'static str {
        "carts"
    }

    async fn hold(&self, work: &mut Work, customer_id: Uuid) -> Result<()> {
        store::lock_carts_of_customer(work.conn(), customer_id).await
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        store::give_carts(work.conn(), None, from, into).await
    }

    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        store::give_carts(work.conn(), Some(ids), from, into).await.map(drop)
    }

    async fn forget(&self, work: &mut Work, customer_id: Uuid) -> Result<()> {
        store::forget_checkouts(work.conn(), customer_id).await
    }

    fn permission(&self) -> Permission {
        Permission::OrdersRead
    }

    async fn happenings(&self, _work: &mut Work, _customer_id: Uuid, _before: Option<Cursor>, _limit: i64) -> Result<Vec<Happening>> {
        Ok(Vec::new())
    }
}
