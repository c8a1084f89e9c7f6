//! The right to be forgotten: the person is nowhere any more, and everything still adds up.

use super::{assert_books, customer, order_of, refusal, totals};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use axum::http::StatusCode;
use smartstore::domains::audit;
use smartstore::domains::customers::model::{AddressForm, ConsentForm, MergeForm};
use smartstore::domains::customers::service::{
    add_identifier, add_note, anonymise, detail, merge, merges, preview, record_consent, save_address, undo,
};
use smartstore::domains::orders::service::{add_note as note_order, cancel};
use smartstore::server::Scope;
use smartstore::shared::Permission;
use smartstore::shared::permission::BUILT_IN_ROLES;
use sqlx::{AssertSqlSafe, Row};

/// Texts and documents of all tables of the organization that still hold one of the words.
async fn places_with(scope: &Scope, words: &[&str]) -> Vec<String> {
    let mut work = scope.begin().await.unwrap();
    let columns = sqlx::query(
        "select c.table_name::text, c.column_name::text from information_schema.columns c
         join information_schema.columns o on o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'organization_id'
         join pg_class t on t.oid = format('public.%I', c.table_name)::regclass and t.relkind = 'r'
         where c.table_schema = 'public' and (c.data_type in ('text', 'jsonb', 'ARRAY', 'bytea') or c.udt_name = 'bpchar')
           and has_column_privilege(t.oid, c.column_name::text, 'select')",
    )
    .fetch_all(work.conn())
    .await
    .unwrap();
    assert!(columns.len() > 100, "{}", columns.len());
    let mut found = Vec::new();
    for column in columns {
        let (table, name): (String, String) = (column.get(0), column.get(1));
        for word in words {
            let sql = format!(
                "select count(*) from {table} where {name}::text ilike '%' || $1 || '%' or {name}::text ilike '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%'"
            );
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(*word).fetch_one(work.conn()).await.unwrap();
            if count > 0 {
                found.push(format!("{table}.{name}: {word}"));
            }
        }
    }
    found
}

const WORDS: [&str; 6] = ["Zebulon", "771239876", "712229876", "zebulon@crafts.lk", "Unicorn Lane", "rings at noon"];

#[tokio::test]
async fn who_is_forgotten_is_nowhere_and_the_books_are_clean() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 20).await;
    let id = customer(&scope, "Zebulon Perera", "0771239876", "zebulon@crafts.lk").await;
    let other = customer(&scope, "Z. Perera, Zebulon", "0712229876", "").await;
    let witness = customer(&scope, "Kamala Silva", "0715556666", "").await;
    let address = AddressForm {
        kind: "SHIPPING".into(),
        full_name: "Zebulon Perera".into(),
        line1: "7 Unicorn Lane".into(),
        city: "Kandy".into(),
        district: "Kandy".into(),
        ..AddressForm::default()
    };
    save_address(&scope, id, None, &address).await.unwrap();
    add_identifier(&scope, id, "TIKTOK", "@zebulon.p").await.unwrap();
    add_note(&scope, id, "He rings at noon").await.unwrap();
    let consent = ConsentForm {
        channel: "SMS".into(),
        purpose: "MARKETING".into(),
        answer: "yes".into(),
        source: "PHONE".into(),
        note: "Zebulon said so".into(),
        ..ConsentForm::default()
    };
    record_consent(&scope, id, &consent).await.unwrap();
    let order = order_of(&scope, "Zebulon Perera", "+94771239876", "A").await;
    order_of(&scope, "Kamala Silva", "+94715556666", "A").await;
    note_order(&scope, order, "Zebulon rings at noon").await.unwrap();
    let seen = preview(&scope, id, other).await.unwrap().seen();
    merge(&scope, id, other, &MergeForm { seen, ..MergeForm::default() }).await.unwrap();
    let merge_id = merges(&scope, id).await.unwrap()[0].id;
    // What other programs sent, and messages that left.
    for sql in [
        "insert into messages_out (id, organization_id, channel, recipient, customer_id, locale, template, body, dedupe_key)
         select gen_random_uuid(), organization_id, 'SMS', '+94771239876', id, 'en', 'x', 'Dear Zebulon', 'x' from customers where name = 'Zebulon Perera'",
        "insert into webhook_endpoints (id, direction) values ('00000000-0000-7000-8000-00000000000e', 'IN')",
        "insert into webhook_events (id, endpoint_id, event_type, dedupe_key, payload, status)
         values (gen_random_uuid(), '00000000-0000-7000-8000-00000000000e', 'order', 'x', '{\"phone\": \"0771239876\", \"name\": \"Zebulon\"}', 'PROCESSED')",
    ] {
        super::execute(&scope, sql).await;
    }
    app.drain().await;
    audit::service::seal(&app.db).await.unwrap();

    assert_eq!(refusal(anonymise(&scope, id, "Zebulon").await), "customers-error-confirm-name");
    assert_eq!(refusal(anonymise(&scope, id, "zebulon perera ").await), "customers-error-open-orders");
    assert_eq!(refusal(anonymise(&app.other_scope(), id, "zebulon perera").await), "not found");
    cancel(&scope, order, "Zebulon changed his mind").await.unwrap();
    app.drain().await;
    assert!(places_with(&scope, &WORDS).await.len() > 15, "the words are where they should be found before");
    anonymise(&scope, id, "zebulon perera ").await.unwrap();
    app.drain().await;
    let found = places_with(&scope, &WORDS).await;
    assert!(found.is_empty(), "{found:#?}");

    let person = detail(&scope, id).await.unwrap();
    assert!(person.name.starts_with("Anonymous ") && person.anonymised_at.is_some() && person.identifiers.is_empty());
    assert_eq!(person.consents.len(), 1, "what they agreed to stays");
    assert_eq!(totals(&scope, id).await.0, 0);
    assert_eq!(tenant_count(&scope, "select count(*) from audit_logs where action = 'customers.anonymised'").await, 1);
    assert_eq!(detail(&scope, witness).await.unwrap().name, "Kamala Silva");
    assert_eq!(tenant_count(&scope, "select count(*) from orders where shipping_address ->> 'full_name' = 'Kamala Silva'").await, 1);
    assert_eq!(refusal(undo(&scope, merge_id).await), "customers-error-anonymised");
    assert_eq!(refusal(anonymise(&scope, id, &person.name).await), "customers-error-anonymised");
    // The chain of the log holds without the values.
    audit::service::seal(&app.db).await.unwrap();
    app.clock.advance(chrono::TimeDelta::hours(1));
    assert_books(&scope).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn only_who_looks_after_the_organization_forgets_people() {
    let app = TestApp::start().await;
    let id = customer(&app.scope(), "Nimal", "0771234567", "").await;
    for role in BUILT_IN_ROLES {
        let may = role.permissions.contains(&Permission::CustomersAnonymise);
        assert_eq!(may, ["OWNER", "ADMIN"].contains(&role.name), "{}", role.name);
    }
    let page = app.sign_in("STAFF").await.open(&format!("/customers/{id}")).await;
    assert!(!page.has("form[action='/api/customers/anonymise_customer']"));
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open(&format!("/customers/{id}")).await;
    let refused = owner.submit_form(&page, "form[action='/api/customers/anonymise_customer']", &[("confirm", "Somebody")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has(".confirm[open]"), "the question stays open");
    let done = owner.submit_form(&refused, "form[action='/api/customers/anonymise_customer']", &[("confirm", "nimal")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.visible());
    assert!(done.visible().contains("Anonymous"), "{}", done.visible());
    app.assert_quiet().await;
}
