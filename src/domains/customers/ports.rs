//! Where later domains say what belongs to a customer: a merge moves it, and the customer's page tells of it.

use super::model::Happening;
use crate::server::{Result, Work};
use crate::shared::{Cursor, Permission};
use async_trait::async_trait;
use std::sync::OnceLock;
use uuid::Uuid;

/// Something that belongs to customers, such as their orders.
#[async_trait]
pub trait Belongings: Send + Sync {
    /// Its name in what a merge remembers, such as `orders`.
    fn kind(&self) -> &'static str;

    /// Fluent key that says how many there are (`$count`); `None` for what moves along with something else.
    fn count_key(&self) -> Option<&'static str> {
        None
    }

    /// How many somebody has; asked only where they are counted.
    async fn count(&self, _work: &mut Work, _customer_id: Uuid) -> Result<i64> {
        Ok(0)
    }

    /// Locks what somebody has, so that no step of it is under way while they are merged. Called before the customers are locked,
    /// because a step locks its order first and then the customer. Nothing where whoever changes it holds the order or the customer.
    async fn hold(&self, _work: &mut Work, _customer_id: Uuid) -> Result<()> {
        Ok(())
    }

    /// Gives all that `from` has to `into` and brings the totals of both up to date; returns what moved. Both are locked.
    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>>;

    /// Gives back those of `ids` that `from` still has, and brings the totals of both up to date. Both are locked.
    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()>;

    /// Leaves nothing of somebody in what is theirs, because they are to be forgotten. Called before what they are known by goes; they
    /// are locked. What `forget_customer` knows itself need not be told here.
    async fn forget(&self, _work: &mut Work, _customer_id: Uuid) -> Result<()> {
        Ok(())
    }

    /// Who may read what it tells.
    fn permission(&self) -> Permission;

    /// What happened to somebody's things before a place in time, newest first, at most `limit`.
    async fn happenings(&self, work: &mut Work, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Happening>>;
}

static BELONGINGS: OnceLock<&'static [&'static dyn Belongings]> = OnceLock::new();

/// Makes them known. The program does this once, where it puts the domains together; again is harmless.
pub fn register(belongings: &'static [&'static dyn Belongings]) {
    let _ = BELONGINGS.set(belongings);
}

/// All of them; none where nobody has registered any.
#[must_use]
pub fn belongings() -> &'static [&'static dyn Belongings] {
    BELONGINGS.get().copied().unwrap_or_default()
}
