//! Where payment providers plug in: those that can give money back by themselves. Of any other payment a person pays out and says so.

use crate::domains::payments::model::PaymentMethod;
use crate::server::seal::Sealer;
use crate::server::{Result, Scope};
use async_trait::async_trait;
use rust_decimal::Decimal;
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

/// What a provider is asked to give back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRequest {
    /// Our refund: the key under which the provider gives back once, however often it is asked.
    pub refund_id: Uuid,
    /// The payment.
    pub payment_id: Uuid,
    /// How it was paid.
    pub method: PaymentMethod,
    /// How much.
    pub amount: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Why.
    pub reason: String,
}

/// What a provider has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundAnswer {
    /// It went back; the provider's name of it.
    Completed(String),
    /// Nothing went back; why, in the provider's words.
    Failed(String),
    /// It may have gone back: a person looks, and it is not tried again.
    Unknown(String),
}

/// What gives money back.
#[async_trait]
pub trait RefundPort: Send + Sync {
    /// Tells it from the others: things without fields may share their address.
    fn name(&self) -> &'static str;

    /// Whether this payment's provider gives so much back by itself.
    ///
    /// # Errors
    /// When that cannot be found out.
    async fn can_refund(&self, scope: &Scope, request: &RefundRequest) -> Result<bool>;

    /// Gives back; `sealer` opens the account's secrets.
    ///
    /// # Errors
    /// When the provider could not be asked at all; it is asked again later under the same key.
    async fn refund(&self, scope: &Scope, sealer: &Sealer, request: &RefundRequest) -> Result<RefundAnswer>;
}

static PORTS: RwLock<Vec<&'static dyn RefundPort>> = RwLock::new(Vec::new());

/// Plugs providers in; the same name again is harmless.
pub fn register(port: &'static dyn RefundPort) {
    let mut ports = PORTS.write().unwrap_or_else(PoisonError::into_inner);
    if ports.iter().all(|known| known.name() != port.name()) {
        ports.push(port);
    }
}

/// The providers, where any are plugged in.
pub(super) fn ports() -> Vec<&'static dyn RefundPort> {
    PORTS.read().unwrap_or_else(PoisonError::into_inner).clone()
}
