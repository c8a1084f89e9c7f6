//! Lists as files: exactly what is shown, filtered, sorted and arranged the same.

use super::Listed;
use crate::domains::views::api::{load_tools, record_export};
use crate::domains::views::model::{Column, Tools};
use crate::domains::views::urls;
use crate::server::context::{self, RequestContext};
use crate::server::export::{BATCH, Batch, Cell, csv, refusal, too_long, within, xlsx};
use crate::server::format::time_zone;
use crate::server::i18n::t;
use crate::server::{AppState, cookies};
use crate::shared::paging::{Cursor, Direction, PAGE_SIZE, PageRequest};
use crate::shared::{AppError, Params, Selection};
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use chrono_tz::Tz;
use std::sync::Arc;

/// `GET /orders/export.csv` and `.xlsx` of a list: with the list's query string, or with the form of its ticked rows.
pub fn routes<L: Listed>() -> Router<AppState> {
    let path = urls::list(L::LIST.area);
    Router::new()
        .route(&format!("{path}/export.csv"), get(export::<L, false>))
        .route(&format!("{path}/export.xlsx"), get(export::<L, true>))
}

/// What a request for a file asks for.
struct Asked {
    /// The list's query string.
    params: Params,
    /// `None` for all that the list shows.
    selection: Option<Selection>,
    /// The page whose rows were ticked.
    place: PageRequest,
}

fn asked(query: &str) -> Asked {
    let sent = Params::parse(query);
    let value = |name| sent.value(name).unwrap_or_default();
    let selection = Selection::parse(&sent.all("ids"), value("all"), value("query"), value("shown"), value("except"));
    let is_form = ["ids", "all", "query", "form"].into_iter().any(|name| !sent.all(name).is_empty());
    let params = if is_form { Params::parse(value("query")) } else { sent.clone() };
    Asked {
        params: params.list(),
        selection: Some(selection).filter(|selection| !selection.is_empty()),
        place: PageRequest::from_params(sent.value("after"), sent.value("before")),
    }
}

fn head(columns: &[&'static Column]) -> Vec<String> {
    let in_file = columns.iter().filter(|column| !column.is_screen_only);
    in_file
        .flat_map(|column| if column.parts.is_empty() { vec![t(column.label)] } else { column.parts.iter().map(|part| t(part)).collect() })
        .collect()
}

/// The rows of one batch as cells, without those that were not chosen.
async fn batch<L: Listed>(asked: Arc<Asked>, tools: Arc<Tools>, place: Option<Cursor>) -> Result<Batch, AppError> {
    let ticked = asked.selection.as_ref().filter(|selection| selection.all_matching.is_none());
    // Ticked rows stand on one page, so that page alone is read.
    let request = if ticked.is_some() {
        asked.place.sorted(tools.sort)
    } else {
        // How far a search looks depends on the size of its pages, so its pages are those of the screen.
        let size = if asked.params.value("q").is_some() { PAGE_SIZE } else { BATCH };
        PageRequest { cursor: place, direction: Direction::Next, size, sort: tools.sort }
    };
    let page = L::load(asked.params.clone(), request).await?;
    let chosen = |row: &&L::Row| asked.selection.as_ref().is_none_or(|selection| selection.has(L::id(row)));
    let cells = |row: &L::Row| -> Vec<Cell> {
        tools.columns.iter().filter(|column| !column.is_screen_only).flat_map(|column| L::values(row, column.key)).collect()
    };
    let rows = page.rows.iter().filter(chosen).map(cells).collect();
    Ok((rows, page.next.filter(|_| ticked.is_none())))
}

/// What is read before the first row: who asks, which columns, the heads, written down in the log.
async fn begin<L: Listed>(asked: &Asked, format: &str) -> Result<(Tools, Vec<String>, Tz, String, String), AppError> {
    let tools = load_tools(L::LIST, asked.params.clone()).await?;
    record_export(L::LIST, format, &asked.params, &tools.column_keys()).await?;
    let zone = time_zone();
    let day = context::signed_in()?.clock.now().with_timezone(&zone).format("%Y-%m-%d");
    let name = format!("{}-{day}.{format}", L::LIST.area.replace('/', "-"));
    Ok((tools.clone(), head(&tools.columns), zone, name, t(L::LIST.title)))
}

async fn export<L: Listed, const SHEET: bool>(
    State(state): State<AppState>,
    Extension(context): Extension<RequestContext>,
    uri: Uri,
) -> Response {
    let asked = Arc::new(asked(uri.query().unwrap_or_default()));
    let begun = within(&context, || begin::<L>(&asked, if SHEET { "xlsx" } else { "csv" })).await;
    let (tools, head, zone, name, title) = match begun {
        Ok(begun) => begun,
        Err(error) => return refusal(&error, context.language),
    };
    let tools = Arc::new(tools);
    let back = asked.params.address(&urls::list(L::LIST.area));
    let next = move |place| batch::<L>(asked.clone(), tools.clone(), place);
    if !SHEET {
        return csv(context, zone, &name, head, next);
    }
    match xlsx(context.clone(), zone, &name, &title, head, next).await {
        Ok(Some(file)) => file,
        Ok(None) => {
            let words = within(&context, || async { too_long() }).await;
            let mut response = (StatusCode::SEE_OTHER, words).into_response();
            if let Some(cookie) = cookies::flash(state.config.https, "views-export-too-long", &[]) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            if let Ok(back) = back.parse() {
                response.headers_mut().insert(header::LOCATION, back);
            }
            response
        }
        Err(error) => refusal(&error, context.language),
    }
}
