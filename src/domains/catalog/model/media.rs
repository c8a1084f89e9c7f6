//! Pictures and films of a product.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most pictures and films of a product.
pub const MOST_MEDIA: usize = 60;

/// A picture or film of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRow {
    /// Primary key.
    pub id: Uuid,
    /// Key in the file store, where it was uploaded.
    pub key: Option<String>,
    /// Address elsewhere, where it was not.
    pub url: Option<String>,
    /// What it shows.
    pub alt: String,
    /// The variant that it shows, if it shows one only.
    pub variant_id: Option<Uuid>,
    /// True for a film.
    pub is_video: bool,
    /// Pixels across, where known.
    pub width: Option<i32>,
    /// Pixels down, where known.
    pub height: Option<i32>,
}

/// What people type about a picture; all texts, so that two people's changes are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureCells {
    /// What it shows.
    pub alt: String,
    /// Id of the variant that it shows, or empty.
    pub variant: String,
}

impl From<&MediaRow> for PictureCells {
    fn from(media: &MediaRow) -> Self {
        Self { alt: media.alt.clone(), variant: media.variant_id.map(|id| id.to_string()).unwrap_or_default() }
    }
}

/// A picture in the form of all, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureLine {
    /// [`PictureCells`] as they were, as JSON.
    pub base: String,
    /// Its place among the others.
    pub place: String,
    /// What it shows.
    pub alt: String,
    /// Id of the variant that it shows, or empty.
    pub variant: String,
}

/// Name of a picture's input; the same is its id.
#[must_use]
pub fn picture_name(id: Uuid, field: &str) -> String {
    format!("pictures[{}][{field}]", super::row_key(id))
}

/// What is done beside saving: `earlier`, `later` or `remove`, and the picture.
#[must_use]
pub fn picture_action(verb: &str, id: Uuid) -> String {
    format!("{verb} {id}")
}

/// A product with its pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaPage {
    /// The product.
    pub product_id: Uuid,
    /// Its name in the language asked for.
    pub name: String,
    /// Its variants by name, where it has several.
    pub variants: Vec<(Uuid, String)>,
    /// Its pictures and films in order.
    pub media: Vec<MediaRow>,
}
