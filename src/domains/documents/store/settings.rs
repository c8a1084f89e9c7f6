//! Branches and layouts of invoices.

use crate::domains::documents::model::{Branch, DateFormat, Layout};
use crate::server::Result;
use crate::server::error::OnConstraint;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the database says of a code that another branch has.
const TAKEN: &[(&str, &str, &str)] = &[("invoice_branches_organization_id_code_key", "code", "documents-error-branch-taken")];

/// All branches, the default one first.
pub(in crate::domains::documents) async fn branches(conn: &mut PgConnection) -> Result<Vec<Branch>> {
    Ok(sqlx::query_as!(
        Branch,
        r#"select id as "id: Option<Uuid>", code, name, address, is_default, is_active from invoice_branches
           order by is_default desc, is_active desc, code limit 200"#
    )
    .fetch_all(conn)
    .await?)
}

/// One change of the branches comes after the other: there is one default.
pub(in crate::domains::documents) async fn lock_branches(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select from invoice_branches order by id for update").execute(conn).await?;
    Ok(())
}

pub(in crate::domains::documents) async fn insert_branch(conn: &mut PgConnection, id: Uuid, branch: &Branch) -> Result<()> {
    sqlx::query!(
        "insert into invoice_branches (id, code, name, address, is_default, is_active) values ($1, $2, $3, $4, $5, $6)",
        id,
        branch.code,
        branch.name,
        branch.address,
        branch.is_default,
        branch.is_active
    )
    .execute(conn)
    .await
    .on_constraint(TAKEN)?;
    Ok(())
}

pub(in crate::domains::documents) async fn update_branch(conn: &mut PgConnection, id: Uuid, branch: &Branch) -> Result<()> {
    sqlx::query!(
        "update invoice_branches set name = $2, address = $3, is_default = $4, is_active = $5 where id = $1",
        id,
        branch.name,
        branch.address,
        branch.is_default,
        branch.is_active
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Another one will be the default.
pub(in crate::domains::documents) async fn clear_default(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("update invoice_branches set is_default = false where is_default").execute(conn).await?;
    Ok(())
}

/// The organization's own layouts, the newest first.
pub(in crate::domains::documents) async fn layouts(conn: &mut PgConnection) -> Result<Vec<Layout>> {
    let rows = sqlx::query!(
        "select version, valid_from, number_format, date_format, whole_rupees, footer from invoice_layouts
         order by valid_from desc, version desc limit 200"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Layout {
            version: row.version,
            valid_from: row.valid_from,
            number_format: row.number_format,
            date_format: DateFormat::parse(&row.date_format).unwrap_or_default(),
            whole_rupees: row.whole_rupees,
            footer: row.footer,
        })
        .collect())
}

/// Writes a layout down as the next version; `false` when somebody else has taken that version at this moment.
pub(in crate::domains::documents) async fn insert_layout(
    conn: &mut PgConnection,
    id: Uuid,
    layout: &Layout,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into invoice_layouts (id, version, valid_from, number_format, date_format, whole_rupees, footer, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (organization_id, version) do nothing",
        id,
        layout.version,
        layout.valid_from as NaiveDate,
        layout.number_format,
        layout.date_format.code(),
        layout.whole_rupees,
        layout.footer,
        user_id,
        at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
