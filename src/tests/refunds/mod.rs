//! Refunds: never more than was received, never more pieces than were bought, and always to the cent.

mod money;
mod steps;

use crate::support::TestApp;
use crate::support::fixtures::{self, new_order, product};
use rust_decimal::Decimal;
use smartstore::domains::catalog::model::TaxRateForm;
use smartstore::domains::catalog::service::add_tax_rate;
use smartstore::domains::orders::service::{confirm, create};
use smartstore::domains::payments::model::RecordedPayment;
use smartstore::domains::payments::service::record_payment;
use smartstore::domains::refunds::model::{OrderRefunds, RefundForm, RefundLineForm};
use smartstore::domains::refunds::service::of_order;
use smartstore::server::context::Person;
use smartstore::server::{Error, Scope};
use smartstore::shared::{AppError, FieldErrors};
use std::sync::Arc;
use uuid::Uuid;

fn key<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(FieldErrors(errors)))) => format!("{}: {}", errors[0].field, errors[0].key),
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not refused: {other:?}"),
    }
}

/// The organization as a member of a role works in it.
async fn person(app: &TestApp, role: &str) -> Scope {
    let email = fixtures::member(&app.organization, role).email;
    let id: Uuid = sqlx::query_scalar("select id from users where email = $1").bind(&email).fetch_one(app.db.global()).await.unwrap();
    let person = Person {
        id,
        name: role.to_owned(),
        email,
        role: role.to_owned(),
        role_id: None,
        image_key: None,
        is_platform_admin: false,
        mfa_enabled: false,
        email_verified: true,
    };
    Scope { person: Some(Arc::new(person)), ..app.scope() }
}

async fn pay(scope: &Scope, order: Uuid, amount: &str, method: &str) {
    let form = RecordedPayment { method: method.to_owned(), amount: amount.to_owned(), ..RecordedPayment::default() };
    record_payment(scope, order, &form).await.unwrap();
}

/// An order of so many pieces at 1,250 and 350 for the delivery, with a discount in cents; paid by bank transfer. Returns the order and
/// its payment.
async fn paid(scope: &Scope, pieces: i32, discount: i64) -> (Uuid, Uuid) {
    let mut new = new_order(&[("A", pieces)]);
    new.discount = Decimal::new(discount, 2);
    let order = create(scope, new).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    let due = due(scope, order).await;
    pay(scope, order, &due.to_string(), "BANK_TRANSFER").await;
    (order, left(scope, order).await.payments[0].id)
}

async fn due(scope: &Scope, order: Uuid) -> Decimal {
    smartstore::domains::payments::service::of_order(scope, order).await.unwrap().due
}

async fn left(scope: &Scope, order: Uuid) -> OrderRefunds {
    of_order(scope, order).await.unwrap()
}

async fn shop(app: &TestApp) -> Scope {
    product(&app.scope(), "A", 1_000).await;
    person(app, "STAFF").await
}

async fn vat(scope: &Scope, inclusive: bool) {
    let rate = TaxRateForm {
        tax_class: "STANDARD".to_owned(),
        rate: "18".to_owned(),
        inclusive: inclusive.to_string(),
        valid_from: "2024-01-01".to_owned(),
    };
    add_tax_rate(scope, &rate).await.unwrap();
}

/// A form that asks for an amount.
fn amount(text: &str) -> RefundForm {
    RefundForm { amount: text.to_owned(), destination: "METHOD".to_owned(), reason: "Broken".to_owned(), ..RefundForm::default() }
}

/// A form that asks for pieces of a line.
fn pieces(line: Uuid, count: i32) -> RefundForm {
    let line = RefundLineForm { item: line.to_string(), quantity: count.to_string() };
    RefundForm { lines: vec![line], ..amount("") }
}

fn whole() -> RefundForm {
    RefundForm { whole: "true".to_owned(), ..amount("") }
}

/// (status, captured, given back, pending) of a payment.
async fn payment(scope: &Scope, id: Uuid) -> (String, Decimal, Decimal, Decimal) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as("select status, captured, refund_amount, refund_pending from payments where id = $1")
        .bind(id)
        .fetch_one(work.conn())
        .await
        .unwrap()
}

async fn financial(scope: &Scope, order: Uuid) -> String {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select financial_status from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
}
