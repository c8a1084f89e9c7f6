//! Orders and parcels that are not one to one: a line that is served from two warehouses, two orders of a buyer in one parcel, and money
//! that is only held on a card.

use super::purchases::{as_of, user};
use crate::domains::customers::model::{Address, CustomerIdentity};
use crate::domains::inventory::model::{AdjustForm, AdjustMode, FulfilmentRule, warehouse_key};
use crate::domains::inventory::service::{adjust, save_fulfilment};
use crate::domains::orders::model::{Source, line_key};
use crate::domains::orders::service::{NewLine, NewOrder, confirm, create, merge};
use crate::domains::stations::model::{ScanForm, Station};
use crate::domains::stations::service::scan;
use crate::seed::shops::Shop;
use crate::server::Scope;
use crate::server::clock::new_id;
use rust_decimal::Decimal;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Pieces that lie in the second warehouse of what the first has too few of.
const BESIDE: i32 = 3;

/// Makes what is missing.
pub async fn parcels(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let staff = user(scope, &format!("staff@{}.example", shop.slug)).await?.map(|id| (id, "STAFF"));
    let keeper = user(scope, &format!("warehouse@{}.example", shop.slug)).await?.map(|id| (id, "WAREHOUSE"));
    held(scope).await?;
    shared(scope, staff).await?;
    split(scope, shop, staff, keeper).await
}

/// Somebody who has bought before, with the address of their last order.
struct Buyer {
    customer: CustomerIdentity,
    address: Address,
}

/// The buyers with the most orders of whom nothing is on its way: always the same ones.
async fn buyers(scope: &Scope) -> anyhow::Result<Vec<Buyer>> {
    let mut work = scope.begin().await?;
    let rows = sqlx::query!(
        r#"select c.name, c.phone as "phone!", o.shipping_address from customers c
           cross join lateral (select shipping_address from orders where customer_id = c.id order by ordered_at desc, id desc limit 1) o
           where c.deleted_at is null and c.status = 'ACTIVE' and c.phone is not null and c.refused_count = 0
             and not exists (select from orders x where x.customer_id = c.id and x.status not in ('DELIVERED', 'CANCELLED'))
           order by c.total_orders desc, c.phone limit 2"#
    )
    .fetch_all(work.conn())
    .await?;
    let buyer = |name: String, phone: String, address| -> anyhow::Result<Buyer> {
        let customer = CustomerIdentity { name, phone: Some(phone), ..CustomerIdentity::default() };
        Ok(Buyer { customer, address: serde_json::from_value(address)? })
    };
    rows.into_iter().map(|row| buyer(row.name, row.phone, row.shipping_address)).collect()
}

/// A confirmed order by phone.
async fn ordered(scope: &Scope, buyer: &Buyer, sku: &str, quantity: i32, note: &str) -> anyhow::Result<Uuid> {
    let new = NewOrder {
        id: new_id(),
        customer: buyer.customer.clone(),
        address: buyer.address.clone(),
        lines: vec![NewLine { sku: sku.to_owned(), quantity, ..NewLine::default() }],
        shipping: Decimal::new(35_000, 2),
        discount: Decimal::ZERO,
        note: Some(note.to_owned()),
        source: Source::Phone,
        is_draft: false,
        advance: None,
    };
    let (id, _) = create(scope, new).await?;
    confirm(scope, id).await?;
    Ok(id)
}

/// Two orders of one buyer that travel in one parcel.
async fn shared(scope: &Scope, staff: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known =
        sqlx::query_scalar!(r#"select exists (select from orders where parcel_group_id is not null) as "known!""#).fetch_one(work.conn());
    let known = known.await?;
    let skus = sqlx::query_scalar!(
        "select v.sku from product_variants v join products p on p.id = v.product_id join inventory_levels l on l.variant_id = v.id
           join warehouses w on w.id = l.warehouse_id and w.is_default
         where v.is_active and v.deleted_at is null and p.status = 'ACTIVE' and p.deleted_at is null and l.available > 8 order by v.sku limit 2"
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    let buyers = buyers(scope).await?;
    let (false, [one, other], Some(buyer)) = (known, skus.as_slice(), buyers.first()) else { return Ok(()) };
    let first = ordered(&as_of(scope, 2, staff), buyer, one, 1, "A birthday on Sunday").await?;
    let by = as_of(scope, 1, staff);
    let second = ordered(&by, buyer, other, 2, "Please in the same parcel").await?;
    merge(&by, first, &BTreeMap::from([(line_key(second), "true".to_owned())])).await?;
    super::more::tell_nobody(scope).await
}

/// A line of which no warehouse has enough, and of which a piece was picked in the second one. Orders are served by stock from then on.
async fn split(scope: &Scope, shop: &Shop, staff: Option<(Uuid, &str)>, keeper: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from fulfilment_settings) as "known!""#).fetch_one(work.conn()).await?;
    let warehouses = sqlx::query_scalar!("select id from warehouses where is_active order by is_default desc, name limit 2");
    let warehouses = warehouses.fetch_all(work.conn()).await?;
    let low = sqlx::query!(
        "select v.id, l.available from product_variants v join inventory_levels l on l.variant_id = v.id
           join warehouses w on w.id = l.warehouse_id and w.is_default
         where v.sku = $1 and l.available between 1 and 9",
        shop.low
    );
    let low = low.fetch_optional(work.conn()).await?;
    drop(work);
    let buyers = buyers(scope).await?;
    let (false, [main, second], Some(low), Some(buyer)) = (known, warehouses.as_slice(), low, buyers.last()) else { return Ok(()) };
    let before = as_of(scope, 2, keeper);
    let places = BTreeMap::from([(warehouse_key(*main), "1".to_owned()), (warehouse_key(*second), "2".to_owned())]);
    save_fulfilment(&before, FulfilmentRule { by_stock: true, split_lines: true }, &places).await?;
    let more = AdjustForm {
        warehouse_id: second.to_string(),
        mode: AdjustMode::Add.code().to_owned(),
        quantity: BESIDE.to_string(),
        reason: "Found at the back of the store".to_owned(),
        ..AdjustForm::default()
    };
    adjust(&before, &low.id.to_string(), &more).await?;
    let pieces = low.available + BESIDE - 1;
    ordered(&as_of(scope, 1, staff), buyer, shop.low, pieces, "For the kindergarten").await?;
    let form = ScanForm {
        client_id: new_id().to_string(),
        station: Station::Pick.code().to_owned(),
        task: second.to_string(),
        code: shop.low.to_owned(),
        ..ScanForm::default()
    };
    scan(&as_of(scope, 0, keeper), &form).await?;
    super::more::tell_nobody(scope).await
}

/// What an order of the web shop costs is held on its buyer's card: it is taken when the goods leave.
async fn held(scope: &Scope) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known =
        sqlx::query_scalar!(r#"select exists (select from payments where held is not null) as "known!""#).fetch_one(work.conn()).await?;
    let order = sqlx::query!(
        r#"select id, customer_id, total, currency::text as "currency!", ordered_at from orders
           where status in ('CONFIRMED', 'PROCESSING') and hold_reason is null and financial_status = 'UNPAID' and cancelled_total = 0
             and not exists (select from payments p where p.order_id = orders.id)
           order by source <> 'WOOCOMMERCE', ordered_at desc, id desc limit 1"#
    )
    .fetch_optional(work.conn())
    .await?;
    let (false, Some(order)) = (known, order) else { return Ok(()) };
    let id = new_id();
    sqlx::query!(
        "insert into payments (id, order_id, customer_id, amount, held, currency, method, status, idempotency_key, created_at)
         values ($1, $2, $3, $4, $4, $5::text, 'STRIPE', 'AUTHORIZED', $6, $7)",
        id,
        order.id,
        order.customer_id,
        order.total,
        order.currency,
        format!("demo-hold:{}", order.id),
        order.ordered_at,
    )
    .execute(work.conn())
    .await?;
    sqlx::query!(
        "insert into payment_events (id, payment_id, type, payload, created_at) values ($1, $2, 'HELD', $3, $4)",
        new_id(),
        id,
        json!({"amount": order.total}),
        order.ordered_at,
    )
    .execute(work.conn())
    .await?;
    Ok(work.commit().await?)
}
