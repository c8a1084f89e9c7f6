//! Lines with what they may belong to, or belong to.

use super::score::{incoming, outgoing};
use crate::domains::statements::model::LineFilter;
use crate::domains::statements::model::matching::{LineDetail, LineRow, LineStatus, LineView, MatchRow, Proposal};
use crate::domains::statements::store::{candidates, lines, matches};
use crate::server::{Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// Proposals of one line that are shown.
const SHOWN: usize = 4;
/// Less is no likeness.
const LEAST: u32 = 30;
/// Longest text that is searched for.
const LONGEST_SEARCH: usize = 100;

/// Above which amount two people match the lines of an account.
pub(super) fn second_over(settings: &Value) -> Option<Decimal> {
    settings.get("second_over").and_then(Value::as_str).and_then(|amount| amount.parse().ok())
}

/// What lines may belong to, the likeliest first. The number of statements does not grow with the lines.
///
/// # Errors
/// When the database refuses.
pub(super) async fn proposals(work: &mut Work, rows: &[LineRow]) -> Result<HashMap<Uuid, Vec<Proposal>>> {
    let open = |came_in: bool| -> Vec<Uuid> {
        rows.iter().filter(|row| row.status == LineStatus::Open && row.came_in() == came_in).map(|row| row.id).collect()
    };
    let by_id: HashMap<Uuid, &LineRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut found: HashMap<Uuid, Vec<Proposal>> = HashMap::new();
    for candidate in candidates::incoming(work.conn(), &open(true)).await? {
        if let Some(proposal) = by_id.get(&candidate.line_id).and_then(|line| incoming(line, &candidate)) {
            found.entry(candidate.line_id).or_default().push(proposal);
        }
    }
    for candidate in candidates::outgoing(work.conn(), &open(false)).await? {
        if let Some(line) = by_id.get(&candidate.line_id) {
            found.entry(candidate.line_id).or_default().push(outgoing(line, &candidate));
        }
    }
    for list in found.values_mut() {
        list.retain(|proposal| proposal.score >= LEAST);
        list.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.order_number.cmp(&b.order_number)));
        list.truncate(SHOWN);
    }
    Ok(found)
}

async fn views(work: &mut Work, rows: Vec<LineRow>) -> Result<Vec<LineView>> {
    let mut proposals = proposals(work, &rows).await?;
    let ids: Vec<Uuid> = rows.iter().filter(|row| !row.matched.is_zero()).map(|row| row.id).collect();
    let mut matched: HashMap<Uuid, Vec<MatchRow>> = HashMap::new();
    for (line_id, row) in matches::of_lines(work.conn(), &ids).await? {
        matched.entry(line_id).or_default().push(row);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let (proposals, matches) = (proposals.remove(&row.id).unwrap_or_default(), matched.remove(&row.id).unwrap_or_default());
            LineView { row, proposals, matches }
        })
        .collect())
}

/// A page of the lines of a statement.
///
/// # Errors
/// When the database refuses.
pub async fn page(scope: &Scope, id: Uuid, filter: LineFilter, search: &str, request: PageRequest) -> Result<Page<LineView>> {
    let search: String = search.trim().chars().take(LONGEST_SEARCH).collect();
    let mut work = scope.begin().await?;
    let proposed: Option<Vec<Uuid>> = if filter == LineFilter::Proposed {
        let open = lines::open(work.conn(), id).await?;
        let found = proposals(&mut work, &open).await?;
        Some(found.into_iter().filter(|(_, list)| !list.is_empty()).map(|(line, _)| line).collect())
    } else {
        None
    };
    let page = lines::page(work.conn(), id, filter, proposed.as_deref(), &search, request).await?;
    Ok(Page { rows: views(&mut work, page.rows).await?, next: page.next, previous: page.previous })
}

/// A line, with the orders that a search finds.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn detail(scope: &Scope, id: Uuid, search: &str) -> Result<LineDetail> {
    let search: String = search.trim().chars().take(LONGEST_SEARCH).collect();
    let mut work = scope.begin().await?;
    let row = lines::some(work.conn(), &[id]).await?.pop().ok_or(AppError::NotFound)?;
    let (file_name, account, settings) = lines::origin(work.conn(), row.statement_id).await?.ok_or(AppError::NotFound)?;
    let found = if search.is_empty() { Vec::new() } else { matches::find_orders(work.conn(), &search, &row.currency).await? };
    let line = views(&mut work, vec![row]).await?.pop().ok_or(AppError::NotFound)?;
    Ok(LineDetail { line, file_name, account, second_over: second_over(&settings), found })
}
