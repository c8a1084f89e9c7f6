//! Server functions and loaders of the purchasing domain.

#[cfg(feature = "ssr")]
mod files;
mod orders;
mod suggestions;
mod suppliers;
mod supply;

#[cfg(feature = "ssr")]
pub use files::routes;
pub use orders::*;
pub use suggestions::*;
pub use suppliers::*;
pub use supply::*;

#[cfg(feature = "ssr")]
use crate::shared::AppError;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}
