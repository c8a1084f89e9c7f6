//! Orders as what belongs to a person.

use super::refresh_customer;
use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::orders::model::OrderStatus;
use crate::domains::orders::{store, urls};
use crate::server::format::money;
use crate::server::{Result, Work};
use crate::shared::{Cursor, Permission};
use async_trait::async_trait;
use uuid::Uuid;

/// The orders of people.
pub static OF_CUSTOMERS: OrdersOfCustomers = OrdersOfCustomers;

/// Orders belong to customers.
pub struct OrdersOfCustomers;

#[async_trait]
impl Belongings for OrdersOfCustomers {
    fn kind(&self) -> &'static str {
        "orders"
    }

    fn count_key(&self) -> Option<&'static str> {
        Some("customers-merge-orders")
    }

    async fn count(&self, work: &mut Work, customer_id: Uuid) -> Result<i64> {
        store::count_of_customer(work.conn(), customer_id).await
    }

    async fn hold(&self, work: &mut Work, customer_id: Uuid) -> Result<()> {
        store::lock_of_customer(work.conn(), customer_id).await
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        let moved = store::give(work.conn(), None, from, into).await?;
        refresh_customer(work, Some(from)).await?;
        refresh_customer(work, Some(into)).await?;
        Ok(moved)
    }

    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        store::give(work.conn(), Some(ids), from, into).await?;
        refresh_customer(work, Some(from)).await?;
        refresh_customer(work, Some(into)).await
    }

    fn permission(&self) -> Permission {
        Permission::OrdersRead
    }

    async fn happenings(&self, work: &mut Work, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Happening>> {
        let told = store::told(work.conn(), customer_id, before, limit).await?;
        let happenings = told.into_iter().map(|row| {
            let made = |kind: &str, key: &str| Happening::new(row.at, row.id, kind, key);
            let happening = match (row.what.as_str(), OrderStatus::parse(&row.what)) {
                ("placed", _) => made("order", "customers-told-order").arg("total", money(row.total, &row.currency)),
                ("note", _) => made("note", "customers-told-order-note"),
                (_, status) => {
                    let status = status.map(|status| format!("@{}", status.key())).unwrap_or_default();
                    made("order", "customers-told-order-status").arg("status", status)
                }
            };
            happening.arg("number", row.number).text(row.text).by(row.person).at_place(urls::order(row.order_id))
        });
        Ok(happenings.collect())
    }
}
