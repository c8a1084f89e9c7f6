//! Purchasing: what was ordered, what came of it, what it cost, and who may see that.

mod landed;
mod letters;
mod orders;
mod paper;
mod receipts;
mod suggestions;
mod suppliers;
mod supply;

use rust_decimal::Decimal;
use smartstore::domains::purchasing::model::{PurchaseDetail, PurchaseForm, PurchaseLineForm, ReceiveForm, ReceiveLineForm, SupplierForm};
use smartstore::domains::purchasing::service;
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A supplier that writes in a language and sells in a currency.
async fn supplier_in(scope: &Scope, name: &str, language: &str, currency: &str) -> Uuid {
    let form = SupplierForm {
        business_name: name.to_owned(),
        contact: "Mr Cassim".to_owned(),
        email: format!("{}@suppliers.example", name.split(' ').next().unwrap().to_lowercase()),
        language: language.to_owned(),
        currency: currency.to_owned(),
        is_active: "true".to_owned(),
        ..SupplierForm::default()
    };
    service::create_supplier(scope, &form).await.unwrap().0
}

async fn supplier(scope: &Scope, name: &str) -> Uuid {
    supplier_in(scope, name, "en", "LKR").await
}

fn form(supplier_id: Uuid, lines: &[(&str, &str, &str)]) -> PurchaseForm {
    let line = |(sku, quantity, price): &(&str, &str, &str)| PurchaseLineForm {
        sku: (*sku).to_owned(),
        quantity: (*quantity).to_owned(),
        price: (*price).to_owned(),
    };
    PurchaseForm { supplier_id: supplier_id.to_string(), lines: lines.iter().map(line).collect(), ..PurchaseForm::default() }
}

/// A draft: lines are (SKU, pieces, price).
async fn draft(scope: &Scope, supplier_id: Uuid, lines: &[(&str, &str, &str)]) -> Uuid {
    service::create(scope, service::parse("", &form(supplier_id, lines)).unwrap()).await.unwrap().0
}

/// An order that the supplier has.
async fn sent(scope: &Scope, supplier_id: Uuid, lines: &[(&str, &str, &str)]) -> Uuid {
    let id = draft(scope, supplier_id, lines).await;
    service::send(scope, id).await.unwrap();
    id
}

/// An order that the supplier will deliver.
async fn confirmed(scope: &Scope, supplier_id: Uuid, lines: &[(&str, &str, &str)]) -> Uuid {
    let id = sent(scope, supplier_id, lines).await;
    service::confirm(scope, id).await.unwrap();
    id
}

async fn order(scope: &Scope, id: Uuid) -> PurchaseDetail {
    service::detail(scope, id).await.unwrap()
}

/// What came: (SKU, pieces, broken ones among them).
fn came(order: &PurchaseDetail, pieces: &[(&str, i32, i32)]) -> ReceiveForm {
    let line = |(sku, received, damaged): &(&str, i32, i32)| ReceiveLineForm {
        item: order.items.iter().find(|item| item.sku == *sku).unwrap().id.to_string(),
        received: received.to_string(),
        damaged: damaged.to_string(),
    };
    ReceiveForm { receipt_id: new_id().to_string(), lines: pieces.iter().map(line).collect(), ..ReceiveForm::default() }
}

async fn take(scope: &Scope, id: Uuid, pieces: &[(&str, i32, i32)]) -> Result<String, Error> {
    let form = came(&order(scope, id).await, pieces);
    service::receive(scope, id, &form).await
}

fn field<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => {
            errors.0.into_iter().map(|error| format!("{}: {}", error.field, error.key)).collect::<Vec<_>>().join(", ")
        }
        other => panic!("not a field error: {other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

/// (on hand, set aside) of a SKU in all warehouses.
async fn shelf(scope: &Scope, sku: &str) -> (i64, i64) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as(
        "select coalesce(sum(l.on_hand), 0)::bigint, coalesce(sum(l.unavailable), 0)::bigint
         from product_variants v left join inventory_levels l on l.variant_id = v.id where v.sku = $1",
    )
    .bind(sku)
    .fetch_one(work.conn())
    .await
    .unwrap()
}

/// What a piece of a SKU costs us.
async fn cost(scope: &Scope, sku: &str) -> Option<Decimal> {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select cost_price from product_variants where sku = $1").bind(sku).fetch_one(work.conn()).await.unwrap()
}

async fn set_cost(scope: &Scope, sku: &str, cost: &str) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update product_variants set cost_price = $2 where sku = $1")
        .bind(sku)
        .bind(amount(cost))
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
}
