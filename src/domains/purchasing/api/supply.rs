//! What a supplier's own people see and say.

use crate::domains::purchasing::model::AnswerLineForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::{
    domains::purchasing::{
        model::{PurchaseCounts, PurchaseDetail, PurchaseFilter, PurchaseRow, SuppliedRow},
        service, urls,
    },
    server::{
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::{Page, Permission, paging::PageRequest},
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Takes the supplier's answer to an order.
#[server(prefix = "/api/purchasing", endpoint = "answer_purchase_order")]
pub async fn answer_purchase_order(
    #[server(default)] purchase_order_id: String,
    #[server(default)] note: String,
    #[server(default)] lines: Vec<AnswerLineForm>,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingSupply)?;
    let id = id(&purchase_order_id)?;
    let (number, proposed) = service::answer(&scope, id, &lines, &note).await?;
    let key = if proposed == 0 { "purchasing-done-answered" } else { "purchasing-done-proposed" };
    forms::done(&urls::supply(id), key, &[("number", &number), ("count", &proposed.to_string())]);
    Ok(())
}

/// A page of the orders to the person's supplier, with its name and the counts of the tabs.
///
/// # Errors
/// Without `purchasing.supply`.
#[cfg(feature = "ssr")]
pub async fn load_supply(
    filter: PurchaseFilter,
    page: PageRequest,
) -> Result<(Option<String>, Page<PurchaseRow>, PurchaseCounts), AppError> {
    let scope = require(Permission::PurchasingSupply)?;
    let (name, rows) = service::supply_list(&scope, &filter, page).await?;
    Ok((name, rows, service::supply_counts(&scope).await?))
}

/// An order to the person's supplier.
///
/// # Errors
/// Without `purchasing.supply`; [`AppError::NotFound`] for an order that is not theirs.
#[cfg(feature = "ssr")]
pub async fn load_supply_order(id: Result<Uuid, AppError>) -> Result<PurchaseDetail, AppError> {
    let scope = require(Permission::PurchasingSupply)?;
    Ok(service::supply_detail(&scope, id?).await?)
}

/// A page of the stock that the person's supplier supplies.
///
/// # Errors
/// Without `purchasing.supply`.
#[cfg(feature = "ssr")]
pub async fn load_supply_stock(page: PageRequest) -> Result<Page<SuppliedRow>, AppError> {
    let scope = require(Permission::PurchasingSupply)?;
    Ok(service::supply_stock(&scope, language(), page).await?)
}
