//! Categories change their place in the tree.

use super::form;
use crate::domains::audit;
use crate::domains::catalog::model::CategoryMove;
use crate::domains::catalog::store::{self, Node};
use crate::server::{Error, Result, Scope, outbox};
use crate::shared::AppError;
use serde_json::json;
use uuid::Uuid;

/// Moves a category as a form says it: a word, and the category that it is about, or none. Returns its name, and whether it stood
/// elsewhere before.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown category, a field error for a word that is none, and what [`moved`] says.
pub async fn move_category(scope: &Scope, id: &str, word: &str, other: &str) -> Result<(String, bool)> {
    let id = form::id(id)?;
    let other = if other.trim().is_empty() { None } else { Some(form::id(other)?) };
    match CategoryMove::parse(word.trim(), other) {
        Some(to) => moved(scope, id, to).await,
        // Whose ids these are is not told to who types nonsense.
        None => match super::category(scope, id).await {
            Ok(_) => Err(Error::field("to", "error-choice")),
            Err(error) => Err(error),
        },
    }
}

/// Moves a category. Moves of one organization come one after the other; each sees the tree as the one before has left it.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict where a category would come to lie in itself, or beside another one of its name.
pub async fn moved(scope: &Scope, id: Uuid, to: CategoryMove) -> Result<(String, bool)> {
    let mut work = scope.begin().await?;
    store::lock_tree(work.conn(), scope.organization.id).await?;
    let tree = Tree(store::nodes(work.conn()).await?);
    let node = tree.node(id)?;
    let Some((parent, place)) = tree.destination(node, to)? else { return Ok((node.name.clone(), false)) };
    if parent.is_some_and(|parent| tree.is_within(parent, id)) {
        return Err(Error::conflict("catalog-error-category-circle"));
    }
    let siblings = tree.below(parent, id);
    if parent != node.parent_id && siblings.iter().any(|sibling| sibling.name == node.name) {
        return Err(Error::conflict("catalog-error-category-taken"));
    }
    let mut ids: Vec<Uuid> = siblings.iter().map(|sibling| sibling.id).collect();
    let place = place.min(ids.len());
    let was = tree.below(node.parent_id, id).iter().filter(|sibling| sibling.sort_order < node.sort_order).count();
    if parent == node.parent_id && place == was {
        return Ok((node.name.clone(), false));
    }
    ids.insert(place, id);
    store::place_categories(work.conn(), parent, &ids).await?;
    let (old, new) = (json!({"parent_id": node.parent_id, "place": was + 1}), json!({"parent_id": parent, "place": place + 1}));
    audit::service::record(&mut work, "catalog.category_moved", "category", id, old, new).await?;
    outbox::emit(&mut work, "catalog.category_changed", id, json!({})).await?;
    work.commit().await?;
    Ok((node.name.clone(), true))
}

/// All categories, siblings in order.
struct Tree(Vec<Node>);

impl Tree {
    fn node(&self, id: Uuid) -> Result<&Node> {
        self.0.iter().find(|node| node.id == id).ok_or_else(|| AppError::NotFound.into())
    }

    /// Those right below a category, or at the root, without the one that moves.
    fn below(&self, parent: Option<Uuid>, without: Uuid) -> Vec<&Node> {
        self.0.iter().filter(|node| node.parent_id == parent && node.id != without).collect()
    }

    /// Whether a category is another or lies below it.
    fn is_within(&self, id: Uuid, outer: Uuid) -> bool {
        let mut at = Some(id);
        // No way to the root is longer than the tree is large.
        for _ in 0..=self.0.len() {
            match at {
                Some(id) if id == outer => return true,
                Some(id) => at = self.0.iter().find(|node| node.id == id).and_then(|node| node.parent_id),
                None => return false,
            }
        }
        true
    }

    /// Where a category comes to stand: the one that it will be in, and its place among those there. `None` where there is no such
    /// place: above the first, below the last, out of the root.
    fn destination(&self, node: &Node, to: CategoryMove) -> Result<Option<(Option<Uuid>, usize)>> {
        let siblings = self.below(node.parent_id, node.id);
        let place = siblings.iter().filter(|sibling| sibling.sort_order < node.sort_order).count();
        let last_in = |parent: Option<Uuid>| (parent, self.below(parent, node.id).len());
        Ok(match to {
            CategoryMove::Up => place.checked_sub(1).map(|place| (node.parent_id, place)),
            CategoryMove::Down => (place < siblings.len()).then_some((node.parent_id, place + 1)),
            CategoryMove::In => place.checked_sub(1).and_then(|above| siblings.get(above)).map(|above| last_in(Some(above.id))),
            CategoryMove::Out => match node.parent_id {
                Some(parent) => Some(self.beside(node, parent, 1)?),
                None => None,
            },
            CategoryMove::Root => node.parent_id.is_some().then(|| last_in(None)),
            CategoryMove::Into(parent) => Some(last_in(Some(self.node(parent)?.id))),
            CategoryMove::Before(other) => Some(self.beside(node, other, 0)?),
            CategoryMove::After(other) => Some(self.beside(node, other, 1)?),
        })
    }

    fn beside(&self, node: &Node, other: Uuid, behind: usize) -> Result<(Option<Uuid>, usize)> {
        let parent = self.node(other)?.parent_id;
        let siblings = self.below(parent, node.id);
        match siblings.iter().position(|sibling| sibling.id == other) {
            Some(place) => Ok((parent, place + behind)),
            // Beside itself is in itself.
            None => Err(Error::conflict("catalog-error-category-circle")),
        }
    }
}
