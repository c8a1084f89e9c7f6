//! Catalog: what is sold. Products, their variants (every product has at least one), categories, brands, pictures, names
//! in three languages and the history of prices.
//!
//! Tables: `categories`, `brands`, `products`, `product_variants`, `product_media`, `price_history`, and the rows of
//! `translations` whose resource is `product`. The list of products also reads the numbers of `inventory_levels`.
//! Permissions: `catalog.read`, `catalog.write`.
//! Events out: `catalog.product_changed`, `catalog.category_changed`. Events in: none.

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use pages::CatalogRoutes;
