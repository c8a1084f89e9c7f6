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

/// Writes texts of records of a kind: (id, record, language, field, value). None of them is there yet.
pub(in crate::domains::localization) async fn insert_texts(
    conn: &mut PgConnection,
    resource: &str,
    texts: &[(Uuid, Uuid, Language, String, String)],
) -> Result<()> {
    let ids: Vec<Uuid> = texts.iter().map(|text| text.0).collect();
    let resource_ids: Vec<Uuid> = texts.iter().map(|text| text.1).collect();
    let languages: Vec<String> = texts.iter().map(|text| text.2.code().to_owned()).collect();
    let fields: Vec<String> = texts.iter().map(|text| text.3.clone()).collect();
    let values: Vec<String> = texts.iter().map(|text| text.4.clone()).collect();
    sqlx::query!(
        "insert into translations (id, language, resource, resource_id, field, value)
         select t.id, t.language, $1, t.resource_id, t.field, t.value
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[]) t (id, resource_id, language, field, value)",
        resource,
        &ids,
        &resource_ids,
        &languages,
        &fields,
        &values,
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
