//! Rules of the catalog.

mod categories;
mod form;
mod import;
mod products;
mod variants;

pub use categories::{categories, create_category, delete_category, rename_category};
pub use import::upsert_product;
pub use products::{create_product, list, product, update_product};
pub use variants::{search_variants, search_variants_in, update_variant, variants_by_id, variants_by_sku};
