//! Orders that are changed before they leave, by one person and by two, and what that does to money and stock.

use super::{available, conflict, status};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, order, product, stock_drift, tenant_count};
use axum::http::StatusCode;
use proptest::prelude::*;
use rust_decimal::Decimal;
use smartstore::domains::catalog::model::TaxRateForm;
use smartstore::domains::catalog::service::add_tax_rate;
use smartstore::domains::orders::model::{Advance, EditLine, FinancialStatus, LineForm, OrderEdit, OrderStatus, TaxMode, line_key};
use smartstore::domains::orders::service::{
    NewLine, NewOrder, OrderChange, cancel_pieces, confirm, create, detail, duplicate, editable, pack, place_draft, spread, update,
};
use smartstore::domains::payments::model::RecordedPayment;
use smartstore::domains::payments::service::{due, record_payment};
use smartstore::server::{Error, Scope, books};
use smartstore::shared::AppError;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The form of an order as it is opened.
fn opened(edit: &OrderEdit) -> OrderChange {
    let row = |line: &smartstore::domains::orders::model::EditableLine| {
        let cells = line.cells();
        let base = serde_json::to_string(&cells).unwrap();
        let sent = EditLine {
            quantity: cells.quantity,
            price: cells.price,
            discount: cells.discount,
            tax: cells.tax,
            remove: String::new(),
            base,
        };
        (line_key(line.id), sent)
    };
    OrderChange {
        base: serde_json::to_string(&edit.head).unwrap(),
        head: edit.head.clone(),
        rows: edit.lines.iter().map(row).collect(),
        lines: Vec::new(),
        place: false,
    }
}

async fn open(scope: &Scope, id: Uuid) -> (OrderEdit, OrderChange) {
    let edit = editable(scope, id).await.unwrap();
    let change = opened(&edit);
    (edit, change)
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => {
            errors.0.into_iter().map(|error| error.field).filter(|field| !field.is_empty()).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn row<'a>(change: &'a mut OrderChange, edit: &OrderEdit, sku: &str) -> &'a mut EditLine {
    let line = edit.lines.iter().find(|line| line.sku.as_deref() == Some(sku)).unwrap();
    change.rows.get_mut(&line_key(line.id)).unwrap()
}

fn added(sku: &str, quantity: &str) -> LineForm {
    LineForm { sku: sku.to_owned(), quantity: quantity.to_owned(), ..LineForm::default() }
}

async fn whole(scope: &Scope) {
    assert_eq!(stock_drift(scope).await, Vec::<String>::new());
    let drifts = books::check(&scope.db, &scope.organization, scope.clock.now()).await.unwrap();
    assert!(drifts.is_empty(), "{drifts:?}");
}

proptest! {
    /// A discount is spread to the cent whatever the lines are, and no line gives more than it has.
    #[test]
    fn shares_add_up(values in prop::collection::vec(0_i64..500_000, 1..12), part in 0_u32..=100) {
        let values: Vec<Decimal> = values.into_iter().map(|cents| Decimal::new(cents, 2)).collect();
        let sum: Decimal = values.iter().copied().sum();
        let discount = (sum * Decimal::from(part) / Decimal::ONE_HUNDRED).round_dp(2);
        let shares = spread(discount, &values);
        prop_assert_eq!(shares.iter().copied().sum::<Decimal>(), discount);
        for (share, value) in shares.iter().zip(&values) {
            prop_assert!(*share >= Decimal::ZERO && share <= value, "{} of {}", share, value);
        }
    }
}

#[tokio::test]
async fn reservations_follow_the_lines_of_a_confirmed_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["A", "B", "C"] {
        product(&scope, sku, 5).await;
    }
    let id = order(&scope, &[("A", 2), ("B", 2)]).await;
    confirm(&scope, id).await.unwrap();
    let (edit, mut change) = open(&scope, id).await;
    row(&mut change, &edit, "A").quantity = "5".to_owned();
    row(&mut change, &edit, "B").quantity = "1".to_owned();
    change.lines = vec![added("C", "2")];
    change.head.discount = "100".to_owned();
    update(&scope, id, &change).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(quantity) from inventory_reservations where status = 'ACTIVE'").await, 8);
    let now = detail(&scope, id).await.unwrap();
    assert_eq!(now.row.total, Decimal::new(125_000 * 8 - 10_000 + 35_000, 2));
    assert_eq!(now.items.iter().map(|item| item.discount).sum::<Decimal>(), Decimal::from(100));
    assert_eq!(now.history[0].field, "EDIT");
    whole(&scope).await;
    // One piece too many: nothing of it happens.
    let (edit, mut change) = open(&scope, id).await;
    row(&mut change, &edit, "B").quantity = "2".to_owned();
    row(&mut change, &edit, "A").quantity = "6".to_owned();
    assert_eq!(conflict(update(&scope, id, &change).await), "inventory-error-out-of-stock");
    assert_eq!(available(&scope).await, 15 - 8);
    // A line of a confirmed order that is taken out is cancelled, and its piece is free.
    let (edit, mut change) = open(&scope, id).await;
    row(&mut change, &edit, "B").remove = "1".to_owned();
    update(&scope, id, &change).await.unwrap();
    assert_eq!(available(&scope).await, 15 - 7);
    let now = detail(&scope, id).await.unwrap();
    assert_eq!(now.items.iter().map(|item| item.cancelled).sum::<i32>(), 1);
    whole(&scope).await;
    // Packed: the address can be mended, the goods cannot.
    pack(&scope, id).await.unwrap();
    let (edit, mut change) = open(&scope, id).await;
    change.head.line1 = "2 Hill Street".to_owned();
    update(&scope, id, &change).await.unwrap();
    let mut change = opened(&edit);
    row(&mut change, &edit, "A").quantity = "4".to_owned();
    assert!(update(&scope, id, &change).await.is_err());
    assert_eq!(detail(&scope, id).await.unwrap().shipping_address.line1, "2 Hill Street");
    whole(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_change_different_things_both_get_their_way() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    product(&scope, "B", 50).await;
    let id = order(&scope, &[("A", 1), ("B", 1)]).await;
    confirm(&scope, id).await.unwrap();
    let (edit, form) = open(&scope, id).await;
    let [mut address, mut pieces, mut price, mut more] = [form.clone(), form.clone(), form.clone(), form];
    address.head.city = "Galle".to_owned();
    row(&mut pieces, &edit, "A").quantity = "3".to_owned();
    row(&mut price, &edit, "B").price = "999.50".to_owned();
    more.lines = vec![added("B", "4")];
    let edits = [address, pieces, price, more].map(|change| {
        let scope = scope.clone();
        tokio::spawn(async move { update(&scope, id, &change).await })
    });
    for outcome in futures::future::join_all(edits).await {
        outcome.unwrap().unwrap();
    }
    let now = detail(&scope, id).await.unwrap();
    assert_eq!(now.row.city, "Galle");
    let mut lines: Vec<_> = now.items.iter().map(|item| (item.sku.clone().unwrap(), item.quantity, item.unit_price)).collect();
    lines.sort();
    let own = Decimal::new(125_000, 2);
    assert_eq!(lines, [("A".to_owned(), 3, own), ("B".to_owned(), 1, Decimal::new(99_950, 2)), ("B".to_owned(), 4, own)]);
    assert_eq!(available(&scope).await, 100 - 8);
    whole(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_who_change_the_same_thing_see_who_changed_it_to_what() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let id = order(&scope, &[("A", 1)]).await;
    let item = detail(&scope, id).await.unwrap().items[0].id;
    let (mut first, mut second) = (app.sign_in("OWNER").await, app.sign_in("STAFF").await);
    let url = format!("/orders/{id}/edit");
    let (hers, his) = (first.open(&url).await, second.open(&url).await);
    let css = "form[action='/api/orders/update_order']";
    let quantity = format!("rows[{}][quantity]", line_key(item));
    let page = first.submit_form(&hers, css, &[("name", "Kamala Silva"), (&quantity, "4")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let refused = second.submit_form(&his, css, &[("name", "Kamal Silva"), ("city", "Matara")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    for part in ["OWNER Test", "Nimal Perera", "Kamala Silva"] {
        assert!(refused.text("#name-error").contains(part), "{part} is missing: {}", refused.text("#name-error"));
    }
    assert_eq!(refused.attribute("#city", "value").as_deref(), Some("Matara"), "what was typed is kept");
    let again = second.submit_form(&refused, css, &[(&quantity, "2")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{again:?}");
    let said = again.text(".edit-line .error-text");
    assert!(said.contains("OWNER Test") && said.contains('4') && said.contains('1'), "{said}");
    let saved = second.submit_form(&again, css, &[]).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let now = detail(&scope, id).await.unwrap();
    assert_eq!((now.row.name.as_str(), now.row.city.as_str(), now.items[0].quantity), ("Kamal Silva", "Matara", 2));
    assert!(saved.visible().contains("Changed: "), "the history names what was changed");
    app.assert_quiet().await;
}

#[tokio::test]
async fn pieces_are_cancelled_and_what_is_due_follows() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    product(&scope, "B", 5).await;
    let id = order(&scope, &[("A", 3), ("B", 1)]).await;
    confirm(&scope, id).await.unwrap();
    let key = |sku: &str, edit: &OrderEdit| line_key(edit.lines.iter().find(|line| line.sku.as_deref() == Some(sku)).unwrap().id);
    let (edit, _) = open(&scope, id).await;
    let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(sku, count)| (key(sku, &edit), (*count).to_owned())).collect::<BTreeMap<_, _>>();
    let paid = RecordedPayment { method: "CASH".to_owned(), amount: "2850".to_owned(), ..RecordedPayment::default() };
    record_payment(&scope, id, &paid).await.unwrap();
    assert_eq!(detail(&scope, id).await.unwrap().row.financial_status, FinancialStatus::PartiallyPaid);
    assert!(cancel_pieces(&scope, id, &of(&[("A", "4")]), "no longer wanted").await.is_err());
    assert!(cancel_pieces(&scope, id, &of(&[]), "no longer wanted").await.is_err());
    assert!(cancel_pieces(&scope, id, &of(&[("A", "1")]), " ").await.is_err());
    cancel_pieces(&scope, id, &of(&[("A", "2")]), "no longer wanted").await.unwrap();
    let now = detail(&scope, id).await.unwrap();
    assert_eq!((now.cancelled_total, now.row.financial_status), (Decimal::from(2_500), FinancialStatus::Paid), "350 + 2 × 1,250 are left");
    assert_eq!(available(&scope).await, 10 - 2);
    whole(&scope).await;
    // The last pieces: the order is cancelled, as if that had been asked.
    cancel_pieces(&scope, id, &of(&[("A", "1"), ("B", "1")]), "nothing is left").await.unwrap();
    assert_eq!(status(&scope, id).await, OrderStatus::Cancelled);
    assert_eq!(available(&scope).await, 10);
    assert!(cancel_pieces(&scope, id, &of(&[("A", "1")]), "again").await.is_err());
    whole(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn cancelling_pieces_many_times_at_once_lets_each_piece_go_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    let id = order(&scope, &[("A", 10)]).await;
    confirm(&scope, id).await.unwrap();
    let item = detail(&scope, id).await.unwrap().items[0].id;
    let clicks = (0..12).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { cancel_pieces(&scope, id, &BTreeMap::from([(line_key(item), "3".to_owned())]), "fewer").await.is_ok() })
    });
    let done = futures::future::join_all(clicks).await.into_iter().filter(|outcome| *outcome.as_ref().unwrap()).count();
    assert_eq!(done, 3);
    assert_eq!(available(&scope).await, 20 - 1);
    whole(&scope).await;
    app.assert_quiet().await;
}

async fn taxed(scope: &Scope) {
    let form = TaxRateForm {
        tax_class: "STANDARD".to_owned(),
        rate: "18".to_owned(),
        inclusive: String::new(),
        valid_from: "2024-01-01".to_owned(),
    };
    add_tax_rate(scope, &form).await.unwrap();
}

#[tokio::test]
async fn tax_is_meant_line_by_line_and_worked_out_anew() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    taxed(&scope).await;
    let line = |row: usize, tax_mode| NewLine {
        row,
        sku: "A".to_owned(),
        quantity: 1,
        price: Some(Decimal::from(1_180)),
        discount: Decimal::ZERO,
        tax_mode,
    };
    let lines = vec![line(0, None), line(1, Some(TaxMode::Included))];
    let (id, _) = create(&scope, NewOrder { lines, shipping: Decimal::ZERO, ..new_order(&[]) }).await.unwrap();
    let now = detail(&scope, id).await.unwrap();
    assert_eq!((now.tax, now.tax_included), (Decimal::new(21_240, 2), Decimal::from(180)));
    assert_eq!(now.row.total, Decimal::new(257_240, 2));
    let (edit, mut change) = open(&scope, id).await;
    for line in &edit.lines {
        let row = change.rows.get_mut(&line_key(line.id)).unwrap();
        if line.tax_mode.is_none() {
            row.tax = "INCLUDED".to_owned();
        } else {
            row.discount = "590".to_owned();
        }
    }
    update(&scope, id, &change).await.unwrap();
    let now = detail(&scope, id).await.unwrap();
    assert_eq!((now.tax, now.tax_included, now.row.total), (Decimal::new(0, 2), Decimal::from(270), Decimal::from(1_770)));
    whole(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_draft_becomes_an_order_and_an_order_a_draft() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    let mut staff = app.sign_in("STAFF").await;
    let form = staff.open("/orders/new").await;
    let css = "form[action='/api/orders/create_order']";
    let empty = staff.submit_form(&form, css, &[("action", "draft")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{empty:?}");
    let draft = staff.submit_form(&empty, css, &[("action", "draft"), ("name", "Kamala")]).await;
    assert_eq!(draft.status, StatusCode::OK, "{draft:?}");
    let id: Uuid = draft.path.trim_start_matches("/orders/").parse().unwrap();
    assert_eq!(status(&scope, id).await, OrderStatus::Draft);
    assert_eq!(conflict(place_draft(&scope, id).await), "orders-error-draft-incomplete");
    assert_eq!(tenant_count(&scope, "select count(*) from customers").await, 0);
    let edit = staff.open(&format!("/orders/{id}/edit")).await;
    let update = "form[action='/api/orders/update_order']";
    let refused = staff.submit_form(&edit, update, &[("action", "place"), ("phone", "077 123 4567")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert!(refused.has("#line1[aria-invalid=true]"), "{refused:?}");
    let typed = [("action", "place"), ("line1", "1 Lake Road"), ("city", "Kandy"), ("lines[0][sku]", "A"), ("lines[0][quantity]", "2")];
    let placed = staff.submit_form(&refused, update, &typed).await;
    assert_eq!(placed.status, StatusCode::OK, "{placed:?}");
    assert_eq!(status(&scope, id).await, OrderStatus::Pending);
    assert_eq!(tenant_count(&scope, "select count(*) from customers where total_orders = 1").await, 1);
    confirm(&scope, id).await.unwrap();
    let copied =
        staff.submit_form(&staff.clone().open(&format!("/orders/{id}")).await, "form[action='/api/orders/duplicate_order']", &[]).await;
    assert_eq!(copied.status, StatusCode::OK, "{copied:?}");
    assert!(copied.path.ends_with("/edit"), "{}", copied.path);
    let (copy, _) = duplicate(&scope, id).await.unwrap();
    let copy = detail(&scope, copy).await.unwrap();
    assert_eq!((copy.row.status, copy.row.total, copy.items.len()), (OrderStatus::Draft, detail(&scope, id).await.unwrap().row.total, 1));
    assert_eq!(available(&scope).await, 18, "a draft reserves nothing");
    whole(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_advance_leaves_the_rest_to_collect() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    let advance = |amount: i64| Some(Advance { amount: Decimal::from(amount), method: "BANK_TRANSFER", reference: "TX 77".to_owned() });
    let new = || NewOrder { shipping: Decimal::from(1_000), ..new_order(&[("A", 2)]) };
    assert_eq!(fields(create(&scope, NewOrder { advance: advance(3_501), ..new() }).await), ["advance[amount]"]);
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 0);
    let order = NewOrder { advance: advance(1_000), ..new() };
    let (id, number) = create(&scope, order.clone()).await.unwrap();
    assert_eq!(create(&scope, order).await.unwrap(), (id, number), "sent twice, it is taken once");
    let mut work = scope.begin().await.unwrap();
    assert_eq!(due(&mut work, id).await.unwrap(), Decimal::from(2_500));
    drop(work);
    assert_eq!(detail(&scope, id).await.unwrap().row.financial_status, FinancialStatus::PartiallyPaid);
    assert_eq!(tenant_count(&scope, "select count(*) from payments").await, 1);
    whole(&scope).await;
    app.assert_quiet().await;
}
