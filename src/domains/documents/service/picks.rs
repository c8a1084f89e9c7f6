//! Pick lists: one round through the shelves for several orders.

use super::{chosen, make, say};
use crate::domains::documents::model::PickRow;
use crate::domains::documents::store;
use crate::server::format::date_time_in;
use crate::server::{Error, Result, Scope, pdf};
use crate::shared::{Language, Paper, PaperColumn, Selection};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// One document for each warehouse, because nobody walks through two at once.
fn papers(scope: &Scope, rows: &[PickRow], orders: usize, now: DateTime<Utc>, language: Language) -> Vec<Paper> {
    let say = |key: &str| say(language, key);
    let organization = &scope.organization;
    rows.chunk_by(|one, other| one.warehouse == other.warehouse)
        .map(|rows| {
            let warehouse = rows.first().map(|row| row.warehouse.clone()).unwrap_or_default();
            let warehouse = if warehouse.is_empty() { say("documents-no-warehouse") } else { warehouse };
            let when = date_time_in(now, organization.time_zone, language);
            let pieces: i64 = rows.iter().map(|row| row.quantity).sum();
            let cells = rows.iter().map(|row| {
                let orders: Vec<String> = row.orders.iter().map(|(number, pieces)| format!("{number} × {pieces}")).collect();
                vec![
                    row.bin.clone().unwrap_or_else(|| "–".to_owned()),
                    format!("{}\n{}", row.name, row.sku),
                    row.quantity.to_string(),
                    orders.join(", "),
                ]
            });
            Paper {
                language,
                title: say("documents-pick-list"),
                from: vec![warehouse.clone()],
                facts: vec![
                    (say("documents-printed"), when.clone()),
                    (say("nav-orders"), orders.to_string()),
                    (say("documents-pieces"), pieces.to_string()),
                ],
                columns: vec![
                    PaperColumn::words(say("inventory-bin"), 16),
                    PaperColumn::words(say("orders-product"), 42),
                    PaperColumn::numbers(say("orders-quantity"), 12),
                    PaperColumn::words(say("nav-orders"), 30),
                ],
                rows: cells.collect(),
                sums: vec![(say("documents-pieces"), pieces.to_string())],
                footer: format!("{} · {warehouse} · {when}", organization.name),
                ..Paper::default()
            }
        })
        .collect()
}

/// What is still to be fetched for these orders, on the way through each warehouse.
///
/// # Errors
/// When the database refuses.
pub async fn picks(scope: &Scope, ids: &[Uuid]) -> Result<Vec<PickRow>> {
    store::picks(scope.begin().await?.conn(), ids).await
}

/// What is to be picked for the chosen orders as a file in the language of whoever prints it: its name and bytes.
///
/// # Errors
/// A field error when none are chosen, too many, or nothing of them is to be picked.
pub async fn pick_file(scope: &Scope, selection: &Selection, language: Language) -> Result<(String, Vec<u8>)> {
    let ids = chosen(scope, selection).await?;
    let rows = picks(scope, &ids).await?;
    if rows.is_empty() {
        return Err(Error::field("ids", "documents-error-nothing-to-pick"));
    }
    let papers = papers(scope, &rows, ids.len(), scope.clock.now(), language);
    let title = say(language, "documents-pick-list");
    let bytes = make(move || pdf::render_all(&papers, &title)).await?;
    Ok(("pick-list.pdf".to_owned(), bytes))
}
