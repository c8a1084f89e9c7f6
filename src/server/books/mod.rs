//! The books: what must add up at every moment, asked of the database. Each invariant is a query that must return no row;
//! the numbers are those of the data model. It looks across domains on purpose: a domain that checked itself would repeat
//! its own mistake.

mod chain;
mod documents;
mod inventory;
mod purchasing;
mod refunds;
mod returns;
mod statements;
mod vouchers;

use super::context::Organization;
use super::db::Db;
use super::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// So many rows of one invariant are told.
const MOST: i64 = 100;
/// Events and logs may wait this long before they count as stuck, minutes.
const PATIENCE_MINUTES: i64 = 10;

/// Invariants that are checked.
pub const INVARIANTS: &[(u8, &str)] = &[
    (1, "movements sum to on hand and unavailable"),
    (2, "reservations sum to reserved and short"),
    (3, "order totals equal their lines"),
    (4, "fulfilled equals movements and parcels"),
    (5, "captured equals payment events"),
    (6, "payments and lines equal their refunds, which never exceed what was captured"),
    (7, "financial status equals payments"),
    (8, "customer totals equal their orders"),
    (9, "store credit and gift cards equal their ledgers"),
    (13, "lines of confirmed orders are reserved, fulfilled or cancelled"),
    (14, "the log is sealed and nobody has changed it"),
    (15, "serials of invoices have no gap, and invoices equal their lines and credit notes"),
    (17, "no event is stuck"),
    (18, "no row refers to another organization"),
    (19, "a parcel's history ends in its status, and it collects what it does for its orders"),
    (20, "references without a key lead somewhere"),
    (30, "what came of purchase orders equals receipts and movements"),
    (31, "landed costs equal their shares"),
    (32, "purchase order totals equal their lines"),
    (40, "transfers equal their movements, receipts and reservations"),
    (41, "posted counts equal their movements"),
    (85, "what came back equals returns and movements"),
    (86, "lines of bank statements equal their matches"),
];

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Number of the invariant.
    pub invariant: u8,
    /// Kind of row.
    pub resource: String,
    /// The row; `None` for a table as a whole.
    pub id: Option<Uuid>,
    /// What the other rows come to.
    pub expected: String,
    /// What it says.
    pub found: String,
}

impl Drift {
    /// The invariant in words.
    #[must_use]
    pub fn name(&self) -> &'static str {
        INVARIANTS.iter().find(|(number, _)| *number == self.invariant).map_or("", |(_, name)| *name)
    }
}

struct Row {
    resource: String,
    id: Option<Uuid>,
    expected: String,
    found: String,
}

/// Checks every invariant of one organization. The list holds up to a hundred rows of each.
///
/// # Errors
/// When the database refuses.
pub async fn check(db: &Db, organization: &Organization, now: DateTime<Utc>) -> Result<Vec<Drift>> {
    let mut tx = db.tenant(organization.id).await?;
    let conn = &mut *tx;
    let stock = levels(&mut *conn).await?;
    let checked = [
        (3, order_totals(&mut *conn).await?),
        (4, movements_of_lines(&mut *conn).await?),
        (4, parcels_of_lines(&mut *conn).await?),
        (5, captured(&mut *conn).await?),
        (6, refunds(&mut *conn).await?),
        (6, refunds::payments(&mut *conn).await?),
        (6, refunds::lines(&mut *conn).await?),
        (7, financial_status(&mut *conn).await?),
        (8, customer_totals(&mut *conn).await?),
        (9, refunds::store_credit(&mut *conn).await?),
        (9, vouchers::balances(&mut *conn).await?),
        (9, vouchers::spent(&mut *conn).await?),
        (13, promises(&mut *conn).await?),
        (14, chain::chain(&mut *conn, organization.id, now - TimeDelta::minutes(PATIENCE_MINUTES)).await?),
        (15, documents::serials(&mut *conn).await?),
        (15, documents::amounts(&mut *conn).await?),
        (17, stuck_events(&mut *conn, now - TimeDelta::minutes(PATIENCE_MINUTES)).await?),
        (19, parcels(&mut *conn).await?),
        (20, references(&mut *conn).await?),
        (30, purchasing::received(&mut *conn).await?),
        (30, purchasing::shelved(&mut *conn).await?),
        (31, purchasing::landed(&mut *conn).await?),
        (32, purchasing::totals(&mut *conn).await?),
        (86, statements::lines(&mut *conn).await?),
        (40, inventory::transfers(&mut *conn).await?),
        (41, inventory::counts(&mut *conn).await?),
        (85, returns::returned(&mut *conn).await?),
        (85, returns::shelved(&mut *conn).await?),
        (85, returns::states(&mut *conn).await?),
    ];
    Ok(named(stock.into_iter().chain(checked)))
}

/// Webhooks that have failed and wait for a person: no fault of the books, and not forgotten either.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(db: &Db, organization: &Organization) -> Result<i64> {
    let mut tx = db.tenant(organization.id).await?;
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from webhook_events where status = 'FAILED'"#).fetch_one(&mut *tx).await?)
}

/// Checks that row level security and the keys of every table keep organizations apart: invariant 18, once a database.
///
/// # Errors
/// When the database refuses.
pub async fn check_tables(db: &Db) -> Result<Vec<Drift>> {
    let rows = sqlx::query_as!(
        Row,
        r#"with tenant as (
             select c.oid, c.relname, c.relforcerowsecurity and c.relrowsecurity as is_forced, a.attnum
             from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
             where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname not in ('memberships', 'outbox_events')
           )
           select t.relname::text as "resource!", null::uuid as id, 'row level security is forced' as "expected!", 'it is not' as "found!"
           from tenant t where not t.is_forced
           union all
           select f.conname::text, null, 'the key holds organization_id on both sides', pg_get_constraintdef(f.oid)
           from pg_constraint f join tenant t on t.oid = f.conrelid join tenant r on r.oid = f.confrelid
           where f.contype = 'f' and not exists (
             select from unnest(f.conkey, f.confkey) as pair (own, other) where pair.own = t.attnum and pair.other = r.attnum)
           limit $1"#,
        MOST
    )
    .fetch_all(db.global())
    .await?;
    Ok(named([(18, rows)]))
}

fn named(checked: impl IntoIterator<Item = (u8, Vec<Row>)>) -> Vec<Drift> {
    checked
        .into_iter()
        .flat_map(|(invariant, rows)| {
            rows.into_iter().map(move |row| Drift {
                invariant,
                resource: row.resource,
                id: row.id,
                expected: row.expected,
                found: row.found,
            })
        })
        .collect()
}

/// Levels against what made them: 1 their movements, 2 the reservations that are open.
async fn levels(conn: &mut PgConnection) -> Result<[(u8, Vec<Row>); 2]> {
    let rows = sqlx::query!(
        r#"with level as (
             select id, warehouse_id, variant_id, on_hand, unavailable, reserved, short from inventory_levels
           ), made as (
             select 1 as invariant, warehouse_id, variant_id, sum(quantity_change) as first, sum(unavailable_change) as second
             from inventory_movements group by 2, 3
             union all
             select 2, warehouse_id, variant_id, sum(quantity), sum(short) from inventory_reservations where status = 'ACTIVE' group by 2, 3
           ), said as (
             select 1 as invariant, id, warehouse_id, variant_id, on_hand as first, unavailable as second from level
             union all
             select 2, id, warehouse_id, variant_id, reserved, short from level
           ), compared as (
             select invariant, said.id, case invariant when 1 then 'on hand %s, unavailable %s' else 'reserved %s, short %s' end as words,
               coalesce(made.first, 0) as made_first, coalesce(made.second, 0) as made_second,
               coalesce(said.first, 0) as said_first, coalesce(said.second, 0) as said_second
             from said full join made using (invariant, warehouse_id, variant_id)
           )
           select invariant as "invariant!", id as "id?", format(words, made_first, made_second) as "expected!",
             format(words, said_first, said_second) as "found!"
           from (
             select *, row_number() over (partition by invariant) as n from compared
             where (made_first, made_second) is distinct from (said_first, said_second)
           ) differing
           where n <= $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?;
    let of = |number: i32| {
        let rows = rows.iter().filter(|row| row.invariant == number);
        rows.map(|row| Row { resource: "inventory_level".to_owned(), id: row.id, expected: row.expected.clone(), found: row.found.clone() })
            .collect()
    };
    Ok([(1, of(1)), (2, of(2))])
}

async fn order_totals(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order' as "resource!", o.id as "id?",
             format('subtotal %s, discount %s, tax %s, cancelled %s', coalesce(i.subtotal, 0), coalesce(i.discount, 0), coalesce(i.tax, 0) + o.shipping_tax,
               case when o.status = 'CANCELLED' then o.total else o.cancelled_total end) as "expected!",
             format('subtotal %s, discount %s, tax %s, cancelled %s', o.subtotal, o.discount, o.tax, o.cancelled_total) as "found!"
           from orders o
           left join (
             select order_id, sum(unit_price * quantity) as subtotal, sum(discount) as discount, sum(tax) as tax from order_items group by 1
           ) i on i.order_id = o.id
           where o.subtotal <> coalesce(i.subtotal, 0) or o.discount <> coalesce(i.discount, 0) or o.tax <> coalesce(i.tax, 0) + o.shipping_tax
             or o.cancelled_total > o.total or (o.status = 'CANCELLED' and o.cancelled_total <> o.total)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Orders whose goods left before they came here are exempt: `platform_data` says so.
async fn movements_of_lines(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order_item' as "resource!", i.id as "id?", format('%s taken by movements', coalesce(m.taken, 0)) as "expected!",
             format('fulfilled %s', i.fulfilled) as "found!"
           from order_items i
           join orders o on o.id = i.order_id
           left join (
             select reference_id, -sum(quantity_change) as taken from inventory_movements where reference_type = 'ORDER_ITEM' group by 1
           ) m on m.reference_id = i.id
           where i.variant_id is not null and i.fulfilled <> coalesce(m.taken, 0)
             and not coalesce((o.platform_data ->> 'fulfilled_elsewhere')::boolean, false)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn parcels_of_lines(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order_item' as "resource!", i.id as "id?", format('%s in parcels that have left', coalesce(p.quantity, 0)) as "expected!",
             format('fulfilled %s', i.fulfilled) as "found!"
           from order_items i
           join orders o on o.id = i.order_id
           left join (
             select di.order_item_id, sum(di.quantity) as quantity
             from delivery_items di join deliveries d on d.id = di.delivery_id
             where d.status in ('DISPATCHED', 'DELIVERED', 'LOST') group by 1
           ) p on p.order_item_id = i.id
           where i.fulfilled <> coalesce(p.quantity, 0) and not coalesce((o.platform_data ->> 'fulfilled_elsewhere')::boolean, false)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn captured(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'payment' as "resource!", p.id as "id?", coalesce(e.amount, 0)::text as "expected!", p.captured::text as "found!"
           from payments p
           left join (select payment_id, sum(amount) as amount from payment_events group by 1) e on e.payment_id = p.id
           where p.captured <> coalesce(e.amount, 0)
             or (p.status = 'COMPLETED' and p.captured = 0) or (p.status in ('PENDING', 'AUTHORIZED', 'PROCESSING', 'FAILED') and p.captured > 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn refunds(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'payment' as "resource!", p.id as "id?",
             case when p.status in ('REFUNDED', 'CHARGED_BACK') then format('all of %s given back', p.captured) else 'not all given back' end as "expected!",
             format('%s, given back %s', p.status, p.refund_amount) as "found!"
           from payments p
           where (p.status in ('REFUNDED', 'CHARGED_BACK') and p.refund_amount <> p.captured)
             or (p.status not in ('REFUNDED', 'CHARGED_BACK') and p.refund_amount > 0 and p.refund_amount >= p.captured)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn financial_status(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order' as "resource!", x.id as "id?", x.expected as "expected!", x.financial_status as "found!"
           from (
             select o.id, o.financial_status,
               case
                 when coalesce(p.refunded, 0) > 0 then case when p.refunded >= p.captured then 'REFUNDED' else 'PARTIALLY_REFUNDED' end
                 when coalesce(p.captured, 0) = 0 then 'UNPAID'
                 when p.captured >= o.total - o.cancelled_total then 'PAID'
                 else 'PARTIALLY_PAID'
               end as expected
             from orders o
             left join (select order_id, sum(captured) as captured, sum(refund_amount) as refunded from payments group by 1) p on p.order_id = o.id
           ) x
           where x.financial_status <> x.expected
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn customer_totals(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'customer' as "resource!", c.id as "id?",
             format('orders %s, spent %s, delivered %s, refused %s', coalesce(o.orders, 0), coalesce(o.spent, 0), coalesce(o.delivered, 0),
               coalesce(o.refused, 0)) as "expected!",
             format('orders %s, spent %s, delivered %s, refused %s', c.total_orders, c.total_spent, c.delivered_count, c.refused_count) as "found!"
           from customers c
           left join (
             select customer_id, count(*) filter (where status not in ('DRAFT', 'CANCELLED')) as orders,
               coalesce(sum(total - cancelled_total) filter (where status = 'DELIVERED'), 0) as spent,
               count(*) filter (where status = 'DELIVERED') as delivered,
               count(*) filter (where shipping_status = 'RETURNED' and status <> 'DELIVERED') as refused
             from orders group by 1
           ) o on o.customer_id = c.id
           where c.total_orders <> coalesce(o.orders, 0) or c.total_spent <> coalesce(o.spent, 0)
             or c.delivered_count <> coalesce(o.delivered, 0) or c.refused_count <> coalesce(o.refused, 0)
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

/// Reserved counts the short part too. Orders that are not confirmed, or cancelled, hold nothing for good; what is kept for a while for a
/// buyer who pays is no promise of an order.
async fn promises(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"select 'order_item' as "resource!", x.id as "id?", format('reserved %s', x.expected) as "expected!", format('reserved %s', x.reserved) as "found!"
           from (
             select i.id, coalesce(r.quantity, 0) as reserved,
               case when o.status in ('DRAFT', 'PENDING', 'CANCELLED') then 0 else i.quantity - i.fulfilled - i.cancelled end as expected
             from order_items i
             join orders o on o.id = i.order_id
             left join (
               select owner_id, sum(quantity) as quantity from inventory_reservations
               where status = 'ACTIVE' and owner_type = 'ORDER_ITEM' and expires_at is null group by 1
             ) r on r.owner_id = i.id
             where i.variant_id is not null
           ) x
           where x.reserved <> x.expected
           limit $1"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn stuck_events(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"(select 'outbox_event' as "resource!", e.id as "id?", 'published' as "expected!",
              format('%s waits since %s after %s attempts', e.type, e.created_at, e.attempts) as "found!"
            from outbox_events e where e.published_at is null and e.created_at < $2 limit $1)
           union all
           (select 'webhook_event', e.id, 'processed', format('%s is %s since %s', e.event_type, e.status, e.created_at)
            from webhook_events e where e.status = 'RECEIVED' and e.created_at < $2 limit $1)"#,
        MOST,
        before
    )
    .fetch_all(conn)
    .await?)
}

async fn parcels(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"(select 'delivery' as "resource!", d.id as "id?", coalesce(h.new_status, 'a history') as "expected!", d.status as "found!"
            from deliveries d
            left join lateral (
              select new_status from delivery_status_history h where h.delivery_id = d.id order by h.occurred_at desc, h.sequence desc, h.id desc limit 1
            ) h on true
            where h.new_status is distinct from d.status limit $1)
           union all
           (select 'delivery', d.id, format('%s for its orders', coalesce(o.amount, 0)), format('%s to collect', d.cod_amount)
            from deliveries d
            left join (select delivery_id, sum(cod_amount) as amount from delivery_orders group by 1) o on o.delivery_id = d.id
            where d.cod_amount <> coalesce(o.amount, 0) limit $1)"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}

async fn references(conn: &mut PgConnection) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"(select 'translation' as "resource!", t.id as "id?", format('a %s', t.resource) as "expected!", t.resource_id::text as "found!"
            from translations t
            where (t.resource = 'product' and not exists (select from products p where p.id = t.resource_id))
               or (t.resource = 'category' and not exists (select from categories c where c.id = t.resource_id)) limit $1)
           union all
           (select 'inventory_reservation', r.id, 'an order line', r.owner_id::text
            from inventory_reservations r
            where r.owner_type = 'ORDER_ITEM' and not exists (select from order_items i where i.id = r.owner_id) limit $1)
           union all
           (select 'inventory_reservation', r.id, 'a quick checkout', r.owner_id::text
            from inventory_reservations r
            where r.owner_type = 'CHECKOUT' and not exists (select from quick_checkout_sessions s where s.id = r.owner_id) limit $1)
           union all
           (select 'inventory_movement', m.id, 'an order line', m.reference_id::text
            from inventory_movements m
            where m.reference_type = 'ORDER_ITEM' and not exists (select from order_items i where i.id = m.reference_id) limit $1)"#,
        MOST
    )
    .fetch_all(conn)
    .await?)
}
