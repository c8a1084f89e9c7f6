//! Categories.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A category in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Primary key.
    pub id: Uuid,
    /// The category above.
    pub parent_id: Option<Uuid>,
    /// Name as entered.
    pub name: String,
    /// Name in the language asked for, where there is a translation.
    pub shown_name: String,
    /// 0 at the root.
    pub depth: usize,
    /// Products in it, not in those below.
    pub products: i64,
    /// Categories right below.
    pub children: i64,
    /// Whether it is in use.
    pub is_active: bool,
    /// Whether buyers see it: it and all above it are in use.
    pub is_public: bool,
    /// Its size guide.
    pub size_guide_id: Option<Uuid>,
    /// Key of its picture in the file store.
    pub image_key: Option<String>,
    /// The first of its siblings.
    pub is_first: bool,
    /// The last of its siblings.
    pub is_last: bool,
}

/// A category in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryDetail {
    /// Primary key.
    pub id: Uuid,
    /// The category above.
    pub parent_id: Option<Uuid>,
    /// Name as entered.
    pub name: String,
    /// Its place in addresses.
    pub slug: String,
    /// Description, Markdown.
    pub description: String,
    /// Whether it is in use.
    pub is_active: bool,
    /// Its size guide.
    pub size_guide_id: Option<Uuid>,
    /// Key of its picture in the file store.
    pub image_key: Option<String>,
    /// Counts its changes.
    pub version: i32,
    /// Products right in it.
    pub products: i64,
    /// Categories right below.
    pub children: i64,
}

/// The form of a category, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryForm {
    /// Name.
    pub name: String,
    /// Its place in addresses; empty: made from the name.
    pub slug: String,
    /// Description, Markdown.
    pub description: String,
    /// Id of a size guide, or empty.
    pub size_guide_id: String,
    /// `true` when ticked: in use.
    pub is_active: String,
}

impl From<&CategoryDetail> for CategoryForm {
    /// The form as it is opened for a category.
    fn from(category: &CategoryDetail) -> Self {
        Self {
            name: category.name.clone(),
            slug: category.slug.clone(),
            description: category.description.clone(),
            size_guide_id: category.size_guide_id.map(|id| id.to_string()).unwrap_or_default(),
            is_active: if category.is_active { "true".to_owned() } else { String::new() },
        }
    }
}

/// Where a category goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryMove {
    /// Before the one above it among its siblings.
    Up,
    /// Behind the one below it among its siblings.
    Down,
    /// Into the one above it among its siblings, as the last.
    In,
    /// Out of the one that it is in, right behind it.
    Out,
    /// To the root, as the last.
    Root,
    /// Into a category, as the last.
    Into(Uuid),
    /// Before a category, as its sibling.
    Before(Uuid),
    /// Behind a category, as its sibling.
    After(Uuid),
}

impl CategoryMove {
    /// Reads the word of a form, and the category that it is about.
    #[must_use]
    pub fn parse(word: &str, other: Option<Uuid>) -> Option<Self> {
        Some(match (word, other) {
            ("up", _) => Self::Up,
            ("down", _) => Self::Down,
            ("in", _) => Self::In,
            ("out", _) => Self::Out,
            ("root", _) | ("into", None) => Self::Root,
            ("into", Some(other)) => Self::Into(other),
            ("before", Some(other)) => Self::Before(other),
            ("after", Some(other)) => Self::After(other),
            _ => return None,
        })
    }
}
