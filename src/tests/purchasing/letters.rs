//! The letter to the supplier.

use super::{confirmed, conflict, sent, supplier_in};
use crate::support::TestApp;
use crate::support::fixtures::{product, tenant_count};
use chrono::TimeDelta;
use smartstore::domains::purchasing::service;
use smartstore::server::mail::Mailer;
use smartstore::server::worker::{JobContext, drain};

#[tokio::test]
async fn a_supplier_gets_the_order_in_their_language_with_the_file_once() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier_in(&scope, "Galle Looms", "si", "LKR").await;
    let id = sent(&scope, one, &[("A", "10", "250")]).await;
    let letters = app.letters_to("galle@suppliers.example").await;
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert!(letter.header("Subject").contains("PO-0001") && letter.header("Subject").contains("මිලදී ගැනීමේ ඇණවුම"), "{letter}");
    assert!(letter.text.contains("ආයුබෝවන් Mr Cassim") && letter.text.contains("2,500.00"), "{letter}");
    assert!(letter.html.contains("lang=\"si\""));
    assert_eq!(letter.attachments.len(), 1);
    let (kind, bytes) = &letter.attachments[0];
    assert!(kind.contains("application/pdf") && kind.contains("PO-0001.pdf"), "{kind}");
    assert!(bytes.starts_with(b"%PDF") && bytes.len() > 3000);
    assert!(service::detail(&scope, id).await.unwrap().mailed_at.is_some());
    assert!(app.letters_to("galle@suppliers.example").await.is_empty(), "one event, one letter");
    service::mail_again(&scope, id).await.unwrap();
    assert_eq!(app.letters_to("galle@suppliers.example").await.len(), 1);
    let sent = "select count(*) from messages_out where status = 'SENT' and related_type = 'purchase_order' and subject like '%PO-0001%'
      and recipient = 'galle@suppliers.example' and locale = 'si' and sent_at is not null";
    assert_eq!(tenant_count(&scope, sent).await, 2, "both are written down");
    app.assert_quiet().await;
}

#[tokio::test]
async fn a_letter_to_a_supplier_that_cannot_leave_is_tried_again_and_failed_in_the_end() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier_in(&scope, "Galle Looms", "en", "LKR").await;
    let id = sent(&scope, one, &[("A", "10", "250")]).await;
    let mut config = app.job_context().config.as_ref().clone();
    // Nobody listens on this port.
    config.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
    let away = JobContext { mail: Mailer::from_config(&config).unwrap(), ..app.job_context() };
    let jobs = smartstore::app::compose::jobs();
    drain(&away, &jobs).await.unwrap();
    let waits = "select count(*) from messages_out where status = 'PENDING' and error is not null and related_type = 'purchase_order'";
    assert_eq!(tenant_count(&scope, waits).await, 1);
    assert!(service::detail(&scope, id).await.unwrap().mailed_at.is_none());
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(app.letters_to("galle@suppliers.example").await.len(), 1);
    assert_eq!(tenant_count(&scope, "select count(*) from messages_out where status = 'SENT' and error is null").await, 1);
    assert!(service::detail(&scope, id).await.unwrap().mailed_at.is_some());
    service::mail_again(&scope, id).await.unwrap();
    for _ in 0..10 {
        drain(&away, &jobs).await.unwrap();
        app.clock.advance(TimeDelta::hours(2));
    }
    let failed = "select count(*) from messages_out where status = 'FAILED' and related_type = 'purchase_order'";
    assert_eq!(tenant_count(&scope, failed).await, 1, "nobody tries any more");
}

#[tokio::test]
async fn without_an_address_no_letter_leaves_and_what_was_cancelled_is_not_written_about() {
    let app = TestApp::start().await;
    let scope = app.scope();
    product(&scope, "A", 0).await;
    let one = supplier_in(&scope, "Galle Looms", "en", "LKR").await;
    let id = sent(&scope, one, &[("A", "10", "250")]).await;
    service::cancel(&scope, id, "Too dear").await.unwrap();
    assert!(app.letters_to("galle@suppliers.example").await.is_empty());
    let mut work = scope.begin().await.unwrap();
    sqlx::query("update suppliers set email = null").execute(work.conn()).await.unwrap();
    work.commit().await.unwrap();
    let id = confirmed(&scope, one, &[("A", "1", "250")]).await;
    assert_eq!(conflict(service::mail_again(&scope, id).await), "purchasing-error-no-email");
    app.drain().await;
    assert!(app.letters().is_empty());
    app.assert_quiet().await;
}
