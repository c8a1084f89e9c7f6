//! Products as files: what leaves in our own format comes back and changes nothing; what leaves for another shop is read by it.

use crate::support::fixtures::{Member, PASSWORD, add_member, tenant_count};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::bulk::model::{Counts, ImportFormat, ImportKind};
use smartstore::domains::bulk::service::{Upload, refused_rows, run, upload_and_claim};
use smartstore::domains::catalog::model::{ExportedProduct, ProductFilter};
use smartstore::domains::catalog::service::export_batch;
use smartstore::seed::demo;
use smartstore::server::Scope;
use smartstore::server::clock::new_id;

async fn import(scope: &Scope, format: ImportFormat, name: &str, bytes: Vec<u8>) -> Counts {
    let file = Upload { kind: ImportKind::Products, format, file_name: name.to_owned(), bytes };
    let id = upload_and_claim(scope, file).await.unwrap();
    let done = run(scope, id, None, |_| ()).await.unwrap();
    let refused = refused_rows(scope, id).await.unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    done.counts
}

async fn signed_in(app: &TestApp, email: &str) -> Browser {
    signed_in_with(app, email, "smartstore-demo").await
}

async fn signed_in_with(app: &TestApp, email: &str, password: &str) -> Browser {
    let mut browser = app.stranger();
    let page = browser.post_form("/api/access/sign_in", &[("email", email), ("password", password)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
    browser
}

async fn all(scope: &Scope) -> Vec<ExportedProduct> {
    let mut products = Vec::new();
    let mut place = None;
    loop {
        let (some, next) = export_batch(scope, &ProductFilter::default(), place).await.unwrap();
        products.extend(some);
        place = next;
        if place.is_none() {
            products.sort_by(|one, other| one.sku.cmp(&other.sku));
            return products;
        }
    }
}

/// The demo's shop, with what a shop can have of everything.
async fn full() -> (TestApp, Scope) {
    let app = TestApp::start().await;
    demo(&app.db, &app.clock.clock(), app.storage()).await.unwrap();
    let organization = smartstore::domains::access::service::organization_by_slug(&app.db, "kandy-crafts").await.unwrap();
    let scope = Scope::system(app.db.clone(), app.clock.clock(), organization);
    let mut work = scope.begin().await.unwrap();
    sqlx::raw_sql(
        r#"update products set attributes = '[{"name": "Origin, \"place\"", "value": "Kandy\nhills"}]', tags = '{"gift, small",=1+1}',
               length_mm = 120, width_mm = 80, height_mm = 5, tax_class = 'ZERO', seo_title = 'A title', seo_description = 'Some, words'
           where sku = (select min(sku) from products);
           update product_variants set compare_at_price = price + 10, wholesale_price = price - 1, minimum_wholesale_quantity = 12, is_active = false
           where sku = (select min(sku) from product_variants);
           update product_variants set name = 'Its own name' where sku = (select max(sku) from product_variants where options <> '{}');
           update products set status = 'DRAFT' where sku = (select max(sku) from products);
           update products set status = 'ARCHIVED', currency = 'USD' where sku = (select sku from products order by sku offset 3 limit 1);"#,
    )
    .execute(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
    (app, scope)
}

#[tokio::test]
async fn what_leaves_in_our_own_format_comes_back_and_changes_nothing() {
    let (app, scope) = full().await;
    let before = all(&scope).await;
    assert!(before.len() > 20 && before.iter().any(|product| product.variants.len() > 2));
    let history = tenant_count(&scope, "select count(*) from price_history").await;
    let mut browser = signed_in(&app, "owner@kandy-crafts.example").await;
    for kind in ["csv", "xlsx"] {
        let (status, headers, bytes) = browser.download(&format!("/channels/export/products.{kind}?format=smartstore")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers["content-disposition"].to_str().unwrap().contains("products-smartstore-"));
        let counts = import(&scope, ImportFormat::Smartstore, &format!("back.{kind}"), bytes).await;
        assert_eq!((counts.unchanged, counts.updated, counts.created, counts.failed), (counts.total, 0, 0, 0), "{kind}");
        assert_eq!(all(&scope).await, before, "{kind}");
    }
    assert_eq!(tenant_count(&scope, "select count(*) from price_history").await, history);
    let logged = "select count(*) from audit_logs where action = 'channels.products_exported'";
    assert_eq!(tenant_count(&scope, logged).await, 2);

    // One cell that somebody changes in the spreadsheet changes one product.
    let (_, _, bytes) = browser.download("/channels/export/products.csv").await;
    let text = String::from_utf8(bytes).unwrap();
    let old = format!(",{},", before[0].variants[0].price);
    assert!(text.contains(&old), "{old}");
    let counts = import(&scope, ImportFormat::Smartstore, "changed.csv", text.replacen(&old, ",4321.50,", 1).into_bytes()).await;
    assert!(counts.updated >= 1 && counts.unchanged >= counts.total - 4, "{counts:?}");
    let dear =
        all(&scope).await.iter().flat_map(|product| &product.variants).filter(|variant| variant.price == Decimal::new(432_150, 2)).count();
    assert_eq!(dear, 1);
}

/// What every shop understands of a product.
fn core(product: &ExportedProduct) -> (String, String, Vec<(String, Decimal, Option<String>)>) {
    let variants = product.variants.iter().map(|variant| (variant.sku.clone(), variant.price, variant.barcode.clone()));
    (product.name.clone(), product.tags.join("|"), variants.collect())
}

#[tokio::test]
async fn what_leaves_for_another_shop_holds_the_same_goods() {
    let (app, scope) = full().await;
    let before: Vec<_> = all(&scope).await.iter().map(core).collect();
    let mut browser = signed_in(&app, "owner@kandy-crafts.example").await;
    for (format, target) in [(ImportFormat::Shopify, app.scope()), (ImportFormat::Woocommerce, app.other_scope())] {
        let (status, _, bytes) = browser.download(&format!("/channels/export/products.csv?format={}", format.code())).await;
        assert_eq!(status, StatusCode::OK);
        import(&target, format, "there.csv", bytes).await;
        let mut there: Vec<_> = all(&target).await.iter().map(core).collect();
        let mut here = before.clone();
        there.sort();
        here.sort();
        assert_eq!(there.len(), here.len());
        for (there, here) in there.iter().zip(&here) {
            assert_eq!(there, here, "{format:?}");
        }
    }
}

#[tokio::test]
async fn a_narrowed_list_leaves_narrowed_and_nobody_else_gets_it() {
    let (app, scope) = full().await;
    let mut browser = signed_in(&app, "staff@kandy-crafts.example").await;
    let page = browser.open("/channels/export?status=DRAFT&sort=name").await;
    assert!(page.visible().contains("Only the products of the narrowed list"));
    let (_, _, bytes) = browser.download("/channels/export/products.csv?status=DRAFT").await;
    let lines =
        String::from_utf8(bytes).unwrap().lines().filter(|line| line.starts_with("simple,") || line.starts_with("variable,")).count();
    let drafts = tenant_count(&scope, "select count(*) from products where status = 'DRAFT' and deleted_at is null").await;
    assert_eq!(i64::try_from(lines).unwrap(), drafts);
    let mut influencer = signed_in(&app, "influencer@kandy-crafts.example").await;
    assert_eq!(influencer.download("/channels/export/products.csv").await.0, StatusCode::FORBIDDEN);
    assert_eq!(app.stranger().download("/channels/export/products.xlsx").await.0, StatusCode::SEE_OTHER, "to the sign-in page");
}

/// The cells of a column of a file, without its head.
fn column(bytes: &[u8], head: &str) -> Vec<String> {
    let mut file = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes));
    let place = file.headers().unwrap().iter().position(|name| name == head).unwrap_or_else(|| panic!("no column {head}"));
    file.records().map(|row| row.unwrap().get(place).unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn who_may_see_products_alone_gets_neither_stock_nor_suppliers() {
    let (app, scope) = full().await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("insert into roles (id, name, permissions) values ($1, 'Catalogue', array['catalog.read'])")
        .bind(new_id())
        .execute(work.conn())
        .await
        .unwrap();
    sqlx::query(
        "update products set supplier_id = (select id from suppliers order by id limit 1) where sku = (select min(sku) from products)",
    )
    .execute(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
    let member = Member { email: "catalogue@kandy-crafts.example".to_owned(), role: "Catalogue".to_owned() };
    add_member(&scope, &member).await;
    let mut owner = signed_in(&app, "owner@kandy-crafts.example").await;
    let mut reader = signed_in_with(&app, &member.email, PASSWORD).await;
    assert!(reader.open("/channels/export").await.visible().contains("CSV"));
    let filled = |bytes: &[u8], head: &str| column(bytes, head).into_iter().filter(|cell| !cell.is_empty()).count();
    for (format, head) in [("SMARTSTORE", "supplier"), ("WOOCOMMERCE", "Stock"), ("SHOPIFY", "Variant Inventory Qty")] {
        let path = format!("/channels/export/products.csv?format={format}");
        let (status, _, seen) = reader.download(&path).await;
        assert_eq!(status, StatusCode::OK, "{format}");
        let (_, _, whole) = owner.download(&path).await;
        assert!(filled(&whole, head) > 0, "{format} has {head} for who may see it");
        assert_eq!(filled(&seen, head), 0, "{format} {head}");
        assert_eq!(column(&seen, head).len(), column(&whole, head).len(), "the same goods");
    }
    // "In stock?" would tell as much as the number: it says yes of everything.
    let (_, _, seen) = reader.download("/channels/export/products.csv?format=WOOCOMMERCE").await;
    assert!(column(&seen, "In stock?").iter().all(|cell| cell == "1"));
    let (status, _, sheet) = reader.download("/channels/export/products.xlsx?format=SMARTSTORE").await;
    assert!(status == StatusCode::OK && sheet.starts_with(b"PK"));
}
