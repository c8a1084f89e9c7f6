//! Transfers: only legal steps, and no unit is doubled or lost on the way.

use super::{conflict, draft, numbers, two_warehouses, wrong};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::inventory::model::{
    DiscrepancyReason, ReceiveLine, ReceiveLineForm, SendLineForm, TRANSFER_STEPS, TransferStatus, Warehouse,
};
use smartstore::domains::inventory::service::{
    self, TransferInput, cancel_transfer, ready_transfer, receive, receive_form, send_transfer, transfer,
};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use smartstore::shared::Language;
use uuid::Uuid;

async fn status(scope: &Scope, id: Uuid) -> TransferStatus {
    transfer(scope, id, Language::En).await.unwrap().status
}

/// The lines' ids in their order.
async fn lines(scope: &Scope, id: Uuid) -> Vec<Uuid> {
    transfer(scope, id, Language::En).await.unwrap().items.into_iter().map(|item| item.id).collect()
}

fn arrived(item_id: Uuid, received: i32) -> ReceiveLine {
    ReceiveLine { item_id, received, discrepancy: None }
}

/// A transfer of ten lamps that is on the road, with its line.
async fn on_the_road(scope: &Scope) -> (Uuid, Uuid, Uuid, Warehouse, Warehouse) {
    let (main, other) = two_warehouses(scope).await;
    let variant = fixtures::product(scope, "LAMP", 15).await;
    let id = draft(scope, main.id, other.id, &[("LAMP", 10)]).await;
    ready_transfer(scope, &id.to_string()).await.unwrap();
    send_transfer(scope, &id.to_string(), &[]).await.unwrap();
    let line = lines(scope, id).await[0];
    (id, line, variant, main, other)
}

#[test]
fn the_table_of_steps_leads_from_the_draft_to_an_end_and_nowhere_from_there() {
    for status in TransferStatus::ALL {
        assert_eq!(TransferStatus::parse(status.code()), Some(status));
        let is_end = matches!(status, TransferStatus::Received | TransferStatus::Cancelled);
        assert_eq!(TRANSFER_STEPS.iter().any(|(from, _)| *from == status), !is_end, "{status:?}");
    }
    assert!(!TransferStatus::PartiallyReceived.may_become(TransferStatus::Cancelled), "a part is here already");
    assert!(!TransferStatus::Draft.may_become(TransferStatus::InTransit), "nothing leaves unreserved");
}

#[tokio::test]
async fn source_down_destination_not_up_until_it_arrives_and_eight_of_ten_leave_two_with_a_reason() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 15).await;
    let id = draft(&scope, main.id, other.id, &[("LAMP", 6), ("LAMP", 4)]).await;
    assert_eq!(numbers(&scope, variant, main.id).await, (15, 0, 15), "a draft holds nothing");
    ready_transfer(&scope, &id.to_string()).await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (15, 10, 5), "two lines of the same product are one");
    send_transfer(&scope, &id.to_string(), &[]).await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (5, 0, 5));
    assert_eq!(numbers(&scope, variant, other.id).await, (0, 0, 0));
    let line = lines(&scope, id).await[0];
    let done = receive(&scope, id, "first", &[arrived(line, 3)]).await.unwrap();
    assert_eq!((done.outstanding, done.is_repeated), (7, false));
    receive(&scope, id, "second", &[arrived(line, 4)]).await.unwrap();
    assert_eq!(numbers(&scope, variant, other.id).await, (7, 0, 7));
    let shown = transfer(&scope, id, Language::En).await.unwrap();
    assert_eq!((shown.status, shown.items[0].in_transit(), shown.receipts.len()), (TransferStatus::PartiallyReceived, 3, 2));
    let (key, args) = conflict(receive(&scope, id, "too many", &[arrived(line, 4)]).await);
    assert_eq!((key.as_str(), args.contains(&("most".to_owned(), "3".to_owned()))), ("inventory-error-over-receipt", true));
    // Two are missing: without a reason they are not written down.
    let mut form = ReceiveLineForm { item: line.to_string(), received: "1".to_owned(), discrepancy: "2".to_owned(), reason: String::new() };
    let refused = receive_form(&scope, &id.to_string(), "third", &[form.clone()]).await;
    assert_eq!(wrong(refused), [("lines[0][reason]".to_owned(), "inventory-error-discrepancy-reason".to_owned())]);
    form.reason = "WRITTEN_OFF".to_owned();
    wrong(receive_form(&scope, &id.to_string(), "third", &[form.clone()]).await);
    form.reason = "MISSING".to_owned();
    assert_eq!(receive_form(&scope, &id.to_string(), "third", &[form]).await.unwrap().outstanding, 0);
    let shown = transfer(&scope, id, Language::En).await.unwrap();
    assert_eq!((shown.status, shown.items[0].received, shown.items[0].discrepancy), (TransferStatus::Received, 8, 2));
    assert_eq!(shown.items[0].discrepancy_reason, Some(DiscrepancyReason::Missing));
    assert_eq!(numbers(&scope, variant, other.id).await, (8, 0, 8));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_receipt_that_is_sent_twice_or_by_two_at_once_is_received_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (id, line, variant, _, other) = on_the_road(&scope).await;
    let twice = (0..12).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { receive(&scope, id, "box 1", &[arrived(line, 4)]).await.unwrap() })
    });
    let done: Vec<_> = futures::future::join_all(twice).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(done.iter().filter(|done| !done.is_repeated).count(), 1);
    assert!(done.iter().all(|done| done.outstanding == 6), "{done:?}");
    assert_eq!(numbers(&scope, variant, other.id).await.0, 4);
    // The same id for another transfer is a mistake, not a repetition.
    let main = service::warehouses(&scope).await.unwrap()[0].id;
    let second = draft(&scope, main, other.id, &[("LAMP", 1)]).await;
    ready_transfer(&scope, &second.to_string()).await.unwrap();
    send_transfer(&scope, &second.to_string(), &[]).await.unwrap();
    let foreign = lines(&scope, second).await[0];
    assert_eq!(conflict(receive(&scope, second, "box 1", &[arrived(foreign, 1)]).await).0, "inventory-error-receipt-elsewhere");
    assert!(matches!(
        receive(&scope, id, "box 2", &[arrived(foreign, 1)]).await,
        Err(smartstore::server::Error::App(smartstore::shared::AppError::NotFound))
    ));
    app.assert_quiet().await;
}

#[tokio::test]
async fn many_who_unpack_one_transfer_at_once_receive_what_was_sent_and_no_more() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (id, line, variant, main, other) = on_the_road(&scope).await;
    let receipts = (0..24).map(|number| {
        let scope = scope.clone();
        tokio::spawn(async move { receive(&scope, id, &format!("box {number}"), &[arrived(line, 1)]).await.is_ok() })
    });
    let done = futures::future::join_all(receipts).await.into_iter().filter(|done| *done.as_ref().unwrap()).count();
    assert_eq!(done, 10, "each unit arrives once");
    assert_eq!(numbers(&scope, variant, other.id).await, (10, 0, 10));
    assert_eq!(numbers(&scope, variant, main.id).await, (5, 0, 5));
    assert_eq!(status(&scope, id).await, TransferStatus::Received);
    assert_eq!(tenant_count(&scope, "select count(*) from stock_transfer_receipts").await, 10);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_transfers_for_the_same_stock_and_its_buyers_never_promise_it_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 10).await;
    let mut drafts = Vec::new();
    for _ in 0..6 {
        drafts.push(draft(&scope, main.id, other.id, &[("LAMP", 3)]).await);
    }
    let tasks = drafts.iter().map(|id| {
        let (scope, id) = (scope.clone(), id.to_string());
        tokio::spawn(async move { ready_transfer(&scope, &id).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(tasks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3, "3 × 3 of 10");
    for refused in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(conflict(refused).0, "inventory-error-out-of-stock");
    }
    assert_eq!(numbers(&scope, variant, main.id).await, (10, 9, 1));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_cancelled_transfer_gives_back_what_it_held_or_says_what_became_of_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (id, _, variant, main, other) = on_the_road(&scope).await;
    assert_eq!(wrong(cancel_transfer(&scope, &id.to_string(), " ", "").await).len(), 2, "a reason, and home or written off");
    cancel_transfer(&scope, &id.to_string(), "The van broke down", "HOME").await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (15, 0, 15), "all of it came home");
    let shown = transfer(&scope, id, Language::En).await.unwrap();
    assert_eq!((shown.status, shown.items[0].returned, shown.items[0].in_transit()), (TransferStatus::Cancelled, 10, 0));
    assert_eq!(conflict(cancel_transfer(&scope, &id.to_string(), "again", "HOME").await).0, "inventory-error-transfer-step");

    let ready = draft(&scope, main.id, other.id, &[("LAMP", 5)]).await;
    ready_transfer(&scope, &ready.to_string()).await.unwrap();
    cancel_transfer(&scope, &ready.to_string(), "Not needed", "").await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (15, 0, 15));

    let lost = draft(&scope, main.id, other.id, &[("LAMP", 5)]).await;
    ready_transfer(&scope, &lost.to_string()).await.unwrap();
    // Three of the five are packed; the rest is for sale again.
    let line = lines(&scope, lost).await[0];
    let send = |units: &str| [SendLineForm { item: line.to_string(), quantity: units.to_owned() }];
    assert_eq!(wrong(send_transfer(&scope, &lost.to_string(), &send("6")).await)[0].1, "inventory-error-too-many");
    assert_eq!(wrong(send_transfer(&scope, &lost.to_string(), &send("0")).await)[0].1, "inventory-error-nothing-leaves");
    send_transfer(&scope, &lost.to_string(), &send("3")).await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (12, 0, 12));
    cancel_transfer(&scope, &lost.to_string(), "Stolen", "WRITTEN_OFF").await.unwrap();
    assert_eq!(numbers(&scope, variant, main.id).await, (12, 0, 12));
    assert_eq!(numbers(&scope, variant, other.id).await, (0, 0, 0));
    let shown = transfer(&scope, lost, Language::En).await.unwrap();
    assert_eq!((shown.items[0].discrepancy, shown.items[0].discrepancy_reason), (3, Some(DiscrepancyReason::WrittenOff)));
    app.assert_quiet().await;
}

#[tokio::test]
async fn every_step_that_is_not_in_the_table_is_refused() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    fixtures::product(&scope, "LAMP", 50).await;
    for stop in 0..=3 {
        let id = draft(&scope, main.id, other.id, &[("LAMP", 2)]).await;
        let text = id.to_string();
        if stop >= 1 {
            ready_transfer(&scope, &text).await.unwrap();
        }
        if stop >= 2 {
            send_transfer(&scope, &text, &[]).await.unwrap();
        }
        let line = lines(&scope, id).await[0];
        if stop >= 3 {
            receive(&scope, id, &new_id().to_string(), &[arrived(line, 2)]).await.unwrap();
        }
        let before = status(&scope, id).await;
        let input = TransferInput {
            from: main.id.to_string(),
            to: other.id.to_string(),
            lines: vec![smartstore::domains::inventory::model::TransferLineForm { sku: "LAMP".to_owned(), quantity: "1".to_owned() }],
            ..TransferInput::default()
        };
        if stop >= 1 {
            assert_eq!(conflict(service::save_transfer(&scope, &text, &input).await).0, "inventory-error-transfer-step", "{before:?}");
            assert_eq!(conflict(ready_transfer(&scope, &text).await).0, "inventory-error-transfer-step", "{before:?}");
        }
        if stop != 1 {
            assert_eq!(conflict(send_transfer(&scope, &text, &[]).await).0, "inventory-error-transfer-step", "{before:?}");
        }
        if stop != 2 {
            let refused = receive(&scope, id, &new_id().to_string(), &[arrived(line, 1)]).await;
            assert_eq!(conflict(refused).0, "inventory-error-transfer-step", "{before:?}");
        }
        if stop == 3 {
            assert_eq!(conflict(cancel_transfer(&scope, &text, "no", "HOME").await).0, "inventory-error-transfer-step");
        }
        assert_eq!(status(&scope, id).await, before);
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_pages_lead_from_the_draft_to_the_last_box_without_javascript() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (main, other) = two_warehouses(&scope).await;
    let variant = fixtures::product(&scope, "LAMP", 9).await;
    let mut browser = app.sign_in("WAREHOUSE").await;
    let page = browser.open("/inventory/transfers/new").await;
    let form = |name: &str| format!("form[action='/api/inventory/{name}_transfer']");
    let refused = browser.submit_form(&page, &form("create"), &[("to", &main.id.to_string()), ("lines[0][sku]", "NO-SUCH")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.attributes(".error-summary a", "href").len() >= 3, "{refused:?}");
    assert_eq!(refused.attribute("#lines-0-sku", "value").as_deref(), Some("NO-SUCH"));
    let fields = [("to", other.id.to_string()), ("lines[0][sku]", "LAMP".to_owned()), ("lines[0][quantity]", "5".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = browser.submit_form(&refused, &form("create"), &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.text("h1").contains("TR-00001"), "{}", page.text("h1"));
    let page = browser.submit_form(&page, &form("ready"), &[]).await;
    let page = browser.submit_form(&page, &form("send"), &[]).await;
    assert_eq!(page.attribute("#received-0", "value").as_deref(), Some("5"), "what is on the road is proposed: {page:?}");
    let page = browser.submit_form(&page, &form("receive"), &[("lines[0][received]", "4")]).await;
    assert!(page.text(".toast").contains("1 unit is still on the way"), "{}", page.text(".toast"));
    let page = browser
        .submit_form(
            &page,
            &form("receive"),
            &[("lines[0][received]", "0"), ("lines[0][discrepancy]", "1"), ("lines[0][reason]", "DAMAGED")],
        )
        .await;
    assert!(page.text(".toast").contains("complete") && page.visible().contains("Damaged"), "{page:?}");
    assert_eq!(numbers(&scope, variant, other.id).await.0, 4);
    let ledger = browser.open(&format!("/inventory/movements?warehouse={}", other.id)).await;
    assert!(ledger.visible().contains("TR-00001"), "the ledger names the transfer");
    let viewer = app.sign_in("VIEWER").await.open(&page.path).await;
    assert!(!viewer.has("form[action^='/api/inventory']"));
    app.assert_quiet().await;
}
