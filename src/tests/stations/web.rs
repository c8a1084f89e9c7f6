//! Stations in a browser without scripts, and what a device is told.

use super::{counting, open_tasks, ordered, purchase};
use crate::support::TestApp;
use crate::support::fixtures;
use axum::http::StatusCode;
use smartstore::domains::inventory::service::{add_bins, ensure_default_warehouse};
use smartstore::server::clock::new_id;

#[tokio::test]
async fn without_scripts_each_scan_is_a_form_and_its_verdict_the_next_page() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 0).await;
    let order = purchase(&scope, &[("LAMP", 10)]).await;
    let mut browser = app.sign_in("WAREHOUSE").await;
    let index = browser.open("/stations").await;
    assert_eq!(index.texts(".station-tile").len(), 5);
    let choices = browser.open("/stations/receive").await;
    assert!(choices.has(&format!("a[href='/stations/receive/{order}']")));
    let mut page = browser.open(&format!("/stations/receive/{order}")).await;
    let scans = [("lamp", "1", "ok", "1 / 10"), ("nothing", "2", "bad", "1 / 10"), ("LAMP", "9", "ok", "10 / 10")];
    for (code, quantity, kind, progress) in scans {
        let answer = browser.submit_form(&page, "#st-form", &[("code", code), ("quantity", quantity)]).await;
        page = browser.follow(answer).await;
        assert_eq!(page.attribute("#st-verdict", "data-verdict").as_deref(), Some(kind), "{code}: {page:?}");
        assert_eq!(page.text("#st-progress"), progress, "{code}");
    }
    // More than ordered: asked for, filled in again, and counted once it is said to be meant.
    let answer = browser.submit_form(&page, "#st-form", &[("code", "LAMP")]).await;
    page = browser.follow(answer).await;
    assert_eq!(page.attribute("#st-code", "value").as_deref(), Some("LAMP"));
    assert!(page.has("#st-over input[checked]"));
    // Undo takes back what counted last.
    let answer = browser.submit_form(&page, "#st-undo", &[]).await;
    page = browser.follow(answer).await;
    assert_eq!(page.text("#st-progress"), "1 / 10");
    let answer = browser.submit_form(&page, "form[action='/api/stations/finish_receipt']", &[("reference", "DN-7")]).await;
    page = browser.follow(answer).await;
    assert!(page.text(".toast").contains("1 received"), "{page:?}");
    assert_eq!(open_tasks(&scope).await, 0, "whoever sees the answer needs no task");
}

#[tokio::test]
async fn a_scanned_number_opens_its_work_and_a_bin_begins_to_be_counted() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 5).await;
    let order = ordered(&scope, &[("LAMP", 1)]).await;
    let warehouse = ensure_default_warehouse(&scope).await.unwrap();
    add_bins(&scope, &warehouse.to_string(), "A-01").await.unwrap();
    {
        let mut work = scope.begin().await.unwrap();
        sqlx::query("update inventory_levels set bin_id = (select id from bins)").execute(work.conn()).await.unwrap();
        work.commit().await.unwrap();
    }
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open("/stations/pack").await;
    let number = page.text(".station-choices .name");
    let answer = browser.submit_form(&page, "#st-open", &[("code", &number.to_lowercase())]).await;
    let page = browser.follow(answer).await;
    assert_eq!(page.path, format!("/stations/pack/{order}"));
    let page = browser.open("/stations/count").await;
    let answer = browser.submit_form(&page, "#st-open", &[("code", "nowhere")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = browser.submit_form(&page, "#st-open", &[("code", "a-01")]).await;
    let begun = browser.follow(answer).await;
    assert!(begun.path.starts_with("/stations/count/"), "{begun:?}");
    assert_eq!(begun.texts("#st-lines li").len(), 1);
    // Scanned once more, it is the same count.
    let page = browser.open("/stations/count").await;
    let answer = browser.submit_form(&page, "#st-open", &[("code", "A-01")]).await;
    assert_eq!(browser.follow(answer).await.path, begun.path);
}

#[tokio::test]
async fn a_queue_is_not_taken_from_somebody_else_and_a_role_needs_its_station() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 5).await;
    let count = counting(&scope).await.to_string();
    let mut keeper = app.sign_in("WAREHOUSE").await;
    let page = keeper.open(&format!("/stations/count/{count}")).await;
    let sender = page.attribute("#station-device", "data-sender").unwrap();
    let id = new_id().to_string();
    let values = [("client_id", id.as_str()), ("station", "COUNT"), ("task", &count), ("code", "LAMP"), ("sender", &sender)];
    let mut staff = app.sign_in("STAFF").await;
    let refused = staff.call("/api/stations/scan", &values).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    assert!(refused.body.contains("stations-error-sender"));
    let taken = keeper.call("/api/stations/scan", &values).await;
    let answer: serde_json::Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!((answer["verdict"].as_str(), answer["line"]["done"].as_i64()), (Some("APPLIED"), Some(1)), "{answer}");
    let mut viewer = app.sign_in("VIEWER").await;
    for path in ["/stations", "/stations/tasks", "/stations/count", "/stations/pack"] {
        assert_eq!(viewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(viewer.call("/api/stations/scan", &values).await.status, StatusCode::FORBIDDEN);
}
