//! Rules of orders. Every change of an order happens under its row's lock, so two people's clicks come one after the other.

mod assign;
mod bulk;
mod calls;
mod carts;
mod checkout;
mod create;
mod currency;
mod edit;
mod form;
mod fulfil;
mod groups;
mod import;
mod notes;
mod notices;
mod owners;
mod paid;
mod parcels;
mod people;
mod pieces;
mod places;
mod price;
mod read;
mod returns;
mod returns_come;
mod risk;
mod shelf;
mod steps;
mod tags;
mod tax;

pub use assign::move_line;
pub use bulk::{ACTIONS, ROWS};
pub use calls::record_call;
pub use carts::{CARTS_OF_CUSTOMERS, abandon_cart, cart, cart_of, carts, convert_cart, join_cart, put_in_cart, set_in_cart, sweep_carts};
pub use checkout::{
    CHECKOUTS, Completed, begin_checkout, cancel_checkout, checkout, complete, expire_checkouts, payable, refused as checkout_refused,
};
pub use create::{create, duplicate, place_draft};
pub use currency::CURRENCY_USE;
pub use edit::{OrderChange, editable, update};
pub use form::{NewLine, NewOrder, parse};
pub use fulfil::{begin_picking, lines_on_the_way, pack, pack_locked};
pub use groups::{lock_all, lock_together, merge, separate};
pub use import::import_order;
pub use notes::{add_note, colleagues, mentioned};
pub use notices::{OrderFacts, facts, tell_cancelled, tell_new, tell_return_requested};
pub use owners::{LINES, RETURNS};
pub use paid::{Secured, keep_while_paying, secure_paid};
pub use parcels::{CameBack, Leaving, mark_delivered, mark_dispatched, mark_returned};
pub use people::OF_CUSTOMERS;
pub use pieces::cancel_pieces;
pub use places::{import_places, places, read_address};
pub use price::spread;
pub use read::{bought, count_each, counts, detail, list, queue, today};
pub use returns::{
    approve_return, close_return, reject_return, request_return, return_detail, return_rows, return_worth, returns, returns_of_order,
};
pub use returns_come::{Came, ComingBack, exchange, lock_coming_back, receive_return, receive_return_in};
pub use risk::refresh_risk;
pub use steps::{cancel, confirm, lines_to_ship, lock_money, match_item, release_hold, set_hold, set_paid};
pub use tags::{add_tags, remove_tag};
pub use tax::{LineTax, line_taxes};

use super::model::{OrderMoney, OrderStatus};
use super::store;
use crate::domains::access::model::{OrderNumberStyle, OrganizationSettings};
use crate::domains::customers;
use crate::domains::customers::model::CustomerTotals;
use crate::server::clock::{new_code, new_id};
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use uuid::Uuid;

/// Locks an order.
async fn locked(work: &mut Work, order_id: Uuid) -> Result<OrderMoney> {
    store::lock(work.conn(), order_id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// Refuses a step that the state machine does not have. The usual cause is a second click, or a colleague who was quicker.
fn check_step(order: &OrderMoney, next: OrderStatus) -> Result<()> {
    if order.status.may_become(next) {
        return Ok(());
    }
    let status = crate::server::i18n::t(order.status.key());
    Err(Error::App(AppError::Conflict {
        key: "orders-error-step".to_owned(),
        args: vec![("number".to_owned(), order.order_number.clone()), ("status".to_owned(), status)],
    }))
}

/// Refuses what a held order has to wait for.
fn check_free(order: &OrderMoney) -> Result<()> {
    let Some(reason) = &order.hold_reason else { return Ok(()) };
    let args = vec![("number".to_owned(), order.order_number.clone()), ("reason".to_owned(), reason.clone())];
    Err(Error::App(AppError::Conflict { key: "orders-error-held".to_owned(), args }))
}

/// Moves an order to a status and writes the history.
async fn move_to(work: &mut Work, order: &OrderMoney, from: OrderStatus, to: OrderStatus, reason: Option<&str>) -> Result<()> {
    let (now, user_id) = (work.now, work.scope.user_id());
    store::set_status(work.conn(), order.id, to, now, user_id).await?;
    let entry = store::HistoryEntry {
        id: new_id(),
        order_id: order.id,
        field: "STATUS",
        old: Some(from.as_str()),
        new: to.as_str(),
        reason,
        user_id,
        at: now,
    };
    store::insert_history(work.conn(), entry).await
}

/// Moves the goods' status and writes the history where it has changed.
async fn move_goods(work: &mut Work, order_id: Uuid, to: super::model::ShippingStatus) -> Result<()> {
    let old = store::set_shipping(work.conn(), order_id, to).await?;
    if old != to.as_str() {
        let (at, user_id) = (work.now, work.scope.user_id());
        let entry =
            store::HistoryEntry { id: new_id(), order_id, field: "SHIPPING", old: Some(&old), new: to.as_str(), reason: None, user_id, at };
        store::insert_history(work.conn(), entry).await?;
    }
    Ok(())
}

/// Brings a customer's totals to what their orders say, under the customer's lock.
async fn refresh_customer(work: &mut Work, customer_id: Option<Uuid>) -> Result<()> {
    let Some(customer_id) = customer_id else { return Ok(()) };
    customers::service::lock(work, customer_id).await?;
    let sums = store::customer_sums(work.conn(), customer_id).await?;
    let totals = CustomerTotals {
        total_orders: sums.total_orders,
        total_spent: sums.total_spent,
        delivered_count: sums.delivered_count,
        refused_count: sums.refused_count,
        last_order_at: sums.last_order_at,
    };
    customers::service::set_totals(work, customer_id, totals).await
}

/// Numbers to try for a new order, in the organization's style: one symbol more once the chosen length has been taken again and
/// again.
fn candidates(scope: &Scope) -> impl Iterator<Item = String> + use<> {
    let OrderNumberStyle { length, prefix } = OrganizationSettings::read(&scope.organization.settings).order_number;
    let length = usize::from(length);
    (0..12).map(move |attempt| format!("{prefix}{}", new_code(if attempt < 4 { length } else { length + 1 })))
}

fn no_number() -> Error {
    Error::Other(anyhow::anyhow!("no free order number after twelve attempts"))
}
