//! Catalog: what is sold. Products, their variants (every product has at least one), categories, brands, size guides,
//! pictures, names in three languages and the history of prices.
//!
//! Tables: `categories`, `brands`, `size_guides`, `products`, `product_variants`, `product_media`, `price_history`, `tax_rates`. Reads the rows of
//! `translations` whose resource is `product` or `category`, which localization writes, and the numbers of `inventory_levels`.
//! Permissions: `catalog.read`, `catalog.write`; taxes are settings: `settings.read`, `settings.write`.
//! Events out: `catalog.product_changed`, `catalog.category_changed`, `catalog.brand_changed`, `catalog.size_guide_changed`,
//! `catalog.tax_rates_changed`. Events in: none.

pub mod api;
pub mod islands;
pub mod model;
pub mod urls;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(feature = "ssr")]
pub use api::routes;
#[cfg(feature = "ssr")]
pub use pages::{CatalogRoutes, PublicRoutes};
