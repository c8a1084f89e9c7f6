//! Server functions and loaders of the statements domain.

use super::model::PartForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::model::matching::{Confirmed, LineDetail, LineView, TargetKind};
#[cfg(feature = "ssr")]
use super::model::{BankAccount, LineFilter, ProfileForm, StatementRow, StatementView};
#[cfg(feature = "ssr")]
use super::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{context, forms};
#[cfg(feature = "ssr")]
use crate::shared::money::parse_amount;
#[cfg(feature = "ssr")]
use crate::shared::paging::PageRequest;
#[cfg(feature = "ssr")]
use crate::shared::{Page, Permission};
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id_of(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// Sends a bank's file.
#[server(prefix = "/api/statements", endpoint = "upload_statement")]
pub async fn upload_statement(
    #[server(default)] account_id: String,
    #[server(default)] format: String,
    #[server(default)] other_account: bool,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let account_id = id_of(&account_id)?;
    let file = forms::file("file").map(|file| (file.name, file.bytes.to_vec()));
    let (id, is_known) = service::upload(&scope, service::Upload { account_id, format, other_account, file }).await?;
    let message = if is_known { "statements-done-known" } else { "statements-done-uploaded" };
    forms::done(&urls::statement(id), message, &[]);
    Ok(())
}

/// Says what the columns of a file mean, and looks at it again.
#[server(prefix = "/api/statements", endpoint = "map_statement")]
pub async fn map_statement(
    #[server(default)] statement_id: String,
    #[server(default)] columns: Vec<String>,
    #[server(default)] date_order: String,
    #[server(default)] decimal: String,
    #[server(default)] inverted: bool,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = id_of(&statement_id)?;
    service::map(&scope, id, &ProfileForm { columns, date_order, decimal, inverted }).await?;
    forms::done(&urls::statement(id), "statements-done-mapped", &[]);
    Ok(())
}

/// Takes the lines of a file.
#[server(prefix = "/api/statements", endpoint = "take_statement")]
pub async fn take_statement(
    #[server(default)] statement_id: String,
    #[server(default)] columns: Vec<String>,
    #[server(default)] date_order: String,
    #[server(default)] decimal: String,
    #[server(default)] inverted: bool,
    #[server(default)] differs: bool,
    #[server(default)] alike: bool,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = id_of(&statement_id)?;
    let form = (!columns.is_empty()).then_some(ProfileForm { columns, date_order, decimal, inverted });
    let (new, known) = service::take(&scope, id, form.as_ref(), differs, alike).await?;
    forms::done(&urls::statement(id), "statements-done-taken", &[("new", &new.to_string()), ("known", &known.to_string())]);
    Ok(())
}

/// Throws a file away that was only looked at.
#[server(prefix = "/api/statements", endpoint = "discard_statement")]
pub async fn discard_statement(#[server(default)] statement_id: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    service::discard(&scope, id_of(&statement_id)?).await?;
    forms::done(urls::LIST, "statements-done-discarded", &[]);
    Ok(())
}

#[cfg(feature = "ssr")]
const fn said(confirmed: Confirmed) -> &'static str {
    match confirmed {
        Confirmed::Done => "statements-done-matched",
        Confirmed::Seen => "statements-done-seen",
    }
}

/// A line is what was proposed.
#[server(prefix = "/api/statements", endpoint = "confirm_line")]
pub async fn confirm_line(
    #[server(default)] line_id: String,
    #[server(default)] kind: String,
    #[server(default)] target: String,
    #[server(default)] amount: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let (line, target) = (id_of(&line_id)?, id_of(&target)?);
    let kind = TargetKind::parse(&kind).ok_or(AppError::NotFound)?;
    let amount = parse_amount(&amount).map_err(|error| AppError::Invalid(crate::shared::FieldErrors::one("amount", error.key())))?;
    let confirmed = service::confirm(&scope, line, &[service::Target { kind, id: target, amount }]).await?;
    let back = id_of(&back).map_or_else(|_| urls::line(line), urls::statement);
    forms::done(&back, said(confirmed), &[]);
    Ok(())
}

/// Confirms all ticked lines that are beyond doubt.
#[server(prefix = "/api/statements", endpoint = "confirm_lines")]
pub async fn confirm_lines(#[server(default)] statement_id: String, #[server(default)] lines: Vec<String>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let id = id_of(&statement_id)?;
    service::view(&scope, id).await?;
    let lines: Vec<Uuid> = lines.iter().filter_map(|line| Uuid::parse_str(line).ok()).collect();
    let many = service::confirm_many(&scope, id, &lines).await?;
    let args = [("done", many.done.to_string()), ("seen", many.seen.to_string()), ("left", many.left.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    forms::done(&urls::statement(id), "statements-done-many", &args);
    Ok(())
}

/// A line pays these orders.
#[server(prefix = "/api/statements", endpoint = "match_line")]
pub async fn match_line(#[server(default)] line_id: String, #[server(default)] parts: Vec<PartForm>) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let line = id_of(&line_id)?;
    let confirmed = service::match_by_hand(&scope, line, &parts).await?;
    forms::done(&urls::line(line), said(confirmed), &[]);
    Ok(())
}

/// A line is nothing of ours.
#[server(prefix = "/api/statements", endpoint = "ignore_line")]
pub async fn ignore_line(#[server(default)] line_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let statement = service::ignore(&scope, id_of(&line_id)?, &reason).await?;
    forms::done(&urls::statement(statement), "statements-done-ignored", &[]);
    Ok(())
}

/// Nobody has decided about a line any more.
#[server(prefix = "/api/statements", endpoint = "reopen_line")]
pub async fn reopen_line(#[server(default)] line_id: String, #[server(default)] reason: String) -> Result<(), AppError> {
    let scope = context::require_change(Permission::PaymentsWrite)?;
    let line = id_of(&line_id)?;
    service::reopen(&scope, line, &reason).await?;
    forms::done(&urls::line(line), "statements-done-reopened", &[]);
    Ok(())
}

/// The accounts that statements can be of, and a page of statements.
///
/// # Errors
/// Without `payments.read`.
#[cfg(feature = "ssr")]
pub async fn load_statements(page: PageRequest) -> Result<(Vec<BankAccount>, Page<StatementRow>), AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok((service::accounts(&scope).await?, service::list(&scope, page).await?))
}

/// A statement and a page of its lines.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_statement(
    id: Result<Uuid, AppError>,
    filter: LineFilter,
    search: String,
    page: PageRequest,
) -> Result<(StatementView, Page<LineView>), AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    let id = id?;
    Ok((service::view(&scope, id).await?, service::page(&scope, id, filter, &search, page).await?))
}

/// A line, with the orders that a search finds.
///
/// # Errors
/// Without `payments.read`; [`AppError::NotFound`].
#[cfg(feature = "ssr")]
pub async fn load_line(id: Result<Uuid, AppError>, search: String) -> Result<LineDetail, AppError> {
    let scope = context::require(Permission::PaymentsRead)?;
    Ok(service::detail(&scope, id?, &search).await?)
}
