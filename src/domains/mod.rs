//! One folder a domain, the same file names in all of them. In the order of their dependencies.

pub mod access;
pub mod audit;
pub mod bulk;
pub mod catalog;
pub mod channels;
pub mod customers;
pub mod delivery;
pub mod documents;
pub mod inventory;
pub mod localization;
pub mod notifications;
pub mod orders;
pub mod payments;
pub mod platform;
pub mod purchasing;
pub mod refunds;
pub mod search;
pub mod statements;
pub mod stations;
pub mod views;
