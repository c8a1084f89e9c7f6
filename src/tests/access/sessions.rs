//! Sessions, and the browsers they come from.

use super::owner;
use crate::support::fixtures::{member, tenant_count, things};
use crate::support::{Browser, Page, TestApp};
use axum::http::StatusCode;
use chrono::TimeDelta;
use smartstore::domains::access::service::{Agent, agent, remove_expired_sessions};
use std::net::IpAddr;

const SESSIONS: &str = "/settings/sessions";
const SECURITY: &str = "/settings/security";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36";

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/settings/profile").await.status == StatusCode::OK
}

#[tokio::test]
async fn a_person_sees_their_sessions_and_ends_one_or_all_others() {
    let app = TestApp::start().await;
    let mut phone = app.stranger();
    phone.user_agent = PHONE.to_owned();
    phone.address = IpAddr::from([198, 51, 100, 4]);
    phone.post_form(super::SIGN_IN, &[("email", &owner(&app).email), ("password", super::PASSWORD)]).await;
    let mut second = app.sign_in("OWNER").await;
    let mut browser = app.sign_in("OWNER").await;
    let mut staff = app.sign_in("STAFF").await;
    let page = browser.open(SESSIONS).await;
    assert_eq!(page.texts("tbody tr").len(), 3, "{page:?}");
    assert_eq!(page.texts("tbody tr .badge").len(), 1, "this one is marked");
    assert!(page.texts("tbody tr")[0].contains("203.0.113.7"), "this one comes first");
    let line = page.texts("tbody tr").into_iter().find(|line| line.contains("Samsung Internet, Android")).expect("the phone");
    assert!(line.contains("198.51.100.4"), "{line}");
    let ids = page.attributes("input[name=session_id]", "value");
    assert_eq!(staff.call("/api/access/end_session", &[("session_id", &ids[0])]).await.status, StatusCode::NOT_FOUND);
    let row = page.texts("tbody tr").iter().skip(1).position(|line| line.contains("Samsung")).unwrap();
    browser.post_form("/api/access/end_session", &[("session_id", &ids[row])]).await;
    assert!(!is_in(&mut phone).await && is_in(&mut second).await);
    let page = browser.open(SESSIONS).await;
    let page = browser.submit_form(&page, "form[action='/api/access/end_other_sessions']", &[]).await;
    assert_eq!((page.path.as_str(), page.texts("tbody tr").len()), (SESSIONS, 1));
    assert!(!page.has("form[action='/api/access/end_other_sessions']"), "a button that does nothing");
    assert!(!is_in(&mut second).await && is_in(&mut browser).await && is_in(&mut staff).await);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_after_its_longest_life() {
    let app = TestApp::start().await;
    let (mut idle, mut busy) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    for _ in 0..6 {
        app.clock.advance(TimeDelta::days(13));
        assert!(is_in(&mut busy).await, "a session in use ends");
    }
    assert!(!is_in(&mut idle).await, "a session that nobody used is open");
    app.clock.advance(TimeDelta::days(11));
    assert!(is_in(&mut busy).await);
    app.clock.advance(TimeDelta::days(2));
    assert!(!is_in(&mut busy).await, "a session lives for ever");
    assert_eq!(remove_expired_sessions(&app.db, app.clock.now()).await.unwrap(), 2);
}

/// Sets after how many minutes sessions end, as the page does.
async fn limit(browser: &mut Browser, idle: &str, longest: &str) -> Page {
    let page = browser.open(SECURITY).await;
    browser.submit_form(&page, "form[action='/api/access/limit_sessions']", &[("idle_minutes", idle), ("longest_minutes", longest)]).await
}

#[tokio::test]
async fn an_organization_may_have_sessions_end_earlier() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    let (mut idle, mut busy) = (app.sign_in("STAFF").await, app.sign_in("VIEWER").await);
    let mut elsewhere = app.sign_in_as(&member(&app.other, "STAFF")).await;
    let page = limit(&mut owner, "60", "720").await;
    assert_eq!((page.path.as_str(), page.text(".toast").is_empty()), (SECURITY, false), "{page:?}");
    for (name, value) in [("idle_minutes", "60"), ("longest_minutes", "720")] {
        assert_eq!(page.attribute(&format!("select[name={name}] option[selected]"), "value").as_deref(), Some(value));
    }
    for _ in 0..2 {
        app.clock.advance(TimeDelta::minutes(55));
        assert!(is_in(&mut busy).await, "a session in use ends");
    }
    assert!(!is_in(&mut idle).await, "a session that nobody used is open");
    assert!(is_in(&mut elsewhere).await, "another organization is not asked");
    assert!(!is_in(&mut owner).await, "it counts for who has set it too");
    for _ in 0..12 {
        app.clock.advance(TimeDelta::minutes(55));
        is_in(&mut busy).await;
    }
    assert!(!is_in(&mut busy).await, "a session lives longer than it may");
    assert_eq!(
        remove_expired_sessions(&app.db, app.clock.now()).await.unwrap(),
        3,
        "those that are over go; that of another organization stays"
    );
    assert!(is_in(&mut elsewhere).await);
    let log = "select count(*) from audit_logs where action = 'access.security_changed' and old_values ->> 'session_idle_minutes' = '20160'
               and new_values ->> 'session_idle_minutes' = '60'";
    assert_eq!(tenant_count(&app.scope(), log).await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_a_page_does_by_itself_is_no_use_of_the_session() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    limit(&mut owner, "15", "129600").await;
    let mut browser = app.sign_in("STAFF").await;
    for _ in 0..2 {
        app.clock.advance(TimeDelta::minutes(8));
        let mut request = browser.form_request("/notifications", &[]);
        *request.method_mut() = axum::http::Method::GET;
        request.headers_mut().insert("x-refresh", "1".parse().unwrap());
        browser.send(request).await;
    }
    assert!(!is_in(&mut browser).await, "a forgotten page keeps its session open");
}

#[tokio::test]
async fn only_lengths_that_are_offered_are_taken_and_only_from_who_may() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    for (idle, longest) in [("0", "720"), ("5", "720"), ("20161", "720"), ("60", "999999"), ("", ""), ("-60", "720"), ("60.0", "720")] {
        let refused = owner.call("/api/access/limit_sessions", &[("idle_minutes", idle), ("longest_minutes", longest)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{idle} {longest}");
    }
    let page = app.sign_in("VIEWER").await.get(SECURITY).await;
    assert!(page.status == StatusCode::OK && !page.has("form[action='/api/access/limit_sessions']"), "{page:?}");
    let stored: serde_json::Value = sqlx::query_scalar("select settings from organizations where id = $1")
        .bind(app.organization.id)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(stored, serde_json::json!({}));
}

#[tokio::test]
async fn when_somebody_was_last_here_outlives_their_session_and_is_written_every_few_minutes() {
    let app = TestApp::start().await;
    let email = member(&app.organization, "STAFF").email;
    let seen = async || -> Option<chrono::DateTime<chrono::Utc>> {
        sqlx::query_scalar("select last_active_at from users where email = $1").bind(&email).fetch_one(app.db.global()).await.unwrap()
    };
    assert_eq!(seen().await, None);
    let mut staff = app.sign_in("STAFF").await;
    let signed_in = app.clock.now();
    assert_eq!(seen().await, Some(signed_in));
    app.clock.advance(TimeDelta::minutes(4));
    assert!(is_in(&mut staff).await);
    assert_eq!(seen().await, Some(signed_in), "not with each request");
    app.clock.advance(TimeDelta::minutes(2));
    assert!(is_in(&mut staff).await);
    assert_eq!(seen().await, Some(app.clock.now()));
    staff.post_form("/api/access/sign_out", &[]).await;
    app.clock.advance(TimeDelta::hours(3));
    let page = app.sign_in("OWNER").await.open("/settings/users").await;
    let line = page.texts("tbody tr").into_iter().find(|line| line.contains(&email)).expect("the member");
    assert!(line.contains("3 hours ago"), "{line}");
}

#[tokio::test]
async fn the_last_use_is_written_down_once_a_minute() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let seen = async || -> chrono::DateTime<chrono::Utc> {
        sqlx::query_scalar("select last_seen_at from sessions").fetch_one(app.db.global()).await.unwrap()
    };
    let first = seen().await;
    app.clock.advance(TimeDelta::seconds(50));
    assert!(is_in(&mut browser).await);
    assert_eq!(seen().await, first);
    app.clock.advance(TimeDelta::seconds(15));
    browser.address = IpAddr::from([198, 51, 100, 8]);
    assert!(is_in(&mut browser).await);
    assert_eq!(seen().await, app.clock.now());
    let ip: String = sqlx::query_scalar("select host(ip) from sessions").fetch_one(app.db.global()).await.unwrap();
    assert_eq!(ip, "198.51.100.8");
}

#[tokio::test]
async fn an_ended_session_does_not_come_back_by_a_request_that_was_under_way() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let uses = (0..6).map(|_| {
        let mut browser = browser.clone();
        let id = app.organization.id.to_string();
        async move { browser.post_form("/api/access/choose_organization", &[("organization_id", &id)]).await.status }
    });
    let end = async {
        sqlx::query("delete from sessions").execute(app.db.global()).await.unwrap();
    };
    futures::future::join(futures::future::join_all(uses), end).await;
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn a_sign_in_in_a_new_browser_is_told_and_in_a_known_one_is_not() {
    let app = TestApp::start().await;
    let email = owner(&app).email;
    let mut browser = app.sign_in("OWNER").await;
    assert!(app.letters_to(&email).await.is_empty(), "the first browser is no news");
    let values = [("email", email.as_str()), ("password", super::PASSWORD)];
    browser.post_form("/api/access/sign_out", &[]).await;
    assert!(!browser.cookies.contains_key("sid") && browser.cookies.contains_key("device"), "the browser stays known");
    browser.post_form(super::SIGN_IN, &values).await;
    assert!(app.letters_to(&email).await.is_empty());
    let mut phone = app.stranger();
    phone.user_agent = PHONE.to_owned();
    phone.address = IpAddr::from([198, 51, 100, 4]);
    phone.post_form(super::SIGN_IN, &values).await;
    let letters = app.letters_to(&email).await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("Samsung Internet, Android") && letters[0].text.contains("198.51.100.4"), "{}", letters[0].text);
    assert!(letters[0].text.contains("/settings/sessions"));
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("select token_hash from known_devices").fetch_all(app.db.global()).await.unwrap();
    assert!(stored.iter().all(|hash| hash.len() == 32));
    app.assert_quiet().await;
}

#[test]
fn browsers_are_named_for_people() {
    let named = |text: &str| agent(text);
    assert_eq!(named(PHONE), Agent { browser: "Samsung Internet", system: "Android" });
    let edge =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
    assert_eq!(named(edge), Agent { browser: "Edge", system: "Windows" });
    let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
    assert_eq!(named(safari), Agent { browser: "Safari", system: "iPhone" });
    assert_eq!(
        named("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"),
        Agent { browser: "Firefox", system: "Linux" }
    );
    assert_eq!(named("<script>"), Agent::default());
}

#[tokio::test]
async fn the_log_has_no_secret_of_a_letter() {
    use smartstore::server::middleware::path_to_log;
    assert_eq!(path_to_log("/reset-password/abc"), "/reset-password/");
    assert_eq!(path_to_log("/verify-email/abc"), "/verify-email/");
    assert_eq!(path_to_log("/s/kandy-crafts/pay/abc"), "/s/kandy-crafts/pay/");
    assert_eq!(path_to_log("/orders/1"), "/orders/1");
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let page = app.stranger().get(&format!("/reset-password/{}", crate::support::fixtures::secret("kandy-test", "reset"))).await;
    assert_eq!(page.headers.get("referrer-policy").unwrap(), "same-origin");
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
}

/// The limits stand twice in the database, because the function of the one is too slow for every request.
#[tokio::test]
async fn whether_a_session_is_over_is_answered_alike_in_both_places() {
    let app = TestApp::start().await;
    _ = app.sign_in("STAFF").await;
    let now = app.clock.now();
    let mut open = 0;
    for limits in [
        "{}",
        r#"{"session_idle_minutes": 60}"#,
        r#"{"session_longest_minutes": 90}"#,
        r#"{"session_idle_minutes": 30, "session_longest_minutes": 120}"#,
    ] {
        for seen in [0, 29, 30, 31, 59, 60, 61] {
            for age in [61, 89, 90, 91, 119, 120, 121] {
                sqlx::query(
                    "with o as (update organizations set settings = jsonb_build_object('security', $1::jsonb) where id = $2)
                     update sessions set last_seen_at = $3, created_at = $4",
                )
                .bind(limits)
                .bind(app.organization.id)
                .bind(now - TimeDelta::minutes(seen))
                .bind(now - TimeDelta::minutes(age))
                .execute(app.db.global())
                .await
                .unwrap();
                let (is_over, is_open): (bool, bool) = sqlx::query_as(
                    "select session_is_over(s, $1), exists (select from open_request(s.id_hash, $1, $1 - interval '30 days')) from sessions s",
                )
                .bind(now)
                .fetch_one(app.db.global())
                .await
                .unwrap();
                assert_ne!(is_over, is_open, "{limits}: unused for {seen} minutes, {age} minutes old");
                open += usize::from(is_open);
            }
        }
    }
    assert!(open > 49, "without limits all are open, with limits some: {open}");
}
