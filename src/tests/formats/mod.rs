//! Import formats: our own sample files, real ones of others (skipped where they are not at hand), and hostile input.

mod orders;
mod products;
mod real_files;
mod values;

use rust_decimal::Decimal;
use smartstore::domains::channels::formats::*;
use smartstore::shared::sheet::inert;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
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

fn money(text: &str) -> Decimal {
    text.parse().unwrap()
}

type Rows = Vec<Result<ProductRow, RowErrors>>;

fn products(format: Format, bytes: &[u8]) -> (Table, Rows) {
    let table = read_table(bytes).unwrap();
    let mapping = guess_mapping(format, &table.headers);
    let rows = parse_products(format, &table, &mapping);
    assert_eq!(rows.len(), table.rows.len());
    (table, rows)
}

fn good(rows: Rows) -> Vec<ProductRow> {
    rows.into_iter().map(|r| r.unwrap()).collect()
}

fn keys(result: &Result<ProductRow, RowErrors>) -> Vec<String> {
    result.as_ref().err().map(|e| e.errors.iter().map(|i| i.key.to_string()).collect()).unwrap_or_default()
}

fn csv(format: Format, text: &str) -> Rows {
    products(format, text.as_bytes()).1
}

fn orders(bytes: &[u8]) -> Vec<Result<OrderDraft, RowErrors>> {
    let orders = parse_woocommerce_orders(bytes).unwrap();
    orders.iter().flatten().for_each(holds);
    orders
}

/// The identities of the data model.
fn holds(order: &OrderDraft) {
    let sum = |of: fn(&OrderItemDraft) -> Decimal| -> Decimal { order.items.iter().map(of).sum() };
    for item in &order.items {
        assert_eq!(item.total, item.unit_price * Decimal::from(item.quantity) - item.discount + item.tax);
        assert!(item.quantity > 0 && item.discount >= Decimal::ZERO && item.unit_price.scale() <= 2);
    }
    assert_eq!(order.subtotal, sum(|i| i.unit_price * Decimal::from(i.quantity)));
    assert_eq!(order.discount, sum(|i| i.discount));
    assert_eq!(order.tax, sum(|i| i.tax) + order.shipping_tax);
    assert_eq!(order.tax_included, sum(|i| i.tax_included));
    assert_eq!(order.total, order.subtotal - order.discount + order.shipping + order.tax + order.adjustment);
    assert!(order.refunds.iter().map(|r| r.amount).sum::<Decimal>() <= order.total);
    for value in [order.subtotal, order.discount, order.shipping, order.tax, order.adjustment, order.total] {
        assert_eq!(value.scale(), 2);
    }
}
