//! Forgotten passwords.

use super::{SIGN_IN, owner, try_to_sign_in};
use crate::support::fixtures::PASSWORD;
use crate::support::{Browser, Page, TestApp};
use axum::http::StatusCode;
use chrono::TimeDelta;

const NEW: &str = "seven looms at dawn";
const RESET: &str = "/api/access/reset_password";

async fn forget(browser: &mut Browser, email: &str) -> Page {
    let page = browser.open("/forgot-password").await;
    browser.submit_form(&page, "form[action='/api/access/request_password_reset']", &[("email", email)]).await
}

/// The path in the letter.
async fn link(app: &TestApp, email: &str) -> String {
    forget(&mut app.stranger(), email).await;
    app.letters_to(email).await.pop().expect("a letter").path()
}

async fn choose(browser: &mut Browser, path: &str, password: &str) -> Page {
    let page = browser.open(path).await;
    browser.submit_form(&page, "form[action='/api/access/reset_password']", &[("password", password)]).await
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_a_letter() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut thief = app.sign_in("OWNER").await;
    let path = link(&app, &email).await;
    assert!(path.starts_with("/reset-password/"), "{path}");
    let mut browser = app.stranger();
    for _ in 0..2 {
        assert_eq!(browser.get(&path).await.status, StatusCode::OK, "looking changes nothing");
    }
    let short = choose(&mut browser, &path, "short").await;
    assert_eq!(
        (short.status, short.attributes(".error-summary a", "href")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["#password".to_owned()])
    );
    let done = choose(&mut browser, &path, NEW).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, "/login"), "{done:?}");
    assert!(done.has(".toast"), "nothing says that it worked");
    assert!(!browser.cookies.contains_key("sid"), "one signs in with it, with all that is asked then");
    assert_eq!(thief.get("/settings/profile").await.status, StatusCode::SEE_OTHER, "a session from before is still open");
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "the link works once");
    let letters = app.letters_to(&email).await;
    assert_eq!(letters.len(), 1, "a letter tells of the change");
    assert!(!letters[0].text.contains(NEW));
    assert_eq!(try_to_sign_in(&mut app.stranger(), &email, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(try_to_sign_in(&mut app.stranger(), &email, NEW).await.status, StatusCode::OK);
    app.assert_quiet().await;
}

#[tokio::test]
async fn of_many_uses_of_a_link_at_the_same_moment_one_counts() {
    let app = TestApp::start().await;
    let path = link(&app, &owner(&app).email).await;
    let token = path.rsplit('/').next().unwrap().to_owned();
    let passwords: Vec<String> = (0..6).map(|number| format!("{number} looms at dawn")).collect();
    let uses = passwords.iter().map(|password| {
        let (mut browser, token) = (app.stranger(), token.clone());
        async move { browser.call(RESET, &[("token", &token), ("password", password)]).await.status }
    });
    let answers = futures::future::join_all(uses).await;
    assert_eq!(answers.iter().filter(|status| status.is_success()).count(), 1, "{answers:?}");
    let winner = answers.iter().position(|status| status.is_success()).unwrap();
    let email = owner(&app).email;
    let answer = app.stranger().post_form(SIGN_IN, &[("email", &email), ("password", &passwords[winner])]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(app.letters_to(&email).await.len(), 1, "one change, one letter");
}

#[tokio::test]
async fn a_link_ends_after_an_hour_and_with_a_newer_letter() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let old = link(&app, &email).await;
    let newer = link(&app, &email).await;
    assert_eq!(app.stranger().get(&old).await.status, StatusCode::NOT_FOUND);
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(app.stranger().get(&newer).await.status, StatusCode::OK);
    app.clock.advance(TimeDelta::minutes(2));
    assert_eq!(app.stranger().get(&newer).await.status, StatusCode::NOT_FOUND);
    let token = newer.rsplit('/').next().unwrap();
    assert_eq!(app.stranger().call(RESET, &[("token", token), ("password", NEW)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("select token_hash from user_tokens").fetch_all(app.db.global()).await.unwrap();
    assert!(stored.iter().all(|hash| hash.len() == 32 && hash != token.as_bytes()), "the table has what opens an account");
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let app = TestApp::start().await;
    let known = forget(&mut app.stranger(), &owner(&app).email).await;
    let unknown = forget(&mut app.stranger(), "nobody@nowhere.example").await;
    assert_eq!((known.status, known.path.as_str()), (StatusCode::OK, "/forgot-password?sent=1"));
    assert_eq!((unknown.status, &unknown.path), (known.status, &known.path));
    assert_eq!(known.text("main"), unknown.text("main"));
    app.drain().await;
    assert_eq!(app.letters().len(), 1);
    assert_eq!(forget(&mut app.stranger(), "no address").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.assert_quiet().await;
}

#[tokio::test]
async fn letters_about_a_forgotten_password_have_a_bound_and_so_have_requests() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut answers = Vec::new();
    for _ in 0..21 {
        answers.push(forget(&mut app.stranger(), &email).await.status);
    }
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::OK).count(), 20, "the answer stays the same: {answers:?}");
    assert_eq!(answers[20], StatusCode::TOO_MANY_REQUESTS);
    app.drain().await;
    assert_eq!(app.letters().len(), 5);
}

#[tokio::test]
async fn a_link_that_confirms_an_address_chooses_no_password() {
    let app = TestApp::start().await;
    crate::support::fixtures::things(&app.scope()).await;
    let verify = crate::support::fixtures::secret(&app.organization.slug, "verify");
    let reset = crate::support::fixtures::secret(&app.organization.slug, "reset");
    assert_eq!(app.stranger().call(RESET, &[("token", &verify), ("password", NEW)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.stranger().call("/api/access/confirm_email", &[("token", &reset)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.stranger().get(&format!("/reset-password/{verify}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.stranger().get(&format!("/verify-email/{reset}")).await.status, StatusCode::NOT_FOUND);
}
