//! What a payment provider must be able to do. Each is an adapter that speaks the provider's protocol and knows no rules: whether a
//! notice is believed, and what it changes, the service says.

use super::model::PaymentMethod;
use crate::server::Work;
use crate::server::outgoing::{Failure, Http, is_this_machine};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use uuid::Uuid;

/// An account with its secrets opened; never shown, never written to the log.
#[derive(Clone)]
pub struct Account {
    /// Primary key.
    pub id: Uuid,
    /// What is paid by.
    pub method: PaymentMethod,
    /// It is for trying.
    pub is_test: bool,
    /// Fields and secrets by name.
    pub values: BTreeMap<String, String>,
}

impl Account {
    /// A field or secret; empty when there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Where the provider is reached: its own address, or a stand-in on this machine that an account for trying names.
    #[must_use]
    pub fn base(&self, live: &str, sandbox: &str) -> String {
        let stand_in = self.value("base_url");
        let base = match stand_in {
            _ if !self.is_test => live,
            "" => sandbox,
            stand_in if is_this_machine(stand_in) => stand_in,
            _ => sandbox,
        };
        base.trim_end_matches('/').to_owned()
    }
}

/// Who pays, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buyer {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address of letters.
    pub email: String,
    /// Telephone in E.164.
    pub phone: String,
    /// Street.
    pub address: String,
    /// City.
    pub city: String,
}

/// A payment that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// Our payment: what the provider calls the order, and the key under which it does everything once.
    pub payment_id: Uuid,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What it is for, in the buyer's words.
    pub title: String,
    /// Who pays.
    pub buyer: Buyer,
    /// Where the buyer comes back to.
    pub return_url: String,
    /// Where they come back to without having paid.
    pub cancel_url: String,
    /// Where the provider tells of it.
    pub notify_url: String,
    /// The money is only held on the buyer's card; it is taken later.
    pub hold: bool,
}

/// Where a buyer goes to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// A form to send there.
    Form {
        /// Its address.
        action: String,
        /// Its hidden fields.
        fields: Vec<(String, String)>,
    },
    /// A link, and the provider's name of what it leads to.
    Link {
        /// Its address.
        url: String,
        /// By which the provider is asked later.
        session: String,
    },
}

/// What has become of a payment, as the provider says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Nothing that changes it.
    Nothing,
    /// The money is on its way.
    Pending,
    /// The money is held on the buyer's card and not taken yet.
    Held,
    /// The money is there.
    Received,
    /// It will not come, or the buyer has gone away.
    Failed,
    /// The buyer disputes it; nothing has been taken back yet.
    Disputed,
    /// The buyer's bank has taken it back.
    ChargedBack,
    /// What the buyer's bank had taken back has come again: the merchant was right.
    Reinstated,
}

/// How money that goes back stands at its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackState {
    /// It has gone back.
    Done,
    /// It is on its way back.
    Pending,
    /// It has not gone back.
    Failed,
}

/// Money that goes back as its provider tells it, whoever has asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The provider's name of the refund. Without one the amount is all that has gone back of the payment so far.
    pub id: Option<String>,
    /// Our refund, where the provider was told of it.
    pub ours: Option<Uuid>,
    /// The provider keeps our name of a refund: one without it was not asked for here.
    pub names_ours: bool,
    /// How much.
    pub amount: Decimal,
    /// How it stands.
    pub state: BackState,
}

/// Who keeps the books of what goes back: a later domain.
#[async_trait]
pub trait Refunds: Send + Sync {
    /// Takes what a provider says has gone back of a payment; the row of its order is locked. The same again changes nothing.
    async fn seen(&self, work: &mut Work, payment_id: Uuid, back: &[Back]) -> crate::server::Result<()>;
}

static REFUNDS: OnceLock<&'static dyn Refunds> = OnceLock::new();

/// Makes them known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(refunds: &'static dyn Refunds) {
    // Set before: by the same program with the same refunds.
    _ = REFUNDS.set(refunds);
}

/// Who keeps the books of refunds, if anybody does.
#[must_use]
pub fn refunds() -> Option<&'static dyn Refunds> {
    REFUNDS.get().copied()
}

/// Something that a provider has said of a payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Our payment, as the provider was told; without it the transaction tells.
    pub payment_id: Option<Uuid>,
    /// The provider's name of the transaction.
    pub transaction: Option<String>,
    /// By which the same notice is known again.
    pub key: String,
    /// The provider's word for it.
    pub kind: String,
    /// How much; `None` where the provider does not say.
    pub amount: Option<Decimal>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What it means.
    pub outcome: Outcome,
    /// The provider is to be asked before anything is believed.
    pub ask: bool,
    /// What has gone back of the payment, or is about to.
    #[serde(default)]
    pub back: Vec<Back>,
    /// By which what is held can be taken, where the provider has a name of its own for that.
    #[serde(default)]
    pub token: Option<String>,
    /// It is one payment of many that come by themselves: each has a number and an amount of its own.
    #[serde(default)]
    pub instalment: bool,
    /// What is worth keeping of it; no card numbers.
    pub facts: Value,
}

/// Something that came in, byte for byte.
pub struct Incoming<'a> {
    /// Headers in lower case.
    pub headers: &'a BTreeMap<String, String>,
    /// The body.
    pub body: &'a [u8],
    /// When it came.
    pub now: DateTime<Utc>,
}

impl Incoming<'_> {
    /// A header; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// Why something that came in is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// It is not written as the provider writes.
    Grammar,
    /// Its signature is wrong.
    Signature,
    /// It is too old or too new.
    Time,
    /// It is for another merchant.
    Merchant,
}

impl Rejected {
    /// Fluent key of the reason.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grammar => "payments-notice-grammar",
            Self::Signature => "payments-notice-signature",
            Self::Time => "payments-notice-time",
            Self::Merchant => "payments-notice-merchant",
        }
    }
}

/// A payment that a provider is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Our payment.
    pub payment_id: Uuid,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// What [`Start::Link`] gave.
    pub session: Option<String>,
    /// The provider's name of the transaction.
    pub transaction: Option<String>,
    /// What was held of it first, if it was.
    pub held: Option<Decimal>,
}

/// What is to be done with money that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldAction {
    /// So much is taken; the rest is let go.
    Take(Decimal),
    /// All of it is let go.
    LetGo,
}

/// Money that is held and is to be taken or let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldOrder {
    /// Of which payment.
    pub payment: Known,
    /// What [`Notice::token`] was.
    pub token: Option<String>,
    /// What is to be done.
    pub action: HoldAction,
    /// The same key again does it once.
    pub key: String,
}

/// Money that is to go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundOrder {
    /// Of which payment.
    pub payment: Known,
    /// How much.
    pub amount: Decimal,
    /// Why.
    pub reason: String,
    /// The same key again gives back once.
    pub key: String,
}

/// What has become of a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refunded {
    /// It is done; the provider's name of it.
    Done(String),
    /// The provider has taken it and is working on it.
    Pending(String),
}

/// A payment provider.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// What is paid by it.
    fn method(&self) -> PaymentMethod;

    /// Whether a buyer gets there by a form, which needs no call before.
    fn is_form(&self) -> bool {
        false
    }

    /// Begins a payment. The same payment again gives the same answer.
    ///
    /// # Errors
    /// [`Failure::Unknown`] when it may have begun.
    async fn start(&self, account: &Account, http: &Http, checkout: &Checkout) -> Result<Start, Failure>;

    /// Reads and checks what the provider has sent. `None` for what needs an answer and says nothing.
    ///
    /// # Errors
    /// Why it is not believed.
    fn read(&self, account: &Account, incoming: &Incoming<'_>) -> Result<Option<Notice>, Rejected>;

    /// Has the provider say whether something that came in is its own, where [`Gateway::read`] cannot tell.
    ///
    /// # Errors
    /// When it does not answer.
    async fn vouch(&self, _account: &Account, _http: &Http, _headers: &BTreeMap<String, String>, _body: &str) -> Result<bool, Failure> {
        Ok(true)
    }

    /// Asks what has become of a payment; `None` where the provider knows of none.
    ///
    /// # Errors
    /// When it does not answer.
    async fn query(&self, account: &Account, http: &Http, payment: &Known) -> Result<Option<Notice>, Failure>;

    /// Gives money back.
    ///
    /// # Errors
    /// [`Failure::Refused`] when nothing has gone back, [`Failure::Unknown`] when it may have: then it is asked for, not tried with
    /// another key.
    async fn refund(&self, account: &Account, http: &Http, order: &RefundOrder) -> Result<Refunded, Failure>;

    /// Takes what is held, or lets it go. Returns the provider's name of what was taken, where it gives one.
    ///
    /// # Errors
    /// [`Failure::Refused`] when nothing has happened, [`Failure::Unknown`] when it may have: then it is asked for, and tried again with
    /// the same key only.
    async fn hold(&self, _account: &Account, _http: &Http, _order: &HoldOrder) -> Result<Option<String>, Failure> {
        Err(Failure::Refused("this provider holds nothing".to_owned()))
    }

    /// Ends money that comes again and again. Once more is harmless.
    ///
    /// # Errors
    /// [`Failure::Refused`] when it goes on, [`Failure::Unknown`] when it may have ended.
    async fn stop(&self, _account: &Account, _http: &Http, _subscription: &str) -> Result<(), Failure> {
        Err(Failure::Refused("this provider has no subscriptions".to_owned()))
    }

    /// What the provider wants to read as the answer to a notice that was taken.
    fn receipt(&self, _account: &Account, _incoming: &Incoming<'_>) -> String {
        String::new()
    }
}

/// A form as it was sent, in its order.
#[must_use]
pub fn form_fields(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    let decode =
        |part: &str| percent_encoding::percent_decode_str(&part.replace('+', " ")).decode_utf8().ok().map(|text| text.into_owned());
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

/// The first value of a field; empty when there is none.
#[must_use]
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// An amount as providers write it: ASCII digits, a point and two more; `None` for anything else.
#[must_use]
pub fn plain_amount(text: &str) -> Option<Decimal> {
    let (whole, cents) = text.split_once('.')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fine = (1..=10).contains(&whole.len()) && cents.len() == 2 && digits(whole) && digits(cents);
    fine.then(|| text.parse().ok())?
}

/// An ISO 4217 code by its looks.
#[must_use]
pub fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
