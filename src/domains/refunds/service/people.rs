//! Store credit as what belongs to a person.

use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::refunds::store;
use crate::server::clock::new_id;
use crate::server::i18n::text;
use crate::server::{Result, Work};
use crate::shared::{Cursor, Permission};
use async_trait::async_trait;
use rust_decimal::Decimal;
use uuid::Uuid;

/// The store credit of people.
pub static OF_CUSTOMERS: CreditOfCustomers = CreditOfCustomers;

/// What somebody has with the shop. Its ledger is append-only: it moves by two entries, one on each side.
pub struct CreditOfCustomers;

async fn hand_over(work: &mut Work, from: Uuid, into: Uuid, amount: Decimal) -> Result<Vec<Uuid>> {
    if amount <= Decimal::ZERO {
        return Ok(Vec::new());
    }
    let reason = text(work.scope.organization.language, "refunds-credit-merged", None);
    let (user_id, at) = (work.scope.user_id(), work.now);
    let came = new_id();
    for (id, customer_id, amount) in [(new_id(), from, -amount), (came, into, amount)] {
        store::credit(work.conn(), store::Credit { id, customer_id, amount, reason: &reason, user_id, at }).await?;
    }
    Ok(vec![came])
}

#[async_trait]
impl Belongings for CreditOfCustomers {
    fn kind(&self) -> &'static str {
        "store_credit"
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        let balance = store::credit_balance(work.conn(), from).await?;
        hand_over(work, from, into, balance).await
    }

    /// No more than is left: it may have been spent since.
    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        let moved = store::credited(work.conn(), ids).await?;
        let left = store::credit_balance(work.conn(), from).await?;
        hand_over(work, from, into, moved.min(left)).await.map(drop)
    }

    fn permission(&self) -> Permission {
        Permission::PaymentsRead
    }

    /// The refunds that it came from are told by the payments.
    async fn happenings(&self, _work: &mut Work, _customer_id: Uuid, _before: Option<Cursor>, _limit: i64) -> Result<Vec<Happening>> {
        Ok(Vec::new())
    }
}
