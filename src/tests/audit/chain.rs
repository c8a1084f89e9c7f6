//! The chain that seals the log: it holds, it is made once, and whatever is changed behind it is found.

use super::write;
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use chrono::{DateTime, TimeDelta, Utc};
use smartstore::domains::access::service::{NewOrganization, create_organization};
use smartstore::domains::audit::service::{retain, seal};
use smartstore::server::clock::Clock;
use smartstore::server::{Scope, books};
use smartstore::shared::Language;
use sqlx::AssertSqlSafe;
use std::sync::Arc;

async fn drift(app: &TestApp) -> Vec<String> {
    let found = books::check(&app.db, &app.organization, app.clock.now()).await.unwrap();
    found.iter().filter(|drift| drift.invariant == 14).map(|drift| format!("{}: {}", drift.expected, drift.found)).collect()
}

/// Runs a statement as the owner of the tables with the guard out of the way: the most that somebody with the database's password can do.
async fn tamper(app: &TestApp, sql: &str) {
    let mut work = app.scope().begin().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("reset role; set local app.append_only_exception = 'on'; {sql}")))
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_written_is_sealed_and_the_books_agree() {
    let app = TestApp::start().await;
    write(&app.scope(), 30).await;
    assert!(seal(&app.db).await.unwrap() >= 30);
    assert_eq!(seal(&app.db).await.unwrap(), 0, "nothing waits");
    assert_eq!(drift(&app).await, Vec::<String>::new());
    let logs = tenant_count(&app.scope(), "select count(*) from audit_logs").await;
    assert_eq!(tenant_count(&app.scope(), "select max(seq) from audit_chain").await, logs);
    app.clock.advance(TimeDelta::minutes(1));
    write(&app.scope(), 1).await;
    assert_eq!(drift(&app).await, Vec::<String>::new(), "a young log may wait");
    app.clock.advance(TimeDelta::minutes(11));
    assert_eq!(drift(&app).await.len(), 1, "an old one may not");
    app.assert_quiet().await;
}

#[tokio::test]
async fn whatever_is_changed_behind_the_programs_back_is_found() {
    for sql in [
        "update audit_logs set action = 'orders.confirmed' where id = (select audit_log_id from audit_chain where seq = 5)",
        "update audit_logs set user_id = null where user_id is null and id = (select audit_log_id from audit_chain where seq = 5); update audit_logs set resource_id = gen_random_uuid() where id = (select audit_log_id from audit_chain where seq = 5)",
        "update audit_logs set created_at = created_at - interval '1 hour' where id = (select audit_log_id from audit_chain where seq = 5)",
        "update audit_logs set new_values = '{\"note\": \"other\"}' where id = (select audit_log_id from audit_chain where seq = (select max(seq) from audit_chain))",
        "update audit_logs set old_values = '{\"note\": \"invented\"}', new_values = null where id = (select audit_log_id from audit_chain where seq = (select max(seq) from audit_chain))",
        "update audit_logs set values_hash = '\\x00' where id = (select audit_log_id from audit_chain where seq = 5)",
        "with gone as (delete from audit_chain where seq = 5 returning audit_log_id) delete from audit_logs using gone where id = gone.audit_log_id",
        "with gone as (delete from audit_chain where seq <= 3 returning audit_log_id) delete from audit_logs using gone where id = gone.audit_log_id",
        "update audit_chain set hash = sha256(hash) where seq = 5",
        "update audit_chain set hash = sha256(hash) where seq = (select max(seq) from audit_chain)",
    ] {
        let app = TestApp::start().await;
        write(&app.scope(), 6).await;
        seal(&app.db).await.unwrap();
        assert_eq!(drift(&app).await, Vec::<String>::new());
        tamper(&app, sql).await;
        assert!(!drift(&app).await.is_empty(), "not found: {sql}");
    }
}

#[tokio::test]
async fn forgetting_a_persons_values_and_address_does_not_break_the_chain() {
    let app = TestApp::start().await;
    write(&app.scope(), 3).await;
    seal(&app.db).await.unwrap();
    tamper(&app, "update audit_logs set old_values = null, new_values = null, ip = null, user_agent = null").await;
    assert_eq!(drift(&app).await, Vec::<String>::new());
}

#[tokio::test]
async fn several_workers_at_once_make_one_chain() {
    let app = TestApp::start().await;
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let scope = app.scope();
            tokio::spawn(async move { write(&scope, 25).await })
        })
        .collect();
    let sealers: Vec<_> = (0..4)
        .map(|_| {
            let db = app.db.clone();
            tokio::spawn(async move {
                let mut sealed = 0;
                for _ in 0..20 {
                    sealed += seal(&db).await.unwrap();
                    tokio::task::yield_now().await;
                }
                sealed
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let mut sealed = 0;
    for sealer in sealers {
        sealed += sealer.await.unwrap();
    }
    sealed += seal(&app.db).await.unwrap();
    let links = tenant_count(&app.scope(), "select count(*) from audit_chain").await;
    let others = tenant_count(&app.other_scope(), "select count(*) from audit_chain").await;
    assert_eq!(i64::try_from(sealed).unwrap(), links + others, "each log is sealed once");
    assert_eq!(links, tenant_count(&app.scope(), "select count(*) from audit_logs").await);
    assert_eq!(tenant_count(&app.scope(), "select max(seq) from audit_chain").await, links);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_role_of_requests_can_neither_write_nor_remove_links() {
    let app = TestApp::start().await;
    write(&app.scope(), 1).await;
    seal(&app.db).await.unwrap();
    for sql in [
        "insert into audit_chain (seq, audit_log_id, prev_hash, hash) select 99, audit_log_id, prev_hash, hash from audit_chain",
        "update audit_chain set hash = '\\x00'",
        "delete from audit_chain",
        "update audit_anchors set seq = 1",
        "delete from audit_pending",
        "delete from audit_logs",
        "select audit_unsealed()",
        "select platform_order_counts(array[gen_random_uuid()], now())",
    ] {
        let mut work = app.scope().begin().await.unwrap();
        let error = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(work.conn()).await.expect_err(sql);
        assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"), "{sql}");
    }
    // Asking for what is young to be removed removes nothing.
    let mut work = app.scope().begin().await.unwrap();
    let removed: i64 = sqlx::query_scalar("select audit_retain(now() + interval '1 year')").fetch_one(work.conn()).await.unwrap();
    assert_eq!(removed, 0);
}

#[tokio::test]
async fn after_five_years_logs_go_and_the_chain_goes_on_from_its_anchor() {
    let app = TestApp::start().await;
    let now = app.clock.now();
    let at = |at: DateTime<Utc>| Scope { clock: Clock::from_fn(move || at), ..app.scope() };
    // The logs of the fixtures are young, so an organization of its own.
    let organization = create_organization(
        &app.db,
        &Clock::from_fn(move || now - TimeDelta::days(2_000)),
        NewOrganization { name: "Old".to_owned(), slug: "old-shop".to_owned(), language: Language::En },
    )
    .await
    .unwrap();
    let old = |days: i64| Scope { organization: Arc::new(organization.clone()), ..at(now - TimeDelta::days(days)) };
    write(&old(1_990), 4).await;
    write(&old(10), 3).await;
    seal(&app.db).await.unwrap();
    assert_eq!(retain(&app.db, now).await.unwrap(), 5);
    assert_eq!(retain(&app.db, now).await.unwrap(), 0);
    assert_eq!(tenant_count(&old(0), "select count(*) from audit_logs").await, 3);
    assert_eq!(tenant_count(&old(0), "select seq from audit_anchors").await, 5);
    assert_eq!(books::check(&app.db, &organization, now).await.unwrap(), Vec::new());
    write(&old(0), 2).await;
    seal(&app.db).await.unwrap();
    assert_eq!(books::check(&app.db, &organization, now).await.unwrap(), Vec::new());
    assert_eq!(tenant_count(&old(0), "select max(seq) from audit_chain").await, 10);
    let mut work = old(0).begin().await.unwrap();
    let refused = sqlx::raw_sql("reset role; delete from audit_logs").execute(work.conn()).await;
    assert!(refused.is_err(), "the exception ends with the function");
}
