//! Every server function.

use super::{check, thing_of};
use crate::support::fixtures::{Things, things};
use crate::support::source::{ServerFunction, files, server_functions};
use crate::support::{Browser, Page, TestApp};
use axum::http::{Method, StatusCode, header};
use smartstore::app::compose::page_routes;
use smartstore::server::forms::PUBLIC_FUNCTIONS;
use smartstore::shared::Permission;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a member without any permission may do: things about themselves.
const FOR_EVERY_MEMBER: &[&str] = &[
    "/api/access/sign_in",
    "/api/access/sign_out",
    "/api/access/choose_language",
    "/api/access/choose_theme",
    "/api/access/choose_organization",
    "/api/access/choose_theme",
    "/api/access/update_profile",
    "/api/access/sign_up",
    "/api/access/request_password_reset",
    "/api/access/reset_password",
    "/api/access/confirm_email",
    "/api/access/change_password",
    "/api/access/request_email_change",
    "/api/access/resend_verification",
    "/api/access/end_session",
    "/api/access/end_other_sessions",
    "/api/access/leave_organization",
    "/api/access/accept_invitation",
    "/api/access/accept_then_sign_in",
    "/api/access/join_by_invitation",
    "/api/access/confirm_second_factor",
    "/api/access/start_second_factor",
    "/api/access/enable_second_factor",
    "/api/access/keep_backup_codes",
    "/api/access/renew_backup_codes",
    "/api/access/disable_second_factor",
    "/api/access/begin_passkey",
    "/api/access/register_passkey",
    "/api/access/remove_passkey",
    "/api/access/begin_passkey_sign_in",
    "/api/access/sign_in_with_passkey",
    "/api/access/upload_picture",
    "/api/access/remove_picture",
    "/api/notifications/open_notification",
    "/api/notifications/mark_read",
    "/api/notifications/mark_all_read",
    "/api/notifications/save_settings",
    "/api/notifications/subscribe",
    "/api/notifications/remove_device",
    "/api/notifications/register_device",
    "/api/notifications/forget_device",
    "/api/payments/start_payment",
    "/api/payments/send_slip",
    "/api/payments/pay_by_gift_card",
    "/api/views/save_view",
    "/api/views/update_view",
    "/api/views/delete_view",
    "/api/views/choose_columns",
    "/api/views/choose_density",
];
/// Functions of the platform's administrators: for everybody else they are not there.
fn for_platform_admins(path: &str) -> bool {
    path.starts_with("/api/platform/change_")
}
/// Ids that the form makes for a new thing.
const NEW_IDS: &[(&str, &str)] = &[
    ("/api/orders/create_order", "order_id"),
    ("/api/purchasing/create_purchase_order", "purchase_order_id"),
    ("/api/purchasing/receive_purchase_order", "receipt_id"),
    ("/api/purchasing/add_landed_cost", "cost_id"),
];
/// Functions whose ids are choices in a form, beside the thing itself: a foreign one is a mistake in its field.
const CHOICES: &[(&str, &str)] = &[
    ("/api/catalog/create_category", "parent_id"),
    ("/api/access/invite_member", "role_id"),
    ("/api/purchasing/create_purchase_order", "supplier_id"),
    ("/api/purchasing/create_purchase_order", "warehouse_id"),
];

fn id_arguments(function: &ServerFunction) -> Vec<String> {
    let names = function.arguments.iter().map(|(name, _)| name.clone()).filter(|name| name == "id" || name.ends_with("_id"));
    names.filter(|name| !NEW_IDS.contains(&(function.path.as_str(), name.as_str()))).collect()
}

fn domain_of(function: &ServerFunction) -> &str {
    function.path.split('/').nth(2).unwrap_or_default()
}

fn takes_a_file(function: &ServerFunction) -> bool {
    function.arguments.iter().any(|(_, ty)| ty == "MultipartData")
}

async fn call(browser: &mut Browser, function: &ServerFunction, values: &[(&str, &str)]) -> Page {
    if takes_a_file(function) { browser.call_multipart(&function.path, values).await } else { browser.call(&function.path, values).await }
}

#[test]
fn every_server_function_is_reachable_under_its_written_path() {
    // They register themselves where the program is linked with its pages.
    drop(page_routes());
    let mut registered: Vec<String> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| {
            assert_eq!(method, Method::POST, "{path} can be called by a link");
            path.to_owned()
        })
        .collect();
    registered.sort();
    let mut written: Vec<String> = server_functions().into_iter().map(|function| function.path).collect();
    written.sort();
    assert_eq!(registered, written);
}

#[tokio::test]
async fn every_server_function_refuses_a_stranger() {
    let app = TestApp::start().await;
    let mut wrong = Vec::new();
    for function in server_functions().iter().filter(|function| !PUBLIC_FUNCTIONS.contains(&function.path.as_str())) {
        let answer = call(&mut app.stranger(), function, &[]).await;
        if answer.status != StatusCode::UNAUTHORIZED {
            wrong.push(format!("{}: {}", function.path, answer.status));
        }
        let page = app.stranger().post_form(&function.path, &[]).await;
        let target = page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default();
        if page.status != StatusCode::SEE_OTHER || !target.starts_with("/login") {
            wrong.push(format!("{} as a form: {} {target}", function.path, page.status));
        }
    }
    check(&wrong, "answers to a stranger");
}

#[tokio::test]
async fn every_server_function_refuses_a_role_without_the_permission() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("INFLUENCER").await;
    let mut wrong = Vec::new();
    for function in server_functions().iter().filter(|function| !FOR_EVERY_MEMBER.contains(&function.path.as_str())) {
        let answer = call(&mut browser, function, &[]).await;
        let named = serde_json::from_str::<serde_json::Value>(&answer.body)
            .ok()
            .and_then(|error| error["Forbidden"].as_str().map(ToOwned::to_owned));
        if for_platform_admins(&function.path) {
            if answer.status != StatusCode::NOT_FOUND {
                wrong.push(format!("{}: {} {}", function.path, answer.status, answer.body));
            }
            continue;
        }
        if answer.status != StatusCode::FORBIDDEN || named.as_deref().and_then(Permission::from_key).is_none() {
            wrong.push(format!("{}: {} {}", function.path, answer.status, answer.body));
        }
    }
    check(&wrong, "answers to somebody without a permission");
}

#[tokio::test]
async fn a_suspended_organization_can_change_nothing() {
    let app = TestApp::start().await;
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let reads: BTreeSet<String> =
        files().iter().filter(|file| file.text.contains("#[server(")).flat_map(|file| reading_functions(&file.text)).collect();
    let mut wrong = Vec::new();
    for function in
        server_functions().iter().filter(|function| !FOR_EVERY_MEMBER.contains(&function.path.as_str()) && !reads.contains(&function.path))
    {
        let answer = call(&mut browser, function, &[]).await;
        if answer.status != StatusCode::CONFLICT || !answer.body.contains("error-organization-suspended") {
            wrong.push(format!("{}: {} {}", function.path, answer.status, answer.body));
        }
    }
    check(&wrong, "changes of a suspended organization");
}

/// Functions that only ask: their bodies begin with `require` instead of `require_change`.
fn reading_functions(text: &str) -> Vec<String> {
    let blocks = text.split("#[server(").skip(1);
    let paths = blocks.filter(|block| !block.contains("require_change")).filter_map(|block| {
        let value = |name: &str| Some(block.split_once(&format!("{name} = \""))?.1.split('"').next()?.to_owned());
        Some(format!("{}/{}", value("prefix")?, value("endpoint")?))
    });
    paths.collect()
}

#[tokio::test]
async fn every_server_function_called_with_ids_of_somebody_else_finds_nothing() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let theirs = things(&app.other_scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let mut wrong = Vec::new();
    for function in &server_functions() {
        let ids = id_arguments(function);
        let value_of = |name: &str, from: &Things| -> Uuid {
            if name == "organization_id" {
                return app.other.id;
            }
            let thing = thing_of(name, domain_of(function));
            from.by_name(thing).unwrap_or_else(|| panic!("no {thing}"))
        };
        if ids.is_empty() || function.path == "/api/access/sign_in" {
            continue;
        }
        let foreign: Vec<(&str, String)> = ids.iter().map(|name| (name.as_str(), value_of(name, &theirs).to_string())).collect();
        let foreign: Vec<(&str, &str)> = foreign.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = call(&mut browser, function, &foreign).await;
        let is_choice = ids.iter().all(|name| CHOICES.contains(&(function.path.as_str(), name.as_str())));
        let fine = answer.status == StatusCode::NOT_FOUND || is_choice && answer.status == StatusCode::UNPROCESSABLE_ENTITY;
        if !fine {
            wrong.push(format!("{} {ids:?}: {} {}", function.path, answer.status, answer.body));
        }
        for nonsense in ["", "nonsense", "00000000-0000-0000-0000-000000000000", "%00", "'"] {
            let values: Vec<(&str, &str)> = ids.iter().map(|name| (name.as_str(), nonsense)).collect();
            let answer = call(&mut browser, function, &values).await;
            if answer.status != StatusCode::NOT_FOUND && !(is_choice && answer.status.is_client_error()) {
                wrong.push(format!("{} with {nonsense:?}: {} {}", function.path, answer.status, answer.body));
            }
        }
        // One foreign id among one's own must not pass either.
        for mixed in ids.iter().filter(|_| ids.len() > 1) {
            let values: Vec<(&str, String)> =
                ids.iter().map(|name| (name.as_str(), value_of(name, if name == mixed { &theirs } else { &own }).to_string())).collect();
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = call(&mut browser, function, &values).await;
            if !answer.status.is_client_error() {
                wrong.push(format!("{} with somebody else's {mixed}: {} {}", function.path, answer.status, answer.body));
            }
        }
    }
    check(&wrong, "answers about somebody else's things");
}

#[tokio::test]
async fn nothing_that_is_typed_makes_a_server_function_fail() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let shapes = shapes();
    let long = "9".repeat(5000);
    let mut wrong = Vec::new();
    for typed in [
        "",
        "\0",
        "a\0b",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "2026-02-30",
        "'; drop table orders; --",
        "{}",
        "💥",
        "true",
        long.as_str(),
    ] {
        let mut browser_for_sign_out = browser.clone();
        for function in &server_functions() {
            let mut values = Vec::new();
            for (name, ty) in &function.arguments {
                if name != "organization_id" && id_arguments(function).contains(name) {
                    let id = own.by_name(thing_of(name, domain_of(function))).map(|id| id.to_string());
                    values.push((name.clone(), id.unwrap_or_default()));
                } else {
                    spell(name, ty, typed, &shapes, &mut values, 0);
                }
            }
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let by = if function.path.contains("/access/") { &mut browser_for_sign_out } else { &mut browser };
            let answer = call(by, function, &values).await;
            if answer.status.is_server_error() {
                let typed: String = typed.chars().take(30).collect();
                wrong.push(format!("{} with {typed:?}: {} {}", function.path, answer.status, answer.body));
            }
        }
    }
    check(&wrong, "failures");
}

/// Fields of the structs that server functions take: (name, type, type of its elements).
fn shapes() -> BTreeMap<String, Vec<(String, String, String)>> {
    let mut out = BTreeMap::new();
    for file in files().iter().filter(|file| file.path.contains("/model")) {
        for item in syn::parse_file(&file.text).unwrap().items {
            let syn::Item::Struct(item) = item else { continue };
            let fields = item.fields.iter().filter_map(|field| {
                let (name, inner) = type_names(&field.ty);
                Some((field.ident.as_ref()?.to_string(), name, inner))
            });
            out.insert(item.ident.to_string(), fields.collect());
        }
    }
    out
}

fn type_names(ty: &syn::Type) -> (String, String) {
    let syn::Type::Path(path) = ty else { return Default::default() };
    let Some(last) = path.path.segments.last() else { return Default::default() };
    let inner = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(type_names(ty).0),
            _ => None,
        }),
        _ => None,
    };
    (last.ident.to_string(), inner.unwrap_or_default())
}

fn spell(
    name: &str,
    ty: &str,
    typed: &str,
    shapes: &BTreeMap<String, Vec<(String, String, String)>>,
    out: &mut Vec<(String, String)>,
    depth: usize,
) {
    match (ty, shapes.get(ty)) {
        (_, Some(fields)) if depth < 4 => {
            for (field, ty, inner) in fields {
                let (name, ty) = if ty == "Vec" { (format!("{name}[{field}][0]"), inner) } else { (format!("{name}[{field}]"), ty) };
                spell(&name, ty, typed, shapes, out, depth + 1);
            }
        }
        ("Vec", _) => out.push((format!("{name}[0]"), typed.to_owned())),
        ("bool", _) => out.push((name.to_owned(), "true".to_owned())),
        _ => out.push((name.to_owned(), typed.to_owned())),
    }
}
