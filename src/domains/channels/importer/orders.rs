//! A file of WooCommerce orders, and single orders as webhooks bring them: a group is an order.

use super::{message, messages, number, refused};
use crate::domains::bulk::model::{Inspection, Message, PreviewRow, RowStatus};
use crate::domains::bulk::ports::{RowResult, Setup, SourceFile, SourceRow};
use crate::domains::channels::formats::{
    AddressDraft, OrderDraft, OrderItemDraft, OrderStatus as DraftStatus, RowErrors, parse_woocommerce_orders,
};
use crate::domains::channels::service;
use crate::domains::customers::model::{Address, CustomerIdentity};
use crate::domains::orders::model::{ImportedItem, ImportedOrder, OrderStatus, Outcome, Source};
use crate::domains::{catalog, customers, inventory, orders};
use crate::server::{Result, Work};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// A list of orders.
pub(super) struct OrderFile {
    orders: Vec<std::result::Result<OrderDraft, RowErrors>>,
    groups: Vec<Vec<i32>>,
}

impl OrderFile {
    pub(super) fn read(bytes: &[u8]) -> std::result::Result<Self, Message> {
        let orders = parse_woocommerce_orders(bytes).map_err(|error| message(&error.issue()))?;
        let groups = orders.iter().map(|order| vec![row_of(order)]).collect();
        Ok(Self { orders, groups })
    }
}

fn row_of(order: &std::result::Result<OrderDraft, RowErrors>) -> i32 {
    match order {
        Ok(draft) => number(draft.row),
        Err(errors) => number(errors.row),
    }
}

/// The columns of the file of refused orders.
const HEADERS: [&str; 5] = ["row", "order", "status", "name", "total"];

fn cells(draft: &OrderDraft) -> Vec<String> {
    vec![
        draft.row.to_string(),
        draft.platform_order_number.clone(),
        draft.status_raw.clone(),
        draft.customer.name.clone(),
        format!("{} {}", draft.currency, draft.total),
    ]
}

#[async_trait]
impl SourceFile for OrderFile {
    fn headers(&self) -> Vec<String> {
        HEADERS.map(ToOwned::to_owned).to_vec()
    }

    fn inspect(&self, limit: usize) -> Inspection {
        let rows = self
            .orders
            .iter()
            .take(limit)
            .map(|order| match order {
                Ok(draft) => PreviewRow {
                    number: number(draft.row),
                    cells: cells(draft).split_off(1),
                    is_refused: false,
                    messages: messages(&draft.warnings),
                },
                Err(errors) => PreviewRow {
                    number: number(errors.row),
                    cells: vec![String::new(); HEADERS.len() - 1],
                    is_refused: true,
                    messages: messages(&errors.errors),
                },
            })
            .collect();
        Inspection {
            heads: ["channels-order-number", "channels-order-status", "channels-order-name", "channels-order-total"]
                .map(ToOwned::to_owned)
                .to_vec(),
            rows,
            total: self.orders.len(),
            refused: self.orders.iter().filter(|order| order.is_err()).count(),
            ..Inspection::default()
        }
    }

    fn mapping(&self) -> Value {
        Value::Object(serde_json::Map::new())
    }

    fn rows(&self) -> Vec<SourceRow> {
        self.orders
            .iter()
            .map(|order| match order {
                Ok(draft) => SourceRow {
                    number: number(draft.row),
                    label: format!("#{} · {}", draft.platform_order_number, draft.customer.name),
                    cells: cells(draft),
                },
                Err(errors) => {
                    SourceRow { number: number(errors.row), label: format!("{}", errors.row), cells: vec![errors.row.to_string()] }
                }
            })
            .collect()
    }

    fn groups(&self) -> &[Vec<i32>] {
        &self.groups
    }

    async fn prepare(&self, work: &mut Work) -> Result<Setup> {
        inventory::service::ensure_default_warehouse(&work.scope).await?;
        Ok(Setup { store_id: Some(service::import_store(work).await?) })
    }

    async fn apply(&self, work: &mut Work, _job_id: Uuid, setup: &Setup, group: usize) -> Result<Vec<RowResult>> {
        let (Some(order), Some(store_id)) = (self.orders.get(group), setup.store_id) else { return Ok(Vec::new()) };
        match order {
            Err(errors) => Ok(vec![refused(errors)]),
            Ok(draft) => {
                let imported = import_order(work, store_id, draft).await?;
                Ok(vec![RowResult {
                    number: number(draft.row),
                    status: imported.status,
                    messages: imported.messages,
                    resource: Some(("order", imported.order_id)),
                }])
            }
        }
    }
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The order here.
    pub order_id: Uuid,
    /// What was done.
    pub status: RowStatus,
    /// What to know about it.
    pub messages: Vec<Message>,
}

fn address(draft: &AddressDraft) -> Address {
    Address {
        full_name: draft.full_name.clone(),
        phone: draft.phone.clone().or_else(|| draft.phone_raw.clone()).unwrap_or_default(),
        email: draft.email.clone(),
        line1: draft.line1.clone(),
        line2: draft.line2.clone(),
        city: draft.city.clone(),
        district: draft.district.clone().unwrap_or_default(),
        postal_code: draft.postal_code.clone().unwrap_or_default(),
        country: draft.country.clone(),
    }
}

const fn status(status: DraftStatus) -> OrderStatus {
    match status {
        DraftStatus::Draft => OrderStatus::Draft,
        DraftStatus::Pending => OrderStatus::Pending,
        DraftStatus::Confirmed => OrderStatus::Confirmed,
        DraftStatus::Delivered => OrderStatus::Delivered,
        DraftStatus::Cancelled => OrderStatus::Cancelled,
    }
}

fn item(draft: &OrderItemDraft, variant_id: Option<Uuid>) -> ImportedItem {
    ImportedItem {
        platform_product_id: draft.product_id.clone(),
        platform_variant_id: draft.variation_id.clone(),
        variant_id,
        name: draft.name.clone(),
        sku: draft.sku.clone(),
        quantity: draft.quantity,
        unit_price: draft.unit_price,
        discount: draft.discount,
        tax: draft.tax,
        tax_included: draft.tax_included,
        total: draft.total,
    }
}

/// The customer of an order: nobody, if the order tells neither name nor number nor address.
async fn customer(work: &mut Work, draft: &OrderDraft) -> Result<Option<Uuid>> {
    let who = &draft.customer;
    let ways = [Some(&who.name), who.phone.as_ref(), who.email.as_ref()];
    let Some(name) = ways.into_iter().flatten().find(|text| !text.trim().is_empty()) else { return Ok(None) };
    let identity = CustomerIdentity { name: name.clone(), phone: who.phone.clone(), email: who.email.clone(), language: None };
    Ok(Some(customers::service::find_or_create(work, &identity).await?))
}

/// Takes over an order of a store: customer, lines matched by SKU, payment. The same order again changes nothing; one that
/// is older than what is known is not looked at.
///
/// # Errors
/// When the order is refused or the database is away.
pub async fn import_order(work: &mut Work, store_id: Uuid, draft: &OrderDraft) -> Result<Imported> {
    let known = service::known_order(work, store_id, &draft.platform_order_id).await?;
    let changed_there = draft.raw.get("date_modified_gmt").and_then(Value::as_str);
    if let Some(known) = &known
        && let (Some(newest), Some(this)) = (known.changed_there.as_deref(), changed_there)
        && this < newest
    {
        let messages = vec![Message::new("channels-note-older")];
        return Ok(Imported { order_id: known.id, status: RowStatus::Unchanged, messages });
    }
    // A person without phone and e-mail cannot be found again: the order remembers them.
    let customer_id = match known.as_ref().and_then(|known| known.customer_id) {
        Some(id) => Some(customers::service::living(work, id).await?),
        None => customer(work, draft).await?,
    };
    let skus: Vec<String> = draft.items.iter().filter(|item| item.is_matchable).filter_map(|item| item.sku.clone()).collect();
    let variants = if skus.is_empty() { HashMap::new() } else { catalog::service::variants_by_sku(work, &skus).await? };
    let mut remarks = messages(&draft.warnings);
    let mut items = Vec::with_capacity(draft.items.len());
    for line in &draft.items {
        let variant = line.sku.as_deref().filter(|_| line.is_matchable).and_then(|sku| variants.get(sku));
        if variant.is_none() && line.is_matchable {
            remarks.push(match &line.sku {
                Some(sku) => Message::new("channels-note-unknown-sku").arg("sku", sku).arg("name", &line.name),
                None => Message::new("channels-note-no-sku").arg("name", &line.name),
            });
        }
        items.push(item(line, variant.map(|variant| variant.id)));
    }
    let shipping_address = address(&draft.shipping_address);
    let order = ImportedOrder {
        store_id,
        platform_order_id: draft.platform_order_id.clone(),
        platform_order_number: Some(draft.platform_order_number.clone()),
        source: Source::Woocommerce,
        status: status(draft.status),
        hold_reason: draft.hold_reason.clone(),
        currency: draft.currency.clone(),
        ordered_at: draft.ordered_at,
        completed_at: draft.completed_at,
        customer_id,
        shipping_address: shipping_address.clone(),
        billing_address: Some(address(&draft.billing)),
        items,
        subtotal: draft.subtotal,
        discount: draft.discount,
        shipping: draft.shipping,
        shipping_tax: draft.shipping_tax,
        tax: draft.tax,
        tax_included: draft.tax_included,
        adjustment: draft.adjustment,
        total: draft.total,
        customer_note: draft.customer_note.clone(),
        platform_data: draft.raw.clone(),
    };
    let imported = orders::service::import_order(work, &order).await?;
    if let (Some(customer_id), Outcome::Created) = (customer_id, imported.outcome) {
        customers::service::remember_address(work, customer_id, &shipping_address).await?;
    }
    let paid =
        super::payments::import(work, store_id, imported.order_id, imported.outcome == Outcome::Created, draft, &mut remarks).await?;
    remarks.extend(imported.note.map(Message::new));
    let status = match imported.outcome {
        Outcome::Created => RowStatus::Created,
        Outcome::Updated => RowStatus::Updated,
        Outcome::Unchanged if paid => RowStatus::Updated,
        Outcome::Unchanged => RowStatus::Unchanged,
    };
    Ok(Imported { order_id: imported.order_id, status, messages: remarks })
}
