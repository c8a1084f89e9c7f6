//! One account's days in two formats, and lines that something is proposed for.

use super::{Shop, TAKE, UPLOAD};
use axum::http::StatusCode;
use smartstore::domains::statements::service::{Upload, take, upload};

#[tokio::test]
async fn the_same_days_in_another_format_are_the_same_lines() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let deposit = ("CASH DEPOSIT KANDY", "", "1000");
    let table = shop.file(&[("CEFT NIMAL PERERA", "FT26306", "2500"), deposit, deposit, ("SERVICE CHARGE", "SC1", "-25")]);
    shop.take(&mut staff, "nov.csv", &table).await;
    let lines = [
        // By the number, whatever else is said.
        ("TRANSFER", "ft-26306 / Galle", "880001", "2500.00"),
        // By half of the words: two of the three were there.
        ("CASH DEPOSIT", "COUNTER", "880002", "1000.00"),
        ("CASH DEPOSIT", "COUNTER", "880003", "1000.00"),
        ("CASH DEPOSIT", "COUNTER", "880004", "1000.00"),
        // Of the same amount, and something else.
        ("RENT", "", "880005", "2500.00"),
        ("LEASING", "", "880006", "-25.00"),
    ];
    let list = staff.open("/payments/statements").await;
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "nov.ofx", &shop.ofx(&lines))).await;
    assert!(page.visible().contains("3 lines are here already"), "{page:?}");
    assert_eq!(page.visible().matches("Here already").count(), 3, "{page:?}");
    let page = staff.submit_form(&page, TAKE, &[("step", "take")]).await;
    assert!(page.visible().contains("3 new lines, 3 known before"), "{page:?}");
    assert_eq!(shop.count("select count(*) from bank_statement_lines").await, 7);
    assert_eq!(shop.count("select count(*) from bank_statement_lines where amount = 1000").await, 3);
    // The next file of that format knows its own lines and those of the other one.
    let longer = [&lines[..], &[("CASH DEPOSIT", "MACHINE", "880007", "70.00")]].concat();
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "next.ofx", &shop.ofx(&longer))).await;
    let page = staff.submit_form(&page, TAKE, &[("step", "take")]).await;
    assert!(page.visible().contains("1 new lines, 6 known before"), "{page:?}");
    // Somebody knows better.
    let more = [&longer[..], &[("CHEQUE", "", "880008", "80.00")]].concat();
    let page = staff.submit_file(&list, UPLOAD, &[], ("file", "more.ofx", &shop.ofx(&more))).await;
    assert!(page.visible().contains("3 lines are here already"), "{page:?}");
    let page = staff.submit_form(&page, TAKE, &[("alike", "true"), ("step", "take")]).await;
    assert!(page.visible().contains("4 new lines, 4 known before"), "{page:?}");
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_formats_that_are_taken_at_once_bring_each_line_once() {
    let shop = Shop::open().await;
    let (table, ofx) = (shop.file(&[("CEFT", "FT26306", "2500")]), shop.ofx(&[("CEFT", "FT26306", "880001", "2500.00")]));
    let mut drafts = Vec::new();
    for (name, bytes) in [("nov.csv", table), ("nov.ofx", ofx)] {
        let sent = Upload { account_id: shop.account, format: String::new(), other_account: false, file: Some((name.to_owned(), bytes)) };
        drafts.push(upload(&shop.scope, sent).await.unwrap().0);
    }
    let taken = drafts.iter().map(|id| take(&shop.scope, *id, None, false, false));
    let taken: Vec<(usize, usize)> = futures::future::join_all(taken).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(taken.iter().map(|(new, _)| new).sum::<usize>(), 1, "{taken:?}");
    assert_eq!(shop.count("select count(*) from bank_statement_lines").await, 1);
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_list_is_narrowed_to_lines_that_something_is_proposed_for() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let (_, number) = shop.order(2).await;
    let bytes = shop.file(&[("RENT", "R1", "77"), (&format!("CEFT {number}"), "FT1", "2500"), ("CHARGES", "SC1", "-25")]);
    shop.take(&mut staff, "nov.csv", &bytes).await;
    let path = staff.current.split('?').next().unwrap().to_owned();
    assert_eq!(staff.open(&path).await.texts("tbody tr").len(), 3);
    let page = staff.open(&format!("{path}?show=PROPOSED")).await;
    assert_eq!(page.status, StatusCode::OK);
    let rows = page.texts("tbody tr");
    assert!(rows.len() == 1 && rows[0].contains(&number), "{rows:?}");
    assert!(page.has("a[aria-current][href$='show=PROPOSED']"), "{page:?}");
    assert!(staff.open(&format!("{path}?show=PROPOSED&q=rent")).await.texts("tbody tr").is_empty());
    shop.app.assert_quiet().await;
}
