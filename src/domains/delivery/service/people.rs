//! Parcels as what belongs to a person: they go where their orders go.

use crate::domains::customers::model::Happening;
use crate::domains::customers::ports::Belongings;
use crate::domains::delivery::model::ParcelStatus;
use crate::domains::delivery::{store, urls};
use crate::server::{Result, Work};
use crate::shared::{Cursor, Permission};
use async_trait::async_trait;
use uuid::Uuid;

/// The parcels of people.
pub static OF_CUSTOMERS: ParcelsOfCustomers = ParcelsOfCustomers;

/// Parcels belong to customers through their orders.
pub struct ParcelsOfCustomers;

#[async_trait]
impl Belongings for ParcelsOfCustomers {
    fn kind(&self) -> &'static str {
        "deliveries"
    }

    async fn give(&self, _work: &mut Work, _from: Uuid, _into: Uuid) -> Result<Vec<Uuid>> {
        Ok(Vec::new())
    }

    async fn give_back(&self, _work: &mut Work, _ids: &[Uuid], _from: Uuid, _into: Uuid) -> Result<()> {
        Ok(())
    }

    fn permission(&self) -> Permission {
        Permission::DeliveryRead
    }

    async fn happenings(&self, work: &mut Work, customer_id: Uuid, before: Option<Cursor>, limit: i64) -> Result<Vec<Happening>> {
        let told = store::people::told(work.conn(), customer_id, before, limit).await?;
        let happenings = told.into_iter().map(|row| {
            let status = ParcelStatus::parse(&row.status).map(|status| format!("@{}", status.key())).unwrap_or_default();
            Happening::new(row.at, row.id, "delivery", "customers-told-delivery")
                .arg("tracking", row.tracking_number)
                .arg("number", row.number)
                .arg("status", status)
                .text(row.text)
                .by(row.person)
                .at_place(urls::of_order(row.order_id))
        });
        Ok(happenings.collect())
    }
}
