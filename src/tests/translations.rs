//! Translations: what lacks one, the editor, and who reads which.

use crate::localization::{fields, organization, start};
use crate::support::fixtures::{product, tenant_count, things};
use crate::support::source::root;
use axum::http::StatusCode;
use smartstore::domains::catalog::service::delete_category;
use smartstore::domains::localization::model::TranslationFilter;
use smartstore::domains::localization::service::{editor, next_missing, set_languages, translation_list};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use smartstore::server::i18n::text_with;
use smartstore::shared::Language;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

async fn list(scope: &Scope, filter: TranslationFilter) -> smartstore::domains::localization::model::TranslationList {
    translation_list(scope, &filter, PageRequest::default()).await.unwrap()
}

async fn products(scope: &Scope, skus: &[&str]) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for sku in skus {
        let variant = product(scope, sku, 5).await;
        let mut work = scope.begin().await.unwrap();
        ids.push(
            sqlx::query_scalar("select product_id from product_variants where id = $1").bind(variant).fetch_one(work.conn()).await.unwrap(),
        );
    }
    ids
}

#[tokio::test]
async fn the_list_counts_what_is_missing_and_the_editor_goes_from_one_to_the_next() {
    let app = start().await;
    let scope = app.scope();
    let ids = products(&scope, &["A", "B", "C"]).await;
    let all = list(&scope, TranslationFilter::default()).await;
    let counts = |list: &smartstore::domains::localization::model::TranslationList, code: &str| {
        list.kinds.iter().find(|kind| kind.code == code).unwrap().counts.clone()
    };
    assert_eq!(counts(&all, "product.name"), [(Language::Si, 3, 3), (Language::Ta, 3, 3)]);
    assert_eq!(counts(&all, "product.description"), [(Language::Si, 0, 0), (Language::Ta, 0, 0)], "an empty text needs no translation");
    assert_eq!(all.page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[1], ids[0]]);

    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open("/settings/translations?kind=product.name&in=si").await;
    let first = page.attribute("a.row-link", "href").unwrap();
    assert!(first.starts_with(&format!("/settings/translations/products/{}?", ids[2])), "{first}");
    let mut page = staff.open(&first).await;
    for (place, name) in [(2, "සී"), (1, "බී"), (0, "ඒ")] {
        assert!(page.path.contains(&ids[place].to_string()), "{}", page.path);
        assert_eq!(page.attribute("input[name='values[name_si]']", "lang").as_deref(), Some("si"));
        let typed = [("values[name_si]", name), ("then", "next")];
        page = staff.submit_form(&page, "form[action='/api/localization/save_translations']", &typed).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
    }
    assert!(page.path.starts_with("/settings/translations?kind=product%2Ename&in=si"), "nothing is left: {}", page.path);
    let after = list(&scope, TranslationFilter::default()).await;
    assert_eq!(counts(&after, "product.name"), [(Language::Si, 3, 0), (Language::Ta, 3, 3)]);

    // The other button stays on the list; an empty field takes a translation away; the log has it all.
    let page = staff.open(&format!("/settings/translations/products/{}?kind=product.name&show=all", ids[1])).await;
    let typed = [("values[name_si]", ""), ("values[name_ta]", "பி"), ("then", "list")];
    let page = staff.submit_form(&page, "form[action='/api/localization/save_translations']", &typed).await;
    assert_eq!(page.path, "/settings/translations?kind=product%2Ename&show=all");
    let after = list(&scope, TranslationFilter { language: Some(Language::Si), ..TranslationFilter::default() }).await;
    assert_eq!(after.page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[1]]);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'localization.translated'").await, 4);

    let search = TranslationFilter { all: true, query: Some("product c".to_owned()), ..TranslationFilter::default() };
    assert_eq!(list(&scope, search).await.page.rows.len(), 1);
    let none = TranslationFilter { query: Some("100%".to_owned()), all: true, ..TranslationFilter::default() };
    assert!(list(&scope, none).await.page.rows.is_empty());
    let filter = TranslationFilter { kind: Some("product.name".to_owned()), language: Some(Language::Ta), ..TranslationFilter::default() };
    assert_eq!(next_missing(&scope, &filter, "product", ids[2]).await.unwrap(), Some(("products", ids[0])), "B has one");
    assert_eq!(next_missing(&scope, &filter, "product", ids[0]).await.unwrap(), Some(("products", ids[2])), "from the top again");
    assert_eq!(staff.get(&format!("/settings/translations/products/{}", new_id())).await.status, StatusCode::NOT_FOUND);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_translation_that_is_too_long_is_kept_in_the_form() {
    let app = start().await;
    let ids = products(&app.scope(), &["A"]).await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/settings/translations/products/{}", ids[0])).await;
    let long = "අ".repeat(201);
    let page = staff
        .submit_form(&page, "form[action='/api/localization/save_translations']", &[("values[name_si]", &long), ("values[name_ta]", "அ")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("input[name='values[name_si]']", "value"), Some(long));
    assert_eq!(page.attribute("input[name='values[name_ta]']", "value").as_deref(), Some("அ"));
    assert_eq!(page.attributes(".error-summary a", "href"), ["#values[name_si]"]);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from translations").await, 0);
}

#[tokio::test]
async fn languages_decide_what_is_translated() {
    let app = start().await;
    let ids = products(&app.scope(), &["A"]).await;
    set_languages(&app.scope(), "ta", &["en".to_owned()]).await.unwrap();
    let scope = Scope { organization: organization(&app).await.into(), ..app.scope() };
    let texts = editor(&scope, "product", ids[0]).await.unwrap();
    assert_eq!(texts.languages.source, Language::Ta);
    assert_eq!(texts.fields[0].values, [(Language::En, String::new())]);
    assert_eq!(fields(set_languages(&scope, "fr", &[]).await), ["source: error-choice"]);
    assert_eq!(fields(set_languages(&scope, "en", &["fr".to_owned()]).await), ["shown: error-choice"]);
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/settings/translations").await;
    let page = owner.submit_form(&page, "form[action='/api/localization/set_languages']", &[("source", "en"), ("shown[1]", "si")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(organization(&app).await.settings["source_language"], "en");
    assert_eq!(organization(&app).await.settings["languages"], serde_json::json!(["en", "si", "ta"]), "Tamil was ticked");
}

#[tokio::test]
async fn names_are_shown_in_the_language_of_the_reader() {
    let app = start().await;
    let scope = app.scope();
    let own = things(&scope).await;
    let mut staff = app.sign_in("STAFF").await;
    for (kind, id, name) in [("product", own.product, "පිත්තල පහන"), ("category", own.category, "පහන්")] {
        let values = [("resource", kind), ("id", &id.to_string()), ("base", "{}"), ("values[name_si]", name)];
        let saved = staff.call("/api/localization/save_translations", &values).await;
        assert!(saved.status.is_success() || saved.status.is_redirection(), "{saved:?}");
    }
    staff.post_form("/api/access/choose_language", &[("language", "si")]).await;
    for (path, expected) in [
        ("/products".to_owned(), "පිත්තල පහන"),
        ("/products".to_owned(), "පහන්"),
        (format!("/products/{}", own.product), "පහන්"),
        ("/categories".to_owned(), "පහන්"),
    ] {
        assert!(staff.open(&path).await.body.contains(expected), "{path} has no {expected}");
    }
    let found = staff.call("/api/catalog/search_variants", &[("q", "පිත්තල")]).await;
    assert!(found.body.contains("පිත්තල පහන"), "{}", found.body);

    // The buyer reads it in theirs, and as it was ordered where there is no translation.
    let path = format!("/s/{}/track/{}", app.organization.slug, crate::support::fixtures::ORDER_NUMBER);
    let mut buyer = app.stranger();
    assert!(buyer.open(&path).await.visible().contains("1 × පිත්තල පහන"), "the customer's language is Sinhala");
    buyer.accept_language = Some("ta".to_owned());
    assert!(buyer.open(&path).await.visible().contains("1 × Brass lamp"));
    // What is not shown to buyers is not shown.
    set_languages(&scope, "en", &["ta".to_owned()]).await.unwrap();
    buyer.accept_language = Some("si".to_owned());
    assert!(buyer.open(&path).await.visible().contains("1 × Brass lamp"));
}

#[tokio::test]
async fn a_category_takes_its_translations_with_it() {
    let app = start().await;
    let scope = app.scope();
    let mut owner = app.sign_in("OWNER").await;
    owner.post_form("/api/catalog/create_category", &[("name", "Candles")]).await;
    let mut work = scope.begin().await.unwrap();
    let id: Uuid = sqlx::query_scalar("select id from categories").fetch_one(work.conn()).await.unwrap();
    drop(work);
    let values = [("resource", "category"), ("id", &id.to_string()), ("base", "{}"), ("values[name_ta]", "மெழுகுவர்த்திகள்")];
    owner.call("/api/localization/save_translations", &values).await;
    assert_eq!(tenant_count(&scope, "select count(*) from translations").await, 1);
    delete_category(&scope, &id.to_string()).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from translations").await, 0);
    app.assert_quiet().await;
}

#[test]
fn the_glossary_has_the_words_of_the_files() {
    let glossary = std::fs::read_to_string(root().join("locales/GLOSSARY.md")).unwrap();
    let mut terms = 0;
    for line in glossary.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, _, en, si, ta, key, _, _] = cells.as_slice() else { continue };
        let Some(key) = key.strip_prefix('`').and_then(|key| key.strip_suffix('`')) else { continue };
        terms += 1;
        for (language, written) in [(Language::En, en), (Language::Si, si), (Language::Ta, ta)] {
            assert_eq!(text_with(language, key, &[]), **written, "{key} in {}", language.code());
        }
    }
    assert!(terms > 40, "{terms}");
}

#[tokio::test]
async fn two_who_translate_one_product_overwrite_nothing_of_each_other() {
    let app = start().await;
    let id = products(&app.scope(), &["A"]).await[0];
    let path = format!("/settings/translations/products/{id}?kind=product.name&show=all");
    let form = "form[action='/api/localization/save_translations']";
    let (mut first, mut second) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let (hers, his) = (first.open(&path).await, second.open(&path).await);
    first.submit_form(&hers, form, &[("values[name_si]", "තේ"), ("then", "list")]).await;
    // Another language of the same name: both stay, and what she wrote is not taken for removed.
    let page = second.submit_form(&his, form, &[("values[name_ta]", "தேநீர்"), ("then", "list")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let now = second.open(&path).await;
    let value = |page: &crate::support::Page, name: &str| page.attribute(&format!("input[name='values[{name}]']"), "value");
    assert_eq!((value(&now, "name_si").as_deref(), value(&now, "name_ta").as_deref()), (Some("තේ"), Some("தேநீர்")));
    // The same one: who wrote what is said beside it, and his stays in the box.
    let refused = second.submit_form(&his, form, &[("values[name_si]", "තේ කොළ"), ("then", "list")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    let message = refused.text("[id='values[name_si]-error']");
    assert!(message.contains("OWNER Test") && message.contains("තේ"), "{message}");
    assert_eq!(value(&refused, "name_si").as_deref(), Some("තේ කොළ"));
    let saved = second.submit_form(&refused, form, &[("then", "list")]).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let now = first.open(&path).await;
    assert_eq!((value(&now, "name_si").as_deref(), value(&now, "name_ta").as_deref()), (Some("තේ කොළ"), Some("தேநீர்")));
    let id = id.to_string();
    let blind = [("resource", "product"), ("id", id.as_str()), ("values[name_si]", "x")];
    assert_eq!(second.post_form("/api/localization/save_translations", &blind).await.status, StatusCode::CONFLICT);
    app.assert_quiet().await;
}
