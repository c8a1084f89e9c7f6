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

/// Route of what a merchant sells, for buyers.
pub const PUBLIC_LIST: &str = "/s/{organization}/products";
/// The same for programs, as JSON.
pub const PUBLIC_LIST_JSON: &str = "/s/{organization}/products.json";
/// Route of a product for buyers; with `.json` behind it for programs.
pub const PUBLIC_PRODUCT: &str = "/s/{organization}/products/{slug}";

/// What a merchant sells, for buyers.
#[must_use]
pub fn public_list(organization: &str) -> String {
    format!("/s/{organization}/products")
}

/// A product for buyers.
#[must_use]
pub fn public_product(organization: &str, slug: &str) -> String {
    format!("/s/{organization}/products/{slug}")
}

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

/// The pictures of one product.
#[must_use]
pub fn pictures(id: Uuid) -> String {
    format!("{LIST}/{id}/pictures")
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
