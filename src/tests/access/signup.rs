//! A new organization.

use super::cookie;
use crate::support::{Browser, Page, TestApp};
use axum::http::StatusCode;
use smartstore::domains::access::service::organization_by_slug;
use smartstore::domains::inventory::service::warehouses;
use smartstore::server::{Scope, books};
use smartstore::shared::Language;

const FORM: &str = "form[action='/api/access/sign_up']";
const EMAIL: &str = "nila@nila-textiles.example";

async fn sign_up(browser: &mut Browser, more: &[(&str, &str)]) -> Page {
    let page = browser.open("/signup").await;
    let mut typed = vec![
        ("organization", "Nila's Textiles"),
        ("language", "ta"),
        ("currency", "LKR"),
        ("time_zone", "Asia/Colombo"),
        ("warehouse", "யாழ் களஞ்சியம்"),
        ("name", "Nila"),
        ("email", EMAIL),
        ("password", "seven looms at dawn"),
    ];
    typed.retain(|(name, _)| !more.iter().any(|(changed, _)| changed == name));
    typed.extend(more.iter().copied());
    browser.submit_form(&page, FORM, &typed).await
}

#[tokio::test]
async fn an_owner_is_signed_in_at_once_and_finds_what_was_asked_for() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    let home = sign_up(&mut browser, &[]).await;
    assert_eq!((home.status, home.path.as_str()), (StatusCode::OK, "/"), "{home:?}");
    assert_eq!(home.text(".sidebar-brand .name"), "Nila's Textiles");
    assert_eq!(home.attribute("html", "lang").as_deref(), Some("ta"), "the owner's language");
    assert!(home.has(".toast"));
    assert!(home.visible().contains(EMAIL), "nothing asks to confirm the address: {home:?}");
    let letters = app.letters_to(EMAIL).await;
    assert_eq!(letters.len(), 1, "one letter, and no alert about the first device");
    assert!(letters[0].path().starts_with("/verify-email/"));
    let organization = organization_by_slug(&app.db, "nilas-textiles").await.unwrap();
    assert_eq!((organization.language, organization.currency.as_str()), (Language::Ta, "LKR"));
    let scope = Scope::system(app.db.clone(), app.clock.clock(), organization.clone());
    let warehouses = warehouses(&scope).await.unwrap();
    assert_eq!(warehouses.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["யாழ் களஞ்சியம்"]);
    assert!(books::check(&app.db, &organization, app.clock.now()).await.unwrap().is_empty());
    assert_eq!(browser.open("/orders/new").await.status, StatusCode::OK, "an owner may do everything");
    let audit = browser.open("/settings/audit").await;
    assert!(audit.visible().contains(&smartstore::server::i18n::text(Language::Ta, "audit-action-access-organization-created", None)));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_name_in_urls_that_nobody_chose_gives_way_and_a_chosen_one_does_not() {
    let app = TestApp::start().await;
    sign_up(&mut app.stranger(), &[("organization", "Kandy Test"), ("email", "one@new.example")]).await;
    assert!(organization_by_slug(&app.db, "kandy-test-2").await.is_ok());
    let refused = sign_up(&mut app.stranger(), &[("slug", "kandy-test"), ("email", "two@new.example")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#slug"]);
    assert_eq!(refused.attribute("#slug", "value").as_deref(), Some("kandy-test"));
    let unreadable = sign_up(&mut app.stranger(), &[("organization", "නිලා රෙදි"), ("email", "two@new.example")]).await;
    assert_eq!(unreadable.attributes(".error-summary a", "href"), ["#slug"], "a name without Latin letters needs a short one");
}

#[tokio::test]
async fn a_refused_form_leaves_nothing_behind_and_keeps_what_was_typed_but_the_password() {
    let app = TestApp::start().await;
    let before: i64 = sqlx::query_scalar("select count(*) from organizations").fetch_one(app.db.global()).await.unwrap();
    let mut browser = app.stranger();
    let empty = browser.open("/signup").await;
    let empty = browser.submit_form(&empty, FORM, &[("warehouse", ""), ("password", "short")]).await;
    assert_eq!(empty.attributes(".error-summary a", "href"), ["#organization", "#warehouse", "#name", "#email", "#password"], "{empty:?}");
    let taken = sign_up(&mut browser, &[("email", "OWNER@kandy-test.example")]).await;
    assert_eq!((taken.status, taken.attributes(".error-summary a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#email".to_owned()]));
    assert_eq!(taken.attribute("#organization", "value").as_deref(), Some("Nila's Textiles"));
    assert!(!taken.body.contains("seven looms") && cookie(&taken, "sid").is_none());
    for (field, value) in [("currency", "XXX"), ("time_zone", "Mars/Olympus"), ("language", "fr"), ("email", "nila"), ("slug", "-x-")] {
        let values = [
            ("organization", "X"),
            ("slug", "x"),
            ("language", "en"),
            ("currency", "LKR"),
            ("time_zone", "UTC"),
            ("warehouse", "W"),
            ("name", "N"),
            ("email", EMAIL),
            ("password", "seven looms at dawn"),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, own)| (*name, if *name == field { value } else { *own })).collect();
        let answer = app.stranger().call("/api/access/sign_up", &values).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(&format!("\"{field}\"")), "{field}: {answer:?}");
    }
    let after: i64 = sqlx::query_scalar("select count(*) from organizations").fetch_one(app.db.global()).await.unwrap();
    assert_eq!(before, after, "half an organization is left");
    app.assert_quiet().await;
}

#[tokio::test]
async fn one_address_does_not_start_shops_all_day() {
    let app = TestApp::start().await;
    let mut answers = Vec::new();
    for number in 0..11 {
        let page = sign_up(&mut app.stranger(), &[("email", &format!("n{number}@new.example"))]).await;
        answers.push(page.status);
    }
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::OK).count(), 10, "{answers:?}");
    assert_eq!(answers[10], StatusCode::TOO_MANY_REQUESTS);
}
