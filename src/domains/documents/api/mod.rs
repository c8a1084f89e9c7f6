//! Server functions, loaders and files of the documents domain.

#[cfg(feature = "ssr")]
mod files;
mod invoices;
mod settings;

#[cfg(feature = "ssr")]
pub use files::routes;
pub use invoices::*;
pub use settings::*;

#[cfg(feature = "ssr")]
use crate::shared::AppError;
#[cfg(feature = "ssr")]
use uuid::Uuid;

#[cfg(feature = "ssr")]
fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text.trim()).map_err(|_| AppError::NotFound)
}
