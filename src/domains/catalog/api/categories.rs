//! Categories.

use crate::domains::catalog::model::CategoryForm;
use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    domains::catalog::{
        model::{CategoryDetail, CategoryRow},
        service, urls,
    },
    server::{
        AppState,
        context::{require, require_change},
        forms,
        i18n::language,
    },
    shared::Permission,
};
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Makes a category.
#[server(prefix = "/api/catalog", endpoint = "create_category")]
pub async fn create_category(#[server(default)] name: String, #[server(default)] parent_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (_, name) = service::create_category(&scope, &name, &parent_id).await?;
    forms::done(urls::CATEGORIES, "catalog-done-category-created", &[("name", &name)]);
    Ok(())
}

/// Changes a category.
#[server(prefix = "/api/catalog", endpoint = "update_category")]
pub async fn update_category(
    #[server(default)] category_id: String,
    #[server(default)] version: String,
    #[server(default)] base: String,
    #[server(flatten)] form: CategoryForm,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::update_category(&scope, &category_id, (&version, &base), &form).await?;
    forms::done(urls::CATEGORIES, "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Moves a category: `up`, `down`, `in` (into the one above), `out`, `root`, or `into`, `before`, `after` another one.
#[server(prefix = "/api/catalog", endpoint = "move_category")]
pub async fn move_category(
    #[server(default)] category_id: String,
    #[server(default)] to: String,
    #[server(default)] other_category_id: String,
) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let (name, has_moved) = service::move_category(&scope, &category_id, &to, &other_category_id).await?;
    let message = if has_moved { "catalog-done-category-moved" } else { "catalog-done-category-stays" };
    forms::done(urls::CATEGORIES, message, &[("name", &name)]);
    Ok(())
}

/// Gives a category a picture: the file of the field `image`.
#[server(prefix = "/api/catalog", endpoint = "upload_category_image")]
pub async fn upload_category_image(#[server(default)] category_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let storage = expect_context::<AppState>().storage;
    let file = forms::file("image").map(|file| service::NewFile { name: file.name, bytes: file.bytes });
    let name = service::set_category_image(&scope, &storage, &category_id, file).await?;
    forms::done(&format!("{}/{}", urls::CATEGORIES, category_id.trim()), "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Takes the picture of a category away.
#[server(prefix = "/api/catalog", endpoint = "remove_category_image")]
pub async fn remove_category_image(#[server(default)] category_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::remove_category_image(&scope, &category_id).await?;
    forms::done(&format!("{}/{}", urls::CATEGORIES, category_id.trim()), "catalog-done-saved", &[("name", &name)]);
    Ok(())
}

/// Deletes an empty category.
#[server(prefix = "/api/catalog", endpoint = "delete_category")]
pub async fn delete_category(#[server(default)] category_id: String) -> Result<(), AppError> {
    let scope = require_change(Permission::CatalogWrite)?;
    let name = service::delete_category(&scope, &category_id).await?;
    forms::done(urls::CATEGORIES, "catalog-done-category-deleted", &[("name", &name)]);
    Ok(())
}

/// All categories in tree order.
///
/// # Errors
/// Without `catalog.read`.
#[cfg(feature = "ssr")]
pub async fn load_categories() -> Result<Vec<CategoryRow>, AppError> {
    let scope = require(Permission::CatalogRead)?;
    Ok(service::categories(&scope, language()).await?)
}

/// A category, the whole tree, and the names of size guides.
///
/// # Errors
/// Without `catalog.write`, and when there is no such category.
#[cfg(feature = "ssr")]
pub async fn load_category(id: Result<Uuid, AppError>) -> Result<(CategoryDetail, Vec<CategoryRow>, Vec<(Uuid, String)>), AppError> {
    let scope = require(Permission::CatalogWrite)?;
    let (category, guides) = service::category(&scope, id?).await?;
    Ok((category, service::categories(&scope, language()).await?, guides))
}
