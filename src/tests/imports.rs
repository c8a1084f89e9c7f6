//! Imports: whole files through the service, twice, by two workers at once, and through a killed process.

use crate::support::TestApp;
use crate::support::database::database_url;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use smartstore::app::compose;
use smartstore::domains::bulk::model::{Counts, ImportFormat, ImportKind, ImportStatus, RowFilter};
use smartstore::domains::bulk::service::{
    Run, Upload, detail, mapping, progress, recover, refused_rows, retry, run, start, upload, upload_and_claim,
};
use smartstore::domains::orders::service::create;
use smartstore::server::{Error, Scope, books, worker};
use smartstore::shared::AppError;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

const ON_HAND: &str = "select coalesce(sum(on_hand), 0)::bigint from inventory_levels";
const OPENINGS: &str = "select count(*) from inventory_movements";
const PRODUCTS: &str = "select count(*) from products";

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A folder of the shared real files, if it is here.
fn shared(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SMARTSTORE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join(folder);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

fn file(kind: ImportKind, format: ImportFormat, name: &str, bytes: Vec<u8>) -> Upload {
    Upload { kind, format, file_name: name.to_owned(), bytes }
}

/// Imports a file as the command does.
async fn import(scope: &Scope, file: Upload) -> (Uuid, Run) {
    let id = upload_and_claim(scope, file).await.unwrap();
    (id, run(scope, id, None, |_| ()).await.unwrap())
}

async fn woocommerce(scope: &Scope, kind: ImportKind, name: &str) -> (Uuid, Run) {
    import(scope, file(kind, ImportFormat::Woocommerce, name, fixture(name))).await
}

fn all_created(rows: i32) -> Counts {
    Counts { total: rows, done: rows, created: rows, ..Counts::default() }
}

fn all_unchanged(rows: i32) -> Counts {
    Counts { total: rows, done: rows, unchanged: rows, ..Counts::default() }
}

async fn decimal(scope: &Scope, sql: &'static str) -> Decimal {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(work.conn()).await.unwrap()
}

/// Products with one variant each and 1 to 7 pieces of it; the second value is how many pieces that are.
fn many(products: usize) -> (Vec<u8>, i64) {
    let mut text = "ID,Type,SKU,Name,Published,In stock?,Stock,Regular price\n".to_owned();
    let mut pieces = 0;
    for number in 1..=products {
        let stock = number % 7 + 1;
        pieces += i64::try_from(stock).unwrap();
        writeln!(text, "{number},simple,BIG-{number:05},Big product {number},1,1,{stock},{number}.50").unwrap();
    }
    (text.into_bytes(), pieces)
}

#[tokio::test]
async fn a_file_of_products_that_comes_twice_changes_nothing_the_second_time() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (_, first) = woocommerce(&scope, ImportKind::Products, "woocommerce-products.csv").await;
    assert_eq!((first.status, first.counts), (ImportStatus::Completed, all_created(14)));
    assert_eq!(tenant_count(&scope, PRODUCTS).await, 8);
    assert_eq!(tenant_count(&scope, ON_HAND).await, 233, "the stock of the file");
    let openings = tenant_count(&scope, OPENINGS).await;
    let (id, second) = woocommerce(&scope, ImportKind::Products, "woocommerce-products.csv").await;
    assert_eq!((second.status, second.counts), (ImportStatus::Completed, all_unchanged(14)));
    assert!(detail(&scope, id, RowFilter::default()).await.unwrap().same_file.is_some(), "the page says that it came before");
    assert_eq!(tenant_count(&scope, PRODUCTS).await, 8);
    assert_eq!(tenant_count(&scope, ON_HAND).await, 233, "stock is opened once");
    assert_eq!(tenant_count(&scope, OPENINGS).await, openings);
    assert_eq!(tenant_count(&app.other_scope(), PRODUCTS).await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn new_products_with_one_sinhala_name_have_addresses_of_their_own() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let text = "ID,Type,SKU,Name,Published,Regular price\n1,simple,SI-1,බතික් සාරිය,1,100\n2,simple,SI-2,බතික් සාරිය,1,100\n";
    let (_, run) = import(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "sinhala.csv", text.into())).await;
    assert_eq!(run.counts, all_created(2));
    assert_eq!(tenant_count(&scope, "select count(distinct slug) from products where slug <> ''").await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_file_of_orders_that_comes_twice_is_there_once_to_the_cent() {
    let app = TestApp::start().await;
    let scope = app.scope();
    woocommerce(&scope, ImportKind::Products, "woocommerce-products.csv").await;
    // Somebody whose phone is in the file has bought before.
    create(&scope, new_order(&[("NL-TEA-BOP", 1)])).await.unwrap();
    let (id, first) = woocommerce(&scope, ImportKind::Orders, "woocommerce-orders.json").await;
    assert_eq!((first.status, first.counts), (ImportStatus::Completed, all_created(6)));
    let total = "select sum(total) from orders where platform_order_id is not null";
    let captured = "select coalesce(sum(captured), 0) from payments";
    assert_eq!(decimal(&scope, total).await, Decimal::new(7_136_200, 2));
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 6, "found by phone, not doubled");
    assert_eq!(
        tenant_count(&scope, "select count(*) from order_items where sku = 'OLD-WRAP-7' and variant_id is null and total = 150.00").await,
        1,
        "what is not in the catalogue stays on the order"
    );
    let rows = detail(&scope, id, RowFilter::default()).await.unwrap().rows.rows;
    let notes: Vec<&str> = rows.iter().flat_map(|row| &row.messages).map(|message| message.key.as_str()).collect();
    assert!(notes.contains(&"channels-note-unknown-sku"), "{notes:?}");
    let money = decimal(&scope, captured).await;
    let stock = (tenant_count(&scope, ON_HAND).await, tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await);
    app.assert_quiet().await;

    let (_, second) = woocommerce(&scope, ImportKind::Orders, "woocommerce-orders.json").await;
    assert_eq!((second.status, second.counts), (ImportStatus::Completed, all_unchanged(6)));
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 7);
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 6);
    assert_eq!((decimal(&scope, total).await, decimal(&scope, captured).await), (Decimal::new(7_136_200, 2), money));
    let after = (tenant_count(&scope, ON_HAND).await, tenant_count(&scope, "select sum(reserved)::bigint from inventory_levels").await);
    assert_eq!(after, stock);
    app.assert_quiet().await;
}

#[tokio::test]
async fn bad_rows_are_refused_with_reasons_and_the_others_come_in() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "NL-TEA-BOP", 5).await;
    let (id, products) = woocommerce(&scope, ImportKind::Products, "woocommerce-products-bad.csv").await;
    assert_eq!(products.status, ImportStatus::Completed);
    assert_eq!((products.counts.total, products.counts.created, products.counts.failed), (5, 1, 4), "{products:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from products where sku = 'NL-SOAP' and name = 'Kohomba Soap'").await, 1);
    let refused = refused_rows(&scope, id).await.unwrap();
    assert_eq!(refused.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert!(refused.iter().all(|(_, reasons)| !reasons.is_empty()), "{refused:?}");

    let (id, orders) = woocommerce(&scope, ImportKind::Orders, "woocommerce-orders-bad.json").await;
    assert_eq!((orders.counts.total, orders.counts.created, orders.counts.failed), (6, 1, 5), "{orders:?}");
    let refused = refused_rows(&scope, id).await.unwrap();
    let reasons: Vec<&str> = refused.iter().map(|(_, reasons)| reasons[0].key.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "import-error-total-mismatch",
            "import-error-price",
            "import-error-currency",
            "import-error-not-an-order",
            "import-error-order-duplicate"
        ]
    );
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 1, "a refused order leaves nobody behind");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_code_that_is_taken_refuses_its_product_alone_and_names_may_repeat() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "NL-TEA-BOP", 5).await;
    let text = "type,sku,name,status,price,categories,brand,tags,barcode,stock\n\
                simple,MANY-1,Clay Lamp,ACTIVE,100.50,Home > Lamps,Araliya,\"one, two\",4791234567010,3\n\
                simple,MANY-2,Clay Lamp,ACTIVE,200,Home > Lamps,Araliya,,4791234567010,4\n\
                simple,MANY-3,Clay Lamp,ACTIVE,300,Home > Lamps,araliya,,,5\n\
                simple,NL-TEA-BOP,Tea,ACTIVE,400,Home,,,,6\n";
    let (id, run) = import(&scope, file(ImportKind::Products, ImportFormat::Smartstore, "many.csv", text.into())).await;
    assert_eq!((run.counts.created, run.counts.updated, run.counts.failed), (2, 1, 1), "{run:?}");
    assert_eq!(refused_rows(&scope, id).await.unwrap().iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2]);
    let lamps = "select count(distinct slug) from products where name = 'Clay Lamp' and tags <@ '{one,two}' and brand_id is not null
                 and category_id = (select id from categories where name = 'Lamps')";
    assert_eq!(tenant_count(&scope, lamps).await, 2);
    assert_eq!(tenant_count(&scope, "select count(*) from brands").await, 1);
    assert_eq!(decimal(&scope, "select sum(price) from product_variants where sku like 'MANY-%'").await, Decimal::new(40050, 2));
    let made = "select count(*) from audit_logs a join products p on p.id = a.resource_id
                where a.action = 'catalog.product_created' and p.sku like 'MANY-%' and a.new_values ->> 'sku' = p.sku";
    assert_eq!(tenant_count(&scope, made).await, 2);
    let told = "select count(*) from outbox_events e join products p on p.id = e.aggregate_id
                where e.type = 'catalog.product_changed' and p.sku like 'MANY-%'";
    assert_eq!(tenant_count(&scope, told).await, 2);
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_workers_on_one_import_double_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (bytes, pieces) = many(150);
    let id = upload(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "big.csv", bytes)).await.unwrap();
    start(&scope, id, &[]).await.unwrap();
    let (one, two, drained) = tokio::join!(run(&scope, id, None, |_| ()), run(&scope, id, None, |_| ()), app.drain());
    assert!(one.is_ok() && two.is_ok() && drained > 0, "{one:?} {two:?}");
    app.drain().await;
    let done = progress(&scope, id).await.unwrap();
    assert_eq!((done.status, done.counts), (ImportStatus::Completed, all_created(150)));
    assert_eq!(tenant_count(&scope, PRODUCTS).await, 150);
    assert_eq!(tenant_count(&scope, OPENINGS).await, 150);
    assert_eq!(tenant_count(&scope, ON_HAND).await, pieces);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_import_whose_process_is_killed_is_finished_by_the_next_one() {
    const ROWS: i32 = 1_200;
    let app = TestApp::start().await;
    let scope = app.scope();
    let (bytes, pieces) = many(1_200);
    let id = upload(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "big.csv", bytes)).await.unwrap();
    start(&scope, id, &[]).await.unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_smartstore"))
        .arg("worker")
        .env("DATABASE_URL", database_url(&app.db))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while tenant_count(&scope, "select count(*) from import_rows where status <> 'PENDING'").await == 0 {
        let ended = process.try_wait().unwrap();
        if ended.is_some() || begun.elapsed() > Duration::from_secs(60) {
            drop(process.kill());
            panic!("the worker has done nothing: {ended:?}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    // SIGKILL: it cannot say good-bye.
    process.kill().unwrap();
    process.wait().unwrap();
    let killed = progress(&scope, id).await.unwrap();
    assert_eq!(killed.status, ImportStatus::Running);
    assert!(killed.counts.done > 0 && killed.counts.done < ROWS, "killed in the middle: {:?}", killed.counts);
    let drift = books::check(&app.db, &app.organization, app.clock.now()).await.unwrap();
    assert!(drift.is_empty(), "what is done adds up: {drift:#?}");

    // The other process went by the real time. The database lets go of the dead one's locks in its own.
    app.clock.advance(TimeDelta::minutes(5));
    let begun = Instant::now();
    while progress(&scope, id).await.unwrap().status != ImportStatus::Completed {
        worker::drain(&app.job_context(), &compose::jobs()).await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(90), "{:?}", progress(&scope, id).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(progress(&scope, id).await.unwrap().counts, all_created(ROWS));
    assert_eq!(tenant_count(&scope, "select count(*) from import_rows").await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, "select count(*) from import_rows where status = 'CREATED'").await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, "select count(distinct resource_id) from import_rows").await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, PRODUCTS).await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, "select count(distinct sku) from product_variants").await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, OPENINGS).await, i64::from(ROWS));
    assert_eq!(tenant_count(&scope, ON_HAND).await, pieces);
    app.assert_quiet().await;
}

#[tokio::test]
async fn files_of_real_shops_come_in_whole() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let mut files = Vec::new();
    for (folder, format) in [("data/woocommerce", ImportFormat::Woocommerce), ("data/shopify-product-csv", ImportFormat::Shopify)] {
        let Some(folder) = shared(folder) else { continue };
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "csv") && !path.ends_with("sample_tax_rates.csv") {
                files.push((path, format));
            }
        }
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, format) in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let (id, first) = import(&scope, file(ImportKind::Products, format, &name, bytes.clone())).await;
        let refused = refused_rows(&scope, id).await.unwrap();
        assert_eq!((first.status, first.counts.failed), (ImportStatus::Completed, 0), "{name}: {refused:?}");
        assert!(first.counts.total > 0 && first.counts.done == first.counts.total, "{name}: {:?}", first.counts);
        let stock = (tenant_count(&scope, ON_HAND).await, tenant_count(&scope, OPENINGS).await);
        let (_, second) = import(&scope, file(ImportKind::Products, format, &name, bytes)).await;
        assert_eq!(second.counts, all_unchanged(first.counts.total), "{name} again");
        assert_eq!((tenant_count(&scope, ON_HAND).await, tenant_count(&scope, OPENINGS).await), stock, "{name} again");
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn refused_rows_are_tried_again_with_other_columns_and_only_those() {
    let app = TestApp::start().await;
    let scope = app.scope();
    // Row 1 is there already with all it needs; the price of row 2 stands in a column that nobody has said the meaning of.
    let text = "SKU,Name,Regular price,Our price\nOK-1,Good lamp,10.00,10.00\nBAD-1,Other lamp,ask,20.00\n";
    let (id, first) = import(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "two.csv", text.as_bytes().to_vec())).await;
    assert_eq!((first.counts.created, first.counts.failed), (1, 1), "{first:?}");
    let understood = mapping(&scope, id).await.unwrap();
    let samples: Vec<&str> = understood.columns.iter().map(|column| column.sample.as_str()).collect();
    assert_eq!(samples, ["BAD-1", "Other lamp", "ask", "20.00"], "the examples are from the refused row");
    let before = "select count(*) from audit_logs where action = 'catalog.product_created'";
    assert_eq!(tenant_count(&scope, before).await, 1);

    let price = understood.columns[2].field.clone();
    let mut columns: Vec<String> = understood.columns.iter().map(|column| column.field.clone()).collect();
    columns[2] = String::new();
    columns[3] = price;
    assert_eq!(retry(&scope, id, &columns).await.unwrap(), 1);
    app.drain().await;
    let done = progress(&scope, id).await.unwrap();
    assert_eq!((done.status, done.counts.created, done.counts.failed, done.counts.done), (ImportStatus::Completed, 2, 0, 2));
    assert_eq!(tenant_count(&scope, before).await, 2, "the good row was left alone");
    assert_eq!(tenant_count(&scope, "select count(*) from product_variants where sku = 'BAD-1' and price = 20").await, 1);
    assert!(mapping(&scope, id).await.is_err(), "nothing is refused any more");
    assert!(mapping(&app.other_scope(), id).await.is_err(), "it is nobody else's");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_kept_row_that_cannot_be_read_is_said_and_not_taken_for_an_empty_one() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let text = "SKU,Name,Regular price\nBAD-1,Other lamp,ask\n";
    let (id, _) = import(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "one.csv", text.as_bytes().to_vec())).await;
    let mut owner = app.sign_in("OWNER").await;
    let path = format!("/imports/{id}/refused.csv");
    assert_eq!(owner.download(&path).await.0, StatusCode::OK);
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update import_rows set source = jsonb_set(source, '{cells}', '\"torn\"')").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    let said = |outcome: Result<(), Error>| match outcome {
        Err(Error::App(AppError::Conflict { key, args })) => (key, args),
        other => panic!("not a conflict: {other:?}"),
    };
    let expected = ("bulk-error-row-unreadable".to_owned(), vec![("row".to_owned(), "1".to_owned())]);
    assert_eq!(said(mapping(&scope, id).await.map(drop)), expected);
    assert_eq!(said(refused_rows(&scope, id).await.map(drop)), expected);
    assert_eq!(owner.download(&path).await.0, StatusCode::CONFLICT);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_import_by_command_that_was_killed_goes_on_by_itself() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (bytes, _) = many(20);
    // The command claims its import and dies before its first row.
    let id = upload_and_claim(&scope, file(ImportKind::Products, ImportFormat::Woocommerce, "big.csv", bytes)).await.unwrap();
    assert_eq!(recover(&scope).await.unwrap(), 0, "it may still be at work");
    app.drain().await;
    assert_eq!(progress(&scope, id).await.unwrap().status, ImportStatus::Running);
    // The database goes by the real time.
    app.clock.advance(TimeDelta::days(3650));
    assert_eq!(recover(&app.other_scope()).await.unwrap(), 0, "it is nobody else's");
    assert_eq!(recover(&scope).await.unwrap(), 1);
    app.drain().await;
    let done = progress(&scope, id).await.unwrap();
    assert_eq!((done.status, done.counts), (ImportStatus::Completed, all_created(20)));
    assert_eq!(recover(&scope).await.unwrap(), 0);
    app.assert_quiet().await;
}
