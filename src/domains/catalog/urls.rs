//! Paths of the catalog domain.

use uuid::Uuid;

/// The list of products.
pub const LIST: &str = "/products";
/// A new product.
pub const NEW: &str = "/products/new";
/// The tree of categories.
pub const CATEGORIES: &str = "/categories";
/// All brands.
pub const BRANDS: &str = "/brands";
/// All size guides.
pub const SIZE_GUIDES: &str = "/size-guides";
/// A new size guide.
pub const NEW_SIZE_GUIDE: &str = "/size-guides/new";

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

/// One category.
#[must_use]
pub fn category(id: Uuid) -> String {
    format!("{CATEGORIES}/{id}")
}

/// The products of one category.
#[must_use]
pub fn of_category(id: Uuid) -> String {
    format!("{LIST}?category={id}")
}

/// The products of one brand.
#[must_use]
pub fn of_brand(id: Uuid) -> String {
    format!("{LIST}?brand={id}")
}

/// One size guide.
#[must_use]
pub fn size_guide(id: Uuid) -> String {
    format!("{SIZE_GUIDES}/{id}")
}
