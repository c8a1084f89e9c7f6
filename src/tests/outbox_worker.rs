//! The worker: every event is handled, once if all goes well, and never lost.

use crate::support::TestApp;
use chrono::TimeDelta;
use serde_json::json;
use smartstore::server::worker::{Jobs, MAX_ATTEMPTS, Step, back_off, step};
use smartstore::server::{clock::new_id, outbox};
use sqlx::Row;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

const KIND: &str = "test.happened";

async fn emit(app: &TestApp) -> Uuid {
    let aggregate = new_id();
    let mut work = app.scope().begin().await.unwrap();
    outbox::emit(&mut work, KIND, aggregate, json!({})).await.unwrap();
    work.commit().await.unwrap();
    aggregate
}

/// (attempts, published, dead, last error) of the only event.
async fn state(app: &TestApp) -> (i32, bool, bool, Option<String>) {
    let row = sqlx::query("select attempts, published_at is not null, dead_at is not null, last_error from outbox_events where type = $1")
        .bind(KIND)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    (row.get(0), row.get(1), row.get(2), row.get(3))
}

fn counting(counter: &Arc<AtomicUsize>, fails: usize) -> Jobs {
    let counter = counter.clone();
    Jobs::default().on(KIND, move |_, _| {
        let counter = counter.clone();
        async move {
            let run = counter.fetch_add(1, Ordering::SeqCst);
            anyhow::ensure!(run >= fails, "run {run} fails");
            Ok(())
        }
    })
}

#[tokio::test]
async fn an_event_of_a_change_that_did_not_happen_does_not_exist() {
    let app = TestApp::start().await;
    let mut work = app.scope().begin().await.unwrap();
    outbox::emit(&mut work, KIND, new_id(), json!({})).await.unwrap();
    drop(work);
    let runs = Arc::default();
    assert_eq!(app.drain_with(&counting(&runs, 0)).await, 0);
    assert_eq!(runs.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_event_reaches_its_handlers_with_what_it_happened_to() {
    let app = TestApp::start().await;
    let aggregate = emit(&app).await;
    let seen: Arc<Mutex<Vec<(Option<Uuid>, Option<Uuid>)>>> = Arc::default();
    let notes = seen.clone();
    let jobs = Jobs::default().on(KIND, move |_, event| {
        notes.lock().unwrap().push((event.organization_id, event.aggregate_id));
        async { Ok(()) }
    });
    assert_eq!(app.drain_with(&jobs).await, 1);
    assert_eq!(*seen.lock().unwrap(), [(Some(app.organization.id), Some(aggregate))]);
    assert_eq!(app.drain_with(&jobs).await, 0, "a handled event does not come again");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_handler_that_fails_is_tried_again_later_and_later() {
    let app = TestApp::start().await;
    emit(&app).await;
    let runs = Arc::default();
    let jobs = counting(&runs, 3);
    for attempt in 1..=3 {
        assert_eq!(app.drain_with(&jobs).await, 1, "attempt {attempt}");
        let (attempts, published, dead, error) = state(&app).await;
        assert_eq!((attempts, published, dead), (attempt, false, false));
        assert!(error.unwrap().contains("fails"));
        app.clock.advance(back_off(attempt) - TimeDelta::milliseconds(1));
        assert_eq!(app.drain_with(&jobs).await, 0, "not before its time");
        app.clock.advance(TimeDelta::milliseconds(1));
    }
    assert_eq!(app.drain_with(&jobs).await, 1);
    assert_eq!(state(&app).await, (3, true, false, None));
    assert_eq!(runs.load(Ordering::SeqCst), 4);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_event_that_always_fails_is_dead_after_eight_attempts() {
    let app = TestApp::start().await;
    emit(&app).await;
    let runs = Arc::default();
    let jobs = counting(&runs, usize::MAX);
    for _ in 0..20 {
        app.drain_with(&jobs).await;
        app.clock.advance(TimeDelta::hours(2));
    }
    let (attempts, published, dead, error) = state(&app).await;
    assert_eq!((attempts, published, dead), (MAX_ATTEMPTS, false, true));
    assert!(error.is_some());
    assert_eq!(runs.load(Ordering::SeqCst), usize::try_from(MAX_ATTEMPTS).unwrap());
}

#[test]
fn waits_double_up_to_an_hour() {
    assert_eq!(back_off(1), TimeDelta::seconds(2));
    assert_eq!(back_off(2), TimeDelta::seconds(4));
    assert_eq!(back_off(8), TimeDelta::seconds(256));
    assert_eq!(back_off(40), TimeDelta::hours(1));
    assert_eq!(back_off(i32::MIN), TimeDelta::seconds(2));
}

#[tokio::test]
async fn a_handler_that_panics_harms_nothing_but_its_event() {
    let app = TestApp::start().await;
    emit(&app).await;
    let jobs = Jobs::default().on(KIND, |_, event| async move {
        assert!(event.aggregate_id.is_none(), "boom");
        Ok(())
    });
    assert_eq!(step(&app.job_context(), &jobs).await.unwrap(), Step::Failed);
    let (attempts, published, dead, error) = state(&app).await;
    assert_eq!((attempts, published, dead), (1, false, false));
    assert!(error.unwrap().contains("panic"));
    assert_eq!(step(&app.job_context(), &jobs).await.unwrap(), Step::Idle);
}

#[tokio::test]
async fn an_event_without_a_handler_is_done() {
    let app = TestApp::start().await;
    emit(&app).await;
    assert_eq!(app.drain_with(&Jobs::default()).await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_workers_never_run_one_event_twice() {
    let app = TestApp::start().await;
    for _ in 0..60 {
        emit(&app).await;
    }
    let seen: Arc<Mutex<HashMap<Uuid, usize>>> = Arc::default();
    let notes = seen.clone();
    let jobs = Jobs::default().on(KIND, move |_, event| {
        let notes = notes.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(2)).await;
            *notes.lock().unwrap().entry(event.id).or_default() += 1;
            Ok(())
        }
    });
    let handled = futures::future::join_all((0..4).map(|_| app.drain_with(&jobs))).await;
    assert_eq!(handled.iter().sum::<usize>(), 60);
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 60);
    assert!(seen.values().all(|runs| *runs == 1), "{seen:?}");
}

#[tokio::test]
async fn the_events_of_a_worker_that_was_killed_are_taken_by_another() {
    let app = TestApp::start().await;
    emit(&app).await;
    let stuck = Jobs::default().on(KIND, |_, _| futures::future::pending());
    let context = app.job_context();
    let killed = tokio::spawn(async move { step(&context, &stuck).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let runs = Arc::default();
    assert_eq!(app.drain_with(&counting(&runs, 0)).await, 0, "somebody has it in hand");
    killed.abort();
    drop(killed.await);
    for _ in 0..50 {
        if app.drain_with(&counting(&runs, 0)).await > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    app.assert_quiet().await;
}
