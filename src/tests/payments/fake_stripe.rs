//! Stripe as far as money that is held or goes back is concerned: one page, its payment intent and the refunds of it. Whatever has an
//! idempotency key is done once.

use super::stand_in::{Asked, StandIn};
use super::{JSON, Shop, notify};
use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// The secret of its notices.
pub const SECRET: &str = "whsec_test_secret";

/// What it knows.
#[derive(Default)]
pub struct State {
    /// The body by which the page was made.
    pub page: String,
    /// Status of the intent; empty before the buyer has paid.
    pub intent: String,
    /// What was taken, minor units.
    pub taken: i64,
    /// Its refunds.
    pub refunds: Vec<Value>,
    done: BTreeMap<String, Value>,
    /// Captures and cancellations that were carried out.
    pub carried_out: u32,
}

/// The stand-in.
pub struct FakeStripe {
    /// Where it listens.
    pub stand_in: StandIn,
    /// What it knows.
    pub state: Arc<Mutex<State>>,
}

/// A field of a form.
pub fn value(body: &str, name: &str) -> String {
    let name = smartstore::server::forms::percent_encode(name);
    body.split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
        .map(smartstore::server::forms::percent_decode)
        .unwrap_or_default()
}

fn amount(state: &State) -> i64 {
    value(&state.page, "line_items[0][price_data][unit_amount]").parse().unwrap_or_default()
}

fn intent(state: &State) -> Value {
    json!({
        "id": "pi_1", "object": "payment_intent", "status": state.intent, "amount": amount(state), "amount_received": state.taken, "currency": "lkr",
        "metadata": {"payment_id": value(&state.page, "metadata[payment_id]")},
    })
}

fn page(state: &State) -> Value {
    let (status, paid) = match state.intent.as_str() {
        "" => ("open", "unpaid"),
        "succeeded" => ("complete", "paid"),
        _ => ("complete", "unpaid"),
    };
    json!({
        "id": "cs_1", "object": "checkout.session", "url": "https://checkout.stripe.com/c/pay/cs_1", "amount_total": amount(state), "currency": "lkr",
        "client_reference_id": value(&state.page, "client_reference_id"), "status": status, "payment_status": paid,
        "payment_intent": if state.intent.is_empty() { json!(null) } else { json!("pi_1") },
    })
}

fn refused(message: &str) -> (u16, Value) {
    (400, json!({"error": {"type": "invalid_request_error", "message": message}}))
}

fn is_held(state: &State) -> bool {
    state.intent == "requires_capture"
}

fn act(state: &mut State, asked: &Asked) -> (u16, Value) {
    match asked.what.as_str() {
        "POST /v1/checkout/sessions" => {
            state.page.clone_from(&asked.body);
            (200, page(state))
        }
        "POST /v1/payment_intents/pi_1/capture" if is_held(state) => {
            state.taken = value(&asked.body, "amount_to_capture").parse().unwrap();
            "succeeded".clone_into(&mut state.intent);
            state.carried_out += 1;
            (200, intent(state))
        }
        "POST /v1/payment_intents/pi_1/cancel" if is_held(state) => {
            "canceled".clone_into(&mut state.intent);
            state.carried_out += 1;
            (200, intent(state))
        }
        "POST /v1/refunds" => {
            let refund = json!({
                "id": format!("re_{}", state.refunds.len() + 1), "object": "refund", "amount": value(&asked.body, "amount").parse::<i64>().unwrap(),
                "currency": "lkr", "status": "succeeded", "payment_intent": value(&asked.body, "payment_intent"),
                "metadata": {"refund_id": value(&asked.body, "metadata[refund_id]")},
            });
            state.refunds.push(refund.clone());
            (200, refund)
        }
        _ => refused("not now"),
    }
}

impl FakeStripe {
    /// Begins to answer.
    pub async fn start() -> Self {
        let state: Arc<Mutex<State>> = Arc::default();
        let known = state.clone();
        let stand_in = StandIn::start(move |asked: &Asked| {
            if asked.header("authorization") != "Bearer sk_test_1" {
                return (401, json!({"error": {"message": "Invalid API Key"}}));
            }
            let mut state = known.lock().unwrap();
            match asked.what.as_str() {
                "GET /v1/checkout/sessions/cs_1" => (200, page(&state)),
                "GET /v1/payment_intents/pi_1" if !state.intent.is_empty() => (200, intent(&state)),
                "GET /v1/refunds?payment_intent=pi_1&limit=100" => {
                    (200, json!({"object": "list", "data": state.refunds, "has_more": false}))
                }
                what if what.starts_with("POST ") => {
                    let key = asked.header("idempotency-key").to_owned();
                    if let Some(before) = state.done.get(&key) {
                        return (200, before.clone());
                    }
                    let (status, answer) = act(&mut state, asked);
                    if status == 200 && !key.is_empty() {
                        state.done.insert(key, answer.clone());
                    }
                    (status, answer)
                }
                _ => (404, json!({"error": {"message": "Unrecognized request URL"}})),
            }
        })
        .await;
        Self { stand_in, state }
    }

    /// The buyer has paid all of it, or their card holds it.
    pub fn paid(&self, status: &str) {
        let mut state = self.state.lock().unwrap();
        status.clone_into(&mut state.intent);
        state.taken = if status == "succeeded" { amount(&state) } else { 0 };
    }

    /// Somebody gives money back on Stripe's own pages.
    pub fn gives_back(&self, id: &str, minor: i64, status: &str) {
        let refund = json!({"id": id, "object": "refund", "amount": minor, "currency": "lkr", "status": status, "metadata": {}});
        self.state.lock().unwrap().refunds.push(refund);
    }
}

/// An account at it.
pub async fn account(shop: &Shop, fake: &FakeStripe, hold: &str) -> Uuid {
    let mut values = vec![("secret_key", "sk_test_1"), ("webhook_secret", SECRET)];
    if !hold.is_empty() {
        values.push(("hold", hold));
    }
    shop.account("STRIPE", &values, &fake.stand_in.base).await
}

/// An event about an object.
pub fn event(id: &str, kind: &str, object: &Value) -> String {
    json!({"id": id, "object": "event", "type": kind, "data": {"object": object}}).to_string()
}

/// Sends an event, signed.
pub async fn send(shop: &Shop, account: Uuid, body: &str) -> StatusCode {
    let time = shop.app.clock.now().timestamp();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    notify(&shop.app, "stripe", account, JSON, &[("stripe-signature", &format!("t={time},v1={digits}"))], body).await.status
}
