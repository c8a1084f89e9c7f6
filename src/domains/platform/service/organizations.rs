//! What the platform's administrators decide about organizations. Each decision stands in the log of the organization concerned.

use crate::domains::platform::model::{OrganizationDetail, OrganizationFilter, OrganizationRow, Plan, Status};
use crate::domains::platform::store::{self, Standing};
use crate::domains::{access, audit};
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Area, FieldErrors, Page};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Days of orders that are counted.
const DAYS: i64 = 30;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

fn since(scope: &Scope) -> DateTime<Utc> {
    scope.clock.now() - TimeDelta::days(DAYS)
}

/// A page of all organizations, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn organizations(scope: &Scope, filter: &OrganizationFilter, page: PageRequest) -> Result<Page<OrganizationRow>> {
    store::organizations(&scope.db, filter, page, since(scope)).await
}

/// One organization.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn organization(scope: &Scope, id: Uuid) -> Result<OrganizationDetail> {
    let (row, features) = store::organization(&scope.db, id, since(scope)).await?.ok_or(AppError::NotFound)?;
    let is_open = |area: &Area| features.get(area.key()).and_then(Value::as_bool).unwrap_or(true);
    Ok(OrganizationDetail { row, open: Area::ALL.iter().copied().filter(is_open).collect() })
}

fn check_reason(errors: &mut FieldErrors, field: &str, reason: &str) {
    if reason.is_empty() {
        errors.add(field, "platform-error-reason");
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add(field, "error-too-long");
    }
}

/// What of a standing changed, as the log has it.
fn differing(before: &Standing, after: &Standing) -> (Map<String, Value>, Map<String, Value>) {
    let (mut old, mut new) = (Map::new(), Map::new());
    let fields = [
        ("plan", json!(before.plan), json!(after.plan)),
        ("status", json!(before.status), json!(after.status)),
        ("areas", before.features.clone(), after.features.clone()),
    ];
    for (name, was, is) in fields {
        if was != is {
            old.insert(name.to_owned(), was);
            new.insert(name.to_owned(), is);
        }
    }
    (old, new)
}

/// Writes a decision with its reason; nothing happens when it is so already. Returns the organization's name.
async fn decide(scope: &Scope, id: Uuid, action: &str, reason: &str, change: impl FnOnce(&mut Standing) + Send) -> Result<String> {
    let organization = access::service::organization(&scope.db, id).await?;
    let name = organization.name.clone();
    let there = Scope { organization: Arc::new(organization), ..scope.clone() };
    let mut work = there.begin().await?;
    let before = store::lock_standing(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut after = before.clone();
    change(&mut after);
    if after == before {
        return Ok(name);
    }
    store::set_standing(work.conn(), id, &after).await?;
    let (old, mut new) = differing(&before, &after);
    new.insert("reason".to_owned(), Value::from(reason));
    audit::service::record(&mut work, action, "organization", id, Value::Object(old), Value::Object(new)).await?;
    outbox::emit(&mut work, "platform.organization_changed", id, json!({})).await?;
    work.commit().await?;
    Ok(name)
}

/// Changes what an organization pays for.
///
/// # Errors
/// [`AppError::NotFound`]; field errors for an unknown plan and a missing reason.
pub async fn change_plan(scope: &Scope, id: Uuid, plan: &str, reason: &str) -> Result<String> {
    access::service::organization(&scope.db, id).await?;
    let (mut errors, reason, plan) = (FieldErrors::default(), reason.trim(), Plan::parse(plan));
    if plan.is_none() {
        errors.add("plan", "error-choice");
    }
    check_reason(&mut errors, "plan_reason", reason);
    errors.into_result()?;
    let plan = plan.ok_or_else(|| Error::field("plan", "error-choice"))?;
    decide(scope, id, "platform.plan_changed", reason, |standing| plan.code().clone_into(&mut standing.plan)).await
}

/// Suspends, cancels or readmits an organization.
///
/// # Errors
/// [`AppError::NotFound`]; field errors for an unknown status and a missing reason.
pub async fn change_status(scope: &Scope, id: Uuid, status: &str, reason: &str) -> Result<String> {
    access::service::organization(&scope.db, id).await?;
    let (mut errors, reason, status) = (FieldErrors::default(), reason.trim(), Status::parse(status));
    if status.is_none() {
        errors.add("status", "error-choice");
    }
    check_reason(&mut errors, "status_reason", reason);
    errors.into_result()?;
    let status = status.ok_or_else(|| Error::field("status", "error-choice"))?;
    decide(scope, id, "platform.status_changed", reason, |standing| status.code().clone_into(&mut standing.status)).await
}

/// Opens these areas to an organization and switches the others off. What else stands among its features stays.
///
/// # Errors
/// [`AppError::NotFound`]; field errors for an unknown area and a missing reason.
pub async fn change_areas(scope: &Scope, id: Uuid, open: &[String], reason: &str) -> Result<String> {
    access::service::organization(&scope.db, id).await?;
    let (mut errors, reason) = (FieldErrors::default(), reason.trim());
    let open: Option<Vec<Area>> = open.iter().filter(|key| !key.is_empty()).map(|key| Area::parse(key)).collect();
    if open.is_none() {
        errors.add("", "error-choice");
    }
    check_reason(&mut errors, "areas_reason", reason);
    errors.into_result()?;
    let open = open.unwrap_or_default();
    decide(scope, id, "platform.areas_changed", reason, |standing| {
        let mut features = standing.features.as_object().cloned().unwrap_or_default();
        for area in Area::ALL {
            if open.contains(area) {
                features.remove(area.key());
            } else {
                features.insert(area.key().to_owned(), Value::Bool(false));
            }
        }
        standing.features = Value::Object(features);
    })
    .await
}
