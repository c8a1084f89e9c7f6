//! Adjustments, why so much is available, the ledger, bins.

use super::{confirmed, conflict, level, numbers, order_number, two_warehouses};
use crate::support::TestApp;
use crate::support::fixtures::{self, stock_drift, tenant_count};
use axum::http::StatusCode;
use chrono::TimeDelta;
use smartstore::domains::inventory::model::{AdjustForm, LevelForm, MovementFilter, Owner, StockOp, WarehouseForm};
use smartstore::domains::inventory::service;
use smartstore::domains::orders::service::confirm;
use smartstore::server::clock::new_id;
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{Language, Params};

fn remove(units: i32, allow_short: bool) -> AdjustForm {
    AdjustForm {
        mode: "remove".to_owned(),
        quantity: units.to_string(),
        reason: "Fell off the shelf".to_owned(),
        allow_short: if allow_short { "true".to_owned() } else { String::new() },
        ..AdjustForm::default()
    }
}

#[tokio::test]
async fn lowering_below_what_is_promised_is_refused_and_names_the_orders() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 5).await;
    let first = confirmed(&scope, "LAMP", 2).await;
    // Which promise is newer is known by its time.
    app.clock.advance(TimeDelta::seconds(1));
    let second = confirmed(&scope, "LAMP", 2).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let (key, args) = conflict(service::adjust(&scope, &variant.to_string(), &remove(3, false)).await);
    assert_eq!(key, "inventory-error-reserved");
    let value = |name: &str| args.iter().find(|(known, _)| known == name).unwrap().1.clone();
    assert_eq!(value("missing"), "2");
    // The newest promise would be short, and it alone covers what is missing.
    assert_eq!(value("orders"), order_number(&scope, second).await);
    assert_eq!(numbers(&scope, variant, warehouse).await, (5, 4, 1), "nothing has changed");
    // One more, and the older order is named too.
    let (_, args) = conflict(service::adjust(&scope, &variant.to_string(), &remove(4, false)).await);
    let orders = &args.iter().find(|(known, _)| known == "orders").unwrap().1;
    assert_eq!(*orders, format!("{}, {}", order_number(&scope, second).await, order_number(&scope, first).await));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_recorded_shortage_lists_who_is_short_and_new_stock_covers_the_oldest() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 5).await;
    let first = confirmed(&scope, "LAMP", 2).await;
    // Which promise is newer is known by its time.
    app.clock.advance(TimeDelta::seconds(1));
    let second = confirmed(&scope, "LAMP", 2).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let done = service::adjust(&scope, &variant.to_string(), &remove(4, true)).await.unwrap();
    assert_eq!(done.available, -3);
    assert_eq!(done.short, [order_number(&scope, second).await, order_number(&scope, first).await]);
    let stock = service::variant(&scope, variant, Language::En, PageRequest::default()).await.unwrap();
    let short: Vec<(i32, i32)> = stock.reservations.iter().map(|row| (row.quantity, row.short)).collect();
    assert_eq!(short, [(2, 2), (2, 1)], "newest first");
    assert_eq!(stock.owners.len(), 2, "both have a name: {:?}", stock.owners);
    let add = AdjustForm { mode: "add".to_owned(), quantity: "1".to_owned(), reason: "Found one".to_owned(), ..AdjustForm::default() };
    service::adjust(&scope, &variant.to_string(), &add).await.unwrap();
    let stock = service::variant(&scope, variant, Language::En, PageRequest::default()).await.unwrap();
    assert_eq!(stock.reservations.iter().map(|row| row.short).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(level(&scope, variant, warehouse).await.short, 2);
    assert_eq!(
        tenant_count(&scope, "select count(*) from audit_logs where action = 'inventory.adjusted' and new_values ? 'short'").await,
        1
    );
    app.assert_quiet().await;
}

#[tokio::test]
async fn without_javascript_the_refused_form_offers_to_record_the_shortage() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 2).await;
    let order = confirmed(&scope, "LAMP", 2).await;
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open(&format!("/inventory/{variant}")).await;
    let form = "form[action='/api/inventory/adjust_stock']";
    assert!(!page.has("input[name=allow_short]"), "it is not the first thing to think of");
    let refused = browser.submit_form(&page, form, &[("mode", "remove"), ("quantity", "1"), ("reason", "Broken")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.visible().contains(&order_number(&scope, order).await), "{refused:?}");
    assert_eq!(refused.attribute("#quantity", "value").as_deref(), Some("1"), "what was typed is kept");
    let done = browser.submit_form(&refused, form, &[("allow_short", "true")]).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    assert!(done.text(".toast").contains(&order_number(&scope, order).await), "{}", done.text(".toast"));
    assert_eq!(tenant_count(&scope, "select short::bigint from inventory_levels").await, 1);
}

#[tokio::test]
async fn adjusting_while_others_reserve_promises_nothing_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 20).await;
    let mut orders = Vec::new();
    for _ in 0..24 {
        orders.push(fixtures::order(&scope, &[("LAMP", 1)]).await);
    }
    let confirming = orders.into_iter().map(|order| {
        let scope = scope.clone();
        tokio::spawn(async move { confirm(&scope, order).await.is_ok() })
    });
    let taking = (0..10).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { service::adjust(&scope, &variant.to_string(), &remove(1, false)).await.is_ok() })
    });
    let outcomes = futures::future::join_all(confirming.chain(taking).collect::<Vec<_>>()).await;
    let done = outcomes.into_iter().filter(|outcome| *outcome.as_ref().unwrap()).count();
    assert_eq!(done, 20, "each of the twenty went to an order or off the shelf");
    assert_eq!(tenant_count(&scope, "select available::bigint from inventory_levels").await, 0);
    assert_eq!(tenant_count(&scope, "select short::bigint from inventory_levels").await, 0);
    assert!(stock_drift(&scope).await.is_empty());
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_due_counts_as_released_wherever_it_is_shown_before_any_job_runs() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 3).await;
    let warehouse = service::warehouses(&scope).await.unwrap()[0].id;
    let mut work = scope.begin().await.unwrap();
    let hold = StockOp::Reserve {
        warehouse_id: warehouse,
        variant_id: variant,
        quantity: 3,
        owner: Owner::Claim(new_id()),
        expires_at: Some(app.clock.now() + TimeDelta::minutes(30)),
        allow_short: false,
    };
    service::apply(&mut work, &[hold]).await.unwrap();
    work.commit().await.unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(&format!("/inventory/{variant}")).await;
    assert!(page.visible().contains("expires in 30 minutes"), "{}", page.visible());
    assert_eq!(numbers(&scope, variant, warehouse).await, (3, 3, 0));
    app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(numbers(&scope, variant, warehouse).await, (3, 0, 3));
    let page = browser.open(&format!("/inventory/{variant}")).await;
    assert!(page.visible().contains("Why 3 units are available") && !page.visible().contains("expires in"), "{}", page.visible());
    let page = browser.open("/inventory").await;
    assert_eq!(page.text("tbody td:last-child"), "3", "the list says so too");
    let page = browser.open("/inventory?state=out").await;
    assert!(page.texts("tbody tr").is_empty(), "and it is not out of stock: {page:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations where status = 'ACTIVE'").await, 1, "no job has run");
    // Somebody else can have it at once.
    confirmed(&scope, "LAMP", 3).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn every_component_of_what_is_available_is_named_with_its_link() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = fixtures::product(&scope, "LAMP", 12).await;
    let order = confirmed(&scope, "LAMP", 3).await;
    let aside = AdjustForm { mode: "hold".to_owned(), quantity: "2".to_owned(), reason: "Scratched".to_owned(), ..AdjustForm::default() };
    service::adjust(&scope, &variant.to_string(), &aside).await.unwrap();
    let number = order_number(&scope, order).await;
    let page = app.sign_in("OWNER").await.open(&format!("/inventory/{variant}")).await;
    let lines: Vec<(String, String)> = page.texts(".why-available dt").into_iter().zip(page.texts(".why-available dd")).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].0.starts_with("On hand") && lines[0].1 == "12");
    assert!(lines[1].0.contains(&number) && lines[1].1 == "\u{2212}3", "{lines:?}");
    assert!(lines[2].0.starts_with("Set aside") && lines[2].1 == "\u{2212}2");
    assert_eq!(lines[3], ("Available".to_owned(), "7".to_owned()));
    assert!(page.attributes(".why-available a", "href").contains(&format!("/orders/{order}")));
    // Who may not see orders sees the number and no link.
    let mut warehouse = app.sign_in("WAREHOUSE").await;
    assert!(warehouse.open(&format!("/inventory/{variant}")).await.visible().contains(&number));
}

#[tokio::test]
async fn the_ledger_is_narrowed_by_warehouse_cause_day_and_words() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 5).await;
    fixtures::product(&scope, "SOAP", 7).await;
    app.clock.advance(TimeDelta::days(2));
    let form = AdjustForm {
        warehouse_id: other.id.to_string(),
        mode: "add".to_owned(),
        quantity: "4".to_owned(),
        reason: "Found".to_owned(),
        ..AdjustForm::default()
    };
    service::adjust(&scope, &variant.to_string(), &form).await.unwrap();
    service::adjust(
        &scope,
        &variant.to_string(),
        &AdjustForm {
            warehouse_id: String::new(),
            mode: "remove".to_owned(),
            quantity: "1".to_owned(),
            cause: "DAMAGE".to_owned(),
            reason: "Broken".to_owned(),
            ..AdjustForm::default()
        },
    )
    .await
    .unwrap();
    let today = app.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
    for (query, count) in [
        (String::new(), 4),
        (format!("warehouse={}", main.id), 3),
        (format!("warehouse={}", other.id), 1),
        ("cause=DAMAGE".to_owned(), 1),
        ("cause=OPENING".to_owned(), 2),
        (format!("from={today}"), 2),
        (format!("to={}", today.pred_opt().unwrap()), 2),
        ("q=SOAP".to_owned(), 1),
        (format!("variant={variant}&warehouse={}", main.id), 2),
        ("q=nothing-of-that-name".to_owned(), 0),
    ] {
        let filter = MovementFilter::from_params(&Params::parse(&query));
        let list = service::movements(&scope, &filter, Language::En, PageRequest::default()).await.unwrap();
        assert_eq!(list.page.rows.len(), count, "{query}");
        let page = app.sign_in("OWNER").await.open(&format!("/inventory/movements?{query}")).await;
        assert_eq!(page.texts(".table tbody tr").len(), count, "{query}");
    }
    // Page by page it is the same ledger.
    let mut seen = Vec::new();
    let mut request = PageRequest { size: 1, ..PageRequest::default() };
    loop {
        let list = service::movements(&scope, &MovementFilter::default(), Language::En, request).await.unwrap();
        seen.extend(list.page.rows.iter().map(|row| row.id));
        match list.page.next {
            Some(next) => request = PageRequest { cursor: Some(next), size: 1, ..PageRequest::default() },
            None => break,
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 4);
}

#[tokio::test]
async fn bins_have_a_place_and_go_without_taking_stock_along() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 5).await;
    let main_id = main.id.to_string();
    assert_eq!(service::add_bins(&scope, &main_id, "b-02, A-01\nA-01").await.unwrap().1, 2);
    assert_eq!(service::add_bins(&scope, &main_id, "A-01 C-03").await.unwrap().1, 1, "what is there stays");
    service::add_bins(&scope, &other.id.to_string(), "A-01").await.unwrap();
    let bins = service::warehouse_page(&scope, main.id).await.unwrap().bins;
    assert_eq!(bins.iter().map(|bin| bin.code.as_str()).collect::<Vec<_>>(), ["B-02", "A-01", "C-03"], "in the order of the route");
    let elsewhere = service::warehouse_page(&scope, other.id).await.unwrap().bins[0].id;
    let form = |bin: String| LevelForm { reorder_level: "2".to_owned(), bin, ..LevelForm::default() };
    let refused = service::save_level(&scope, &variant.to_string(), &main_id, &form(elsewhere.to_string())).await;
    assert_eq!(super::wrong(refused), [("bin".to_owned(), "error-choice".to_owned())]);
    service::save_level(&scope, &variant.to_string(), &main_id, &form(bins[1].id.to_string())).await.unwrap();
    let lies = level(&scope, variant, main.id).await;
    assert_eq!((lies.bin_id, lies.reorder_level, lies.on_hand), (Some(bins[1].id), 2, 5));
    let taken = service::save_bin(&scope, &bins[1].id.to_string(), "b-02", "5").await;
    assert_eq!(super::wrong(taken), [("code".to_owned(), "inventory-error-bin-taken".to_owned())]);
    service::save_bin(&scope, &bins[1].id.to_string(), "a-00", "5").await.unwrap();
    assert_eq!(service::warehouse_page(&scope, main.id).await.unwrap().bins[0].code, "A-00");
    service::remove_bin(&scope, &bins[1].id.to_string()).await.unwrap();
    let lies = level(&scope, variant, main.id).await;
    assert_eq!((lies.bin_id, lies.reorder_level, lies.on_hand), (None, 2, 5));
    // What holds stock is not put out of use; what is empty is.
    let page = |name: &str| WarehouseForm { name: name.to_owned(), phone: "0812345678".to_owned(), ..WarehouseForm::default() };
    assert_eq!(conflict(service::save_warehouse(&scope, &main_id, &page("Main")).await).0, "inventory-error-warehouse-in-use");
    service::save_warehouse(&scope, &other.id.to_string(), &page("Colombo 3")).await.unwrap();
    let closed = service::warehouse_page(&scope, other.id).await.unwrap();
    assert!(!closed.warehouse.is_active && closed.contact.phone == "+94812345678", "{closed:?}");
    app.assert_quiet().await;
}
