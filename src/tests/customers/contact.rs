//! Identifiers, addresses, answers, notes, and the page that shows them.

use super::{customer, execute, order_of, refusal, texts};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::customers::model::{AddressForm, AddressType, ConsentForm};
use smartstore::domains::customers::service::{
    add_identifier, add_note, delete_address, detail, record_consent, remove_identifier, save_address, timeline,
};
use smartstore::server::Error;
use smartstore::shared::AppError;
use std::collections::BTreeSet;

#[tokio::test]
async fn what_somebody_is_known_by_is_theirs_alone() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let nimal = customer(&scope, "Nimal Perera", "077 123 4567", "").await;
    let kamala = customer(&scope, "Kamala Silva", "071 765 4321", "").await;
    add_identifier(&scope, nimal, "WHATSAPP", "+94 77 123 4567").await.unwrap();
    add_identifier(&scope, nimal, "TIKTOK", "@Nimal.Crafts").await.unwrap();
    assert_eq!(refusal(add_identifier(&scope, nimal, "TIKTOK", "nimal.crafts").await), "customers-error-own");
    let Err(Error::App(AppError::Invalid(errors))) = add_identifier(&scope, kamala, "PHONE", "0771234567").await else { panic!() };
    assert_eq!(errors.0[0].key, "customers-error-taken-by");
    let args: Vec<&str> = errors.0[0].args.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(args, ["Nimal Perera", &nimal.to_string()]);
    for (kind, value, key) in [
        ("PHONE", "12345", "error-phone"),
        ("EMAIL", "no address", "error-email"),
        ("EXTERNAL", " ", "error-required"),
        ("TIKTOK", "@", "error-required"),
        ("BSUID", "x", "error-choice"),
        ("", "x", "error-choice"),
    ] {
        assert_eq!(refusal(add_identifier(&scope, nimal, kind, value).await), key, "{kind} {value}");
    }
    assert_eq!(refusal(add_identifier(&app.other_scope(), nimal, "TIKTOK", "x").await), "not found");

    // The number in front goes: the next one takes its place, and an e-mail address that comes is in front at once.
    add_identifier(&scope, nimal, "PHONE", "0112345678").await.unwrap();
    add_identifier(&scope, nimal, "EMAIL", "Nimal@Crafts.LK").await.unwrap();
    let person = detail(&scope, nimal).await.unwrap();
    assert_eq!((person.phone.as_deref(), person.email.as_deref()), (Some("+94771234567"), Some("nimal@crafts.lk")));
    let first = person.identifiers.iter().find(|known| known.value == "+94771234567" && known.kind.code() == "PHONE").unwrap();
    remove_identifier(&scope, nimal, first.id).await.unwrap();
    assert_eq!(detail(&scope, nimal).await.unwrap().phone.as_deref(), Some("+94112345678"));
    assert_eq!(refusal(remove_identifier(&scope, kamala, first.id).await), "not found");
    app.assert_quiet().await;
}

fn address(line1: &str, is_default: bool) -> AddressForm {
    AddressForm {
        kind: AddressType::Shipping.code().to_owned(),
        full_name: "Nimal Perera".to_owned(),
        phone: "0771234567".to_owned(),
        line1: line1.to_owned(),
        city: "Kandy".to_owned(),
        district: "Kandy".to_owned(),
        is_default: if is_default { "true".to_owned() } else { String::new() },
        ..AddressForm::default()
    }
}

#[tokio::test]
async fn one_address_of_a_type_is_the_default_and_two_people_may_edit_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = customer(&scope, "Nimal", "0771234567", "").await;
    save_address(&scope, id, None, &address("1 Lake Road", false)).await.unwrap();
    save_address(&scope, id, None, &address("2 Hill Street", true)).await.unwrap();
    save_address(&scope, id, None, &AddressForm { kind: "BILLING".to_owned(), ..address("3 Office Lane", false) }).await.unwrap();
    let defaults = "select type || ' ' || line1 from customer_addresses where is_default order by type, line1";
    assert_eq!(texts(&scope, defaults).await, ["BILLING 3 Office Lane", "SHIPPING 2 Hill Street"]);
    assert_eq!(refusal(save_address(&scope, id, None, &address(" ", false)).await), "error-required");
    assert_eq!(refusal(save_address(&scope, id, None, &AddressForm { phone: "1".to_owned(), ..address("4", false) }).await), "error-phone");

    // Two open it: one changes the street, the other the town. Both stay; the same field twice is asked about.
    let row = detail(&scope, id).await.unwrap().addresses.into_iter().find(|row| row.address.line1 == "2 Hill Street").unwrap();
    let opened = AddressForm::of(&row, "077 123 4567");
    let base = serde_json::to_string(&opened).unwrap();
    let street = AddressForm { line1: "2 Hill Road".to_owned(), ..opened.clone() };
    let town = AddressForm { city: "Peradeniya".to_owned(), ..opened.clone() };
    save_address(&scope, id, Some((row.id, &base)), &street).await.unwrap();
    save_address(&scope, id, Some((row.id, &base)), &town).await.unwrap();
    let both = "select line1 || ', ' || city from customer_addresses where line1 like '2 %'";
    assert_eq!(texts(&scope, both).await, ["2 Hill Road, Peradeniya"]);
    let again = AddressForm { line1: "22 Hill Street".to_owned(), ..opened };
    assert_eq!(refusal(save_address(&scope, id, Some((row.id, &base)), &again).await), "form-clash");

    // The default goes: another one of its type takes its place.
    delete_address(&scope, id, row.id).await.unwrap();
    assert_eq!(texts(&scope, defaults).await, ["BILLING 3 Office Lane", "SHIPPING 1 Lake Road"]);
    assert_eq!(refusal(delete_address(&scope, id, row.id).await), "not found");
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_newest_answer_holds_and_all_are_kept() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let id = customer(&scope, "Nimal", "0771234567", "").await;
    let form = |answer: &str, day: &str| ConsentForm {
        channel: "SMS".to_owned(),
        purpose: "MARKETING".to_owned(),
        answer: answer.to_owned(),
        source: "PHONE".to_owned(),
        day: day.to_owned(),
        note: String::new(),
    };
    record_consent(&scope, id, &form("yes", "")).await.unwrap();
    record_consent(&scope, id, &form("no", "2020-01-31")).await.unwrap();
    let consents = detail(&scope, id).await.unwrap().consents;
    assert_eq!(consents.len(), 1);
    assert!(consents[0].granted, "an older answer that is written down later changes nothing");
    assert_eq!(tenant_count(&scope, "select count(*) from customer_consents").await, 2);
    assert_eq!(refusal(record_consent(&scope, id, &form("maybe", "")).await), "error-choice");
    assert_eq!(refusal(record_consent(&scope, id, &form("yes", "2999-01-01")).await), "customers-error-day");
    let import = ConsentForm { source: "IMPORT".to_owned(), ..form("yes", "") };
    assert_eq!(refusal(record_consent(&scope, id, &import).await), "error-choice", "what the program writes nobody chooses");
    app.assert_quiet().await;
}

#[tokio::test]
async fn an_order_of_somebody_who_is_blocked_waits() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 5).await;
    customer(&scope, "Nimal", "0771234567", "").await;
    order_of(&scope, "Nimal", "+94771234567", "A").await;
    assert_eq!(tenant_count(&scope, "select count(*) from orders where hold_reason is not null").await, 0);
    execute(&scope, "update customers set status = 'BLOCKED'").await;
    order_of(&scope, "Nimal", "+94771234567", "A").await;
    assert_eq!(tenant_count(&scope, "select count(*) from orders where hold_reason is not null").await, 1);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'orders.held'").await, 1);
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_page_tells_everything_page_by_page() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 50).await;
    let id = customer(&scope, "Nimal", "0771234567", "").await;
    let order = order_of(&scope, "Nimal", "+94771234567", "A").await;
    smartstore::domains::orders::service::confirm(&scope, order).await.unwrap();
    for number in 0..45 {
        add_note(&scope, id, &format!("Note {number}")).await.unwrap();
    }
    assert_eq!(refusal(add_note(&scope, id, "  ").await), "error-required");
    let mut seen = Vec::new();
    let mut place = None;
    loop {
        let page = timeline(&scope, id, place).await.unwrap();
        seen.extend(page.rows.iter().map(|row| (row.at, row.id, row.kind.clone())));
        place = page.next;
        if place.is_none() {
            break;
        }
    }
    assert!(seen.windows(2).all(|pair| (pair[0].0, pair[0].1) > (pair[1].0, pair[1].1)), "newest first, none twice");
    let kinds: BTreeSet<&str> = seen.iter().map(|(_, _, kind)| kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["customer", "note", "order"]));
    assert_eq!(seen.len(), 45 + 1 + 2, "notes, the person, the order and its confirmation");

    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open(&format!("/customers/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("a[href*='?after=']"), "{}", page.visible());
    let sent = browser.post_form("/api/customers/add_note", &[("customer_id", &id.to_string()), ("body", "Prefers blue")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(browser.open(&format!("/customers/{id}")).await.visible().contains("Prefers blue"));
    // Who only reads sees no forms.
    let page = app.sign_in("VIEWER").await.open(&format!("/customers/{id}?dialog=identifier")).await;
    assert!(!page.has("form[action^='/api/customers/']"));
    app.assert_quiet().await;
}
