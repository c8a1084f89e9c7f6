//! Pictures and films of products.

use crate::domains::catalog::model::MediaRow;
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Those of a product, in order.
pub(in crate::domains::catalog) async fn media(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<MediaRow>> {
    Ok(sqlx::query_as!(
        MediaRow,
        r#"select id, storage_key as key, source_url as url, alt, variant_id, kind = 'VIDEO' as "is_video!", width, height
           from product_media where product_id = $1 order by sort_order, id"#,
        product_id,
    )
    .fetch_all(conn)
    .await?)
}

/// What the uploaded files of a product were made of.
pub(in crate::domains::catalog) async fn media_hashes(conn: &mut PgConnection, product_id: Uuid) -> Result<Vec<Vec<u8>>> {
    Ok(sqlx::query_scalar!(r#"select sha256 as "sha256!" from product_media where product_id = $1 and sha256 is not null"#, product_id)
        .fetch_all(conn)
        .await?)
}

/// An uploaded picture.
pub(in crate::domains::catalog) struct NewMedia {
    pub id: Uuid,
    pub key: String,
    pub width: i32,
    pub height: i32,
    pub bytes: i64,
    pub sha256: Vec<u8>,
}

/// Writes uploaded pictures behind those that are there, in one statement.
pub(in crate::domains::catalog) async fn insert_media(
    conn: &mut PgConnection,
    product_id: Uuid,
    new: &[NewMedia],
    at: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = new.iter().map(|media| media.id).collect();
    let keys: Vec<String> = new.iter().map(|media| media.key.clone()).collect();
    let widths: Vec<i32> = new.iter().map(|media| media.width).collect();
    let heights: Vec<i32> = new.iter().map(|media| media.height).collect();
    let bytes: Vec<i64> = new.iter().map(|media| media.bytes).collect();
    let hashes: Vec<Vec<u8>> = new.iter().map(|media| media.sha256.clone()).collect();
    sqlx::query!(
        "insert into product_media (id, product_id, storage_key, width, height, bytes, sha256, sort_order, created_at)
         select x.id, $1, x.storage_key, x.width, x.height, x.bytes, x.sha256,
                (select coalesce(max(m.sort_order), -1) from product_media m where m.product_id = $1) + x.n::integer, $2
         from unnest($3::uuid[], $4::text[], $5::integer[], $6::integer[], $7::bigint[], $8::bytea[]) with ordinality
              x (id, storage_key, width, height, bytes, sha256, n)",
        product_id,
        at,
        &ids,
        &keys,
        &widths,
        &heights,
        &bytes,
        &hashes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes texts, variants and order of these, in one statement; the order is that of the list.
pub(in crate::domains::catalog) async fn update_media(conn: &mut PgConnection, media: &[MediaRow]) -> Result<()> {
    let ids: Vec<Uuid> = media.iter().map(|media| media.id).collect();
    let alts: Vec<String> = media.iter().map(|media| media.alt.clone()).collect();
    let variants: Vec<Option<Uuid>> = media.iter().map(|media| media.variant_id).collect();
    sqlx::query!(
        "update product_media m set alt = x.alt, variant_id = x.variant_id, sort_order = x.n - 1
         from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality x (id, alt, variant_id, n)
         where m.id = x.id and (m.alt, m.variant_id, m.sort_order) is distinct from (x.alt, x.variant_id, x.n - 1)",
        &ids,
        &alts,
        &variants as &[Option<Uuid>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn delete_media(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from product_media where id = $1", id).execute(conn).await?;
    Ok(())
}
