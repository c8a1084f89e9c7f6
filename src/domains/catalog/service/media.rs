//! Pictures of a product: uploaded, described, put in order, taken away.

use super::form;
use crate::domains::audit::service::PartClash;
use crate::domains::catalog::model::{MOST_MEDIA, MediaPage, MediaRow, PictureCells, PictureLine, picture_name, row_key};
use crate::domains::catalog::store::{self, NewMedia};
use crate::domains::{access, audit};
use crate::server::clock::new_id;
use crate::server::i18n::{t, t_args};
use crate::server::images::NewFile;
use crate::server::storage::Storage;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::merge::merge;
use crate::shared::{AppError, FieldErrors, Language};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What files of products are called in the store.
const KIND: &str = "product";
/// Field of the form that the files are in.
const FILES: &str = "pictures";
/// Longest text of a picture, in characters.
const LONGEST_ALT: usize = 500;

/// What became of uploaded files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// New pictures.
    pub added: usize,
    /// Files that the product has already.
    pub known: usize,
}

/// A product with its pictures, named in a language where it is translated.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn media_page(scope: &Scope, id: Uuid, language: Language) -> Result<MediaPage> {
    let mut work = scope.begin().await?;
    let product = store::shown(work.conn(), id).await?.ok_or(AppError::NotFound)?.product;
    let translations = store::translations(work.conn(), id).await?;
    let name = translations.into_iter().find(|(of, field, _)| *of == language && field == "name").map(|(_, _, name)| name);
    let rows = store::grid(work.conn(), id).await?;
    let variants = if rows.len() > 1 {
        rows.into_iter().map(|row| (row.variant.id, named(row.variant.name, row.variant.sku))).collect()
    } else {
        Vec::new()
    };
    let media = store::media(work.conn(), id).await?;
    Ok(MediaPage { product_id: id, name: name.unwrap_or(product.name), variants, media })
}

fn named(name: String, sku: String) -> String {
    if name.is_empty() { sku } else { name }
}

/// Adds files to a product's pictures. A file that the product has is not stored twice; one that is no picture is said so, and the
/// others are added all the same. Returns the product.
///
/// # Errors
/// [`AppError::NotFound`], field errors of `pictures`.
pub async fn add_pictures(scope: &Scope, storage: &Storage, id: &str, files: Vec<NewFile>) -> Result<(Uuid, Uploaded)> {
    let id = form::id(id)?;
    let mut work = scope.begin().await?;
    store::shown(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut known: HashSet<Vec<u8>> = store::media_hashes(work.conn(), id).await?.into_iter().collect();
    // Reading and writing pictures takes seconds: no transaction waits for it.
    drop(work);
    if files.is_empty() {
        return Err(Error::field(FILES, "error-file-missing"));
    }
    let mut done = Uploaded::default();
    let mut refused = FieldErrors::default();
    let mut written = Vec::new();
    for file in files {
        if !known.insert(access::service::fingerprint(&file.bytes)) {
            done.known += 1;
            continue;
        }
        let name = file.name.clone();
        match access::service::write_picture(scope, storage, KIND, FILES, file).await {
            Ok(picture) => written.push(picture),
            Err(Error::App(AppError::Invalid(errors))) => {
                let why: Vec<String> = errors.0.iter().map(|error| t_args(&error.key, &error.args)).collect();
                refused.add_with(FILES, "catalog-error-picture-file", vec![("file".to_owned(), name), ("why".to_owned(), why.join(" "))]);
            }
            Err(error) => return Err(error),
        }
    }
    let stored = keep(scope, storage, id, written).await?;
    done.added = stored.added;
    done.known += stored.known;
    refused.into_result()?;
    Ok((id, done))
}

/// Shows pictures whose files are written, in one transaction.
async fn keep(scope: &Scope, storage: &Storage, id: Uuid, written: Vec<access::service::Written>) -> Result<Uploaded> {
    let mut done = Uploaded::default();
    if written.is_empty() {
        return Ok(done);
    }
    let mut work = scope.begin().await?;
    store::lock_product(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let there: HashSet<Vec<u8>> = store::media_hashes(work.conn(), id).await?.into_iter().collect();
    let count = store::media(work.conn(), id).await?.len();
    // Somebody else may have sent the same file while ours was read.
    let (twice, new): (Vec<_>, Vec<_>) = written.into_iter().partition(|picture| there.contains(&picture.sha256()));
    if count + new.len() > MOST_MEDIA {
        for picture in twice.iter().chain(&new) {
            storage.delete_picture(&picture.key).await?;
        }
        let mut errors = FieldErrors::default();
        errors.add_with(FILES, "catalog-error-pictures-many", vec![("most".to_owned(), MOST_MEDIA.to_string())]);
        return Err(AppError::Invalid(errors).into());
    }
    let mut rows = Vec::with_capacity(new.len());
    for picture in &new {
        access::service::keep(&mut work, KIND, picture).await?;
        let (width, height) = picture.pixels();
        rows.push(NewMedia {
            id: new_id(),
            key: picture.key.as_str().to_owned(),
            width,
            height,
            bytes: picture.bytes(),
            sha256: picture.sha256(),
        });
    }
    done.added = rows.len();
    done.known = twice.len();
    if !rows.is_empty() {
        let now = work.now;
        store::insert_media(work.conn(), id, &rows, now).await?;
        let names: Vec<&str> = new.iter().map(access::service::Written::name).collect();
        audit::service::record(&mut work, "catalog.pictures_added", "product", id, Value::Null, json!({"files": names})).await?;
        outbox::emit(&mut work, "catalog.product_changed", id, json!({})).await?;
    }
    work.commit().await?;
    for picture in &twice {
        storage.delete_picture(&picture.key).await?;
    }
    Ok(done)
}

/// Saves texts, variants and order of a product's pictures; `action` moves one a place or removes it besides. What somebody else has
/// changed meanwhile stays where it is not the same field. Returns the product, and whether one was removed.
///
/// # Errors
/// [`AppError::NotFound`], field errors.
pub async fn save_pictures(scope: &Scope, id: &str, lines: &BTreeMap<String, PictureLine>, action: &str) -> Result<(Uuid, bool)> {
    let mut work = scope.begin().await?;
    let id = store::lock_product(work.conn(), form::id(id)?).await?.ok_or(AppError::NotFound)?.id;
    let before = store::media(work.conn(), id).await?;
    let names: HashMap<Uuid, String> =
        store::grid(work.conn(), id).await?.into_iter().map(|row| (row.variant.id, named(row.variant.name, row.variant.sku))).collect();
    let mut errors = FieldErrors::default();
    let mut after = read(&mut work, id, &before, lines, &names, &mut errors).await?;
    errors.into_result()?;
    let (verb, of) = action.split_once(' ').unwrap_or_default();
    let at = Uuid::parse_str(of).ok().and_then(|of| after.iter().position(|media| media.id == of));
    let mut removed = None;
    match (verb, at) {
        ("earlier", Some(at)) if at > 0 => after.swap(at, at - 1),
        ("later", Some(at)) if at + 1 < after.len() => after.swap(at, at + 1),
        ("remove", Some(at)) => removed = Some(after.remove(at)),
        _ => {}
    }
    if let Some(media) = &removed {
        store::delete_media(work.conn(), media.id).await?;
        if let Some(key) = &media.key {
            access::service::let_go(&mut work, key).await?;
        }
        let old = json!({"picture": media.key.as_ref().or(media.url.as_ref()), "alt": media.alt});
        audit::service::record(&mut work, "catalog.picture_removed", "product", id, old, Value::Null).await?;
    }
    let rest: Vec<MediaRow> = before.into_iter().filter(|media| removed.as_ref().is_none_or(|removed| removed.id != media.id)).collect();
    let is_changed = rest != after;
    if is_changed {
        store::update_media(work.conn(), &after).await?;
        let (old, new) = values(&rest, &after);
        audit::service::record(&mut work, "catalog.pictures_changed", "product", id, old, new).await?;
    }
    if is_changed || removed.is_some() {
        outbox::emit(&mut work, "catalog.product_changed", id, json!({})).await?;
    }
    work.commit().await?;
    Ok((id, removed.is_some()))
}

/// The pictures as they are to be, in the order that was asked for; those that the form did not know stay behind.
async fn read(
    work: &mut Work,
    id: Uuid,
    before: &[MediaRow],
    lines: &BTreeMap<String, PictureLine>,
    names: &HashMap<Uuid, String>,
    errors: &mut FieldErrors,
) -> Result<Vec<MediaRow>> {
    let mut clashes = Vec::new();
    let mut after: Vec<(usize, MediaRow)> = Vec::with_capacity(before.len());
    for media in before {
        let Some(line) = lines.get(&row_key(media.id)) else {
            after.push((usize::MAX, media.clone()));
            continue;
        };
        let at = |field: &str| picture_name(media.id, field);
        let mine = PictureCells { alt: line.alt.trim().to_owned(), variant: line.variant.trim().to_owned() };
        let theirs = PictureCells::from(media);
        let shown = |field: &str, value: String| match Uuid::parse_str(&value) {
            Ok(variant) if field == "variant" => names.get(&variant).cloned().unwrap_or(value),
            _ if field == "variant" && value.is_empty() => t("catalog-picture-every"),
            _ => value,
        };
        let (merged, both) = merge(&line.base, &mine, &theirs).unwrap_or((mine, Vec::new()));
        clashes.extend(both.into_iter().map(|clash| PartClash {
            part: media.id.to_string(),
            input: at(&clash.field),
            was: shown(&clash.field, clash.was),
            theirs: shown(&clash.field, clash.theirs),
            field: clash.field,
        }));
        if merged.alt.chars().count() > LONGEST_ALT {
            errors.add(&at("alt"), "error-too-long");
        }
        let variant_id = Uuid::parse_str(&merged.variant).ok().filter(|variant| names.contains_key(variant));
        if variant_id.is_none() && !merged.variant.is_empty() {
            errors.add(&at("variant"), "error-choice");
        }
        after.push((line.place.trim().parse().unwrap_or(usize::MAX), MediaRow { alt: merged.alt, variant_id, ..media.clone() }));
    }
    audit::service::explain(work, "product", id, clashes, errors).await?;
    after.sort_by_key(|(place, _)| *place);
    Ok(after.into_iter().map(|(_, media)| media).collect())
}

/// What the log has: texts and variants that differ under the picture and the field, and the order where it is another.
fn values(before: &[MediaRow], after: &[MediaRow]) -> (Value, Value) {
    let (mut old, mut new) = (Map::new(), Map::new());
    let was: HashMap<Uuid, &MediaRow> = before.iter().map(|media| (media.id, media)).collect();
    for media in after {
        let Some(was) = was.get(&media.id) else { continue };
        if was.alt != media.alt {
            old.insert(format!("{} alt", media.id), json!(was.alt));
            new.insert(format!("{} alt", media.id), json!(media.alt));
        }
        if was.variant_id != media.variant_id {
            old.insert(format!("{} variant", media.id), json!(was.variant_id));
            new.insert(format!("{} variant", media.id), json!(media.variant_id));
        }
    }
    let order = |media: &[MediaRow]| media.iter().map(|media| media.id.to_string()).collect::<Vec<_>>();
    if order(before) != order(after) {
        old.insert("order".to_owned(), json!(order(before).join(" ")));
        new.insert("order".to_owned(), json!(order(after).join(" ")));
    }
    (Value::Object(old), Value::Object(new))
}
