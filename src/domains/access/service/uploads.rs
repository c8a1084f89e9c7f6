//! Pictures that are kept, and the removal of those that nothing shows any more.
//!
//! Files are written before the row that names them and removed after it has let them go, so a row never names what is not
//! there. What a crash leaves in between is found by [`sweep`].

use crate::domains::access::store;
use crate::server::clock::new_id;
use crate::server::images::{self, NewFile, Picture};
use crate::server::storage::{Key, Listed, Owner, PictureKey, Storage};
use crate::server::worker::JobContext;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::AppError;
use chrono::TimeDelta;
use futures::TryStreamExt;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A picture whose files are written, but which no row names yet.
pub struct Written {
    /// Where it is.
    pub key: PictureKey,
    id: Uuid,
    file: NewFile,
    picture: Picture,
}

impl Written {
    /// What the person calls the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.file.name
    }

    /// Pixels across and down, upright.
    #[must_use]
    pub fn pixels(&self) -> (i32, i32) {
        let whole = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        (whole(self.picture.width), whole(self.picture.height))
    }

    /// Length of the file that was sent.
    #[must_use]
    pub fn bytes(&self) -> i64 {
        i64::try_from(self.file.bytes.len()).unwrap_or(i64::MAX)
    }

    /// How it looks, see [`images::looks`]; the bits as the database keeps them.
    #[must_use]
    pub fn looks(&self) -> Option<i64> {
        images::looks(&self.picture.sizes.last()?.fallback).map(u64::cast_signed)
    }

    /// [`fingerprint`] of the file that was sent.
    #[must_use]
    pub fn sha256(&self) -> Vec<u8> {
        fingerprint(&self.file.bytes)
    }
}

/// The SHA-256 by which a file is known again.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Reads a picture and writes its sizes for the organization. `kind` is a word of the program, such as `logo`; `field` is where a
/// refusal is shown.
///
/// # Errors
/// Field errors for what is no picture or too large a one; when the store does not take it.
pub async fn write_picture(scope: &Scope, storage: &Storage, kind: &str, field: &str, file: NewFile) -> Result<Written> {
    let picture = images::read(file.bytes.clone()).await.map_err(|refusal| refusal.at(field))?;
    let id = new_id();
    let key = PictureKey::of_organization(scope.organization.id, kind, id, picture.fallback);
    storage.put_picture(&key, &picture).await?;
    Ok(Written { key, id, file, picture })
}

/// Writes down what was uploaded, in the transaction of the change that shows it.
///
/// # Errors
/// When the database refuses.
pub async fn keep(work: &mut Work, kind: &str, written: &Written) -> Result<()> {
    let (created_by, at) = (work.scope.user_id(), work.now);
    let new = store::uploads::NewUpload {
        id: written.id,
        kind,
        storage_key: written.key.as_str(),
        original_name: if written.file.name.is_empty() { "-" } else { &written.file.name },
        content_type: written.picture.content_type,
        bytes: i64::try_from(written.file.bytes.len()).unwrap_or(i64::MAX),
        sha256: &Sha256::digest(&written.file.bytes),
        width: i32::try_from(written.picture.width).ok(),
        height: i32::try_from(written.picture.height).ok(),
        created_by,
        at,
    };
    store::uploads::insert(work.conn(), &new).await
}

/// Says that nothing shows this upload any more; the worker removes its files.
///
/// # Errors
/// When the database refuses.
pub async fn let_go(work: &mut Work, storage_key: &str) -> Result<()> {
    if let Some(id) = store::uploads::let_go(work.conn(), storage_key).await? {
        outbox::emit(work, "access.upload_let_go", id, json!({})).await?;
    }
    Ok(())
}

/// Removes the files of uploads that nothing shows any more: of one, or of all of the organization.
///
/// # Errors
/// When the database or the store refuses; what was not removed is removed the next time.
pub async fn remove_let_go(scope: &Scope, storage: &Storage, id: Option<Uuid>) -> Result<usize> {
    let mut work = scope.begin().await?;
    let rows = store::uploads::let_go_keys(work.conn(), id).await?;
    // The store may be slow: no transaction waits for it.
    drop(work);
    for key in rows.iter().filter_map(|(_, key)| PictureKey::parse(key)) {
        storage.delete_picture(&key).await?;
    }
    let mut work = scope.begin().await?;
    for (id, _) in &rows {
        store::uploads::remove(work.conn(), *id).await?;
    }
    work.commit().await?;
    Ok(rows.len())
}

/// Files younger than this may belong to a change that is being written.
const GRACE_HOURS: i64 = 24;
/// Keys that are looked up at once.
const BATCH: usize = 500;

/// What is swept as one: all sizes of a picture, or a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Swept {
    Picture(PictureKey),
    Document(Key),
}

impl Swept {
    /// What a file belongs to; `None` for a file that nobody looks after here.
    fn of_file(key: &Key) -> Option<Self> {
        let document = || key.is_document().then(|| Self::Document(key.clone()));
        PictureKey::of_file(key).map(Self::Picture).or_else(document)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Picture(key) => key.as_str(),
            Self::Document(key) => key.as_str(),
        }
    }

    async fn remove(&self, storage: &Storage) -> Result<()> {
        match self {
            Self::Picture(key) => storage.delete_picture(key).await,
            Self::Document(key) => storage.delete(key).await,
        }
    }
}

/// Removes what no row names: files of changes that did not happen, of uploads that were let go while the store was away, and documents of
/// slips that were never handed in.
///
/// # Errors
/// When the database or the store refuses.
pub async fn sweep(context: &JobContext) -> Result<usize> {
    let mut removed = 0;
    let mut after = None;
    loop {
        let ids = store::organization::ids_after(context.db.global(), after, 100).await?;
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        for id in ids {
            let organization = match super::organization(&context.db, id).await {
                Ok(organization) => organization,
                // Its rows still name what it has.
                Err(Error::App(AppError::NotFound)) => continue,
                Err(error) => return Err(error),
            };
            let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
            removed += remove_let_go(&scope, &context.storage, None).await?;
        }
    }
    let oldest = context.clock.now() - TimeDelta::hours(GRACE_HOURS);
    let mut pending: BTreeMap<Option<Uuid>, BTreeSet<Swept>> = BTreeMap::new();
    let mut files = context.storage.list();
    while let Some(Listed { key, written_at }) = files.try_next().await? {
        let owner = match key.owner() {
            Some(Owner::Organization(id)) => Some(id),
            Some(Owner::User(_)) => None,
            None => continue,
        };
        let Some(found) = Swept::of_file(&key).filter(|_| written_at < oldest) else { continue };
        let batch = pending.entry(owner).or_default();
        batch.insert(found);
        if batch.len() >= BATCH {
            let batch = std::mem::take(batch);
            removed += remove_unknown(context, owner, batch).await?;
        }
    }
    for (owner, batch) in pending {
        removed += remove_unknown(context, owner, batch).await?;
    }
    Ok(removed)
}

async fn remove_unknown(context: &JobContext, owner: Option<Uuid>, found: BTreeSet<Swept>) -> Result<usize> {
    let keys: Vec<String> = found.iter().map(|one| one.as_str().to_owned()).collect();
    let known = match owner {
        None => store::uploads::pictures_in_use(context.db.global(), &keys).await?,
        Some(id) => {
            // A tenant's transaction for an organization that does not exist sees no rows, so its files are nobody's.
            let mut tenant = context.db.tenant(id).await?;
            store::uploads::known(&mut tenant, &keys).await?
        }
    };
    let mut removed = 0;
    for one in found.iter().filter(|one| !known.iter().any(|key| key == one.as_str())) {
        one.remove(&context.storage).await?;
        removed += 1;
    }
    Ok(removed)
}
