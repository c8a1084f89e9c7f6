//! Options: combinations come and go, and nothing that is used is lost.

use super::{argument, form, make, product, put, shown, variants, wrong};
use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count};
use smartstore::domains::catalog::model::{MatrixChange, OptionsForm};
use smartstore::domains::catalog::service::save_options;
use smartstore::server::Error;
use smartstore::shared::AppError;

fn own(rows: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    rows.iter().map(|(name, sku, active)| ((*name).to_owned(), (*sku).to_owned(), *active)).collect()
}

#[tokio::test]
async fn options_make_the_combinations_and_the_only_variant_becomes_the_first() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 5).await;
    let done = make(&scope, id, &[("Size", "S, M"), ("Colour", "Red\nDark blue")]).await;
    assert_eq!(done, MatrixChange { added: 3, switched_off: 0, removed: 0 });
    let expected = own(&[
        ("S / Red", "TEE", true),
        ("S / Dark blue", "TEE-S-DARKBLUE", true),
        ("M / Red", "TEE-M-RED", true),
        ("M / Dark blue", "TEE-M-DARKBLUE", true),
    ]);
    assert_eq!(variants(&scope, id).await, expected);
    let prices: Vec<String> = shown(&scope, id).await.variants.iter().map(|variant| variant.price.to_string()).collect();
    assert_eq!(prices, ["1250.00"; 4], "new ones cost what the first does");
    assert_eq!(tenant_count(&scope, "select sum(on_hand) from inventory_levels").await, 5, "its stock stays with it");
    // The same again changes nothing.
    assert_eq!(make(&scope, id, &[("Size", "S\nM"), ("Colour", "Red\nDark blue")]).await, MatrixChange::default());
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'catalog.options_changed'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_taken_away_is_asked_first_and_only_what_nobody_has_used_is_deleted() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    make(&scope, id, &[("Size", "S, M, L, XL")]).await;
    fixtures::order(&scope, &[("TEE-L", 1)]).await;
    let Err(Error::App(AppError::Conflict { key, args })) = put(&scope, id, &[("Size", "S, M")], "").await else { panic!("not asked") };
    assert_eq!(key, "catalog-options-sure");
    let said = |name: &str| argument(&args, name);
    assert_eq!((said("off"), said("offNames"), said("gone"), said("goneNames")), ("1".into(), "L".into(), "1".into(), "XL".into()));
    assert_eq!(variants(&scope, id).await.len(), 4, "nothing has happened");
    // Who agreed to something else is asked again.
    assert!(put(&scope, id, &[("Size", "S")], &said("plan")).await.is_err());
    let done = put(&scope, id, &[("Size", "S, M")], &said("plan")).await.unwrap();
    assert_eq!(done, MatrixChange { added: 0, switched_off: 1, removed: 1 });
    assert_eq!(variants(&scope, id).await, own(&[("S", "TEE", true), ("M", "TEE-M", true), ("L", "TEE-L", false)]));
    // It comes back for sale with its history, and not as another one.
    assert_eq!(make(&scope, id, &[("Size", "S, M, L")]).await, MatrixChange::default());
    assert_eq!(variants(&scope, id).await[2], ("L".to_owned(), "TEE-L".to_owned(), true));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_value_that_is_called_otherwise_stays_the_same_variant() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 3).await;
    make(&scope, id, &[("Colour", "Rde, Blue")]).await;
    let before: Vec<_> = shown(&scope, id).await.variants.iter().map(|variant| variant.id).collect();
    let Err(Error::App(AppError::Conflict { args, .. })) = put(&scope, id, &[("Color", "Red, Blue")], "").await else {
        panic!("not asked")
    };
    assert_eq!(argument(&args, "renamed"), "Rde → Red");
    make(&scope, id, &[("Color", "Red, Blue")]).await;
    let after = shown(&scope, id).await;
    assert_eq!(after.variants.iter().map(|variant| variant.id).collect::<Vec<_>>(), before);
    assert_eq!(after.variants[0].name, "Red");
    // One more option: what is there has its first value; one less: what becomes the same is one.
    make(&scope, id, &[("Color", "Red, Blue"), ("Size", "S, M")]).await;
    assert_eq!(shown(&scope, id).await.variants.len(), 4);
    assert_eq!(shown(&scope, id).await.variants[0].id, before[0]);
    make(&scope, id, &[("Color", "Red, Blue")]).await;
    assert_eq!(shown(&scope, id).await.variants.iter().map(|variant| variant.id).collect::<Vec<_>>(), before);
    // None at all.
    make(&scope, id, &[]).await;
    assert_eq!(variants(&scope, id).await, own(&[("", "TEE", true)]));
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_is_typed_wrongly_is_said_beside_its_field() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    let many = (0..40).map(|number| format!("v{number}")).collect::<Vec<_>>().join("\n");
    for (options, expected) in [
        (vec![("", "S, M")], ("name_1", "error-required")),
        (vec![("Size", " , ")], ("values_1", "catalog-error-option-values")),
        (vec![("Size", "S, s")], ("values_1", "catalog-error-value-twice")),
        (vec![("Size", "S"), ("size", "M")], ("name_2", "catalog-error-option-twice")),
        (vec![("A", many.as_str()), ("B", many.as_str())], ("values_1", "catalog-error-too-many-variants")),
    ] {
        assert_eq!(wrong(put(&scope, id, &options, "").await), [(expected.0.to_owned(), expected.1.to_owned())], "{options:?}");
    }
    // Somebody else has changed the same field since the form was opened.
    let base = serde_json::to_string(&OptionsForm::default()).unwrap();
    make(&scope, id, &[("Size", "S")]).await;
    let outcome = save_options(&scope, &id.to_string(), ("1", &base), &form(&[("Size", "M")]), "").await;
    assert!(wrong(outcome).contains(&("values_1".to_owned(), "form-clash".to_owned())));
}

#[tokio::test]
async fn five_hundred_variants_get_skus_that_nobody_has_and_two_who_make_them_at_once_make_them_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "TEE-V2-W1", 0).await;
    let id = product(&scope, "TEE", 0).await;
    let ten = (1..=25).map(|number| format!("v{number}")).collect::<Vec<_>>().join("\n");
    let twenty = (1..=20).map(|number| format!("w{number}")).collect::<Vec<_>>().join("\n");
    let options = [("A", ten.as_str()), ("B", twenty.as_str())];
    let (one, two) = tokio::join!(put(&scope, id, &options, ""), put(&scope, id, &options, ""));
    let added: usize = [one, two].into_iter().map(|outcome| outcome.map_or(0, |done| done.added)).sum();
    assert_eq!(added, 499);
    let rows = variants(&scope, id).await;
    assert_eq!(rows.len(), 500);
    let skus: std::collections::BTreeSet<&String> = rows.iter().map(|(_, sku, _)| sku).collect();
    assert_eq!(skus.len(), 500);
    app.assert_quiet().await;
}

#[tokio::test]
async fn every_table_that_refers_to_variants_keeps_them_from_being_deleted() {
    /// Pictures let go of a variant; prices are of what is gone too.
    const NOT_USE: &[&str] = &["product_media", "price_history"];
    let app = TestApp::start().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select distinct conrelid::regclass::text from pg_constraint where confrelid = 'product_variants'::regclass and contype = 'f' order by 1",
    )
    .fetch_all(app.db.global())
    .await
    .unwrap();
    let asked: String =
        sqlx::query_scalar("select pg_get_functiondef('variants_in_use'::regproc)").fetch_one(app.db.global()).await.unwrap();
    let missing: Vec<&String> =
        tables.iter().filter(|table| !NOT_USE.contains(&table.as_str()) && !asked.contains(&format!("from {table} x"))).collect();
    assert!(missing.is_empty(), "variants_in_use does not ask {missing:?}");
}
