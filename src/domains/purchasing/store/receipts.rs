//! Receipts and what it cost to bring their goods here.

use super::known;
use crate::domains::purchasing::model::{Condition, CostKind, LandedCost, Receipt, ReceiptLine};
use crate::server::Result;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// The receipts of an order, the newest first: always three statements.
pub async fn receipts(conn: &mut PgConnection, order_id: Uuid) -> Result<Vec<Receipt>> {
    let heads = sqlx::query!(
        r#"select r.id, r.created_at, u.name as "person?", r.exchange_rate, r.reference, r.note
           from purchase_receipts r left join users u on u.id = r.user_id
           where r.purchase_order_id = $1 order by r.created_at desc, r.id desc limit 200"#,
        order_id
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut receipts: Vec<Receipt> = heads
        .into_iter()
        .map(|row| Receipt {
            id: row.id,
            at: row.created_at,
            person: row.person,
            exchange_rate: row.exchange_rate,
            reference: row.reference,
            note: row.note,
            lines: Vec::new(),
            costs: Vec::new(),
        })
        .collect();
    let lines = sqlx::query!(
        r#"select ri.purchase_receipt_id, i.sku, i.name, ri.quantity, ri.condition, ri.goods_value,
             coalesce((select sum(s.amount) from purchase_landed_cost_shares s where s.purchase_receipt_item_id = ri.id), 0) as "landed!"
           from purchase_receipt_items ri
           join purchase_receipts r on r.id = ri.purchase_receipt_id
           join purchase_order_items i on i.id = ri.purchase_order_item_id
           where r.purchase_order_id = $1 order by i.position, ri.condition desc, ri.id"#,
        order_id
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in lines {
        let Some(receipt) = receipts.iter_mut().find(|receipt| receipt.id == row.purchase_receipt_id) else { continue };
        let condition = known(Condition::parse(&row.condition), &row.condition)?;
        receipt.lines.push(ReceiptLine {
            sku: row.sku,
            name: row.name,
            quantity: row.quantity,
            is_damaged: condition == Condition::Damaged,
            goods_value: row.goods_value,
            landed: row.landed,
        });
    }
    let costs = sqlx::query!(
        "select c.purchase_receipt_id, c.kind, c.amount, c.note, c.created_at
         from purchase_landed_costs c join purchase_receipts r on r.id = c.purchase_receipt_id
         where r.purchase_order_id = $1 order by c.created_at, c.id",
        order_id
    )
    .fetch_all(conn)
    .await?;
    for row in costs {
        let Some(receipt) = receipts.iter_mut().find(|receipt| receipt.id == row.purchase_receipt_id) else { continue };
        let kind = known(CostKind::parse(&row.kind), &row.kind)?;
        receipt.costs.push(LandedCost { kind, amount: row.amount, note: row.note, at: row.created_at });
    }
    Ok(receipts)
}

/// The order of a receipt.
pub async fn order_of_receipt(conn: &mut PgConnection, receipt_id: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!("select purchase_order_id from purchase_receipts where id = $1", receipt_id).fetch_optional(conn).await?)
}

/// A receipt to write.
pub struct NewReceipt<'a> {
    pub id: Uuid,
    pub order_id: Uuid,
    pub warehouse_id: Uuid,
    pub exchange_rate: Decimal,
    pub allow_over: bool,
    pub reference: &'a str,
    pub note: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

pub async fn insert_receipt(conn: &mut PgConnection, new: &NewReceipt<'_>) -> Result<()> {
    sqlx::query!(
        "insert into purchase_receipts (id, purchase_order_id, warehouse_id, exchange_rate, allow_over, reference, note, user_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id,
        new.order_id,
        new.warehouse_id,
        new.exchange_rate,
        new.allow_over,
        new.reference,
        new.note,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line of a receipt.
#[derive(Clone, Debug)]
pub struct ReceiptItem {
    pub id: Uuid,
    pub item_id: Uuid,
    pub variant_id: Uuid,
    pub quantity: i32,
    pub condition: Condition,
    pub unit_cost: Decimal,
    pub goods_value: Decimal,
}

pub async fn insert_receipt_items(conn: &mut PgConnection, receipt_id: Uuid, items: &[ReceiptItem], at: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let of: Vec<Uuid> = items.iter().map(|item| item.item_id).collect();
    let quantities: Vec<i32> = items.iter().map(|item| item.quantity).collect();
    let conditions: Vec<String> = items.iter().map(|item| item.condition.code().to_owned()).collect();
    let costs: Vec<Decimal> = items.iter().map(|item| item.unit_cost).collect();
    let values: Vec<Decimal> = items.iter().map(|item| item.goods_value).collect();
    sqlx::query!(
        "insert into purchase_receipt_items (id, purchase_receipt_id, purchase_order_item_id, quantity, condition, unit_cost, goods_value, created_at)
         select new.id, $1, new.item_id, new.quantity, new.condition, new.unit_cost, new.goods_value, $8
         from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::numeric[], $7::numeric[])
           as new (id, item_id, quantity, condition, unit_cost, goods_value)",
        receipt_id,
        &ids,
        &of,
        &quantities,
        &conditions,
        &costs,
        &values,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The lines of a receipt.
pub async fn receipt_items(conn: &mut PgConnection, receipt_id: Uuid) -> Result<Vec<ReceiptItem>> {
    let rows = sqlx::query!(
        "select ri.id, ri.purchase_order_item_id, i.variant_id, ri.quantity, ri.condition, ri.unit_cost, ri.goods_value
         from purchase_receipt_items ri join purchase_order_items i on i.id = ri.purchase_order_item_id
         where ri.purchase_receipt_id = $1 order by i.position, ri.condition desc, ri.id",
        receipt_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ReceiptItem {
                id: row.id,
                item_id: row.purchase_order_item_id,
                variant_id: row.variant_id,
                quantity: row.quantity,
                condition: known(Condition::parse(&row.condition), &row.condition)?,
                unit_cost: row.unit_cost,
                goods_value: row.goods_value,
            })
        })
        .collect()
}

/// A cost to write.
pub struct NewCost<'a> {
    pub id: Uuid,
    pub receipt_id: Uuid,
    pub kind: CostKind,
    pub amount: Decimal,
    pub note: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// False when a cost with this id was written before.
pub async fn insert_cost(conn: &mut PgConnection, new: &NewCost<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into purchase_landed_costs (id, purchase_receipt_id, kind, amount, note, user_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (organization_id, id) do nothing",
        new.id,
        new.receipt_id,
        new.kind.code(),
        new.amount,
        new.note,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Shares of a cost: (id, line of the receipt, amount).
pub async fn insert_shares(conn: &mut PgConnection, cost_id: Uuid, shares: &[(Uuid, Uuid, Decimal)], at: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = shares.iter().map(|(id, _, _)| *id).collect();
    let of: Vec<Uuid> = shares.iter().map(|(_, item, _)| *item).collect();
    let amounts: Vec<Decimal> = shares.iter().map(|(_, _, amount)| *amount).collect();
    sqlx::query!(
        "insert into purchase_landed_cost_shares (id, purchase_landed_cost_id, purchase_receipt_item_id, amount, created_at)
         select new.id, $1, new.item_id, new.amount, $5 from unnest($2::uuid[], $3::uuid[], $4::numeric[]) as new (id, item_id, amount)",
        cost_id,
        &ids,
        &of,
        &amounts,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Works out anew what came of an order's lines, and what a piece of it has cost here.
pub async fn settle_items(conn: &mut PgConnection, order_id: Uuid) -> Result<()> {
    sqlx::query!(
        "update purchase_order_items i
         set received = came.quantity, landed_unit_cost = round((came.value + came.landed) / came.quantity, 2)
         from (
           select ri.purchase_order_item_id, sum(ri.quantity)::int as quantity, sum(ri.goods_value) as value,
             coalesce(sum((select sum(s.amount) from purchase_landed_cost_shares s where s.purchase_receipt_item_id = ri.id)), 0) as landed
           from purchase_receipt_items ri join purchase_receipts r on r.id = ri.purchase_receipt_id
           where r.purchase_order_id = $1 group by 1
         ) came
         where i.id = came.purchase_order_item_id",
        order_id
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Pieces of each variant in all warehouses.
pub async fn on_hand(conn: &mut PgConnection, variant_ids: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    let rows = sqlx::query!(
        r#"select variant_id, sum(on_hand) as "on_hand!" from inventory_levels where variant_id = any ($1) group by 1"#,
        variant_ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, row.on_hand)).collect())
}
