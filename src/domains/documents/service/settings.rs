//! Branches and layouts of invoices.

use super::invoices::seller_of;
use crate::domains::audit;
use crate::domains::documents::model::{Branch, BranchForm, DateFormat, InvoiceSettings, LONGEST_BRANCH, Layout, LayoutForm, layout_on};
use crate::domains::documents::store;
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope};
use crate::shared::params::day;
use crate::shared::{AppError, FieldErrors};
use serde_json::{Value, json};
use uuid::Uuid;

/// Versions up to here are the program's own.
const BUILT_IN: i32 = 100;
/// Longest name, address and footer, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_TEXT: usize = 500;

/// What the settings of invoices show.
///
/// # Errors
/// When the database refuses.
pub async fn settings(scope: &Scope) -> Result<InvoiceSettings> {
    let mut work = scope.begin().await?;
    let branches = store::branches(work.conn()).await?;
    let own = store::layouts(work.conn()).await?;
    let today = work.now.with_timezone(&scope.organization.time_zone).date_naive();
    let built_in = Layout::built_in();
    let current = layout_on(&own, today).or_else(|| layout_on(&built_in, today)).map(|layout| layout.version).unwrap_or_default();
    let seller = seller_of(&scope.organization, &branches.iter().find(|branch| branch.is_default).cloned().unwrap_or_else(Branch::only));
    Ok(InvoiceSettings { seller, branches, layouts: own.into_iter().chain(built_in).collect(), current, today })
}

fn values(branch: &Branch) -> Value {
    json!({"code": branch.code, "name": branch.name, "address": branch.address, "is_default": branch.is_default, "is_active": branch.is_active})
}

/// Reads what both forms of a branch have.
fn read(form: &BranchForm, errors: &mut FieldErrors) -> (String, String) {
    let (name, address) = (form.name.trim().to_owned(), form.address.trim().replace('\r', ""));
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    if address.chars().count() > LONGEST_TEXT {
        errors.add("address", "error-too-long");
    }
    (name, address)
}

/// Adds a branch; the first one is the default. Returns its code.
///
/// # Errors
/// Field errors.
pub async fn add_branch(scope: &Scope, form: &BranchForm) -> Result<String> {
    let mut errors = FieldErrors::default();
    let code = form.code.trim().to_uppercase();
    let is_code = (1..=LONGEST_BRANCH).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if code.is_empty() {
        errors.add("code", "error-required");
    } else if !is_code {
        errors.add("code", "documents-error-branch-code");
    }
    let (name, address) = read(form, &mut errors);
    errors.into_result()?;
    let mut work = scope.begin().await?;
    store::lock_branches(work.conn()).await?;
    let is_first = store::branches(work.conn()).await?.is_empty();
    let branch = Branch { id: None, code, name, address, is_default: is_first || form.is_default == "true", is_active: true };
    if branch.is_default {
        store::clear_default(work.conn()).await?;
    }
    let id = new_id();
    store::insert_branch(work.conn(), id, &branch).await?;
    audit::service::record(&mut work, "documents.branch_added", "invoice_branch", id, Value::Null, values(&branch)).await?;
    work.commit().await?;
    Ok(branch.code)
}

/// Changes a branch; its code stays, because numbers carry it. Returns the code.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when the only default would be none.
pub async fn update_branch(scope: &Scope, id: Uuid, form: &BranchForm) -> Result<String> {
    let mut work = scope.begin().await?;
    store::lock_branches(work.conn()).await?;
    let before = store::branches(work.conn()).await?.into_iter().find(|branch| branch.id == Some(id)).ok_or(AppError::NotFound)?;
    let mut errors = FieldErrors::default();
    let (name, address) = read(form, &mut errors);
    errors.into_result()?;
    let is_default = before.is_default || form.is_default == "true";
    let is_active = form.is_active == "true";
    if is_default && !is_active {
        return Err(Error::conflict("documents-error-default-branch"));
    }
    let branch = Branch { name, address, is_default, is_active, ..before.clone() };
    if branch != before {
        if is_default && !before.is_default {
            store::clear_default(work.conn()).await?;
        }
        store::update_branch(work.conn(), id, &branch).await?;
        audit::service::record(&mut work, "documents.branch_changed", "invoice_branch", id, values(&before), values(&branch)).await?;
    }
    work.commit().await?;
    Ok(branch.code)
}

/// Adds a layout that holds from a day on. Days that have passed keep theirs. Returns its version.
///
/// # Errors
/// Field errors.
pub async fn add_layout(scope: &Scope, form: &LayoutForm) -> Result<i32> {
    let mut work = scope.begin().await?;
    let today = work.now.with_timezone(&scope.organization.time_zone).date_naive();
    let mut errors = FieldErrors::default();
    let from = day(form.valid_from.trim());
    match from {
        None if form.valid_from.trim().is_empty() => errors.add("valid_from", "error-required"),
        None => errors.add("valid_from", "documents-error-day"),
        Some(from) if from < today => errors.add("valid_from", "documents-error-day-past"),
        Some(_) => {}
    }
    let number_format = form.number_format.trim().to_owned();
    if !Layout::is_number_format(&number_format) {
        errors.add("number_format", "documents-error-number-format");
    }
    let date_format = DateFormat::parse(&form.date_format);
    if date_format.is_none() {
        errors.add("date_format", "error-choice");
    }
    let footer = form.footer.trim().replace('\r', "");
    if footer.chars().count() > LONGEST_TEXT {
        errors.add("footer", "error-too-long");
    }
    errors.into_result()?;
    let newest = store::layouts(work.conn()).await?.iter().map(|layout| layout.version).max().unwrap_or(BUILT_IN);
    let layout = Layout {
        version: newest + 1,
        valid_from: from.unwrap_or(today),
        number_format,
        date_format: date_format.unwrap_or_default(),
        whole_rupees: form.whole_rupees == "true",
        footer,
    };
    let (id, user_id, at) = (new_id(), scope.user_id(), work.now);
    if !store::insert_layout(work.conn(), id, &layout, user_id, at).await? {
        return Err(Error::conflict("documents-error-layout-meanwhile"));
    }
    let new = json!({
        "version": layout.version, "valid_from": layout.valid_from, "number_format": layout.number_format,
        "date_format": layout.date_format.code(), "whole_rupees": layout.whole_rupees, "footer": layout.footer,
    });
    audit::service::record(&mut work, "documents.layout_added", "invoice_layout", id, Value::Null, new).await?;
    work.commit().await?;
    Ok(layout.version)
}
