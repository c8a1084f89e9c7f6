//! SQL of the documents domain.

mod invoices;
mod orders;
mod settings;

pub(super) use invoices::*;
pub(super) use orders::{Member, members, members_of, merchant_code, picks, printed};
pub(super) use settings::*;
