//! Pages of the queue that are kept in memory: nobody sees one that is older than what they have done themselves.

use crate::support::TestApp;
use crate::support::database::database_url;
use crate::support::fixtures::{order, product};
use chrono::TimeDelta;
use smartstore::domains::orders::model::{OrderFilter, OrderStatus};
use smartstore::domains::orders::service::{cancel, confirm, queue};
use smartstore::server::live::Live;
use smartstore::server::{Db, Scope};
use smartstore::shared::paging::PageRequest;
use std::time::Duration;
use uuid::Uuid;

/// The ids of the first page, and how many orders wait to be confirmed.
async fn seen(scope: &Scope) -> (Vec<Uuid>, i64) {
    let kept = queue(scope, &OrderFilter::default(), PageRequest::default()).await.unwrap();
    let (page, counts) = &*kept;
    (page.rows.iter().map(|row| row.id).collect(), counts.of(OrderStatus::Pending))
}

#[tokio::test]
async fn whoever_has_changed_an_order_sees_it_however_many_look_and_work_at_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 1000).await;
    let people = (0..8).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move {
            for _ in 0..5 {
                let id = order(&scope, &[("LAMP", 1)]).await;
                assert!(seen(&scope).await.0.contains(&id), "an order that was just made");
                confirm(&scope, id).await.unwrap();
                let filter = OrderFilter { status: Some(OrderStatus::Confirmed), ..OrderFilter::default() };
                let confirmed = queue(&scope, &filter, PageRequest::default()).await.unwrap();
                assert!(confirmed.0.rows.iter().any(|row| row.id == id), "an order that was just confirmed");
            }
        })
    });
    for person in futures::future::join_all(people).await {
        person.unwrap();
    }
    assert_eq!(seen(&scope).await.1, 0, "all were confirmed");
    app.assert_quiet().await;
}

#[tokio::test]
async fn another_organization_has_its_own() {
    let app = TestApp::start().await;
    let (scope, other) = (app.scope(), app.other_scope());
    product(&scope, "LAMP", 10).await;
    let id = order(&scope, &[("LAMP", 1)]).await;
    assert_eq!(seen(&other).await, (Vec::new(), 0));
    assert_eq!(seen(&scope).await, (vec![id], 1));
    assert_eq!(seen(&other).await, (Vec::new(), 0));
}

#[tokio::test]
async fn what_another_process_changes_is_seen_when_it_tells_and_after_some_seconds_anyhow() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 10).await;
    let elsewhere = Scope { db: Db::connect_lazy(database_url(&app.db).parse().unwrap(), 2), ..scope.clone() };
    let first = order(&scope, &[("LAMP", 1)]).await;
    assert_eq!(seen(&scope).await, (vec![first], 1));

    // This process does not listen yet.
    let second = order(&elsewhere, &[("LAMP", 1)]).await;
    assert_eq!(seen(&scope).await.1, 1, "nobody has told");
    app.clock.advance(TimeDelta::seconds(11));
    assert_eq!(seen(&scope).await.1, 2);

    let listener = tokio::spawn(Live::default().run(app.db.clone()));
    let mut left = 100;
    cancel(&elsewhere, second, "Not wanted").await.unwrap();
    while seen(&scope).await.1 != 1 {
        left -= 1;
        assert!(left > 0, "the news did not arrive");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    listener.abort();
}
