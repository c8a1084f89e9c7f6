//! Size guides.

use super::{create, form, one, refused};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::catalog::model::{CategoryForm, LengthUnit, MeasureRow, Measurements, ProductForm, SizeGuide, SizeGuideForm};
use smartstore::domains::catalog::service;
use smartstore::server::Scope;
use smartstore::shared::Language;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

fn row(name: &str, values: &[&str]) -> MeasureRow {
    MeasureRow { name: name.to_owned(), values: values.iter().map(|value| (*value).to_owned()).collect() }
}

fn grid(sizes: &[&str], rows: Vec<MeasureRow>) -> Measurements {
    Measurements { sizes: sizes.iter().map(|size| (*size).to_owned()).collect(), rows }
}

fn guide(name: &str, unit: LengthUnit, grid: Measurements) -> SizeGuideForm {
    SizeGuideForm { name: name.to_owned(), unit: unit.code().to_owned(), grid, ..SizeGuideForm::default() }
}

async fn made(scope: &Scope, form: &SizeGuideForm) -> SizeGuide {
    service::create_size_guide(scope, form).await.unwrap();
    let rows = service::size_guides(scope, PageRequest::default()).await.unwrap().rows;
    service::size_guide(scope, rows.into_iter().find(|row| row.name == form.name).unwrap().id).await.unwrap()
}

#[test]
fn a_length_in_one_unit_is_right_in_the_other() {
    let length = |text: &str| text.parse::<Decimal>().unwrap();
    for (cm, inch) in [("2.54", "1"), ("96", "37.8"), ("91.4", "36"), ("0.1", "0"), ("100.25", "39.5")] {
        assert_eq!(LengthUnit::Cm.to(LengthUnit::Inch, length(cm)), length(inch), "{cm} cm");
    }
    for (inch, cm) in [("1", "2.5"), ("36", "91.4"), ("37.5", "95.3"), ("10", "25.4")] {
        assert_eq!(LengthUnit::Inch.to(LengthUnit::Cm, length(inch)), length(cm), "{inch} in");
    }
    assert_eq!(LengthUnit::Cm.to(LengthUnit::Cm, length("96.50")).to_string(), "96.5");
}

#[tokio::test]
async fn a_table_is_kept_without_what_is_empty_and_says_what_is_wrong() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let typed = grid(&["S", "", " M ", ""], vec![row("Chest", &["92.50", "", "96"]), row("", &["", ""]), row("Sleeve", &["", "", "61"])]);
    let kept = made(&scope, &guide("Shirts", LengthUnit::Cm, typed)).await;
    assert_eq!(kept.measurements, grid(&["S", "M"], vec![row("Chest", &["92.5", "96"]), row("Sleeve", &["", "61"])]));
    let chest = || vec![row("Chest", &["92"])];
    for (wrong, field, key) in [
        (guide("Shirts", LengthUnit::Cm, grid(&["S"], chest())), "name", "catalog-error-guide-taken"),
        (guide("", LengthUnit::Cm, grid(&["S"], chest())), "name", "error-required"),
        (SizeGuideForm { unit: "YARD".to_owned(), ..guide("X", LengthUnit::Cm, grid(&["S"], chest())) }, "unit", "error-choice"),
        (guide("X", LengthUnit::Cm, grid(&[""], chest())), "grid[sizes][0]", "catalog-error-size-missing"),
        (guide("X", LengthUnit::Cm, grid(&["S", "s"], chest())), "grid[sizes][1]", "catalog-error-size-twice"),
        (guide("X", LengthUnit::Cm, grid(&["S"], vec![row("", &["92"])])), "grid[rows][0][name]", "catalog-error-measure-missing"),
        (guide("X", LengthUnit::Cm, grid(&["S"], vec![row("Chest", &["wide"])])), "grid[rows][0][values][0]", "catalog-error-length"),
        (guide("X", LengthUnit::Cm, grid(&["S"], vec![row("Chest", &["-1"])])), "grid[rows][0][values][0]", "catalog-error-length"),
        (guide("X", LengthUnit::Cm, grid(&["S"], vec![row("Chest", &["1.234"])])), "grid[rows][0][values][0]", "catalog-error-length"),
    ] {
        assert_eq!(refused(service::create_size_guide(&scope, &wrong).await), one(field, key));
    }
    assert_eq!(tenant_count(&scope, "select count(*) from size_guides").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_change_one_guide_and_the_same_table_is_asked_about() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let before = made(&scope, &guide("Shirts", LengthUnit::Cm, grid(&["S"], vec![row("Chest", &["92"])]))).await;
    let base_form = SizeGuideForm::from(&before);
    let base = serde_json::to_string(&base_form).unwrap();
    let id = before.id.to_string();
    let save = async |form: SizeGuideForm| service::update_size_guide(&scope, &id, ("1", &base), &form).await;
    save(SizeGuideForm { grid: grid(&["S", "M"], vec![row("Chest", &["92", "96"])]), ..base_form.clone() }).await.unwrap();
    // Spare rows and columns are no change: what the other made of the table stays.
    let spare = grid(&["S", ""], vec![row("Chest", &["92", ""]), row("", &["", ""])]);
    save(SizeGuideForm { fit_description: "Cut wide".to_owned(), grid: spare, ..base_form.clone() }).await.unwrap();
    let after = service::size_guide(&scope, before.id).await.unwrap();
    assert_eq!((after.measurements.sizes.len(), after.fit_description.as_str()), (2, "Cut wide"));
    let clash = refused(save(SizeGuideForm { grid: grid(&["S"], vec![row("Chest", &["93"])]), ..base_form.clone() }).await);
    assert_eq!(clash[0], ("grid".to_owned(), "form-clash".to_owned()));
    app.assert_quiet().await;
}

async fn give_category(scope: &Scope, id: Uuid, guide: &str) {
    let (category, _) = service::category(scope, id).await.unwrap();
    let base = serde_json::to_string(&CategoryForm::from(&category)).unwrap();
    let form = CategoryForm { size_guide_id: guide.to_owned(), ..CategoryForm::from(&category) };
    service::update_category(scope, &id.to_string(), (&category.version.to_string(), &base), &form).await.unwrap();
}

#[tokio::test]
async fn a_product_has_its_own_guide_or_the_nearest_above_it_and_a_guide_in_use_stays() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let wide = made(&scope, &guide("Wide", LengthUnit::Inch, grid(&["S"], vec![row("Chest", &["36"])]))).await;
    let own = made(&scope, &guide("Own", LengthUnit::Cm, grid(&["S"], vec![row("Waist", &["70"])]))).await;
    let clothing = service::create_category(&scope, "Clothing", "").await.unwrap().0;
    let shirts = service::create_category(&scope, "Shirts", &clothing.to_string()).await.unwrap().0;
    let shirt = create(&scope, &ProductForm { category_id: shirts.to_string(), ..form("Shirt", "2500") }).await;
    let named = async |id: Uuid| service::product(&scope, id, Language::En).await.unwrap().size_guide.map(|guide| guide.name);
    assert_eq!(named(shirt).await, None);
    give_category(&scope, clothing, &wide.id.to_string()).await;
    assert_eq!(named(shirt).await.as_deref(), Some("Wide"), "that of the category above");
    let mut viewer = app.sign_in("VIEWER").await;
    let page = viewer.open(&format!("/products/{shirt}")).await;
    assert!(page.visible().contains("Size guide: Wide"), "{}", page.visible());
    assert!(page.texts("td.num").iter().any(|cell| cell.contains("36") && cell.contains("91.4")), "both units: {}", page.visible());
    let dress =
        create(&scope, &ProductForm { category_id: shirts.to_string(), size_guide_id: own.id.to_string(), ..form("Dress", "3500") }).await;
    assert_eq!(named(dress).await.as_deref(), Some("Own"));
    for used in [&wide, &own] {
        assert_eq!(refused(service::delete_size_guide(&scope, &used.id.to_string()).await), one("", "catalog-error-guide-used"));
    }
    give_category(&scope, clothing, "").await;
    service::delete_size_guide(&scope, &wide.id.to_string()).await.unwrap();
    assert_eq!(named(shirt).await, None);
    // Another organization's guide is none.
    let foreign = made(&app.other_scope(), &guide("Foreign", LengthUnit::Cm, grid(&["S"], vec![row("Waist", &["70"])]))).await;
    let wrong = ProductForm { size_guide_id: foreign.id.to_string(), ..form("Belt", "900") };
    assert_eq!(refused(service::create_product(&scope, &wrong).await), one("size_guide_id", "error-choice"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_grid_is_a_plain_form() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/size-guides/new").await;
    let new = "form[action='/api/catalog/create_size_guide']";
    let typed = [
        ("name", "Blouses"),
        ("unit", "INCH"),
        ("grid[sizes][0]", "S"),
        ("grid[sizes][1]", "M"),
        ("grid[rows][0][name]", "Bust"),
        ("grid[rows][0][values][0]", "34"),
        ("grid[rows][0][values][1]", "about 36"),
    ];
    let refused = owner.submit_form(&page, new, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    let cell = "[name='grid[rows][0][values][1]']";
    assert_eq!(refused.attribute(cell, "value").as_deref(), Some("about 36"), "nothing typed is lost");
    assert_eq!(refused.attribute(cell, "aria-invalid").as_deref(), Some("true"));
    let page = owner.submit_form(&refused, new, &[("grid[rows][0][values][1]", "36")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(page.visible().contains("Blouses") && page.visible().contains("S, M"), "{}", page.visible());
    let id = service::size_guides(&scope, PageRequest::default()).await.unwrap().rows[0].id;
    let page = owner.open(&format!("/size-guides/{id}")).await;
    assert_eq!(page.attributes("[name^='grid[sizes]']", "value"), ["S", "M", ""], "one column to spare");
    let update = "form[action='/api/catalog/update_size_guide']";
    let page = owner.submit_form(&page, update, &[("grid[sizes][2]", "L"), ("grid[rows][0][values][2]", "38")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(service::size_guide(&scope, id).await.unwrap().measurements.sizes, ["S", "M", "L"]);
    let page = owner.open(&format!("/size-guides/{id}")).await;
    owner.submit_form(&page, "form[action='/api/catalog/delete_size_guide']", &[]).await;
    assert_eq!(tenant_count(&scope, "select count(*) from size_guides").await, 0);
    app.assert_quiet().await;
}
