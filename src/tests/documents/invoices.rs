//! Invoices and credit notes: numbers without gaps, amounts to the cent, and nothing that changes after it was issued.

use super::pages;
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use rust_decimal::Decimal;
use smartstore::domains::access::model::TaxId;
use smartstore::domains::access::service::{AboutForm, organization, organization_page, update_about};
use smartstore::domains::catalog::model::TaxRateForm;
use smartstore::domains::catalog::service::add_tax_rate;
use smartstore::domains::documents::model::{
    BranchForm, DateFormat, InvoiceFilter, InvoiceKind, InvoiceLine, IssueForm, Layout, LayoutForm, layout_on, tax_parts,
};
use smartstore::domains::documents::service::{
    Credit, CreditLine, add_branch, add_layout, cancel_invoice, credit, invoice_file, invoice_page, invoices, issue, of_order, settings,
    update_branch,
};
use smartstore::domains::orders::service::{cancel, confirm, create, lock_money};
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope};
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{AppError, FieldErrors};
use std::collections::BTreeSet;
use uuid::Uuid;

fn form(kind: InvoiceKind, branch: &str) -> IssueForm {
    IssueForm { kind: kind.code().to_owned(), branch: branch.to_owned(), ..IssueForm::default() }
}

async fn confirmed(scope: &Scope, pieces: i32, discount: i64) -> Uuid {
    let mut new = new_order(&[("A", pieces)]);
    new.discount = Decimal::new(discount, 2);
    let order = create(scope, new).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    order
}

async fn branch(scope: &Scope, code: &str) {
    add_branch(scope, &BranchForm { code: code.to_owned(), name: code.to_owned(), ..BranchForm::default() }).await.unwrap();
}

async fn vat(scope: &Scope, inclusive: bool) {
    let rate = TaxRateForm {
        tax_class: "STANDARD".to_owned(),
        rate: "18".to_owned(),
        inclusive: inclusive.to_string(),
        valid_from: "2024-01-01".to_owned(),
    };
    add_tax_rate(scope, &rate).await.unwrap();
}

/// The organization with a taxpayer's number.
async fn with_tin(app: &TestApp) -> Scope {
    let tax_ids =
        vec![TaxId { kind: "VAT".to_owned(), number: "114-7000".to_owned() }, TaxId { kind: "TIN".to_owned(), number: "114".to_owned() }];
    let version = organization_page(&app.scope()).await.unwrap().version.to_string();
    let about = AboutForm {
        name: "Kandy Crafts".to_owned(),
        legal_name: "Kandy Crafts (Pvt) Ltd".to_owned(),
        tax_ids,
        version,
        ..AboutForm::default()
    };
    update_about(&app.scope(), &about).await.unwrap();
    let organization = organization(&app.db, app.organization.id).await.unwrap();
    Scope::system(app.db.clone(), app.clock.clock(), organization)
}

fn key<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(FieldErrors(errors)))) => format!("{}: {}", errors[0].field, errors[0].key),
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_invoices_at_once_leave_no_gap_and_no_number_twice() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 1_000).await;
    branch(&scope, "BR01").await;
    branch(&scope, "BR02").await;
    let mut orders = Vec::new();
    for _ in 0..200 {
        orders.push(confirmed(&scope, 1, 0).await);
    }
    // Every tenth order is asked for twice at the same moment, and some requests are refused after they had a number.
    let tries = orders.iter().copied().enumerate().flat_map(|(place, order)| {
        let branch = if place % 2 == 0 { "BR01" } else { "BR02" };
        std::iter::repeat_n((order, branch), if place % 10 == 0 { 2 } else { 1 })
    });
    let running: Vec<_> = tries
        .map(|(order, branch)| {
            let scope = scope.clone();
            tokio::spawn(async move { issue(&scope, order, &form(InvoiceKind::Invoice, branch)).await })
        })
        .collect();
    let mut numbers = BTreeSet::new();
    let mut refused = 0;
    for task in running {
        match task.await.unwrap() {
            Ok((_, number)) => assert!(numbers.insert(number.clone()), "{number} twice"),
            outcome => {
                assert_eq!(key(outcome), "documents-error-has-invoice");
                refused += 1;
            }
        }
    }
    assert_eq!((numbers.len(), refused), (200, 20));
    for branch in ["BR01", "BR02"] {
        let mut work = scope.begin().await.unwrap();
        let serials: Vec<i64> = sqlx::query_scalar("select serial from invoices where branch = $1 order by serial")
            .bind(branch)
            .fetch_all(work.conn())
            .await
            .unwrap();
        assert_eq!(serials, (1..=100).collect::<Vec<_>>(), "{branch}");
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_tax_invoice_says_what_the_gazette_asks_for() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    vat(&scope, true).await;
    let order = confirmed(&scope, 3, 1_000).await;
    assert_eq!(key(issue(&scope, order, &form(InvoiceKind::TaxInvoice, "")).await), "kind: documents-error-no-tin");
    let scope = with_tin(&app).await;
    let asked = IssueForm { buyer_name: "Lanka Hotels PLC".to_owned(), buyer_tin: "200".to_owned(), ..form(InvoiceKind::TaxInvoice, "") };
    let (id, number) = issue(&scope, order, &asked).await.unwrap();
    let day = scope.clock.now().with_timezone(&scope.organization.time_zone);
    assert_eq!(number, day.format("%y%b_HO_1").to_string().to_uppercase());
    let page = invoice_page(&scope, id).await.unwrap();
    // 3 × 1,250 − 10 + 350: prices contain the tax, the delivery has none.
    assert_eq!((page.row.total, page.row.tax, page.row.net), (Decimal::new(409_000, 2), Decimal::new(57_051, 2), Decimal::new(351_949, 2)));
    assert_eq!(page.paper.title, "TAX INVOICE");
    assert_eq!(page.paper.from[..2], ["Kandy Crafts (Pvt) Ltd".to_owned(), "TIN 114".to_owned()]);
    assert_eq!(page.paper.to.as_ref().unwrap().lines[..2], ["Lanka Hotels PLC".to_owned(), "TIN 200".to_owned()]);
    let date = page.paper.facts.iter().find(|(name, _)| name == "Date").unwrap();
    assert_eq!(date.1, day.format("%m/%d/%Y").to_string());
    // In whole rupees that add up.
    let said: Vec<&str> = page.paper.sums.iter().map(|(_, amount)| amount.as_str()).collect();
    assert_eq!(said, ["Rs\u{202f}3,519", "Rs\u{202f}571", "Rs\u{202f}4,090"]);
    assert_eq!(page.paper.notes[0].lines, ["Rupees four thousand and ninety only"]);
    assert_eq!(pages(&invoice_file(&scope, id).await.unwrap().1), 1);
    // What is issued stays as it was.
    let mut work = scope.begin().await.unwrap();
    let change = sqlx::query("update invoices set total = 1 where id = $1").bind(id).execute(work.conn()).await;
    assert!(change.is_err(), "an issued invoice was changed");
    let mut work = scope.begin().await.unwrap();
    assert!(sqlx::query("delete from invoices").execute(work.conn()).await.is_err(), "an issued invoice was deleted");
}

#[tokio::test]
async fn an_invoice_is_cancelled_by_a_credit_note_and_issued_anew() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    vat(&scope, false).await;
    let order = confirmed(&scope, 3, 1_000).await;
    let (first, _) = issue(&scope, order, &form(InvoiceKind::Invoice, "")).await.unwrap();
    assert_eq!(key(issue(&scope, order, &form(InvoiceKind::Invoice, "")).await), "documents-error-has-invoice");
    assert_eq!(key(cancel_invoice(&scope, first, " ").await), "reason: error-required");
    let (note, number) = cancel_invoice(&scope, first, "Wrong name").await.unwrap();
    assert!(number.starts_with("CN_"), "{number}");
    assert_eq!(key(cancel_invoice(&scope, first, "Again").await), "documents-error-credited");
    assert_eq!(key(cancel_invoice(&scope, note, "A note").await), "documents-error-credited");
    let (before, after) = (invoice_page(&scope, first).await.unwrap(), invoice_page(&scope, note).await.unwrap());
    assert!(before.row.cancelled_at.is_some());
    assert_eq!((before.row.total, before.row.tax), (after.row.total, after.row.tax));
    assert_eq!(after.credits.as_ref().map(|(id, _)| *id), Some(first));
    assert_eq!(before.credit_notes.len(), 1);
    let (_, second) = issue(&scope, order, &form(InvoiceKind::Invoice, "")).await.unwrap();
    assert!(second.ends_with("_2"), "{second}");
    assert_eq!(of_order(&scope, order).await.unwrap().rows.len(), 3);
    let foreign = app.other_scope();
    assert!(matches!(cancel_invoice(&foreign, first, "No").await, Err(Error::App(AppError::NotFound))));
    app.assert_quiet().await;
}

#[tokio::test]
async fn parts_that_are_taken_back_come_to_the_invoice_to_the_cent() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    vat(&scope, true).await;
    let order = confirmed(&scope, 3, 777).await;
    let (id, _) = issue(&scope, order, &form(InvoiceKind::Invoice, "")).await.unwrap();
    let invoice = invoice_page(&scope, id).await.unwrap().row;
    let item: Uuid = {
        let mut work = scope.begin().await.unwrap();
        sqlx::query_scalar("select id from order_items").fetch_one(work.conn()).await.unwrap()
    };
    let mut taken = Vec::new();
    for (item_id, amount) in [(Some(item), 124_741), (None, 33_333), (Some(item), 1)] {
        let mut work = scope.begin().await.unwrap();
        lock_money(&mut work, order).await.unwrap();
        let line = CreditLine { item_id, name: "Back".to_owned(), quantity: item_id.map(|_| 1), amount: Decimal::new(amount, 2) };
        taken.push(credit(&mut work, id, Credit::Lines(vec![line]), "Broken").await.unwrap().0);
        work.commit().await.unwrap();
    }
    let too_much = CreditLine { item_id: None, name: "All".to_owned(), quantity: None, amount: invoice.total };
    let mut work = scope.begin().await.unwrap();
    lock_money(&mut work, order).await.unwrap();
    assert_eq!(key(credit(&mut work, id, Credit::Lines(vec![too_much]), "Too much").await), "documents-error-credited");
    drop(work);
    taken.push(cancel_invoice(&scope, id, "The rest").await.unwrap().0);
    let (mut total, mut tax) = (Decimal::ZERO, Decimal::ZERO);
    for note in taken {
        let row = invoice_page(&scope, note).await.unwrap().row;
        assert!(row.tax >= Decimal::ZERO);
        total += row.total;
        tax += row.tax;
    }
    assert_eq!((total, tax), (invoice.total, invoice.tax));
    app.assert_quiet().await;
}

#[tokio::test]
async fn serials_begin_anew_each_month_of_the_store_and_layouts_change_by_the_day() {
    // 18:29 UTC on the last of the month is 23:59 in Colombo, a minute later it is the next month.
    let app = TestApp::start().await;
    app.clock.advance(Utc.with_ymd_and_hms(2031, 11, 30, 18, 29, 0).unwrap() - app.clock.now());
    let scope = app.scope();
    product(&scope, "A", 50).await;
    branch(&scope, "BR03").await;
    let layout = LayoutForm {
        valid_from: "2031-12-01".to_owned(),
        number_format: "{YYYY}{MM}-{BRANCH}-{SERIAL}".to_owned(),
        date_format: DateFormat::YearMonthDay.code().to_owned(),
        whole_rupees: String::new(),
        footer: "Returns within 7 days".to_owned(),
    };
    add_layout(&scope, &layout).await.unwrap();
    let mut numbers = Vec::new();
    for minutes in [0, 0, 1, 0] {
        app.clock.advance(TimeDelta::minutes(minutes));
        let order = confirmed(&scope, 1, 0).await;
        numbers.push(issue(&scope, order, &form(InvoiceKind::Invoice, "BR03")).await.unwrap().1);
    }
    assert_eq!(numbers, ["INV_31NOV_BR03_1", "INV_31NOV_BR03_2", "INV_203112-BR03-1", "INV_203112-BR03-2"]);
    let of = |text: &str| InvoiceFilter { period: Some(text.to_owned()), ..InvoiceFilter::default() };
    let page = invoices(&scope, &of("2031-12"), PageRequest::default()).await.unwrap();
    assert_eq!(page.rows.len(), 2);
    let shown = invoice_page(&scope, page.rows[0].id).await.unwrap().paper;
    assert!(shown.facts.iter().any(|(_, value)| value == "2031-12-01"), "{:?}", shown.facts);
    assert!(shown.notes.iter().any(|note| note.lines == ["Returns within 7 days"]));
    let past = LayoutForm { valid_from: "2031-11-30".to_owned(), ..layout.clone() };
    assert_eq!(key(add_layout(&scope, &past).await), "valid_from: documents-error-day-past");
    for bad in ["{SERIAL}", "{YY}{MM}{BRANCH}{SERIAL}", "{YY}{MM}{BRANCH}_{SERIAL}x", "{YY} {MM}{BRANCH}_{SERIAL}", "{YY}{MM}_{SERIAL}"] {
        let form = LayoutForm { number_format: bad.to_owned(), ..layout.clone() };
        assert_eq!(key(add_layout(&scope, &form).await), "number_format: documents-error-number-format", "{bad}");
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn only_what_is_sold_is_invoiced_and_branches_are_checked() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let pending = create(&scope, new_order(&[("A", 1)])).await.unwrap().0;
    assert_eq!(key(issue(&scope, pending, &form(InvoiceKind::Invoice, "")).await), "documents-error-not-sold");
    cancel(&scope, pending, "No answer").await.unwrap();
    assert_eq!(key(issue(&scope, pending, &form(InvoiceKind::Invoice, "")).await), "documents-error-not-sold");
    let order = confirmed(&scope, 1, 0).await;
    assert_eq!(key(issue(&scope, order, &form(InvoiceKind::CreditNote, "")).await), "kind: error-choice");
    assert_eq!(key(issue(&scope, order, &form(InvoiceKind::Invoice, "BR09")).await), "branch: error-choice");
    assert!(matches!(issue(&app.other_scope(), order, &form(InvoiceKind::Invoice, "")).await, Err(Error::App(AppError::NotFound))));
    branch(&scope, "BR01").await;
    assert_eq!(
        key(add_branch(&scope, &BranchForm { code: "br01".to_owned(), name: "x".to_owned(), ..BranchForm::default() }).await),
        "code: documents-error-branch-taken"
    );
    assert_eq!(
        key(add_branch(&scope, &BranchForm { code: "B 1".to_owned(), name: "x".to_owned(), ..BranchForm::default() }).await),
        "code: documents-error-branch-code"
    );
    let id = settings(&scope).await.unwrap().branches[0].id.unwrap();
    let closed = BranchForm { name: "x".to_owned(), ..BranchForm::default() };
    assert_eq!(key(update_branch(&scope, id, &closed).await), "documents-error-default-branch");
    assert!(matches!(update_branch(&scope, new_id(), &closed).await, Err(Error::App(AppError::NotFound))));
    assert_eq!(tenant_count(&scope, "select count(*) from invoices").await, 0);
    assert_eq!(
        tenant_count(&scope, "select count(*) from number_counters where name ^@ 'invoice'").await,
        0,
        "what is refused takes no number"
    );
}

#[tokio::test]
async fn the_pages_of_invoices_work_by_forms_and_for_who_may() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let order = confirmed(&scope, 1, 0).await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.get(&format!("/orders/{order}")).await;
    let id = order.to_string();
    let refused = browser
        .submit_form(
            &page,
            "form[action='/api/documents/issue_invoice']",
            &[("order_id", &id), ("kind", "TAX_INVOICE"), ("buyer_tin", "77")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"77\""), "what was typed is kept");
    let done = browser.submit_form(&refused, "form[action='/api/documents/issue_invoice']", &[("kind", "INVOICE")]).await;
    let done = browser.follow(done).await;
    assert!(done.text("h1").contains("INV_"), "{done:?}");
    let list = browser.get("/orders/invoices?kind=INVOICE&branch=HO").await;
    assert_eq!(list.texts("tbody tr").len(), 1);
    let file = browser.get("/orders/invoices/export.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("INV_"), "{}", file.body);
    let mut viewer = app.sign_in("VIEWER").await;
    assert!(!viewer.get(&format!("/orders/{order}")).await.body.contains("issue_invoice"));
    assert_eq!(viewer.get("/orders/invoices").await.status, StatusCode::OK);
}

#[test]
fn the_layout_that_began_last_holds() {
    let built_in = Layout::built_in();
    let on = |year, month, day| layout_on(&built_in, NaiveDate::from_ymd_opt(year, month, day).unwrap()).unwrap().version;
    assert_eq!((on(2026, 6, 30), on(2026, 7, 1)), (1, 2));
    let line =
        |rate: i64, tax: i64, total: i64| InvoiceLine { rate: rate.into(), tax: tax.into(), total: total.into(), ..InvoiceLine::default() };
    let parts = tax_parts(&[line(0, 0, 10), line(18, 18, 118), line(18, 36, 236)]);
    assert_eq!(
        parts.iter().map(|part| (part.rate, part.net, part.tax)).collect::<Vec<_>>(),
        [(18.into(), 300.into(), 54.into()), (0.into(), 10.into(), 0.into())]
    );
}
