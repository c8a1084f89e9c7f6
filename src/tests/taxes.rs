//! Taxes: one rate a class and day, nothing that was charged is rewritten, and orders add up to the cent.

use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use smartstore::domains::catalog::model::{TaxClass, TaxRate, TaxRateForm};
use smartstore::domains::catalog::service::{add_tax_rate, delete_tax_rate, end_tax_rate, tax_rate_on, tax_table};
use smartstore::domains::orders::service::{create, detail, line_taxes};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;

fn today(scope: &Scope) -> NaiveDate {
    scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn form(class: TaxClass, rate: &str, from: NaiveDate, inclusive: bool) -> TaxRateForm {
    TaxRateForm {
        tax_class: class.code().to_owned(),
        rate: rate.to_owned(),
        inclusive: inclusive.to_string(),
        valid_from: from.to_string(),
    }
}

fn field<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => errors.0.into_iter().map(|error| format!("{}: {}", error.field, error.key)).collect(),
        other => panic!("not a field error: {other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not a conflict: {other:?}"),
    }
}

/// (rate, first day, last day) of the standard class, oldest first.
async fn standard(scope: &Scope) -> Vec<(Decimal, NaiveDate, Option<NaiveDate>)> {
    let mut rates: Vec<_> = tax_table(scope).await.unwrap().rates.into_iter().filter(|rate| rate.class == TaxClass::Standard).collect();
    rates.reverse();
    rates.into_iter().map(|rate| (rate.rate.normalize(), rate.valid_from, rate.valid_to)).collect()
}

/// What Sri Lanka has asked.
async fn history(scope: &Scope) {
    for (rate, from) in [("18", "2024-01-01"), ("15", "2022-09-01"), ("12", "2022-06-01"), ("8", "2019-12-01")] {
        add_tax_rate(scope, &form(TaxClass::Standard, rate, day(from), true)).await.unwrap();
    }
}

#[tokio::test]
async fn each_day_has_the_rate_of_its_time() {
    let app = TestApp::start().await;
    let scope = app.scope();
    history(&scope).await;
    assert_eq!(
        standard(&scope).await,
        [
            (amount("8"), day("2019-12-01"), Some(day("2022-05-31"))),
            (amount("12"), day("2022-06-01"), Some(day("2022-08-31"))),
            (amount("15"), day("2022-09-01"), Some(day("2023-12-31"))),
            (amount("18"), day("2024-01-01"), None),
        ]
    );
    let mut work = scope.begin().await.unwrap();
    for (on, expected) in [
        ("2019-11-30", None),
        ("2022-05-31", Some("8")),
        ("2022-06-01", Some("12")),
        ("2023-12-31", Some("15")),
        ("2024-01-01", Some("18")),
        ("2030-01-01", Some("18")),
    ] {
        let rate = tax_rate_on(&mut work, TaxClass::Standard, day(on)).await.unwrap();
        assert_eq!(rate.map(|rate| rate.rate.normalize()), expected.map(amount), "{on}");
    }
    assert_eq!(tax_rate_on(&mut work, TaxClass::Reduced, day("2024-01-01")).await.unwrap(), None);
    drop(work);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_new_rate_ends_the_one_before_and_what_has_passed_stays() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (now, soon, later) = (today(&scope), today(&scope) + Days::new(10), today(&scope) + Days::new(20));
    history(&scope).await;
    let past = form(TaxClass::Standard, "20", day("2025-01-01"), true);
    assert_eq!(field(add_tax_rate(&scope, &past).await), "valid_from: catalog-error-tax-past");
    let same = form(TaxClass::Standard, "20", day("2024-01-01"), true);
    assert_eq!(field(add_tax_rate(&scope, &same).await), "valid_from: catalog-error-tax-overlap");
    for (rate, from, expected) in [
        ("", "2030-01-01", "rate: error-required"),
        ("-1", "2030-01-01", "rate: catalog-error-tax-rate"),
        ("100.5", "2030-01-01", "rate: catalog-error-tax-rate"),
        ("1.2345", "2030-01-01", "rate: catalog-error-tax-rate"),
        ("1e1", "2030-01-01", "rate: catalog-error-tax-rate"),
        ("18", "2030-02-30", "valid_from: catalog-error-day"),
    ] {
        let typed = TaxRateForm { rate: rate.to_owned(), valid_from: from.to_owned(), ..form(TaxClass::Standard, "1", now, true) };
        assert_eq!(field(add_tax_rate(&scope, &typed).await), expected, "{rate} {from}");
    }
    assert_eq!(field(add_tax_rate(&scope, &form(TaxClass::Zero, "5", now, true)).await), "rate: catalog-error-tax-untaxed");

    add_tax_rate(&scope, &form(TaxClass::Standard, "20", later, true)).await.unwrap();
    add_tax_rate(&scope, &form(TaxClass::Standard, "19", soon, true)).await.unwrap();
    let rates = standard(&scope).await;
    assert_eq!(
        rates[3..],
        [(amount("18"), day("2024-01-01"), soon.pred_opt()), (amount("19"), soon, later.pred_opt()), (amount("20"), later, None),]
    );
    let table = tax_table(&scope).await.unwrap();
    let id = |rate: &str| table.rates.iter().find(|known| known.rate == amount(rate)).unwrap().id.to_string();
    assert_eq!(conflict(delete_tax_rate(&scope, &id("18")).await), "catalog-error-tax-begun");
    assert_eq!(conflict(end_tax_rate(&scope, &id("15"), &later.to_string()).await), "catalog-error-tax-ended");
    assert_eq!(field(end_tax_rate(&scope, &id("20"), &now.to_string()).await), "valid_to: catalog-error-tax-end-past");
    assert_eq!(field(end_tax_rate(&scope, &id("19"), &later.to_string()).await), "valid_to: catalog-error-tax-end-later");
    delete_tax_rate(&scope, &id("19")).await.unwrap();
    assert_eq!(standard(&scope).await[3..], [(amount("18"), day("2024-01-01"), later.pred_opt()), (amount("20"), later, None)]);
    end_tax_rate(&scope, &id("18"), &now.to_string()).await.unwrap();
    assert_eq!(standard(&scope).await[3].2, Some(now));
    let logged = tenant_count(&scope, "select count(*) from audit_logs where resource = 'tax_rate'").await;
    assert!(logged >= 10, "{logged}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn of_two_people_who_add_a_rate_from_one_day_one_is_told() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let from = today(&scope) + Days::new(5);
    let clicks = (0..8).map(|number| {
        let (scope, form) = (scope.clone(), form(TaxClass::Standard, &(10 + number).to_string(), from, true));
        tokio::spawn(async move { add_tax_rate(&scope, &form).await })
    });
    let outcomes: Vec<_> = futures::future::join_all(clicks).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refused in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(field(refused), "valid_from: catalog-error-tax-overlap");
    }
    // Different days at once: all are there, and no day has two.
    let clicks = (1..8_u64).map(|number| {
        let (scope, form) = (scope.clone(), form(TaxClass::Standard, &number.to_string(), from + Days::new(number), true));
        tokio::spawn(async move { add_tax_rate(&scope, &form).await })
    });
    for outcome in futures::future::join_all(clicks).await {
        outcome.unwrap().unwrap();
    }
    let rates = standard(&scope).await;
    assert_eq!(rates.len(), 8);
    assert!(rates.windows(2).all(|pair| pair[0].2 == pair[1].1.pred_opt()), "{rates:?}");
    assert_eq!(rates[7].2, None);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_database_itself_refuses_two_rates_on_one_day() {
    let app = TestApp::start().await;
    let scope = app.scope();
    history(&scope).await;
    let mut work = scope.begin().await.unwrap();
    let refused = sqlx::query("insert into tax_rates (id, tax_class, rate, valid_from) values ($1, 'STANDARD', 1, '2023-01-01')")
        .bind(new_id())
        .execute(work.conn())
        .await
        .unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("tax_rates_no_overlap"));
}

fn rate(percent: &str, inclusive: bool) -> TaxRate {
    TaxRate { id: new_id(), class: TaxClass::Standard, rate: amount(percent), inclusive, valid_from: day("2024-01-01"), valid_to: None }
}

#[test]
fn lines_are_rounded_half_away_from_zero_and_add_up_to_the_tax_on_their_sum() {
    let added = rate("18", false);
    let taxes = line_taxes(&[(amount("0.25"), Some(&added)), (amount("0.25"), Some(&added)), (amount("0.25"), Some(&added))]);
    let parts: Vec<Decimal> = taxes.iter().map(|tax| tax.added).collect();
    // 18 % of 0.75 is 0.135: 0.14. Each line alone is 0.045: 0.05. The last gives back what is too much.
    assert_eq!(parts, [amount("0.05"), amount("0.05"), amount("0.04")]);

    let included = rate("18", true);
    let taxes = line_taxes(&[(amount("1250"), Some(&included)), (amount("999.99"), Some(&included)), (amount("10"), None)]);
    assert_eq!(taxes.iter().map(|tax| tax.included).sum::<Decimal>(), amount("343.22"), "2249.99 * 18 / 118");
    assert_eq!((taxes[0].included, taxes[2].included), (amount("190.68"), Decimal::ZERO));

    // Many lines of a cent: no line falls below nothing.
    let lines: Vec<_> = (0..100).map(|_| (amount("0.03"), Some(&added))).chain([(amount("0.01"), Some(&added))]).collect();
    let taxes = line_taxes(&lines);
    assert!(taxes.iter().all(|tax| tax.added >= Decimal::ZERO));
    assert_eq!(taxes.iter().map(|tax| tax.added).sum::<Decimal>(), amount("0.54"));
    assert!(line_taxes(&[]).is_empty());
}

#[tokio::test]
async fn a_phone_order_has_the_tax_of_its_day_in_its_prices_or_on_top() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    product(&scope, "B", 5).await;
    product(&scope, "C", 5).await;
    history(&scope).await;
    add_tax_rate(&scope, &form(TaxClass::Reduced, "2.5", today(&scope), false)).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    for (sku, class) in [("B", "REDUCED"), ("C", "EXEMPT")] {
        sqlx::query("update products set tax_class = $2 where sku = $1").bind(sku).bind(class).execute(work.conn()).await.unwrap();
    }
    work.commit().await.unwrap();
    let mut new = new_order(&[("A", 2), ("B", 1), ("C", 1)]);
    new.discount = amount("500");
    let (id, _) = create(&scope, new).await.unwrap();
    let order = detail(&scope, id).await.unwrap();
    // 2500, 1250 and 1250 less 250, 125 and 125.
    assert_eq!(order.items.iter().map(|item| item.total).sum::<Decimal>(), amount("4528.13"));
    assert_eq!(order.tax_included, amount("343.22"), "2250 * 18 / 118");
    assert_eq!(order.tax, amount("28.13"), "1125 * 2.5 / 100 = 28.125");
    assert_eq!(order.row.total, amount("5000") - amount("500") + amount("350") + amount("28.13"));
    let page = app.sign_in("STAFF").await.open(&format!("/orders/{id}")).await;
    assert!(page.text(".sums").contains("343.22") && page.text(".sums").contains("28.13"), "{}", page.text(".sums"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_order_of_a_merchant_without_rates_has_no_tax() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    let (id, _) = create(&scope, new_order(&[("A", 2)])).await.unwrap();
    let order = detail(&scope, id).await.unwrap();
    assert_eq!((order.tax, order.tax_included, order.row.total), (Decimal::ZERO, Decimal::ZERO, amount("2850")));
}

#[tokio::test]
async fn rates_are_added_ended_and_deleted_on_the_page() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let soon = today(&scope) + Days::new(3);
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/settings/taxes").await;
    let add = "form[action='/api/catalog/add_tax_rate']";
    let page = owner.submit_form(&page, add, &[("rate", "abc")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("input[name=rate]", "value").as_deref(), Some("abc"), "what was typed is kept");
    let page = owner.open("/settings/taxes").await;
    let page = owner.submit_form(&page, add, &[("rate", "18%")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let page = owner.submit_form(&page, add, &[("rate", "20"), ("valid_from", &soon.to_string())]).await;
    assert!(page.visible().contains("18 %") && page.visible().contains("20 %"), "{}", page.visible());
    let page = owner.submit_form(&page, "form[action='/api/catalog/delete_tax_rate']", &[]).await;
    assert!(!page.visible().contains("20 %"), "{}", page.visible());
    assert_eq!(standard(&scope).await, [(amount("18"), today(&scope), None)]);
    let page = owner.submit_form(&page, "form[action='/api/catalog/end_tax_rate']", &[("valid_to", &soon.to_string())]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(standard(&scope).await, [(amount("18"), today(&scope), Some(soon))]);

    let page = app.sign_in("VIEWER").await.open("/settings/taxes").await;
    assert!(page.visible().contains("18 %"));
    assert!(!page.has("form[action^='/api/catalog']"), "who may only look sees no form");
}

#[tokio::test]
async fn a_product_keeps_its_tax_class() {
    let app = TestApp::start().await;
    product(&app.scope(), "A", 1).await;
    let mut owner = app.sign_in("OWNER").await;
    let mut work = app.scope().begin().await.unwrap();
    let id: uuid::Uuid = sqlx::query_scalar("select id from products").fetch_one(work.conn()).await.unwrap();
    drop(work);
    let page = owner.open(&format!("/products/{id}/edit")).await;
    let page = owner.submit_form(&page, "form[action='/api/catalog/update_product']", &[("tax_class", "ZERO")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from products where tax_class = 'ZERO'").await, 1);
    let id = id.to_string();
    let typed = [("id", id.as_str()), ("version", "2"), ("name", "A"), ("sku", "A"), ("price", "1"), ("tax_class", "NONSENSE")];
    let refused = owner.call("/api/catalog/update_product", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("tax_class"), "{}", refused.body);
}
