//! SQL of saved ways to pay.

use crate::domains::customers::model::{Address, MethodGateway, MethodType, NewMethod, SavedMethod};
use crate::server::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub async fn insert(conn: &mut PgConnection, id: Uuid, customer_id: Uuid, new: &NewMethod, sealed: &[u8], at: DateTime<Utc>) -> Result<()> {
    let (month, year) = new.expiry.unzip();
    sqlx::query!(
        "insert into customer_payment_methods (id, customer_id, type, gateway, token_enc, last4, brand, cardholder_name, expiry_month,
           expiry_year, wallet_email, wallet_id, billing_postal_code, billing_country, is_verified, is_default, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, lower($11::text), $12, $13, $14, $15,
           not exists (select from customer_payment_methods where customer_id = $2 and is_default), $16)",
        id,
        customer_id,
        new.kind.code(),
        new.gateway.code(),
        sealed,
        new.last4,
        new.brand,
        new.cardholder_name,
        month,
        year,
        new.wallet_email,
        new.wallet_id,
        new.billing_postal_code,
        new.billing_country,
        new.is_verified,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody's saved ways to pay, the default first.
pub async fn of_customer(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<SavedMethod>> {
    let rows = sqlx::query!(
        r#"select id, type as kind, gateway, last4, brand, expiry_month, expiry_year, wallet_email, is_default, is_verified, failed_attempts,
             last_used_at
           from customer_payment_methods where customer_id = $1 and removed_at is null
           order by is_default desc, created_at desc, id desc limit 50"#,
        customer_id
    )
    .fetch_all(conn)
    .await?;
    let known = rows.into_iter().filter_map(|row| {
        Some(SavedMethod {
            id: row.id,
            kind: MethodType::parse(&row.kind)?,
            gateway: MethodGateway::parse(&row.gateway)?,
            last4: row.last4,
            brand: row.brand,
            expiry: row.expiry_month.zip(row.expiry_year),
            wallet_email: row.wallet_email,
            is_default: row.is_default,
            is_verified: row.is_verified,
            failed_attempts: row.failed_attempts,
            last_used_at: row.last_used_at,
        })
    });
    Ok(known.collect())
}

/// The sealed token of a way to pay.
pub async fn token(conn: &mut PgConnection, id: Uuid) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!("select token_enc from customer_payment_methods where id = $1", id).fetch_optional(conn).await?.flatten())
}

/// Whose token a way to pay is.
pub async fn gateway(conn: &mut PgConnection, id: Uuid) -> Result<Option<MethodGateway>> {
    let word = sqlx::query_scalar!("select gateway from customer_payment_methods where id = $1", id).fetch_optional(conn).await?;
    Ok(word.as_deref().and_then(MethodGateway::parse))
}

/// Takes a way to pay away: the row stays for the sessions that name it, with nothing in it.
pub async fn remove(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update customer_payment_methods set token_enc = null, removed_at = $2, is_default = false, last4 = null, brand = null,
           cardholder_name = null, expiry_month = null, expiry_year = null, wallet_email = null, wallet_id = null, billing_postal_code = null,
           billing_country = null
         where id = $1 and removed_at is null",
        id,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes one the default of its person, who is locked.
pub async fn make_default(conn: &mut PgConnection, customer_id: Uuid, id: Uuid) -> Result<()> {
    sqlx::query!(
        "update customer_payment_methods set is_default = false where customer_id = $1 and is_default and id <> $2",
        customer_id,
        id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update customer_payment_methods set is_default = true where customer_id = $1 and id = $2", customer_id, id)
        .execute(conn)
        .await?;
    Ok(())
}

/// A payment was refused. Returns how often in a row.
pub async fn count_failure(conn: &mut PgConnection, id: Uuid) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!(
        "update customer_payment_methods set failed_attempts = failed_attempts + 1 where id = $1 and removed_at is null returning failed_attempts",
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// A payment was taken.
pub async fn set_used(conn: &mut PgConnection, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update customer_payment_methods set failed_attempts = 0, last_used_at = $2 where id = $1", id, at).execute(conn).await?;
    Ok(())
}

/// Gives somebody's ways to pay to another: all of them, or those of `ids` that are still theirs. None of them is the default there.
pub async fn give(conn: &mut PgConnection, ids: Option<&[Uuid]>, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "update customer_payment_methods set customer_id = $2, is_default = false
         where customer_id = $1 and ($3::uuid[] is null or id = any ($3)) returning id",
        from,
        into,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// All that somebody has, and who became part of them.
pub async fn ids_of_family(conn: &mut PgConnection, customer_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select m.id from customer_payment_methods m join customers c on c.id = m.customer_id
         where (c.id = $1 or c.merged_into_id = $1) and m.removed_at is null",
        customer_id
    )
    .fetch_all(conn)
    .await?)
}

/// One address of somebody.
pub async fn address(conn: &mut PgConnection, customer_id: Uuid, id: Uuid) -> Result<Option<Address>> {
    Ok(sqlx::query_as!(
        Address,
        r#"select full_name, phone, email, line1, line2, city, district, postal_code, country::text as "country!"
           from customer_addresses where customer_id = $1 and id = $2"#,
        customer_id,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Somebody's default address of their parcels.
pub async fn default_address(conn: &mut PgConnection, customer_id: Uuid) -> Result<Option<Address>> {
    Ok(sqlx::query_as!(
        Address,
        r#"select full_name, phone, email, line1, line2, city, district, postal_code, country::text as "country!"
           from customer_addresses where customer_id = $1 and type = 'SHIPPING'
           order by is_default desc, last_used_at desc nulls last, id desc limit 1"#,
        customer_id
    )
    .fetch_optional(conn)
    .await?)
}
