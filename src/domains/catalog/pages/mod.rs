//! Pages of the catalog domain.

mod brands;
mod categories;
mod category;
mod detail;
mod detail_facts;
mod edit;
mod edit_texts;
mod list;
mod media;
mod public;
pub mod rows;
mod size_guide;
mod size_guides;
mod taxes;
mod variants;

use crate::domains::catalog::model::ProductStatus;
use crate::server::context;
use crate::server::i18n::t;
use crate::shared::Permission;
use crate::ui::badge::{Badge, Tone};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// Routes of this domain.
#[component(transparent)]
pub fn CatalogRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/products") view=list::ProductsPage ssr=SsrMode::Async/>
        <Route path=path!("/products/new") view=edit::NewProductPage ssr=SsrMode::Async/>
        <Route path=path!("/categories") view=categories::CategoriesPage ssr=SsrMode::Async/>
        <Route path=path!("/categories/:id") view=category::CategoryPage ssr=SsrMode::Async/>
        <Route path=path!("/brands") view=brands::BrandsPage ssr=SsrMode::Async/>
        <Route path=path!("/size-guides") view=size_guides::SizeGuidesPage ssr=SsrMode::Async/>
        <Route path=path!("/size-guides/new") view=size_guide::NewSizeGuidePage ssr=SsrMode::Async/>
        <Route path=path!("/size-guides/:id") view=size_guide::SizeGuidePage ssr=SsrMode::Async/>
        <Route path=path!("/settings/taxes") view=taxes::TaxesPage ssr=SsrMode::Async/>
        <Route path=path!("/products/:id") view=detail::ProductPage ssr=SsrMode::Async/>
        <Route path=path!("/products/:id/edit") view=edit::EditProductPage ssr=SsrMode::Async/>
        <Route path=path!("/products/:id/pictures") view=media::PicturesPage ssr=SsrMode::Async/>
        <Route path=path!("/products/:id/variants") view=variants::VariantsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Routes for buyers.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/s/:organization/products") view=public::PublicListPage ssr=SsrMode::Async/>
        <Route path=path!("/s/:organization/products/:slug") view=public::PublicProductPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Whether the signed-in person may do this.
fn may(permission: Permission) -> bool {
    context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(permission))
}

/// The status of a product.
fn status_badge(status: ProductStatus) -> impl IntoView {
    let tone = match status {
        ProductStatus::Draft => Tone::Info,
        ProductStatus::Active => Tone::Ok,
        ProductStatus::Inactive => Tone::Warn,
        ProductStatus::Archived => Tone::Neutral,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}
