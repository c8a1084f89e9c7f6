//! Reading: for the merchant, and for a supplier's own people.

use super::{over_percent, today};
use crate::domains::purchasing::model::{PurchaseCounts, PurchaseDetail, PurchaseFilter, PurchaseRow, PurchaseStatus, SuppliedRow};
use crate::domains::purchasing::store::{self, Whose};
use crate::domains::{inventory, localization};
use crate::server::{Error, Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Language, Page};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A page of purchase orders, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &PurchaseFilter, page: PageRequest) -> Result<Page<PurchaseRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), Whose::All, filter, today(scope), page).await
}

/// How many purchase orders are in each status.
///
/// # Errors
/// When the database refuses.
pub async fn counts(scope: &Scope) -> Result<PurchaseCounts> {
    let mut work = scope.begin().await?;
    store::counts(work.conn(), Whose::All).await
}

/// A purchase order whole.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn detail(scope: &Scope, id: Uuid) -> Result<PurchaseDetail> {
    let mut work = scope.begin().await?;
    let over = over_percent(&mut work).await?;
    store::detail(work.conn(), id, over).await?.ok_or_else(|| AppError::NotFound.into())
}

/// A purchase order whose goods may come, with today's rate of its currency where one is known.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn receiving(scope: &Scope, id: Uuid) -> Result<(PurchaseDetail, Option<Decimal>)> {
    let mut work = scope.begin().await?;
    let over = over_percent(&mut work).await?;
    let order = store::detail(work.conn(), id, over).await?.ok_or(AppError::NotFound)?;
    let own = scope.organization.currency.clone();
    let rate = match localization::service::rate_on(&mut work, &order.row.currency, &own, today(scope)).await {
        Ok(rate) => Some(rate.rate.round_dp(8).normalize()),
        Err(Error::App(AppError::Conflict { .. })) => None,
        Err(error) => return Err(error),
    };
    Ok((order, rate))
}

/// What a form chooses from: warehouses in use with their names, the default first, and currencies, the organization's own first.
///
/// # Errors
/// When the database refuses.
pub async fn form_choices(scope: &Scope) -> Result<(Vec<(Uuid, String)>, Vec<String>)> {
    let warehouses = inventory::service::warehouses(scope).await?;
    let warehouses = warehouses.into_iter().filter(|warehouse| warehouse.is_active).map(|warehouse| (warehouse.id, warehouse.name));
    Ok((warehouses.collect(), localization::service::currencies(&scope.organization)))
}

/// A page of what a supplier supplies.
///
/// # Errors
/// When the database refuses.
pub async fn supplied(scope: &Scope, supplier_id: Uuid, language: Language, page: PageRequest) -> Result<Page<SuppliedRow>> {
    let mut work = scope.begin().await?;
    store::supplied(work.conn(), supplier_id, language.code(), page).await
}

/// The supplier that the asking person signs in for: its id and name.
pub(super) async fn my_supplier(work: &mut Work) -> Result<Option<(Uuid, String)>> {
    match work.scope.user_id() {
        Some(user_id) => store::supplier_of(work.conn(), user_id).await,
        None => Ok(None),
    }
}

/// A page of the orders to the asking person's supplier, with its name; `None` where they sign in for none.
///
/// # Errors
/// When the database refuses.
pub async fn supply_list(scope: &Scope, filter: &PurchaseFilter, page: PageRequest) -> Result<(Option<String>, Page<PurchaseRow>)> {
    let mut work = scope.begin().await?;
    match my_supplier(&mut work).await? {
        Some((id, name)) => {
            let rows = store::list(work.conn(), Whose::Supplier(id), filter, today(scope), page).await?;
            Ok((Some(name), rows))
        }
        None => Ok((None, Page { rows: Vec::new(), next: None, previous: None })),
    }
}

/// How many orders to the asking person's supplier are in each status.
///
/// # Errors
/// When the database refuses.
pub async fn supply_counts(scope: &Scope) -> Result<PurchaseCounts> {
    let mut work = scope.begin().await?;
    match my_supplier(&mut work).await? {
        Some((id, _)) => store::counts(work.conn(), Whose::Supplier(id)).await,
        None => Ok(PurchaseCounts::default()),
    }
}

/// An order to the asking person's supplier, without what is none of the supplier's business: what the goods have cost here, who did
/// what, what is expected for freight.
///
/// # Errors
/// [`AppError::NotFound`] for an order that is not theirs, or that they do not know of yet.
pub async fn supply_detail(scope: &Scope, id: Uuid) -> Result<PurchaseDetail> {
    let mut work = scope.begin().await?;
    let (supplier_id, _) = my_supplier(&mut work).await?.ok_or(AppError::NotFound)?;
    let order = store::detail(work.conn(), id, Decimal::ZERO).await?.ok_or(AppError::NotFound)?;
    let was_sent = order.history.iter().any(|event| event.new == PurchaseStatus::Sent);
    if order.row.supplier_id != supplier_id || !was_sent {
        return Err(AppError::NotFound.into());
    }
    let items = order.items.into_iter().map(|item| crate::domains::purchasing::model::PurchaseItem { landed_unit_cost: None, ..item });
    Ok(PurchaseDetail {
        items: items.collect(),
        receipts: Vec::new(),
        history: Vec::new(),
        freight: Decimal::ZERO,
        duty: Decimal::ZERO,
        exchange_rate: Decimal::ONE,
        ..order
    })
}

/// A page of the stock that the asking person's supplier supplies.
///
/// # Errors
/// When the database refuses.
pub async fn supply_stock(scope: &Scope, language: Language, page: PageRequest) -> Result<Page<SuppliedRow>> {
    let mut work = scope.begin().await?;
    match my_supplier(&mut work).await? {
        Some((id, _)) => store::supplied(work.conn(), id, language.code(), page).await,
        None => Ok(Page { rows: Vec::new(), next: None, previous: None }),
    }
}
