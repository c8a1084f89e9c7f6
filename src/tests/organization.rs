//! Settings of an organization, its logo, people's pictures, and the form that carries files.

use crate::support::fixtures::{new_order, order, product, tenant_count};
use crate::support::{Browser, Page, TestApp};
use axum::http::{StatusCode, header};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};
use smartstore::domains::access::model::{OrganizationSettings, WeekStart};
use smartstore::domains::access::service::organization;
use smartstore::domains::orders::service::create;
use smartstore::server::Scope;
use smartstore::server::forms::percent_encode;
use std::io::Cursor;

const PATH: &str = "/settings/organization";
const ABOUT: &str = "form[action='/api/access/update_organization']";
const REGION: &str = "form[action='/api/access/update_region']";
const LOGO: &str = "form[action='/api/access/upload_logo']";
const PICTURE: &str = "form[action='/api/access/upload_picture']";

fn jpeg() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::from_pixel(200, 100, image::Rgb([20, 120, 90]))).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

async fn settings(app: &TestApp) -> OrganizationSettings {
    OrganizationSettings::read(&stored(app).await)
}

async fn stored(app: &TestApp) -> Value {
    sqlx::query_scalar("select settings from organizations where id = $1")
        .bind(app.organization.id)
        .fetch_one(app.db.global())
        .await
        .unwrap()
}

async fn audit(app: &TestApp, action: &str) -> Vec<(Value, Value)> {
    let mut work = app.scope().begin().await.unwrap();
    sqlx::query_as("select old_values, new_values from audit_logs where action = $1 order by created_at, id")
        .bind(action)
        .fetch_all(work.conn())
        .await
        .unwrap()
}

/// The scope as a request after the change has it.
async fn fresh(app: &TestApp) -> Scope {
    Scope::system(app.db.clone(), app.clock.clock(), organization(&app.db, app.organization.id).await.unwrap())
}

/// A picture that the page shows opens.
async fn assert_opens(browser: &mut Browser, page: &Page, css: &str) {
    let src = page.attribute(css, "src").unwrap_or_else(|| panic!("no {css}: {page:?}"));
    assert!(src.starts_with("/files/"), "{src}");
    let (status, headers, _) = browser.download(&src).await;
    assert_eq!((status, headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::OK, "image/jpeg"), "{src}");
}

#[tokio::test]
async fn the_owner_says_who_the_organization_is() {
    let app = TestApp::start().await;
    sqlx::query("update organizations set settings = '{\"security\": {\"idle_minutes\": 30}}' where id = $1")
        .bind(app.organization.id)
        .execute(app.db.global())
        .await
        .unwrap();
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PATH).await;
    let typed = [
        ("name", " Kandy Lamps "),
        ("legal_name", "Kandy Lamps (Pvt) Ltd"),
        ("line1", "24 Dalada Veediya"),
        ("city", "Kandy"),
        ("phone", "081 222 3456"),
        ("email", "Hello@Kandy.Example"),
        ("tax_ids[0][kind]", "VAT"),
        ("tax_ids[0][number]", "174532986-7000"),
    ];
    let page = browser.submit_form(&page, ABOUT, &typed).await;
    assert_eq!(page.path, PATH, "{page:?}");
    assert!(page.text(".sidebar-brand").contains("Kandy Lamps"));
    let settings = settings(&app).await;
    assert_eq!((settings.address.city.as_str(), settings.email.as_str()), ("Kandy", "hello@kandy.example"));
    assert_eq!(settings.tax_ids.len(), 1);
    assert_eq!(stored(&app).await["security"]["idle_minutes"], 30, "what others keep there stays");
    let log = audit(&app, "access.organization_changed").await;
    assert_eq!(log.len(), 1);
    assert_eq!((&log[0].0["name"], &log[0].1["name"]), (&json!("Kandy Test"), &json!("Kandy Lamps")));
    // Nothing changed: nothing is logged. Cleared: the row is gone.
    let page = browser.submit_form(&page, ABOUT, &[]).await;
    assert_eq!(audit(&app, "access.organization_changed").await.len(), 1);
    browser.submit_form(&page, ABOUT, &[("tax_ids[0][kind]", ""), ("tax_ids[0][number]", "")]).await;
    assert!(self::settings(&app).await.tax_ids.is_empty());
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_with_the_reasons_beside_the_fields() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("ADMIN").await;
    let page = browser.open(PATH).await;
    let typed = [("name", ""), ("email", "nobody"), ("phone", "call me"), ("city", "Galle"), ("tax_ids[1][number]", "77")];
    let page = browser.submit_form(&page, ABOUT, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "email", "phone"] {
        assert!(page.has(&format!("#{field}-error")), "{field}: {page:?}");
    }
    assert!(page.has("[id='tax_ids[1][kind]-error']"));
    assert_eq!(page.attribute("#city", "value").as_deref(), Some("Galle"));
    assert_eq!(page.attribute("[id='tax_ids[1][number]']", "value").as_deref(), Some("77"));
    let page = browser.open(PATH).await;
    let typed = [("time_zone", "Asia/Nowhere"), ("number_prefix", "OIL")];
    let page = browser.submit_form(&page, REGION, &typed).await;
    assert!(page.has("#time_zone-error") && page.has("#number_prefix-error"), "{page:?}");
    assert!(page.texts("#zones option").len() > 300);
    assert_eq!(page.attribute("#zones option", "value").as_deref(), Some("Asia/Colombo"));
}

#[tokio::test]
async fn two_who_edit_different_fields_both_get_their_way_and_the_same_field_is_asked_about() {
    let app = TestApp::start().await;
    let mut first = app.sign_in("OWNER").await;
    let mut second = app.sign_in("ADMIN").await;
    let first_page = first.open(PATH).await;
    let second_page = second.open(PATH).await;
    let tax = [("tax_ids[0][kind]", "VAT"), ("tax_ids[0][number]", "174532986")];
    let done = first.submit_form(&first_page, ABOUT, &[&[("name", "First"), ("phone", "081 222 3456")], tax.as_slice()].concat()).await;
    assert_eq!(done.status, StatusCode::OK);
    first.submit_form(&first_page, REGION, &[("number_prefix", "KC")]).await;
    let refused = second.submit_form(&second_page, ABOUT, &[("name", "Second"), ("city", "Kandy")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    let message = refused.text("#name-error");
    for part in ["OWNER Test", "First", "Kandy Test"] {
        assert!(message.contains(part), "{part} is missing in: {message}");
    }
    assert!(!refused.has("#phone-error") && !refused.has("#city-error"), "{refused:?}");
    assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Second"), "what was typed is kept");
    let saved = second.submit_form(&refused, ABOUT, &[]).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    assert_eq!(organization(&app.db, app.organization.id).await.unwrap().name, "Second");
    let now = settings(&app).await;
    assert_eq!((now.phone.as_str(), now.address.city.as_str()), ("081 222 3456", "Kandy"));
    assert_eq!(now.tax_ids.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["174532986"]);
    // The other form was made before the prefix was there, and says nothing of it.
    second.submit_form(&second_page, REGION, &[("week_start", "SUNDAY")]).await;
    let now = settings(&app).await;
    assert_eq!((now.order_number.prefix.as_str(), now.week_start), ("KC", WeekStart::Sunday));
    // Who does not say what the form was made from changes nothing that is newer.
    let blind = second.post_form("/api/access/update_organization", &[("version", "1"), ("name", "Third")]).await;
    assert_eq!(blind.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_currency_stays_once_there_are_orders() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PATH).await;
    let page = browser.submit_form(&page, REGION, &[("currency", "USD"), ("time_zone", "Europe/Berlin"), ("week_start", "SUNDAY")]).await;
    let changed = organization(&app.db, app.organization.id).await.unwrap();
    assert_eq!((changed.currency.as_str(), changed.time_zone.name()), ("USD", "Europe/Berlin"), "{page:?}");
    assert_eq!(settings(&app).await.week_start, WeekStart::Sunday);
    let scope = fresh(&app).await;
    product(&scope, "LAMP", 3).await;
    order(&scope, &[("LAMP", 1)]).await;
    let page = browser.open(PATH).await;
    assert!(page.has("#currency[disabled]"));
    let version = page.attribute(&format!("{REGION} [name=version]"), "value").unwrap();
    let typed = [
        ("version", version.as_str()),
        ("language", "si"),
        ("currency", "EUR"),
        ("time_zone", "Asia/Colombo"),
        ("week_start", "MONDAY"),
        ("number_length", "5"),
    ];
    let refused = browser.post_form("/api/access/update_region", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("#currency-error"), "{refused:?}");
    let page = browser.open(PATH).await;
    browser.submit_form(&page, REGION, &[("language", "si")]).await;
    let changed = organization(&app.db, app.organization.id).await.unwrap();
    assert_eq!((changed.currency.as_str(), changed.language.code()), ("USD", "si"));
}

#[tokio::test]
async fn new_orders_are_numbered_as_the_settings_say() {
    let app = TestApp::start().await;
    product(&app.scope(), "LAMP", 9).await;
    let (_, plain) = create(&app.scope(), new_order(&[("LAMP", 1)])).await.unwrap();
    assert_eq!(plain.len(), 5);
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PATH).await;
    let page = browser.submit_form(&page, REGION, &[("number_length", "6"), ("number_prefix", "kc")]).await;
    assert_eq!(page.attribute("#number_prefix", "value").as_deref(), Some("KC"));
    let (id, number) = create(&fresh(&app).await, new_order(&[("LAMP", 1)])).await.unwrap();
    assert!(number.len() == 8 && number.starts_with("KC"), "{number}");
    let found = browser.open(&format!("/orders?q={number}")).await;
    assert!(found.body.contains(&id.to_string()), "it is found by its number");
    let track = app.stranger().get(&format!("/s/{}/track/{}", app.organization.slug, number.to_lowercase())).await;
    assert_eq!(track.status, StatusCode::OK);
}

#[tokio::test]
async fn the_logo_is_shown_to_the_team_and_to_buyers_until_it_is_removed() {
    let app = TestApp::start().await;
    product(&app.scope(), "LAMP", 9).await;
    let (_, number) = create(&app.scope(), new_order(&[("LAMP", 1)])).await.unwrap();
    let track = format!("/s/{}/track/{number}", app.organization.slug);
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PATH).await;
    for (name, content, words) in [
        ("photo.jpg", b"only text".as_slice(), "not a picture"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("logo.png", b"\x89PNG\r\n\x1a\n cut off", "cannot be read"),
        ("", b"", "Choose a file"),
    ] {
        let refused = browser.submit_file(&page, LOGO, &[], ("logo", name, content)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text("#logo-error").contains(words), "{name}: {}", refused.text("#logo-error"));
    }
    assert!(settings(&app).await.logo.is_none());
    // The name says text, the content is a picture: the content counts.
    let page = browser.submit_file(&page, LOGO, &[], ("logo", "../../C:\\evil\\notes.txt", &jpeg())).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_opens(&mut browser, &page, "img.logo").await;
    assert_opens(&mut browser, &page, ".sidebar-brand img").await;
    let mut buyer = app.stranger();
    let tracking = buyer.open(&track).await;
    assert_opens(&mut buyer, &tracking, ".public-head img").await;
    let row: (String, String, i64, i32, i32) = {
        let mut work = app.scope().begin().await.unwrap();
        sqlx::query_as("select original_name, content_type, bytes, width, height from uploads").fetch_one(work.conn()).await.unwrap()
    };
    assert_eq!(row, ("notes.txt".to_owned(), "image/jpeg".to_owned(), jpeg().len() as i64, 200, 100));

    let first = page.attribute("img.logo", "src").unwrap();
    let page = browser.submit_file(&page, LOGO, &[], ("logo", "b.jpg", &jpeg())).await;
    app.drain().await;
    assert_eq!(browser.download(&first).await.0, StatusCode::NOT_FOUND, "the one before is gone");
    assert_eq!(tenant_count(&app.scope(), "select count(*) from uploads").await, 1);
    let page = browser.submit_form(&page, "form[action='/api/access/remove_logo']", &[]).await;
    assert!(!page.has("img.logo"));
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), "select count(*) from uploads").await, 0);
    assert_eq!(audit(&app, "access.logo_changed").await.len(), 3);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_person_has_a_picture_and_initials_without_one() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("VIEWER").await;
    let page = browser.open("/settings/profile").await;
    assert_eq!(page.attribute(".topbar .avatar", "data-initials").as_deref(), Some("VT"));
    let refused = browser.submit_file(&page, PICTURE, &[], ("picture", "me.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")).await;
    assert!(refused.text("#picture-error").contains("HEIC"), "{refused:?}");
    let page = browser.submit_file(&page, PICTURE, &[], ("picture", "me.jpg", &jpeg())).await;
    assert_opens(&mut browser, &page, ".topbar .avatar img").await;
    assert_opens(&mut browser, &page, ".avatar-lg img").await;
    let key: String =
        sqlx::query_scalar("select image_key from users where image_key is not null").fetch_one(app.db.global()).await.unwrap();
    assert!(key.starts_with("users/"), "{key}");
    let old = page.attribute(".avatar-lg img", "src").unwrap();
    let page = browser.submit_form(&page, "form[action='/api/access/remove_picture']", &[]).await;
    assert_eq!(page.attribute(".topbar .avatar", "data-initials").as_deref(), Some("VT"));
    app.drain().await;
    assert_eq!(browser.download(&old).await.0, StatusCode::NOT_FOUND);
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_form_that_is_too_large_or_broken_is_refused_and_not_a_failure() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open(PATH).await;
    let eleven = [jpeg(), vec![0; 11 << 20]].concat();
    let refused = browser.submit_file(&page, LOGO, &[], ("logo", "a.jpg", &eleven)).await;
    assert!(refused.text("#logo-error").contains("10 MB"), "{refused:?}");
    let forty = vec![0; 40 << 20];
    let refused = browser.submit_file(&page, LOGO, &[], ("logo", "a.jpg", &forty)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
    assert!(refused.visible().contains("32 MB"), "{refused:?}");
    for content_type in ["multipart/form-data", "multipart/form-data; boundary=other", "multipart/nonsense", "text/plain"] {
        let mut request = browser.form_request("/api/access/upload_logo", &[("a", "b")]);
        request.headers_mut().insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        let answer = browser.send(request).await;
        assert!(answer.status.is_client_error(), "{content_type}: {answer:?}");
    }
}

#[tokio::test]
async fn who_may_only_read_sees_facts_and_no_forms() {
    let app = TestApp::start().await;
    let mut browser = app.sign_in("VIEWER").await;
    let page = browser.open(PATH).await;
    assert!(page.text(".main").contains("Kandy Test") && page.text(".main").contains("Asia/Colombo"));
    assert!(!page.has(".main form"), "{page:?}");
    let index = browser.open("/settings").await;
    let links = index.attributes(".settings-card", "href");
    let own = ["/settings/profile", "/settings/second-factor", "/settings/sessions", "/notifications/settings", "/settings/organizations"];
    let read = [
        "/settings/organization",
        "/settings/security",
        "/settings/taxes",
        "/settings/payments",
        "/settings/invoices",
        "/settings/currencies",
    ];
    assert_eq!(links, [&read, own.as_slice(), &["/settings/audit"]].concat());
    let index = app.sign_in("INFLUENCER").await.open("/settings").await;
    assert_eq!(index.attributes(".settings-card", "href"), own);
    let index = app.sign_in("OWNER").await.open("/settings").await;
    assert_eq!(index.attributes(".settings-card", "href").len(), 16);
    assert_eq!(index.attributes(".sidebar [aria-current=page]", "href"), ["/settings"]);
    let profile = app.sign_in("OWNER").await.open("/settings/profile").await;
    assert_eq!(profile.attributes(".sidebar [aria-current=page]", "href"), ["/settings"]);
}

#[tokio::test]
async fn whatever_the_index_of_settings_shows_opens_and_is_found_by_its_name() {
    let app = TestApp::start().await;
    for role in ["OWNER", "STAFF", "WAREHOUSE", "VIEWER", "WHOLESALER"] {
        let mut browser = app.sign_in(role).await;
        let index = browser.open("/settings").await;
        let links = index.attributes(".settings-card", "href");
        let names = index.texts(".settings-card .name");
        assert!(links.len() >= 5 && links.len() == names.len(), "{role}: {index:?}");
        for (link, name) in links.iter().zip(names) {
            assert_eq!(browser.get(link).await.status, StatusCode::OK, "{role}: {link}");
            let found = browser.open(&format!("/search?q={}", percent_encode(&name))).await;
            assert!(found.attributes(".hits a", "href").contains(link), "{role} finds {link} by {name}: {found:?}");
        }
    }
}

#[tokio::test]
async fn a_tenant_can_change_its_own_organization_only() {
    let app = TestApp::start().await;
    let mut work = app.scope().begin().await.unwrap();
    let done =
        sqlx::query("update organizations set name = 'Taken over' where id = $1").bind(app.other.id).execute(work.conn()).await.unwrap();
    assert_eq!(done.rows_affected(), 0);
    let refused = sqlx::query("update organizations set plan = 'ENTERPRISE'").execute(work.conn()).await;
    assert!(refused.is_err(), "the plan is not the tenant's to change");
}
