//! Orders from elsewhere.

use super::steps::reserve_promised;
use super::{candidates, no_number, refresh_customer, risk};
use crate::domains::audit;
use crate::domains::orders::model::{ImportedOrder, ImportedOutcome, OrderStatus, Outcome};
use crate::domains::orders::store;
use crate::server::clock::new_id;
use crate::server::{Result, Work, outbox};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Marks orders whose goods left before they came here: no movement of ours stands behind their lines.
const ELSEWHERE: &str = "fulfilled_elsewhere";

fn lines(order: &ImportedOrder) -> Vec<store::NewItem> {
    let fulfilled = matches!(order.status, OrderStatus::Delivered | OrderStatus::OutForDelivery);
    let cancelled = order.status == OrderStatus::Cancelled;
    order
        .items
        .iter()
        .map(|item| store::NewItem {
            id: new_id(),
            fulfilled: if fulfilled { item.quantity } else { 0 },
            cancelled: if cancelled { item.quantity } else { 0 },
            warehouse_id: None,
            spread_discount: Decimal::ZERO,
            tax_mode: None,
            item: item.clone(),
        })
        .collect()
}

/// Takes over an order of a platform. A known one is brought up to date while it waits for confirmation; once we work on
/// it, the platform's changes are noted and not applied.
///
/// # Errors
/// When the database refuses, as for totals that do not add up.
pub async fn import_order(work: &mut Work, order: &ImportedOrder) -> Result<ImportedOutcome> {
    let mut order = order.clone();
    if matches!(order.status, OrderStatus::Delivered | OrderStatus::OutForDelivery)
        && let Some(data) = order.platform_data.as_object_mut()
    {
        data.insert(ELSEWHERE.to_owned(), json!(true));
    }
    let known = store::by_platform_id(work.conn(), order.store_id, &order.platform_order_id).await?;
    match known {
        None => insert(work, &order).await,
        Some(known) if known.platform_data == order.platform_data => {
            Ok(ImportedOutcome { order_id: known.id, order_number: known.order_number, outcome: Outcome::Unchanged, note: None })
        }
        Some(known) => {
            let waits = matches!(OrderStatus::parse(&known.status), Some(OrderStatus::Draft | OrderStatus::Pending));
            let still_waits = matches!(order.status, OrderStatus::Draft | OrderStatus::Pending);
            if !waits || !still_waits {
                let note = Some("orders-note-changed-there");
                return Ok(ImportedOutcome { order_id: known.id, order_number: known.order_number, outcome: Outcome::Unchanged, note });
            }
            let user_id = work.scope.user_id();
            store::update_imported(work.conn(), known.id, &order, user_id).await?;
            store::insert_items(work.conn(), known.id, &lines(&order)).await?;
            refresh_customer(work, order.customer_id).await?;
            let old = json!({"total": known.total, "hold_reason": known.hold_reason});
            let new = json!({"total": order.total, "hold_reason": order.hold_reason});
            audit::service::record(work, "orders.updated_from_platform", "order", known.id, old, new).await?;
            outbox::emit(work, "orders.imported", known.id, json!({})).await?;
            Ok(ImportedOutcome { order_id: known.id, order_number: known.order_number, outcome: Outcome::Updated, note: None })
        }
    }
}

async fn insert(work: &mut Work, order: &ImportedOrder) -> Result<ImportedOutcome> {
    let id: Uuid = new_id();
    let user_id = work.scope.user_id();
    let mut taken = None;
    for number in candidates(&work.scope) {
        if store::insert_imported(work.conn(), id, &number, order, user_id).await? {
            taken = Some(number);
            break;
        }
    }
    let number = taken.ok_or_else(no_number)?;
    store::insert_items(work.conn(), id, &lines(order)).await?;
    let at = work.now;
    let entry = store::HistoryEntry {
        id: new_id(),
        order_id: id,
        field: "STATUS",
        old: None,
        new: order.status.as_str(),
        reason: None,
        user_id,
        at,
    };
    store::insert_history(work.conn(), entry).await?;
    if order.status.holds_stock() {
        reserve_promised(work, id).await?;
    }
    refresh_customer(work, order.customer_id).await?;
    risk::mark(work, id, order.customer_id).await?;
    let new = json!({"number": number, "platform_order_number": order.platform_order_number, "total": order.total, "status": order.status.as_str()});
    audit::service::record(work, "orders.imported", "order", id, json!(null), new).await?;
    outbox::emit(work, "orders.imported", id, json!({})).await?;
    Ok(ImportedOutcome { order_id: id, order_number: number, outcome: Outcome::Created, note: None })
}
