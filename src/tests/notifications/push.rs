//! Web push: encrypted and signed as the standards say, to push services only, and forgotten where it has ended.

use super::{notice, tell, user};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use p256::SecretKey;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use serde_json::{Value, json};
use smartstore::domains::notifications::service::Audience;
use smartstore::server::push::{Pusher, Unusable, is_public};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};

/// RFC 8291, appendix A: the receiver's key and secret, and what it gets.
const RECEIVER: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const BODY: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

fn receiver() -> SecretKey {
    SecretKey::from_slice(&URL_SAFE_NO_PAD.decode(RECEIVER).unwrap()).unwrap()
}

fn public_of(key: &SecretKey) -> String {
    URL_SAFE_NO_PAD.encode(key.public_key().to_encoded_point(false).as_bytes())
}

fn open(body: &[u8]) -> String {
    let secret = web_push_native::Auth::clone_from_slice(&URL_SAFE_NO_PAD.decode(SECRET).unwrap());
    String::from_utf8(web_push_native::decrypt(body.to_vec(), &receiver(), &secret).unwrap()).unwrap()
}

/// A push service on this machine that answers what it is told to, and remembers what it was given.
#[derive(Clone)]
struct Service {
    answer: Arc<Mutex<StatusCode>>,
    got: Arc<Mutex<Vec<(HeaderMap, Vec<u8>)>>>,
    url: String,
}

impl Service {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/push/1", listener.local_addr().unwrap());
        let service = Self { answer: Arc::new(Mutex::new(StatusCode::CREATED)), got: Arc::default(), url };
        let router = Router::new().route("/push/1", post(Self::take)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        service
    }

    async fn take(State(service): State<Self>, headers: HeaderMap, body: Bytes) -> StatusCode {
        service.got.lock().unwrap().push((headers, body.to_vec()));
        *service.answer.lock().unwrap()
    }

    fn answers(&self, status: StatusCode) {
        *self.answer.lock().unwrap() = status;
    }

    fn count(&self) -> usize {
        self.got.lock().unwrap().len()
    }
}

async fn subscribe(app: &TestApp, endpoint: &str, p256dh: &str, auth: &str) {
    let values = [("endpoint", endpoint), ("p256dh", p256dh), ("auth", auth)];
    let answer = app.sign_in("OWNER").await.call("/api/notifications/subscribe", &values).await;
    assert!(answer.status.is_success(), "{answer:?}");
}

const SENT: &str = "select count(*) from messages_out where channel = 'PUSH' and status = 'SENT'";
const SUBSCRIPTIONS: &str = "select count(*) from pwa_subscriptions";

#[test]
fn the_vector_of_the_standard_is_understood() {
    assert_eq!(open(&URL_SAFE_NO_PAD.decode(BODY).unwrap()), "When I grow up, I want to be a watermelon");
}

#[tokio::test]
async fn a_message_is_encrypted_for_the_browser_and_signed_for_its_service() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    let service = Service::start().await;
    subscribe(&app, &service.url, &public_of(&receiver()), SECRET).await;
    sqlx::query("update users set locale = 'ta' where id = $1").bind(owner).execute(app.db.global()).await.unwrap();
    tell(&app, notice("1", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(service.count(), 1);
    let (headers, body) = service.got.lock().unwrap()[0].clone();
    let text: Value = serde_json::from_str(&open(&body)).unwrap();
    assert_eq!(text, json!({"title": "புதிய ஆர்டர் 00K7M", "url": "/orders?status=PENDING"}), "title and link, nothing else");
    assert_eq!(headers["content-encoding"], "aes128gcm");
    assert_eq!(headers["ttl"], "86400");
    assert_eq!(headers["topic"].len(), 32);

    let authorization = headers["authorization"].to_str().unwrap().strip_prefix("vapid t=").unwrap().to_owned();
    let (token, key) = authorization.split_once(", k=").unwrap();
    assert_eq!(key, app.job_context().push.public_key().unwrap());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(key).unwrap()).unwrap();
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(signed.split_once('.').unwrap().1).unwrap()).unwrap();
    assert_eq!(claims["aud"], service.url.strip_suffix("/push/1").unwrap());
    assert_eq!(claims["sub"], "mailto:no-reply@shop.example");
    let until = claims["exp"].as_i64().unwrap() - app.clock.now().timestamp();
    assert!((1..=86_400).contains(&until), "{until}");
    assert_eq!(tenant_count(&app.scope(), SENT).await, 1);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from pwa_subscriptions where last_used_at is not null").await, 1);
    app.drain().await;
    assert_eq!(service.count(), 1, "once");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_busy_service_is_asked_again_and_an_ended_subscription_is_forgotten() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    let service = Service::start().await;
    subscribe(&app, &service.url, &public_of(&receiver()), SECRET).await;
    tell(&app, notice("1", Audience::Person(owner))).await;
    for busy in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        service.answers(busy);
        app.drain().await;
        app.clock.advance(TimeDelta::minutes(1));
        assert_eq!(tenant_count(&app.scope(), SENT).await, 0);
    }
    service.answers(StatusCode::CREATED);
    app.drain().await;
    assert_eq!((service.count(), tenant_count(&app.scope(), SENT).await), (3, 1));

    // A redirect is not followed.
    service.answers(StatusCode::TEMPORARY_REDIRECT);
    tell(&app, notice("2", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), "select count(*) from pwa_subscriptions where not is_active").await, 1);
    subscribe(&app, &service.url, &public_of(&receiver()), SECRET).await;
    assert_eq!(tenant_count(&app.scope(), SUBSCRIPTIONS).await, 1, "the same browser again");

    service.answers(StatusCode::GONE);
    tell(&app, notice("3", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), SUBSCRIPTIONS).await, 0);
    tell(&app, notice("4", Audience::Person(owner))).await;
    let before = service.count();
    app.drain().await;
    assert_eq!(service.count(), before);
    app.assert_quiet().await;
}

#[tokio::test]
async fn only_known_push_services_are_written_to() {
    let app = TestApp::start().await;
    let pusher = Pusher::from_config(&app.job_context().config);
    let key = public_of(&receiver());
    let check = |endpoint: &str| pusher.subscription(endpoint, &key, SECRET).map(drop);
    for fine in [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-db5p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
    ] {
        assert_eq!(check(fine), Ok(()), "{fine}");
    }
    let long = format!("https://fcm.googleapis.com/{}", "x".repeat(1_000));
    for wrong in [
        "",
        "nonsense",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://me:secret@fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilfcm.googleapis.com/abc",
        "https://push.services.mozilla.com.evil.example/",
        "https://127.0.0.1/push",
        "http://127.0.0.1/push",
        "https://[::1]/push",
        "https://localhost/push",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "file:///etc/passwd",
        long.as_str(),
    ] {
        assert_eq!(check(wrong), Err(Unusable::Endpoint), "{wrong}");
    }
    let fine = "https://fcm.googleapis.com/fcm/send/abc";
    for (p256dh, auth) in [("", SECRET), ("AAAA", SECRET), (key.as_str(), ""), (key.as_str(), "AAAA"), ("💥", SECRET)] {
        assert_eq!(pusher.subscription(fine, p256dh, auth).map(drop), Err(Unusable::Keys), "{p256dh} {auth}");
    }
}

#[test]
fn addresses_inside_are_not_public() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2001:db8::1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
    ] {
        assert!(!is_public(inside.parse().unwrap()), "{inside}");
    }
    for outside in ["8.8.8.8", "142.250.1.95", "2a00:1450:4001:80e::200a", "::ffff:8.8.8.8"] {
        assert!(is_public(outside.parse().unwrap()), "{outside}");
    }
}

#[tokio::test]
async fn the_key_is_made_once_kept_sealed_and_may_be_given() {
    let app = TestApp::start().await;
    let config = app.job_context().config;
    let first = Pusher::from_config(&config).public_key().unwrap();
    assert_eq!(Pusher::from_config(&config).public_key().unwrap(), first, "another process reads the same key");
    let kept = STANDARD.decode(std::fs::read_to_string(config.data.join("vapid")).unwrap().trim()).unwrap();
    assert_eq!(kept.len(), 4 + 24 + 32 + 16, "sealed: key id, nonce, secret, tag");
    let mut given = config.as_ref().clone();
    given.vapid_key = Some(RECEIVER.to_owned());
    assert_eq!(Pusher::from_config(&given).public_key().unwrap(), public_of(&receiver()));
    given.vapid_key = Some("nonsense".to_owned());
    assert!(Pusher::from_config(&given).public_key().is_err());
}

/// Longest wait for a program to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// The push service of npm's `web-push-testing`, which checks signatures and decrypts by other people's code.
struct Independent {
    /// Ends when this goes.
    _child: tokio::process::Child,
    url: String,
}

impl Independent {
    async fn start() -> Self {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(root.join("node_modules/web-push-testing").exists(), "npm ci has not been run");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let script = format!(
            "const {{PushApiModel}} = require('web-push-testing/src/PushApiModel');
             new (require('web-push-testing/src/server'))(new PushApiModel(), {port}).startServer();"
        );
        let mut child = tokio::process::Command::new("node")
            .args(["-e", &script])
            .current_dir(root)
            .stdout(std::process::Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node");
        // It says so as soon as it listens; when it cannot, its output ends.
        let mut said = BufReader::new(child.stdout.take().expect("its output is ours")).lines();
        let line = tokio::time::timeout(PATIENCE, said.next_line()).await.expect("web-push-testing says nothing").unwrap();
        assert_eq!(line, Some(format!("Server running on port {port}")));
        Self { _child: child, url: format!("http://localhost:{port}") }
    }

    async fn ask(&self, path: &str, question: &Value) -> Value {
        let answer = reqwest::Client::new().post(format!("{}{path}", self.url)).json(question).send().await.unwrap();
        let text = answer.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }
}

#[tokio::test]
async fn an_independent_push_service_takes_and_decrypts_our_messages() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    let push = app.job_context().push;
    // Makes the provider of cryptography that the client needs too.
    drop(rustls::crypto::ring::default_provider().install_default());
    let service = Independent::start().await;
    let key = push.public_key().unwrap();
    let made = service.ask("/subscribe", &json!({"userVisibleOnly": "true", "applicationServerKey": key})).await;
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let keys = &made["data"]["keys"];
    subscribe(&app, &text(&made["data"]["endpoint"]), &text(&keys["p256dh"]), &text(&keys["auth"])).await;
    tell(&app, notice("1", Audience::Person(owner))).await;
    app.drain().await;
    let client = json!({"clientHash": text(&made["data"]["clientHash"])});
    let got = service.ask("/get-notifications", &client).await;
    let message: Value = serde_json::from_str(got["data"]["messages"][0].as_str().unwrap_or_else(|| panic!("{got}"))).unwrap();
    assert_eq!(message, json!({"title": "New order 00K7M", "url": "/orders?status=PENDING"}));
    service.ask(&format!("/expire-subscription/{}", text(&made["data"]["clientHash"])), &json!({})).await;
    tell(&app, notice("2", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), SUBSCRIPTIONS).await, 0, "an ended subscription is forgotten");
    app.assert_quiet().await;
}
