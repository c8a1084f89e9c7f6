//! Letters that hold what came in an hour or a day.

use super::deliver::language_of;
use super::{link_of, words};
use crate::domains::notifications::model::{Digest, Kind};
use crate::domains::notifications::store::{self, SettingsRow};
use crate::domains::notifications::urls;
use crate::server::clock::new_id;
use crate::server::i18n::text_with;
use crate::server::{Result, Scope, Work, outbox};
use chrono::{DateTime, Days, DurationRound, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::json;
use uuid::Uuid;

/// When the daily letter comes, store time.
const MORNING: u32 = 8;
/// Entries of one letter; the rest is counted.
const MOST: i64 = 50;

/// When the last hour and the last day of letters have ended: the full hour, and eight in the morning of store time.
#[must_use]
pub fn latest_ends(now: DateTime<Utc>, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let hour = now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now);
    let today = now.with_timezone(&zone).date_naive();
    let morning = NaiveTime::from_hms_opt(MORNING, 0, 0).unwrap_or(NaiveTime::MIN);
    let day = (0..3)
        .filter_map(|back| today.checked_sub_days(Days::new(back))?.and_time(morning).and_local_timezone(zone).earliest())
        .map(|at| at.with_timezone(&Utc))
        .find(|at| *at <= now)
        .unwrap_or(hour);
    (hour, day)
}

/// Queues the letters of an organization that are due; returns how many. What was not told because the program stood still is
/// in the next one.
///
/// # Errors
/// When the database refuses; the letters of others are queued then.
pub async fn digests(scope: &Scope) -> Result<usize> {
    let (hour, day) = latest_ends(scope.clock.now(), scope.organization.time_zone);
    let mut work = scope.begin().await?;
    let due = store::due_digests(work.conn(), hour, day).await?;
    drop(work);
    let mut queued = 0;
    for user_id in due {
        let mut work = scope.begin().await?;
        let now = work.now;
        let row = store::lock_settings(work.conn(), new_id(), user_id, now).await?;
        let until = match row.settings().digest {
            Digest::Instant => continue,
            Digest::Hourly => hour,
            Digest::Daily => day,
        };
        // Another process was quicker.
        if row.digested_until >= until {
            continue;
        }
        queued += usize::from(queue_for(&mut work, user_id, &row, until).await?);
        work.commit().await?;
    }
    Ok(queued)
}

/// Queues one person's letter of what came until then and was not read. Their settings are locked.
pub(super) async fn queue_for(work: &mut Work, user_id: Uuid, row: &SettingsRow, until: DateTime<Utc>) -> Result<bool> {
    let settings = row.settings();
    let from = row.digested_until;
    store::set_digested(work.conn(), user_id, until).await?;
    let kinds: Vec<String> = Kind::ALL.into_iter().filter(|kind| settings.mails(*kind)).map(|kind| kind.code().to_owned()).collect();
    let organization = work.scope.organization.clone();
    let Some(reader) = store::reader(work.conn(), organization.id, user_id).await? else { return Ok(false) };
    let (rows, all) = store::undigested(work.conn(), user_id, &kinds, from, until, MOST).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let language = language_of(reader.locale.as_deref(), &organization);
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let said = |key: &str| words(language, key, &row.data);
            let link = link_of(&row.data).unwrap_or_default();
            format!("{}\u{1f}{}\u{1f}{link}", said(&row.title_key), said(&row.message_key))
        })
        .collect();
    let more = all - i64::try_from(rows.len()).unwrap_or(all);
    if more > 0 {
        lines.push(text_with(language, "notifications-letter-more", &[("count", more.into())]));
    }
    let subject = text_with(
        language,
        "notifications-letter-digest-subject",
        &[("count", all.into()), ("organization", organization.name.clone().into())],
    );
    let (id, at) = (new_id(), work.now);
    let new = store::NewMessage {
        id,
        channel: "EMAIL",
        recipient: &reader.email,
        user_id: Some(user_id),
        language,
        template: "digest",
        event_type: None,
        subject: &subject,
        body: &lines.join("\n"),
        metadata: json!({"name": reader.name, "link": urls::list(true, None), "from": from, "until": until}),
        dedupe_key: &format!("digest:{user_id}:{}", from.timestamp_micros()),
        related: None,
        at,
    };
    let is_new = store::insert_message(work.conn(), new).await?;
    if is_new {
        outbox::emit(work, "notifications.message_queued", id, json!({})).await?;
    }
    Ok(is_new)
}
