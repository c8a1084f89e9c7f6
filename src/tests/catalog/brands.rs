//! Brands.

use super::{create, form, one, refused};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use smartstore::domains::catalog::model::{BrandForm, ProductForm};
use smartstore::domains::catalog::service;
use smartstore::server::Scope;
use smartstore::shared::Language;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

async fn branded(scope: &Scope, name: &str, brand: &str) -> Uuid {
    create(scope, &ProductForm { brand: brand.to_owned(), ..form(name, "100") }).await
}

/// (name, products) of all brands in their order.
async fn brands(scope: &Scope) -> Vec<(String, i64)> {
    let list = service::brands(scope, None, None, PageRequest::default()).await.unwrap();
    list.page.rows.into_iter().map(|row| (row.name, row.products)).collect()
}

async fn id_of(scope: &Scope, name: &str) -> String {
    let list = service::brands(scope, Some(name), None, PageRequest::default()).await.unwrap();
    list.page.rows.into_iter().find(|row| row.name == name).unwrap().id.to_string()
}

fn pair(name: &str, products: i64) -> (String, i64) {
    (name.to_owned(), products)
}

#[tokio::test]
async fn a_brand_is_made_by_its_name_renamed_merged_and_deleted() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = branded(&scope, "Lamp", "Lakshmi").await;
    branded(&scope, "Bowl", "LAKSHMI").await;
    branded(&scope, "Pot", "Kelaniya").await;
    assert_eq!(brands(&scope).await, [pair("Kelaniya", 1), pair("Lakshmi", 2)], "the case of letters makes no second brand");
    let (lakshmi, kelaniya) = (id_of(&scope, "Lakshmi").await, id_of(&scope, "Kelaniya").await);
    let rename = |name: &str| BrandForm { name: name.to_owned() };
    let base = r#"{"name": "Lakshmi"}"#;
    let taken = service::rename_brand(&scope, &lakshmi, ("1", base), &rename("Kelaniya")).await;
    assert_eq!(refused(taken), one("name", "catalog-error-brand-taken"));
    service::rename_brand(&scope, &lakshmi, ("1", base), &rename("Lakshmi Brass")).await.unwrap();
    let clash = service::rename_brand(&scope, &lakshmi, ("1", base), &rename("Laksmi")).await;
    assert_eq!(refused(clash)[0], ("name".to_owned(), "form-clash".to_owned()));
    assert_eq!(refused(service::merge_brand(&scope, &lakshmi, &lakshmi).await), one("other_brand_id", "error-choice"));
    service::merge_brand(&scope, &lakshmi, &kelaniya).await.unwrap();
    assert_eq!(brands(&scope).await, [pair("Kelaniya", 3)]);
    assert_eq!(service::product(&scope, lamp, Language::En).await.unwrap().brand.as_deref(), Some("Kelaniya"));
    service::delete_brand(&scope, &kelaniya).await.unwrap();
    assert!(brands(&scope).await.is_empty());
    assert_eq!(service::product(&scope, lamp, Language::En).await.unwrap().brand, None, "its products stay");
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action like 'catalog.brand%'").await, 5);
    app.assert_quiet().await;
}

/// Two that merge each into the other at the same time: one of them is there in the end, with all products.
#[tokio::test]
async fn two_brands_that_are_merged_into_each_other_at_once_become_one() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for number in 0..6 {
        branded(&scope, &format!("P{number}"), if number < 3 { "One" } else { "Two" }).await;
    }
    let (one, two) = (id_of(&scope, "One").await, id_of(&scope, "Two").await);
    let merge = |from: &str, into: &str| {
        let (scope, from, into) = (scope.clone(), from.to_owned(), into.to_owned());
        tokio::spawn(async move { service::merge_brand(&scope, &from, &into).await.is_ok() })
    };
    let (first, second) = (merge(&one, &two), merge(&two, &one));
    assert_ne!(first.await.unwrap(), second.await.unwrap(), "the second finds what it would merge gone");
    let left = brands(&scope).await;
    assert_eq!((left.len(), left[0].1), (1, 6));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_page_of_brands_finds_renames_and_says_what_is_wrong() {
    let app = TestApp::start().await;
    let scope = app.scope();
    branded(&scope, "Lamp", "Lakshmi").await;
    branded(&scope, "Pot", "Kelaniya").await;
    let id = id_of(&scope, "Lakshmi").await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/brands?q=laks").await;
    assert!(page.visible().contains("Lakshmi") && !page.texts("tbody").join(" ").contains("Kelaniya"), "{}", page.visible());
    let page = owner.open(&format!("/brands?dialog={id}")).await;
    let rename = "form[action='/api/catalog/rename_brand']";
    let refused = owner.submit_form(&page, rename, &[("name", "Kelaniya")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert!(refused.text("#name-error").contains("Merge the two"), "{refused:?}");
    assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Kelaniya"));
    let page = owner.submit_form(&refused, rename, &[("name", "Lakshmi & Sons")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.visible().contains("Lakshmi & Sons"), "{}", page.visible());
    let mut viewer = app.sign_in("VIEWER").await;
    let page = viewer.open(&format!("/brands?dialog={id}")).await;
    assert!(page.visible().contains("Lakshmi & Sons") && !page.has("form[action^='/api/catalog']"));
    app.assert_quiet().await;
}
