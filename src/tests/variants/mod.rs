//! Variants: options make them, a grid changes them at once, pictures show them, buyers see those that are for sale.

mod grid;
mod media;
mod options;
mod public;

use crate::support::TestApp;
use crate::support::fixtures;
use smartstore::domains::catalog::model::{Matrix, MatrixChange, OptionsForm, VariantCells, VariantLine, row_key};
use smartstore::domains::catalog::service::{matrix, save_options};
use smartstore::server::{Error, Result, Scope};
use smartstore::shared::{AppError, Language};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A product for sale with one variant of this SKU and so many pieces of it.
async fn product(scope: &Scope, sku: &str, pieces: i32) -> Uuid {
    let variant = fixtures::product(scope, sku, pieces).await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select product_id from product_variants where id = $1").bind(variant).fetch_one(work.conn()).await.unwrap()
}

fn form(options: &[(&str, &str)]) -> OptionsForm {
    let at = |index: usize| options.get(index).copied().unwrap_or_default();
    let text = |text: &str| text.to_owned();
    OptionsForm {
        name_1: text(at(0).0),
        values_1: text(at(0).1),
        name_2: text(at(1).0),
        values_2: text(at(1).1),
        name_3: text(at(2).0),
        values_3: text(at(2).1),
    }
}

/// Saves options over what is there, as somebody who has just opened the page; agrees to whatever is asked.
async fn make(scope: &Scope, product: Uuid, options: &[(&str, &str)]) -> MatrixChange {
    match put(scope, product, options, "").await {
        Err(Error::App(AppError::Conflict { args, .. })) => put(scope, product, options, &argument(&args, "plan")).await.unwrap(),
        outcome => outcome.unwrap(),
    }
}

async fn put(scope: &Scope, product: Uuid, options: &[(&str, &str)], confirmed: &str) -> Result<MatrixChange> {
    let now = shown(scope, product).await;
    let base = serde_json::to_string(&OptionsForm::from(now.options.as_slice())).unwrap();
    let version = now.version.to_string();
    Ok(save_options(scope, &product.to_string(), (&version, &base), &form(options), confirmed).await?.1)
}

fn argument(args: &[(String, String)], name: &str) -> String {
    args.iter().find(|(known, _)| known == name).unwrap().1.clone()
}

async fn shown(scope: &Scope, product: Uuid) -> Matrix {
    matrix(scope, product, Language::En).await.unwrap()
}

/// (name, SKU, for sale) of all variants in order.
async fn variants(scope: &Scope, product: Uuid) -> Vec<(String, String, bool)> {
    shown(scope, product).await.variants.into_iter().map(|variant| (variant.name, variant.sku, variant.is_active)).collect()
}

/// The rows of a grid as they are opened, changed by `change`; those that it leaves alone are not sent.
fn lines(matrix: &Matrix, change: impl Fn(usize, &mut VariantCells)) -> BTreeMap<String, VariantLine> {
    let rows = matrix.variants.iter().enumerate().filter_map(|(at, variant)| {
        let base = VariantCells::from(variant);
        let mut cells = base.clone();
        change(at, &mut cells);
        (cells != base).then(|| {
            let line = VariantLine {
                version: variant.version.to_string(),
                base: serde_json::to_string(&base).unwrap(),
                sku: cells.sku,
                barcode: cells.barcode,
                price: cells.price,
                compare_at_price: cells.compare_at_price,
                cost_price: cells.cost_price,
                wholesale_price: cells.wholesale_price,
                weight_g: cells.weight_g,
                is_active: cells.is_active,
            };
            (row_key(variant.id), line)
        })
    });
    rows.collect()
}

/// (field without the id, key) of what is wrong.
fn wrong<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<(String, String)> {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => {
            let field = |field: &str| field.rsplit_once("][").map_or(field, |(_, last)| last.trim_end_matches(']')).to_owned();
            errors.0.iter().map(|error| (field(&error.field), error.key.clone())).collect()
        }
        other => panic!("nothing is wrong: {other:?}"),
    }
}

/// A person of the organization who does it, so that the log names somebody.
async fn person(app: &TestApp, role: &str) -> Scope {
    let scope = app.scope();
    let member = fixtures::member(&app.organization, role);
    let user: (Uuid, String) =
        sqlx::query_as("select id, name from users where email = $1").bind(&member.email).fetch_one(app.db.global()).await.unwrap();
    let person = smartstore::server::context::Person {
        id: user.0,
        name: user.1,
        email: member.email,
        role: role.to_owned(),
        role_id: None,
        image_key: None,
        is_platform_admin: false,
        mfa_enabled: false,
        email_verified: true,
    };
    Scope { person: Some(std::sync::Arc::new(person)), ..scope }
}
