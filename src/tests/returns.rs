//! Returns: asked for, approved, received once whatever happens at the same time, worth what was paid, exchanged; and the books agree.

use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use futures::future::join_all;
use rust_decimal::Decimal;
use smartstore::domains::delivery::model::{CourierForm, DeliverInput, DispatchInput};
use smartstore::domains::delivery::service::{create_courier, deliver, dispatch};
use smartstore::domains::orders::model::{
    CameBackForm, LineForm, ReturnCondition, ReturnDetail, ReturnFilter, ReturnKind, ReturnLineForm, ReturnStatus,
};
use smartstore::domains::orders::service::{self, confirm, create, pack};
use smartstore::domains::stations::model::{ScanForm, Station, TaskKind, Verdict};
use smartstore::domains::stations::service as stations;
use smartstore::server::clock::new_id;
use smartstore::server::{Error, Scope, books};
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{AppError, FieldErrors};
use uuid::Uuid;

/// An order that is with its buyer: lines are (SKU, pieces), each piece costs 1,250.
async fn delivered(scope: &Scope, lines: &[(&str, i32)], discount: i64) -> Uuid {
    let mut new = new_order(lines);
    new.discount = Decimal::from(discount);
    let order = create(scope, new).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    pack(scope, order).await.unwrap();
    let form = CourierForm { kind: "RIDER".to_owned(), name: format!("Sunil {}", new_id()), ..CourierForm::default() };
    let courier_id = create_courier(scope, &form).await.unwrap().to_string();
    dispatch(scope, order, &DispatchInput { courier_id, ..DispatchInput::default() }).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    let due: Decimal = sqlx::query_scalar("select total from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap();
    drop(work);
    deliver(scope, order, &DeliverInput { collected: due.to_string(), remitted: true, ..DeliverInput::default() }).await.unwrap();
    order
}

/// The order's lines in their order.
async fn items(scope: &Scope, order: Uuid) -> Vec<Uuid> {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_scalar("select id from order_items where order_id = $1 order by id").bind(order).fetch_all(work.conn()).await.unwrap()
}

fn asked(item: Uuid, quantity: &str) -> ReturnLineForm {
    ReturnLineForm { item: item.to_string(), quantity: quantity.to_owned() }
}

async fn approved(scope: &Scope, order: Uuid, kind: &str, lines: &[ReturnLineForm]) -> Uuid {
    let (id, _) = service::request_return(scope, order, kind, "Too small", lines).await.unwrap();
    service::approve_return(scope, id).await.unwrap();
    id
}

async fn detail(scope: &Scope, id: Uuid) -> ReturnDetail {
    service::return_detail(scope, id).await.unwrap()
}

fn came(line: Uuid, sellable: &str, damaged: &str) -> CameBackForm {
    CameBackForm { item: line.to_string(), sellable: sellable.to_owned(), damaged: damaged.to_owned() }
}

/// (on hand, set aside) of a variant everywhere.
async fn shelf(scope: &Scope, variant: Uuid) -> (i64, i64) {
    let mut work = scope.begin().await.unwrap();
    let sums = "select sum(on_hand)::bigint, sum(unavailable)::bigint from inventory_levels where variant_id = $1";
    sqlx::query_as(sums).bind(variant).fetch_one(work.conn()).await.unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Conflict { key, .. })) => key,
        Err(Error::App(AppError::Invalid(FieldErrors(errors)))) => errors.into_iter().map(|error| error.key).collect::<Vec<_>>().join(" "),
        other => panic!("not refused: {other:?}"),
    }
}

async fn assert_adds_up(scope: &Scope) {
    let drift = books::check(&scope.db, &scope.organization, scope.clock.now()).await.unwrap();
    assert!(drift.is_empty(), "{drift:#?}");
}

#[test]
fn the_state_machine_has_one_way_through_and_one_out() {
    use ReturnStatus::{Approved, Closed, Received, Rejected, Requested};
    let legal = [(Requested, Approved), (Requested, Rejected), (Approved, Received), (Approved, Rejected), (Received, Closed)];
    for from in ReturnStatus::ALL {
        for to in ReturnStatus::ALL {
            assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from:?} {to:?}");
        }
    }
}

#[tokio::test]
async fn whole_pieces_are_on_the_shelf_broken_ones_set_aside_with_a_claim_and_missing_ones_written_down() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (lamp, soap) = (product(&scope, "LAMP", 10).await, product(&scope, "SOAP", 5).await);
    let order = delivered(&scope, &[("LAMP", 4), ("SOAP", 1)], 0).await;
    let lines = items(&scope, order).await;
    let ask = |lines: Vec<ReturnLineForm>| {
        let scope = scope.clone();
        async move { service::request_return(&scope, order, "RETURN", "Too small", &lines).await }
    };
    // No more than has left, each line once, and something at all.
    assert_eq!(refused(ask(vec![asked(lines[0], "5")]).await), "returns-error-most");
    assert_eq!(refused(ask(vec![asked(lines[0], "1"), asked(lines[0], "1")]).await), "returns-error-most");
    assert_eq!(refused(ask(vec![asked(lines[0], "x")]).await), "orders-error-quantity");
    assert_eq!(refused(ask(vec![asked(lines[0], "0")]).await), "returns-error-no-lines");
    assert_eq!(
        refused(service::request_return(&scope, order, "GIFT", "", &[asked(lines[0], "1")]).await),
        "error-choice orders-error-reason"
    );
    let (id, number) = ask(vec![asked(lines[0], "3"), asked(lines[1], "")]).await.unwrap();
    assert!(number.starts_with("RT-"));
    // What is asked back cannot be asked back again.
    assert_eq!(refused(ask(vec![asked(lines[0], "2")]).await), "returns-error-most");
    assert_eq!(refused(service::receive_return(&scope, id, &[]).await), "returns-error-step");
    service::approve_return(&scope, id).await.unwrap();
    assert_eq!(refused(service::approve_return(&scope, id).await), "returns-error-step");
    let line = detail(&scope, id).await.lines[0].id;
    assert_eq!(refused(service::receive_return(&scope, id, &[came(line, "3", "1")]).await), "returns-error-most");
    let before = (shelf(&scope, lamp).await, shelf(&scope, soap).await);
    service::receive_return(&scope, id, &[came(line, "1", "1")]).await.unwrap();
    assert_eq!(before.0, (6, 0));
    assert_eq!(shelf(&scope, lamp).await, (8, 1));
    assert_eq!(shelf(&scope, soap).await, before.1);
    assert_eq!(tenant_count(&scope, "select sum(returned)::bigint from order_items").await, 2);
    assert_eq!(refused(service::receive_return(&scope, id, &[came(line, "1", "1")]).await), "returns-error-step");
    let found = detail(&scope, id).await;
    let mut parts: Vec<_> = found.lines.iter().map(|line| (line.condition.unwrap().code(), line.quantity, line.amount)).collect();
    parts.sort();
    let each = Decimal::from(1_250);
    assert_eq!(parts, [("DAMAGED", 1, each), ("MISSING", 1, Decimal::ZERO), ("SELLABLE", 1, each)]);
    assert_eq!(
        found.history.iter().map(|step| step.new).collect::<Vec<_>>(),
        [ReturnStatus::Received, ReturnStatus::Approved, ReturnStatus::Requested]
    );
    // Somebody is to pay for the broken one; the claim moves no goods.
    let (claim, _) = found.claim.unwrap();
    let about = detail(&scope, claim).await;
    assert_eq!((about.row.kind, about.row.status, about.row.pieces), (ReturnKind::Claim, ReturnStatus::Requested, 1));
    service::approve_return(&scope, claim).await.unwrap();
    service::receive_return(&scope, claim, &[]).await.unwrap();
    service::close_return(&scope, claim).await.unwrap();
    assert_eq!(shelf(&scope, lamp).await, (8, 1));
    assert_eq!(detail(&scope, claim).await.lines[0].condition, Some(ReturnCondition::Damaged));
    // The missing piece was never back: it can be asked for again. Two came, so one of four is left besides.
    let (late, _) = ask(vec![asked(lines[0], "2")]).await.unwrap();
    assert_eq!(refused(service::reject_return(&scope, late, " ").await), "orders-error-reason");
    service::reject_return(&scope, late, "Too late").await.unwrap();
    assert_eq!(detail(&scope, late).await.reject_reason.as_deref(), Some("Too late"));
    assert_eq!(service::returns_of_order(&scope, order).await.unwrap().open[0].quantity, 2);
    service::close_return(&scope, id).await.unwrap();
    let closed = ReturnFilter { status: Some(ReturnStatus::Closed), ..ReturnFilter::default() };
    assert_eq!(service::returns(&scope, &closed, PageRequest::default()).await.unwrap().0.rows.len(), 2);
    assert_adds_up(&scope).await;
    app.assert_quiet().await;
}

/// (status, where the goods are) of an order.
async fn stands(scope: &Scope, order: Uuid) -> (String, String) {
    let mut work = scope.begin().await.unwrap();
    sqlx::query_as("select status, shipping_status from orders where id = $1").bind(order).fetch_one(work.conn()).await.unwrap()
}

#[tokio::test]
async fn what_came_back_whole_is_returned_and_its_buyer_has_refused_nothing() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 20).await;
    let order = delivered(&scope, &[("LAMP", 2)], 0).await;
    let line = items(&scope, order).await[0];
    for (goods, sellable, damaged) in [("DELIVERED", "1", ""), ("RETURNED", "", "1")] {
        let id = approved(&scope, order, "RETURN", &[asked(line, "1")]).await;
        let back = detail(&scope, id).await.lines[0].id;
        service::receive_return(&scope, id, &[came(back, sellable, damaged)]).await.unwrap();
        assert_eq!(stands(&scope, order).await, ("DELIVERED".to_owned(), goods.to_owned()));
    }
    let told = "select count(*) from order_status_history where field = 'SHIPPING' and status = 'DELIVERED' and new_status = 'RETURNED'";
    assert_eq!(tenant_count(&scope, told).await, 1);
    // A piece that is missing did not come back.
    let other = delivered(&scope, &[("LAMP", 2)], 0).await;
    let line = items(&scope, other).await[0];
    let id = approved(&scope, other, "RETURN", &[asked(line, "2")]).await;
    let back = detail(&scope, id).await.lines[0].id;
    service::receive_return(&scope, id, &[came(back, "1", "")]).await.unwrap();
    assert_eq!(stands(&scope, other).await.1, "DELIVERED");
    app.drain().await;
    // Both were taken at the door; only what comes back undelivered is refused.
    let taken = "select count(*) from customers where delivered_count = 2 and refused_count = 0";
    assert_eq!(tenant_count(&scope, taken).await, 1);
    create(&scope, new_order(&[("LAMP", 1)])).await.unwrap();
    assert_eq!(tenant_count(&scope, "select count(*) from orders where risk in ('MEDIUM', 'HIGH')").await, 0);
    assert_adds_up(&scope).await;
}

#[tokio::test]
async fn all_pieces_of_a_line_are_worth_what_it_cost_to_the_cent() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 10).await;
    // 3,750 less 1 is 3,749.00 for three pieces: not a whole number of cents each.
    let order = delivered(&scope, &[("LAMP", 3)], 1).await;
    let line = items(&scope, order).await[0];
    let mut worth = Vec::new();
    for _ in 0..3 {
        let id = approved(&scope, order, "RETURN", &[asked(line, "1")]).await;
        let mut work = scope.begin().await.unwrap();
        let expected = service::return_worth(&mut work, id).await.unwrap();
        drop(work);
        let line = detail(&scope, id).await.lines[0].id;
        service::receive_return(&scope, id, &[came(line, "1", "")]).await.unwrap();
        let mut work = scope.begin().await.unwrap();
        assert_eq!(service::return_worth(&mut work, id).await.unwrap(), expected, "as it was said before");
        worth.push(expected[0].amount);
    }
    assert_eq!(worth.iter().sum::<Decimal>(), Decimal::from(3_749));
    assert!(worth.iter().all(|amount| amount.scale() <= 2), "{worth:?}");
    assert!(service::returns_of_order(&scope, order).await.unwrap().open.is_empty());
    assert_adds_up(&scope).await;
}

#[tokio::test]
async fn twenty_who_ask_at_once_get_no_more_than_has_left() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 10).await;
    let order = delivered(&scope, &[("LAMP", 5)], 0).await;
    let line = items(&scope, order).await[0];
    let answers = join_all((0..20).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { service::request_return(&scope, order, "RETURN", "Too small", &[asked(line, "2")]).await.is_ok() })
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|answer| *answer.as_ref().unwrap()).count(), 2);
    assert_eq!(tenant_count(&scope, "select sum(quantity)::bigint from return_items").await, 4);
    app.assert_quiet().await;
    let told = "select count(distinct data ->> 'return_id') from notifications where title_key = 'notifications-return-requested-title'";
    assert_eq!(tenant_count(&scope, told).await, 2, "people are told of each");
}

#[tokio::test]
async fn a_return_is_scanned_in_at_the_station_and_booked_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let lamp = product(&scope, "LAMP", 10).await;
    product(&scope, "SOAP", 10).await;
    let order = delivered(&scope, &[("LAMP", 4)], 0).await;
    let line = items(&scope, order).await[0];
    let (id, number) = service::request_return(&scope, order, "RETURN", "Too small", &[asked(line, "3")]).await.unwrap();
    let scan = |code: &str, damaged: bool| {
        let scope = scope.clone();
        let form = ScanForm {
            client_id: new_id().to_string(),
            station: Station::Returns.code().to_owned(),
            task: id.to_string(),
            code: code.to_owned(),
            damaged: damaged.to_string(),
            ..ScanForm::default()
        };
        async move { stations::scan(&scope, &form).await.unwrap() }
    };
    assert_eq!(scan("LAMP", false).await.message.0, "stations-error-return-closed", "nobody has approved it");
    service::approve_return(&scope, id).await.unwrap();
    assert_eq!(stations::choices(&scope, Station::Returns).await.unwrap()[0].id, id);
    assert_eq!(stations::find(&scope, Station::Returns, &number).await.unwrap(), id);
    assert_eq!(stations::board(&scope, Station::Returns, id).await.unwrap().kind, TaskKind::Return);
    assert_eq!(scan("SOAP", false).await.message.0, "stations-error-not-ordered");
    // Many tablets scan at once: three pieces count, whoever was quicker.
    let answers = join_all((0..12).map(|place| {
        let scan = scan("lamp", place == 0);
        tokio::spawn(scan)
    }))
    .await;
    assert_eq!(answers.into_iter().filter(|answer| answer.as_ref().unwrap().verdict == Verdict::Applied).count(), 3);
    assert_eq!(shelf(&scope, lamp).await, (6, 0), "a scan alone books nothing");
    let finished = join_all((0..8).map(|_| {
        let scope = scope.clone();
        tokio::spawn(async move { stations::finish_return(&scope, id, false).await.is_ok() })
    }))
    .await;
    assert_eq!(finished.into_iter().filter(|done| *done.as_ref().unwrap()).count(), 1);
    assert_eq!(shelf(&scope, lamp).await.0, 9);
    assert_eq!(tenant_count(&scope, "select sum(returned)::bigint from order_items").await, 3);
    assert_eq!(detail(&scope, id).await.row.status, ReturnStatus::Received);
    let second = approved(&scope, order, "RETURN", &[asked(line, "1")]).await;
    assert_eq!(refused(stations::finish_return(&scope, second, false).await), "stations-error-missing");
    stations::finish_return(&scope, second, true).await.unwrap();
    assert_eq!(detail(&scope, second).await.lines[0].condition, Some(ReturnCondition::Missing));
    assert_eq!(shelf(&scope, lamp).await.0, 9);
    assert_adds_up(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_exchange_makes_one_order_on_which_the_difference_is_due() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 10).await;
    product(&scope, "SOAP", 10).await;
    let order = delivered(&scope, &[("LAMP", 2)], 0).await;
    let line = items(&scope, order).await[0];
    let instead = |sku: &str, quantity: &str| LineForm { sku: sku.to_owned(), quantity: quantity.to_owned(), ..LineForm::default() };
    let plain = approved(&scope, order, "RETURN", &[asked(line, "1")]).await;
    assert_eq!(refused(service::exchange(&scope, plain, &[instead("SOAP", "1")], "").await), "returns-error-step");
    let id = approved(&scope, order, "EXCHANGE", &[asked(line, "1")]).await;
    assert_eq!(refused(service::exchange(&scope, id, &[], "").await), "orders-error-no-lines");
    assert_eq!(refused(service::exchange(&scope, id, &[instead("NO-SUCH", "1")], "").await), "orders-error-unknown-sku");
    // Two pieces for one: a piece, and the way there, are due.
    let made = join_all((0..6).map(|_| {
        let (scope, lines) = (scope.clone(), [instead("SOAP", "2")]);
        tokio::spawn(async move { service::exchange(&scope, id, &lines, "200").await.unwrap() })
    }))
    .await;
    let made: Vec<_> = made.into_iter().map(Result::unwrap).collect();
    assert!(made.iter().all(|one| *one == made[0]), "one order, whoever was first");
    assert_eq!(tenant_count(&scope, "select count(*) from orders").await, 2);
    let found = detail(&scope, id).await;
    assert_eq!(found.exchange.map(|(order, _, due)| (order, due)), Some((made[0].0, Decimal::from(1_450))));
    assert_eq!(refused(service::reject_return(&scope, id, "No").await), "returns-error-exchanged");
    // What is worth more than what is taken instead leaves nothing due.
    product(&scope, "CARD", 10).await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update product_variants set price = 100 where sku = 'CARD'").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    service::reject_return(&scope, plain, "They want something else instead").await.unwrap();
    let id = approved(&scope, order, "EXCHANGE", &[asked(line, "1")]).await;
    service::exchange(&scope, id, &[instead("CARD", "3")], "").await.unwrap();
    assert_eq!(detail(&scope, id).await.exchange.unwrap().2, Decimal::ZERO);
    assert_adds_up(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_pages_keep_what_was_typed_and_say_what_is_wrong_with_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "LAMP", 10).await;
    let order = delivered(&scope, &[("LAMP", 2)], 0).await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{order}")).await;
    let form = "form[action='/api/orders/request_return']";
    let answer = staff.submit_form(&page, form, &[("lines[0][quantity]", "3"), ("return_reason", "Too small")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.attribute(&format!("{form} input[name='lines[0][quantity]']"), "value").as_deref(), Some("3"));
    assert_eq!(answer.attribute("input[name='return_reason']", "value").as_deref(), Some("Too small"));
    assert!(answer.visible().contains("At most 2"), "{}", answer.visible());
    let page = staff.submit_form(&answer, form, &[("lines[0][quantity]", "2")]).await;
    assert!(page.path.starts_with("/orders/returns/") && page.visible().contains("Requested"), "{page:?}");
    let page = staff.submit_form(&page, "form[action='/api/orders/approve_return']", &[]).await;
    let page = staff
        .submit_form(&page, "form[action='/api/orders/receive_return']", &[("lines[0][sellable]", "1"), ("lines[0][damaged]", "1")])
        .await;
    assert!(page.visible().contains("Damaged") && page.visible().contains("Claim"), "{}", page.visible());
    let list = staff.open("/orders/returns?status=RECEIVED").await;
    assert_eq!(list.texts("table tbody tr").len(), 1);
    assert_eq!(staff.open("/orders/returns?kind=CLAIM&q=rt-").await.texts("table tbody tr").len(), 1);
    let mut viewer = app.sign_in("VIEWER").await;
    let shown = viewer.open(&page.path).await;
    assert!(!shown.has("form[action^='/api/orders/']"));
    assert_eq!(viewer.call("/api/orders/close_return", &[]).await.status, StatusCode::FORBIDDEN);
}
