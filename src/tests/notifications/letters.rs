//! Letters: at once or together, never lost, and ended by their own link.

use super::{notice, tell, user};
use crate::support::TestApp;
use crate::support::fixtures::tenant_count;
use crate::support::letter::ReadLetter;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{TimeDelta, TimeZone, Timelike, Utc};
use smartstore::domains::notifications::service::{Audience, Token, digests, latest_ends, read_token, token};
use smartstore::server::mail::Mailer;
use smartstore::server::seal::Sealer;
use smartstore::server::worker::{JobContext, drain};
use smartstore::shared::Permission;
use uuid::Uuid;

async fn prefer(app: &TestApp, role: &str, digest: &str) {
    app.sign_in(role)
        .await
        .post_form(
            "/api/notifications/save_settings",
            &[("email", "true"), ("order", "true"), ("payment", "true"), ("delivery", "true"), ("system", "true"), ("digest", digest)],
        )
        .await;
}

/// The letters that are not about the safety of an account: signing in from a new device sends those.
fn told(app: &TestApp) -> Vec<ReadLetter> {
    app.letters().into_iter().filter(|letter| !letter.header("List-Unsubscribe").is_empty()).collect()
}

fn unsubscribe_path(letter: &ReadLetter) -> String {
    let header = letter.header("List-Unsubscribe");
    let url = header.split('<').nth(1).unwrap().split('>').next().unwrap().replace(' ', "");
    url.strip_prefix("http://shop.example").unwrap().to_owned()
}

#[tokio::test]
async fn a_letter_comes_at_once_in_the_readers_language_and_is_ended_by_one_click() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    prefer(&app, "OWNER", "INSTANT").await;
    app.sign_in("OWNER").await.post_form("/api/access/choose_language", &[("language", "en")]).await;
    tell(&app, notice("1", Audience::Holders(Permission::OrdersRead))).await;
    app.drain().await;
    let letters = told(&app);
    assert_eq!(letters.len(), 1, "the others want theirs in the morning");
    let letter = letters[0].to_string();
    assert!(letter.contains("Subject: New order 00K7M") && letter.contains("1,250.00"), "{letter}");
    assert!(letter.contains("http://shop.example/orders?status=PENDING"), "{letter}");
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));

    let path = unsubscribe_path(&letters[0]);
    let mut stranger = app.stranger();
    let page = stranger.open(&path).await;
    assert!(page.visible().contains("Get no more letters about this: Orders?"), "{page:?}");
    assert_eq!(
        tenant_count(&app.scope(), "select count(*) from notification_settings where email_muted <> '{}'").await,
        0,
        "looking ends nothing"
    );
    // As a mail program does it: no cookies, no origin, no page to come from.
    let request = Request::post(&path)
        .header(header::HOST, "shop.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    assert_eq!(app.stranger().send(request).await.status, StatusCode::OK);
    let page = stranger.open(&path).await;
    assert!(page.visible().contains("no more letters about this: Orders."), "{page:?}");
    tell(&app, notice("2", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(told(&app).len(), 1, "no letter after that");

    // Taken back on the settings page.
    let mut browser = app.sign_in("OWNER").await;
    let page = browser.open("/notifications/settings").await;
    let page = browser.submit_form(&page, "form[action$=save_settings]", &[("muted_order", "")]).await;
    assert!(!page.has("input[name^=muted]"));
    tell(&app, notice("3", Audience::Person(owner))).await;
    app.drain().await;
    assert_eq!(told(&app).len(), 2);

    // The button of the page does the same, without JavaScript.
    let path = unsubscribe_path(&told(&app)[1]);
    let page = stranger.open(&path).await;
    let page = stranger.submit_form(&page, ".auth-box form[method=post]", &[]).await;
    assert!(page.visible().contains("no more letters about this: Orders."), "{page:?}");
    let forged = app.stranger().get("/s/unsubscribe?token=AAAA").await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
    app.assert_quiet().await;
}

#[test]
fn a_token_is_read_only_where_it_was_written() {
    let here = Sealer::new(&[1; 32]).unwrap();
    let there = Sealer::new(&[2; 32]).unwrap();
    let written = Token { organization_id: Uuid::from_u128(1), user_id: Uuid::from_u128(2), kind: None };
    let text = token(&here, written).unwrap();
    assert_eq!(read_token(&here, &text), Some(written));
    assert_eq!(read_token(&there, &text), None);
    let mut changed = text.clone().into_bytes();
    let last = changed.len() - 1;
    changed[last - 20] = if changed[last - 20] == b'A' { b'B' } else { b'A' };
    assert_eq!(read_token(&here, &String::from_utf8(changed).unwrap()), None);
}

#[tokio::test]
async fn a_digest_comes_at_eight_in_the_morning_once() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    sqlx::query("update users set locale = 'si' where id = $1").bind(owner).execute(app.db.global()).await.unwrap();
    // Half past one of the next day in UTC is seven in the morning in Colombo.
    let tomorrow = (app.clock.now() + TimeDelta::days(1)).with_hour(1).unwrap().with_minute(30).unwrap();
    let until_seven = tomorrow - app.clock.now();
    app.clock.advance(until_seven);
    for number in 0..3 {
        tell(&app, notice(&format!("{number}"), Audience::Person(owner))).await;
    }
    app.drain().await;
    assert_eq!(digests(&app.scope()).await.unwrap(), 0, "not before eight");
    app.clock.advance(TimeDelta::hours(1));
    let queued = futures::future::join_all((0..4).map(|_| async { digests(&app.scope()).await.unwrap() })).await;
    assert_eq!(queued.iter().sum::<usize>(), 1, "four processes queue one letter");
    app.drain().await;
    assert_eq!(told(&app).len(), 1);
    assert_eq!(
        tenant_count(&app.scope(), "select count(*) from messages_out where status = 'SENT' and subject like '%දැනුම්දීම් 3%'").await,
        1
    );
    app.clock.advance(TimeDelta::hours(25));
    assert_eq!(digests(&app.scope()).await.unwrap(), 0, "nothing new, no letter");
    app.assert_quiet().await;
}

#[test]
fn hours_and_mornings_end_in_store_time() {
    let colombo = chrono_tz::Tz::Asia__Colombo;
    let at = |hour, minute| Utc.with_ymd_and_hms(2026, 11, 25, hour, minute, 0).unwrap();
    let (hour, day) = latest_ends(at(2, 29), colombo);
    assert_eq!((hour, day), (at(2, 0), Utc.with_ymd_and_hms(2026, 11, 24, 2, 30, 0).unwrap()));
    assert_eq!(latest_ends(at(2, 30), colombo).1, at(2, 30));
}

#[tokio::test]
async fn an_hourly_digest_leaves_out_what_was_read_and_a_change_to_at_once_loses_nothing() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    prefer(&app, "OWNER", "HOURLY").await;
    tell(&app, notice("1", Audience::Person(owner))).await;
    app.sign_in("OWNER").await.post_form("/api/notifications/mark_all_read", &[]).await;
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(digests(&app.scope()).await.unwrap(), 0);
    tell(&app, notice("2", Audience::Person(owner))).await;
    app.clock.advance(TimeDelta::seconds(1));
    prefer(&app, "OWNER", "INSTANT").await;
    app.drain().await;
    assert_eq!(told(&app).len(), 1, "what had waited for the hour comes now");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_is_tried_again_and_not_lost() {
    let app = TestApp::start().await;
    let owner = user(&app, "OWNER").await;
    prefer(&app, "OWNER", "INSTANT").await;
    tell(&app, notice("1", Audience::Person(owner))).await;
    let mut config = app.job_context().config.as_ref().clone();
    // Nobody listens on this port.
    config.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
    let away = JobContext { mail: Mailer::from_config(&config).unwrap(), ..app.job_context() };
    let jobs = smartstore::app::compose::jobs();
    drain(&away, &jobs).await.unwrap();
    assert_eq!(tenant_count(&app.scope(), "select count(*) from messages_out where status = 'PENDING' and error is not null").await, 1);
    app.clock.advance(TimeDelta::minutes(1));
    app.drain().await;
    assert_eq!(told(&app).len(), 1);
    assert_eq!(tenant_count(&app.scope(), "select count(*) from messages_out where status = 'SENT' and error is null").await, 1);

    tell(&app, notice("2", Audience::Person(owner))).await;
    for _ in 0..10 {
        drain(&away, &jobs).await.unwrap();
        app.clock.advance(TimeDelta::hours(2));
    }
    assert_eq!(tenant_count(&app.scope(), "select count(*) from messages_out where status = 'FAILED'").await, 1, "nobody tries any more");
    // A person tries again.
    let event: Uuid =
        sqlx::query_scalar("select id from outbox_events where dead_at is not null and type = 'notifications.message_queued' limit 1")
            .fetch_one(app.db.global())
            .await
            .unwrap();
    app.sign_in("OWNER").await.post_form("/api/platform/retry_event", &[("id", &event.to_string())]).await;
    app.drain().await;
    assert_eq!(tenant_count(&app.scope(), "select count(*) from messages_out where status = 'FAILED'").await, 0);
}
