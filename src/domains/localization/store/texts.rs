//! Translations.

use crate::server::Result;
use crate::shared::Language;
use sqlx::PgConnection;
use uuid::Uuid;

/// (record, language, field, value) of some records of a kind.
pub(in crate::domains::localization) async fn texts(
    conn: &mut PgConnection,
    resource: &str,
    ids: &[Uuid],
    field: Option<&str>,
) -> Result<Vec<(Uuid, Language, String, String)>> {
    let rows = sqlx::query!(
        "select resource_id, language, field, value from translations
         where resource = $1 and resource_id = any ($2) and ($3::text is null or field = $3)",
        resource,
        ids,
        field,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().filter_map(|row| Some((row.resource_id, Language::parse(&row.language)?, row.field, row.value)));
    Ok(rows.collect())
}

pub(in crate::domains::localization) async fn put_text(
    conn: &mut PgConnection,
    id: Uuid,
    language: Language,
    resource: &str,
    resource_id: Uuid,
    field: &str,
    value: &str,
) -> Result<()> {
    sqlx::query!(
        "insert into translations (id, language, resource, resource_id, field, value) values ($1, $2, $3, $4, $5, $6)
         on conflict (organization_id, language, resource, resource_id, field) do update set value = excluded.value",
        id,
        language.code(),
        resource,
        resource_id,
        field,
        value,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::localization) async fn remove_text(
    conn: &mut PgConnection,
    language: Language,
    resource: &str,
    resource_id: Uuid,
    field: &str,
) -> Result<()> {
    sqlx::query!(
        "delete from translations where language = $1 and resource = $2 and resource_id = $3 and field = $4",
        language.code(),
        resource,
        resource_id,
        field
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes all translations of a record.
pub(in crate::domains::localization) async fn remove_texts(conn: &mut PgConnection, resource: &str, resource_id: Uuid) -> Result<()> {
    sqlx::query!("delete from translations where resource = $1 and resource_id = $2", resource, resource_id).execute(conn).await?;
    Ok(())
}
