//! Translations of the texts that merchants write.

use super::content_languages;
use crate::domains::audit;
use crate::domains::audit::service::Edited;
use crate::domains::localization::model::{
    Editor, EditorField, Field, KindRow, Record, TextRow, TranslationFilter, TranslationList, Wanted, input_name,
};
use crate::domains::localization::ports::{Translatable, kinds};
use crate::domains::localization::store;
use crate::server::clock::new_id;
use crate::server::{Result, Scope, Work};
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use crate::shared::{AppError, FieldErrors, Language, Page};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Longest piece of a text in the list, in characters.
const EXCERPT: usize = 160;

/// Writes translations that differ from what is there; empty ones are removed. True when anything changed; the log gets
/// `action`.
///
/// # Errors
/// When the database refuses.
pub async fn put(work: &mut Work, action: &str, resource: &str, id: Uuid, wanted: &[(Language, String, String)]) -> Result<bool> {
    if wanted.is_empty() {
        return Ok(false);
    }
    let known: HashMap<(Language, String), String> = store::texts(work.conn(), resource, &[id], None)
        .await?
        .into_iter()
        .map(|(_, language, field, value)| ((language, field), value))
        .collect();
    let (mut old, mut new) = (Map::new(), Map::new());
    for (language, field, value) in wanted {
        let value = value.trim();
        let current = known.get(&(*language, field.clone()));
        if current.map_or("", String::as_str) == value {
            continue;
        }
        if value.is_empty() {
            store::remove_text(work.conn(), *language, resource, id, field).await?;
        } else {
            store::put_text(work.conn(), new_id(), *language, resource, id, field, value).await?;
        }
        let name = format!("{field}_{}", language.code());
        old.insert(name.clone(), json!(current));
        new.insert(name, if value.is_empty() { Value::Null } else { json!(value) });
    }
    if new.is_empty() {
        return Ok(false);
    }
    audit::service::record(work, action, resource, id, Value::Object(old), Value::Object(new)).await?;
    Ok(true)
}

/// As [`put`] for many records that have no translations yet, in two statements.
///
/// # Errors
/// When the database refuses.
pub async fn put_first(work: &mut Work, action: &str, resource: &str, wanted: &[(Uuid, &[(Language, String, String)])]) -> Result<()> {
    let (mut texts, mut changes) = (Vec::new(), Vec::new());
    for (id, translations) in wanted {
        let mut own: BTreeMap<(&str, &str), (Language, &str)> = BTreeMap::new();
        for (language, field, value) in *translations {
            let key = (language.code(), field.as_str());
            match value.trim() {
                "" => own.remove(&key),
                value => own.insert(key, (*language, value)),
            };
        }
        if own.is_empty() {
            continue;
        }
        let (mut old, mut new) = (Map::new(), Map::new());
        for ((code, field), (language, value)) in own {
            let name = format!("{field}_{code}");
            old.insert(name.clone(), Value::Null);
            new.insert(name, json!(value));
            texts.push((new_id(), *id, language, field.to_owned(), value.to_owned()));
        }
        changes.push((*id, Value::Object(old), Value::Object(new)));
    }
    if texts.is_empty() {
        return Ok(());
    }
    store::insert_texts(work.conn(), resource, &texts).await?;
    audit::service::record_all(work, action, resource, changes).await
}

/// Removes the translations of a record that is gone.
///
/// # Errors
/// When the database refuses.
pub async fn forget(work: &mut Work, resource: &str, id: Uuid) -> Result<()> {
    store::remove_texts(work.conn(), resource, id).await
}

/// The translations of one field of some records, in one query.
///
/// # Errors
/// When the database refuses.
pub async fn names(work: &mut Work, resource: &str, field: &str, ids: &[Uuid]) -> Result<HashMap<(Uuid, Language), String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let texts = store::texts(work.conn(), resource, ids, Some(field)).await?;
    Ok(texts.into_iter().map(|(id, language, _, value)| ((id, language), value)).collect())
}

fn codes(languages: &[Language]) -> Vec<String> {
    languages.iter().map(|language| language.code().to_owned()).collect()
}

fn code(kind: &dyn Translatable, field: &Field) -> String {
    format!("{}.{}", kind.resource(), field.name)
}

/// Kind and field of a filter; the first where it names none.
fn chosen(filter: &TranslationFilter) -> Option<(&'static dyn Translatable, &'static Field)> {
    let all = || kinds().iter().flat_map(|kind| kind.fields().iter().map(move |field| (*kind, field)));
    all().find(|(kind, field)| filter.kind.as_deref() == Some(code(*kind, field).as_str())).or_else(|| all().next())
}

/// The languages that a filter asks about.
fn asked(filter: &TranslationFilter, targets: &[Language]) -> Vec<Language> {
    match filter.language.filter(|language| targets.contains(language)) {
        Some(language) => vec![language],
        None => targets.to_vec(),
    }
}

fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// What lacks a translation.
///
/// # Errors
/// When the database refuses.
pub async fn translation_list(scope: &Scope, filter: &TranslationFilter, page: PageRequest) -> Result<TranslationList> {
    let languages = content_languages(&scope.organization);
    let targets = languages.targets();
    let mut work = scope.begin().await?;
    let mut rows = Vec::new();
    for kind in kinds() {
        let counts = kind.counts(&mut work, &codes(&targets)).await?;
        rows.extend(kind.fields().iter().map(|field| {
            KindRow {
                code: code(*kind, field),
                resource_key: kind.key(),
                field_key: field.key,
                counts: counts
                    .iter()
                    .filter(|count| count.field == field.name)
                    .filter_map(|count| Some((Language::parse(&count.language)?, count.total, count.missing)))
                    .collect(),
            }
        }));
    }
    let mut filter = filter.clone();
    filter.language = filter.language.filter(|language| targets.contains(language));
    let asked = asked(&filter, &targets);
    let Some((kind, field)) = chosen(&filter) else {
        return Ok(TranslationList { languages, kinds: rows, filter, page: Page { rows: Vec::new(), next: None, previous: None } });
    };
    filter.kind = Some(code(kind, field));
    let asked_codes = codes(&asked);
    let wanted = Wanted { field: field.name, languages: &asked_codes, missing: !filter.all, query: filter.query.as_deref() };
    let records = kind.page(&mut work, &wanted, page, PAGE_SIZE + 1).await?;
    let records = Page::from_fetched(page, records, |record: &Record| record.cursor);
    let ids: Vec<Uuid> = records.rows.iter().map(|record| record.cursor.id).collect();
    let done: HashSet<(Uuid, Language)> = store::texts(work.conn(), kind.resource(), &ids, Some(field.name))
        .await?
        .into_iter()
        .map(|(id, language, ..)| (id, language))
        .collect();
    let place = kind.fields().iter().position(|other| other == field).unwrap_or_default();
    let texts = records.rows.into_iter().map(|record| TextRow {
        id: record.cursor.id,
        segment: kind.segment(),
        text: record.texts.get(place).map(|text| excerpt(text)).unwrap_or_default(),
        title: record.title,
        done: asked.iter().map(|language| (*language, done.contains(&(record.cursor.id, *language)))).collect(),
    });
    let page = Page { rows: texts.collect(), next: records.next, previous: records.previous };
    Ok(TranslationList { languages, kinds: rows, filter, page })
}

fn kind_of(resource: &str) -> Result<&'static dyn Translatable> {
    kinds().iter().copied().find(|kind| kind.resource() == resource).ok_or_else(|| AppError::NotFound.into())
}

/// The texts of a record side by side.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn editor(scope: &Scope, resource: &str, id: Uuid) -> Result<Editor> {
    let kind = kind_of(resource)?;
    let languages = content_languages(&scope.organization);
    let mut work = scope.begin().await?;
    let record = kind.record(&mut work, id).await?.ok_or(AppError::NotFound)?;
    let mut known: HashMap<(Language, String), String> = store::texts(work.conn(), resource, &[id], None)
        .await?
        .into_iter()
        .map(|(_, language, field, value)| ((language, field), value))
        .collect();
    let fields = kind.fields().iter().zip(record.texts).map(|(field, text)| EditorField {
        name: field.name,
        key: field.key,
        is_long: field.is_long,
        longest: field.longest,
        text,
        values: languages
            .targets()
            .into_iter()
            .map(|language| (language, known.remove(&(language, field.name.to_owned())).unwrap_or_default()))
            .collect(),
    });
    let fields = fields.collect();
    Ok(Editor { id, resource: kind.resource(), resource_key: kind.key(), title: record.title, href: kind.href(id), languages, fields })
}

/// Writes the translations of a record; a field that the form did not send stays, and so does what somebody else has changed
/// since the form was made from `base` (JSON of its fields), where it is not the same field. `values` are named `name_si`.
/// Returns the record's name.
///
/// # Errors
/// [`AppError::NotFound`], field errors, among them for fields that both have changed; a conflict without `base`.
pub async fn save(scope: &Scope, resource: &str, id: Uuid, base: &str, values: &BTreeMap<String, String>) -> Result<String> {
    let kind = kind_of(resource)?;
    let targets = content_languages(&scope.organization).targets();
    let mut work = scope.begin().await?;
    if !kind.lock(&mut work, id).await? {
        return Err(AppError::NotFound.into());
    }
    let record = kind.record(&mut work, id).await?.ok_or(AppError::NotFound)?;
    let known = store::texts(work.conn(), resource, &[id], None).await?;
    let places: Vec<(&Field, Language)> =
        kind.fields().iter().flat_map(|field| targets.iter().map(move |language| (field, *language))).collect();
    let mut theirs = BTreeMap::new();
    let mut mine = BTreeMap::new();
    for (field, language) in &places {
        let name = input_name(field.name, *language);
        let stored = known.iter().find(|(_, of, known, _)| of == language && known == field.name);
        theirs.insert(name.clone(), stored.map(|(.., value)| value.clone()).unwrap_or_default());
        if let Some(value) = values.get(&format!("{}_{}", field.name, language.code())) {
            mine.insert(name, value.replace("\r\n", "\n"));
        }
    }
    // Texts count no versions: a form that does not say what it was made from is never the newest.
    let edited = Edited { resource, id, version: "", base, current: 0 };
    let values = audit::service::settle(&mut work, edited, &mine, &theirs, |_, value| excerpt(value)).await?;
    let mut errors = FieldErrors::default();
    let mut wanted = Vec::new();
    for (field, language) in &places {
        let Some(value) = values.get(&input_name(field.name, *language)) else { continue };
        if value.trim().chars().count() > field.longest {
            errors.add(&input_name(field.name, *language), "error-too-long");
        }
        wanted.push((*language, field.name.to_owned(), value.clone()));
    }
    errors.into_result()?;
    if put(&mut work, "localization.translated", resource, id, &wanted).await? {
        kind.changed(&mut work, id).await?;
        work.commit().await?;
    }
    Ok(record.title)
}

/// Kind segment and id of the next record that lacks a translation after this one, from the top again at the end.
///
/// # Errors
/// When the database refuses.
pub async fn next_missing(scope: &Scope, filter: &TranslationFilter, resource: &str, id: Uuid) -> Result<Option<(&'static str, Uuid)>> {
    let Some((kind, field)) = chosen(filter) else { return Ok(None) };
    let languages = codes(&asked(filter, &content_languages(&scope.organization).targets()));
    let wanted = Wanted { field: field.name, languages: &languages, missing: true, query: filter.query.as_deref() };
    let mut work = scope.begin().await?;
    let here = if kind.resource() == resource { kind.record(&mut work, id).await?.map(|record| record.cursor) } else { None };
    let after = PageRequest { cursor: here, direction: Direction::Next, ..PageRequest::default() };
    // Two, because from the top the first may be the one that somebody has just decided to leave.
    let mut found = kind.page(&mut work, &wanted, after, 2).await?;
    if found.is_empty() && here.is_some() {
        found = kind.page(&mut work, &wanted, PageRequest::default(), 2).await?;
    }
    let next = found.into_iter().map(|record| record.cursor.id).find(|next| *next != id || kind.resource() != resource);
    Ok(next.map(|next| (kind.segment(), next)))
}
