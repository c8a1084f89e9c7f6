//! The providers of payments, as refunds need them.

use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::ports::Refunded;
use crate::domains::payments::service::{back, cards};
use crate::domains::refunds::ports::{RefundAnswer, RefundPort, RefundRequest};
use crate::server::i18n;
use crate::server::outgoing::Failure;
use crate::server::seal::Sealer;
use crate::server::{Result, Scope};
use async_trait::async_trait;

/// Gives back through the account that a payment came in by.
pub struct Providers;

/// What the program plugs in.
pub static PROVIDERS: Providers = Providers;

#[async_trait]
impl RefundPort for Providers {
    fn name(&self) -> &'static str {
        "providers"
    }

    async fn can_refund(&self, scope: &Scope, request: &RefundRequest) -> Result<bool> {
        back::can_give_back(scope, request.payment_id, request.amount).await
    }

    async fn refund(&self, scope: &Scope, sealer: &Sealer, request: &RefundRequest) -> Result<RefundAnswer> {
        let key = request.refund_id.to_string();
        let answer = back::give_back(scope, sealer, request.payment_id, request.amount, &request.reason, key).await?;
        Ok(match answer {
            Ok(Refunded::Done(name)) => RefundAnswer::Completed(name),
            Ok(Refunded::Pending(name)) => RefundAnswer::Unknown(name),
            Err(Failure::Refused(why)) => RefundAnswer::Failed(why),
            Err(Failure::Unknown(why)) => RefundAnswer::Unknown(why),
        })
    }
}

/// Gives back to the gift card that has paid.
pub struct GiftCards;

/// What the program plugs in.
pub static GIFT_CARDS: GiftCards = GiftCards;

#[async_trait]
impl RefundPort for GiftCards {
    fn name(&self) -> &'static str {
        "gift cards"
    }

    async fn can_refund(&self, scope: &Scope, request: &RefundRequest) -> Result<bool> {
        Ok(request.method == PaymentMethod::GiftCard && cards::is_by_card(scope, request.payment_id).await?)
    }

    async fn refund(&self, scope: &Scope, _sealer: &Sealer, request: &RefundRequest) -> Result<RefundAnswer> {
        let answer = cards::take_back(scope, request.payment_id, request.refund_id, request.amount).await?;
        Ok(match answer {
            Ok(name) => RefundAnswer::Completed(name),
            Err(key) => RefundAnswer::Failed(i18n::text(scope.organization.language, key, None)),
        })
    }
}
