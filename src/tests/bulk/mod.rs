//! Changes of many rows: looked at, made once, taken back, by who may and in one's own organization only.

mod actions;
mod pages;
mod run;

use crate::support::TestApp;
use crate::support::fixtures::product;
use smartstore::domains::bulk::model::{Item, ItemFilter, Tally, Typed};
use smartstore::domains::bulk::service::actions::{begin, job, preview};
use smartstore::server::{Error, Scope};
use smartstore::shared::{AppError, Language, Selection};
use uuid::Uuid;

fn typed(values: &[(&str, &str)]) -> Typed {
    values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn ticked(ids: &[Uuid]) -> Selection {
    Selection { ids: ids.to_vec(), ..Selection::default() }
}

async fn look(scope: &Scope, action: &str, ids: &[Uuid], values: &[(&str, &str)]) -> Uuid {
    preview(scope, action, &ticked(ids), &typed(values), Language::En).await.unwrap()
}

async fn tally(scope: &Scope, id: Uuid) -> Tally {
    job(scope, id, ItemFilter::default(), Language::En).await.unwrap().job.tally
}

async fn items(scope: &Scope, id: Uuid) -> Vec<Item> {
    job(scope, id, ItemFilter::default(), Language::En).await.unwrap().items.rows
}

/// The keys of what is said about a row.
fn reasons(item: &Item) -> Vec<&str> {
    item.messages.iter().map(|message| message.key.as_str()).collect()
}

/// Looks and changes, as the worker does.
async fn change(app: &TestApp, action: &str, ids: &[Uuid], values: &[(&str, &str)]) -> Uuid {
    let scope = app.scope();
    let id = look(&scope, action, ids, values).await;
    begin(&scope, id).await.unwrap();
    app.drain().await;
    id
}

/// Products for sale with so many pieces each; their ids in order of their SKUs.
async fn products(scope: &Scope, skus: &[&str], pieces: i32) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for sku in skus {
        let variant = product(scope, sku, pieces).await;
        let mut work = scope.begin().await.unwrap();
        let id = sqlx::query_scalar("select product_id from product_variants where id = $1").bind(variant);
        ids.push(id.fetch_one(work.conn()).await.unwrap());
    }
    ids
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

fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> AppError {
    match outcome {
        Err(Error::App(error)) => error,
        other => panic!("not refused: {other:?}"),
    }
}
