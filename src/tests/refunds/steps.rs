//! Who says yes, who pays out, and what a provider does by itself.

use super::{amount, due, financial, key, left, paid, pay, payment, person, shop};
use crate::support::TestApp;
use crate::support::fixtures::{self, new_order, tenant_count};
use async_trait::async_trait;
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::orders::service::{confirm, create};
use smartstore::domains::payments::model::PaymentMethod;
use smartstore::domains::refunds::model::{Destination, RefundForm, RefundState};
use smartstore::domains::refunds::ports::{RefundAnswer, RefundPort, RefundRequest, register};
use smartstore::domains::refunds::service::{approve, decline, pay_out, request, set_limit};
use smartstore::server::seal::Sealer;
use smartstore::server::{Error, Result, Scope};
use smartstore::shared::AppError;
use std::sync::Mutex;
use uuid::Uuid;

#[tokio::test]
async fn above_the_limit_of_an_order_somebody_else_must_approve() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let colleague = person(&app, "ADMIN").await;
    set_limit(&colleague, "1,000").await.unwrap();
    let (order, payment_id) = paid(&scope, 4, 0).await;
    assert_eq!(request(&scope, payment_id, &amount("600")).await.unwrap().state, RefundState::Pending);
    // Many small ones are not a way around it.
    let waits = request(&scope, payment_id, &amount("600")).await.unwrap();
    assert_eq!(waits.state, RefundState::Approval);
    assert_eq!(key(pay_out(&scope, waits.id, "Cash").await), "refunds-error-not-approved");
    assert_eq!(key(approve(&scope, waits.id).await), "refunds-error-own");
    assert!(matches!(approve(&app.scope(), waits.id).await, Err(Error::App(AppError::Unauthenticated))), "the program is nobody");
    assert!(matches!(approve(&app.other_scope(), waits.id).await, Err(Error::App(AppError::NotFound))));
    // Not even a mistake of the program lets somebody approve their own.
    let mut work = scope.begin().await.unwrap();
    let own = sqlx::query("update refunds set approved_by = requested_by where id = $1").bind(waits.id).execute(work.conn()).await;
    assert!(own.is_err());
    drop(work);
    approve(&colleague, waits.id).await.unwrap();
    assert_eq!(key(approve(&colleague, waits.id).await), "refunds-error-not-waiting");
    pay_out(&scope, waits.id, "Cash").await.unwrap();
    assert_eq!(payment(&scope, payment_id).await.2, Decimal::from(600));
    assert_eq!(financial(&scope, order).await, "PARTIALLY_REFUNDED");
    let row = left(&scope, order).await.rows.into_iter().find(|row| row.id == waits.id).unwrap();
    assert_eq!(row.approved_by.as_deref(), Some("ADMIN Test"));
    let told = "select count(*) from notifications where data ->> 'refund_id' is not null";
    assert!(tenant_count(&scope, told).await > 0, "those who may approve are told");
    set_limit(&colleague, "").await.unwrap();
    assert_eq!(request(&scope, payment_id, &amount("3000")).await.unwrap().state, RefundState::Pending);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_settled_stays_settled() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (_, payment_id) = paid(&scope, 2, 0).await;
    let done = request(&scope, payment_id, &amount("100")).await.unwrap().id;
    assert_eq!(key(pay_out(&scope, done, " ").await), "reference: error-required");
    pay_out(&scope, done, "Cash").await.unwrap();
    pay_out(&scope, done, "Cash").await.unwrap();
    assert_eq!(payment(&scope, payment_id).await.2, Decimal::from(100), "a second click gives back once");
    assert_eq!(key(decline(&scope, done, "Late").await), "refunds-error-settled");
    let other = request(&scope, payment_id, &amount("50")).await.unwrap().id;
    decline(&scope, other, "The buyer keeps it").await.unwrap();
    assert_eq!(key(pay_out(&scope, other, "Cash").await), "refunds-error-settled");
    assert_eq!(payment(&scope, payment_id).await.3, Decimal::ZERO);
    app.assert_quiet().await;
}

#[tokio::test]
async fn store_credit_is_there_at_once_and_its_ledger_says_why() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (order, payment_id) = paid(&scope, 2, 0).await;
    let form = RefundForm { destination: Destination::StoreCredit.code().to_owned(), ..amount("500.50") };
    assert_eq!(request(&scope, payment_id, &form).await.unwrap().state, RefundState::Completed);
    assert_eq!(tenant_count(&scope, "select (store_credit_balance * 100)::bigint from customers").await, 50_050);
    assert_eq!(tenant_count(&scope, "select count(*) from store_credit_transactions where refund_id is not null").await, 1);
    assert_eq!(financial(&scope, order).await, "PARTIALLY_REFUNDED");
    app.assert_quiet().await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update customers set store_credit_balance = 1").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    let drift = smartstore::server::books::check(&app.db, &app.organization, app.clock.now()).await.unwrap();
    assert!(drift.iter().any(|drift| drift.invariant == 9), "{drift:?}");
}

/// A provider that answers by the amount.
struct Provider(Mutex<Vec<Uuid>>);

#[async_trait]
impl RefundPort for Provider {
    fn name(&self) -> &'static str {
        "provider of a test"
    }

    async fn can_refund(&self, _scope: &Scope, request: &RefundRequest) -> Result<bool> {
        Ok(request.method == PaymentMethod::TwoCheckout)
    }

    async fn refund(&self, _scope: &Scope, _sealer: &Sealer, request: &RefundRequest) -> Result<RefundAnswer> {
        self.0.lock().unwrap().push(request.refund_id);
        Ok(match request.amount.to_string().as_str() {
            "1.00" => RefundAnswer::Completed("re_1".to_owned()),
            "2.00" => RefundAnswer::Failed("Card expired".to_owned()),
            _ => RefundAnswer::Unknown("Timeout".to_owned()),
        })
    }
}

static PROVIDER: Provider = Provider(Mutex::new(Vec::new()));

#[tokio::test]
async fn a_provider_gives_back_by_itself_and_what_it_leaves_open_waits_for_a_person() {
    register(&PROVIDER);
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let order = create(&scope, new_order(&[("A", 1)])).await.unwrap().0;
    confirm(&scope, order).await.unwrap();
    let due = due(&scope, order).await;
    pay(&scope, order, &due.to_string(), "TWOCHECKOUT").await;
    let payment_id = left(&scope, order).await.payments[0].id;
    let mut ids = Vec::new();
    for text in ["1", "2", "3"] {
        ids.push(request(&scope, payment_id, &amount(text)).await.unwrap().id);
    }
    assert_eq!(key(pay_out(&scope, ids[0], "By hand").await), "refunds-error-provider", "it would go back twice");
    app.drain().await;
    let states: Vec<RefundState> = left(&scope, order).await.rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RefundState::Completed, RefundState::Failed, RefundState::Unknown]);
    assert_eq!(payment(&scope, payment_id).await, ("COMPLETED".to_owned(), due, 1.into(), 3.into()), "unknown still counts as gone");
    assert_eq!(left(&scope, order).await.rows[1].failure.as_deref(), Some("Card expired"));
    let asked = PROVIDER.0.lock().unwrap().iter().filter(|id| ids.contains(id)).count();
    assert_eq!(asked, 3);
    pay_out(&scope, ids[2], "It was there").await.unwrap();
    assert_eq!(payment(&scope, payment_id).await.2, Decimal::from(4));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_page_of_an_order_asks_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (order, payment_id) = paid(&scope, 2, 0).await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.get(&format!("/orders/{order}")).await;
    let form = "form[action='/api/refunds/request_refund']";
    let refused = browser.submit_form(&page, form, &[("amount", "99999"), ("reason", "Torn seam")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Torn seam") && refused.body.contains("99999"));
    let done = browser.submit_form(&refused, form, &[("amount", "100")]).await;
    let done = browser.follow(done).await;
    assert!(done.body.contains("Torn seam"), "{done:?}");
    assert_eq!(payment(&scope, payment_id).await.3, Decimal::from(100));
    let list = browser.get("/payments/refunds?state=PENDING").await;
    assert_eq!(list.texts("tbody tr").len(), 1);
    let paid = browser.submit_form(&list, "form[action='/api/refunds/pay_out_refund']", &[("reference", "Till 4")]).await;
    assert_eq!(paid.status, StatusCode::OK);
    assert_eq!(payment(&scope, payment_id).await.2, Decimal::from(100));
    let file = browser.get("/payments/refunds/export.csv").await;
    assert!(file.body.contains("Torn seam"), "{}", file.body);
    let mut viewer = app.sign_in_as(&fixtures::member(&app.organization, "VIEWER")).await;
    let page = viewer.get(&format!("/orders/{order}")).await;
    assert!(page.body.contains("Torn seam") && !page.body.contains("request_refund"));
}
