//! Letters about changes of how somebody signs in: who did not make the change must hear of it.

use crate::domains::access::store::second_factor as rows;
use crate::domains::access::urls;
use crate::server::context::Organization;
use crate::server::format::date_time_in;
use crate::server::i18n::{text, text_with};
use crate::server::mail::Letter;
use crate::server::worker::JobContext;
use crate::shared::Language;
use uuid::Uuid;

/// Subject and text of the letter about an event: Fluent keys.
fn words(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "access.second_factor_enabled" => ("factor-letter-enabled", "factor-letter-enabled-text"),
        "access.second_factor_disabled" => ("factor-letter-disabled", "factor-letter-disabled-text"),
        "access.backup_codes_renewed" => ("factor-letter-renewed", "factor-letter-renewed-text"),
        "access.backup_code_used" => ("factor-letter-used", "factor-letter-used-text"),
        "access.code_reused" => ("factor-letter-reused", "factor-letter-reused-text"),
        "access.passkey_added" => ("factor-letter-passkey-added", "factor-letter-passkey-added-text"),
        "access.passkey_removed" => ("factor-letter-passkey-removed", "factor-letter-passkey-removed-text"),
        _ => return None,
    })
}

/// Tells somebody that their ways to sign in have changed. Nobody to tell is no failure.
///
/// # Errors
/// When the database or the mail server is away.
pub async fn send(context: &JobContext, organization: &Organization, kind: &str, user_id: Uuid) -> anyhow::Result<()> {
    let Some((subject, paragraph)) = words(kind) else { return Ok(()) };
    let Some(reader) = rows::reader(context.db.global(), user_id).await? else { return Ok(()) };
    let language = reader.locale.as_deref().and_then(Language::parse).unwrap_or(organization.language);
    let say = |key: &str| text(language, key, None);
    let left = rows::codes_left(context.db.global(), user_id).await?;
    let letter = Letter {
        to: reader.email,
        to_name: reader.name,
        language,
        subject: say(subject),
        paragraphs: vec![text_with(language, paragraph, &[("count", left.into())]), say("factor-letter-not-you")],
        facts: vec![(say("factor-letter-when"), date_time_in(context.clock.now(), organization.time_zone, language))],
        action: Some((say("factor-letter-look"), context.mail.url(urls::SECOND_FACTOR))),
        footer: say("factor-letter-why"),
        ..Letter::default()
    };
    context.mail.send(&letter).await
}
