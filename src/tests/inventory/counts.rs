//! Stock counts: right while sales go on, whoever counts and whenever it is posted.

use super::{confirmed, conflict, numbers, order_number, sold, two_warehouses, wrong};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use axum::http::StatusCode;
use chrono::TimeDelta;
use smartstore::domains::delivery::service::dispatch;
use smartstore::domains::inventory::model::{AdjustForm, COUNT_STEPS, CountForm, CountLineForm, CountStatus, CountView, LevelForm};
use smartstore::domains::inventory::service::{
    self, add_bins, cancel_count, count, count_one, create_count, enter_counts, post_count, save_level, start_count,
};
use smartstore::domains::orders::service::pack;
use smartstore::server::Scope;
use smartstore::shared::Language;
use smartstore::shared::paging::PageRequest;
use std::collections::HashMap;
use uuid::Uuid;

async fn begun(scope: &Scope, form: &CountForm) -> Uuid {
    let (id, _) = create_count(scope, form).await.unwrap();
    start_count(scope, &id.to_string()).await.unwrap();
    id
}

fn everything(warehouse: Uuid) -> CountForm {
    CountForm { warehouse: warehouse.to_string(), scope: "ALL".to_owned(), ..CountForm::default() }
}

/// The lines of a count by SKU.
async fn lines(scope: &Scope, id: Uuid) -> HashMap<String, smartstore::domains::inventory::model::CountItem> {
    let shown = count(scope, id, CountView::All, Language::En, PageRequest::default()).await.unwrap();
    shown.items.rows.into_iter().map(|item| (item.sku.clone(), item)).collect()
}

async fn enter(scope: &Scope, id: Uuid, sku: &str, counted: &str) {
    let line = lines(scope, id).await.remove(sku).unwrap();
    enter_counts(scope, &id.to_string(), &[CountLineForm { item: line.id.to_string(), counted: counted.to_owned() }]).await.unwrap();
}

#[test]
fn a_count_is_over_when_it_is_posted_or_cancelled() {
    for status in CountStatus::ALL {
        assert_eq!(CountStatus::parse(status.code()), Some(status));
        let is_end = matches!(status, CountStatus::Posted | CountStatus::Cancelled);
        assert_eq!(COUNT_STEPS.iter().any(|(from, _)| *from == status), !is_end, "{status:?}");
    }
    assert!(!CountStatus::Draft.may_become(CountStatus::Posted));
}

#[tokio::test]
async fn a_count_during_which_two_sales_leave_gives_the_right_number() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 10).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let id = begun(&scope, &everything(warehouse)).await;
    // One sale leaves before the shelf is counted, one after it.
    sold(&scope, "LAMP", 2).await;
    app.clock.advance(TimeDelta::minutes(5));
    // The books say 8; one is missing.
    enter(&scope, id, "LAMP", "7").await;
    app.clock.advance(TimeDelta::minutes(5));
    sold(&scope, "LAMP", 3).await;
    let line = lines(&scope, id).await.remove("LAMP").unwrap();
    assert_eq!((line.expected_at_snapshot, line.expected_at_count, line.difference()), (10, Some(8), Some(-1)));
    let posted = post_count(&scope, &id.to_string(), false).await.unwrap();
    assert_eq!(posted.changed, 1);
    assert_eq!(numbers(&scope, variant, warehouse).await, (4, 0, 4), "10 - 2 - 3 - 1 missing");
    assert_eq!(lines(&scope, id).await["LAMP"].posted_change, Some(-1));
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_levels where last_counted_at is not null").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn counts_during_sales_at_once_change_the_books_by_what_is_missing_and_nothing_else() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 60).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    // Two are missing from the shelf before anything is counted.
    let id = begun(&scope, &everything(warehouse)).await;
    let mut orders = Vec::new();
    for _ in 0..12 {
        let order = confirmed(&scope, "LAMP", 1).await;
        pack(&scope, order).await.unwrap();
        orders.push(order);
    }
    let courier = super::courier(&scope).await;
    let selling = orders.into_iter().map(|order| {
        let scope = scope.clone();
        tokio::spawn(async move { drop(dispatch(&scope, order, &super::dispatch_input(courier)).await.unwrap()) })
    });
    let counting = {
        let scope = scope.clone();
        tokio::spawn(async move {
            // Whoever counts sees what is there at that moment: what the books say, less the two.
            for _ in 0..6 {
                let mut work = scope.begin().await.unwrap();
                let there: i32 =
                    sqlx::query_scalar("select on_hand from inventory_levels for update").fetch_one(work.conn()).await.unwrap();
                drop(work);
                enter(&scope, id, "LAMP", &(there - 2).to_string()).await;
            }
        })
    };
    for task in selling.chain([counting]).collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let line = lines(&scope, id).await.remove("LAMP").unwrap();
    let difference = line.difference().unwrap();
    post_count(&scope, &id.to_string(), false).await.unwrap();
    let (on_hand, reserved, _) = numbers(&scope, variant, warehouse).await;
    assert_eq!((on_hand, reserved), (48 + difference, 0), "twelve were sold, and the difference at the moment of counting is booked once");
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_put_right_by_hand_after_counting_is_not_put_right_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 10).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let id = begun(&scope, &everything(warehouse)).await;
    enter(&scope, id, "LAMP", "8").await;
    app.clock.advance(TimeDelta::minutes(1));
    let form = AdjustForm { mode: "count".to_owned(), quantity: "8".to_owned(), reason: "Saw it too".to_owned(), ..AdjustForm::default() };
    service::adjust(&scope, &variant.to_string(), &form).await.unwrap();
    post_count(&scope, &id.to_string(), false).await.unwrap();
    assert_eq!(numbers(&scope, variant, warehouse).await.0, 8);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_device_that_counted_a_while_ago_is_believed_as_of_then() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 10).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let id = begun(&scope, &everything(warehouse)).await;
    app.clock.advance(TimeDelta::minutes(10));
    let counted_at = app.clock.now();
    app.clock.advance(TimeDelta::minutes(10));
    sold(&scope, "LAMP", 4).await;
    // Counted nine before the sale left; the line arrives only now.
    count_one(&scope, &id.to_string(), "LAMP", "9", Some(counted_at)).await.unwrap();
    let line = lines(&scope, id).await.remove("LAMP").unwrap();
    assert_eq!((line.expected_at_count, line.counted_at), (Some(10), Some(counted_at)));
    post_count(&scope, &id.to_string(), false).await.unwrap();
    assert_eq!(numbers(&scope, variant, warehouse).await.0, 5);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_bin_a_class_and_everything_look_at_what_they_say_and_never_at_the_same_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    for (sku, units) in [("GOLD", 9), ("SOAP", 1), ("DUST", 0)] {
        let variant = fixtures::product(&scope, sku, 20).await;
        if units > 0 {
            sold(&scope, sku, units).await;
        }
        if sku == "DUST" {
            add_bins(&scope, &main.id.to_string(), "A-01").await.unwrap();
            let bin = service::warehouse_page(&scope, main.id).await.unwrap().bins[0].id.to_string();
            let form = LevelForm { reorder_level: "0".to_owned(), bin, ..LevelForm::default() };
            save_level(&scope, &variant.to_string(), &main.id.to_string(), &form).await.unwrap();
        }
    }
    let bin = service::warehouse_page(&scope, main.id).await.unwrap().bins[0].id.to_string();
    let class = |class: &str| CountForm { scope: "ABC".to_owned(), abc_class: class.to_owned(), ..everything(main.id) };
    let mut seen = Vec::new();
    for form in [class("A"), class("B"), CountForm { scope: "BIN".to_owned(), bin: bin.clone(), ..everything(main.id) }] {
        let id = begun(&scope, &form).await;
        let mut skus: Vec<String> = lines(&scope, id).await.into_keys().collect();
        skus.sort();
        seen.push(skus);
    }
    assert_eq!(seen, [vec!["GOLD".to_owned()], vec!["SOAP".to_owned()], vec!["DUST".to_owned()]]);
    // All of it is being counted already.
    for form in [everything(main.id), class("C")] {
        let (id, _) = create_count(&scope, &form).await.unwrap();
        assert_eq!(conflict(start_count(&scope, &id.to_string()).await).0, "inventory-error-count-overlap");
    }
    let (id, _) = create_count(&scope, &everything(other.id)).await.unwrap();
    assert_eq!(conflict(start_count(&scope, &id.to_string()).await).0, "inventory-error-count-empty");
    let foreign = CountForm { scope: "BIN".to_owned(), bin, ..everything(other.id) };
    assert_eq!(wrong(create_count(&scope, &foreign).await), [("bin".to_owned(), "inventory-error-count-bin".to_owned())]);
    app.assert_quiet().await;
}

#[tokio::test]
async fn posting_below_what_is_promised_names_the_orders_or_records_the_shortage() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 5).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let order = confirmed(&scope, "LAMP", 4).await;
    let id = begun(&scope, &everything(warehouse)).await;
    assert_eq!(conflict(post_count(&scope, &id.to_string(), false).await).0, "inventory-error-count-nothing");
    enter(&scope, id, "LAMP", "3").await;
    let (key, args) = conflict(post_count(&scope, &id.to_string(), false).await);
    assert_eq!(key, "inventory-error-reserved");
    assert!(args.contains(&("orders".to_owned(), order_number(&scope, order).await)), "{args:?}");
    assert_eq!(numbers(&scope, variant, warehouse).await, (5, 4, 1));
    let posted = post_count(&scope, &id.to_string(), true).await.unwrap();
    assert_eq!(posted.short, [order_number(&scope, order).await]);
    assert_eq!(numbers(&scope, variant, warehouse).await, (3, 4, -1));
    for refused in [post_count(&scope, &id.to_string(), true).await.map(drop), cancel_count(&scope, &id.to_string()).await.map(drop)] {
        assert_eq!(conflict(refused).0, "inventory-error-count-step");
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_same_number_again_keeps_its_moment_and_an_empty_line_is_taken_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 5).await;
    fixtures::product(&scope, "FOUND", 0).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let id = begun(&scope, &everything(warehouse)).await;
    enter(&scope, id, "LAMP", "5").await;
    let first = lines(&scope, id).await["LAMP"].counted_at;
    app.clock.advance(TimeDelta::minutes(3));
    enter(&scope, id, "LAMP", "5").await;
    assert_eq!(lines(&scope, id).await["LAMP"].counted_at, first, "a form that is sent again counts nothing anew");
    enter(&scope, id, "LAMP", "").await;
    let line = lines(&scope, id).await.remove("LAMP").unwrap();
    assert_eq!((line.counted, line.expected_at_count, line.counted_at), (None, None, None));
    // Something that the warehouse never had is found.
    count_one(&scope, &id.to_string(), "FOUND", "2", None).await.unwrap();
    assert_eq!(lines(&scope, id).await["FOUND"].difference(), Some(2));
    let unknown = count_one(&scope, &id.to_string(), "NO-SUCH", "x", None).await;
    assert_eq!(wrong(unknown).iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["counted", "sku"]);
    post_count(&scope, &id.to_string(), false).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(on_hand)::bigint from inventory_levels").await, 7);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_blind_count_does_not_show_what_is_expected_until_it_is_looked_through() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 4711).await;
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open("/inventory/counts").await;
    let form = |name: &str| format!("form[action='/api/inventory/{name}']");
    let page = browser.submit_form(&page, &form("create_count"), &[("is_blind", "true")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let page = browser.submit_form(&page, &form("start_count"), &[]).await;
    assert!(
        page.has("input[name='lines[0][counted]']") && !page.visible().contains("4711") && !page.visible().contains("4,711"),
        "{page:?}"
    );
    let refused = browser.submit_form(&page, &form("enter_counts"), &[("lines[0][counted]", "many")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#counted-0", "value").as_deref(), Some("many"));
    let page = browser.submit_form(&refused, &form("enter_counts"), &[("lines[0][counted]", "4710")]).await;
    assert!(!page.visible().contains("4,711"));
    let review = browser.open(&format!("{}?view=different", page.path.split('?').next().unwrap())).await;
    assert!(review.visible().contains("4,711") && review.visible().contains("\u{2212}1"), "{}", review.visible());
    let page = browser.submit_form(&review, &form("post_count"), &[]).await;
    assert!(page.text(".toast").contains("1 line changed the books"), "{}", page.text(".toast"));
    assert_eq!(tenant_count(&scope, "select on_hand::bigint from inventory_levels").await, 4710);
    app.assert_quiet().await;
}
