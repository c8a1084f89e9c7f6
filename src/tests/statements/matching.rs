//! A line is matched once, never above its amount, and every match can be undone.

use super::{CONFIRM, CONFIRM_SURE, Shop, person};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::payments::model::RecordedPayment;
use smartstore::domains::payments::service::record_payment;
use smartstore::domains::refunds::model::RefundForm;
use smartstore::domains::refunds::service::{of_order, request};
use smartstore::domains::statements::model::matching::{Confirmed, TargetKind};
use smartstore::domains::statements::service::{Target, confirm};
use smartstore::server::Error;
use smartstore::shared::AppError;
use uuid::Uuid;

#[tokio::test]
async fn what_is_beyond_doubt_is_confirmed_at_once_and_the_rest_by_hand() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let (first, number) = shop.order(2).await;
    let (second, _) = shop.order(3).await;
    let (third, _) = shop.order(3).await;
    let said = format!("CEFT {} NIMAL PERERA", number.to_lowercase());
    let bytes = shop.file(&[(&said, "FT1", "2500.00"), ("TRANSFER PERERA", "FT2", "3750.00"), ("CHARGES", "SC1", "-25.00")]);
    let page = shop.take(&mut staff, "today.csv", &bytes).await;
    let rows = page.texts("tbody tr");
    assert!(rows[0].contains("100 of 100") && rows[0].contains("exact amount, order number"), "{rows:?}");
    assert!(rows[1].contains("exact amount, name") && rows[1].contains("1 more"), "two orders of this amount: {rows:?}");
    assert_eq!(page.attributes("input[name='lines[]']", "value").len(), 1, "{page:?}");
    let page = staff.submit_form(&page, CONFIRM_SURE, &[]).await;
    assert!(page.visible().contains("1 matched, 0 wait for a second person, 0 left open"), "{page:?}");
    assert_eq!(shop.paid(first).await, "PAID");
    assert_eq!(
        shop.count("select count(*) from payments where method = 'BANK_TRANSFER' and status = 'COMPLETED' and captured = 2500").await,
        1
    );
    // One of two is chosen by a person, with one click.
    let path = page.attribute("a.row-link", "href").unwrap();
    let line = staff.open(&path).await;
    let page = staff.submit_form(&line, CONFIRM, &[]).await;
    assert!(page.visible().contains("The line is matched"), "{page:?}");
    let (one, other) = (shop.paid(second).await, shop.paid(third).await);
    assert!((one == "PAID") != (other == "PAID"), "{one} {other}");
    let again = staff.post_form("/api/statements/ignore_line", &[("line_id", path.rsplit('/').next().unwrap()), ("reason", "x")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    // What is nothing of ours says why.
    let list = staff.open("/payments/statements").await;
    let statement = list.attribute("a.row-link", "href").unwrap();
    let page = staff.open(&format!("{statement}?show=OUT")).await;
    let charges = staff.open(&page.attribute("a.row-link", "href").unwrap()).await;
    let ignore = "form[action='/api/statements/ignore_line']";
    let refused = staff.submit_form(&charges, ignore, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    staff.submit_form(&refused, ignore, &[("reason", "Bank charges")]).await;
    assert!(staff.open("/payments/statements").await.visible().contains("3 of 3 decided"));
    // A second thought takes the payment back, in plain sight.
    let undo = "form[action='/api/statements/reopen_line']";
    let page = staff.open(&path).await;
    let refused = staff.submit_form(&page, undo, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not without a reason");
    let page = staff.submit_form(&refused, undo, &[("reason", "It was the other Perera")]).await;
    assert!(page.has(CONFIRM), "it can be matched again: {page:?}");
    assert_eq!(shop.count("select count(*) from payments where status = 'CHARGED_BACK' and captured = refund_amount").await, 1);
    assert_eq!(shop.count("select count(*) from bank_statement_matches where undone_at is not null").await, 1);
    let mut viewer = shop.app.sign_in("VIEWER").await;
    assert!(!viewer.open(&path).await.has("form[action^='/api/statements']"));
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn twenty_clicks_match_a_line_once_and_twenty_parts_never_exceed_it() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let scope = person(&shop.app, "STAFF").await;
    let (order, _) = shop.order(2).await;
    let line = shop.line(&mut staff, "CEFT", "FT1", "2500.00").await;
    let clicks = (0..20).map(|_| {
        let scope = scope.clone();
        let target = Target { kind: TargetKind::Order, id: order, amount: Decimal::from(2500) };
        tokio::spawn(async move { confirm(&scope, line, &[target]).await })
    });
    let done = futures::future::join_all(clicks).await;
    assert_eq!(done.iter().filter(|done| matches!(done, Ok(Ok(Confirmed::Done)))).count(), 1);
    let refused =
        done.iter().filter(|done| matches!(done, Ok(Err(Error::App(AppError::Conflict { key, .. }))) if key == "statements-error-decided"));
    assert_eq!(refused.count(), 19, "{done:?}");
    assert_eq!(shop.count("select count(*) from payments").await, 1);
    // Parts: eight of 300 have room in 2,500.
    let (large, _) = shop.order(8).await;
    let line = shop.line(&mut staff, "CASH", "FT2", "2500.00").await;
    let clicks = (0..20).map(|_| {
        let scope = scope.clone();
        let target = Target { kind: TargetKind::Order, id: large, amount: Decimal::from(300) };
        tokio::spawn(async move { confirm(&scope, line, &[target]).await })
    });
    let done = futures::future::join_all(clicks).await;
    assert_eq!(done.iter().filter(|done| matches!(done, Ok(Ok(Confirmed::Done)))).count(), 8, "{done:?}");
    assert_eq!(shop.standing(line).await, ("OPEN".to_owned(), Decimal::from(2400)));
    assert_eq!(shop.count("select sum(captured)::bigint from payments").await, 2500 + 2400);
    // Two lines for what one has paid: the second finds nothing due.
    let line = shop.line(&mut staff, "AGAIN", "FT3", "2500.00").await;
    let target = Target { kind: TargetKind::Order, id: order, amount: Decimal::from(2500) };
    assert!(matches!(confirm(&scope, line, &[target]).await, Err(Error::App(AppError::Invalid(_)))));
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn two_people_match_a_large_line() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let mut owner = shop.app.sign_in("OWNER").await;
    let (order, number) = shop.order(10).await;
    let line = shop.line(&mut staff, &format!("CEFT {number}"), "FT1", "12500.00").await;
    let path = format!("/payments/statement-lines/{line}");
    let page = staff.open(&path).await;
    assert!(page.visible().contains("two people"), "{page:?}");
    let page = staff.submit_form(&page, CONFIRM, &[]).await;
    assert!(page.visible().contains("A second person has to say the same"), "{page:?}");
    let again = staff.submit_form(&page, CONFIRM, &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
    assert_eq!(shop.count("select count(*) from payments").await, 0);
    let page = owner.open(&path).await;
    owner.submit_form(&page, CONFIRM, &[]).await;
    assert_eq!(shop.paid(order).await, "PAID");
    assert_eq!(shop.count("select count(*) from bank_statement_matches where second_by is not null and second_by <> matched_by").await, 1);
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

async fn slip(shop: &Shop, order: Uuid, reference: &str, amount: i32) {
    let mut work = shop.scope.begin().await.unwrap();
    sqlx::query(
        "insert into bank_slips (id, order_id, account_id, storage_key, is_picture, sha256, bank, reference, amount, paid_on)
         values (gen_random_uuid(), $1, $2, 'x', false, sha256(convert_to($3, 'UTF8')), 'BOC', $3, $4, current_date)",
    )
    .bind(order)
    .bind(shop.account)
    .bind(reference)
    .bind(Decimal::from(amount))
    .execute(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn a_line_accepts_the_slip_that_shows_it() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let (order, _) = shop.order(2).await;
    shop.order(2).await;
    slip(&shop, order, "CEFT 778-899", 2500).await;
    let line = shop.line(&mut staff, "INWARD CEFT778899", "FT1", "2500.00").await;
    let path = format!("/payments/statement-lines/{line}");
    let page = staff.open(&path).await;
    assert!(page.visible().contains("Slip for order") && page.visible().contains("100 of 100"), "{page:?}");
    staff.submit_form(&page, CONFIRM, &[]).await;
    assert_eq!(shop.count("select count(*) from bank_slips where status = 'MATCHED'").await, 1);
    assert_eq!(shop.paid(order).await, "PAID");
    let page = staff.open(&path).await;
    staff.submit_form(&page, "form[action='/api/statements/reopen_line']", &[("reason", "Another slip")]).await;
    assert_eq!(shop.count("select count(*) from bank_slips where status = 'REVERSED' and reason = 'Another slip'").await, 1);
    // What was written down before the statement came is only told to be this line's.
    let (known, _) = shop.order(1).await;
    let form = RecordedPayment {
        method: "BANK_TRANSFER".to_owned(),
        amount: "1250".to_owned(),
        reference: "FT900900".to_owned(),
        key: "k".to_owned(),
    };
    record_payment(&shop.scope, known, &form).await.unwrap();
    let line = shop.line(&mut staff, "INWARD FT900900", "X9", "1250.00").await;
    let page = staff.open(&format!("/payments/statement-lines/{line}")).await;
    assert!(page.visible().contains("exact amount, reference number"), "{page:?}");
    staff.submit_form(&page, CONFIRM, &[]).await;
    assert_eq!(shop.standing(line).await.0, "MATCHED");
    assert_eq!(shop.count("select count(*) from payments where captured = 1250").await, 1);
    let page = staff.open(&format!("/payments/statement-lines/{line}")).await;
    staff.submit_form(&page, "form[action='/api/statements/reopen_line']", &[("reason", "Look again")]).await;
    assert_eq!(shop.count("select count(*) from payments where captured = 1250 and status = 'COMPLETED'").await, 1, "it stays");
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn a_line_is_divided_among_orders_by_their_numbers() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let (one, first) = shop.order(2).await;
    let (two, second) = shop.order(1).await;
    let line = shop.line(&mut staff, "CASH DEPOSIT", "FT1", "3750.00").await;
    let path = format!("/payments/statement-lines/{line}");
    let found = staff.open(&format!("{path}?q=perera")).await;
    assert!(found.visible().contains(&first) && found.visible().contains(&second), "{found:?}");
    let form = "form[action='/api/statements/match_line']";
    let wrong =
        [("parts[0][number]", first.as_str()), ("parts[0][amount]", "2500"), ("parts[1][number]", "ZZZZZ"), ("parts[1][amount]", "x")];
    let refused = staff.submit_form(&found, form, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.visible().contains("no order of this number"), "{refused:?}");
    assert_eq!(refused.attribute("[name='parts[0][amount]']", "value").as_deref(), Some("2500"));
    let more = staff.submit_form(&refused, form, &[("parts[0][amount]", "3751"), ("parts[1][number]", ""), ("parts[1][amount]", "")]).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY, "more than the line has");
    let parts = [("parts[0][amount]", "2,500.00"), ("parts[1][number]", second.as_str()), ("parts[1][amount]", "")];
    let page = staff.submit_form(&more, form, &parts).await;
    assert!(page.visible().contains("The line is matched"), "{page:?}");
    assert_eq!((shop.paid(one).await, shop.paid(two).await), ("PAID".to_owned(), "PAID".to_owned()));
    assert_eq!(shop.standing(line).await, ("MATCHED".to_owned(), Decimal::from(3750)));
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}

#[tokio::test]
async fn money_that_went_out_pays_the_refund_that_waits() {
    let shop = Shop::open().await;
    let mut staff = shop.app.sign_in("STAFF").await;
    let scope = person(&shop.app, "STAFF").await;
    let (order, number) = shop.order(2).await;
    let form = RecordedPayment { method: "BANK_TRANSFER".to_owned(), amount: "2500".to_owned(), ..RecordedPayment::default() };
    record_payment(&scope, order, &form).await.unwrap();
    let payment = of_order(&scope, order).await.unwrap().payments[0].id;
    let form =
        RefundForm { amount: "500".to_owned(), destination: "METHOD".to_owned(), reason: "Broken".to_owned(), ..RefundForm::default() };
    request(&scope, payment, &form).await.unwrap();
    let line = shop.line(&mut staff, &format!("CEFT OUT {number}"), "FT77", "-500.00").await;
    let page = staff.open(&format!("/payments/statement-lines/{line}")).await;
    assert!(page.visible().contains("Refund of order") && page.visible().contains("100 of 100"), "{page:?}");
    staff.submit_form(&page, CONFIRM, &[]).await;
    assert_eq!(shop.count("select count(*) from refunds where status = 'COMPLETED' and reference = 'FT77'").await, 1);
    let other = shop.line(&mut staff, "CEFT OUT", "FT78", "-500.00").await;
    let page = staff.open(&format!("/payments/statement-lines/{other}")).await;
    assert!(!page.has(CONFIRM), "a refund has one line: {page:?}");
    let target = Target { kind: TargetKind::Order, id: order, amount: Decimal::from(500) };
    assert!(matches!(confirm(&scope, other, &[target]).await, Err(Error::App(AppError::Conflict { .. }))));
    shop.app.drain().await;
    shop.app.assert_quiet().await;
}
