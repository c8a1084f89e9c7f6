//! What each action does, and takes back.

use super::{change, execute, items, look, products, reasons, refusal, tally, texts, ticked, typed};
use crate::support::TestApp;
use crate::support::fixtures::{order, product, tenant_count};
use rust_decimal::Decimal;
use smartstore::domains::bulk::model::{ItemStatus, JobStatus, Shown, Tally};
use smartstore::domains::bulk::service::actions::{begin, preview, undo, work_off};
use smartstore::domains::orders::service::{cancel, confirm, set_hold};
use smartstore::shared::{AppError, Language};
use uuid::Uuid;

const STATUSES: &str = "select status from products order by sku";
const PRICES: &str = "select price::text from product_variants order by sku";

#[tokio::test]
async fn a_look_changes_nothing_and_says_what_would_happen() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B", "C"], 1).await;
    execute(&scope, "update products set status = 'ARCHIVED' where sku = 'B'").await;
    execute(&scope, "update products set deleted_at = now() where sku = 'C'").await;
    let theirs = products(&app.other_scope(), &["X"], 1).await;
    let footprint = "select (select count(*) from audit_logs) + (select count(*) from outbox_events) + (select sum(version) from products)";
    let before = tenant_count(&scope, footprint).await;
    let id = look(&scope, "products.status", &[ids.as_slice(), &theirs].concat(), &[("status", "ARCHIVED")]).await;
    assert_eq!(tenant_count(&scope, footprint).await, before, "neither log nor event nor version");
    assert_eq!(texts(&scope, STATUSES).await, ["ACTIVE", "ARCHIVED", "ACTIVE"]);
    // What is deleted or somebody else's cannot be chosen.
    assert_eq!(tally(&scope, id).await, Tally { total: 2, ready: 1, unchanged: 1, ..Tally::default() });
    let rows = items(&scope, id).await;
    let key = |key: &str| Shown::Key(key.to_owned());
    assert_eq!((&rows[0].before, &rows[0].after), (&key("catalog-status-active"), &key("catalog-status-archived")));
    assert_eq!((rows[0].label.as_str(), rows[0].status), ("Product A", ItemStatus::Ready));
    assert_eq!(rows[1].status, ItemStatus::Unchanged);
    let none = preview(&scope, "products.status", &ticked(&theirs), &typed(&[("status", "ARCHIVED")]), Language::En).await;
    assert_eq!(refusal(none), AppError::conflict("bulk-error-nothing-chosen"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_typed_wrongly_is_said_beside_its_field_and_makes_no_job() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A"], 1).await;
    for (action, values, field, key) in [
        ("products.status", vec![("status", "SOLD")], "status", "error-choice"),
        ("products.status", vec![], "status", "error-required"),
        ("products.category", vec![("category", "00000000-0000-0000-0000-000000000000")], "category", "error-choice"),
        ("products.tags", vec![("how", "add"), ("tags", " , ")], "tags", "error-required"),
        ("products.price", vec![("how", "set"), ("by", "ten"), ("step", "none")], "by", "error-amount-not-a-number"),
        ("products.price", vec![("how", "lower_percent"), ("by", "101"), ("step", "none")], "by", "catalog-bulk-error-percent"),
        ("products.price", vec![("how", "raise"), ("by", "0"), ("step", "none")], "by", "catalog-bulk-error-nothing"),
        ("orders.cancel", vec![("reason", " ")], "reason", "error-required"),
    ] {
        let AppError::Invalid(errors) = refusal(preview(&scope, action, &ticked(&ids), &typed(&values), Language::En).await) else {
            panic!("{action} {values:?}");
        };
        let said: Vec<(&str, &str)> = errors.0.iter().map(|error| (error.field.as_str(), error.key.as_str())).collect();
        assert_eq!(said, [(field, key)], "{action} {values:?}");
    }
    assert_eq!(refusal(preview(&scope, "products.sell", &ticked(&ids), &typed(&[]), Language::En).await), AppError::NotFound);
    assert_eq!(tenant_count(&scope, "select count(*) from bulk_jobs").await, 0);
}

#[tokio::test]
async fn prices_change_variant_by_variant_are_rounded_and_come_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 1).await;
    execute(&scope, "update product_variants set price = 990 where sku = 'B'").await;
    execute(
        &scope,
        "insert into product_variants (id, product_id, name, sku, price, sort_order)
         select gen_random_uuid(), product_id, 'Large', 'B-L', 1995.50, 1 from product_variants where sku = 'B'",
    )
    .await;
    let id = change(&app, "products.price", &ids, &[("how", "raise_percent"), ("by", "10"), ("step", "50")]).await;
    // 1250 → 1375 → 1400 (half away from zero), 990 → 1089 → 1100, 1995.50 → 2195.05 → 2200
    assert_eq!(texts(&scope, PRICES).await, ["1400.00", "1100.00", "2200.00"]);
    let rows = items(&scope, id).await;
    let amounts = |from: i64, to: i64| Shown::Amounts(Decimal::new(from, 2), Decimal::new(to, 2), "LKR".to_owned());
    assert_eq!((&rows[1].before, &rows[1].after), (&amounts(99_000, 199_550), &amounts(110_000, 220_000)));
    assert_eq!(tenant_count(&scope, "select count(*) from price_history").await, 3, "as single edits would write");
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'catalog.variant_changed'").await, 3);
    assert_eq!(
        tenant_count(&scope, "select count(*) from outbox_events where type = 'catalog.product_changed'").await,
        4,
        "made and changed"
    );

    execute(&scope, "update product_variants set price = 5 where sku = 'B-L'").await;
    undo(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!(texts(&scope, PRICES).await, ["1250.00", "1100.00", "5.00"], "a product goes back whole or not at all");
    let done = tally(&scope, id).await;
    assert_eq!((done.undone, done.kept), (1, 1));
    let rows = items(&scope, id).await;
    assert_eq!((rows[1].status, reasons(&rows[1])), (ItemStatus::Kept, vec!["bulk-error-changed-since"]));

    let id = look(&scope, "products.price", &ids, &[("how", "lower"), ("by", "500"), ("step", "none")]).await;
    let rows = items(&scope, id).await;
    assert_eq!((rows[0].status, rows[1].status), (ItemStatus::Ready, ItemStatus::Refused));
    assert_eq!(reasons(&rows[1]), ["catalog-bulk-error-below-zero"]);
    app.assert_quiet().await;
}

#[tokio::test]
async fn categories_and_tags_of_products_change_and_come_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 1).await;
    execute(&scope, "update products set tags = '{old,new}' where sku = 'B'").await;
    execute(&scope, "insert into categories (id, name, slug) values ('00000000-0000-7000-8000-000000000001', 'Lamps', 'lamps')").await;
    let moved = change(&app, "products.category", &ids, &[("category", "00000000-0000-7000-8000-000000000001")]).await;
    assert_eq!(tenant_count(&scope, "select count(*) from products where category_id is not null").await, 2);
    let tagged = change(&app, "products.tags", &ids, &[("how", "add"), ("tags", "new, sale, sale")]).await;
    let tags = "select array_to_string(tags, '+') from products order by sku";
    assert_eq!(texts(&scope, tags).await, ["new+sale", "old+new+sale"]);
    let untagged = change(&app, "products.tags", &ids, &[("how", "remove"), ("tags", "old")]).await;
    assert_eq!(texts(&scope, tags).await, ["new+sale", "new+sale"]);
    let done = tally(&scope, untagged).await;
    assert_eq!((done.changed, done.unchanged), (1, 1));
    for id in [untagged, tagged, moved] {
        undo(&scope, id).await.unwrap();
        app.drain().await;
    }
    assert_eq!(texts(&scope, tags).await, ["", "old+new"]);
    assert_eq!(tenant_count(&scope, "select count(*) from products where category_id is not null").await, 0);

    let gone = look(&scope, "products.category", &ids, &[("category", "00000000-0000-7000-8000-000000000001")]).await;
    execute(&scope, "delete from categories").await;
    begin(&scope, gone).await.unwrap();
    app.drain().await;
    let rows = items(&scope, gone).await;
    assert!(rows.iter().all(|row| row.status == ItemStatus::Refused && reasons(row) == ["catalog-bulk-error-category-gone"]), "{rows:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_look_at_orders_sees_that_the_stock_does_not_suffice_for_all_of_them() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "TEA", 5).await;
    let mut ids = Vec::new();
    for pieces in [2, 3, 1] {
        ids.push(order(&scope, &[("TEA", pieces)]).await);
    }
    let cancelled = order(&scope, &[("TEA", 1)]).await;
    cancel(&scope, cancelled, "Twice").await.unwrap();
    ids.push(cancelled);
    let id = look(&scope, "orders.confirm", &ids, &[]).await;
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 0, "nothing is reserved by looking");
    let expected = [ItemStatus::Ready, ItemStatus::Ready, ItemStatus::Refused, ItemStatus::Refused];
    let rows = items(&scope, id).await;
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), expected, "{rows:?}");
    assert_eq!(reasons(&rows[2]), ["inventory-error-out-of-stock"]);
    assert_eq!(rows[3].messages[0].args, [("status".to_owned(), "@orders-status-cancelled".to_owned())]);
    begin(&scope, id).await.unwrap();
    app.drain().await;
    let done = tally(&scope, id).await;
    assert_eq!((done.changed, done.refused), (2, 2));
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 5);
    assert_eq!(refusal(undo(&scope, id).await), AppError::conflict("bulk-error-irreversible"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn orders_are_cancelled_with_a_reason_and_their_stock_is_free() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "TEA", 5).await;
    let ids = [order(&scope, &[("TEA", 2)]).await, order(&scope, &[("TEA", 1)]).await];
    confirm(&scope, ids[0]).await.unwrap();
    let id = change(&app, "orders.cancel", &ids, &[("reason", "Flood at the store")]).await;
    assert_eq!(tally(&scope, id).await.changed, 2);
    assert_eq!(tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await, 0);
    assert_eq!(texts(&scope, "select cancel_reason from orders").await, ["Flood at the store", "Flood at the store"]);
    assert_eq!(tenant_count(&scope, "select count(*) from outbox_events where type = 'orders.cancelled'").await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn orders_are_held_and_go_on_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "TEA", 5).await;
    let ids = [order(&scope, &[("TEA", 1)]).await, order(&scope, &[("TEA", 1)]).await, order(&scope, &[("TEA", 1)]).await];
    set_hold(&scope, ids[1], "Address?").await.unwrap();
    let holds = "select coalesce(hold_reason, '-') from orders order by created_at, id";
    let id = change(&app, "orders.hold", &ids, &[("reason", "Stocktaking")]).await;
    assert_eq!(texts(&scope, holds).await, ["Stocktaking"; 3]);
    set_hold(&scope, ids[2], "Paid?").await.unwrap();
    undo(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!(texts(&scope, holds).await, ["-", "Address?", "Paid?"], "the last was held for something else since");
    let done = tally(&scope, id).await;
    assert_eq!((done.undone, done.kept), (2, 1));
    let released = change(&app, "orders.release", &ids, &[]).await;
    assert_eq!(texts(&scope, holds).await, ["-"; 3]);
    assert_eq!(tally(&scope, released).await.unchanged, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn customers_are_tagged_and_blocked_and_it_comes_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "TEA", 5).await;
    order(&scope, &[("TEA", 1)]).await;
    let mut work = scope.begin().await.unwrap();
    let customer: Uuid = sqlx::query_scalar("select id from customers").fetch_one(work.conn()).await.unwrap();
    drop(work);
    let tagged = change(&app, "customers.tags", &[customer], &[("how", "add"), ("tags", "wholesale, kandy")]).await;
    let blocked = change(&app, "customers.status", &[customer], &[("status", "BLOCKED")]).await;
    let row = "select status || ' ' || array_to_string(tags, '+') || ' ' || phone from customers";
    assert_eq!(texts(&scope, row).await, ["BLOCKED wholesale+kandy +94771234567"]);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'customers.updated'").await, 2);
    for id in [tagged, blocked] {
        undo(&scope, id).await.unwrap();
        let ended = work_off(&scope, id, None).await.unwrap();
        assert_eq!((ended.status, ended.tally.undone), (JobStatus::Undone, 1));
    }
    assert_eq!(texts(&scope, row).await, ["ACTIVE  +94771234567"]);
    app.assert_quiet().await;
}
