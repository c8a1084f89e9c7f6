//! The tree of categories.

use super::{create, form, one, refused};
use crate::support::fixtures::tenant_count;
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use image::{DynamicImage, ImageFormat, RgbImage};
use smartstore::domains::catalog::model::{CategoryForm, CategoryMove, CategoryRow, ProductForm};
use smartstore::domains::catalog::service;
use smartstore::server::Scope;
use smartstore::shared::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use uuid::Uuid;

async fn add(scope: &Scope, name: &str, parent: Option<Uuid>) -> Uuid {
    service::create_category(scope, name, &parent.map(|id| id.to_string()).unwrap_or_default()).await.unwrap().0
}

async fn tree(scope: &Scope) -> Vec<CategoryRow> {
    service::categories(scope, Language::En).await.unwrap()
}

/// The tree in a line: deeper ones with a dash for each level.
async fn drawn(scope: &Scope) -> String {
    tree(scope).await.iter().map(|row| format!("{}{}", "-".repeat(row.depth), row.name)).collect::<Vec<_>>().join(" ")
}

async fn go(scope: &Scope, id: Uuid, to: CategoryMove) -> bool {
    service::moved(scope, id, to).await.unwrap().1
}

#[tokio::test]
async fn a_category_goes_one_step_at_a_time_or_to_any_place() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let a = add(&scope, "A", None).await;
    let b = add(&scope, "B", None).await;
    let c = add(&scope, "C", None).await;
    let d = add(&scope, "D", Some(a)).await;
    assert_eq!(drawn(&scope).await, "A -D B C", "new ones are the last of their siblings");
    assert!(go(&scope, c, CategoryMove::Up).await);
    assert_eq!(drawn(&scope).await, "A -D C B");
    assert!(go(&scope, a, CategoryMove::Down).await);
    assert_eq!(drawn(&scope).await, "C A -D B");
    assert!(go(&scope, b, CategoryMove::In).await);
    assert_eq!(drawn(&scope).await, "C A -D -B");
    assert!(go(&scope, d, CategoryMove::Out).await);
    assert_eq!(drawn(&scope).await, "C A -B D", "right behind the one that it was in");
    assert!(go(&scope, b, CategoryMove::Root).await);
    assert_eq!(drawn(&scope).await, "C A D B");
    assert!(go(&scope, b, CategoryMove::Into(c)).await);
    assert!(go(&scope, d, CategoryMove::Before(b)).await);
    assert!(go(&scope, a, CategoryMove::After(d)).await);
    assert_eq!(drawn(&scope).await, "C -D -A -B");
    for nothing in [(c, CategoryMove::Up), (c, CategoryMove::Down), (c, CategoryMove::In), (c, CategoryMove::Out), (c, CategoryMove::Root)]
    {
        assert!(!go(&scope, nothing.0, nothing.1).await, "{nothing:?}");
    }
    assert!(!go(&scope, a, CategoryMove::After(d)).await, "it is there already");
    assert_eq!(drawn(&scope).await, "C -D -A -B");
    for inside in [CategoryMove::Into(c), CategoryMove::Into(a), CategoryMove::Before(a), CategoryMove::After(c)] {
        assert_eq!(refused(service::moved(&scope, c, inside).await), one("", "catalog-error-category-circle"), "{inside:?}");
    }
    add(&scope, "A", None).await;
    assert_eq!(refused(service::moved(&scope, a, CategoryMove::Root).await), one("", "catalog-error-category-taken"));
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'catalog.category_moved'").await, 8);
    app.assert_quiet().await;
}

/// Whatever many people move at the same time: nothing is lost, nothing lies in itself, and each has a place of its own.
#[tokio::test]
async fn many_moves_at_once_leave_a_tree_with_an_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let mut ids = Vec::new();
    for number in 0..12 {
        let parent = if number < 4 { None } else { Some(ids[number % 4]) };
        ids.push(add(&scope, &format!("N{number}"), parent).await);
    }
    let before: BTreeSet<Uuid> = ids.iter().copied().collect();
    let moves = (0..160_usize).map(|number| {
        let (scope, id, other) = (scope.clone(), ids[number * 7 % 12], ids[(number * 5 + number / 12) % 12]);
        let to = match number % 8 {
            0 => CategoryMove::Into(other),
            1 => CategoryMove::Before(other),
            2 => CategoryMove::After(other),
            3 => CategoryMove::In,
            4 => CategoryMove::Out,
            5 => CategoryMove::Up,
            6 => CategoryMove::Down,
            _ => CategoryMove::Into(other),
        };
        // A move that would make a circle is refused; anything else is a failure.
        tokio::spawn(async move {
            match service::moved(&scope, id, to).await {
                Ok((_, moved)) => usize::from(moved),
                refused => {
                    assert_eq!(super::refused(refused), one("", "catalog-error-category-circle"));
                    0
                }
            }
        })
    });
    let makers = (0..8).map(|number| {
        let (scope, parent) = (scope.clone(), ids[number % 3]);
        tokio::spawn(
            async move { usize::from(service::create_category(&scope, &format!("New {number}"), &parent.to_string()).await.is_ok()) },
        )
    });
    let done: Vec<usize> =
        futures::future::join_all(moves.chain(makers).collect::<Vec<_>>()).await.into_iter().map(Result::unwrap).collect();
    assert!(done.iter().sum::<usize>() > 20, "most of them have moved something: {done:?}");
    // All are reached from the root, so there is no circle and nothing is lost.
    let rows = tree(&scope).await;
    let after: BTreeSet<Uuid> = rows.iter().map(|row| row.id).collect();
    assert!(after.is_superset(&before), "nothing is lost");
    assert_eq!(after.len(), 20);
    assert_eq!(tenant_count(&scope, "select count(*) from categories").await, 20);
    let places = "select count(*) from (select from categories group by parent_id, sort_order having count(*) > 1) x";
    assert_eq!(tenant_count(&scope, places).await, 0, "each place is of one alone");
    let mut children: BTreeMap<Option<Uuid>, i64> = BTreeMap::new();
    for row in &rows {
        *children.entry(row.parent_id).or_default() += 1;
    }
    assert!(rows.iter().all(|row| children.get(&Some(row.id)).copied().unwrap_or_default() == row.children));
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_database_itself_refuses_two_siblings_in_one_place() {
    let app = TestApp::start().await;
    let scope = app.scope();
    add(&scope, "A", None).await;
    add(&scope, "B", None).await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update categories set sort_order = 1").execute(work.conn()).await.unwrap();
    assert!(work.commit().await.is_err());
}

fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(80, 60, image::Rgb([120, 80, 40]))).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn page_of(browser: &mut Browser, id: Uuid) -> crate::support::Page {
    browser.open(&format!("/categories/{id}")).await
}

const EDIT: &str = "form[action='/api/catalog/update_category']";

#[tokio::test]
async fn a_category_has_a_name_an_address_a_text_and_a_picture() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamps = add(&scope, "Brass lamps", None).await;
    add(&scope, "Pots", None).await;
    let mut owner = app.sign_in("OWNER").await;
    let page = page_of(&mut owner, lamps).await;
    assert_eq!(page.attribute("#slug", "value").as_deref(), Some("brass-lamps"), "made from the name");
    let refused = owner.submit_form(&page, EDIT, &[("slug", "Brass Lamps"), ("description", "Kept")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert!(refused.text("#slug-error").contains("small Latin letters"), "{refused:?}");
    assert!(refused.text("#description").contains("Kept"), "nothing typed is lost");
    let refused = owner.submit_form(&refused, EDIT, &[("slug", "pots")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text("#slug-error").contains("in use already"), "{refused:?}");
    let saved = owner.submit_form(&refused, EDIT, &[("slug", "lamps")]).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let page = page_of(&mut owner, lamps).await;
    let upload = "form[action='/api/catalog/upload_category_image']";
    let wrong = owner.submit_file(&page, upload, &[], ("image", "lamp.png", b"no picture")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    let shown = owner.submit_file(&page, upload, &[], ("image", "lamp.png", &picture())).await;
    assert_eq!(shown.status, StatusCode::OK, "{shown:?}");
    assert!(shown.has("img.logo"), "{shown:?}");
    let again = owner.submit_file(&shown, upload, &[], ("image", "lamp.png", &picture())).await;
    assert_eq!(tenant_count(&scope, "select count(*) from uploads where in_use").await, 1, "the old one is let go");
    let gone = owner.submit_form(&again, "form[action='/api/catalog/remove_category_image']", &[]).await;
    assert!(!gone.has("img.logo"), "{gone:?}");
    app.drain().await;
    assert_eq!(tenant_count(&scope, "select count(*) from uploads").await, 0, "and its files are removed");
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_change_one_category_and_both_changes_stay() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamps = add(&scope, "Lamps", None).await;
    let (category, _) = service::category(&scope, lamps).await.unwrap();
    let base = CategoryForm::from(&category);
    let (version, made_from) = (category.version.to_string(), serde_json::to_string(&base).unwrap());
    let first = CategoryForm { description: "Of brass".to_owned(), ..base.clone() };
    service::update_category(&scope, &lamps.to_string(), (&version, &made_from), &first).await.unwrap();
    let second = CategoryForm { name: "Oil lamps".to_owned(), ..base.clone() };
    service::update_category(&scope, &lamps.to_string(), (&version, &made_from), &second).await.unwrap();
    let (after, _) = service::category(&scope, lamps).await.unwrap();
    assert_eq!((after.name.as_str(), after.description.as_str(), after.version), ("Oil lamps", "Of brass", 3));
    let third = CategoryForm { name: "Tall lamps".to_owned(), ..base };
    let clash = refused(service::update_category(&scope, &lamps.to_string(), (&version, &made_from), &third).await);
    assert_eq!(clash[0], ("name".to_owned(), "form-clash".to_owned()));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_category_out_of_use_leaves_what_buyers_see_and_keeps_its_products() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let home = add(&scope, "Home", None).await;
    let lamps = add(&scope, "Lamps", Some(home)).await;
    let lamp = create(&scope, &ProductForm { category_id: lamps.to_string(), ..form("Brass lamp", "4500") }).await;
    let seen = async || tree(&scope).await.iter().map(|row| row.is_public).collect::<Vec<_>>();
    assert_eq!(seen().await, [true, true]);
    let (category, _) = service::category(&scope, home).await.unwrap();
    let off = CategoryForm { is_active: String::new(), ..CategoryForm::from(&category) };
    let base = serde_json::to_string(&CategoryForm::from(&category)).unwrap();
    service::update_category(&scope, &home.to_string(), ("1", &base), &off).await.unwrap();
    assert_eq!(seen().await, [false, false], "what is in it is hidden with it");
    let product = service::product(&scope, lamp, Language::En).await.unwrap();
    assert!(!product.category_is_public && product.category_id == Some(lamps), "the product stays where it is");
    let mut viewer = app.sign_in("VIEWER").await;
    let page = viewer.open(&format!("/products/{lamp}")).await;
    assert!(page.visible().contains("The category Home › Lamps is not in use"), "{}", page.visible());
    let page = viewer.open("/categories").await;
    assert!(page.visible().contains("Not in use") && page.visible().contains("Hidden with the one above"), "{}", page.visible());
    assert!(!page.has("form[action^='/api/catalog']"), "who may only look sees no form");
    app.assert_quiet().await;
}

#[tokio::test]
async fn without_javascript_the_menu_of_a_row_and_a_choice_move_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let a = add(&scope, "A", None).await;
    let b = add(&scope, "B", None).await;
    let mut owner = app.sign_in("OWNER").await;
    let move_it = "/api/catalog/move_category";
    let (a_id, b_id) = (a.to_string(), b.to_string());
    let page = owner.open("/categories").await;
    assert_eq!(page.attributes("[data-id] button[name=to]", "value"), ["down", "up", "in"], "only ways that lead somewhere");
    owner.post_form(move_it, &[("category_id", &b_id), ("to", "up")]).await;
    assert_eq!(drawn(&scope).await, "B A");
    let page = page_of(&mut owner, a).await;
    let page = owner.submit_form(&page, "form[action='/api/catalog/move_category']", &[("other_category_id", &b_id)]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(drawn(&scope).await, "B -A");
    let page = owner.call(move_it, &[("category_id", &b_id), ("to", "into"), ("other_category_id", &a_id)]).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
    let page = owner.call(move_it, &[("category_id", &b_id), ("to", "sideways")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
    app.assert_quiet().await;
}
