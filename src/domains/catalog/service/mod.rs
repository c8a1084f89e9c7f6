//! Rules of the catalog.

mod brands;
mod bulk;
mod categories;
mod category_moves;
mod costs;
mod export;
mod form;
mod grid;
mod import;
mod matrix;
mod media;
mod plan;
mod product_form;
mod products;
pub mod public;
mod size_guides;
mod tax;
mod translatable;
mod variants;

pub use crate::server::images::NewFile;
pub use brands::{brands, delete_brand, merge_brand, rename_brand};
pub use bulk::{ACTIONS, ROWS};
pub use categories::{categories, category, create_category, delete_category, remove_category_image, set_category_image, update_category};
pub use category_moves::{move_category, moved};
pub use costs::{costs, lock_costs, set_cost};
pub use export::{export_batch, has_size_guide, most_options};
pub use import::upsert_product;
pub use matrix::{matrix, save_options, save_variants};
pub use media::{Uploaded, add_pictures, media_page, save_pictures};
pub use product_form::{ProductChoices, create_product, product_choices, update_product};
pub use products::{list, product};
pub use size_guides::{create_size_guide, delete_size_guide, size_guide, size_guides, update_size_guide};
pub use tax::{add_tax_rate, delete_tax_rate, end_tax_rate, tax_rate_on, tax_rates_on, tax_table};
pub use translatable::{CATEGORIES, Categories, PRODUCTS, Products};
pub use variants::{search_variants, search_variants_in, update_variant, variants_by_id, variants_by_sku, variants_typed};
