//! From which warehouses orders are served.

use super::{confirmed, conflict, field_error, handover, pieces, quiet};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use smartstore::domains::delivery::service::{bring_back, dispatch_part};
use smartstore::domains::inventory::model::{AdjustForm, AdjustMode, FulfilmentRule, Room, Wanted, serve, warehouse_key};
use smartstore::domains::inventory::service::{adjust, create_warehouse, ensure_default_warehouse, save_fulfilment, warehouses};
use smartstore::domains::orders::service::{cancel, confirm, create, detail, move_line};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use std::collections::BTreeMap;
use uuid::Uuid;

#[test]
fn one_warehouse_that_has_everything_is_better_than_two() {
    let [first, second, third] = [new_id(), new_id(), new_id()];
    let all = [first, second, third];
    let [shirt, mug] = [new_id(), new_id()];
    let room =
        |pieces: &[(Uuid, Uuid, i32)]| pieces.iter().map(|(warehouse, variant, count)| ((*warehouse, *variant), *count)).collect::<Room>();
    let line = |variant_id: Uuid, quantity: i32| Wanted { line_id: variant_id, variant_id, quantity };
    let lines = [line(shirt, 2), line(mug, 1)];
    let from = |pieces: &[(Uuid, Uuid, i32)], split: bool| {
        serve(&all, &room(pieces), &lines, split).map(|mut served| {
            served.sort_by_key(|part| (part.0 != shirt, part.2));
            served
        })
    };
    let whole = from(&[(first, shirt, 9), (second, shirt, 2), (second, mug, 1), (third, shirt, 9), (third, mug, 9)], false);
    assert_eq!(whole, Some(vec![(shirt, second, 2), (mug, second, 1)]), "the first that has both");
    let two = from(&[(first, shirt, 2), (second, mug, 1), (third, mug, 1)], false);
    assert_eq!(two, Some(vec![(shirt, first, 2), (mug, second, 1)]), "the first two that have them together");
    let apart = [(first, shirt, 1), (second, shirt, 1), (second, mug, 1)];
    assert_eq!(from(&apart, false), None, "no line is cut");
    assert_eq!(from(&apart, true), Some(vec![(shirt, first, 1), (shirt, second, 1), (mug, second, 1)]));
    let short = [(first, shirt, 1), (second, shirt, -5), (third, mug, 1)];
    assert_eq!(from(&short, true), None, "what is promised too often is nothing");
}

/// The default warehouse and another one.
async fn two(scope: &Scope) -> [Uuid; 2] {
    let main = ensure_default_warehouse(scope).await.unwrap();
    create_warehouse(scope, "Colombo", "CMB").await.unwrap();
    let other = warehouses(scope).await.unwrap().into_iter().find(|warehouse| warehouse.id != main).unwrap();
    [main, other.id]
}

async fn put(scope: &Scope, variant: Uuid, warehouse: Uuid, units: i32) {
    let form = AdjustForm {
        mode: AdjustMode::Add.code().to_owned(),
        quantity: units.to_string(),
        reason: "Bought".to_owned(),
        warehouse_id: warehouse.to_string(),
        ..AdjustForm::default()
    };
    adjust(scope, &variant.to_string(), &form).await.unwrap();
}

async fn rule(scope: &Scope, split_lines: bool, order: &[Uuid]) {
    let places: BTreeMap<String, String> =
        order.iter().enumerate().map(|(place, id)| (warehouse_key(*id), (place + 1).to_string())).collect();
    save_fulfilment(scope, FulfilmentRule { by_stock: true, split_lines }, &places).await.unwrap();
}

/// (warehouse, pieces) of all that is reserved for an order, by line and warehouse.
async fn reserved(scope: &Scope, order: Uuid) -> Vec<(String, i32)> {
    let order = detail(scope, order).await.unwrap();
    order.items.iter().flat_map(|item| item.reserved.iter().map(|at| (at.warehouse.clone(), at.quantity))).collect()
}

#[tokio::test]
async fn orders_are_served_where_everything_is() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [main, other] = two(&scope).await;
    let (a, b) = (product(&scope, "A", 5).await, product(&scope, "B", 0).await);
    put(&scope, a, other, 5).await;
    put(&scope, b, other, 5).await;
    let stuck = create(&scope, new_order(&[("A", 1), ("B", 1)])).await.unwrap().0;
    assert_eq!(conflict(confirm(&scope, stuck).await), "inventory-error-out-of-stock", "the default warehouse has no B");
    rule(&scope, false, &[main, other]).await;
    confirm(&scope, stuck).await.unwrap();
    let name = "Colombo".to_owned();
    assert_eq!(reserved(&scope, stuck).await, [(name.clone(), 1), (name.clone(), 1)]);
    let simple = confirmed(&scope, &[("A", 5)]).await;
    assert_ne!(reserved(&scope, simple).await[0].0, name, "the first that has it");
    let rest = create(&scope, new_order(&[("A", 5)])).await.unwrap().0;
    assert_eq!(conflict(confirm(&scope, rest).await), "inventory-error-out-of-stock", "four are left, in Colombo");
    quiet(&app).await;
}

#[tokio::test]
async fn a_line_is_cut_only_where_that_is_allowed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [main, other] = two(&scope).await;
    let a = product(&scope, "A", 2).await;
    put(&scope, a, other, 3).await;
    rule(&scope, false, &[main, other]).await;
    let order = create(&scope, new_order(&[("A", 5)])).await.unwrap().0;
    assert_eq!(conflict(confirm(&scope, order).await), "inventory-error-out-of-stock");
    rule(&scope, true, &[main, other]).await;
    confirm(&scope, order).await.unwrap();
    let mut parts: Vec<i32> = reserved(&scope, order).await.into_iter().map(|part| part.1).collect();
    parts.sort_unstable();
    assert_eq!(parts, [2, 3]);
    quiet(&app).await;
    dispatch_part(&scope, order, &pieces(&scope, order, &["4"]).await, &handover(&scope).await).await.unwrap();
    quiet(&app).await;
    dispatch_part(&scope, order, &pieces(&scope, order, &["1"]).await, &handover(&scope).await).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(on_hand)::bigint from inventory_levels").await, 0);
    bring_back(&scope, order, "Nobody at home").await.unwrap();
    quiet(&app).await;
    let again = confirmed_after(&scope, a, main).await;
    cancel(&scope, again, "Too late").await.unwrap();
    quiet(&app).await;
}

/// An order that is cut again, of goods that have just come.
async fn confirmed_after(scope: &Scope, variant: Uuid, warehouse: Uuid) -> Uuid {
    put(scope, variant, warehouse, 2).await;
    confirmed(scope, &[("A", 2)]).await
}

#[tokio::test]
async fn a_line_is_served_from_elsewhere_by_hand() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [main, other] = two(&scope).await;
    let a = product(&scope, "A", 5).await;
    put(&scope, a, other, 2).await;
    let order = confirmed(&scope, &[("A", 2)]).await;
    let too_many = confirmed(&scope, &[("A", 3)]).await;
    let item = detail(&scope, order).await.unwrap().items[0].id;
    move_line(&scope, item, other).await.unwrap();
    assert_eq!(reserved(&scope, order).await, [("Colombo".to_owned(), 2)]);
    let big = detail(&scope, too_many).await.unwrap().items[0].id;
    assert_eq!(conflict(move_line(&scope, big, other).await), "inventory-error-out-of-stock");
    assert_eq!(reserved(&scope, too_many).await.len(), 1, "it stays where it was");
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{order}")).await;
    let form = "form[action='/api/orders/move_order_item']";
    let done = staff.submit_form(&page, form, &[("warehouse_id", &main.to_string())]).await;
    assert_eq!(done.status.as_u16(), 200, "{done:?}");
    assert_ne!(reserved(&scope, order).await[0].0, "Colombo");
    cancel(&scope, order, "Too late").await.unwrap();
    assert_eq!(conflict(move_line(&scope, item, other).await), "orders-error-move-late");
    quiet(&app).await;
}

#[tokio::test]
async fn the_rule_is_set_by_its_form() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [main, other] = two(&scope).await;
    let places = |typed: &str| BTreeMap::from([(warehouse_key(main), typed.to_owned())]);
    let by_stock = FulfilmentRule { by_stock: true, split_lines: false };
    assert_eq!(field_error(save_fulfilment(&scope, by_stock, &places("0")).await), "inventory-error-priority");
    assert_eq!(field_error(save_fulfilment(&scope, by_stock, &places("first")).await), "inventory-error-priority");
    assert_eq!(field_error(save_fulfilment(&scope, by_stock, &places("")).await), "inventory-error-no-priority");
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/inventory/warehouses").await;
    let place = format!("priority[{}]", warehouse_key(other));
    let form = "form[action='/api/inventory/save_fulfilment']";
    let done = owner.submit_form(&page, form, &[("by_stock", "true"), (&place, "1")]).await;
    assert_eq!(done.status.as_u16(), 200, "{done:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from fulfilment_settings where by_stock and not split_lines").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from warehouses where priority = 1 and not is_default").await, 1);
    quiet(&app).await;
}

#[tokio::test]
async fn confirming_at_once_finds_room_wherever_it_is() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let [main, other] = two(&scope).await;
    let a = product(&scope, "A", 3).await;
    put(&scope, a, other, 3).await;
    rule(&scope, false, &[main, other]).await;
    let mut orders = Vec::new();
    for _ in 0..8 {
        orders.push(create(&scope, new_order(&[("A", 1)])).await.unwrap().0);
    }
    let clicks = orders.into_iter().map(|order| {
        let scope = scope.clone();
        tokio::spawn(async move { confirm(&scope, order).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 6, "{outcomes:?}");
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 6);
    quiet(&app).await;
}
