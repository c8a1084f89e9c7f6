//! Birthdays and anniversaries: typed, shown, asked for, merged and forgotten.

use super::{customer, refusal, texts};
use crate::support::TestApp;
use axum::http::StatusCode;
use chrono::{Datelike, Days};
use smartstore::domains::customers::model::{Birthday, CustomerForm, MergeForm, SegmentForm};
use smartstore::domains::customers::service::{anonymise, count_members, create, detail, merge, merges, preview, undo};
use smartstore::server::Scope;

async fn born(scope: &Scope, name: &str, birthday: [&str; 3], anniversary: &str) -> Result<uuid::Uuid, smartstore::server::Error> {
    let [birth_day, birth_month, birth_year] = birthday.map(ToOwned::to_owned);
    let anniversary = anniversary.to_owned();
    create(scope, &CustomerForm { name: name.to_owned(), birth_day, birth_month, birth_year, anniversary, ..CustomerForm::default() }).await
}

#[tokio::test]
async fn only_days_that_there_are_can_be_typed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for wrong in [
        ["30", "2", ""],
        ["29", "2", "2001"],
        ["1", "", ""],
        ["", "", "1990"],
        ["x", "1", ""],
        ["1", "13", ""],
        ["1", "1", "1899"],
        ["1", "1", "2199"],
    ] {
        assert_eq!(refusal(born(&scope, "Nimal", wrong, "").await), "customers-error-birthday", "{wrong:?}");
    }
    assert_eq!(refusal(born(&scope, "Nimal", ["", "", ""], "1850-01-01").await), "customers-error-anniversary");
    assert_eq!(refusal(born(&scope, "Nimal", ["", "", ""], "soon").await), "customers-error-anniversary");
    let id = born(&scope, "Nimal", ["29", "2", ""], "2016-11-26").await.unwrap();
    let person = detail(&scope, id).await.unwrap();
    assert_eq!(person.birthday, Birthday::new(29, 2, None));
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/customers/{id}")).await;
    assert!(page.visible().contains("29 Feb") && page.visible().contains("26 Nov 2016"), "{}", page.visible());
    let form = staff.open(&format!("/customers/{id}/edit")).await;
    assert_eq!(form.attribute("#birth_day", "value").as_deref(), Some("29"));
    let css = "form[action='/api/customers/update_customer']";
    let refused = staff.submit_form(&form, css, &[("birth_year", "2001")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attribute("#birth_year", "value").as_deref(), Some("2001"), "nothing typed is lost");
    let saved = staff.submit_form(&refused, css, &[("birth_year", "2000")]).await;
    assert!(saved.visible().contains("29 Feb 2000"), "{}", saved.visible());
    app.assert_quiet().await;
}

#[tokio::test]
async fn days_that_come_every_year_are_found_in_store_time() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let today = app.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
    let parts = |ahead: u64| {
        let day = today.checked_add_days(Days::new(ahead)).unwrap();
        (day.day().to_string(), day.month().to_string(), day.with_year(2004).unwrap().to_string())
    };
    for (name, ahead) in [("Today", 0), ("In a week", 7), ("In 300 days", 300)] {
        let (day, month, date) = parts(ahead);
        born(&scope, name, [&day, &month, ""], &date).await.unwrap();
    }
    customer(&scope, "Nobody knows", "", "").await;
    for (days, count) in [("0", 1), ("6", 1), ("7", 2), ("299", 2), ("300", 3), ("366", 3)] {
        let birthday = SegmentForm { birthday_within: days.to_owned(), ..SegmentForm::default() };
        let anniversary = SegmentForm { anniversary_within: days.to_owned(), ..SegmentForm::default() };
        assert_eq!(count_members(&scope, &birthday).await.unwrap(), count, "{days}");
        assert_eq!(count_members(&scope, &anniversary).await.unwrap(), count, "{days}");
    }
    let long = SegmentForm { birthday_within: "367".to_owned(), ..SegmentForm::default() };
    assert_eq!(refusal(count_members(&scope, &long).await), "customers-error-number");
    // 29 February is kept on the 28th in other years, and the year may end in between.
    let leap =
        "select (yearly_within(2, 29, '2027-02-27', 1), yearly_within(2, 29, '2027-02-28', 0), yearly_within(2, 29, '2027-03-01', 300),
                 yearly_within(2, 29, '2028-02-28', 0), yearly_within(2, 29, '2028-02-29', 0), yearly_within(1, 2, '2026-12-30', 3),
                 yearly_within(1, 2, '2026-12-30', 2), yearly_within(12, 31, '2026-12-31', 0))::text";
    assert_eq!(texts(&scope, leap).await, ["(t,t,f,f,t,t,f,t)"]);
}

#[tokio::test]
async fn a_merge_chooses_between_birthdays_and_a_person_who_is_forgotten_has_none() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let into = born(&scope, "Nimal", ["1", "5", ""], "").await.unwrap();
    let from = born(&scope, "Nimal P", ["2", "6", "1990"], "2016-11-26").await.unwrap();
    let mut work = scope.begin().await.unwrap();
    sqlx::query(r#"update customers set preferences = '{"size": "M", "colour": "red"}' where id = $1"#)
        .bind(from)
        .execute(work.conn())
        .await
        .unwrap();
    sqlx::query(r#"update customers set preferences = '{"size": "L"}' where id = $1"#).bind(into).execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    let look = preview(&scope, into, from).await.unwrap();
    let fields: Vec<(&str, bool)> = look.fields.iter().map(|field| (field.name.as_str(), field.takes_other)).collect();
    assert_eq!(fields, [("name", false), ("birthday", false), ("anniversary", true)]);
    let form = MergeForm { seen: look.seen(), birthday: "other".to_owned(), anniversary: "other".to_owned(), ..MergeForm::default() };
    merge(&scope, into, from, &form).await.unwrap();
    let person = detail(&scope, into).await.unwrap();
    assert_eq!((person.birthday, person.anniversary.map(|day| day.year())), (Birthday::new(2, 6, Some(1990)), Some(2016)));
    assert_eq!((person.preferences["size"].as_str(), person.preferences["colour"].as_str()), (Some("L"), Some("red")));
    undo(&scope, merges(&scope, into).await.unwrap()[0].id).await.unwrap();
    let person = detail(&scope, into).await.unwrap();
    assert_eq!((person.birthday, person.anniversary, person.preferences.len()), (Birthday::new(1, 5, None), None, 1));
    anonymise(&scope, from, "Nimal P").await.unwrap();
    let person = detail(&scope, from).await.unwrap();
    assert_eq!((person.birthday, person.anniversary, person.preferences.len()), (None, None, 0));
    app.assert_quiet().await;
}
