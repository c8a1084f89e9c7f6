//! Suppliers and their people.

use super::known;
use crate::domains::purchasing::model::{
    SupplierAddress, SupplierChoice, SupplierDetail, SupplierFilter, SupplierRow, SupplierUser, Verification,
};
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Language, Page};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

struct Listed {
    id: Uuid,
    business_name: String,
    contact: String,
    phone: Option<String>,
    email: Option<String>,
    verification_status: String,
    is_active: bool,
    products: i64,
    open_orders: i64,
    last_order_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Listed> for SupplierRow {
    type Error = Error;

    fn try_from(row: Listed) -> Result<Self> {
        Ok(Self {
            id: row.id,
            business_name: row.business_name,
            contact: row.contact,
            phone: row.phone,
            email: row.email,
            verification: known(Verification::parse(&row.verification_status), &row.verification_status)?,
            is_active: row.is_active,
            products: row.products,
            open_orders: row.open_orders,
            last_order_at: row.last_order_at,
            created_at: row.created_at,
        })
    }
}

/// A page of suppliers. An organization has few of them, so words are looked for in each.
pub async fn list_suppliers(conn: &mut PgConnection, filter: &SupplierFilter, page: PageRequest) -> Result<Page<SupplierRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let ascending = !page.descends();
    let rows = sqlx::query_as!(
        Listed,
        r#"select s.id, s.business_name, s.contact, s.phone, s.email, s.verification_status, s.is_active,
             (select count(*) from products p where p.supplier_id = s.id and p.deleted_at is null) as "products!",
             (select count(*) from purchase_orders o where o.supplier_id = s.id and o.status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED')) as "open_orders!",
             (select max(o.sent_at) from purchase_orders o where o.supplier_id = s.id) as "last_order_at?",
             s.created_at
           from suppliers s
           where ($1::text is null or strpos(s.search, lower($1)) > 0)
             and ($2::text is null or s.verification_status = $2) and ($3::boolean is null or s.is_active = $3)
             and ($5::uuid is null or case
                  when $8::text = 'name' and $6 then (s.business_name, s.id) > ((select a.business_name from suppliers a where a.id = $5), $5)
                  when $8 = 'name' then (s.business_name, s.id) < ((select a.business_name from suppliers a where a.id = $5), $5)
                  when $6 then (s.created_at, s.id) > ($4, $5) else (s.created_at, s.id) < ($4, $5) end)
           order by case when $6 and $8 = 'name' then s.business_name end asc, case when not $6 and $8 = 'name' then s.business_name end desc,
                    case when $6 and $8 <> 'name' then s.created_at end asc, case when not $6 and $8 <> 'name' then s.created_at end desc,
                    case when $6 then s.id end asc, s.id desc
           limit $7"#,
        filter.query.as_deref(),
        filter.verification.map(Verification::code),
        filter.active,
        at,
        id,
        ascending,
        page.size + 1,
        page.sort.key,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(SupplierRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &SupplierRow| Cursor { at: row.created_at, id: row.id }))
}

/// A supplier whole; with `lock` its row is kept from others until the transaction ends.
pub async fn supplier(conn: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<SupplierDetail>> {
    if lock {
        sqlx::query_scalar!("select id from suppliers where id = $1 for update", id).fetch_optional(&mut *conn).await?;
    }
    let Some(row) = sqlx::query!(
        r#"select s.id, s.business_name, s.contact, s.phone, s.email, s.verification_status, s.is_active, s.created_at, s.registration_number,
             s.tax_id, s.address, s.language, s.currency::text as "currency!", s.terms, s.payment_days, s.lead_days, s.rating, s.verified_at,
             s.notes, s.version,
             (select count(*) from products p where p.supplier_id = s.id and p.deleted_at is null) as "products!",
             (select count(*) from purchase_orders o where o.supplier_id = s.id and o.status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED')) as "open_orders!",
             (select max(o.sent_at) from purchase_orders o where o.supplier_id = s.id) as "last_order_at?"
           from suppliers s where s.id = $1"#,
        id
    )
    .fetch_optional(&mut *conn)
    .await?
    else {
        return Ok(None);
    };
    let users = sqlx::query_as!(
        SupplierUser,
        "select u.id, u.name, u.email from supplier_users su join users u on u.id = su.user_id where su.supplier_id = $1 order by u.name, u.id",
        id
    )
    .fetch_all(conn)
    .await?;
    let address: SupplierAddress = serde_json::from_value(row.address).context("reading a supplier's address").map_err(Error::Other)?;
    Ok(Some(SupplierDetail {
        row: SupplierRow {
            id: row.id,
            business_name: row.business_name,
            contact: row.contact,
            phone: row.phone,
            email: row.email,
            verification: known(Verification::parse(&row.verification_status), &row.verification_status)?,
            is_active: row.is_active,
            products: row.products,
            open_orders: row.open_orders,
            last_order_at: row.last_order_at,
            created_at: row.created_at,
        },
        registration_number: row.registration_number,
        tax_id: row.tax_id,
        address,
        language: known(Language::parse(&row.language), &row.language)?,
        currency: row.currency,
        terms: row.terms,
        payment_days: row.payment_days,
        lead_days: row.lead_days,
        rating: row.rating,
        verified_at: row.verified_at,
        notes: row.notes,
        version: row.version,
        users,
    }))
}

/// What the form of a supplier writes, checked.
#[derive(Clone, Debug)]
pub struct SupplierValues {
    pub business_name: String,
    pub registration_number: Option<String>,
    pub tax_id: Option<String>,
    pub contact: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Value,
    pub language: Language,
    pub currency: String,
    pub terms: String,
    pub payment_days: Option<i32>,
    pub lead_days: Option<i32>,
    pub rating: Option<i32>,
    pub is_active: bool,
    pub notes: String,
}

pub async fn insert_supplier(
    conn: &mut PgConnection,
    id: Uuid,
    new: &SupplierValues,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into suppliers (id, business_name, registration_number, tax_id, contact, email, phone, address, language, currency, terms,
           payment_days, lead_days, rating, is_active, notes, created_by, updated_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18)",
        id,
        new.business_name,
        new.registration_number,
        new.tax_id,
        new.contact,
        new.email,
        new.phone,
        new.address,
        new.language.code(),
        new.currency,
        new.terms,
        new.payment_days,
        new.lead_days,
        new.rating,
        new.is_active,
        new.notes,
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn update_supplier(conn: &mut PgConnection, id: Uuid, new: &SupplierValues, user_id: Option<Uuid>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update suppliers set business_name = $2, registration_number = $3, tax_id = $4, contact = $5, email = $6, phone = $7, address = $8,
           language = $9, currency = $10, terms = $11, payment_days = $12, lead_days = $13, rating = $14, is_active = $15, notes = $16,
           updated_by = $17, version = version + 1
         where id = $1",
        id,
        new.business_name,
        new.registration_number,
        new.tax_id,
        new.contact,
        new.email,
        new.phone,
        new.address,
        new.language.code(),
        new.currency,
        new.terms,
        new.payment_days,
        new.lead_days,
        new.rating,
        new.is_active,
        new.notes,
        user_id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn set_verification(
    conn: &mut PgConnection,
    id: Uuid,
    verification: Verification,
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update suppliers set verification_status = $2, verified_at = case when $2 = 'VERIFIED' then $4::timestamptz end,
           verified_by = case when $2 <> 'PENDING' then $3::uuid end, updated_by = $3, version = version + 1 where id = $1",
        id,
        verification.code(),
        user_id,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The suppliers of some names, in whatever case, by the name that was asked for.
pub async fn suppliers_named(conn: &mut PgConnection, names: &[String]) -> Result<Vec<(String, Uuid)>> {
    let rows = sqlx::query!(
        r#"select n.name as "name!", s.id from unnest($1::text[]) n (name) join suppliers s on lower(s.business_name) = lower(n.name)"#,
        names,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.id)).collect())
}

/// Names of suppliers.
pub async fn supplier_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, business_name from suppliers where id = any ($1)", ids).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.business_name)).collect())
}

/// Suppliers to choose from: those in use, and one more that was chosen before.
pub async fn supplier_choices(conn: &mut PgConnection, also: Option<Uuid>) -> Result<Vec<SupplierChoice>> {
    Ok(sqlx::query_as!(
        SupplierChoice,
        r#"select id, business_name as name, currency::text as "currency!", lead_days from suppliers
           where is_active and verification_status <> 'REJECTED' or id = $1 order by lower(business_name), id limit 1000"#,
        also
    )
    .fetch_all(conn)
    .await?)
}

/// Members who may only supply and do not sign in for anybody yet.
pub async fn free_users(conn: &mut PgConnection, organization_id: Uuid) -> Result<Vec<SupplierUser>> {
    Ok(sqlx::query_as!(
        SupplierUser,
        "select u.id, u.name, u.email
         from memberships m join roles r on r.id = m.role_id join users u on u.id = m.user_id
         where m.organization_id = $1 and m.status = 'ACTIVE' and u.is_active and u.deleted_at is null
           and 'purchasing.supply' = any (r.permissions) and not 'purchasing.read' = any (r.permissions)
           and not exists (select from supplier_users su where su.user_id = u.id)
         order by u.name, u.id limit 200",
        organization_id
    )
    .fetch_all(conn)
    .await?)
}

/// The name of a member who is active and whose role may supply.
pub async fn may_supply(conn: &mut PgConnection, organization_id: Uuid, user_id: Uuid) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select u.name from memberships m join roles r on r.id = m.role_id join users u on u.id = m.user_id
         where m.organization_id = $1 and m.user_id = $2 and m.status = 'ACTIVE' and 'purchasing.supply' = any (r.permissions)",
        organization_id,
        user_id
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn link_user(conn: &mut PgConnection, id: Uuid, supplier_id: Uuid, user_id: Uuid, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into supplier_users (id, supplier_id, user_id, created_at) values ($1, $2, $3, $4)", id, supplier_id, user_id, at)
        .execute(conn)
        .await?;
    Ok(())
}

/// True when the person signed in for this supplier.
pub async fn unlink_user(conn: &mut PgConnection, supplier_id: Uuid, user_id: Uuid) -> Result<bool> {
    let done =
        sqlx::query!("delete from supplier_users where supplier_id = $1 and user_id = $2", supplier_id, user_id).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}

/// Percentage that may come above what was ordered, where somebody has set it.
pub async fn over_percent(conn: &mut PgConnection) -> Result<Option<Decimal>> {
    Ok(sqlx::query_scalar!("select over_receipt_percent from purchasing_settings").fetch_optional(conn).await?)
}

pub async fn set_over_percent(conn: &mut PgConnection, percent: Decimal, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into purchasing_settings (over_receipt_percent, created_at) values ($1, $2)
         on conflict (organization_id) do update set over_receipt_percent = excluded.over_receipt_percent",
        percent,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}
