//! Everything that happened to a person: each domain tells its own, put together by time.

use crate::domains::customers::model::{ConsentChannel, ConsentPurpose, ConsentSource, Happening};
use crate::domains::customers::store::timeline::{self as store, Told};
use crate::domains::customers::{ports, urls};
use crate::server::{Result, Scope};
use crate::shared::paging::PageRequest;
use crate::shared::{Cursor, Page};
use uuid::Uuid;

/// Lines of one page.
const LINES: i64 = 20;

/// The Fluent key of a word of the database, marked as one.
fn key(key: Option<&'static str>) -> String {
    key.map(|key| format!("@{key}")).unwrap_or_default()
}

fn told(row: Told) -> Happening {
    let made = |key: &str| Happening::new(row.at, row.id, &row.kind, key);
    let happening = match row.kind.as_str() {
        "note" => made("customers-told-note"),
        "merge" if row.second == "undone" => made("customers-told-merge-undone").arg("name", &row.first),
        "merge" => made("customers-told-merge").arg("name", &row.first),
        "message" => {
            let sentence = if row.second == "FAILED" { "customers-told-message-failed" } else { "customers-told-message" };
            made(sentence).arg("channel", key(ConsentChannel::parse(&row.first).map(ConsentChannel::key)))
        }
        "consent" => {
            let (channel, purpose) = row.first.split_once(' ').unwrap_or_default();
            let (granted, source) = row.second.split_once(' ').unwrap_or_default();
            let sentence = if granted == "true" { "customers-told-consent-given" } else { "customers-told-consent-refused" };
            made(sentence)
                .arg("channel", key(ConsentChannel::parse(channel).map(ConsentChannel::key)))
                .arg("purpose", key(ConsentPurpose::parse(purpose).map(ConsentPurpose::key)))
                .arg("source", key(ConsentSource::parse(source).map(ConsentSource::key)))
        }
        _ => made("customers-told-known"),
    };
    let link = row.target.map(urls::detail);
    Happening { text: row.text, person: row.person, link, ..happening }
}

/// A page of what happened to a person, newest first. It asks the same number of questions whatever there is.
///
/// # Errors
/// When the database refuses.
pub async fn timeline(scope: &Scope, customer_id: Uuid, before: Option<Cursor>) -> Result<Page<Happening>> {
    let limit = LINES + 1;
    let mut work = scope.begin().await?;
    let mut all: Vec<Happening> = store::own(work.conn(), customer_id, before, limit).await?.into_iter().map(told).collect();
    all.extend(store::messages(work.conn(), customer_id, before, limit).await?.into_iter().map(told));
    for belongings in ports::belongings() {
        if scope.may(belongings.permission()) {
            all.extend(belongings.happenings(&mut work, customer_id, before, limit).await?);
        }
    }
    all.sort_by_key(|happening| std::cmp::Reverse((happening.at, happening.id)));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let request = PageRequest { cursor: before, size: LINES, ..PageRequest::default() };
    Ok(Page::from_fetched(request, all, |happening| Cursor { at: happening.at, id: happening.id }))
}
