//! Suppliers.

use crate::domains::purchasing::model::SupplierForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::id;
#[cfg(feature = "ssr")]
use crate::{
    domains::purchasing::{
        model::{SuppliedRow, SupplierChoice, SupplierDetail, SupplierFilter, SupplierRow, SupplierUser},
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

/// Makes a supplier.
#[server(prefix = "/api/purchasing", endpoint = "create_supplier")]
pub async fn create_supplier(#[server(flatten)] form: SupplierForm) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let (id, name) = service::create_supplier(&scope, &form).await?;
    forms::done(&urls::supplier(id), "purchasing-done-supplier-created", &[("name", &name)]);
    Ok(())
}

/// Changes a supplier.
#[server(prefix = "/api/purchasing", endpoint = "update_supplier")]
pub async fn update_supplier(
    #[server(default)] supplier_id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: SupplierForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&supplier_id)?;
    let name = service::update_supplier(&scope, id, (&version, &base), &form).await?;
    forms::done(&urls::supplier(id), "purchasing-done-supplier-saved", &[("name", &name)]);
    Ok(())
}

/// Writes down what is known of a supplier's papers.
#[server(prefix = "/api/purchasing", endpoint = "verify_supplier")]
pub async fn verify_supplier(#[server(default)] supplier_id: String, #[server(default)] verification: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let id = id(&supplier_id)?;
    let name = service::set_verification(&scope, id, &verification).await?;
    forms::done(&urls::supplier(id), "purchasing-done-supplier-saved", &[("name", &name)]);
    Ok(())
}

/// Lets a member sign in for a supplier.
#[server(prefix = "/api/purchasing", endpoint = "link_user")]
pub async fn link_user(#[server(default)] supplier_id: String, #[server(default)] user_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let supplier_id = id(&supplier_id)?;
    let name = service::link_user(&scope, supplier_id, id(&user_id)?).await?;
    forms::done(&urls::supplier(supplier_id), "purchasing-done-linked", &[("name", &name)]);
    Ok(())
}

/// Takes a supplier's page away from a person.
#[server(prefix = "/api/purchasing", endpoint = "unlink_user")]
pub async fn unlink_user(#[server(default)] supplier_id: String, #[server(default)] user_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::PurchasingWrite)?;
    let supplier_id = id(&supplier_id)?;
    let name = service::unlink_user(&scope, supplier_id, id(&user_id)?).await?;
    forms::done(&urls::supplier(supplier_id), "purchasing-done-unlinked", &[("name", &name)]);
    Ok(())
}

/// A page of suppliers.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_suppliers(filter: SupplierFilter, page: PageRequest) -> Result<Page<SupplierRow>, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::suppliers(&scope, &filter, page).await?)
}

/// A supplier whole.
///
/// # Errors
/// Without `purchasing.read`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_supplier(id: Result<Uuid, AppError>) -> Result<SupplierDetail, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::supplier(&scope, id?).await?)
}

/// The form of a supplier: `None` for a new one.
///
/// # Errors
/// Without `purchasing.write`; [`AppError::NotFound`] when there is none.
#[cfg(feature = "ssr")]
pub async fn load_supplier_form(id: Option<Result<Uuid, AppError>>) -> Result<(Option<SupplierDetail>, Vec<String>), AppError> {
    let scope = require(Permission::PurchasingWrite)?;
    let supplier = match id {
        Some(id) => Some(service::supplier(&scope, id?).await?),
        None => None,
    };
    let (_, mut currencies) = service::form_choices(&scope).await?;
    if let Some(supplier) = supplier.as_ref().filter(|supplier| !currencies.contains(&supplier.currency)) {
        currencies.push(supplier.currency.clone());
    }
    Ok((supplier, currencies))
}

/// Members who could sign in for a supplier; nobody for who may not choose.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_free_users() -> Result<Vec<SupplierUser>, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    if !scope.may(Permission::PurchasingWrite) {
        return Ok(Vec::new());
    }
    Ok(service::free_users(&scope).await?)
}

/// A page of what a supplier supplies.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_supplied(supplier_id: Uuid, page: PageRequest) -> Result<Page<SuppliedRow>, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::supplied(&scope, supplier_id, language(), page).await?)
}

/// Suppliers to choose from: those in use, and one more that was chosen before.
///
/// # Errors
/// Without `purchasing.read`.
#[cfg(feature = "ssr")]
pub async fn load_supplier_choices(also: Option<Uuid>) -> Result<Vec<SupplierChoice>, AppError> {
    let scope = require(Permission::PurchasingRead)?;
    Ok(service::choices(&scope, also).await?)
}
