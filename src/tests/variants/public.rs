//! Products for buyers: what is for sale, and nothing else of it than buyers may know.

use super::{make, product, shown};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use smartstore::domains::catalog::service::public::{PAGE, public_products};
use smartstore::domains::inventory::service::set_opening;
use smartstore::server::Scope;
use smartstore::shared::Language;
use std::collections::BTreeSet;

async fn execute(scope: &Scope, sql: &str) {
    let mut work = scope.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
}

async fn json(app: &TestApp, path: &str) -> (StatusCode, HeaderMap, Value) {
    let (status, headers, bytes) = app.stranger().download(path).await;
    (status, headers, serde_json::from_slice(&bytes).unwrap_or_default())
}

#[tokio::test]
async fn buyers_see_what_is_for_sale_without_cost_wholesale_price_or_number_of_pieces() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 40).await;
    make(&scope, id, &[("Size", "S, M, L")]).await;
    execute(
        &scope,
        "update product_variants set cost_price = 611.11, wholesale_price = 722.22, compare_at_price = 1500;
         update product_variants set is_active = false where sku = 'TEE-L';
         update product_variants set price = 1900 where sku = 'TEE-M';
         update products set description = '**Soft** cotton', tags = '{secret-tag}', slug = 'tee'",
    )
    .await;
    let medium = shown(&scope, id).await.variants[1].id;
    let mut work = scope.begin().await.unwrap();
    set_opening(&mut work, medium, 3, None).await.unwrap();
    work.commit().await.unwrap();
    let (status, headers, answer) = json(&app, "/s/kandy-test/products/tee.json").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let text = answer.to_string();
    for secret in ["611.11", "722.22", "secret-tag", "cost", "wholesale", "TEE-L", "version", "organization"] {
        assert!(!text.contains(secret), "{secret} leaks: {text}");
    }
    let shown = &answer["product"];
    assert_eq!((shown["price_from"].as_str(), shown["price_to"].as_str()), (Some("1250.00"), Some("1900.00")));
    assert_eq!(shown["description"], "**Soft** cotton", "as it was written");
    assert_eq!(shown["options"], serde_json::json!([{"name": "Size", "values": ["S", "M"]}]));
    let stock: Vec<&str> = shown["variants"].as_array().unwrap().iter().map(|variant| variant["stock"].as_str().unwrap()).collect();
    assert_eq!((stock, shown["stock"].as_str()), (vec!["in_stock", "few_left"], Some("in_stock")));
    // Asked again it says that nothing is new; a change makes another mark.
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public"));
    let tag = headers[header::ETAG].to_str().unwrap().to_owned();
    execute(&scope, "update products set name = 'T-shirt'").await;
    let (_, headers, _) = json(&app, "/s/kandy-test/products/tee.json").await;
    assert_ne!(headers[header::ETAG].to_str().unwrap(), tag);
    // One address for people and programs.
    let page = app.stranger().get("/s/kandy-test/products/tee").await;
    assert_eq!((page.status, page.text("h1")), (StatusCode::OK, "T-shirt".to_owned()));
    assert!(!page.body.contains("611.11") && !page.body.contains("722.22"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_not_for_sale_is_not_there() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 5).await;
    execute(
        &scope,
        "update products set slug = 'tee';
         insert into categories (id, name, slug) values ('00000000-0000-0000-0000-00000000000a', 'All', 'all');
         insert into categories (id, name, slug, parent_id)
         values ('00000000-0000-0000-0000-00000000000b', 'Shirts', 'shirts', '00000000-0000-0000-0000-00000000000a');
         update products set category_id = '00000000-0000-0000-0000-00000000000b'",
    )
    .await;
    let look = async |expected: StatusCode, why: &str| {
        for path in [format!("/s/kandy-test/products/{id}"), "/s/kandy-test/products/tee".to_owned()] {
            assert_eq!(app.stranger().get(&path).await.status, expected, "{why}: {path}");
            assert_eq!(json(&app, &format!("{path}.json")).await.0, expected, "{why}: {path}.json");
        }
        let listed = json(&app, "/s/kandy-test/products.json").await.2["products"].as_array().unwrap().len();
        assert_eq!(listed, usize::from(expected == StatusCode::OK), "{why}: the list");
        let found = public_products(&app.scope(), app.storage(), &[id], Language::En).await.unwrap().len();
        assert_eq!(found, usize::from(expected == StatusCode::OK), "{why}: the service");
    };
    look(StatusCode::OK, "for sale").await;
    for (change, back) in [
        ("update products set status = 'DRAFT'", "update products set status = 'ACTIVE'"),
        ("update products set status = 'INACTIVE'", "update products set status = 'ACTIVE'"),
        ("update products set status = 'ARCHIVED'", "update products set status = 'ACTIVE'"),
        ("update products set deleted_at = now()", "update products set deleted_at = null"),
        ("update product_variants set is_active = false", "update product_variants set is_active = true"),
        ("update categories set is_active = false where slug = 'shirts'", "update categories set is_active = true"),
        ("update categories set is_active = false where slug = 'all'", "update categories set is_active = true"),
    ] {
        execute(&scope, change).await;
        look(StatusCode::NOT_FOUND, change).await;
        execute(&scope, back).await;
        look(StatusCode::OK, back).await;
    }
    // Another merchant's address does not lead to it, nor one that is nobody's.
    for organization in ["galle-test", "nobody"] {
        for path in ["tee".to_owned(), id.to_string()] {
            assert_eq!(app.stranger().get(&format!("/s/{organization}/products/{path}")).await.status, StatusCode::NOT_FOUND);
            assert_eq!(json(&app, &format!("/s/{organization}/products/{path}.json")).await.0, StatusCode::NOT_FOUND);
        }
    }
    sqlx::query("update organizations set status = 'SUSPENDED' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    assert_eq!(app.stranger().get("/s/kandy-test/products").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_is_paged_and_read_in_the_readers_language() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for number in 0..=PAGE {
        product(&scope, &format!("P{number:02}"), 1).await;
    }
    let mut seen = BTreeSet::new();
    let mut next = Some("/s/kandy-test/products.json".to_owned());
    while let Some(path) = next {
        let (status, _, answer) = json(&app, &path).await;
        assert_eq!(status, StatusCode::OK);
        seen.extend(answer["products"].as_array().unwrap().iter().map(|product| product["id"].to_string()));
        next = answer["next"].as_str().map(ToOwned::to_owned);
    }
    assert_eq!(seen.len() as i64, PAGE + 1);
    assert_eq!(tenant_count(&scope, "select count(*) from products").await, PAGE + 1);
    execute(
        &scope,
        "insert into translations (id, resource, resource_id, field, language, value)
         select gen_random_uuid(), 'product', id, 'name', 'si', 'තේ කෝප්පය' from products where sku = 'P00'",
    )
    .await;
    let mut reader = app.stranger();
    reader.accept_language = Some("si".to_owned());
    let slug: String =
        sqlx::query_scalar("select slug from products where sku = 'P00'").fetch_one(scope.begin().await.unwrap().conn()).await.unwrap();
    let page = reader.get(&format!("/s/kandy-test/products/{slug}")).await;
    assert_eq!(page.text("h1"), "තේ කෝප්පය");
    let list = app.stranger().get("/s/kandy-test/products").await;
    assert_eq!(list.texts(".public-card").len() as i64, PAGE);
    assert!(list.has("a[rel=next]"));
}
