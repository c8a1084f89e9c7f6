//! What access does after a change, and on a schedule. People are told by letters; the secret in a letter is made here, at the
//! time of sending, so that it is in no event. Sent twice, only the newer letter's secret works.

use super::service::{self, Agent, LetterTo};
use crate::server::Scope;
use crate::server::format::date_time_in;
use crate::server::i18n::text_with;
use crate::server::mail::Letter;
use crate::server::worker::{Event, JobContext};
use crate::shared::Language;
use chrono_tz::Tz;
use uuid::Uuid;

/// Writes to who is invited.
///
/// # Errors
/// When the database refuses or the letter cannot leave; it is tried again.
pub async fn invited(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(invitation_id)) = (event.organization_id, event.aggregate_id) else {
        anyhow::bail!("an invitation of nobody");
    };
    service::invitations::write(&context, organization_id, invitation_id).await?;
    Ok(())
}

/// Deletes sessions that have ended, and what else is not needed any more.
///
/// # Errors
/// When the database refuses.
pub async fn remove_expired_sessions(context: JobContext) -> anyhow::Result<()> {
    let removed = service::remove_expired_sessions(&context.db, context.clock.now()).await?;
    if removed > 0 {
        tracing::info!(removed, "expired sessions were removed");
    }
    Ok(())
}

/// A letter with these texts, without facts and without anything to do.
fn letter(to: &LetterTo, subject: &str, paragraphs: &[String]) -> Letter {
    let hello = text_with(to.language, "access-letter-hello", &[("name", to.name.clone().into())]);
    Letter {
        to: to.email.clone(),
        to_name: to.name.clone(),
        language: to.language,
        subject: say(to.language, subject),
        paragraphs: std::iter::once(hello).chain(paragraphs.iter().cloned()).collect(),
        footer: say(to.language, "access-letter-footer"),
        ..Letter::default()
    }
}

fn say(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// The person's page under a path on this server, and the words on its button.
fn action(context: &JobContext, to: &LetterTo, words: &str, path: &str) -> Option<(String, String)> {
    Some((say(to.language, words), context.mail.url(path)))
}

/// `access.verification_requested`: asks somebody to confirm their address.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn ask_to_confirm_email(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(user_id) = event.aggregate_id else { return Ok(()) };
    let Some(to) = service::verification_letter(&context.db, &context.clock, user_id).await? else { return Ok(()) };
    send_confirmation(&context, &to, "access-letter-verify-text").await
}

/// `access.email_change_requested`: asks at the new address whether it is the person's.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn ask_to_confirm_new_email(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(user_id) = event.aggregate_id else { return Ok(()) };
    let Some(to) = service::email_change_letter(&context.db, &context.clock, user_id).await? else { return Ok(()) };
    send_confirmation(&context, &to, "access-letter-change-text").await
}

async fn send_confirmation(context: &JobContext, to: &LetterTo, text: &str) -> anyhow::Result<()> {
    let hours = text_with(to.language, "access-letter-hours", &[("count", service::CONFIRM_HOURS.into())]);
    let mut letter = letter(to, "access-letter-verify-subject", &[say(to.language, text), hours]);
    letter.action = action(context, to, "access-verify-button", &to.path);
    context.mail.send(&letter).await
}

/// `access.password_reset_requested`: sends the link with which a new password is chosen; nothing for an address without an
/// account.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn send_reset_link(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(user_id) = event.aggregate_id else { return Ok(()) };
    let Some(to) = service::reset_letter(&context.db, &context.clock, user_id).await? else { return Ok(()) };
    let hours = text_with(to.language, "access-letter-hours", &[("count", service::RESET_HOURS.into())]);
    let paragraphs = [say(to.language, "access-letter-reset-text"), hours, say(to.language, "access-letter-reset-not-you")];
    let mut letter = letter(&to, "access-letter-reset-subject", &paragraphs);
    letter.action = action(&context, &to, "access-reset-title", &to.path);
    context.mail.send(&letter).await
}

/// `access.password_changed`: tells the person.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn tell_password_changed(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(user_id) = event.aggregate_id else { return Ok(()) };
    let Some((to, _)) = service::person_letter(&context.db, user_id).await? else { return Ok(()) };
    let paragraphs = [say(to.language, "access-letter-changed-text"), say(to.language, "access-letter-not-you")];
    let mut letter = letter(&to, "access-letter-changed-subject", &paragraphs);
    letter.action = action(&context, &to, "access-reset-title", service::FORGOT_PASSWORD);
    context.mail.send(&letter).await
}

/// `access.email_change_told`: tells at the old address that the account is to have another.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn tell_email_change(context: JobContext, event: Event) -> anyhow::Result<()> {
    let Some(user_id) = event.aggregate_id else { return Ok(()) };
    let Some((to, Some(new))) = service::person_letter(&context.db, user_id).await? else { return Ok(()) };
    let told = text_with(to.language, "access-letter-move-text", &[("email", new.into())]);
    let mut letter = letter(&to, "access-letter-move-subject", &[told, say(to.language, "access-letter-not-you")]);
    letter.action = action(&context, &to, "access-reset-title", service::FORGOT_PASSWORD);
    context.mail.send(&letter).await
}

/// `access.new_device`: tells somebody that their account was used in a browser that it has not been used in before.
///
/// # Errors
/// When the database or the mail server refuses.
pub async fn tell_new_device(context: JobContext, event: Event) -> anyhow::Result<()> {
    let device_id = event.payload.get("device_id").and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let Some(device_id) = device_id else { return Ok(()) };
    let Some(device) = service::new_device(&context.db, device_id).await? else { return Ok(()) };
    let Some((to, _)) = service::person_letter(&context.db, device.user_id).await? else { return Ok(()) };
    let zone = match event.organization_id {
        Some(id) => service::organization(&context.db, id).await?.time_zone,
        None => Tz::Asia__Colombo,
    };
    let paragraphs = [say(to.language, "access-letter-device-text"), say(to.language, "access-letter-not-you")];
    let mut letter = letter(&to, "access-letter-device-subject", &paragraphs);
    letter.facts = vec![
        (say(to.language, "access-session-device"), device_name(to.language, &service::agent(&device.user_agent))),
        (say(to.language, "access-session-address"), device.ip.map(|ip| ip.to_string()).unwrap_or_default()),
        (say(to.language, "access-session-when"), format!("{} ({zone})", date_time_in(device.at, zone, to.language))),
    ];
    letter.action = action(&context, &to, "access-sessions-title", service::SESSIONS);
    context.mail.send(&letter).await
}

fn device_name(language: Language, agent: &Agent) -> String {
    match (agent.browser, agent.system) {
        ("", "") => say(language, "access-device-unknown"),
        ("", name) | (name, "") => name.to_owned(),
        (browser, system) => format!("{browser}, {system}"),
    }
}

/// Events about somebody's second factor and passkeys: they get a letter about it. A second time sends it again, which is better
/// than none.
///
/// # Errors
/// When the database or the mail server is away.
pub async fn sign_in_changed(context: JobContext, event: Event) -> anyhow::Result<()> {
    let user_id = event.payload.get("user_id").and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let (Some(organization_id), Some(user_id)) = (event.organization_id, user_id) else { return Ok(()) };
    let organization = service::organization(&context.db, organization_id).await?;
    service::factor_letters::send(&context, &organization, &event.kind, user_id).await
}

/// Removes the files of an upload that nothing shows any more.
///
/// # Errors
/// When the database or the store refuses.
pub async fn upload_let_go(context: JobContext, event: Event) -> anyhow::Result<()> {
    let (Some(organization_id), Some(id)) = (event.organization_id, event.aggregate_id) else { return Ok(()) };
    let organization = service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    service::remove_let_go(&scope, &context.storage, Some(id)).await?;
    Ok(())
}

/// Removes the files of a person's picture that was replaced or taken away.
///
/// # Errors
/// When the store refuses.
pub async fn picture_let_go(context: JobContext, event: Event) -> anyhow::Result<()> {
    let picture_id = event.payload.get("picture_id").and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok());
    let (Some(user_id), Some(picture_id)) = (event.aggregate_id, picture_id) else { return Ok(()) };
    service::remove_old_picture(&context.storage, user_id, picture_id).await?;
    Ok(())
}

/// Removes files that nothing names.
///
/// # Errors
/// When the database or the store refuses.
pub async fn sweep_files(context: JobContext) -> anyhow::Result<()> {
    let removed = service::sweep(&context).await?;
    if removed > 0 {
        tracing::info!(removed, "files that nothing names were removed");
    }
    Ok(())
}
