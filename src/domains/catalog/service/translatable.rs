//! Which texts of the catalog are translated.

use crate::domains::catalog::store;
use crate::domains::catalog::urls;
use crate::domains::localization::model::{Count, Field, Record, Wanted};
use crate::domains::localization::ports::Translatable;
use crate::server::{Result, Work, outbox};
use crate::shared::paging::PageRequest;
use async_trait::async_trait;
use serde_json::json;
use uuid::Uuid;

const NAME: Field = Field { name: "name", key: "catalog-name", longest: 200, is_long: false };
const DESCRIPTION: Field = Field { name: "description", key: "catalog-description", longest: 50_000, is_long: true };
const SEO_TITLE: Field = Field { name: "seo_title", key: "catalog-seo-title", longest: 200, is_long: false };
const SEO_DESCRIPTION: Field = Field { name: "seo_description", key: "catalog-seo-description", longest: 500, is_long: true };

/// Names and descriptions of products, for search engines too; those put away for good are left out.
pub struct Products;

/// Names and descriptions of categories.
pub struct Categories;

/// The products.
pub static PRODUCTS: Products = Products;
/// The categories.
pub static CATEGORIES: Categories = Categories;

#[async_trait]
impl Translatable for Products {
    fn resource(&self) -> &'static str {
        "product"
    }

    fn segment(&self) -> &'static str {
        "products"
    }

    fn key(&self) -> &'static str {
        "nav-products"
    }

    fn fields(&self) -> &'static [Field] {
        &[NAME, DESCRIPTION, SEO_TITLE, SEO_DESCRIPTION]
    }

    fn href(&self, id: Uuid) -> String {
        urls::product(id)
    }

    async fn lock(&self, work: &mut Work, id: Uuid) -> Result<bool> {
        Ok(store::lock_product(work.conn(), id).await?.is_some())
    }

    async fn record(&self, work: &mut Work, id: Uuid) -> Result<Option<Record>> {
        store::texts_of(work.conn(), self.resource(), id).await
    }

    async fn counts(&self, work: &mut Work, languages: &[String]) -> Result<Vec<Count>> {
        store::text_counts(work.conn(), self.resource(), languages).await
    }

    async fn page(&self, work: &mut Work, wanted: &Wanted<'_>, page: PageRequest, limit: i64) -> Result<Vec<Record>> {
        store::texts(work.conn(), self.resource(), wanted, page, limit).await
    }

    async fn changed(&self, work: &mut Work, id: Uuid) -> Result<()> {
        outbox::emit(work, "catalog.product_changed", id, json!({})).await
    }
}

#[async_trait]
impl Translatable for Categories {
    fn resource(&self) -> &'static str {
        "category"
    }

    fn segment(&self) -> &'static str {
        "categories"
    }

    fn key(&self) -> &'static str {
        "catalog-categories"
    }

    fn fields(&self) -> &'static [Field] {
        &[NAME, DESCRIPTION]
    }

    fn href(&self, id: Uuid) -> String {
        urls::category(id)
    }

    async fn lock(&self, work: &mut Work, id: Uuid) -> Result<bool> {
        Ok(store::lock_category(work.conn(), id).await?.is_some())
    }

    async fn record(&self, work: &mut Work, id: Uuid) -> Result<Option<Record>> {
        store::texts_of(work.conn(), self.resource(), id).await
    }

    async fn counts(&self, work: &mut Work, languages: &[String]) -> Result<Vec<Count>> {
        store::text_counts(work.conn(), self.resource(), languages).await
    }

    async fn page(&self, work: &mut Work, wanted: &Wanted<'_>, page: PageRequest, limit: i64) -> Result<Vec<Record>> {
        store::texts(work.conn(), self.resource(), wanted, page, limit).await
    }

    async fn changed(&self, work: &mut Work, id: Uuid) -> Result<()> {
        outbox::emit(work, "catalog.category_changed", id, json!({})).await
    }
}
