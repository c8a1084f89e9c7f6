//! 2Checkout: a signed link to its page, and notices (IPN) that are signed over the bytes of each value in the order in which they came.

use super::{hexadecimal, same};
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::{
    Account, Back, BackState, Checkout, Gateway, Incoming, Known, Notice, Outcome, RefundOrder, Refunded, Rejected, Start, field,
    form_fields, is_currency, plain_amount,
};
use crate::server::outgoing::{Failure, Http, form};
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

const PAGE: &str = "https://secure.2checkout.com";
/// Fields of a notice that hold signatures and are not signed.
const SIGNATURES: [&str; 3] = ["HASH", "SIGNATURE_SHA2_256", "SIGNATURE_SHA3_256"];

/// 2Checkout.
pub struct TwoCheckout;

/// The text that is signed: each value after its length in bytes; of an empty one the length alone.
#[must_use]
pub fn source<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().fold(String::new(), |mut text, value| {
        text.push_str(&value.len().to_string());
        text.push_str(value);
        text
    })
}

/// The signature of a text.
#[must_use]
pub fn sign(secret: &str, text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    hexadecimal(&mac.finalize().into_bytes())
}

/// The signature of a notice over its fields in their order.
#[must_use]
pub fn notice_signature(secret: &str, fields: &[(String, String)]) -> String {
    let signed = fields.iter().filter(|(name, _)| !SIGNATURES.contains(&name.as_str())).map(|(_, value)| value.as_str());
    sign(secret, &source(signed))
}

/// What 2Checkout wants to read: the signature over number, name and date of the first line, and our date.
#[must_use]
pub fn receipt(secret: &str, fields: &[(String, String)], date: &str) -> String {
    let text = source([field(fields, "IPN_PID[]"), field(fields, "IPN_PNAME[]"), field(fields, "IPN_DATE"), date]);
    format!("<sig algo=\"sha256\" date=\"{date}\">{}</sig>", sign(secret, &text))
}

/// Reads a notice.
///
/// # Errors
/// Why it is not believed.
pub fn read_notice(secret: &str, body: &[u8]) -> Result<Option<Notice>, Rejected> {
    let fields = form_fields(body).ok_or(Rejected::Grammar)?;
    let of = |name: &str| field(&fields, name);
    let given = of("SIGNATURE_SHA2_256");
    if given.len() != 64 {
        return Err(Rejected::Grammar);
    }
    if secret.is_empty() || !same(&notice_signature(secret, &fields), given) {
        return Err(Rejected::Signature);
    }
    let (number, status, date) = (of("REFNO"), of("ORDERSTATUS"), of("IPN_DATE"));
    if number.is_empty() || number.len() > 40 || status.is_empty() || status.len() > 40 {
        return Err(Rejected::Grammar);
    }
    // Orders that were not begun here have no such number.
    let Ok(payment_id) = Uuid::parse_str(of("REFNOEXT")) else { return Ok(None) };
    let outcome = match status {
        "COMPLETE" => Outcome::Received,
        "PENDING" | "PAYMENT_AUTHORIZED" | "PAYMENT_RECEIVED" | "AUTHRECEIVED" => Outcome::Pending,
        "CANCELED" | "INVALID" => Outcome::Failed,
        "REVERSED" => Outcome::ChargedBack,
        _ => Outcome::Nothing,
    };
    let currency = of("CURRENCY");
    let total = of("IPN_TOTALGENERAL");
    // What goes back may have a minus. It has no number of its own: the same amount again is the same refund.
    let back = plain_amount(total.strip_prefix('-').unwrap_or(total)).filter(|amount| status == "REFUND" && !amount.is_zero());
    let name = |amount| Back { id: Some(format!("{number}:{amount}")), ours: None, names_ours: false, amount, state: BackState::Done };
    Ok(Some(Notice {
        payment_id: Some(payment_id),
        transaction: Some(number.to_owned()),
        // Parts that go back at the same moment differ by their amount alone.
        key: if back.is_some() { format!("{number}:{status}:{date}:{total}") } else { format!("{number}:{status}:{date}") },
        kind: status.to_owned(),
        amount: plain_amount(total).filter(|_| status != "REFUND"),
        currency: is_currency(currency).then(|| currency.to_owned()),
        outcome,
        ask: false,
        back: back.map(name).into_iter().collect(),
        token: None,
        instalment: false,
        facts: json!({"status": status}),
    }))
}

#[async_trait]
impl Gateway for TwoCheckout {
    fn method(&self) -> PaymentMethod {
        PaymentMethod::TwoCheckout
    }

    async fn start(&self, account: &Account, _http: &Http, checkout: &Checkout) -> Result<Start, Failure> {
        let mut price = checkout.amount.round_dp(2);
        price.rescale(2);
        let (price, id) = (price.to_string(), checkout.payment_id.hyphenated().to_string());
        // The buy-link signature: HMAC-SHA256, keyed with the secret word, over these values in the order of their names, each after its
        // length in bytes; merchant, dynamic, email and test are not signed. After "ConvertPlus Buy-Links Signature" and "ConvertPlus URL
        // parameters" of verifone.cloud/docs/2checkout, as two independent clients have it that quote them: StorePress' WooCommerce
        // gateway woo-2checkout and npm ya2checkout, which is tested against a link from 2Checkout's own generator (type=product).
        let signed = [
            ("currency", checkout.currency.as_str()),
            ("order-ext-ref", &id),
            ("price", &price),
            ("prod", &checkout.title),
            ("qty", "1"),
            ("return-type", "redirect"),
            ("return-url", &checkout.return_url),
            ("type", "product"),
        ];
        let signature = sign(account.value("secret_word"), &source(signed.map(|(_, value)| value)));
        let mut pairs = vec![("merchant", account.value("merchant_code")), ("dynamic", "1")];
        pairs.extend(signed);
        pairs.push(("email", &checkout.buyer.email));
        if account.is_test {
            pairs.push(("test", "1"));
        }
        pairs.push(("signature", &signature));
        Ok(Start::Link { url: format!("{}/checkout/buy?{}", account.base(PAGE, PAGE), form(&pairs)), session: id.clone() })
    }

    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected> {
        read_notice(account.value("secret_key"), incoming.body)
    }

    async fn query(&self, _account: &Account, _http: &Http, _payment: &Known) -> Result<Option<Notice>, Failure> {
        Ok(None)
    }

    async fn refund(&self, _account: &Account, _http: &Http, _order: &RefundOrder) -> Result<Refunded, Failure> {
        Err(Failure::Refused("2Checkout gives money back on its own pages only".to_owned()))
    }

    fn receipt(&self, account: &Account, incoming: &Incoming<'_>) -> String {
        let fields = form_fields(incoming.body).unwrap_or_default();
        receipt(account.value("secret_key"), &fields, &incoming.now.format("%Y%m%d%H%M%S").to_string())
    }
}
