//! Reading purchase orders.

use super::known;
use crate::domains::purchasing::model::{
    COUNT_CAP, ChangeStatus, Proposal, PurchaseCounts, PurchaseDetail, PurchaseEvent, PurchaseFilter, PurchaseItem, PurchaseRow,
    PurchaseStatus,
};
use crate::server::{Error, Result};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Language, Page};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

struct Listed {
    id: Uuid,
    number: String,
    supplier_id: Uuid,
    supplier: String,
    warehouse: String,
    status: String,
    total: Decimal,
    currency: String,
    expected_on: Option<NaiveDate>,
    ordered: i64,
    received: i64,
    proposals: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<Listed> for PurchaseRow {
    type Error = Error;

    fn try_from(row: Listed) -> Result<Self> {
        Ok(Self {
            id: row.id,
            number: row.number,
            supplier_id: row.supplier_id,
            supplier: row.supplier,
            warehouse: row.warehouse,
            status: known(PurchaseStatus::parse(&row.status), &row.status)?,
            total: row.total,
            currency: row.currency,
            expected_on: row.expected_on,
            ordered: row.ordered,
            received: row.received,
            proposals: row.proposals,
            created_at: row.created_at,
        })
    }
}

/// Whose orders are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// All of the organization.
    All,
    /// Those to one supplier that it knows of: drafts are not.
    Supplier(Uuid),
}

/// A page of purchase orders, newest first.
pub async fn list(
    conn: &mut PgConnection,
    whose: Whose,
    filter: &PurchaseFilter,
    today: NaiveDate,
    page: PageRequest,
) -> Result<Page<PurchaseRow>> {
    let (at, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at), Some(cursor.id)));
    let (own, supplier_id) = match whose {
        Whose::All => (false, filter.supplier_id),
        Whose::Supplier(id) => (true, Some(id)),
    };
    let rows = sqlx::query_as!(
        Listed,
        r#"select o.id, o.number, o.supplier_id, s.business_name as supplier, w.name as warehouse, o.status, o.total,
             o.currency::text as "currency!", o.expected_on,
             coalesce((select sum(i.quantity) from purchase_order_items i where i.purchase_order_id = o.id), 0) as "ordered!",
             coalesce((select sum(i.received) from purchase_order_items i where i.purchase_order_id = o.id), 0) as "received!",
             (select count(*) from purchase_order_changes c where c.purchase_order_id = o.id and c.status = 'PROPOSED') as "proposals!",
             o.created_at
           from purchase_orders o join suppliers s on s.id = o.supplier_id join warehouses w on w.id = o.warehouse_id
           where ($1::text is null or o.status = $1) and ($2::uuid is null or o.supplier_id = $2)
             and (not $3::boolean or o.sent_at is not null)
             and ($4::text is null or strpos(lower(o.number), lower($4)) > 0 or strpos(s.search, lower($4)) > 0
                  or exists (select from purchase_order_items i where i.purchase_order_id = o.id and strpos(lower(i.sku), lower($4)) > 0))
             and (not $5::boolean or o.expected_on < $6 and o.status in ('SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED'))
             and (not $7::boolean
                  or exists (select from purchase_order_changes c where c.purchase_order_id = o.id and c.status = 'PROPOSED'))
             and ($9::uuid is null or case when $10 then (o.created_at, o.id) > ($8, $9) else (o.created_at, o.id) < ($8, $9) end)
           order by case when $10 then o.created_at end asc, case when not $10 then o.created_at end desc,
                    case when $10 then o.id end asc, o.id desc
           limit $11"#,
        filter.status.map(PurchaseStatus::code),
        supplier_id,
        own,
        filter.query.as_deref(),
        filter.is_late,
        today,
        filter.has_proposals,
        at,
        id,
        !page.descends(),
        page.size + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(PurchaseRow::try_from).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_fetched(page, rows, |row: &PurchaseRow| Cursor { at: row.created_at, id: row.id }))
}

/// How many orders are in each status.
pub async fn counts(conn: &mut PgConnection, whose: Whose) -> Result<PurchaseCounts> {
    let supplier_id = match whose {
        Whose::All => None,
        Whose::Supplier(id) => Some(id),
    };
    let statuses: Vec<String> = PurchaseStatus::ALL.iter().map(|status| status.code().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select wanted.status as "status!",
             (select count(*) from (
                select from purchase_orders o
                where o.status = wanted.status and ($3::uuid is null or o.supplier_id = $3 and o.sent_at is not null) limit $2) as capped) as "count!"
           from unnest($1::text[]) as wanted (status)"#,
        &statuses,
        COUNT_CAP + 1,
        supplier_id,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((known(PurchaseStatus::parse(&row.status), &row.status)?, row.count)))
        .collect::<Result<Vec<_>>>()
        .map(PurchaseCounts)
}

/// The lines of an order in their places.
pub async fn items(conn: &mut PgConnection, id: Uuid) -> Result<Vec<PurchaseItem>> {
    Ok(sqlx::query_as!(
        PurchaseItem,
        r#"select i.id, i.variant_id, v.product_id, i.name, i.sku, i.quantity, i.unit_cost, i.received, i.landed_unit_cost, i.expected_on,
             i.confirmed_at is not null as "is_confirmed!"
           from purchase_order_items i join product_variants v on v.id = i.variant_id
           where i.purchase_order_id = $1 order by i.position, i.id"#,
        id
    )
    .fetch_all(conn)
    .await?)
}

/// What the supplier has proposed, the newest first.
pub async fn proposals(conn: &mut PgConnection, id: Uuid) -> Result<Vec<Proposal>> {
    let rows = sqlx::query!(
        "select id, purchase_order_item_id, quantity, unit_cost, expected_on, note, status, created_at
         from purchase_order_changes where purchase_order_id = $1 order by created_at desc, id desc limit 500",
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Proposal {
                id: row.id,
                item_id: row.purchase_order_item_id,
                quantity: row.quantity,
                unit_cost: row.unit_cost,
                expected_on: row.expected_on,
                note: row.note,
                status: known(ChangeStatus::parse(&row.status), &row.status)?,
                at: row.created_at,
            })
        })
        .collect()
}

async fn history(conn: &mut PgConnection, id: Uuid) -> Result<Vec<PurchaseEvent>> {
    let rows = sqlx::query!(
        r#"select h.status, h.new_status, h.reason, u.name as "person?", h.created_at
           from purchase_order_history h left join users u on u.id = h.changed_by_id
           where h.purchase_order_id = $1 order by h.created_at desc, h.id desc limit 200"#,
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PurchaseEvent {
                old: row.status.as_deref().and_then(PurchaseStatus::parse),
                new: known(PurchaseStatus::parse(&row.new_status), &row.new_status)?,
                reason: row.reason,
                person: row.person,
                at: row.created_at,
            })
        })
        .collect()
}

/// An order whole; `over_percent` is filled in by the caller.
pub async fn detail(conn: &mut PgConnection, id: Uuid, over_percent: Decimal) -> Result<Option<PurchaseDetail>> {
    let Some(row) = sqlx::query!(
        r#"select o.id, o.number, o.supplier_id, s.business_name, s.language, s.email, o.warehouse_id, w.name as warehouse, o.status, o.total,
             o.currency::text as "currency!", o.exchange_rate, o.freight, o.duty, o.expected_on, o.notes, o.reason, o.mailed_at, o.created_at,
             o.version
           from purchase_orders o join suppliers s on s.id = o.supplier_id join warehouses w on w.id = o.warehouse_id where o.id = $1"#,
        id
    )
    .fetch_optional(&mut *conn)
    .await?
    else {
        return Ok(None);
    };
    let items = items(conn, id).await?;
    let proposals = proposals(conn, id).await?;
    let receipts = super::receipts(conn, id).await?;
    let history = history(conn, id).await?;
    Ok(Some(PurchaseDetail {
        row: PurchaseRow {
            id: row.id,
            number: row.number,
            supplier_id: row.supplier_id,
            supplier: row.business_name,
            warehouse: row.warehouse,
            status: known(PurchaseStatus::parse(&row.status), &row.status)?,
            total: row.total,
            currency: row.currency,
            expected_on: row.expected_on,
            ordered: items.iter().map(|item| i64::from(item.quantity)).sum(),
            received: items.iter().map(|item| i64::from(item.received)).sum(),
            proposals: i64::try_from(proposals.iter().filter(|proposal| proposal.status == ChangeStatus::Proposed).count())
                .unwrap_or(i64::MAX),
            created_at: row.created_at,
        },
        warehouse_id: row.warehouse_id,
        language: known(Language::parse(&row.language), &row.language)?,
        supplier_email: row.email,
        exchange_rate: row.exchange_rate,
        freight: row.freight,
        duty: row.duty,
        notes: row.notes,
        reason: row.reason,
        mailed_at: row.mailed_at,
        items,
        proposals,
        receipts,
        history,
        over_percent,
        version: row.version,
    }))
}

/// What each of these variants has cost last at this supplier in this currency.
pub async fn last_costs(conn: &mut PgConnection, supplier_id: Uuid, currency: &str, variant_ids: &[Uuid]) -> Result<Vec<(Uuid, Decimal)>> {
    let rows = sqlx::query!(
        r#"select distinct on (i.variant_id) i.variant_id, i.unit_cost
           from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
           where i.variant_id = any ($1) and o.supplier_id = $2 and o.currency = $3 and o.status not in ('DRAFT', 'CANCELLED')
           order by i.variant_id, i.created_at desc, i.id desc"#,
        variant_ids,
        supplier_id,
        currency,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, row.unit_cost)).collect())
}

/// Who supplies variants, with what a piece cost there last: variant, supplier, its currency, the price in it. None for variants
/// without a supplier in use.
pub async fn suppliers_of(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<Vec<Supplied>> {
    Ok(sqlx::query_as!(
        Supplied,
        r#"select v.id as variant_id, s.id as supplier_id, s.business_name as supplier, s.currency::text as "currency!",
                  coalesce(c.unit_cost, case when s.currency = p.currency then v.cost_price end) as "unit_cost?"
           from product_variants v
           join products p on p.id = v.product_id
           join suppliers s on s.id = p.supplier_id and s.is_active and s.verification_status <> 'REJECTED'
           left join lateral (
             select i.unit_cost from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
             where i.variant_id = v.id and o.supplier_id = s.id and o.currency = s.currency and o.status not in ('DRAFT', 'CANCELLED')
             order by i.created_at desc, i.id desc limit 1) c on true
           where v.id = any ($1)"#,
        variant_ids,
    )
    .fetch_all(conn)
    .await?)
}

/// Who supplies a variant.
pub struct Supplied {
    pub variant_id: Uuid,
    pub supplier_id: Uuid,
    pub supplier: String,
    pub currency: String,
    pub unit_cost: Option<Decimal>,
}

/// What of these variants was ordered and has not come: variant, warehouse, pieces. A draft counts too: whoever wrote it means to
/// send it, and nobody writes it twice.
pub async fn on_order(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid, i64)>> {
    let rows = sqlx::query!(
        r#"select i.variant_id, o.warehouse_id, sum(i.quantity - i.received) as "quantity!"
           from purchase_order_items i join purchase_orders o on o.id = i.purchase_order_id
           where i.variant_id = any ($1) and i.quantity > i.received
             and o.status in ('DRAFT', 'SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED')
           group by 1, 2"#,
        variant_ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, row.warehouse_id, row.quantity)).collect())
}

/// The SKUs of variants.
pub async fn skus(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!("select id, sku from product_variants where id = any ($1) and deleted_at is null", variant_ids)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.sku)).collect())
}
