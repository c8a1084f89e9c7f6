//! Currencies, exchange rates and files of the European Central Bank.

use crate::support::fixtures::tenant_count;
use crate::support::source::root;
use crate::support::{Browser, Page, TestApp};
use axum::body::Body;
use axum::http::{StatusCode, header};
use chrono::{NaiveDate, TimeZone, Utc};
use rust_decimal::Decimal;
use smartstore::domains::localization::model::{Rate, RateForm, RateSource};
use smartstore::domains::localization::service::{add_currency, convert, import_ecb, rate_on, set_rate};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An application on a day after those of the files.
pub(crate) async fn start() -> TestApp {
    let app = TestApp::start().await;
    let wanted = Utc.with_ymd_and_hms(2026, 12, 1, 6, 0, 0).unwrap();
    app.clock.advance(wanted - app.clock.now());
    app
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("end2end/fixtures").join(name)).unwrap()
}

fn form(from: &str, to: &str, rate: &str, date: &str) -> RateForm {
    RateForm {
        from_currency: from.to_owned(),
        to_currency: to.to_owned(),
        rate: rate.to_owned(),
        date: date.to_owned(),
        reason: "Rate of our bank".to_owned(),
        confirm: String::new(),
    }
}

pub(crate) fn fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => {
            errors.0.into_iter().map(|error| format!("{}: {}", error.field, error.key.replace("localization-", ""))).collect()
        }
        other => panic!("not a field error: {other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

async fn rate(scope: &Scope, from: &str, to: &str, on: &str) -> Result<Rate, Error> {
    rate_on(&mut scope.begin().await.unwrap(), from, to, day(on)).await
}

#[tokio::test]
async fn a_rate_entered_by_hand_holds_until_the_next_and_a_second_of_the_day_replaces_it() {
    let app = start().await;
    let scope = app.scope();
    set_rate(&scope, &form("USD", "LKR", "300", "2026-01-05")).await.unwrap();
    set_rate(&scope, &form("USD", "LKR", "1,302.50", "2026-01-05")).await.unwrap();
    set_rate(&scope, &form("USD", "LKR", "302.50", "2026-01-05")).await.unwrap();
    set_rate(&scope, &form("USD", "LKR", "302.50", "2026-01-05")).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from currency_exchange_rates").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'localization.rate_entered'").await, 3);
    let replaced = "select count(*) from audit_logs where old_values ->> 'rate' like '1302.5%' and new_values ->> 'rate' like '302.5%'";
    assert_eq!(tenant_count(&scope, replaced).await, 1, "the log has both");

    let found = rate(&scope, "USD", "LKR", "2026-11-30").await.unwrap();
    assert_eq!((found.rate.normalize(), found.date, found.source), (amount("302.5"), day("2026-01-05"), Some(RateSource::Manual)));
    let back = rate(&scope, "LKR", "USD", "2026-11-30").await.unwrap();
    assert_eq!(convert(amount("302500"), &back).unwrap(), amount("1000.00"));
    assert_eq!(convert(amount("10.01"), &found).unwrap(), amount("3028.03"), "3028.025, half away from zero");
    assert_eq!(rate(&scope, "LKR", "LKR", "2020-01-01").await.unwrap().rate, Decimal::ONE);
    assert_eq!(conflict(rate(&scope, "USD", "LKR", "2026-01-04").await), "localization-error-rate-none");
    assert_eq!(conflict(rate(&app.other_scope(), "USD", "LKR", "2026-11-30").await), "localization-error-rate-none");
    app.assert_quiet().await;
}

#[tokio::test]
async fn nonsense_is_refused_and_a_leap_is_asked_about() {
    let app = start().await;
    let scope = app.scope();
    for (typed, expected) in [
        (form("USD", "LKR", "-1", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "0", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "1,5", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "1e3", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "0.123456789", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "99999999999", "2026-01-05"), "rate: error-rate"),
        (form("USD", "LKR", "300", "2026-12-02"), "date: error-future"),
        (form("USD", "LKR", "300", "2026-02-30"), "date: error-day"),
        (form("USD", "USD", "300", "2026-01-05"), "to_currency: error-currency-same"),
        (form("XXX", "LKR", "300", "2026-01-05"), "from_currency: error-currency"),
        (RateForm { reason: " ".to_owned(), ..form("USD", "LKR", "300", "2026-01-05") }, "reason: error-required"),
    ] {
        assert_eq!(fields(set_rate(&scope, &typed).await), [expected], "{typed:?}");
    }
    set_rate(&scope, &form("USD", "LKR", "300", "2026-01-05")).await.unwrap();
    for leap in ["3000.01", "29.99"] {
        assert_eq!(fields(set_rate(&scope, &form("USD", "LKR", leap, "2026-01-06")).await), ["confirm: error-jump"]);
    }
    assert_eq!(fields(set_rate(&scope, &form("LKR", "USD", "0.1", "2026-01-06")).await), ["confirm: error-jump"], "the other way round");
    set_rate(&scope, &form("LKR", "USD", "0.0033", "2026-01-06")).await.unwrap();
    let meant = RateForm { confirm: "true".to_owned(), ..form("USD", "LKR", "3000.01", "2026-01-07") };
    set_rate(&scope, &meant).await.unwrap();
}

#[tokio::test]
async fn the_banks_rates_meet_in_the_euro_and_hold_for_four_days() {
    let app = start().await;
    let scope = app.scope();
    let first = import_ecb(&scope, file("eurofxref-hist.xml"), false).await.unwrap();
    assert_eq!((first.days, first.new, first.changed, first.unchanged), (3, 6, 0, 0), "dollars and pounds; rupees of India are not in use");
    let again = import_ecb(&scope, file("eurofxref-hist.xml"), false).await.unwrap();
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 6));
    let daily = import_ecb(&scope, file("eurofxref-daily.xml"), false).await.unwrap();
    assert_eq!((daily.days, daily.new, daily.changed, daily.unchanged), (1, 0, 0, 2));
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'localization.rates_imported'").await, 1);

    assert_eq!(rate(&scope, "EUR", "USD", "2026-03-06").await.unwrap().rate.normalize(), amount("1.25"));
    assert_eq!(rate(&scope, "USD", "EUR", "2026-03-06").await.unwrap().rate.normalize(), amount("0.8"));
    assert_eq!(rate(&scope, "USD", "GBP", "2026-03-06").await.unwrap().rate.normalize(), amount("0.64"));
    let carried = rate(&scope, "GBP", "USD", "2026-03-10").await.unwrap();
    assert_eq!((carried.rate, carried.date, carried.source), (amount("1.5625"), day("2026-03-06"), Some(RateSource::Ecb)));
    assert_eq!(conflict(rate(&scope, "EUR", "USD", "2026-03-11").await), "localization-error-rate-old");
    assert_eq!(conflict(rate(&scope, "USD", "LKR", "2026-03-06").await), "localization-error-rate-none", "the bank has no rupee");
    assert_eq!(conflict(rate(&app.other_scope(), "EUR", "USD", "2026-03-06").await), "localization-error-rate-none", "a file is its own");

    // The organization's own word comes first, even where the bank's is newer.
    set_rate(&scope, &form("EUR", "USD", "1.10", "2026-03-05")).await.unwrap();
    let own = rate(&scope, "EUR", "USD", "2026-03-06").await.unwrap();
    assert_eq!((own.rate.normalize(), own.source), (amount("1.1"), Some(RateSource::Manual)));

    add_currency(&scope, "inr").await.unwrap();
    let fresh = Scope { organization: organization(&app).await.into(), ..scope.clone() };
    assert_eq!(import_ecb(&fresh, file("eurofxref-hist.xml"), false).await.unwrap().new, 3);
    app.assert_quiet().await;
}

pub(crate) async fn organization(app: &TestApp) -> smartstore::server::context::Organization {
    smartstore::domains::access::service::organization_by_slug(&app.db, &app.organization.slug).await.unwrap()
}

#[tokio::test]
async fn what_the_program_itself_brings_is_everybodys() {
    let app = start().await;
    let sql = "insert into currency_exchange_rates (id, from_currency, to_currency, rate, date, source) values ($1, 'USD', 'LKR', 301, '2026-11-30', 'CBSL')";
    sqlx::query(sql).bind(new_id()).execute(app.db.global()).await.unwrap();
    for scope in [app.scope(), app.other_scope()] {
        assert_eq!(rate(&scope, "USD", "LKR", "2026-12-01").await.unwrap().rate.normalize(), amount("301"));
        let mut work = scope.begin().await.unwrap();
        for statement in ["update currency_exchange_rates set rate = 1", "delete from currency_exchange_rates"] {
            assert_eq!(sqlx::query(statement).execute(work.conn()).await.unwrap().rows_affected(), 0, "{statement}");
        }
        let forged = sqlx::query("insert into currency_exchange_rates (id, from_currency, to_currency, rate, date, source, organization_id) values ($1, 'USD', 'LKR', 1, '2026-11-30', 'ECB', null)")
            .bind(new_id())
            .execute(work.conn())
            .await
            .unwrap_err();
        assert_eq!(forged.as_database_error().unwrap().code().as_deref(), Some("42501"));
    }
}

#[tokio::test]
async fn settings_are_written_for_the_own_organization_only() {
    let app = start().await;
    add_currency(&app.scope(), "USD").await.unwrap();
    assert_eq!(organization(&app).await.settings["currencies"], serde_json::json!(["USD"]));
    let others: serde_json::Value =
        sqlx::query_scalar("select settings from organizations where id = $1").bind(app.other.id).fetch_one(app.db.global()).await.unwrap();
    assert_eq!(others, serde_json::json!({}));
    let mut work = app.scope().begin().await.unwrap();
    let reached =
        sqlx::query("update organizations set settings = '{}' where id = $1").bind(app.other.id).execute(work.conn()).await.unwrap();
    assert_eq!(reached.rows_affected(), 0);
    drop(work);
    let at_once = ["EUR", "GBP", "INR", "AUD", "JPY", "AED"].map(|code| {
        let scope = app.scope();
        tokio::spawn(async move { add_currency(&scope, code).await })
    });
    for outcome in futures::future::join_all(at_once).await {
        outcome.unwrap().unwrap();
    }
    assert_eq!(organization(&app).await.settings["currencies"].as_array().unwrap().len(), 7, "nobody's currency is lost");
    assert_eq!(fields(add_currency(&app.scope(), "LKR").await), ["code: error-currency-known"]);
    assert_eq!(fields(add_currency(&app.scope(), "XAU").await), ["code: error-currency"]);
}

#[tokio::test]
async fn a_file_that_is_not_the_banks_changes_nothing() {
    let app = start().await;
    let scope = app.scope();
    let good = String::from_utf8(file("eurofxref-daily.xml")).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    let broken = [
        String::new(),
        "hello".to_owned(),
        "<html></html>".to_owned(),
        good[..good.len() - 20].to_owned(),
        changed("'1.2500'", "'-1.2500'"),
        changed("'1.2500'", "'0'"),
        changed("'1.2500'", "'1e3'"),
        changed("'1.2500'", "'NaN'"),
        changed("'1.2500'", "'99999999999'"),
        changed("'1.2500'", "'&x;'"),
        changed("'2026-03-06'", "'2026-02-30'"),
        changed("currency='GBP'", "currency='USD'"),
        changed("<gesmes:Envelope", "<!DOCTYPE x [<!ENTITY x 'y'>]><gesmes:Envelope"),
        changed("</Cube>\n</gesmes:Envelope>", "<Cube time='2026-03-06'><Cube currency='USD' rate='1'/></Cube></Cube>\n</gesmes:Envelope>"),
        changed("<Cube currency='JPY' rate='160.05'/>", "<Cube currency='JPY' rate='160.05'>"),
        format!("{good}<gesmes:Envelope/>"),
        format!("<gesmes:Envelope>{}", "<a>".repeat(50_000)),
    ];
    for text in broken {
        let start: String = text.chars().take(80).collect();
        assert_eq!(fields(import_ecb(&scope, text.into_bytes(), true).await), ["file: error-file"], "{start}");
    }
    assert_eq!(fields(import_ecb(&scope, vec![0xff, 0xfe, 0], true).await), ["file: error-file"]);
    let future = changed("2026-03-06", "2026-12-02").into_bytes();
    assert_eq!(fields(import_ecb(&scope, future, true).await), ["file: error-file-future"]);
    assert_eq!(tenant_count(&scope, "select count(*) from currency_exchange_rates").await, 0);

    import_ecb(&scope, good.clone().into_bytes(), false).await.unwrap();
    let leap = good.replace("2026-03-06", "2026-03-09").replace("'1.2500'", "'12.6'").into_bytes();
    assert_eq!(fields(import_ecb(&scope, leap.clone(), false).await), ["confirm: error-file-jump"]);
    assert_eq!(import_ecb(&scope, leap, true).await.unwrap().new, 2);
    let corrected = good.replace("'1.2500'", "'1.2600'").into_bytes();
    let done = import_ecb(&scope, corrected, false).await.unwrap();
    assert_eq!((done.new, done.changed, done.unchanged), (0, 1, 1));
}

async fn upload(browser: &mut Browser, fields: &[(&str, &str)], content: &[u8]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rates.xml\"\r\nContent-Type: text/xml\r\n\r\n");
    body.extend(content);
    body.extend(b"\r\n--limit--\r\n");
    let mut request = browser.form_request("/settings/currencies/ecb", &[]);
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=limit".parse().unwrap());
    *request.body_mut() = Body::from(body);
    let page = browser.send(request).await;
    browser.follow(page).await
}

#[tokio::test]
async fn currencies_rates_and_files_on_the_page() {
    let app = start().await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/settings/currencies").await;
    let page = owner.submit_form(&page, "form[action='/api/localization/add_currency']", &[("code", "usd")]).await;
    assert!(page.text(".toast").contains("USD"), "{page:?}");
    let set = "form[action='/api/localization/set_rate']";
    let typed = [("from_currency", "USD"), ("to_currency", "LKR"), ("rate", "302.5"), ("date", "2026-12-01"), ("reason", "Our bank")];
    let page = owner.submit_form(&page, set, &typed).await;
    assert!(page.visible().contains("302.5") && page.visible().contains("Our bank"), "{}", page.visible());
    let typed = [("from_currency", "USD"), ("to_currency", "LKR"), ("rate", "30250"), ("date", "2026-12-01"), ("reason", "Typing")];
    let page = owner.submit_form(&page, set, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("input[name=rate]", "value").as_deref(), Some("30250"));
    assert!(page.has("#confirm"), "the box to tick");

    owner.open("/settings/currencies").await;
    let page = upload(&mut owner, &[], b"<html/>").await;
    assert_eq!((page.status, page.has("#file-error")), (StatusCode::UNPROCESSABLE_ENTITY, true), "{page:?}");
    let page = upload(&mut owner, &[], b"").await;
    assert_eq!((page.status, page.has("#file-error")), (StatusCode::UNPROCESSABLE_ENTITY, true), "{page:?}");
    let page = upload(&mut owner, &[], &file("eurofxref-hist.xml")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text(".toast").contains('6'), "{}", page.text(".toast"));
    let page = owner.open("/settings/currencies?source=ECB&currency=GBP").await;
    assert_eq!(page.texts("tbody .cell-amount").len(), 3, "{}", page.visible());

    let mut viewer = app.sign_in("VIEWER").await;
    assert!(!viewer.open("/settings/currencies").await.has(set));
    viewer.open("/settings/currencies").await;
    assert_eq!(upload(&mut viewer, &[], &file("eurofxref-hist.xml")).await.status, StatusCode::FORBIDDEN);
    let page = upload(&mut app.stranger(), &[], &file("eurofxref-hist.xml")).await;
    assert_eq!(page.path.split('?').next(), Some("/login"));
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    assert_eq!(upload(&mut owner, &[], &file("eurofxref-hist.xml")).await.status, StatusCode::CONFLICT);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_enter_the_rate_of_a_day_leave_one_and_both_in_the_log() {
    let app = start().await;
    let scope = app.scope();
    let at_once = (0..6).map(|number| {
        let (scope, form) = (scope.clone(), form("USD", "LKR", &format!("30{number}"), "2026-11-30"));
        tokio::spawn(async move { set_rate(&scope, &form).await })
    });
    for outcome in futures::future::join_all(at_once).await {
        outcome.unwrap().unwrap();
    }
    assert_eq!(tenant_count(&scope, "select count(*) from currency_exchange_rates").await, 1);
    let logged = "select count(*) from audit_logs where action = 'localization.rate_entered'";
    assert_eq!(tenant_count(&scope, logged).await, 6);
    let first = "select count(*) from audit_logs where action = 'localization.rate_entered' and old_values is null";
    assert_eq!(tenant_count(&scope, first).await, 1, "each but the first knows what it has replaced");
}
