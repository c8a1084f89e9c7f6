//! The one error that crosses the wire. It carries Fluent keys, never a cause.

use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// A message for one field of a form; an empty field name means the form as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the input.
    pub field: String,
    /// Fluent key of the message.
    pub key: String,
    /// Arguments of the message, as text.
    pub args: Vec<(String, String)>,
}

/// All that is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One error on one field.
    #[must_use]
    pub fn one(field: &str, key: &str) -> Self {
        let mut errors = Self::default();
        errors.add(field, key);
        errors
    }

    /// Adds a message without arguments.
    pub fn add(&mut self, field: &str, key: &str) {
        self.add_with(field, key, Vec::new());
    }

    /// Adds a message with arguments.
    pub fn add_with(&mut self, field: &str, key: &str, args: Vec<(String, String)>) {
        self.0.push(FieldError { field: field.to_owned(), key: key.to_owned(), args });
    }

    /// `Ok` when nothing was added.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all that was added.
    pub fn into_result(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// What a person or a program is told when something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in.
    #[error("not signed in")]
    Unauthenticated,
    /// The role lacks this permission (its key).
    #[error("permission {0} is missing")]
    Forbidden(String),
    /// No such thing, or it belongs to somebody else.
    #[error("not found")]
    NotFound,
    /// The organization has this area (its key) switched off.
    #[error("the area {0} is switched off")]
    SwitchedOff(String),
    /// The thing has changed or its state does not allow this; a Fluent key with arguments.
    #[error("conflict: {key}")]
    Conflict {
        /// Fluent key of the message.
        key: String,
        /// Arguments of the message, as text.
        args: Vec<(String, String)>,
    },
    /// The form needs mending.
    #[error("invalid input")]
    Invalid(FieldErrors),
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts")]
    TooMany(u32),
    /// Our fault. The incident id stands in the log beside the cause.
    #[error("internal error, incident {0}")]
    Internal(String),
}

impl AppError {
    /// A conflict without arguments.
    #[must_use]
    pub fn conflict(key: &str) -> Self {
        Self::Conflict { key: key.to_owned(), args: Vec::new() }
    }

    /// The HTTP status (RFC 9110) that goes with it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound | Self::SwitchedOff(_) => 404,
            Self::Conflict { .. } => 409,
            Self::Invalid(_) => 422,
            Self::TooMany(_) => 429,
            Self::Internal(_) => 500,
        }
    }

    /// The Fluent key and arguments of a sentence that says what happened and what to do.
    #[must_use]
    pub fn message(&self) -> (&str, Vec<(String, String)>) {
        match self {
            Self::Unauthenticated => ("error-unauthenticated", Vec::new()),
            Self::Forbidden(permission) => ("error-forbidden", vec![("permission".to_owned(), permission.clone())]),
            Self::NotFound => ("error-not-found", Vec::new()),
            Self::SwitchedOff(area) => ("error-switched-off", vec![("area".to_owned(), area.clone())]),
            Self::Conflict { key, args } => (key, args.clone()),
            Self::Invalid(_) => ("error-invalid", Vec::new()),
            Self::TooMany(seconds) => ("error-too-many", vec![("seconds".to_owned(), seconds.to_string())]),
            Self::Internal(incident) => ("error-internal", vec![("incident".to_owned(), incident.clone())]),
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What the framework itself found wrong with a call. Its text may hold anything, so it is not passed on.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Invalid(FieldErrors::one("", "error-request-unreadable"))
            }
            _ => Self::Internal("-".to_owned()),
        }
    }
}
