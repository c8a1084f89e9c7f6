//! The catalogue: the tree of categories, the editor of products, brands, size guides, what the list is narrowed by.

mod brands;
mod categories;
mod editor;
mod size_guides;

use rust_decimal::Decimal;
use smartstore::domains::catalog::model::{ProductFilter, ProductForm, ProductStatus};
use smartstore::domains::catalog::service;
use smartstore::server::{Error, Scope};
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{AppError, Language};
use uuid::Uuid;

/// The form of a plain product.
fn form(name: &str, price: &str) -> ProductForm {
    ProductForm {
        name: name.to_owned(),
        price: price.to_owned(),
        status: ProductStatus::Active.code().to_owned(),
        ..ProductForm::default()
    }
}

async fn create(scope: &Scope, form: &ProductForm) -> Uuid {
    service::create_product(scope, form).await.unwrap().0
}

/// The form as it is opened, and what it is made from.
async fn opened(scope: &Scope, id: Uuid) -> (ProductForm, String, String) {
    let product = service::product(scope, id, Language::En).await.unwrap();
    let form = ProductForm::from(&product);
    let base = serde_json::to_string(&form).unwrap();
    (form, product.version.to_string(), base)
}

/// (field, key) of what a service has refused.
fn refused<T>(result: Result<T, Error>) -> Vec<(String, String)> {
    match result {
        Err(Error::App(AppError::Invalid(errors))) => errors.0.into_iter().map(|error| (error.field, error.key)).collect(),
        Err(Error::App(AppError::Conflict { key, .. })) => vec![(String::new(), key)],
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was not refused"),
    }
}

fn one(field: &str, key: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), key.to_owned())]
}

/// Names of the products that a filter finds, in their order.
async fn found(scope: &Scope, filter: &ProductFilter) -> Vec<String> {
    let list = service::list(scope, filter, Language::En, PageRequest::default()).await.unwrap();
    list.page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn the_list_is_narrowed_by_tag_brand_supplier_and_price_and_a_search_too() {
    let app = crate::support::TestApp::start().await;
    let scope = app.scope();
    let lamp = ProductForm { brand: "Lakshmi".to_owned(), tags: "brass, festive".to_owned(), ..form("Brass lamp", "4500") };
    let bowl = ProductForm { brand: "Lakshmi".to_owned(), tags: "brass".to_owned(), ..form("Brass bowl", "1500") };
    for form in [&lamp, &bowl, &form("Clay pot", "300")] {
        create(&scope, form).await;
    }
    let brand = service::brands(&scope, None, None, PageRequest::default()).await.unwrap().page.rows[0].id;
    let all = || ProductFilter::default();
    let price = |amount: i64| Some(Decimal::from(amount));
    let mut festive = ProductFilter { tag: Some("festive".to_owned()), ..all() };
    assert_eq!(found(&scope, &festive).await, ["Brass lamp"]);
    festive.query = Some("brass".to_owned());
    assert_eq!(found(&scope, &festive).await, ["Brass lamp"], "a search is narrowed by the same");
    assert_eq!(found(&scope, &ProductFilter { tag: Some("fest".to_owned()), ..all() }).await, [""; 0], "a tag is a whole word");
    let mut names = found(&scope, &ProductFilter { brand: Some(brand), ..all() }).await;
    names.sort();
    assert_eq!(names, ["Brass bowl", "Brass lamp"]);
    assert_eq!(found(&scope, &ProductFilter { price_to: price(300), ..all() }).await, ["Clay pot"]);
    assert_eq!(found(&scope, &ProductFilter { price_from: price(1000), price_to: price(2000), ..all() }).await, ["Brass bowl"]);
    assert_eq!(found(&scope, &ProductFilter { price_from: price(4501), ..all() }).await, [""; 0]);
    assert_eq!(found(&scope, &ProductFilter { supplier: Some(brand), ..all() }).await, [""; 0]);

    // The same by the address bar, with a chip for each and a view that keeps them.
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/products?tag=brass&brand={brand}&price_from=1,000&price_to=2000")).await;
    assert!(page.visible().contains("Brass bowl") && !page.visible().contains("Brass lamp"), "{}", page.visible());
    let chips = page.texts(".list-chips").join(" ");
    for part in ["brass", "Lakshmi", "1000", "2000"] {
        assert!(chips.contains(part), "{part} is missing in {chips}");
    }
    assert_eq!(page.attribute("[name=price_from]", "value").as_deref(), Some("1000"));
    let page = owner.open("/products?price_from=lots&brand=nonsense").await;
    assert!(page.visible().contains("Clay pot"), "what cannot be read narrows nothing");
    app.assert_quiet().await;
}
