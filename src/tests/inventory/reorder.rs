//! What is to be ordered, what is low or out, and what channels are shown.

use super::{confirmed, draft, two_warehouses, wrong};
use crate::support::TestApp;
use crate::support::fixtures::{self, things};
use chrono::TimeDelta;
use smartstore::domains::inventory::model::{
    LevelFilter, LevelForm, Need, Owner, ReorderFilter, StockOp, days_of_cover, published, suggested_order,
};
use smartstore::domains::inventory::service::{self, list, ready_transfer, save_level, send_transfer, set_buffer, set_opening, to_reorder};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use smartstore::shared::paging::{PageRequest, Sort};
use smartstore::shared::{Language, Params};
use uuid::Uuid;

#[test]
fn days_of_cover_come_from_what_was_sold() {
    assert_eq!(days_of_cover(10, 0, 30), None, "nothing sold: nobody knows");
    assert_eq!(days_of_cover(10, 30, 30), Some(10));
    assert_eq!(days_of_cover(-3, 30, 30), Some(0));
    assert_eq!(days_of_cover(10, 7, 7), Some(10));
}

#[test]
fn an_order_fills_up_to_the_bound_or_for_the_days_to_cover() {
    let need = Need { available: 2, sold: 30, days: 30, cover: 14, reorder_level: 5, ..Need::default() };
    assert_eq!(suggested_order(need), 17, "5 in reserve and 14 to sell, less 2");
    assert_eq!(suggested_order(Need { coming: 10, ..need }), 7);
    assert_eq!(suggested_order(Need { coming: 20, ..need }), 0, "enough is on its way");
    assert_eq!(suggested_order(Need { least: 50, ..need }), 50);
    assert_eq!(suggested_order(Need { most: Some(20), ..need }), 18);
    assert_eq!(suggested_order(Need { most: Some(20), least: 50, ..need }), 18, "never more than the bound");
    assert_eq!(suggested_order(Need { available: -4, sold: 0, ..need }), 9, "what is short is owed");
    assert_eq!(suggested_order(Need { sold: 1, ..need }), 4, "a part of a unit is a unit");
}

async fn watch(scope: &Scope, variant: Uuid, warehouse: Uuid, level: i32) {
    let form = LevelForm { reorder_level: level.to_string(), ..LevelForm::default() };
    save_level(scope, &variant.to_string(), &warehouse.to_string(), &form).await.unwrap();
}

async fn skus(scope: &Scope, query: &str, sort: Sort) -> Vec<String> {
    let filter = LevelFilter::from_params(&Params::parse(query));
    let mut found = Vec::new();
    let mut page = PageRequest { size: 2, sort, ..PageRequest::default() };
    loop {
        let shown = list(scope, &filter, Language::En, page).await.unwrap().page;
        found.extend(shown.rows.into_iter().map(|row| row.sku));
        let Some(next) = shown.next else { return found };
        page = PageRequest { cursor: Some(next), ..page };
    }
}

#[tokio::test]
async fn low_out_and_short_list_what_is_so_page_by_page_in_both_orders() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let mut made = Vec::new();
    for (sku, pieces, level) in
        [("A-LOW", 2, 5), ("B-OUT", 0, 5), ("C-FINE", 9, 5), ("D-LOW", 5, 5), ("E-OUT", 0, 0), ("F-LOW", 1, 1), ("G-ELSEWHERE", 0, 0)]
    {
        let variant = fixtures::product(&scope, sku, pieces).await;
        if level > 0 {
            watch(&scope, variant, main.id, level).await;
        }
        app.clock.advance(TimeDelta::seconds(1));
        made.push(variant);
    }
    // Of this one there is stock in the other warehouse: only there it is out of nothing.
    let mut work = scope.begin().await.unwrap();
    service::apply(&mut work, &[StockOp::Expire { warehouse_id: main.id, variant_id: made[6] }]).await.unwrap();
    service::apply(
        &mut work,
        &[StockOp::Receive {
            warehouse_id: other.id,
            variant_id: made[6],
            quantity: 3,
            unavailable: 0,
            cause: service::Cause::Purchase,
            reference: None,
            reason: None,
        }],
    )
    .await
    .unwrap();
    // More promised than there is.
    let short = StockOp::Reserve {
        warehouse_id: main.id,
        variant_id: made[1],
        quantity: 2,
        owner: Owner::Claim(new_id()),
        expires_at: None,
        allow_short: true,
    };
    service::apply(&mut work, &[short]).await.unwrap();
    work.commit().await.unwrap();
    let newest = Sort::NEWEST;
    let by_sku = Sort { key: "sku", descending: false };
    assert_eq!(skus(&scope, "state=low", newest).await, ["F-LOW", "D-LOW", "A-LOW"]);
    assert_eq!(skus(&scope, "state=low", by_sku).await, ["A-LOW", "D-LOW", "F-LOW"]);
    assert_eq!(skus(&scope, "state=out", newest).await, ["E-OUT", "B-OUT"], "never had any, and sold out");
    assert_eq!(skus(&scope, "state=out", by_sku).await, ["B-OUT", "E-OUT"]);
    assert_eq!(skus(&scope, "state=short", newest).await, ["B-OUT"]);
    assert_eq!(skus(&scope, &format!("state=out&warehouse={}", main.id), newest).await, ["G-ELSEWHERE", "B-OUT"]);
    assert_eq!(skus(&scope, &format!("state=low&warehouse={}", other.id), newest).await, Vec::<String>::new());
    assert_eq!(skus(&scope, "state=low&q=D-LOW", newest).await, ["D-LOW"]);
    // The list of products says the same.
    let mut browser = app.sign_in("OWNER").await;
    for (query, count) in [("stock=low", 3), ("stock=out", 2), ("stock=in", 5)] {
        let page = browser.open(&format!("/products?{query}")).await;
        assert_eq!(page.texts(".table tbody tr").len(), count, "{query}: {:?}", page.texts(".table tbody tr"));
    }
}

#[tokio::test]
async fn suggestions_count_sales_and_what_is_on_its_way() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 14).await;
    fixtures::product(&scope, "UNWATCHED", 1).await;
    watch(&scope, variant, main.id, 5).await;
    watch(&scope, variant, other.id, 2).await;
    super::sold(&scope, "LAMP", 10).await;
    let all = |query: &str| ReorderFilter::from_params(&Params::parse(query));
    let shown = to_reorder(&scope, &all("days=30&cover=60"), Language::En, PageRequest::default()).await.unwrap().page.rows;
    let rows: Vec<_> =
        shown.iter().map(|row| (row.warehouse.as_str(), row.need.available, row.need.sold, row.cover(), row.suggested())).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.contains(&("Colombo", 0, 0, None, 2)), "{rows:?}");
    assert!(rows.iter().any(|row| (row.1, row.2, row.3, row.4) == (4, 10, Some(12), 21)), "5 in reserve, 20 to sell, less 4: {rows:?}");
    assert_eq!(to_reorder(&scope, &all("within=7"), Language::En, PageRequest::default()).await.unwrap().page.rows.len(), 0);
    assert_eq!(to_reorder(&scope, &all("within=14"), Language::En, PageRequest::default()).await.unwrap().page.rows.len(), 1);
    // Three are on their way to the other warehouse.
    let id = draft(&scope, main.id, other.id, &[("LAMP", 3)]).await.to_string();
    ready_transfer(&scope, &id).await.unwrap();
    send_transfer(&scope, &id, &[]).await.unwrap();
    let query = format!("warehouse={}", other.id);
    let shown = to_reorder(&scope, &all(&query), Language::En, PageRequest::default()).await.unwrap().page.rows;
    assert_eq!((shown[0].need.coming, shown[0].suggested()), (3, 0));
    let page = app.sign_in("VIEWER").await.open("/inventory/reorder?days=7").await;
    assert_eq!(page.texts(".table tbody tr").len(), 2, "{page:?}");
    let file = app.sign_in("VIEWER").await.get("/inventory/reorder/export.csv").await;
    assert_eq!(file.body.trim().lines().count(), 3, "a head and what is on the page: {}", file.body);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_channel_is_shown_what_is_available_less_its_buffer_and_never_less_than_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let own = things(&app.scope()).await;
    let store = own.store.to_string();
    let variant = fixtures::product(&scope, "LAMP", 2).await;
    let plenty = fixtures::product(&scope, "SOAP", 9).await;
    let shown = async || {
        let mut work = scope.begin().await.unwrap();
        service::published(&mut work, own.store, &[variant, plenty]).await.unwrap().into_iter().map(|(_, units)| units).collect::<Vec<_>>()
    };
    assert_eq!(shown().await, [2, 9]);
    set_buffer(&scope, &store, None, "2").await.unwrap();
    assert_eq!(shown().await, [0, 7], "buffer 2, available 2: the channel shows 0");
    set_buffer(&scope, &store, Some("SOAP"), "5").await.unwrap();
    assert_eq!(shown().await, [0, 4]);
    confirmed(&scope, "SOAP", 6).await;
    assert_eq!(shown().await, [0, 0]);
    assert_eq!(published(3, 5), 0);
    assert_eq!(wrong(set_buffer(&scope, &store, Some(""), "1").await)[0].0, "sku");
    set_buffer(&scope, &store, Some("SOAP"), "").await.unwrap();
    assert_eq!(shown().await, [0, 1], "the exception is gone");
    assert_eq!(wrong(set_buffer(&scope, &store, Some("SOAP"), "").await)[0].1, "error-required");
    let theirs = things(&app.other_scope()).await.store.to_string();
    assert!(set_buffer(&scope, &theirs, None, "1").await.is_err(), "somebody else's store");
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open("/inventory/buffers").await;
    let page = browser.submit_form(&page, "form:has(input[name=of])", &[("sku", "LAMP"), ("buffer", "1")]).await;
    assert!(page.has(".toast") && page.visible().contains("LAMP"), "{page:?}");
    assert_eq!(shown().await, [1, 1]);
}

#[tokio::test]
async fn a_level_that_was_let_go_is_not_ordered_for() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, _) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 0).await;
    let mut work = scope.begin().await.unwrap();
    set_opening(&mut work, variant, 8, None).await.unwrap();
    let hold = StockOp::Reserve {
        warehouse_id: main.id,
        variant_id: variant,
        quantity: 6,
        owner: Owner::Checkout(new_id()),
        expires_at: Some(app.clock.now() + TimeDelta::minutes(5)),
        allow_short: false,
    };
    service::apply(&mut work, &[hold]).await.unwrap();
    work.commit().await.unwrap();
    watch(&scope, variant, main.id, 4).await;
    let filter = ReorderFilter::from_params(&Params::parse(""));
    let count = async || to_reorder(&scope, &filter, Language::En, PageRequest::default()).await.unwrap().page.rows.len();
    assert_eq!(count().await, 1);
    app.clock.advance(TimeDelta::minutes(6));
    assert_eq!(count().await, 0, "what has expired counts as released");
}
