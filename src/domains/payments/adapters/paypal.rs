//! PayPal: orders of its API (version 2). Whatever its webhooks say, the order is fetched again; what was approved is captured then.

use super::{path_part, text};
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::{
    Account, Back, BackState, Checkout, Gateway, Incoming, Known, Notice, Outcome, RefundOrder, Refunded, Rejected, Start,
};
use crate::server::outgoing::{Call, Failure, Http};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const LIVE: &str = "https://api-m.paypal.com";
const SANDBOX: &str = "https://api-m.sandbox.paypal.com";
/// CRC-32 as PayPal has it in the text that it signs.
const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

/// PayPal.
pub struct PayPal;

/// The text that PayPal signs: of the body only its checksum, over the bytes as they came.
#[must_use]
pub fn signed_text(transmission_id: &str, time: &str, webhook_id: &str, body: &[u8]) -> String {
    format!("{transmission_id}|{time}|{webhook_id}|{}", CRC.checksum(body))
}

/// Whether a certificate's address is one of PayPal.
#[must_use]
pub fn is_cert_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (host == "paypal.com" || host.ends_with(".paypal.com"))
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
}

/// What an event says. It is a hint to ask, no more.
///
/// # Errors
/// When it is no event.
pub fn read_event(body: &[u8]) -> Result<Notice, Rejected> {
    let event: Value = serde_json::from_slice(body).map_err(|_| Rejected::Grammar)?;
    let (id, kind) = (text(&event, "/id"), text(&event, "/event_type"));
    if id.is_empty() || kind.is_empty() || id.len() > 200 {
        return Err(Rejected::Grammar);
    }
    let ours = [text(&event, "/resource/custom_id"), text(&event, "/resource/purchase_units/0/custom_id")];
    let is_of_refund = matches!(kind, "PAYMENT.CAPTURE.REFUNDED" | "PAYMENT.CAPTURE.REVERSED");
    // What a refund calls its own is our refund, not our payment; it points up to what it gives back of.
    let payment_id = if is_of_refund { None } else { ours.into_iter().find_map(|id| Uuid::parse_str(id).ok()) };
    let links = event.pointer("/resource/links").and_then(Value::as_array).cloned().unwrap_or_default();
    let up = links.iter().find(|link| text(link, "/rel") == "up").and_then(|link| text(link, "/href").rsplit('/').next());
    let capture = match kind {
        _ if is_of_refund => up.unwrap_or_default(),
        "CUSTOMER.DISPUTE.CREATED" => text(&event, "/resource/disputed_transactions/0/seller_transaction_id"),
        _ if kind.starts_with("PAYMENT.CAPTURE.") => text(&event, "/resource/id"),
        _ => "",
    };
    let transaction = path_part(capture).ok().map(ToOwned::to_owned);
    let outcome = match kind {
        "CUSTOMER.DISPUTE.CREATED" => Outcome::Disputed,
        "PAYMENT.CAPTURE.REVERSED" => Outcome::ChargedBack,
        _ => Outcome::Nothing,
    };
    let is_hint = kind.starts_with("CHECKOUT.ORDER.") || kind.starts_with("PAYMENT.CAPTURE.") || outcome == Outcome::Disputed;
    Ok(Notice {
        ask: is_hint && (payment_id.is_some() || transaction.is_some()),
        payment_id,
        transaction,
        key: id.to_owned(),
        kind: kind.to_owned(),
        amount: text(&event, "/resource/amount/value").parse().ok().filter(|_| outcome == Outcome::ChargedBack),
        currency: None,
        outcome,
        back: Vec::new(),
        token: None,
        instalment: false,
        facts: json!({"event_type": kind, "reason": text(&event, "/resource/reason")}),
    })
}

fn value_of(amount: Decimal, currency: &str) -> Result<String, Failure> {
    let places = if matches!(currency, "HUF" | "JPY" | "TWD") { 0 } else { 2 };
    let mut rounded = amount.round_dp(places);
    if rounded != amount {
        return Err(Failure::Refused("an amount with parts of a cent".to_owned()));
    }
    rounded.rescale(places);
    Ok(rounded.to_string())
}

impl PayPal {
    fn base(account: &Account) -> String {
        account.base(LIVE, SANDBOX)
    }

    async fn token(account: &Account, http: &Http) -> Result<String, Failure> {
        let pair = STANDARD.encode(format!("{}:{}", account.value("client_id"), account.value("client_secret")));
        let call = Call {
            url: format!("{}/v1/oauth2/token", Self::base(account)),
            headers: vec![
                ("authorization", format!("Basic {pair}")),
                ("content-type", "application/x-www-form-urlencoded".to_owned()),
                ("accept", "application/json".to_owned()),
            ],
            body: Some("grant_type=client_credentials".to_owned()),
        };
        let (status, answer) = http.json(call).await.map_err(|failure| Failure::Refused(failure.to_string()))?;
        let token = text(&answer, "/access_token");
        if status != 200 || token.is_empty() {
            return Err(Failure::Refused(format!("no token, status {status}")));
        }
        Ok(format!("Bearer {token}"))
    }

    async fn call(account: &Account, http: &Http, path: &str, key: Option<&str>, body: Option<String>) -> Result<(u16, Value), Failure> {
        let mut headers = vec![
            ("authorization", Self::token(account, http).await?),
            ("content-type", "application/json".to_owned()),
            ("prefer", "return=representation".to_owned()),
        ];
        if let Some(key) = key {
            headers.push(("paypal-request-id", key.to_owned()));
        }
        let (status, answer) = http.json(Call { url: format!("{}{path}", Self::base(account)), headers, body }).await?;
        match status {
            200..=299 | 404 | 422 => Ok((status, answer)),
            409 | 429 => Err(Failure::Unknown(format!("status {status}"))),
            _ => Err(Failure::Refused(text(&answer, "/message").to_owned())),
        }
    }

    /// What has gone back of an order. Ours carry our id.
    fn back(unit: &Value) -> Vec<Back> {
        let rows = unit.pointer("/payments/refunds").and_then(Value::as_array).cloned().unwrap_or_default();
        rows.iter()
            .filter_map(|row| {
                let state = match text(row, "/status") {
                    "COMPLETED" => BackState::Done,
                    "FAILED" | "CANCELLED" => BackState::Failed,
                    _ => BackState::Pending,
                };
                let amount: Decimal = text(row, "/amount/value").parse().ok()?;
                let ours = Uuid::parse_str(text(row, "/custom_id")).ok();
                Some(Back { id: Some(row.get("id")?.as_str()?.to_owned()), ours, names_ours: true, amount, state })
            })
            .collect()
    }

    fn order(order: &Value) -> Notice {
        let (id, state) = (text(order, "/id"), text(order, "/status"));
        let unit = order.pointer("/purchase_units/0").cloned().unwrap_or_default();
        let capture = unit.pointer("/payments/captures/0").cloned().unwrap_or_default();
        let captured = text(&capture, "/status");
        let outcome = match (state, captured) {
            (_, "COMPLETED" | "REFUNDED" | "PARTIALLY_REFUNDED") => Outcome::Received,
            (_, "PENDING") => Outcome::Pending,
            (_, "DECLINED" | "FAILED") | ("VOIDED", _) => Outcome::Failed,
            (_, "REVERSED") => Outcome::ChargedBack,
            _ => Outcome::Nothing,
        };
        let money = capture.get("amount").or_else(|| unit.get("amount")).cloned().unwrap_or_default();
        let transaction = text(&capture, "/id");
        Notice {
            payment_id: Uuid::parse_str(text(&unit, "/custom_id")).ok(),
            transaction: (!transaction.is_empty()).then(|| transaction.to_owned()),
            key: format!("{id}:{state}:{captured}"),
            kind: format!("{state} {captured}"),
            amount: text(&money, "/value").parse().ok(),
            currency: Some(text(&money, "/currency_code").to_owned()),
            outcome,
            ask: false,
            back: Self::back(&unit),
            token: None,
            instalment: false,
            facts: json!({"status": state, "capture": captured}),
        }
    }
}

#[async_trait]
impl Gateway for PayPal {
    fn method(&self) -> PaymentMethod {
        PaymentMethod::PayPal
    }

    async fn start(&self, account: &Account, http: &Http, checkout: &Checkout) -> Result<Start, Failure> {
        let id = checkout.payment_id.hyphenated().to_string();
        let title: String = checkout.title.chars().take(127).collect();
        let body = json!({
            "intent": "CAPTURE",
            "purchase_units": [{
                "reference_id": "order", "custom_id": id, "invoice_id": id, "description": title,
                "amount": {"currency_code": checkout.currency, "value": value_of(checkout.amount, &checkout.currency)?},
            }],
            "payment_source": {"paypal": {"experience_context": {
                "return_url": checkout.return_url, "cancel_url": checkout.cancel_url, "user_action": "PAY_NOW",
                "shipping_preference": "NO_SHIPPING",
            }}},
        });
        let (status, answer) = Self::call(account, http, "/v2/checkout/orders", Some(&id), Some(body.to_string())).await?;
        let links = answer.get("links").and_then(Value::as_array).cloned().unwrap_or_default();
        let url =
            links.iter().find(|link| matches!(text(link, "/rel"), "payer-action" | "approve")).map(|link| text(link, "/href").to_owned());
        match (status, url) {
            (200..=299, Some(url)) => Ok(Start::Link { url, session: text(&answer, "/id").to_owned() }),
            _ => Err(Failure::Refused(text(&answer, "/message").to_owned())),
        }
    }

    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected> {
        let needed = ["paypal-transmission-id", "paypal-transmission-time", "paypal-transmission-sig", "paypal-auth-algo"];
        if needed.iter().any(|name| incoming.header(name).is_empty()) || account.value("webhook_id").is_empty() {
            return Err(Rejected::Grammar);
        }
        if !is_cert_url(incoming.header("paypal-cert-url")) {
            return Err(Rejected::Signature);
        }
        read_event(incoming.body).map(Some)
    }

    async fn vouch(&self, account: &Account, http: &Http, headers: &BTreeMap<String, String>, body: &str) -> Result<bool, Failure> {
        let of = |name: &str| headers.get(name).cloned().unwrap_or_default();
        let envelope = json!({
            "auth_algo": of("paypal-auth-algo"), "cert_url": of("paypal-cert-url"), "transmission_id": of("paypal-transmission-id"),
            "transmission_sig": of("paypal-transmission-sig"), "transmission_time": of("paypal-transmission-time"),
            "webhook_id": account.value("webhook_id"),
        })
        .to_string();
        // The event goes in as it came: written anew, 1.0 would be 1 and its signature another's.
        let body = format!("{},\"webhook_event\":{body}}}", envelope.trim_end_matches('}'));
        let (_, answer) = Self::call(account, http, "/v1/notifications/verify-webhook-signature", None, Some(body)).await?;
        Ok(text(&answer, "/verification_status") == "SUCCESS")
    }

    async fn query(&self, account: &Account, http: &Http, payment: &Known) -> Result<Option<Notice>, Failure> {
        let Some(order) = payment.session.as_deref() else { return Ok(None) };
        let path = format!("/v2/checkout/orders/{}", path_part(order)?);
        let (status, mut answer) = Self::call(account, http, &path, None, None).await?;
        if status != 200 {
            return Ok(None);
        }
        let is_ours = text(&answer, "/purchase_units/0/custom_id") == payment.payment_id.hyphenated().to_string();
        if text(&answer, "/status") == "APPROVED" && is_ours {
            let key = format!("capture-{}", payment.payment_id.hyphenated());
            let (status, captured) = Self::call(account, http, &format!("{path}/capture"), Some(&key), Some("{}".to_owned())).await?;
            // Captured a moment ago by another request: the order says how.
            answer = if status < 300 { captured } else { Self::call(account, http, &path, None, None).await?.1 };
        }
        Ok(Some(Self::order(&answer)))
    }

    async fn refund(&self, account: &Account, http: &Http, order: &RefundOrder) -> Result<Refunded, Failure> {
        let Some(capture) = order.payment.transaction.as_deref() else {
            return Err(Failure::Refused("the payment has no number at PayPal".to_owned()));
        };
        let note: String = order.reason.chars().take(255).collect();
        let currency = &order.payment.currency;
        let value = value_of(order.amount, currency)?;
        let body = json!({"amount": {"currency_code": currency, "value": value}, "note_to_payer": note, "custom_id": order.key});
        let path = format!("/v2/payments/captures/{}/refund", path_part(capture)?);
        let (status, answer) = Self::call(account, http, &path, Some(&order.key), Some(body.to_string())).await?;
        let id = text(&answer, "/id").to_owned();
        match (status, text(&answer, "/status")) {
            (200..=299, "COMPLETED") => Ok(Refunded::Done(id)),
            (200..=299, "PENDING") => Ok(Refunded::Pending(id)),
            (200..=299, "FAILED" | "CANCELLED") | (404 | 422, _) => Err(Failure::Refused(text(&answer, "/message").to_owned())),
            _ => Err(Failure::Unknown("an answer without a status".to_owned())),
        }
    }
}
