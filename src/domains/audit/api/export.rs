//! The log as a file: no page, so a plain route.

use crate::domains::audit::model::{AuditFilter, AuditRow, action_key, resource_key};
use crate::domains::audit::{service, urls};
use crate::server::context::RequestContext;
use crate::server::export::refusal;
use crate::server::i18n::text;
use crate::server::{AppState, Result, Scope, csv_out};
use crate::shared::{AppError, Language, Permission};
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Routes of this domain that answer with something else than a page.
pub fn routes() -> Router<AppState> {
    Router::new().route(urls::EXPORT, get(export))
}

/// Heads of the columns, in the order of [`cells`].
const HEADS: &[&str] = &[
    "audit-when",
    "audit-who",
    "access-email",
    "audit-action",
    "audit-resource",
    "audit-record",
    "audit-changes",
    "audit-address",
    "audit-user-agent",
];

fn cells(row: AuditRow, scope: &Scope, language: Language) -> Vec<String> {
    let name = |key: Option<&'static str>, stored: &str| key.map_or_else(|| stored.to_owned(), |key| text(language, key, None));
    let changes: Vec<String> = row.changes.iter().map(|(field, old, new)| format!("{field}: {old} → {new}")).collect();
    vec![
        row.at.with_timezone(&scope.organization.time_zone).to_rfc3339(),
        row.person.unwrap_or_else(|| text(language, "audit-program", None)),
        row.email.unwrap_or_default(),
        name(action_key(&row.action), &row.action),
        name(resource_key(&row.resource), &row.resource),
        row.resource_id.map(|id| id.to_string()).unwrap_or_default(),
        changes.join("\n"),
        row.ip.unwrap_or_default(),
        row.user_agent.unwrap_or_default(),
    ]
}

/// Reading is all that this does, so a suspended organization may. That it was taken out is written down.
async fn begin(context: RequestContext, chosen: &BTreeMap<String, String>) -> Result<Body> {
    let scope = context.scope.ok_or(AppError::Unauthenticated)?;
    scope.require(Permission::AuditRead)?;
    let language = context.language;
    let chosen: Vec<(String, String)> = chosen
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.replace('\0', ""), value.replace('\0', "").trim().to_owned()))
        .collect();
    let filter = AuditFilter::read(|name| chosen.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()));
    service::begin_export(&scope, &chosen).await?;
    let head = HEADS.iter().map(|key| text(language, key, None)).collect();
    let shared = Arc::new((scope, filter));
    let stream = csv_out::stream(head, None, move |cursor| {
        let shared = shared.clone();
        async move {
            let (scope, filter) = &*shared;
            let (rows, next) = service::export_on(scope, filter, cursor).await?;
            Ok((rows.into_iter().map(|row| cells(row, scope, language)).collect(), next.map(Some)))
        }
    });
    Ok(Body::from_stream(stream))
}

async fn export(Extension(context): Extension<RequestContext>, Query(chosen): Query<BTreeMap<String, String>>) -> Response {
    let day = context.scope.as_ref().map(|scope| scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive().to_string());
    let language = context.language;
    match begin(context, &chosen).await {
        Ok(body) => {
            let disposition = format!("attachment; filename=\"audit-{}.csv\"", day.unwrap_or_default());
            let headers: [(HeaderName, String); 2] =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            (headers, body).into_response()
        }
        Err(error) => refusal(&error.into(), language),
    }
}
