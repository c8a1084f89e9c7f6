//! Rules of the catalog.

mod bulk;
mod categories;
mod costs;
mod form;
mod grid;
mod import;
mod matrix;
mod media;
mod plan;
mod products;
pub mod public;
mod tax;
mod translatable;
mod variants;

pub use crate::server::images::NewFile;
pub use bulk::{ACTIONS, ROWS};
pub use categories::{categories, create_category, delete_category, rename_category};
pub use costs::{costs, lock_costs, set_cost};
pub use import::upsert_product;
pub use matrix::{matrix, save_options, save_variants};
pub use media::{Uploaded, add_pictures, media_page, save_pictures};
pub use products::{create_product, list, product, update_product};
pub use tax::{add_tax_rate, delete_tax_rate, end_tax_rate, tax_rate_on, tax_rates_on, tax_table};
pub use translatable::{CATEGORIES, Categories, PRODUCTS, Products};
pub use variants::{search_variants, search_variants_in, update_variant, variants_by_id, variants_by_sku, variants_typed};
