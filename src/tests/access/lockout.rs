//! Guessing is slowed, and nobody can keep somebody else out.

use super::{SIGN_IN, owner, try_to_sign_in};
use crate::support::fixtures::{self, PASSWORD};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use chrono::TimeDelta;
use smartstore::domains::access::service::{ACCOUNT_FAILURES, ADDRESS_FAILURES, wait_after};
use std::net::IpAddr;

const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const WAIT: StatusCode = StatusCode::TOO_MANY_REQUESTS;
const IN: StatusCode = StatusCode::SEE_OTHER;

async fn attempt(browser: &mut Browser, email: &str, password: &str) -> StatusCode {
    browser.post_form(SIGN_IN, &[("email", email), ("password", password)]).await.status
}

fn elsewhere(app: &TestApp, last: u8) -> Browser {
    let mut browser = app.stranger();
    browser.address = IpAddr::from([198, 51, 100, last]);
    browser
}

#[tokio::test]
async fn after_five_failures_the_next_attempt_must_wait_longer_and_longer() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    let email = owner(&app).email;
    for _ in 0..6 {
        assert_eq!(attempt(&mut browser, &email, "wrong").await, REFUSED);
    }
    let locked = try_to_sign_in(&mut browser, &email, PASSWORD).await;
    assert_eq!(locked.status, WAIT, "the right password is not even looked at: {locked:?}");
    assert_eq!(locked.attribute("input[name=email]", "value"), Some(email.clone()));
    app.clock.advance(wait_after(6));
    assert_eq!(attempt(&mut browser, &email, "wrong").await, REFUSED);
    app.clock.advance(wait_after(6));
    assert_eq!(attempt(&mut browser, &email, PASSWORD).await, WAIT, "twice as long now");
    app.clock.advance(wait_after(7));
    assert_eq!(attempt(&mut browser, &email, PASSWORD).await, IN);
    let mut browser = app.stranger();
    for _ in 0..5 {
        assert_eq!(attempt(&mut browser, &email, "wrong").await, REFUSED, "success has cleared the count");
    }
    assert_eq!(attempt(&mut browser, &email, PASSWORD).await, IN);
}

#[test]
fn the_wait_doubles_and_has_an_end() {
    assert_eq!((wait_after(0), wait_after(5)), (TimeDelta::zero(), TimeDelta::zero()));
    assert_eq!((wait_after(6), wait_after(7), wait_after(8)), (TimeDelta::seconds(2), TimeDelta::seconds(4), TimeDelta::seconds(8)));
    assert_eq!(wait_after(1000), TimeDelta::seconds(900));
}

#[tokio::test]
async fn failures_elsewhere_keep_nobody_out() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut guesser = elsewhere(&app, 1);
    for _ in 0..6 {
        attempt(&mut guesser, &email, "wrong").await;
    }
    assert_eq!(attempt(&mut guesser, &email, "wrong").await, WAIT);
    assert_eq!(attempt(&mut app.stranger(), &email, PASSWORD).await, IN, "another address is not slowed");
}

#[tokio::test]
async fn a_known_browser_is_slowed_by_its_own_failures_only() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut known = app.stranger();
    assert_eq!(attempt(&mut known, &email, PASSWORD).await, IN);
    known.cookies.remove("sid");
    // Somebody behind the same router.
    let mut guesser = app.stranger();
    for _ in 0..6 {
        attempt(&mut guesser, &email, "wrong").await;
    }
    assert_eq!(attempt(&mut guesser, &email, PASSWORD).await, WAIT);
    assert_eq!(attempt(&mut known.clone(), &email, PASSWORD).await, IN);
    for _ in 0..6 {
        assert_eq!(attempt(&mut known, &email, "wrong").await, REFUSED);
    }
    assert_eq!(attempt(&mut known, &email, PASSWORD).await, WAIT);
    let staff = fixtures::member(&app.organization, "STAFF").email;
    assert_eq!(attempt(&mut known, &staff, PASSWORD).await, IN, "somebody else at the same counter");
    let mut forged = app.stranger();
    forged.cookies.insert("device".to_owned(), "A".repeat(43));
    assert_eq!(attempt(&mut forged, &email, PASSWORD).await, WAIT, "a cookie that nobody was given helps nothing");
}

#[tokio::test]
async fn an_address_that_guesses_at_many_accounts_must_wait_after_far_more_failures() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    for number in 0..7 {
        assert_eq!(attempt(&mut browser, &format!("guess{number}@nowhere.example"), "wrong").await, REFUSED);
    }
    assert_eq!(attempt(&mut browser, &owner(&app).email, PASSWORD).await, IN, "people behind one router mistype too");
    let counted: i32 =
        sqlx::query_scalar("select failures from login_attempts where key like 'address:%'").fetch_one(app.db.global()).await.unwrap();
    assert_eq!(counted, 7, "a success takes back its own attempt and no other");
    sqlx::query("update login_attempts set failures = $1 where key like 'address:%'")
        .bind(ADDRESS_FAILURES)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut stranger = app.stranger();
    assert_eq!(attempt(&mut stranger, "more@nowhere.example", "wrong").await, REFUSED);
    assert_eq!(attempt(&mut stranger, &owner(&app).email, PASSWORD).await, WAIT);
    browser.cookies.remove("sid");
    assert_eq!(attempt(&mut browser, &owner(&app).email, PASSWORD).await, IN, "the known browser is not slowed");
    assert_eq!(attempt(&mut elsewhere(&app, 9), &owner(&app).email, PASSWORD).await, IN);
}

#[tokio::test]
async fn guesses_at_an_account_from_very_many_addresses_must_wait_and_its_own_browser_need_not() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut known = app.stranger();
    assert_eq!(attempt(&mut known, &email, PASSWORD).await, IN);
    for last in 0..=ACCOUNT_FAILURES {
        assert_eq!(attempt(&mut elsewhere(&app, u8::try_from(last).unwrap()), &email, "wrong").await, REFUSED);
    }
    assert_eq!(attempt(&mut elsewhere(&app, 200), &email, PASSWORD).await, WAIT);
    assert_eq!(attempt(&mut elsewhere(&app, 200), &fixtures::member(&app.organization, "STAFF").email, PASSWORD).await, IN);
    assert_eq!(attempt(&mut known, &email, PASSWORD).await, IN, "a stranger cannot lock somebody out of their own browser");
    // As many as can be made in an hour by who waits for each.
    let mut made = ACCOUNT_FAILURES + 1;
    let end = app.clock.now() + TimeDelta::hours(1);
    while app.clock.now() < end {
        app.clock.advance(wait_after(made - ACCOUNT_FAILURES + 5));
        made += i32::from(attempt(&mut elsewhere(&app, 201), &email, "wrong").await == REFUSED);
        made += i32::from(attempt(&mut elsewhere(&app, 202), &email, "wrong").await == REFUSED);
    }
    assert!(made < 100, "{made} in an hour");
}

#[tokio::test]
async fn attempts_at_the_same_moment_are_all_counted_before_the_password_is_looked_at() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let tries = (0..14).map(|_| {
        let (mut browser, email) = (app.stranger(), email.clone());
        async move { attempt(&mut browser, &email, "wrong").await }
    });
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|status| **status == REFUSED).count(), 6, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == WAIT).count(), 8, "{answers:?}");
    assert_eq!(attempt(&mut app.stranger(), &email, PASSWORD).await, WAIT);
}

#[tokio::test]
async fn failures_fade_and_the_table_names_nobody() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut browser = app.stranger();
    for _ in 0..5 {
        attempt(&mut browser, &email, "wrong").await;
    }
    let keys: Vec<String> = sqlx::query_scalar("select key from login_attempts").fetch_all(app.db.global()).await.unwrap();
    assert!(keys.iter().all(|key| !key.contains('@')), "{keys:?}");
    app.clock.advance(TimeDelta::minutes(61));
    for _ in 0..5 {
        assert_eq!(attempt(&mut browser, &email, "wrong").await, REFUSED);
    }
    assert_eq!(attempt(&mut browser, &email, PASSWORD).await, IN);
    assert_eq!(attempt(&mut browser, &"x".repeat(5000), "wrong").await, REFUSED, "nobody is called that, and nothing fails");
}
