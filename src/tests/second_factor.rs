//! The second factor: set-up, sign-in in two steps, backup codes, what an organization asks for.

use crate::support::fixtures::{self, Member, PASSWORD, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use chrono::{DateTime, TimeDelta};
use smartstore::domains::access::service::second_factor::{backup_code, step_of_code};
use std::collections::BTreeSet;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

const PAGE: &str = "/settings/second-factor";
const CONFIRM: &str = "/api/access/confirm_second_factor";

fn location(page: &Page) -> &str {
    page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn owner(app: &TestApp) -> Member {
    fixtures::member(&app.organization, "OWNER")
}

/// Somebody with a second factor: what their app and their piece of paper know.
struct Enrolled {
    member: Member,
    totp: Totp,
    codes: Vec<String>,
}

impl Enrolled {
    fn code(&self, app: &TestApp) -> String {
        self.totp.generate(u64::try_from(app.clock.now().timestamp()).unwrap()).to_string()
    }

    /// A code that is none of the three of now.
    fn wrong_code(&self, app: &TestApp) -> String {
        let now = u64::try_from(app.clock.now().timestamp()).unwrap();
        let right: BTreeSet<String> = [now - 30, now, now + 30].into_iter().map(|at| self.totp.generate(at).to_string()).collect();
        (0..).map(|number| format!("{number:06}")).find(|code| !right.contains(code)).unwrap()
    }
}

async fn begin(browser: &mut Browser) -> (Page, Totp) {
    let page = browser.open(PAGE).await;
    let page = browser.submit_form(&page, "form[action='/api/access/start_second_factor']", &[("password", PASSWORD)]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, PAGE), "{page:?}");
    let secret = Secret::try_from_base32(page.text("#secret").replace(' ', "")).unwrap();
    (page, Builder::new().with_secret(secret.as_bytes()).build().unwrap())
}

async fn enrol(app: &TestApp, role: &str) -> (Browser, Enrolled) {
    let member = fixtures::member(&app.organization, role);
    let mut browser = app.sign_in_as(&member).await;
    let (page, totp) = begin(&mut browser).await;
    let code = totp.generate(u64::try_from(app.clock.now().timestamp()).unwrap()).to_string();
    let page = browser.submit_form(&page, "form[action='/api/access/enable_second_factor']", &[("one_time_code", &code)]).await;
    let codes = page.texts(".backup-codes li");
    assert_eq!((page.status, codes.len()), (StatusCode::OK, 10), "{page:?}");
    // The step of this code is taken.
    app.clock.advance(TimeDelta::seconds(60));
    (browser, Enrolled { member, totp, codes })
}

/// A browser whose password was right.
async fn half_way(app: &TestApp, member: &Member, next: &str) -> Browser {
    let mut browser = app.stranger();
    let values = [("email", member.email.as_str()), ("password", PASSWORD), ("next", next)];
    let page = browser.post_form("/api/access/sign_in", &values).await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/login/second-factor"), "{page:?}");
    browser
}

#[test]
fn the_codes_are_those_of_the_standard() {
    let secret = b"12345678901234567890";
    for (seconds, code) in [(59, "287082"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
        let at = |shift: i64| DateTime::from_timestamp(seconds + shift, 0).unwrap();
        let step = Some(seconds / 30);
        assert_eq!(step_of_code(secret, code, at(0)).unwrap(), step, "{seconds}");
        assert_eq!(step_of_code(secret, code, at(30)).unwrap(), step, "the step before counts");
        assert_eq!(step_of_code(secret, code, at(60)).unwrap(), None, "the one before that does not");
        if seconds > 60 {
            assert_eq!(step_of_code(secret, code, at(-30)).unwrap(), step, "the step after counts");
            assert_eq!(step_of_code(secret, code, at(-60)).unwrap(), None);
        }
        let (start, end) = code.split_at(3);
        assert_eq!(step_of_code(secret, &format!(" {start} {end} "), at(0)).unwrap(), step);
    }
    for typed in ["", "28708", "2870820", "28708a", "２８７０８２"] {
        assert_eq!(step_of_code(secret, typed, DateTime::from_timestamp(59, 0).unwrap()).unwrap(), None, "{typed}");
    }
}

#[test]
fn a_backup_code_is_read_as_a_person_writes_it() {
    assert_eq!(backup_code(" abcde-fghjk ").as_deref(), Some("ABCDEFGHJK"));
    assert_eq!(backup_code("oI1l0 AAAAA").as_deref(), Some("01110AAAAA"));
    for typed in ["", "ABCDE", "ABCDEFGHJK1", "ABCDE-FGHJ!", "කකකකකකකකකක"] {
        assert_eq!(backup_code(typed), None, "{typed}");
    }
}

#[tokio::test]
async fn it_is_switched_on_by_a_code_and_its_secret_is_sealed() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PAGE).await;
    let form = "form[action='/api/access/start_second_factor']";
    let refused = browser.submit_form(&page, form, &[("password", "not mine")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#start-password"]);
    let (page, totp) = begin(&mut browser).await;
    assert!(page.body.contains("<svg"), "the QR code is drawn by the server");
    let link = page.attribute("a[href^='otpauth:']", "href").unwrap();
    assert_eq!(Totp::from_url(&link).unwrap().secret(), totp.secret());
    let again = browser.open(PAGE).await;
    assert_eq!(again.text("#secret"), page.text("#secret"), "loading the page again changes nothing");
    let sealed: Vec<u8> = sqlx::query_scalar("select mfa_secret_enc from users where email = $1")
        .bind(owner(&app).email)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert!(!sealed.windows(20).any(|part| part == totp.secret().as_bytes()), "the secret is readable");

    // Until a code was right nothing is asked for.
    app.sign_in("OWNER").await.open("/settings/profile").await;
    let enrolled = Enrolled { member: owner(&app), totp, codes: Vec::new() };
    let form = "form[action='/api/access/enable_second_factor']";
    let wrong = browser.submit_form(&page, form, &[("one_time_code", &enrolled.wrong_code(&app))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.attribute("#one_time_code", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(wrong.attribute("#one_time_code", "value").unwrap_or_default(), "", "a code is not sent back");
    let on = browser.submit_form(&page, form, &[("one_time_code", &enrolled.code(&app))]).await;
    let codes = on.texts(".backup-codes li");
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10, "{on:?}");
    let file = on.attribute("a[download]", "href").unwrap();
    assert!(file.starts_with("data:text/plain") && codes.iter().all(|code| file.contains(&code.replace('-', "%2D"))), "{file}");

    let kept = browser.open(PAGE).await;
    let kept = browser.submit_form(&kept, "form[action='/api/access/keep_backup_codes']", &[]).await;
    assert!(kept.texts(".backup-codes li").is_empty());
    assert!(browser.open(PAGE).await.texts(".backup-codes li").is_empty(), "codes are shown until they are kept, not longer");
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("select code_hash from mfa_backup_codes").fetch_all(app.db.global()).await.unwrap();
    assert_eq!(stored.iter().map(Vec::len).collect::<Vec<_>>(), [32; 10]);

    app.drain().await;
    let letter = app.letters().pop().unwrap();
    assert!(letter.contains("Your second factor is on") && letter.contains("http://shop.example/settings/second-factor"), "{letter}");
    let logged: i64 = sqlx::query_scalar("select count(*) from audit_logs where action = 'access.second_factor_enabled'")
        .fetch_one(app.scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    assert_eq!(logged, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn after_the_password_a_code_is_asked_for_and_nothing_is_open_before() {
    let app = TestApp::start().await;
    let (_, enrolled) = enrol(&app, "OWNER").await;
    let mut browser = half_way(&app, &enrolled.member, "/settings/profile").await;
    let half = browser.cookies["sid"].clone();
    assert!(location(&browser.get("/settings/profile").await).starts_with("/login?next="), "half signed in is not signed in");
    assert_eq!(browser.call("/api/access/update_profile", &[("name", "x")]).await.status, StatusCode::UNAUTHORIZED);
    let page = browser.open("/login/second-factor").await;
    let wrong = browser.submit_form(&page, &format!("form[action='{CONFIRM}']"), &[("one_time_code", &enrolled.wrong_code(&app))]).await;
    assert_eq!((wrong.status, wrong.path.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, CONFIRM));
    assert_eq!(wrong.attribute("#one_time_code", "aria-invalid").as_deref(), Some("true"), "{wrong:?}");
    let empty = browser.submit_form(&page, &format!("form[action='{CONFIRM}']"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = enrolled.code(&app);
    let page = browser.submit_form(&page, &format!("form[action='{CONFIRM}']"), &[("one_time_code", &code)]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/settings/profile"), "{page:?}");
    assert_ne!(browser.cookies["sid"], half, "the session has a new id");
    let mut old = app.stranger();
    old.cookies.insert("sid".to_owned(), half);
    assert_eq!(old.get("/settings/profile").await.status, StatusCode::SEE_OTHER);

    let mut second = half_way(&app, &enrolled.member, "").await;
    let page = second.post_form(CONFIRM, &[("one_time_code", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_half_of_a_sign_in_lasts_five_minutes() {
    let app = TestApp::start().await;
    let (_, enrolled) = enrol(&app, "STAFF").await;
    let mut browser = half_way(&app, &enrolled.member, "").await;
    app.clock.advance(TimeDelta::minutes(5));
    let late = browser.post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.open("/login/second-factor").await;
    assert_eq!(page.attribute("main a.btn-primary", "href").as_deref(), Some("/login"));
    assert!(page.texts("#one_time_code").is_empty());
    let stranger = app.stranger().post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY, "without a password a code is worth nothing");
}

async fn use_at_once(app: &TestApp, member: &Member, code: &str) -> Vec<StatusCode> {
    let mut browsers = Vec::new();
    for _ in 0..20 {
        browsers.push(half_way(app, member, "").await);
    }
    let uses = browsers.into_iter().map(|mut browser| async move { browser.post_form(CONFIRM, &[("one_time_code", code)]).await.status });
    futures::future::join_all(uses).await
}

#[tokio::test]
async fn of_twenty_uses_of_a_code_at_the_same_moment_one_works() {
    let app = TestApp::start().await;
    let (_, enrolled) = enrol(&app, "STAFF").await;
    let answers = use_at_once(&app, &enrolled.member, &enrolled.code(&app)).await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{answers:?}");
}

#[tokio::test]
async fn a_factor_that_was_lost_ends_all_other_sessions() {
    let app = TestApp::start().await;
    let (mut browser, enrolled) = enrol(&app, "STAFF").await;
    let mut thief = half_way(&app, &enrolled.member, "").await;
    thief.post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await;
    thief.open("/orders").await;
    let page = browser.open(PAGE).await;
    let page = browser.submit_form(&page, "form[action='/api/access/disable_second_factor']", &[("password", PASSWORD)]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, PAGE), "{page:?}");
    assert_eq!(thief.get("/orders").await.status, StatusCode::SEE_OTHER, "who has the lost factor is still in");
    browser.open("/orders").await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_code_that_comes_again_is_refused_logged_and_told_once_an_hour() {
    let app = TestApp::start().await;
    let (_, enrolled) = enrol(&app, "STAFF").await;
    let code = enrolled.code(&app);
    assert_eq!(
        half_way(&app, &enrolled.member, "").await.post_form(CONFIRM, &[("one_time_code", &code)]).await.status,
        StatusCode::SEE_OTHER
    );
    app.letters_to(&enrolled.member.email).await;
    for _ in 0..3 {
        let answer = half_way(&app, &enrolled.member, "").await.post_form(CONFIRM, &[("one_time_code", &code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let wrong = half_way(&app, &enrolled.member, "").await.post_form(CONFIRM, &[("one_time_code", &enrolled.wrong_code(&app))]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let letters = app.letters_to(&enrolled.member.email).await;
    assert_eq!(letters.iter().filter(|letter| letter.contains("came twice")).count(), 1, "{}", letters.len());
    assert!(!letters[0].contains(&code), "the letter has no secret");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'access.code_reused'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn of_twenty_uses_of_a_backup_code_at_the_same_moment_one_works() {
    let app = TestApp::start().await;
    let (mut browser, enrolled) = enrol(&app, "STAFF").await;
    let answers = use_at_once(&app, &enrolled.member, &enrolled.codes[3]).await;
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{answers:?}");
    assert_eq!(browser.open(PAGE).await.text("#codes-left"), "9 backup codes are left.");
    app.drain().await;
    assert!(app.letters().iter().any(|letter| letter.contains("A backup code was used")));
    app.assert_quiet().await;
}

#[tokio::test]
async fn new_backup_codes_end_the_old_ones() {
    let app = TestApp::start().await;
    let (mut browser, enrolled) = enrol(&app, "STAFF").await;
    let page = browser.open(PAGE).await;
    let form = "form[action='/api/access/renew_backup_codes']";
    let refused = browser.submit_form(&page, form, &[("password", "not mine")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.submit_form(&page, form, &[("password", PASSWORD)]).await;
    let codes = page.texts(".backup-codes li");
    assert!(codes.len() == 10 && codes.iter().all(|code| !enrolled.codes.contains(code)), "{page:?}");
    let mut other = half_way(&app, &enrolled.member, "").await;
    assert_eq!(other.post_form(CONFIRM, &[("one_time_code", &enrolled.codes[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let lower = codes[0].to_lowercase().replace('-', " ");
    assert_eq!(other.post_form(CONFIRM, &[("one_time_code", &lower)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn wrong_codes_make_the_next_wait_and_after_ten_the_password_comes_first() {
    let app = TestApp::start().await;
    let (_, enrolled) = enrol(&app, "STAFF").await;
    let mut browser = half_way(&app, &enrolled.member, "").await;
    let wrong = enrolled.wrong_code(&app);
    for _ in 0..6 {
        assert_eq!(browser.post_form(CONFIRM, &[("one_time_code", &wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let locked = browser.post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS, "the right code is not even looked at");
    for failure in 7..=10 {
        app.clock.advance(TimeDelta::seconds(40));
        // Some of them take longer than the half of a sign-in lasts only when they add up.
        let answer = browser.post_form(CONFIRM, &[("one_time_code", &enrolled.wrong_code(&app))]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{failure}");
    }
    app.clock.advance(TimeDelta::seconds(40));
    let page = browser.open("/login/second-factor").await;
    assert!(page.texts("#one_time_code").is_empty(), "the password comes first again");
    let mut again = half_way(&app, &enrolled.member, "").await;
    assert_eq!(again.post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await.status, StatusCode::SEE_OTHER);
    let mut fresh = half_way(&app, &enrolled.member, "").await;
    app.clock.advance(TimeDelta::seconds(30));
    let one = fresh.post_form(CONFIRM, &[("one_time_code", &enrolled.wrong_code(&app))]).await;
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY, "a success begins the count anew");
    assert_eq!(fresh.post_form(CONFIRM, &[("one_time_code", &enrolled.code(&app))]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn it_is_switched_off_with_the_password() {
    let app = TestApp::start().await;
    let (mut browser, enrolled) = enrol(&app, "STAFF").await;
    let page = browser.open(PAGE).await;
    let form = "form[action='/api/access/disable_second_factor']";
    let refused = browser.submit_form(&page, form, &[("password", "not mine")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("not mine"));
    let off = browser.submit_form(&page, form, &[("password", PASSWORD)]).await;
    assert!(off.attribute("form[action='/api/access/start_second_factor']", "action").is_some(), "{off:?}");
    app.sign_in_as(&enrolled.member).await.open("/settings/profile").await;
    let left: i64 = sqlx::query_scalar("select count(*) from mfa_backup_codes").fetch_one(app.db.global()).await.unwrap();
    assert_eq!(left, 0);
    app.drain().await;
    assert!(app.letters().iter().any(|letter| letter.contains("Your second factor is off")));
}

#[tokio::test]
async fn a_session_that_was_left_open_cannot_guess_the_password() {
    let app = TestApp::start().await;
    let (mut browser, _) = enrol(&app, "STAFF").await;
    for _ in 0..6 {
        let answer = browser.call("/api/access/disable_second_factor", &[("password", "guess")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.call("/api/access/disable_second_factor", &[("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_must_have_a_second_factor_and_has_none_is_led_to_it() {
    let app = TestApp::start().await;
    let mut admin = app.sign_in("OWNER").await;
    let mut staff = app.sign_in("STAFF").await;
    staff.open("/orders").await;
    let page = admin.open("/settings/security").await;
    let form = "form[action='/api/access/save_security']";
    let roles: Vec<(Uuid, String)> = sqlx::query_as("select id, name from roles where name in ('OWNER', 'STAFF')")
        .fetch_all(app.scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    let typed: Vec<(String, String)> = roles
        .iter()
        .map(|(id, _)| {
            let name = page.attribute(&format!("input[value='{id}']"), "name").unwrap();
            (name, id.to_string())
        })
        .collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let led = admin.submit_form(&page, form, &typed).await;
    assert_eq!(led.path, PAGE, "whoever asks it of themselves is led there too: {led:?}");
    let changed: serde_json::Value = sqlx::query_scalar("select new_values from audit_logs where action = 'access.security_changed'")
        .fetch_one(app.scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    assert_eq!(changed, serde_json::json!({"require_second_factor": ["OWNER", "STAFF"]}));

    for path in ["/", "/orders", "/settings/security", "/no-such-page", "/imports/x/refused.csv"] {
        let page = staff.get(path).await;
        assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, PAGE), "{path}");
    }
    for path in [PAGE, "/settings/profile"] {
        staff.open(path).await;
    }
    let refused = staff.call("/api/orders/create_order", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    let refused = staff.post_form("/api/orders/create_order", &[]).await;
    assert_eq!((refused.status, location(&refused)), (StatusCode::SEE_OTHER, PAGE));
    staff.post_form("/api/access/choose_language", &[("language", "si"), ("next", PAGE)]).await;
    let page = staff.open(PAGE).await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("si"), "the language can be changed");
    app.sign_in("VIEWER").await.open("/orders").await;

    let (mut staff, _) = enrol(&app, "STAFF").await;
    staff.open("/orders").await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_policy_is_the_organizations_own_and_leaves_other_settings_alone() {
    let app = TestApp::start().await;
    sqlx::query("update organizations set settings = '{\"theme\": 1, \"security\": {\"idle\": 2}}' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let foreign: Uuid = sqlx::query_scalar("select id from roles where name = 'STAFF'")
        .fetch_one(app.other_scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    let own: Uuid =
        sqlx::query_scalar("select id from roles where name = 'STAFF'").fetch_one(app.scope().begin().await.unwrap().conn()).await.unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let refused = browser.call("/api/access/save_security", &[("roles[0]", &foreign.to_string())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // As a form sends it in which only the third box is ticked.
    let saved = browser.post_form("/api/access/save_security", &[("roles[2]", &own.to_string())]).await;
    assert_eq!((saved.status, location(&saved)), (StatusCode::SEE_OTHER, "/settings/security"));
    let settings: serde_json::Value = sqlx::query_scalar("select settings from organizations where id = $1")
        .bind(app.organization.id)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(settings, serde_json::json!({"theme": 1, "security": {"idle": 2, "require_second_factor": [own]}}));
    let mut theirs = app.sign_in_as(&fixtures::member(&app.other, "STAFF")).await;
    theirs.open("/orders").await;
    let page = browser.open("/settings/security").await;
    assert_eq!(page.attributes("input[checked]", "value"), [own.to_string()]);
    browser.post_form("/api/access/save_security", &[]).await;
    assert!(browser.open("/settings/security").await.attributes("input[checked]", "value").is_empty());
}
