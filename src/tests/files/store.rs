//! The store on this machine: addresses, and what a crash leaves behind.

use super::picture;
use crate::support::TestApp;
use crate::support::fixtures::{Member, add_member, tenant_count};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use futures::TryStreamExt;
use image::ImageFormat;
use smartstore::domains::access::service::{NewFile, keep, sweep, write_picture};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use smartstore::server::images::read;
use smartstore::server::storage::{Key, Owner, PictureKey};

async fn stored(app: &TestApp) -> usize {
    app.storage().list().try_collect::<Vec<_>>().await.unwrap().len()
}

/// A picture of an organization in the store; its key.
async fn put(app: &TestApp, scope: &Scope, kind: &str) -> PictureKey {
    let picture = read(picture(80, 80, ImageFormat::Jpeg).into()).await.unwrap();
    let key = PictureKey::of_organization(scope.organization.id, kind, new_id(), picture.fallback);
    app.storage().put_picture(&key, &picture).await.unwrap();
    key
}

#[test]
fn only_names_that_the_program_makes_are_names() {
    let (one, two) = (new_id(), new_id());
    for fine in [format!("{one}/logo/{two}.png/64.webp"), format!("{one}/logo/{two}.png"), format!("users/{one}/{two}.jpg/256.jpg")] {
        assert_eq!(Key::parse(&fine).unwrap().as_str(), fine);
    }
    assert_eq!(Key::parse(&format!("users/{one}/a.jpg")).unwrap().owner(), Some(Owner::User(one)));
    for wrong in [
        String::new(),
        "users".to_owned(),
        one.to_string(),
        format!("{one}/logo"),
        format!("{one}/logo/"),
        format!("{one}/logo/../{two}"),
        format!("{one}/logo/..png"),
        format!("{one}/logo/a/b/c"),
        format!("{one}/Logo/a.png"),
        format!("{one}/logo/A.png"),
        format!("{one}/logo/%2e%2e"),
        format!("{one}/logo/a b"),
        format!("{one}/logo/a\0"),
        format!("{one}//a.png"),
        format!("/{one}/logo/a.png"),
        format!("{}/logo/a.png", one.simple()),
        format!("users/{one}"),
        "users/me/a.png".to_owned(),
        "../../etc/passwd".to_owned(),
        "key".to_owned(),
    ] {
        assert!(Key::parse(&wrong).is_none(), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_signed_address_gives_the_file_and_nothing_else_does() {
    let app = TestApp::start().await;
    let key = put(&app, &app.scope(), "product").await.webp(64);
    let now = app.clock.now();
    let url = app.storage().url(&key, now);
    assert_eq!(url, app.storage().url(&key, now), "browsers keep what they have");
    let mut browser = app.sign_in("VIEWER").await;
    let (status, headers, bytes) = browser.download(&url).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::WebP);
    assert_eq!(headers[header::CONTENT_TYPE], "image/webp");
    assert_eq!(headers[header::CONTENT_DISPOSITION], "inline");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::CACHE_CONTROL], "private, max-age=31536000, immutable");
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");

    let other_key = PictureKey::parse(key.as_str().rsplit_once('/').unwrap().0).unwrap().webp(256);
    let (path, query) = url.split_once('?').unwrap();
    let (expires, signature) = query.split_once('&').unwrap();
    let flipped = if signature.ends_with('A') { "B" } else { "A" };
    for wrong in [
        path.to_owned(),
        format!("{path}?{expires}"),
        format!("{path}?{signature}"),
        format!("{path}?expires=99999999999&{signature}"),
        format!("{path}?expires=nonsense&{signature}"),
        format!("{path}?{expires}&signature="),
        format!("{path}?{expires}&signature={flipped}{}", &signature["signature=".len() + 1..]),
        format!("/files/{other_key}?{query}"),
        format!("/files/../key?{query}"),
        format!("/files/%2e%2e/key?{query}"),
        format!("/files/?{query}"),
    ] {
        let (status, _, bytes) = browser.download(&wrong).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{wrong}: {}", String::from_utf8_lossy(&bytes));
    }
    let gone = app.storage().url(&PictureKey::of_organization(app.organization.id, "product", new_id(), "jpg").webp(64), now);
    assert_eq!(browser.download(&gone).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_address_ends() {
    let app = TestApp::start().await;
    let key = put(&app, &app.scope(), "logo").await.webp(64);
    let now = app.clock.now().timestamp();
    let mut browser = app.stranger();
    assert_eq!(browser.download(&app.storage().url_until(&key, now + 1)).await.0, StatusCode::OK);
    assert_eq!(browser.download(&app.storage().url_until(&key, now)).await.0, StatusCode::NOT_FOUND);
    let url = app.storage().url(&key, app.clock.now());
    app.clock.advance(TimeDelta::hours(11));
    assert_eq!(browser.download(&url).await.0, StatusCode::OK);
    app.clock.advance(TimeDelta::hours(14));
    assert_eq!(browser.download(&url).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_elses_file_is_not_found_even_with_its_address() {
    let app = TestApp::start().await;
    let key = put(&app, &app.other_scope(), "slip").await.webp(64);
    let url = app.storage().url(&key, app.clock.now());
    let theirs = Member { email: "owner@galle-test.example".to_owned(), role: "OWNER".to_owned() };
    assert_eq!(app.sign_in_as(&theirs).await.download(&url).await.0, StatusCode::OK);
    assert_eq!(app.sign_in("OWNER").await.download(&url).await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.stranger().download(&url).await.0, StatusCode::NOT_FOUND);
    // A logo and the pictures of goods stand on pages that anybody may open.
    for kind in ["logo", "product"] {
        let shown = app.storage().url(&put(&app, &app.other_scope(), kind).await.webp(64), app.clock.now());
        assert_eq!(app.stranger().download(&shown).await.0, StatusCode::OK, "{kind}");
    }
    // Somebody's picture is for people who are signed in.
    let user_id = add_member(&app.scope(), &Member { email: "new@kandy-test.example".to_owned(), role: "STAFF".to_owned() }).await;
    let face = PictureKey::of_user(user_id, new_id(), "jpg");
    app.storage().put_picture(&face, &read(picture(9, 9, ImageFormat::Png).into()).await.unwrap()).await.unwrap();
    let url = app.storage().url(&face.fallback(64), app.clock.now());
    assert_eq!(app.sign_in("VIEWER").await.download(&url).await.0, StatusCode::OK);
    assert_eq!(app.stranger().download(&url).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_of_changes_that_did_not_happen_are_swept_and_others_stay() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let file = || NewFile { name: "a.png".to_owned(), bytes: picture(30, 30, ImageFormat::Png).into() };
    let kept = write_picture(&scope, app.storage(), "product", "file", file()).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    keep(&mut work, "product", &kept).await.unwrap();
    work.commit().await.unwrap();
    // The row of this one was never written, and nobody has this face.
    write_picture(&scope, app.storage(), "product", "file", file()).await.unwrap();
    let face = PictureKey::of_user(new_id(), new_id(), "jpg");
    app.storage().put_picture(&face, &read(picture(9, 9, ImageFormat::Png).into()).await.unwrap()).await.unwrap();
    assert_eq!(stored(&app).await, 18);
    sweep(&app.job_context()).await.unwrap();
    assert_eq!(stored(&app).await, 18, "a change may still be under way");
    app.clock.advance(TimeDelta::hours(25));
    assert_eq!(sweep(&app.job_context()).await.unwrap(), 2);
    assert_eq!(stored(&app).await, 6);
    assert!(app.storage().has(&kept.key.webp(64)).await.unwrap());
    assert_eq!(tenant_count(&scope, "select count(*) from uploads").await, 1);
    assert_eq!(sweep(&app.job_context()).await.unwrap(), 0);
}
