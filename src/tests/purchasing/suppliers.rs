//! Suppliers, their papers, and the products that name them.

use super::{conflict, draft, field, supplier};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::purchasing::model::{SupplierDetail, SupplierForm, Verification};
use smartstore::domains::purchasing::service;
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use uuid::Uuid;

async fn read(scope: &Scope, id: Uuid) -> SupplierDetail {
    service::supplier(scope, id).await.unwrap()
}

#[tokio::test]
async fn a_supplier_is_checked_field_by_field() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let typed = SupplierForm {
        email: "nobody".to_owned(),
        phone: "12".to_owned(),
        language: "fr".to_owned(),
        currency: "XXX".to_owned(),
        lead_days: "-1".to_owned(),
        rating: "9".to_owned(),
        ..SupplierForm::default()
    };
    assert_eq!(
        field(service::create_supplier(&scope, &typed).await),
        "business_name: error-required, email: error-email, phone: error-phone, language: error-choice, currency: error-choice, \
         lead_days: purchasing-error-days, rating: error-choice"
    );
    supplier(&scope, "Colombo Brass").await;
    let twin = SupplierForm { business_name: "COLOMBO brass".to_owned(), ..SupplierForm::default() };
    assert_eq!(field(service::create_supplier(&scope, &twin).await), "business_name: purchasing-error-name-taken");
    // Another organization's supplier may be called the same.
    supplier(&app.other_scope(), "Colombo Brass").await;
}

#[tokio::test]
async fn nothing_is_sent_to_a_supplier_whose_papers_were_rejected() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let id = draft(&scope, one, &[("A", "1", "10")]).await;
    service::set_verification(&scope, one, "REJECTED").await.unwrap();
    assert_eq!(conflict(service::send(&scope, id).await), "purchasing-error-supplier-refused");
    assert!(service::choices(&scope, None).await.unwrap().is_empty());
    assert_eq!(service::choices(&scope, Some(one)).await.unwrap().len(), 1, "what was chosen before stays a choice");
    service::set_verification(&scope, one, "VERIFIED").await.unwrap();
    let read = read(&scope, one).await;
    assert_eq!((read.row.verification, read.verified_at.is_some()), (Verification::Verified, true));
    service::send(&scope, id).await.unwrap();
    assert_eq!(field(service::set_verification(&scope, one, "MAYBE").await), "verification: error-choice");
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_change_one_supplier_and_both_changes_stay() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let one = supplier(&scope, "Colombo Brass").await;
    let before = read(&scope, one).await;
    let base = SupplierForm::of(&before, "");
    let (version, made_from) = (before.version.to_string(), serde_json::to_string(&base).unwrap());
    let first = SupplierForm { terms: "Thirty days".to_owned(), ..base.clone() };
    service::update_supplier(&scope, one, (&version, &made_from), &first).await.unwrap();
    let second = SupplierForm { contact: "Mrs Cassim".to_owned(), ..base };
    service::update_supplier(&scope, one, (&version, &made_from), &second).await.unwrap();
    let after = read(&scope, one).await;
    assert_eq!((after.terms.as_str(), after.row.contact.as_str()), ("Thirty days", "Mrs Cassim"));
}

#[tokio::test]
async fn a_product_names_its_supplier_and_no_stranger() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 3).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let mut work = scope.begin().await.unwrap();
    let id: Uuid = sqlx::query_scalar("select id from products").fetch_one(work.conn()).await.unwrap();
    drop(work);
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/products/{id}/edit")).await;
    let update = "form[action='/api/catalog/update_product']";
    let page = owner.submit_form(&page, update, &[("supplier_id", &one.to_string())]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from products where supplier_id is not null").await, 1);
    let page = owner.open(&format!("/suppliers/{one}?tab=products")).await;
    assert!(page.visible().contains("Product A"), "{}", page.visible());
    let foreign = supplier(&app.other_scope(), "Jaffna Looms").await;
    let page = owner.open(&format!("/products/{id}/edit")).await;
    for stranger in [foreign.to_string(), new_id().to_string(), "nonsense".to_owned()] {
        let mut typed = page.fill(update, &[]);
        let (_, value) = typed.values.iter_mut().find(|(name, _)| name == "supplier_id").unwrap();
        value.clone_from(&stranger);
        let values: Vec<(&str, &str)> = typed.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = owner.call(&typed.action, &values).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{stranger}: {answer:?}");
    }
    let mut work = scope.begin().await.unwrap();
    let kept: Option<Uuid> = sqlx::query_scalar("select supplier_id from products").fetch_one(work.conn()).await.unwrap();
    assert_eq!(kept, Some(one));
}

#[tokio::test]
async fn suppliers_and_their_orders_belong_to_one_organization() {
    let app = TestApp::start().await;
    let (scope, other) = (app.scope(), app.other_scope());
    product(&scope, "A", 0).await;
    product(&other, "A", 0).await;
    let (own, foreign) = (supplier(&scope, "Colombo Brass").await, supplier(&other, "Jaffna Looms").await);
    let theirs = draft(&other, foreign, &[("A", "1", "10")]).await;
    assert!(matches!(service::supplier(&scope, foreign).await, Err(Error::App(AppError::NotFound))));
    assert!(matches!(service::detail(&scope, theirs).await, Err(Error::App(AppError::NotFound))));
    assert!(matches!(service::send(&scope, theirs).await, Err(Error::App(AppError::NotFound))));
    let mixed = service::parse("", &super::form(foreign, &[("A", "1", "10")])).unwrap();
    assert_eq!(field(service::create(&scope, mixed).await), "supplier_id: error-choice");
    let mut work = scope.begin().await.unwrap();
    let refused = sqlx::query("update purchase_orders set supplier_id = $1").bind(foreign).execute(work.conn()).await.unwrap();
    assert_eq!(refused.rows_affected(), 0, "there are no orders here");
    drop(work);
    draft(&scope, own, &[("A", "1", "10")]).await;
    let mut work = scope.begin().await.unwrap();
    let refused = sqlx::query("update purchase_orders set supplier_id = $1").bind(foreign).execute(work.conn()).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "23503");
}
