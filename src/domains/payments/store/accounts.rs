//! SQL of accounts.

use crate::domains::payments::model::PaymentMethod;
use crate::server::{Db, Error, Result};
use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// An account as it is kept.
pub struct AccountRow {
    pub id: Uuid,
    pub method: PaymentMethod,
    pub name: String,
    pub credentials_enc: Option<Vec<u8>>,
    pub settings: Value,
    pub is_active: bool,
    pub is_test: bool,
}

struct Raw {
    id: Uuid,
    method: String,
    name: String,
    credentials_enc: Option<Vec<u8>>,
    settings: Value,
    is_active: bool,
    is_test: bool,
}

impl TryFrom<Raw> for AccountRow {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        let method = PaymentMethod::parse(&raw.method).with_context(|| format!("the database holds the method {}", raw.method))?;
        Ok(Self {
            id: raw.id,
            method,
            name: raw.name,
            credentials_enc: raw.credentials_enc,
            settings: raw.settings,
            is_active: raw.is_active,
            is_test: raw.is_test,
        })
    }
}

pub async fn all(conn: &mut PgConnection) -> Result<Vec<AccountRow>> {
    let rows = sqlx::query_as!(
        Raw,
        "select id, method, name, credentials_enc, settings, is_active, is_test from payment_accounts order by method, name limit 200"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

pub async fn one(conn: &mut PgConnection, id: Uuid) -> Result<Option<AccountRow>> {
    let row = sqlx::query_as!(
        Raw,
        "select id, method, name, credentials_enc, settings, is_active, is_test from payment_accounts where id = $1",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(TryInto::try_into).transpose()
}

pub async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Option<AccountRow>> {
    let row = sqlx::query_as!(
        Raw,
        "select id, method, name, credentials_enc, settings, is_active, is_test from payment_accounts where id = $1 for update",
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(TryInto::try_into).transpose()
}

/// False when the name is taken.
pub async fn insert(conn: &mut PgConnection, new: &AccountRow) -> Result<bool> {
    let done = sqlx::query!(
        "insert into payment_accounts (id, method, name, credentials_enc, settings, is_active, is_test)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization_id, name) do nothing",
        new.id,
        new.method.code(),
        new.name,
        new.credentials_enc,
        new.settings,
        new.is_active,
        new.is_test,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// False when the name is another's.
pub async fn update(conn: &mut PgConnection, row: &AccountRow) -> Result<bool> {
    let done = sqlx::query!(
        "update payment_accounts set name = $2, credentials_enc = $3, settings = $4, is_active = $5, is_test = $6
         where id = $1 and not exists (select from payment_accounts other where other.name = $2 and other.id <> $1)",
        row.id,
        row.name,
        row.credentials_enc,
        row.settings,
        row.is_active,
        row.is_test,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Whose an account is; asked before a tenant is known.
pub async fn organization_of(db: &Db, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select payment_account_lookup($1)", id).fetch_one(db.global()).await?)
}
