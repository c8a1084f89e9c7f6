//! SQL of the search domain. The functions name the ids, exact matches first, under the tenant's filter; the rows are read under
//! its policy.

use super::model::{CustomerHit, MOST, OrderHit, ProductHit, PurchaseHit, SupplierHit};
use crate::domains::orders::model::OrderStatus;
use crate::domains::purchasing::model::PurchaseStatus;
use crate::server::Result;
use sqlx::PgConnection;

pub(super) async fn orders(conn: &mut PgConnection, query: &str) -> Result<Vec<OrderHit>> {
    let rows = sqlx::query!(
        r#"select o.id, o.order_number, o.status, coalesce(o.shipping_address ->> 'full_name', '') as "name!",
             coalesce(o.shipping_address ->> 'city', '') as "city!", o.total, o.currency,
             coalesce(o.order_number = translate(upper(ltrim($1, '#')), 'OIL', '011') or o.tracking_number = any (f.forms)
               or o.platform_order_number = any (f.forms)
               or exists (select from delivery_orders l join deliveries d on d.id = l.delivery_id
                          where l.order_id = o.id and (d.waybill = any (f.forms) or d.tracking_number = any (f.forms))), false) as "is_exact!"
           from (select array[ltrim($1, '#'), upper(ltrim($1, '#')), lower(ltrim($1, '#'))] as forms) f
           cross join search_orders($1, $2) with ordinality s (id, ordered_at, place) join orders o on o.id = s.id
           order by s.place"#,
        query,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    let hits = rows.into_iter().map(|row| OrderHit {
        id: row.id,
        number: row.order_number,
        status: OrderStatus::parse(&row.status),
        name: row.name,
        city: row.city,
        total: row.total,
        currency: row.currency,
        is_exact: row.is_exact,
    });
    Ok(hits.collect())
}

pub(super) async fn customers(conn: &mut PgConnection, query: &str) -> Result<Vec<CustomerHit>> {
    Ok(sqlx::query_as!(
        CustomerHit,
        r#"select c.id, c.name, c.phone, c.email,
             (coalesce(c.email = lower($1), false) or exists (
               select from customer_identifiers i where i.customer_id = c.id and i.value = any (f.forms))) as "is_exact!"
           from (select array[$1, lower($1)] || case when $1 ~ '^[0-9 +().-]+$' then array['+' || regexp_replace($1, '\D', '', 'g'),
                   regexp_replace(regexp_replace($1, '\D', '', 'g'), '^0([0-9]{9})$', '+94\1')] else '{}'::text[] end as forms) f
           cross join search_customers($1, $2) with ordinality s (id, created_at, place) join customers c on c.id = s.id
           order by s.place"#,
        query,
        MOST,
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn products(conn: &mut PgConnection, query: &str, language: &str) -> Result<Vec<ProductHit>> {
    Ok(sqlx::query_as!(
        ProductHit,
        r#"select p.id, coalesce(t.value, p.name) as "name!", p.sku,
             (p.sku = any (f.forms) or exists (
               select from product_variants v where v.product_id = p.id and v.deleted_at is null
                 and (v.sku = any (f.forms) or v.barcode = any (f.forms)))) as "is_exact!"
           from (select array[$1, upper($1), lower($1)] as forms) f
           cross join search_products($1, $2) with ordinality s (id, created_at, place) join products p on p.id = s.id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $3
           order by s.place"#,
        query,
        MOST,
        language,
    )
    .fetch_all(conn)
    .await?)
}

/// Suppliers by what their list is searched in; a phone number in any spelling.
pub(super) async fn suppliers(conn: &mut PgConnection, query: &str) -> Result<Vec<SupplierHit>> {
    Ok(sqlx::query_as!(
        SupplierHit,
        r#"select s.id, s.business_name as name, s.contact, s.phone,
             (coalesce(s.email = lower($1), false) or coalesce(regexp_replace(s.phone, '\D', '', 'g') = any (f.numbers), false)) as "is_exact!"
           from (select case when $1 ~ '^[0-9 +().-]+$' and length(regexp_replace($1, '\D', '', 'g')) > 3
                   then array[regexp_replace($1, '\D', '', 'g'), regexp_replace(regexp_replace($1, '\D', '', 'g'), '^0([0-9]{9})$', '94\1')]
                   else '{}'::text[] end as numbers) f
           cross join suppliers s
           where strpos(s.search, lower($1)) > 0 or exists (select from unnest(f.numbers) n (digits) where strpos(s.search, n.digits) > 0)
           order by 5 desc, s.is_active desc, s.business_name, s.id limit $2"#,
        query,
        i64::from(MOST),
    )
    .fetch_all(conn)
    .await?)
}

/// Orders to suppliers by their number: whole, as it begins, or its digits alone.
pub(super) async fn purchases(conn: &mut PgConnection, query: &str) -> Result<Vec<PurchaseHit>> {
    let rows = sqlx::query!(
        r#"select o.id, o.number, o.status, s.business_name, o.total, o.currency::text as "currency!", o.number = f.number as "is_exact!"
           from (select upper(ltrim($1, '#')) as number, case when $1 ~ '^[0-9]{1,12}$' then 'PO-' || lpad($1, greatest(4, length($1)), '0') end as whole) f
           cross join purchase_orders o join suppliers s on s.id = o.supplier_id
           where o.number = f.whole or (f.number like 'PO%' and starts_with(o.number, f.number))
           order by 7 desc, o.created_at desc, o.id desc limit $2"#,
        query,
        i64::from(MOST),
    )
    .fetch_all(conn)
    .await?;
    let hits = rows.into_iter().map(|row| PurchaseHit {
        id: row.id,
        number: row.number,
        status: PurchaseStatus::parse(&row.status),
        supplier: row.business_name,
        total: row.total,
        currency: row.currency,
        is_exact: row.is_exact,
    });
    Ok(hits.collect())
}
