//! Forms: two people who edit one thing, and one person who sends a form twice.

use crate::support::fixtures::{product, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use smartstore::domains::catalog::service::variants_by_sku;
use smartstore::server::Scope;
use smartstore::shared::merge::merge;
use uuid::Uuid;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    title: String,
    body: String,
}

fn note(title: &str, body: &str) -> Note {
    Note { title: title.to_owned(), body: body.to_owned() }
}

fn json(note: &Note) -> String {
    serde_json::to_string(note).unwrap()
}

#[test]
fn ends_of_lines_as_browsers_send_them_are_no_change() {
    let base = note("Tea", "one\ntwo");
    let (merged, clashes) = merge(&json(&base), &note("Tea", "one\r\ntwo"), &note("Tea", "three")).unwrap();
    assert_eq!((merged, clashes.len()), (note("Tea", "three"), 0));
    assert!(merge("", &base, &base).is_none());
    assert!(merge("[1]", &base, &base).is_none());
}

proptest! {
    /// Whatever two people do: a field that one of them left alone becomes what the other made of it, and only a field that both
    /// made into different things is a clash.
    #[test]
    fn a_merge_keeps_every_change(base in "[ab]{0,2}", mine in "[ab]{0,2}", theirs in "[ab]{0,2}") {
        let (merged, clashes) = merge(&json(&note(&base, "x")), &note(&mine, "x"), &note(&theirs, "x")).unwrap();
        let expected = if mine == base { &theirs } else { &mine };
        prop_assert_eq!(&merged.title, expected);
        let both = mine != base && theirs != base && mine != theirs;
        prop_assert_eq!(clashes.len(), usize::from(both));
        prop_assert_eq!(merged.body, "x");
    }
}

async fn product_of(scope: &Scope, sku: &str) -> Uuid {
    let mut work = scope.begin().await.unwrap();
    variants_by_sku(&mut work, &[sku.to_owned()]).await.unwrap()[sku].product_id
}

const EDIT: &str = "form[action='/api/catalog/update_product']";

async fn edit_page(browser: &mut Browser, id: Uuid) -> Page {
    let page = browser.open(&format!("/products/{id}/edit")).await;
    assert_eq!(page.status, StatusCode::OK);
    page
}

#[tokio::test]
async fn two_people_who_change_different_fields_of_a_product_both_get_their_way() {
    let app = TestApp::start().await;
    product(&app.scope(), "TEA", 5).await;
    let id = product_of(&app.scope(), "TEA").await;
    let (mut first, mut second) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let (hers, his) = (edit_page(&mut first, id).await, edit_page(&mut second, id).await);
    let page = first.submit_form(&hers, EDIT, &[("name", "Ceylon tea"), ("name_si", "ලංකා තේ")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let page = second.submit_form(&his, EDIT, &[("price", "1500"), ("tags", "tea, gift")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let now = edit_page(&mut first, id).await;
    let value = |css: &str| now.attribute(css, "value").unwrap_or_default();
    assert_eq!(
        (value("#name"), value("#name_si"), value("#price"), value("#tags")),
        ("Ceylon tea".to_owned(), "ලංකා තේ".to_owned(), "1500.00".to_owned(), "tea, gift".to_owned())
    );
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_change_the_same_field_see_who_changed_it_to_what() {
    let app = TestApp::start().await;
    product(&app.scope(), "TEA", 5).await;
    let id = product_of(&app.scope(), "TEA").await;
    let (mut first, mut second) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let (hers, his) = (edit_page(&mut first, id).await, edit_page(&mut second, id).await);
    first.submit_form(&hers, EDIT, &[("name", "Ceylon tea"), ("status", "INACTIVE")]).await;
    let refused = second.submit_form(&his, EDIT, &[("name", "Green tea"), ("price", "1700")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    let message = refused.text("#name-error, [id$='name-error']");
    for part in ["OWNER Test", "Ceylon tea", "Product TEA"] {
        assert!(message.contains(part), "{part} is missing in: {message}");
    }
    assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Green tea"), "what was typed is kept");
    assert_eq!(refused.attribute("#price", "value").as_deref(), Some("1700"));
    // Saved again, knowing of the change: his name stands, and her status too.
    let page = second.submit_form(&refused, EDIT, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let now = edit_page(&mut first, id).await;
    assert_eq!(now.attribute("#name", "value").as_deref(), Some("Green tea"));
    assert_eq!(now.attribute("#status option[selected]", "value").as_deref(), Some("INACTIVE"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_form_sent_many_times_at_once_is_done_once() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/customers/new").await;
    let typed = [("name", "Sunil Fernando"), ("phone", ""), ("email", ""), ("notes", "twice")];
    let filled = page.fill("form[action='/api/customers/create_customer']", &typed);
    let sends = (0..8).map(|_| {
        let (mut browser, values) = (browser.clone(), filled.values.clone());
        async move {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post_form("/api/customers/create_customer", &values).await
        }
    });
    let answers: Vec<Page> = futures::future::join_all(sends).await;
    let places: std::collections::BTreeSet<String> =
        answers.iter().map(|page| page.headers[header::LOCATION].to_str().unwrap().to_owned()).collect();
    assert!(answers.iter().all(|page| page.status == StatusCode::SEE_OTHER), "{answers:?}");
    assert_eq!(places.len(), 1, "all lead to the same customer");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from customers").await, 1);
    // The same form filled in differently is another one.
    let values: Vec<(String, String)> =
        filled.values.iter().map(|(name, value)| (name.clone(), if name == "name" { "Kamal".to_owned() } else { value.clone() })).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post_form("/api/customers/create_customer", &values).await;
    assert_eq!(tenant_count(&app.scope(), "select count(*) from customers").await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_refused_form_can_be_sent_again() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/customers/new").await;
    let filled = page.fill("form[action='/api/customers/create_customer']", &[("name", ""), ("phone", ""), ("email", ""), ("notes", "")]);
    let values: Vec<(&str, &str)> = filled.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for _ in 0..2 {
        assert_eq!(browser.post_form("/api/customers/create_customer", &values).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(tenant_count(&app.scope(), "select count(*) from idempotency_keys").await, 0);
}

#[tokio::test]
async fn a_form_that_is_refused_again_and_again_stays_on_its_page() {
    let app = TestApp::start().await;
    product(&app.scope(), "TEA", 5).await;
    let id = product_of(&app.scope(), "TEA").await;
    let mut browser = app.sign_in("OWNER").await;
    let mut page = edit_page(&mut browser, id).await;
    for name in ["", " ", "\u{2003}"] {
        page = browser.submit_form(&page, EDIT, &[("name", name), ("price", "17x")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        assert!(page.has("#name-error"), "{page:?}");
        assert_eq!(page.attribute("#price", "value").as_deref(), Some("17x"), "what was typed is kept");
    }
    let saved = browser.submit_form(&page, EDIT, &[("name", "Ceylon tea"), ("price", "17")]).await;
    assert_eq!((saved.status, saved.path), (StatusCode::OK, format!("/products/{id}")));
    // Another form of the page that is shown there.
    let mut stranger = app.stranger();
    let mut page = stranger.open("/login?next=/orders").await;
    for _ in 0..2 {
        page = stranger.submit_form(&page, "form[action='/api/access/sign_in']", &[("email", "nobody@x.example"), ("password", "x")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("#password"), "{page:?}");
    }
}
