//! Rules of purchasing. Every change of an order happens under its row's lock, so two people's clicks come one after the other.

mod answer;
mod costs;
mod create;
mod form;
mod letter;
mod read;
mod receive;
mod settings;
mod steps;
mod suggest;
mod suppliers;

pub use answer::{accept_change, answer, refuse_change};
pub use costs::add_cost;
pub use create::{NewLine, NewPurchase, create, parse, update};
pub use letter::{letter_died, order_file, paper, supply_file, tell_answered, tell_sent, write_letter};
pub use read::{counts, detail, form_choices, list, receiving, supplied, supply_counts, supply_detail, supply_list, supply_stock};
pub use receive::{Receivable, lock_receivable, receive, receive_in};
pub use settings::{DEFAULT_OVER_PERCENT, over_percent, set_over_percent};
pub use steps::{cancel, close, confirm, mail_again, send};
pub use suggest::{PURCHASES, order_suggested, suggestions};
pub use suppliers::{
    choices, create_supplier, free_users, link_user, set_verification, supplier, supplier_names, suppliers, suppliers_named, unlink_user,
    update_supplier,
};

use super::model::PurchaseStatus;
use super::store::{self, Locked};
use crate::server::clock::new_id;
use crate::server::i18n::t;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::AppError;
use chrono::NaiveDate;
use uuid::Uuid;

/// Today in the store.
fn today(scope: &Scope) -> NaiveDate {
    scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive()
}

/// Locks an order.
async fn locked(work: &mut Work, id: Uuid) -> Result<Locked> {
    store::lock(work.conn(), id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// That a step is not possible where an order stands. The usual cause is a second click, or a colleague who was quicker.
fn wrong_step(order: &Locked) -> Error {
    AppError::Conflict {
        key: "purchasing-error-step".to_owned(),
        args: vec![("number".to_owned(), order.number.clone()), ("status".to_owned(), t(order.status.key()))],
    }
    .into()
}

/// Moves an order to a status as the state machine allows, and writes the history.
async fn move_to(work: &mut Work, order: &mut Locked, to: PurchaseStatus, reason: Option<&str>) -> Result<()> {
    if !order.status.may_become(to) {
        return Err(wrong_step(order));
    }
    let (at, user_id) = (work.now, work.scope.user_id());
    store::set_status(work.conn(), order.id, to, reason, user_id, at).await?;
    let entry = store::HistoryEntry { id: new_id(), order_id: order.id, old: Some(order.status), new: to, reason, user_id, at };
    store::insert_history(work.conn(), entry).await?;
    order.status = to;
    Ok(())
}

/// Moves an order on where its lines say so: all has come, or the supplier has agreed to all of them.
async fn settle(work: &mut Work, order: &mut Locked) -> Result<()> {
    let items = store::items(work.conn(), order.id).await?;
    if order.status == PurchaseStatus::Sent && items.iter().all(|item| item.is_confirmed) {
        move_to(work, order, PurchaseStatus::Confirmed, None).await?;
    }
    if order.status == PurchaseStatus::PartiallyReceived && items.iter().all(|item| item.outstanding() == 0) {
        move_to(work, order, PurchaseStatus::Received, None).await?;
    }
    Ok(())
}
