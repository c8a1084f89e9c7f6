//! What people are told about orders.

use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{Audience, Notice, notify};
use crate::domains::orders::{store, urls};
use crate::server::{Result, Scope, Work};
use crate::shared::Permission;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// What others say about an order when they tell people something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// Number for people.
    pub number: String,
    /// What the buyer pays altogether.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// It will not be fulfilled.
    pub is_cancelled: bool,
    /// Its page.
    pub link: String,
}

/// What to say about an order; `None` when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn facts(work: &mut Work, id: Uuid) -> Result<Option<OrderFacts>> {
    let row = store::facts(work.conn(), id).await?;
    Ok(row.map(|row| OrderFacts {
        number: row.order_number,
        total: row.total,
        currency: row.currency,
        is_cancelled: row.is_cancelled,
        link: urls::order(id),
    }))
}

/// Tells everybody who sees orders of a new one, except who made it.
///
/// # Errors
/// When the database refuses.
pub async fn tell_new(scope: &Scope, id: Uuid, by: Option<Uuid>) -> Result<()> {
    let texts = ("notifications-order-new-title", "notifications-order-new");
    tell(scope, id, by, texts, format!("orders.new:{id}")).await
}

/// Tells everybody who sees orders that one was cancelled, except who did it.
///
/// # Errors
/// When the database refuses.
pub async fn tell_cancelled(scope: &Scope, id: Uuid, by: Option<Uuid>) -> Result<()> {
    let texts = ("notifications-order-cancelled-title", "notifications-order-cancelled");
    tell(scope, id, by, texts, format!("orders.cancelled:{id}")).await
}

/// Tells everybody who sees orders that goods are asked back, except who wrote it down.
///
/// # Errors
/// When the database refuses.
pub async fn tell_return_requested(scope: &Scope, id: Uuid, by: Option<Uuid>) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(head) = store::return_head(work.conn(), id).await? else { return Ok(()) };
    let row = head.row;
    let notice = Notice {
        kind: Kind::Order,
        title_key: "notifications-return-requested-title",
        message_key: "notifications-return-requested",
        data: json!({"return_id": id, "order_id": row.order_id, "number": row.number, "order": row.order_number, "reason": row.reason}),
        link: urls::return_of(id),
        dedupe_key: format!("orders.return_requested:{id}"),
        audience: Audience::Holders(Permission::OrdersRead),
        except: by,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}

async fn tell(scope: &Scope, id: Uuid, by: Option<Uuid>, texts: (&'static str, &'static str), dedupe_key: String) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(facts) = facts(&mut work, id).await? else { return Ok(()) };
    let notice = Notice {
        kind: Kind::Order,
        title_key: texts.0,
        message_key: texts.1,
        data: json!({"order_id": id, "number": facts.number, "amount": facts.total, "currency": facts.currency}),
        link: facts.link,
        dedupe_key,
        audience: Audience::Holders(Permission::OrdersRead),
        except: by,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}
