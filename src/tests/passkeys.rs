//! Passkeys as far as no device is needed; the browser's specs have one.

use crate::support::TestApp;
use crate::support::fixtures::{self, PASSWORD};
use axum::http::StatusCode;
use smartstore::domains::access::service::passkeys::relying_party;

#[test]
fn passkeys_belong_to_a_name() {
    let host = |url: &str| relying_party(url).map(|party| party.host);
    assert_eq!(host("https://admin.shop.lk").as_deref(), Some("admin.shop.lk"));
    for own in ["http://127.0.0.1:3000", "http://localhost:8080", "http://[::1]:3000"] {
        assert_eq!(host(own).as_deref(), Some("localhost"), "{own}");
    }
    assert_eq!(host("https://10.1.2.3"), None);
    assert_eq!(host("nonsense"), None);
}

#[tokio::test]
async fn a_passkey_is_offered_for_this_server_and_not_without_the_password() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("STAFF").await;
    let begin = "/api/access/begin_passkey";
    assert_eq!(browser.call(begin, &[("name", "Laptop"), ("password", "guess")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.call(begin, &[("name", ""), ("password", PASSWORD)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let begun = browser.call(begin, &[("name", "Laptop"), ("password", PASSWORD)]).await;
    assert_eq!(begun.status, StatusCode::OK, "{begun:?}");
    let options: serde_json::Value = serde_json::from_str(&begun.body).unwrap();
    assert_eq!(options["publicKey"]["rp"]["id"], "shop.example");
    assert_eq!(options["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["publicKey"]["authenticatorSelection"]["userVerification"], "required");
    for credential in ["", "nonsense", "{}"] {
        let values = [("name", "Laptop"), ("password", PASSWORD), ("credential", credential)];
        let answer = browser.call("/api/access/register_passkey", &values).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{credential}");
    }
}

#[tokio::test]
async fn a_passkey_that_nobody_knows_signs_nobody_in() {
    let app = TestApp::start().await;
    let mut browser = app.stranger();
    let credential = r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","extensions":{},"response":{"authenticatorData":"AAAA","clientDataJSON":"AAAA","signature":"AAAA","userHandle":"AAAA"}}"#;
    let sign_in = "/api/access/sign_in_with_passkey";
    let unasked = browser.post_form(sign_in, &[("credential", credential)]).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing was begun");
    let begun = browser.call("/api/access/begin_passkey_sign_in", &[]).await;
    let options: serde_json::Value = serde_json::from_str(&begun.body).unwrap();
    assert_eq!(options["publicKey"]["rpId"], "shop.example", "{begun:?}");
    browser.current = "/login".to_owned();
    let refused = browser.post_form(sign_in, &[("credential", credential)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text(".alert").contains("not known"), "{refused:?}");
    assert!(browser.get("/settings/profile").await.status.is_redirection());
}

#[tokio::test]
async fn a_passkey_is_removed_with_the_password_by_its_owner_alone() {
    let app = TestApp::start().await;
    let things = fixtures::things(&app.scope()).await;
    let id = things.passkey.to_string();
    let remove = "/api/access/remove_passkey";
    let values = [("passkey_id", id.as_str()), ("password", PASSWORD)];
    assert_eq!(app.sign_in("ADMIN").await.call(remove, &values).await.status, StatusCode::NOT_FOUND);
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/settings/second-factor").await;
    let form = format!("form[action='{remove}']");
    let refused = browser.submit_form(&page, &form, &[("password", "guess")]).await;
    assert_eq!(refused.attributes(".error-summary a", "href"), [format!("#remove-{id}")], "{refused:?}");
    let gone = browser.submit_form(&page, &form, &[("password", PASSWORD)]).await;
    assert!(gone.attribute(&form, "action").is_none(), "{gone:?}");
    app.drain().await;
    assert!(app.letters().iter().any(|letter| letter.contains("A passkey was removed")));
}
