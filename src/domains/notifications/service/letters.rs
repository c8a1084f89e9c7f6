//! Letters that other domains send themselves, because only they can make what goes with them: they are written down like every message
//! before they leave, and marked once they have left.

use crate::domains::notifications::store::{self, NewMessage};
use crate::server::clock::new_id;
use crate::server::{Result, Scope, Work};
use crate::shared::Language;
use serde_json::json;
use uuid::Uuid;

/// A letter as it is written down.
#[derive(Clone, Debug)]
pub struct OwnLetter<'a> {
    /// E-mail address.
    pub to: &'a str,
    /// Whose address it is.
    pub to_name: &'a str,
    /// Language of the letter.
    pub language: Language,
    /// A word for what it says.
    pub template: &'a str,
    /// Event that it is sent for.
    pub event: &'a str,
    /// Subject.
    pub subject: &'a str,
    /// Text.
    pub body: &'a str,
    /// The same key again is the same letter.
    pub dedupe_key: &'a str,
    /// What it is about: a kind and its id.
    pub related: (&'a str, Uuid),
}

/// Writes down a letter that is to leave; a second time nothing.
///
/// # Errors
/// When the database refuses.
pub async fn write_down(work: &mut Work, letter: &OwnLetter<'_>) -> Result<()> {
    let new = NewMessage {
        id: new_id(),
        channel: "EMAIL",
        recipient: letter.to,
        user_id: None,
        language: letter.language,
        template: letter.template,
        event_type: Some(letter.event),
        subject: letter.subject,
        body: letter.body,
        metadata: json!({"name": letter.to_name}),
        dedupe_key: letter.dedupe_key,
        related: Some(letter.related),
        at: work.now,
    };
    store::insert_message(work.conn(), new).await?;
    Ok(())
}

/// The letter with a key, held until the end of the transaction; `None` once it has left.
///
/// # Errors
/// When the database refuses.
pub async fn hold_letter(work: &mut Work, dedupe_key: &str) -> Result<Option<Uuid>> {
    store::lock_waiting_by(work.conn(), dedupe_key).await
}

/// Marks a letter that has left.
///
/// # Errors
/// When the database refuses.
pub async fn letter_left(work: &mut Work, id: Uuid) -> Result<()> {
    let now = work.now;
    store::close_message(work.conn(), id, "SENT", None, now).await
}

/// Keeps why a letter could not leave this time.
///
/// # Errors
/// When the database refuses.
pub async fn letter_stayed(scope: &Scope, id: Uuid, why: &str) -> Result<()> {
    let mut work = scope.begin().await?;
    store::note_attempt(work.conn(), id, why).await?;
    work.commit().await
}

/// Marks what nobody tries to send any more about something.
///
/// # Errors
/// When the database refuses.
pub async fn letters_failed(scope: &Scope, related: (&str, Uuid)) -> Result<()> {
    let mut work = scope.begin().await?;
    store::fail_messages_about(work.conn(), related.0, related.1).await?;
    work.commit().await
}
