//! Every page.

use super::{check, thing_of};
use crate::support::TestApp;
use crate::support::fixtures::{self, Things, things};
use crate::support::source::{files, server_functions};
use axum::http::{StatusCode, header};
use smartstore::app::compose::page_routes;
use smartstore::server::forms::percent_encode;
use smartstore::server::i18n::DOMAINS;
use std::collections::{BTreeMap, BTreeSet};

/// Pages that a member without any permission may open.
const PAGES_FOR_EVERY_MEMBER: &[&str] = &[
    "/",
    "/settings",
    "/settings/profile",
    "/settings/sessions",
    "/settings/organizations",
    "/settings/second-factor",
    "/notifications",
    "/notifications/settings",
    "/search",
];
/// Pages that anybody may open begin with these.
const PUBLIC_PAGES: &[&str] =
    &["/login", "/login/second-factor", "/signup", "/forgot-password", "/reset-password/", "/verify-email/", "/invitations/", "/s/"];
fn is_public(route: &str) -> bool {
    PUBLIC_PAGES.iter().any(|prefix| route == *prefix || prefix.ends_with('/') && route.starts_with(prefix))
}

/// Pages of the platform's administrators: for everybody else they are not there.
fn for_platform_admins(route: &str) -> bool {
    route.starts_with("/platform/")
}

/// Patterns of all pages, such as `/orders/{id}`.
fn routes() -> Vec<String> {
    page_routes().iter().map(|route| route.path().to_owned()).filter(|route| !route.contains('*')).collect()
}

/// The pattern with ids filled in.
fn fill_in(route: &str, organization: &str, things: &Things) -> String {
    let mut filled = Vec::new();
    let mut before = "";
    for segment in route.split('/') {
        let value = match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            None => segment.to_owned(),
            Some("organization") => organization.to_owned(),
            Some("token") if before == "reset-password" => fixtures::secret(organization, "reset"),
            Some("token") if before == "verify-email" => fixtures::secret(organization, "verify"),
            Some("token") if before == "pay" => fixtures::secret(organization, "pay"),
            Some("token") => things.invitation.to_string(),
            // A product for buyers opens by its id too.
            Some("slug") => things.product.to_string(),
            Some("number") if route.contains("/track") => fixtures::TRACKING_NUMBER.to_owned(),
            Some("number") => fixtures::ORDER_NUMBER.to_owned(),
            Some(name) => things.by_name(thing_of(name, before)).unwrap_or_else(|| panic!("no {name} for {route}")).to_string(),
        };
        filled.push(value);
        before = segment;
    }
    filled.join("/")
}

#[tokio::test]
async fn every_page_sends_a_stranger_to_sign_in() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut wrong = Vec::new();
    for route in routes() {
        let page = app.stranger().get(&fill_in(&route, &app.organization.slug, &own)).await;
        let target = page.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default();
        let fine = if is_public(&route) {
            page.status == StatusCode::OK
        } else {
            page.status == StatusCode::SEE_OTHER && target.starts_with("/login?next=")
        };
        if !fine {
            wrong.push(format!("{route}: {} {target}", page.status));
        }
    }
    check(&wrong, "pages for a stranger");
}

#[tokio::test]
async fn every_page_opens_for_the_owner_with_title_and_heading() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let functions: BTreeSet<String> = server_functions().into_iter().map(|function| function.path).collect();
    fixtures::make_platform_admin(&app.scope(), "OWNER").await;
    let mut browser = app.sign_in("OWNER").await;
    let mut wrong = Vec::new();
    let mut links = BTreeMap::new();
    for route in routes().iter().filter(|route| *route != "/login") {
        let page = browser.get(&fill_in(route, &app.organization.slug, &own)).await;
        let page = browser.follow(page).await;
        if page.status != StatusCode::OK {
            wrong.push(format!("{route}: {page:?}"));
            continue;
        }
        if page.texts("h1").len() != 1 {
            wrong.push(format!("{route} has {} headings of the first level", page.texts("h1").len()));
        }
        let title = page.text("title");
        if title.is_empty() || title == "smartstore" {
            wrong.push(format!("{route} has no title of its own"));
        }
        let mut ids = page.attributes("[id]", "id");
        ids.sort();
        let twice: Vec<String> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        if !twice.is_empty() {
            wrong.push(format!("{route} has ids twice: {twice:?}"));
        }
        for action in page.attributes("form[method=post]", "action") {
            if !functions.contains(&action) && !action.starts_with("/imports") && action != "/settings/currencies/ecb" {
                wrong.push(format!("{route} has a form for {action:?}"));
            }
        }
        for link in
            page.attributes("a[href^='/'], form[method=get]", "href").into_iter().chain(page.attributes("form[method=get]", "action"))
        {
            links.entry(link).or_insert_with(|| route.clone());
        }
    }
    for (link, route) in links {
        let page = browser.get(&link).await;
        if !matches!(page.status, StatusCode::OK | StatusCode::SEE_OTHER | StatusCode::FOUND) {
            wrong.push(format!("{route} links to {link}: {}", page.status));
        }
    }
    check(&wrong, "pages of the owner");
}

#[tokio::test]
async fn no_page_shows_the_key_of_a_text_in_any_language() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    fixtures::make_platform_admin(&app.scope(), "OWNER").await;
    let mut browser = app.sign_in("OWNER").await;
    let mut wrong = Vec::new();
    for language in ["en", "si", "ta"] {
        browser.post_form("/api/access/choose_language", &[("language", language)]).await;
        for route in routes().iter().filter(|route| *route != "/login") {
            let page = browser.get(&fill_in(route, &app.organization.slug, &own)).await;
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(language), "{route}");
            let mut shown: Vec<String> = page.visible().split_whitespace().map(ToOwned::to_owned).collect();
            for name in ["aria-label", "title", "placeholder", "alt"] {
                shown.extend(page.attributes(&format!("[{name}]"), name));
            }
            let keys: Vec<&String> = shown
                .iter()
                .filter(|word| {
                    word.split_once('-').is_some_and(|(prefix, rest)| {
                        (DOMAINS.contains(&prefix) || prefix == "error" || prefix == "nav")
                            && !rest.is_empty()
                            && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                    })
                })
                .collect();
            if !keys.is_empty() || page.visible().contains("{$") || page.visible().contains("{ $") {
                wrong.push(format!("{language} {route}: {keys:?}"));
            }
        }
    }
    check(&wrong, "pages with raw keys");
}

#[tokio::test]
async fn every_page_refuses_a_role_without_the_permission() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut browser = app.sign_in("INFLUENCER").await;
    let mut wrong = Vec::new();
    for route in routes().iter().filter(|route| !is_public(route)) {
        let page = browser.get(&fill_in(route, &app.organization.slug, &own)).await;
        let expected = match route.as_str() {
            route if PAGES_FOR_EVERY_MEMBER.contains(&route) => StatusCode::OK,
            route if for_platform_admins(route) => StatusCode::NOT_FOUND,
            _ => StatusCode::FORBIDDEN,
        };
        if page.status != expected {
            wrong.push(format!("{route}: {page:?}"));
        }
        for secret in ["Nimal", "Brass lamp", "0771234567", "Sunil", "1,250.00"] {
            if page.visible().contains(secret) {
                wrong.push(format!("{route} shows {secret}"));
            }
        }
    }
    check(&wrong, "pages for somebody without a permission");
}

#[tokio::test]
async fn every_page_of_somebody_elses_things_is_not_found() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let theirs = things(&app.other_scope()).await;
    sqlx::raw_sql("update orders set order_number = '0THER'; update deliveries set tracking_number = 'TRK0THER'")
        .execute(app.other_scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let mut wrong = Vec::new();
    for route in routes().iter().filter(|route| route.contains('{')) {
        let path = if is_public(route) {
            fill_in(route, "no-such-organization", &theirs)
        } else {
            fill_in(route, &app.organization.slug, &theirs)
        };
        let page = browser.get(&path).await;
        // A token opens what it was made for, whoever holds it.
        let is_by_token = route.contains("{token}");
        if page.status != StatusCode::NOT_FOUND && !is_by_token || page.visible().contains("Nimal") {
            wrong.push(format!("{route}: {page:?}"));
        }
        for nonsense in ["nonsense", "%00", "00000000-0000-0000-0000-000000000000", "%27", "💥"] {
            let nonsense = if nonsense.contains('%') { nonsense.to_owned() } else { percent_encode(nonsense) };
            let path: Vec<String> =
                route.split('/').map(|segment| if segment.starts_with('{') { nonsense.clone() } else { segment.to_owned() }).collect();
            let page = browser.get(&path.join("/")).await;
            if page.status != StatusCode::NOT_FOUND {
                wrong.push(format!("{route} with {nonsense}: {page:?}"));
            }
        }
    }
    check(&wrong, "pages of somebody else");
}

#[tokio::test]
async fn nothing_in_the_address_bar_makes_a_page_fail() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let mut names: BTreeSet<String> = ["after", "before", "q"].into_iter().map(ToOwned::to_owned).collect();
    for file in files() {
        names.extend(file.text.split("query(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned));
    }
    let long = "x".repeat(400);
    let mut wrong = Vec::new();
    for typed in [
        "\0",
        "'",
        "%",
        "-1",
        "9999999999999.00000000000000000000000000000001",
        "2026-02-30",
        "💥",
        "\\",
        "DRAFT",
        "PENDING",
        "1",
        long.as_str(),
    ] {
        let query: Vec<String> = names.iter().map(|name| format!("{name}={}", percent_encode(typed))).collect();
        for route in routes().iter().filter(|route| *route != "/login") {
            let path = format!("{}?{}", fill_in(route, &app.organization.slug, &own), query.join("&"));
            let page = browser.get(&path).await;
            if page.status.is_server_error() {
                let typed: String = typed.chars().take(30).collect();
                wrong.push(format!("{route} with {typed:?}: {} {}", page.status, page.text("h1")));
            }
        }
    }
    check(&wrong, "failures");
}
