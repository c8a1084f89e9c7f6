//! What buyers send back: returns in each state, one of them with a broken piece and its claim, and an exchange with its new order.

use super::purchases::{as_of, user};
use crate::domains::orders::model::{CameBackForm, LineForm, ReturnLineForm};
use crate::domains::orders::service;
use crate::seed::shops::Shop;
use crate::server::Scope;
use chrono::TimeDelta;
use uuid::Uuid;

/// What becomes of a return.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Requested,
    Approved,
    Damaged,
    Exchanged,
    Closed,
    Rejected,
}

/// Days ago, what is wanted, why, and what becomes of it.
const RETURNS: &[(i64, &str, &str, Fate)] = &[
    (9, "RETURN", "Not as in the picture", Fate::Closed),
    (7, "RETURN", "Came too late for the wedding", Fate::Rejected),
    (5, "RETURN", "Arrived with a crack", Fate::Damaged),
    (4, "EXCHANGE", "Another colour, please", Fate::Exchanged),
    (2, "RETURN", "Too small", Fate::Approved),
    (0, "RETURN", "Changed their mind", Fate::Requested),
];

/// Makes what is missing; nothing for a shop that has returns.
pub async fn returns(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from returns) as "known!""#).fetch_one(work.conn()).await?;
    // A line of each of the last orders that were with their buyers before all of this began.
    let (most, before) = (i64::try_from(RETURNS.len())?, scope.clock.now() - TimeDelta::days(10));
    let lines = sqlx::query!(
        r#"select distinct on (o.ordered_at, o.id) o.id as order_id, i.id as item_id, v.sku
           from orders o join order_items i on i.order_id = o.id join product_variants v on v.id = i.variant_id
             join products p on p.id = v.product_id and p.status = 'ACTIVE' and p.deleted_at is null
           where o.status = 'DELIVERED' and i.fulfilled > 0 and v.is_active and v.deleted_at is null and o.source <> 'WOOCOMMERCE' and o.delivered_at < $2
           order by o.ordered_at desc, o.id, i.id limit $1"#,
        most,
        before
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    if known {
        return Ok(());
    }
    let staff = user(scope, &format!("staff@{}.example", shop.slug)).await?;
    for ((days, kind, reason, fate), line) in RETURNS.iter().zip(lines) {
        let by = as_of(scope, *days, staff.map(|id| (id, "STAFF")));
        let asked = ReturnLineForm { item: line.item_id.to_string(), quantity: "1".to_owned() };
        let (id, _) = service::request_return(&by, line.order_id, kind, reason, &[asked]).await?;
        settle(&by, id, &line.sku, *fate).await?;
    }
    super::more::tell_nobody(scope).await
}

async fn settle(scope: &Scope, id: Uuid, sku: &str, fate: Fate) -> anyhow::Result<()> {
    if fate == Fate::Requested {
        return Ok(());
    }
    if fate == Fate::Rejected {
        service::reject_return(scope, id, "It was delivered two days before the day that was promised.").await?;
        return Ok(());
    }
    service::approve_return(scope, id).await?;
    if fate == Fate::Approved {
        return Ok(());
    }
    let line = service::return_detail(scope, id).await?.lines.into_iter().next();
    let item = line.map(|line| line.id.to_string()).unwrap_or_default();
    let (sellable, damaged) = if fate == Fate::Damaged { ("", "1") } else { ("1", "") };
    let came = CameBackForm { item, sellable: sellable.to_owned(), damaged: damaged.to_owned() };
    service::receive_return(scope, id, &[came]).await?;
    if fate == Fate::Exchanged {
        let instead = LineForm { sku: sku.to_owned(), quantity: "2".to_owned(), ..LineForm::default() };
        service::exchange(scope, id, &[instead], "").await?;
    }
    if fate == Fate::Closed {
        service::close_return(scope, id).await?;
    }
    Ok(())
}
