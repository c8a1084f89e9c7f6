//! The signed-in person's picture.

use crate::shared::AppError;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domains::access::{service, urls};
#[cfg(feature = "ssr")]
use crate::server::{AppState, context, forms};

/// Gives the signed-in person a picture: the file of the field `picture`.
#[server(prefix = "/api/access", endpoint = "upload_picture")]
pub async fn upload_picture() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    let storage = expect_context::<AppState>().storage;
    let file = forms::file("picture").map(|file| service::NewFile { name: file.name, bytes: file.bytes });
    service::set_picture(&scope, &storage, file).await?;
    forms::done(urls::PROFILE, "access-done-picture", &[]);
    Ok(())
}

/// Takes the signed-in person's picture away.
#[server(prefix = "/api/access", endpoint = "remove_picture")]
pub async fn remove_picture() -> Result<(), AppError> {
    let scope = context::signed_in()?;
    service::remove_picture(&scope).await?;
    forms::done(urls::PROFILE, "access-done-picture-removed", &[]);
    Ok(())
}
