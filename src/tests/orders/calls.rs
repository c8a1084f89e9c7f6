//! Calls to buyers, holds, risk, tags and notes.

use super::{conflict, status};
use crate::support::TestApp;
use crate::support::fixtures::{member, new_order, order, product, tenant_count};
use axum::http::StatusCode;
use chrono::{TimeDelta, Utc};
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::delivery::service::{bring_back, create_courier, dispatch};
use smartstore::domains::orders::model::{CallForm, CallOutcome, Colleague, OrderFilter, OrderStatus, Risk};
use smartstore::domains::orders::service::{
    add_note, add_tags, cancel, colleagues, confirm, counts, create, detail, list, lock_money, mark_returned, mentioned, pack, record_call,
    refresh_risk, release_hold, remove_tag, set_hold,
};
use smartstore::server::{Error, Scope};
use smartstore::shared::paging::PageRequest;
use smartstore::shared::{AppError, Params};
use std::collections::HashMap;
use uuid::Uuid;

fn said(outcome: CallOutcome, at: &str, note: &str) -> CallForm {
    CallForm { outcome: outcome.as_str().to_owned(), call_back_at: at.to_owned(), note: note.to_owned() }
}

fn invalid<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => errors.0.into_iter().map(|error| error.field).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn found(scope: &Scope, query: &str) -> Vec<Uuid> {
    let filter = OrderFilter::from_params(&Params::parse(query));
    list(scope, &filter, PageRequest::default()).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

async fn courier(scope: &Scope) -> Uuid {
    let form = CourierForm { name: format!("Ruwan {}", Uuid::now_v7()), kind: "RIDER".to_owned(), ..CourierForm::default() };
    create_courier(scope, &form).await.unwrap()
}

#[tokio::test]
async fn each_outcome_of_a_call_does_what_it_says() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let [yes, no, wrong, silent, later] = std::array::from_fn::<_, 5, _>(|_| new_order(&[("A", 1)])).map(|new| new.id);
    for id in [yes, no, wrong, silent, later] {
        create(&scope, smartstore::domains::orders::service::NewOrder { id, ..new_order(&[("A", 1)]) }).await.unwrap();
    }
    assert_eq!(found(&scope, "call=due").await.len(), 5);
    record_call(&scope, yes, &said(CallOutcome::Confirmed, "", "")).await.unwrap();
    record_call(&scope, no, &said(CallOutcome::Cancelled, "", "")).await.unwrap();
    record_call(&scope, wrong, &said(CallOutcome::WrongNumber, "", "a shop")).await.unwrap();
    record_call(&scope, silent, &said(CallOutcome::NoAnswer, "", "")).await.unwrap();
    assert_eq!(invalid(record_call(&scope, later, &said(CallOutcome::CallBack, "", "")).await), ["call_back_at"]);
    assert_eq!(invalid(record_call(&scope, later, &said(CallOutcome::CallBack, "2001-01-01T10:00", "")).await), ["call_back_at"]);
    let zone = scope.organization.time_zone;
    let tomorrow = (Utc::now() + TimeDelta::days(1)).with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string();
    record_call(&scope, later, &said(CallOutcome::CallBack, &tomorrow, "after work")).await.unwrap();
    assert_eq!(status(&scope, yes).await, OrderStatus::Confirmed);
    assert_eq!(status(&scope, no).await, OrderStatus::Cancelled);
    let held = detail(&scope, wrong).await.unwrap();
    assert!(held.row.hold_reason.unwrap().contains("a shop"));
    let silent_order = detail(&scope, silent).await.unwrap();
    assert_eq!((silent_order.row.call_attempts, silent_order.history[0].field.as_str()), (1, "CALL"));
    assert!(silent_order.row.next_call_at.unwrap() > Utc::now() + TimeDelta::minutes(100));
    assert_eq!(found(&scope, "call=due").await, Vec::<Uuid>::new(), "nobody is to be called now");
    assert_eq!(counts(&scope).await.unwrap().to_call, 0);
    // Of two people who call at once both calls are kept.
    let unheard = said(CallOutcome::NoAnswer, "", "");
    let (first, second) = tokio::join!(record_call(&scope, silent, &unheard), record_call(&scope, silent, &unheard));
    first.unwrap();
    second.unwrap();
    assert_eq!(detail(&scope, silent).await.unwrap().row.call_attempts, 3);
    assert_eq!(conflict(record_call(&scope, yes, &said(CallOutcome::NoAnswer, "", "")).await), "orders-error-step");
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update orders set next_call_at = now() - interval '1 minute' where id = $1")
        .bind(silent)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    assert_eq!(found(&scope, "call=due").await, [silent]);
    assert_eq!(tenant_count(&scope, "select count(*) from order_confirmations").await, 7);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_held_order_goes_nowhere_until_it_is_let_go() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let held = order(&scope, &[("A", 1)]).await;
    set_hold(&scope, held, "Address is unclear").await.unwrap();
    assert_eq!(conflict(confirm(&scope, held).await), "orders-error-held");
    release_hold(&scope, held).await.unwrap();
    confirm(&scope, held).await.unwrap();
    set_hold(&scope, held, "Waits for the advance").await.unwrap();
    assert_eq!(conflict(pack(&scope, held).await), "orders-error-held");
    assert_eq!(found(&scope, "held=yes").await, [held]);
    release_hold(&scope, held).await.unwrap();
    pack(&scope, held).await.unwrap();
    set_hold(&scope, held, "Waits for the advance").await.unwrap();
    let courier = courier(&scope).await;
    let input = DispatchInput { courier_id: courier.to_string(), ..DispatchInput::default() };
    assert_eq!(conflict(dispatch(&scope, held, &input).await), "orders-error-held");
    assert_eq!(found(&scope, "held=no").await, Vec::<Uuid>::new());
    cancel(&scope, held, "No advance came").await.unwrap();
    app.assert_quiet().await;
}

#[test]
fn risk_follows_its_rule() {
    for (delivered, refused, blocked, expected) in [
        (0, 0, false, None),
        (3, 0, false, Some(Risk::Low)),
        (9, 1, false, Some(Risk::Medium)),
        (0, 1, false, Some(Risk::Medium)),
        (5, 2, false, Some(Risk::Medium)),
        (2, 2, false, Some(Risk::High)),
        (0, 2, false, Some(Risk::High)),
        (9, 0, true, Some(Risk::High)),
    ] {
        assert_eq!(Risk::of(delivered, refused, blocked), expected, "{delivered} {refused} {blocked}");
    }
}

#[tokio::test]
async fn what_comes_back_makes_the_buyers_other_orders_riskier() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let waiting = order(&scope, &[("A", 1)]).await;
    assert_eq!(detail(&scope, waiting).await.unwrap().row.risk, None);
    for _ in 0..2 {
        let id = order(&scope, &[("A", 1)]).await;
        confirm(&scope, id).await.unwrap();
        pack(&scope, id).await.unwrap();
        let courier = courier(&scope).await;
        let input = DispatchInput { courier_id: courier.to_string(), ..DispatchInput::default() };
        dispatch(&scope, id, &input).await.unwrap();
        bring_back(&scope, id, "refused").await.unwrap();
        refresh_risk(&scope, id).await.unwrap();
    }
    assert!(found(&scope, "risk=HIGH&status=PENDING").await.contains(&waiting));
    let new = order(&scope, &[("A", 1)]).await;
    assert!(found(&scope, "risk=HIGH&status=PENDING").await.contains(&new), "a new order knows it at once");
    let mut work = scope.begin().await.unwrap();
    let waiting = lock_money(&mut work, new).await.unwrap();
    assert!(mark_returned(&mut work, &[(waiting, Vec::new())], "never left", &HashMap::new(), None).await.is_err());
    drop(work);
    app.assert_quiet().await;
}

#[tokio::test]
async fn tags_of_two_people_stand_beside_each_other_and_find_their_orders() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let (one, two) = (order(&scope, &[("A", 1)]).await, order(&scope, &[("A", 1)]).await);
    let (first, second) = tokio::join!(add_tags(&scope, one, "gift, අවුරුදු"), add_tags(&scope, one, "gift,  call  first "));
    first.unwrap();
    second.unwrap();
    let mut tags = detail(&scope, one).await.unwrap().row.tags;
    tags.sort();
    assert_eq!(tags, ["call first", "gift", "අවුරුදු"]);
    assert_eq!(invalid(add_tags(&scope, one, " , ").await), ["tags"]);
    assert_eq!(found(&scope, "tag=gift").await, [one]);
    assert_eq!(found(&scope, "tag=gift&q=nimal").await, [one]);
    assert_eq!(found(&scope, "tag=other").await, Vec::<Uuid>::new());
    remove_tag(&scope, one, "gift").await.unwrap();
    assert_eq!(found(&scope, "tag=gift").await, Vec::<Uuid>::new());
    add_tags(&app.other_scope(), two, "x").await.unwrap_err();
    app.assert_quiet().await;
}

#[test]
fn names_behind_an_at_are_mentions() {
    let [nimal, nimali, kamal, other] = std::array::from_fn(|_| Uuid::now_v7());
    let people: Vec<Colleague> = [(nimal, "Nimal Perera"), (nimali, "Nimali Silva"), (kamal, "කමල් සිල්වා"), (other, "Nimal Silva")]
        .map(|(id, name)| Colleague { id, name: name.to_owned() })
        .to_vec();
    let of = |body: &str| mentioned(body, &people);
    assert_eq!(of("@Nimal Perera please call"), [nimal]);
    assert_eq!(of("@nimali, and @කමල් please"), [nimali, kamal]);
    assert_eq!(of("@Nimal alone is two people"), Vec::<Uuid>::new());
    assert_eq!(of("@Nimal Pererasinghe"), Vec::<Uuid>::new());
    assert_eq!(of("nimali@silva.lk, x@nimali, @nimali @nimali"), [nimali]);
    assert_eq!(of("@"), Vec::<Uuid>::new());
}

#[tokio::test]
async fn whom_a_note_mentions_is_told() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let id = order(&scope, &[("A", 1)]).await;
    assert!(colleagues(&scope).await.unwrap().iter().any(|colleague| colleague.name == "STAFF Test"));
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/orders/{id}")).await;
    let css = "form[action='/api/orders/add_order_note']";
    let noted = owner.submit_form(&page, css, &[("body", "@STAFF Test: please call in the evening, not @INFLUENCER Test")]).await;
    assert_eq!(noted.status, StatusCode::OK, "{noted:?}");
    let mentions = "select count(*) from notifications n join users u on u.id = n.user_id
        where n.message_key = 'notifications-order-mention' and u.name = 'STAFF Test'";
    assert_eq!(tenant_count(&scope, mentions).await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from notifications where message_key = 'notifications-order-mention'").await, 1);
    add_note(&scope, id, "nobody").await.unwrap();
    let mut staff = app.sign_in(&member(&scope.organization, "STAFF").role).await;
    let bell = staff.open("/notifications").await;
    assert!(bell.visible().contains("please call in the evening"), "{bell:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_call_form_works_without_a_script() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 9).await;
    let id = order(&scope, &[("A", 2)]).await;
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/orders/{id}")).await;
    assert!(page.visible().contains("2 × Product A") && page.has("p[lang=si]"), "{page:?}");
    let css = "form[action='/api/orders/record_order_call']";
    let refused = staff.submit_form(&page, css, &[("outcome", "CALL_BACK"), ("note", "evening")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("#call_back_at[aria-invalid=true]") && refused.has("#call-note[value=evening]"), "{refused:?}");
    let confirmed = staff.submit_form(&refused, css, &[("outcome", "CONFIRMED")]).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
    assert_eq!(status(&scope, id).await, OrderStatus::Confirmed);
    let list = staff.open("/orders?call=due").await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(app.sign_in("VIEWER").await.open(&format!("/orders/{id}")).await.status, StatusCode::OK);
    app.assert_quiet().await;
}
