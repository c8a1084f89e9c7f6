//! Reading orders.

use crate::domains::orders::model::{
    Bought, COUNT_CAP, FinancialStatus, OrderFilter, OrderRow, OrderStatus, Risk, RowParcels, Source, Today,
};
use crate::server::{Error, Result};
use crate::shared::paging::{Direction, PageRequest, Sort};
use crate::shared::{Cursor, Page};
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sqlx::PgConnection;
use uuid::Uuid;

/// The columns of a line of the queue as they come from the database.
struct Listed {
    id: Uuid,
    order_number: String,
    platform_order_number: Option<String>,
    source: String,
    status: String,
    financial_status: String,
    name: String,
    phone: String,
    city: String,
    total: Decimal,
    currency: String,
    hold_reason: Option<String>,
    ordered_at: DateTime<Utc>,
    risk: Option<String>,
    tags: Vec<String>,
    call_attempts: i32,
    next_call_at: Option<DateTime<Utc>>,
}

pub(super) fn known<T>(value: Option<T>, text: &str) -> Result<T> {
    value.with_context(|| format!("the database holds {text}, which this program does not know")).map_err(Error::Other)
}

impl TryFrom<Listed> for OrderRow {
    type Error = Error;

    fn try_from(row: Listed) -> Result<Self> {
        Ok(Self {
            id: row.id,
            order_number: row.order_number,
            platform_order_number: row.platform_order_number,
            source: known(Source::parse(&row.source), &row.source)?,
            status: known(OrderStatus::parse(&row.status), &row.status)?,
            financial_status: known(FinancialStatus::parse(&row.financial_status), &row.financial_status)?,
            name: row.name,
            phone: row.phone,
            city: row.city,
            total: row.total,
            currency: row.currency,
            hold_reason: row.hold_reason,
            ordered_at: row.ordered_at,
            risk: row.risk.as_deref().and_then(Risk::parse),
            tags: row.tags,
            call_attempts: row.call_attempts,
            next_call_at: row.next_call_at,
            parcels: RowParcels::default(),
        })
    }
}

/// What a filter comes to before the statement: bounds in UTC, and the orders of a tag that few have.
pub struct Days {
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
    pub tagged: Option<Vec<Uuid>>,
}

impl Days {
    /// The tag, where it was not turned into its orders.
    pub(super) fn tag<'a>(&self, filter: &'a OrderFilter) -> Option<&'a str> {
        filter.tag.as_deref().filter(|_| self.tagged.is_none())
    }
}

/// Orders with a tag are looked up one by one up to this many; a tag of more is found quickly on the way through the queue.
const FEW_TAGGED: i32 = 2_000;

/// The orders with a tag, if they are few.
pub async fn tagged(conn: &mut PgConnection, tag: &str) -> Result<Option<Vec<Uuid>>> {
    let ids = sqlx::query_scalar!(r#"select id as "id!" from tagged_orders($1, $2) as id"#, tag, FEW_TAGGED + 1).fetch_all(conn).await?;
    Ok(Some(ids).filter(|ids| i32::try_from(ids.len()).is_ok_and(|count| count <= FEW_TAGGED)))
}

pub async fn list(conn: &mut PgConnection, filter: &OrderFilter, days: &Days, page: PageRequest) -> Result<Page<OrderRow>> {
    let rows = match &filter.search {
        Some(search) => found(conn, search, filter, days, page).await?,
        None => queue(conn, filter, days, page).await?,
    };
    let rows = rows.into_iter().map(OrderRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &OrderRow| Cursor { at: row.ordered_at, id: row.id }))
}

/// The least total in cents, as the index has it.
pub(super) fn least(filter: &OrderFilter) -> Option<i64> {
    filter.least.and_then(|least| least.checked_mul(Decimal::ONE_HUNDRED)?.trunc().to_i64())
}

/// Whether a page of the queue is one of those that are opened most: newest first, of one status or of all. Their statements have the
/// same plan whatever the values are.
pub fn is_plain(filter: &OrderFilter, page: PageRequest) -> bool {
    !filter.narrows() && page.sort == Sort::NEWEST && page.descends()
}

/// A page for which [`is_plain`] holds.
pub async fn plain(conn: &mut PgConnection, status: Option<OrderStatus>, page: PageRequest) -> Result<Page<OrderRow>> {
    let rows = match status {
        Some(status) => plain_of(conn, status, page).await?,
        None => plain_of_all(conn, page).await?,
    };
    let rows = rows.into_iter().map(OrderRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &OrderRow| Cursor { at: row.ordered_at, id: row.id }))
}

async fn plain_of_all(conn: &mut PgConnection, page: PageRequest) -> Result<Vec<Listed>> {
    Ok(sqlx::query_as!(
        Listed,
        r#"select id, order_number, platform_order_number, source, status, financial_status,
             coalesce(shipping_address ->> 'full_name', '') as "name!", coalesce(shipping_address ->> 'phone', '') as "phone!",
             coalesce(shipping_address ->> 'city', '') as "city!", total, currency, hold_reason, ordered_at,
             risk, tags, call_attempts, next_call_at
           from orders where (ordered_at, id) < ($1, $2) order by ordered_at desc, id desc limit $3"#,
        // Not `coalesce`: under row level security an index serves what compares with plain values.
        page.cursor.map_or(DateTime::<Utc>::MAX_UTC, |cursor| cursor.at),
        page.cursor.map_or(Uuid::max(), |cursor| cursor.id),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?)
}

async fn plain_of(conn: &mut PgConnection, status: OrderStatus, page: PageRequest) -> Result<Vec<Listed>> {
    Ok(sqlx::query_as!(
        Listed,
        r#"select id, order_number, platform_order_number, source, status, financial_status,
             coalesce(shipping_address ->> 'full_name', '') as "name!", coalesce(shipping_address ->> 'phone', '') as "phone!",
             coalesce(shipping_address ->> 'city', '') as "city!", total, currency, hold_reason, ordered_at,
             risk, tags, call_attempts, next_call_at
           from orders where status = $1 and (ordered_at, id) < ($2, $3)
           order by ordered_at desc, id desc limit $4"#,
        status.as_str(),
        // Not `coalesce`: under row level security an index serves what compares with plain values.
        page.cursor.map_or(DateTime::<Utc>::MAX_UTC, |cursor| cursor.at),
        page.cursor.map_or(Uuid::max(), |cursor| cursor.id),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?)
}

async fn queue(conn: &mut PgConnection, filter: &OrderFilter, days: &Days, page: PageRequest) -> Result<Vec<Listed>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Listed,
        r#"select id, order_number, platform_order_number, source, status, financial_status,
             coalesce(shipping_address ->> 'full_name', '') as "name!", coalesce(shipping_address ->> 'phone', '') as "phone!",
             coalesce(shipping_address ->> 'city', '') as "city!", total, currency, hold_reason, ordered_at,
             risk, tags, call_attempts, next_call_at
           from orders
           where ($1::text is null or status = $1) and ($2::text is null or source = $2) and ($3::text is null or financial_status = $3)
             and ($4::uuid is null or customer_id = $4) and ($5::timestamptz is null or ordered_at >= $5)
             and ($6::timestamptz is null or ordered_at < $6)
             and ($12::bigint is null or total_minor >= $12)
             and ($13::text is null or $13 = any (tags)) and ($14::uuid[] is null or id = any ($14)) and ($15::text is null or risk = $15)
             and ($16::boolean is null or (hold_reason is not null) = $16)
             and ($17::timestamptz is null or status = 'PENDING' and hold_reason is null and (next_call_at is null or next_call_at <= $17))
             and ($8::uuid is null or case
                  when $11::text = 'total' and $9 then (total_minor, id) > ((select a.total_minor from orders a where a.id = $8), $8)
                  when $11 = 'total' then (total_minor, id) < ((select a.total_minor from orders a where a.id = $8), $8)
                  when $9 then (ordered_at, id) > ($7, $8) else (ordered_at, id) < ($7, $8) end)
           order by case when $9 and $11 = 'total' then total_minor end asc, case when not $9 and $11 = 'total' then total_minor end desc,
                    case when $9 and $11 <> 'total' then ordered_at end asc, case when not $9 and $11 <> 'total' then ordered_at end desc,
                    case when $9 then id end asc, id desc
           limit $10"#,
        filter.status.map(OrderStatus::as_str),
        filter.source.map(Source::as_str),
        filter.financial_status.map(FinancialStatus::as_str),
        filter.customer_id,
        days.from,
        days.until,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        least(filter),
        days.tag(filter),
        days.tagged.as_deref(),
        filter.risk.map(Risk::as_str),
        filter.held,
        filter.to_call.then_some(days.now),
    )
    .fetch_all(conn)
    .await?)
}

/// Searching goes forward only: exact matches come first, on the first page.
async fn found(conn: &mut PgConnection, search: &str, filter: &OrderFilter, days: &Days, page: PageRequest) -> Result<Vec<Listed>> {
    let cursor = page.cursor.filter(|_| page.direction == Direction::Next);
    let (at, id) = cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let others = filter.source.is_some()
        || filter.financial_status.is_some()
        || filter.customer_id.is_some()
        || days.from.is_some()
        || days.until.is_some()
        || filter.least.is_some()
        || filter.tag.is_some()
        || filter.risk.is_some()
        || filter.held.is_some()
        || filter.to_call;
    let candidates = if others { 1000 } else { i32::try_from(page.size).unwrap_or(i32::MAX - 1) + 1 };
    Ok(sqlx::query_as!(
        Listed,
        r#"select o.id, o.order_number, o.platform_order_number, o.source, o.status, o.financial_status,
             coalesce(o.shipping_address ->> 'full_name', '') as "name!", coalesce(o.shipping_address ->> 'phone', '') as "phone!",
             coalesce(o.shipping_address ->> 'city', '') as "city!", o.total, o.currency, o.hold_reason, o.ordered_at,
             o.risk, o.tags, o.call_attempts, o.next_call_at
           from search_orders($1, $2, $3, $4, $5) with ordinality as found (id, ordered_at, place)
           join orders o on o.id = found.id
           where ($6::text is null or o.source = $6) and ($7::text is null or o.financial_status = $7) and ($8::uuid is null or o.customer_id = $8)
             and ($9::timestamptz is null or o.ordered_at >= $9) and ($10::timestamptz is null or o.ordered_at < $10)
             and ($12::bigint is null or o.total_minor >= $12)
             and ($13::text is null or $13 = any (o.tags)) and ($14::text is null or o.risk = $14)
             and ($15::boolean is null or (o.hold_reason is not null) = $15)
             and ($16::timestamptz is null or o.status = 'PENDING' and o.hold_reason is null and (o.next_call_at is null or o.next_call_at <= $16))
           order by found.place limit $11"#,
        search,
        candidates,
        filter.status.map(OrderStatus::as_str),
        at,
        id,
        filter.source.map(Source::as_str),
        filter.financial_status.map(FinancialStatus::as_str),
        filter.customer_id,
        days.from,
        days.until,
        page.size + 1,
        least(filter),
        filter.tag,
        filter.risk.map(Risk::as_str),
        filter.held,
        filter.to_call.then_some(days.now),
    )
    .fetch_all(conn)
    .await?)
}

/// How many orders are in each of some statuses, and of how many the buyer is to be called, counted up to [`COUNT_CAP`] + 1.
pub async fn counts(conn: &mut PgConnection, statuses: &[OrderStatus], now: DateTime<Utc>) -> Result<(Vec<(OrderStatus, i64)>, i64)> {
    let statuses: Vec<String> = statuses.iter().map(|status| status.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select wanted.status as "status?",
             (select count(*) from (select from orders o where o.status = wanted.status limit $2) as capped) as "count!"
           from unnest($1::text[]) as wanted (status)
           union all
           select null, (select count(*) from (select from orders o where o.status = 'PENDING' and o.hold_reason is null
             and (o.next_call_at is null or o.next_call_at <= $3) limit $2) as capped)"#,
        &statuses,
        COUNT_CAP + 1,
        now,
    )
    .fetch_all(conn)
    .await?;
    let (mut counts, mut to_call) = (Vec::new(), 0);
    for row in rows {
        match row.status {
            Some(status) => counts.push((known(OrderStatus::parse(&status), &status)?, row.count)),
            None => to_call = row.count,
        }
    }
    Ok((counts, to_call))
}

pub async fn order_of_item(conn: &mut PgConnection, item_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from order_items where id = $1", item_id).fetch_optional(conn).await?)
}

/// Numbers of the orders of lines: (line, order, number).
pub async fn numbers_of_items(conn: &mut PgConnection, item_ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid, String)>> {
    let rows = sqlx::query!(
        "select i.id, i.order_id, o.order_number from order_items i join orders o on o.id = i.order_id where i.id = any ($1)",
        item_ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.order_id, row.order_number)).collect())
}

/// Bounds for the numbers of the home page, UTC.
pub struct TodayBounds {
    /// Today's first moment, store time.
    pub today: DateTime<Utc>,
    /// Now.
    pub now: DateTime<Utc>,
    /// First moment of the same weekday a week ago.
    pub before: DateTime<Utc>,
    /// The same time of that day.
    pub before_now: DateTime<Utc>,
    /// First moment of the first day of the chart.
    pub chart: DateTime<Utc>,
    /// The organization's zone.
    pub zone: String,
}

pub async fn today(conn: &mut PgConnection, bounds: &TodayBounds) -> Result<Today> {
    let row = sqlx::query!(
        r#"select
             (select count(*) from orders where ordered_at >= $1 and ordered_at <= $2 and status not in ('DRAFT', 'CANCELLED')) as "placed!",
             (select coalesce(sum(total), 0) from orders where ordered_at >= $1 and ordered_at <= $2 and status not in ('DRAFT', 'CANCELLED')) as "placed_value!",
             (select count(*) from orders where ordered_at >= $3 and ordered_at <= $4 and status not in ('DRAFT', 'CANCELLED')) as "placed_before!",
             (select coalesce(sum(total), 0) from orders where ordered_at >= $3 and ordered_at <= $4 and status not in ('DRAFT', 'CANCELLED')) as "placed_value_before!",
             (select count(*) from orders where delivered_at >= $1 and delivered_at <= $2) as "delivered!",
             (select coalesce(sum(total - cancelled_total), 0) from orders where delivered_at >= $1 and delivered_at <= $2) as "delivered_value!",
             (select count(*) from (select from orders where hold_reason is not null and status in ('DRAFT', 'PENDING') limit 1000) held) as "held!",
             (select count(*) from (select from orders o join order_items i on i.order_id = o.id and i.variant_id is null
                where o.status in ('PENDING', 'CONFIRMED', 'PROCESSING') limit 1000) unmatched) as "unmatched!""#,
        bounds.today,
        bounds.now,
        bounds.before,
        bounds.before_now,
    )
    .fetch_one(&mut *conn)
    .await?;
    let days = sqlx::query!(
        r#"select (ordered_at at time zone $2)::date as "day!", sum(total) as "value!", count(*) as "count!"
           from orders where ordered_at >= $1 and status not in ('DRAFT', 'CANCELLED') group by 1 order by 1"#,
        bounds.chart,
        bounds.zone,
    )
    .fetch_all(conn)
    .await?;
    Ok(Today {
        placed: row.placed,
        placed_value: row.placed_value,
        delivered: row.delivered,
        delivered_value: row.delivered_value,
        placed_before: row.placed_before,
        placed_value_before: row.placed_value_before,
        held: row.held,
        unmatched: row.unmatched,
        days: days.into_iter().map(|day| (day.day, day.value, day.count)).collect::<Vec<(NaiveDate, Decimal, i64)>>(),
    })
}

/// Whether there is an order.
pub async fn has_any(conn: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from orders) as "exists!""#).fetch_one(conn).await?)
}

/// What an order still has.
pub async fn bought(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<Bought>> {
    let rows = sqlx::query_as!(
        Bought,
        r#"select i.name, v.product_id as "product_id?", coalesce(v.name, '') as "variant_name!", i.quantity - i.cancelled as "quantity!"
           from order_items i left join product_variants v on v.id = i.variant_id
           where i.order_id = $1 and i.quantity > i.cancelled order by i.id"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// What others say about an order.
pub(in super::super) struct Facts {
    pub order_number: String,
    pub total: Decimal,
    pub currency: String,
    pub is_cancelled: bool,
}

pub(in super::super) async fn facts(conn: &mut PgConnection, id: Uuid) -> Result<Option<Facts>> {
    Ok(sqlx::query_as!(
        Facts,
        r#"select order_number, total, currency, status = 'CANCELLED' as "is_cancelled!" from orders where id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// (id, number for people) of those of some orders that are there.
pub async fn numbers(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, order_number from orders where id = any ($1)", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.order_number)).collect())
}
