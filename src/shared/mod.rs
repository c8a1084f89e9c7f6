//! Vocabulary of the whole program. Nothing here knows a domain, a database or a page.

pub mod error;
pub mod feature;
pub mod label;
pub mod language;
#[cfg(feature = "ssr")]
pub mod lankaqr;
pub mod merge;
pub mod money;
pub mod paging;
pub mod paper;
pub mod params;
pub mod parcel;
pub mod permission;
mod permission_texts;
pub mod selection;
pub mod sheet;
mod words;

pub use error::{AppError, FieldError, FieldErrors};
pub use feature::Area;
pub use label::{Label, LabelFormat};
pub use language::Language;
pub use paging::{Cursor, Page};
pub use paper::{Paper, PaperBlock, PaperColumn};
pub use params::Params;
pub use parcel::ParcelLabel;
pub use permission::Permission;
pub use selection::Selection;
pub(crate) use words::words;
