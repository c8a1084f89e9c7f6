//! What goes on in the warehouses of a shop: bins, transfers from the first warehouse to the second, and a count that is under way.

use super::stock::Move;
use super::{Base, DAYS, moment};
use crate::seed::dice::Dice;
use crate::seed::plan::{DAY, HOUR};
use crate::seed::shops::Shop;
use crate::server::Work;
use serde_json::{Value, json};
use uuid::Uuid;

/// Rows of shelves, and places on each.
const SHELVES: [char; 3] = ['A', 'B', 'C'];
const PLACES: i64 = 4;
/// Units of a line: less than what every variant has beyond its orders.
const UNITS: i64 = 3;

/// A transfer as it stands now.
pub struct Transfer {
    id: Uuid,
    number: String,
    status: &'static str,
    notes: &'static str,
    /// When it was made, was ready, left, and was unpacked the last time.
    created_at: i64,
    ready_at: Option<i64>,
    shipped_at: Option<i64>,
    unpacked_at: Option<i64>,
    items: Vec<Item>,
}

struct Item {
    id: Uuid,
    variant_id: Uuid,
    received: i64,
    discrepancy: i64,
}

/// What is told of a transfer: (status, days ago that it was made, variants, units of each that arrived, notes).
const TRANSFERS: &[(&str, i64, usize, i64, &str)] = &[
    ("RECEIVED", 24, 3, 3, "For the shop in town"),
    ("PARTIALLY_RECEIVED", 5, 2, 1, "Second box comes with the next van"),
    ("IN_TRANSIT", 2, 3, 0, ""),
    ("READY", 1, 2, 0, "Van on Friday"),
    ("DRAFT", 0, 2, 0, ""),
];

/// The transfers of a shop with two warehouses, and what they do to the stock.
pub fn transfers(shop: &Shop, base: &Base) -> (Vec<Transfer>, Vec<Move>) {
    let [from, to, ..] = *base.warehouses.as_slice() else { return (Vec::new(), Vec::new()) };
    // Dice of its own: the rest of the demo stays what it was.
    let mut dice = Dice::new(shop.seed ^ 0x7472_616e);
    let keeper = base.user("WAREHOUSE");
    let mut variants = base.variants.iter().filter(|variant| variant.sku != shop.sold_out && variant.sku != shop.low);
    let (mut all, mut moves) = (Vec::new(), Vec::new());
    for (place, (status, days, lines, arrived, notes)) in TRANSFERS.iter().enumerate() {
        let created_at = base.now - days * DAY - 5 * HOUR;
        let has_left = matches!(*status, "RECEIVED" | "PARTIALLY_RECEIVED" | "IN_TRANSIT");
        let id = dice.id(created_at);
        let mut items: Vec<Item> = variants
            .by_ref()
            .take(*lines)
            .map(|variant| Item { id: dice.id(created_at), variant_id: variant.id, received: *arrived, discrepancy: 0 })
            .collect();
        if *status == "RECEIVED"
            && let Some(item) = items.first_mut()
        {
            (item.received, item.discrepancy) = (UNITS - 1, 1);
        }
        let transfer = Transfer {
            id,
            number: format!("TR-{:05}", place + 1),
            status,
            notes,
            created_at,
            ready_at: (*status != "DRAFT").then_some(created_at + HOUR),
            shipped_at: has_left.then_some(created_at + 2 * HOUR),
            unpacked_at: (*arrived > 0).then_some(created_at + 3 * HOUR),
            items,
        };
        let operation = |name: &str, item: &Item| json!({"op": name, "warehouse_id": from, "variant_id": item.variant_id, "quantity": UNITS, "owner_type": "TRANSFER", "owner_id": id});
        let arrive = |item: &Item| {
            json!({"op": "RECEIVE", "warehouse_id": to, "variant_id": item.variant_id, "quantity": item.received, "cause": "TRANSFER_IN",
                "reference_type": "TRANSFER", "reference_id": id})
        };
        let done: [(Option<i64>, Vec<Value>); 3] = [
            (transfer.ready_at, transfer.items.iter().map(|item| operation("RESERVE", item)).collect()),
            (transfer.shipped_at, transfer.items.iter().map(|item| operation("TAKE", item)).collect()),
            (transfer.unpacked_at, transfer.items.iter().map(arrive).collect()),
        ];
        moves.extend(done.into_iter().filter_map(|(at, operations)| Some(Move::new(at?, keeper, operations))));
        all.push(transfer);
    }
    (all, moves)
}

/// Writes bins, transfers and the count, after all stock.
pub async fn write(work: &mut Work, shop: &Shop, base: &Base, transfers: &[Transfer]) -> anyhow::Result<()> {
    let mut dice = Dice::new(shop.seed ^ 0x6269_6e73);
    for warehouse_id in &base.warehouses {
        bins(work, base, *warehouse_id, &mut dice).await?;
    }
    let keeper = base.user("WAREHOUSE");
    if let [from, to, ..] = *base.warehouses.as_slice() {
        for transfer in transfers {
            write_transfer(work, transfer, from, to, keeper, &mut dice).await?;
        }
    }
    counter(work, "transfer", transfers.len(), &mut dice, base.now).await?;
    count(work, base, keeper, &mut dice).await?;
    counter(work, "count", 1, &mut dice, base.now).await
}

async fn bins(work: &mut Work, base: &Base, warehouse_id: Uuid, dice: &mut Dice) -> anyhow::Result<()> {
    let at = moment(base.now - (DAYS + 20) * DAY);
    let mut ids = Vec::new();
    for (row, shelf) in SHELVES.into_iter().enumerate() {
        for place in 1..=PLACES {
            let id = dice.id(at.timestamp());
            let route = i32::try_from(i64::try_from(row)? * PLACES + place)? * 10;
            sqlx::query!(
                "insert into bins (id, warehouse_id, code, route_order, created_at) values ($1, $2, $3, $4, $5)",
                id,
                warehouse_id,
                format!("{shelf}-{place:02}"),
                route,
                at,
            )
            .execute(work.conn())
            .await?;
            ids.push(id);
        }
    }
    sqlx::query!(
        "update inventory_levels l set bin_id = b.id
         from (select id, row_number() over (order by variant_id) - 1 as n from inventory_levels where warehouse_id = $1) x,
              unnest($2::uuid[]) with ordinality b (id, n)
         where l.id = x.id and b.n = x.n % cardinality($2::uuid[]) + 1",
        warehouse_id,
        &ids,
    )
    .execute(work.conn())
    .await?;
    Ok(())
}

/// The next number of a series follows the last of the demo's.
async fn counter(work: &mut Work, name: &str, last: usize, dice: &mut Dice, at: i64) -> anyhow::Result<()> {
    if last > 0 {
        sqlx::query!("insert into number_counters (id, name, last) values ($1, $2, $3)", dice.id(at), name, i64::try_from(last)?)
            .execute(work.conn())
            .await?;
    }
    Ok(())
}

async fn write_transfer(
    work: &mut Work,
    transfer: &Transfer,
    from: Uuid,
    to: Uuid,
    keeper: Option<Uuid>,
    dice: &mut Dice,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into stock_transfers (id, number, from_warehouse_id, to_warehouse_id, status, notes, ready_at, shipped_at, received_at, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, case when $5 = 'RECEIVED' then $9::timestamptz end, $10, $11)",
        transfer.id,
        transfer.number,
        from,
        to,
        transfer.status,
        transfer.notes,
        transfer.ready_at.map(moment),
        transfer.shipped_at.map(moment),
        transfer.unpacked_at.map(moment),
        keeper,
        moment(transfer.created_at),
    )
    .execute(work.conn())
    .await?;
    for item in &transfer.items {
        sqlx::query!(
            "insert into stock_transfer_items (id, transfer_id, variant_id, quantity, shipped, received, discrepancy, discrepancy_reason, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, case when $7 > 0 then 'MISSING' end, $8)",
            item.id,
            transfer.id,
            item.variant_id,
            i32::try_from(UNITS)?,
            if transfer.shipped_at.is_some() { i32::try_from(UNITS)? } else { 0 },
            i32::try_from(item.received)?,
            i32::try_from(item.discrepancy)?,
            moment(transfer.created_at),
        )
        .execute(work.conn())
        .await?;
    }
    let Some(at) = transfer.unpacked_at else { return Ok(()) };
    let receipt_id = dice.id(at);
    sqlx::query!(
        "insert into stock_transfer_receipts (id, transfer_id, client_id, user_id, created_at) values ($1, $2, $3, $4, $5)",
        receipt_id,
        transfer.id,
        receipt_id.to_string(),
        keeper,
        moment(at),
    )
    .execute(work.conn())
    .await?;
    for item in &transfer.items {
        sqlx::query!(
            "insert into stock_transfer_receipt_items (id, receipt_id, transfer_item_id, received, discrepancy, discrepancy_reason, created_at)
             values ($1, $2, $3, $4, $5, case when $5 > 0 then 'MISSING' end, $6)",
            dice.id(at),
            receipt_id,
            item.id,
            i32::try_from(item.received)?,
            i32::try_from(item.discrepancy)?,
            moment(at),
        )
        .execute(work.conn())
        .await?;
    }
    Ok(())
}

/// A count of the first shelf's first place, half done: what is counted is what the books say.
async fn count(work: &mut Work, base: &Base, keeper: Option<Uuid>, dice: &mut Dice) -> anyhow::Result<()> {
    let warehouse_id = base.warehouses[0];
    let id = dice.id(base.now - HOUR);
    let at = moment(base.now);
    sqlx::query!(
        "insert into stock_counts (id, number, warehouse_id, scope, bin_id, is_blind, status, snapshot_at, created_by, created_at)
         select $1, 'C-00001', $2, 'BIN', b.id, false, 'COUNTING', $3, $4, $3 from bins b where b.warehouse_id = $2 and b.code = 'A-01'",
        id,
        warehouse_id,
        at,
        keeper,
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into stock_count_items (id, count_id, variant_id, position, expected_at_snapshot, counted, expected_at_count, counted_at, counted_by, created_at)
         select uuid_v7($3), $1, x.variant_id, x.n, x.on_hand, case when x.done then x.on_hand end, case when x.done then x.on_hand end,
                case when x.done then $3::timestamptz end, case when x.done then $4::uuid end, $3
         from (
           select l.variant_id, l.on_hand, (row_number() over w)::integer as n, row_number() over w % 2 = 1 as done
           from inventory_levels l join bins b on b.id = l.bin_id and b.code = 'A-01' join product_variants v on v.id = l.variant_id
           where l.warehouse_id = $2 window w as (order by v.sku, l.id)) x",
        id,
        warehouse_id,
        at,
        keeper,
    )
    .execute(work.conn())
    .await?;
    Ok(())
}
