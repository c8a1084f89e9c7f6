//! SQL of carts.

use crate::domains::orders::model::{CartFilter, CartRow, CartStatus};
use crate::server::Result;
use crate::server::clock::new_id;
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// Whose a cart is, as it is kept.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    pub customer_id: Option<Uuid>,
    pub session_token: Option<&'a [u8]>,
}

/// One owner's requests come one after the other.
pub async fn hold_owner(conn: &mut PgConnection, name: &str) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 137))", name).execute(conn).await?;
    Ok(())
}

/// The owner's cart that is no order, the open one before an abandoned one.
pub async fn current_cart(conn: &mut PgConnection, whose: Whose<'_>) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from carts
         where status <> 'CONVERTED' and customer_id is not distinct from $1
           and ($1::uuid is not null or session_token = $2)
         order by status = 'OPEN' desc, touched_at desc, id desc limit 1",
        whose.customer_id,
        whose.session_token
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn insert_cart(conn: &mut PgConnection, id: Uuid, whose: Whose<'_>, currency: &str, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into carts (id, customer_id, session_token, currency, touched_at, created_at) values ($1, $2, $3, $4, $5, $5)",
        id,
        whose.customer_id,
        whose.session_token,
        currency,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A buyer is at a cart: it is open (again).
pub async fn touch_cart(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update carts set status = 'OPEN', touched_at = $2 where id = $1", id, at).execute(conn).await?;
    Ok(())
}

/// So many pieces of a variant, at the price that its buyer sees; none takes it out.
pub async fn set_cart_item(
    conn: &mut PgConnection,
    id: Uuid,
    cart_id: Uuid,
    variant_id: Uuid,
    quantity: i32,
    price: Decimal,
    at: DateTime<Utc>,
) -> Result<()> {
    if quantity == 0 {
        sqlx::query!("delete from cart_items where cart_id = $1 and variant_id = $2", cart_id, variant_id).execute(conn).await?;
        return Ok(());
    }
    sqlx::query!(
        "insert into cart_items (id, cart_id, variant_id, quantity, unit_price_seen, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (organization_id, cart_id, variant_id, live_product_id)
           do update set quantity = excluded.quantity, unit_price_seen = excluded.unit_price_seen",
        id,
        cart_id,
        variant_id,
        quantity,
        price,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct CartItem {
    pub variant_id: Uuid,
    pub quantity: i32,
    pub unit_price_seen: Decimal,
}

/// The things of the catalog in a cart, in the order in which they were put in.
pub async fn cart_items(conn: &mut PgConnection, cart_id: Uuid) -> Result<Vec<CartItem>> {
    Ok(sqlx::query_as!(
        CartItem,
        r#"select variant_id as "variant_id!", quantity, unit_price_seen from cart_items
           where cart_id = $1 and variant_id is not null order by created_at, id limit 100"#,
        cart_id
    )
    .fetch_all(conn)
    .await?)
}

/// A cart as the rules need it; its row is locked.
pub struct LockedCart {
    pub customer_id: Option<Uuid>,
    pub status: String,
    pub touched_at: DateTime<Utc>,
    pub order_id: Option<Uuid>,
    pub currency: String,
}

pub async fn lock_cart(conn: &mut PgConnection, id: Uuid) -> Result<Option<LockedCart>> {
    Ok(sqlx::query_as!(
        LockedCart,
        r#"select customer_id, status, touched_at, order_id, currency::text as "currency!" from carts where id = $1 for update"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// A visitor's cart is somebody's now, and open.
pub async fn give_visitors_cart(conn: &mut PgConnection, id: Uuid, customer_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update carts set customer_id = $2, session_token = null, status = 'OPEN', touched_at = $3 where id = $1",
        id,
        customer_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// So many pieces of variants are in a cart then, at the prices that were seen.
pub async fn put_cart_items(conn: &mut PgConnection, cart_id: Uuid, items: &[(Uuid, i32, Decimal)], at: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|_| new_id()).collect();
    let variants: Vec<Uuid> = items.iter().map(|(variant, _, _)| *variant).collect();
    let pieces: Vec<i32> = items.iter().map(|(_, pieces, _)| *pieces).collect();
    let prices: Vec<Decimal> = items.iter().map(|(_, _, price)| *price).collect();
    sqlx::query!(
        "insert into cart_items (id, cart_id, variant_id, quantity, unit_price_seen, created_at)
         select n.id, $1, n.variant_id, n.pieces, n.price, $6
         from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::numeric[]) n (id, variant_id, pieces, price)
         on conflict (organization_id, cart_id, variant_id, live_product_id)
           do update set quantity = excluded.quantity, unit_price_seen = excluded.unit_price_seen",
        cart_id,
        &ids,
        &variants,
        &pieces,
        &prices,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// So many pieces of variants stay in a cart; none of one takes it out.
pub async fn leave_in_cart(conn: &mut PgConnection, cart_id: Uuid, items: &[(Uuid, i32)]) -> Result<()> {
    let (variants, pieces): (Vec<Uuid>, Vec<i32>) = items.iter().copied().unzip();
    sqlx::query!(
        "with stay as (select * from unnest($2::uuid[], $3::integer[]) n (variant_id, pieces)), gone as (
           delete from cart_items i using stay n where i.cart_id = $1 and i.variant_id = n.variant_id and n.pieces = 0)
         update cart_items i set quantity = n.pieces from stay n where i.cart_id = $1 and i.variant_id = n.variant_id and n.pieces > 0",
        cart_id,
        &variants,
        &pieces,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn delete_empty_cart(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from carts where id = $1 and not exists (select from cart_items i where i.cart_id = $1)", id)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn set_cart_abandoned(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("update carts set status = 'ABANDONED' where id = $1", id).execute(conn).await?;
    Ok(())
}

pub async fn set_cart_converted(conn: &mut PgConnection, id: Uuid, order_id: Uuid) -> Result<()> {
    sqlx::query!("update carts set status = 'CONVERTED', order_id = $2 where id = $1", id, order_id).execute(conn).await?;
    Ok(())
}

/// Open carts that nobody has touched since a moment.
pub async fn idle_carts(conn: &mut PgConnection, since: DateTime<Utc>, most: i64) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from carts where status = 'OPEN' and touched_at <= $1 order by id limit $2 for update skip locked",
        since,
        most
    )
    .fetch_all(conn)
    .await?)
}

struct Listed {
    id: Uuid,
    customer_id: Option<Uuid>,
    customer_name: Option<String>,
    status: String,
    lines: i64,
    pieces: i64,
    value: Decimal,
    currency: String,
    order_id: Option<Uuid>,
    order_number: Option<String>,
    touched_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
}

impl From<Listed> for CartRow {
    fn from(row: Listed) -> Self {
        Self {
            id: row.id,
            customer: row.customer_id.zip(row.customer_name),
            status: CartStatus::parse(&row.status).unwrap_or(CartStatus::Open),
            lines: row.lines,
            pieces: row.pieces,
            value: row.value,
            currency: row.currency,
            order: row.order_id.zip(row.order_number),
            touched_at: row.touched_at,
            created_at: row.created_at,
        }
    }
}

/// Carts with something in them, the one that was touched last first; `idle` is since when one is abandoned. One alone by its id.
async fn listed(
    conn: &mut PgConnection,
    id: Option<Uuid>,
    filter: &CartFilter,
    page: PageRequest,
    idle: DateTime<Utc>,
) -> Result<Vec<CartRow>> {
    let (at, after) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Listed,
        r#"select x.id as "id!", x.customer_id, c.name as "customer_name?", x.status as "status!", i.lines as "lines!", i.pieces as "pieces!",
             i.value as "value!", x.currency as "currency!", x.order_id, o.order_number as "order_number?", x.touched_at as "touched_at!",
             x.created_at as "created_at!"
           from (
             select id, customer_id, case when status = 'OPEN' and touched_at <= $2 then 'ABANDONED' else status end as status,
               currency::text as currency, order_id, touched_at, created_at
             from carts where $1::uuid is null or id = $1
           ) x
           cross join lateral (
             select count(*) as lines, coalesce(sum(quantity), 0) as pieces, coalesce(sum(unit_price_seen * quantity), 0) as value
             from cart_items where cart_id = x.id
           ) i
           left join customers c on c.id = x.customer_id
           left join orders o on o.id = x.order_id
           where ($1::uuid is not null or i.lines > 0)
             and ($1::uuid is not null or case when $3::text is null then x.status <> 'CONVERTED' else x.status = $3 end)
             and ($4::boolean is null or (x.customer_id is not null) = $4)
             and ($5::timestamptz is null or case when $7 then (x.touched_at, x.id) > ($5, $6) else (x.touched_at, x.id) < ($5, $6) end)
           order by case when $7 then x.touched_at end asc, case when $7 then x.id end asc, x.touched_at desc, x.id desc
           limit $8"#,
        id,
        idle,
        filter.status.map(CartStatus::code),
        filter.known,
        at,
        after,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A page of carts.
pub async fn carts(conn: &mut PgConnection, filter: &CartFilter, page: PageRequest, idle: DateTime<Utc>) -> Result<Page<CartRow>> {
    let rows = listed(conn, None, filter, page, idle).await?;
    Ok(Page::from_fetched(page, rows, |row: &CartRow| Cursor { at: row.touched_at, id: row.id }))
}

/// One cart.
pub async fn cart(conn: &mut PgConnection, id: Uuid, idle: DateTime<Utc>) -> Result<Option<CartRow>> {
    Ok(listed(conn, Some(id), &CartFilter::default(), PageRequest::from_params(None, None), idle).await?.pop())
}

/// Locks somebody's carts and quick checkouts, in the order of their ids.
pub async fn lock_carts_of_customer(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!("select id from carts where customer_id = $1 order by id for update", customer_id).fetch_all(&mut *conn).await?;
    sqlx::query!("select id from quick_checkout_sessions where customer_id = $1 order by id for update", customer_id)
        .fetch_all(conn)
        .await?;
    Ok(())
}

/// Gives somebody's carts and quick checkouts to another: all of them, or those of `ids` that are still theirs. Of two open carts the
/// other's stays open.
pub async fn give_carts(conn: &mut PgConnection, ids: Option<&[Uuid]>, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    let mut moved = sqlx::query_scalar!(
        "update carts set customer_id = $2,
           status = case when status = 'OPEN' and exists (select from carts c where c.customer_id = $2 and c.status = 'OPEN') then 'ABANDONED' else status end
         where customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
        from,
        into,
        ids
    )
    .fetch_all(&mut *conn)
    .await?;
    moved.extend(
        sqlx::query_scalar!(
            "update quick_checkout_sessions set customer_id = $2
             where customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
            from,
            into,
            ids
        )
        .fetch_all(conn)
        .await?,
    );
    Ok(moved)
}

/// Leaves nothing of where somebody's quick checkouts went.
pub async fn forget_checkouts(conn: &mut PgConnection, customer_id: Uuid) -> Result<()> {
    sqlx::query!(
        "update quick_checkout_sessions set shipping_address = '{}', billing_address = null
         where customer_id in (select id from customers where id = $1 or merged_into_id = $1)",
        customer_id
    )
    .execute(conn)
    .await?;
    Ok(())
}
