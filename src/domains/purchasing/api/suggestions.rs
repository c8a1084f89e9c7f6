//! What is to be ordered, by supplier.

use crate::domains::purchasing::model::SuggestedLineForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::{
        inventory::model::ReorderFilter,
        purchasing::{
            model::{PurchaseStatus, SuggestedForm, Suggestions},
            service, urls,
        },
    },
    server::{
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::{Permission, paging::PageRequest},
};

/// Makes drafts of purchase orders, one for each supplier and warehouse of the ticked lines.
#[server(prefix = "/api/purchasing", endpoint = "order_suggested")]
pub async fn order_suggested(#[server(default)] batch: String, #[server(default)] lines: Vec<SuggestedLineForm>) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let made = service::order_suggested(&scope, &SuggestedForm { batch, lines }).await?;
    let numbers: Vec<&str> = made.iter().map(|(_, number)| number.as_str()).collect();
    let path = match made.as_slice() {
        [(id, _)] => urls::order(*id),
        _ => urls::with_status(PurchaseStatus::Draft),
    };
    forms::done(&path, "purchasing-done-suggested", &[("count", &made.len().to_string()), ("numbers", &numbers.join(", "))]);
    Ok(())
}

/// A page of what is to be ordered, by supplier.
///
/// # Errors
/// Without `purchasing.write`, and without `inventory.read`: it shows stock.
#[cfg(feature = "ssr")]
pub async fn load_suggestions(filter: ReorderFilter, page: PageRequest) -> Result<Suggestions, AppError> {
    require(Permission::InventoryRead)?;
    let scope = require(Permission::PurchasingWrite)?;
    Ok(service::suggestions(&scope, &filter, language(), page).await?)
}
