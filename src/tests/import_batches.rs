//! Batches of an import: what is new is written at once, and what is refused takes nothing else along.

use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use smartstore::domains::bulk::model::{Counts, ImportFormat, ImportKind};
use smartstore::domains::bulk::service::{Upload, refused_rows, run, upload_and_claim};
use smartstore::server::Scope;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use uuid::Uuid;

const HEADS: &str = "type,sku,name,name_si,status,price,categories,brand,supplier,size_guide,tags,barcode,stock\n";

/// Counts the statements that this thread sends to the database.
struct Statements(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Imports a table of ours as the command does; the last value is the number of statements of the run.
async fn import(scope: &Scope, text: String) -> (Uuid, Counts, usize) {
    let upload =
        Upload { kind: ImportKind::Products, format: ImportFormat::Smartstore, file_name: "batch.csv".to_owned(), bytes: text.into() };
    let id = upload_and_claim(scope, upload).await.unwrap();
    let statements = Arc::new(AtomicUsize::new(0));
    let listening = tracing_subscriber::registry().with(Statements(statements.clone())).set_default();
    let counts = run(scope, id, None, |_| ()).await.unwrap().counts;
    drop(listening);
    (id, counts, statements.load(Ordering::Relaxed))
}

/// Lamps with everything that a name can stand for.
fn lamps(prefix: &str, count: usize, barcode: impl Fn(usize) -> String) -> String {
    let mut text = HEADS.to_owned();
    for row in 1..=count {
        let (category, brand, stock, code) = (["Lamps", "Candles"][row % 2], ["Araliya", "Nelum"][row % 2], row % 3, barcode(row));
        writeln!(text, "simple,{prefix}-{row},Lamp,පහන {row},ACTIVE,100.50,Home > {category},{brand},Silva,Sizes,\"a, b\",{code},{stock}")
            .unwrap();
    }
    text
}

#[tokio::test]
async fn refused_rows_in_the_midst_of_a_batch_are_named_and_take_no_other_along() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "KNOWN", 1).await;
    let (_, first, _) = import(&scope, lamps("FIRST", 1, |_| "4791234567010".to_owned())).await;
    assert_eq!((first.created, first.failed), (1, 0));

    let barcode = |row| if [77, 140].contains(&row) { "4791234567010".to_owned() } else { String::new() };
    let mut text = lamps("MANY", 150, barcode);
    text.push_str("simple,KNOWN,Now a lamp,,ACTIVE,7,,,,,,,\n");
    let (id, counts, statements) = import(&scope, text.clone()).await;
    assert_eq!(counts, Counts { total: 151, done: 151, created: 148, updated: 1, failed: 2, ..Counts::default() });
    assert!(statements < 1_500, "what is refused is looked for by halves: {statements} statements");
    let refused = refused_rows(&scope, id).await.unwrap();
    let reasons: Vec<(i32, &str)> = refused.iter().map(|(row, reasons)| (*row, reasons[0].key.as_str())).collect();
    assert_eq!(reasons, [(77, "catalog-error-barcode-taken"), (140, "catalog-error-barcode-taken")]);
    for (what, sql) in [
        ("products", "select count(*) from products where sku like 'MANY-%'"),
        ("variants", "select count(*) from product_variants where sku like 'MANY-%' and price = 100.50"),
        ("addresses", "select count(distinct slug) from products where sku like 'MANY-%'"),
        ("names", "select count(*) from products where sku like 'MANY-%' and category_id is not null and brand_id is not null"),
        (
            "the log",
            "select count(*) from audit_logs a join products p on p.id = a.resource_id
                     where a.action = 'catalog.product_created' and p.sku like 'MANY-%'",
        ),
        (
            "events",
            "select count(*) from outbox_events e join products p on p.id = e.aggregate_id
                    where e.type = 'catalog.product_changed' and p.sku like 'MANY-%'",
        ),
        (
            "translations",
            "select count(*) from translations t join products p on p.id = t.resource_id
                          where t.language = 'si' and t.field = 'name' and p.sku like 'MANY-%'",
        ),
        (
            "the log of translations",
            "select count(*) from audit_logs a join products p on p.id = a.resource_id
                                     where a.action = 'catalog.product_translated' and p.sku like 'MANY-%'",
        ),
    ] {
        assert_eq!(tenant_count(&scope, sql).await, 148, "{what}");
    }
    let stock =
        "select sum(l.on_hand)::bigint from inventory_levels l join product_variants v on v.id = l.variant_id where v.sku like 'MANY-%'";
    assert_eq!(tenant_count(&scope, stock).await, 150 - 2 - 2, "all but what the refused rows had");
    assert_eq!(tenant_count(&scope, "select count(*) from brands").await, 2);
    assert_eq!(tenant_count(&scope, "select count(*) from categories").await, 3);

    let moved = tenant_count(&scope, "select count(*) from inventory_movements").await;
    let (_, again, _) = import(&scope, text).await;
    assert_eq!(again, Counts { total: 151, done: 151, unchanged: 149, failed: 2, ..Counts::default() });
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_movements").await, moved);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_batch_takes_as_many_statements_as_a_few_rows() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let none = |_| String::new();
    import(&scope, lamps("FIRST", 2, none)).await;
    let (_, few, statements_of_few) = import(&scope, lamps("FEW", 4, none)).await;
    let (_, many, statements_of_many) = import(&scope, lamps("MANY", 190, none)).await;
    assert_eq!((few.created, many.created), (4, 190));
    assert!(statements_of_few > 10, "they are counted: {statements_of_few}");
    assert_eq!(statements_of_many, statements_of_few);
    app.assert_quiet().await;
}
