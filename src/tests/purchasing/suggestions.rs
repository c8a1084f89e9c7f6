//! What is to be ordered, by supplier, and the orders that are made of it.

use super::{draft, field, order, supplier};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use rust_decimal::Decimal;
use smartstore::domains::inventory::model::{LevelForm, ReorderFilter};
use smartstore::domains::inventory::service::save_level;
use smartstore::domains::purchasing::model::{PurchaseStatus, SuggestedForm, SuggestedLine, SuggestedLineForm};
use smartstore::domains::purchasing::service::{self, order_suggested, suggestions};
use smartstore::server::Scope;
use smartstore::server::clock::new_id;
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{Language, Params};
use uuid::Uuid;

/// A product that is low: so many pieces of it are there, and more is ordered at so many.
async fn low(scope: &Scope, sku: &str, pieces: i32, level: i32, supplier: Option<Uuid>) -> Uuid {
    let variant = product(scope, sku, pieces).await;
    let form = LevelForm { reorder_level: level.to_string(), ..LevelForm::default() };
    save_level(scope, &variant.to_string(), "", &form).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update products p set supplier_id = $1 from product_variants v where v.product_id = p.id and v.id = $2")
        .bind(supplier)
        .bind(variant)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    variant
}

async fn shown(scope: &Scope) -> Vec<SuggestedLine> {
    let filter = ReorderFilter::from_params(&Params::default());
    suggestions(scope, &filter, Language::En, PageRequest::default()).await.unwrap().lines
}

fn typed(lines: &[SuggestedLine], change: impl Fn(&SuggestedLine, &mut SuggestedLineForm)) -> SuggestedForm {
    let line = |line: &SuggestedLine| {
        let mut typed = SuggestedLineForm {
            take: "true".to_owned(),
            variant_id: line.need.variant_id.to_string(),
            warehouse_id: line.need.warehouse_id.to_string(),
            supplier_id: line.supplier_id.map(|id| id.to_string()).unwrap_or_default(),
            quantity: line.need.suggested().to_string(),
            price: "250".to_owned(),
        };
        change(line, &mut typed);
        typed
    };
    SuggestedForm { batch: new_id().to_string(), lines: lines.iter().map(line).collect() }
}

#[tokio::test]
async fn what_is_ordered_already_is_not_suggested_again() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let brass = supplier(&scope, "Colombo Brass").await;
    low(&scope, "A", 2, 10, Some(brass)).await;
    assert_eq!(shown(&scope).await[0].need.suggested(), 8);
    let written = draft(&scope, brass, &[("A", "5", "100")]).await;
    assert_eq!(shown(&scope).await[0].need.suggested(), 3, "a draft will be sent");
    service::send(&scope, written).await.unwrap();
    let line = shown(&scope).await.remove(0);
    assert_eq!((line.need.need.on_order, line.need.suggested()), (5, 3));
    assert_eq!(line.unit_cost, Some(Decimal::from(100)), "what it cost last");
    service::cancel(&scope, written, "Too dear").await.unwrap();
    assert_eq!(shown(&scope).await[0].need.suggested(), 8);
    app.drain().await;
}

#[tokio::test]
async fn the_ticked_lines_become_a_draft_for_each_supplier_and_two_clicks_make_them_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let brass = supplier(&scope, "Colombo Brass").await;
    let cloth = supplier(&scope, "Jaffna Cloth").await;
    low(&scope, "A", 0, 4, Some(brass)).await;
    low(&scope, "B", 1, 4, Some(brass)).await;
    low(&scope, "C", 0, 6, Some(cloth)).await;
    low(&scope, "D", 0, 2, None).await;
    low(&scope, "E", 0, 2, Some(cloth)).await;
    let lines = shown(&scope).await;
    let order_of: Vec<_> = lines.iter().map(|line| (line.supplier.as_str(), line.need.sku.as_str())).collect();
    assert_eq!(order_of, [("Colombo Brass", "A"), ("Colombo Brass", "B"), ("Jaffna Cloth", "C"), ("Jaffna Cloth", "E"), ("", "D")]);
    let form = typed(&lines, |line, typed| match line.need.sku.as_str() {
        "D" => typed.supplier_id = brass.to_string(),
        "E" => typed.take = String::new(),
        _ => {}
    });
    let clicks = futures::future::join_all((0..6).map(|_| order_suggested(&scope, &form))).await;
    let made = clicks.into_iter().map(Result::unwrap).collect::<Vec<_>>();
    assert!(made.iter().all(|orders| *orders == made[0]), "{made:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from purchase_orders").await, 2);
    let mut found = Vec::new();
    for (id, _) in &made[0] {
        let order = order(&scope, *id).await;
        assert_eq!(order.row.status, PurchaseStatus::Draft);
        found.push((order.row.supplier.clone(), order.items.iter().map(|item| (item.sku.clone(), item.quantity)).collect::<Vec<_>>()));
    }
    let line = |sku: &str, quantity| (sku.to_owned(), quantity);
    assert_eq!(
        found,
        [("Colombo Brass".to_owned(), vec![line("A", 4), line("B", 3), line("D", 2)]), ("Jaffna Cloth".to_owned(), vec![line("C", 6)])]
    );
    app.drain().await;
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_line_and_nothing_is_made() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let brass = supplier(&scope, "Colombo Brass").await;
    low(&scope, "A", 0, 4, Some(brass)).await;
    low(&scope, "D", 0, 2, None).await;
    let lines = shown(&scope).await;
    let nothing = typed(&lines, |_, typed| typed.take = String::new());
    assert_eq!(field(order_suggested(&scope, &nothing).await), "lines[0][take]: purchasing-error-nothing-ticked");
    let nobody = typed(&lines, |_, typed| typed.quantity = String::new());
    assert_eq!(
        field(order_suggested(&scope, &nobody).await),
        "lines[0][quantity]: error-required, lines[1][supplier_id]: purchasing-error-no-supplier, lines[1][quantity]: error-required"
    );
    let free = typed(&lines, |line, typed| {
        typed.price = String::new();
        if line.supplier_id.is_none() {
            typed.supplier_id = brass.to_string();
        }
    });
    let outcome = order_suggested(&scope, &free).await;
    assert_eq!(field(outcome), "lines[0][price]: purchasing-error-no-price, lines[1][price]: purchasing-error-no-price");
    assert_eq!(tenant_count(&scope, "select count(*) from purchase_orders").await, 0);
}
