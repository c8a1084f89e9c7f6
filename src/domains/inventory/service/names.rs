//! What owners of reservations and the records behind movements are called.

use crate::domains::inventory::model::{OwnerName, ShortOwner, owner_key};
use crate::domains::inventory::{ports, store, urls};
use crate::server::i18n::t;
use crate::server::{Result, Work};
use crate::shared::Permission;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Names in one sentence; the rest is counted.
const IN_A_SENTENCE: usize = 10;

/// What these owners are called, in no particular order; those that nobody knows are left out.
///
/// # Errors
/// When the database refuses.
pub async fn names_of(work: &mut Work, owners: impl IntoIterator<Item = (String, Uuid)>) -> Result<Vec<OwnerName>> {
    let mut by_kind: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in owners {
        by_kind.entry(kind).or_default().push(id);
    }
    let mut names = Vec::new();
    for (kind, ids) in by_kind {
        match kind.as_str() {
            "TRANSFER" => {
                let numbers = store::transfer_numbers(work.conn(), &ids).await?;
                names.extend(numbers.into_iter().map(|(id, number)| OwnerName {
                    kind: kind.clone(),
                    owner_id: id,
                    name: number,
                    path: urls::transfer(id),
                    permission: Permission::InventoryRead,
                }));
            }
            "COUNT" => {
                let numbers = store::count_numbers(work.conn(), &ids).await?;
                names.extend(numbers.into_iter().map(|(id, number)| OwnerName {
                    kind: kind.clone(),
                    owner_id: id,
                    name: number,
                    path: urls::count(id),
                    permission: Permission::InventoryRead,
                }));
            }
            other => {
                if let Some(by) = ports::names_of(other) {
                    names.extend(by.names(work, &ids).await?);
                }
            }
        }
    }
    Ok(names)
}

/// Those who are short of stock, each once and in their order; one that has no name is called by its kind.
pub(super) async fn short_names(work: &mut Work, owners: &[ShortOwner]) -> Result<Vec<String>> {
    let names = names_of(work, owners.iter().map(|owner| (owner.owner_type.clone(), owner.owner_id))).await?;
    let mut out: Vec<String> = Vec::new();
    for owner in owners {
        let name = names.iter().find(|name| name.kind == owner.owner_type && name.owner_id == owner.owner_id);
        let name = name.map_or_else(|| t(owner_key(&owner.owner_type)), |name| name.name.clone());
        if !out.contains(&name) {
            out.push(name);
        }
    }
    Ok(out)
}

/// Names for a sentence: `A12, B34 +3`.
pub(super) fn in_a_sentence(names: &[String]) -> String {
    let shown = names.iter().take(IN_A_SENTENCE).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(IN_A_SENTENCE) {
        0 => shown,
        more => format!("{shown} +{more}"),
    }
}
