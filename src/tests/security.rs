//! Promises of `docs/security.md` that belong to no domain.

use crate::support::fixtures::{member, tenant_count, things};
use crate::support::source::{files, root};
use crate::support::{Page, TestApp};
use axum::http::{Method, StatusCode, header};
use smartstore::server::password;

/// Whether a text stands in the sources outside of some places.
fn stands_outside(needle: &str, places: &[&str]) -> Vec<String> {
    let found = files().into_iter().filter(|file| file.text.contains(needle) && !places.iter().any(|place| file.path.starts_with(place)));
    found.map(|file| format!("{}: {needle}", file.path)).collect()
}

#[test]
fn what_is_dangerous_stands_where_it_is_known_to() {
    let mut wrong = Vec::new();
    for (needle, places) in [
        // Programs are started to run the private PostgreSQL, with arguments of our own.
        ("process::Command", &["src/server/cluster/"][..]),
        // Other servers are called by push and mail, whose hosts are a list and a setting, the bucket of the settings, and what the
        // program calls by name.
        ("reqwest::", &["src/server/push.rs", "src/server/outgoing.rs"]),
        ("TcpStream", &["src/server/cluster/"]),
        ("object_store::", &["src/server/storage/"]),
        ("AsyncSmtpTransport", &["src/server/mail.rs"]),
        // Markup that is not escaped: our own drawings, the QR codes of a secret and of a payment, and descriptions, which `markdown::html`
        // has cleaned.
        (
            "inner_html",
            &[
                "src/ui/icon.rs",
                "src/domains/access/pages/second_factor.rs",
                "src/domains/catalog/pages/detail_facts.rs",
                "src/domains/catalog/pages/public.rs",
                "src/domains/payments/pages/pay.rs",
            ],
        ),
        ("unsafe {", &[]),
        ("allow(unsafe_code", &[]),
    ] {
        wrong.extend(stands_outside(needle, places));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn our_scripts_run_no_text() {
    let mut scripts = Vec::new();
    for folder in ["public", "public/js"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "js") {
                scripts.push((path.clone(), std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(scripts.len() > 3);
    for (path, text) in scripts {
        for forbidden in ["eval(", "new Function", "document.write", "setTimeout(\"", "setTimeout('", "localStorage", "sessionStorage"] {
            assert!(!text.contains(forbidden), "{} has {forbidden}", path.display());
        }
    }
}

fn is_private(page: &Page, what: &str) {
    let value = |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
    assert_eq!(value("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(value("referrer-policy"), "same-origin", "{what}");
    assert_eq!(value("x-frame-options"), "DENY", "{what}");
    assert_eq!(value("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(value("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(value("permissions-policy").contains("payment=()"), "{what}");
    assert_eq!(value("cache-control"), "no-store", "{what}");
    assert!(value("content-security-policy").contains("frame-ancestors 'none'"), "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety_and_is_kept_by_nobody() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut owner = app.sign_in("OWNER").await;
    for path in ["/", "/orders", "/nothing-here", "/orders/export.csv", "/healthz", "/files/x", "/api/access/sign_in"] {
        is_private(&owner.get(path).await, path);
    }
    is_private(&owner.get(&format!("/orders/{}", own.order)).await, "an order");
    is_private(&app.stranger().get("/login").await, "the sign-in page");
    is_private(&app.stranger().get("/orders").await, "a redirect");
    is_private(&owner.call("/api/access/update_profile", &[("name", "")]).await, "a refusal");
    is_private(&owner.post_form("/api/access/update_profile", &[("name", "Kumari")]).await, "a form");
}

#[tokio::test]
async fn what_people_type_is_text_on_every_page() {
    const HOSTILE: &str = "</script><script>alert(7)</script>\"'><img src=x onerror=alert(7)>{{7*7}}${7*7} O'Hara ねこ නිමල්";
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut work = app.scope().begin().await.unwrap();
    for statement in [
        "update customers set name = $1",
        "update products set name = $1, description = $1",
        "update product_variants set name = $1",
        "update orders set customer_note = $1, shipping_address = shipping_address || jsonb_build_object('full_name', $1::text, 'line1', $1::text)",
        "update order_items set name = $1",
        "update warehouses set name = $1",
        "update couriers set name = $1",
        "update stores set name = $1",
        "update roles set name = $1 where not is_builtin",
        "update categories set name = $1",
    ] {
        sqlx::query(statement).bind(HOSTILE).execute(work.conn()).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    work.commit().await.unwrap();
    sqlx::query("update users set name = $1").bind(HOSTILE).execute(app.db.global()).await.unwrap();
    sqlx::query("update organizations set name = $1 where id = $2")
        .bind(HOSTILE)
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut owner = app.sign_in("OWNER").await;
    let mut seen = 0;
    for path in [
        "/".to_owned(),
        "/orders".to_owned(),
        format!("/orders/{}", own.order),
        "/orders/new".to_owned(),
        "/products".to_owned(),
        format!("/products/{}", own.product),
        "/customers".to_owned(),
        format!("/customers/{}", own.customer),
        "/inventory".to_owned(),
        format!("/inventory/{}", own.variant),
        "/deliveries".to_owned(),
        "/settings/users".to_owned(),
        "/settings/roles".to_owned(),
        "/settings/translations".to_owned(),
        "/search?q=alert".to_owned(),
    ] {
        let page = owner.open(&path).await;
        seen += page.visible().matches("O'Hara ねこ නිමල්").count();
        assert!(!page.has("img[src=x]") && !page.has("[onerror]"), "{path}");
        assert!(!page.texts("script").iter().any(|script| script.starts_with("alert(7)")), "{path}");
        assert!(!page.visible().contains("49} O'Hara"), "{path}");
    }
    assert!(seen > 20, "the names are shown as they were typed: {seen}");
}

#[tokio::test]
async fn fields_that_a_form_does_not_have_change_nothing() {
    let app = TestApp::start().await;
    let mut staff = app.sign_in("STAFF").await;
    let email = member(&app.organization, "STAFF").email;
    let organization = app.other.id.to_string();
    let more = [
        ("name", "Kumari"),
        ("email", "other@example.com"),
        ("is_platform_admin", "true"),
        ("password_hash", "x"),
        ("role", "OWNER"),
        ("role_id", "x"),
        ("user_id", "00000000-0000-0000-0000-000000000001"),
        ("organization_id", &organization),
        ("permissions[0]", "users.write"),
        ("mfa_enabled", "true"),
    ];
    staff.post_form("/api/access/update_profile", &more).await;
    let person: (String, bool, bool) = sqlx::query_as("select name, is_platform_admin, mfa_enabled from users where email = $1")
        .bind(&email)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(person, ("Kumari".to_owned(), false, false));
    assert_eq!(staff.open("/").await.text(".sidebar-brand .name"), "Kandy Test");
    assert_eq!(staff.call("/api/access/invite_member", &[]).await.status, StatusCode::FORBIDDEN);
    let sign_up = [
        ("organization", "New Shop"),
        ("language", "en"),
        ("currency", "LKR"),
        ("time_zone", "Asia/Colombo"),
        ("warehouse", "Main"),
        ("name", "Nila"),
        ("email", "nila@new-shop.example"),
        ("password", "seven looms at dawn"),
        ("plan", "ENTERPRISE"),
        ("status", "ACTIVE"),
        ("features", "{}"),
        ("is_platform_admin", "true"),
    ];
    assert_eq!(app.stranger().post_form("/api/access/sign_up", &sign_up).await.status, StatusCode::SEE_OTHER);
    let made: (String, bool) = sqlx::query_as(
        "select o.plan, u.is_platform_admin from organizations o join memberships m on m.organization_id = o.id join users u on u.id = m.user_id
         where o.slug = 'new-shop'",
    )
    .fetch_one(app.db.global())
    .await
    .unwrap();
    assert_eq!(made, ("FREE".to_owned(), false));
}

#[tokio::test]
async fn a_function_reads_its_form_once_and_not_its_address() {
    let app = TestApp::start().await;
    let mut staff = app.sign_in("STAFF").await;
    staff.call("/api/access/update_profile?name=Address", &[("name", "Form")]).await;
    staff.call("/api/access/update_profile?name=Address", &[]).await;
    let twice = staff.call("/api/access/update_profile", &[("name", "First"), ("name", "Second")]).await;
    assert!(!twice.status.is_server_error(), "{twice:?}");
    let email = member(&app.organization, "STAFF").email;
    let name: String = sqlx::query_scalar("select name from users where email = $1").bind(email).fetch_one(app.db.global()).await.unwrap();
    assert!(["Form", "First", "Second"].contains(&name.as_str()), "{name}");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where new_values::text like '%Address%'").await, 0);
    let mut stranger = app.stranger();
    stranger.cookies.insert("email".to_owned(), member(&app.organization, "OWNER").email);
    let refused = stranger.call("/api/access/sign_in", &[("password", crate::support::fixtures::PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a cookie is no field");
}

#[tokio::test]
async fn a_session_is_in_its_cookie_alone_and_cannot_be_guessed() {
    let app = TestApp::start().await;
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let browser = app.sign_in("OWNER").await;
        let id = browser.cookies["sid"].clone();
        assert_eq!(id.len(), 22, "128 bits in base64url: {id}");
        assert!(ids.insert(id));
    }
    for id in ids {
        for path in [format!("/orders?sid={id}"), format!("/orders?session={id}")] {
            assert!(app.stranger().get(&path).await.status.is_redirection(), "{path}");
        }
        let mut browser = app.sign_in("STAFF").await;
        assert!(!browser.open("/settings/sessions").await.body.contains(&id), "no page shows it");
        assert!(!browser.open("/settings/sessions").await.body.contains(&browser.cookies["sid"]));
    }
}

#[tokio::test]
async fn without_the_database_nothing_is_open() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    owner.open("/orders").await;
    app.db.global().close().await;
    for path in ["/orders", "/settings/users", "/orders/export.csv", "/files/x"] {
        assert_eq!(owner.get(path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
    assert_eq!(owner.call("/api/access/update_profile", &[("name", "x")]).await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn folders_are_not_listed_and_nothing_outside_of_them_is_served() {
    let app = TestApp::start().await;
    let site = std::env::temp_dir().join(format!("smartstore-site-{}", uuid::Uuid::new_v4().simple()));
    for (path, text) in [("pkg/app.js", "fine"), ("pkg/.git/config", "secret"), ("secret.txt", "secret"), ("robots.txt", "fine")] {
        let path = site.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut browser = app.with_config(|config| config.site = site.clone());
    assert_eq!(browser.get("/pkg/app.js").await.body, "fine");
    assert_eq!(browser.get("/robots.txt").await.body, "fine");
    for path in [
        "/pkg/",
        "/pkg",
        "/fonts/",
        "/icons/",
        "/js/",
        "/secret.txt",
        "/pkg/../secret.txt",
        "/pkg/%2e%2e/secret.txt",
        "/pkg/..%2fsecret.txt",
        "/pkg/..%5csecret.txt",
        "/pkg//etc/passwd",
        "/.git/config",
        "/.env",
    ] {
        let page = browser.get(path).await;
        assert!(page.status.is_client_error() || page.status.is_redirection(), "{path}: {}", page.status);
        assert!(!page.body.contains("secret") && !page.body.contains("app.js") && !page.body.contains("root:"), "{path}: {}", page.body);
    }
    std::fs::remove_dir_all(site).unwrap();
}

#[tokio::test]
async fn passwords_are_kept_as_argon2id_each_with_a_salt_of_its_own_and_to_their_last_character() {
    let long: String = "blue kettle \u{1f512} රහස ".chars().cycle().take(128).collect();
    let (one, two) = (password::hash(long.clone()).await.unwrap(), password::hash(long.clone()).await.unwrap());
    assert_ne!(one, two, "a salt each");
    for hash in [&one, &two] {
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hash.split('$').nth(4).unwrap().len() >= 22, "a salt of 128 bits: {hash}");
    }
    assert!(password::verify(long.clone(), Some(one.clone())).await.unwrap());
    let mut cut = long.clone();
    cut.pop();
    for other in [cut.clone(), format!("{cut}x"), format!("{long} "), long.to_uppercase()] {
        assert!(!password::verify(other, Some(one.clone())).await.unwrap());
    }
    assert!(!password::verify(long, None).await.unwrap());
}

#[tokio::test]
async fn fields_for_passwords_help_password_managers() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    for (page, kinds) in [
        (app.stranger().open("/login").await, &["current-password"][..]),
        (app.stranger().open("/signup").await, &["new-password"]),
        (owner.open("/settings/profile").await, &["current-password", "new-password"]),
    ] {
        for kind in kinds {
            assert!(page.has(&format!("input[type=password][autocomplete={kind}]")), "{} {kind}", page.path);
        }
        assert!(
            !page.has("[onpaste]") && !page.has("input[type=password][autocomplete=off]") && !page.has("input[type=password][maxlength]")
        );
    }
    assert!(!std::fs::read_to_string(root().join("public/app.js")).unwrap().contains("paste"));
}

#[tokio::test]
async fn nobody_can_sign_in_to_a_new_server() {
    let database = crate::support::database::TestDatabase::create().await;
    let people: i64 = sqlx::query_scalar("select count(*) from users").fetch_one(database.connect().global()).await.unwrap();
    assert_eq!(people, 0, "an account that nobody asked for");
}

#[tokio::test]
async fn methods_that_nothing_uses_are_refused() {
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE, Method::OPTIONS] {
        for path in ["/orders", "/api/access/update_profile"] {
            let mut request = owner.form_request(path, &[]);
            *request.method_mut() = method.clone();
            let page = owner.send(request).await;
            assert!(page.status.is_client_error(), "{method} {path}: {}", page.status);
            assert!(page.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
        }
    }
}

#[tokio::test]
async fn over_https_the_cookies_that_matter_belong_to_this_host_alone() {
    let app = TestApp::start().await;
    let mut browser = app.with_config(|config| config.https = true);
    let email = member(&app.organization, "OWNER").email;
    let page = browser.post_form("/api/access/sign_in", &[("email", &email), ("password", crate::support::fixtures::PASSWORD)]).await;
    let set: Vec<&str> = page.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    for name in ["__Host-sid=", "__Host-device="] {
        let cookie = set.iter().find(|cookie| cookie.starts_with(name)).unwrap_or_else(|| panic!("{name} {set:?}"));
        assert!(
            cookie.contains("Secure") && cookie.contains("Path=/") && cookie.contains("HttpOnly") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
    assert_eq!(browser.get("/settings/profile").await.status, StatusCode::OK);
    let page = browser.post_form("/api/access/update_profile", &[("name", "Kumari")]).await;
    let set: Vec<&str> = page.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(set.iter().any(|cookie| cookie.starts_with("__Host-flash=") && cookie.contains("Secure")), "{set:?}");
    let page = browser.follow(page).await;
    assert!(page.has(".toast"), "the message arrives: {page:?}");
    for (path, value) in [("choose_theme", ("theme", "dark")), ("choose_language", ("language", "si"))] {
        let page = browser.post_form(&format!("/api/access/{path}"), &[value]).await;
        assert!(page.headers.get_all(header::SET_COOKIE).iter().any(|cookie| cookie.to_str().unwrap().contains("Secure")), "{path}");
    }
    // A cookie that somebody on the line has put there under the plain name opens nothing.
    let mut other = app.with_config(|config| config.https = true);
    other.cookies.insert("sid".to_owned(), browser.cookies["__Host-sid"].clone());
    assert_eq!(other.get("/settings/profile").await.status, StatusCode::SEE_OTHER);
}
