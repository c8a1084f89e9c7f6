//! The way through the pages, without a script.

use super::{execute, products, texts};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;

#[tokio::test]
async fn from_ticked_rows_to_the_change_and_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 0).await;
    execute(&scope, "update products set status = 'INACTIVE' where sku = 'B'").await;
    let mut browser = app.sign_in("STAFF").await;
    let list = browser.open("/products").await;
    let (one, two) = (ids[1].to_string(), ids[0].to_string());
    // Newest first: B is the first row.
    let form = browser.submit_form(&list, "#ticked-rows", &[("action", "products.status"), ("ids[0]", &one), ("ids[1]", &two)]).await;
    assert_eq!(form.text("h1"), "Set status", "{form:?}");
    assert!(form.visible().contains("2 rows are chosen"), "{form:?}");
    let preview = browser.submit_form(&form, "form[action='/api/bulk/preview_action']", &[("fields[status]", "INACTIVE")]).await;
    assert_eq!(preview.status, StatusCode::OK, "{preview:?}");
    assert!(preview.visible().contains("Of 2 rows 1 will change, 1 stay as they are, 0 are refused."), "{preview:?}");
    assert_eq!(texts(&scope, "select status from products order by sku").await, ["ACTIVE", "INACTIVE"]);
    let again = browser.submit_form(&preview, "form[action='/api/bulk/preview_again']", &[("fields[status]", "ARCHIVED")]).await;
    assert!(again.visible().contains("Of 2 rows 2 will change"), "{again:?}");
    let running = browser.submit_form(&again, "form[action='/api/bulk/run_action']", &[]).await;
    assert!(running.visible().contains("You may leave this page"), "{running:?}");
    assert!(running.body.contains("http-equiv=\"refresh\""), "without a script the page looks again by itself");
    app.drain().await;
    let done = browser.get(&running.path).await;
    assert!(done.visible().contains("2 rows were changed, 0 were as wanted already, 0 were refused."), "{done:?}");
    assert_eq!(texts(&scope, "select status from products order by sku").await, ["ARCHIVED"; 2]);
    assert!(done.has("a[href='/products?']") || done.has("a[href='/products']"), "the way back: {}", done.body);
    let told = tenant_count(&scope, "select count(*) from notifications where title_key = 'notifications-bulk-done-title'").await;
    assert_eq!(told, 1);
    browser.submit_form(&done, "form[action='/api/bulk/undo_action']", &[]).await;
    app.drain().await;
    let undone = browser.get(&running.path).await;
    assert!(undone.visible().contains("2 rows are what they were before."), "{undone:?}");
    assert_eq!(texts(&scope, "select status from products order by sku").await, ["ACTIVE", "INACTIVE"]);
    let list = browser.open("/bulk").await;
    assert!(list.visible().contains("Set status") && list.visible().contains("Undone"), "{list:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_job_and_a_wrong_one_loses_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A"], 0).await;
    let mut browser = app.sign_in("OWNER").await;
    let form = browser.open(&format!("/bulk/new?action=products.price&ids[0]={}", ids[0])).await;
    let css = "form[action='/api/bulk/preview_action']";
    let wrong = browser.submit_form(&form, css, &[("fields[how]", "set"), ("fields[by]", "ten"), ("fields[step]", "5")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attribute("input[name='fields[by]']", "value").as_deref(), Some("ten"));
    assert_eq!(wrong.attribute("select[name='fields[how]'] option[selected]", "value").as_deref(), Some("set"));
    assert_eq!(wrong.attribute("input[name='fields[by]']", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(tenant_count(&scope, "select count(*) from bulk_jobs").await, 0);
    for _ in 0..2 {
        let preview = browser.submit_form(&wrong, css, &[("fields[how]", "set"), ("fields[by]", "10"), ("fields[step]", "5")]).await;
        assert_eq!(preview.status, StatusCode::OK, "{preview:?}");
    }
    assert_eq!(tenant_count(&scope, "select count(*) from bulk_jobs").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn who_may_only_look_gets_no_actions_and_no_job() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A"], 0).await;
    let mut browser = app.sign_in("VIEWER").await;
    let list = browser.open("/products").await;
    assert!(!list.has("#ticked-rows button[name=action]"), "no menu");
    let page = browser.get(&format!("/bulk/new?action=products.status&ids[0]={}", ids[0])).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let sent = [("action", "products.status"), ("ids[0]", &ids[0].to_string()), ("fields[status]", "INACTIVE")];
    assert_eq!(browser.call("/api/bulk/preview_action", &sent).await.status, StatusCode::FORBIDDEN);

    // Who may change orders only, may not change products, nor see what others do with them.
    execute(&scope, "update roles set permissions = array['orders.read', 'orders.write', 'catalog.read'] where name = 'WAREHOUSE'").await;
    let mut staff = app.sign_in("STAFF").await;
    let made = staff.call("/api/bulk/preview_action", &sent).await;
    let job = made.headers.get("location").map(|place| place.to_str().unwrap().to_owned()).unwrap_or_default();
    assert!(job.starts_with("/bulk/"), "{made:?}");
    let mut clerk = app.sign_in("WAREHOUSE").await;
    assert_eq!(clerk.call("/api/bulk/preview_action", &sent).await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.get(&job).await.status, StatusCode::FORBIDDEN);
    let id = job.trim_start_matches("/bulk/");
    for path in ["run_action", "stop_action", "undo_action", "preview_again", "action_standing"] {
        let answer = clerk.call(&format!("/api/bulk/{path}"), &[("bulk_job_id", id)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let list = clerk.get("/bulk").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.visible().contains("No bulk changes yet"), "{list:?}");
    app.assert_quiet().await;
}
