//! The rule by which orders are served, and what it says of an order.

use crate::domains::audit;
use crate::domains::inventory::model::{Fulfilment, FulfilmentRule, Room, Served, Wanted, serve, warehouse_key};
use crate::domains::inventory::store;
use crate::server::{Result, Scope, Work, outbox};
use crate::shared::FieldErrors;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The rule with the warehouses.
///
/// # Errors
/// When the database refuses.
pub async fn fulfilment(scope: &Scope) -> Result<Fulfilment> {
    let mut work = scope.begin().await?;
    Ok(Fulfilment { rule: store::rule(work.conn()).await?, warehouses: store::serving(work.conn()).await? })
}

/// Sets the rule and the places of the warehouses, by [`warehouse_key`]; one without a place does not serve orders.
///
/// # Errors
/// Field errors.
pub async fn save_fulfilment(scope: &Scope, rule: FulfilmentRule, places: &BTreeMap<String, String>) -> Result<()> {
    let mut work = scope.begin().await?;
    let before = store::rule(work.conn()).await?;
    let warehouses = store::serving(work.conn()).await?;
    let mut errors = FieldErrors::default();
    let mut wanted = Vec::new();
    for warehouse in &warehouses {
        let key = warehouse_key(warehouse.id);
        let typed = places.get(&key).map(|typed| typed.trim()).unwrap_or_default();
        match typed.parse::<i32>() {
            _ if typed.is_empty() => wanted.push((warehouse.id, None)),
            Ok(place) if (1..=999).contains(&place) => wanted.push((warehouse.id, Some(place))),
            _ => errors.add(&format!("priority[{key}]"), "inventory-error-priority"),
        }
    }
    if errors.0.is_empty() && rule.by_stock && wanted.iter().all(|(_, place)| place.is_none()) {
        errors.add("", "inventory-error-no-priority");
    }
    errors.into_result()?;
    let named = |rule: FulfilmentRule, place: &dyn Fn(Uuid) -> Option<i32>| {
        let mut values = Map::new();
        values.insert("by_stock".to_owned(), json!(rule.by_stock));
        values.insert("split_lines".to_owned(), json!(rule.split_lines));
        values.extend(warehouses.iter().map(|one| (one.name.clone(), json!(place(one.id)))));
        Value::Object(values)
    };
    let old = named(before, &|id| warehouses.iter().find(|one| one.id == id).and_then(|one| one.priority));
    let new = named(rule, &|id| wanted.iter().find(|(one, _)| *one == id).and_then(|(_, place)| *place));
    if old != new {
        let at = work.now;
        store::set_rule(work.conn(), rule, at).await?;
        store::set_priorities(work.conn(), &wanted).await?;
        let id = scope.organization.id;
        audit::service::record(&mut work, "inventory.fulfilment_changed", "settings", id, old, new).await?;
        outbox::emit(&mut work, "inventory.fulfilment_changed", id, json!({})).await?;
    }
    work.commit().await
}

/// From where lines are to be served by the organization's rule: what is there before what may be promised, and where nothing does, from
/// the first warehouse, which then refuses it or is short of it. `own` is what is kept for the lines already and will be let go.
///
/// # Errors
/// When the database refuses.
pub async fn served_from(work: &mut Work, lines: &[Wanted], own: &Room) -> Result<Served> {
    let default = super::default_warehouse(work).await?;
    let rule = store::rule(work.conn()).await?;
    let all_from = |warehouse: Uuid| lines.iter().map(|line| (line.line_id, warehouse, line.quantity)).collect::<Served>();
    if !rule.by_stock {
        return Ok(all_from(default));
    }
    let serving = store::serving(work.conn()).await?;
    let warehouses: Vec<Uuid> = serving.into_iter().filter(|one| one.priority.is_some()).map(|one| one.id).collect();
    let variants: Vec<Uuid> = lines.iter().map(|line| line.variant_id).collect();
    let now = work.now;
    let rows = store::room(work.conn(), &warehouses, &variants, now).await?;
    let room = |backorder: bool| -> Room {
        let of = |row: &store::RoomRow| {
            let kept = own.get(&(row.warehouse_id, row.variant_id)).copied().unwrap_or_default();
            let limit = if backorder { row.backorder_limit } else { 0 };
            ((row.warehouse_id, row.variant_id), row.available + kept + limit)
        };
        rows.iter().map(of).collect()
    };
    let served =
        serve(&warehouses, &room(false), lines, rule.split_lines).or_else(|| serve(&warehouses, &room(true), lines, rule.split_lines));
    Ok(served.unwrap_or_else(|| all_from(warehouses.first().copied().unwrap_or(default))))
}

/// The name of a warehouse that is in use; `None` for another one.
///
/// # Errors
/// When the database refuses.
pub async fn warehouse_in_use(work: &mut Work, id: Uuid) -> Result<Option<String>> {
    Ok(store::warehouse(work.conn(), id).await?.filter(|warehouse| warehouse.is_active).map(|warehouse| warehouse.name))
}
