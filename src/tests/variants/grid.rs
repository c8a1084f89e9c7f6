//! The grid: many rows at once, cell by cell, whoever else writes.

use super::{lines, make, person, product, shown, wrong};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use axum::http::StatusCode;
use smartstore::domains::catalog::model::cell_name;
use smartstore::domains::catalog::service::{lock_costs, save_variants, set_cost};
use smartstore::server::Error;
use smartstore::shared::AppError;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const SIZES: &str = "XS, S, M, L";

#[tokio::test]
async fn five_hundred_rows_are_saved_at_once_with_their_history_and_one_line_in_the_log() {
    let app = TestApp::start().await;
    let scope = person(&app, "OWNER").await;
    let id = product(&scope, "TEE", 0).await;
    let (a, b) = (
        (1..=25).map(|n| format!("v{n}")).collect::<Vec<_>>().join("\n"),
        (1..=20).map(|n| format!("w{n}")).collect::<Vec<_>>().join("\n"),
    );
    make(&scope, id, &[("A", &a), ("B", &b)]).await;
    let typed = lines(&shown(&scope, id).await, |at, cells| {
        cells.price = format!("{}", 1_000 + at);
        cells.wholesale_price = "900".to_owned();
        cells.barcode = format!("479{at:010}");
        cells.weight_g = "250".to_owned();
    });
    assert_eq!(typed.len(), 500);
    let begun = Instant::now();
    assert_eq!(save_variants(&scope, &id.to_string(), &typed).await.unwrap(), (id, 500));
    // Without optimisation and beside other tests; a release build takes a small part of it.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let count = |sql| tenant_count(&scope, sql);
    assert_eq!(count("select count(*) from product_variants where weight_g = 250 and wholesale_price = 900").await, 500);
    // One row had price 1,250.00 already.
    assert_eq!(count("select count(*) from price_history where field = 'price' and user_id is not null").await, 499);
    assert_eq!(
        count("select count(*) from price_history where field = 'wholesale_price' and old_value is null and new_value = 900").await,
        500
    );
    assert_eq!(count("select count(*) from audit_logs where action = 'catalog.variants_changed'").await, 1);
    // A row as it is is not written.
    let typed = lines(&shown(&scope, id).await, |at, cells| {
        if at == 7 {
            cells.price = "5".to_owned()
        }
    });
    assert_eq!(save_variants(&scope, &id.to_string(), &typed).await.unwrap().1, 1);
    // The first one had a version more: options have given it its values.
    assert_eq!(count("select count(*) from product_variants where version = 2").await, 498);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_code_that_is_there_is_said_beside_its_cell_and_nothing_is_written() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 0).await;
    let id = product(&scope, "TEE", 0).await;
    make(&scope, id, &[("Size", SIZES)]).await;
    let save = async |change: fn(usize, &mut smartstore::domains::catalog::model::VariantCells)| {
        let typed = lines(&shown(&scope, id).await, change);
        wrong(save_variants(&scope, &id.to_string(), &typed).await)
    };
    let said = |field: &str, key: &str| vec![(field.to_owned(), key.to_owned())];
    assert_eq!(
        save(|at, cells| if at == 1 {
            cells.sku = "LAMP".to_owned()
        })
        .await,
        said("sku", "catalog-error-sku-taken-by")
    );
    assert_eq!(
        save(|at, cells| if at == 1 {
            cells.sku = "TEE".to_owned()
        })
        .await,
        said("sku", "catalog-error-sku-twice")
    );
    let both = save(|_, cells| cells.barcode = "1".to_owned()).await;
    assert_eq!(both.len(), 4);
    assert_eq!(
        save(|at, cells| if at == 2 {
            cells.price = "x".to_owned()
        })
        .await,
        said("price", "error-amount-not-a-number")
    );
    assert_eq!(
        save(|at, cells| if at == 2 {
            cells.price = String::new()
        })
        .await,
        said("price", "error-required")
    );
    assert_eq!(
        save(|at, cells| if at == 2 {
            cells.sku = " ".to_owned()
        })
        .await,
        said("sku", "error-required")
    );
    assert_eq!(
        save(|at, cells| if at == 2 {
            cells.weight_g = "1.5".to_owned()
        })
        .await,
        said("weight_g", "catalog-error-weight")
    );
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'catalog.variants_changed'").await, 0);
    // Two rows may exchange their codes.
    let typed = lines(&shown(&scope, id).await, |at, cells| match at {
        1 => cells.sku = "TEE-M".to_owned(),
        2 => cells.sku = "TEE-S".to_owned(),
        _ => {}
    });
    assert_eq!(save_variants(&scope, &id.to_string(), &typed).await.unwrap().1, 2);
    let skus: Vec<String> = shown(&scope, id).await.variants.into_iter().map(|variant| variant.sku).collect();
    assert_eq!(skus, ["TEE", "TEE-M", "TEE-S", "TEE-L"]);
    app.assert_quiet().await;
}

#[tokio::test]
async fn cells_of_two_people_stand_side_by_side_and_the_same_cell_names_who_and_what() {
    let app = TestApp::start().await;
    let (first, second) = (person(&app, "OWNER").await, person(&app, "STAFF").await);
    let id = product(&first, "TEE", 0).await;
    make(&first, id, &[("Size", SIZES)]).await;
    let opened = shown(&first, id).await;
    let hers = lines(&opened, |at, cells| match at {
        0 => cells.price = "2000".to_owned(),
        1 => cells.price = "2100".to_owned(),
        _ => {}
    });
    let his = lines(&opened, |at, cells| match at {
        0 => cells.weight_g = "300".to_owned(),
        1 => cells.price = "2200".to_owned(),
        _ => {}
    });
    save_variants(&first, &id.to_string(), &hers).await.unwrap();
    let Err(Error::App(AppError::Invalid(errors))) = save_variants(&second, &id.to_string(), &his).await else { panic!("no clash") };
    let clash = errors.0.iter().find(|error| error.key == "form-clash").unwrap();
    assert_eq!(clash.field, cell_name(opened.variants[1].id, "price"));
    let args: Vec<&str> = clash.args.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!((args[0], args[2], args[3]), ("OWNER Test", "1250.00", "2100.00"));
    // Without that cell the other one is put beside hers.
    let his = lines(&opened, |at, cells| {
        if at == 0 {
            cells.weight_g = "300".to_owned()
        }
    });
    save_variants(&second, &id.to_string(), &his).await.unwrap();
    let now = shown(&first, id).await;
    assert_eq!((now.variants[0].price.to_string().as_str(), now.variants[0].weight_g), ("2000.00", Some(300)));
    // What goods cost changes with a receipt; a grid that was opened before does not bring the old cost back.
    let mut work = first.begin().await.unwrap();
    let cost = lock_costs(&mut work, &[opened.variants[0].id]).await.unwrap().remove(0);
    set_cost(&mut work, &cost, "77".parse().unwrap()).await.unwrap();
    work.commit().await.unwrap();
    let late = lines(&now, |at, cells| {
        if at == 0 {
            cells.price = "2300".to_owned()
        }
    });
    save_variants(&first, &id.to_string(), &late).await.unwrap();
    assert_eq!(shown(&first, id).await.variants[0].cost_price.map(|cost| cost.to_string()).as_deref(), Some("77.00"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn overlapping_grids_at_the_same_time_lose_nothing_and_make_no_double() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (one, two) = (product(&scope, "ONE", 0).await, product(&scope, "TWO", 0).await);
    for id in [one, two] {
        make(&scope, id, &[("Size", SIZES)]).await;
    }
    let opened = shown(&scope, one).await;
    // Each of eight people changes a cell of their own, and all of them the same one.
    let people: Vec<_> = (0..8)
        .map(|number| {
            let typed = lines(&opened, |at, cells| {
                if at == number / 2 {
                    let cell = if number % 2 == 0 { &mut cells.weight_g } else { &mut cells.barcode };
                    *cell = format!("{}", 100 + number);
                }
            });
            let shared = lines(&opened, |at, cells| {
                if at == 3 {
                    cells.price = format!("{}", 5_000 + number)
                }
            });
            let (scope, id) = (scope.clone(), one.to_string());
            tokio::spawn(async move {
                let own = save_variants(&scope, &id, &typed).await.unwrap().1;
                (own, save_variants(&scope, &id, &shared).await.is_ok())
            })
        })
        .collect();
    let outcomes: Vec<(usize, bool)> = futures::future::join_all(people).await.into_iter().map(Result::unwrap).collect();
    assert!(outcomes.iter().all(|(own, _)| *own == 1), "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|(_, won)| *won).count(), 1, "one of eight: the others are told");
    let now = shown(&scope, one).await;
    for (row, variant) in now.variants.iter().enumerate() {
        assert_eq!(variant.weight_g, Some(100 + 2 * i32::try_from(row).unwrap()));
        assert_eq!(variant.barcode.as_deref(), Some(format!("{}", 101 + 2 * row).as_str()));
    }
    // Two products want the same new SKU.
    let wanted = |opened: &smartstore::domains::catalog::model::Matrix| {
        lines(opened, |at, cells| {
            if at == 1 {
                cells.sku = "SAME".to_owned()
            }
        })
    };
    let (first, second) = (wanted(&now), wanted(&shown(&scope, two).await));
    let (one, two) = (one.to_string(), two.to_string());
    let (first, second) = tokio::join!(save_variants(&scope, &one, &first), save_variants(&scope, &two, &second));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let lost = if first.is_ok() { second } else { first };
    assert_eq!(wrong(lost), [("sku".to_owned(), "catalog-error-sku-taken-by".to_owned())]);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_page_works_as_a_plain_form_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = product(&scope, "TEE", 0).await;
    let mut browser = app.sign_in("ADMIN").await;
    let page = browser.open(&format!("/products/{id}/variants")).await;
    let options = "form[action='/api/catalog/save_options']";
    let page = browser.submit_form(&page, options, &[("name_1", "Size"), ("values_1", "S\nM\nL")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let rows = shown(&scope, id).await.variants;
    assert_eq!(rows.len(), 3);
    let [price, sku, other] = [cell_name(rows[1].id, "price"), cell_name(rows[1].id, "sku"), cell_name(rows[2].id, "price")];
    let grid = "form[action='/api/catalog/save_variants']";
    let refused = browser.submit_form(&page, grid, &[(&price, "1,990"), (&sku, "TEE"), (&other, "many")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let value = |page: &crate::support::Page, name: &str| page.attribute(&format!("[id='{name}']"), "value").unwrap_or_default();
    assert_eq!((value(&refused, &price), value(&refused, &other)), ("1,990".to_owned(), "many".to_owned()));
    let told: BTreeSet<String> = refused.texts(".error-summary li").into_iter().collect();
    assert!(told.iter().any(|line| line.starts_with("M, SKU: ")) && told.iter().any(|line| line.starts_with("L, Price: ")), "{told:?}");
    let page = browser.submit_form(&refused, grid, &[(&sku, "TEE-MEDIUM"), (&other, "2100.50")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let rows = shown(&scope, id).await.variants;
    assert_eq!(
        (rows[1].price.to_string(), rows[1].sku.as_str(), rows[2].price.to_string()),
        ("1990.00".into(), "TEE-MEDIUM", "2100.50".into())
    );
    // What would be taken away is asked for on the page.
    let asked = browser.submit_form(&page, options, &[("values_1", "S\nM")]).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.has("form[action='/api/catalog/save_options'] input[name=confirm]"));
    let page = browser.submit_form(&asked, options, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(shown(&scope, id).await.variants.len(), 2);
    app.assert_quiet().await;
}
