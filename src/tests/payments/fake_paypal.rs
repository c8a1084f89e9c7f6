//! PayPal as its public pages describe it, as far as it is used: tokens, orders (version 2), captures and refunds of them, and webhooks
//! that it signs and vouches for. What carries a `PayPal-Request-Id` is done once.

use super::Shop;
use super::stand_in::{Asked, StandIn};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::{EncodePublicKey, LineEnding};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use smartstore::domains::payments::adapters::paypal::signed_text;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};
use uuid::Uuid;

/// The webhook that the shop has there.
pub const WEBHOOK: &str = "9XL90610J3647323C";
const VALUES: &[(&str, &str)] = &[("client_id", "client"), ("client_secret", "secret"), ("webhook_id", WEBHOOK)];
/// Of every webhook.
pub const TRANSMISSION: &str = "d938e770-8046-11e6-8103-6b62a8a99ac4";
/// Of every webhook.
pub const TIME: &str = "2016-09-21T22:00:46Z";
/// The order that is made first.
pub const ORDER: &str = "5O190127TN364711T";
/// The capture that is made first.
pub const CAPTURE: &str = "3C679366HH908991F";
/// What stands before a SHA-256 that RSA signs (RFC 8017, 9.2).
const DIGEST_INFO: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// The key of its certificate, thrown away after the test.
static KEY: LazyLock<RsaPrivateKey> = LazyLock::new(|| RsaPrivateKey::new(&mut rand::rng(), 1024).unwrap());

fn digest(text: &str) -> Vec<u8> {
    [&DIGEST_INFO[..], &Sha256::digest(text.as_bytes())[..]].concat()
}

/// The public half of its key.
pub fn public_key() -> String {
    KEY.to_public_key().to_public_key_pem(LineEnding::LF).unwrap()
}

/// What it sends with a webhook.
pub fn headers(body: &str) -> Vec<(&'static str, String)> {
    let text = signed_text(TRANSMISSION, TIME, WEBHOOK, body.as_bytes());
    let signature = KEY.sign(Pkcs1v15Sign::new_unprefixed(), &digest(&text)).unwrap();
    vec![
        ("paypal-transmission-id", TRANSMISSION.to_owned()),
        ("paypal-transmission-time", TIME.to_owned()),
        ("paypal-transmission-sig", STANDARD.encode(signature)),
        ("paypal-auth-algo", "SHA256withRSA".to_owned()),
        ("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1".to_owned()),
    ]
}

/// What it knows.
#[derive(Default)]
struct State {
    orders: BTreeMap<String, Value>,
    /// Orders whose buyer pays by a card that is declined.
    declined: Vec<String>,
    done: BTreeMap<String, (u16, Value)>,
    captures: usize,
    refunds: usize,
}

/// The stand-in.
pub struct FakePayPal {
    /// Where it listens.
    pub stand_in: StandIn,
    state: Arc<Mutex<State>>,
}

fn refused(issue: &str) -> (u16, Value) {
    let message = "The requested action could not be performed, semantically incorrect, or failed business validation.";
    (422, json!({"name": "UNPROCESSABLE_ENTITY", "message": message, "debug_id": "1", "details": [{"issue": issue, "description": issue}]}))
}

fn unknown() -> (u16, Value) {
    let message = "The specified resource does not exist.";
    (404, json!({"name": "RESOURCE_NOT_FOUND", "message": message, "debug_id": "1", "details": [{"issue": "INVALID_RESOURCE_ID"}]}))
}

fn sum<'a>(amounts: impl Iterator<Item = &'a Value>) -> Decimal {
    amounts.map(|amount| amount["value"].as_str().and_then(|value| value.parse::<Decimal>().ok()).unwrap_or_default()).sum()
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl State {
    fn create(&mut self, body: &Value) -> (u16, Value) {
        let is_fine = body["intent"] == "CAPTURE"
            && body["purchase_units"][0]["amount"]["currency_code"].is_string()
            && body["purchase_units"][0]["amount"]["value"].as_str().is_some_and(|value| value.parse::<Decimal>().is_ok());
        if !is_fine {
            return (400, json!({"name": "INVALID_REQUEST", "message": "Request is not well-formed.", "details": []}));
        }
        let id = format!("5O190127TN36471{}T", self.orders.len() + 1);
        let page = format!("https://www.sandbox.paypal.com/checkoutnow?token={id}");
        let order = json!({
            "id": id, "intent": "CAPTURE", "status": "PAYER_ACTION_REQUIRED", "purchase_units": body["purchase_units"],
            "links": [
                {"rel": "self", "method": "GET", "href": format!("https://api-m.sandbox.paypal.com/v2/checkout/orders/{id}")},
                {"rel": "payer-action", "method": "GET", "href": page},
            ],
        });
        self.orders.insert(id, order.clone());
        (200, order)
    }

    fn capture(&mut self, id: &str) -> (u16, Value) {
        let Some(order) = self.orders.get(id) else { return unknown() };
        let unit = &order["purchase_units"][0];
        let is_taken = |other: &Value| {
            other["status"] == "COMPLETED"
                && !unit["invoice_id"].is_null()
                && other["purchase_units"][0]["invoice_id"] == unit["invoice_id"]
        };
        match order["status"].as_str() {
            Some("COMPLETED") => return refused("ORDER_ALREADY_CAPTURED"),
            Some("APPROVED") if self.declined.iter().any(|declined| declined == id) => return refused("INSTRUMENT_DECLINED"),
            Some("APPROVED") if self.orders.values().any(is_taken) => return refused("DUPLICATE_INVOICE_ID"),
            Some("APPROVED") => {}
            _ => return refused("ORDER_NOT_APPROVED"),
        }
        self.captures += 1;
        let capture = json!({
            "id": format!("3C679366HH90899{}F", self.captures), "status": "COMPLETED", "amount": unit["amount"], "custom_id": unit["custom_id"],
            "final_capture": true,
        });
        let order = self.orders.get_mut(id).unwrap();
        order["status"] = json!("COMPLETED");
        order["purchase_units"][0]["payments"] = json!({"captures": [capture]});
        (201, order.clone())
    }

    fn refund(&mut self, capture: &str, body: &Value) -> (u16, Value) {
        let of = |order: &&mut Value| order["purchase_units"][0]["payments"]["captures"][0]["id"] == capture;
        let Some(order) = self.orders.values_mut().find(of) else { return unknown() };
        let payments = &mut order["purchase_units"][0]["payments"];
        let whole = payments["captures"][0]["amount"].clone();
        let given = sum(rows(&payments["refunds"]).iter().map(|refund| &refund["amount"]));
        let left = sum(std::iter::once(&whole)) - given;
        if left.is_zero() {
            return refused("CAPTURE_FULLY_REFUNDED");
        }
        let amount = if body["amount"].is_null() {
            json!({"currency_code": whole["currency_code"], "value": left.to_string()})
        } else {
            body["amount"].clone()
        };
        let wanted = sum(std::iter::once(&amount));
        if wanted > left {
            return refused("REFUND_AMOUNT_EXCEEDED");
        }
        if amount["currency_code"] != whole["currency_code"] {
            return refused("REFUND_CURRENCY_MISMATCH");
        }
        self.refunds += 1;
        let refund = json!({
            "id": format!("1JU0890278169141{}", self.refunds), "status": "COMPLETED", "amount": amount, "custom_id": body["custom_id"],
            "note_to_payer": body["note_to_payer"],
            "links": [{"rel": "up", "method": "GET", "href": format!("https://api-m.sandbox.paypal.com/v2/payments/captures/{capture}")}],
        });
        let mut all = rows(&payments["refunds"]).to_vec();
        all.push(refund.clone());
        payments["refunds"] = Value::Array(all);
        payments["captures"][0]["status"] = json!(if wanted == left { "REFUNDED" } else { "PARTIALLY_REFUNDED" });
        (201, refund)
    }

    /// Whether it has signed an event: over the bytes that it is asked about, not over what they mean.
    fn vouch(asked: &Asked, body: &Value) -> bool {
        let of = |name: &str| body[name].as_str().unwrap_or_default();
        let Some((_, event)) = asked.body.split_once("\"webhook_event\":") else { return false };
        let event = event.strip_suffix('}').unwrap_or_default();
        let text = signed_text(of("transmission_id"), of("transmission_time"), of("webhook_id"), event.as_bytes());
        let Ok(signature) = STANDARD.decode(of("transmission_sig")) else { return false };
        of("auth_algo") == "SHA256withRSA"
            && of("webhook_id") == WEBHOOK
            && KEY.to_public_key().verify(Pkcs1v15Sign::new_unprefixed(), &digest(&text), &signature).is_ok()
    }

    fn act(&mut self, asked: &Asked, parts: &[&str]) -> (u16, Value) {
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match *parts {
            ["POST", "v2", "checkout", "orders"] => self.create(&body),
            ["POST", "v2", "checkout", "orders", id, "capture"] => self.capture(id),
            ["POST", "v2", "payments", "captures", id, "refund"] => self.refund(id, &body),
            ["POST", "v1", "notifications", "verify-webhook-signature"] => {
                (200, json!({"verification_status": if Self::vouch(asked, &body) { "SUCCESS" } else { "FAILURE" }}))
            }
            ["GET", "v2", "checkout", "orders", id] => self.orders.get(id).map_or_else(unknown, |order| (200, order.clone())),
            ["GET", "v2", "payments", "refunds", id] => {
                let all = self.orders.values().flat_map(|order| rows(&order["purchase_units"][0]["payments"]["refunds"]));
                all.into_iter().find(|refund| refund["id"] == id).map_or_else(unknown, |refund| (200, refund.clone()))
            }
            _ => unknown(),
        }
    }

    fn answer(&mut self, asked: &Asked) -> (u16, Value) {
        // Its own client ends every address with a question mark.
        let (method, address) = asked.what.split_once(" /").unwrap();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let parts: Vec<&str> = std::iter::once(method).chain(path.split('/')).collect();
        match parts[..] {
            ["POST", "v1", "oauth2", "token"] => {
                let is_fine =
                    asked.header("authorization") == "Basic Y2xpZW50OnNlY3JldA==" && asked.body == "grant_type=client_credentials";
                return if is_fine {
                    (200, json!({"access_token": "t", "token_type": "Bearer", "app_id": "APP-1", "expires_in": 32_400}))
                } else {
                    (401, json!({"error": "invalid_client", "error_description": "Client Authentication failed"}))
                };
            }
            // What the buyer does on the page that the order leads to.
            ["GET", "checkoutnow"] => {
                let (id, card) = query.strip_prefix("token=").and_then(|rest| rest.split_once("&card=")).unwrap();
                self.orders.get_mut(id).unwrap()["status"] = json!("APPROVED");
                self.declined.extend((card == "declined").then(|| id.to_owned()));
                return (200, json!({}));
            }
            _ => {}
        }
        if asked.header("authorization") != "Bearer t" {
            return (401, json!({"name": "AUTHENTICATION_FAILURE", "message": "Authentication failed due to invalid credentials."}));
        }
        let key = asked.header("paypal-request-id").to_owned();
        if let Some((_, before)) = self.done.get(&key) {
            return (200, before.clone());
        }
        let (status, answer) = self.act(asked, &parts);
        if status < 300 && !key.is_empty() {
            self.done.insert(key, (status, answer.clone()));
        }
        (status, answer)
    }
}

impl FakePayPal {
    /// Begins to answer.
    pub async fn start() -> Self {
        let state: Arc<Mutex<State>> = Arc::default();
        let known = state.clone();
        let stand_in = StandIn::start(move |asked: &Asked| known.lock().unwrap().answer(asked)).await;
        Self { stand_in, state }
    }

    /// The buyer says yes to the first order.
    pub fn approve(&self) {
        self.state.lock().unwrap().orders.get_mut(ORDER).unwrap()["status"] = json!("APPROVED");
    }

    /// An account at it.
    pub async fn account(&self, shop: &Shop) -> Uuid {
        shop.account("PAYPAL", VALUES, &self.stand_in.base).await
    }
}

/// PayPal takes no rupees.
pub async fn in_dollars(shop: &Shop) {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query("update orders set currency = 'USD'").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
}

/// An event about the first order; its bytes are passed on as they came: written anew, 1.0 would be 1.
pub fn event(id: &str, payment: Uuid) -> String {
    format!(
        r#"{{"id":"{id}","event_type":"CHECKOUT.ORDER.APPROVED","amount":1.0,"resource":{{"id":"{ORDER}","purchase_units":[{{"custom_id":"{payment}"}}]}}}}"#
    )
}
