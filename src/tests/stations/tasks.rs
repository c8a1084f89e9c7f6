//! What becomes of scans that could not be done.

use super::{conflict, done, of, open_tasks, pieces, purchase, send};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use smartstore::domains::stations::model::{ResolveForm, Station, Verdict};
use smartstore::domains::stations::service;
use smartstore::server::Scope;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

async fn newest(scope: &Scope) -> Uuid {
    service::tasks(scope, PageRequest::default()).await.unwrap().rows[0].id
}

fn decide(choice: &str, code: &str) -> ResolveForm {
    ResolveForm { choice: choice.to_owned(), code: code.to_owned(), note: "Looked at it".to_owned() }
}

#[tokio::test]
async fn a_person_counts_a_scan_after_all_under_another_code_or_drops_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    fixtures::product(&scope, "LAMP", 0).await;
    let order = purchase(&scope, &[("LAMP", 1)]).await;
    send(&scope, &of(Station::Receive, order, "LAMP")).await;
    // One more than was ordered, and a label that nobody knows.
    for code in ["LAMP", "FADED"] {
        assert_eq!(send(&scope, &of(Station::Receive, order, code)).await.verdict, Verdict::Conflict);
    }
    assert_eq!(open_tasks(&scope).await, 2);
    let faded = newest(&scope).await;
    assert_eq!(conflict(service::resolve(&scope, &faded.to_string(), &decide("apply", "")).await), "stations-error-unknown-code");
    assert_eq!(service::resolve(&scope, &faded.to_string(), &decide("drop", "")).await.unwrap(), ("FADED".to_owned(), false));
    assert_eq!(conflict(service::resolve(&scope, &faded.to_string(), &decide("drop", "")).await), "stations-error-resolved");
    let over = newest(&scope).await;
    // Ten percent above one piece is no piece more: the organization's limit holds for everybody.
    assert_eq!(conflict(service::resolve(&scope, &over.to_string(), &decide("apply", "")).await), "stations-error-most");
    let second = purchase(&scope, &[("LAMP", 10)]).await;
    send(&scope, &of(Station::Receive, second, "FADED TOO")).await;
    let wrong = newest(&scope).await;
    service::resolve(&scope, &wrong.to_string(), &decide("apply", "LAMP")).await.unwrap();
    assert_eq!(done(&scope, Station::Receive, second).await, pieces(&[("LAMP", 1)]));
    assert_eq!(open_tasks(&scope).await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'stations.task_resolved'").await, 2);
    app.assert_quiet().await;
}
