//! The application in process, and browsers that use it.

use super::database::TestDatabase;
use super::fixtures::{self, Member};
use super::letter::ReadLetter;
use super::page::{FilledForm, Page};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use smartstore::app::compose;
use smartstore::domains::audit;
use smartstore::server::books;
use smartstore::server::clock::Clock;
use smartstore::server::config::Config;
use smartstore::server::context::Organization;
use smartstore::server::forms::percent_encode;
use smartstore::server::live::Live;
use smartstore::server::mail::Mailer;
use smartstore::server::push::Pusher;
use smartstore::server::state::leptos_options;
use smartstore::server::storage::Storage;
use smartstore::server::worker::{self, JobContext, Jobs};
use smartstore::server::{AppState, Db, Scope};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// Name under which the application is reached.
pub const HOST: &str = "shop.example";
/// Largest answer that a test reads.
const LARGEST_BODY: usize = 64 << 20;

/// A clock that stands still until it is told to move.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl TestClock {
    fn starting_now() -> Self {
        Self(Arc::new(Mutex::new(Clock::system().now())))
    }

    /// As the application gets it.
    pub fn clock(&self) -> Clock {
        let held = self.0.clone();
        Clock::from_fn(move || *held.lock().unwrap())
    }

    /// What it shows.
    pub fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

/// A folder for the files of one test, removed with it.
struct DataFolder(std::path::PathBuf);

impl DataFolder {
    fn create() -> Self {
        let folder = std::env::temp_dir().join(format!("smartstore-test-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        // A leftover in the folder for temporary files does no harm, and a panic here would hide the test's own.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The application over a database of its own, with two organizations: one to work in, and another whose things must stay
/// out of reach.
pub struct TestApp {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: TestClock,
    /// The organization that the tests work in.
    pub organization: Organization,
    /// Somebody else's.
    pub other: Organization,
    router: Router,
    state: AppState,
    data: DataFolder,
    // Last: the database is dropped after everything that uses it.
    _database: TestDatabase,
}

impl TestApp {
    /// An application with the two organizations, every role in both.
    pub async fn start() -> Self {
        let database = TestDatabase::create().await;
        let db = database.connect();
        let clock = TestClock::starting_now();
        let data = DataFolder::create();
        let config = Config {
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            database_url: None,
            data: data.path().to_owned(),
            site: std::env::temp_dir().join("smartstore-no-site"),
            db_connections: 16,
            https: false,
            trust_proxy: false,
            url: Some(format!("http://{HOST}")),
            smtp_url: None,
            mail_from: "Kandy Test <no-reply@shop.example>".to_owned(),
            contact: Some("help@platform.example".to_owned()),
            s3_bucket: None,
            s3_endpoint: None,
            s3_region: "us-east-1".to_owned(),
            s3_access_key_id: None,
            s3_secret_access_key: None,
            vapid_key: None,
            log_json: false,
        };
        let mail = Mailer::from_config(&config).unwrap();
        mail.prepare(&config).await.unwrap();
        let state = AppState {
            push: Pusher::for_loopback(&config),
            mail,
            storage: Storage::from_config(&config).unwrap(),
            leptos: leptos_options(&config),
            config: Arc::new(config),
            db: db.clone(),
            clock: clock.clock(),
            live: Live::default(),
        };
        let router = compose::router(state.clone());
        let organization = fixtures::organization(&db, &clock.clock(), "kandy-test", "Kandy Test").await;
        let other = fixtures::organization(&db, &clock.clock(), "galle-test", "Galle Test").await;
        Self { db, clock, organization, other, router, state, data, _database: database }
    }

    /// The same application behind other settings.
    pub fn with_config(&self, change: impl FnOnce(&mut Config)) -> Browser {
        let mut config = self.state.config.as_ref().clone();
        change(&mut config);
        let storage = Storage::from_config(&config).unwrap();
        let state = AppState { config: Arc::new(config), storage, ..self.state.clone() };
        Browser::new(compose::router(state))
    }

    /// The program's own scope in the organization.
    pub fn scope(&self) -> Scope {
        Scope::system(self.db.clone(), self.clock.clock(), self.organization.clone())
    }

    /// The program's own scope in the other organization.
    pub fn other_scope(&self) -> Scope {
        Scope::system(self.db.clone(), self.clock.clock(), self.other.clone())
    }

    /// A browser of somebody who is not signed in.
    pub fn stranger(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser of the organization's member with this role.
    pub async fn sign_in(&self, role: &str) -> Browser {
        self.sign_in_as(&fixtures::member(&self.organization, role)).await
    }

    /// A browser of a member.
    pub async fn sign_in_as(&self, member: &Member) -> Browser {
        let mut browser = self.stranger();
        let page = browser.post_form("/api/access/sign_in", &[("email", &member.email), ("password", fixtures::PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "signing in as {}: {page:?}", member.email);
        browser
    }

    /// Where files are.
    pub fn storage(&self) -> &Storage {
        &self.state.storage
    }

    /// What a worker works with.
    pub fn job_context(&self) -> JobContext {
        self.state.job_context()
    }

    /// The letters that were sent so far, oldest first.
    pub fn letters(&self) -> Vec<ReadLetter> {
        let mut files: Vec<_> = std::fs::read_dir(self.data.path().join("mail"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.metadata().unwrap().modified().unwrap(), entry.path()))
            .filter(|(_, path)| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        files.sort();
        files.into_iter().map(|(_, path)| ReadLetter::read(&String::from_utf8(std::fs::read(path).unwrap()).unwrap())).collect()
    }

    /// Runs what is due, and answers the letters that came of it to an address.
    pub async fn letters_to(&self, address: &str) -> Vec<ReadLetter> {
        let before = self.letters().len();
        self.drain().await;
        self.letters().into_iter().skip(before).filter(|letter| letter.header("To").contains(address)).collect()
    }

    /// The configuration of the application.
    pub fn config(&self) -> Config {
        self.state.config.as_ref().clone()
    }

    /// Runs what is due.
    pub async fn drain_with(&self, jobs: &Jobs) -> usize {
        worker::drain(&self.job_context(), jobs).await.unwrap()
    }

    /// Runs what is due, as the worker does.
    pub async fn drain(&self) -> usize {
        self.drain_with(&compose::jobs()).await
    }

    /// How a test ends: nothing waits, nothing is dead, everything adds up.
    pub async fn assert_quiet(&self) {
        self.drain().await;
        audit::service::seal(&self.db).await.unwrap();
        let left: Vec<(String, i32, Option<String>)> =
            sqlx::query_as("select type, attempts, last_error from outbox_events where published_at is null")
                .fetch_all(self.db.global())
                .await
                .unwrap();
        assert!(left.is_empty(), "events were not handled: {left:#?}");
        for organization in [&self.organization, &self.other] {
            let drift = books::check(&self.db, organization, self.clock.now()).await.unwrap();
            assert!(drift.is_empty(), "the books of {} do not add up: {drift:#?}", organization.slug);
        }
    }
}

/// Keeps cookies and knows which page it shows, as a browser does.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// Cookies by name.
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub accept_language: Option<String>,
    /// Where it is.
    pub address: IpAddr,
    /// What it calls itself.
    pub user_agent: String,
    /// Path and query of the page that is shown; `Referer` of the next request.
    pub current: String,
}

impl Browser {
    fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            accept_language: None,
            address: IpAddr::from([203, 0, 113, 7]),
            user_agent: "Test/1".to_owned(),
            current: "/".to_owned(),
        }
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::USER_AGENT, &self.user_agent)
            .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
            .header(header::REFERER, format!("http://{HOST}{}", self.current))
            .extension(ConnectInfo(SocketAddr::new(self.address, 40000)));
        if method == Method::POST {
            builder = builder.header(header::ORIGIN, format!("http://{HOST}")).header("sec-fetch-site", "same-origin");
        }
        if let Some(language) = &self.accept_language {
            builder = builder.header(header::ACCEPT_LANGUAGE, language);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            builder = builder.header(header::COOKIE, cookies.join("; "));
        }
        builder
    }

    /// Sends a request as it is and keeps the cookies of the answer.
    pub async fn send(&mut self, request: Request<Body>) -> Page {
        let path = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, LARGEST_BODY).await.unwrap();
        self.keep_cookies(&parts.headers);
        Page::new(parts.status, parts.headers, path, String::from_utf8_lossy(&bytes).into_owned())
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for value in headers.get_all(header::SET_COOKIE) {
            let text = value.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap_or((rest, ""));
            let gone = attributes.to_lowercase().split(';').any(|attribute| attribute.trim() == "max-age=0");
            if gone || value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Asks for a page without following a redirect.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        let page = self.send(request).await;
        if page.status == StatusCode::OK {
            path.clone_into(&mut self.current);
        }
        page
    }

    /// Opens a page as a person does: redirects are followed, and it must be there.
    pub async fn open(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        let page = self.follow(page).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        page
    }

    /// Follows redirects to the page at their end.
    pub async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            if !page.status.is_redirection() {
                break;
            }
            let target = page.headers.get(header::LOCATION).expect("a redirect without a target").to_str().unwrap().to_owned();
            let target = target.strip_prefix(&format!("http://{HOST}")).unwrap_or(&target).to_owned();
            page = self.get(&target).await;
        }
        page
    }

    /// Posts values as a plain form does, without following the redirect.
    pub async fn post_form(&mut self, path: &str, values: &[(&str, &str)]) -> Page {
        let request = self.form_request(path, values);
        self.send(request).await
    }

    /// Posts values as a script does: the answer is JSON.
    pub async fn call(&mut self, path: &str, values: &[(&str, &str)]) -> Page {
        let mut request = self.form_request(path, values);
        request.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
        self.send(request).await
    }

    /// Calls a server function that takes a file, with these fields and nothing in the file.
    pub async fn call_multipart(&mut self, path: &str, values: &[(&str, &str)]) -> Page {
        let mut request = self.multipart_request(path, values, None);
        request.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
        self.send(request).await
    }

    /// A post of a form that has not been sent yet.
    pub fn form_request(&self, path: &str, values: &[(&str, &str)]) -> Request<Body> {
        let body: Vec<String> = values.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
        self.request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap()
    }

    fn multipart_request(&self, path: &str, values: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> Request<Body> {
        let mut body = Vec::new();
        for (name, value) in values {
            body.extend(format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        if let Some((name, file_name, content)) = file {
            let head = format!(
                "--limit\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--limit--\r\n");
        self.request(Method::POST, path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit").body(Body::from(body)).unwrap()
    }

    /// As [`Browser::submit_form`] with a file in one of its fields: (field, name of the file, content).
    pub async fn submit_file(&mut self, page: &Page, css: &str, typed: &[(&str, &str)], file: (&str, &str, &[u8])) -> Page {
        let FilledForm { action, multipart, values, .. } = page.fill(css, typed);
        assert!(multipart, "{css} takes no files");
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        page.path.clone_into(&mut self.current);
        let request = self.multipart_request(&action, &values, Some(file));
        let page = self.send(request).await;
        self.follow(page).await
    }

    /// Asks for a file: status, headers and the bytes as they are.
    pub async fn download(&mut self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, to_bytes(body, LARGEST_BODY).await.unwrap().to_vec())
    }

    /// Fills in a form of a page and sends it, as a browser without JavaScript does. Returns the page at the end of the
    /// redirects, or the form again with what is wrong.
    pub async fn submit_form(&mut self, page: &Page, css: &str, typed: &[(&str, &str)]) -> Page {
        let FilledForm { action, method, multipart, values } = page.fill(css, typed);
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        page.path.clone_into(&mut self.current);
        let page = if method == "get" {
            let query: Vec<String> =
                values.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
            let path = action.split('?').next().unwrap_or_default();
            self.get(&format!("{path}?{}", query.join("&"))).await
        } else if multipart {
            let request = self.multipart_request(&action, &values, None);
            self.send(request).await
        } else {
            self.post_form(&action, &values).await
        };
        self.follow(page).await
    }
}
