//! The money of an order from elsewhere.

use crate::domains::bulk::model::Message;
use crate::domains::channels::formats::{OrderDraft, OrderStatus, PaymentMethod as DraftMethod};
use crate::domains::channels::service;
use crate::domains::payments;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::server::{Result, Work};
use rust_decimal::Decimal;
use uuid::Uuid;

const fn method(method: DraftMethod) -> PaymentMethod {
    match method {
        DraftMethod::Cod => PaymentMethod::Cod,
        DraftMethod::BankTransfer => PaymentMethod::BankTransfer,
        DraftMethod::Lankaqr => PaymentMethod::LankaQr,
        DraftMethod::Payhere => PaymentMethod::PayHere,
        DraftMethod::Webxpay => PaymentMethod::WebXPay,
        DraftMethod::Stripe => PaymentMethod::Stripe,
        DraftMethod::Paypal => PaymentMethod::PayPal,
        DraftMethod::Twocheckout => PaymentMethod::TwoCheckout,
        DraftMethod::Cash => PaymentMethod::Cash,
        // A gateway of which we know nothing but that it took the money.
        DraftMethod::Other => PaymentMethod::BankGateway,
    }
}

/// Takes over what was paid there: orders with a date of payment, and delivered ones that pay on delivery. Cash on delivery
/// of an order that we knew before is collected by our own couriers, so its payment there is not looked at. Returns whether
/// anything changed.
pub(super) async fn import(
    work: &mut Work,
    store_id: Uuid,
    order_id: Uuid,
    is_new: bool,
    draft: &OrderDraft,
    remarks: &mut Vec<Message>,
) -> Result<bool> {
    let way = method(draft.payment_method.unwrap_or(DraftMethod::Other));
    let is_cod = way == PaymentMethod::Cod;
    let delivered_cod = is_cod && draft.status == OrderStatus::Delivered;
    let refunded: Decimal = draft.refunds.iter().map(|refund| refund.amount).sum();
    if !(draft.paid_at.is_some() || delivered_cod || !refunded.is_zero()) || (is_cod && !is_new) {
        return Ok(false);
    }
    let in_full = !refunded.is_zero() && refunded >= draft.total;
    if !refunded.is_zero() && !in_full {
        remarks.push(Message::new("channels-note-partial-refund").arg("amount", refunded));
    }
    let status = if in_full { PaymentStatus::Refunded } else { PaymentStatus::Completed };
    let key = format!("import:{store_id}:{}", draft.platform_order_id);
    let before = if is_new { None } else { service::payment_status(work, &key).await? };
    let at = draft.paid_at.or(draft.completed_at).or(Some(draft.ordered_at));
    payments::service::import_payment(work, order_id, way, draft.total, status, draft.transaction_id.as_deref(), at, &key).await?;
    if is_new {
        return Ok(true);
    }
    Ok(service::payment_status(work, &key).await? != before)
}
