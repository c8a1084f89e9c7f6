//! Signing in, and what guards every page.

mod account;
mod lockout;
mod passwords;
mod recovery;
mod sessions;
mod signup;

use crate::support::fixtures::{self, Member, PASSWORD};
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use smartstore::domains::access::urls::safe_next;

const SIGN_IN: &str = "/api/access/sign_in";

fn location(page: &Page) -> &str {
    page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn cookie(page: &Page, name: &str) -> Option<String> {
    page.headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .find(|value| value.starts_with(&format!("{name}=")))
}

async fn try_to_sign_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    let page = browser.open("/login").await;
    browser.submit_form(&page, "form[action='/api/access/sign_in']", &[("email", email), ("password", password)]).await
}

fn owner(app: &TestApp) -> Member {
    fixtures::member(&app.organization, "OWNER")
}

#[tokio::test]
async fn the_right_password_leads_to_where_the_person_wanted_to_go() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    let page = browser.get("/settings/profile?x=1").await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/login?next=%2Fsettings%2Fprofile%3Fx%3D1"));
    let login = browser.follow(page).await;
    let page = browser
        .submit_form(
            &login,
            "form[action='/api/access/sign_in']",
            &[("email", &format!(" {} ", owner(&app).email.to_uppercase())), ("password", PASSWORD)],
        )
        .await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/settings/profile?x=1"), "{page:?}");
    assert!(page.visible().contains("Kandy Test"));
    let again = browser.get("/login").await;
    assert_eq!(location(&again), "/", "who is signed in needs no sign-in page");
    app.assert_quiet().await;
}

#[tokio::test]
async fn wrong_password_and_unknown_address_get_the_same_answer() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    let wrong = try_to_sign_in(&mut browser, &owner(&app).email, "not this one").await;
    let unknown = try_to_sign_in(&mut browser, "nobody@nowhere.example", "not this one").await;
    for page in [&wrong, &unknown] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.body.contains("not this one"), "a password is sent back");
    }
    assert_eq!(wrong.text(".alert"), unknown.text(".alert"));
    assert!(!wrong.text(".alert").is_empty());
    assert_eq!(wrong.attribute("input[name=email]", "value"), Some(owner(&app).email), "the form keeps the address");
    assert!(!browser.cookies.contains_key("sid"));
}

#[tokio::test]
async fn an_empty_form_names_both_fields() {
    let app = TestApp::start().await;
    let page = try_to_sign_in(&mut app.stranger(), "", "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes(".error-summary a", "href"), ["#email", "#password"]);
    assert_eq!(page.attribute("input[name=email]", "aria-invalid").as_deref(), Some("true"));
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    for next in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/login",
        "/api/access/sign_out",
        "/x\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "/ක",
    ] {
        let target = safe_next(next);
        assert!(
            target == "/" || target.starts_with('/') && !target.starts_with("//") && !target.contains(char::is_control),
            "{next:?} leads to {target:?}"
        );
    }
    assert_eq!(safe_next("/orders?q=a"), "/orders?q=a");
    let app = TestApp::start().await;
    let page =
        app.stranger().post_form(SIGN_IN, &[("email", &owner(&app).email), ("password", PASSWORD), ("next", "//evil.example/")]).await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/"));
    for next in ["//evil.example/", "/login\r\nx: y", "/loginක"] {
        let language = app.stranger().post_form("/api/access/choose_language", &[("language", "si"), ("next", next)]).await;
        assert_eq!((language.status, location(&language)), (StatusCode::SEE_OTHER, "/"), "{next:?}");
    }
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let values = [("email", owner(&app).email), ("password", PASSWORD.to_owned())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = app.stranger().post_form(SIGN_IN, &values).await;
    let plain = cookie(&page, "sid").unwrap();
    let device = cookie(&page, "device").unwrap();
    assert!(device.contains("HttpOnly") && device.contains("SameSite=Lax"), "{device}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(plain.contains(attribute), "{plain}");
    }
    assert!(!plain.contains("Secure"), "a browser would not send it back without HTTPS: {plain}");
    let mut browser = app.with_config(|config| config.https = true);
    let page = browser.post_form(SIGN_IN, &values).await;
    assert!(cookie(&page, "__Host-sid").unwrap().contains("Secure"));
    assert!(cookie(&page, "__Host-device").unwrap().contains("Secure"));
    assert!(page.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn signing_in_makes_a_new_session_and_signing_out_ends_it() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let first = browser.cookies["sid"].clone();
    let values = [("email", owner(&app).email), ("password", PASSWORD.to_owned())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post_form(SIGN_IN, &values).await;
    assert_ne!(browser.cookies["sid"], first, "the id of a session from before could be known to somebody");
    let mut old = app.stranger();
    old.cookies.insert("sid".to_owned(), first);
    assert_eq!(old.get("/settings/profile").await.status, StatusCode::SEE_OTHER);

    let copy = browser.clone();
    let page = browser.open("/settings/profile").await;
    let page = browser.submit_form(&page, "form[action='/api/access/sign_out']", &[]).await;
    assert_eq!(page.path, "/login");
    let mut copy = copy;
    assert_eq!(
        location(&copy.get("/settings/profile").await),
        "/login?next=%2Fsettings%2Fprofile",
        "a copy of the cookie opens nothing any more"
    );
}

#[tokio::test]
async fn the_table_of_sessions_opens_nothing() {
    let app = TestApp::start().await;
    let browser = app.sign_in("OWNER").await;
    let sid = browser.cookies["sid"].clone();
    let rows: Vec<(Vec<u8>, String)> = sqlx::query_as("select id_hash, data::text from sessions").fetch_all(app.db.global()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].0.len(), 32);
    assert!(!rows[0].1.contains(&sid));
}

#[tokio::test]
async fn somebody_who_is_no_member_any_more_is_out_at_once() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    browser.open("/settings/profile").await;
    sqlx::query("update memberships set status = 'DISABLED' where organization_id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    assert_eq!(browser.get("/settings/profile").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.call("/api/access/update_profile", &[("name", "x")]).await.status, StatusCode::UNAUTHORIZED);
    let page = try_to_sign_in(&mut app.stranger(), &fixtures::member(&app.organization, "STAFF").email, PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    for (name, value) in
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null")]
    {
        let mut request = browser.form_request("/api/access/update_profile", &[("name", "Mallory")]);
        request.headers_mut().insert(name, value.parse().unwrap());
        if name == "origin" {
            request.headers_mut().remove("sec-fetch-site");
        }
        let page = browser.send(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let page = browser.open("/settings/profile").await;
    assert_ne!(page.attribute("input[name=name]", "value").as_deref(), Some("Mallory"));
}

#[tokio::test]
async fn server_functions_cannot_be_called_by_a_link() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    assert_eq!(browser.get("/api/access/sign_out").await.status, StatusCode::METHOD_NOT_ALLOWED);
    browser.open("/settings/profile").await;
    assert!(browser.post_form("/api/no/such_thing", &[]).await.status.is_client_error());
}

#[tokio::test]
async fn every_page_has_a_policy_with_a_nonce_of_its_own() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let mut nonces = Vec::new();
    for path in ["/login", "/settings/profile", "/no/such/page", "/settings/profile"] {
        let page = if path == "/login" { app.stranger().get(path).await } else { browser.get(path).await };
        let policy = page
            .headers
            .get(header::CONTENT_SECURITY_POLICY)
            .unwrap_or_else(|| panic!("{path} has no policy"))
            .to_str()
            .unwrap()
            .to_owned();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'") && policy.contains("base-uri 'none'"),
            "{policy}"
        );
        let nonce = policy.split("'nonce-").nth(1).unwrap_or_else(|| panic!("{path}: {policy}")).split('\'').next().unwrap().to_owned();
        for script in page.attributes("script:not([src])", "nonce") {
            assert_eq!(script, nonce);
        }
        assert_eq!(
            page.texts("script:not([src])").len(),
            page.attributes("script:not([src])", "nonce").len(),
            "a script of {path} has no nonce"
        );
        assert!(!page.body.contains(" onclick=") && !page.has("[style]"), "{path} has something that the policy blocks");
        nonces.push(nonce);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(page.headers.get(name).map(|value| value.to_str().unwrap()), Some(value), "{path}: {name}");
        }
    }
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 4);
}

#[tokio::test]
async fn a_stranger_gets_the_language_of_the_browser_and_can_choose_another() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    browser.accept_language = Some("ta-LK, en;q=0.5".to_owned());
    let page = browser.open("/login").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("ta"));
    let page = browser.submit_form(&page, "form[action='/api/access/choose_language']", &[("language", "si")]).await;
    assert_eq!((page.path.as_str(), page.attribute("html", "lang").as_deref()), ("/login", Some("si")));
    assert_eq!(browser.open("/login").await.attribute("html", "lang").as_deref(), Some("si"), "it is kept");
    assert_eq!(browser.call("/api/access/choose_language", &[("language", "fr")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_persons_language_is_kept_with_the_person() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/settings/profile").await;
    browser.submit_form(&page, ".card form[action='/api/access/choose_language']", &[("language", "ta")]).await;
    let page = app.sign_in("STAFF").await.open("/settings/profile").await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("ta"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_says_what_to_mend() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/settings/profile").await;
    let long = "<b>ක".repeat(60);
    let refused = browser.submit_form(&page, "form[action='/api/access/update_profile']", &[("name", &long)]).await;
    assert_eq!((refused.status, refused.path.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "/api/access/update_profile"));
    assert_eq!(refused.attribute("input[name=name]", "value"), Some(long), "what was typed is lost");
    assert!(!refused.has("b"), "what was typed became HTML");
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#name"]);
    let fine = browser.submit_form(&page, "form[action='/api/access/update_profile']", &[("name", "Kumari")]).await;
    assert_eq!((fine.status, fine.path.as_str()), (StatusCode::OK, "/settings/profile"));
    assert_eq!(fine.attribute("input[name=name]", "value").as_deref(), Some("Kumari"));
    assert!(fine.has(".toast"), "nothing says that it worked");
    assert!(!browser.open("/settings/profile").await.has(".toast"), "the message is shown once");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_person_of_two_organizations_moves_between_them_and_nobody_else_does() {
    let app = TestApp::start().await;
    let mut member = fixtures::member(&app.organization, "OWNER");
    "VIEWER".clone_into(&mut member.role);
    fixtures::add_member(&app.other_scope(), &member).await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/settings/profile").await;
    let page = browser.submit_form(&page, "form[action='/api/access/choose_organization']", &[]).await;
    assert_eq!(page.text(".sidebar-brand .name"), "Galle Test");

    let mut staff = app.sign_in("STAFF").await;
    let refused = staff.call("/api/access/choose_organization", &[("organization_id", &app.other.id.to_string())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(staff.open("/settings/profile").await.text(".sidebar-brand .name"), "Kandy Test");
}

#[tokio::test]
async fn a_suspended_organization_can_be_read_but_not_changed() {
    let app = TestApp::start().await;
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut browser = app.sign_in("OWNER").await;
    browser.open("/settings/audit").await;
}

#[tokio::test]
async fn the_program_says_whether_it_is_ready() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    sqlx::query("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
        .execute(app.db.global())
        .await
        .unwrap();
    assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let large = "x".repeat(2 << 20);
    assert_eq!(browser.post_form("/api/access/update_profile", &[("name", &large)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
