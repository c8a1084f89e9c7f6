//! Packing slips, labels and pick lists.

use super::pages;
use crate::support::TestApp;
use crate::support::fixtures::{new_order, product};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use smartstore::domains::customers::model::Address;
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::delivery::service::{create_courier, dispatch};
use smartstore::domains::documents::model::{PrintedLine, PrintedOrder};
use smartstore::domains::documents::service::{label, label_file, pick_file, picks, printed_orders, scan_to_pay, slip_file};
use smartstore::domains::documents::urls;
use smartstore::domains::orders::model::OrderStatus;
use smartstore::domains::orders::service::{cancel, confirm, create, pack};
use smartstore::domains::payments::model::RecordedPayment;
use smartstore::domains::payments::service::record_payment;
use smartstore::server::pdf::parcel_labels;
use smartstore::server::{Error, Scope};
use smartstore::shared::lankaqr::{Code, Merchant};
use smartstore::shared::{AppError, Language, Selection};
use uuid::Uuid;

fn these(ids: &[Uuid]) -> Selection {
    Selection { ids: ids.to_vec(), ..Selection::default() }
}

/// An order of 3,500 of which 1,000 are paid, packed.
async fn half_paid(scope: &Scope) -> Uuid {
    product(scope, "A", 50).await;
    let mut new = new_order(&[("A", 2)]);
    new.shipping = Decimal::from(1_000);
    let order = create(scope, new).await.unwrap().0;
    confirm(scope, order).await.unwrap();
    pack(scope, order).await.unwrap();
    let advance = RecordedPayment { method: "BANK_TRANSFER".to_owned(), amount: "1000".to_owned(), ..RecordedPayment::default() };
    record_payment(scope, order, &advance).await.unwrap();
    order
}

fn key<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::App(AppError::Invalid(errors))) => errors.0[0].key.clone(),
        other => panic!("no field error: {other:?}"),
    }
}

#[tokio::test]
async fn a_label_says_what_is_still_due_and_later_what_the_parcel_says() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let order = half_paid(&scope).await;
    let printed = printed_orders(&scope, &[order]).await.unwrap();
    assert_eq!(printed[0].collect, Decimal::from(2_500), "advance 1,000 and cash on delivery 2,500");
    let before = label(&scope.organization, &printed[0], None);
    assert_eq!(before.amount, "Rs\u{202f}2,500.00");
    assert_eq!(before.to_name, "Nimal Perera");
    assert_eq!(before.to_phone, "077 123 4567");
    assert_eq!(before.codes, [("Order".to_owned(), printed[0].number.clone())], "there is no parcel yet");

    let courier = CourierForm { kind: "RIDER".to_owned(), name: "Sunil".to_owned(), ..CourierForm::default() };
    let courier_id = create_courier(&scope, &courier).await.unwrap().to_string();
    let tracking = dispatch(&scope, order, &DispatchInput { courier_id, ..DispatchInput::default() }).await.unwrap();
    let printed = printed_orders(&scope, &[order]).await.unwrap();
    let after = label(&scope.organization, &printed[0], None);
    assert_eq!(after.amount, "Rs\u{202f}2,500.00");
    assert_eq!(after.codes[0].1, tracking);
    assert_eq!(after.codes[1].1, printed[0].number);

    let (name, bytes) = label_file(&scope, &these(&[order])).await.unwrap();
    assert_eq!(name, format!("label-{}.pdf", printed[0].number));
    assert_eq!(pages(&bytes), 1);
}

#[tokio::test]
async fn many_orders_are_one_file_and_those_of_others_are_none() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(create(&scope, new_order(&[("A", 1)])).await.unwrap().0);
    }
    product(&app.other_scope(), "A", 5).await;
    let foreign = create(&app.other_scope(), new_order(&[("A", 1)])).await.unwrap().0;
    let (name, slips) = slip_file(&scope, &these(&[ids[0], foreign, ids[1], ids[2]])).await.unwrap();
    assert_eq!((name.as_str(), pages(&slips)), ("packing-slips-3.pdf", 3), "somebody else's order is not among them");
    let all = Selection { all_matching: Some("status=PENDING".to_owned()), except: vec![ids[0]], ids: Vec::new() };
    assert_eq!(pages(&label_file(&scope, &all).await.unwrap().1), 2);
    for outcome in [label_file(&scope, &these(&[foreign])).await, slip_file(&scope, &these(&[foreign])).await] {
        assert!(matches!(outcome, Err(Error::App(AppError::NotFound))), "{outcome:?}");
    }
    assert_eq!(key(label_file(&scope, &Selection::default()).await), "documents-error-none");
    let many = these(&(0..201).map(|_| smartstore::server::clock::new_id()).collect::<Vec<_>>());
    assert_eq!(key(slip_file(&scope, &many).await), "documents-error-many");
}

#[tokio::test]
async fn a_pick_list_goes_from_place_to_place_and_says_for_whom() {
    let app = TestApp::start().await;
    let scope = app.scope();
    for sku in ["A", "B", "C"] {
        product(&scope, sku, 50).await;
    }
    let mut work = scope.begin().await.unwrap();
    let warehouse: Uuid = sqlx::query_scalar("select id from warehouses where is_default").fetch_one(work.conn()).await.unwrap();
    // The way through the warehouse is not that of the letters.
    for (bin, place, sku) in [("Z-01", 1, "B"), ("A-01", 2, "A")] {
        let id = smartstore::server::clock::new_id();
        let insert = "insert into bins (id, warehouse_id, code, route_order) values ($1, $2, $3, $4)";
        sqlx::query(insert).bind(id).bind(warehouse).bind(bin).bind(place).execute(work.conn()).await.unwrap();
        let lies = "update inventory_levels set bin_id = $1 where variant_id = (select id from product_variants where sku = $2)";
        sqlx::query(lies).bind(id).bind(sku).execute(work.conn()).await.unwrap();
    }
    work.commit().await.unwrap();
    let first = create(&scope, new_order(&[("A", 1), ("C", 2)])).await.unwrap().0;
    let second = create(&scope, new_order(&[("A", 3), ("B", 1)])).await.unwrap().0;
    let gone = create(&scope, new_order(&[("A", 9)])).await.unwrap().0;
    cancel(&scope, gone, "No answer").await.unwrap();
    confirm(&scope, first).await.unwrap();
    confirm(&scope, second).await.unwrap();
    let rows = picks(&scope, &[first, second, gone]).await.unwrap();
    let shown: Vec<_> = rows.iter().map(|row| (row.bin.as_deref(), row.sku.as_str(), row.quantity, row.orders.len())).collect();
    assert_eq!(shown, [(Some("Z-01"), "B", 1, 1), (Some("A-01"), "A", 4, 2), (None, "C", 2, 1)]);
    let (_, bytes) = pick_file(&scope, &these(&[first, second]), Language::Si).await.unwrap();
    assert_eq!(pages(&bytes), 1);
    assert_eq!(key(pick_file(&scope, &these(&[gone]), Language::En).await), "documents-error-nothing-to-pick");
}

#[tokio::test]
async fn documents_are_for_who_sees_orders() {
    let app = TestApp::start().await;
    let order = half_paid(&app.scope()).await;
    for file in [urls::LABELS, urls::PACKING_SLIPS] {
        let address = urls::of_order(file, order);
        let page = app.sign_in("VIEWER").await.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{file}");
        assert_eq!(page.headers["content-type"], "application/pdf");
        assert_eq!(app.sign_in("INFLUENCER").await.get(&address).await.status, StatusCode::FORBIDDEN, "{file}");
        assert_ne!(app.stranger().get(&address).await.status, StatusCode::OK, "{file}");
        assert_eq!(app.sign_in("VIEWER").await.get(file).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
    }
}

/// An order to an address in a script, as it is printed.
fn order(name: &str, line1: &str, city: &str) -> PrintedOrder {
    PrintedOrder {
        id: Uuid::nil(),
        number: "00K7M".to_owned(),
        numbers: vec!["00K7M".to_owned()],
        status: OrderStatus::Packed,
        currency: "LKR".to_owned(),
        ordered_at: chrono::DateTime::UNIX_EPOCH,
        address: Address {
            full_name: name.to_owned(),
            phone: "+94771234567".to_owned(),
            line1: line1.to_owned(),
            city: city.to_owned(),
            ..Address::default()
        },
        language: None,
        note: Some("☂ ".repeat(400)),
        collect: Decimal::new(123_456_789_012, 2),
        parcel: None,
        lines: vec![PrintedLine { order: "00K7M".to_owned(), name: "A".to_owned(), sku: "A".to_owned(), quantity: 2 }],
    }
}

#[tokio::test]
async fn whatever_an_address_says_becomes_a_label() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let long = "ශ්‍රී දළදා වීදිය ".repeat(60);
    for (name, line1, city) in [("", "", ""), ("නිමල් පෙරේරා", &long, "මහනුවර"), ("கமலா", &"W".repeat(500), "யாழ்ப்பாணம்"), ("💥", "\u{0}", "日本")]
    {
        let label = label(&scope.organization, &order(name, line1, city), None);
        assert_eq!(pages(&parcel_labels(&[label.clone(), label], "", Language::Si).unwrap()), 2, "{name:?}");
    }
}

#[tokio::test]
async fn a_phone_pays_exactly_what_is_due() {
    let merchant = Code::of(&Merchant { account: "0000000000000000000000000001", category: "5311", name: "Kandy Crafts", city: "Kandy" });
    let merchant = merchant.unwrap().encode();
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = half_paid(&scope).await;
    let printed = printed_orders(&scope, &[id]).await.unwrap().remove(0);
    let label = label(&scope.organization, &printed, Some(&merchant));
    let (code, caption) = label.scan.clone().unwrap();
    let code = Code::decode(&code).unwrap();
    assert_eq!((code.amount(), code.reference()), (Some(Decimal::from(2_500)), Some(printed.number.clone())));
    assert!(caption.contains("2,500.00"), "{caption}");
    assert_eq!(pages(&parcel_labels(&[label], "", Language::Ta).unwrap()), 1);
    let none = |merchant, amount: i64, currency| scan_to_pay(merchant, amount.into(), currency, "00K7M", Language::En);
    assert_eq!(none(None, 5, "LKR"), None);
    assert_eq!(none(Some(merchant.as_str()), 0, "LKR"), None);
    assert_eq!(none(Some(merchant.as_str()), 5, "USD"), None);
    assert_eq!(none(Some("pasted by mistake"), 5, "LKR"), None);
}
