//! What people are told: once, the right ones, in their language, and as they want it.

mod letters;
mod push;

use crate::support::TestApp;
use crate::support::fixtures::{self, member, order, product, tenant_count};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use serde_json::json;
use smartstore::domains::delivery::model::{CourierForm, DispatchInput};
use smartstore::domains::notifications::model::Kind;
use smartstore::domains::notifications::service::{Audience, Notice, device_name, notify, remove_old};
use smartstore::domains::{bulk, delivery, orders, platform};
use smartstore::server::live::Signal;
use smartstore::server::worker::{EVENT_DIED, Jobs};
use smartstore::server::{clock::new_id, outbox};
use smartstore::shared::Permission;
use uuid::Uuid;

/// A notice as a later domain makes it.
pub fn notice(key: &str, audience: Audience) -> Notice {
    Notice {
        kind: Kind::Order,
        title_key: "notifications-order-new-title",
        message_key: "notifications-order-new",
        data: json!({"number": "00K7M", "amount": "1250.00", "currency": "LKR"}),
        link: "/orders?status=PENDING".to_owned(),
        dedupe_key: key.to_owned(),
        audience,
        except: None,
    }
}

/// Tells, in a transaction of its own.
pub async fn tell(app: &TestApp, notice: Notice) -> usize {
    let mut work = app.scope().begin().await.unwrap();
    let told = notify(&mut work, notice).await.unwrap();
    work.commit().await.unwrap();
    told
}

/// The id of the organization's member with this role.
pub async fn user(app: &TestApp, role: &str) -> Uuid {
    sqlx::query_scalar("select id from users where email = $1")
        .bind(member(&app.organization, role).email)
        .fetch_one(app.db.global())
        .await
        .unwrap()
}

const ALL: &str = "select count(*) from notifications";

#[tokio::test]
async fn who_may_know_is_told_once_also_when_many_tell_at_once() {
    let app = TestApp::start().await;
    let holders = || notice("same", Audience::Holders(Permission::OrdersRead));
    let told = futures::future::join_all((0..8).map(|_| tell(&app, holders()))).await;
    assert_eq!(told.iter().sum::<usize>(), 5, "owner, admin, staff, warehouse and viewer, each once: {told:?}");
    assert_eq!(tenant_count(&app.scope(), ALL).await, 5);
    assert_eq!(tell(&app, holders()).await, 0);
    let events: i64 = sqlx::query_scalar("select count(*) from outbox_events where type = 'notifications.created'")
        .fetch_one(app.db.global())
        .await
        .unwrap();
    let tellers = told.iter().filter(|count| **count > 0).count();
    assert_eq!(usize::try_from(events).unwrap(), tellers, "who told nobody sends nothing");
    assert_eq!(tenant_count(&app.other_scope(), ALL).await, 0, "nobody of another organization");

    let owner = user(&app, "OWNER").await;
    assert_eq!(
        tell(&app, Notice { except: Some(owner), ..notice("done by the owner", Audience::Holders(Permission::OrdersRead)) }).await,
        4
    );
    assert_eq!(tell(&app, notice("one person", Audience::Person(owner))).await, 1);
    let stranger: Uuid = sqlx::query_scalar("select id from users where email = $1")
        .bind(member(&app.other, "OWNER").email)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(tell(&app, notice("a stranger", Audience::Person(stranger))).await, 0);
    sqlx::query("update memberships set status = 'DISABLED' where user_id = $1").bind(owner).execute(app.db.global()).await.unwrap();
    assert_eq!(tell(&app, notice("gone", Audience::Person(owner))).await, 0, "who left is not told");
    app.assert_quiet().await;
}

#[test]
fn a_signal_for_one_person_is_for_nobody_else() {
    let (organization, me, other) = (new_id(), new_id(), new_id());
    let own = Signal::parse(&format!("{organization} notifications.changed {me} {me}")).unwrap();
    assert!(own.concerns(organization, Some(me)));
    assert!(!own.concerns(organization, Some(other)));
    assert!(!own.concerns(organization, None));
    assert!(!own.concerns(other, Some(me)));
    let all = Signal::parse(&format!("{organization} orders.created {me}")).unwrap();
    assert!(all.concerns(organization, Some(other)) && all.only.is_none());
    assert!(Signal::parse(&format!("{organization} orders.created {me} everybody")).is_none());
}

#[tokio::test]
async fn the_bell_and_the_page_show_what_is_new_until_it_is_read() {
    let app = TestApp::start().await;
    product(&app.scope(), "LAMP-1", 5).await;
    let id = order(&app.scope(), &[("LAMP-1", 1)]).await;
    app.drain().await;
    let mut staff = app.sign_in("STAFF").await;
    let home = staff.open("/").await;
    assert_eq!(home.text("#bell .count"), "1");
    assert!(home.text("#bell .bell-entry .title").starts_with("New order "), "{}", home.text("#bell"));
    let influencer = app.sign_in("INFLUENCER").await.open("/notifications").await;
    assert!(!influencer.has("#bell .count") && !influencer.has(".notice-row"), "who may not see orders is not told of them");

    let page = staff.open("/notifications?view=unread").await;
    assert_eq!(page.texts(".notice-row.unread").len(), 1);
    assert!(page.text(".notice-row").contains("1,600.00"), "{}", page.text(".notice-row"));
    assert!(staff.open("/notifications?type=PAYMENT").await.texts(".notice-row").is_empty());
    assert_eq!(staff.open("/notifications?type=ORDER").await.texts(".notice-row").len(), 1);
    let opened = staff.submit_form(&page, ".notice-row form[action$=open_notification]", &[]).await;
    assert_eq!((opened.status, opened.path.as_str()), (StatusCode::OK, format!("/orders/{id}").as_str()));
    assert!(!opened.has("#bell .count"), "what was opened was read");
    assert!(staff.open("/notifications?view=unread").await.texts(".notice-row").is_empty());
    assert_eq!(staff.open("/notifications").await.texts(".notice-row").len(), 1);

    for number in 0..3 {
        tell(&app, notice(&format!("more {number}"), Audience::Holders(Permission::OrdersRead))).await;
    }
    let page = staff.open("/notifications").await;
    let page = staff.submit_form(&page, ".notice-row form[action$=mark_read]", &[]).await;
    assert_eq!(page.texts(".notice-row.unread").len(), 2);
    let page = staff.submit_form(&page, "form[action$=mark_all_read]", &[]).await;
    assert_eq!(page.texts(".notice-row.unread").len(), 0);

    // A colleague's are not one's own.
    let theirs: Uuid = sqlx::query_scalar("select id from notifications where user_id = $1 limit 1")
        .bind(user(&app, "VIEWER").await)
        .fetch_one(app.scope().begin().await.unwrap().conn())
        .await
        .unwrap();
    for function in ["open_notification", "mark_read"] {
        let answer = staff.call(&format!("/api/notifications/{function}"), &[("id", &theirs.to_string())]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{function}");
    }
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_long_list_is_paged() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    for number in 0..60 {
        tell(&app, notice(&format!("{number}"), Audience::Person(owner))).await;
        app.clock.advance(TimeDelta::seconds(1));
    }
    let mut browser = app.sign_in("OWNER").await;
    let first = browser.open("/notifications").await;
    assert_eq!((first.texts(".notice-row").len(), first.texts("#bell .bell-entry").len()), (50, 10));
    let next = first.attribute(".pager a[rel=next]", "href").unwrap();
    let second = browser.open(&next).await;
    assert_eq!(second.texts(".notice-row").len(), 10);
    let back = second.attribute(".pager a[rel=prev]", "href").unwrap();
    assert_eq!(browser.open(&back).await.texts(".notice-row").len(), 50);
}

/// The title keys that a person was told, oldest first.
async fn titles(app: &TestApp, role: &str) -> Vec<String> {
    sqlx::query_scalar("select title_key from notifications where user_id = $1 order by created_at, id")
        .bind(user(app, role).await)
        .fetch_all(app.scope().begin().await.unwrap().conn())
        .await
        .unwrap()
}

#[tokio::test]
async fn an_order_and_what_becomes_of_it_is_told_to_those_who_did_not_do_it() {
    let app = TestApp::start().await;
    product(&app.scope(), "LAMP-1", 5).await;
    let cancelled = order(&app.scope(), &[("LAMP-1", 1)]).await;
    let mut staff = app.sign_in("STAFF").await;
    let answer = staff.call("/api/orders/cancel_order", &[("order_id", &cancelled.to_string()), ("reason", "changed their mind")]).await;
    assert!(answer.status.is_success(), "{answer:?}");
    let sent = order(&app.scope(), &[("LAMP-1", 1)]).await;
    orders::service::confirm(&app.scope(), sent).await.unwrap();
    orders::service::pack(&app.scope(), sent).await.unwrap();
    let form = CourierForm { name: "Sunil".to_owned(), kind: "RIDER".to_owned(), ..CourierForm::default() };
    let courier_id = delivery::service::create_courier(&app.scope(), &form).await.unwrap().to_string();
    delivery::service::dispatch(&app.scope(), sent, &DispatchInput { courier_id, ..DispatchInput::default() }).await.unwrap();
    delivery::service::bring_back(&app.scope(), sent, "nobody at home").await.unwrap();
    let answer = staff
        .call(
            "/api/payments/record_payment",
            &[("order_id", &sent.to_string()), ("method", "BANK_TRANSFER"), ("amount", "100"), ("key", "1")],
        )
        .await;
    assert!(answer.status.is_success(), "{answer:?}");
    app.assert_quiet().await;
    let told = titles(&app, "OWNER").await;
    for key in ["order-new", "order-cancelled", "parcel-returned", "payment-failed", "payment-received"] {
        assert!(told.contains(&format!("notifications-{key}-title")), "{key} is not in {told:?}");
    }
    let own = titles(&app, "STAFF").await;
    for key in ["order-cancelled", "payment-received"] {
        assert!(!own.contains(&format!("notifications-{key}-title")), "who did it knows it: {own:?}");
    }
    let warehouse = titles(&app, "WAREHOUSE").await;
    assert!(!warehouse.iter().any(|key| key.contains("payment")), "{warehouse:?}");
}

#[tokio::test]
async fn work_that_failed_for_good_is_told_to_who_looks_after_the_system() {
    let app = TestApp::start().await;
    let mut work = app.scope().begin().await.unwrap();
    outbox::emit(&mut work, "test.hopeless", new_id(), json!({})).await.unwrap();
    work.commit().await.unwrap();
    let failing = Jobs::default().on("test.hopeless", |_, _| async { anyhow::bail!("hopeless") });
    for _ in 0..10 {
        app.drain_with(&failing.clone().on(EVENT_DIED, smartstore::domains::platform::jobs::event_died)).await;
        app.clock.advance(TimeDelta::hours(2));
    }
    assert_eq!(titles(&app, "OWNER").await, ["notifications-dead-title"]);
    assert!(titles(&app, "STAFF").await.is_empty());
    let page = app.sign_in("OWNER").await.open("/notifications").await;
    assert!(page.text(".notice-row").contains("test.hopeless"), "{}", page.text(".notice-row"));
}

#[tokio::test]
async fn the_end_of_an_import_and_drift_in_the_books_are_told_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    let things = fixtures::things(&scope).await;
    let mut work = scope.begin().await.unwrap();
    sqlx::query("delete from notifications").execute(work.conn()).await.unwrap();
    sqlx::query("update import_jobs set created_by = $1, status = 'COMPLETED'")
        .bind(user(&app, "STAFF").await)
        .execute(work.conn())
        .await
        .unwrap();
    work.commit().await.unwrap();
    let ended = new_id();
    for event in [ended, ended] {
        bulk::service::tell_ended(&scope, things.import, event).await.unwrap();
        platform::service::tell_drift(&scope, 2).await.unwrap();
    }
    assert_eq!(titles(&app, "STAFF").await, ["notifications-import-done-title"], "who started it");
    assert_eq!(titles(&app, "ADMIN").await, ["notifications-drift-title"], "who looks after the system");
    app.clock.advance(TimeDelta::days(1));
    platform::service::tell_drift(&scope, 2).await.unwrap();
    assert_eq!(titles(&app, "ADMIN").await.len(), 2, "once a day");
}

#[tokio::test]
async fn what_was_read_goes_after_ninety_days() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    tell(&app, notice("read", Audience::Person(owner))).await;
    app.sign_in("OWNER").await.post_form("/api/notifications/mark_all_read", &[]).await;
    tell(&app, notice("unread", Audience::Person(owner))).await;
    app.clock.advance(TimeDelta::days(89));
    assert_eq!(remove_old(&app.scope()).await.unwrap(), 0);
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(remove_old(&app.scope()).await.unwrap(), 1);
    assert_eq!(tenant_count(&app.scope(), ALL).await, 1, "what nobody has seen is kept");
}

#[tokio::test]
async fn settings_are_kept_and_devices_removed_by_their_owner_only() {
    let app = TestApp::start().await;
    let things = fixtures::things(&app.scope()).await;
    let mut owner = app.sign_in("OWNER").await;
    let page = owner.open("/notifications/settings").await;
    assert_eq!(page.texts("[data-device], li.toolbar").len(), 2, "the browser and the app");
    assert!(page.has("input[name=sms][disabled]") && !page.has("input[name^=muted]"));
    let form = "form[action$=save_settings]";
    let page = owner.submit_form(&page, form, &[("email", ""), ("promotion", ""), ("digest", "HOURLY")]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert!(
        !page.has("input[name=email][checked]") && !page.has("input[name=promotion][checked]") && page.has("input[name=order][checked]")
    );
    assert!(page.has("input[name=digest][value=HOURLY][checked]"));
    let refused = owner.post_form("/api/notifications/save_settings", &[("digest", "YEARLY")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let device = things.device.to_string();
    let answer = app.sign_in("ADMIN").await.call("/api/notifications/remove_device", &[("device_id", &device)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = owner.post_form("/api/notifications/remove_device", &[("device_id", &device)]).await;
    assert_eq!(page.headers.get(header::LOCATION).unwrap(), "/notifications/settings");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from pwa_subscriptions").await, 0);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action like 'notifications.%'").await, 2);
}

#[tokio::test]
async fn an_app_says_where_it_is_told_and_its_owner_removes_it() {
    const REGISTER: &str = "/api/notifications/register_device";
    const FORGET: &str = "/api/notifications/forget_device";
    const TOKENS: &str = "select count(*) from device_tokens";
    let app = TestApp::start().await;
    let mut owner = app.sign_in("OWNER").await;
    let long = "x".repeat(4097);
    for (platform, token, name) in [
        ("IOS", "", ""),
        ("ios", "abc", ""),
        ("", "abc", ""),
        ("ANDROID", "with blank", ""),
        ("ANDROID", "සිංහල", ""),
        ("ANDROID", long.as_str(), ""),
        ("WEB", "abc", &long[..101]),
    ] {
        let refused = owner.call(REGISTER, &[("platform", platform), ("token", token), ("device_name", name)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{platform} {token}");
    }
    for (platform, token, name) in [("IOS", "apple:1", ""), ("ANDROID", "google:1", "Pixel of the shop"), ("ANDROID", "google:1", "Pixel")]
    {
        let taken = owner.call(REGISTER, &[("platform", platform), ("token", token), ("device_name", name)]).await;
        assert_eq!(taken.status, StatusCode::OK, "{taken:?}");
    }
    assert_eq!(tenant_count(&app.scope(), TOKENS).await, 2, "the same token is the same device");
    assert_eq!(tenant_count(&app.other_scope(), TOKENS).await, 0);
    let page = owner.open("/notifications/settings").await;
    let shown = page.texts("li.toolbar");
    assert!(shown[0].starts_with("Pixel") && shown[1].starts_with("iPhone or iPad"), "{shown:?}");
    assert!(!shown[0].contains("shop") && shown[0].contains("nothing is sent to it yet"), "{shown:?}");
    let mut staff = app.sign_in("STAFF").await;
    assert_eq!(staff.call(FORGET, &[("token", "apple:1")]).await.status, StatusCode::NOT_FOUND, "it is somebody else's");
    // The phone is handed over.
    assert_eq!(staff.call(REGISTER, &[("platform", "IOS"), ("token", "apple:1")]).await.status, StatusCode::OK);
    assert_eq!(tenant_count(&app.scope(), TOKENS).await, 2);
    assert_eq!(owner.call(FORGET, &[("token", "apple:1")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(staff.call(FORGET, &[("token", "apple:1")]).await.status, StatusCode::OK);
    let page = owner.submit_form(&page, "li.toolbar form[action$=remove_device]", &[]).await;
    assert!(page.texts("li.toolbar").is_empty(), "{page:?}");
    for number in 0..22 {
        app.clock.advance(TimeDelta::seconds(1));
        owner.call(REGISTER, &[("platform", "WEB"), ("token", &format!("token-{number}"))]).await;
    }
    assert_eq!(tenant_count(&app.scope(), TOKENS).await, 20, "the oldest go");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from device_tokens where token in ('token-0', 'token-1')").await, 0);
    let log = "select count(*) from audit_logs where action in ('notifications.device_added', 'notifications.device_removed')";
    assert_eq!(tenant_count(&app.scope(), log).await, 26, "24 came, 2 were removed");
    app.assert_quiet().await;
}

#[test]
fn devices_have_names_that_people_know() {
    for (agent, name) in [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
        ("", "Web"),
    ] {
        assert_eq!(device_name(agent), name);
    }
}
