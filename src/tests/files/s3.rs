//! The store at a service that speaks S3, here a small one in this process.

use super::picture;
use crate::support::TestApp;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use futures::TryStreamExt;
use image::ImageFormat;
use smartstore::server::clock::new_id;
use smartstore::server::config::Config;
use smartstore::server::images::read;
use smartstore::server::storage::{PictureKey, Storage};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What it was asked, and what it keeps: content and media type by key.
#[derive(Clone, Default)]
struct Bucket {
    files: Arc<Mutex<BTreeMap<String, (Bytes, String)>>>,
    unsigned: Arc<Mutex<Vec<String>>>,
}

async fn answer(
    State(bucket): State<Bucket>,
    Path(key): Path<String>,
    method: Method,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let by_header = headers.get(header::AUTHORIZATION).is_some_and(|value| {
        let value = value.to_str().unwrap();
        value.starts_with("AWS4-HMAC-SHA256 Credential=test-key/")
            && value.contains("/lk-west-1/s3/aws4_request")
            && value.contains("Signature=")
    });
    let by_query = method == Method::GET && uri.query().is_some_and(|query| query.contains("X-Amz-Signature="));
    if !by_header && !by_query {
        bucket.unsigned.lock().unwrap().push(format!("{method} {uri}"));
        return StatusCode::FORBIDDEN.into_response();
    }
    let kind = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let mut files = bucket.files.lock().unwrap();
    let found = files.get(&key).cloned();
    let missing = || (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response();
    let head = |bytes: &Bytes, kind: &str| {
        let modified = "Wed, 12 Aug 2026 07:28:00 GMT".to_owned();
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_LENGTH, bytes.len().to_string()),
            (header::ETAG, format!("\"{}\"", bytes.len())),
            (header::LAST_MODIFIED, modified),
        ]
    };
    match (method, found) {
        (Method::PUT, _) => {
            files.insert(key, (body, kind));
            ([(header::ETAG, "\"1\"")], StatusCode::OK).into_response()
        }
        (Method::DELETE, _) => {
            files.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::GET, Some((bytes, kind))) => (head(&bytes, &kind), bytes).into_response(),
        (Method::HEAD, Some((bytes, kind))) => (head(&bytes, &kind), axum::body::Body::empty()).into_response(),
        (Method::GET | Method::HEAD, None) => missing(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn at(config: &mut Config, endpoint: &str, region: &str) {
    config.s3_bucket = Some("shop".to_owned());
    config.s3_endpoint = Some(endpoint.to_owned());
    config.s3_region = region.to_owned();
    config.s3_access_key_id = Some("test-key".to_owned());
    config.s3_secret_access_key = Some("test-secret".to_owned());
}

/// Writes, reads, replaces and removes a picture; the address that its bucket gives out.
async fn goes_around(storage: &Storage) -> (PictureKey, String) {
    let made = read(picture(300, 200, ImageFormat::Jpeg).into()).await.unwrap();
    let key = PictureKey::of_organization(new_id(), "logo", new_id(), made.fallback);
    let file = key.webp(64);
    assert!(storage.get(&file).await.unwrap().is_none());
    assert!(!storage.has(&file).await.unwrap());
    storage.put_picture(&key, &made).await.unwrap();
    assert!(storage.has(&file).await.unwrap());
    let found = storage.get(&file).await.unwrap().unwrap();
    let bytes: Vec<Bytes> = found.stream.try_collect().await.unwrap();
    assert_eq!(bytes.concat(), made.sizes[0].webp);
    assert_eq!(found.size, made.sizes[0].webp.len() as u64);
    let url = storage.bucket_url(&file).await.unwrap().unwrap();
    assert!(url.contains("X-Amz-Signature=") && url.contains("X-Amz-Expires=3600"), "{url}");
    let answer = reqwest::get(&url).await.unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    assert_eq!(answer.headers()["content-type"], "image/webp");
    assert_eq!(answer.bytes().await.unwrap(), made.sizes[0].webp);
    (key, url)
}

#[tokio::test]
async fn a_bucket_keeps_files_and_gives_them_out_by_its_own_signed_address() {
    let app = TestApp::start().await;
    let bucket = Bucket::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/shop/{*key}", any(answer)).with_state(bucket.clone());
    let serving = tokio::spawn(axum::serve(listener, router).into_future());

    let mut config = app.config().clone();
    at(&mut config, &endpoint, "lk-west-1");
    let storage = Storage::from_config(&config).unwrap();
    let (key, url) = goes_around(&storage).await;
    assert_eq!(bucket.files.lock().unwrap().len(), 6);
    assert!(bucket.files.lock().unwrap().contains_key(key.webp(64).as_str()));

    // Our own address is checked here and then sends the browser to the bucket's.
    let mut browser = app.with_config(|config| at(config, &endpoint, "lk-west-1"));
    let ours = storage.url(&key.webp(64), app.clock.now());
    let (status, headers, _) = browser.download(&ours).await;
    assert_eq!(status, StatusCode::FOUND);
    assert!(headers[header::LOCATION].to_str().unwrap().starts_with(url.split('?').next().unwrap()));
    assert_eq!(browser.download(ours.split('?').next().unwrap()).await.0, StatusCode::NOT_FOUND);

    storage.delete_picture(&key).await.unwrap();
    storage.delete_picture(&key).await.unwrap();
    assert!(bucket.files.lock().unwrap().is_empty());
    let unsigned = bucket.unsigned.lock().unwrap().clone();
    assert!(unsigned.is_empty(), "not signed: {unsigned:?}");

    serving.abort();
}

#[tokio::test]
async fn an_incomplete_or_open_configuration_is_refused_at_start() {
    let app = TestApp::start().await;
    let refused = |change: &dyn Fn(&mut Config)| {
        let mut config = app.config().clone();
        at(&mut config, "http://127.0.0.1:1", "us-east-1");
        change(&mut config);
        Storage::from_config(&config).err().map(|error| format!("{error:#}"))
    };
    assert_eq!(refused(&|_| {}), None);
    assert!(refused(&|config| config.s3_access_key_id = None).unwrap().contains("SMARTSTORE_S3_ACCESS_KEY_ID"));
    assert!(refused(&|config| config.s3_secret_access_key = None).unwrap().contains("SMARTSTORE_S3_SECRET_ACCESS_KEY"));
    for open in ["http://files.shop.lk", "http://127.0.0.1.evil.example", "http://localhost.evil.example:80"] {
        let said = refused(&|config| config.s3_endpoint = Some(open.to_owned()));
        assert!(said.is_some_and(|said| said.contains("plain http")), "{open}");
    }
}

/// Against a service of one's own choice: `SMARTSTORE_TEST_S3=http://127.0.0.1:5000`, where the bucket `shop` can be made.
#[tokio::test]
async fn a_real_service_behaves_as_the_one_in_this_file() {
    let Ok(endpoint) = std::env::var("SMARTSTORE_TEST_S3") else {
        eprintln!("skipped: SMARTSTORE_TEST_S3 names no service");
        return;
    };
    let app = TestApp::start().await;
    let mut config = app.config().clone();
    at(&mut config, &endpoint, "us-east-1");
    let storage = Storage::from_config(&config).unwrap();
    // The bucket is there already when the test has run before.
    let made = reqwest::Client::new().put(format!("{endpoint}/shop")).send().await.unwrap();
    assert!(made.status().is_success() || made.status() == 409, "{}", made.status());
    let (key, _) = goes_around(&storage).await;
    let listed: Vec<_> = storage.list().try_collect().await.unwrap();
    assert_eq!(listed.iter().filter(|file| key.files().contains(&file.key)).count(), 6);
    storage.delete_picture(&key).await.unwrap();
    assert!(!storage.has(&key.webp(64)).await.unwrap());
}
