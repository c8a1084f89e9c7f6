//! Habits of lists: saved views, columns, density, selection and export, the same for every list.
//!
//! Tables: `saved_views`, `list_preferences`. Permissions: that of the list. Events out: `views.saved`, `views.deleted`.
//! A list describes its columns in a [`model::List`] and its rows in `pages::panels::Listed`; the rest is here.

pub mod api;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
