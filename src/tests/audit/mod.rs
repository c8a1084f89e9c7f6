//! The log: who changed what, that nobody can change it afterwards, and how it is read.

mod chain;

use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count, things};
use crate::support::source::{SourceFile, files};
use axum::http::{StatusCode, header};
use proc_macro2::{Delimiter, TokenTree};
use serde_json::{Value, json};
use smartstore::domains::audit::model::{ACTIONS, AREAS, RESOURCES, action_key};
use smartstore::domains::audit::service::{masked, record};
use smartstore::domains::orders::service::{confirm, set_hold};
use smartstore::server::clock::new_id;
use smartstore::server::{Scope, csv_out};
use smartstore::shared::Permission;
use sqlx::Row;
use std::collections::BTreeSet;

// ---- what is written

#[test]
fn secrets_are_masked_at_any_depth() {
    let value = json!({
        "name": "x", "Password": "a", "nested": {"api_key": "b", "list": [{"access_token": "c"}, {"secret": {"deep": "d"}}], "empty_token": null},
        "credentials_enc": [1, 2], "keyboard": "stays"
    });
    let masked = masked(value);
    assert_eq!(
        masked,
        json!({
            "name": "x", "Password": "***", "nested": {"api_key": "***", "list": [{"access_token": "***"}, {"secret": "***"}], "empty_token": null},
            "credentials_enc": "***", "keyboard": "stays"
        })
    );
}

#[tokio::test]
async fn a_change_is_written_with_person_address_client_and_both_values() {
    let app = TestApp::start().await;
    fixtures::product(&app.scope(), "LAMP", 5).await;
    let order = fixtures::order(&app.scope(), &[("LAMP", 1)]).await;
    let mut browser = app.sign_in("STAFF").await;
    for (path, values) in [
        ("/api/orders/hold_order", vec![("order_id", order.to_string()), ("reason", "calls back".to_owned())]),
        ("/api/orders/release_order", vec![("order_id", order.to_string())]),
        ("/api/access/choose_language", vec![("language", "ta".to_owned())]),
        ("/api/access/sign_out", vec![]),
    ] {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = browser.call(path, &values).await;
        assert!(answer.status.is_success(), "{path}: {answer:?}");
    }
    let mut work = app.scope().begin().await.unwrap();
    for (action, old, new) in [
        ("access.signed_in", Value::Null, Value::Null),
        ("orders.held", json!({"hold_reason": null}), json!({"hold_reason": "calls back"})),
        ("orders.hold_released", json!({"hold_reason": "calls back"}), json!({"hold_reason": null})),
        ("access.language_changed", json!({"language": null}), json!({"language": "ta"})),
        ("access.signed_out", Value::Null, Value::Null),
    ] {
        let row = sqlx::query(
            "select coalesce(old_values, 'null') as old, coalesce(new_values, 'null') as new, host(ip) as ip, user_agent, u.email
             from audit_logs a join users u on u.id = a.user_id where action = $1",
        )
        .bind(action)
        .fetch_one(work.conn())
        .await
        .unwrap_or_else(|error| panic!("{action}: {error}"));
        assert_eq!((row.get::<Value, _>("old"), row.get::<Value, _>("new")), (old, new), "{action}");
        assert_eq!(row.get::<Option<String>, _>("ip").as_deref(), Some("203.0.113.7"), "{action}");
        assert_eq!(row.get::<Option<String>, _>("user_agent").as_deref(), Some("Test/1"), "{action}");
        assert_eq!(row.get::<String, _>("email"), fixtures::member(&app.organization, "STAFF").email, "{action}");
    }
    drop(work);
    app.assert_quiet().await;
}

#[tokio::test]
async fn moving_to_another_organization_is_written_there() {
    let app = TestApp::start().await;
    fixtures::add_member(&app.other_scope(), &fixtures::member(&app.organization, "OWNER")).await;
    let mut browser = app.sign_in("OWNER").await;
    browser.call("/api/access/choose_organization", &[("organization_id", &app.other.id.to_string())]).await;
    assert_eq!(tenant_count(&app.other_scope(), "select count(*) from audit_logs where action = 'access.organization_entered'").await, 1);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'access.organization_entered'").await, 0);
}

// ---- names

/// Literals like `orders.held` in these tokens, without those that are only sent as events.
fn dotted(tokens: &[TokenTree], out: &mut BTreeSet<String>) {
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                // Events, and what kinds of bulk change there are, have names of their own.
                let other = matches!(before, Some(TokenTree::Ident(name)) if *name == "emit" || *name == "facts");
                if !(other && group.delimiter() == Delimiter::Parenthesis) {
                    dotted(&group.stream().into_iter().collect::<Vec<_>>(), out);
                }
            }
            TokenTree::Literal(literal) => {
                let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) else { continue };
                let text = text.value();
                let is_action = text.split_once('.').is_some_and(|(area, verb)| {
                    AREAS.iter().any(|(known, _)| known.trim_end_matches('.') == area)
                        && !verb.is_empty()
                        && verb.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                });
                if is_action && Permission::from_key(&text).is_none() {
                    out.insert(text);
                }
            }
            _ => {}
        }
    }
}

/// Whether a file writes to the log.
fn writes(file: &SourceFile) -> bool {
    file.path.starts_with("src/domains/") && (file.text.contains("service::record(") || file.text.contains("service::record_as("))
        || file.path == "src/domains/audit/service.rs"
}

#[test]
fn every_action_that_is_written_has_a_name() {
    let mut written = BTreeSet::new();
    for file in files().iter().filter(|file| writes(file)) {
        dotted(&file.tokens, &mut written);
    }
    assert!(written.len() > 40, "{written:?}");
    let nameless: Vec<&String> = written.iter().filter(|action| action_key(action).is_none()).collect();
    assert!(nameless.is_empty(), "add them to src/domains/audit/model/names.rs and the texts: {nameless:?}");
    for (stored, key) in ACTIONS {
        assert_eq!(*key, format!("audit-action-{}", stored.replace(['.', '_'], "-")), "{stored}");
        assert!(AREAS.iter().any(|(area, _)| stored.starts_with(area)), "{stored} is in no area");
    }
    for (stored, key) in RESOURCES {
        assert_eq!(*key, format!("audit-resource-{}", stored.replace('_', "-")), "{stored}");
    }
}

#[tokio::test]
async fn everything_that_the_demo_writes_has_a_name() {
    let app = TestApp::start().await;
    smartstore::seed::demo(&app.db, &app.clock.clock(), app.storage()).await.unwrap();
    let organization = smartstore::domains::access::service::organization_by_slug(&app.db, "kandy-crafts").await.unwrap();
    let scope = Scope::system(app.db.clone(), app.clock.clock(), organization);
    let mut work = scope.begin().await.unwrap();
    let rows: Vec<(String, String)> =
        sqlx::query_as("select distinct action, resource from audit_logs").fetch_all(work.conn()).await.unwrap();
    assert!(!rows.is_empty());
    for (action, resource) in rows {
        assert!(action_key(&action).is_some(), "{action} has no name");
        assert!(RESOURCES.iter().any(|(known, _)| *known == resource), "{resource} has no name");
    }
    let waiting: i64 = sqlx::query_scalar("select count(*) from audit_pending").fetch_one(work.conn()).await.unwrap();
    assert_eq!(waiting, 0, "the demo is sealed");
}

/// Writes so many lines, each in a transaction of its own.
async fn write(scope: &Scope, count: usize) {
    for number in 0..count {
        let mut work = scope.begin().await.unwrap();
        record(
            &mut work,
            "orders.noted",
            "order",
            new_id(),
            Value::Null,
            json!({"note": number.to_string(), "b": [1, {"z": 1, "a": "ක"}]}),
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
    }
}

// ---- the page

#[tokio::test]
async fn the_page_filters_by_person_action_kind_days_and_address() {
    let app = TestApp::start().await;
    fixtures::product(&app.scope(), "LAMP", 5).await;
    let order = fixtures::order(&app.scope(), &[("LAMP", 1)]).await;
    set_hold(&app.scope(), order, "waits").await.unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let staff: uuid::Uuid = sqlx::query_scalar("select id from users where email = $1")
        .bind(fixtures::member(&app.organization, "STAFF").email)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    app.sign_in("STAFF").await;
    let page = browser.open("/settings/audit").await;
    assert!(page.texts("tbody td.cell-status").contains(&"Put an order on hold".to_owned()), "{page:?}");
    assert!(page.has(&format!("a[href='/orders/{order}']")), "the record is linked");
    assert!(page.body.contains("Test/1"), "the details name the browser");
    let today = app.clock.now().with_timezone(&app.organization.time_zone).date_naive();
    for (query, expected) in [
        (format!("person={staff}"), vec!["Signed in"]),
        ("action=orders.held".to_owned(), vec!["Put an order on hold"]),
        ("action=orders.&resource=order".to_owned(), vec!["Put an order on hold", "Placed an order"]),
        (format!("resource=order&id={order}&action=orders.created"), vec!["Placed an order"]),
        ("address=203.0.113.0/24&person=program".to_owned(), vec![]),
        (format!("address=203.0.113.7&person={staff}"), vec!["Signed in"]),
        (format!("action=orders.held&from={today}&to={today}"), vec!["Put an order on hold"]),
        ("action=orders.held&to=2020-01-01".to_owned(), vec![]),
        ("action=orders.held&from=2999-01-01".to_owned(), vec![]),
        ("action=orders.hel".to_owned(), vec![]),
    ] {
        let page = browser.open(&format!("/settings/audit?{query}")).await;
        assert_eq!(page.texts("tbody td.cell-status"), expected, "{query}");
    }
    let page = browser.open("/settings/audit?address=kandy").await;
    assert!(page.texts("tbody td.cell-status").is_empty(), "a mistyped address does not widen");
    assert!(page.has("#address[aria-invalid]") && page.has("#address-error"), "and is said beside its field");
    for language in ["si", "ta"] {
        browser.call("/api/access/choose_language", &[("language", language)]).await;
        let page = browser.open("/settings/audit?action=orders.held").await;
        assert_ne!(page.texts("tbody td.cell-status"), ["Put an order on hold"], "{language}");
    }
}

#[tokio::test]
async fn records_show_their_history_when_asked() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    confirm(&app.scope(), own.order).await.unwrap();
    let mut browser = app.sign_in("OWNER").await;
    for (path, resource, id) in [
        (format!("/orders/{}", own.order), "order", own.order),
        (format!("/products/{}", own.product), "product", own.product),
        (format!("/customers/{}", own.customer), "customer", own.customer),
        (format!("/couriers?edit={}", own.courier), "courier", own.courier),
        (format!("/inventory/warehouses?warehouse={}", own.warehouse), "warehouse", own.warehouse),
    ] {
        let page = browser.open(&path).await;
        assert!(page.has("details#history:not([open])"), "{path}");
        assert!(page.has(&format!("details#history a[href='/settings/audit?resource={resource}&id={id}']")), "{path}");
        assert!(!page.has("#history li"), "{path} asks for what nobody wants to see");
        let joint = if path.contains('?') { '&' } else { '?' };
        let page = browser.open(&format!("{path}{joint}history=1")).await;
        assert!(page.has("details#history[open]"), "{path}");
        if resource == "order" {
            assert!(page.text("#history").contains("Confirmed an order"), "{}", page.text("#history"));
        }
    }
    let mut warehouse = app.sign_in("WAREHOUSE").await;
    assert!(!warehouse.open(&format!("/orders/{}?history=1", own.order)).await.has("#history"), "without audit.read there is none");
}

// ---- the export

#[test]
fn cells_that_a_spreadsheet_would_run_are_inert() {
    for (cell, expected) in [("=1+1", "'=1+1"), ("+94", "'+94"), ("-5", "'-5"), ("@x", "'@x"), ("\tx", "'\tx"), ("a=b", "a=b"), ("", "")] {
        assert_eq!(csv_out::inert(cell), expected);
    }
    let bytes = csv_out::file(&[vec!["a".to_owned(), "b, \"c\"".to_owned()], vec!["=x".to_owned(), "1\n2".to_owned()]]).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}a,\"b, \"\"c\"\"\"\r\n'=x,\"1\n2\"\r\n");
}

#[tokio::test]
async fn a_stream_of_csv_comes_page_by_page_with_one_head() {
    use futures::TryStreamExt;
    let stream = csv_out::stream(vec!["n".to_owned()], 0, |from: i32| async move {
        let rows = (from..from + 2).map(|number| vec![number.to_string()]).collect();
        Ok((rows, (from < 4).then_some(from + 2)))
    });
    let pieces: Vec<Vec<u8>> = stream.try_collect().await.unwrap();
    assert_eq!(pieces.len(), 4);
    assert_eq!(String::from_utf8(pieces.concat()).unwrap(), "\u{feff}n\r\n0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n");
}

#[tokio::test]
async fn the_export_has_what_the_filter_shows_and_is_written_down_itself() {
    let app = TestApp::start().await;
    fixtures::product(&app.scope(), "LAMP", 5).await;
    let order = fixtures::order(&app.scope(), &[("LAMP", 1)]).await;
    set_hold(&app.scope(), order, "=HYPERLINK(\"x\")").await.unwrap();
    write(&app.scope(), 1_205).await;
    // Also a suspended organization takes its data out.
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/settings/audit?action=orders.held").await;
    let href = page.attribute("a[download]", "href").unwrap();
    let file = browser.get(&href).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; filename=\"audit-"));
    assert!(file.body.starts_with('\u{feff}'));
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].contains("Put an order on hold") && lines[1].contains("hold_reason: "), "{lines:?}");
    let all = browser.get("/settings/audit/export.csv?action=orders.noted").await;
    assert_eq!(all.body.lines().filter(|line| line.contains("orders.noted") || line.contains("Added a note")).count(), 1_205);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'audit.exported'").await, 2);
    let mut warehouse = app.sign_in("WAREHOUSE").await;
    assert_eq!(warehouse.get("/settings/audit/export.csv").await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.stranger().get("/settings/audit/export.csv").await.status, StatusCode::SEE_OTHER);
}
