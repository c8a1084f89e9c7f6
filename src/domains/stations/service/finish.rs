//! What was scanned is booked: only with the server, never by a device alone.

use super::stations::{conflict, live};
use crate::domains::delivery;
use crate::domains::orders::service::CameBack;
use crate::domains::purchasing::model::{ReceiveForm, ReceiveLineForm};
use crate::domains::stations::model::Station;
use crate::domains::stations::store;
use crate::domains::{orders, purchasing};
use crate::server::clock::new_id;
use crate::server::db::retrying;
use crate::server::{Error, Result, Scope};
use std::collections::HashMap;
use uuid::Uuid;

/// Books what was scanned of a purchase order as one receipt. Returns the order's number and how many pieces came.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`]; a conflict when nothing was scanned or nothing can come; what a receipt refuses.
pub async fn finish_receipt(scope: &Scope, order_id: Uuid, reference: &str) -> Result<(String, i32)> {
    let receipt_id = new_id();
    retrying(|| async move {
        let mut work = scope.begin().await?;
        store::hold(work.conn(), Station::Receive, order_id).await?;
        let order = purchasing::service::lock_receivable(&mut work, order_id).await?;
        let ids: Vec<Uuid> = order.items.iter().map(|item| item.id).collect();
        let live = live(&mut work, Station::Receive, &ids).await?;
        if live.is_empty() {
            return Err(conflict("stations-error-nothing", &[("number", &order.number)]));
        }
        let lines = order.items.iter().filter_map(|item| live.get(&item.id)).map(|live| ReceiveLineForm {
            item: live.line_id.to_string(),
            received: live.pieces.to_string(),
            damaged: live.damaged.to_string(),
        });
        let form = ReceiveForm {
            reference: reference.to_owned(),
            allow_over: live.values().any(|live| live.is_over).to_string(),
            lines: lines.collect(),
            ..ReceiveForm::default()
        };
        let number = purchasing::service::receive_in(&mut work, order_id, receipt_id, &form).await?;
        let now = work.now;
        store::settle(work.conn(), &[Station::Receive], &ids, now).await?;
        work.commit().await?;
        Ok((number, live.values().map(|live| live.pieces).sum()))
    })
    .await
}

/// A parcel that is packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The order's number.
    pub number: String,
    /// The order.
    pub order_id: Uuid,
}

/// Packs an order of which every piece was scanned. `weight` is in grams, or empty.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`], a field error for the weight, a conflict when pieces are missing or the order cannot be packed.
pub async fn finish_packing(scope: &Scope, order_id: Uuid, weight: &str) -> Result<Packed> {
    let weight = weight.trim().replace(',', "");
    let weight = &weight;
    retrying(|| async move {
        let mut work = scope.begin().await?;
        store::hold(work.conn(), Station::Pack, order_id).await?;
        let order = orders::service::lock_money(&mut work, order_id).await?;
        let grams = match weight.as_str() {
            "" => None,
            typed => Some(typed.parse::<i32>().map_err(|_| Error::field("weight", "orders-error-weight"))?),
        };
        let lines = orders::service::lines_to_ship(&mut work, order_id).await?;
        let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
        let live = live(&mut work, Station::Pack, &ids).await?;
        // What has no code cannot be scanned: whoever packs looks at it.
        let missing: i32 = lines
            .iter()
            .filter(|line| line.variant_id.is_some() || line.sku.as_deref().is_some_and(|sku| !sku.is_empty()))
            // Pieces that were scanned may have left with a part of the order meanwhile.
            .map(|line| (line.quantity - live.get(&line.order_item_id).map_or(0, |live| live.pieces)).max(0))
            .sum();
        if missing > 0 {
            return Err(conflict("stations-error-incomplete", &[("number", &order.order_number), ("count", &missing.to_string())]));
        }
        orders::service::pack_locked(&mut work, &order, grams).await?;
        let now = work.now;
        store::settle(work.conn(), &[Station::Pack, Station::Pick], &ids, now).await?;
        work.commit().await?;
        Ok(Packed { number: order.order_number, order_id })
    })
    .await
}

/// Brings the parcel of an order back: whole pieces are on the shelf and promised to the order again, broken ones are set aside, and
/// what is missing is written off where the person says that it is. Returns the order's number.
///
/// # Errors
/// [`crate::shared::AppError::NotFound`], a field error without a reason, a conflict when it is not on its way or pieces are missing.
pub async fn bring_back(scope: &Scope, order_id: Uuid, reason: &str, rest_is_missing: bool) -> Result<String> {
    retrying(|| async move {
        let mut work = scope.begin().await?;
        store::hold(work.conn(), Station::Returns, order_id).await?;
        let order = orders::service::lock_money(&mut work, order_id).await?;
        let lines = delivery::service::lines_coming_back(&mut work, &order).await?;
        let ids: Vec<Uuid> = lines.iter().map(|line| line.order_item_id).collect();
        let live = live(&mut work, Station::Returns, &ids).await?;
        let mut faults = HashMap::new();
        let mut missing = 0;
        for line in lines.iter().filter(|line| line.variant_id.is_some()) {
            let (pieces, damaged) = live.get(&line.order_item_id).map_or((0, 0), |live| (live.pieces, live.damaged));
            let fault = CameBack { damaged, missing: line.quantity - pieces };
            missing += fault.missing;
            if fault != CameBack::default() {
                faults.insert(line.order_item_id, fault);
            }
        }
        if missing > 0 && !rest_is_missing {
            return Err(conflict("stations-error-missing", &[("number", &order.order_number), ("count", &missing.to_string())]));
        }
        let number = delivery::service::bring_back_in(&mut work, order_id, reason, &faults).await?;
        let now = work.now;
        store::settle(work.conn(), &[Station::Returns], &ids, now).await?;
        work.commit().await?;
        Ok(number)
    })
    .await
}
