//! Checks the books.

use super::{FINE, REFUSED};
use crate::domains::access::service::{organization_by_slug, slugs};
use crate::server::books::{Drift, INVARIANTS, check, check_tables, waiting};
use crate::server::clock::Clock;
use crate::server::{Db, Error};
use crate::shared::AppError;

/// Checks every invariant of one organization or of all, and prints what does not add up, and how many webhooks wait for a person. 0
/// when everything adds up, else 1.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
pub async fn books(db: &Db, organization: Option<&str>) -> anyhow::Result<u8> {
    let slugs = match organization {
        Some(slug) => vec![slug.to_owned()],
        None => slugs(db).await?,
    };
    let mut drifts = check_tables(db).await?.into_iter().map(|drift| ("-".to_owned(), drift)).collect::<Vec<_>>();
    for slug in &slugs {
        let organization = match organization_by_slug(db, slug).await {
            Err(Error::App(AppError::NotFound)) => anyhow::bail!("there is no organization {slug}"),
            found => found?,
        };
        let found = check(db, &organization, Clock::system().now()).await?;
        drifts.extend(found.into_iter().map(|drift| (slug.clone(), drift)));
        let webhooks = waiting(db, &organization).await?;
        if webhooks > 0 {
            println!("waiting: {webhooks} failed webhooks of {slug}, see the page System");
        }
    }
    if drifts.is_empty() {
        println!("books are clean: {} invariants, {} organizations", INVARIANTS.len(), slugs.len());
        return Ok(FINE);
    }
    print!("{}", table(&drifts));
    println!("{} drifts", drifts.len());
    Ok(REFUSED)
}

/// A table in plain text, each column as wide as it needs.
fn table(drifts: &[(String, Drift)]) -> String {
    let heading = ["organization", "no", "invariant", "resource", "id", "expected", "found"].map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(heading)
        .chain(drifts.iter().map(|(slug, drift)| {
            let id = drift.id.map_or_else(|| "-".to_owned(), |id| id.to_string());
            [
                slug.clone(),
                drift.invariant.to_string(),
                drift.name().to_owned(),
                drift.resource.clone(),
                id,
                drift.expected.clone(),
                drift.found.clone(),
            ]
        }))
        .collect();
    let widths: Vec<usize> = (0..7).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)).collect();
    rows.iter().fold(String::new(), |mut text, row| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
        text
    })
}
