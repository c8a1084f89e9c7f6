//! A provider on this machine: answers as it is told and remembers what it was asked.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Something that it was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method, path and query.
    pub what: String,
    /// Headers in lower case.
    pub headers: BTreeMap<String, String>,
    /// Body.
    pub body: String,
}

impl Asked {
    /// A header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

type Answers = dyn Fn(&Asked) -> (u16, Value) + Send + Sync;

/// A provider.
#[derive(Clone)]
pub struct StandIn {
    /// Its address.
    pub base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// It takes the next calls and never answers.
    pub silent: Arc<Mutex<u32>>,
    answers: Arc<Answers>,
}

impl StandIn {
    /// Begins to answer at an address of its own.
    pub async fn start(answers: impl Fn(&Asked) -> (u16, Value) + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stand_in = Self { base, asked: Arc::default(), silent: Arc::default(), answers: Arc::new(answers) };
        let router = Router::new().fallback(answer).with_state(stand_in.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        stand_in
    }

    /// What it was asked, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(stand_in): State<StandIn>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let headers =
        parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned())).collect();
    let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    let asked = Asked { what: format!("{} {}", parts.method, parts.uri), headers, body };
    stand_in.asked.lock().unwrap().push(asked.clone());
    let answered = (stand_in.answers)(&asked);
    let is_silent = {
        let mut silent = stand_in.silent.lock().unwrap();
        let is_silent = *silent > 0;
        *silent = silent.saturating_sub(1);
        is_silent
    };
    if is_silent {
        // It has done what it was asked, and something on the way gives another answer.
        return (StatusCode::BAD_GATEWAY, "").into_response();
    }
    (StatusCode::from_u16(answered.0).unwrap(), [(header::CONTENT_TYPE, "application/json")], answered.1.to_string()).into_response()
}
