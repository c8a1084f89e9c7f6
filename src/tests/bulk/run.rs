//! Once, whatever happens: two clicks, two workers, a killed process, a colleague in between.

use super::{change, execute, items, look, products, refusal, tally, texts, typed};
use crate::support::TestApp;
use crate::support::database::database_url;
use crate::support::fixtures::{member, tenant_count};
use chrono::TimeDelta;
use smartstore::app::compose;
use smartstore::domains::bulk::model::{ItemFilter, ItemStatus, JobStatus, Tally};
use smartstore::domains::bulk::service::actions::{begin, job, preview, preview_again, remove_old, stop, undo, work_off};
use smartstore::domains::bulk::service::recover;
use smartstore::server::{Scope, worker};
use smartstore::shared::{AppError, Language, Selection};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

const CHANGES: &str = "select count(*) from audit_logs where action = 'catalog.product_changed'";
const MADE: &str = "select count(*) from audit_logs where action = 'customers.updated'";

async fn status(scope: &Scope, id: Uuid) -> JobStatus {
    job(scope, id, ItemFilter::default(), Language::En).await.unwrap().job.status
}

/// Makes many customers at once and gives their ids.
async fn crowd(scope: &Scope, count: i32) -> Vec<Uuid> {
    let mut work = scope.begin().await.unwrap();
    let ids = sqlx::query_scalar(
        "insert into customers (id, name) select gen_random_uuid(), 'Person ' || n from generate_series(1, $1) n returning id",
    )
    .bind(count)
    .fetch_all(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
    ids
}

#[tokio::test]
async fn a_change_that_is_begun_twice_by_two_workers_is_made_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let skus: Vec<String> = (0..120).map(|number| format!("P-{number:03}")).collect();
    let skus: Vec<&str> = skus.iter().map(String::as_str).collect();
    let ids = products(&scope, &skus, 0).await;
    let id = look(&scope, "products.status", &ids, &[("status", "INACTIVE")]).await;
    let (one, two) = tokio::join!(begin(&scope, id), begin(&scope, id));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from outbox_events where type = 'bulk.action_requested'").await, 1);
    let (one, two, _) = tokio::join!(work_off(&scope, id, None), work_off(&scope, id, None), app.drain());
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    app.drain().await;
    begin(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!(status(&scope, id).await, JobStatus::Completed);
    assert_eq!(tally(&scope, id).await, Tally { total: 120, changed: 120, ..Tally::default() });
    assert_eq!(tenant_count(&scope, CHANGES).await, 120);
    assert_eq!(tenant_count(&scope, "select count(*) from products where version <> 2").await, 0);
    let (one, two) = tokio::join!(undo(&scope, id), undo(&scope, id));
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    app.drain().await;
    undo(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!(tenant_count(&scope, CHANGES).await, 240, "and taken back once");
    assert_eq!(tenant_count(&scope, "select count(*) from products where status = 'ACTIVE'").await, 120);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_jobs_over_the_same_rows_leave_each_row_as_one_of_them_wanted() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B", "C", "D"], 0).await;
    let mut other_way = ids.clone();
    other_way.reverse();
    let one = look(&scope, "products.status", &ids, &[("status", "INACTIVE")]).await;
    let two = look(&scope, "products.status", &other_way, &[("status", "ARCHIVED")]).await;
    begin(&scope, one).await.unwrap();
    begin(&scope, two).await.unwrap();
    let (first, second) = tokio::join!(work_off(&scope, one, None), work_off(&scope, two, None));
    assert_eq!((first.unwrap().tally.changed, second.unwrap().tally.changed), (4, 4), "a deadlock begins again");
    app.drain().await;
    assert_eq!(tenant_count(&scope, "select count(*) from products where status in ('INACTIVE', 'ARCHIVED')").await, 4);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_change_whose_process_is_killed_is_finished_by_the_next_one() {
    const ROWS: i32 = 3_000;
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = crowd(&scope, ROWS).await;
    let id = look(&scope, "customers.tags", &ids, &[("how", "add"), ("tags", "crowd")]).await;
    // The look may have been too long for one request.
    app.drain().await;
    assert_eq!(tally(&scope, id).await, Tally { total: ROWS, ready: ROWS, ..Tally::default() });
    assert_eq!(tenant_count(&scope, MADE).await, 0);
    begin(&scope, id).await.unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_smartstore"))
        .arg("worker")
        .env("DATABASE_URL", database_url(&app.db))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while tenant_count(&scope, MADE).await == 0 {
        let ended = process.try_wait().unwrap();
        if ended.is_some() || begun.elapsed() > Duration::from_secs(60) {
            drop(process.kill());
            panic!("the worker has done nothing: {ended:?}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    // SIGKILL: it cannot say good-bye.
    process.kill().unwrap();
    process.wait().unwrap();
    let killed = tally(&scope, id).await;
    assert!(killed.changed > 0 && killed.changed < ROWS, "killed in the middle: {killed:?}");
    assert_eq!(tenant_count(&scope, MADE).await, i64::from(killed.changed), "what is done is written down");
    app.clock.advance(TimeDelta::minutes(5));
    let begun = Instant::now();
    while status(&scope, id).await != JobStatus::Completed {
        worker::drain(&app.job_context(), &compose::jobs()).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(90), "{:?}", tally(&scope, id).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(tally(&scope, id).await, Tally { total: ROWS, changed: ROWS, ..Tally::default() });
    assert_eq!(tenant_count(&scope, MADE).await, i64::from(ROWS), "each row once");
    assert_eq!(tenant_count(&scope, "select count(*) from customers where version <> 2 or tags <> '{crowd}'").await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_look_whose_request_was_killed_goes_on_by_itself() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 0).await;
    let id = look(&scope, "products.status", &ids, &[("status", "INACTIVE")]).await;
    execute(&scope, "update bulk_items set status = 'PENDING'").await;
    execute(&scope, "update bulk_jobs set status = 'PREVIEWING', items_pending = 2, items_ready = 0").await;
    assert_eq!(recover(&scope).await.unwrap(), 0, "it may still be at work");
    app.clock.advance(TimeDelta::days(3650));
    assert_eq!(recover(&scope).await.unwrap(), 1);
    app.drain().await;
    assert_eq!(status(&scope, id).await, JobStatus::Previewed);
    assert_eq!(recover(&scope).await.unwrap(), 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn all_that_match_are_those_that_matched_when_they_were_looked_at() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B", "C", "D"], 0).await;
    execute(&scope, "update products set status = 'DRAFT' where sku = 'A'").await;
    let selection =
        Selection { all_matching: Some("status=ACTIVE&sort=name&after=1.0".to_owned()), except: vec![ids[1]], ..Selection::default() };
    let id = preview(&scope, "products.tags", &selection, &typed(&[("how", "add"), ("tags", "sale")]), Language::En).await.unwrap();
    assert_eq!(tally(&scope, id).await.total, 2);
    products(&scope, &["E"], 0).await;
    execute(&scope, "update products set status = 'DRAFT' where sku = 'C'").await;
    begin(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!(texts(&scope, "select sku from products where tags = '{sale}' order by sku").await, ["C", "D"], "neither A, B nor E");
    app.assert_quiet().await;
}

#[tokio::test]
async fn more_rows_than_a_page_of_the_list_are_found_for_each_list() {
    let app = TestApp::start().await;
    let scope = app.scope();
    crowd(&scope, 1_203).await;
    let all = |query: &str| Selection { all_matching: Some(query.to_owned()), ..Selection::default() };
    let values = typed(&[("status", "INACTIVE")]);
    let id = preview(&scope, "customers.status", &all(""), &values, Language::En).await.unwrap();
    assert_eq!(tally(&scope, id).await.total, 1_203);
    let id = preview(&scope, "customers.status", &all("q=person"), &values, Language::En).await.unwrap();
    assert_eq!(tally(&scope, id).await.total, 1_203, "a search goes page by page");
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn values_can_be_chosen_anew_until_it_begins_and_a_stopped_change_goes_on() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 0).await;
    execute(&scope, "update products set status = 'DRAFT' where sku = 'A'").await;
    let id = look(&scope, "products.status", &ids, &[("status", "ACTIVE")]).await;
    assert_eq!(tally(&scope, id).await, Tally { total: 2, ready: 1, unchanged: 1, ..Tally::default() });
    preview_again(&scope, id, &typed(&[("status", "INACTIVE")]), Language::En).await.unwrap();
    assert_eq!(tally(&scope, id).await, Tally { total: 2, ready: 2, ..Tally::default() });
    begin(&scope, id).await.unwrap();
    let late = preview_again(&scope, id, &typed(&[("status", "ARCHIVED")]), Language::En).await;
    assert_eq!(refusal(late), AppError::conflict("bulk-error-begun"));
    stop(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!((status(&scope, id).await, tenant_count(&scope, CHANGES).await), (JobStatus::Cancelled, 0));
    assert_eq!(refusal(stop(&scope, id).await), AppError::conflict("bulk-error-job-ended"));
    begin(&scope, id).await.unwrap();
    app.drain().await;
    assert_eq!((status(&scope, id).await, tenant_count(&scope, CHANGES).await), (JobStatus::Completed, 2));
    let nothing = look(&scope, "products.status", &ids, &[("status", "INACTIVE")]).await;
    assert_eq!(refusal(begin(&scope, nothing).await), AppError::conflict("bulk-error-nothing-to-do"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_changed_between_look_and_run_gets_the_result_of_the_run() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 0).await;
    let id = look(&scope, "products.status", &ids, &[("status", "INACTIVE")]).await;
    execute(&scope, "update products set status = 'INACTIVE' where sku = 'A'").await;
    execute(&scope, "update products set deleted_at = now() where sku = 'B'").await;
    begin(&scope, id).await.unwrap();
    app.drain().await;
    let rows = items(&scope, id).await;
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), [ItemStatus::Unchanged, ItemStatus::Refused]);
    assert_eq!(tenant_count(&scope, CHANGES).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn nothing_of_it_can_be_reached_from_another_organization() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A"], 0).await;
    let id = change(&app, "products.status", &ids, &[("status", "INACTIVE")]).await;
    let other = app.other_scope();
    assert_eq!(refusal(job(&other, id, ItemFilter::default(), Language::En).await), AppError::NotFound);
    assert_eq!(refusal(begin(&other, id).await), AppError::NotFound);
    assert_eq!(refusal(stop(&other, id).await), AppError::NotFound);
    assert_eq!(refusal(undo(&other, id).await), AppError::NotFound);
    assert_eq!(refusal(work_off(&other, id, None).await), AppError::NotFound);
    app.assert_quiet().await;
}

#[tokio::test]
async fn who_has_lost_the_right_meanwhile_changes_nothing_more() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A"], 0).await;
    let mut browser = app.sign_in("STAFF").await;
    let sent = [("action", "products.status"), ("ids[0]", &ids[0].to_string()), ("fields[status]", "INACTIVE")];
    browser.call("/api/bulk/preview_action", &sent).await;
    let mut work = scope.begin().await.unwrap();
    let id: Uuid = sqlx::query_scalar("select id from bulk_jobs").fetch_one(work.conn()).await.unwrap();
    drop(work);
    browser.call("/api/bulk/run_action", &[("bulk_job_id", &id.to_string())]).await;
    assert_eq!(status(&scope, id).await, JobStatus::Queued);
    execute(&scope, "update roles set permissions = array_remove(permissions, 'catalog.write') where name = 'STAFF'").await;
    app.drain().await;
    let detail = job(&scope, id, ItemFilter::default(), Language::En).await.unwrap().job;
    assert_eq!((detail.status, detail.tally.changed), (JobStatus::Cancelled, 0));
    assert_eq!(detail.stopped_because.unwrap().key, "error-forbidden");

    execute(&scope, "update roles set permissions = permissions || array['catalog.write'] where name = 'STAFF'").await;
    browser.call("/api/bulk/run_action", &[("bulk_job_id", &id.to_string())]).await;
    sqlx::query("update memberships set status = 'DISABLED' where user_id = (select id from users where email = $1)")
        .bind(member(&app.organization, "STAFF").email)
        .execute(app.db.global())
        .await
        .unwrap();
    app.drain().await;
    let detail = job(&scope, id, ItemFilter::default(), Language::En).await.unwrap().job;
    assert_eq!((detail.status, detail.stopped_because.unwrap().key.as_str()), (JobStatus::Cancelled, "bulk-error-left"));
    assert_eq!(tenant_count(&scope, CHANGES).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_ended_long_ago_is_removed_with_its_rows_and_not_taken_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B"], 0).await;
    let id = change(&app, "products.status", &ids, &[("status", "INACTIVE")]).await;
    look(&scope, "products.status", &ids, &[("status", "ACTIVE")]).await;
    let mut owner = app.sign_in("OWNER").await;
    assert!(owner.open(&format!("/bulk/{id}")).await.has("form[action='/api/bulk/undo_action']"));
    app.clock.advance(TimeDelta::days(89));
    assert_eq!(remove_old(&scope).await.unwrap(), 0);
    app.clock.advance(TimeDelta::days(1));
    let AppError::Conflict { key, .. } = refusal(undo(&scope, id).await) else { panic!("it was taken back") };
    assert_eq!(key, "bulk-error-too-old");
    let mut owner = app.sign_in("OWNER").await;
    assert!(!owner.open(&format!("/bulk/{id}")).await.has("form[action='/api/bulk/undo_action']"), "nobody is offered it");
    app.clock.advance(TimeDelta::seconds(1));
    let kept = look(&scope, "products.status", &ids, &[("status", "ACTIVE")]).await;
    assert_eq!(remove_old(&scope).await.unwrap(), 2, "what had ended, and what nobody had begun");
    assert_eq!(tenant_count(&scope, "select count(*) from bulk_items").await, 2);
    assert_eq!(status(&scope, kept).await, JobStatus::Previewed);
    assert_eq!(refusal(job(&scope, id, ItemFilter::default(), Language::En).await), AppError::NotFound);
    app.assert_quiet().await;
}
