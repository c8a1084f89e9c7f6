//! The server's error, and how it becomes the one that a person sees.

use crate::shared::{AppError, FieldErrors};

/// What a service or store may return.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something to tell the person.
    #[error(transparent)]
    App(#[from] AppError),
    /// The database refused or is away.
    #[error("database: {0}")]
    Db(#[from] sqlx::Error),
    /// Something else that should not happen.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

/// Result of a service or store.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A form error on one field.
    #[must_use]
    pub fn field(field: &str, key: &str) -> Self {
        Self::App(AppError::Invalid(FieldErrors::one(field, key)))
    }

    /// A conflict without arguments.
    #[must_use]
    pub fn conflict(key: &str) -> Self {
        Self::App(AppError::conflict(key))
    }
}

impl From<Error> for AppError {
    /// Logs the cause once, under an incident id, and keeps only that id.
    fn from(error: Error) -> Self {
        match error {
            Error::App(error) => error,
            cause => {
                let incident = super::clock::new_code(8);
                tracing::error!(%incident, cause = ?cause, "request failed");
                metrics::counter!("smartstore_incidents_total").increment(1);
                Self::Internal(incident)
            }
        }
    }
}

/// Turns a named constraint into a message beside a field.
pub trait OnConstraint<T> {
    /// Where the database refused because of one of the constraints, the error becomes that field's message; the table
    /// holds (constraint, field, Fluent key).
    ///
    /// # Errors
    /// The field error, or the database error unchanged.
    fn on_constraint(self, table: &[(&str, &str, &str)]) -> Result<T>;
}

impl<T> OnConstraint<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, table: &[(&str, &str, &str)]) -> Result<T> {
        self.map_err(|error| {
            let constraint = error.as_database_error().and_then(|error| error.constraint());
            match table.iter().find(|(name, _, _)| Some(*name) == constraint) {
                Some((_, field, key)) => Error::field(field, key),
                None => Error::Db(error),
            }
        })
    }
}
