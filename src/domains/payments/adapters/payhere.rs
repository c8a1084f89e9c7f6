//! PayHere: a form that is sent to its page, a form that it sends back, and an API for what became of a payment and for refunds.
//!
//! Its signature joins the fields without marks between them, so one text can be cut in two ways: each field is held against its
//! grammar first. The secret is used as it is shown, though it looks like base64.

use super::{same, text};
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::{
    Account, Back, BackState, Checkout, Gateway, HoldAction, HoldOrder, Incoming, Known, Notice, Outcome, RefundOrder, Refunded, Rejected,
    Start, field, form_fields, is_currency, plain_amount,
};
use crate::server::outgoing::{Call, Failure, Http, form};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

const LIVE: &str = "https://www.payhere.lk";
const SANDBOX: &str = "https://sandbox.payhere.lk";

/// What a notice says of money that comes again and again.
const RECURRING: [&str; 7] = [
    "subscription_id",
    "message_type",
    "item_recurrence",
    "item_duration",
    "item_rec_status",
    "item_rec_date_next",
    "item_rec_install_paid",
];

/// PayHere.
pub struct PayHere;

fn upper_md5(text: &str) -> String {
    super::hexadecimal(&Md5::digest(text.as_bytes())).to_uppercase()
}

/// The hash of the form that is sent to PayHere. The amount has two decimals and no separators.
#[must_use]
pub fn checkout_hash(merchant_id: &str, order_id: &str, amount: &str, currency: &str, secret: &str) -> String {
    upper_md5(&format!("{merchant_id}{order_id}{amount}{currency}{}", upper_md5(secret)))
}

/// The signature of a notice, over its texts as they came.
#[must_use]
pub fn notice_signature(merchant_id: &str, order_id: &str, amount: &str, currency: &str, status: &str, secret: &str) -> String {
    upper_md5(&format!("{merchant_id}{order_id}{amount}{currency}{status}{}", upper_md5(secret)))
}

/// What is sent as `Authorization` to ask for a token.
#[must_use]
pub fn basic(app_id: &str, app_secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{app_id}:{app_secret}")))
}

fn two_places(amount: Decimal) -> String {
    let mut amount = amount.round_dp(2);
    amount.rescale(2);
    amount.to_string()
}

fn outcome(status: &str) -> Option<Outcome> {
    match status {
        "2" => Some(Outcome::Received),
        "0" => Some(Outcome::Pending),
        "3" => Some(Outcome::Held),
        "-1" | "-2" => Some(Outcome::Failed),
        "-3" => Some(Outcome::ChargedBack),
        _ => None,
    }
}

/// Our id as we write it, and not in another spelling.
fn our_id(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok().filter(|id| id.hyphenated().to_string() == text)
}

/// Reads the form of a notice against its grammar and its signature.
///
/// # Errors
/// Why it is not believed.
pub fn read_notice(merchant_id: &str, secret: &str, body: &[u8]) -> Result<Notice, Rejected> {
    let fields = form_fields(body).ok_or(Rejected::Grammar)?;
    let names = fields.iter().map(|(name, _)| name);
    if names.clone().enumerate().any(|(place, name)| names.clone().take(place).any(|other| other == name)) {
        return Err(Rejected::Grammar);
    }
    let of = |name: &str| field(&fields, name);
    let (merchant, order, payment) = (of("merchant_id"), of("order_id"), of("payment_id"));
    let (amount, currency, status, signature) = (of("payhere_amount"), of("payhere_currency"), of("status_code"), of("md5sig"));
    let is_merchant = !merchant.is_empty() && merchant.len() <= 20 && merchant.bytes().all(|byte| byte.is_ascii_digit());
    let is_payment = !payment.is_empty() && payment.len() <= 40 && payment.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_signature = signature.len() == 32 && signature.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
    let (Some(payment_id), Some(value), Some(outcome)) = (our_id(order), plain_amount(amount), outcome(status)) else {
        return Err(Rejected::Grammar);
    };
    if !is_merchant || !is_payment || !is_signature || !is_currency(currency) {
        return Err(Rejected::Grammar);
    }
    if merchant != merchant_id {
        return Err(Rejected::Merchant);
    }
    if secret.is_empty() || !same(&notice_signature(merchant, order, amount, currency, status, secret), signature) {
        return Err(Rejected::Signature);
    }
    let token = of("authorization_token");
    let is_token = !token.is_empty() && token.len() <= 200 && token.bytes().all(|byte| byte.is_ascii_graphic());
    let short = |name: &str| of(name).chars().filter(|c| !c.is_control()).take(100).collect::<String>();
    let mut facts = json!({"method": short("method"), "status_message": short("status_message"), "status_code": status});
    // Money that comes again and again: its first payment is as any other, what follows has numbers of its own.
    let (is_recurring, message) = (of("recurring") == "1", of("message_type"));
    if is_recurring && let Some(known) = facts.as_object_mut() {
        known.extend(RECURRING.map(|name| (name.to_owned(), Value::from(short(name)))));
    }
    let is_news = !is_recurring || !matches!(message, "RECURRING_INSTALLMENT_FAILED" | "RECURRING_COMPLETE" | "RECURRING_STOPPED");
    let outcome = if is_news { outcome } else { Outcome::Nothing };
    Ok(Notice {
        payment_id: Some(payment_id),
        transaction: is_news.then(|| payment.to_owned()),
        // With what it says, so that a wrong notice does not pass for the right one that comes later.
        key: if is_recurring { format!("{payment}:{status}:{signature}:{message}") } else { format!("{payment}:{status}:{signature}") },
        kind: format!("status {status}"),
        amount: is_news.then_some(value),
        currency: Some(currency.to_owned()),
        outcome,
        ask: false,
        back: Vec::new(),
        token: (outcome == Outcome::Held && is_token).then(|| token.to_owned()),
        instalment: is_recurring && message == "RECURRING_INSTALLMENT_SUCCESS",
        facts,
    })
}

impl PayHere {
    fn base(account: &Account) -> String {
        account.base(LIVE, SANDBOX)
    }

    async fn token(account: &Account, http: &Http) -> Result<String, Failure> {
        if account.value("app_id").is_empty() || account.value("app_secret").is_empty() {
            return Err(Failure::Refused("the account has no app of the API".to_owned()));
        }
        let call = Call {
            url: format!("{}/merchant/v1/oauth/token", Self::base(account)),
            headers: vec![
                ("authorization", basic(account.value("app_id"), account.value("app_secret"))),
                ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ],
            body: Some(form(&[("grant_type", "client_credentials")])),
        };
        // No money moves by asking for a token.
        let refused = |failure: Failure| Failure::Refused(failure.to_string());
        let (status, answer) = http.json(call).await.map_err(refused)?;
        let token = text(&answer, "/access_token");
        if status != 200 || token.is_empty() {
            return Err(Failure::Refused(format!("no token, status {status}")));
        }
        Ok(format!("Bearer {token}"))
    }
}

#[async_trait]
impl Gateway for PayHere {
    fn method(&self) -> PaymentMethod {
        PaymentMethod::PayHere
    }

    fn is_form(&self) -> bool {
        true
    }

    async fn start(&self, account: &Account, _http: &Http, checkout: &Checkout) -> Result<Start, Failure> {
        let (merchant_id, order_id, amount) =
            (account.value("merchant_id"), checkout.payment_id.hyphenated().to_string(), two_places(checkout.amount));
        let hash = checkout_hash(merchant_id, &order_id, &amount, &checkout.currency, account.value("merchant_secret"));
        let buyer = &checkout.buyer;
        let fields = [
            ("merchant_id", merchant_id),
            ("return_url", &checkout.return_url),
            ("cancel_url", &checkout.cancel_url),
            ("notify_url", &checkout.notify_url),
            ("order_id", &order_id),
            ("items", &checkout.title),
            ("currency", &checkout.currency),
            ("amount", &amount),
            ("first_name", &buyer.first_name),
            ("last_name", &buyer.last_name),
            ("email", &buyer.email),
            ("phone", &buyer.phone),
            ("address", &buyer.address),
            ("city", &buyer.city),
            ("country", "Sri Lanka"),
            ("hash", &hash),
        ];
        Ok(Start::Form {
            action: format!("{}/pay/{}", Self::base(account), if checkout.hold { "authorize" } else { "checkout" }),
            fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        })
    }

    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected> {
        read_notice(account.value("merchant_id"), account.value("merchant_secret"), incoming.body).map(Some)
    }

    async fn query(&self, account: &Account, http: &Http, payment: &Known) -> Result<Option<Notice>, Failure> {
        let token = Self::token(account, http).await?;
        let url = format!("{}/merchant/v1/payment/search?order_id={}", Self::base(account), payment.payment_id.hyphenated());
        let (_, answer) = http.json(Call { url, headers: vec![("authorization", token)], body: None }).await?;
        let rows = answer.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
        let order_id = payment.payment_id.hyphenated().to_string();
        let Some(row) = rows.iter().find(|row| text(row, "/order_id") == order_id) else { return Ok(None) };
        let outcome = match text(row, "/status") {
            "RECEIVED" | "REFUNDED" => Outcome::Received,
            "CHARGEBACKED" => Outcome::ChargedBack,
            _ => Outcome::Nothing,
        };
        // It has no name for what has gone back, and no way to give back a part.
        let is_back = text(row, "/status") == "REFUNDED";
        let id = row.get("payment_id").map(|id| id.to_string().trim_matches('"').to_owned()).unwrap_or_default();
        // A JSON number: its digits as they came, not by way of a float.
        let amount = row.get("amount").and_then(|amount| amount.to_string().trim_matches('"').parse::<Decimal>().ok());
        Ok(Some(Notice {
            payment_id: Some(payment.payment_id),
            key: format!("query:{id}:{}", text(row, "/status")),
            transaction: (!id.is_empty()).then_some(id),
            kind: text(row, "/status").to_owned(),
            amount,
            currency: Some(text(row, "/currency").to_owned()),
            outcome,
            ask: false,
            back: amount
                .filter(|_| is_back)
                .map(|amount| Back { id: None, ours: None, names_ours: false, amount, state: BackState::Done })
                .into_iter()
                .collect(),
            token: None,
            instalment: false,
            facts: json!({"status": text(row, "/status"), "method": text(row, "/payment_method/method")}),
        }))
    }

    async fn refund(&self, account: &Account, http: &Http, order: &RefundOrder) -> Result<Refunded, Failure> {
        let Some(transaction) = order.payment.transaction.as_deref() else {
            return Err(Failure::Refused("the payment has no number at PayHere".to_owned()));
        };
        if order.amount != order.payment.amount {
            return Err(Failure::Refused("PayHere gives back the whole amount only".to_owned()));
        }
        let token = Self::token(account, http).await?;
        let call = Call {
            url: format!("{}/merchant/v1/payment/refund", Self::base(account)),
            headers: vec![("authorization", token), ("content-type", "application/json".to_owned())],
            body: Some(json!({"payment_id": transaction, "description": order.reason}).to_string()),
        };
        let (_, answer) = http.json(call).await?;
        // The result stands in the body; the status of the answer is 200 either way.
        match answer.get("status").and_then(Value::as_i64) {
            Some(1) => Ok(Refunded::Done(answer.get("data").map(|id| id.to_string().trim_matches('"').to_owned()).unwrap_or_default())),
            Some(_) => Err(Failure::Refused(text(&answer, "/msg").to_owned())),
            None => Err(Failure::Unknown("an answer without a status".to_owned())),
        }
    }

    async fn hold(&self, account: &Account, http: &Http, order: &HoldOrder) -> Result<Option<String>, Failure> {
        let Some(held) = order.token.as_deref() else {
            return Err(Failure::Refused("PayHere has not said by what the hold is known".to_owned()));
        };
        let token = Self::token(account, http).await?;
        let (path, body) = match order.action {
            // The amount is a JSON number with its two decimals, not by way of a float.
            HoldAction::Take(amount) => (
                "capture",
                format!("{{\"deduction_details\":\"Order\",\"amount\":{},\"authorization_token\":{}}}", two_places(amount), json!(held)),
            ),
            HoldAction::LetGo => ("refund", json!({"authorization_token": held, "description": "Not taken"}).to_string()),
        };
        let call = Call {
            url: format!("{}/merchant/v1/payment/{path}", Self::base(account)),
            headers: vec![("authorization", token), ("content-type", "application/json".to_owned())],
            body: Some(body),
        };
        let (_, answer) = http.json(call).await?;
        let code = answer.pointer("/data/status_code").and_then(Value::as_i64);
        match (answer.get("status").and_then(Value::as_i64), code) {
            (Some(1), None | Some(2)) => {
                let id =
                    answer.pointer("/data/payment_id").filter(|id| !id.is_null()).map(|id| id.to_string().trim_matches('"').to_owned());
                Ok(id.filter(|id| !id.is_empty() && id.len() <= 40 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())))
            }
            (Some(1), Some(_)) | (None, _) => Err(Failure::Unknown("an answer without an end".to_owned())),
            (Some(_), _) => Err(Failure::Refused(text(&answer, "/msg").to_owned())),
        }
    }

    async fn stop(&self, account: &Account, http: &Http, subscription: &str) -> Result<(), Failure> {
        let token = Self::token(account, http).await?;
        let call = Call {
            url: format!("{}/merchant/v1/subscription/cancel", Self::base(account)),
            headers: vec![("authorization", token), ("content-type", "application/json".to_owned())],
            body: Some(json!({"subscription_id": subscription}).to_string()),
        };
        let (_, answer) = http.json(call).await?;
        match answer.get("status").and_then(Value::as_i64) {
            Some(1) => Ok(()),
            Some(_) => Err(Failure::Refused(text(&answer, "/msg").to_owned())),
            None => Err(Failure::Unknown("an answer without a status".to_owned())),
        }
    }
}
