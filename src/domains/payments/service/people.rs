//! Payments as what belongs to a person.

use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::store::people as store;
use crate::domains::payments::urls;
use crate::server::format::money;
use crate::server::{Result, Work};
use crate::shared::{Cursor, Permission};
use async_trait::async_trait;
use uuid::Uuid;

/// The payments of people.
pub static OF_CUSTOMERS: PaymentsOfCustomers = PaymentsOfCustomers;

/// Payments belong to customers through their orders, and name them too.
pub struct PaymentsOfCustomers;

#[async_trait]
impl Belongings for PaymentsOfCustomers {
    fn kind(&self) -> &'static str {
        "payments"
    }

    async fn give(&self, work: &mut Work, from: Uuid, into: Uuid) -> Result<Vec<Uuid>> {
        store::give(work.conn(), None, from, into).await
    }

    async fn give_back(&self, work: &mut Work, ids: &[Uuid], from: Uuid, into: Uuid) -> Result<()> {
        store::give(work.conn(), Some(ids), from, into).await.map(drop)
    }

    fn permission(&self) -> Permission {
        Permission::PaymentsRead
    }

    async fn happenings(&self, work: &mut Work, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Happening>> {
        let told = store::told(work.conn(), customer_id, before, limit).await?;
        let happenings = told.into_iter().map(|row| {
            let key = match row.event.as_str() {
                "COLLECTED" => "customers-told-payment-collected",
                "FAILED" => "customers-told-payment-failed",
                "REFUNDED" => "customers-told-payment-refunded",
                _ => "customers-told-payment-received",
            };
            let method = PaymentMethod::parse(&row.method).map(|method| format!("@{}", method.key())).unwrap_or_default();
            Happening::new(row.at, row.id, "payment", key)
                .arg("amount", money(row.amount, &row.currency))
                .arg("method", method)
                .arg("number", row.number)
                .at_place(urls::of_order(row.order_id))
        });
        Ok(happenings.collect())
    }
}
