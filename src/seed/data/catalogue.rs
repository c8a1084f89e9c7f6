//! The shape of an invented catalogue.

/// A product.
pub struct Item {
    /// Path of categories from the root, by slug.
    pub category: &'static str,
    /// SKU; variants add their own code.
    pub sku: &'static str,
    /// Name in English, Sinhala and Tamil.
    pub names: [&'static str; 3],
    /// A sentence or two.
    pub description: &'static str,
    /// Separated by spaces.
    pub tags: &'static str,
    /// Name of the option that the variants differ in; empty for a product with one variant.
    pub option: &'static str,
    /// (code, value of the option, price in rupees, weight in grams).
    pub variants: &'static [(&'static str, &'static str, i64, i32)],
    /// What it costs us, percent of the price.
    pub cost: i64,
}

/// A category: (slug, slug of the one above or empty, name in English, Sinhala and Tamil).
pub type Category = (&'static str, &'static str, [&'static str; 3]);
