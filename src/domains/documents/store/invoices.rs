//! Invoices.

use crate::domains::catalog::model::TaxClass;
use crate::domains::customers::model::Address;
use crate::domains::documents::model::{Invoice, InvoiceContent, InvoiceFilter, InvoiceKind, InvoiceRow};
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Language, Page};
use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// The next number of a series. Its row stays locked until the transaction ends, so a number that was not kept is the next one's.
pub(in crate::domains::documents) async fn next_serial(
    conn: &mut PgConnection,
    id: Uuid,
    name: &str,
    branch: &str,
    period: &str,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "insert into number_counters (id, name, branch, period, last) values ($1, $2, $3, $4, 1)
         on conflict (organization_id, name, branch, period) do update set last = number_counters.last + 1 returning last",
        id,
        name,
        branch,
        period
    )
    .fetch_one(conn)
    .await?)
}

/// What is invoiced of an order.
pub(in crate::domains::documents) struct Sold {
    pub currency: String,
    pub exchange_rate: Decimal,
    pub ordered_at: DateTime<Utc>,
    pub supplied_at: Option<DateTime<Utc>>,
    pub address: Address,
    pub shipping: Decimal,
    pub shipping_tax: Decimal,
    pub tax_included: Decimal,
    /// Without what was cancelled.
    pub total: Decimal,
    pub methods: Vec<String>,
    pub lines: Vec<SoldLine>,
}

/// A line of it.
pub(in crate::domains::documents) struct SoldLine {
    pub id: Uuid,
    pub name: String,
    pub sku: String,
    pub quantity: i32,
    pub cancelled: i32,
    pub unit_price: Decimal,
    pub discount: Decimal,
    pub tax: Decimal,
    pub tax_included: Decimal,
    pub total: Decimal,
    pub class: Option<TaxClass>,
}

pub(in crate::domains::documents) async fn sold(conn: &mut PgConnection, order_id: Uuid) -> Result<Option<Sold>> {
    let order = sqlx::query!(
        r#"select o.currency::text as "currency!", o.exchange_rate, o.ordered_at, coalesce(o.delivered_at, o.dispatched_at) as supplied_at,
             coalesce(o.billing_address, o.shipping_address) as "address!", o.shipping, o.shipping_tax, o.tax_included,
             o.total - o.cancelled_total as "total!",
             array(select distinct p.method from payments p where p.order_id = o.id and p.status <> 'FAILED' order by 1) as "methods!"
           from orders o where o.id = $1"#,
        order_id
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(order) = order else { return Ok(None) };
    let lines = sqlx::query!(
        r#"select i.id, i.name, coalesce(i.sku, '') as "sku!", i.quantity, i.cancelled, i.unit_price, i.discount, i.tax, i.tax_included, i.total,
             p.tax_class as "tax_class?"
           from order_items i left join product_variants v on v.id = i.variant_id left join products p on p.id = v.product_id
           where i.order_id = $1 order by i.id"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    let lines = lines.into_iter().map(|row| SoldLine {
        id: row.id,
        name: row.name,
        sku: row.sku,
        quantity: row.quantity,
        cancelled: row.cancelled,
        unit_price: row.unit_price,
        discount: row.discount,
        tax: row.tax,
        tax_included: row.tax_included,
        total: row.total,
        class: row.tax_class.as_deref().and_then(TaxClass::parse),
    });
    Ok(Some(Sold {
        currency: order.currency,
        exchange_rate: order.exchange_rate,
        ordered_at: order.ordered_at,
        supplied_at: order.supplied_at,
        address: serde_json::from_value(order.address).unwrap_or_default(),
        shipping: order.shipping,
        shipping_tax: order.shipping_tax,
        tax_included: order.tax_included,
        total: order.total,
        methods: order.methods,
        lines: lines.collect(),
    }))
}

/// What is issued.
pub(in crate::domains::documents) struct NewInvoice<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub kind: InvoiceKind,
    pub branch: &'a str,
    pub period: &'a str,
    pub serial: i64,
    pub number: &'a str,
    pub layout_version: i32,
    pub language: Language,
    pub credits_id: Option<Uuid>,
    pub reason: Option<&'a str>,
    pub currency: &'a str,
    pub exchange_rate: Decimal,
    pub tax: Decimal,
    pub total: Decimal,
    pub content: Value,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub(in crate::domains::documents) async fn insert_invoice(conn: &mut PgConnection, new: NewInvoice<'_>) -> Result<()> {
    sqlx::query!(
        "insert into invoices (id, order_id, kind, branch, period, serial, number, layout_version, language, credits_id, reason, currency,
           exchange_rate, net, tax, total, content, issued_by, issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::numeric - $15::numeric, $15, $14, $16, $17, $18)",
        new.id,
        new.order_id,
        new.kind.code(),
        new.branch,
        new.period,
        new.serial,
        new.number,
        new.layout_version,
        new.language.code(),
        new.credits_id,
        new.reason,
        new.currency,
        new.exchange_rate,
        new.total,
        new.tax,
        new.content,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// So much of an invoice is taken back now; when it is all, it is cancelled.
pub(in crate::domains::documents) async fn set_credited(
    conn: &mut PgConnection,
    id: Uuid,
    credited: Decimal,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update invoices set credited = $2, cancelled_at = case when $2 = total then $3::timestamptz end where id = $1",
        id,
        credited,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct Row {
    id: Uuid,
    kind: String,
    number: String,
    branch: String,
    period: String,
    order_id: Uuid,
    order_number: String,
    buyer: String,
    net: Decimal,
    tax: Decimal,
    total: Decimal,
    credited: Decimal,
    currency: String,
    issued_at: DateTime<Utc>,
    cancelled_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for InvoiceRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = || format!("the database holds {}, which this program does not know", row.kind);
        Ok(Self {
            id: row.id,
            kind: InvoiceKind::parse(&row.kind).with_context(unknown).map_err(Error::Other)?,
            number: row.number,
            branch: row.branch,
            period: row.period,
            order_id: row.order_id,
            order_number: row.order_number,
            buyer: row.buyer,
            net: row.net,
            tax: row.tax,
            total: row.total,
            credited: row.credited,
            currency: row.currency,
            issued_at: row.issued_at,
            cancelled_at: row.cancelled_at,
        })
    }
}

/// A page of invoices, newest first.
pub(in crate::domains::documents) async fn list(
    conn: &mut PgConnection,
    filter: &InvoiceFilter,
    page: PageRequest,
) -> Result<Page<InvoiceRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let rows = sqlx::query_as!(
        Row,
        r#"select i.id, i.kind, i.number, i.branch, i.period, i.order_id, coalesce(i.content ->> 'order_number', '') as "order_number!",
             coalesce(i.content #>> '{buyer,name}', '') as "buyer!", i.net, i.tax, i.total, i.credited, i.currency::text as "currency!",
             i.issued_at, i.cancelled_at
           from invoices i
           where ($1::text is null or i.kind = $1) and ($2::text is null or i.period = $2) and ($3::text is null or i.branch = $3)
             and ($4::uuid is null or i.order_id = $4)
             and ($5::timestamptz is null or case when $7 then (i.issued_at, i.id) > ($5, $6) else (i.issued_at, i.id) < ($5, $6) end)
           order by case when $7 then i.issued_at end asc, case when $7 then i.id end asc, i.issued_at desc, i.id desc
           limit $8"#,
        filter.kind.map(InvoiceKind::code),
        filter.period,
        filter.branch,
        filter.order_id,
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(InvoiceRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &InvoiceRow| Cursor { at: row.issued_at, id: row.id }))
}

/// Those of an order, oldest first.
pub(in crate::domains::documents) async fn of_order(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<InvoiceRow>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select i.id, i.kind, i.number, i.branch, i.period, i.order_id, coalesce(i.content ->> 'order_number', '') as "order_number!",
             coalesce(i.content #>> '{buyer,name}', '') as "buyer!", i.net, i.tax, i.total, i.credited, i.currency::text as "currency!",
             i.issued_at, i.cancelled_at
           from invoices i where i.order_id = $1 order by i.issued_at, i.id limit 200"#,
        order_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(InvoiceRow::try_from).collect()
}

/// Branches that have issued something in the newest thousand, for the filter.
pub(in crate::domains::documents) async fn issued_branches(conn: &mut PgConnection) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"select distinct branch as "branch!" from (select branch from invoices order by issued_at desc, id desc limit 1000) recent order by 1"#
    )
    .fetch_all(conn)
    .await?)
}

/// An invoice whole.
pub(in crate::domains::documents) async fn invoice(conn: &mut PgConnection, id: Uuid) -> Result<Option<Invoice>> {
    let row = sqlx::query!(
        r#"select i.id, i.kind, i.number, i.branch, i.period, i.order_id, i.net, i.tax, i.total, i.credited, i.currency::text as "currency!",
             i.issued_at, i.cancelled_at, i.language, i.exchange_rate, i.reason, i.credits_id, i.content
           from invoices i where i.id = $1"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let content: InvoiceContent = serde_json::from_value(row.content).context("what an invoice says").map_err(Error::Other)?;
    let listed = Row {
        id: row.id,
        kind: row.kind,
        number: row.number,
        branch: row.branch,
        period: row.period,
        order_id: row.order_id,
        order_number: content.order_number.clone(),
        buyer: content.buyer.name.clone(),
        net: row.net,
        tax: row.tax,
        total: row.total,
        credited: row.credited,
        currency: row.currency,
        issued_at: row.issued_at,
        cancelled_at: row.cancelled_at,
    };
    Ok(Some(Invoice {
        row: listed.try_into()?,
        language: Language::parse(&row.language).unwrap_or_default(),
        exchange_rate: row.exchange_rate,
        reason: row.reason,
        credits_id: row.credits_id,
        content,
    }))
}

/// The order of an invoice.
pub(in crate::domains::documents) async fn order_of(conn: &mut PgConnection, id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select order_id from invoices where id = $1", id).fetch_optional(conn).await?)
}

/// The credit notes of an invoice, oldest first.
pub(in crate::domains::documents) async fn credit_notes(conn: &mut PgConnection, id: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from invoices where credits_id = $1 order by issued_at, id", id).fetch_all(conn).await?)
}
