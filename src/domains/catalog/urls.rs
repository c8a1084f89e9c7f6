//! Paths of the catalog domain.

use uuid::Uuid;

/// The list of products.
pub const LIST: &str = "/products";
/// A new product.
pub const NEW: &str = "/products/new";
/// The tree of categories.
pub const CATEGORIES: &str = "/products/categories";

/// Taxes.
pub const TAXES: &str = "/settings/taxes";

/// One product.
#[must_use]
pub fn product(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

/// The form of one product.
#[must_use]
pub fn edit(id: Uuid) -> String {
    format!("{LIST}/{id}/edit")
}

/// The options and the grid of variants of one product.
#[must_use]
pub fn variants(id: Uuid) -> String {
    format!("{LIST}/{id}/variants")
}

/// The products of one category.
#[must_use]
pub fn of_category(id: Uuid) -> String {
    format!("{LIST}?category={id}")
}
