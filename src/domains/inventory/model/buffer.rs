//! What channels are not shown.

use uuid::Uuid;

/// Most exceptions of a store on the page.
pub const SHOWN_EXCEPTIONS: i64 = 50;

/// What a store is not shown of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferException {
    /// The variant.
    pub variant_id: Uuid,
    /// "Product – Variant" in the language asked for.
    pub name: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Units that are kept back.
    pub buffer: i32,
    /// Can be promised in all warehouses together.
    pub available: i64,
}

impl BufferException {
    /// What the store is shown.
    #[must_use]
    pub fn published(&self) -> i64 {
        published(self.available, self.buffer)
    }
}

/// What a channel is shown of so many: never less than nothing.
#[must_use]
pub fn published(available: i64, buffer: i32) -> i64 {
    (available - i64::from(buffer)).max(0)
}

/// What a store is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreBuffers {
    /// Kept back of every product that is no exception.
    pub buffer: i32,
    /// The exceptions that were changed last, at most [`SHOWN_EXCEPTIONS`].
    pub exceptions: Vec<BufferException>,
    /// All exceptions.
    pub count: i64,
}
