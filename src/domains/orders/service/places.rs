//! Addresses that buyers send as text, and the places that they are looked for in.

use crate::domains::orders::formats::{Atlas, plain, read, read_places};
use crate::domains::orders::model::{OrderHead, PlaceRow, Places, PlacesChange};
use crate::domains::orders::store::{self, KnownPlace};
use crate::server::{Db, Result, Scope};
use anyhow::anyhow;
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The places that were looked for last: a database, the version of its places, and how they are found.
static LAST: Mutex<Option<(String, i32, Arc<Atlas>)>> = Mutex::new(None);

/// All places that are known.
///
/// # Errors
/// When the database refuses.
pub async fn places(scope: &Scope) -> Result<Places> {
    let mut work = scope.begin().await?;
    store::places(work.conn()).await
}

/// How places are found: read once and kept until they change.
async fn atlas(scope: &Scope) -> Result<Arc<Atlas>> {
    let mut work = scope.begin().await?;
    let (database, version) = store::places_version(work.conn()).await?;
    {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, atlas)) = last.as_ref().filter(|(name, known, _)| *name == database && *known == version) {
            return Ok(atlas.clone());
        }
    }
    let atlas = Arc::new(Atlas::of(store::places(work.conn()).await?));
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((database, version, atlas.clone()));
    Ok(atlas)
}

/// Reads an address out of a pasted text, in any of the three scripts.
///
/// # Errors
/// When the database refuses.
pub async fn read_address(scope: &Scope, text: &str) -> Result<OrderHead> {
    let atlas = atlas(scope).await?;
    Ok(read(text, &atlas))
}

/// Places of one kind, known ones and those that a file adds.
struct Level {
    rows: Vec<KnownPlace>,
    by_name: HashMap<(i32, String), usize>,
    changed: BTreeSet<usize>,
    /// Those whose postal code this file has said.
    coded: HashSet<usize>,
    /// Whose numbers are ours; the numbers of cities are the database's.
    has_numbers: bool,
    new: usize,
}

impl Level {
    fn of(rows: Vec<KnownPlace>, has_numbers: bool) -> Self {
        let by_name = rows.iter().enumerate().map(|(at, row)| ((row.above, plain(&row.name_en)), at)).collect();
        Self { rows, by_name, changed: BTreeSet::new(), coded: HashSet::new(), has_numbers, new: 0 }
    }

    /// A number that is free, if it can be the file's own.
    fn number(&self, wanted: i32) -> i32 {
        if !self.has_numbers {
            return 0;
        }
        let is_taken = self.rows.iter().any(|row| row.id == wanted);
        if is_taken { self.rows.iter().map(|row| row.id).max().unwrap_or_default() + 1 } else { wanted }
    }

    /// Takes a place over; returns its place among the rows. A place that is known learns what it lacks and how else it is spelt.
    fn take(&mut self, given: &PlaceRow, above: i32, change: &mut PlacesChange) -> usize {
        let [english, sinhala, tamil] = &given.names;
        let key = (above, plain(english));
        let Some(&at) = self.by_name.get(&key) else {
            let at = self.rows.len();
            self.rows.push(KnownPlace {
                id: self.number(given.id),
                above,
                name_en: english.clone(),
                name_si: sinhala.clone(),
                name_ta: tamil.clone(),
                other_names: Vec::new(),
                postcode: given.postcode.clone(),
            });
            self.by_name.insert(key, at);
            self.changed.insert(at);
            if given.postcode.is_some() {
                self.coded.insert(at);
            }
            self.new += 1;
            return at;
        };
        let mut said = 0;
        if let Some(row) = self.rows.get_mut(at) {
            for (own, given) in [(&mut row.name_si, sinhala), (&mut row.name_ta, tamil)] {
                if own.is_empty() && !given.is_empty() {
                    own.clone_from(given);
                    said += 1;
                }
            }
            for name in [english, sinhala, tamil].into_iter().filter(|name| !name.is_empty()) {
                let is_name = |known: &String| plain(known) == plain(name);
                let is_known = [&row.name_en, &row.name_si, &row.name_ta].into_iter().any(is_name) || row.other_names.iter().any(is_name);
                if !is_known {
                    row.other_names.push(name.clone());
                    said += 1;
                }
            }
            change.spellings += said;
            // Of a place that a file has twice the first code holds.
            if given.postcode.is_some() && self.coded.insert(at) && row.postcode != given.postcode {
                row.postcode.clone_from(&given.postcode);
                change.postcodes += 1;
                said += 1;
            }
        }
        if said > 0 {
            self.changed.insert(at);
        } else {
            change.unchanged += 1;
        }
        at
    }

    fn written(&self) -> Vec<&KnownPlace> {
        self.changed.iter().filter_map(|at| self.rows.get(*at)).collect()
    }
}

/// Takes places of a file over, for all organizations. Nothing that is known is lost, and the same file again changes nothing.
///
/// # Errors
/// When the file cannot be read, or the database refuses.
pub async fn import_places(db: &Db, text: &str) -> Result<PlacesChange> {
    let given = read_places(text).map_err(|error| anyhow!(error))?;
    let mut change = PlacesChange::default();
    let mut transaction = db.begin().await?;
    store::lock_places(&mut transaction).await?;
    let [provinces, districts, cities] = store::known_places(&mut transaction).await?;
    // A file of cities alone has the numbers of our districts.
    let mut province_ids: HashMap<i32, i32> = provinces.iter().map(|row| (row.id, row.id)).collect();
    let mut district_ids: HashMap<i32, i32> = districts.iter().map(|row| (row.id, row.id)).collect();
    let (mut provinces, mut districts, mut cities) = (Level::of(provinces, true), Level::of(districts, true), Level::of(cities, false));
    for row in &given.provinces {
        let at = provinces.take(row, 0, &mut change);
        province_ids.extend(provinces.rows.get(at).map(|known| (row.id, known.id)));
    }
    for row in &given.districts {
        match row.above.and_then(|above| province_ids.get(&above)) {
            Some(above) => {
                let at = districts.take(row, *above, &mut change);
                district_ids.extend(districts.rows.get(at).map(|known| (row.id, known.id)));
            }
            None => change.refused.extend(row.names.first().cloned()),
        }
    }
    for row in &given.cities {
        match row.above.and_then(|above| district_ids.get(&above)) {
            Some(above) => drop(cities.take(row, *above, &mut change)),
            None => change.refused.extend(row.names.first().cloned()),
        }
    }
    (change.provinces, change.districts, change.cities) = (provinces.new, districts.new, cities.new);
    let (new_provinces, new_districts, new_cities) = (provinces.written(), districts.written(), cities.written());
    if !(new_provinces.is_empty() && new_districts.is_empty() && new_cities.is_empty()) {
        store::write_provinces(&mut transaction, &json!(new_provinces)).await?;
        store::write_districts(&mut transaction, &json!(new_districts)).await?;
        store::write_cities(&mut transaction, &json!(new_cities)).await?;
        store::places_changed(&mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(change)
}
