//! Amounts, pieces and clicks that come at once.

use super::{amount, due, financial, key, left, paid, pay, payment, pieces, shop, vat, whole};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use rust_decimal::Decimal;
use smartstore::domains::documents::model::{InvoiceKind, IssueForm};
use smartstore::domains::documents::service::{invoice_page, issue, of_order as invoices_of};
use smartstore::domains::orders::model::line_key;
use smartstore::domains::orders::service::{cancel_pieces, confirm, create};
use smartstore::domains::refunds::model::{RefundForm, RefundState};
use smartstore::domains::refunds::service::{decline, pay_out, request};
use smartstore::server::Error;
use smartstore::server::clock::new_id;
use smartstore::shared::AppError;
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test(flavor = "multi_thread")]
async fn twenty_clicks_at_once_never_give_back_more_than_was_received() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    // 4 × 1,250 + 350 = 5,350: five refunds of 1,000 fit.
    let (order, payment_id) = paid(&scope, 4, 0).await;
    let running: Vec<_> = (0..20)
        .map(|_| {
            let scope = scope.clone();
            tokio::spawn(async move { request(&scope, payment_id, &amount("1000")).await })
        })
        .collect();
    let mut made = 0;
    for task in running {
        match task.await.unwrap() {
            Ok(_) => made += 1,
            refused => assert_eq!(key(refused), "amount: refunds-error-above-left"),
        }
    }
    assert_eq!(made, 5);
    assert_eq!(payment(&scope, payment_id).await, ("COMPLETED".to_owned(), 5_350.into(), 0.into(), 5_000.into()));
    // The same click over and over is one refund.
    let running: Vec<_> = (0..20)
        .map(|_| {
            let scope = scope.clone();
            let form = RefundForm { key: "one-click".to_owned(), ..amount("350") };
            tokio::spawn(async move { request(&scope, payment_id, &form).await.unwrap().id })
        })
        .collect();
    let mut ids = BTreeSet::new();
    for task in running {
        ids.insert(task.await.unwrap());
    }
    assert_eq!(ids.len(), 1);
    assert_eq!(key(request(&scope, payment_id, &amount("0.01")).await), "refunds-error-nothing-left");
    assert_eq!(left(&scope, order).await.rows.len(), 6);
    app.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_pieces_go_back_than_were_bought() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (order, payment_id) = paid(&scope, 3, 0).await;
    let line = left(&scope, order).await.lines[0].id;
    let running: Vec<_> = (0..20)
        .map(|_| {
            let scope = scope.clone();
            tokio::spawn(async move { request(&scope, payment_id, &pieces(line, 1)).await })
        })
        .collect();
    let mut made = 0;
    for task in running {
        match task.await.unwrap() {
            Ok(_) => made += 1,
            refused => assert_eq!(key(refused), "lines[0][quantity]: refunds-error-too-many"),
        }
    }
    assert_eq!(made, 3);
    assert_eq!(payment(&scope, payment_id).await.3, Decimal::from(3_750));
    // A refusal gives its pieces free again.
    let first = left(&scope, order).await.rows[0].id;
    decline(&scope, first, "Not ours").await.unwrap();
    assert_eq!(left(&scope, order).await.lines[0].left(), 1);
    assert_eq!(payment(&scope, payment_id).await.3, Decimal::from(2_500));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_whole_refund_of_a_discounted_order_with_tax_in_its_prices_is_what_was_received_to_the_cent() {
    for inclusive in [true, false] {
        let app = TestApp::start().await;
        let scope = shop(&app).await;
        vat(&app.scope(), inclusive).await;
        let (order, payment_id) = paid(&scope, 3, 1_001).await;
        issue(&scope, order, &IssueForm { kind: InvoiceKind::Invoice.code().to_owned(), ..IssueForm::default() }).await.unwrap();
        let captured = payment(&scope, payment_id).await.1;
        let done = request(&scope, payment_id, &whole()).await.unwrap();
        assert_eq!(done.state, RefundState::Pending);
        assert_eq!(financial(&scope, order).await, "PAID", "nothing has gone back yet");
        pay_out(&scope, done.id, "Transfer 77").await.unwrap();
        assert_eq!(payment(&scope, payment_id).await, ("REFUNDED".to_owned(), captured, captured, 0.into()));
        assert_eq!(financial(&scope, order).await, "REFUNDED");
        let rows = invoices_of(&scope, order).await.unwrap().rows;
        assert_eq!((rows[0].total, rows[0].tax), (rows[1].total, rows[1].tax), "the credit note is the invoice with the other sign");
        assert_eq!(rows[1].total, captured);
        assert!(rows[0].cancelled_at.is_some());
        assert!(left(&scope, order).await.lines.is_empty(), "every piece went back");
        app.assert_quiet().await;
    }
}

#[tokio::test]
async fn piece_by_piece_comes_to_the_whole_with_a_credit_note_for_each() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    vat(&app.scope(), true).await;
    // 3 × 1,250 − 0.01: a third of it is no whole cent.
    let (order, payment_id) = paid(&scope, 3, 1).await;
    let (invoice, _) =
        issue(&scope, order, &IssueForm { kind: InvoiceKind::Invoice.code().to_owned(), ..IssueForm::default() }).await.unwrap();
    let line = left(&scope, order).await.lines[0].clone();
    let mut given = Decimal::ZERO;
    for step in 1..=3 {
        let done = request(&scope, payment_id, &pieces(line.id, 1)).await.unwrap();
        pay_out(&scope, done.id, "Cash").await.unwrap();
        let row = left(&scope, order).await.rows.into_iter().find(|row| row.id == done.id).unwrap();
        given += row.amount;
        assert!(row.credit_note.is_some());
        assert_eq!(invoice_page(&scope, invoice).await.unwrap().credit_notes.len(), step);
        assert_eq!(financial(&scope, order).await, "PARTIALLY_REFUNDED");
    }
    assert_eq!(given, line.total);
    let last = request(&scope, payment_id, &RefundForm { shipping: "true".to_owned(), ..amount("") }).await.unwrap();
    pay_out(&scope, last.id, "Cash").await.unwrap();
    assert_eq!(financial(&scope, order).await, "REFUNDED");
    let page = invoice_page(&scope, invoice).await.unwrap();
    assert!(page.row.cancelled_at.is_some());
    assert_eq!(page.credit_notes.iter().map(|note| note.tax).sum::<Decimal>(), page.row.tax);
    app.assert_quiet().await;
}

#[tokio::test]
async fn each_payment_gives_back_its_own_and_no_other() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let order = create(&scope, new_order(&[("A", 2)])).await.unwrap().0;
    confirm(&scope, order).await.unwrap();
    pay(&scope, order, "850", "CASH").await;
    pay(&scope, order, "2000", "BANK_TRANSFER").await;
    let offer = left(&scope, order).await;
    let (first, second) = (offer.payments[0].id, offer.payments[1].id);
    assert_eq!(key(request(&scope, first, &amount("850.01")).await), "amount: refunds-error-above-left");
    let done = request(&scope, first, &whole()).await.unwrap();
    assert_eq!(left(&scope, order).await.lines[0].left(), 2, "the goods are not given back with a part of the money");
    pay_out(&scope, done.id, "Till").await.unwrap();
    assert_eq!(financial(&scope, order).await, "PARTIALLY_REFUNDED");
    let done = request(&scope, second, &whole()).await.unwrap();
    pay_out(&scope, done.id, "Transfer").await.unwrap();
    assert_eq!(financial(&scope, order).await, "REFUNDED");
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_given_back_is_not_asked_for_again() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    // 2 × 1,250 and 350 for the delivery.
    let (order, payment_id) = paid(&scope, 2, 0).await;
    let (invoice, _) =
        issue(&scope, order, &IssueForm { kind: InvoiceKind::Invoice.code().to_owned(), ..IssueForm::default() }).await.unwrap();
    let line = left(&scope, order).await.lines[0].id;
    for form in [amount("100.50"), pieces(line, 1)] {
        let asked = request(&scope, payment_id, &form).await.unwrap();
        assert_eq!(due(&scope, order).await, Decimal::ZERO);
        pay_out(&scope, asked.id, "Cash").await.unwrap();
        assert_eq!(due(&scope, order).await, Decimal::ZERO, "a refund makes the order cheaper");
    }
    assert_eq!(invoice_page(&scope, invoice).await.unwrap().credit_notes.len(), 2);
    // Something given back by mistake, or to be paid in another way: it is due again, and no credit note says otherwise.
    let form = RefundForm { due_again: "true".to_owned(), ..amount("1000") };
    let asked = request(&scope, payment_id, &form).await.unwrap();
    assert_eq!(due(&scope, order).await, Decimal::ZERO, "nothing has gone back yet");
    pay_out(&scope, asked.id, "Card").await.unwrap();
    assert_eq!(due(&scope, order).await, Decimal::from(1_000));
    assert_eq!(invoice_page(&scope, invoice).await.unwrap().credit_notes.len(), 2);
    pay(&scope, order, "400", "CASH").await;
    assert_eq!(due(&scope, order).await, Decimal::from(600));
    let rows = left(&scope, order).await.rows;
    assert_eq!(rows.iter().map(|row| row.due_again).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(tenant_count(&scope, "select sum(conceded * 100)::bigint from payments").await, 135_050);
    assert_eq!(financial(&scope, order).await, "PARTIALLY_REFUNDED");
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_was_paid_too_much_goes_back_without_making_anything_cheaper() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (order, payment_id) = paid(&scope, 3, 0).await;
    let line = left(&scope, order).await.lines[0].id;
    cancel_pieces(&scope, order, &BTreeMap::from([(line_key(line), "1".to_owned())]), "Too many").await.unwrap();
    assert_eq!(due(&scope, order).await, Decimal::ZERO);
    let asked = request(&scope, payment_id, &amount("1350")).await.unwrap();
    pay_out(&scope, asked.id, "Cash").await.unwrap();
    // 1,250 were too much, and 100 are a favour.
    assert_eq!(tenant_count(&scope, "select conceded::bigint from payments").await, 100);
    assert_eq!(due(&scope, order).await, Decimal::ZERO);
    app.assert_quiet().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_its_field() {
    let app = TestApp::start().await;
    let scope = shop(&app).await;
    let (order, payment_id) = paid(&scope, 2, 0).await;
    let line = left(&scope, order).await.lines[0].id;
    let with = |change: &dyn Fn(&mut RefundForm)| {
        let mut form = amount("10");
        change(&mut form);
        form
    };
    let cases = [
        (with(&|form| form.amount = String::new()), "amount: refunds-error-nothing"),
        (with(&|form| form.amount = "0".to_owned()), "amount: payments-error-amount-zero"),
        (with(&|form| form.amount = "1.001".to_owned()), "amount: error-amount-too-precise"),
        (with(&|form| form.amount = "-5".to_owned()), "amount: error-amount-negative"),
        (with(&|form| form.reason = " ".to_owned()), "reason: error-required"),
        (with(&|form| form.destination = String::new()), "destination: error-required"),
        (with(&|form| form.destination = "MOON".to_owned()), "destination: error-choice"),
        (pieces(line, 3), "lines[0][quantity]: refunds-error-too-many"),
        (pieces(line, -1), "lines[0][quantity]: refunds-error-pieces"),
    ];
    for (form, expected) in cases {
        assert_eq!(key(request(&scope, payment_id, &form).await), expected, "{form:?}");
    }
    product(&app.other_scope(), "A", 5).await;
    let (_, foreign) = paid(&app.other_scope(), 1, 0).await;
    for outcome in [
        request(&scope, foreign, &amount("1")).await,
        request(&scope, new_id(), &amount("1")).await,
        request(&scope, payment_id, &pieces(new_id(), 1)).await,
    ] {
        assert!(matches!(outcome, Err(Error::App(AppError::NotFound))), "{outcome:?}");
    }
    assert_eq!(tenant_count(&scope, "select count(*) from refunds").await, 0);
    // Less than the goods cost: a fee is kept, and the line bears it.
    let fee = RefundForm { amount: "1000".to_owned(), ..pieces(line, 1) };
    request(&scope, payment_id, &fee).await.unwrap();
    assert_eq!(tenant_count(&scope, "select sum(amount)::bigint from refund_items").await, 1_000);
    app.assert_quiet().await;
}
