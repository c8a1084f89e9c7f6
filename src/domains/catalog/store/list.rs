//! The list of products.

use crate::domains::catalog::model::{ProductRow, ProductStatus};
use crate::server::Result;
use crate::shared::Cursor;
use crate::shared::paging::PageRequest;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// What narrows the list, as the database knows it.
pub(in crate::domains::catalog) struct Narrowed<'a> {
    pub status: Option<&'a str>,
    pub categories: Option<&'a [Uuid]>,
    pub stock: Option<&'a str>,
    pub tag: Option<&'a str>,
    pub supplier: Option<Uuid>,
    pub brand: Option<Uuid>,
    pub price_from: Option<Decimal>,
    pub price_to: Option<Decimal>,
}

impl Narrowed<'_> {
    /// Whether it is narrowed by more than a search narrows by itself.
    fn is_further(&self) -> bool {
        let prices = self.price_from.is_some() || self.price_to.is_some();
        self.categories.is_some() || self.stock.is_some() || self.tag.is_some() || self.supplier.is_some() || self.brand.is_some() || prices
    }
}

/// So many levels without stock are many.
const MANY_OUT: i64 = 500;

/// How many hits of a search are looked at when they are narrowed further.
const SEARCHED: i32 = 1000;

/// The places of up to one row more than a page, in the asked order (the other way round when going back).
pub(in crate::domains::catalog) async fn browse(conn: &mut PgConnection, by: &Narrowed<'_>, page: PageRequest) -> Result<Vec<Cursor>> {
    // Where many are out, a page is full soon when one walks past all products.
    if by.stock == Some("low") || by.stock == Some("out") && !many_out(&mut *conn).await? {
        return browse_scarce(conn, by, page).await;
    }
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        "select p.created_at as at, p.id from products p
         where p.deleted_at is null
           and ($1::text is null or p.status = $1)
           and ($2::uuid[] is null or p.category_id = any ($2))
           and ($9::text is null or p.tags @> array[$9])
           and ($10::uuid is null or p.supplier_id = $10)
           and ($11::uuid is null or p.brand_id = $11)
           and ($12::numeric is null and $13::numeric is null or exists (
                select from product_variants v where v.product_id = p.id and v.deleted_at is null
                  and ($12::numeric is null or v.price >= $12) and ($13::numeric is null or v.price <= $13)))
           and ($3::text is null or ($3 = 'in') = (coalesce((
                    select sum(l.available) from product_variants v join inventory_levels l on l.variant_id = v.id
                    where v.product_id = p.id and v.deleted_at is null), 0) > 0))
           and ($5::uuid is null or case
                when $8::text = 'name' and $6 then (p.name, p.id) > ((select a.name from products a where a.id = $5), $5)
                when $8 = 'name' then (p.name, p.id) < ((select a.name from products a where a.id = $5), $5)
                when $8 = 'updated' and $6 then (p.updated_at, p.id) > ((select a.updated_at from products a where a.id = $5), $5)
                when $8 = 'updated' then (p.updated_at, p.id) < ((select a.updated_at from products a where a.id = $5), $5)
                when $6 then (p.created_at, p.id) > ($4, $5) else (p.created_at, p.id) < ($4, $5) end)
         order by case when $6 and $8 = 'name' then p.name end asc, case when not $6 and $8 = 'name' then p.name end desc,
                  case when $6 and $8 = 'updated' then p.updated_at end asc, case when not $6 and $8 = 'updated' then p.updated_at end desc,
                  case when $6 and $8 not in ('name', 'updated') then p.created_at end asc,
                  case when not $6 and $8 not in ('name', 'updated') then p.created_at end desc,
                  case when $6 then p.id end asc, p.id desc
         limit $7",
        by.status,
        by.categories,
        by.stock,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        by.tag,
        by.supplier,
        by.brand,
        by.price_from,
        by.price_to,
    )
    .fetch_all(conn)
    .await?)
}

/// Whether many levels are without stock.
async fn many_out(conn: &mut PgConnection) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select count(*) = $1 as "many!" from (select from inventory_levels l where l.is_out limit $1) x"#, MANY_OUT)
        .fetch_one(conn)
        .await?)
}

/// As [`browse`] for what is low or out: it starts at the few levels that are, and sorts what it finds. A variant that no warehouse
/// has ever had is out.
async fn browse_scarce(conn: &mut PgConnection, by: &Narrowed<'_>, page: PageRequest) -> Result<Vec<Cursor>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    Ok(sqlx::query_as!(
        Cursor,
        r#"select p.created_at as at, p.id
           from (
             select v.product_id from inventory_levels l join product_variants v on v.id = l.variant_id and v.deleted_at is null
             where $3 = 'low' and l.is_low
             union
             select v.product_id from inventory_levels l join product_variants v on v.id = l.variant_id and v.deleted_at is null
             where $3 = 'out' and l.is_out
             union
             select v.product_id from product_variants v
             where $3 = 'out' and v.deleted_at is null and not exists (select from inventory_levels l where l.variant_id = v.id)
           ) x
           join products p on p.id = x.product_id and p.deleted_at is null
           where ($1::text is null or p.status = $1)
             and ($2::uuid[] is null or p.category_id = any ($2))
             and ($9::text is null or p.tags @> array[$9])
             and ($10::uuid is null or p.supplier_id = $10)
             and ($11::uuid is null or p.brand_id = $11)
             and ($12::numeric is null and $13::numeric is null or exists (
                  select from product_variants v where v.product_id = p.id and v.deleted_at is null
                    and ($12::numeric is null or v.price >= $12) and ($13::numeric is null or v.price <= $13)))
             and ($3::text <> 'out' or coalesce((
                  select sum(l.available) from product_variants v join inventory_levels l on l.variant_id = v.id
                  where v.product_id = p.id and v.deleted_at is null), 0) <= 0)
             and ($5::uuid is null or case
                  when $8::text = 'name' and $6 then (p.name, p.id) > ((select a.name from products a where a.id = $5), $5)
                  when $8 = 'name' then (p.name, p.id) < ((select a.name from products a where a.id = $5), $5)
                  when $8 = 'updated' and $6 then (p.updated_at, p.id) > ((select a.updated_at from products a where a.id = $5), $5)
                  when $8 = 'updated' then (p.updated_at, p.id) < ((select a.updated_at from products a where a.id = $5), $5)
                  when $6 then (p.created_at, p.id) > ($4, $5) else (p.created_at, p.id) < ($4, $5) end)
           order by case when $6 and $8 = 'name' then p.name end asc, case when not $6 and $8 = 'name' then p.name end desc,
                    case when $6 and $8 = 'updated' then p.updated_at end asc, case when not $6 and $8 = 'updated' then p.updated_at end desc,
                    case when $6 and $8 not in ('name', 'updated') then p.created_at end asc,
                    case when not $6 and $8 not in ('name', 'updated') then p.created_at end desc,
                    case when $6 then p.id end asc, p.id desc
           limit $7"#,
        by.status,
        by.categories,
        by.stock,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
        by.tag,
        by.supplier,
        by.brand,
        by.price_from,
        by.price_to,
    )
    .fetch_all(conn)
    .await?)
}

/// How alike a product must be to the words that are searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::domains::catalog) enum Likeness {
    /// It has them.
    Same,
    /// It has some that are like them: what may have been meant. The likest first, on one page.
    Similar,
}

/// As [`browse`] for words: the exact hits first, then newest first. Goes forward only.
pub(in crate::domains::catalog) async fn search(
    conn: &mut PgConnection,
    query: &str,
    likeness: Likeness,
    by: &Narrowed<'_>,
    after: Option<Cursor>,
    size: i64,
) -> Result<Vec<Cursor>> {
    let limit = if by.is_further() { SEARCHED } else { i32::try_from(size + 1).unwrap_or(SEARCHED) };
    Ok(sqlx::query_as!(
        Cursor,
        r#"select s.created_at as "at!", s.id as "id!"
           from (
             select * from search_products($1, $2, $3, $4, $5) with ordinality f (id, created_at, n) where not $14
             union all
             select * from similar_products($1, $2, $3) with ordinality f (id, created_at, n) where $14) s
           join products p on p.id = s.id
           where ($6::uuid[] is null or p.category_id = any ($6))
             and ($9::text is null or p.tags @> array[$9])
             and ($10::uuid is null or p.supplier_id = $10)
             and ($11::uuid is null or p.brand_id = $11)
             and ($12::numeric is null and $13::numeric is null or exists (
                  select from product_variants v where v.product_id = p.id and v.deleted_at is null
                    and ($12::numeric is null or v.price >= $12) and ($13::numeric is null or v.price <= $13)))
             and ($7::text is null or case $7
                  when 'low' then exists (
                      select from product_variants v join inventory_levels l on l.variant_id = v.id
                      where v.product_id = p.id and v.deleted_at is null and l.available > 0 and l.available <= l.reorder_level)
                  else ($7 = 'in') = (coalesce((
                      select sum(l.available) from product_variants v join inventory_levels l on l.variant_id = v.id
                      where v.product_id = p.id and v.deleted_at is null), 0) > 0) end)
           order by s.n limit $8"#,
        query,
        limit,
        by.status,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        by.categories,
        by.stock,
        size + 1,
        by.tag,
        by.supplier,
        by.brand,
        by.price_from,
        by.price_to,
        likeness == Likeness::Similar,
    )
    .fetch_all(conn)
    .await?)
}

/// The rows of these products, in this order.
pub(in crate::domains::catalog) async fn rows(conn: &mut PgConnection, ids: &[Uuid], language: &str) -> Result<Vec<ProductRow>> {
    let rows = sqlx::query!(
        r#"select p.id, p.created_at, p.updated_at, coalesce(t.value, p.name) as "name!", p.sku, p.status, p.currency,
                  m.image as "image?", m.alt as "alt?", v.variants as "variants!", v.price_from, v.price_to, s.available
           from unnest($1::uuid[]) with ordinality wanted (id, n)
           join products p on p.id = wanted.id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $2
           left join lateral (
               select coalesce(i.storage_key, i.source_url) as image, i.alt from product_media i
               where i.product_id = p.id and i.kind = 'IMAGE' order by i.sort_order, i.id limit 1) m on true
           cross join lateral (
               select count(*) as variants, min(price) as price_from, max(price) as price_to
               from product_variants v where v.product_id = p.id and v.deleted_at is null) v
           cross join lateral (
               select sum(l.available) as available from product_variants v join inventory_levels l on l.variant_id = v.id
               where v.product_id = p.id and v.deleted_at is null) s
           order by wanted.n"#,
        ids,
        language,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ProductRow {
            id: row.id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            name: row.name,
            sku: row.sku,
            status: ProductStatus::parse(&row.status).unwrap_or_default(),
            currency: row.currency,
            image: row.image,
            image_alt: row.alt.unwrap_or_default(),
            variants: row.variants,
            price_from: row.price_from,
            price_to: row.price_to,
            available: Some(row.available.unwrap_or_default()),
        })
        .collect())
}
