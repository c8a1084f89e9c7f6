//! Customers: their page, duplicates and merges, segments, files, and being forgotten.

mod contact;
mod dates;
mod files;
mod forget;
mod merge;
mod segments;

use crate::support::fixtures::new_order;
use rust_decimal::Decimal;
use smartstore::domains::customers::model::{CustomerForm, CustomerIdentity};
use smartstore::domains::customers::service::create;
use smartstore::domains::orders;
use smartstore::server::{Error, Scope, books};
use smartstore::shared::AppError;
use uuid::Uuid;

/// A customer as the form makes them.
async fn customer(scope: &Scope, name: &str, phone: &str, email: &str) -> Uuid {
    let form = CustomerForm { name: name.to_owned(), phone: phone.to_owned(), email: email.to_owned(), ..CustomerForm::default() };
    create(scope, &form).await.unwrap()
}

/// An order of whoever has this number.
async fn order_of(scope: &Scope, name: &str, phone: &str, sku: &str) -> Uuid {
    let mut order = new_order(&[(sku, 1)]);
    order.customer = CustomerIdentity { name: name.to_owned(), phone: Some(phone.to_owned()), email: None, language: None };
    order.address.full_name = name.to_owned();
    order.address.phone = phone.to_owned();
    orders::service::create(scope, order).await.unwrap().0
}

/// The key of a conflict, or of the first field that is refused.
fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        Err(Error::App(AppError::Invalid(errors))) => errors.0[0].key.clone(),
        Err(Error::App(AppError::NotFound)) => "not found".to_owned(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn texts(scope: &Scope, sql: &'static str) -> Vec<String> {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar(sql).fetch_all(work.conn()).await.unwrap()
}

async fn execute(scope: &Scope, sql: &'static str) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query(sql).execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
}

async fn assert_books(scope: &Scope) {
    let drift = books::check(&scope.db, &scope.organization, scope.clock.now()).await.unwrap();
    assert!(drift.is_empty(), "{drift:#?}");
}

/// Orders of a person and what they come to.
async fn totals(scope: &Scope, id: Uuid) -> (i32, Decimal) {
    let person = smartstore::domains::customers::service::detail(scope, id).await.unwrap();
    (person.totals.total_orders, person.totals.total_spent)
}
