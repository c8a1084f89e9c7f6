//! SQL of the search domain. The functions name the ids, exact matches first, under the tenant's filter; the rows are read under
//! its policy.

use super::model::{CustomerHit, MOST, OrderHit, ProductHit};
use crate::domains::orders::model::OrderStatus;
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
