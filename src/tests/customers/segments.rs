//! Segments: who meets saved conditions, counted anew each time.

use super::{customer, execute, refusal};
use crate::support::TestApp;
use axum::http::StatusCode;
use smartstore::domains::customers::model::{CustomerFilter, SegmentForm};
use smartstore::domains::customers::service::{count_members, create_segment, delete_segment, list, segment, segments, update_segment};
use smartstore::server::Scope;
use smartstore::shared::paging::PageRequest;

/// Takes back what the books would ask orders for.
async fn forget_totals(scope: &Scope) {
    let sql = "update customers set total_orders = 0, total_spent = 0, delivered_count = 0, refused_count = 0";
    execute(scope, sql).await;
}

async fn people(scope: &Scope) {
    let nimal = customer(scope, "Nimal", "0771234567", "").await;
    customer(scope, "Kamala", "0712223333", "").await;
    customer(scope, "குமரன்", "0715556666", "").await;
    execute(
        scope,
        "update customers set tags = '{friend}', locale = 'si', total_orders = 5, total_spent = 12500, delivered_count = 4,
                    refused_count = 1, last_order_at = now() - interval '10 days' where name = 'Nimal'",
    )
    .await;
    execute(
        scope,
        "update customers set locale = 'ta', total_orders = 1, total_spent = 990, delivered_count = 1,
                    last_order_at = now() - interval '200 days' where name = 'குமரன்'",
    )
    .await;
    execute(
        scope,
        "insert into customer_addresses (id, customer_id, full_name, line1, district)
                    select gen_random_uuid(), id, name, '1 Lake Road', ' Kandy' from customers where name <> 'Kamala'",
    )
    .await;
    for (granted, day) in [(true, "2020-01-01"), (false, "2021-01-01"), (true, "2022-01-01")] {
        let mut work = scope.begin().await.unwrap();
        sqlx::query(
            "insert into customer_consents (id, customer_id, channel, purpose, granted, source, at)
             values (gen_random_uuid(), $1, 'SMS', 'MARKETING', $2, 'PHONE', $3::text::timestamptz)",
        )
        .bind(nimal)
        .bind(granted)
        .bind(day)
        .execute(work.conn())
        .await
        .unwrap();
        work.commit().await.unwrap();
    }
}

#[tokio::test]
async fn each_condition_counts_who_meets_it() {
    let app = TestApp::start().await;
    let scope = app.scope();
    people(&scope).await;
    let form = SegmentForm::default;
    let cases = [
        (SegmentForm { status: "ACTIVE".into(), ..form() }, 3),
        (SegmentForm { status: "BLOCKED".into(), ..form() }, 0),
        (SegmentForm { tag: "friend".into(), ..form() }, 1),
        (SegmentForm { language: "ta".into(), ..form() }, 1),
        (SegmentForm { district: "KANDY".into(), ..form() }, 2),
        (SegmentForm { spent_from: "990.00".into(), ..form() }, 2),
        (SegmentForm { spent_from: "991".into(), spent_to: "12,500".into(), ..form() }, 1),
        (SegmentForm { orders_from: "1".into(), orders_to: "4".into(), ..form() }, 1),
        (SegmentForm { delivered_from: "2".into(), ..form() }, 1),
        (SegmentForm { refused_from: "1".into(), ..form() }, 1),
        (SegmentForm { last_within: "30".into(), ..form() }, 1),
        (SegmentForm { last_over: "90".into(), ..form() }, 2),
        (SegmentForm { consent: "SMS MARKETING".into(), ..form() }, 1),
        (SegmentForm { consent: "EMAIL MARKETING".into(), ..form() }, 0),
        (SegmentForm { district: "Kandy".into(), language: "si".into(), last_within: "5".into(), ..form() }, 0),
    ];
    for (form, count) in cases {
        assert_eq!(count_members(&scope, &form).await.unwrap(), count, "{form:?}");
        assert_eq!(count_members(&app.other_scope(), &form).await.unwrap(), 0);
    }
    for (form, key) in [
        (SegmentForm { orders_from: "many".into(), ..form() }, "customers-error-number"),
        (SegmentForm { last_over: "-1".into(), ..form() }, "customers-error-number"),
        (SegmentForm { consent: "SMS".into(), ..form() }, "error-choice"),
        (SegmentForm { status: "GONE".into(), ..form() }, "error-choice"),
    ] {
        assert_eq!(refusal(count_members(&scope, &form).await), key, "{form:?}");
    }
    forget_totals(&app.scope()).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_segment_narrows_the_list_and_follows_the_people() {
    let app = TestApp::start().await;
    let scope = app.scope();
    people(&scope).await;
    let saved = SegmentForm { name: "Friends".into(), tag: "friend".into(), ..SegmentForm::default() };
    let id = create_segment(&scope, &saved).await.unwrap();
    assert_eq!(refusal(create_segment(&scope, &saved).await), "customers-error-segment-taken");
    let nothing = SegmentForm { name: "Nothing".into(), ..SegmentForm::default() };
    assert_eq!(refusal(create_segment(&scope, &nothing).await), "customers-error-no-condition");
    let filter = CustomerFilter { segment: Some(id), ..CustomerFilter::default() };
    let names = async |scope: &Scope, filter: &CustomerFilter| -> Vec<String> {
        list(scope, filter, PageRequest::default()).await.unwrap().0.rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(names(&scope, &filter).await, ["Nimal"]);
    execute(&scope, "update customers set tags = '{friend}' where name = 'Kamala'").await;
    assert_eq!(names(&scope, &filter).await, ["Kamala", "Nimal"]);
    let searched = CustomerFilter { query: Some("kama".into()), ..filter.clone() };
    assert_eq!(names(&scope, &searched).await, ["Kamala"]);
    assert_eq!(segments(&scope, PageRequest::default()).await.unwrap().rows[0].1, 2);
    assert_eq!(refusal(list(&app.other_scope(), &filter, PageRequest::default()).await), "not found");

    let known = segment(&scope, id).await.unwrap();
    let opened = SegmentForm::of(&known.name, &known.conditions);
    let base = serde_json::to_string(&opened).unwrap();
    let mine = SegmentForm { tag: String::new(), language: "ta".into(), ..opened.clone() };
    update_segment(&scope, id, &base, &mine).await.unwrap();
    assert_eq!(names(&scope, &filter).await, ["குமரன்"]);
    let theirs = SegmentForm { language: "si".into(), ..opened };
    assert_eq!(refusal(update_segment(&scope, id, &base, &theirs).await), "form-clash");
    delete_segment(&scope, id).await.unwrap();
    assert_eq!(refusal(delete_segment(&scope, id).await), "not found");
    forget_totals(&app.scope()).await;
    app.assert_quiet().await;
}

#[tokio::test]
async fn the_form_counts_before_it_saves() {
    let app = TestApp::start().await;
    people(&app.scope()).await;
    let mut browser = app.sign_in("STAFF").await;
    let page = browser.open("/customers/segments/new?count=1&name=Kandy&district=kandy").await;
    assert!(page.text(".alert .title").contains('2'), "{}", page.visible());
    assert_eq!(page.attribute("#district", "value").as_deref(), Some("kandy"));
    let list = browser.submit_form(&page, "form[action='/api/customers/create_segment']", &[]).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.visible());
    assert_eq!(list.texts("table .row-link").len(), 2);
    let refused = browser.post_form("/api/customers/create_segment", &[("name", ""), ("orders_from", "x")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    forget_totals(&app.scope()).await;
    app.assert_quiet().await;
}
