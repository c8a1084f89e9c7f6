//! Two rows of one person: proposed, merged, taken back; also while somebody orders.

use super::{assert_books, customer, order_of, refusal, texts, totals};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::customers::model::{AddressForm, MergeForm};
use smartstore::domains::customers::service::{
    add_note, detail, dismiss, duplicates, find_everywhere, list, merge, merges, preview, save_address, undo,
};
use smartstore::domains::orders::service::cancel;
use smartstore::server::Scope;
use smartstore::shared::paging::PageRequest;
use uuid::Uuid;

fn address(name: &str, phone: &str) -> AddressForm {
    AddressForm {
        kind: "SHIPPING".to_owned(),
        full_name: name.to_owned(),
        phone: phone.to_owned(),
        line1: "12 Temple Road".to_owned(),
        city: "Kandy".to_owned(),
        ..AddressForm::default()
    }
}

async fn form(scope: &Scope, into: Uuid, from: Uuid) -> MergeForm {
    MergeForm { seen: preview(scope, into, from).await.unwrap().seen(), ..MergeForm::default() }
}

#[tokio::test]
async fn who_may_be_one_person_is_proposed_with_reasons() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let first = customer(&scope, "Nimal Perera", "0771234567", "").await;
    let second = customer(&scope, "Nimal Pereira", "0712223333", "").await;
    customer(&scope, "Somebody Else", "0715556666", "").await;
    save_address(&scope, first, None, &address("Nimal Perera", "")).await.unwrap();
    save_address(&scope, second, None, &AddressForm { line1: "12, temple road".to_owned(), ..address("Nimal", "077 123 4567") })
        .await
        .unwrap();
    app.drain().await;
    let (page, count) = duplicates(&scope, PageRequest::default()).await.unwrap();
    assert_eq!(count, 1);
    let keys: Vec<&str> = page.rows[0].reasons.iter().map(|(reason, _)| reason.key()).collect();
    assert_eq!(keys, ["customers-duplicate-address", "customers-duplicate-phone"]);
    assert_eq!((page.rows[0].first.id, page.rows[0].second.id), (first, second));
    // Said to be two people, they are not proposed again.
    assert_eq!(refusal(dismiss(&app.other_scope(), page.rows[0].id).await), "not found");
    dismiss(&scope, page.rows[0].id).await.unwrap();
    assert_eq!(find_everywhere(&scope).await.unwrap(), 0);
    assert_eq!(duplicates(&scope, PageRequest::default()).await.unwrap().1, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_merge_moves_everything_and_its_undo_moves_it_back() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    let into = customer(&scope, "Nimal Perera", "0771234567", "").await;
    let from = customer(&scope, "N. Perera", "0712223333", "nimal@crafts.lk").await;
    save_address(&scope, into, None, &address("Nimal Perera", "0771234567")).await.unwrap();
    save_address(&scope, from, None, &address("N. Perera", "0712223333")).await.unwrap();
    add_note(&scope, from, "Rings before he comes").await.unwrap();
    order_of(&scope, "Nimal Perera", "+94771234567", "A").await;
    let moved = order_of(&scope, "N. Perera", "+94712223333", "A").await;
    app.drain().await;

    let look = preview(&scope, into, from).await.unwrap();
    let fields: Vec<(&str, bool)> = look.fields.iter().map(|field| (field.name.as_str(), field.takes_other)).collect();
    assert_eq!(fields, [("name", false), ("phone", false), ("email", true)]);
    assert!(look.moves.contains(&("customers-merge-orders".to_owned(), 1)), "{:?}", look.moves);
    let chosen = MergeForm { email: "other".to_owned(), ..form(&scope, into, from).await };
    add_note(&scope, into, "This changes nothing that the merge shows").await.unwrap();
    merge(&scope, into, from, &chosen).await.unwrap();
    assert_eq!(totals(&scope, into).await.0, 2);
    let person = detail(&scope, into).await.unwrap();
    assert_eq!((person.email.as_deref(), person.identifiers.len()), (Some("nimal@crafts.lk"), 3));
    assert_eq!(person.addresses.iter().filter(|row| row.is_default).count(), 1);
    assert_eq!(refusal(detail(&scope, from).await), "not found");
    let (page, _) = list(&scope, &Default::default(), PageRequest::default()).await.unwrap();
    assert_eq!(page.rows.len(), 1);
    // Who has the other's number is this person now.
    let later = order_of(&scope, "N. Perera", "+94712223333", "A").await;
    assert_eq!(totals(&scope, into).await.0, 3);
    assert_eq!(refusal(merge(&scope, into, from, &chosen).await), "not found");
    // Nothing refers to who is gone but the merge itself.
    let left = "select (select count(*) from orders o join customers c on c.id = o.customer_id where c.deleted_at is not null)
                 + (select count(*) from customer_addresses o join customers c on c.id = o.customer_id where c.deleted_at is not null)
                 + (select count(*) from customer_identifiers o join customers c on c.id = o.customer_id where c.deleted_at is not null)";
    assert_eq!(tenant_count(&scope, left).await, 0);
    assert_books(&scope).await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.get(&format!("/customers/{from}")).await;
    assert_eq!(page.status, StatusCode::FOUND, "the old address leads to the person");

    let merge_id = merges(&scope, into).await.unwrap()[0].id;
    assert_eq!(refusal(undo(&app.other_scope(), merge_id).await), "not found");
    assert_eq!(undo(&scope, merge_id).await.unwrap(), from);
    let back = detail(&scope, from).await.unwrap();
    assert_eq!((back.phone.as_deref(), back.email.as_deref()), (Some("+94712223333"), Some("nimal@crafts.lk")));
    assert_eq!(back.addresses.iter().filter(|row| row.is_default).count(), 1, "{:?}", back.addresses);
    let stayed = detail(&scope, into).await.unwrap();
    assert_eq!((stayed.email, stayed.identifiers.len()), (None, 1));
    // What came after the merge stays where it came to.
    assert_eq!((totals(&scope, into).await.0, totals(&scope, from).await.0), (2, 1));
    cancel(&scope, moved, "Changed their mind").await.unwrap();
    cancel(&scope, later, "Changed their mind").await.unwrap();
    assert_eq!((totals(&scope, into).await.0, totals(&scope, from).await.0), (1, 0));
    assert_eq!(refusal(undo(&scope, merge_id).await), "customers-error-merge-undone");
    assert_books(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_merge_of_something_else_than_was_looked_at_is_refused() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let into = customer(&scope, "Nimal", "0771234567", "").await;
    let from = customer(&scope, "Nimal P", "0712223333", "").await;
    let seen = form(&scope, into, from).await;
    assert_eq!(refusal(merge(&scope, into, into, &seen).await), "customers-error-merge-self");
    super::execute(&scope, "update customers set version = version + 1 where name = 'Nimal P'").await;
    assert_eq!(refusal(merge(&scope, into, from, &seen).await), "customers-error-merge-changed");
    // A chain: the later merge is taken back first.
    let third = customer(&scope, "Nimal Third", "0715556666", "").await;
    merge(&scope, into, from, &form(&scope, into, from).await).await.unwrap();
    let first_merge = merges(&scope, into).await.unwrap()[0].id;
    merge(&scope, third, into, &form(&scope, third, into).await).await.unwrap();
    assert_eq!(
        texts(&scope, "select distinct merged_into_id::text from customers where merged_into_id is not null").await,
        [third.to_string()]
    );
    assert_eq!(refusal(undo(&scope, first_merge).await), "customers-error-merge-later");
    undo(&scope, merges(&scope, third).await.unwrap()[0].id).await.unwrap();
    assert_eq!(undo(&scope, first_merge).await.unwrap(), from);
    assert_eq!(tenant_count(&scope, "select count(*) from customers where merged_into_id is not null or deleted_at is not null").await, 0);
    app.assert_quiet().await;
}

#[tokio::test]
async fn orders_made_while_people_are_merged_belong_to_who_stays() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 100).await;
    let into = customer(&scope, "Nimal", "0771234567", "").await;
    let from = customer(&scope, "Nimal P", "0712223333", "").await;
    let seen = form(&scope, into, from).await;
    let orders = (0..12).map(|number| {
        let scope = scope.clone();
        let phone = if number % 2 == 0 { "+94771234567" } else { "+94712223333" };
        tokio::spawn(async move {
            order_of(&scope, "Nimal", phone, "A").await;
        })
    });
    let merging = {
        let (scope, seen) = (scope.clone(), seen.clone());
        tokio::spawn(async move {
            // A version may change under the hands of orders: one looks again.
            let mut seen = seen;
            while let Err(error) = merge(&scope, into, from, &seen).await {
                assert_eq!(refusal::<()>(Err(error)), "customers-error-merge-changed");
                seen = form(&scope, into, from).await;
            }
        })
    };
    for task in orders.chain([merging]) {
        task.await.unwrap();
    }
    assert_eq!(totals(&scope, into).await.0, 12);
    assert_eq!(tenant_count(&scope, "select count(distinct customer_id) from orders").await, 1);
    assert_books(&scope).await;

    // And the undo, while steps of the orders go on.
    let merge_id = merges(&scope, into).await.unwrap()[0].id;
    let mut work = scope.begin().await.unwrap();
    let ids: Vec<Uuid> = sqlx::query_scalar("select id from orders").fetch_all(work.conn()).await.unwrap();
    drop(work);
    let cancelling = ids.into_iter().map(|id| {
        let scope = scope.clone();
        tokio::spawn(async move { drop(cancel(&scope, id, "Changed their mind").await.unwrap()) })
    });
    let undoing = {
        let scope = scope.clone();
        tokio::spawn(async move {
            undo(&scope, merge_id).await.unwrap();
        })
    };
    for task in cancelling.chain([undoing]) {
        task.await.unwrap();
    }
    assert_eq!((totals(&scope, into).await.0, totals(&scope, from).await.0), (0, 0));
    assert_books(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_forms_of_a_merge_work_without_javascript() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let into = customer(&scope, "Nimal", "0771234567", "").await;
    let from = customer(&scope, "Nimal P", "0712223333", "").await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open(&format!("/customers/{into}/merge/{from}")).await;
    let sent = browser.submit_form(&page, "form[action='/api/customers/merge_customers']", &[("name", "other")]).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.visible());
    assert_eq!(detail(&scope, into).await.unwrap().name, "Nimal P");
    let page = browser.open(&format!("/customers/{into}")).await;
    let sent = browser.submit_form(&page, "form[action='/api/customers/undo_merge']", &[]).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert_eq!(detail(&scope, into).await.unwrap().name, "Nimal");
    app.assert_quiet().await;
}
