//! Carts and quick checkout: the last piece is kept for one, money makes one order, and what is due counts before anybody sweeps.

use super::{available, conflict, status};
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product, tenant_count};
use axum::http::StatusCode;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use smartstore::domains::customers::model::{CustomerForm, MethodGateway, MethodType, NewMethod};
use smartstore::domains::customers::service as customers;
use smartstore::domains::orders::model::{CartFilter, CartOwner, CartStatus, CheckoutStatus, NewCheckout, OrderStatus};
use smartstore::domains::orders::service::{
    Secured, abandon_cart, begin_checkout, cancel_checkout, cart, cart_of, carts, checkout, checkout_refused, complete, confirm,
    convert_cart, create, detail, expire_checkouts, join_cart, payable, put_in_cart, set_in_cart, sweep_carts,
};
use smartstore::server::clock::new_id;
use smartstore::server::seal::Sealer;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

fn visa() -> NewMethod {
    NewMethod {
        kind: MethodType::CreditCard,
        gateway: MethodGateway::Stripe,
        last4: Some("4242".to_owned()),
        brand: Some("Visa".to_owned()),
        cardholder_name: Some("Nimal Perera".to_owned()),
        expiry: Some((12, 2199)),
        wallet_email: None,
        wallet_id: None,
        billing_postal_code: Some("20000".to_owned()),
        billing_country: Some("LK".to_owned()),
        is_verified: true,
    }
}

/// Somebody with an address and a saved card, who wants a piece of a variant.
async fn buyer(app: &TestApp, phone: &str, variant_id: Uuid) -> NewCheckout {
    let scope = app.scope();
    let form = CustomerForm { name: "Nimal Perera".to_owned(), phone: phone.to_owned(), ..CustomerForm::default() };
    let customer_id = customers::create(&scope, &form).await.unwrap();
    let mut work = scope.begin().await.unwrap();
    let shipping_address_id = new_id();
    sqlx::query("insert into customer_addresses (id, customer_id, full_name, phone, line1, city) values ($1, $2, 'Nimal Perera', $3, '1 Lake Road', 'Kandy')")
        .bind(shipping_address_id)
        .bind(customer_id)
        .bind(phone)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    let sealer = Sealer::load(&app.config().data).unwrap();
    let payment_method_id = customers::save_method(&scope, &sealer, customer_id, "pm_secret_token", &visa()).await.unwrap();
    NewCheckout {
        customer_id,
        variant_id,
        quantity: 1,
        payment_method_id,
        shipping_address_id,
        billing_address_id: None,
        shipping: Decimal::from(350),
    }
}

#[tokio::test]
async fn of_two_checkouts_of_the_last_piece_one_keeps_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "LAST", 1).await;
    let (first, second) = (buyer(&app, "+94771234567", variant).await, buyer(&app, "+94777654321", variant).await);
    let (one, two) = tokio::join!(begin_checkout(&scope, &first), begin_checkout(&scope, &second));
    let (kept, lost, other) = match (one, two) {
        (Ok(kept), lost) => (kept, lost, &second),
        (lost, Ok(kept)) => (kept, lost, &first),
        neither => panic!("nobody has it: {neither:?}"),
    };
    conflict(lost);
    assert_eq!((kept.subtotal, kept.shipping, kept.total), (Decimal::from(1_250), Decimal::from(350), Decimal::from(1_600)));
    assert_eq!(available(&scope).await, 0);
    // Cancelled, it is the other's.
    cancel_checkout(&scope, kept.id).await.unwrap();
    assert_eq!(conflict(cancel_checkout(&scope, kept.id).await), "carts-error-cancelled");
    let theirs = begin_checkout(&scope, other).await.unwrap();
    // After half an hour it is free before anything was swept.
    app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(checkout(&scope, theirs.id).await.unwrap().status, CheckoutStatus::Expired);
    assert_eq!(conflict(payable(&scope, theirs.id).await), "carts-error-expired");
    begin_checkout(&scope, if other.customer_id == first.customer_id { &second } else { &first }).await.unwrap();
    assert_eq!(expire_checkouts(&scope).await.unwrap(), 1);
    assert_eq!(expire_checkouts(&scope).await.unwrap(), 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_checkout_that_is_completed_many_times_is_one_order_with_its_pieces() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "A", 1).await;
    let wanted = buyer(&app, "+94771234567", variant).await;
    let session = begin_checkout(&scope, &wanted).await.unwrap();
    assert_eq!(checkout_refused(&scope, session.id).await.unwrap(), 1);
    payable(&scope, session.id).await.unwrap();
    let running: Vec<_> = (0..10)
        .map(|_| {
            let (scope, id) = (scope.clone(), session.id);
            tokio::spawn(async move { complete(&scope, id, "ch_1").await.unwrap() })
        })
        .collect();
    let mut orders = Vec::new();
    for task in running {
        orders.push(task.await.unwrap());
    }
    assert_eq!(orders.iter().filter(|done| done.secured == Some(Secured::Fine)).count(), 1);
    assert!(orders.iter().all(|done| done.order_id == orders[0].order_id));
    let order = detail(&scope, orders[0].order_id).await.unwrap();
    assert_eq!((order.row.status, order.row.total, order.customer_id), (OrderStatus::Confirmed, session.total, Some(wanted.customer_id)));
    assert_eq!(tenant_count(&scope, "select count(*) from payments where status = 'COMPLETED' and method = 'STRIPE'").await, 1);
    assert_eq!(
        tenant_count(&scope, "select count(*) from inventory_reservations where status = 'ACTIVE' and owner_type = 'ORDER_ITEM'").await,
        1
    );
    assert_eq!(tenant_count(&scope, "select count(*) from inventory_reservations where status = 'ACTIVE'").await, 1);
    let method = &customers::methods(&scope, wanted.customer_id).await.unwrap()[0];
    assert_eq!((method.failed_attempts, method.last_used_at.is_some()), (0, true));
    assert_eq!(conflict(payable(&scope, session.id).await), "carts-error-completed");
    app.assert_quiet().await;
}

#[tokio::test]
async fn money_that_comes_after_the_half_hour_makes_the_order_and_says_what_is_gone() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "LAST", 1).await;
    let late = begin_checkout(&scope, &buyer(&app, "+94771234567", variant).await).await.unwrap();
    payable(&scope, late.id).await.unwrap();
    app.clock.advance(TimeDelta::minutes(30));
    // While the provider was asked somebody else has ordered the last one.
    let (other, _) = create(&scope, new_order(&[("LAST", 1)])).await.unwrap();
    confirm(&scope, other).await.unwrap();
    expire_checkouts(&scope).await.unwrap();
    let done = complete(&scope, late.id, "ch_2").await.unwrap();
    assert_eq!(done.secured, Some(Secured::NoStock));
    let order = detail(&scope, done.order_id).await.unwrap();
    assert!(order.row.hold_reason.is_some(), "{order:?}");
    assert_eq!(tenant_count(&scope, "select count(*) from orders where financial_status = 'PAID'").await, 1);
    assert_eq!(checkout(&scope, late.id).await.unwrap().status, CheckoutStatus::Expired);
    assert_eq!(complete(&scope, late.id, "ch_2").await.unwrap().order_id, done.order_id);
    // With stock it is as if it had been in time.
    let more = product(&scope, "B", 1).await;
    let wanted = NewCheckout { variant_id: more, ..buyer(&app, "+94777654321", more).await };
    let session = begin_checkout(&scope, &wanted).await.unwrap();
    app.clock.advance(TimeDelta::minutes(45));
    assert_eq!(complete(&scope, session.id, "ch_3").await.unwrap().secured, Some(Secured::Fine));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_checkout_needs_its_buyers_own_things_and_a_way_to_pay_that_works() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "A", 9).await;
    let (mine, theirs) = (buyer(&app, "+94771234567", variant).await, buyer(&app, "+94777654321", variant).await);
    for wrong in [
        NewCheckout { payment_method_id: theirs.payment_method_id, ..mine.clone() },
        NewCheckout { shipping_address_id: theirs.shipping_address_id, ..mine.clone() },
        NewCheckout { variant_id: new_id(), ..mine.clone() },
    ] {
        let outcome = begin_checkout(&scope, &wrong).await;
        assert!(matches!(outcome, Err(Error::App(AppError::NotFound))), "{outcome:?}");
    }
    let session = begin_checkout(&scope, &mine).await.unwrap();
    for _ in 0..5 {
        checkout_refused(&scope, session.id).await.unwrap();
    }
    for outcome in [payable(&scope, session.id).await, begin_checkout(&scope, &mine).await] {
        assert!(matches!(&outcome, Err(Error::App(AppError::Invalid(errors))) if errors.0[0].field == "payment_method_id"), "{outcome:?}");
    }
    cancel_checkout(&scope, session.id).await.unwrap();
    assert_eq!(available(&scope).await, 9);
    app.assert_quiet().await;
}

async fn listed(scope: &Scope, status: Option<CartStatus>) -> usize {
    let filter = CartFilter { status, known: None };
    carts(scope, &filter, PageRequest::default()).await.unwrap().rows.len()
}

#[tokio::test]
async fn a_cart_is_its_owners_and_abandoned_after_a_day() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (lamp, mat) = (product(&scope, "LAMP", 5).await, product(&scope, "MAT", 5).await);
    let visitor = CartOwner::Visitor("a-token".to_owned());
    // Two tabs put things in at once: one cart.
    let (one, two) = tokio::join!(put_in_cart(&scope, &visitor, lamp, 1), put_in_cart(&scope, &visitor, mat, 2));
    assert_eq!(one.unwrap().row.id, two.unwrap().row.id);
    let shown = put_in_cart(&scope, &visitor, lamp, 2).await.unwrap();
    assert_eq!((shown.row.lines, shown.row.pieces, shown.row.value), (2, 5, Decimal::from(6_250)));
    assert!(cart_of(&scope, &CartOwner::Visitor("another".to_owned())).await.unwrap().is_none());
    assert!(cart_of(&app.other_scope(), &visitor).await.unwrap().is_none());
    assert_eq!(set_in_cart(&scope, &visitor, mat, 0).await.unwrap().row.lines, 1);
    assert!(matches!(set_in_cart(&scope, &visitor, mat, -1).await, Err(Error::App(AppError::Invalid(_)))));
    assert_eq!((listed(&scope, None).await, listed(&scope, Some(CartStatus::Abandoned)).await), (1, 0));
    app.clock.advance(TimeDelta::hours(25));
    assert_eq!(cart(&scope, shown.row.id).await.unwrap().row.status, CartStatus::Abandoned, "nobody has swept it yet");
    assert_eq!(listed(&scope, Some(CartStatus::Abandoned)).await, 1);
    assert_eq!(sweep_carts(&scope).await.unwrap(), 1);
    assert_eq!(sweep_carts(&scope).await.unwrap(), 0);
    // Its buyer comes back: it is the same cart, open again.
    let again = put_in_cart(&scope, &visitor, lamp, 1).await.unwrap();
    assert_eq!((again.row.id, again.row.status), (shown.row.id, CartStatus::Open));
    abandon_cart(&scope, again.row.id).await.unwrap();
    let made = [convert_cart(&scope, again.row.id).await.unwrap(), convert_cart(&scope, again.row.id).await.unwrap()];
    assert_eq!(made[0], made[1], "made twice it is one order");
    assert_eq!(status(&scope, made[0].0).await, OrderStatus::Draft);
    assert_eq!(conflict(abandon_cart(&scope, again.row.id).await), "carts-error-converted");
    // What is put in now is another cart.
    assert_ne!(put_in_cart(&scope, &visitor, mat, 1).await.unwrap().row.id, again.row.id);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_visitors_cart_is_joined_to_the_persons_with_like_lines_added_up() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (lamp, mat) = (product(&scope, "LAMP", 5).await, product(&scope, "MAT", 5).await);
    let who = buyer(&app, "+94771234567", lamp).await.customer_id;
    let (visitor, person) = (CartOwner::Visitor("a-token".to_owned()), CartOwner::Customer(who));
    assert!(join_cart(&scope, "a-token", who).await.unwrap().is_none(), "nobody has a cart");
    // A person without one takes the visitor's.
    let first = put_in_cart(&scope, &visitor, lamp, 2).await.unwrap();
    let joined = join_cart(&scope, "a-token", who).await.unwrap().unwrap();
    assert_eq!((joined.row.id, joined.row.pieces), (first.row.id, 2));
    assert!(cart_of(&scope, &visitor).await.unwrap().is_none());
    assert_eq!(tenant_count(&scope, "select count(*) from carts where session_token is not null").await, 0);
    // Put together again elsewhere, while the person is at work: like lines add up, once, however often it is asked.
    put_in_cart(&scope, &visitor, lamp, 3).await.unwrap();
    put_in_cart(&scope, &visitor, mat, 1).await.unwrap();
    let many = (0..8).map(|_| join_cart(&scope, "a-token", who));
    let (all, put) = futures::future::join(futures::future::join_all(many), put_in_cart(&scope, &person, lamp, 1)).await;
    assert!(put.is_ok() && all.iter().all(|one| one.as_ref().is_ok_and(Option::is_some)), "{all:?}");
    let joined = cart_of(&scope, &person).await.unwrap().unwrap();
    let pieces: Vec<(Uuid, i32)> = joined.lines.iter().map(|line| (line.variant_id, line.quantity)).collect();
    assert_eq!((joined.row.id, pieces), (first.row.id, vec![(lamp, 6), (mat, 1)]));
    assert!(cart_of(&scope, &visitor).await.unwrap().is_none());
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'orders.cart_joined'").await, 2);
    // What a cart cannot hold stays with the visitor.
    set_in_cart(&scope, &person, lamp, 9_999).await.unwrap();
    put_in_cart(&scope, &visitor, lamp, 3).await.unwrap();
    let joined = join_cart(&scope, "a-token", who).await.unwrap().unwrap();
    assert_eq!(joined.lines.iter().find(|line| line.variant_id == lamp).unwrap().quantity, 10_000);
    assert_eq!(cart_of(&scope, &visitor).await.unwrap().unwrap().row.pieces, 2);
    assert_eq!(join_cart(&scope, "a-token", who).await.unwrap().unwrap().row.pieces, 10_001);
    assert!(matches!(join_cart(&scope, "a-token", new_id()).await, Err(Error::App(AppError::NotFound))));
    assert!(matches!(join_cart(&scope, "", who).await, Err(Error::App(AppError::NotFound))));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_cart_becomes_an_order_on_its_page() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "LAMP", 5).await;
    let mut browser = app.sign_in("STAFF").await;
    assert!(browser.open("/orders/carts").await.visible().contains("No carts"));
    let who = buyer(&app, "+94771234567", variant).await.customer_id;
    let made = put_in_cart(&scope, &CartOwner::Customer(who), variant, 2).await.unwrap();
    put_in_cart(&scope, &CartOwner::Visitor("a-token".to_owned()), variant, 1).await.unwrap();
    assert_eq!(browser.open("/orders/carts").await.texts("tbody tr").len(), 2);
    assert_eq!(browser.open("/orders/carts?who=customer").await.texts("tbody tr").len(), 1);
    assert!(browser.open("/orders/carts?status=CONVERTED").await.visible().contains("No cart matches"));
    let path = format!("/orders/carts/{}", made.row.id);
    let page = browser.open(&path).await;
    assert!(page.visible().contains("2,500.00"), "{page:?}");
    let edit = browser.submit_form(&page, "form[action='/api/orders/convert_cart']", &[]).await;
    assert_eq!(edit.status, StatusCode::OK, "{edit:?}");
    assert!(browser.current.ends_with("/edit"), "{}", browser.current);
    assert_eq!(edit.attribute("[name=line1]", "value").as_deref(), Some("1 Lake Road"));
    assert!(!app.sign_in("VIEWER").await.open(&path).await.has("form[action='/api/orders/convert_cart']"));
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_saved_card_shows_its_end_alone_moves_with_a_merge_and_is_forgotten() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let variant = product(&scope, "LAMP", 5).await;
    let one = buyer(&app, "+94771234567", variant).await;
    let sealer = Sealer::load(&app.config().data).unwrap();
    let second = customers::save_method(&scope, &sealer, one.customer_id, "pm_second", &visa()).await.unwrap();
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open(&format!("/customers/{}", one.customer_id)).await;
    assert!(page.visible().contains("Visa •••• 4242") && !page.body.contains("pm_secret_token"), "{page:?}");
    let mut work = scope.begin().await.unwrap();
    assert_eq!(customers::open_token(&mut work, &sealer, one.payment_method_id).await.unwrap(), "pm_secret_token");
    let kept: String = sqlx::query_scalar(
        "select (select string_agg(to_jsonb(m)::text, '') from customer_payment_methods m) || (select string_agg(to_jsonb(a)::text, '') from audit_logs a)",
    )
    .fetch_one(work.conn())
    .await
    .unwrap();
    drop(work);
    assert!(!kept.contains("pm_secret_token"));
    customers::prefer_method(&scope, one.customer_id, second).await.unwrap();
    customers::remove_method(&scope, one.customer_id, second).await.unwrap();
    let left = customers::methods(&scope, one.customer_id).await.unwrap();
    assert_eq!((left.len(), left[0].id, left[0].is_default), (1, one.payment_method_id, true));
    let mut work = scope.begin().await.unwrap();
    let gone = customers::open_token(&mut work, &sealer, second).await;
    assert!(matches!(gone, Err(Error::App(AppError::NotFound))), "{gone:?}");
    drop(work);
    // Both have an open cart; the merge leaves one of them open.
    let two = buyer(&app, "+94777654321", variant).await;
    for who in [one.customer_id, two.customer_id] {
        put_in_cart(&scope, &CartOwner::Customer(who), variant, 1).await.unwrap();
    }
    let form = customers::preview(&scope, two.customer_id, one.customer_id).await.unwrap().seen();
    let form = smartstore::domains::customers::model::MergeForm { seen: form, ..Default::default() };
    customers::merge(&scope, two.customer_id, one.customer_id, &form).await.unwrap();
    assert_eq!(customers::methods(&scope, two.customer_id).await.unwrap().len(), 2);
    assert_eq!(tenant_count(&scope, "select count(*) from carts where status = 'OPEN'").await, 1);
    let session = begin_checkout(&scope, &two).await.unwrap();
    cancel_checkout(&scope, session.id).await.unwrap();
    customers::anonymise(&scope, two.customer_id, "Nimal Perera").await.unwrap();
    assert!(customers::methods(&scope, two.customer_id).await.unwrap().is_empty());
    assert_eq!(
        tenant_count(&scope, "select count(*) from customer_payment_methods where last4 is not null or token_enc is not null").await,
        0
    );
    assert_eq!(tenant_count(&scope, "select count(*) from quick_checkout_sessions where shipping_address::text like '%Lake%'").await, 0);
    app.assert_quiet().await;
}
