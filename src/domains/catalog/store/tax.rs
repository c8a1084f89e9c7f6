//! Rates of tax.

use crate::domains::catalog::model::{TaxClass, TaxRate};
use crate::server::{Error, Result};
use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    tax_class: String,
    rate: Decimal,
    inclusive: bool,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

fn rate(row: Row) -> Result<TaxRate> {
    let class = TaxClass::parse(&row.tax_class).with_context(|| format!("the database holds the tax class {}", row.tax_class));
    Ok(TaxRate {
        id: row.id,
        class: class.map_err(Error::Other)?,
        rate: row.rate,
        inclusive: row.inclusive,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    })
}

/// Who changes rates does it one after the other: of two that overlap, the second sees the first.
pub(in crate::domains::catalog) async fn lock_tax_rates(conn: &mut PgConnection, organization_id: Uuid) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", format!("tax rates {organization_id}")).execute(conn).await?;
    Ok(())
}

/// All rates, newest first within their class.
pub(in crate::domains::catalog) async fn tax_rates(conn: &mut PgConnection) -> Result<Vec<TaxRate>> {
    sqlx::query_as!(Row, "select id, tax_class, rate, inclusive, valid_from, valid_to from tax_rates order by tax_class, valid_from desc")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(rate)
        .collect()
}

/// The rates that hold on a day, at most one of each class.
pub(in crate::domains::catalog) async fn tax_rates_on(conn: &mut PgConnection, day: NaiveDate) -> Result<Vec<TaxRate>> {
    sqlx::query_as!(
        Row,
        "select id, tax_class, rate, inclusive, valid_from, valid_to from tax_rates
         where valid_from <= $1 and (valid_to is null or valid_to >= $1)",
        day
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(rate)
    .collect()
}

pub(in crate::domains::catalog) async fn insert_tax_rate(
    conn: &mut PgConnection,
    new: &TaxRate,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into tax_rates (id, tax_class, rate, inclusive, valid_from, valid_to, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.class.code(),
        new.rate,
        new.inclusive,
        new.valid_from,
        new.valid_to,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn set_tax_rate_end(conn: &mut PgConnection, id: Uuid, last: Option<NaiveDate>) -> Result<()> {
    sqlx::query!("update tax_rates set valid_to = $2 where id = $1", id, last).execute(conn).await?;
    Ok(())
}

pub(in crate::domains::catalog) async fn delete_tax_rate(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("delete from tax_rates where id = $1", id).execute(conn).await?;
    Ok(())
}
