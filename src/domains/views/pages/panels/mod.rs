//! The parts of a list that are the same for every list.

mod dialogs;
mod export;
mod table;
mod tools;

pub use dialogs::dialogs;
pub use export::routes;
pub use table::{page_of, table};
pub use tools::{chips, kept, script, tools, view_tabs};

use crate::domains::views::api::load_tools;
use crate::domains::views::model::{COUNT_CAP, List, Tools};
use crate::server::export::Cell;
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params};
use crate::ui::html::Html;
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// Longest wait for a count that is only nice to have.
const COUNT_TIME: Duration = Duration::from_millis(300);

/// Writes the cell of a row's column.
pub type Writer<Row> = Box<dyn Fn(&Row, &str, &mut Html)>;

/// The rows of a list: where they come from, and how each is shown on the screen and in a file.
pub trait Listed: Send + Sync + 'static {
    /// A row.
    type Row: Send + Sync + 'static;
    /// The list.
    const LIST: &'static List;

    /// A page of what the query string asks for; it refuses who may not see the list.
    fn load(params: Params, page: PageRequest) -> impl Future<Output = Result<Page<Self::Row>, AppError>> + Send + 'static;

    /// The row's id.
    fn id(row: &Self::Row) -> Uuid;

    /// What a row is called, for screen readers.
    fn name(row: &Self::Row) -> String;

    /// The cell of a column, with its `<td>` or `<th>`. A list has this or [`Listed::writer`].
    fn cell(row: &Self::Row, column: &str) -> AnyView {
        let mut html = Html::default();
        Self::writer()(row, column, &mut html);
        html.into_any()
    }

    /// What writes the cells of a page: it knows already what is the same for every row. For lists that are opened often.
    fn writer() -> Writer<Self::Row> {
        Box::new(|row, column, html| {
            html.view(Self::cell(row, column));
        })
    }

    /// The values of a column in a file: as many as the column has parts, or one.
    fn values(row: &Self::Row, column: &str) -> Vec<Cell>;
}

/// How many rows match, up to [`COUNT_CAP`] + 1; `None` when that took too long.
async fn count<L: Listed>(params: Params) -> Option<i64> {
    let page = PageRequest { size: COUNT_CAP, ..PageRequest::default() };
    let rows = tokio::time::timeout(COUNT_TIME, L::load(params, page)).await.ok()?.ok()?;
    let count = i64::try_from(rows.rows.len()).unwrap_or(COUNT_CAP);
    Some(if rows.next.is_some() { COUNT_CAP + 1 } else { count })
}

/// What stands around the rows of a list, with the counts of its pinned views.
///
/// # Errors
/// Without the list's permission.
pub async fn load<L: Listed>(params: Params) -> Result<Tools, AppError> {
    let mut tools = load_tools(L::LIST, params).await?;
    for view in tools.views.iter().filter(|view| view.is_pinned).take(8) {
        tools.counts.push((view.id, count::<L>(view.params()).await));
    }
    if tools.params.value("select") == Some("all") {
        tools.matching = count::<L>(tools.here()).await;
    }
    Ok(tools)
}
