//! What stands on labels.

use crate::domains::catalog::model::label;
use crate::domains::inventory::model::LabelRow;
use crate::server::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// These variants in this order; those that are not there are left out.
pub(in crate::domains::inventory) async fn labelled(
    conn: &mut PgConnection,
    wanted: &[(Uuid, i64)],
    language: &str,
) -> Result<Vec<LabelRow>> {
    let (ids, counts): (Vec<Uuid>, Vec<i64>) = wanted.iter().copied().unzip();
    let rows = sqlx::query!(
        r#"select v.id, coalesce(t.value, p.name) as "product_name!", v.name as variant_name, v.sku, v.barcode, v.price,
                  p.currency::text as "currency!", w.count as "count!"
           from unnest($1::uuid[], $2::bigint[]) with ordinality w (id, count, n)
           join product_variants v on v.id = w.id and v.deleted_at is null
           join products p on p.id = v.product_id
           left join translations t on t.resource = 'product' and t.resource_id = p.id and t.field = 'name' and t.language = $3
           order by w.n"#,
        &ids,
        &counts,
        language,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LabelRow {
            variant_id: row.id,
            name: label(&row.product_name, &row.variant_name),
            sku: row.sku,
            barcode: row.barcode,
            price: row.price,
            currency: row.currency,
            count: row.count,
        })
        .collect())
}
