//! What the people of the demo were told lately.

use super::orders::Order;
use super::write::number;
use super::{Base, moment};
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::seed::plan::{DAY, Step};
use crate::server::Work;
use crate::shared::Permission;
use rust_decimal::Decimal;
use serde_json::json;

/// Of each kind so many.
const EACH: usize = 4;
/// What is older than this was read.
const UNREAD_DAYS: i64 = 1;

/// Writes a dozen notifications of the last days, and marks the older ones as read.
pub async fn notices(work: &mut Work, base: &Base, orders: &[Order]) -> anyhow::Result<()> {
    let lately = |step: Step| {
        let mut found: Vec<(i64, &Order)> = orders.iter().filter_map(|order| Some((order.plan.at(step)?, order))).collect();
        found.sort_by_key(|(at, _)| -*at);
        found.truncate(EACH);
        found
    };
    for (at, order) in lately(Step::Ordered) {
        let texts = ("notifications-order-new-title", "notifications-order-new");
        tell(work, order, at, Kind::Order, texts, Permission::OrdersRead).await?;
    }
    for (at, order) in lately(Step::Cancelled) {
        let texts = ("notifications-order-cancelled-title", "notifications-order-cancelled");
        tell(work, order, at, Kind::Order, texts, Permission::OrdersRead).await?;
    }
    for (at, order) in lately(Step::CameBack) {
        let texts = ("notifications-parcel-returned-title", "notifications-parcel-returned");
        tell(work, order, at, Kind::Delivery, texts, Permission::DeliveryRead).await?;
    }
    let mut paid: Vec<(i64, &Order)> =
        orders.iter().flat_map(|order| order.payments.iter().filter_map(move |payment| Some((payment.captured_at?, order)))).collect();
    paid.sort_by_key(|(at, _)| -*at);
    paid.truncate(EACH);
    for (at, order) in paid {
        let texts = ("notifications-payment-received-title", "notifications-payment-received");
        tell(work, order, at, Kind::Payment, texts, Permission::PaymentsRead).await?;
    }
    sqlx::query!(
        "update notifications set is_read = true, read_at = created_at + interval '3 hours' where created_at < $1",
        moment(base.now - UNREAD_DAYS * DAY)
    )
    .execute(work.conn())
    .await?;
    work.now = moment(base.now);
    Ok(())
}

async fn tell(
    work: &mut Work,
    order: &Order,
    at: i64,
    kind: Kind,
    texts: (&'static str, &'static str),
    permission: Permission,
) -> anyhow::Result<()> {
    work.now = moment(at);
    let currency = work.scope.organization.currency.clone();
    let notice = Notice {
        kind,
        title_key: texts.0,
        message_key: texts.1,
        data: json!({"order_id": order.id, "number": number(order), "amount": Decimal::new(order.total(), 2), "currency": currency}),
        link: crate::domains::orders::urls::order(order.id),
        dedupe_key: format!("{}:{}", texts.1, order.id),
        audience: Audience::Holders(permission),
        except: None,
    };
    notify(work, notice).await?;
    Ok(())
}
