//! Stripe: a page of theirs for each payment, signed events that are only a hint, and the object itself, which is fetched again.

use super::{path_part, text};
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::{
    Account, Back, BackState, Checkout, Gateway, HoldAction, HoldOrder, Incoming, Known, Notice, Outcome, RefundOrder, Refunded, Rejected,
    Start,
};
use crate::server::outgoing::{Call, Failure, Http, form};
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

const API: &str = "https://api.stripe.com";
/// The version whose answers are read here.
const VERSION: &str = "2024-06-20";
/// How far the time of a signature may be from ours, seconds.
pub const TOLERANCE: i64 = 300;
/// Currencies without a smaller unit.
const WHOLE: &[&str] = &["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Stripe.
pub struct Stripe;

/// An amount in the currency's smallest unit.
#[must_use]
pub fn minor(amount: Decimal, currency: &str) -> Option<i64> {
    let factor = if WHOLE.contains(&currency) { 1 } else { 100 };
    let minor = amount * Decimal::from(factor);
    minor.is_integer().then(|| minor.to_i64())?
}

fn major(minor: i64, currency: &str) -> Decimal {
    Decimal::new(minor, if WHOLE.contains(&currency) { 0 } else { 2 })
}

/// Whether a body is signed: `t=…,v1=…[,v1=…]` over the time, a point and the raw bytes. Any `v1` may match, because two secrets are
/// in use while one is replaced; the key is the whole text of the secret.
///
/// # Errors
/// Why it is not believed.
pub fn check_signature(secret: &str, header: &str, body: &[u8], now: i64) -> Result<(), Rejected> {
    let parts: Vec<(&str, &str)> = header.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let time = parts.iter().find(|(name, _)| *name == "t").map(|(_, time)| *time).ok_or(Rejected::Grammar)?;
    let seconds: i64 = time.parse().map_err(|_| Rejected::Grammar)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| Rejected::Signature)?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    let matches = parts
        .iter()
        .filter(|(name, _)| *name == "v1")
        .filter_map(|(_, given)| bytes_of(given))
        .any(|given| mac.clone().verify_slice(&given).is_ok());
    if secret.is_empty() || !matches {
        return Err(Rejected::Signature);
    }
    if now.abs_diff(seconds) > TOLERANCE.unsigned_abs() { Err(Rejected::Time) } else { Ok(()) }
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|place| u8::from_str_radix(digits.get(place..place + 2)?, 16).ok()).collect()
}

/// Our payment in an object of theirs.
fn payment_of(object: &Value) -> Option<Uuid> {
    let named = [text(object, "/client_reference_id"), text(object, "/metadata/payment_id")];
    named.into_iter().find_map(|id| Uuid::parse_str(id).ok())
}

/// What an event says. What it says of the money is not believed: it is a hint to ask.
///
/// # Errors
/// When it is no event.
pub fn read_event(body: &[u8]) -> Result<Notice, Rejected> {
    let event: Value = serde_json::from_slice(body).map_err(|_| Rejected::Grammar)?;
    let (id, kind) = (text(&event, "/id"), text(&event, "/type"));
    let object = event.pointer("/data/object").cloned().unwrap_or_default();
    if id.is_empty() || kind.is_empty() || id.len() > 200 {
        return Err(Rejected::Grammar);
    }
    let payment_id = payment_of(&object);
    let hints = ["checkout.session.", "payment_intent.", "charge.refund", "refund."];
    let is_hint = hints.iter().any(|hint| kind.starts_with(hint));
    let transaction = match kind {
        kind if kind.starts_with("payment_intent.") => text(&object, "/id"),
        _ => text(&object, "/payment_intent"),
    };
    let transaction = (!transaction.is_empty()).then(|| transaction.to_owned());
    // The only things that are not seen on the payment's own page.
    let outcome = match kind {
        _ if transaction.is_none() => Outcome::Nothing,
        "charge.dispute.created" => Outcome::Disputed,
        "charge.dispute.funds_withdrawn" => Outcome::ChargedBack,
        "charge.dispute.funds_reinstated" => Outcome::Reinstated,
        _ => Outcome::Nothing,
    };
    let currency = text(&object, "/currency").to_uppercase();
    let told = object.get("amount").and_then(Value::as_i64).filter(|_| outcome == Outcome::Reinstated);
    Ok(Notice {
        ask: is_hint && (payment_id.is_some() || transaction.is_some()),
        payment_id,
        transaction,
        key: id.to_owned(),
        kind: kind.to_owned(),
        amount: told.map(|minor| major(minor, &currency)),
        currency: told.map(|_| currency),
        outcome,
        back: Vec::new(),
        token: None,
        instalment: false,
        facts: json!({"type": kind, "reason": text(&object, "/reason"), "declined": text(&object, "/last_payment_error/code")}),
    })
}

impl Stripe {
    async fn call(account: &Account, http: &Http, path: &str, key: Option<&str>, body: Option<String>) -> Result<(u16, Value), Failure> {
        let mut headers =
            vec![("authorization", format!("Bearer {}", account.value("secret_key"))), ("stripe-version", VERSION.to_owned())];
        if body.is_some() {
            headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
        }
        if let Some(key) = key {
            headers.push(("idempotency-key", key.to_owned()));
        }
        let (status, answer) = http.json(Call { url: format!("{}{path}", account.base(API, API)), headers, body }).await?;
        match status {
            200..=299 | 404 => Ok((status, answer)),
            // Somebody else is doing the same thing at this moment, or there were too many calls.
            409 | 429 => Err(Failure::Unknown(format!("status {status}"))),
            _ => Err(Failure::Refused(text(&answer, "/error/message").to_owned())),
        }
    }

    fn session(session: &Value) -> Notice {
        let currency = text(session, "/currency").to_uppercase();
        let amount = session.get("amount_total").and_then(Value::as_i64).map(|minor| major(minor, &currency));
        let intent = session.get("payment_intent").cloned().unwrap_or_default();
        let intent = intent.as_str().map_or_else(|| text(&intent, "/id").to_owned(), ToOwned::to_owned);
        let (state, paid) = (text(session, "/status"), text(session, "/payment_status"));
        let outcome = match (state, paid) {
            (_, "paid") => Outcome::Received,
            ("complete", _) => Outcome::Pending,
            ("expired", _) => Outcome::Failed,
            _ => Outcome::Nothing,
        };
        Notice {
            payment_id: payment_of(session),
            transaction: (!intent.is_empty()).then_some(intent),
            key: format!("{}:{state}:{paid}", text(session, "/id")),
            kind: format!("{state} {paid}"),
            amount,
            currency: Some(currency),
            outcome,
            ask: false,
            back: Vec::new(),
            token: None,
            instalment: false,
            facts: json!({"status": state, "payment_status": paid}),
        }
    }

    /// How a payment intent stands; the page of a payment does not say that its money is only held, or how much of it was taken.
    fn intent(intent: &Value) -> Notice {
        let (id, state, currency) = (text(intent, "/id"), text(intent, "/status"), text(intent, "/currency").to_uppercase());
        let outcome = match state {
            "succeeded" => Outcome::Received,
            "processing" => Outcome::Pending,
            "requires_capture" => Outcome::Held,
            "canceled" => Outcome::Failed,
            _ => Outcome::Nothing,
        };
        let field = if outcome == Outcome::Received { "amount_received" } else { "amount" };
        let minor = intent.get(field).and_then(Value::as_i64);
        Notice {
            payment_id: payment_of(intent),
            transaction: (!id.is_empty()).then(|| id.to_owned()),
            key: format!("{id}:{state}:{}", minor.unwrap_or_default()),
            kind: state.to_owned(),
            amount: minor.map(|minor| major(minor, &currency)),
            currency: Some(currency),
            outcome,
            ask: false,
            back: Vec::new(),
            token: None,
            instalment: false,
            facts: json!({"status": state, "declined": text(intent, "/last_payment_error/code")}),
        }
    }

    async fn look(account: &Account, http: &Http, what: &str, id: &str) -> Result<Option<Value>, Failure> {
        let (status, answer) = Self::call(account, http, &format!("/v1/{what}/{}", path_part(id)?), None, None).await?;
        Ok((status != 404).then_some(answer))
    }

    /// What has gone back of a payment intent. Ours carry our id.
    async fn back(account: &Account, http: &Http, intent: &str) -> Result<Vec<Back>, Failure> {
        let path = format!("/v1/refunds?payment_intent={}&limit=100", path_part(intent)?);
        let (_, answer) = Self::call(account, http, &path, None, None).await?;
        let rows = answer.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(rows
            .iter()
            .filter_map(|row| {
                let state = match text(row, "/status") {
                    "succeeded" => BackState::Done,
                    "failed" | "canceled" => BackState::Failed,
                    _ => BackState::Pending,
                };
                let amount = major(row.get("amount")?.as_i64()?, &text(row, "/currency").to_uppercase());
                let ours = Uuid::parse_str(text(row, "/metadata/refund_id")).ok();
                Some(Back { id: Some(row.get("id")?.as_str()?.to_owned()), ours, names_ours: true, amount, state })
            })
            .collect())
    }
}

#[async_trait]
impl Gateway for Stripe {
    fn method(&self) -> PaymentMethod {
        PaymentMethod::Stripe
    }

    async fn start(&self, account: &Account, http: &Http, checkout: &Checkout) -> Result<Start, Failure> {
        let id = checkout.payment_id.hyphenated().to_string();
        let amount =
            minor(checkout.amount, &checkout.currency).ok_or_else(|| Failure::Refused("an amount with parts of a cent".to_owned()))?;
        let (amount, currency) = (amount.to_string(), checkout.currency.to_lowercase());
        let mut pairs = vec![
            ("mode", "payment"),
            ("client_reference_id", &id),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", &currency),
            ("line_items[0][price_data][unit_amount]", &amount),
            ("line_items[0][price_data][product_data][name]", &checkout.title),
            ("metadata[payment_id]", &id),
            ("payment_intent_data[metadata][payment_id]", &id),
            ("success_url", &checkout.return_url),
            ("cancel_url", &checkout.cancel_url),
        ];
        if checkout.hold {
            pairs.push(("payment_intent_data[capture_method]", "manual"));
        }
        if !checkout.buyer.email.is_empty() {
            pairs.push(("customer_email", &checkout.buyer.email));
        }
        let (_, answer) = Self::call(account, http, "/v1/checkout/sessions", Some(&id), Some(form(&pairs))).await?;
        let (session, url) = (text(&answer, "/id"), text(&answer, "/url"));
        if session.is_empty() || url.is_empty() {
            return Err(Failure::Unknown("an answer without a page".to_owned()));
        }
        Ok(Start::Link { url: url.to_owned(), session: session.to_owned() })
    }

    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected> {
        let (secret, header) = (account.value("webhook_secret"), incoming.header("stripe-signature"));
        check_signature(secret, header, incoming.body, incoming.now.timestamp())?;
        read_event(incoming.body).map(Some)
    }

    async fn query(&self, account: &Account, http: &Http, payment: &Known) -> Result<Option<Notice>, Failure> {
        let mut found = None;
        if let Some(session) = payment.session.as_deref() {
            found = Self::look(account, http, "checkout/sessions", session).await?.map(|session| Self::session(&session));
        }
        // Without a page, where nobody knows whether it was begun, and where money is held, the intent itself says more.
        let intent = found.as_ref().and_then(|notice| notice.transaction.clone()).or_else(|| payment.transaction.clone());
        // An account that only holds may have been told nothing of the hold: the page then names all that was asked for, not what was taken.
        let holds = payment.held.is_some() || !account.value("hold").is_empty();
        let says_less = found.as_ref().is_none_or(|notice| notice.outcome == Outcome::Pending || holds);
        if let (Some(intent), true) = (&intent, says_less)
            && let Some(seen) = Self::look(account, http, "payment_intents", intent).await?
        {
            let id = found.and_then(|notice| notice.payment_id);
            let seen = Self::intent(&seen);
            found = Some(Notice { payment_id: seen.payment_id.or(id), ..seen });
        }
        if let (Some(intent), Some(notice)) = (&intent, found.as_mut().filter(|notice| notice.outcome == Outcome::Received)) {
            notice.back = match Self::back(account, http, intent).await {
                // A restricted key may not be allowed to look at refunds: what was paid counts all the same.
                Err(Failure::Refused(reason)) => {
                    tracing::warn!(payment = %payment.payment_id, reason, "Stripe does not say what has gone back");
                    Vec::new()
                }
                answered => answered?,
            };
        }
        Ok(found)
    }

    async fn refund(&self, account: &Account, http: &Http, order: &RefundOrder) -> Result<Refunded, Failure> {
        let Some(intent) = order.payment.transaction.as_deref() else {
            return Err(Failure::Refused("the payment has no number at Stripe".to_owned()));
        };
        let amount =
            minor(order.amount, &order.payment.currency).ok_or_else(|| Failure::Refused("an amount with parts of a cent".to_owned()))?;
        let body = form(&[
            ("payment_intent", intent),
            ("amount", &amount.to_string()),
            ("metadata[reason]", &order.reason),
            // By which it is known again when Stripe tells of it.
            ("metadata[refund_id]", &order.key),
            ("metadata[payment_id]", &order.payment.payment_id.hyphenated().to_string()),
        ]);
        let (status, answer) = Self::call(account, http, "/v1/refunds", Some(&order.key), Some(body)).await?;
        let id = text(&answer, "/id").to_owned();
        match (status, text(&answer, "/status")) {
            (200..=299, "succeeded") => Ok(Refunded::Done(id)),
            (200..=299, "pending" | "requires_action") => Ok(Refunded::Pending(id)),
            (200..=299, "failed" | "canceled") | (404, _) => Err(Failure::Refused("the refund has failed".to_owned())),
            _ => Err(Failure::Unknown("an answer without a status".to_owned())),
        }
    }

    async fn hold(&self, account: &Account, http: &Http, order: &HoldOrder) -> Result<Option<String>, Failure> {
        let refused = |what: &str| Failure::Refused(what.to_owned());
        let intent = order.payment.transaction.as_deref().ok_or_else(|| refused("the payment has no number at Stripe"))?;
        let (verb, body, wanted) = match order.action {
            HoldAction::Take(amount) => {
                let amount = minor(amount, &order.payment.currency).ok_or_else(|| refused("an amount with parts of a cent"))?;
                ("capture", form(&[("amount_to_capture", &amount.to_string())]), "succeeded")
            }
            HoldAction::LetGo => ("cancel", String::new(), "canceled"),
        };
        let path = format!("/v1/payment_intents/{}/{verb}", path_part(intent)?);
        let (status, answer) = Self::call(account, http, &path, Some(&order.key), Some(body)).await?;
        match (status, text(&answer, "/status")) {
            (200..=299, state) if state == wanted => Ok(Some(intent.to_owned())),
            (404, _) => Err(refused("there is no such payment")),
            _ => Err(Failure::Unknown("an answer without the end of the hold".to_owned())),
        }
    }
}
