//! Purchase orders and their steps.

use super::{amount, confirmed, conflict, draft, field, form, order, sent, set_cost, supplier, take};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::purchasing::model::PurchaseStatus::{
    self, Cancelled, Closed, Confirmed, Draft, PartiallyReceived, Received, Sent,
};
use smartstore::domains::purchasing::service;
use smartstore::server::clock::new_id;

#[test]
fn an_order_goes_only_where_the_data_model_says() {
    let allowed = [
        (Draft, Sent),
        (Sent, Confirmed),
        (Confirmed, PartiallyReceived),
        (Confirmed, Received),
        (PartiallyReceived, Received),
        (PartiallyReceived, Closed),
        (Draft, Cancelled),
        (Sent, Cancelled),
        (Confirmed, Cancelled),
    ];
    for from in PurchaseStatus::ALL {
        for to in PurchaseStatus::ALL {
            assert_eq!(from.may_become(*to), allowed.contains(&(*from, *to)), "{from:?} -> {to:?}");
        }
    }
}

#[tokio::test]
async fn steps_come_one_after_the_other_and_the_history_tells_them() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let supplier = supplier(&scope, "Colombo Brass").await;
    let id = draft(&scope, supplier, &[("A", "10", "250")]).await;
    assert_eq!(conflict(service::confirm(&scope, id).await), "purchasing-error-step", "it was not sent");
    assert_eq!(conflict(take(&scope, id, &[("A", 1, 0)]).await), "purchasing-error-step", "nothing comes of a draft");
    service::send(&scope, id).await.unwrap();
    assert_eq!(conflict(service::send(&scope, id).await), "purchasing-error-step");
    assert_eq!(conflict(service::close(&scope, id, "x").await), "purchasing-error-step", "nothing has come");
    service::confirm(&scope, id).await.unwrap();
    assert!(order(&scope, id).await.items.iter().all(|item| item.is_confirmed));
    take(&scope, id, &[("A", 4, 0)]).await.unwrap();
    assert_eq!(conflict(service::cancel(&scope, id, "x").await), "purchasing-error-step", "something has come");
    assert_eq!(field(service::close(&scope, id, "  ").await), "reason: orders-error-reason");
    service::close(&scope, id, "They have no more").await.unwrap();
    let closed = order(&scope, id).await;
    assert_eq!((closed.row.status, closed.reason.as_deref()), (Closed, Some("They have no more")));
    let steps: Vec<_> = closed.history.iter().rev().map(|event| event.new).collect();
    assert_eq!(steps, [Draft, Sent, Confirmed, PartiallyReceived, Closed]);
    assert_eq!(conflict(take(&scope, id, &[("A", 1, 0)]).await), "purchasing-error-step", "it has ended");

    let other = sent(&scope, supplier, &[("A", "1", "250")]).await;
    service::cancel(&scope, other, "Too dear").await.unwrap();
    assert_eq!(order(&scope, other).await.row.status, Cancelled);
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_draft_has_a_number_of_the_series_and_is_made_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let supplier = supplier(&scope, "Colombo Brass").await;
    let id = new_id().to_string();
    let clicks = (0..6).map(|_| {
        let (scope, new) = (scope.clone(), service::parse(&id, &form(supplier, &[("A", "2", "10")])).unwrap());
        tokio::spawn(async move { service::create(&scope, new).await.unwrap().1 })
    });
    let numbers: Vec<String> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from purchase_orders").await, 1);
    let more = (0..5).map(|_| {
        let (scope, new) = (scope.clone(), service::parse("", &form(supplier, &[("A", "2", "10")])).unwrap());
        tokio::spawn(async move { service::create(&scope, new).await.unwrap().1 })
    });
    let mut more: Vec<String> = futures::future::join_all(more).await.into_iter().map(Result::unwrap).collect();
    more.sort();
    more.dedup();
    assert_eq!(more.len(), 5, "{more:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_price_that_is_not_typed_is_the_last_one_or_the_known_cost() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["A", "B", "C"] {
        product(&scope, sku, 0).await;
    }
    set_cost(&scope, "B", "75.50").await;
    let one = supplier(&scope, "Colombo Brass").await;
    confirmed(&scope, one, &[("A", "1", "120")]).await;
    let id = draft(&scope, one, &[("A", "3", ""), ("B", "2", "")]).await;
    let read = order(&scope, id).await;
    let costs: Vec<_> = read.items.iter().map(|item| item.unit_cost).collect();
    assert_eq!(costs, [amount("120.00"), amount("75.50")]);
    assert_eq!(read.row.total, amount("511.00"));
    let unknown = service::parse("", &form(one, &[("C", "1", "")])).unwrap();
    assert_eq!(field(service::create(&scope, unknown).await), "lines[0][price]: purchasing-error-no-price");
}

#[tokio::test]
async fn what_is_wrong_with_an_order_is_said_beside_its_field() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let parse = |lines: &[(&str, &str, &str)]| service::parse("", &form(one, lines)).map_err(smartstore::server::Error::App);
    assert_eq!(field(parse(&[])), "lines[0][sku]: purchasing-error-no-lines");
    assert_eq!(field(parse(&[("A", "0", "1")])), "lines[0][quantity]: purchasing-error-quantity");
    assert_eq!(field(parse(&[("A", "1", "x")])), "lines[0][price]: error-amount-not-a-number");
    assert_eq!(field(parse(&[("A", "1", "1"), ("A", "2", "1")])), "lines[1][sku]: purchasing-error-twice");
    let unknown = parse(&[("A", "1", "1"), ("NOPE", "1", "1")]).unwrap();
    assert_eq!(field(service::create(&scope, unknown).await), "lines[1][sku]: purchasing-error-unknown-sku");
    let nobody = service::parse("", &form(new_id(), &[("A", "1", "1")])).unwrap();
    assert_eq!(field(service::create(&scope, nobody).await), "supplier_id: error-choice");
    let mut foreign = form(one, &[("A", "1", "1")]);
    foreign.currency = "USD".to_owned();
    let foreign = service::parse("", &foreign).unwrap();
    assert_eq!(field(service::create(&scope, foreign).await), "currency: localization-error-rate-none");
}

#[tokio::test]
async fn a_draft_changes_until_it_is_sent_and_nobody_overwrites_another() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    product(&scope, "B", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = draft(&scope, one, &[("A", "1", "10")]).await;
    let version = order(&scope, id).await.version.to_string();
    service::update(&scope, id, &version, &form(one, &[("B", "5", "20")])).await.unwrap();
    let read = order(&scope, id).await;
    assert_eq!((read.items.len(), read.items[0].sku.as_str(), read.row.total), (1, "B", amount("100.00")));
    assert_eq!(conflict(service::update(&scope, id, &version, &form(one, &[("A", "1", "1")])).await), "error-changed-meanwhile");
    service::send(&scope, id).await.unwrap();
    let version = order(&scope, id).await.version.to_string();
    assert_eq!(conflict(service::update(&scope, id, &version, &form(one, &[("A", "1", "1")])).await), "purchasing-error-step");
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_whole_way_is_gone_on_the_pages() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open("/suppliers/new").await;
    let page = staff
        .submit_form(&page, "form[action='/api/purchasing/create_supplier']", &[("business_name", "Pettah Metals"), ("email", "x")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#business_name", "value").as_deref(), Some("Pettah Metals"));
    let page = staff.submit_form(&page, "form[action='/api/purchasing/create_supplier']", &[("email", "sales@pettah.example")]).await;
    assert_eq!(page.text("h1"), "Pettah Metals", "{page:?}");
    let supplier = page.path.rsplit('/').next().unwrap().to_owned();

    let page = staff.open(&format!("/purchasing/new?supplier={supplier}")).await;
    assert_eq!(page.attribute("#supplier_id option[selected]", "value").as_deref(), Some(supplier.as_str()));
    let create = "form[action='/api/purchasing/create_purchase_order']";
    let typed = [("lines[0][sku]", "A"), ("lines[0][quantity]", "10"), ("lines[0][price]", "99.50"), ("freight", "50")];
    let page = staff.submit_form(&page, create, &typed).await;
    assert!(page.text("h1").contains("PO-0001"), "{page:?}");
    let page = staff.submit_form(&page, "form[action='/api/purchasing/send_purchase_order']", &[]).await;
    let page = staff.submit_form(&page, "form[action='/api/purchasing/confirm_purchase_order']", &[]).await;
    let href = page.attribute("a[href$='/receive']", "href").expect("a way to receive");
    let page = staff.open(&href).await;
    assert_eq!(page.attribute("#lines-0-received", "value").as_deref(), Some("10"), "what is outstanding stands there");
    assert_eq!(page.attribute("#freight", "value").as_deref(), Some("50.00"), "what was expected stands there");
    let receive = "form[action='/api/purchasing/receive_purchase_order']";
    let page = staff.submit_form(&page, receive, &[("lines[0][received]", "10"), ("lines[0][damaged]", "12")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = staff.submit_form(&page, receive, &[("lines[0][damaged]", "1")]).await;
    assert!(page.visible().contains("104.50"), "landed unit cost: {}", page.visible());
    assert_eq!(super::shelf(&scope, "A").await, (10, 1));
    let list = staff.open("/purchasing?q=pettah").await;
    assert!(list.visible().contains("PO-0001") && list.visible().contains("Received"));
    let none = staff.open("/purchasing?q=nobody").await;
    assert!(!none.visible().contains("PO-0001"));
    let (status, _, bytes) = staff.download("/purchasing/export.csv").await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(status == StatusCode::OK && text.contains("PO-0001") && text.contains("995.00"), "{text}");
    let (status, _, bytes) = staff.download("/suppliers/export.csv").await;
    assert!(status == StatusCode::OK && String::from_utf8_lossy(&bytes).contains("Pettah Metals"));
    let page = staff.open(&format!("/suppliers/{supplier}?tab=products")).await;
    assert_eq!(page.status, StatusCode::OK);

    let mut viewer = app.sign_in("VIEWER").await;
    let page = viewer.open("/purchasing").await;
    assert!(page.visible().contains("PO-0001") && !page.has("form[action^='/api/purchasing']"), "who may only look sees no form");
    app.drain().await;
    app.assert_quiet().await;
}
