//! Random operations: a model in memory and the database agree step by step, and sixteen at once leave clean books.

use super::{draft, two_warehouses};
use crate::support::TestApp;
use crate::support::fixtures::{self, stock_drift};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use smartstore::domains::inventory::model::{AdjustForm, DiscrepancyReason, ReceiveLine, TransferStatus};
use smartstore::domains::inventory::service::{self, cancel_transfer, ready_transfer, receive, send_transfer, transfer};
use smartstore::domains::orders::service::{cancel, confirm};
use smartstore::server::{Error, Scope};
use smartstore::shared::Language;
use std::collections::HashMap;
use uuid::Uuid;

/// What the database should say, for one product in two warehouses: (on hand, reserved).
#[derive(Debug, Default, Clone)]
struct Model {
    stock: [(i32, i32); 2],
    /// Of each transfer: from, units, status, on the road.
    transfers: HashMap<Uuid, (usize, i32, TransferStatus, i32)>,
}

impl Model {
    const fn available(&self, place: usize) -> i32 {
        self.stock[place].0 - self.stock[place].1
    }
}

fn done<T>(outcome: Result<T, Error>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(Error::App(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

fn by_hand(warehouse: Uuid, units: i32) -> AdjustForm {
    AdjustForm {
        warehouse_id: warehouse.to_string(),
        mode: if units < 0 { "remove".to_owned() } else { "add".to_owned() },
        quantity: units.abs().to_string(),
        reason: "random".to_owned(),
        ..AdjustForm::default()
    }
}

#[tokio::test]
async fn a_model_in_memory_and_the_database_agree_after_every_step() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let places = [main.id, other.id];
    let variant = fixtures::product(&scope, "LAMP", 12).await;
    for seed in 0..4 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut model = Model::default();
        for (place, warehouse) in places.iter().enumerate() {
            let (on_hand, reserved, _) = super::numbers(&scope, variant, *warehouse).await;
            model.stock[place] = (on_hand, reserved);
        }
        for step in 0..60 {
            one_step(&scope, &mut rng, &mut model, variant, places, &format!("{seed}-{step}")).await;
            for (place, warehouse) in places.iter().enumerate() {
                let (on_hand, reserved, _) = super::numbers(&scope, variant, *warehouse).await;
                assert_eq!((on_hand, reserved), model.stock[place], "seed {seed}, step {step}, place {place}: {model:?}");
            }
        }
    }
    app.assert_quiet().await;
}

async fn one_step(scope: &Scope, rng: &mut StdRng, model: &mut Model, variant: Uuid, places: [Uuid; 2], key: &str) {
    let known: Vec<Uuid> = {
        let mut ids: Vec<Uuid> = model.transfers.keys().copied().collect();
        ids.sort();
        ids
    };
    match rng.random_range(0..8) {
        0 | 1 => {
            let (place, units) = (rng.random_range(0..2), *[-4, -2, -1, 1, 3, 5].choose(rng).unwrap());
            let is_possible = units > 0 || model.available(place) + units >= 0;
            let did = done(service::adjust(scope, &variant.to_string(), &by_hand(places[place], units)).await);
            assert_eq!(did, is_possible, "adjusting {units} of {model:?}");
            if did {
                model.stock[place].0 += units;
            }
        }
        2 | 3 => {
            let (from, units) = (rng.random_range(0..2), rng.random_range(1..5));
            let id = draft(scope, places[from], places[1 - from], &[("LAMP", units)]).await;
            model.transfers.insert(id, (from, units, TransferStatus::Draft, 0));
        }
        4 => {
            let Some(id) = known.choose(rng) else { return };
            let entry = model.transfers[id];
            let is_possible = entry.2 == TransferStatus::Draft && model.available(entry.0) >= entry.1;
            assert_eq!(done(ready_transfer(scope, &id.to_string()).await), is_possible, "{entry:?} of {model:?}");
            if is_possible {
                model.stock[entry.0].1 += entry.1;
                model.transfers.insert(*id, (entry.0, entry.1, TransferStatus::Ready, 0));
            }
        }
        5 => {
            let Some(id) = known.choose(rng) else { return };
            let entry = model.transfers[id];
            let is_possible = entry.2 == TransferStatus::Ready;
            assert_eq!(done(send_transfer(scope, &id.to_string(), &[]).await), is_possible, "{entry:?}");
            if is_possible {
                model.stock[entry.0].0 -= entry.1;
                model.stock[entry.0].1 -= entry.1;
                model.transfers.insert(*id, (entry.0, entry.1, TransferStatus::InTransit, entry.1));
            }
        }
        6 => {
            let Some(id) = known.choose(rng) else { return };
            let entry = model.transfers[id];
            let (received, missing) = (rng.random_range(0..4), rng.random_range(0..2));
            let item_id = transfer(scope, *id, Language::En).await.unwrap().items[0].id;
            let discrepancy = (missing > 0).then_some((missing, DiscrepancyReason::Missing));
            let is_possible = entry.2.is_under_way() && received + missing > 0 && received + missing <= entry.3;
            let outcome = receive(scope, *id, key, &[ReceiveLine { item_id, received, discrepancy }]).await;
            assert_eq!(done(outcome), is_possible, "{received} and {missing} of {entry:?}");
            if is_possible {
                model.stock[1 - entry.0].0 += received;
                let rest = entry.3 - received - missing;
                let status = if rest == 0 { TransferStatus::Received } else { TransferStatus::PartiallyReceived };
                model.transfers.insert(*id, (entry.0, entry.1, status, rest));
            }
        }
        _ => {
            let Some(id) = known.choose(rng) else { return };
            let entry = model.transfers[id];
            let home = rng.random_bool(0.5);
            let outcome = if home { "HOME" } else { "WRITTEN_OFF" };
            let is_possible = entry.2.may_become(TransferStatus::Cancelled);
            assert_eq!(done(cancel_transfer(scope, &id.to_string(), "random", outcome).await), is_possible, "{entry:?}");
            if is_possible {
                match entry.2 {
                    TransferStatus::Ready => model.stock[entry.0].1 -= entry.1,
                    TransferStatus::InTransit if home => model.stock[entry.0].0 += entry.3,
                    _ => {}
                }
                model.transfers.insert(*id, (entry.0, entry.1, TransferStatus::Cancelled, 0));
            }
        }
    }
}

#[tokio::test]
async fn sixteen_who_do_anything_at_once_leave_clean_books() {
    const WORKERS: u64 = 16;
    const EACH: usize = 25;
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let places = [main.id, other.id];
    let skus = ["LAMP", "SOAP", "RUG"];
    let mut variants = Vec::new();
    for sku in skus {
        variants.push(fixtures::product(&scope, sku, 40).await);
    }
    let workers = (0..WORKERS).map(|seed| {
        let (scope, variants) = (scope.clone(), variants.clone());
        tokio::spawn(async move {
            let mut rng = StdRng::seed_from_u64(seed);
            let mut mine = Vec::new();
            let mut worked = 0;
            for step in 0..EACH {
                worked += usize::from(anything(&scope, &mut rng, &mut mine, &variants, places, skus, &format!("{seed}-{step}")).await);
            }
            worked
        })
    });
    let worked: usize = futures::future::join_all(workers).await.into_iter().map(Result::unwrap).sum();
    assert!(worked > 100, "only {worked} operations were possible");
    assert_eq!(stock_drift(&scope).await, Vec::<String>::new());
    app.assert_quiet().await;
}

/// Something random; true when it could be done.
async fn anything(
    scope: &Scope,
    rng: &mut StdRng,
    mine: &mut Vec<Uuid>,
    variants: &[Uuid],
    places: [Uuid; 2],
    skus: [&str; 3],
    key: &str,
) -> bool {
    let place = rng.random_range(0..2);
    match rng.random_range(0..8) {
        0 => {
            let variant = *variants.choose(rng).unwrap();
            let units = *[-3, -1, 2, 4].choose(rng).unwrap();
            let mut form = by_hand(places[place], units);
            if rng.random_bool(0.3) {
                form.allow_short = "true".to_owned();
            }
            done(service::adjust(scope, &variant.to_string(), &form).await)
        }
        1 | 2 => {
            let order = fixtures::order(scope, &[(skus[rng.random_range(0..3)], 1), (skus[rng.random_range(0..3)], 2)]).await;
            let did = done(confirm(scope, order).await);
            if did && rng.random_bool(0.4) {
                done(cancel(scope, order, "random").await);
            }
            did
        }
        3 => {
            let lines = [(skus[rng.random_range(0..3)], rng.random_range(1..4)), (skus[rng.random_range(0..3)], rng.random_range(1..4))];
            mine.push(draft(scope, places[place], places[1 - place], &lines).await);
            true
        }
        4 | 5 => match mine.choose(rng) {
            Some(id) => done(ready_transfer(scope, &id.to_string()).await) | done(send_transfer(scope, &id.to_string(), &[]).await),
            None => false,
        },
        6 => match mine.choose(rng) {
            Some(id) => {
                let items = transfer(scope, *id, Language::En).await.unwrap().items;
                let lines: Vec<ReceiveLine> = items
                    .iter()
                    .map(|item| ReceiveLine { item_id: item.id, received: item.in_transit().min(1), discrepancy: None })
                    .collect();
                done(receive(scope, *id, key, &lines).await)
            }
            None => false,
        },
        _ => match mine.choose(rng) {
            Some(id) => done(cancel_transfer(scope, &id.to_string(), "random", "HOME").await),
            None => false,
        },
    }
}
