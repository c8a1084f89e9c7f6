//! Server functions and loaders of transfers.

use crate::domains::inventory::model::{ReceiveLineForm, SendLineForm, TransferLineForm};
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::inventory::{
        model::{TransferDetail, TransferFilter, TransferList, Warehouse},
        service::{self, TransferInput},
        urls,
    },
    server::{
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::{Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a draft of a transfer.
#[server(prefix = "/api/inventory", endpoint = "create_transfer")]
pub async fn create_transfer(
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] notes: String,
    #[server(default)] lines: Vec<TransferLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::create_transfer(&scope, &TransferInput { from, to, notes, lines }).await?;
    forms::done(&urls::transfer(id), "inventory-done-transfer-created", &[("number", &number)]);
    Ok(())
}

/// Changes a draft of a transfer.
#[server(prefix = "/api/inventory", endpoint = "save_transfer")]
pub async fn save_transfer(
    #[server(default)] transfer_id: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] notes: String,
    #[server(default)] lines: Vec<TransferLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::save_transfer(&scope, &transfer_id, &TransferInput { from, to, notes, lines }).await?;
    forms::done(&urls::transfer(id), "inventory-done-transfer-saved", &[("number", &number)]);
    Ok(())
}

/// Reserves the stock of a draft.
#[server(prefix = "/api/inventory", endpoint = "ready_transfer")]
pub async fn ready_transfer(#[server(default)] transfer_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::ready_transfer(&scope, &transfer_id).await?;
    forms::done(&urls::transfer(id), "inventory-done-transfer-ready", &[("number", &number)]);
    Ok(())
}

/// A transfer leaves.
#[server(prefix = "/api/inventory", endpoint = "send_transfer")]
pub async fn send_transfer(#[server(default)] transfer_id: String, #[server(default)] lines: Vec<SendLineForm>) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::send_transfer(&scope, &transfer_id, &lines).await?;
    forms::done(&urls::transfer(id), "inventory-done-transfer-sent", &[("number", &number)]);
    Ok(())
}

/// A transfer arrives, in whole or in part. `receipt_key` is made by the form: sending it twice receives once.
#[server(prefix = "/api/inventory", endpoint = "receive_transfer")]
pub async fn receive_transfer(
    #[server(default)] transfer_id: String,
    #[server(default)] receipt_key: String,
    #[server(default)] lines: Vec<ReceiveLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let done = service::receive_form(&scope, &transfer_id, &receipt_key, &lines).await?;
    let (path, outstanding) = (urls::transfer(done.transfer_id), done.outstanding.to_string());
    forms::done(&path, "inventory-done-transfer-received", &[("number", &done.number), ("count", &outstanding)]);
    Ok(())
}

/// Calls a transfer off.
#[server(prefix = "/api/inventory", endpoint = "cancel_transfer")]
pub async fn cancel_transfer(
    #[server(default)] transfer_id: String,
    #[server(default)] reason: String,
    #[server(default)] outcome: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::InventoryWrite)?;
    let (id, number) = service::cancel_transfer(&scope, &transfer_id, &reason, &outcome).await?;
    forms::done(&urls::transfer(id), "inventory-done-transfer-cancelled", &[("number", &number)]);
    Ok(())
}

/// A page of transfers.
///
/// # Errors
/// Without `inventory.read`.
#[cfg(feature = "ssr")]
pub async fn load_transfers(filter: TransferFilter, page: PageRequest) -> Result<TransferList, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::transfers(&scope, &filter, page).await?)
}

/// One transfer.
///
/// # Errors
/// Without `inventory.read`, and when there is none.
#[cfg(feature = "ssr")]
pub async fn load_transfer(id: Result<Uuid, AppError>) -> Result<TransferDetail, AppError> {
    let scope = require(Permission::InventoryRead)?;
    Ok(service::transfer(&scope, id?, language()).await?)
}

/// The warehouses between which a transfer can be made.
///
/// # Errors
/// Without `inventory.write`.
#[cfg(feature = "ssr")]
pub async fn load_new_transfer() -> Result<Vec<Warehouse>, AppError> {
    let scope = require(Permission::InventoryWrite)?;
    Ok(service::warehouses(&scope).await?)
}
