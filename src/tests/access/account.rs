//! What people change about their own account.

use super::{owner, try_to_sign_in};
use crate::support::fixtures::PASSWORD;
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;

const NEW: &str = "seven looms at dawn";
const PROFILE: &str = "/settings/profile";

async fn unverified(app: &TestApp) -> Browser {
    sqlx::query("update users set email_verified_at = null where email = $1")
        .bind(owner(app).email)
        .execute(app.db.global())
        .await
        .unwrap();
    app.sign_in("OWNER").await
}

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions_and_tells_by_letter() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut other = app.sign_in("OWNER").await;
    let mut browser = app.sign_in("OWNER").await;
    app.drain().await;
    let before = browser.cookies["sid"].clone();
    let page = browser.open(PROFILE).await;
    let form = "form[action='/api/access/change_password']";
    let wrong = browser.submit_form(&page, form, &[("current_password", "not this one"), ("new_password", NEW)]).await;
    assert_eq!(wrong.attributes(".error-summary a", "href"), ["#current_password"], "{wrong:?}");
    let weak = browser.submit_form(&page, form, &[("current_password", PASSWORD), ("new_password", "password123")]).await;
    assert_eq!(weak.attributes(".error-summary a", "href"), ["#new_password"]);
    let fine = browser.submit_form(&page, form, &[("current_password", PASSWORD), ("new_password", NEW)]).await;
    assert_eq!((fine.status, fine.path.as_str()), (StatusCode::OK, PROFILE), "{fine:?}");
    assert_ne!(browser.cookies["sid"], before, "the id of the session is a new one");
    assert_eq!(other.get(PROFILE).await.status, StatusCode::SEE_OTHER, "the other session is still open");
    let mut stale = app.stranger();
    stale.cookies.insert("sid".to_owned(), before);
    assert_eq!(stale.get(PROFILE).await.status, StatusCode::SEE_OTHER);
    let letters = app.letters_to(&email).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].header("Subject"), "Your password was changed");
    assert_eq!(try_to_sign_in(&mut app.stranger(), &email, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(try_to_sign_in(&mut app.stranger(), &email, NEW).await.status, StatusCode::OK);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_stolen_session_cannot_guess_the_password() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let mut answers = Vec::new();
    for _ in 0..7 {
        let values = [("current_password", "guess"), ("new_password", NEW)];
        answers.push(browser.call("/api/access/change_password", &values).await.status);
    }
    assert_eq!(answers[6], StatusCode::TOO_MANY_REQUESTS, "{answers:?}");
    let values = [("new_email", "new@shop.example"), ("email_password", PASSWORD)];
    assert_eq!(browser.call("/api/access/request_email_change", &values).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_address_is_confirmed_by_the_button_and_not_by_opening_the_link() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut browser = unverified(&app).await;
    let page = browser.open("/").await;
    assert!(page.text(".alert").contains(&email), "nothing asks to confirm the address");
    let page = browser.open(PROFILE).await;
    let page = browser.submit_form(&page, "form[action='/api/access/resend_verification']", &[]).await;
    assert_eq!(page.path, PROFILE);
    let path = app.letters_to(&email).await.pop().expect("a letter").path();
    let mut mail_program = app.stranger();
    for _ in 0..2 {
        assert_eq!(mail_program.get(&path).await.status, StatusCode::OK);
    }
    assert!(browser.open("/").await.has(".alert"), "opening the link has confirmed the address");
    let page = mail_program.open(&path).await;
    let page = mail_program.submit_form(&page, "form[action='/api/access/confirm_email']", &[]).await;
    assert_eq!(page.path, "/login");
    assert!(!browser.open("/").await.has(".alert"));
    assert_eq!(mail_program.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.call("/api/access/resend_verification", &[]).await.status, StatusCode::CONFLICT);
    app.assert_quiet().await;
}

#[tokio::test]
async fn letters_that_confirm_an_address_have_a_bound() {
    let app = TestApp::start().await;
    let mut browser = unverified(&app).await;
    for _ in 0..5 {
        assert!(browser.call("/api/access/resend_verification", &[]).await.status.is_success());
    }
    assert_eq!(browser.call("/api/access/resend_verification", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_new_address_counts_when_a_letter_there_was_answered_and_the_old_one_is_told() {
    let app = TestApp::start().await;
    let old = owner(&app).email;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PROFILE).await;
    let form = "form[action='/api/access/request_email_change']";
    let wrong = browser.submit_form(&page, form, &[("new_email", "new@shop.example"), ("email_password", "guess")]).await;
    assert_eq!(wrong.attributes(".error-summary a", "href"), ["#email_password"]);
    assert_eq!(wrong.attribute("#new_email", "value").as_deref(), Some("new@shop.example"));
    for (address, password) in [("nonsense", PASSWORD), (old.as_str(), PASSWORD), ("staff@kandy-test.example", PASSWORD)] {
        let refused = browser.submit_form(&page, form, &[("new_email", address), ("email_password", password)]).await;
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#new_email"], "{address}");
    }
    let fine = browser.submit_form(&page, form, &[("new_email", "New@Shop.example"), ("email_password", PASSWORD)]).await;
    assert_eq!((fine.status, fine.path.as_str()), (StatusCode::OK, PROFILE), "{fine:?}");
    app.drain().await;
    let letters = app.letters();
    let to = |address: &str| letters.iter().filter(|letter| letter.header("To").contains(address)).collect::<Vec<_>>();
    assert_eq!((to("new@shop.example").len(), to(&old).len()), (1, 1));
    assert!(!to(&old)[0].text.contains("/verify-email/"), "the old address gets no secret");
    assert_eq!(try_to_sign_in(&mut app.stranger(), "new@shop.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = to("new@shop.example")[0].path();
    let page = browser.open(&path).await;
    assert!(page.visible().contains("new@shop.example"));
    let other = app.sign_in("OWNER").await;
    let page = browser.submit_form(&page, "form[action='/api/access/confirm_email']", &[]).await;
    assert_eq!(page.path, "/settings/sessions", "ending the other sessions is offered");
    assert!(page.has("form[action='/api/access/end_other_sessions']") && !other.cookies.is_empty());
    assert!(browser.open(PROFILE).await.visible().contains("new@shop.example"));
    assert_eq!(try_to_sign_in(&mut app.stranger(), "new@shop.example", PASSWORD).await.status, StatusCode::OK);
    assert_eq!(try_to_sign_in(&mut app.stranger(), &old, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.assert_quiet().await;
}
