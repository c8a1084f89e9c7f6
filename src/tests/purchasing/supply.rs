//! A supplier's own people: they see what is theirs, and what they say is a proposal.

use super::{amount, conflict, draft, field, order, sent, supplier, take};
use crate::support::TestApp;
use crate::support::fixtures::{Member, add_member, member, product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::purchasing::model::{AnswerLineForm, PurchaseDetail, PurchaseFilter, PurchaseStatus};
use smartstore::domains::purchasing::service;
use smartstore::server::context::Person;
use smartstore::server::{Error, Scope};
use smartstore::shared::AppError;
use smartstore::shared::paging::PageRequest;
use std::sync::Arc;
use uuid::Uuid;

async fn user(app: &TestApp, role: &str) -> Uuid {
    sqlx::query_scalar("select id from users where email = $1")
        .bind(member(&app.organization, role).email)
        .fetch_one(app.db.global())
        .await
        .unwrap()
}

/// The scope of a person, as a request of theirs has it.
fn by(scope: &Scope, id: Uuid) -> Scope {
    let person = Person {
        id,
        name: "Cassim".to_owned(),
        email: "cassim@suppliers.example".to_owned(),
        role: "WHOLESALER".to_owned(),
        role_id: None,
        image_key: None,
        is_platform_admin: false,
        mfa_enabled: false,
        email_verified: true,
    };
    Scope { person: Some(Arc::new(person)), ..scope.clone() }
}

/// An answer that confirms all, with some lines changed: (SKU, pieces, price, day).
fn answer(order: &PurchaseDetail, changed: &[(&str, i32, &str, &str)]) -> Vec<AnswerLineForm> {
    let lines = order.items.iter().map(|item| {
        let other = changed.iter().find(|(sku, ..)| *sku == item.sku);
        AnswerLineForm {
            item: item.id.to_string(),
            quantity: other.map_or(item.quantity, |(_, quantity, ..)| *quantity).to_string(),
            price: other.map_or_else(|| item.unit_cost.to_string(), |(_, _, price, _)| (*price).to_owned()),
            expected_on: other.map_or_else(String::new, |(.., day)| (*day).to_owned()),
        }
    });
    lines.collect()
}

#[tokio::test]
async fn a_wholesaler_sees_the_orders_to_them_and_the_stock_that_they_supply_and_nothing_else() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "MINE", 7).await;
    product(&scope, "OTHER", 9).await;
    let (mine, other) = (supplier(&scope, "Colombo Brass").await, supplier(&scope, "Pettah Metals").await);
    for (sku, supplier) in [("MINE", mine), ("OTHER", other)] {
        let mut work = scope.begin().await.unwrap();
        sqlx::query("update products set supplier_id = $2 where sku = $1").bind(sku).bind(supplier).execute(work.conn()).await.unwrap();
        work.commit().await.unwrap();
    }
    let to_me = sent(&scope, mine, &[("MINE", "5", "10")]).await;
    let to_them = sent(&scope, other, &[("OTHER", "5", "10")]).await;
    let unsent = draft(&scope, mine, &[("MINE", "77", "10")]).await;
    let cancelled = draft(&scope, mine, &[("MINE", "78", "10")]).await;
    service::cancel(&scope, cancelled, "never mind").await.unwrap();
    let mut wholesaler = app.sign_in("WHOLESALER").await;
    let page = wholesaler.open("/supply").await;
    assert!(!page.visible().contains("PO-"), "nobody has named them yet: {}", page.visible());
    service::link_user(&scope, mine, user(&app, "WHOLESALER").await).await.unwrap();

    let page = wholesaler.open("/supply").await;
    assert!(page.visible().contains("PO-0001") && page.visible().contains("Colombo Brass"), "{}", page.visible());
    for number in ["PO-0002", "PO-0003", "PO-0004", "Pettah"] {
        assert!(!page.visible().contains(number), "{number} is none of theirs");
    }
    let page = wholesaler.open("/supply/stock").await;
    assert!(page.visible().contains("MINE") && !page.visible().contains("OTHER"), "{}", page.visible());
    assert_eq!(wholesaler.get(&format!("/supply/{to_me}")).await.status, StatusCode::OK);
    for id in [to_them, unsent, cancelled] {
        assert_eq!(wholesaler.get(&format!("/supply/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(wholesaler.download(&format!("/supply/{id}/order.pdf")).await.0, StatusCode::NOT_FOUND);
        let id = id.to_string();
        let answered = wholesaler.call("/api/purchasing/answer_purchase_order", &[("purchase_order_id", id.as_str())]).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{}", answered.body);
    }
    for path in
        ["/purchasing", "/suppliers", "/products", "/inventory", "/orders", &format!("/purchasing/{to_me}"), &format!("/suppliers/{mine}")]
    {
        assert_eq!(wholesaler.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(wholesaler.download("/purchasing/export.csv").await.0, StatusCode::FORBIDDEN);
    assert_eq!(wholesaler.download(&format!("/purchasing/{to_me}/order.pdf")).await.0, StatusCode::FORBIDDEN);
    let (status, _, bytes) = wholesaler.download(&format!("/supply/{to_me}/order.pdf")).await;
    assert!(status == StatusCode::OK && bytes.starts_with(b"%PDF"));
    // Who buys has no use for the pages of suppliers in the navigation.
    assert!(app.sign_in("STAFF").await.open("/").await.has("nav a[href='/purchasing']"));
    assert!(!app.sign_in("OWNER").await.open("/").await.has("nav a[href='/supply']"));
}

#[tokio::test]
async fn what_the_goods_have_cost_here_is_none_of_the_suppliers_business() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    service::link_user(&scope, one, user(&app, "WHOLESALER").await).await.unwrap();
    let id = sent(&scope, one, &[("A", "5", "10")]).await;
    let mut form = super::came(&order(&scope, id).await, &[("A", 2, 0)]);
    form.freight = "7777.77".to_owned();
    service::receive(&scope, id, &form).await.unwrap();
    let supplier = by(&scope, user(&app, "WHOLESALER").await);
    let seen = service::supply_detail(&supplier, id).await.unwrap();
    assert!(seen.receipts.is_empty() && seen.history.is_empty() && seen.items.iter().all(|item| item.landed_unit_cost.is_none()));
    let page = app.sign_in("WHOLESALER").await.open(&format!("/supply/{id}")).await;
    assert!(!page.body.contains("7,777") && !page.body.contains("3,888"), "landed costs are shown");
    let rows = service::supply_list(&supplier, &PurchaseFilter::default(), PageRequest::default()).await.unwrap();
    assert_eq!((rows.0.as_deref(), rows.1.rows.len()), (Some("Colombo Brass"), 1));
}

#[tokio::test]
async fn lines_as_ordered_are_confirmed_and_others_wait_for_the_merchant() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["A", "B", "C"] {
        product(&scope, sku, 0).await;
    }
    let one = supplier(&scope, "Colombo Brass").await;
    let cassim = user(&app, "WHOLESALER").await;
    service::link_user(&scope, one, cassim).await.unwrap();
    let supplier = by(&scope, cassim);
    let id = sent(&scope, one, &[("A", "10", "100"), ("B", "5", "50"), ("C", "1", "10")]).await;
    let asked = order(&scope, id).await;
    let lines = answer(&asked, &[("B", 4, "55", "2027-01-15"), ("C", 0, "10", "")]);
    let (_, proposed) = service::answer(&supplier, id, &lines, "No more brass").await.unwrap();
    assert_eq!(proposed, 2);
    let read = order(&scope, id).await;
    assert_eq!((read.row.status, read.row.proposals), (PurchaseStatus::Sent, 2));
    assert_eq!(read.row.total, amount("1260.00"), "nothing changes before the merchant has agreed");
    assert_eq!(conflict(service::confirm(&scope, id).await), "purchasing-error-proposals-wait");
    let change = |sku: &str, read: &PurchaseDetail| {
        let item = read.items.iter().find(|item| item.sku == sku).unwrap().id;
        read.open_proposal(item).unwrap().id
    };
    service::accept_change(&scope, change("B", &read)).await.unwrap();
    service::refuse_change(&scope, change("C", &read)).await.unwrap();
    assert_eq!(conflict(service::accept_change(&scope, change("B", &read)).await), "purchasing-error-decided");
    let read = order(&scope, id).await;
    let line = read.items.iter().find(|item| item.sku == "B").unwrap();
    assert_eq!((line.quantity, line.unit_cost, line.expected_on.unwrap().to_string()), (4, amount("55.00"), "2027-01-15".to_owned()));
    assert_eq!((read.row.total, read.row.status), (amount("1230.00"), PurchaseStatus::Sent), "one line is still open");
    // They deliver the last one after all: with that all is confirmed.
    service::answer(&supplier, id, &answer(&read, &[]), "").await.unwrap();
    assert_eq!(order(&scope, id).await.row.status, PurchaseStatus::Confirmed);
    app.drain().await;
    let told = "select count(*) from notifications where title_key = 'purchasing-notice-proposed-title'";
    assert!(tenant_count(&scope, told).await > 0, "who buys is told");
    assert_eq!(tenant_count(&scope, "select count(*) from notifications where title_key = 'purchasing-notice-sent-title'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_answer_below_what_came_is_refused_and_fewer_pieces_can_end_an_order() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    let cassim = user(&app, "WHOLESALER").await;
    service::link_user(&scope, one, cassim).await.unwrap();
    let supplier = by(&scope, cassim);
    let id = sent(&scope, one, &[("A", "10", "100")]).await;
    take(&scope, id, &[("A", 6, 0)]).await.unwrap();
    let read = order(&scope, id).await;
    let few = answer(&read, &[("A", 5, "100", "")]);
    assert_eq!(field(service::answer(&supplier, id, &few, "").await), "lines[0][quantity]: purchasing-error-below-received");
    for (quantity, price, day, expected) in [
        ("", "1", "", "lines[0][quantity]: error-required"),
        ("x", "1", "", "lines[0][quantity]: purchasing-error-quantity"),
        ("7", "", "", "lines[0][price]: error-required"),
        ("7", "1", "soon", "lines[0][expected_on]: purchasing-error-day"),
    ] {
        let mut lines = answer(&read, &[]);
        (lines[0].quantity, lines[0].price, lines[0].expected_on) = (quantity.to_owned(), price.to_owned(), day.to_owned());
        assert_eq!(field(service::answer(&supplier, id, &lines, "").await), expected);
    }
    service::answer(&supplier, id, &answer(&read, &[("A", 6, "100", "")]), "That was all").await.unwrap();
    let change = order(&scope, id).await.proposals[0].id;
    service::accept_change(&scope, change).await.unwrap();
    assert_eq!(order(&scope, id).await.row.status, PurchaseStatus::Received, "nothing is outstanding any more");
    assert_eq!(conflict(service::answer(&supplier, id, &answer(&read, &[]), "").await), "purchasing-error-step");
    app.drain().await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_person_signs_in_for_one_supplier_of_an_organization() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let (one, two) = (supplier(&scope, "Colombo Brass").await, supplier(&scope, "Pettah Metals").await);
    let cassim = user(&app, "WHOLESALER").await;
    service::link_user(&scope, one, cassim).await.unwrap();
    assert_eq!(field(service::link_user(&scope, two, cassim).await), "user_id: purchasing-error-user-taken");
    // Somebody of another organization, and somebody whose role does not supply, cannot be named.
    let stranger =
        add_member(&app.other_scope(), &Member { email: "stranger@jaffna.example".to_owned(), role: "WHOLESALER".to_owned() }).await;
    for id in [stranger, user(&app, "VIEWER").await] {
        assert!(matches!(service::link_user(&scope, two, id).await, Err(Error::App(AppError::NotFound))));
    }
    let free: Vec<_> = service::free_users(&scope).await.unwrap();
    assert!(free.is_empty(), "{free:?}");
    service::unlink_user(&scope, one, cassim).await.unwrap();
    assert_eq!(service::free_users(&scope).await.unwrap().len(), 1);
    assert!(matches!(service::unlink_user(&scope, one, cassim).await, Err(Error::App(AppError::NotFound))));
}

#[tokio::test]
async fn the_answer_is_given_on_the_page() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier(&scope, "Colombo Brass").await;
    service::link_user(&scope, one, user(&app, "WHOLESALER").await).await.unwrap();
    let id = sent(&scope, one, &[("A", "10", "100")]).await;
    let mut wholesaler = app.sign_in("WHOLESALER").await;
    let page = wholesaler.open(&format!("/supply/{id}")).await;
    let form = "form[action='/api/purchasing/answer_purchase_order']";
    let page = wholesaler.submit_form(&page, form, &[("lines[0][quantity]", "many")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#lines-0-quantity", "value").as_deref(), Some("many"), "what was typed is kept");
    let page = wholesaler.submit_form(&page, form, &[("lines[0][quantity]", "8"), ("note", "Two are broken")]).await;
    assert!(page.visible().contains("Proposed"), "{}", page.visible());
    let mut staff = app.sign_in("STAFF").await;
    let page = staff.open(&format!("/purchasing/{id}")).await;
    assert!(page.visible().contains("10 → 8") && page.visible().contains("Two are broken"), "{}", page.visible());
    let page = staff.submit_form(&page, "form[action='/api/purchasing/accept_change']", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    let read = order(&scope, id).await;
    assert_eq!((read.items[0].quantity, read.row.status), (8, PurchaseStatus::Confirmed));
}
