//! What the platform's administrators decide about organizations, and that it holds everywhere.

use crate::support::TestApp;
use crate::support::fixtures::{self, tenant_count, things};
use crate::support::{Browser, Page};
use axum::http::StatusCode;
use smartstore::domains::access::service::set_platform_admin;
use smartstore::server::i18n::text_with;
use smartstore::shared::{AppError, Area, Language, Permission};
use uuid::Uuid;

async fn admin(app: &TestApp) -> Browser {
    fixtures::make_platform_admin(&app.other_scope(), "OWNER").await;
    app.sign_in_as(&fixtures::member(&app.other, "OWNER")).await
}

async fn set_status(app: &TestApp, status: &str) {
    sqlx::query("update organizations set status = $2 where id = $1")
        .bind(app.organization.id)
        .bind(status)
        .execute(app.db.global())
        .await
        .unwrap();
}

async fn switch_off(app: &TestApp, area: Area) {
    sqlx::query("update organizations set features = jsonb_build_object($2::text, false) where id = $1")
        .bind(app.organization.id)
        .bind(area.key())
        .execute(app.db.global())
        .await
        .unwrap();
}

fn form(page: &str) -> String {
    format!("form[action='/api/platform/{page}']")
}

// ---- who they are

#[tokio::test]
async fn only_the_command_makes_a_platform_administrator() {
    let app = TestApp::start().await;
    let email = fixtures::member(&app.organization, "OWNER").email;
    let mut browser = app.sign_in("OWNER").await;
    for path in ["/platform/organizations".to_owned(), format!("/platform/organizations/{}", app.other.id)] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.visible().contains("Galle Test"), "{path}");
    }
    assert!(!browser.open("/").await.has("a[href='/platform/organizations']"));
    let refused = browser
        .call("/api/platform/change_plan", &[("organization_id", &app.organization.id.to_string()), ("plan", "PRO"), ("plan_reason", "x")])
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    let (db, clock) = (&app.db, app.clock.clock());
    assert!(matches!(
        set_platform_admin(db, &clock, "nobody@x.example", true).await,
        Err(smartstore::server::Error::App(AppError::NotFound))
    ));
    assert!(set_platform_admin(db, &clock, &email.to_uppercase(), true).await.unwrap());
    assert!(!set_platform_admin(db, &clock, &email, true).await.unwrap(), "it is so already");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'access.platform_admin_granted'").await, 1);
    assert_eq!(browser.open("/platform/organizations").await.status, StatusCode::OK);
    assert!(browser.open("/").await.has("a[href='/platform/organizations']"));
    assert!(set_platform_admin(db, &clock, &email, false).await.unwrap());
    assert_eq!(browser.get("/platform/organizations").await.status, StatusCode::NOT_FOUND, "at once");
    app.assert_quiet().await;
}

// ---- the list

#[tokio::test]
async fn the_list_shows_every_organization_with_people_and_orders_of_thirty_days() {
    let app = TestApp::start().await;
    things(&app.scope()).await;
    let mut work = app.scope().begin().await.unwrap();
    sqlx::raw_sql(
        "insert into orders (id, order_number, subtotal, total, shipping_address, ordered_at)
         values (gen_random_uuid(), '00K9M', 0, 0, '{}', now() - interval '31 days')",
    )
    .execute(work.conn())
    .await
    .unwrap();
    work.commit().await.unwrap();
    let mut browser = admin(&app).await;
    let page = browser.open("/platform/organizations").await;
    assert_eq!(page.texts("tbody .row-link").len(), 2);
    let page = browser.open("/platform/organizations?q=KANDY").await;
    assert_eq!(page.texts("tbody .row-link"), ["Kandy Test"]);
    assert_eq!(page.texts("tbody td.num"), ["7", "1"]);
    for (query, count) in
        [("q=galle-t", 1), ("q=%25", 0), ("plan=FREE", 2), ("plan=PRO", 0), ("status=ACTIVE&q=test", 2), ("status=SUSPENDED", 0)]
    {
        let page = browser.open(&format!("/platform/organizations?{query}")).await;
        assert_eq!(page.texts("tbody .row-link").len(), count, "{query}");
    }
}

#[tokio::test]
async fn the_list_is_paged() {
    let app = TestApp::start().await;
    sqlx::query("insert into organizations (id, name, slug, created_at) select gen_random_uuid(), 'Shop ' || n, 'shop-' || n, now() - n * interval '1 day' from generate_series(1, 70) n")
        .execute(app.db.global())
        .await
        .unwrap();
    let mut browser = admin(&app).await;
    let first = browser.open("/platform/organizations").await;
    assert_eq!(first.texts("tbody .row-link").len(), 50);
    let second = browser.open(&first.attribute("a[rel=next]", "href").unwrap()).await;
    assert_eq!(second.texts("tbody .row-link").len(), 22);
    let again = browser.open(&second.attribute("a[rel=prev]", "href").unwrap()).await;
    assert_eq!(again.texts("tbody .row-link"), first.texts("tbody .row-link"));
}

// ---- decisions

async fn logged(app: &TestApp, action: &str) -> (Option<serde_json::Value>, Option<serde_json::Value>, Option<Uuid>) {
    let mut work = app.scope().begin().await.unwrap();
    sqlx::query_as("select old_values, new_values, user_id from audit_logs where action = $1")
        .bind(action)
        .fetch_one(work.conn())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_decision_needs_a_reason_and_stands_in_the_log_of_the_organization_concerned() {
    let app = TestApp::start().await;
    let mut browser = admin(&app).await;
    let path = format!("/platform/organizations/{}", app.organization.id);
    let page = browser.open(&path).await;
    let refused = browser.submit_form(&page, &form("change_plan"), &[("plan", "PRO"), ("plan_reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#plan_reason"]);
    assert_eq!(refused.attribute("#plan option[selected]", "value").as_deref(), Some("PRO"), "what was chosen is kept");

    let done = browser.submit_form(&page, &form("change_plan"), &[("plan", "PRO"), ("plan_reason", "Paid by invoice 17")]).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, path.as_str()));
    assert!(done.has(".toast"));
    let (old, new, by) = logged(&app, "platform.plan_changed").await;
    assert_eq!(old.unwrap(), serde_json::json!({"plan": "FREE"}));
    assert_eq!(new.unwrap(), serde_json::json!({"plan": "PRO", "reason": "Paid by invoice 17"}));
    let email: String = sqlx::query_scalar("select email from users where id = $1").bind(by).fetch_one(app.db.global()).await.unwrap();
    assert_eq!(email, fixtures::member(&app.other, "OWNER").email);
    assert_eq!(tenant_count(&app.other_scope(), "select count(*) from audit_logs where action = 'platform.plan_changed'").await, 0);

    browser.submit_form(&done, &form("change_plan"), &[("plan", "PRO"), ("plan_reason", "again")]).await;
    assert_eq!(
        tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'platform.plan_changed'").await,
        1,
        "no change, no line"
    );
    browser.submit_form(&done, &form("change_status"), &[("status", "SUSPENDED"), ("status_reason", "Bills are open")]).await;
    let (_, new, _) = logged(&app, "platform.status_changed").await;
    assert_eq!(new.unwrap(), serde_json::json!({"status": "SUSPENDED", "reason": "Bills are open"}));
    for (path, values) in [
        ("/api/platform/change_plan", [("plan", "GOLD"), ("plan_reason", "x")]),
        ("/api/platform/change_status", [("status", "GONE"), ("status_reason", "x")]),
        ("/api/platform/change_areas", [("areas[0]", "everything"), ("areas_reason", "x")]),
    ] {
        let id = app.organization.id.to_string();
        let answer = browser.call(path, &[&[("organization_id", id.as_str())][..], &values[..]].concat()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    // The owner of the organization reads it.
    let page = app.sign_in("OWNER").await.open("/settings/audit?action=platform.").await;
    assert!(page.body.contains("Bills are open") && page.body.contains("OWNER Test"), "{page:?}");
    app.assert_quiet().await;
}

#[tokio::test]
async fn two_decisions_at_once_are_both_written() {
    let app = TestApp::start().await;
    let browser = admin(&app).await;
    let id = app.organization.id.to_string();
    let (mut one, mut two) = (browser.clone(), browser);
    let plan = [("organization_id", id.as_str()), ("plan", "BASIC"), ("plan_reason", "x")];
    let status = [("organization_id", id.as_str()), ("status", "SUSPENDED"), ("status_reason", "y")];
    let (plan, status) = tokio::join!(one.call("/api/platform/change_plan", &plan), two.call("/api/platform/change_status", &status));
    assert!(plan.status.is_success() && status.status.is_success());
    let row: (String, String) = sqlx::query_as("select plan, status from organizations where id = $1")
        .bind(app.organization.id)
        .fetch_one(app.db.global())
        .await
        .unwrap();
    assert_eq!(row, ("BASIC".to_owned(), "SUSPENDED".to_owned()));
}

// ---- suspended and cancelled

/// Every place of the navigation, and pages below them.
async fn all_pages(browser: &mut Browser, own: &fixtures::Things) -> Vec<(String, Page)> {
    let mut pages = Vec::new();
    for path in [
        "/",
        "/orders",
        "/orders/new",
        "/customers",
        "/customers/new",
        "/payments",
        "/channels",
        "/products",
        "/products/new",
        "/categories",
        "/inventory",
        "/inventory/warehouses",
        "/imports",
        "/deliveries",
        "/couriers",
        "/settings/profile",
        "/settings/audit",
        "/settings/system",
    ]
    .map(ToOwned::to_owned)
    .into_iter()
    .chain([
        format!("/orders/{}", own.order),
        format!("/customers/{}", own.customer),
        format!("/customers/{}/edit", own.customer),
        format!("/products/{}", own.product),
        format!("/products/{}/edit", own.product),
        format!("/inventory/{}", own.variant),
        format!("/imports/{}", own.import),
    ]) {
        let page = browser.get(&path).await;
        pages.push((path, page));
    }
    pages
}

#[tokio::test]
async fn a_suspended_organization_reads_and_exports_everything_and_is_told_why_on_every_page() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    set_status(&app, "SUSPENDED").await;
    let mut browser = app.sign_in("OWNER").await;
    for (path, page) in all_pages(&mut browser, &own).await {
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let banner = page.text(".main > .alert");
        assert!(banner.contains("suspended") && banner.contains("help@platform.example"), "{path}: {banner}");
    }
    assert_eq!(browser.get("/settings/audit/export.csv").await.status, StatusCode::OK);
    assert_eq!(browser.get(&format!("/imports/{}/original", own.import)).await.status, StatusCode::OK);
    let refused = browser.call("/api/catalog/create_category", &[("name", "x")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for language in [Language::Si, Language::Ta] {
        browser.call("/api/access/choose_language", &[("language", language.code())]).await;
        let page = browser.open("/orders").await;
        assert!(page.visible().contains(&text_with(language, "suspended-title", &[])), "{language:?}");
    }
    set_status(&app, "ACTIVE").await;
    assert!(!browser.open("/orders").await.has(".main > .alert"));
}

#[tokio::test]
async fn only_the_owners_of_a_cancelled_organization_sign_in_and_change_nothing() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut staff = app.sign_in("STAFF").await;
    staff.open("/orders").await;
    set_status(&app, "CANCELLED").await;
    assert_eq!(staff.get("/orders").await.status, StatusCode::SEE_OTHER, "who is in is out at once");
    for role in ["ADMIN", "STAFF", "VIEWER"] {
        let member = fixtures::member(&app.organization, role);
        let mut browser = app.stranger();
        browser.open("/login").await;
        let page = browser.post_form("/api/access/sign_in", &[("email", &member.email), ("password", fixtures::PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        assert!(page.visible().contains("cancelled"), "{role}: {page:?}");
        let wrong = browser.post_form("/api/access/sign_in", &[("email", &member.email), ("password", "wrong")]).await;
        assert!(!wrong.visible().contains("cancelled"), "a stranger learns nothing");
    }
    let mut owner = app.sign_in("OWNER").await;
    for (path, page) in all_pages(&mut owner, &own).await {
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text(".main > .alert").contains("cancelled"), "{path}");
    }
    assert_eq!(owner.get("/settings/audit/export.csv").await.status, StatusCode::OK);
    let refused = owner.call("/api/catalog/create_category", &[("name", "x")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("error-organization-cancelled"));
}

#[tokio::test]
async fn who_also_belongs_to_a_living_organization_signs_in_there() {
    let app = TestApp::start().await;
    let member = fixtures::member(&app.organization, "STAFF");
    fixtures::add_member(&app.other_scope(), &member).await;
    set_status(&app, "CANCELLED").await;
    let mut browser = app.sign_in_as(&member).await;
    let page = browser.open("/settings/profile").await;
    assert_eq!(page.text(".sidebar-brand .name"), "Galle Test");
    assert!(!page.visible().contains("Kandy Test"), "what cannot be entered is not offered");
    let refused = browser.call("/api/access/choose_organization", &[("organization_id", &app.organization.id.to_string())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

// ---- areas

/// The area that a path lies in.
fn area_of(path: &str) -> Option<Area> {
    Some(match path.split(['/', '?']).nth(1)? {
        "orders" => Area::Orders,
        "customers" => Area::Customers,
        "payments" => Area::Payments,
        "channels" => Area::Channels,
        "products" | "categories" | "brands" | "size-guides" => Area::Catalog,
        "inventory" => Area::Inventory,
        "imports" => Area::Imports,
        "deliveries" | "couriers" => Area::Delivery,
        _ => return None,
    })
}

#[test]
fn every_permission_of_daily_work_belongs_to_one_area() {
    for permission in Permission::ALL {
        let areas: Vec<&Area> = Area::ALL.iter().filter(|area| area.permissions().contains(permission)).collect();
        let stays =
            ["users.", "roles.", "settings.", "translations.", "audit.", "system."].iter().any(|start| permission.key().starts_with(start));
        assert_eq!(areas.len(), usize::from(!stays), "{}", permission.key());
    }
    for area in Area::ALL {
        assert_eq!(Area::parse(area.key()), Some(*area));
    }
}

#[tokio::test]
async fn an_area_that_is_switched_off_is_gone_and_the_others_work() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    for area in Area::ALL {
        switch_off(&app, *area).await;
        for (path, page) in all_pages(&mut browser, &own).await {
            let is_off = area_of(&path) == Some(*area);
            assert_eq!(page.status, if is_off { StatusCode::NOT_FOUND } else { StatusCode::OK }, "{path} without {area:?}: {page:?}");
            if is_off {
                let sentence = text_with(Language::En, "error-switched-off", &[("area", area.key().into())]);
                assert!(page.visible().contains(&sentence) && sentence.contains("switched off"), "{path}: {page:?}");
            }
            for href in page.attributes(".sidebar a.nav-link, .bottombar a", "href") {
                assert_ne!(area_of(&href), Some(*area), "the navigation of {path} still has {href}");
            }
        }
    }
}

#[tokio::test]
async fn the_functions_of_an_area_that_is_switched_off_refuse() {
    let app = TestApp::start().await;
    let own = things(&app.scope()).await;
    let mut browser = app.sign_in("OWNER").await;
    let (order, store) = (own.order.to_string(), own.store.to_string());
    for (area, path, values) in [
        (Area::Orders, "/api/orders/confirm_order", vec![("order_id", order.as_str())]),
        (Area::Customers, "/api/customers/create_customer", vec![("name", "x")]),
        (Area::Catalog, "/api/catalog/create_category", vec![("name", "x")]),
        (Area::Inventory, "/api/inventory/create_warehouse", vec![("name", "x"), ("code", "X")]),
        (Area::Delivery, "/api/delivery/create_courier", vec![("name", "x"), ("kind", "RIDER")]),
        (Area::Delivery, "/api/delivery/dispatch_order", vec![("order_id", order.as_str())]),
        (Area::Channels, "/api/platform/create_connection", vec![("store_id", store.as_str())]),
    ] {
        switch_off(&app, area).await;
        let answer = browser.call(path, &values).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(serde_json::from_str::<AppError>(&answer.body).unwrap(), AppError::SwitchedOff(area.key().to_owned()), "{path}");
    }
    switch_off(&app, Area::Imports).await;
    assert_eq!(browser.get(&format!("/imports/{}/original", own.import)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn administrators_switch_areas_off_and_on_again() {
    let app = TestApp::start().await;
    sqlx::query("update organizations set features = '{\"beta\": true}'").execute(app.db.global()).await.unwrap();
    let mut browser = admin(&app).await;
    let path = format!("/platform/organizations/{}", app.organization.id);
    let page = browser.open(&path).await;
    assert_eq!(page.attributes("input[type=checkbox][checked]", "value").len(), Area::ALL.len());
    let payments = page.attribute("#area-payments", "name").unwrap();
    let done = browser.submit_form(&page, &form("change_areas"), &[(payments.as_str(), ""), ("areas_reason", "Not booked")]).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, path.as_str()), "{done:?}");
    assert!(!done.has("#area-payments[checked]") && done.has("#area-orders[checked]"));
    let features = |app: &TestApp| {
        let (db, id) = (app.db.clone(), app.organization.id);
        async move {
            sqlx::query_scalar::<_, serde_json::Value>("select features from organizations where id = $1")
                .bind(id)
                .fetch_one(db.global())
                .await
                .unwrap()
        }
    };
    assert_eq!(features(&app).await, serde_json::json!({"beta": true, "payments": false}));
    let mut owner = app.sign_in("OWNER").await;
    assert_eq!(owner.get("/payments").await.status, StatusCode::NOT_FOUND);
    browser.submit_form(&done, &form("change_areas"), &[(payments.as_str(), "payments"), ("areas_reason", "Booked")]).await;
    assert_eq!(features(&app).await, serde_json::json!({"beta": true}));
    assert_eq!(owner.get("/payments").await.status, StatusCode::OK);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from audit_logs where action = 'platform.areas_changed'").await, 2);
    // Nothing ticked switches everything off; the order of the boxes does not matter.
    let id = app.organization.id.to_string();
    browser.call("/api/platform/change_areas", &[("organization_id", &id), ("areas[6]", "orders"), ("areas_reason", "x")]).await;
    let off = features(&app).await;
    assert_eq!(off.as_object().unwrap().values().filter(|value| **value == serde_json::Value::Bool(false)).count(), Area::ALL.len() - 1);
    app.assert_quiet().await;
}
