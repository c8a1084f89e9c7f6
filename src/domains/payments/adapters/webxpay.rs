//! WebXPay: a form that is sent to its page, and one that comes back by the buyer's browser, signed.
//!
//! What comes back holds no amount, and whoever has the public key can send a buyer there with another one: it says that something was
//! paid, and a person looks at WebXPay before it counts.

use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::{
    Account, Checkout, Gateway, Incoming, Known, Notice, Outcome, RefundOrder, Refunded, Rejected, Start, field, form_fields,
};
use crate::server::outgoing::{Failure, Http};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pkcs1v15Encrypt, Pkcs1v15Sign, RsaPublicKey};
use serde_json::json;
use uuid::Uuid;

const LIVE: &str = "https://webxpay.com";
const SANDBOX: &str = "https://stagingxpay.info";
/// Says how `payment` is encrypted: the same for everybody.
const METHOD: &str = "JCs3J+6oSz4V0LgE0zi/Bg==";

/// WebXPay.
pub struct WebXPay;

/// Reads the merchant's public key.
///
/// # Errors
/// When it is none.
pub fn public_key(pem: &str) -> Result<RsaPublicKey, Rejected> {
    RsaPublicKey::from_public_key_pem(pem.trim()).map_err(|_| Rejected::Grammar)
}

/// What WebXPay says of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response<'a> {
    /// Our payment.
    pub order_id: &'a str,
    /// Its own number.
    pub reference: &'a str,
    /// Status of the bank; `None` where the text can be read in two ways.
    pub status: Option<&'a str>,
}

/// Cuts the text `order_id|order_reference|date_time|status_code|comment|gateway_id`. The guide's own example has the last three as
/// `gateway|status|comment`, and a comment may hold the mark: read from both ends, and only where one reading is possible.
#[must_use]
pub fn cut(text: &str) -> Option<Response<'_>> {
    let mut parts = text.splitn(4, '|');
    let (order_id, reference, _, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, after) = rest.split_once('|')?;
    let documented = after.rsplit_once('|').filter(|(_, gateway)| is_number(gateway)).map(|_| first).filter(is_number);
    let swapped = after.split_once('|').filter(|_| is_number(&first)).map(|(status, _)| status).filter(is_number);
    let status = match (documented, swapped) {
        (Some(status), None) | (None, Some(status)) => Some(status),
        (Some(one), Some(other)) if one == other => Some(one),
        (None, None) => return None,
        _ => None,
    };
    Some(Response { order_id, reference, status })
}

/// Checks what came back: the signature is the text itself, encrypted with the other half of the key (PKCS#1 v1.5, no hash).
///
/// # Errors
/// Why it is not believed.
pub fn read_response(pem: &str, body: &[u8]) -> Result<Notice, Rejected> {
    let fields = form_fields(body).ok_or(Rejected::Grammar)?;
    let decoded = |name: &str| STANDARD.decode(field(&fields, name)).ok().filter(|bytes| !bytes.is_empty()).ok_or(Rejected::Grammar);
    let (payment, signature) = (decoded("payment")?, decoded("signature")?);
    public_key(pem)?.verify(Pkcs1v15Sign::new_unprefixed(), &payment, &signature).map_err(|_| Rejected::Signature)?;
    let text = String::from_utf8(payment).map_err(|_| Rejected::Grammar)?;
    let response = cut(&text).ok_or(Rejected::Grammar)?;
    let payment_id = Uuid::parse_str(response.order_id).map_err(|_| Rejected::Grammar)?;
    if response.reference.is_empty() || response.reference.len() > 100 {
        return Err(Rejected::Grammar);
    }
    let outcome = match response.status {
        Some("0" | "00") => Outcome::Pending,
        Some(_) => Outcome::Failed,
        None => Outcome::Nothing,
    };
    Ok(Notice {
        payment_id: Some(payment_id),
        transaction: Some(response.reference.to_owned()),
        // The signed text is good for ever: once for each number.
        key: response.reference.to_owned(),
        kind: format!("status {}", response.status.unwrap_or("?")),
        amount: None,
        currency: None,
        outcome,
        ask: false,
        back: Vec::new(),
        token: None,
        instalment: false,
        facts: json!({"status": response.status}),
    })
}

#[async_trait]
impl Gateway for WebXPay {
    fn method(&self) -> PaymentMethod {
        PaymentMethod::WebXPay
    }

    fn is_form(&self) -> bool {
        true
    }

    async fn start(&self, account: &Account, _http: &Http, checkout: &Checkout) -> Result<Start, Failure> {
        let refused = |what: &str| Failure::Refused(what.to_owned());
        let key = public_key(account.value("public_key")).map_err(|_| refused("the public key cannot be read"))?;
        let mut amount = checkout.amount.round_dp(2);
        amount.rescale(2);
        let text = format!("{}|{amount}", checkout.payment_id.hyphenated());
        let payment = key.encrypt(&mut rand::rng(), Pkcs1v15Encrypt, text.as_bytes()).map_err(|_| refused("the key is too short"))?;
        let buyer = &checkout.buyer;
        let payment = STANDARD.encode(payment);
        // Where the buyer came from, so that the answer leads back there.
        let custom = STANDARD.encode(&checkout.return_url);
        let fields = [
            ("first_name", buyer.first_name.as_str()),
            ("last_name", &buyer.last_name),
            ("email", &buyer.email),
            ("contact_number", &buyer.phone),
            ("address_line_one", &buyer.address),
            ("address_line_two", ""),
            ("city", &buyer.city),
            ("state", ""),
            ("postal_code", ""),
            ("country", "Sri Lanka"),
            ("process_currency", &checkout.currency),
            ("cms", "smartstore"),
            ("custom_fields", &custom),
            ("enc_method", METHOD),
            ("secret_key", account.value("secret_key")),
            ("payment", &payment),
        ];
        Ok(Start::Form {
            action: format!("{}/index.php?route=checkout/billing", account.base(LIVE, SANDBOX)),
            fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        })
    }

    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected> {
        read_response(account.value("public_key"), incoming.body).map(Some)
    }

    async fn query(&self, _account: &Account, _http: &Http, _payment: &Known) -> Result<Option<Notice>, Failure> {
        Ok(None)
    }

    async fn refund(&self, _account: &Account, _http: &Http, _order: &RefundOrder) -> Result<Refunded, Failure> {
        Err(Failure::Refused("WebXPay gives money back on its own pages only".to_owned()))
    }

    /// The page that the buyer came from, as it was sent along. It is not signed: whoever leads a browser there looks at it first.
    fn receipt(&self, _account: &Account, incoming: &Incoming<'_>) -> String {
        let fields = form_fields(incoming.body).unwrap_or_default();
        let decoded = STANDARD.decode(field(&fields, "custom_fields")).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        decoded.filter(|page| page.bytes().all(|byte| byte.is_ascii_graphic())).unwrap_or_default()
    }
}
